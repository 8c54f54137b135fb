"""Claim contacts: designated on a commitment, one by one."""

from __future__ import annotations

from uuid import UUID

from strawberry import ID

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Refusal
from claimgraph.models import FOREVER
from claimgraph.resolvers.action import action
from claimgraph.resolvers.designating import candidate, designate
from claimgraph.resolvers.stated import read_text
from claimgraph.resolvers.work import Work
from claimgraph.rules.standing import Standing
from claimgraph.schema.inputs import Request, given, input_type

ADMINISTRATORS = OpenTo(Standing.ADMINISTRATOR)


@input_type
class DesignateClaimContactInput(Request):
    """What designateClaimContact needs."""

    commitment_id: ID = given("On which commitment.")
    person_id: ID = given("Whom.")


@input_type
class RemoveClaimContactInput(Request):
    """What removeClaimContact needs."""

    claim_contact_id: ID = given("Which designation.")
    reason: str | None = given("Why, for the audit.", default=None)


@action(
    "claim_contact.designated",
    on="Commitment",
    gives=("claim_contact", "commitment"),
    open_to=ADMINISTRATORS,
    refuses=(
        "CONTACT_NOT_OF_VENDOR",
        "CONTACT_ALREADY_DESIGNATED",
        "PERSON_INACTIVE",
        "VENDOR_PERSON_HAS_LEVEL",
    ),
)
async def designate_claim_contact(
    work: Work, commitment: models.Commitment, input: DesignateClaimContactInput
) -> dict[str, models.Row]:
    """Designate an active employee of the vendor as claim contact; he sees the commitment from then on. Warns
    when he has an access level.
    """
    project = await work.row(models.Project, id=commitment.project_id)
    vendor = await work.row(models.Vendor, id=commitment.vendor_id)
    assert project and vendor
    person = await candidate(work, project, vendor, input.person_id, "personId")
    if person and await work.row(
        models.Designation, commitment_id=commitment.id, person_id=person.id, ends_at=FOREVER
    ):
        message = "This person is designated on the commitment already."
        work.refuse([Refusal("CONTACT_ALREADY_DESIGNATED", message, ("input", "personId"))])
    work.stop_if_refused()
    assert person
    designation = await designate(work, commitment, person)
    await work.keep_anyway(commitment)
    return {"claim_contact": designation, "commitment": commitment}


@action(
    "claim_contact.removed",
    on="ClaimContact",
    gives="commitment",
    open_to=ADMINISTRATORS,
)
async def remove_claim_contact(
    work: Work,
    designation: models.Designation,
    input: RemoveClaimContactInput,
) -> dict[str, UUID]:
    """End a designation; the commitment ceases to exist for him from the next request on."""
    read_text(work, input.reason, "input", "reason")
    if designation.ends_at <= work.now:
        work.refuse([Refusal("VALUE_INVALID", "This designation has ended already.")])
    work.stop_if_refused()
    await work.keep(designation, ends_at=max(work.now, designation.begins_at))
    commitment = await work.row(models.Commitment, id=designation.commitment_id)
    assert commitment
    await work.keep_anyway(commitment)
    return {"commitment": commitment.id}
