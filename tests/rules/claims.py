"""Claims in words, for tests that read like examples: amounts as text, one claim after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from claimgraph.rules.claim_figures import ClaimTerms, claim_figures
from claimgraph.rules.decimals import parse_percentage, parse_quantity, parse_unit_price
from claimgraph.rules.figures import NOTHING_CERTIFIED, ClaimFigures
from claimgraph.rules.money import format_amount, parse_amount
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.valuation import ClaimLine, LineEntry, WorkStated
from claimgraph.rules.vocabulary import LineBasis, RetentionRule


def minor(text: str) -> int:
    """An amount in a currency of two decimals, in minor units."""
    return parse_amount(text, 2)


def texts(amounts: Sequence[int]) -> list[str]:
    """Minor units of a currency of two decimals as amounts."""
    return [format_amount(amount, 2) for amount in amounts]


def ppm(text: str) -> int:
    """A percentage in parts per million."""
    return parse_percentage(text)


def line(scheduled: str | None, **terms: Any) -> ClaimLine:
    """A line of a schedule by its value (None: open), with other terms as `ClaimLine` has them."""
    return ClaimLine(None if scheduled is None else minor(scheduled), **terms)


def measured(scheduled: str, unit_price: str) -> ClaimLine:
    """A line measured by quantity."""
    return line(scheduled, basis=LineBasis.QUANTITY, unit_price=parse_unit_price(unit_price))


def work(amount: str, *, stored: str | None = None, built_in: str = "0") -> LineEntry:
    """This period's work by its value."""
    return entry(WorkStated.AMOUNT_THIS_PERIOD, minor(amount), stored=stored, built_in=built_in)


def to_date(amount: str, *, stored: str | None = None, built_in: str = "0") -> LineEntry:
    """All work to date by its value."""
    return entry(WorkStated.AMOUNT_TO_DATE, minor(amount), stored=stored, built_in=built_in)


def percent(text: str, *, stored: str | None = None, built_in: str = "0") -> LineEntry:
    """Work and stored materials to date as part of the scheduled value."""
    return entry(WorkStated.PERCENT_TO_DATE, ppm(text), stored=stored, built_in=built_in)


def quantity(units: str, *, stored: str | None = None, built_in: str = "0") -> LineEntry:
    """Units to date."""
    return entry(WorkStated.QUANTITY_TO_DATE, parse_quantity(units), stored=stored, built_in=built_in)


def materials(stored: str | None = None, *, built_in: str = "0") -> LineEntry:
    """Stored materials alone."""
    return entry(None, 0, stored=stored, built_in=built_in)


def entry(way: WorkStated | None, value: int, *, stored: str | None, built_in: str) -> LineEntry:
    """What is stated on a line."""
    return LineEntry(way, value, None if stored is None else minor(stored), minor(built_in))


def flat(on_work: str, on_stored: str | None = None, **options: Any) -> RetentionPolicy:
    """One rate on work, and another one on stored materials where it is given."""
    stored = None if on_stored is None else ppm(on_stored)
    return RetentionPolicy(RetentionRule.FLAT, rate_on_work=ppm(on_work), rate_on_stored=stored, **options)


class Commitment:
    """A commitment whose claims follow each other; what each certifies is where the next one starts."""

    def __init__(self, *lines: ClaimLine, **terms: Any) -> None:
        self.lines = list(lines)
        self.terms = ClaimTerms(digits=2, **terms)
        self.previous = NOTHING_CERTIFIED

    def draft(self, *entries: LineEntry, releases: Sequence[str | None] = (), **terms: Any) -> ClaimFigures:
        """The figures of the next claim; lines without entry stay as they are."""
        return claim_figures(
            replace(self.terms, **terms), self.stated(*entries, releases=releases), self.previous
        )

    def stated(self, *entries: LineEntry, releases: Sequence[str | None] = ()) -> list[ClaimLine]:
        """The lines of the next claim with what is stated on them."""
        missing = len(self.lines) - len(entries)
        asked = [*(None if text is None else minor(text) for text in releases), *[None] * len(self.lines)]
        return [
            replace(of_line, entry=given, release_to_date=release)
            for of_line, given, release in zip(
                self.lines, [*entries, *[LineEntry()] * missing], asked[: len(self.lines)], strict=True
            )
        ]

    def claim(self, *entries: LineEntry, releases: Sequence[str | None] = (), **terms: Any) -> ClaimFigures:
        """The next claim, approved; terms given here hold for it alone."""
        figures = self.draft(*entries, releases=releases, **terms)
        self.lines = [
            replace(of_line, certified=now.certified)
            for of_line, now in zip(self.lines, figures.lines, strict=True)
        ]
        self.previous = figures.certified
        return figures

    def change(self, **terms: Any) -> None:
        """Terms that hold from the next claim on; a new policy is a new version."""
        if "policy" in terms:
            terms["policy_version"] = self.terms.policy_version + 1
        self.terms = replace(self.terms, **terms)

    def add(self, *lines: ClaimLine) -> None:
        """Lines that join at the end, as those of an approved variation."""
        self.lines += lines


def held(figures: ClaimFigures) -> list[str]:
    """What is held on each line."""
    return texts([of_line.retention_held for of_line in figures.lines])
