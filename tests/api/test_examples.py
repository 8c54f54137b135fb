"""The worked examples come out through the API as they do in the rules: set up, claimed, certified, compared.

Cases that need variations, a takeover, cost plus or a discount run in the rules alone (tests/rules).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from claimgraph.storage.database import Database
from tests.api.contracts import Json, SignedContract, signed
from tests.rules.examples import CASES, DATA, stated_figures

NEEDS_MORE = {
    "E01": "variations, takeover",
    "E04": "variations",
    "E13": "cost plus, discount",
    "E17-LINE": "variations",
    "E17-TOTAL": "variations",
}
"""Cases that the rules alone reckon yet, and what they need."""

RUN = [case for case in CASES if "claims" in case and case["id"] not in NEEDS_MORE]
WORKED = {
    case["id"]: case
    for case in json.loads((DATA / "worked-examples.json").read_text(encoding="utf-8"))["cases"]
}

LINE_FIELDS = {
    "work_previous": "previousWork",
    "work_this_period": "workThisPeriod",
    "stored": "storedMaterials",
    "completed_and_stored": "totalToDate",
    "percent_complete": "percentComplete",
    "balance_to_finish": "balanceToFinish",
    "retention": "retentionHeld",
    "tax": "tax",
}
SUMMARY_FIELDS = {
    "line1": "originalSum",
    "line2": "netVariations",
    "line3": "revisedSum",
    "line4": "totalToDate",
    "line5a": "retentionOnWork",
    "line5b": "retentionOnStored",
    "line5": "retentionHeld",
    "line6": "totalLessRetention",
    "adjustments": "adjustmentsToDate",
    "due_to_date": "dueToDate",
    "line7": "previousCertificates",
    "line8": "amountThisClaim",
    "line9": "balanceIncludingRetention",
    "percent_complete": "percentComplete",
    "retention_this_claim": "retentionThisClaim",
    "tax": "tax",
    "payable": "amountWithTax",
}
"""The files' names and the API's."""


def policy(stated: Json) -> dict[str, Any]:
    """A retention policy of the file as the API takes it."""
    plain = {
        "rule": stated["rule"],
        "rateOnWork": stated.get("work_rate"),
        "rateOnStored": stated.get("stored_rate"),
        "fixedSum": stated.get("amount"),
        "level": stated.get("level"),
        "freeAmount": stated.get("free_amount"),
        "timing": stated.get("timing", "EACH_CLAIM"),
        "base": stated.get("base", "BEFORE_TAX"),
        "tiers": [{"upTo": tier["up_to"], "rate": tier["rate"]} for tier in stated.get("tiers", ())],
        "stages": [
            {"milestone": milestone, "share": share} for milestone, share in stated.get("stages", {}).items()
        ],
    }
    if "mode" in stated:
        plain["step"] = {
            "mode": stated["mode"],
            "thresholdPercent": stated["threshold_percent"],
            "rateBefore": stated["rate_before"],
            "rateAfter": None if stated["mode"] == "STOP" else stated["rate_after"],
        }
    if cap := stated.get("cap"):
        plain["cap"] = {"amount": cap["amount"]} if "amount" in cap else _part_of_a_sum(cap)
    return plain


def _part_of_a_sum(cap: Json) -> dict[str, str]:
    return {f"percentOf{cap['of'].title()}Sum": cap["percent"]}


def said(entry: Json) -> dict[str, Any]:
    """What the file states on a line, as a claimant states it."""
    told: dict[str, Any] = {}
    for name, way in (
        ("work", "amountThisPeriod"),
        ("percent_to_date", "percentToDate"),
        ("quantity_to_date", "quantityToDate"),
    ):
        if name in entry:
            told["work"] = {way: entry[name]}
    for name, member in (("stored", "storedMaterials"), ("built_in", "builtIn")):
        if name in entry:
            told[member] = entry[name]
    return told


async def contract_of(database: Database, commitment: Json) -> SignedContract:
    """The contract of a case, with the first of its policies."""
    lines = [
        {
            "itemNumber": line["item"],
            "scheduledValue": line["scheduled_value"],
            "taxRate": line.get("tax_rate"),
            "retentionRateOnWork": line.get("retention_rate"),
        }
        for line in commitment["lines"]
    ]
    terms = {"retention": policy(commitment["retention"][0]), "tax": commitment.get("tax")}
    return await signed(database, lines, commitment["currency"], **terms)


async def certified(database: Database, case: Json) -> list[Any]:
    """Each claim of a case in turn, as it was certified."""
    contract = await contract_of(database, case["commitment"])
    answers = []
    for claim in case["claims"]:
        for stated in case["commitment"]["retention"]:
            if stated["from_claim"] == claim["no"] > 1:
                await contract.change(retention=policy(stated), retentionOnChange=stated["on_change"])
        month_ends = await contract.next_month()
        if claim.get("events_reached"):
            await contract.reach(claim["events_reached"], month_ends)
        submitted = await contract.claim(_lines(claim, answers), **_fields(claim))
        answers.append(await contract.certify(submitted, _reduced(claim), **_beside(claim)))
    return answers


def _lines(claim: Json, before: list[Any]) -> dict[str, Any]:
    lines = {item: said(entry) for item, entry in claim.get("claimed", claim.get("lines", {})).items()}
    # The file states what is released with the claim; a claimant states it to date.
    for item, amount in claim.get("release", {}).get("lines", {}).items():
        to_date = Decimal(amount) + _released(before, item)
        lines[item] = {**lines.get(item, {}), "retentionReleased": str(to_date)}
    return lines


def _released(before: list[Any], item: str) -> Decimal:
    """What was let go on a line so far: what was held at the most, less what is."""
    held = [Decimal(_line(claim, item)["retentionHeld"]) for claim in before]
    return max(held) - held[-1]


def _fields(claim: Json) -> dict[str, Any]:
    fields: dict[str, Any] = {"isFinal": claim.get("final", False)}
    if percent := claim.get("release", {}).get("percent"):
        fields["retentionRelease"] = {"percentage": percent}
    return fields


def _reduced(claim: Json) -> dict[str, Any]:
    """Lines of which less is certified than claimed."""
    lines, claimed = claim.get("lines", {}), claim.get("claimed", {})
    return {item: said(entry) for item, entry in lines.items() if claimed and entry != claimed[item]}


def _beside(claim: Json) -> dict[str, Any]:
    beside: dict[str, Any] = {
        "adjustments": [
            {"kind": one["kind"], "amount": one["to_date"], "reason": "Agreed"}
            for one in claim.get("adjustments", ())
        ]
    }
    if by_hand := claim.get("retention_override"):
        value = {"thisClaim": by_hand["this_claim"]}
        beside["retentionOverride"] = {"value": value, "reason": "Agreed"}
    return beside


def _line(claim: Any, item: str) -> Any:
    (line,) = [one for one in claim["lines"] if one["itemNumber"] == item]
    return line["assessment"]["valuation"]


def figure(claims: list[Any], place: int, *path: str) -> str | None:
    """The figure at a path of the file's expected object, as the API answers it."""
    claim = claims[place]
    match path:
        case ("lines", item, "retention_this_claim"):
            held = Decimal(_line(claim, item)["retentionHeld"])
            before = Decimal(_line(claims[place - 1], item)["retentionHeld"]) if place else Decimal(0)
            return str(held - before)
        case ("lines", item, name):
            value = _line(claim, item)[LINE_FIELDS[name]]
        case ("claimed", name):
            value = claim["claimed"][SUMMARY_FIELDS[name]]
        case (_, name):
            value = claim["assessment"]["summary"][SUMMARY_FIELDS[name]]
    return None if value is None else str(value)


