"""Creating and changing claims: what a claimant says, checked line by line before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Refusal
from claimgraph.resolvers.action import action
from claimgraph.resolvers.drafts import first_sheet, refreshed
from claimgraph.resolvers.reader.door import Known
from claimgraph.resolvers.reckoning import Sheet, keep_claimed, opened
from claimgraph.resolvers.stated import (
    Stated,
    judge_lines,
    judge_release,
    read,
    read_amount,
    read_short,
    read_text,
    standing,
    state,
    worked_out,
)
from claimgraph.resolvers.work import Work
from claimgraph.rules.claimable import ClaimRules
from claimgraph.rules.claiming import (
    FILES_ON_BEHALF,
    reasons_against_changing,
    reasons_against_creating,
)
from claimgraph.rules.decimals import parse_percentage
from claimgraph.rules.money import minor_digits
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import ClaimStatus, ClaimType, Side
from claimgraph.schema.claim_input import ClaimFields, ClaimLineInput, RetentionReleaseInput
from claimgraph.schema.inputs import Change, Request, given, input_type

CLAIMANTS = OpenTo(Standing.CONTACT | Standing.STANDARD | Standing.ADMINISTRATOR)
LINE_CODES = ("COLUMN_NOT_CLAIMABLE", "OVER_CLAIM", "WRONG_SIGN", "REASON_REQUIRED", "RELEASE_EXCEEDS_HELD")


@input_type
class CreateClaimInput(Request):
    """What createClaim needs."""

    commitment_id: ID = given("Under which commitment.")
    period_id: ID | None = given("For which period; the open one when left out.", default=None)
    on_behalf: bool = given(
        "File it for the vendor; the contractor's side only, and always so for those who are no "
        "contact themselves. Any period and date can be named then.",
        default=False,
    )
    on_behalf_of_id: ID | None = given(
        "The contact for whom it is filed; left out when the vendor has nobody to name. Implies onBehalf.",
        default=None,
    )
    fields: ClaimFields | None = given("What the claimant says.", default=None)
    lines: list[ClaimLineInput] | None = given("Lines to fill at once.", default=None)
    claim_type: ClaimType | None = given(
        "Which columns; the contractor's side only, contacts have what the invitation or project says.",
        default=None,
    )


@input_type
class UpdateClaimInput(Change):
    """What updateClaim needs."""

    claim_id: ID = given("Which claim.")
    fields: Maybe[ClaimFields] = given("What the claimant says.", default=None)
    lines: Maybe[list[ClaimLineInput]] = given("Lines to change.", default=None)


def acting(standings: Standing, wants_on_behalf: bool) -> tuple[Standing, bool]:
    """What somebody acts as when he creates a claim, and whether it is on behalf.

    Whoever is no contact files on behalf; who does so on purpose puts his own designation aside.
    """
    if wants_on_behalf or Standing.CONTACT not in standings:
        return standings & FILES_ON_BEHALF, True
    return standings, False


async def named_period(work: Work, given_id: str | None, project_id: UUID) -> tuple[UUID, Known] | None:
    """The period that the input names, if it does, of this project and seen by the viewer."""
    if given_id is None:
        return None
    facts = ("status", "due_on", "starts_on", "project")
    seen = await work.found("BillingPeriod", given_id, "periodId", facts=facts)
    if seen is not None and seen.facts["project"] != project_id:
        work.refuse([Refusal("NOT_FOUND", "The project has no such period.", ("input", "periodId"))])
        return None
    return None if seen is None else (seen.key, seen)


async def period_facts(work: Work, commitment_id: UUID, period: tuple[UUID, Known]) -> dict[str, Any]:
    """The facts of a period that was named, in place of those of the open one."""
    key, seen = period
    claims = await work.rows(models.ProgressClaim, commitment_id=commitment_id, period_id=key)
    counted = [
        one
        for one in claims
        if one.status is not ClaimStatus.VOID and one.claim_type is not ClaimType.RETENTION_RELEASE
    ]
    return {
        "billing_period_id": key,
        "period_status": seen.facts["status"],
        "due_on": seen.facts["due_on"],
        "period_starts_on": seen.facts["starts_on"],
        "claims_in_period": len(counted),
    }


async def before_creating(work: Work, given: CreateClaimInput, judged: Known) -> Mapping[str, Any]:
    """Whether it is on behalf, for which period, and which columns: the input decides."""
    standings, is_on_behalf = acting(judged.standings, given.on_behalf or given.on_behalf_of_id is not None)
    facts: dict[str, Any] = {"standings": standings, "is_on_behalf": is_on_behalf}
    if given.claim_type is not None and is_on_behalf:
        facts["claim_type"] = given.claim_type
    elif given.claim_type is not None:
        message = "Which columns a contact may claim is the project's to say; leave claimType out."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "claimType"))])
    assert work.project_id is not None
    period = await named_period(work, given.period_id, work.project_id)
    return facts | (await period_facts(work, judged.key, period) if period else {})


@action(
    "claim.created",
    on="Commitment",
    gives="claim",
    open_to=CLAIMANTS,
    unless=reasons_against_creating,
    refuses=("PERSON_NOT_CLAIM_CONTACT", *LINE_CODES),
    before=before_creating,
)
async def create_claim(
    work: Work,
    commitment: models.Commitment,
    input: CreateClaimInput,
    is_on_behalf: bool,
    billing_period_id: UUID | None,
    claim_type: ClaimType,
    today: date,
) -> models.ProgressClaim:
    """Create the next claim of a commitment as a draft, with a line for each line of the schedule and its
    previous figures.
    """
    contact = await _on_behalf_of(work, commitment, input.on_behalf_of_id)
    if billing_period_id is None:
        message = "No billing period is open; name the one that the claim is for."
        work.refuse([Refusal("NO_OPEN_PERIOD", message, ("input", "periodId"))])
        work.stop_if_refused()
    claim = work.new(
        models.ProgressClaim,
        commitment_id=commitment.id,
        period_id=billing_period_id,
        number=await _next_number(work, commitment),
        claimed_on=today,
        claim_type=claim_type,
        status_changed_at=work.now,
        created_by_id=work.viewer.id,
        created_by_name=work.viewer.name,
        created_by_side=Side.CONTRACTOR if is_on_behalf else Side.VENDOR,
        is_on_behalf=is_on_behalf,
        on_behalf_of_id=contact and contact.id,
        on_behalf_of_name=contact and contact.name,
        on_behalf_of_side=contact and Side.VENDOR,
        retention_policy="",
        **_acted(work, is_on_behalf),
    )
    project = await work.row(models.Project, id=commitment.project_id)
    period = await work.row(models.BillingPeriod, id=billing_period_id)
    assert project and period, "keys hold"
    sheet, lines = await first_sheet(work, claim, commitment, project, period)
    _say(work, claim, input.fields, minor_digits(project.currency))
    stated, figures = await _claimed(work, sheet, lines, input.lines)
    claim.claimed_amount_minor = figures.summary.amount_this_claim
    await work.insert(claim)
    await work.insert_all(sheet.lines)
    await keep_claimed(work, sheet, stated, figures)
    await write_authors(work, claim, work.viewer.id, contact and contact.id)
    return claim


def _acted(work: Work, is_on_behalf: bool) -> dict[str, Any]:
    return {
        "status_changed_by_id": work.viewer.id,
        "status_changed_by_name": work.viewer.name,
        "status_changed_by_side": Side.CONTRACTOR if is_on_behalf else Side.VENDOR,
    }


async def _on_behalf_of(
    work: Work, commitment: models.Commitment, given_id: str | None
) -> models.Actor | None:
    """The contact for whom it is filed: one of this commitment, designated and employed today."""
    if given_id is None:
        return None
    seen = await work.found("Person", given_id, "onBehalfOfId")
    if seen is None:
        return None
    if not await is_claim_contact(work, commitment, seen.key):
        message = "This person is no claim contact of the commitment; designate him first, or leave him out."
        work.refuse([Refusal("PERSON_NOT_CLAIM_CONTACT", message, ("input", "onBehalfOfId"))])
    return await work.row(models.Actor, id=seen.key)


async def is_claim_contact(work: Work, commitment: models.Commitment, person_id: UUID) -> bool:
    """Whether somebody is claim contact of a commitment today: designated, and employed by its vendor."""
    vendor = await work.row(models.Vendor, id=commitment.vendor_id)
    assert vendor
    running = {"begins_at__lte": work.now, "ends_at__gt": work.now, "person_id": person_id}
    designations = await work.rows(models.Designation, commitment_id=commitment.id, **running)
    employments = await work.rows(models.Employment, company_id=vendor.company_id, **running)
    return bool(designations and employments)


async def _next_number(work: Work, commitment: models.Commitment) -> int:
    """The next number: claims count without gaps, void ones included; the commitment is locked."""
    latest = await work.rows(models.ProgressClaim, "-number", commitment_id=commitment.id)
    return latest[0].number + 1 if latest else 1


def _say(work: Work, claim: models.ProgressClaim, fields: ClaimFields | None, digits: int) -> None:
    """Puts what the claimant says about the whole on the claim."""
    if fields is None:
        return
    path = ("input", "fields")
    if fields.vendor_claim_number is not None:
        claim.vendor_claim_number = read_short(
            work, fields.vendor_claim_number.value, 60, *path, "vendorClaimNumber"
        )
    if fields.claimed_on is not None:
        claim.claimed_on = fields.claimed_on.value
    if fields.note is not None:
        claim.note = read_text(work, fields.note.value, *path, "note")
    if fields.is_final is not None:
        claim.is_final = fields.is_final.value
    if fields.retention_release is not None:
        _release(work, claim, fields.retention_release.value, digits)


def _release(
    work: Work, claim: models.ProgressClaim, release: RetentionReleaseInput | None, digits: int
) -> None:
    path = ("input", "fields", "retentionRelease")
    claim.release_ppm = claim.release_minor = None
    if release is None:
        return
    if release.percentage is not None:
        claim.release_ppm = read(work, parse_percentage, release.percentage.value, *path, "percentage")
    elif release.amount is not None:
        claim.release_minor = read_amount(work, release.amount.value, digits, *path, "amount")


async def _claimed(
    work: Work, sheet: Sheet, lines: list[Stated], given_lines: list[ClaimLineInput] | None
) -> tuple[list[Any], Any]:
    """The figures of a claim with what the input states; stops when anything stands against it."""
    state(work, sheet, lines, given_lines)
    stated, figures = worked_out(work, sheet, lines)
    rules = await rules_of(work, sheet)
    judge_lines(work, rules, lines, stated, figures, only_given=True)
    judge_release(work, sheet, rules, figures)
    work.stop_if_refused()
    return stated, figures


async def rules_of(work: Work, sheet: Sheet) -> ClaimRules:
    """What may be claimed: by the claim's type, the project and the account."""
    account = await work.row(models.Company, id=sheet.project.account_id)
    assert account
    return sheet.rules(account.over_claim)


