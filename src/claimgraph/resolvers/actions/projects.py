"""Projects and their rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import BadInput, Refusal
from claimgraph.models import folded
from claimgraph.resolvers.action import action
from claimgraph.resolvers.actions.directory import checked, named
from claimgraph.resolvers.reader.facts import Known
from claimgraph.resolvers.stated import read_name
from claimgraph.resolvers.terms import policy_of, tax_of
from claimgraph.resolvers.work import Work
from claimgraph.rules import policies
from claimgraph.rules.money import minor_digits
from claimgraph.rules.retention.contradictions import reasons_against_policy
from claimgraph.rules.standing import Standing
from claimgraph.rules.tax import TaxRule
from claimgraph.schema.inputs import Change, Request, given, input_type, told, value_of
from claimgraph.schema.settings_input import DefaultPeriodInput, ProjectSettingsInput

ADMINISTRATORS = OpenTo(Standing.ADMINISTRATOR)
LONGEST_NUMBER, LONGEST_NAME, LAST_DAY = 40, 200, 31


@input_type
class CreateProjectInput(Request):
    """What createProject needs."""

    account_id: ID = given("Whose project.")
    number: str = given("Number, unique in the account.")
    name: str = given("Name.")
    currency: str | None = given("ISO 4217 code; the account's when left out.", default=None)
    time_zone: str | None = given("IANA name; the account's when left out.", default=None)
    jurisdiction: str | None = given("ISO 3166-2 code; the account's when left out.", default=None)
    settings: ProjectSettingsInput | None = given("Rules; defaults for what is left out.", default=None)


@input_type
class UpdateProjectInput(Change):
    """What updateProject needs."""

    project_id: ID = given("Which project.")
    number: Maybe[str] = given("Number.", default=None)
    name: Maybe[str] = given("Name.", default=None)
    jurisdiction: Maybe[str | None] = given(
        "ISO 3166-2 code; null for none. Holds for later claims only.",
        default=None,
    )
    currency: Maybe[str] = given("ISO 4217 code; fixed with the first commitment.", default=None)
    time_zone: Maybe[str] = given("IANA name; fixed with the first billing period.", default=None)
    shown_people_ids: Maybe[list[ID]] = given(
        "Members whom claim contacts may see; replaces the list.",
        default=None,
    )
    is_archived: Maybe[bool] = given("Whether it is closed for changes.", default=None)
    settings: Maybe[ProjectSettingsInput] = given("Rules.", default=None)


@action(
    "project.created",
    on="Company",
    by="account_id",
    gives="project",
    open_to=ADMINISTRATORS,
    refuses=("NUMBER_TAKEN", "RETENTION_POLICY_INVALID"),
)
async def create_project(work: Work, account: models.Company, input: CreateProjectInput) -> models.Project:
    """Create a project in an account."""
    if not account.is_account:
        message = "A project belongs to an account; this company is none."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "accountId"))])
    number = await _free_number(work, account.id, input.number, None)
    name = read_name(work, input.name, LONGEST_NAME, "input", "name")
    jurisdiction = account.jurisdiction if input.jurisdiction is None else input.jurisdiction
    project = work.new(
        models.Project,
        account_id=account.id,
        number=number,
        number_key=folded(number),
        name=name,
        name_key=folded(name),
        currency=_needed(work, "currency", input.currency, account.currency, "currency"),
        time_zone=_needed(work, "time_zone", input.time_zone, account.time_zone, "timeZone"),
        jurisdiction=checked(work, "jurisdiction", jurisdiction, "jurisdiction"),
        over_claim=account.over_claim,
    )
    for column, value in _settings(work, project, input.settings, _digits(project.currency)).items():
        setattr(project, column, value)
    work.stop_if_refused()
    return await work.insert(project)


def _needed(work: Work, name: str, given_code: str | None, usual: str | None, path: str) -> str:
    """A code that the project needs, by the input or the account."""
    value = usual if given_code is None else given_code
    if value is None:
        message = "The account says none to start with; name one here."
        work.refuse([Refusal("VALUE_REQUIRED", message, ("input", path))])
    return checked(work, name, value, path) or ""


async def _free_number(work: Work, account_id: UUID, text: str, own: UUID | None) -> str:
    """A number that no other project of the account has."""
    number = read_name(work, text, LONGEST_NUMBER, "input", "number")
    same = await work.rows(models.Project, account_id=account_id, number_key=folded(number))
    if any(one.id != own for one in same):
        message = "Another project of the account has this number; choose another one."
        work.refuse([Refusal("NUMBER_TAKEN", message, ("input", "number"))])
    return number


def _settings(
    work: Work, project: models.Project, settings: ProjectSettingsInput | None, digits: int
) -> dict[str, Any]:
    """The columns that the given rules change; amounts with the decimals of the project's currency."""
    if settings is None:
        return {}
    plain = (
        "collaborators_may_submit",
        "default_claim_type",
        "commitments_private",
        "over_claim",
        "late_claims",
        "stored_materials",
        "hide_balance_from_contacts",
    )
    changes = dict(told(settings, *plain))
    if "default_claim_type" in changes and changes["default_claim_type"] is None:
        message = "Contacts can't be invited yet, so they need a claim type; choose one."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "settings", "defaultClaimType"))])
    if settings.default_period is not None:
        changes |= _default_period(work, settings.default_period.value)
    return changes | _terms(work, project, settings, digits)


