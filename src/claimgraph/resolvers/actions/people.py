"""People and their employments."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth import sessions, tokens
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Forbidden, Refusal
from claimgraph.models import FOREVER, folded
from claimgraph.resolvers.action import action
from claimgraph.resolvers.administrators import (
    administers_all,
    refuse_last_of_account,
    refuse_last_of_all,
)
from claimgraph.resolvers.stated import read_name, read_short, read_text
from claimgraph.resolvers.work import Work
from claimgraph.rules.directory import reasons_against_email
from claimgraph.rules.periods import end_of, start_of
from claimgraph.rules.periods import today as day_in
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import ActorKind
from claimgraph.schema.inputs import Change, Request, given, input_type
from claimgraph.storage.failures import UniqueBroken

ADMINISTRATORS = OpenTo(Standing.ADMINISTRATOR)
ADMINISTRATORS_AND_SELF = OpenTo(Standing.ADMINISTRATOR | Standing.SELF)
LONGEST_NAME = 200


@input_type
class CreatePersonInput(Request):
    """What createPerson needs."""

    company_id: ID = given("The account or vendor he belongs to.")
    email: str = given(
        "The address he will sign in with; an address already known joins that person to the company.",
    )
    name: str = given("Name to show.")
    job_title: str | None = given("What he does there.", default=None)
    starts_on: date | None = given("First day of his employment; today when left out.", default=None)
    is_administrator: bool = given("Whether he administers the account.", default=False)


@input_type
class UpdatePersonInput(Change):
    """What updatePerson needs."""

    person_id: ID = given("Who.")
    name: Maybe[str] = given("New name.", default=None)
    job_title: Maybe[str | None] = given("New job title; null clears it.", default=None)
    is_active: Maybe[bool] = given(
        "False ends his sessions and tokens at once; administrators only.",
        default=None,
    )


@input_type
class UpdateEmploymentInput(Change):
    """What updateEmployment needs."""

    employment_id: ID = given("Which employment.")
    is_administrator: bool = given("Whether he administers the account.")


@input_type
class EndEmploymentInput(Change):
    """What endEmployment needs."""

    ends_on: date | None = given("Last day, included; he is out at once when left out.", default=None)
    employment_id: ID = given("Which employment.")
    reason: str | None = given("Why, for the audit.", default=None)


async def zone_of(work: Work, company: models.Company) -> str:
    """The time zone in which a company's days count: its own, else that of an account it works for."""
    if company.time_zone:
        return company.time_zone
    for vendor in await work.rows(models.Vendor, company_id=company.id):
        account = await work.row(models.Company, id=vendor.account_id)
        if account and account.time_zone:
            return account.time_zone
    return "UTC"


@action(
    "person.created",
    on="Company",
    by="company_id",
    gives="person",
    open_to=ADMINISTRATORS,
    refuses=("EMAIL_INVALID",),
)
async def create_person(work: Work, company: models.Company, input: CreatePersonInput) -> models.Actor:
    """Create a person at a company and send him a link to choose a password."""
    email = input.email.strip()
    against_email = reasons_against_email(email)
    work.refuse(reason.at("input", "email") for reason in against_email)
    name = read_name(work, input.name, LONGEST_NAME, "input", "name")
    job_title = read_short(work, input.job_title, LONGEST_NAME, "input", "jobTitle")
    _refuse_administrator(work, company, input.is_administrator)
    if not against_email:
        await _refuse_doubled(work, company, email)
    work.stop_if_refused()
    zone = await zone_of(work, company)
    starts_on = input.starts_on or day_in(work.now, zone)
    person = await _record(work, name, email, job_title)
    await work.make(
        models.Employment,
        person_id=person.id,
        company_id=company.id,
        starts_on=starts_on,
        begins_at=start_of(starts_on, zone),
        ends_at=FOREVER,
        is_administrator=input.is_administrator,
    )
    await work.send("password_link", person_id=str(person.id))
    return person


def _refuse_administrator(work: Work, company: models.Company, is_administrator: bool) -> None:
    if is_administrator and not company.is_account:
        message = "Only the people of an account administer something; this company is none."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "isAdministrator"))])


async def _refuse_doubled(work: Work, company: models.Company, email: str) -> None:
    same = await work.rows(models.Actor, email_key=folded(email), kind=ActorKind.PERSON)
    here = await work.rows(
        models.Employment, person_id__in=[one.id for one in same], company_id=company.id, ends_at__gt=work.now
    )
    if here:
        message = "Somebody with this address works for the company already."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "email"))])


async def _record(work: Work, name: str, email: str, job_title: str | None) -> models.Actor:
    """A new person; of somebody who is known by this address a record of the account's own, which he makes
    his when he has accepted. What is answered is the same in both cases.
    """
    values = {"name": name, "name_key": folded(name), "email": email, "email_key": folded(email)}
    try:
        async with work.writing.savepoint():
            return await work.make(models.Actor, kind=ActorKind.PERSON, job_title=job_title, **values)
    except UniqueBroken:
        known = await work.row(
            models.Actor, email_key=folded(email), kind=ActorKind.PERSON, stands_for_id=None
        )
        assert known, "the address was taken"
        return await work.make(
            models.Actor, kind=ActorKind.PERSON, job_title=job_title, stands_for_id=known.id, **values
        )


