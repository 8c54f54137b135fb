"""What a claimant states: fields and lines of a claim, shared by creating and changing one."""

from __future__ import annotations

from datetime import date

from strawberry import ID, Maybe

from claimgraph.schema.inputs import given, input_type
from claimgraph.schema.scalars import Amount, Percentage, Quantity


@input_type(one_of=True)
class RetentionReleaseInput:
    """How much retention to release to date, over all lines."""

    percentage: Maybe[Percentage] = given("Part of what is held.", default=None)
    amount: Maybe[Amount] = given("An amount.", default=None)


@input_type(one_of=True)
class LineProgress:
    """How the work of a line is stated; exactly one."""

    amount_this_period: Maybe[Amount] = given("Value of this period's work.", default=None)
    amount_to_date: Maybe[Amount] = given(
        "Value of all work to date, stored materials not counted.",
        default=None,
    )
    percent_to_date: Maybe[Percentage] = given(
        "Work and stored materials to date as part of the scheduled value.",
        default=None,
    )
    quantity_to_date: Maybe[Quantity] = given(
        "Units to date; the way for lines measured by quantity, and for them alone.",
        default=None,
    )


@input_type
class ClaimLineInput:
    """What is claimed on one line; what is left out stays."""

    line_id: Maybe[ID] = given("The claim's line; needed but on creation.", default=None)
    schedule_line_id: Maybe[ID] = given("The schedule's line, instead of lineId.", default=None)
    work: Maybe[LineProgress] = given("The work.", default=None)
    stored_materials: Maybe[Amount] = given("Materials stored now, the whole balance.", default=None)
    built_in: Maybe[Amount] = given(
        "Of the materials stored before, what is now built in: joins the work and leaves the stock.",
        default=None,
    )
    note: Maybe[str | None] = given("What the claimant says to this line.", default=None)
    reason: Maybe[str | None] = given("Why it falls below what was certified, where it does.", default=None)
    retention_released: Maybe[Amount] = given("Retention to release on this line, to date.", default=None)


@input_type
class ClaimFields:
    """What a claimant says about a claim; on a change, what is left out stays and null clears."""

    vendor_claim_number: Maybe[str | None] = given("The vendor's own number.", default=None)
    claimed_on: Maybe[date] = given("Date of the claim; today when left out at first.", default=None)
    note: Maybe[str | None] = given("What the claimant says to the whole.", default=None)
    is_final: Maybe[bool] = given("Whether it is the last one.", default=None)
    retention_release: Maybe[RetentionReleaseInput | None] = given(
        "Retention to release to date, shared over the lines in proportion to what is held.",
        default=None,
    )
