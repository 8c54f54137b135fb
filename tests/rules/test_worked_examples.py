"""Three published cases come out to the cent (tests/data/worked-examples.json names their sources)."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from claimgraph.rules.claim_figures import ClaimTerms, claim_figures
from claimgraph.rules.decimals import format_decimal, format_percentage
from claimgraph.rules.figures import CertifiedClaim
from claimgraph.rules.money import format_amount
from claimgraph.rules.retention.policy import RetentionCap, RetentionPolicy, RetentionStage, RetentionStep
from claimgraph.rules.rounding import rounded
from claimgraph.rules.tax import TaxRule
from claimgraph.rules.valuation import CertifiedLine
from claimgraph.rules.vocabulary import (
    ContractSum,
    MilestoneKind,
    RetentionOnChange,
    RetentionRule,
    RetentionStepMode,
    TaxBase,
)
from tests.rules.claims import Commitment, flat, held, line, minor, ppm, texts, work
from tests.rules.examples import DATA, SUMMARY_FIGURES, Json


@pytest.fixture(scope="module")
def cases() -> dict[str, Json]:
    """The cases by their id."""
    stored = json.loads((DATA / "worked-examples.json").read_text(encoding="utf-8"))
    return {case["id"]: case for case in stored["cases"]}


def test_the_file_has_the_three_cases_that_are_tested_here(cases: dict[str, Json]) -> None:
    assert list(cases) == ["W02", "W12", "W14"]


def test_a_continuation_sheet_of_thirteen_lines_with_stored_materials(cases: dict[str, Json]) -> None:
    inputs, expected = cases["W02"]["inputs"], cases["W02"]["expected"]
    lines = [
        replace(
            line(row["scheduled_value"]),
            entry=work(row["work_this_period"], stored=row["stored"]),
            certified=CertifiedLine(work=minor(row["work_previous"])),
        )
        for row in inputs["lines"]
    ]
    policy = flat(inputs["retainage_work_pct"], inputs["retainage_stored_pct"])
    previous = CertifiedClaim(due_to_date=minor(inputs["previous_certificates"]))
    figures = claim_figures(ClaimTerms(2, policy), lines, previous)
    assert [
        {
            "item": row["item"],
            "completed_and_stored": format_amount(of_line.total_to_date, 2),
            "percent_complete": format_percentage(of_line.percent_complete or 0),
            "balance_to_finish": format_amount(of_line.balance_to_finish or 0, 2),
            "retainage": format_amount(of_line.retention_held, 2),
        }
        for row, of_line in zip(inputs["lines"], figures.lines, strict=True)
    ] == expected["lines"]
    assert {
        name: format_amount(getattr(figures.summary, SUMMARY_FIGURES[name]), 2)
        for name in expected["summary"]
    } == expected["summary"]


def test_retention_until_thirty_per_cent_shared_over_lines(cases: dict[str, Json]) -> None:
    inputs, expected = cases["W12"]["inputs"], cases["W12"]["expected"]
    until = RetentionStep(
        threshold=ppm(inputs["rule"]["until_pct_complete"]),
        rate_before=ppm(inputs["rule"]["rate_pct"]),
        rate_after=None,
        mode=RetentionStepMode.STOP,
    )
    rest = line(inputs["schedule_of_values"])
    lines = [*(replace(line("0"), entry=work(row["net"])) for row in inputs["net_lines"]), rest]
    figures = claim_figures(ClaimTerms(2, RetentionPolicy(RetentionRule.STEP, step=until)), lines)
    assert held(figures) == [*(row["retainage"] for row in expected["lines"]), "0.00"]
    assert texts([figures.summary.retention_held]) == [expected["total_retainage"]]
    # The source cuts the ratio after nine places; a percentage is shown with two.
    hundredths = rounded(Fraction(expected["percent_complete"]) * 10_000)
    assert figures.summary.percent_complete == ppm(format_decimal(hundredths, 2))


def test_retention_to_a_cap_with_tax_on_what_is_left_of_it(cases: dict[str, Json]) -> None:
    inputs, expected = cases["W14"]["inputs"], cases["W14"]["expected"]
    cap = RetentionCap(rate=ppm(inputs["retention"]["cap_pct_of_contract"]), of=ContractSum.ORIGINAL)
    policy = flat(inputs["retention"]["rate_pct"], cap=cap)
    commitment = Commitment(
        line(inputs["contract_sum"]), policy=policy, tax=TaxRule(TaxBase.NET, ppm(inputs["gst_pct"]))
    )
    approved = [minor(claim["claimed_this"]) - minor(claim["disallowed"]) for claim in inputs["claims"]]
    more = cases["W14"]["derived_extension"]
    certified = [*expected["claims"], *more["claims"]]
    assert [row["approved"] for row in certified] == texts([*approved, minor("62000.00")])
    for row in certified:
        summary = commitment.claim(work(row["approved"])).summary
        assert texts(
            [
                summary.retention_this_claim,
                summary.amount_this_claim,
                summary.tax,
                summary.amount_with_tax,
                summary.retention_held,
            ]
        ) == [row[name] for name in ("retention", "net", "gst", "payable", "held")]
    half = flat(
        inputs["retention"]["rate_pct"],
        cap=cap,
        stages=(
            RetentionStage(MilestoneKind.PRACTICAL_COMPLETION, ppm("50")),
            RetentionStage(MilestoneKind.DEFECTS_END, 0),
        ),
    )
    commitment.change(policy=half, on_change=RetentionOnChange.RESTATE)
    reached = [MilestoneKind.PRACTICAL_COMPLETION, MilestoneKind.DEFECTS_END]
    for count, release in enumerate(expected["releases"], start=1):
        summary = commitment.claim(milestones=reached[:count]).summary
        assert texts([summary.amount_this_claim, summary.amount_with_tax]) == [
            release["amount"],
            more["release_payable_each_incl_gst"],
        ]
