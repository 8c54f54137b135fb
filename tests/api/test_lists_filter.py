"""Filters: which rows of a list, of those that the viewer sees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import (
    BillingPeriodStatus,
    ClaimStatus,
    ClaimType,
    CommitmentKind,
    CommitmentStatus,
)
from claimgraph.schema.lists import FILTERS
from claimgraph.storage.database import Database
from tests.api.site import Site, claim_row, site_of
from tests.world import LONG_AGO, NOON, Person, World, id_of

Filter = Mapping[str, Any]
Cases = list[tuple[Filter, str]]
"""Filters, each with what it finds: marks of rows, parted by blanks."""

SPRING = NOON.replace(month=4)
SUMMER = NOON.replace(month=7)


async def found(world: World, viewer: Person, asked: str, kind: str, given: Filter) -> str:
    """The marks of what a filter finds, parted by blanks; the count must be theirs."""
    told = await world.ask(viewer, asked.replace("FILTER", f"query($filter: {kind}) "), {"filter": given})
    assert "errors" not in told, told
    at = told["data"]
    while "nodes" not in at:
        (at,) = at.values()
    assert at["totalCount"] == len(at["nodes"])
    return " ".join(sorted(str(one["mark"]) for one in at["nodes"]))


async def all_found(world: World, viewer: Person, asked: str, kind: str, cases: Cases) -> None:
    """Asks each case, and that every member of the filter was asked."""
    told = {str(given): await found(world, viewer, asked, kind, given) for given, _ in cases}
    assert told == {str(given): " ".join(sorted(expected.split())) for given, expected in cases}
    members = {name.replace("_", "") for name in FILTERS[kind].members}
    assert members <= {name.lower() for name in _names([given for given, _ in cases])}


def _names(given: Any) -> set[str]:
    if isinstance(given, list):
        return set().union(*map(_names, given))
    if isinstance(given, Mapping):
        return set(given) | set().union(*map(_names, given.values()))
    return set()


def texts(member: str) -> Cases:
    """Conditions on a text that is Alpha, BÉTA, gamma_1% or gammaX1."""
    return [
        ({member: {"eq": "alpha"}}, "1"),
        ({member: {"eq": "be\u0301ta"}}, "2"),
        ({member: {"in": ["ALPHA", "gammax1", "nobody"]}}, "1 4"),
        ({member: {"in": []}}, ""),
        ({member: {"contains": "A"}}, "1 2 3 4"),
        ({member: {"contains": "_1%"}}, "3"),
        ({member: {"contains": ""}}, "1 2 3 4"),
        ({member: {"startsWith": "gamma"}}, "3 4"),
        ({member: {"startsWith": "BÉ"}}, "2"),
        ({member: {"startsWith": "a", "contains": "ph", "eq": "Alpha", "in": ["Alpha"]}}, "1"),
        ({member: {"startsWith": "a", "contains": "gamma"}}, ""),
        ({member: {"eq": None}}, "1 2 3 4"),
        ({member: {}}, "1 2 3 4"),
        ({member: None}, "1 2 3 4"),
    ]


NAMES = ("Alpha", "BÉTA", "gamma_1%", "gammaX1")


async def test_projects_are_filtered_by_every_member(database: Database) -> None:
    world = World(database)
    first, second = await world.account(), await world.account("Western Works")
    ada = await world.person("Ada", first, is_administrator=True)
    await world.employ(ada.key, second, is_administrator=True)
    for place, name in enumerate(NAMES, 1):
        await world.project(
            first if place < 4 else second,
            name,
            name=name,
            jurisdiction=str(place),
            is_archived=place == 2,
            updated_at=SPRING if place < 3 else SUMMER,
        )
    hidden = await world.account("Hidden")
    await world.project(hidden, "Alpha", name="Alpha")
    companies = [id_of("Company", one) for one in (first, second, hidden)]
    asked = "FILTER{ projects(filter: $filter) { totalCount nodes { mark: jurisdiction } } }"
    await all_found(
        world,
        ada,
        asked,
        "ProjectFilter",
        [
            *texts("name"),
            *texts("number"),
            ({}, "1 2 3 4"),
            ({"accountId": companies[:1]}, "1 2 3"),
            ({"accountId": companies[1:]}, "4"),
            ({"accountId": [id_of("Company", models.Company(id=world.keys(NOON), name=""))]}, ""),
            ({"accountId": []}, ""),
            ({"isArchived": True}, "2"),
            ({"isArchived": False}, "1 3 4"),
            ({"updatedAt": {"gte": "2026-07-10T12:00:00Z"}}, "3 4"),
            ({"updatedAt": {"gte": "2026-07-10T12:00:00.000001Z"}}, ""),
            ({"updatedAt": {"lt": "2026-07-10T22:00:00+10:00"}}, "1 2"),
            ({"updatedAt": {"gte": "2026-04-10T12:00:00Z", "lt": "2026-04-10T12:00:01Z"}}, "1 2"),
            ({"isArchived": False, "accountId": companies[:1]}, "1 3"),
            ({"and": [{"isArchived": False}, {"name": {"contains": "gamma"}}]}, "3 4"),
            ({"and": []}, "1 2 3 4"),
            ({"or": [{"isArchived": True}, {"name": {"eq": "alpha"}}]}, "1 2"),
            ({"or": []}, ""),
            ({"or": [{}]}, "1 2 3 4"),
            ({"not": {"isArchived": True}}, "1 3 4"),
            ({"not": {}}, ""),
            ({"not": {"not": {"isArchived": True}}}, "2"),
            ({"not": {"or": [{"name": {"eq": "alpha"}}, {"number": {"startsWith": "gamma"}}]}}, "2"),
            ({"and": None, "or": None, "not": None}, "1 2 3 4"),
            ({"isArchived": False, "or": [{"name": {"eq": "alpha"}}, {"isArchived": True}]}, "1"),
        ],
    )


async def many_commitments(database: Database) -> tuple[Site, dict[str, str]]:
    """Commitments 1 to 5 by their description, and ids by name; another project's, and a private one."""
    site = await site_of(database)
    world = site.world
    await world.set(site.commitment, description="1", title="Alpha", title_key="alpha", updated_at=SPRING)
    other = await world.vendor(site.account, "Bayside Concrete")
    two = await world.commitment(
        site.project,
        other,
        "BÉTA",
        title="BÉTA",
        description="2",
        kind=CommitmentKind.PURCHASE_ORDER,
        status=CommitmentStatus.DRAFT,
        lines=(100_00,),
        updated_at=SPRING,
        is_private=True,
    )
    yen = await world.project(site.account, "P-2", currency="JPY")
    three = await world.commitment(
        yen, site.vendor, "gamma_1%", title="gamma_1%", description="3", lines=(30_000,), updated_at=SUMMER
    )
    four = await world.commitment(
        site.project,
        other,
        "gammaX1",
        title="gammaX1",
        description="4",
        lines=(29_999_99,),
        updated_at=SUMMER,
    )
    await world.designate(four, await world.person("Otto Other", other))
    period = await world.period(site.project)
    await claim_row(site, period, commitment=four)
    closed = await world.period(site.project, date(2026, 10, 1), status=BillingPeriodStatus.CLOSED)
    await claim_row(site, closed, ClaimStatus.APPROVED)
    stranger = await world.project(await world.account("Hidden"), "P-3")
    await world.commitment(stranger, await world.vendor(await world.account("Hidden 2"), "X"), "Alpha")
    ids = {
        "project": id_of("Project", site.project),
        "yen": id_of("Project", yen),
        "hidden": id_of("Project", stranger),
        "vendor": id_of("Vendor", site.vendor),
        "other": id_of("Vendor", other),
        "open": id_of("BillingPeriod", period),
        "closed": id_of("BillingPeriod", closed),
        "two": id_of("Commitment", two),
        "three": id_of("Commitment", three),
    }
    return site, ids


