"""Who sees what, from the next request on: levels, private lists, and everybody who can see a commitment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.storage.database import Database
from tests.api.questions import codes, do, done
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import NOON, Person, id_of

SEES = """query($id: ID!) {
  commitment(id: $id) { viewerStandings }
  commitments { totalCount nodes { number } }
  node(id: $id) { id }
}"""
ACCESS = """query($id: ID!) {
  commitment(id: $id) { access { actor { __typename id name } standings ways isOfVendor } }
}"""


async def standings(site: Site, viewer: Person) -> list[str] | None:
    """What somebody is to the commitment; None when it does not exist for him, wherever he looks."""
    told = await site.world.data(viewer, SEES, id=site.id("commitment"))
    numbers = [one["number"] for one in told["commitments"]["nodes"]]
    is_seen = told["commitment"] is not None
    assert (told["node"] is not None, site.commitment.number in numbers) == (is_seen, is_seen)
    assert told["commitments"]["totalCount"] == len(numbers)
    return told["commitment"]["viewerStandings"] if is_seen else None


async def grant(
    site: Site, actor: Person, level: str, who: str = "administrator", **given: Any
) -> dict[str, Any]:
    """Gives somebody a level."""
    return await do(
        site.world,
        site.everybody[who],
        "grantProjectAccess",
        "projectAccess { id level version actor { id name } grantedBy { name } }",
        projectId=site.id("project"),
        actorId=actor.id,
        level=level,
        **given,
    )


async def revoke(site: Site, actor: Person, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Takes somebody's level away."""
    (held,) = await rows(site.world, models.ProjectAccess, actor_id=actor.key)
    return await do(
        site.world,
        site.everybody[who],
        "revokeProjectAccess",
        "project { access { totalCount nodes { actor { name } level } } }",
        projectAccessId=id_of("ProjectAccess", held),
        **given,
    )


async def access(site: Site) -> dict[str, tuple[list[str], list[str], bool]]:
    """Everybody who can see the commitment, by name: standings, ways, whether of a vendor."""
    told = await site.world.data(site.administrator, ACCESS, id=site.id("commitment"))
    return {
        one["actor"]["name"]: (one["standings"], one["ways"], one["isOfVendor"])
        for one in told["commitment"]["access"]
    }


async def test_a_level_counts_from_the_next_request_on(database: Database) -> None:
    site = await site_of(database)
    guest = await site.world.person("Gus Guest", site.account)
    assert await standings(site, guest) is None
    answer = await grant(site, guest, "READ_ONLY")
    assert answer["projectAccess"] == {
        "id": answer["projectAccess"]["id"],
        "level": "READ_ONLY",
        "version": 1,
        "actor": {"id": guest.id, "name": "Gus Guest"},
        "grantedBy": {"name": "Ada Admin"},
    }
    assert (answer["warnings"], await standings(site, guest)) == ([], ["READER"])
    for level, expected in (
        ("STANDARD", ["STANDARD"]),
        ("ADMIN", ["ADMINISTRATOR"]),
        ("READ_ONLY", ["READER"]),
    ):
        changed = await grant(site, guest, level)
        assert changed["projectAccess"]["id"] == answer["projectAccess"]["id"]
        assert await standings(site, guest) == expected
    assert changed["projectAccess"]["version"] == 4
    await revoke(site, guest, reason="Moved to another project")
    assert await standings(site, guest) is None
    found, changes = await event(site.world, "project_access.revoked")
    assert (found.reason, set(changes["ProjectAccess"])) == ("Moved to another project", {"ends_at"})


async def test_the_same_level_again_changes_nothing(database: Database) -> None:
    site = await site_of(database)
    before = await rows(site.world, models.ProjectAccess)
    answer = await grant(site, site.reader, "READ_ONLY")
    assert answer["projectAccess"]["version"] == 1
    assert [vars(one) for one in await rows(site.world, models.ProjectAccess)] == [
        vars(one) for one in before
    ]


async def test_a_level_that_was_taken_away_can_be_given_again(database: Database) -> None:
    site = await site_of(database)
    told = (await revoke(site, site.reader))["project"]["access"]
    assert [(one["actor"]["name"], one["level"]) for one in told["nodes"]] == [
        ("Max Manager", "ADMIN"),
        ("Stan Standard", "STANDARD"),
    ]
    assert told["totalCount"] == 2
    async with unchanged(site.world):
        assert codes(await revoke(site, site.reader)) == ["VALUE_INVALID"]
    site.world.now += timedelta(minutes=1)
    await grant(site, site.reader, "READ_ONLY")
    ends = [one.ends_at for one in await rows(site.world, models.ProjectAccess, actor_id=site.reader.key)]
    assert (len(ends), min(ends)) == (2, NOON)


