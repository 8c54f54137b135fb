"""updatePerson: by himself, or by the only account for which he works and claims."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.storage.database import Database
from tests.api.questions import codes, do
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import NOON, Person

SHOWN = "person { name jobTitle isActive version }"


async def change(site: Site, viewer: Person, person: Person, **given: Any) -> dict[str, Any]:
    """Changes a person."""
    return await do(site.world, viewer, "updatePerson", SHOWN, personId=person.id, **given)


async def test_everybody_changes_his_own_name_and_title(database: Database) -> None:
    site = await site_of(database)
    answer = await change(site, site.contact, site.contact, name="Carla Contact", jobTitle="Estimator")
    assert answer["person"] == {
        "name": "Carla Contact",
        "jobTitle": "Estimator",
        "isActive": True,
        "version": 3,
    }
    _, changes = await event(site.world, "person.changed")
    assert changes == {
        "Actor": {
            "name": ["Carl Contact", "Carla Contact"],
            "name_key": ["carl contact", "carla contact"],
            "job_title": [None, "Estimator"],
        }
    }
    cleared = await change(site, site.contact, site.contact, jobTitle=None)
    assert cleared["person"]["jobTitle"] is None


async def test_a_title_that_others_may_not_see_moves_no_version_that_they_see(database: Database) -> None:
    site = await site_of(database)
    fellow = await site.world.person("Fay Fellow", site.vendor)
    await site.world.designate(site.commitment, fellow)
    asked = "query($id: ID!) { node(id: $id) { ... on Person { version updatedAt } } }"
    before = await site.world.data(fellow, asked, id=site.contact.id)
    members = await site.world.data(site.reader, asked, id=site.contact.id)
    await change(site, site.contact, site.contact, jobTitle="Estimator")
    assert await site.world.data(fellow, asked, id=site.contact.id) == before
    moved = await site.world.data(site.reader, asked, id=site.contact.id)
    assert moved["node"]["version"] == members["node"]["version"] + 1
    assert moved["node"]["updatedAt"] == "2026-11-10T12:00:00Z"


async def test_an_account_changes_its_people_while_they_work_for_nobody_else(database: Database) -> None:
    site = await site_of(database)
    answer = await change(site, site.administrator, site.employee, name="Emma Estimator")
    assert (answer["person"]["name"], answer["userErrors"]) == ("Emma Estimator", [])


@pytest.mark.parametrize("tie", ["employment", "future employment", "designation", "level", "vendor"])
async def test_people_belong_to_nobody(database: Database, tie: str) -> None:
    site = await site_of(database)
    world = site.world
    elsewhere = await world.account("Western Works")
    project = await world.project(elsewhere)
    if tie == "employment":
        await world.employ(site.employee.key, elsewhere)
    elif tie == "future employment":
        later = NOON.replace(month=12)
        await world.employ(site.employee.key, elsewhere, starts_on=later.date(), begins_at=later)
    elif tie == "designation":
        commitment = await world.commitment(project, await world.vendor(elsewhere))
        await world.designate(commitment, site.employee)
    elif tie == "level":
        await world.grant(project, site.employee, AccessLevel.READ_ONLY)
    else:
        await world.row(models.Vendor, account=elsewhere, company_id=site.vendor.company_id, name="Harbour")
    async with unchanged(world):
        renamed = await change(site, site.administrator, site.employee, name="Somebody Else")
        stopped = await change(site, site.administrator, site.employee, isActive=False)
    for answer in (renamed, stopped):
        assert [(one["code"], one["path"]) for one in answer["userErrors"]] == [
            ("VALUE_INVALID", ["input", "personId"])
        ]
    titled = await change(site, site.administrator, site.employee, jobTitle="Estimator")
    assert titled["person"]["jobTitle"] == "Estimator"


async def test_an_ended_tie_holds_nobody_back(database: Database) -> None:
    site = await site_of(database)
    await site.world.employ(site.employee.key, await site.world.account("Western Works"), ends_at=NOON)
    assert codes(await change(site, site.administrator, site.employee, isActive=False)) == []


async def test_who_is_stopped_is_out_at_once_with_sessions_and_tokens(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    await world.row(
        models.Session,
        person_id=site.contact.key,
        secret_hash="a" * 64,
        csrf_hash="b" * 64,
        last_seen_at=NOON,
        expires_at=NOON.replace(hour=23),
    )
    await world.row(
        models.AccessToken,
        owner_id=site.contact.key,
        name="laptop",
        prefix="cg_x",
        secret_hash="c" * 64,
        expires_at=NOON.replace(month=12),
    )
    answer = await change(site, site.administrator, site.contact, isActive=False)
    assert answer["person"]["isActive"] is False
    (session,), (token,) = await rows(world, models.Session), await rows(world, models.AccessToken)
    assert (session.ended_at, token.revoked_at) == (NOON, NOON)
    again = await change(site, site.administrator, site.contact, isActive=True)
    assert again["person"]["isActive"] is True
    (token,) = await rows(world, models.AccessToken)
    assert token.revoked_at == NOON


async def test_nobody_stops_himself_or_others_without_administering(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        himself = await change(site, site.contact, site.contact, isActive=False)
        colleague = await change(site, site.manager, site.reader, isActive=False)
        unseen = await change(site, site.contact, site.reader, name="Somebody")
    assert [code for code, _ in himself["errors"]] == ["FORBIDDEN"]
    assert [code for code, _ in colleague["errors"]] == ["FORBIDDEN"]
    assert [code for code, _ in unseen["errors"]] == ["NOT_FOUND"]


async def test_the_last_administrator_is_not_stopped(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await change(site, site.administrator, site.administrator, isActive=False)
    assert codes(answer) == ["LAST_ADMINISTRATOR"]
    second = await site.world.person("Bea Boss", site.account, is_administrator=True)
    assert codes(await change(site, site.administrator, site.administrator, isActive=False)) == []
    assert codes(await change(site, second, second, isActive=False)) == ["LAST_ADMINISTRATOR"]


async def test_a_stale_version_is_refused_before_anything_else(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await change(site, site.administrator, site.employee, name="", expectedVersion=7)
    assert [(one["code"], one["path"]) for one in answer["userErrors"]] == [
        ("VERSION_CONFLICT", ["input", "expectedVersion"])
    ]
    assert answer["person"]["name"] == "Emma Employee"
    assert codes(await change(site, site.administrator, site.employee, name="", expectedVersion=1)) == [
        "VALUE_REQUIRED"
    ]


async def test_null_clears_a_title_and_nothing_else(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await change(site, site.administrator, site.employee, name=None)
    assert answer["errors"] == [("BAD_INPUT", "input.name can't be null; leave it out to keep it as it is.")]
