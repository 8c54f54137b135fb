"""A policy in one sentence."""

from __future__ import annotations

import pytest

from claimgraph.rules.retention.policy import (
    NOTHING_KEPT,
    RetentionCap,
    RetentionPolicy,
    RetentionStage,
    RetentionStep,
    RetentionTier,
)
from claimgraph.rules.retention.wording import description
from claimgraph.rules.vocabulary import (
    ContractSum,
    MilestoneKind,
    RetentionBase,
    RetentionLevel,
    RetentionRule,
    RetentionStepMode,
    RetentionTiming,
)
from tests.rules.claims import flat, minor, ppm


def step(mode: str, after: str | None) -> RetentionPolicy:
    """8 % before 40 % of a contract sum, another rate after it."""
    rate_after = None if after is None else ppm(after)
    return RetentionPolicy(
        RetentionRule.STEP, step=RetentionStep(ppm("40"), ppm("8"), rate_after, RetentionStepMode[mode])
    )


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        (NOTHING_KEPT, "No retention is kept but on lines with a rate of their own."),
        (flat("5"), "5.00 % of work and stored materials is kept."),
        (flat("10", "0"), "10.00 % of work and nothing of stored materials is kept."),
        (
            flat("7.5", "4", cap=RetentionCap(rate=ppm("5"))),
            "7.50 % of work and 4.00 % of stored materials is kept, "
            "at most 5.00 % of the revised contract sum.",
        ),
        (
            flat("4", free_amount=minor("42000.00")),
            "4.00 % of work and stored materials is kept beyond AUD 42000.00.",
        ),
        (
            flat(
                "3",
                stages=(
                    RetentionStage(MilestoneKind.PRACTICAL_COMPLETION, ppm("50")),
                    RetentionStage(MilestoneKind.DEFECTS_END, 0),
                ),
            ),
            "3.00 % of work and stored materials is kept; 50.00 % of that may stay from practical completion "
            "and nothing of that may stay from the end of the defects period.",
        ),
        (
            flat("4", timing=RetentionTiming.FINAL_CLAIM, base=RetentionBase.INCLUDING_TAX),
            "4.00 % of work and stored materials including tax is kept, with the final claim alone.",
        ),
        (
            flat("4", stated_level=RetentionLevel.TOTAL),
            "4.00 % of work and stored materials is kept, rounded in total.",
        ),
        (
            RetentionPolicy(RetentionRule.FIXED_SUM, fixed_sum=minor("2750.00"), rate_on_stored=ppm("5")),
            "AUD 2750.00 is kept, and 5.00 % of stored materials.",
        ),
        (
            RetentionPolicy(
                RetentionRule.TIERS,
                tiers=(
                    RetentionTier(minor("50000.00"), ppm("8")),
                    RetentionTier(minor("200000.00"), ppm("4")),
                    RetentionTier(None, ppm("1.5")),
                ),
                cap=RetentionCap(amount=minor("12000.00")),
            ),
            "Of the value, 8.00 % up to AUD 50000.00, 4.00 % up to AUD 200000.00 and 1.50 % above is kept, "
            "at most AUD 12000.00.",
        ),
        (
            RetentionPolicy(RetentionRule.TIERS, tiers=(RetentionTier(None, ppm("2")),)),
            "Of the value, 2.00 % is kept.",
        ),
        (
            step("NEW_WORK_ONLY", "3"),
            "Of the value, 8.00 % up to 40.00 % of the revised contract sum and 3.00 % above is kept.",
        ),
        (
            step("STOP", None),
            "Of the value, 8.00 % up to 40.00 % of the revised contract sum and nothing above is kept.",
        ),
        (
            step("RETROACTIVE", "3"),
            "Of the value, 8.00 % until it reaches 40.00 % of the revised contract sum, then 3.00 % of all, "
            "is kept.",
        ),
    ],
)
def test_a_policy_is_told_in_one_sentence(policy: RetentionPolicy, sentence: str) -> None:
    assert description(policy, "AUD") == sentence


def test_amounts_are_told_in_the_currency_s_own_digits() -> None:
    policy = RetentionPolicy(RetentionRule.FIXED_SUM, fixed_sum=2_750)
    assert description(policy, "JPY") == "JPY 2750 is kept."
    assert description(policy, "KWD") == "KWD 2.750 is kept."


def test_a_cap_names_its_contract_sum() -> None:
    capped = flat("5", cap=RetentionCap(rate=ppm("3"), of=ContractSum.ORIGINAL))
    assert "at most 3.00 % of the original contract sum" in description(capped, "AUD")