def _terms(
    work: Work, project: models.Project, settings: ProjectSettingsInput, digits: int
) -> dict[str, Any]:
    """Retention and tax of new commitments; each must suit the other."""
    path = ("input", "settings")
    changes: dict[str, Any] = {}
    tax: TaxRule | None = policies.default_tax(project.default_tax)
    if settings.default_tax is not None:
        given_tax = settings.default_tax.value
        tax = tax_of(work, given_tax, *path, "defaultTax") if given_tax else None
        changes["default_tax"] = policies.stored_tax(tax)
    if settings.default_retention is not None:
        wanted = settings.default_retention.value
        policy = wanted and policy_of(work, wanted, digits, tax, *path, "defaultRetention")
        changes["default_retention"] = policy and policies.stored_policy(policy)
    elif changes and (there := policies.default_retention(project.default_retention)):
        work.refuse(reason.at(*path, "defaultRetention") for reason in reasons_against_policy(there, tax))
    return changes


def _default_period(work: Work, period: DefaultPeriodInput | None) -> dict[str, int | None]:
    names = {"start_day": "startDay", "end_day": "endDay", "due_day": "dueDay"}
    days: dict[str, int | None] = {name: getattr(period, name, None) for name in names}
    for name, day in days.items():
        if day is not None and not 1 <= day <= LAST_DAY:
            path = ("input", "settings", "defaultPeriod", names[name])
            work.refuse([Refusal("VALUE_INVALID", f"A day of the month is 1 to {LAST_DAY}.", path)])
    return {f"default_period_{name}": day for name, day in days.items()}


async def before_changing(_work: Work, given: UpdateProjectInput, _judged: Known) -> dict[str, Any]:
    """An archived project is changed only by opening it again."""
    opens = given.is_archived is not None and given.is_archived.value is False
    return {"is_archived": False} if opens else {}


