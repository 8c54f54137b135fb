"""updateEmployment and endEmployment: who administers, and who has left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.models import FOREVER
from claimgraph.storage.database import Database
from tests.api.questions import codes, do, done
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import NOON, Person, id_of


async def employment_of(site: Site, person: Person) -> models.Employment:
    """Where somebody works."""
    found: models.Employment
    (found,) = await rows(site.world, models.Employment, person_id=person.key)
    return found


async def end(site: Site, viewer: Person, person: Person, **given: Any) -> dict[str, Any]:
    """Ends somebody's employment."""
    key = id_of("Employment", await employment_of(site, person))
    return await do(site.world, viewer, "endEmployment", "person { id }", employmentId=key, **given)


async def let_administer(site: Site, person: Person, is_so: bool, **given: Any) -> dict[str, Any]:
    """Makes somebody an administrator of the account, or takes that away."""
    key = id_of("Employment", await employment_of(site, person))
    shown = "employment { isAdministrator version person { name } company { name } }"
    return await do(
        site.world,
        site.administrator,
        "updateEmployment",
        shown,
        employmentId=key,
        isAdministrator=is_so,
        **given,
    )


async def test_an_administrator_of_the_account_administers_all_its_projects_from_then_on(
    database: Database,
) -> None:
    site = await site_of(database)
    asked = "query($id: ID!) { project(id: $id) { viewerStandings } }"
    answer = await let_administer(site, site.reader, True)
    assert answer["employment"] == {
        "isAdministrator": True,
        "version": 2,
        "person": {"name": "Rita Reader"},
        "company": {"name": "Northern Builders"},
    }
    told = await site.world.data(site.reader, asked, id=site.id("project"))
    assert told["project"]["viewerStandings"] == ["ADMINISTRATOR", "READER"]
    await let_administer(site, site.reader, False)
    told = await site.world.data(site.reader, asked, id=site.id("project"))
    assert told["project"]["viewerStandings"] == ["READER"]