async def test_a_vendors_person_with_a_level_is_warned_about(database: Database) -> None:
    site = await site_of(database)
    answer = await grant(site, site.contact, "READ_ONLY")
    assert [(one["code"], one["path"]) for one in answer["warnings"]] == [
        ("VENDOR_PERSON_HAS_LEVEL", ["input", "actorId"])
    ]
    assert await standings(site, site.contact) == ["READER", "CONTACT"]
    await site.world.employ(site.employee.key, site.account)
    assert (await grant(site, site.employee, "READ_ONLY"))["warnings"] == []


async def test_nobody_who_can_not_sign_in_gets_a_level(database: Database) -> None:
    site = await site_of(database)
    (actor,) = await rows(site.world, models.Actor, id=site.employee.key)
    await site.world.set(actor, is_active=False)
    async with unchanged(site.world):
        answer = await grant(site, site.employee, "STANDARD")
        unseen = await grant(site, site.stranger, "STANDARD")
    assert [(one["code"], one["path"]) for one in answer["userErrors"]] == [
        ("PERSON_INACTIVE", ["input", "actorId"])
    ]
    assert [(one["code"], one["path"]) for one in unseen["userErrors"]] == [
        ("NOT_FOUND", ["input", "actorId"])
    ]
    assert (answer["projectAccess"], unseen["projectAccess"]) == (None, None)


async def test_nobody_ends_the_last_administrator_of_a_project(database: Database) -> None:
    site = await site_of(database)
    assert codes(await grant(site, site.manager, "READ_ONLY")) == []
    await grant(site, site.manager, "ADMIN")
    (employment,) = await rows(site.world, models.Employment, person_id=site.administrator.key)
    await site.world.set(employment, is_administrator=False)
    async with unchanged(site.world):
        assert codes(await grant(site, site.manager, "STANDARD", "manager")) == ["LAST_ADMINISTRATOR"]
        assert codes(await revoke(site, site.manager, "manager")) == ["LAST_ADMINISTRATOR"]
    await grant(site, site.reader, "ADMIN", "manager")
    answer = await revoke(site, site.manager, "manager")
    assert (answer["userErrors"], answer["project"]) == ([], None)


@pytest.mark.parametrize(
    ("who", "code"),
    [("standard", "FORBIDDEN"), ("reader", "FORBIDDEN"), ("contact", "FORBIDDEN"), ("stranger", "NOT_FOUND")],
)
async def test_levels_are_given_and_taken_by_who_administers_the_project(
    database: Database, who: str, code: str
) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        given = await grant(site, site.employee, "ADMIN", who)
        taken = await revoke(site, site.reader, who)
    assert given["errors"][0][0] == code
    # Others' levels do not even exist for them; their own they see, and can't take from themselves.
    assert taken["errors"][0][0] == ("FORBIDDEN" if who == "reader" else "NOT_FOUND")


async def test_a_private_commitment_is_seen_by_its_list_its_administrators_and_its_contacts(
    database: Database,
) -> None:
    site = await site_of(database)
    world = site.world

    async def update(**fields: Any) -> dict[str, Any]:
        shown = "commitment { isPrivate accessList { name } version }"
        return await do(
            world, site.manager, "updateCommitment", shown, commitmentId=site.id("commitment"), fields=fields
        )

    async def seen() -> dict[str, list[str] | None]:
        return {name: await standings(site, one) for name, one in site.everybody.items()}

    everybody = {
        "administrator": ["ADMINISTRATOR"],
        "manager": ["ADMINISTRATOR"],
        "standard": ["STANDARD"],
        "reader": ["READER"],
        "contact": ["CONTACT"],
        "employee": None,
        "stranger": None,
    }
    assert await seen() == everybody
    await update(isPrivate=True)
    assert await seen() == everybody | {"standard": None, "reader": None}
    answer = await update(accessListIds=[site.reader.id, site.reader.id])
    assert answer["commitment"]["accessList"] == [{"name": "Rita Reader"}]
    assert await seen() == everybody | {"standard": None}
    await update(accessListIds=[site.standard.id])
    assert await seen() == everybody | {"reader": None}
    await update(accessListIds=None, isPrivate=False)
    assert await seen() == everybody


