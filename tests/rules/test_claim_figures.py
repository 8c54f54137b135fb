"""Whole claims, one after the other: retention, tax and summary together."""

from __future__ import annotations

import pytest

from claimgraph.rules.claim_figures import HeldByHand
from claimgraph.rules.retention.policy import (
    RetentionPolicy,
    RetentionStage,
    RetentionTier,
)
from claimgraph.rules.retention.releases import ReleaseOverAll
from claimgraph.rules.tax import TaxAmount, TaxRule
from claimgraph.rules.valuation import LineEntry
from claimgraph.rules.vocabulary import (
    MilestoneKind,
    RetentionBase,
    RetentionOnChange,
    RetentionRule,
    RetentionTiming,
    TaxBase,
)
from tests.rules.claims import Commitment, flat, held, line, materials, minor, ppm, texts, work

KEEP, RESTATE = RetentionOnChange.KEEP, RetentionOnChange.RESTATE


def test_a_claim_on_nothing_is_nil() -> None:
    commitment = Commitment(line("1000.00"), policy=flat("10"))
    figures = commitment.claim()
    assert figures.is_nil
    assert figures.summary.amount_this_claim == 0
    assert figures.summary.taxes == ()


@pytest.mark.parametrize(
    ("entry", "release", "is_nil"),
    [
        (LineEntry(), None, True),
        (work("0.01"), None, False),
        (LineEntry(), "0.01", False),
        (materials(built_in="100.00"), None, True),
    ],
)
def test_a_claim_is_nil_when_nothing_moves_and_nothing_is_released(
    entry: LineEntry, release: str | None, is_nil: bool
) -> None:
    commitment = Commitment(line("1000.00"), policy=flat("10"))
    commitment.claim(work("400.00", stored="100.00"))
    assert commitment.draft(entry, releases=[release]).is_nil is is_nil


def test_a_claim_on_which_a_stage_lets_retention_go_is_not_nil() -> None:
    half = (RetentionStage(MilestoneKind.PRACTICAL_COMPLETION, ppm("50")),)
    commitment = Commitment(line("1000.00"), policy=flat("10", stages=half))
    commitment.claim(work("1000.00"))
    released = commitment.claim(milestones=(MilestoneKind.PRACTICAL_COMPLETION,))
    assert not released.is_nil
    assert texts([released.summary.amount_this_claim, released.summary.retention_this_claim]) == [
        "50.00",
        "-50.00",
    ]


def test_an_open_line_counts_with_no_scheduled_value_in_the_sums() -> None:
    summary = (
        Commitment(line("1000.00"), line(None), policy=flat("10"))
        .claim(work("500.00"), work("200.00"))
        .summary
    )
    assert texts([summary.revised_sum, summary.total_to_date, summary.balance_to_finish]) == [
        "1000.00",
        "700.00",
        "300.00",
    ]
    assert texts([summary.balance_including_retention]) == ["370.00"]
    assert summary.percent_complete == ppm("70")


def test_a_sum_of_zero_has_no_percentage() -> None:
    assert Commitment(line(None)).claim(work("5.00")).summary.percent_complete is None


def test_a_variation_counts_in_line_two_from_the_claim_it_joins() -> None:
    commitment = Commitment(line("1000.00"), policy=flat("10"))
    commitment.claim(work("500.00"))
    commitment.add(line("-200.00", is_variation=True))
    summary = commitment.claim(work("0"), work("-50.00")).summary
    assert texts([summary.original_sum, summary.net_variations, summary.revised_sum]) == [
        "1000.00",
        "-200.00",
        "800.00",
    ]
    assert texts([summary.amount_this_claim, summary.retention_held]) == ["-45.00", "45.00"]


def test_retained_money_is_taxed_when_it_is_released_where_tax_is_on_net() -> None:
    commitment = Commitment(line("1000.00"), policy=flat("10"), tax=TaxRule(TaxBase.NET, ppm("10")))
    assert commitment.claim(work("1000.00")).summary.tax == minor("90.00")
    released = commitment.claim(release=ReleaseOverAll(rate=ppm("100"))).summary
    assert texts([released.amount_this_claim, released.tax, released.amount_with_tax]) == [
        "100.00",
        "10.00",
        "110.00",
    ]
    assert released.taxes == (TaxAmount(ppm("10"), minor("100.00"), minor("10.00")),)


