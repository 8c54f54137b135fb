"""Billing periods: opened, changed, closed, deleted."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Refusal
from claimgraph.resolvers.action import action
from claimgraph.resolvers.work import Work
from claimgraph.rules.periods import (
    reasons_against_closing,
    reasons_against_dates,
    reasons_against_deleting,
    usual_dates,
)
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import BillingPeriodStatus
from claimgraph.schema.inputs import Change, Request, given, input_type
from claimgraph.schema.payload import deleted_id

ADMINISTRATORS = OpenTo(Standing.ADMINISTRATOR)
Dates = tuple[date, date, date]


@input_type
class OpenBillingPeriodInput(Request):
    """What openBillingPeriod needs."""

    project_id: ID = given("Whose period.")
    period_id: ID | None = given("A closed period to open again; a new one when left out.", default=None)
    starts_on: date | None = given("First day; the project's default when left out.", default=None)
    ends_on: date | None = given("Last day; the project's default when left out.", default=None)
    due_on: date | None = given("Last day to submit; the project's default when left out.", default=None)


@input_type
class UpdateBillingPeriodInput(Change):
    """What updateBillingPeriod needs."""

    period_id: ID = given("Which period.")
    starts_on: Maybe[date] = given("First day; not once claims stand in it.", default=None)
    ends_on: Maybe[date] = given("Last day; not once claims stand in it.", default=None)
    due_on: Maybe[date] = given("Last day to submit.", default=None)


@input_type
class DeleteBillingPeriodInput(Change):
    """What deleteBillingPeriod needs."""

    period_id: ID = given("Which period.")


@input_type
class CloseBillingPeriodInput(Change):
    """What closeBillingPeriod needs."""

    period_id: ID = given("Which period.")


@action(
    "billing_period.opened",
    on="Project",
    gives=("billing_period", "closed_period"),
    open_to=ADMINISTRATORS,
    refuses=("PERIOD_OVERLAPS", "PERIOD_HAS_CLAIMS"),
    says={
        "billing_period": "The open period; null when refused.",
        "closed_period": "The period that closed by it; null when none was open.",
    },
)
async def open_billing_period(
    work: Work, project: models.Project, input: OpenBillingPeriodInput, today: date
) -> dict[str, models.BillingPeriod | None]:
    """Open a billing period for all commitments of a project, or a closed one again; the one that is open
    closes in the same step.
    """
    again = await _closed_before(work, project, input.period_id)
    dates = None if work.refusals else _dates(work, project, input, again, today)
    work.stop_if_refused()
    assert dates
    await _judge(work, project.id, dates, again)
    if again and dates[:2] != (again.starts_on, again.ends_on):
        await _refuse_moved(work, again)
    work.stop_if_refused()
    was_open = await work.row(models.BillingPeriod, project_id=project.id, status=BillingPeriodStatus.OPEN)
    if was_open:
        await work.keep(was_open, status=BillingPeriodStatus.CLOSED)
    columns = dict(zip(("starts_on", "ends_on", "due_on"), dates, strict=True))
    if again:
        opened = await work.keep(again, status=BillingPeriodStatus.OPEN, **columns)
    else:
        opened = await work.make(
            models.BillingPeriod, project_id=project.id, status=BillingPeriodStatus.OPEN, **columns
        )
    return {"billing_period": opened, "closed_period": was_open}


async def _closed_before(
    work: Work, project: models.Project, given_id: str | None
) -> models.BillingPeriod | None:
    if given_id is None:
        return None
    seen = await work.found("BillingPeriod", given_id, "periodId")
    period = await work.row(models.BillingPeriod, id=seen.key, project_id=project.id) if seen else None
    if seen and period is None:
        work.refuse([Refusal("NOT_FOUND", "The project has no such period.", ("input", "periodId"))])
    if period and period.status is BillingPeriodStatus.OPEN:
        message = "This period is open already; change its dates with updateBillingPeriod."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "periodId"))])
    return period


def _dates(
    work: Work,
    project: models.Project,
    input: OpenBillingPeriodInput,
    again: models.BillingPeriod | None,
    today: date,
) -> Dates | None:
    """The dates that are given, else those that the period had, else the project's default ones."""
    usual = (again.starts_on, again.ends_on, again.due_on) if again else _usual(project, today)
    given_dates = (input.starts_on, input.ends_on, input.due_on)
    names = ("startsOn", "endsOn", "dueOn")
    chosen = []
    for name, one, other in zip(names, given_dates, usual or (None, None, None), strict=True):
        if one is None and other is None:
            message = "The project has no default dates for periods; name this one."
            work.refuse([Refusal("VALUE_REQUIRED", message, ("input", name))])
        chosen.append(one or other or today)
    return chosen[0], chosen[1], chosen[2]


