"""A policy answers its level, rates, cap and stages."""

from __future__ import annotations

from datetime import date

import pytest

from claimgraph.rules.retention.policy import (
    ContractSums,
    RetentionCap,
    RetentionPolicy,
    RetentionTier,
    milestones_reached,
)
from claimgraph.rules.vocabulary import ContractSum, MilestoneKind, RetentionRule
from tests.rules.claims import flat, minor, ppm

TIERS = RetentionPolicy(RetentionRule.TIERS, tiers=(RetentionTier(None, 40_000),))


@pytest.mark.parametrize(
    ("policy", "on_work", "on_stored", "shown"),
    [
        (flat("10"), None, None, (100_000, 100_000)),
        (flat("10", "5"), None, None, (100_000, 50_000)),
        (flat("10", "0"), None, None, (100_000, 0)),
        (flat("10", "5"), 120_000, None, (120_000, 120_000)),
        (flat("10", "5"), None, 70_000, (100_000, 70_000)),
        (flat("10", "5"), 0, 70_000, (0, 70_000)),
        (TIERS, None, None, (None, None)),
        (TIERS, 120_000, None, (120_000, 120_000)),
        (RetentionPolicy(RetentionRule.TIERS, rate_on_stored=10_000), None, None, (None, 10_000)),
        (RetentionPolicy(RetentionRule.FIXED_SUM, fixed_sum=1), None, None, (None, None)),
        (RetentionPolicy(RetentionRule.STEP), None, None, (None, None)),
        (RetentionPolicy(RetentionRule.NONE), None, None, (0, 0)),
    ],
)
def test_a_line_shows_the_rates_kept_on_it_or_none_where_there_is_no_single_one(
    policy: RetentionPolicy, on_work: int | None, on_stored: int | None, shown: tuple[int | None, int | None]
) -> None:
    assert policy.rates(on_work, on_stored) == shown


def test_a_cap_is_rounded_to_a_minor_unit() -> None:
    sums = ContractSums(original=33, revised=35)
    assert flat("1", cap=RetentionCap(rate=ppm("50"))).cap_amount(sums) == 18
    assert flat("1", cap=RetentionCap(rate=ppm("50"), of=ContractSum.ORIGINAL)).cap_amount(sums) == 17
    assert flat("1", cap=RetentionCap(amount=minor("3.00"))).cap_amount(sums) == 300
    assert flat("1").cap_amount(sums) is None


def test_milestones_count_up_to_the_day_and_in_the_order_in_which_they_were_reached() -> None:
    dates = {
        MilestoneKind.DEFECTS_END: date(2026, 3, 31),
        MilestoneKind.COMPLETION: date(2026, 3, 1),
        MilestoneKind.PRACTICAL_COMPLETION: date(2026, 3, 1),
    }
    assert milestones_reached(dates, date(2026, 2, 28)) == ()
    assert milestones_reached(dates, date(2026, 3, 30)) == (
        MilestoneKind.PRACTICAL_COMPLETION,
        MilestoneKind.COMPLETION,
    )
    assert milestones_reached(dates, date(2026, 3, 31))[-1] is MilestoneKind.DEFECTS_END
