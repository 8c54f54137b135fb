"""Halves go away from zero, and shares add up to what is shared."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.rules.rounding import part, rounded, share, spread


@pytest.mark.parametrize(
    ("value", "integer"),
    [
        (Fraction(5, 2), 3),
        (Fraction(-5, 2), -3),
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), -1),
        (Fraction(249, 100), 2),
        (Fraction(-249, 100), -2),
        (Fraction(1, 3), 0),
        (7, 7),
        (-7, -7),
        (0, 0),
    ],
)
def test_halves_are_rounded_away_from_zero(value: Fraction | int, integer: int) -> None:
    assert rounded(value) == integer


def test_a_part_is_exact() -> None:
    assert part(3, 333_333) == Fraction(999_999, 1_000_000)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10_000, [1, 1, 1], [3334, 3333, 3333]),
        (-10_000, [1, 1, 1], [-3333, -3333, -3334]),
        (731, [Fraction("4.5"), Fraction("4.5"), -2, 0], [470, 470, -209, 0]),
        (1, [3, 2, 3], [1, 0, 0]),
        (100, [-1, -1, -2], [25, 25, 50]),
        (0, [5, 3], [0, 0]),
        (7, [4], [7]),
        (0, [], []),
    ],
)
def test_a_total_is_shared_by_the_largest_remainder_earlier_first(
    total: int, weights: list[Fraction | int], parts: list[int]
) -> None:
    assert share(total, weights) == parts


def test_weights_without_sum_give_way_to_the_next_ones_and_at_last_to_the_first_part() -> None:
    assert share(10, [0, 0], [1, -1], [1, 4]) == [2, 8]
    assert share(10, [0, 0], [1, 1], [1, 4]) == [5, 5]
    assert share(10, [1, -1], [0, 0], [0, 0]) == [10, 0]
    assert spread(1, [0, 0, 0], [1, 1, 1]) == [Fraction(1, 3)] * 3
    assert spread(5, [0, 0]) == [5, 0]
    assert spread(5, []) == []


def test_nothing_can_be_shared_over_nothing_but_nothing() -> None:
    with pytest.raises(ValueError, match="can't be shared over nothing"):
        share(1, [])


exact = st.fractions(-(10**7), 10**7, max_denominator=1_000)
totals = st.integers(-(10**9), 10**9)
weights = st.lists(st.one_of(st.integers(-1_000, 1_000), exact), min_size=1, max_size=9).filter(
    lambda given: sum(given) != 0
)


@given(exact)
def test_what_is_rounded_lies_within_half_a_unit_and_keeps_its_mirror(value: Fraction) -> None:
    assert abs(rounded(value) - value) <= Fraction(1, 2)
    assert rounded(-value) == -rounded(value)
    assert abs(rounded(value)) == math.floor(abs(value) + Fraction(1, 2))


def dealt(total: int, given: list[Fraction | int]) -> list[int]:
    """The largest remainder by another way: one unit at a time to whoever is farthest below his quota."""
    quotas = [total * Fraction(weight) / sum(given) for weight in given]
    parts = [math.floor(quota) for quota in quotas]
    while sum(parts) < total:
        shortfalls = [quota - got for quota, got in zip(quotas, parts, strict=True)]
        parts[shortfalls.index(max(shortfalls))] += 1
    return parts


@given(totals, weights)
def test_a_share_is_what_dealing_unit_by_unit_gives(total: int, given: list[Fraction | int]) -> None:
    parts = share(total, given)
    assert sum(parts) == total
    assert parts == dealt(total, given)
    assert all(
        abs(got - total * Fraction(weight) / sum(given)) < 1 for got, weight in zip(parts, given, strict=True)
    )


@given(totals, weights, st.integers(1, 50))
def test_a_share_depends_on_the_proportion_of_the_weights_alone(
    total: int, given: list[Fraction | int], factor: int
) -> None:
    assert share(total, [weight * factor for weight in given]) == share(total, given)
    assert share(total, [-weight for weight in given]) == share(total, given)


@given(totals, weights)
def test_what_is_spread_is_exact(total: int, given: list[Fraction | int]) -> None:
    assert sum(spread(total, given)) == total
