"""Tax on a claim: on the movement of each line, before or after retention (domain: "Tax").

Amounts are minor units, rates parts per million. Tax falls on what moves with a claim and is never stated
anew: a rate changed later leaves earlier claims as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.rules.rounding import part, rounded, share
from claimgraph.rules.vocabulary import TaxBase, TaxRounding


@dataclass(frozen=True, slots=True)
class TaxRule:
    """How tax is added: on what, at which rate, rounded where, and whether adjustments are taxed."""

    base: TaxBase
    rate: int
    rounding: TaxRounding = TaxRounding.LINE
    adjustments_taxed: bool = False


@dataclass(frozen=True, slots=True)
class TaxAmount:
    """Tax at one rate: the rate, on how much, how much."""

    rate: int
    base: int
    amount: int


@dataclass(frozen=True, slots=True)
class ClaimTax:
    """Tax on a claim: on each line, on the change of additions and deductions, and by rate."""

    lines: Sequence[int]
    adjustments: int
    by_rate: tuple[TaxAmount, ...]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.lines) + self.adjustments


def claim_tax(
    rule: TaxRule | None, bases: Sequence[int], own_rates: Sequence[int | None], change_of_adjustments: int
) -> ClaimTax:
    """Tax on a claim whose lines have these bases, and own rates where they are not None.

    The base of a line is M, or M less the change of its retention: `TaxRule.base` tells which. At rounding
    LINE each is r(base x rate); at TOTAL the rounded sum is shared. No rule, no tax.
    """
    if rule is None:
        return ClaimTax([0] * len(bases), 0, ())
    rates = [rule.rate if rate is None else rate for rate in own_rates]
    taxed = [*bases, change_of_adjustments if rule.adjustments_taxed else 0]
    amounts = _amounts(rule.rounding, taxed, [*rates, rule.rate])
    by_rate = _by_rate(zip([*rates, rule.rate], taxed, amounts, strict=True))
    return ClaimTax(amounts[:-1], amounts[-1], by_rate)


def tax_to_json(rule: TaxRule) -> dict[str, str | int | bool]:
    """The rule for storage: words and integers only."""
    return {
        "base": rule.base.value,
        "rate": rule.rate,
        "rounding": rule.rounding.value,
        "adjustments_taxed": rule.adjustments_taxed,
    }


def tax_from_json(stored: Mapping[str, str | int | bool]) -> TaxRule:
    """The rule as `tax_to_json` wrote it."""
    return TaxRule(
        TaxBase[str(stored["base"])],
        int(stored["rate"]),
        TaxRounding[str(stored["rounding"])],
        bool(stored["adjustments_taxed"]),
    )


def _amounts(rounding: TaxRounding, bases: Sequence[int], rates: Sequence[int]) -> list[int]:
    """Tax on each base, rounded one by one or in total."""
    exact = [part(base, rate) for base, rate in zip(bases, rates, strict=True)]
    if rounding is TaxRounding.LINE:
        return [rounded(value) for value in exact]
    return share(rounded(sum(exact)), exact)


def _by_rate(taxed: Iterable[tuple[int, int, int]]) -> tuple[TaxAmount, ...]:
    """Rate, base and amount summed by rate, highest first; without rates on which nothing moved."""
    sums: dict[int, TaxAmount] = {}
    for rate, base, amount in taxed:
        so_far = sums.get(rate, TaxAmount(rate, 0, 0))
        sums[rate] = TaxAmount(rate, so_far.base + base, so_far.amount + amount)
    return tuple(sums[rate] for rate in sorted(sums, reverse=True) if sums[rate].base or sums[rate].amount)