async def test_the_people_of_a_vendor_administer_nothing(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await let_administer(site, site.contact, True)
    assert [(one["code"], one["path"]) for one in answer["userErrors"]] == [
        ("VALUE_INVALID", ["input", "isAdministrator"])
    ]


async def test_who_leaves_is_out_at_once(database: Database) -> None:
    site = await site_of(database)
    asked = "query($id: ID!) { commitment(id: $id) { number viewerStandings } }"
    before = await site.world.data(site.contact, asked, id=site.id("commitment"))
    assert before["commitment"] == {"number": "SC-001", "viewerStandings": ["CONTACT"]}
    answer = await end(site, site.administrator, site.contact, reason="Left the company")
    assert (answer["person"], answer["userErrors"]) == ({"id": site.contact.id}, [])
    after = await site.world.data(site.contact, asked, id=site.id("commitment"))
    assert after["commitment"] is None
    employment = await employment_of(site, site.contact)
    assert (employment.ends_at, str(employment.ends_on)) == (NOON, "2026-11-10")
    found, changes = await event(site.world, "employment.ended")
    assert (found.reason, set(changes["Employment"])) == ("Left the company", {"ends_on", "ends_at"})


async def test_who_works_and_claims_nowhere_any_more_is_nobody_whom_the_account_sees(
    database: Database,
) -> None:
    site = await site_of(database)
    answer = await end(site, site.administrator, site.employee)
    assert (answer["person"], answer["userErrors"]) == (None, [])


async def test_an_employment_lasts_to_the_end_of_its_last_day_where_the_account_is(
    database: Database,
) -> None:
    site = await site_of(database)
    asked = "query($id: ID!) { commitment(id: $id) { number } }"
    answer = await end(site, site.administrator, site.contact, endsOn="2026-11-12")
    assert answer["person"] == {"id": site.contact.id}
    site.world.now = NOON.replace(day=12, hour=12, minute=59)
    assert (await site.world.data(site.contact, asked, id=site.id("commitment")))["commitment"]
    site.world.now += timedelta(minutes=1)
    assert (await site.world.data(site.contact, asked, id=site.id("commitment")))["commitment"] is None


async def test_an_employment_that_has_not_begun_can_be_called_off(database: Database) -> None:
    site = await site_of(database)
    later = NOON + timedelta(days=20)
    person = await site.world.person("Lou Later", site.vendor, starts_on=later.date(), begins_at=later)
    assert codes(await end(site, site.administrator, person)) == []
    employment = await employment_of(site, person)
    assert (employment.begins_at, employment.ends_at) == (NOON, NOON)


@pytest.mark.parametrize(
    ("given", "path"),
    [({"endsOn": "2025-12-31"}, ["input", "endsOn"]), ({"reason": "x" * 5_001}, ["input", "reason"])],
)
async def test_what_can_not_be_the_end_is_refused(
    database: Database, given: dict[str, str], path: list[str]
) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await end(site, site.administrator, site.contact, **given)
    assert [(one["code"], one["path"]) for one in answer["userErrors"]] == [("VALUE_INVALID", path)]


async def test_what_has_ended_does_not_end_again_and_changes_no_more(database: Database) -> None:
    site = await site_of(database)
    await site.world.set(await employment_of(site, site.reader), ends_at=NOON, ends_on=NOON.date())
    async with unchanged(site.world):
        assert codes(await end(site, site.administrator, site.reader)) == ["VALUE_INVALID"]
        assert codes(await let_administer(site, site.reader, True)) == ["VALUE_INVALID"]


async def test_nobody_ends_the_last_administrator(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        assert codes(await end(site, site.administrator, site.administrator)) == ["LAST_ADMINISTRATOR"]
        assert codes(await end(site, site.administrator, site.administrator, endsOn="2030-01-01")) == [
            "LAST_ADMINISTRATOR"
        ]
        assert codes(await let_administer(site, site.administrator, False)) == ["LAST_ADMINISTRATOR"]


@pytest.mark.parametrize(
    "second",
    [
        {
            "is_administrator": True,
            "ends_on": (NOON + timedelta(days=30)).date(),
            "ends_at": NOON + timedelta(days=30),
        },
        {
            "is_administrator": True,
            "starts_on": (NOON + timedelta(days=1)).date(),
            "begins_at": NOON + timedelta(days=1),
        },
        {"is_administrator": False},
    ],
)
async def test_only_who_administers_now_and_goes_on_takes_the_place_of_the_last(
    database: Database, second: dict[str, Any]
) -> None:
    site = await site_of(database)
    await site.world.person("Bea Boss", site.account, **second)
    assert codes(await end(site, site.administrator, site.administrator)) == ["LAST_ADMINISTRATOR"]
    third = await site.world.person("Cid Chief", site.account, is_administrator=True)
    await site.world.set(await site.world.again(await actor(site, third)), is_active=False)
    assert codes(await end(site, site.administrator, site.administrator)) == ["LAST_ADMINISTRATOR"]
    await site.world.set(await actor(site, third), is_active=True)
    assert codes(await end(site, site.administrator, site.administrator)) == []


async def actor(site: Site, person: Person) -> models.Actor:
    """The row of a person."""
    found: models.Actor
    (found,) = await rows(site.world, models.Actor, id=person.key)
    return found


@pytest.mark.parametrize(
    ("who", "code"),
    [("manager", "NOT_FOUND"), ("reader", "NOT_FOUND"), ("contact", "FORBIDDEN"), ("stranger", "NOT_FOUND")],
)
async def test_only_administrators_of_the_account_end_employments(
    database: Database, who: str, code: str
) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await end(site, site.everybody[who], site.contact)
    assert [found for found, _ in answer["errors"]] == [code]


async def test_who_is_employed_again_is_contact_again_where_he_was_designated(database: Database) -> None:
    site = await site_of(database)
    await end(site, site.administrator, site.contact)
    await site.world.employ(
        site.contact.key, site.vendor, starts_on=NOON.date(), begins_at=NOON, ends_at=FOREVER
    )
    shown = "commitment { claimContacts { person { name } } }"
    note = await done(
        site.world,
        site.administrator,
        "updateCommitment",
        shown,
        commitmentId=site.id("commitment"),
        fields={"title": "Steel"},
    )
    assert note["claimContacts"] == [{"person": {"name": "Carl Contact"}}]
    asked = "{ viewer { commitments { totalCount } } }"
    assert (await site.world.data(site.contact, asked))["viewer"]["commitments"]["totalCount"] == 1


async def test_a_stale_version_of_an_employment_is_refused(database: Database) -> None:
    site = await site_of(database)
    answer = await let_administer(site, site.reader, True, expectedVersion=5)
    assert codes(answer) == ["VERSION_CONFLICT"]
    assert answer["employment"]["isAdministrator"] is False