async def test_commitments_are_filtered_by_every_member(database: Database) -> None:
    site, ids = await many_commitments(database)
    await site.world.set(site.commitment, number="Alpha", number_key="alpha")
    asked = "FILTER{ commitments(filter: $filter) { totalCount nodes { mark: description } } }"
    await all_found(
        site.world,
        site.administrator,
        asked,
        "CommitmentFilter",
        [
            *texts("title"),
            *texts("number"),
            ({"projectId": [ids["yen"]]}, "3"),
            ({"projectId": [ids["project"], ids["hidden"]]}, "1 2 4"),
            ({"projectId": [ids["hidden"]]}, ""),
            ({"vendorId": [ids["other"]]}, "2 4"),
            ({"kind": ["PURCHASE_ORDER"]}, "2"),
            ({"kind": []}, ""),
            ({"status": ["DRAFT", "VOID"]}, "2"),
            ({"status": ["APPROVED"], "vendorId": [ids["vendor"]]}, "1 3"),
            ({"hasClaimContact": True}, "1 4"),
            ({"hasClaimContact": False}, "2 3"),
            ({"viewerIsClaimContact": True}, ""),
            ({"viewerIsClaimContact": False}, "1 2 3 4"),
            # An amount is compared in the currency of each row: 30000 yen are 30000.00 dollars here.
            ({"revisedSum": {"eq": "30000.00"}}, "1 3"),
            ({"revisedSum": {"gte": "30000"}}, "1 3"),
            ({"revisedSum": {"gt": "29999.99"}}, "1 3"),
            ({"revisedSum": {"gt": "29999.989"}}, "1 3 4"),
            ({"revisedSum": {"lt": "30000"}}, "2 4"),
            ({"revisedSum": {"lte": "29999.995"}}, "2 4"),
            ({"revisedSum": {"eq": "29999.995"}}, ""),
            ({"revisedSum": {"gte": "100", "lt": "100.01"}}, "2"),
            ({"revisedSum": {"gt": "-99999999999999999999"}}, "1 2 3 4"),
            ({"revisedSum": {"gt": "99999999999999999999"}}, ""),
            ({"revisedSum": {"eq": None}}, "1 2 3 4"),
            # In the open period; where none is open a commitment stands nowhere.
            ({"billingState": ["TO_CLAIM"]}, "1"),
            ({"billingState": ["CLAIMED"]}, "4"),
            ({"billingState": ["NO_CONTACT", "NOT_CLAIMABLE"]}, "2"),
            ({"updatedAt": {"gte": "2026-05-01T00:00:00Z"}}, "3 4"),
            ({"not": {"hasClaimContact": False}}, "1 4"),
            ({"not": {"billingState": ["CLAIMED"]}}, "1 2 3"),
            (
                {
                    "status": ["APPROVED"],
                    "or": [{"title": {"contains": "alpha"}}, {"revisedSum": {"lt": "30000.00"}}],
                    "not": {"hasClaimContact": False},
                },
                "1 4",
            ),
        ],
    )