async def test_being_listed_gives_nothing_without_a_level_and_designation_is_no_listing(
    database: Database,
) -> None:
    site = await site_of(database)
    await site.world.set(site.commitment, is_private=True)
    for person in (site.employee, site.contact):
        await site.world.row(
            models.AccessListEntry, commitment=site.commitment, actor_id=person.key, position=1
        )
    assert await standings(site, site.employee) is None
    assert await standings(site, site.contact) == ["CONTACT"]
    await site.world.grant(site.project, site.contact, AccessLevel.READ_ONLY)
    assert await standings(site, site.contact) == ["READER", "CONTACT"]
    await site.world.set(
        (await rows(site.world, models.AccessListEntry, actor_id=site.contact.key))[0], ends_at=NOON
    )
    assert await standings(site, site.contact) == ["CONTACT"]
    asked = "query($id: ID!) { commitment(id: $id) { internalNote } }"
    told = await site.world.ask(site.contact, asked, {"id": site.id("commitment")})
    assert told["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_list_names_members_alone(database: Database) -> None:
    site = await site_of(database)
    export = await site.world.service_account(site.account)
    await site.world.grant(site.project, export, AccessLevel.READ_ONLY)
    people = [export.id, site.contact.id, site.stranger.id, "?"]

    async def update(ids: list[str]) -> dict[str, Any]:
        return await do(
            site.world,
            site.administrator,
            "updateCommitment",
            "commitment { accessList { __typename name } }",
            commitmentId=site.id("commitment"),
            fields={"accessListIds": ids},
        )

    async with unchanged(site.world):
        answer = await update(people)
    assert [(one["code"], one["path"][-1]) for one in answer["userErrors"]] == [
        ("NOT_FOUND", "2"),
        ("NOT_FOUND", "3"),
        ("VALUE_INVALID", "1"),
    ]
    assert (await update([export.id]))["commitment"]["accessList"] == [
        {"__typename": "ServiceAccount", "name": "ERP export"}
    ]


async def test_who_sees_a_commitment_is_told_exactly_and_by_which_ways(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    export = await world.service_account(site.account)
    await world.grant(site.project, export, AccessLevel.STANDARD)
    everybody = {
        "Ada Admin": (["ADMINISTRATOR"], ["ACCOUNT_ADMINISTRATOR"], False),
        "Carl Contact": (["CONTACT"], ["DESIGNATION"], True),
        "ERP export": (["STANDARD"], ["PROJECT_LEVEL"], False),
        "Max Manager": (["ADMINISTRATOR"], ["PROJECT_ADMIN"], False),
        "Rita Reader": (["READER"], ["PROJECT_LEVEL"], False),
        "Stan Standard": (["STANDARD"], ["PROJECT_LEVEL"], False),
    }
    assert await access(site) == everybody
    assert list(await access(site)) == sorted(everybody)
    # Several ways at once are all told.
    await grant(site, site.contact, "READ_ONLY")
    await grant(site, site.administrator, "ADMIN")
    several = everybody | {
        "Ada Admin": (["ADMINISTRATOR"], ["ACCOUNT_ADMINISTRATOR", "PROJECT_ADMIN"], False),
        "Carl Contact": (["READER", "CONTACT"], ["PROJECT_LEVEL", "DESIGNATION"], True),
    }
    assert await access(site) == several
    # When it becomes private, only who is listed keeps his level's way.
    await world.set(site.commitment, is_private=True)
    await world.row(models.AccessListEntry, commitment=site.commitment, actor_id=site.reader.key, position=1)
    private = {
        "Ada Admin": several["Ada Admin"],
        "Carl Contact": (["CONTACT"], ["DESIGNATION"], True),
        "Max Manager": several["Max Manager"],
        "Rita Reader": (["READER"], ["PRIVATE_LIST"], False),
    }
    assert await access(site) == private
    # Who is stopped, has left, or is designated no longer is not there.
    for person in (site.reader, site.manager):
        (actor,) = await rows(world, models.Actor, id=person.key)
        await world.set(actor, is_active=False)
    (employment,) = await rows(world, models.Employment, person_id=site.contact.key)
    await world.set(employment, ends_at=NOON, ends_on=NOON.date())
    assert await access(site) == {"Ada Admin": several["Ada Admin"]}


async def test_who_is_told_to_see_it_is_who_sees_it(database: Database) -> None:
    site = await site_of(database)
    for is_private in (False, True):
        await site.world.set(site.commitment, is_private=is_private)
        told = {name: found for name, (found, _, _) in (await access(site)).items()}
        seen = {one.name: await standings(site, one) for one in site.everybody.values()}
        assert told == {name: found for name, found in seen.items() if found}


async def test_everybody_who_sees_it_is_for_administrators_to_know(database: Database) -> None:
    site = await site_of(database)
    for who in ("standard", "reader", "contact"):
        told = await site.world.ask(site.everybody[who], ACCESS, {"id": site.id("commitment")})
        assert told["data"]["commitment"] == {"access": None}
        assert told["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_of_whom_one_may_not_see_an_edge_shows_id_and_name_alone(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    await done(
        world,
        site.administrator,
        "removeClaimContact",
        "commitment { number }",
        claimContactId=id_of("ClaimContact", (await rows(world, models.Designation))[0]),
    )
    await world.designate(site.commitment, site.employee)
    (employment,) = await rows(world, models.Employment, person_id=site.contact.key)
    await world.set(employment, ends_at=NOON, ends_on=NOON.date())
    ended = (await rows(world, models.Designation, person_id=site.contact.key))[0]
    asked = """query($id: ID!) { node(id: $id) { ... on ClaimContact {
      endedAt person { __typename id name email version employments { id } } commitment { number }
    } } }"""
    told = await world.ask(site.employee, asked, {"id": id_of("ClaimContact", ended)})
    # A non-null field that is refused takes its object along.
    assert told["data"]["node"] is None
    assert {one["extensions"]["code"] for one in told["errors"]} == {"FORBIDDEN"}
    shown = asked.replace("email version employments { id }", "")
    told = await world.ask(site.employee, shown, {"id": id_of("ClaimContact", ended)})
    assert told == {
        "data": {
            "node": {
                "endedAt": "2026-11-10T12:00:00Z",
                "person": {"__typename": "Person", "id": site.contact.id, "name": "Carl Contact"},
                "commitment": {"number": "SC-001"},
            }
        }
    }


@pytest.mark.parametrize(
    ("who", "visible"),
    [
        ("administrator", {"employee", "contact", "reader", "manager", "standard", "administrator"}),
        ("manager", {"employee", "contact", "reader", "manager", "standard", "administrator"}),
        ("standard", {"contact", "reader", "manager", "standard"}),
        ("reader", {"contact", "reader", "manager", "standard"}),
        ("contact", {"contact"}),
        ("employee", {"employee"}),
        ("stranger", {"stranger"}),
    ],
)
async def test_people_see_whom_they_work_with(database: Database, who: str, visible: set[str]) -> None:
    site = await site_of(database)
    asked = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Person { email } } }"
    ids = [one.id for one in site.everybody.values()]
    told = await site.world.data(site.everybody[who], asked, ids=ids)
    seen = {name for name, one in zip(site.everybody, told["nodes"], strict=True) if one}
    assert seen == visible


