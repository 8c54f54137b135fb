"""Designating claim contacts: employees of the vendor, one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

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
    judged = await _judged(work, project, vendor, {("input", *path): seen.key} if seen else {})
    return next(iter(judged), None)


async def candidates(
    work: Work, project: models.Project, vendor: models.Vendor | None, texts: Sequence[str], *path: str
) -> list[models.Actor]:
    """The same for a list of people; whether they work for it is not asked while there is no vendor."""
    found = await work.found_all(("Person",), texts, *path)
    if vendor is None:
        return []
    places = {("input", *path, str(place)): key for place, key in found.items()}
    return await _judged(work, project, vendor, places)


async def _judged(
    work: Work, project: models.Project, vendor: models.Vendor, places: Mapping[tuple[str, ...], UUID]
) -> list[models.Actor]:
    """The people by where the input names them, each once; refused and warned about at their places."""
    keys, running = list(places.values()), {"begins_at__lte": work.now, "ends_at__gt": work.now}
    people = {one.id: one for one in await work.rows(models.Actor, id__in=keys)}
    employments = await work.rows(
        models.Employment, person_id__in=keys, company_id=vendor.company_id, **running
    )
    levels = await work.rows(models.ProjectAccess, actor_id__in=keys, project_id=project.id, **running)
    employed, leveled = {one.person_id for one in employments}, {one.actor_id for one in levels}
    for path, key in places.items():
        work.refuse(_reasons_against(people[key], key in employed, path))
        if key in leveled:
            work.warn([vendor_person_has_level(people[key].name).at(*path)])
    return [people[key] for key in dict.fromkeys(keys)]


def _reasons_against(person: models.Actor, is_employed: bool, path: tuple[str, ...]) -> list[Refusal]:
    reasons = []
    if not is_employed:
        message = (
            "This person does not work for the vendor of the commitment; only its employees are designated."
        )
        reasons.append(Refusal("CONTACT_NOT_OF_VENDOR", message, path))
    if not person.is_active:
        message = "This person can't sign in; let him in again first, or choose another one."
        reasons.append(Refusal("PERSON_INACTIVE", message, path))
    return reasons


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
    running = await work.rows(models.Designation, commitment_id=commitment.id, ends_at=FOREVER)
    await end_grants(work, running)


async def end_grants(work: Work, grants: Sequence[models.Designation | models.AccessListEntry]) -> None:
    """Ends rights from now on, in one statement."""
    for one in grants:
        ends_at = max(work.now, one.begins_at)
        work.note(one, {"ends_at": [one.ends_at, ends_at]})
        one.ends_at = ends_at
    await work.keep_silently(list(grants), "ends_at")