@action(
    "project.changed",
    on="Project",
    gives="project",
    open_to=ADMINISTRATORS,
    refuses=("NUMBER_TAKEN", "RETENTION_POLICY_INVALID"),
    before=before_changing,
)
async def update_project(
    work: Work,
    project: models.Project,
    input: UpdateProjectInput,
    commitments_ever: int,
    periods_ever: int,
) -> models.Project:
    """Change a project and its rules; what is left out stays, what is decided stays."""
    changes: dict[str, Any] = {}
    if input.number is not None:
        number = await _free_number(work, project.account_id, input.number.value, project.id)
        changes |= {"number": number, "number_key": folded(number)}
    if input.name is not None:
        name = read_name(work, input.name.value, LONGEST_NAME, "input", "name")
        changes |= {"name": name, "name_key": folded(name)}
    if input.jurisdiction is not None:
        changes["jurisdiction"] = checked(work, "jurisdiction", input.jurisdiction.value, "jurisdiction")
    if input.currency is not None:
        changes["currency"] = _fixed(
            work, project.currency, input.currency.value, commitments_ever, "currency"
        )
        _refuse_other_digits(work, project, changes["currency"], input)
    if input.time_zone is not None:
        changes["time_zone"] = _fixed(
            work, project.time_zone, input.time_zone.value, periods_ever, "time_zone"
        )
    if input.is_archived is not None:
        changes["is_archived"] = input.is_archived.value
    digits = _digits(changes.get("currency", project.currency))
    changes |= _settings(work, project, value_of(input.settings), digits)
    people = None
    if input.shown_people_ids is not None:
        people = await _members(work, project, input.shown_people_ids.value)
    work.stop_if_refused()
    if people is None or not await _show(work, project, people):
        return await work.keep(project, **changes)
    return await work.keep_anyway(project, **changes)


def _digits(currency: str) -> int:
    """The decimals of amounts; those of most currencies where this one was refused."""
    try:
        return minor_digits(currency)
    except BadInput:
        return 2


def _refuse_other_digits(
    work: Work, project: models.Project, currency: str, input: UpdateProjectInput
) -> None:
    """A policy kept in minor units of one currency says something else in another."""
    settings = value_of(input.settings)
    is_replaced = settings is not None and settings.default_retention is not None
    if project.default_retention and not is_replaced and currency != project.currency:
        message = "The default retention was written for the other currency; give it anew here, or clear it."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "currency"))])


def _fixed(work: Work, now: str, value: str, dependents: int, name: str) -> str:
    """A currency or time zone; fixed once something depends on it."""
    path = "timeZone" if name == "time_zone" else name
    if dependents and value != now:
        message = f"The {name.replace('_', ' ')} is fixed once something depends on it; it stays {now}."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", path))])
    return checked(work, name, value, path) or now


async def _members(work: Work, project: models.Project, texts: Sequence[str]) -> list[UUID]:
    """Members of the project, as the input names them."""
    path = "shownPeopleIds"
    found = await work.found_all(("Person",), texts, path)
    members = await members_among(work, project, found.values())
    message = "Only members of the project and administrators of its account can be shown to contacts."
    strangers = [place for place, key in found.items() if key not in members]
    work.refuse(Refusal("VALUE_INVALID", message, ("input", path, str(place))) for place in strangers)
    return list(dict.fromkeys(found.values()))


async def members_among(work: Work, project: models.Project, actors: Iterable[UUID]) -> set[UUID]:
    """Those of them who have a level on the project, or administer its account."""
    keys, running = list(actors), {"begins_at__lte": work.now, "ends_at__gt": work.now}
    levels = await work.rows(models.ProjectAccess, project_id=project.id, actor_id__in=keys, **running)
    administrators = await work.rows(
        models.Employment,
        company_id=project.account_id,
        person_id__in=keys,
        is_administrator=True,
        **running,
    )
    return {one.actor_id for one in levels} | {one.person_id for one in administrators}


async def _show(work: Work, project: models.Project, people: list[UUID]) -> bool:
    """Writes anew whom the project's contacts may see; tells whether anything changed."""
    there = await work.rows(models.ShownPerson, "position", project_id=project.id)
    before = [one.person_id for one in there]
    if before == people:
        return False
    await work.clear(models.ShownPerson, project_id=project.id)
    await work.insert_all(
        [
            work.new(models.ShownPerson, project_id=project.id, person_id=person, position=position)
            for position, person in enumerate(people, 1)
        ]
    )
    work.note(project, {"shown_people": [named(before), named(people)]})
    return True
