"""Designating claim contacts: employees of the vendor, one by one."""

from __future__ import annotations

from claimgraph import models
from claimgraph.errors import Refusal
from claimgraph.models import FOREVER
from claimgraph.resolvers.work import Work
from claimgraph.rules.directory import vendor_person_has_level


async def candidate(
    work: Work, project: models.Project, vendor: models.Vendor, text: str, *path: str
) -> models.Actor | None:
    """The person whom the input names as contact; refused unless he is an active employee of the vendor.

    He is warned about when he has an access level on the project, and so sees more.
    """
    seen = await work.found("Person", text, *path)
    person = seen and await work.row(models.Actor, id=seen.key)
    if person is None:
        return None
    running = {"begins_at__lte": work.now, "ends_at__gt": work.now}
    employed = await work.rows(
        models.Employment, person_id=person.id, company_id=vendor.company_id, **running
    )
    if not employed:
        message = (
            "This person does not work for the vendor of the commitment; only its employees are designated."
        )
        work.refuse([Refusal("CONTACT_NOT_OF_VENDOR", message, ("input", *path))])
    if not person.is_active:
        message = "This person can't sign in; let him in again first, or choose another one."
        work.refuse([Refusal("PERSON_INACTIVE", message, ("input", *path))])
    if await work.rows(models.ProjectAccess, project_id=project.id, actor_id=person.id, **running):
        work.warn([vendor_person_has_level(person.name).at("input", *path)])
    return person


async def designate(work: Work, commitment: models.Commitment, person: models.Actor) -> models.Designation:
    """Designates somebody from now on."""
    return await work.make(
        models.Designation,
        commitment_id=commitment.id,
        person_id=person.id,
        designated_by_id=work.viewer.id,
        begins_at=work.now,
        ends_at=FOREVER,
    )


async def end_all(work: Work, commitment: models.Commitment) -> None:
    """Ends every designation on a commitment, as another vendor takes it over."""
    for one in await work.rows(models.Designation, commitment_id=commitment.id, ends_at=FOREVER):
        await work.keep(one, ends_at=max(work.now, one.begins_at))
