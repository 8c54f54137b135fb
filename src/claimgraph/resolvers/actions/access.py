"""Access levels on a project."""

from __future__ import annotations

from strawberry import ID

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Refusal
from claimgraph.models import FOREVER
from claimgraph.resolvers.action import action
from claimgraph.resolvers.administrators import refuse_last_of_projects, works_for_a_vendor
from claimgraph.resolvers.stated import read_text
from claimgraph.resolvers.work import Work
from claimgraph.rules.directory import vendor_person_has_level
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.schema.inputs import Request, given, input_type

ADMINISTRATORS = OpenTo(Standing.ADMINISTRATOR)


@input_type
class GrantProjectAccessInput(Request):
    """What grantProjectAccess needs."""

    project_id: ID = given("Where.")
    actor_id: ID = given("The person or service account.")
    level: AccessLevel = given("How much.")


@input_type
class RevokeProjectAccessInput(Request):
    """What revokeProjectAccess needs."""

    project_access_id: ID = given("Which access.")
    reason: str | None = given("Why, for the audit.", default=None)


@action(
    "project_access.granted",
    on="Project",
    gives="project_access",
    open_to=ADMINISTRATORS,
    refuses=("PERSON_INACTIVE", "LAST_ADMINISTRATOR", "VENDOR_PERSON_HAS_LEVEL"),
)
async def grant_project_access(
    work: Work, project: models.Project, input: GrantProjectAccessInput
) -> models.ProjectAccess | None:
    """Give a person or service account a level on a project, or change it. Warns when people of a vendor
    would see more than their designations.
    """
    seen = await work.found_actor(input.actor_id, "actorId")
    work.stop_if_refused()
    assert seen
    actor = await work.row(models.Actor, id=seen.key)
    assert actor
    if not actor.is_active:
        message = "This person can't sign in; let him in again first, or choose another one."
        work.refuse([Refusal("PERSON_INACTIVE", message, ("input", "actorId"))])
    held = await work.row(models.ProjectAccess, project_id=project.id, actor_id=actor.id, ends_at=FOREVER)
    if held and held.level is AccessLevel.ADMIN and input.level is not AccessLevel.ADMIN:
        await refuse_last_of_projects(work, {project.id}, actor.id)
    work.stop_if_refused()
    if await works_for_a_vendor(work, actor.id, project.account_id):
        work.warn([vendor_person_has_level(actor.name).at("input", "actorId")])
    if held and held.level is input.level:
        return held
    if held:
        return await work.keep(held, level=input.level, granted_by_id=work.viewer.id)
    return await work.make(
        models.ProjectAccess,
        project_id=project.id,
        actor_id=actor.id,
        level=input.level,
        granted_by_id=work.viewer.id,
        begins_at=work.now,
        ends_at=FOREVER,
    )


@action(
    "project_access.revoked",
    on="ProjectAccess",
    gives="project",
    open_to=ADMINISTRATORS,
    refuses=("LAST_ADMINISTRATOR",),
    says={"project": "The project without it."},
)
async def revoke_project_access(
    work: Work,
    access: models.ProjectAccess,
    input: RevokeProjectAccessInput,
) -> dict[str, object]:
    """Take a level away; it counts from the next request on."""
    read_text(work, input.reason, "input", "reason")
    if access.ends_at <= work.now:
        work.refuse([Refusal("VALUE_INVALID", "This level was taken away already.")])
    if access.level is AccessLevel.ADMIN:
        await refuse_last_of_projects(work, {access.project_id}, access.actor_id)
    work.stop_if_refused()
    await work.keep(access, ends_at=max(work.now, access.begins_at))
    return {"project": access.project_id}
