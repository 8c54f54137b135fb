"""designateClaimContact and removeClaimContact: who claims under a commitment, one by one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.storage.database import Database
from tests.api.questions import codes, do
from tests.api.site import Site, claim_row, event, rows, site_of, unchanged
from tests.world import NOON, Person, id_of

CONTACTS = "commitment { version claimContacts { id person { name } } }"
SEEN = """{ viewer { commitments { totalCount nodes { number viewerIsClaimContact viewerStandings } } }
  projects { totalCount } commitments(filter: {viewerIsClaimContact: true}) { totalCount }
  claims { totalCount } }"""


async def designate(site: Site, person: Person, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Designates somebody."""
    shown = (
        f"claimContact {{ id person {{ id name email }} designatedAt designatedBy {{ name }} }} {CONTACTS}"
    )
    told = {"commitmentId": site.id("commitment"), "personId": person.id, **given}
    return await do(site.world, site.everybody[who], "designateClaimContact", shown, **told)


async def remove(site: Site, person: Person, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Ends somebody's designation."""
    (found,) = await rows(site.world, models.Designation, person_id=person.key)
    told = {"claimContactId": id_of("ClaimContact", found), **given}
    return await do(site.world, site.everybody[who], "removeClaimContact", CONTACTS, **told)


async def counts(site: Site, person: Person) -> tuple[int, ...]:
    """How much somebody sees: as a contact, projects, commitments on which he is contact, claims."""
    told = await site.world.data(person, SEEN)
    lists = (told["viewer"]["commitments"], told["projects"], told["commitments"], told["claims"])
    return tuple(one["totalCount"] for one in lists)


async def test_a_contact_sees_the_commitment_from_the_next_request_on(database: Database) -> None:
    site = await site_of(database)
    await claim_row(site, await site.world.period(site.project))
    assert await counts(site, site.employee) == (0, 0, 0, 0)
    answer = await designate(site, site.employee)
    assert answer["claimContact"] == {
        "id": answer["claimContact"]["id"],
        "person": {"id": site.employee.id, "name": "Emma Employee", "email": site.employee.email},
        "designatedAt": "2026-11-10T12:00:00Z",
        "designatedBy": {"name": "Ada Admin"},
    }
    assert [one["person"]["name"] for one in answer["commitment"]["claimContacts"]] == [
        "Carl Contact",
        "Emma Employee",
    ]
    assert (answer["commitment"]["version"], answer["warnings"]) == (2, [])
    assert await counts(site, site.employee) == (1, 1, 1, 1)
    told = await site.world.data(site.employee, SEEN)
    assert told["viewer"]["commitments"]["nodes"] == [
        {"number": "SC-001", "viewerIsClaimContact": True, "viewerStandings": ["CONTACT"]}
    ]
    found, changes = await event(site.world, "claim_contact.designated")
    assert (found.subject_type, found.commitment_id) == ("ClaimContact", site.commitment.id)
    assert changes["Designation"]["person_id"] == [None, str(site.employee.key)]


async def test_for_who_is_removed_the_commitment_ceases_to_exist(database: Database) -> None:
    site = await site_of(database)
    await claim_row(site, await site.world.period(site.project))
    answer = await remove(site, site.contact, reason="Left the company")
    assert answer["commitment"] == {"version": 2, "claimContacts": []}
    assert await counts(site, site.contact) == (0, 0, 0, 0)
    found, changes = await event(site.world, "claim_contact.removed")
    assert (found.reason, set(changes["Designation"])) == ("Left the company", {"ends_at"})
    async with unchanged(site.world):
        again = await remove(site, site.contact)
    assert codes(again) == ["VALUE_INVALID"]
    # The draft stays, with those who still see it.
    told = await site.world.data(site.reader, "{ claims { totalCount } }")
    assert told["claims"]["totalCount"] == 1


async def test_who_was_removed_can_be_designated_again(database: Database) -> None:
    site = await site_of(database)
    await remove(site, site.contact)
    site.world.now += timedelta(minutes=1)
    assert codes(await designate(site, site.contact)) == []
    ends = sorted(one.ends_at for one in await rows(site.world, models.Designation))
    assert (len(ends), ends[0]) == (2, NOON)


async def test_who_is_designated_already_is_not_designated_twice(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await designate(site, site.contact)
    assert [(one["code"], one["path"]) for one in answer["userErrors"]] == [
        ("CONTACT_ALREADY_DESIGNATED", ["input", "personId"])
    ]
    assert (answer["claimContact"], answer["commitment"]["version"]) == (None, 1)


async def test_only_active_employees_of_the_vendor_are_designated(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    leaver = await world.person("Leo Leaver", site.vendor, ends_at=NOON, ends_on=NOON.date())
    await world.grant(site.project, leaver, AccessLevel.READ_ONLY)
    later = NOON + timedelta(days=1)
    beginner = await world.person("Ben Beginner", site.vendor, begins_at=later, starts_on=later.date())
    other = await world.person("Otto Other", await world.vendor(site.account, "Bayside Concrete"))
    (actor,) = await rows(world, models.Actor, id=site.employee.key)
    await world.set(actor, is_active=False)
    async with unchanged(world):
        found = {
            person.name: codes(await designate(site, person))
            for person in (leaver, beginner, other, site.reader, site.employee, site.stranger)
        }
        nobody = await designate(site, site.employee, personId=site.id("project"))
    assert found == {
        "Leo Leaver": ["CONTACT_NOT_OF_VENDOR"],
        "Ben Beginner": ["CONTACT_NOT_OF_VENDOR"],
        "Otto Other": ["CONTACT_NOT_OF_VENDOR"],
        "Rita Reader": ["CONTACT_NOT_OF_VENDOR"],
        "Emma Employee": ["PERSON_INACTIVE"],
        "Sam Stranger": ["NOT_FOUND"],
    }
    assert codes(nobody) == ["NOT_FOUND"]


async def test_a_contact_with_a_level_sees_more_and_is_warned_about(database: Database) -> None:
    site = await site_of(database)
    await site.world.grant(site.project, site.employee, AccessLevel.READ_ONLY)
    answer = await designate(site, site.employee)
    assert [(one["code"], one["path"]) for one in answer["warnings"]] == [
        ("VENDOR_PERSON_HAS_LEVEL", ["input", "personId"])
    ]
    assert answer["userErrors"] == []


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("standard", "FORBIDDEN"),
        ("reader", "FORBIDDEN"),
        ("contact", "FORBIDDEN"),
        ("employee", "NOT_FOUND"),
        ("stranger", "NOT_FOUND"),
    ],
)
async def test_contacts_are_designated_and_removed_by_administrators(
    database: Database, who: str, code: str
) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        given = await designate(site, site.employee, who)
        taken = await remove(site, site.contact, who)
    assert (given["errors"][0][0], taken["errors"][0][0]) == (code, code)


async def test_a_contact_counts_while_he_works_for_the_vendor(database: Database) -> None:
    site = await site_of(database)
    asked = """query($id: ID!) { commitment(id: $id) { claimContacts { person { name } } billing { state } }
      commitments(filter: {hasClaimContact: true}) { totalCount } }"""
    await site.world.period(site.project)
    (employment,) = await rows(site.world, models.Employment, person_id=site.contact.key)
    seen = []
    for ends_at in (NOON + timedelta(days=1), NOON):
        await site.world.set(employment, ends_at=ends_at, ends_on=ends_at.date())
        told = await site.world.data(site.reader, asked, id=site.id("commitment"))
        seen.append((told["commitment"]["billing"]["state"], told["commitments"]["totalCount"]))
        assert told["commitment"]["claimContacts"] == [{"person": {"name": "Carl Contact"}}]
    assert seen == [("TO_CLAIM", 1), ("NO_CONTACT", 0)]


async def test_a_dry_run_shows_the_designation_and_a_key_makes_it_once(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        dry = await designate(site, site.employee, dryRun=True)
    assert dry["claimContact"]["person"]["name"] == "Emma Employee"
    first = await designate(site, site.employee, idempotencyKey="emma")
    async with unchanged(site.world):
        assert await designate(site, site.employee, idempotencyKey="emma") == first
