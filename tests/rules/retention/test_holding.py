"""What is held: releases, stages and sums typed by hand, on top of what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from claimgraph.rules.retention.holding import LineRetention, Occasion, RetainedLine, retention_of_lines
from claimgraph.rules.retention.keeping import Cell
from claimgraph.rules.retention.policy import ContractSums, RetentionCap, RetentionPolicy, RetentionStage
from claimgraph.rules.retention.releases import ReleaseOverAll
from claimgraph.rules.vocabulary import MilestoneKind
from tests.rules.claims import flat, minor, ppm, texts

HALF = (
    RetentionStage(MilestoneKind.PRACTICAL_COMPLETION, ppm("50")),
    RetentionStage(MilestoneKind.DEFECTS_END, 0),
)
COMPLETED = (MilestoneKind.PRACTICAL_COMPLETION,)


def of(work: str, stored: str = "0.00", *, before: str = "0.00", ask: str | None = None) -> RetainedLine:
    """A line by the value of its cells, what was released before and what is asked for, to date."""
    asked = None if ask is None else minor(ask)
    return RetainedLine(Cell(minor(work)), Cell(minor(stored)), minor(before), asked)


def retained(policy: RetentionPolicy, lines: Sequence[RetainedLine], **occasion: Any) -> list[LineRetention]:
    """Retention on lines, on an occasion."""
    return retention_of_lines(policy, lines, Occasion(ContractSums(0, 0), **occasion))


def held(policy: RetentionPolicy, lines: Sequence[RetainedLine], **occasion: Any) -> list[str]:
    """What is held on each line, as amounts."""
    return texts([line.held for line in retained(policy, lines, **occasion)])


def test_without_release_stage_or_hand_all_that_is_kept_is_held_on_its_cell() -> None:
    (line,) = retained(flat("10"), [of("1000.00", "200.00")])
    assert line == LineRetention(10_000, 2_000, 0, 0, 10_000, 2_000)


@pytest.mark.parametrize(
    ("ask", "on_work", "on_stored"),
    [("30.00", "70.00", "20.00"), ("100.00", "0.00", "20.00"), ("115.00", "0.00", "5.00")],
)
def test_a_release_takes_from_work_before_stored_materials(ask: str, on_work: str, on_stored: str) -> None:
    (line,) = retained(flat("10"), [of("1000.00", "200.00", ask=ask)])
    assert texts([line.held_on_work, line.held_on_stored]) == [on_work, on_stored]


def test_the_release_of_a_credit_takes_from_its_negative_work() -> None:
    (line,) = retained(flat("10"), [of("-1000.00", "-200.00", ask="-110.00")])
    assert texts([line.held_on_work, line.held_on_stored]) == ["0.00", "-10.00"]


def test_what_was_released_stays_released_on_its_line() -> None:
    before = [of("1000.00", before="40.00"), of("500.00")]
    assert held(flat("10"), before) == ["60.00", "50.00"]
    assert [line.released_to_date for line in retained(flat("10"), before)] == [4_000, 0]


def test_a_line_asks_to_date_and_the_others_stay() -> None:
    lines = retained(flat("10"), [of("1000.00", before="40.00", ask="70.00"), of("500.00", before="5.00")])
    assert texts([line.held for line in lines]) == ["30.00", "45.00"]
    assert [(line.released_so_far, line.released_to_date) for line in lines] == [(4_000, 7_000), (500, 500)]


def test_a_part_of_what_is_held_is_released_and_then_an_amount_on_one_line() -> None:
    policy, values = flat("6"), ["33333.33", "17777.77", "9876.54"]
    first = retained(policy, [of(value) for value in values], release=ReleaseOverAll(rate=ppm("35")))
    assert texts([line.held for line in first]) == ["1300.00", "693.34", "385.18"]
    before = texts([line.released_to_date for line in first])
    second = [of(value, before=gone) for value, gone in zip(values, before, strict=True)]
    second[1] = of(values[1], before=before[1], ask="873.33")
    assert held(policy, second) == ["1300.00", "193.34", "385.18"]


def test_a_capped_total_that_was_released_stays_released_when_it_is_shared_anew() -> None:
    capped = flat("10", cap=RetentionCap(amount=minor("100.00")))
    first = retained(capped, [of("1000.00"), of("1000.00")], release=ReleaseOverAll(rate=ppm("100")))
    assert [line.released_to_date for line in first] == [5_000, 5_000]
    later = retained(capped, [of("3000.00", before="50.00"), of("1000.00", before="50.00")])
    assert [line.kept for line in later] == [7_500, 2_500]
    assert [line.held for line in later] == [0, 0]


def test_when_less_is_kept_than_was_released_nothing_is_held_and_the_release_is_not_forgotten() -> None:
    fallen = retained(flat("10"), [of("200.00", before="80.00")])
    assert [(line.held, line.released_to_date) for line in fallen] == [(0, 8_000)]
    assert held(flat("10"), [of("1000.00", before="80.00")]) == ["20.00"]


@pytest.mark.parametrize(
    ("milestones", "amount"),
    [
        ((), "7200.00"),
        (COMPLETED, "3600.00"),
        ((MilestoneKind.COMPLETION,), "7200.00"),
        ((MilestoneKind.PRACTICAL_COMPLETION, MilestoneKind.COMPLETION), "3600.00"),
        ((MilestoneKind.PRACTICAL_COMPLETION, MilestoneKind.DEFECTS_END), "0.00"),
        ((MilestoneKind.DEFECTS_END, MilestoneKind.PRACTICAL_COMPLETION), "3600.00"),
    ],
)
def test_the_last_milestone_with_a_stage_says_how_much_may_stay(
    milestones: tuple[MilestoneKind, ...], amount: str
) -> None:
    assert held(flat("3", stages=HALF), [of("240000.00")], milestones=milestones) == [amount]


def test_a_stage_is_shared_over_the_cells_by_their_exact_retention() -> None:
    lines = retained(flat("3", stages=HALF), [of("100.00", "50.00"), of("50.10")], milestones=COMPLETED)
    assert [(line.held_on_work, line.held_on_stored) for line in lines] == [(150, 75), (75, 0)]


@pytest.mark.parametrize(("before", "amount"), [("20.00", "50.00"), ("50.00", "50.00"), ("70.00", "30.00")])
def test_a_stage_counts_only_where_it_is_nearer_to_nothing_than_the_releases(
    before: str, amount: str
) -> None:
    assert held(flat("10", stages=HALF), [of("1000.00", before=before)], milestones=COMPLETED) == [amount]


def test_a_stage_limits_credit_alike() -> None:
    assert held(flat("10", stages=HALF), [of("-1000.00")], milestones=COMPLETED) == ["-50.00"]


@pytest.mark.parametrize(
    ("occasion", "ask", "amount", "released"),
    [
        ({"release": ReleaseOverAll(rate=ppm("50"))}, None, "25.00", (5_000, 7_500)),
        ({"release": ReleaseOverAll(amount=minor("60.00"))}, None, "40.00", (5_000, 6_000)),
        ({}, "60.00", "40.00", (5_000, 6_000)),
    ],
)
def test_a_release_that_is_asked_for_comes_on_top_of_what_a_stage_let_go(
    occasion: dict[str, Any], ask: str | None, amount: str, released: tuple[int, int]
) -> None:
    policy = flat("10", stages=HALF)
    (line,) = retained(policy, [of("1000.00", ask=ask)], milestones=COMPLETED, **occasion)
    assert texts([line.held]) == [amount]
    assert (line.released_so_far, line.released_to_date) == released


def test_a_release_on_one_line_leaves_the_others_as_the_stage_left_them() -> None:
    lines = retained(
        flat("10", stages=HALF), [of("1000.00", ask="100.00"), of("3000.00")], milestones=COMPLETED
    )
    assert texts([line.held for line in lines]) == ["0.00", "150.00"]


def test_a_sum_typed_by_hand_takes_the_place_of_what_the_policy_says_and_is_shared_by_it() -> None:
    lines = [of("1000.00", before="40.00"), of("500.00", "500.00")]
    by_hand = retained(flat("10", stages=HALF), lines, milestones=COMPLETED, held_by_hand=minor("99.99"))
    assert [(line.held_on_work, line.held_on_stored) for line in by_hand] == [(4_999, 0), (2_500, 2_500)]
    assert [line.released_to_date for line in by_hand] == [4_000, 0]


def test_a_sum_typed_by_hand_falls_on_values_where_the_policy_keeps_nothing() -> None:
    nothing = flat("0")
    assert held(nothing, [of("300.00"), of("100.00")], held_by_hand=minor("8.00")) == ["6.00", "2.00"]
    by_value = [
        RetainedLine(Cell(0, scheduled=minor("100.00")), Cell(0)),
        RetainedLine(Cell(0, scheduled=minor("300.00")), Cell(0)),
    ]
    assert held(nothing, by_value, held_by_hand=minor("8.00")) == ["2.00", "6.00"]
