"""Figures of the last three billing periods: how much work the team has with claims now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from claimgraph.rules.readiness.facts import FiledClaim
from claimgraph.rules.valuation import percent_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """Medians as whole numbers, shares in parts per million rounded to hundredths of a per cent.

    Shares and days are None when no claim was filed, or none decided.
    """

    claims_per_period: int
    lines_per_claim: int
    filed_on_behalf_share_ppm: int | None
    returned_share_ppm: int | None
    median_days_to_submit: int | None
    median_days_to_decide: int | None


def evidence(periods: Sequence[UUID], claims: Sequence[FiledClaim]) -> Evidence:
    """What the claims that were filed in these periods tell; a period without any counts as none."""
    filed = Counter(claim.period for claim in claims)
    return Evidence(
        claims_per_period=median([filed[period] for period in periods]) or 0,
        lines_per_claim=median([claim.lines for claim in claims]) or 0,
        filed_on_behalf_share_ppm=percent_of(sum(claim.is_on_behalf for claim in claims), len(claims)),
        returned_share_ppm=percent_of(sum(claim.returns > 0 for claim in claims), len(claims)),
        median_days_to_submit=median(known(claim.days_to_submit for claim in claims)),
        median_days_to_decide=median(known(claim.days_to_decide for claim in claims)),
    )


def known(values: Iterable[int | None]) -> list[int]:
    """The values that there are."""
    return [value for value in values if value is not None]


def median(values: Sequence[int]) -> int | None:
    """The middle one of numbers that are not negative; between two, their mean, a half rounded up."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle] + 1) // 2
