"""Companies and vendors: an account, its rules, and its directory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Refusal
from claimgraph.models import folded
from claimgraph.resolvers.action import action
from claimgraph.resolvers.administrators import administers_all
from claimgraph.resolvers.stated import read_name, read_short
from claimgraph.resolvers.work import Work
from claimgraph.rules.directory import (
    reasons_against_currency,
    reasons_against_jurisdiction,
    reasons_against_locale,
    reasons_against_time_zone,
)
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import OverClaimPolicy
from claimgraph.schema.inputs import Change, Request, given, input_type

ADMINISTRATORS = OpenTo(Standing.ADMINISTRATOR)
LONGEST_NAME, LONGEST_NUMBER, LONGEST_ADDRESS = 200, 60, 500
MOST_TOKEN_DAYS = 3_650


@input_type
class CompanySettingsInput:
    """Account-wide rules to change; what is left out stays."""

    collaborators_may_submit: Maybe[bool] = given(
        "Whether claim contacts may create and submit claims.",
        default=None,
    )
    over_claim: Maybe[OverClaimPolicy] = given(
        "What happens when a line exceeds its scheduled value.",
        default=None,
    )
    token_lifetime_days: Maybe[int] = given("Longest life of a token, in days.", default=None)


@input_type
class UpdateCompanyInput(Change):
    """What updateCompany needs."""

    company_id: ID = given("Which company.")
    name: Maybe[str] = given("Legal name.", default=None)
    registration_number: Maybe[str | None] = given("Business number.", default=None)
    address: Maybe[str | None] = given("Postal address.", default=None)
    locale: Maybe[str | None] = given("Language and region.", default=None)
    currency: Maybe[str] = given("ISO 4217 code for new projects.", default=None)
    time_zone: Maybe[str] = given("IANA name for new projects.", default=None)
    jurisdiction: Maybe[str | None] = given("ISO 3166-2 code for new projects.", default=None)
    settings: Maybe[CompanySettingsInput] = given("Account-wide rules.", default=None)


@input_type
class CreateVendorInput(Request):
    """What createVendor needs."""

    account_id: ID = given("Whose directory.")
    name: str = given("Name in the directory.")
    registration_number: str | None = given("Business number, such as an ABN.", default=None)
    address: str | None = given("Postal address.", default=None)


@input_type
class UpdateVendorInput(Change):
    """What updateVendor needs."""

    vendor_id: ID = given("Which vendor.")
    name: Maybe[str] = given("Name in the directory.", default=None)
    registration_number: Maybe[str | None] = given(
        "Business number, such as an ABN; null clears it.",
        default=None,
    )
    address: Maybe[str | None] = given("Postal address; null clears it.", default=None)
    is_active: Maybe[bool] = given("Whether new commitments may name it.", default=None)
    default_claim_contact_ids: Maybe[list[ID]] = given(
        "People proposed as claim contacts; replaces the list.",
        default=None,
    )


CHECKS = {
    "locale": reasons_against_locale,
    "currency": reasons_against_currency,
    "time_zone": reasons_against_time_zone,
    "jurisdiction": reasons_against_jurisdiction,
}


def checked(work: Work, name: str, value: str | None, path: str) -> str | None:
    """A code of the input that a rule knows; None stays None."""
    if value is not None:
        work.refuse(reason.at("input", path) for reason in CHECKS[name](value))
    return value


@action("company.changed", on="Company", gives="company", open_to=ADMINISTRATORS)
async def update_company(work: Work, company: models.Company, input: UpdateCompanyInput) -> models.Company:
    """Change a company and its account-wide rules; what is left out stays."""
    changes: dict[str, Any] = {}
    if input.name is not None:
        name = read_name(work, input.name.value, LONGEST_NAME, "input", "name")
        changes |= {"name": name, "name_key": folded(name)}
    if input.registration_number is not None:
        number = input.registration_number.value
        changes["registration_number"] = read_short(
            work, number, LONGEST_NUMBER, "input", "registrationNumber"
        )
    if input.address is not None:
        changes["address"] = _address(work, input.address.value)
    for name in CHECKS:
        told = getattr(input, name)
        if told is not None:
            changes[name] = checked(work, name, told.value, "timeZone" if name == "time_zone" else name)
    if input.settings is not None:
        changes |= _settings(work, company, input.settings.value)
    if not company.is_account and changes:
        await _refuse_shared(work, company)
    work.stop_if_refused()
    return await work.keep(company, **changes)


def _address(work: Work, text: str | None) -> str | None:
    lines = " ".join((text or "").splitlines())
    return read_short(work, lines, LONGEST_ADDRESS, "input", "address")


def _settings(work: Work, company: models.Company, settings: CompanySettingsInput) -> dict[str, Any]:
    if not company.is_account:
        message = "Account-wide rules belong to an account; this company is none."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "settings"))])
    changes: dict[str, Any] = {}
    if settings.collaborators_may_submit is not None:
        changes["collaborators_may_submit"] = settings.collaborators_may_submit.value
    if settings.over_claim is not None:
        changes["over_claim"] = settings.over_claim.value
    if settings.token_lifetime_days is not None:
        days = settings.token_lifetime_days.value
        if not 1 <= days <= MOST_TOKEN_DAYS:
            message = f"A token lives 1 to {MOST_TOKEN_DAYS} days."
            work.refuse([Refusal("VALUE_INVALID", message, ("input", "settings", "tokenLifetimeDays"))])
        changes["token_lifetime_days"] = days
    return changes


async def _refuse_shared(work: Work, company: models.Company) -> None:
    """A company that stands in other directories too is not one account's to change."""
    vendors = await work.rows(models.Vendor, company_id=company.id)
    if not await administers_all(work, "Company", {one.account_id for one in vendors}):
        message = "Only the company itself can change this; change its name in your own directory instead."
        work.refuse([Refusal("VALUE_INVALID", message, ("input",))])


