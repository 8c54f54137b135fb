"""createPerson: somebody new, or somebody known, whom the answer does not tell apart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.auth.acceptance import use_link_to_accept
from claimgraph.auth.links import make_link
from claimgraph.auth.viewer import Asking, Viewer
from claimgraph.storage.database import Database
from tests.api.questions import codes, do, done
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import Person, id_of, key_in

SHOWN = """
person { id name email jobTitle isActive lastSignedInAt version
         employments { startsOn endsOn isAdministrator company { name } } designations { id } }
"""


def company_of(site: Site) -> str:
    """The id of the vendor's company."""
    return id_of("Company", models.Company(id=site.vendor.company_id, name=""))


async def create(site: Site, viewer: Person | None = None, **given: Any) -> dict[str, Any]:
    """Creates Mei Tan at the vendor."""
    mei = {"companyId": company_of(site), "email": "Mei.Tan@northside.example", "name": "Mei Tan"}
    return await do(site.world, viewer or site.administrator, "createPerson", SHOWN, **{**mei, **given})


async def test_a_new_person_works_from_today_and_is_sent_a_link(database: Database) -> None:
    site = await site_of(database)
    answer = await create(site, jobTitle="Contracts administrator")
    person = answer["person"]
    assert {name: person[name] for name in ("name", "email", "jobTitle", "isActive", "lastSignedInAt")} == {
        "name": "Mei Tan",
        "email": "Mei.Tan@northside.example",
        "jobTitle": "Contracts administrator",
        "isActive": True,
        "lastSignedInAt": None,
    }
    # In Sydney it is the evening of the same day.
    (employment,) = person["employments"]
    assert (employment["startsOn"], employment["endsOn"]) == ("2026-11-10", None)
    (message,) = await rows(site.world, models.OutboxMessage)
    assert (message.kind, str(key_in(person["id"])) in message.content) == ("password_link", True)
    found, changes = await event(site.world, "person.created")
    assert (found.actor_name, found.subject_id) == ("Ada Admin", key_in(person["id"]))
    assert changes["Actor"]["email"] == [None, "Mei.Tan@northside.example"]
    assert set(changes) == {"Actor", "Employment"}


async def test_a_person_who_begins_later_is_seen_by_who_named_him_and_does_nothing_yet(
    database: Database,
) -> None:
    site = await site_of(database)
    account = site.id("account")
    answer = await create(site, companyId=account, startsOn="2026-12-01", isAdministrator=True)
    assert answer["person"]["employments"][0]["startsOn"] == "2026-12-01"
    mei = Person(key_in(answer["person"]["id"]), "Mei Tan", "")
    seen = "query($id: ID!) { company(id: $id) { viewerStandings } }"
    assert (await site.world.data(mei, seen, id=account))["company"] is None
    site.world.now += timedelta(days=21)
    told = await site.world.data(mei, seen, id=account)
    assert told["company"] == {"viewerStandings": ["ADMINISTRATOR", "SELF"]}


async def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(database: Database) -> None:
    site = await site_of(database)
    other = await site.world.person("Mei Ling Tan", await site.world.account("Western Works"))
    unknown = await create(site, email="nobody@northside.example")
    known = await create(site, email=other.email.upper())
    for answer in (unknown, known):
        del answer["person"]["id"], answer["person"]["email"]
    assert unknown == known


