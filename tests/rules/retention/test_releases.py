"""What is held after releases: never less than nothing, and T - X in sum."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.rules.retention.releases import ReleaseOverAll, held_after_release, release_shared
from tests.rules.claims import ppm


@pytest.mark.parametrize(
    ("kept", "released", "held"),
    [
        ([1000, 500], [0, 0], [1000, 500]),
        ([1000, 500], [400, 500], [600, 0]),
        ([-300, 500], [-100, 0], [-200, 500]),
        # T of the second line fell below X: the first bears what was released beyond it.
        ([1000, 300], [0, 500], [800, 0]),
        ([1000, 500, 300], [100, 0, 500], [771, 429, 0]),
        # More was released than is kept now: nothing is held.
        ([100, 200], [400, 0], [0, 0]),
        # Credits are settled apart from value.
        ([-100, 1000], [-300, 0], [0, 1000]),
        ([-100, -400, 1000], [-300, 0, 0], [0, -200, 1000]),
        # The value of a line turned into credit.
        ([-50, 1000], [400, 0], [-50, 600]),
        ([], [], []),
    ],
)
def test_what_is_held_after_releases(kept: list[int], released: list[int], held: list[int]) -> None:
    assert held_after_release(kept, released) == held


@pytest.mark.parametrize(
    ("release", "to_date"),
    [
        (ReleaseOverAll(rate=ppm("35")), [70_000, 37_333, 20_741]),
        (ReleaseOverAll(amount=128_074), [70_000, 37_333, 20_741]),
        (ReleaseOverAll(amount=0), [0, 0, 0]),
        (ReleaseOverAll(rate=ppm("100")), [200_000, 106_667, 59_259]),
    ],
)
def test_a_release_over_all_lines_is_shared_by_what_is_held(
    release: ReleaseOverAll, to_date: list[int]
) -> None:
    assert release_shared(release, [200_000, 106_667, 59_259], [0, 0, 0]) == to_date


def test_an_amount_to_date_adds_what_is_missing_to_what_was_released() -> None:
    assert release_shared(ReleaseOverAll(amount=500), [300, 100], [100, 0]) == [400, 100]


def test_a_part_is_of_what_is_still_held() -> None:
    assert release_shared(ReleaseOverAll(rate=ppm("50")), [300, 100], [100, 0]) == [250, 50]


amounts = st.lists(st.tuples(st.integers(-500, 500), st.integers(-500, 500)), max_size=6)


@given(amounts)
def test_a_line_holds_between_nothing_and_what_is_kept_on_it(lines: list[tuple[int, int]]) -> None:
    kept, released = [line[0] for line in lines], [line[1] for line in lines]
    for of_line, still in zip(kept, held_after_release(kept, released), strict=True):
        assert min(of_line, 0) <= still <= max(of_line, 0)


@given(amounts)
def test_in_sum_what_is_kept_less_what_was_released_is_held(lines: list[tuple[int, int]]) -> None:
    kept, released = [abs(line[0]) for line in lines], [abs(line[1]) for line in lines]
    assert sum(held_after_release(kept, released)) == max(sum(kept) - sum(released), 0)
    mirrored = held_after_release([-line for line in kept], [-line for line in released])
    assert mirrored == [-line for line in held_after_release(kept, released)]


@given(amounts)
def test_where_no_line_was_released_beyond_what_is_kept_each_holds_the_difference(
    lines: list[tuple[int, int]],
) -> None:
    kept = [line[0] for line in lines]
    released = [max(min(line[1], max(line[0], 0)), min(line[0], 0)) for line in lines]
    assert held_after_release(kept, released) == [
        of_line - gone for of_line, gone in zip(kept, released, strict=True)
    ]
