"""Rounding and sharing, the two places where a cent is decided (domain: "Arithmetic").

Between them values are exact: integers or fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from claimgraph.rules.decimals import PPM

Exact = Fraction | int
"""A value that has not been rounded."""


def rounded(value: Exact) -> int:
    """r(): the nearest integer, halves away from zero: 2.5 is 3, -2.5 is -3."""
    if value < 0:
        return -rounded(-value)
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def part(value: Exact, ppm: int) -> Fraction:
    """`ppm` parts per million of a value, exactly."""
    return Fraction(value * ppm, PPM)


def spread(total: Exact, weights: Sequence[Exact], *otherwise: Sequence[Exact]) -> list[Fraction]:
    """`total` divided in proportion to `weights`, exactly.

    Where the weights sum to zero the next ones given in `otherwise` count; where all do, the first part is
    the whole. Every list has one weight for each part; without parts there is nothing to answer.
    """
    telling = _telling(weights, *otherwise)
    whole = sum(telling)
    return [Fraction(total * weight) / whole for weight in telling]


def share(total: int, weights: Sequence[Exact], *otherwise: Sequence[Exact]) -> list[int]:
    """`total` minor units divided in proportion to `weights` by the largest remainder, none lost or made.

    Each part is rounded down; the units that are left go one by one to the largest remainders, earlier ones
    first. Weights may be negative. Where they sum to zero, `otherwise` counts as for `spread`:

        share(10_000, [1, 1, 1])  -> 3334, 3333, 3333
        share(-10_000, [1, 1, 1]) -> -3333, -3333, -3334

    Raises ValueError when there is something to share and nothing to share it over.
    """
    if total and not weights:
        raise ValueError(f"{total} minor units can't be shared over nothing.")
    telling = _telling(weights, *otherwise)
    whole = sum(telling)
    upright = 1 if whole > 0 else -1
    quotients = [divmod(total * weight * upright, whole * upright) for weight in telling]
    parts = [floor for floor, _ in quotients]
    by_remainder = sorted(range(len(parts)), key=lambda place: -quotients[place][1])
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _telling(weights: Sequence[Exact], *otherwise: Sequence[Exact]) -> Sequence[Exact]:
    """The first weights that do not sum to zero; else those that put all on the first part."""
    for given in (weights, *otherwise):
        if sum(given):
            return given
    return [1, *[0] * (len(weights) - 1)] if weights else []