@action(
    "vendor.created",
    on="Company",
    by="account_id",
    gives="vendor",
    open_to=ADMINISTRATORS,
    refuses=("NUMBER_TAKEN",),
)
async def create_vendor(work: Work, account: models.Company, input: CreateVendorInput) -> models.Vendor:
    """Add a vendor to an account's directory."""
    if not account.is_account:
        message = "A directory belongs to an account; this company is none."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "accountId"))])
    name = await _free_name(work, account.id, input.name, None)
    number = read_short(work, input.registration_number, LONGEST_NUMBER, "input", "registrationNumber")
    address = _address(work, input.address)
    work.stop_if_refused()
    company = await work.make(
        models.Company,
        name=name,
        name_key=folded(name),
        is_account=False,
        registration_number=number,
        address=address,
    )
    return await work.make(
        models.Vendor, account_id=account.id, company_id=company.id, name=name, name_key=folded(name)
    )


async def _free_name(work: Work, account_id: UUID, text: str, own: UUID | None) -> str:
    """A name that no other vendor of the directory has."""
    name = read_name(work, text, LONGEST_NAME, "input", "name")
    same = await work.rows(models.Vendor, account_id=account_id, name_key=folded(name))
    if any(one.id != own for one in same):
        message = "Another vendor of the directory has this name; choose another one."
        work.refuse([Refusal("NUMBER_TAKEN", message, ("input", "name"))])
    return name


@action(
    "vendor.changed",
    on="Vendor",
    gives="vendor",
    open_to=ADMINISTRATORS,
    refuses=("CONTACT_NOT_OF_VENDOR", "NUMBER_TAKEN"),
)
async def update_vendor(work: Work, vendor: models.Vendor, input: UpdateVendorInput) -> models.Vendor:
    """Change a vendor; what is left out stays."""
    changes: dict[str, Any] = {}
    if input.name is not None:
        name = await _free_name(work, vendor.account_id, input.name.value, vendor.id)
        changes |= {"name": name, "name_key": folded(name)}
    if input.is_active is not None:
        changes["is_active"] = input.is_active.value
    contacts = None
    if input.default_claim_contact_ids is not None:
        contacts = await _employees(work, vendor, input.default_claim_contact_ids.value)
    company_changes = await _of_company(work, vendor, input)
    work.stop_if_refused()
    if company_changes:
        company = await work.row(models.Company, id=vendor.company_id)
        assert company
        await work.keep(company, **company_changes)
    if contacts is None or not await _propose(work, vendor, contacts):
        return await work.keep(vendor, **changes)
    return await work.keep_internal(vendor, **changes)


async def _of_company(work: Work, vendor: models.Vendor, input: UpdateVendorInput) -> dict[str, Any]:
    """What the vendor's company itself keeps; only where it stands in no other account's directory."""
    changes: dict[str, Any] = {}
    if input.registration_number is not None:
        number = input.registration_number.value
        changes["registration_number"] = read_short(
            work, number, LONGEST_NUMBER, "input", "registrationNumber"
        )
    if input.address is not None:
        changes["address"] = _address(work, input.address.value)
    if changes:
        company = await work.row(models.Company, id=vendor.company_id)
        assert company
        await _refuse_shared(work, company)
    return changes


async def _employees(work: Work, vendor: models.Vendor, texts: Sequence[str]) -> list[UUID]:
    """People of the vendor, as the input names them."""
    path = "defaultClaimContactIds"
    found = await work.found_all(("Person",), texts, path)
    employments = await work.rows(
        models.Employment,
        person_id__in=list(found.values()),
        company_id=vendor.company_id,
        begins_at__lte=work.now,
        ends_at__gt=work.now,
    )
    employed = {one.person_id for one in employments}
    message = "This person does not work for the vendor."
    strangers = [place for place, key in found.items() if key not in employed]
    work.refuse(Refusal("CONTACT_NOT_OF_VENDOR", message, ("input", path, str(place))) for place in strangers)
    return list(dict.fromkeys(found.values()))


async def _propose(work: Work, vendor: models.Vendor, people: list[UUID]) -> bool:
    """Writes anew who is proposed as claim contact on new commitments; tells whether anything changed."""
    there = await work.rows(models.DefaultClaimContact, "position", vendor_id=vendor.id)
    before = [one.person_id for one in there]
    if before == people:
        return False
    await work.clear(models.DefaultClaimContact, vendor_id=vendor.id)
    await work.insert_all(
        [
            work.new(models.DefaultClaimContact, vendor_id=vendor.id, person_id=person, position=position)
            for position, person in enumerate(people, 1)
        ]
    )
    work.note(vendor, {"default_claim_contacts": [named(before), named(people)]})
    return True


def named(keys: list[UUID]) -> str:
    """A list of keys as the audit tells it."""
    return ", ".join(str(one) for one in keys)
