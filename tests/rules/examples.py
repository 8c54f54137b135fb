"""The worked cases of tests/data/examples.json as claims for the rules, and the figures that they must have.

A case is a commitment with claims that follow each other; each starts from what the one before certified.
The entry of a cost-plus line, which the rules do not have, is stated as an amount: cost and markup, rounded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from claimgraph.rules.claim_figures import ClaimTerms, HeldByHand, claim_figures
from claimgraph.rules.decimals import format_percentage, parse_percentage, parse_quantity, parse_unit_price
from claimgraph.rules.figures import NOTHING_CERTIFIED, CertifiedClaim, ClaimFigures
from claimgraph.rules.money import format_amount, minor_digits, parse_amount
from claimgraph.rules.retention.policy import (
    RetentionCap,
    RetentionPolicy,
    RetentionStage,
    RetentionStep,
    RetentionTier,
)
from claimgraph.rules.retention.releases import ReleaseOverAll
from claimgraph.rules.rounding import rounded
from claimgraph.rules.tax import TaxRule
from claimgraph.rules.valuation import CertifiedLine, ClaimLine, LineEntry, WorkStated
from claimgraph.rules.vocabulary import (
    ContractSum,
    LineBasis,
    MilestoneKind,
    RetentionBase,
    RetentionLevel,
    RetentionOnChange,
    RetentionRule,
    RetentionStepMode,
    RetentionTiming,
    TaxBase,
    TaxRounding,
)

Json = Mapping[str, Any]
"""An object of the file; its "meta" tells the keys."""

DATA = Path(__file__).parents[1] / "data"
CASES: Sequence[Json] = json.loads((DATA / "examples.json").read_text(encoding="utf-8"))["cases"]

LINE_FIGURES = {
    "work_previous": "previous_work",
    "work_this_period": "work_this_period",
    "stored": "stored_materials",
    "completed_and_stored": "total_to_date",
    "percent_complete": "percent_complete",
    "balance_to_finish": "balance_to_finish",
    "retention": "retention_held",
    "retention_this_claim": "retention_this_claim",
    "tax": "tax",
}
SUMMARY_FIGURES = {
    "line1": "original_sum",
    "line2": "net_variations",
    "line3": "revised_sum",
    "line4": "total_to_date",
    "line5a": "retention_on_work",
    "line5b": "retention_on_stored",
    "line5": "retention_held",
    "line6": "total_less_retention",
    "adjustments": "adjustments_to_date",
    "due_to_date": "due_to_date",
    "line7": "previous_certificates",
    "line8": "amount_this_claim",
    "line9": "balance_including_retention",
    "percent_complete": "percent_complete",
    "retention_this_claim": "retention_this_claim",
    "tax": "tax",
    "payable": "amount_with_tax",
}
"""The file's names and the rules'."""


def rate(text: str | None) -> int | None:
    """Parts per million, where a rate is stated."""
    return None if text is None else parse_percentage(text)


@dataclass(frozen=True)
class Before:
    """What was certified before a claim: by item, and over all."""

    lines: Mapping[str, CertifiedLine] = field(default_factory=dict)
    claim: CertifiedClaim = NOTHING_CERTIFIED


@dataclass(frozen=True)
class Contract:
    """The commitment of a case."""

    commitment: Json

    @property
    def digits(self) -> int:
        """Decimals of its currency."""
        return minor_digits(self.commitment["currency"])

    def amount(self, text: str) -> int:
        """An amount of the file in minor units."""
        return parse_amount(text, self.digits)

    def schedule(self, number: int) -> Sequence[Json]:
        """The lines as they stand with a claim."""
        return [line for line in self.commitment["lines"] if line.get("from_claim", 1) <= number]

    def opening(self) -> Before:
        """What was certified before the first claim."""
        opening = self.commitment.get("opening")
        if opening is None:
            return Before()
        lines = {
            item: CertifiedLine(
                work=self.amount(line["work"]), retention_held=self.amount(line["work_retention"])
            )
            for item, line in opening["lines"].items()
        }
        return Before(lines, CertifiedClaim(due_to_date=self.amount(opening["previous_certificates"])))

    def figures(self, claim: Json, stated: Json, before: Before) -> ClaimFigures:
        """The figures of a claim, with what is stated on its lines."""
        releases = claim.get("release", {}).get("lines", {})
        lines = [
            self._line(
                line,
                stated.get(line["item"], {}),
                before.lines.get(line["item"], CertifiedLine()),
                releases.get(line["item"]),
            )
            for line in self.schedule(claim["no"])
        ]
        return claim_figures(self._terms(claim), lines, before.claim)

    def policy(self, stated: Json) -> RetentionPolicy:
        """A retention policy of the file."""
        return RetentionPolicy(
            rule=RetentionRule[stated["rule"]],
            rate_on_work=rate(stated.get("work_rate")),
            rate_on_stored=rate(stated.get("stored_rate")),
            fixed_sum=self.amount(stated["amount"]) if "amount" in stated else None,
            tiers=tuple(self._tier(tier) for tier in stated.get("tiers", ())),
            step=self._step(stated) if stated["rule"] == "STEP" else None,
            stated_level=RetentionLevel[stated["level"]] if "level" in stated else None,
            free_amount=self.amount(stated["free_amount"]) if "free_amount" in stated else None,
            cap=self._cap(stated["cap"]) if "cap" in stated else None,
            timing=RetentionTiming[stated.get("timing", "EACH_CLAIM")],
            stages=tuple(
                RetentionStage(MilestoneKind[milestone], parse_percentage(share))
                for milestone, share in stated.get("stages", {}).items()
            ),
            base=RetentionBase[stated.get("base", "BEFORE_TAX")],
        )

    def tax(self) -> TaxRule | None:
        """Its tax rule."""
        stated = self.commitment.get("tax")
        if stated is None:
            return None
        rounding = TaxRounding[stated.get("rounding", "LINE")]
        return TaxRule(TaxBase[stated["base"]], parse_percentage(stated["rate"]), rounding)

    def _tier(self, tier: Json) -> RetentionTier:
        up_to = None if tier["up_to"] is None else self.amount(tier["up_to"])
        return RetentionTier(up_to, parse_percentage(tier["rate"]))

    def _step(self, stated: Json) -> RetentionStep:
        mode = RetentionStepMode[stated["mode"]]
        after = None if mode is RetentionStepMode.STOP else parse_percentage(stated["rate_after"])
        threshold, before = (parse_percentage(stated[key]) for key in ("threshold_percent", "rate_before"))
        return RetentionStep(threshold, before, after, mode)

    def _cap(self, cap: Json) -> RetentionCap:
        if "amount" in cap:
            return RetentionCap(amount=self.amount(cap["amount"]))
        return RetentionCap(rate=parse_percentage(cap["percent"]), of=ContractSum[cap["of"]])

    def _terms(self, claim: Json) -> ClaimTerms:
        versions = enumerate(self.commitment["retention"], start=1)
        version, stated = [entry for entry in versions if entry[1]["from_claim"] <= claim["no"]][-1]
        percent = claim.get("release", {}).get("percent")
        by_hand = claim.get("retention_override")
        return ClaimTerms(
            digits=self.digits,
            policy=self.policy(stated),
            policy_version=version,
            on_change=RetentionOnChange[stated["on_change"]] if "on_change" in stated else None,
            tax=self.tax(),
            milestones=[MilestoneKind[milestone] for milestone in claim.get("events_reached", ())],
            is_final=claim.get("final", False),
            adjustments=sum(self.amount(entry["to_date"]) for entry in claim.get("adjustments", ())),
            release=None if percent is None else ReleaseOverAll(rate=parse_percentage(percent)),
            held_by_hand=by_hand and HeldByHand(this_claim=self.amount(by_hand["this_claim"])),
        )

    def _line(self, line: Json, entry: Json, certified: CertifiedLine, release: str | None) -> ClaimLine:
        scheduled, price = line["scheduled_value"], line.get("unit_price")
        return ClaimLine(
            scheduled_value=None if scheduled is None else self.amount(scheduled),
            is_variation="variation" in line,
            basis=LineBasis.QUANTITY if price else LineBasis.AMOUNT,
            unit_price=parse_unit_price(price) if price else None,
            retention_rate_on_work=rate(line.get("retention_rate")),
            tax_rate=rate(line.get("tax_rate")),
            entry=self._entry(entry),
            # The file states what is released with the claim; the rules take it to date.
            release_to_date=certified.retention_released + self.amount(release) if release else None,
            certified=certified,
        )

    def _entry(self, entry: Json) -> LineEntry:
        stored = self.amount(entry["stored"]) if "stored" in entry else None
        return LineEntry(*self._work(entry), stored, self.amount(entry.get("built_in", "0")))

    def _work(self, entry: Json) -> tuple[WorkStated | None, int]:
        if "work" in entry:
            return WorkStated.AMOUNT_THIS_PERIOD, self.amount(entry["work"])
        if "percent_to_date" in entry:
            return WorkStated.PERCENT_TO_DATE, parse_percentage(entry["percent_to_date"])
        if "quantity_to_date" in entry:
            return WorkStated.QUANTITY_TO_DATE, parse_quantity(entry["quantity_to_date"])
        if "cost" in entry:
            markup = 1 + Fraction(entry["markup_rate"]) / 100
            return WorkStated.AMOUNT_THIS_PERIOD, rounded(self.amount(entry["cost"]) * markup)
        return None, 0


@dataclass(frozen=True)
class ReckonedClaim:
    """A claim of a case as the rules reckon it: as certified, and as claimed where the file says that too."""

    items: Sequence[str]
    digits: int
    certified: ClaimFigures
    claimed: ClaimFigures

    def figure(self, *path: str) -> str | None:
        """The figure at a path of the file's expected object, as the file writes it."""
        match path:
            case ("lines", item, name):
                value = getattr(self.certified.lines[self.items.index(item)], LINE_FIGURES[name])
            case ("claimed", name):
                value = getattr(self.claimed.summary, SUMMARY_FIGURES[name])
            case (_, name):
                value = getattr(self.certified.summary, SUMMARY_FIGURES[name])
        if value is None:
            return None
        return format_percentage(value) if name == "percent_complete" else format_amount(value, self.digits)


def reckoned(case: Json) -> Iterator[ReckonedClaim]:
    """Each claim of a case in turn, starting from what the one before certified."""
    contract = Contract(case["commitment"])
    before = contract.opening()
    for claim in case["claims"]:
        items = [line["item"] for line in contract.schedule(claim["no"])]
        certified = contract.figures(claim, claim.get("lines", {}), before)
        claimed = contract.figures(claim, claim.get("claimed", {}), before)
        yield ReckonedClaim(items, contract.digits, certified, claimed)
        of_lines = {item: line.certified for item, line in zip(items, certified.lines, strict=True)}
        before = Before(of_lines, certified.certified)


def stated_figures(expected: Json, *path: str) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Every figure of an expected object with its path, but discounts, which the rules do not have."""
    for name, value in expected.items():
        if isinstance(value, Mapping):
            yield from stated_figures(value, *path, name)
        elif name != "discount":
            yield (*path, name), value
