"""Who administers an account or a project besides somebody; nobody ends the last."""

from __future__ import annotations

from uuid import UUID

from claimgraph import models
from claimgraph.models import FOREVER
from claimgraph.resolvers.work import Work
from claimgraph.rules.vocabulary import AccessLevel


async def account_administrators(work: Work, company_id: UUID) -> set[UUID]:
    """Active people who administer an account today and will go on: an end that is known leaves nobody."""
    employments = await work.rows(
        models.Employment,
        company_id=company_id,
        is_administrator=True,
        begins_at__lte=work.now,
        ends_at=FOREVER,
    )
    return await active(work, {one.person_id for one in employments})


async def project_administrators(work: Work, project: models.Project) -> set[UUID]:
    """Active people and service accounts who administer a project today, those of the account included."""
    accesses = await work.rows(
        models.ProjectAccess,
        project_id=project.id,
        level=AccessLevel.ADMIN,
        begins_at__lte=work.now,
        ends_at=FOREVER,
    )
    levels = await active(work, {one.actor_id for one in accesses})
    return levels | await account_administrators(work, project.account_id)


async def active(work: Work, actors: set[UUID]) -> set[UUID]:
    """Those of them who are active; whether somebody has accepted yet tells nothing about his address."""
    found = await work.rows(models.Actor, id__in=list(actors), is_active=True)
    return {one.id for one in found}


async def works_for_a_vendor(work: Work, actor_id: UUID, account_id: UUID) -> bool:
    """Whether somebody works today for a vendor in an account's directory, and not for the account."""
    employments = await work.rows(
        models.Employment, person_id=actor_id, begins_at__lte=work.now, ends_at__gt=work.now
    )
    companies = [one.company_id for one in employments]
    if account_id in companies:
        return False
    return bool(await work.rows(models.Vendor, account_id=account_id, company_id__in=companies))
