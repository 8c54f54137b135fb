"""Who administers an account or a project besides somebody; nobody ends the last."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from claimgraph import models
from claimgraph.models import FOREVER
from claimgraph.resolvers.work import Work
from claimgraph.rules.directory import reasons_against_last_administrator
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import AccessLevel


async def account_administrators(work: Work, accounts: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Of each account the active people who administer it today and will go on; a known end leaves nobody."""
    keys = list(accounts)
    employments = await work.rows(
        models.Employment,
        company_id__in=keys,
        is_administrator=True,
        begins_at__lte=work.now,
        ends_at=FOREVER,
    )
    there = await _active(work, {one.person_id for one in employments})
    return {key: there & {one.person_id for one in employments if one.company_id == key} for key in keys}


async def project_administrators(work: Work, projects: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Of each project those who administer it today and will go on, those of the account included."""
    rows = await work.rows(models.Project, id__in=list(projects))
    of_account = await account_administrators(work, {one.account_id for one in rows})
    accesses = await work.rows(
        models.ProjectAccess,
        project_id__in=[one.id for one in rows],
        level=AccessLevel.ADMIN,
        begins_at__lte=work.now,
        ends_at=FOREVER,
    )
    there = await _active(work, {one.actor_id for one in accesses})
    return {
        row.id: of_account[row.account_id]
        | (there & {one.actor_id for one in accesses if one.project_id == row.id})
        for row in rows
    }


async def _active(work: Work, actors: set[UUID]) -> set[UUID]:
    """Those of them who are active; whether somebody has accepted yet tells nothing about his address."""
    found = await work.rows(models.Actor, id__in=list(actors), is_active=True)
    return {one.id for one in found}


async def refuse_last_of_all(work: Work, actor_id: UUID) -> None:
    """Refuses to take away the last administrator of an account or project."""
    running = {"begins_at__lte": work.now, "ends_at__gt": work.now}
    employments = await work.rows(models.Employment, person_id=actor_id, is_administrator=True, **running)
    for company_id in sorted({one.company_id for one in employments}):
        await refuse_last_of_account(work, company_id, actor_id)
    accesses = await work.rows(models.ProjectAccess, actor_id=actor_id, level=AccessLevel.ADMIN, **running)
    await refuse_last_of_projects(work, {one.project_id for one in accesses}, actor_id)


async def refuse_last_of_account(work: Work, company_id: UUID, actor_id: UUID) -> None:
    """Refuses to leave an account without an administrator; others who try the same wait."""
    await work.lock("Company", company_id)
    there = await account_administrators(work, {company_id})
    work.refuse(reasons_against_last_administrator(len(there[company_id] - {actor_id}), "account"))


async def refuse_last_of_projects(work: Work, projects: set[UUID], actor_id: UUID) -> None:
    """Refuses to leave a project without an administrator."""
    for there in (await project_administrators(work, projects)).values():
        work.refuse(reasons_against_last_administrator(len(there - {actor_id}), "project"))


async def administers_all(work: Work, type_name: str, keys: set[UUID]) -> bool:
    """Whether the viewer sees all these objects, and administers each."""
    known = await work.all_known(type_name, keys)
    return keys == {key for key, one in known.items() if Standing.ADMINISTRATOR in one.standings}


async def works_for_a_vendor(work: Work, actor_id: UUID, account_id: UUID) -> bool:
    """Whether somebody works today for a vendor in an account's directory, and not for the account."""
    employments = await work.rows(
        models.Employment, person_id=actor_id, begins_at__lte=work.now, ends_at__gt=work.now
    )
    companies = [one.company_id for one in employments]
    if account_id in companies:
        return False
    return bool(await work.rows(models.Vendor, account_id=account_id, company_id__in=companies))
