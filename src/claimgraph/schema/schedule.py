"""The schedule of values of a commitment, and the rows of an imported file."""

from __future__ import annotations

from claimgraph import models
from claimgraph.auth.guards import BALANCE, EVERYONE, MEMBERS_ONLY
from claimgraph.auth.scopes import COMMITMENT
from claimgraph.rules import schedule
from claimgraph.rules.vocabulary import LineBasis
from claimgraph.schema.declare import column, derived, many, node, one, part, part_type
from claimgraph.schema.interfaces import Versioned
from claimgraph.schema.scalars import Amount, Percentage, Quantity, UnitPrice


@part_type
class ScheduleOfValues:
    """What a commitment consists of, line by line."""

    lines = many(
        "ScheduleLine",
        "The lines in their order, those of approved variations last.",
        to=EVERYONE,
        by="commitment",
        order=("position",),
    )
    total: Amount = column("Sum of the lines without variations.", to=EVERYONE, at="schedule_total_minor")
    difference: Amount = derived(
        "Original sum less total; zero when complete.", to=EVERYONE, by=schedule.difference
    )
    is_complete: bool = derived(
        "Whether there are lines and they add up to the original sum.", to=EVERYONE, by=schedule.is_complete
    )


@node(
    models.ScheduleLine,
    COMMITMENT.along("commitment"),
    reach={
        "currency": "commitment.project.currency",
        "is_restricted": "commitment.project.hide_balance_from_contacts",
    },
    internal=MEMBERS_ONLY,
)
class ScheduleLine(Versioned):
    """One line of a schedule of values; amounts in the commitment's currency. Once claimed it is never
    removed or priced anew.
    """

    commitment = one("Commitment", "Whose line.", to=EVERYONE)
    position: int = column("Place in the schedule, from 1.", to=EVERYONE)
    item_number: str = column(
        "Number of the item as the contract has it, unique in the schedule.", to=EVERYONE
    )
    description: str = column("What is to be done.", to=EVERYONE)
    cost_code: str | None = column("Cost code.", to=EVERYONE)
    budget_code: str | None = column("The contractor's own budget code.", to=MEMBERS_ONLY)
    basis: LineBasis = column("How it is measured.", to=EVERYONE)
    quantity: Quantity | None = column(
        "How many units; null on lines that are not measured by quantity.", to=EVERYONE, at="quantity_micro"
    )
    unit: str | None = column(
        'Unit, such as "m2"; null on lines that are not measured by quantity.', to=EVERYONE
    )
    unit_price: UnitPrice | None = column(
        "Price of one unit; null on lines that are not measured by quantity.",
        to=EVERYONE,
        at="unit_price_micro",
    )
    scheduled_value: Amount | None = column(
        "C: scheduled value; null on an open line, which has no limit.",
        to=EVERYONE,
        at="scheduled_value_minor",
    )
    certified_to_date: Amount = column(
        "Work and stored materials certified, before retention.", to=EVERYONE, at="certified_to_date_minor"
    )
    balance_to_finish: Amount | None = derived(
        "Scheduled value less certified to date; null on an open line.",
        to=BALANCE,
        by=schedule.balance_to_finish,
    )
    percent_complete: Percentage | None = derived(
        "Certified to date as part of the scheduled value; null when that is zero or open.",
        to=EVERYONE,
        by=schedule.percent_complete,
    )
    retention_rate_on_work: Percentage | None = column(
        "Its own rate on work; null when the policy decides, zero when exempt.",
        to=EVERYONE,
        at="retention_rate_on_work_ppm",
    )
    retention_rate_on_stored: Percentage | None = column(
        "Its own rate on stored materials; null when its rate on work or the policy decides.",
        to=EVERYONE,
        at="retention_rate_on_stored_ppm",
    )
    tax_rate: Percentage | None = column(
        "Tax on this line where it differs from the commitment's.", to=EVERYONE, at="tax_rate_ppm"
    )


@part_type
class ImportRow:
    """One row of an imported file."""

    row: int = column("Row in the file, from 1, headings counted.", to=EVERYONE)
    item_number: str | None = column("Number of the item as read.", to=EVERYONE)
    description: str | None = column("Description as read.", to=EVERYONE)
    scheduled_value: Amount | None = column(
        "Scheduled value as read; null when it is open or can't be read.",
        to=EVERYONE,
        at="scheduled_value_minor",
    )
    problems = part(
        "UserError",
        "What is wrong with it; the path ends with the column's heading.",
        to=EVERYONE,
        at="problems",
        many=True,
    )
