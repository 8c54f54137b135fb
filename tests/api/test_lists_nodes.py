"""node, nodes and what GraphQL lets one write: fragments, aliases, conditions, interfaces."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.schema.declared import TYPES
from claimgraph.storage.database import Database
from tests.api.site import Site, claim_row, rows, site_of
from tests.world import NOON, id_of

NODES = """query($ids: [ID!]!) { nodes(ids: $ids) { __typename id
  ... on Versioned { version updatedAt createdAt }
  ... on Actor { name }
  ... on Person { email }
  ... on Commitment { commitmentNumber: number title }
  ... on ProgressClaim { claimNumber: number status }
} }"""


async def one_of_each(site: Site) -> dict[str, str]:
    """The id of an object of every type that has ids, all seen by the administrator."""
    world = site.world
    period = await world.period(site.project)
    claim = await claim_row(site, period)
    line = (await rows(world, models.ScheduleLine))[0]
    claim_line = await world.row(
        models.ClaimLine, claim=claim, schedule_line=line, position=1, item_number="1", description="x"
    )
    token = await world.row(
        models.AccessToken,
        owner_id=site.administrator.key,
        name="x",
        prefix="x",
        secret_hash="x",
        expires_at=NOON,
    )
    found: dict[str, models.Row] = {
        "Company": site.account,
        "Vendor": site.vendor,
        "Project": site.project,
        "Commitment": site.commitment,
        "BillingPeriod": period,
        "ProgressClaim": claim,
        "ProgressClaimLine": claim_line,
        "ScheduleLine": line,
        "AccessToken": token,
        "ClaimContact": (await rows(world, models.Designation))[0],
        "Employment": (await rows(world, models.Employment, person_id=site.reader.key))[0],
        "ProjectAccess": (await rows(world, models.ProjectAccess))[0],
    }
    export = await world.service_account(site.account)
    ids = {name: id_of(name, row) for name, row in found.items()}
    return ids | {"Person": site.reader.id, "ServiceAccount": export.id}


async def test_everything_with_an_id_is_found_by_it_each_at_its_place(database: Database) -> None:
    site = await site_of(database)
    ids = await one_of_each(site)
    kinds = {name for name, one in TYPES.items() if one.model and not one.is_interface} - {"Viewer"}
    assert set(ids) == kinds
    told = await site.world.data(site.administrator, NODES, ids=list(ids.values()))
    assert [(one["__typename"], one["id"]) for one in told["nodes"]] == list(ids.items())
    for name, key in ids.items():
        single = await site.world.data(
            site.administrator, "query($id: ID!) { node(id: $id) { __typename id } }", id=key
        )
        assert single["node"] == {"__typename": name, "id": key}
    claim = told["nodes"][list(ids).index("ProgressClaim")]
    assert (claim["claimNumber"], claim["status"], "name" in claim) == (1, "DRAFT", False)


async def test_what_is_not_seen_leaves_its_place_empty(database: Database) -> None:
    site = await site_of(database)
    ids = await one_of_each(site)
    nobody = id_of("Project", models.Project(id=site.world.keys(NOON)))
    wanted = [ids["Commitment"], nobody, site.stranger.id, ids["Commitment"], ids["Company"]]
    told = await site.world.data(site.contact, NODES, ids=wanted)
    assert [one and one["__typename"] for one in told["nodes"]] == [
        "Commitment",
        None,
        None,
        "Commitment",
        "Company",
    ]
    nothing = await site.world.data(site.stranger, NODES, ids=list(ids.values()))
    assert nothing["nodes"] == [None] * len(ids)
    assert (await site.world.data(site.reader, NODES, ids=[]))["nodes"] == []


async def test_an_id_under_another_types_name_leads_nowhere(database: Database) -> None:
    site = await site_of(database)
    wrong = [
        id_of(name, site.commitment) for name in ("Project", "ProgressClaim", "Person", "ServiceAccount")
    ]
    wrong.append(id_of("ServiceAccount", models.Actor(id=site.reader.key)))
    told = await site.world.data(site.administrator, NODES, ids=wrong)
    assert told["nodes"] == [None] * 5


def made_up(name: str) -> str:
    """A well formed id of a type by this name."""
    return urlsafe_b64encode(bytes(16) + name.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "x" * 5_000,
        "ä",
        "\x00",
        "Commitment:1",
        made_up("Commitment") + "=",
        made_up("Commitment")[:-1] + "é",
        made_up(""),
        made_up("Com mitment"),
        made_up("Nothing"),
        made_up("Actor"),
        made_up("Versioned"),
        made_up("Viewer"),
        made_up("Upload"),
        made_up("ScheduleOfValues"),
    ],
)
async def test_what_is_no_id_is_told_so(sqlite_database: Database, text: str) -> None:
    site = await site_of(sqlite_database)
    asked = "query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } commitment(id: $id) { id } }"
    told = await site.world.ask(site.administrator, asked, {"id": text})
    assert told["data"] == {"node": None, "nodes": None, "commitment": None}
    assert {one["extensions"]["code"] for one in told["errors"]} == {"BAD_INPUT"}
    assert [one["path"] for one in told["errors"]] == [["node"], ["nodes"], ["commitment"]]


async def test_a_root_field_takes_ids_of_its_own_type(database: Database) -> None:
    site = await site_of(database)
    asked = "query($id: ID!) { project(id: $id) { id } company(id: $id) { id } claim(id: $id) { id } }"
    told = await site.world.ask(site.administrator, asked, {"id": site.id("commitment")})
    assert told["data"] == {"project": None, "company": None, "claim": None}
    assert {one["message"] for one in told["errors"]} == {
        f"This is the id of a Commitment; here the id of a {name} is needed."
        for name in ("Project", "Company", "ProgressClaim")
    }


async def test_at_most_100_ids_are_taken_at_once(database: Database) -> None:
    site = await site_of(database)
    told = await site.world.data(site.reader, NODES, ids=[site.id("project")] * 100)
    assert len(told["nodes"]) == 100
    much = await site.world.ask(site.reader, NODES, {"ids": [site.id("project")] * 101})
    assert much["errors"][0]["message"] == "At most 100 ids are taken at once; 101 were given."


async def test_fragments_aliases_and_conditions_are_worked_out(database: Database) -> None:
    site = await site_of(database)
    asked = """
    query Q($id: ID!, $yes: Boolean = true, $no: Boolean = false) {
      first: commitment(id: $id) { ...Named kind @skip(if: $yes) status @include(if: $no) }
      second: commitment(id: $id) {
        ... on Commitment { name: title } ... @include(if: $yes) { ...Named }
        ... on Node { id } ... { project { ...Deep } }
        vendor { __typename name } vendor { name again: name }
        __typename other: __typename
      }
    }
    fragment Named on Commitment { number ...More }
    fragment More on Versioned { version }
    fragment Deep on Project { number account { name } account { isAccount } }
    """
    told = await site.world.data(site.reader, asked, id=site.id("commitment"))
    assert told == {
        "first": {"number": "SC-001", "version": 1},
        "second": {
            "name": "Works SC-001",
            "number": "SC-001",
            "version": 1,
            "id": site.id("commitment"),
            "project": {"number": "P-1", "account": {"name": "Northern Builders", "isAccount": True}},
            "vendor": {"__typename": "Vendor", "name": "Harbour Steel", "again": "Harbour Steel"},
            "__typename": "Commitment",
            "other": "Commitment",
        },
    }
    assert list(told["second"]) == [
        "name",
        "number",
        "version",
        "id",
        "project",
        "vendor",
        "__typename",
        "other",
    ]


async def test_one_field_under_two_names_takes_two_arguments(database: Database) -> None:
    site = await site_of(database)
    await site.world.period(site.project)
    asked = """query($id: ID!) { commitment(id: $id) {
      all: viewerActions { action }
      some: viewerActions(actions: [APPROVE_COMMITMENT, VOID_COMMITMENT]) { action }
      none: viewerActions(actions: []) { action }
      foreign: viewerActions(actions: [CREATE_PROJECT]) { action }
    } }"""
    told = (await site.world.data(site.administrator, asked, id=site.id("commitment")))["commitment"]
    assert [one["action"] for one in told["some"]] == ["APPROVE_COMMITMENT", "VOID_COMMITMENT"]
    assert (told["none"], told["foreign"]) == ([], [])
    assert {"DESIGNATE_CLAIM_CONTACT", "REPLACE_SCHEDULE_OF_VALUES", "CREATE_CLAIM"} <= {
        one["action"] for one in told["all"]
    }


async def test_an_interface_is_written_by_the_type_of_each_row(database: Database) -> None:
    site = await site_of(database)
    export = await site.world.service_account(site.account)
    await site.world.grant(site.project, export, AccessLevel.READ_ONLY)
    asked = """query($id: ID!) { project(id: $id) { access { nodes { actor {
      __typename name ... on Node { id } ... on Person { email } ... on ServiceAccount { company { name } }
    } } } } }"""
    told = await site.world.data(site.administrator, asked, id=site.id("project"))
    actors = {one["actor"]["name"]: one["actor"] for one in told["project"]["access"]["nodes"]}
    assert actors["ERP export"] == {
        "__typename": "ServiceAccount",
        "name": "ERP export",
        "id": export.id,
        "company": {"name": "Northern Builders"},
    }
    assert actors["Rita Reader"] == {
        "__typename": "Person",
        "name": "Rita Reader",
        "id": site.reader.id,
        "email": "rita.reader@example.com",
    }


async def test_who_is_not_signed_in_is_nobody_and_finds_nothing(database: Database) -> None:
    site = await site_of(database)
    asked = "query($id: ID!) { viewer { actor { id } } node(id: $id) { id } projects { totalCount } }"
    told: dict[str, Any] = await site.world.ask(None, asked, {"id": site.id("project")})
    assert told["data"] == {"viewer": None, "node": None, "projects": None}
    assert [(one["path"], one["extensions"]["code"]) for one in told["errors"]] == [
        (["node"], "UNAUTHENTICATED"),
        (["projects"], "UNAUTHENTICATED"),
    ]


async def test_the_viewer_is_told_who_he_is_and_what_he_has(database: Database) -> None:
    site = await site_of(database)
    await site.world.row(
        models.AccessToken,
        owner_id=site.contact.key,
        name="laptop",
        prefix="x",
        secret_hash="x",
        expires_at=NOON.replace(month=12),
    )
    asked = """{ viewer { actor { __typename name } person { email designations { commitment { number } } }
      employments { isAdministrator startsOn company { name isAccount } }
      commitments { nodes { number } } accessTokens { name revokedAt owner { name } } } }"""
    told = await site.world.data(site.contact, asked)
    assert told["viewer"] == {
        "actor": {"__typename": "Person", "name": "Carl Contact"},
        "person": {
            "email": "carl.contact@example.com",
            "designations": [{"commitment": {"number": "SC-001"}}],
        },
        "employments": [
            {
                "isAdministrator": False,
                "startsOn": "2026-01-01",
                "company": {"name": "Harbour Steel", "isAccount": False},
            }
        ],
        "commitments": {"nodes": [{"number": "SC-001"}]},
        "accessTokens": [{"name": "laptop", "revokedAt": None, "owner": {"name": "Carl Contact"}}],
    }