def figures_of(case: Json) -> Iterator[tuple[int, tuple[str, ...], str | None]]:
    """Every figure that a case expects, with its claim and path."""
    for place, expected in enumerate(case["expected"]):
        for path, value in stated_figures(expected):
            yield place, path, value


@pytest.mark.parametrize("case", RUN, ids=lambda case: str(case["id"]))
async def test_each_claim_has_the_figures_that_the_file_states(database: Database, case: Json) -> None:
    claims = await certified(database, case)
    stated = {(place, *path): value for place, path, value in figures_of(case)}
    assert {key: figure(claims, *key) for key in stated} == stated


def test_no_case_and_no_figure_is_left_out() -> None:
    claimed = {case["id"] for case in CASES if "claims" in case}
    assert claimed - {case["id"] for case in RUN} == set(NEEDS_MORE)
    assert (len(RUN), sum(1 for case in RUN for _ in figures_of(case))) == (21, 506)


# Published examples


async def test_a_continuation_sheet_of_thirteen_lines_with_stored_materials(database: Database) -> None:
    inputs, expected = WORKED["W02"]["inputs"], WORKED["W02"]["expected"]
    lines = [{"itemNumber": row["item"], "scheduledValue": row["scheduled_value"]} for row in inputs["lines"]]
    rates = {"rateOnWork": inputs["retainage_work_pct"], "rateOnStored": inputs["retainage_stored_pct"]}
    contract = await signed(database, lines, WORKED["W02"]["currency"], retention={"rule": "FLAT", **rates})
    assert inputs["original_contract_sum"] == expected["summary"]["line1"]
    await contract.next_month()
    before = {row["item"]: said({"work": row["work_previous"]}) for row in inputs["lines"]}
    first = await contract.certify(await contract.claim(before))
    assert first["certifiedAmount"] == inputs["previous_certificates"]
    await contract.next_month()
    now = {
        row["item"]: said({"work": row["work_this_period"], "stored": row["stored"]})
        for row in inputs["lines"]
    }
    claim = await contract.certify(await contract.claim(now))
    names = {
        "completed_and_stored": "totalToDate",
        "percent_complete": "percentComplete",
        "balance_to_finish": "balanceToFinish",
        "retainage": "retentionHeld",
    }
    assert [
        {"item": row["item"]} | {name: _line(claim, row["item"])[shown] for name, shown in names.items()}
        for row in inputs["lines"]
    ] == expected["lines"]
    summary = claim["assessment"]["summary"]
    assert {name: summary[SUMMARY_FIELDS[name]] for name in expected["summary"]} == expected["summary"]


