"""Service accounts and bearer tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.auth import recognition
from claimgraph.auth.viewer import Viewer
from claimgraph.rules.vocabulary import AccessLevel, ActorKind
from claimgraph.storage.database import Database
from tests.api.questions import codes, do, done
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import NOON, Person, key_in

TOKEN = "accessToken { id name expiresAt isReadOnly lastUsedAt revokedAt owner { id name } } secret"
SOON = "2026-12-10T12:00:00Z"


async def create(site: Site, viewer: Person, **given: Any) -> dict[str, Any]:
    """Creates a token."""
    told = {"name": "nightly export", "expiresAt": SOON, **given}
    return await do(site.world, viewer, "createAccessToken", TOKEN, **told)


async def revoke(site: Site, viewer: Person, token: str, **given: Any) -> dict[str, Any]:
    """Revokes a token."""
    shown = "accessToken { revokedAt }"
    return await do(site.world, viewer, "revokeAccessToken", shown, accessTokenId=token, **given)


async def viewer_of(site: Site, secret: str) -> Viewer | None:
    """Who is recognised by a token."""
    async with site.world.database.reading() as reading:
        found = await recognition.viewer(reading, bearer=secret, session=None, now=site.world.now)
    return found.viewer if found else None


async def test_a_token_is_shown_once_and_works_until_it_is_revoked(database: Database) -> None:
    site = await site_of(database)
    answer = await create(site, site.contact, isReadOnly=True, idempotencyKey="token-1")
    token, secret = answer["accessToken"], answer["secret"]
    assert token == {
        "id": token["id"],
        "name": "nightly export",
        "expiresAt": SOON,
        "isReadOnly": True,
        "lastUsedAt": None,
        "revokedAt": None,
        "owner": {"id": site.contact.id, "name": "Carl Contact"},
    }
    found = await viewer_of(site, secret)
    assert found and (found.id, found.is_read_only) == (site.contact.key, True)
    (row,) = await rows(site.world, models.AccessToken)
    assert secret not in str(vars(row))
    _, changes = await event(site.world, "access_token.created")
    assert secret not in str(changes)
    again = await create(site, site.contact, isReadOnly=True, idempotencyKey="token-1")
    assert (again["accessToken"], again["secret"], again["userErrors"]) == (token, None, [])
    revoked = await revoke(site, site.contact, token["id"])
    assert revoked["accessToken"] == {"revokedAt": "2026-11-10T12:00:00Z"}
    assert await viewer_of(site, secret) is None
    site.world.now += timedelta(hours=1)
    assert await revoke(site, site.contact, token["id"]) == revoked


async def test_what_is_wrong_with_a_token_is_told_at_once(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await create(site, site.contact, name="", expiresAt="2026-11-10T12:00:00Z")
        late = await create(site, site.contact, name="", expiresAt="2027-11-10T12:00:01Z")
        dry = await create(site, site.contact, dryRun=True)
    assert [(one["code"], one["path"][1]) for one in answer["userErrors"]] == [
        ("VALUE_REQUIRED", "name"),
        ("VALUE_INVALID", "expiresAt"),
    ]
    assert codes(late) == ["VALUE_REQUIRED", "TOKEN_LIFETIME_TOO_LONG"]
    assert (dry["secret"], dry["userErrors"], dry["accessToken"]["name"]) == (None, [], "nightly export")


async def test_the_shortest_life_that_an_account_of_the_owner_allows_counts(database: Database) -> None:
    site = await site_of(database)
    await site.world.set(site.account, token_lifetime_days=30)
    exactly = "2026-12-10T12:00:00Z"
    for owner in (site.administrator, site.contact):
        assert codes(await create(site, owner, expiresAt="2026-12-10T12:00:01Z")) == [
            "TOKEN_LIFETIME_TOO_LONG"
        ]
        assert codes(await create(site, owner, expiresAt=exactly)) == []
    elsewhere = await site.world.account("Western Works", token_lifetime_days=7)
    await site.world.employ(site.contact.key, elsewhere)
    assert codes(await create(site, site.contact, expiresAt=exactly)) == ["TOKEN_LIFETIME_TOO_LONG"]
    assert codes(await create(site, site.administrator, expiresAt=exactly)) == []


async def test_an_integration_acts_with_its_level_and_no_more(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    made = await done(
        world,
        site.administrator,
        "createServiceAccount",
        "serviceAccount { id name isActive company { name } projectAccess { level } accessTokens { name } }",
        companyId=site.id("account"),
        name="ERP export",
    )
    assert made == {
        "id": made["id"],
        "name": "ERP export",
        "isActive": True,
        "company": {"name": "Northern Builders"},
        "projectAccess": [],
        "accessTokens": [],
    }
    export = Person(key_in(made["id"]), "ERP export", "", ActorKind.SERVICE_ACCOUNT)
    asked = (
        "query($id: ID!) { viewer { person { id } actor { name } } commitment(id: $id) { viewerStandings } }"
    )
    before = await world.data(export, asked, id=site.id("commitment"))
    assert before == {"viewer": {"person": None, "actor": {"name": "ERP export"}}, "commitment": None}
    await done(
        world,
        site.administrator,
        "grantProjectAccess",
        "projectAccess { level }",
        projectId=site.id("project"),
        actorId=export.id,
        level="READ_ONLY",
    )
    after = await world.data(export, asked, id=site.id("commitment"))
    assert after["commitment"] == {"viewerStandings": ["READER"]}
    note = await do(
        world, export, "setInternalNote", "subject { id }", subjectId=site.id("commitment"), note="x"
    )
    assert [code for code, _ in note["errors"]] == ["FORBIDDEN"]


async def test_a_name_is_used_once_in_an_account(database: Database) -> None:
    site = await site_of(database)
    await site.world.service_account(site.account, "ERP Export")
    other = await site.world.service_account(site.account, "Scheduler")
    async with unchanged(site.world):
        made = await do(
            site.world,
            site.administrator,
            "createServiceAccount",
            "serviceAccount { id }",
            companyId=site.id("account"),
            name=" erp export ",
        )
        changed = await do(
            site.world,
            site.administrator,
            "updateServiceAccount",
            "serviceAccount { name }",
            serviceAccountId=other.id,
            name="ERP EXPORT",
        )
    assert (codes(made), made["serviceAccount"]) == (["NUMBER_TAKEN"], None)
    assert (codes(changed), changed["serviceAccount"]) == (["NUMBER_TAKEN"], {"name": "Scheduler"})
    elsewhere = await do(
        site.world,
        site.stranger,
        "createServiceAccount",
        "serviceAccount { name }",
        companyId=await company_of(site, site.stranger),
        name="ERP export",
    )
    assert elsewhere["serviceAccount"] == {"name": "ERP export"}


async def company_of(site: Site, person: Person) -> str:
    """The id of the company for which somebody works."""
    told = await site.world.data(person, "{ viewer { employments { company { id } } } }")
    return str(told["viewer"]["employments"][0]["company"]["id"])


async def test_an_integration_that_is_stopped_has_no_tokens_and_gets_none(database: Database) -> None:
    site = await site_of(database)
    export = await site.world.service_account(site.account)
    secret = (await create(site, site.administrator, serviceAccountId=export.id))["secret"]
    assert await viewer_of(site, secret) is not None
    shown = "serviceAccount { name isActive version accessTokens { revokedAt } }"

    async def change(**given: Any) -> dict[str, Any]:
        account = export.id
        return await do(
            site.world, site.administrator, "updateServiceAccount", shown, serviceAccountId=account, **given
        )

    answer = await change(isActive=False, name="Old export", expectedVersion=1)
    assert answer["serviceAccount"] == {
        "name": "Old export",
        "isActive": False,
        "version": 3,
        "accessTokens": [{"revokedAt": "2026-11-10T12:00:00Z"}],
    }
    assert await viewer_of(site, secret) is None
    refused = await create(site, site.administrator, serviceAccountId=export.id)
    assert [(one["code"], one["path"]) for one in refused["userErrors"]] == [
        ("VALUE_INVALID", ["input", "serviceAccountId"])
    ]
    assert codes(await change(isActive=True, expectedVersion=1)) == ["VERSION_CONFLICT"]
    assert (await change(isActive=True))["serviceAccount"]["isActive"] is True
    assert codes(await create(site, site.administrator, serviceAccountId=export.id)) == []


async def test_an_integration_belongs_to_an_account(database: Database) -> None:
    site = await site_of(database)
    company = await company_of(site, site.contact)
    async with unchanged(site.world):
        answer = await do(
            site.world,
            site.administrator,
            "createServiceAccount",
            "serviceAccount { id }",
            companyId=company,
            name="ERP",
        )
    assert [(one["code"], one["path"]) for one in answer["userErrors"]] == [
        ("VALUE_INVALID", ["input", "companyId"])
    ]


@pytest.mark.parametrize(
    ("who", "code"), [("manager", "FORBIDDEN"), ("reader", "FORBIDDEN"), ("contact", "NOT_FOUND")]
)
async def test_tokens_of_others_are_not_to_be_had(database: Database, who: str, code: str) -> None:
    site = await site_of(database)
    export = await site.world.service_account(site.account)
    await site.world.grant(site.project, export, AccessLevel.STANDARD)
    async with unchanged(site.world):
        answer = await create(site, site.everybody[who], serviceAccountId=export.id)
    assert [found for found, _ in answer["errors"]] == [code]


async def test_administrators_revoke_tokens_of_their_people_others_find_none(database: Database) -> None:
    site = await site_of(database)
    token = (await create(site, site.contact))["accessToken"]["id"]
    for who in ("manager", "employee", "stranger"):
        answer = await revoke(site, site.everybody[who], token)
        assert [found for found, _ in answer["errors"]] == ["NOT_FOUND"]
    answer = await revoke(site, site.administrator, token)
    assert answer["accessToken"] == {"revokedAt": "2026-11-10T12:00:00Z"}


async def test_a_token_that_only_reads_changes_nothing(database: Database) -> None:
    site = await site_of(database)
    mutation = """mutation($id: ID!) {
      updateProject(input: { projectId: $id, name: "Other" }) { project { name } }
    }"""
    asked = (
        "query($id: ID!) { project(id: $id) { viewerActions(actions: [UPDATE_PROJECT]) { allowed reason } } }"
    )
    variables = {"id": site.id("project")}
    async with unchanged(site.world):
        told = await site.world.ask(site.administrator, mutation, variables, is_read_only=True)
    assert [one["extensions"]["code"] for one in told["errors"]] == ["FORBIDDEN"]
    seen = await site.world.ask(site.administrator, asked, variables, is_read_only=True)
    (offered,) = seen["data"]["project"]["viewerActions"]
    assert (offered["allowed"], "only read" in offered["reason"]) == (False, True)


async def test_a_token_ends_by_itself(database: Database) -> None:
    site = await site_of(database)
    secret = (await create(site, site.contact, expiresAt="2026-11-10T13:00:00Z"))["secret"]
    site.world.now = NOON + timedelta(minutes=59, seconds=59)
    assert await viewer_of(site, secret) is not None
    site.world.now += timedelta(seconds=1)
    assert await viewer_of(site, secret) is None
