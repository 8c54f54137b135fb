"""What filing a claim and taking it further have in common: period, contact, authors, step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from claimgraph import models
from claimgraph.errors import Refusal
from claimgraph.resolvers.reader.facts import Known
from claimgraph.resolvers.stated import read_amount, read_rate, read_short, read_text
from claimgraph.resolvers.work import Work
from claimgraph.rules.gates import claims_as_contact, not_a_contact
from claimgraph.rules.money import minor_digits
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import ClaimStatus, ClaimType, Side
from claimgraph.schema.claim_input import ClaimFields, RetentionReleaseInput

LONGEST_NUMBER = 60


def side_of(standings: Standing, is_on_behalf: bool) -> Side:
    """For which side somebody acts on a claim."""
    return Side.VENDOR if claims_as_contact(standings, is_on_behalf) else Side.CONTRACTOR


async def commitment_of(work: Work, claim: models.ProgressClaim) -> models.Commitment:
    """The commitment of a claim."""
    commitment = await work.row(models.Commitment, id=claim.commitment_id)
    assert commitment, "keys hold"
    return commitment


# What is said


def said_of(work: Work, fields: ClaimFields | None, currency: str) -> dict[str, Any]:
    """The columns of a claim of which its claimant says something."""
    if fields is None:
        return {}
    path = ("input", "fields")
    said: dict[str, Any] = {}
    if fields.vendor_claim_number is not None:
        number = fields.vendor_claim_number.value
        said["vendor_claim_number"] = read_short(work, number, LONGEST_NUMBER, *path, "vendorClaimNumber")
    if fields.claimed_on is not None:
        said["claimed_on"] = fields.claimed_on.value
    if fields.note is not None:
        said["note"] = read_text(work, fields.note.value, *path, "note")
    if fields.is_final is not None:
        said["is_final"] = fields.is_final.value
    if fields.retention_release is not None:
        said |= _release(work, fields.retention_release.value, currency, *path, "retentionRelease")
    return said


def _release(
    work: Work, release: RetentionReleaseInput | None, currency: str, *path: str
) -> dict[str, int | None]:
    rate, amount = None, None
    if release and release.percentage is not None:
        rate = read_rate(work, release.percentage.value, *path, "percentage")
    elif release and release.amount is not None:
        amount = read_amount(work, release.amount.value, minor_digits(currency), *path, "amount")
    return {"release_ppm": rate, "release_minor": amount}


# The period


async def named_period(work: Work, text: str | None) -> Known | None:
    """The period that the input names, if it does: of this project and seen by the viewer, else refused."""
    if text is None:
        return None
    seen = await work.found(
        "BillingPeriod", text, "periodId", facts=("status", "due_on", "starts_on", "project")
    )
    if seen is not None and seen.facts["project"] != work.project_id:
        work.refuse([Refusal("NOT_FOUND", "The project has no such period.", ("input", "periodId"))])
        return None
    return seen


async def claims_in(work: Work, commitment_id: UUID, period_id: UUID, besides: UUID | None = None) -> int:
    """How many claims of a commitment take up a period: void ones and mere releases do not."""
    claims = await work.rows(models.ProgressClaim, commitment_id=commitment_id, period_id=period_id)
    return sum(
        one.status is not ClaimStatus.VOID
        and one.claim_type is not ClaimType.RETENTION_RELEASE
        and one.id != besides
        for one in claims
    )


def refuse_without_period(work: Work, period_id: UUID | None) -> None:
    """Stops where no period is named and none is open, unless the rule has said so. Raises Refused."""
    if period_id is None:
        if all(one.code != "NO_OPEN_PERIOD" for one in work.refusals):
            message = "No billing period is open; name the one that is meant."
            work.refuse([Refusal("NO_OPEN_PERIOD", message, ("input", "periodId"))])
        work.stop_if_refused()


# The contact


async def on_behalf_of(work: Work, commitment: models.Commitment, text: str | None) -> models.Actor | None:
    """The contact for whom a claim is filed: designated and employed today, and active; else refused."""
    seen = text and await work.found("Person", text, "onBehalfOfId")
    person = seen and await work.row(models.Actor, id=seen.key)
    if not person:
        return None
    if not person.is_active or not await _is_claim_contact(work, commitment, person.id):
        work.refuse([not_a_contact().at("input", "onBehalfOfId")])
    return person


async def _is_claim_contact(work: Work, commitment: models.Commitment, person_id: UUID) -> bool:
    vendor = await work.row(models.Vendor, id=commitment.vendor_id)
    assert vendor, "keys hold"
    running = {"begins_at__lte": work.now, "ends_at__gt": work.now, "person_id": person_id}
    designations = await work.rows(models.Designation, commitment_id=commitment.id, **running)
    employments = await work.rows(models.Employment, company_id=vendor.company_id, **running)
    return bool(designations and employments)


# The authors


async def write_authors(work: Work, claim: models.ProgressClaim, side: Side) -> None:
    """Notes who has a hand in a claim, the viewer and the person for whom it is: they will not decide it.

    Where the contractor's side acts, the audit tells for whom.
    """
    actors = (work.viewer.id, claim.on_behalf_of_id)
    if side is Side.CONTRACTOR:
        work.on_behalf_of_id = claim.on_behalf_of_id
    known = {one.actor_id for one in await work.rows(models.ClaimAuthor, claim_id=claim.id)}
    fresh = [one for one in dict.fromkeys(actors) if one is not None and one not in known]
    await work.insert_all([work.new(models.ClaimAuthor, claim_id=claim.id, actor_id=one) for one in fresh])


# The step


def acted(work: Work, what: str, side: Side) -> Mapping[str, Any]:
    """The columns that say who did something: `what` is "created", "submitted" or "status_changed"."""
    who = work.viewer
    return {f"{what}_by_id": who.id, f"{what}_by_name": who.name, f"{what}_by_side": side}


async def step(
    work: Work,
    claim: models.ProgressClaim,
    status: ClaimStatus,
    side: Side,
    reason: str | None = None,
    **values: Any,
) -> models.ProgressClaim:
    """Takes a claim to its next status, with who did it and why."""
    told = {"status": status, "status_reason": reason, "status_changed_at": work.now}
    return await work.keep_anyway(claim, **told, **acted(work, "status_changed", side), **values)