async def test_fellow_contacts_know_each_other_by_name_and_address(database: Database) -> None:
    site = await site_of(database)
    await site.world.designate(site.commitment, site.employee, begins_at=NOON)
    asked = """query($id: ID!) { commitment(id: $id) { claimContacts { designatedAt
      person { name email jobTitle } designatedBy { name } } } }"""
    told = await site.world.ask(site.contact, asked, {"id": site.id("commitment")})
    assert told["data"]["commitment"]["claimContacts"] == [
        {
            "designatedAt": since,
            "person": {"name": one.name, "email": one.email, "jobTitle": None},
            "designatedBy": None,
        }
        for one, since in ((site.contact, "2026-01-01T00:00:00Z"), (site.employee, "2026-11-10T12:00:00Z"))
    ]
    assert {one["path"][-1] for one in told["errors"]} == {"jobTitle", "designatedBy"}


async def test_an_administrator_of_one_project_is_nobody_in_another(database: Database) -> None:
    site = await site_of(database)
    site.project = await site.world.project(site.account, "P-2")
    site.commitment = await site.world.commitment(site.project, site.vendor, "SC-009")
    assert await standings(site, site.manager) is None
    assert await standings(site, site.administrator) == ["ADMINISTRATOR"]
    told = await do(
        site.world,
        site.manager,
        "updateCommitment",
        "commitment { id }",
        commitmentId=site.id("commitment"),
        fields={"title": "Mine now"},
    )
    assert [code for code, _ in told["errors"]] == ["NOT_FOUND"]