async def test_retention_until_thirty_per_cent_shared_over_lines(database: Database) -> None:
    inputs, expected = WORKED["W12"]["inputs"], WORKED["W12"]["expected"]
    (first, second), total = inputs["net_lines"], Decimal(inputs["schedule_of_values"])
    lines = [
        {"itemNumber": first["item"], "scheduledValue": first["net"]},
        {"itemNumber": second["item"], "scheduledValue": str(total - Decimal(first["net"]))},
    ]
    step = {
        "thresholdPercent": inputs["rule"]["until_pct_complete"],
        "rateBefore": inputs["rule"]["rate_pct"],
        "mode": "STOP",
    }
    contract = await signed(database, lines, "USD", retention={"rule": "STEP", "step": step})
    await contract.next_month()
    claimed = {row["item"]: said({"work": row["net"]}) for row in inputs["net_lines"]}
    claim = await contract.certify(await contract.claim(claimed))
    held = [
        {"item": row["item"], "retainage": _line(claim, row["item"])["retentionHeld"]}
        for row in inputs["net_lines"]
    ]
    assert held == expected["lines"]
    summary = claim["assessment"]["summary"]
    assert summary["retentionHeld"] == expected["total_retainage"]
    assert Decimal(summary["percentComplete"]) == round(Decimal(expected["percent_complete"]) * 100, 2)


async def test_retention_to_a_cap_with_tax_on_what_is_left_of_it(database: Database) -> None:
    inputs, expected = WORKED["W14"]["inputs"], WORKED["W14"]["expected"]
    more = WORKED["W14"]["derived_extension"]
    kept = {
        "rule": "FLAT",
        "rateOnWork": inputs["retention"]["rate_pct"],
        "cap": {"percentOfOriginalSum": inputs["retention"]["cap_pct_of_contract"]},
        "stages": [
            {"milestone": "PRACTICAL_COMPLETION", "share": "50"},
            {"milestone": "DEFECTS_END", "share": "0"},
        ],
    }
    lines = [{"itemNumber": "1", "scheduledValue": inputs["contract_sum"]}]
    tax = {"base": "NET", "rate": inputs["gst_pct"]}
    contract = await signed(database, lines, "AUD", retention=kept, tax=tax)
    wanted = [(row["claimed_this"], row["disallowed"]) for row in inputs["claims"]]
    paid = Decimal(0)
    for (claimed, disallowed), row in zip(
        [*wanted, (more["claims"][0]["approved"], "0.00")], [*expected["claims"], *more["claims"]], strict=True
    ):
        await contract.next_month()
        claim = await contract.claim({"1": said({"work": claimed})})
        less = {"1": said({"work": row["approved"]})} if Decimal(disallowed) else {}
        assert Decimal(claimed) - Decimal(disallowed) == Decimal(row["approved"])
        summary = (await contract.certify(claim, less))["assessment"]["summary"]
        names = ("retentionThisClaim", "amountThisClaim", "tax", "amountWithTax", "retentionHeld")
        assert [summary[name] for name in names] == [
            row[name] for name in ("retention", "net", "gst", "payable", "held")
        ]
        paid += Decimal(summary["amountWithTax"])
    assert expected["retention_cap"] == summary["retentionHeld"]
    for milestone, release in zip(("PRACTICAL_COMPLETION", "DEFECTS_END"), expected["releases"], strict=True):
        await contract.reach([milestone], await contract.next_month())
        summary = (await contract.certify(await contract.claim({})))["assessment"]["summary"]
        assert summary["amountThisClaim"] == release["amount"]
        assert summary["amountWithTax"] == more["release_payable_each_incl_gst"]
        paid += Decimal(summary["amountWithTax"])
    assert paid == Decimal(more["total_paid_incl_gst"])
    assert list(WORKED) == ["W02", "W12", "W14"]