def test_retained_money_is_taxed_with_the_work_where_tax_is_on_gross() -> None:
    commitment = Commitment(line("1000.00"), policy=flat("10"), tax=TaxRule(TaxBase.GROSS, ppm("10")))
    assert commitment.claim(work("1000.00")).summary.tax == minor("100.00")
    assert commitment.claim(release=ReleaseOverAll(rate=ppm("100"))).summary.tax == 0


def test_only_the_change_of_additions_and_deductions_is_taxed() -> None:
    rule = TaxRule(TaxBase.GROSS, ppm("10"), adjustments_taxed=True)
    commitment = Commitment(line("1000.00"), tax=rule)
    first = commitment.claim(work("500.00"), adjustments=minor("-100.00")).summary
    second = commitment.claim(work("100.00"), adjustments=minor("-100.00")).summary
    assert texts([first.amount_this_claim, first.tax]) == ["400.00", "40.00"]
    assert texts([second.amount_this_claim, second.tax, second.due_to_date]) == ["100.00", "10.00", "500.00"]


def test_retention_including_tax_keeps_on_the_tax_to_date_of_each_cell() -> None:
    commitment = Commitment(
        line("5000.00"),
        policy=flat("10", "5", base=RetentionBase.INCLUDING_TAX),
        tax=TaxRule(TaxBase.GROSS, ppm("20")),
    )
    (first,) = commitment.claim(work("1000.00", stored="500.00")).lines
    assert texts([first.tax_to_date, first.retention_on_work, first.retention_on_stored]) == [
        "300.00",
        "120.00",
        "30.00",
    ]
    (second,) = commitment.claim(materials(built_in="500.00")).lines
    assert texts([second.tax, second.tax_to_date, second.retention_on_work]) == ["0.00", "300.00", "180.00"]


def test_retention_including_tax_is_impossible_where_tax_depends_on_retention() -> None:
    policy = flat("10", base=RetentionBase.INCLUDING_TAX)
    for tax in (None, TaxRule(TaxBase.NET, ppm("10"))):
        with pytest.raises(ValueError, match="needs a tax on GROSS"):
            Commitment(line("1000.00"), policy=policy, tax=tax).draft()


def test_a_rate_that_changes_twice_keeps_what_was_held_at_each_change() -> None:
    commitment = Commitment(line("5000.00"), policy=flat("10"))
    assert held(commitment.claim(work("1000.00"))) == ["100.00"]
    commitment.change(policy=flat("4"), on_change=KEEP)
    assert held(commitment.claim(work("1000.00"))) == ["140.00"]
    assert held(commitment.claim(work("500.00"))) == ["160.00"]
    commitment.change(policy=flat("20"), on_change=KEEP)
    assert held(commitment.claim(work("100.00"))) == ["180.00"]
    commitment.change(policy=flat("5"), on_change=RESTATE)
    assert held(commitment.claim(work("400.00"))) == ["150.00"]


def test_stored_materials_are_always_kept_on_at_the_rate_of_today() -> None:
    commitment = Commitment(line("5000.00"), policy=flat("10"))
    commitment.claim(work("1000.00", stored="300.00"))
    commitment.change(policy=flat("4"), on_change=KEEP)
    (now,) = commitment.claim().lines
    assert texts([now.retention_on_work, now.retention_on_stored]) == ["100.00", "12.00"]
    (built_in,) = commitment.claim(materials(built_in="300.00")).lines
    assert texts([built_in.retention_on_work, built_in.retention_on_stored]) == ["112.00", "0.00"]