async def test_in_the_list_of_a_period_the_billing_state_is_that_periods(database: Database) -> None:
    site, ids = await many_commitments(database)
    states: dict[str, dict[str, str]] = {}
    for name in ("open", "closed"):
        asked = f"""FILTER{{ node(id: "{ids[name]}") {{ ... on BillingPeriod {{
          commitments(filter: $filter) {{ totalCount nodes {{ mark: description }} }} }} }} }}"""
        states[name] = {
            state: await found(
                site.world, site.administrator, asked, "CommitmentFilter", {"billingState": [state]}
            )
            for state in ("CLAIMED", "TO_CLAIM", "NO_CONTACT", "NOT_CLAIMABLE")
        }
    assert states == {
        "open": {"CLAIMED": "4", "TO_CLAIM": "1", "NO_CONTACT": "2", "NOT_CLAIMABLE": ""},
        "closed": {"CLAIMED": "1", "TO_CLAIM": "4", "NO_CONTACT": "2", "NOT_CLAIMABLE": ""},
    }


async def test_filters_find_only_what_the_viewer_sees(database: Database) -> None:
    site, _ = await many_commitments(database)
    asked = "FILTER{ commitments(filter: $filter) { totalCount nodes { mark: description } } }"
    seen = {
        name: await found(site.world, person, asked, "CommitmentFilter", {"not": {"title": {"eq": "x"}}})
        for name, person in site.everybody.items()
    }
    assert seen == {
        "administrator": "1 2 3 4",
        "manager": "1 2 4",
        "standard": "1 4",
        "reader": "1 4",
        "contact": "1",
        "employee": "",
        "stranger": "",
    }
    contacts = await found(
        site.world, site.contact, asked, "CommitmentFilter", {"viewerIsClaimContact": True}
    )
    assert contacts == "1"


