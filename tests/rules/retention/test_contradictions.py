"""Contradictions of a policy are refused with the parts named."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.rules.retention.contradictions import reasons_against_change, reasons_against_policy
from claimgraph.rules.retention.policy import (
    RetentionCap,
    RetentionPolicy,
    RetentionStage,
    RetentionStep,
    RetentionTier,
)
from claimgraph.rules.tax import TaxRule
from claimgraph.rules.vocabulary import (
    ContractSum,
    MilestoneKind,
    RetentionBase,
    RetentionLevel,
    RetentionOnChange,
    RetentionRule,
    RetentionStepMode,
    RetentionTiming,
    TaxBase,
)
from tests.rules.claims import flat

STOP = RetentionStep(400_000, 80_000, None, RetentionStepMode.STOP)
OPEN = (RetentionTier(None, 40_000),)
FINAL = RetentionTiming.FINAL_CLAIM
CAP = RetentionCap(amount=1_000)
GROSS = TaxRule(TaxBase.GROSS, 100_000)
STAGES = (
    RetentionStage(MilestoneKind.PRACTICAL_COMPLETION, 500_000),
    RetentionStage(MilestoneKind.DEFECTS_END, 0),
)


def policy(rule: str, **parts: Any) -> RetentionPolicy:
    """A policy by the name of its rule."""
    return RetentionPolicy(RetentionRule[rule], **parts)


def tiers(*slices: tuple[int | None, int]) -> RetentionPolicy:
    """A policy of slices by end and rate."""
    return policy("TIERS", tiers=tuple(RetentionTier(*slice_) for slice_ in slices))


def stepped(threshold: int, before: int, after: int | None, mode: str) -> RetentionPolicy:
    """A policy of one step."""
    return policy("STEP", step=RetentionStep(threshold, before, after, RetentionStepMode[mode]))


@pytest.mark.parametrize(
    "sound",
    [
        policy("NONE"),
        policy("NONE", stated_level=RetentionLevel.TOTAL),
        flat("0"),
        flat("100", "0", cap=CAP, timing=FINAL, stages=STAGES, stated_level=RetentionLevel.LINE),
        flat("5", stated_level=RetentionLevel.TOTAL, free_amount=1),
        policy("FIXED_SUM", fixed_sum=1, rate_on_stored=0, cap=CAP, stages=STAGES),
        tiers((100, 80_000), (200, 40_000), (None, 0)),
        policy("TIERS", tiers=OPEN, rate_on_stored=10_000, stated_level=RetentionLevel.TOTAL),
        policy("STEP", step=STOP, cap=RetentionCap(rate=50_000, of=ContractSum.ORIGINAL)),
        stepped(1, 0, 1_000_000, "RETROACTIVE"),
        stepped(1_000_000, 1_000_000, 0, "NEW_WORK_ONLY"),
    ],
)
def test_what_goes_together_is_taken(sound: RetentionPolicy) -> None:
    assert reasons_against_policy(sound, None) == []


@pytest.mark.parametrize(
    ("unsound", "paths"),
    [
        # What the rule needs, and what belongs to another one.
        (policy("FLAT"), ["rateOnWork"]),
        (policy("FIXED_SUM"), ["fixedSum"]),
        (policy("TIERS"), ["tiers"]),
        (policy("STEP"), ["step"]),
        (flat("5", fixed_sum=1, tiers=OPEN, step=STOP), ["fixedSum", "tiers", "step"]),
        (policy("TIERS", tiers=OPEN, rate_on_work=1), ["rateOnWork"]),
        (policy("FIXED_SUM", fixed_sum=0), ["fixedSum"]),
        (policy("FIXED_SUM", fixed_sum=-1), ["fixedSum"]),
        # Options that do not belong to the rule.
        (policy("NONE", rate_on_work=1, rate_on_stored=1), ["rateOnWork", "rateOnStored"]),
        (
            policy("NONE", free_amount=1, cap=CAP, timing=FINAL, stages=STAGES),
            ["freeAmount", "cap", "timing", "stages"],
        ),
        (policy("NONE", stated_level=RetentionLevel.LINE), ["level"]),
        (policy("TIERS", tiers=OPEN, free_amount=1), ["freeAmount"]),
        (policy("TIERS", tiers=OPEN, stated_level=RetentionLevel.LINE), ["level"]),
        (policy("FIXED_SUM", fixed_sum=1, stated_level=RetentionLevel.LINE), ["level"]),
        (flat("5", free_amount=0), ["freeAmount"]),
        (flat("5", free_amount=-1), ["freeAmount"]),
        (flat("5", free_amount=1, stated_level=RetentionLevel.LINE), ["level"]),
        # Rates.
        (policy("FLAT", rate_on_work=-1), ["rateOnWork"]),
        (policy("FLAT", rate_on_work=1_000_001), ["rateOnWork"]),
        (policy("FLAT", rate_on_work=1, rate_on_stored=1_000_001), ["rateOnStored"]),
        # Tiers.
        (tiers((100, 1)), ["tiers.0.upTo"]),
        (tiers((None, 1), (None, 1)), ["tiers.0.upTo"]),
        (tiers((0, 1), (None, 1)), ["tiers.0.upTo"]),
        (tiers((200, 1), (200, 1), (None, 1)), ["tiers.1.upTo"]),
        (tiers((200, 1), (100, 1), (150, 1), (None, 1)), ["tiers.1.upTo"]),
        (tiers((100, -1), (None, 1_000_001)), ["tiers.0.rate", "tiers.1.rate"]),
        # Step.
        (stepped(400_000, 80_000, 30_000, "STOP"), ["step.rateAfter"]),
        (stepped(400_000, 80_000, None, "NEW_WORK_ONLY"), ["step.rateAfter"]),
        (stepped(400_000, 80_000, None, "RETROACTIVE"), ["step.rateAfter"]),
        (stepped(0, 80_000, None, "STOP"), ["step.thresholdPercent"]),
        (stepped(1_000_001, -1, None, "STOP"), ["step.thresholdPercent", "step.rateBefore"]),
        (stepped(1, 1, 1_000_001, "RETROACTIVE"), ["step.rateAfter"]),
        # Cap.
        (flat("5", cap=RetentionCap()), ["cap"]),
        (flat("5", cap=RetentionCap(amount=1, rate=1)), ["cap"]),
        (flat("5", cap=RetentionCap(amount=-1)), ["cap.amount"]),
        (flat("5", cap=RetentionCap(rate=1_000_001)), ["cap.percentOfRevisedSum"]),
        (flat("5", cap=RetentionCap(rate=-1, of=ContractSum.ORIGINAL)), ["cap.percentOfOriginalSum"]),
        # Stages.
        (
            flat("5", stages=(*STAGES, RetentionStage(MilestoneKind.DEFECTS_END, 1_000_001))),
            ["stages.2.share", "stages.2.milestone"],
        ),
        (flat("5", stages=(RetentionStage(MilestoneKind.COMPLETION, -1),)), ["stages.0.share"]),
    ],
)
def test_each_contradiction_is_named_by_its_part(unsound: RetentionPolicy, paths: list[str]) -> None:
    refusals = reasons_against_policy(unsound, None)
    assert {refusal.code for refusal in refusals} == {"RETENTION_POLICY_INVALID"}
    assert [".".join(refusal.path) for refusal in refusals] == paths


@pytest.mark.parametrize(
    ("tax", "goes"), [(None, False), (TaxRule(TaxBase.NET, 100_000), False), (GROSS, True)]
)
def test_retention_includes_tax_only_where_tax_does_not_depend_on_retention(
    tax: TaxRule | None, goes: bool
) -> None:
    refusals = reasons_against_policy(flat("5", base=RetentionBase.INCLUDING_TAX), tax)
    assert [refusal.path for refusal in refusals] == ([] if goes else [("base",)])


def test_nothing_can_include_tax() -> None:
    refusals = reasons_against_policy(policy("NONE", base=RetentionBase.INCLUDING_TAX), GROSS)
    assert [refusal.path for refusal in refusals] == [("base",)]


def test_a_refusal_says_how_to_mend_it() -> None:
    (refusal,) = reasons_against_policy(policy("TIERS", tiers=OPEN, fixed_sum=5), None)
    assert refusal.message == "Rule TIERS has no fixedSum; leave it out, or choose another rule."


def test_a_change_must_say_what_happens_to_what_is_held() -> None:
    (refusal,) = reasons_against_change(flat("5"), None)
    assert (refusal.code, refusal.path) == ("RETENTION_POLICY_INVALID", ("retentionOnChange",))


@pytest.mark.parametrize(
    ("changed", "may_keep"),
    [
        (flat("5"), True),
        (flat("5", "2", cap=CAP, stages=STAGES), True),
        (flat("5", free_amount=1), False),
        (flat("5", timing=FINAL), False),
        (policy("TIERS", tiers=OPEN), False),
        (policy("NONE"), False),
    ],
)
def test_only_a_flat_rate_with_every_claim_keeps_what_was_held(
    changed: RetentionPolicy, may_keep: bool
) -> None:
    assert (reasons_against_change(changed, RetentionOnChange.KEEP) == []) is may_keep
    assert reasons_against_change(changed, RetentionOnChange.RESTATE) == []
