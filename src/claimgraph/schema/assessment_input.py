"""What an assessor states: decisions on lines, additions and deductions, retention typed by hand."""

from __future__ import annotations

from strawberry import ID, Maybe

from claimgraph.rules.vocabulary import AdjustmentKind, LineDecision
from claimgraph.schema.claim_input import LineProgress
from claimgraph.schema.inputs import given, input_type
from claimgraph.schema.scalars import Amount


@input_type
class AdjustmentInput:
    """An addition or deduction as it shall be, to date."""

    kind: AdjustmentKind = given("What for.")
    amount: Amount = given("How much to date; negative when deducted.")
    reason: str = given("Why.")


@input_type
class LineAssessmentInput:
    """What is decided about one line."""

    line_id: ID = given("The claim's line.")
    decision: LineDecision = given("The decision.")
    work: Maybe[LineProgress] = given("Work as assessed; for reduced lines.", default=None)
    stored_materials: Maybe[Amount] = given("Stored materials as assessed; for reduced lines.", default=None)
    reason: Maybe[str] = given("Why less is certified.", default=None)
    retention_released: Maybe[Amount] = given("Retention released as assessed, to date.", default=None)


@input_type(one_of=True)
class RetentionOverrideValue:
    """How retention is typed; exactly one."""

    held: Maybe[Amount] = given("What shall be held after the claim.", default=None)
    this_claim: Maybe[Amount] = given(
        "What shall be kept with this claim, on top of what was held.",
        default=None,
    )


@input_type
class RetentionOverrideInput:
    """Retention typed by hand, for this claim alone."""

    value: RetentionOverrideValue = given("How much.")
    reason: str = given("Why.")
