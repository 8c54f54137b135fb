"""A building site with somebody of every kind on it, and ways to look behind the endpoint."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from claimgraph import models
from claimgraph.models.keys import seeded_keys
from claimgraph.rules.policies import stored_policy
from claimgraph.rules.retention.policy import NOTHING_KEPT
from claimgraph.rules.vocabulary import AccessLevel, ClaimStatus, ClaimType, Side
from claimgraph.storage.database import Database, Reading
from tests.world import NOON, Person, World, id_of


@dataclass
class Site:
    """One account with a project, a vendor and a commitment; and people, each with one standing alone."""

    world: World
    account: models.Company
    project: models.Project
    vendor: models.Vendor
    commitment: models.Commitment
    administrator: Person
    manager: Person
    standard: Person
    reader: Person
    contact: Person
    employee: Person
    stranger: Person

    @property
    def everybody(self) -> dict[str, Person]:
        """The people by what they are."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Person)}

    def id(self, name: str) -> str:
        """The global id of a row of the site: `site.id("project")`."""
        row = getattr(self, name)
        return id_of("Company" if name == "account" else type(row).__name__, row)


async def site_of(database: Database, *, domain: str = "example.com", **project: Any) -> Site:
    """A site at which nothing was claimed yet; another one beside it needs another domain for its people.

    administrator: of the account; manager: ADMIN of the project; standard, reader: members; contact:
    designated; employee: of the vendor, nothing else; stranger: administrator of another account.
    """
    world = World(database, domain=domain, keys=seeded_keys(crc32(domain.encode())))
    account = await world.account()
    at = await world.project(account, **project)
    vendor = await world.vendor(account)
    commitment = await world.commitment(at, vendor)
    people = {
        "administrator": await world.person("Ada Admin", account, is_administrator=True),
        "manager": await world.person("Max Manager", account),
        "standard": await world.person("Stan Standard", account),
        "reader": await world.person("Rita Reader", account),
        "contact": await world.person("Carl Contact", vendor),
        "employee": await world.person("Emma Employee", vendor),
        "stranger": await world.person(
            "Sam Stranger", await world.account("Southern Builders"), is_administrator=True
        ),
    }
    await world.grant(at, people["manager"], AccessLevel.ADMIN)
    await world.grant(at, people["standard"], AccessLevel.STANDARD)
    await world.grant(at, people["reader"], AccessLevel.READ_ONLY)
    await world.designate(commitment, people["contact"])
    return Site(world, account, at, vendor, commitment, **people)


async def everything(world: World) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    async with world.database.reading() as reading:
        return {str(one._meta.db_table): await _all_of(reading, one) for one in _tables()}


def _tables() -> list[type[models.Row]]:
    found = [value for value in vars(models).values() if isinstance(value, type)]
    return [one for one in found if issubclass(one, models.Row) and not one._meta.abstract]


async def _all_of(reading: Reading, model: type[models.Row]) -> list[tuple[Any, ...]]:
    columns = ", ".join(sorted(model._meta.db_fields))
    rows = await reading.rows(f"select {columns} from {model._meta.db_table} order by id")
    return [tuple(row) for row in rows]


@asynccontextmanager
async def unchanged(world: World) -> AsyncIterator[None]:
    """Nothing in the database is another when the block ends."""
    before = await everything(world)
    yield
    after = await everything(world)
    assert {name for name in before if before[name] != after[name]} == set()


async def rows(world: World, model: type[models.Row], **where: Any) -> list[Any]:
    """Rows of a table, the oldest first."""

    async def read(_: object) -> list[Any]:
        return list(await model.filter(**where).order_by("created_at", "id"))

    return await world.database.work(read)


async def event(world: World, name: str) -> tuple[models.AuditEvent, dict[str, dict[str, Any]]]:
    """The only audit event of this name, and what it says changed: by kind of row, columns with both
    values.
    """
    (found,) = await rows(world, models.AuditEvent, name=name)
    told = json.loads(found.changes)
    return found, {key.partition(":")[0]: change for key, change in told.items()}


async def claim_row(
    site: Site, period: models.BillingPeriod, status: ClaimStatus = ClaimStatus.DRAFT, **values: Any
) -> models.ProgressClaim:
    """A claim of the site's commitment as a bare row, for rules that only ask whether there is one."""
    defaults = {
        "commitment": site.commitment,
        "period": period,
        "number": 1,
        "claimed_on": period.ends_on,
        "claim_type": ClaimType.WORK_AND_MATERIALS,
        "status": status,
        "status_changed_at": NOON,
        "created_by_id": site.contact.key,
        "created_by_name": site.contact.name,
        "created_by_side": Side.VENDOR,
        "retention_policy": stored_policy(NOTHING_KEPT),
    }
    return await site.world.row(models.ProgressClaim, **{**defaults, **values})