def test_what_another_rule_kept_can_be_kept_too() -> None:
    tiers = RetentionPolicy(
        RetentionRule.TIERS, tiers=(RetentionTier(minor("1000.00"), ppm("10")), RetentionTier(None, ppm("2")))
    )
    commitment = Commitment(line("5000.00"), line("5000.00"), policy=tiers)
    assert held(commitment.claim(work("1500.00"), work("500.00"))) == ["90.00", "30.00"]
    commitment.change(policy=flat("5"), on_change=KEEP)
    assert held(commitment.claim(work("0"), work("100.00"))) == ["90.00", "35.00"]


def test_a_change_keeps_what_the_policy_keeps_although_some_was_released() -> None:
    commitment = Commitment(line("5000.00"), policy=flat("10"))
    commitment.claim(work("1000.00"))
    commitment.claim(releases=["30.00"])
    commitment.change(policy=flat("4"), on_change=KEEP)
    (now,) = commitment.claim(work("1000.00")).lines
    assert texts([now.retention_kept, now.retention_held, now.retention_released_to_date]) == [
        "140.00",
        "110.00",
        "30.00",
    ]


def test_a_change_with_kept_retention_on_value_with_tax_starts_from_the_tax_to_date() -> None:
    commitment = Commitment(line("5000.00"), policy=flat("10"), tax=TaxRule(TaxBase.GROSS, ppm("20")))
    commitment.claim(work("1000.00"))
    commitment.change(policy=flat("5", base=RetentionBase.INCLUDING_TAX), on_change=KEEP)
    assert held(commitment.draft()) == ["100.00"]
    assert held(commitment.claim(work("100.00"))) == ["106.00"]


def test_retention_kept_with_the_final_claim_stays_with_the_claims_after_it() -> None:
    commitment = Commitment(line("27000.00"), policy=flat("4", timing=RetentionTiming.FINAL_CLAIM))
    assert held(commitment.claim(work("20000.00"))) == ["0.00"]
    assert held(commitment.claim(work("7000.00"), is_final=True)) == ["1080.00"]
    released = commitment.claim(releases=["80.00"])
    assert held(released) == ["1000.00"]
    assert texts([released.summary.amount_this_claim]) == ["80.00"]


@pytest.mark.parametrize(
    ("by_hand", "now"),
    [
        (HeldByHand(held=minor("33.00")), "33.00"),
        (HeldByHand(held=0), "0.00"),
        (HeldByHand(this_claim=minor("33.00")), "133.00"),
        (HeldByHand(this_claim=minor("-10.00")), "90.00"),
    ],
)
def test_retention_typed_by_hand_holds_for_one_claim(by_hand: HeldByHand, now: str) -> None:
    commitment = Commitment(line("5000.00"), policy=flat("10"))
    commitment.claim(work("1000.00"))
    assert held(commitment.claim(work("1000.00"), held_by_hand=by_hand)) == [now]
    assert held(commitment.claim()) == ["200.00"]


def test_a_release_counts_once_and_is_shown_with_its_claim_alone() -> None:
    commitment = Commitment(line("5000.00"), line("5000.00"), policy=flat("10"))
    commitment.claim(work("1000.00"), work("500.00"))
    first = commitment.claim(release=ReleaseOverAll(amount=minor("60.00")))
    assert texts([of_line.retention_released for of_line in first.lines]) == ["40.00", "20.00"]
    second = commitment.claim(work("100.00"))
    assert texts([of_line.retention_released for of_line in second.lines]) == ["0.00", "0.00"]
    assert held(second) == ["70.00", "30.00"]
    third = commitment.claim(release=ReleaseOverAll(amount=minor("110.00")))
    assert texts([third.summary.retention_released]) == ["50.00"]
    assert held(third) == ["35.00", "15.00"]


def test_what_is_claimed_assessed_and_certified_is_reckoned_alike() -> None:
    commitment = Commitment(line("5000.00"), policy=flat("5"))
    commitment.claim(work("1000.00"))
    claimed = commitment.draft(work("500.00"))
    assert commitment.claim(work("500.00")) == claimed
    reduced = commitment.draft(work("500.00"))
    assert reduced.summary.previous_certificates == claimed.summary.due_to_date
