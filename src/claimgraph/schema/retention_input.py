"""How retention and tax shall be kept, as an input says it."""

from __future__ import annotations

from strawberry import Maybe

from claimgraph.rules.vocabulary import (
    ContractSum,
    MilestoneKind,
    RetentionBase,
    RetentionLevel,
    RetentionRule,
    RetentionStepMode,
    RetentionTiming,
    TaxBase,
    TaxRounding,
)
from claimgraph.schema.inputs import given, input_type
from claimgraph.schema.scalars import Amount, Percentage


@input_type(one_of=True)
class RetentionCapInput:
    """The most retention that is held; exactly one."""

    percent_of_original_sum: Maybe[Percentage] = given("Part of line 1.", default=None)
    percent_of_revised_sum: Maybe[Percentage] = given("Part of line 3.", default=None)
    amount: Maybe[Amount] = given("A fixed amount.", default=None)


@input_type
class RetentionTierInput:
    """A rate for a slice of the certified value."""

    up_to: Amount | None = given("Where the slice ends; left out for all above.", default=None)
    rate: Percentage = given("Rate in it.")


@input_type
class RetentionStepInput:
    """A change of rate at a threshold."""

    threshold_percent: Percentage = given("The threshold, as part of a contract sum.")
    base: ContractSum = given("Of which sum.", default=ContractSum.REVISED)
    rate_before: Percentage = given("Rate below it.")
    rate_after: Percentage | None = given("Rate above it; left out for STOP.", default=None)
    mode: RetentionStepMode = given("What happens at the threshold.")


@input_type
class RetentionStageInput:
    """What part may stay once a milestone is reached."""

    milestone: MilestoneKind = given("Which milestone.")
    share: Percentage = given("The part that may stay.")


@input_type
class RetentionPolicyInput:
    """How retention shall be kept; contradictions are refused with the parts named."""

    rule: RetentionRule = given("Which rule.")
    rate_on_work: Percentage | None = given("FLAT: rate on completed work.", default=None)
    rate_on_stored: Percentage | None = given("Rate on stored materials where it differs.", default=None)
    fixed_sum: Amount | None = given("FIXED_SUM: the sum.", default=None)
    tiers: list[RetentionTierInput] | None = given("TIERS: the slices, lowest first.", default=None)
    step: RetentionStepInput | None = given("STEP: the step.", default=None)
    level: RetentionLevel | None = given("FLAT: where it is rounded; LINE when left out.", default=None)
    free_amount: Amount | None = given("FLAT: certified value on which nothing is kept.", default=None)
    cap: RetentionCapInput | None = given("The most that is held.", default=None)
    timing: RetentionTiming = given("When it is kept.", default=RetentionTiming.EACH_CLAIM)
    stages: list[RetentionStageInput] | None = given(
        "What may stay once milestones are reached.",
        default=None,
    )
    base: RetentionBase = given("Whether tax counts.", default=RetentionBase.BEFORE_TAX)


@input_type
class TaxRuleInput:
    """How tax shall be added."""

    base: TaxBase = given("On what.")
    rate: Percentage = given("Rate.")
    rounding: TaxRounding = given("Where it is rounded.", default=TaxRounding.LINE)
    adjustments_taxed: bool = given("Whether additions and deductions are taxed.", default=False)