async def test_claims_are_filtered_by_every_member(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    other = await world.commitment(
        await world.project(site.account, "P-2", currency="KWD"),
        await world.vendor(site.account, "Bayside Concrete"),
        "SC-009",
    )
    october = await world.period(site.project, date(2026, 10, 1), status=BillingPeriodStatus.CLOSED)
    november = await world.period(site.project)
    kuwait = await world.period(await world.again(await project_of(site, other)), date(2026, 11, 1))
    await claim_row(
        site,
        october,
        ClaimStatus.APPROVED,
        vendor_claim_number="1",
        claimed_amount_minor=1_000_00,
        certified_amount_minor=900_00,
        submitted_at=SPRING,
        updated_at=SPRING,
    )
    await claim_row(
        site, november, number=2, vendor_claim_number="2", claimed_amount_minor=-5_00, is_on_behalf=True
    )
    await claim_row(
        site,
        kuwait,
        ClaimStatus.UNDER_REVIEW,
        commitment=other,
        vendor_claim_number="3",
        claim_type=ClaimType.RETENTION_RELEASE,
        claimed_amount_minor=1_000_000,
        submitted_at=SUMMER,
        updated_at=SUMMER,
    )
    asked = "FILTER{ claims(filter: $filter) { totalCount nodes { mark: vendorClaimNumber } } }"
    await all_found(
        world,
        site.administrator,
        asked,
        "ClaimFilter",
        [
            ({}, "1 2 3"),
            ({"projectId": [id_of("Project", site.project)]}, "1 2"),
            ({"commitmentId": [id_of("Commitment", other)]}, "3"),
            ({"vendorId": [id_of("Vendor", site.vendor)]}, "1 2"),
            ({"periodId": [id_of("BillingPeriod", one) for one in (october, kuwait)]}, "1 3"),
            ({"status": ["DRAFT", "APPROVED"]}, "1 2"),
            ({"claimType": ["RETENTION_RELEASE"]}, "3"),
            ({"isOnBehalf": True}, "2"),
            ({"isOnBehalf": False}, "1 3"),
            ({"claimedAmount": {"eq": "1000.00"}}, "1 3"),
            ({"claimedAmount": {"lt": "0"}}, "2"),
            ({"claimedAmount": {"gte": "-5.00", "lte": "1000"}}, "1 2 3"),
            ({"claimedAmount": {"gt": "999.999"}}, "1 3"),
            ({"certifiedAmount": {"gte": "0"}}, "1"),
            ({"not": {"certifiedAmount": {"gte": "0"}}}, "2 3"),
            ({"submittedAt": {"gte": "2026-05-01T00:00:00Z"}}, "3"),
            ({"submittedAt": {"lt": "2026-05-01T00:00:00Z"}}, "1"),
            ({"not": {"submittedAt": {"gte": "2026-05-01T00:00:00Z"}}}, "1 2"),
            ({"updatedAt": {"lt": "2026-02-01T00:00:00Z"}}, "2"),
            ({"or": [{"status": ["DRAFT"]}, {"and": [{"isOnBehalf": False}, {"claimType": []}]}]}, "2"),
        ],
    )


async def project_of(site: Site, commitment: models.Commitment) -> models.Project:
    """The project of another commitment."""
    return models.Project(id=commitment.project_id)


async def test_people_vendors_and_periods_are_filtered_by_every_member(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    company = models.Company(id=site.vendor.company_id, name="")
    for place, name in enumerate(NAMES, 1):
        person = await world.person(f"x{place}", site.vendor)
        (actor,) = [await world.again(models.Actor(id=person.key))]
        await world.set(
            actor,
            name=name,
            name_key=models.folded(name),
            job_title=str(place),
            email=f"{name}@example.com",
            email_key=models.folded(f"{name}@example.com"),
        )
        vendor = await world.vendor(site.account, name)
        await world.set(vendor, updated_at=SPRING if place < 3 else SUMMER)
        await world.set(
            await world.again(models.Company(id=vendor.company_id)), registration_number=str(place)
        )
    people = f"""FILTER{{ company(id: "{id_of("Company", company)}") {{
      people(filter: $filter) {{ totalCount nodes {{ mark: jobTitle }} }} }} }}"""
    mine: Cases = [(given, expected) for given, expected in texts("name") if expected != "1 2 3 4"]
    by_address: Filter = {"email": {"startsWith": "GAMMA_1%@"}, "name": {"contains": "gamma"}}
    await all_found(world, site.administrator, people, "PersonFilter", [*mine, (by_address, "3")])
    vendors = f"""FILTER{{ company(id: "{site.id("account")}") {{
      vendors(filter: $filter) {{ totalCount nodes {{ mark: name }} }} }} }}"""
    await all_found(
        world,
        site.administrator,
        vendors,
        "VendorFilter",
        [
            ({"name": {"contains": "gamma"}}, "gamma_1% gammaX1"),
            ({"updatedAt": {"gte": "2026-07-01T00:00:00Z"}}, "gamma_1% gammaX1"),
            ({"updatedAt": {"gte": "2026-02-01T00:00:00Z", "lt": "2026-07-01T00:00:00Z"}}, "Alpha BÉTA"),
        ],
    )
    for month in (9, 10):
        await world.period(site.project, date(2026, month, 1), status=BillingPeriodStatus.CLOSED)
    await world.period(site.project)
    periods = f"""FILTER{{ project(id: "{site.id("project")}") {{
      billingPeriods(filter: $filter) {{ totalCount nodes {{ mark: startsOn }} }} }} }}"""
    await all_found(
        world,
        site.reader,
        periods,
        "BillingPeriodFilter",
        [
            ({"status": ["OPEN"]}, "2026-11-01"),
            ({"status": ["OPEN", "CLOSED"]}, "2026-09-01 2026-10-01 2026-11-01"),
            ({"startsOn": {"eq": "2026-10-01"}}, "2026-10-01"),
            ({"startsOn": {"gte": "2026-10-01", "lte": "2026-10-31"}}, "2026-10-01"),
            ({"dueOn": {"gte": "2026-10-25"}}, "2026-10-01 2026-11-01"),
            ({"dueOn": {"lte": "2026-09-25"}, "startsOn": None}, "2026-09-01"),
        ],
    )
    assert LONG_AGO < SPRING


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"projectId": ["?"]}, "is not an id of this server"),
        ({"projectId": ["VENDOR"]}, "here the id of a Project is needed"),
        ({"vendorId": ["COMMITMENT"]}, "here the id of a Vendor is needed"),
        ({"or": [{"projectId": ["VENDOR"]}]}, "here the id of a Project is needed"),
        ({"and": [{}] * 100}, "at most 100 filters"),
        ({"title": {"contains": "a\x00b"}}, "can't be kept"),
        ({"number": {"in": ["\ud800"]}}, "can't be kept"),
        ({"status": ["NONE"]}, "does not exist in 'CommitmentStatus' enum"),
        ({"status": None, "kind": [None]}, "Expected value of non-null type"),
        ({"revisedSum": {"eq": "1e3"}}, "must be a plain decimal number"),
        ({"revisedSum": {"eq": 1}}, "must be a decimal string"),
        ({"updatedAt": {"gte": "2026-11-10"}}, "must be an instant with an offset"),
        ({"colour": "red"}, "not to include unknown field"),
        ({"isPrivate": True}, "not to include unknown field"),
        ({"internalNote": {"contains": "x"}}, "not to include unknown field"),
    ],
)
async def test_what_can_not_be_asked_is_told(database: Database, given: Filter, wrong: str) -> None:
    site = await site_of(database)
    ids = {"VENDOR": site.id("vendor"), "COMMITMENT": site.id("commitment")}
    asked = "query($filter: CommitmentFilter) { commitments(filter: $filter) { totalCount } }"
    told = await site.world.ask(site.administrator, asked, {"filter": _named(given, ids)})
    (error,) = told["errors"]
    assert (error["extensions"]["code"], wrong in error["message"]) == ("BAD_INPUT", True), error["message"]
    assert not told["data"] or told["data"]["commitments"] is None


