"""What a policy keeps on each cell: each rule with its options, by line and in total."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from claimgraph.rules.retention.keeping import Cell, kept
from claimgraph.rules.retention.policy import (
    ContractSums,
    RetentionCap,
    RetentionPolicy,
    RetentionStep,
    RetentionTier,
)
from claimgraph.rules.vocabulary import (
    ContractSum,
    RetentionLevel,
    RetentionRule,
    RetentionStepMode,
    RetentionTiming,
)
from tests.rules.claims import flat, minor, ppm, texts

SUMS = ContractSums(original=minor("310000.00"), revised=minor("400000.00"))


def cell(value: str, own_rate: str | None = None, scheduled: str = "0.00", **at_change: Any) -> Cell:
    """A cell by its value."""
    return Cell(minor(value), None if own_rate is None else ppm(own_rate), minor(scheduled), **at_change)


def kept_on(policy: RetentionPolicy, *cells: Cell, is_final: bool = False) -> list[str]:
    """What is kept on each cell, as amounts."""
    return texts(kept(policy, cells, SUMS, is_final=is_final).amounts)


def tiers(*slices: tuple[str | None, str], **options: Any) -> RetentionPolicy:
    """Slices by their end and rate."""
    stated = tuple(RetentionTier(None if end is None else minor(end), ppm(rate)) for end, rate in slices)
    return RetentionPolicy(RetentionRule.TIERS, tiers=stated, **options)


def step(mode: str, after: str | None = "3", of: ContractSum = ContractSum.ORIGINAL) -> RetentionPolicy:
    """8 % before 40 % of a contract sum, another rate after it."""
    rate_after = None if after is None else ppm(after)
    change = RetentionStep(ppm("40"), ppm("8"), rate_after, RetentionStepMode[mode], of)
    return RetentionPolicy(RetentionRule.STEP, step=change)


def test_no_rule_keeps_nothing_but_on_cells_with_a_rate_of_their_own() -> None:
    assert kept_on(RetentionPolicy(RetentionRule.NONE), cell("1000.00"), cell("777.71", "12")) == [
        "0.00",
        "93.33",
    ]


def test_a_flat_rate_is_rounded_on_each_cell() -> None:
    assert kept_on(flat("5"), cell("100.10"), cell("233.70"), cell("-78.90")) == ["5.01", "11.69", "-3.95"]


def test_rates_of_their_own_stand_beside_the_rule_and_zero_exempts() -> None:
    cells = [cell("1234.50"), cell("777.71", "12"), cell("640.00", "0"), cell("90.08")]
    assert kept_on(flat("7"), *cells) == ["86.42", "93.33", "0.00", "6.31"]
    in_total = flat("7", stated_level=RetentionLevel.TOTAL)
    assert kept_on(in_total, *cells) == ["86.42", "93.33", "0.00", "6.30"]


def test_the_exact_values_are_kept_beside_the_amounts() -> None:
    exact = kept(flat("7"), [cell("90.08")], SUMS, is_final=False).exact
    assert exact == [Fraction("630.56")]


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("39000.00", "0.00"),
        ("42000.00", "0.00"),
        ("110250.00", "2730.00"),
        ("0.00", "0.00"),
        ("-5.00", "0.00"),
    ],
)
def test_on_the_free_amount_nothing_is_kept(value: str, amount: str) -> None:
    assert kept_on(flat("4", free_amount=minor("42000.00")), cell(value)) == [amount]


def test_the_free_amount_counts_over_all_cells_also_those_with_their_own_rate() -> None:
    policy = flat("10", free_amount=minor("500.00"))
    assert kept_on(policy, cell("600.00"), cell("400.00", "5")) == ["30.00", "10.00"]


def test_a_free_amount_is_rounded_in_total() -> None:
    assert flat("4", free_amount=1).level is RetentionLevel.TOTAL
    assert flat("4").level is RetentionLevel.LINE
    assert tiers((None, "4")).level is RetentionLevel.TOTAL


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        ([cell("14000.00")], ["2750.00"]),
        ([cell("3000.00"), cell("1000.00")], ["2062.50", "687.50"]),
        ([cell("3000.00"), cell("777.71", "12")], ["2750.00", "93.33"]),
        ([cell("0.00", scheduled="300.00"), cell("0.00", scheduled="100.00")], ["2062.50", "687.50"]),
        ([cell("0.00"), cell("0.00")], ["2750.00", "0.00"]),
        ([cell("777.71", "12")], ["93.33"]),
    ],
)
def test_a_fixed_sum_is_kept_whatever_the_value_and_shared_over_the_cells_under_the_rule(
    cells: list[Cell], amounts: list[str]
) -> None:
    policy = RetentionPolicy(RetentionRule.FIXED_SUM, fixed_sum=minor("2750.00"))
    assert kept_on(policy, *cells) == amounts


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("47110.00", "3768.80"),
        ("50000.00", "4000.00"),
        ("135500.00", "7420.00"),
        ("200000.00", "10000.00"),
        ("299333.40", "11490.00"),
        ("345000.00", "12175.00"),
        ("0.00", "0.00"),
        ("-1000.00", "-80.00"),
    ],
)
def test_each_slice_is_kept_on_at_its_rate_and_credit_at_the_first(value: str, amount: str) -> None:
    policy = tiers(("50000.00", "8"), ("200000.00", "4"), (None, "1.5"))
    assert kept_on(policy, cell(value)) == [amount]


def test_a_total_is_shared_by_value_over_the_cells_under_the_rule() -> None:
    policy = tiers(("50000.00", "8"), (None, "4"))
    cells = [cell("60000.00"), cell("1000.00", "12"), cell("30000.00"), cell("-10000.00")]
    assert kept_on(policy, *cells) == ["3900.00", "120.00", "1950.00", "-650.00"]


@pytest.mark.parametrize(
    ("mode", "after", "amounts"),
    [
        ("NEW_WORK_ONLY", "3", ["7901.20", "9920.00", "11000.00", "13220.00", "-80.00"]),
        ("STOP", None, ["7901.20", "9920.00", "9920.00", "9920.00", "-80.00"]),
        ("RETROACTIVE", "3", ["7901.20", "3720.00", "4800.00", "7020.00", "-80.00"]),
    ],
)
def test_a_step_changes_the_rate_at_its_threshold(mode: str, after: str | None, amounts: list[str]) -> None:
    values = ["98765.00", "124000.00", "160000.00", "234000.00", "-1000.00"]
    assert [kept_on(step(mode, after), cell(value))[0] for value in values] == amounts


def test_a_threshold_can_be_measured_by_the_sum_with_variations() -> None:
    assert kept_on(step("STOP", None, ContractSum.REVISED), cell("200000.00")) == ["12800.00"]


@pytest.mark.parametrize(
    ("cap", "amounts"),
    [
        (RetentionCap(amount=minor("150.00")), ["100.00", "50.00"]),
        (RetentionCap(amount=minor("149.99")), ["99.99", "50.00"]),
        (RetentionCap(amount=0), ["0.00", "0.00"]),
        (RetentionCap(rate=ppm("0.03"), of=ContractSum.ORIGINAL), ["62.00", "31.00"]),
        (RetentionCap(rate=ppm("0.03"), of=ContractSum.REVISED), ["80.00", "40.00"]),
    ],
)
def test_the_cap_limits_the_total_which_then_is_shared(cap: RetentionCap, amounts: list[str]) -> None:
    assert kept_on(flat("10", cap=cap), cell("1000.00"), cell("500.00")) == amounts


def test_up_to_the_cap_the_rounded_cells_stand() -> None:
    cells = [cell("1.04"), cell("0.05"), cell("0.05")]
    assert kept_on(flat("10", cap=RetentionCap(amount=12)), *cells) == ["0.10", "0.01", "0.01"]


def test_beyond_the_cap_they_do_not() -> None:
    cells = [cell("100.10"), cell("100.10"), cell("100.10")]
    assert kept_on(flat("5", cap=RetentionCap(amount=1_503)), *cells) == ["5.01", "5.01", "5.01"]
    assert kept_on(flat("5", cap=RetentionCap(amount=1_502)), *cells) == ["5.01", "5.01", "5.00"]


def test_with_the_final_claim_alone_nothing_is_kept_before_it() -> None:
    policy = flat("4", timing=RetentionTiming.FINAL_CLAIM)
    assert kept_on(policy, cell("17550.00")) == ["0.00"]
    assert kept_on(policy, cell("27000.00"), is_final=True) == ["1080.00"]


def test_after_a_change_that_keeps_what_was_held_the_new_rate_holds_for_later_value() -> None:
    changed = cell("29515.60", value_at_change=minor("20515.15"), kept_at_change=minor("2051.52"))
    assert kept_on(flat("4"), changed) == ["2411.54"]
    corrected = cell("20000.00", value_at_change=minor("20515.15"), kept_at_change=minor("2051.52"))
    assert kept_on(flat("4"), corrected) == ["2030.91"]


def test_a_rate_of_its_own_knows_no_change_of_the_policy_s_rate() -> None:
    own = cell("1000.00", "12", value_at_change=minor("500.00"), kept_at_change=minor("50.00"))
    assert kept_on(flat("4"), own) == ["120.00"]