async def write_authors(work: Work, claim: models.ProgressClaim, *actors: UUID | None) -> None:
    """Notes who has a hand in a claim: he will not decide it."""
    known = {one.actor_id for one in await work.rows(models.ClaimAuthor, claim_id=claim.id)}
    fresh = [one for one in dict.fromkeys(actors) if one is not None and one not in known]
    await work.insert_all([work.new(models.ClaimAuthor, claim_id=claim.id, actor_id=one) for one in fresh])


@action(
    "claim.changed",
    on="ProgressClaim",
    gives="claim",
    open_to=CLAIMANTS,
    unless=reasons_against_changing,
    refuses=("LINE_ACCEPTED", *LINE_CODES),
)
async def update_claim(
    work: Work, claim: models.ProgressClaim, input: UpdateClaimInput
) -> models.ProgressClaim:
    """Change a draft or returned claim, several lines at once."""
    if claim.status is ClaimStatus.DRAFT:
        commitment = await work.row(models.Commitment, id=claim.commitment_id)
        assert commitment
        await refreshed(work, claim, commitment)
    sheet = await opened(work, claim)
    lines = standing(sheet)
    _say(work, claim, input.fields and input.fields.value, sheet.digits)
    stated, figures = await _claimed(work, sheet, lines, input.lines and input.lines.value)
    await work.keep_all([one.row for one in lines if one.place is not None], "note", "reason")
    await keep_claimed(work, sheet, stated, figures)
    await write_authors(work, claim, work.viewer.id)
    return await work.keep_anyway(
        claim,
        **{name: getattr(claim, name) for name in SAID},
        claimed_amount_minor=figures.summary.amount_this_claim,
    )


SAID = (
    "vendor_claim_number",
    "claimed_on",
    "note",
    "is_final",
    "release_ppm",
    "release_minor",
    "previous_claim_id",
    "retention_policy",
    "tax",
)
"""The columns of a claim that its claimant and the commitment of the day decide."""