@action(
    "person.changed",
    on="Person",
    gives="person",
    open_to=ADMINISTRATORS_AND_SELF,
    refuses=("LAST_ADMINISTRATOR",),
)
async def update_person(
    work: Work, person: models.Actor, input: UpdatePersonInput, standings: Standing
) -> models.Actor:
    """Change a person, or stop his sign-in at once."""
    is_administrator = Standing.ADMINISTRATOR in standings
    if input.is_active is not None and not is_administrator:
        raise Forbidden("Only an administrator stops somebody's sign-in or lets him in again.")
    changes: dict[str, object] = {}
    if input.name is not None:
        name = read_name(work, input.name.value, LONGEST_NAME, "input", "name")
        changes |= {"name": name, "name_key": folded(name)}
    if input.job_title is not None:
        changes["job_title"] = read_short(work, input.job_title.value, LONGEST_NAME, "input", "jobTitle")
    if input.is_active is not None:
        changes["is_active"] = input.is_active.value
    if Standing.SELF not in standings and changes.keys() & {"name", "is_active"}:
        await _refuse_foreign(work, person)
    is_stopped = changes.get("is_active") is False and person.is_active
    if is_stopped:
        await refuse_last_of_all(work, person.id)
    work.stop_if_refused()
    changed = await work.keep(person, **changes)
    if is_stopped:
        await sessions.end_all(work.writing, person.id, work.now)
        await tokens.revoke_all(work.writing, person.id, work.now)
    return changed


async def _refuse_foreign(work: Work, person: models.Actor) -> None:
    """People belong to nobody: an account changes only those who work and claim nowhere else."""
    for type_name, keys in (await _places(work, person)).items():
        if not await administers_all(work, type_name, keys):
            message = "Only he himself can change this; end his employment or his designations instead."
            work.refuse([Refusal("VALUE_INVALID", message, ("input", "personId"))])


async def _places(work: Work, person: models.Actor) -> dict[str, set[UUID]]:
    """Where somebody works, also for which accounts, and where he claims and has a level."""
    not_ended = {"ends_at__gt": work.now}
    employments = await work.rows(models.Employment, person_id=person.id, **not_ended)
    designations = await work.rows(models.Designation, person_id=person.id, **not_ended)
    accesses = await work.rows(models.ProjectAccess, actor_id=person.id, **not_ended)
    companies = {one.company_id for one in employments}
    vendors = await work.rows(models.Vendor, company_id__in=list(companies))
    return {
        "Company": companies | {one.account_id for one in vendors},
        "Commitment": {one.commitment_id for one in designations},
        "Project": {one.project_id for one in accesses},
    }


@action(
    "employment.changed",
    on="Employment",
    gives="employment",
    open_to=ADMINISTRATORS,
    refuses=("LAST_ADMINISTRATOR",),
)
async def update_employment(
    work: Work, employment: models.Employment, input: UpdateEmploymentInput
) -> models.Employment:
    """Change what a person is at a company."""
    company = await work.row(models.Company, id=employment.company_id)
    assert company
    _refuse_administrator(work, company, input.is_administrator)
    _refuse_ended(work, employment)
    if employment.is_administrator and not input.is_administrator:
        await refuse_last_of_account(work, company.id, employment.person_id)
    work.stop_if_refused()
    return await work.keep(employment, is_administrator=input.is_administrator)


@action(
    "employment.ended",
    on="Employment",
    gives="person",
    open_to=ADMINISTRATORS,
    refuses=("LAST_ADMINISTRATOR",),
    says={"person": "The person without it."},
)
async def end_employment(
    work: Work, employment: models.Employment, input: EndEmploymentInput
) -> dict[str, UUID]:
    """End a person's employment; his designations for that company count no longer from then on."""
    company = await work.row(models.Company, id=employment.company_id)
    assert company
    read_text(work, input.reason, "input", "reason")
    ends_on, ends_at = _end(work, employment, input.ends_on, await zone_of(work, company))
    if ends_on < employment.starts_on:
        message = f"The employment starts on {employment.starts_on.isoformat()}; it can't end before."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "endsOn"))])
    _refuse_ended(work, employment)
    if employment.is_administrator:
        await refuse_last_of_account(work, company.id, employment.person_id)
    work.stop_if_refused()
    begins_at = min(employment.begins_at, ends_at)
    await work.keep(employment, ends_on=ends_on, ends_at=ends_at, begins_at=begins_at)
    return {"person": employment.person_id}


def _refuse_ended(work: Work, employment: models.Employment) -> None:
    if employment.ends_at <= work.now:
        work.refuse([Refusal("VALUE_INVALID", "This employment has ended already.")])


def _end(work: Work, employment: models.Employment, ends_on: date | None, zone: str) -> tuple[date, datetime]:
    """The last day and the instant at which it is over: at once when no day is named, begun or not."""
    if ends_on is None:
        return max(day_in(work.now, zone), employment.starts_on), work.now
    return ends_on, end_of(ends_on, zone)