def _named(given: Any, ids: dict[str, str]) -> Any:
    if isinstance(given, list):
        return [_named(one, ids) for one in given]
    if isinstance(given, Mapping):
        return {name: _named(value, ids) for name, value in given.items()}
    return ids.get(given, given) if isinstance(given, str) else given


async def test_a_filter_that_is_wrong_costs_its_own_list_alone(database: Database) -> None:
    site = await site_of(database)
    asked = """query($id: ID!) {
      project(id: $id) { number right: commitments { totalCount }
        wrong: commitments(filter: {vendorId: ["?"]}) { totalCount } }
    }"""
    told = await site.world.ask(site.administrator, asked, {"id": site.id("project")})
    assert told["data"]["project"] == {"number": "P-1", "right": {"totalCount": 1}, "wrong": None}
    assert [one["path"] for one in told["errors"]] == [["project", "wrong"]]


async def test_a_filter_may_nest_deep_within_its_limit(database: Database) -> None:
    site = await site_of(database)
    asked = "query($filter: CommitmentFilter) { commitments(filter: $filter) { totalCount } }"
    given: dict[str, Any] = {"title": {"contains": "works"}}
    for _ in range(8):
        given = {"not": given}
    told = await site.world.ask(site.administrator, asked, {"filter": given})
    assert told == {"data": {"commitments": {"totalCount": 1}}}
    wide: dict[str, Any] = {
        "or": [{"and": [given, {"or": [{"title": {"eq": str(place)}}]}]} for place in range(6)]
    }
    told = await site.world.ask(site.administrator, asked, {"filter": wide})
    assert [one["extensions"]["code"] for one in told["errors"]] == ["BAD_INPUT"]
    for levels in (11, 100, 200):
        given = {"title": {"eq": "x"}}
        for _ in range(levels):
            given = {"not": given}
        told = await site.world.ask(site.administrator, asked, {"filter": given})
        assert [one["extensions"]["code"] for one in told["errors"]] == ["BAD_INPUT"]
        assert told["data"] in (None, {"commitments": None})


async def test_the_deepest_and_widest_filter_is_answered(database: Database) -> None:
    site = await site_of(database)
    asked = "query($filter: CommitmentFilter) { commitments(filter: $filter) { totalCount } }"
    leaf: dict[str, Any] = {
        "title": {"in": ["x"] * 100, "contains": "x", "startsWith": "x"},
        "status": ["DRAFT"],
    }
    given: dict[str, Any] = {"or": [leaf] * 89}
    given = {"and": [given], "not": leaf}
    for _ in range(7):
        given = {"not": given}
    told = await site.world.ask(site.administrator, asked, {"filter": given})
    assert "errors" not in told, told
