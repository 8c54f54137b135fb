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
from claimgraph.resolvers.claimed import judge, standing, state, worked_out
from claimgraph.resolvers.drafts import first_sheet, keep_claimed, put_texts, terms_of_today
from claimgraph.resolvers.figures import keep_lines, keep_summary
from claimgraph.resolvers.filing import (
    acted,
    claims_in,
    commitment_of,
    named_period,
    on_behalf_of,
    refuse_without_period,
    said_of,
    side_of,
    write_authors,
)
from claimgraph.resolvers.reader.facts import Known
from claimgraph.resolvers.reckoning import as_if, opened
from claimgraph.resolvers.work import Work
from claimgraph.rules.claiming import reasons_against_changing, reasons_against_creating
from claimgraph.rules.gates import FILES_ON_BEHALF
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import ClaimStatus, ClaimType, Side, ValuationKind
from claimgraph.schema.claim_input import ClaimFields, ClaimLineInput
from claimgraph.schema.inputs import Change, Request, given, input_type, value_of

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


async def before_creating(work: Work, given: CreateClaimInput, judged: Known) -> Mapping[str, Any]:
    """Whether it is on behalf, for which period, and which columns: the input decides."""
    standings, is_on_behalf = acting(judged.standings, given.on_behalf or given.on_behalf_of_id is not None)
    facts: dict[str, Any] = {"standings": standings, "is_on_behalf": is_on_behalf}
    if given.claim_type is not None and is_on_behalf:
        facts["claim_type"] = given.claim_type
    elif given.claim_type is not None:
        message = "Which columns a contact may claim is the project's to say; leave claimType out."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "claimType"))])
    period = await named_period(work, given.period_id)
    return facts | (await _period_facts(work, judged.key, period) if period else {})


async def _period_facts(work: Work, commitment_id: UUID, period: Known) -> dict[str, Any]:
    """The facts of a period that was named, in place of those of the open one."""
    return {
        "billing_period_id": period.key,
        "period_status": period.facts["status"],
        "due_on": period.facts["due_on"],
        "period_starts_on": period.facts["starts_on"],
        "claims_in_period": await claims_in(work, commitment_id, period.key),
    }


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
    currency: str,
) -> models.ProgressClaim:
    """Create the next claim of a commitment as a draft, with a line for each line of the schedule and its
    previous figures.
    """
    contact = await on_behalf_of(work, commitment, input.on_behalf_of_id)
    refuse_without_period(work, billing_period_id)
    assert billing_period_id
    filed = _filed(work, is_on_behalf, contact)
    columns = {"period_id": billing_period_id, "claim_type": claim_type, "claimed_on": today, **filed}
    columns |= said_of(work, input.fields, currency)
    claim = await _new_claim(work, commitment, columns)
    await _fill(work, claim, input.lines)
    await write_authors(work, claim, claim.created_by_side)
    return claim


def _filed(work: Work, is_on_behalf: bool, contact: models.Actor | None) -> dict[str, Any]:
    """Who files a claim, for which side, and for whom."""
    side = Side.CONTRACTOR if is_on_behalf else Side.VENDOR
    return {
        "is_on_behalf": is_on_behalf,
        "on_behalf_of_id": contact and contact.id,
        "on_behalf_of_name": contact and contact.name,
        "on_behalf_of_side": contact and Side.VENDOR,
        **acted(work, "created", side),
        **acted(work, "status_changed", side),
    }


async def _new_claim(
    work: Work, commitment: models.Commitment, columns: Mapping[str, Any]
) -> models.ProgressClaim:
    """A claim with the next number that is not kept yet: they count without gaps, void ones included.

    The commitment is locked, so nobody takes the same number.
    """
    latest = await work.first(models.ProgressClaim, "-number", commitment_id=commitment.id)
    number = latest.number + 1 if latest else 1
    return work.new(
        models.ProgressClaim,
        commitment_id=commitment.id,
        number=number,
        status_changed_at=work.now,
        **columns,
        **await terms_of_today(work, commitment, number),
    )


async def _fill(work: Work, claim: models.ProgressClaim, given_lines: list[ClaimLineInput] | None) -> None:
    """Keeps a new claim with what is stated on its lines; stops where something stands against it."""
    sheet, lines = await first_sheet(work, claim)
    state(work, sheet, lines, given_lines)
    stated, figures = worked_out(work, sheet, lines)
    await judge(work, sheet, lines, stated, figures, only_given=True)
    work.stop_if_refused()
    claim.claimed_amount_minor = figures.summary.amount_this_claim
    for one in lines:
        put_texts(one)
    await work.insert(claim)
    await work.insert_all(sheet.lines)
    besides = [{"release_to_date_minor": one.release_to_date} for one in stated]
    await keep_lines(work, sheet.lines, ValuationKind.CLAIMED, figures.lines, besides)
    await keep_summary(work, claim.id, ValuationKind.CLAIMED, figures, sheet.previous_adjustments)


@action(
    "claim.changed",
    on="ProgressClaim",
    gives="claim",
    open_to=CLAIMANTS,
    unless=reasons_against_changing,
    refuses=("LINE_ACCEPTED", *LINE_CODES),
)
async def update_claim(
    work: Work,
    claim: models.ProgressClaim,
    input: UpdateClaimInput,
    standings: Standing,
    is_on_behalf: bool,
    currency: str,
) -> models.ProgressClaim:
    """Change a draft or returned claim, several lines at once."""
    changes = said_of(work, value_of(input.fields), currency)
    if claim.status is ClaimStatus.DRAFT:
        changes |= await terms_of_today(work, await commitment_of(work, claim), claim.number)
    sheet = await opened(work, as_if(claim, changes))
    lines = standing(sheet)
    state(work, sheet, lines, value_of(input.lines))
    stated, figures = worked_out(work, sheet, lines)
    await judge(work, sheet, lines, stated, figures, only_given=True)
    work.stop_if_refused()
    await keep_claimed(work, sheet, lines, stated, figures)
    await write_authors(work, claim, side_of(standings, is_on_behalf))
    changes["claimed_amount_minor"] = figures.summary.amount_this_claim
    return await work.keep_anyway(claim, **changes)