async def test_a_known_person_keeps_his_name_and_works_there_once_he_has_accepted(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    known = await world.person("Mei Ling Tan", await world.account("Western Works"))
    await world.row(models.Credential, person_id=known.key, password_hash="kept", changed_at=world.now)
    made = (await create(site, email=known.email))["person"]
    await done(
        world,
        site.administrator,
        "designateClaimContact",
        "commitment { number }",
        commitmentId=site.id("commitment"),
        personId=made["id"],
    )
    asked = "{ viewer { employments { company { name } } commitments { nodes { number } } } }"
    before = (await world.data(known, asked))["viewer"]
    assert (before["employments"], before["commitments"]["nodes"]) == (
        [{"company": {"name": "Western Works"}}],
        [],
    )
    secret = await database.work(lambda writing: make_link(writing, key_in(made["id"]), world.now))
    asking = Asking(Viewer(known.key, known.kind, known.name), world.now, "test")
    assert await use_link_to_accept(database, secret, asking) == []
    after = (await world.data(known, asked))["viewer"]
    assert [one["company"]["name"] for one in after["employments"]] == ["Western Works", "Harbour Steel"]
    assert after["commitments"]["nodes"] == [{"number": "SC-001"}]
    people = "query($id: ID!) { node(id: $id) { ... on Vendor { people { nodes { id name } } } } }"
    shown = await world.data(site.administrator, people, id=site.id("vendor"))
    names = [one["name"] for one in shown["node"]["people"]["nodes"]]
    assert names == ["Carl Contact", "Emma Employee", "Mei Ling Tan"]


async def test_nothing_that_an_account_may_ask_tells_whether_an_address_was_known(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    known = await world.person("Mei Ling Tan", await world.account("Western Works"))
    answers: list[Any] = []
    for email in ("nobody@northside.example", known.email):
        made = (await create(site, email=email, name=f"Mei {len(answers)}"))["person"]
        told = await do(
            world,
            site.administrator,
            "designateClaimContact",
            "commitment { access { actor { id } ways isOfVendor } }",
            commitmentId=site.id("commitment"),
            personId=made["id"],
        )
        (access,) = [one for one in told["commitment"]["access"] if one["actor"]["id"] == made["id"]]
        renamed = await do(
            world, site.administrator, "updatePerson", "person { name }", personId=made["id"], name="Mei"
        )
        answers.append((access["ways"], access["isOfVendor"], codes(told), codes(renamed), renamed["person"]))
    assert answers[0] == (["DESIGNATION"], True, [], [], {"name": "Mei"})
    assert answers[1] == answers[0]


async def test_somebody_who_works_there_already_is_not_created_twice(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await create(site, email=f" {site.contact.email.upper()} ")
    assert [(one["code"], one["path"]) for one in answer["userErrors"]] == [
        ("VALUE_INVALID", ["input", "email"])
    ]


async def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await create(site, email="mei.tan", name="  ", jobTitle="x" * 201, isAdministrator=True)
    assert answer["person"] is None
    assert [(one["code"], one["path"][1]) for one in answer["userErrors"]] == [
        ("EMAIL_INVALID", "email"),
        ("VALUE_REQUIRED", "name"),
        ("VALUE_INVALID", "jobTitle"),
        ("VALUE_INVALID", "isAdministrator"),
    ]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("manager", "FORBIDDEN"),
        ("reader", "FORBIDDEN"),
        ("employee", "FORBIDDEN"),
        ("stranger", "NOT_FOUND"),
    ],
)
async def test_only_administrators_of_the_account_create_its_people(
    database: Database, who: str, code: str
) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await create(site, site.everybody[who])
    assert [found for found, _ in answer["errors"]] == [code]


async def test_a_dry_run_answers_what_would_be_and_keeps_nothing(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await create(site, dryRun=True)
    assert (answer["person"]["name"], answer["userErrors"]) == ("Mei Tan", [])


async def test_the_same_key_answers_the_same_person_again(database: Database) -> None:
    site = await site_of(database)
    first = await create(site, idempotencyKey="mei-1")
    async with unchanged(site.world):
        assert await create(site, idempotencyKey="mei-1") == first
    async with unchanged(site.world):
        other = await create(site, idempotencyKey="mei-1", name="Mei Ling")
    assert codes(other) == ["IDEMPOTENCY_KEY_REUSED"]
    site.world.now += timedelta(hours=24, seconds=1)
    assert codes(await create(site, idempotencyKey="mei-1", name="Mei Ling")) == ["VALUE_INVALID"]