def _usual(project: models.Project, today: date) -> Dates | None:
    start, end, due = (getattr(project, f"default_period_{name}_day") for name in ("start", "end", "due"))
    if start is None or end is None or due is None:
        return None
    return usual_dates(start, end, due, today)


async def _judge(work: Work, project_id: UUID, dates: Dates, own: models.BillingPeriod | None) -> None:
    """Refuses dates that contradict each other or overlap another period."""
    starts_on, ends_on, due_on = dates
    work.refuse(reason.at("input") for reason in reasons_against_dates(starts_on, ends_on, due_on))
    others = await work.rows(
        models.BillingPeriod, project_id=project_id, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    for other in others:
        if starts_on <= ends_on and (own is None or other.id != own.id):
            message = (
                f"The period from {other.starts_on.isoformat()} to {other.ends_on.isoformat()} "
                f"overlaps these dates."
            )
            work.refuse([Refusal("PERIOD_OVERLAPS", message, ("input", "startsOn"))])


async def _refuse_moved(work: Work, period: models.BillingPeriod) -> None:
    """Refuses to move the days of work of a period in which claims stand."""
    if await work.rows(models.ProgressClaim, period_id=period.id):
        message = "Claims stand in this period, so its first and last day stay; only the due date can move."
        work.refuse([Refusal("PERIOD_HAS_CLAIMS", message, ("input", "startsOn"))])


@action(
    "billing_period.changed",
    on="BillingPeriod",
    gives="billing_period",
    open_to=ADMINISTRATORS,
    refuses=("PERIOD_OVERLAPS", "PERIOD_HAS_CLAIMS"),
)
async def update_billing_period(
    work: Work, period: models.BillingPeriod, input: UpdateBillingPeriodInput
) -> models.BillingPeriod:
    """Change the dates of a billing period; a later due date lets contacts submit again."""
    dates = (
        input.starts_on.value if input.starts_on else period.starts_on,
        input.ends_on.value if input.ends_on else period.ends_on,
        input.due_on.value if input.due_on else period.due_on,
    )
    await _judge(work, period.project_id, dates, period)
    if dates[:2] != (period.starts_on, period.ends_on):
        await _refuse_moved(work, period)
    work.stop_if_refused()
    return await work.keep(period, starts_on=dates[0], ends_on=dates[1], due_on=dates[2])


@action(
    "billing_period.deleted",
    on="BillingPeriod",
    gives=("deleted_id", "project"),
    open_to=ADMINISTRATORS,
    unless=reasons_against_deleting,
    besides={"deleted_id": deleted_id()},
    says={"project": "The project without it."},
)
async def delete_billing_period(
    work: Work, period: models.BillingPeriod, input: DeleteBillingPeriodInput
) -> dict[str, object]:
    """Delete a billing period in which no claim stands, void ones included."""
    work.stop_if_refused()
    await work.remove(period)
    return {"deleted_id": input.period_id, "project": period.project_id}


@action(
    "billing_period.closed",
    on="BillingPeriod",
    gives="billing_period",
    open_to=ADMINISTRATORS,
    unless=reasons_against_closing,
)
async def close_billing_period(
    work: Work,
    period: models.BillingPeriod,
    input: CloseBillingPeriodInput,  # noqa: ARG001
) -> models.BillingPeriod:
    """Close a billing period; contacts can submit no more in it, but for claims that were returned to
    them.
    """
    work.stop_if_refused()
    return await work.keep(period, status=BillingPeriodStatus.CLOSED)
