"""Orders: every value both ways, ties by id, texts bytewise by their folded keys, alike on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.models import folded
from claimgraph.rules.vocabulary import BillingPeriodStatus, ClaimStatus
from claimgraph.schema.lists import ORDERS
from claimgraph.storage.database import Database
from tests.api.site import claim_row, rows, site_of
from tests.world import LONG_AGO, World, id_of

WORDS = (
    "zebra",
    "Zebra",
    "Äpfel",
    "apfel",
    "éclair",
    "E\u0301clair",
    "Straße",
    "STRASSE",
    "10",
    "9",
    "a b",
    "a-b",
)
Row = Any
Keys = dict[str, Callable[[Row], tuple[Any, ...]]]
"""For each value of an order what rows are compared by, ids apart."""


def text(value: str) -> bytes:
    """What a text is ordered by."""
    return folded(value).encode()


def times(place: int) -> Any:
    """Some instants are the same, and some differ by a microsecond."""
    return LONG_AGO + timedelta(days=place % 4, microseconds=place % 3)


def with_id(key: Callable[[Row], tuple[Any, ...]]) -> Callable[[Row], tuple[Any, ...]]:
    """What rows are compared by, ties by their ids."""
    return lambda one: (*key(one), one.id)


async def ordered(world: World, viewer: Any, asked: str, order: str, keys: Keys, all_rows: list[Row]) -> None:
    """Asks for each value of an order both ways, and compares with what Python makes of the rows."""
    assert {str(one) for one in ORDERS[order].field} == set(keys)
    query = f"query($order: {order}) {asked}"
    for field, key in keys.items():
        in_order = sorted(all_rows, key=with_id(key))
        for direction, expected in (("ASC", in_order), ("DESC", in_order[::-1])):
            told = await world.data(viewer, query, order={"field": field, "direction": direction})
            while "nodes" not in told:
                (told,) = told.values()
            found = [one["id"] for one in told["nodes"]]
            kind = type(all_rows[0]).__name__.replace("Actor", "Person")
            assert found == [id_of(kind, one) for one in expected], (field, direction)


async def test_projects_are_ordered(database: Database) -> None:
    site = await site_of(database)
    for place, word in enumerate(WORDS):
        await site.world.project(site.account, f"{word}{place}", name=WORDS[-place], updated_at=times(place))
    await ordered(
        site.world,
        site.administrator,
        "{ projects(first: 100, orderBy: $order) { nodes { id } } }",
        "ProjectOrder",
        {
            "NUMBER": lambda one: (text(one.number),),
            "NAME": lambda one: (text(one.name),),
            "UPDATED_AT": lambda one: (one.updated_at,),
        },
        await rows(site.world, models.Project),
    )


async def test_commitments_are_ordered(database: Database) -> None:
    site = await site_of(database)
    vendors = [await site.world.vendor(site.account, name) for name in ("Äpfel", "zebra")]
    for place, word in enumerate(WORDS):
        await site.world.commitment(
            site.project,
            vendors[place % 2],
            f"{word}{place}",
            title=WORDS[place % 5],
            lines=(),
            revised_sum_minor=(place % 5 - 2) * 10**15,
            updated_at=times(place),
        )
    names = {one.id: one.name for one in await rows(site.world, models.Vendor)}
    await ordered(
        site.world,
        site.reader,
        "{ commitments(first: 100, orderBy: $order) { nodes { id } } }",
        "CommitmentOrder",
        {
            "NUMBER": lambda one: (text(one.number),),
            "TITLE": lambda one: (text(one.title),),
            "VENDOR_NAME": lambda one: (text(names[one.vendor_id]),),
            "REVISED_SUM": lambda one: (one.revised_sum_minor,),
            "UPDATED_AT": lambda one: (one.updated_at,),
        },
        await rows(site.world, models.Commitment),
    )


async def test_claims_are_ordered_what_was_never_submitted_last_either_way(database: Database) -> None:
    site = await site_of(database)
    period = await site.world.period(site.project)
    other = await site.world.vendor(site.account, "alpha")
    commitments = [site.commitment, await site.world.commitment(site.project, other, "ä-1")]
    for place in range(10):
        await claim_row(
            site,
            period,
            ClaimStatus.VOID,
            commitment=commitments[place % 2],
            number=place + 1,
            claimed_on=date(2026, 11, 1 + place % 3),
            claimed_amount_minor=(place % 4 - 2) * 100,
            submitted_at=None if place % 3 == 2 else times(place),
            updated_at=times(place),
        )
    found = await rows(site.world, models.ProgressClaim)
    numbers = {one.id: one.number for one in commitments}
    names = {site.commitment.id: "Harbour Steel", commitments[1].id: "alpha"}
    asked = "{ claims(first: 100, orderBy: $order) { nodes { id } } }"
    keys: Keys = {
        "NUMBER": lambda one: (text(numbers[one.commitment_id]), one.number),
        "VENDOR_NAME": lambda one: (text(names[one.commitment_id]),),
        "CLAIMED_ON": lambda one: (one.claimed_on,),
        "CLAIMED_AMOUNT": lambda one: (one.claimed_amount_minor,),
        "SUBMITTED_AT": lambda one: (one.submitted_at,),
        "UPDATED_AT": lambda one: (one.updated_at,),
    }
    never = [one for one in found if one.submitted_at is None]
    submitted = [one for one in found if one.submitted_at is not None]
    query = f"query($order: ClaimOrder) {asked}"
    for direction, turn in (("ASC", 1), ("DESC", -1)):
        told = await site.world.data(
            site.reader, query, order={"field": "SUBMITTED_AT", "direction": direction}
        )
        expected = sorted(submitted, key=lambda one: (one.submitted_at, one.id))[::turn]
        expected += sorted(never, key=lambda one: one.id)[::turn]
        assert [one["id"] for one in told["claims"]["nodes"]] == [
            id_of("ProgressClaim", one) for one in expected
        ]
    del keys["SUBMITTED_AT"]
    for field, key in keys.items():
        in_order = sorted(found, key=with_id(key))
        for direction, turn in (("ASC", 1), ("DESC", -1)):
            told = await site.world.data(site.reader, query, order={"field": field, "direction": direction})
            assert [one["id"] for one in told["claims"]["nodes"]] == [
                id_of("ProgressClaim", one) for one in in_order[::turn]
            ], (field, direction)


async def test_people_vendors_and_periods_are_ordered(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    for place, word in enumerate(WORDS):
        person = await world.person(f"p{place}", site.vendor)
        await world.set(
            models.Actor(id=person.key), name=word, name_key=folded(word), updated_at=times(place)
        )
        if folded(word) not in {folded(one) for one in WORDS[:place]}:
            vendor = await world.vendor(site.account, word)
            await world.set(vendor, updated_at=times(place))
        await world.period(
            site.project,
            date(2025, 1 + place, 1),
            due_on=date(2026, 1, 1 + place % 3),
            status=BillingPeriodStatus.CLOSED,
        )
    employed = {
        one.person_id for one in await rows(world, models.Employment, company_id=site.vendor.company_id)
    }
    people = [one for one in await rows(world, models.Actor) if one.id in employed]
    company = id_of("Company", models.Company(id=site.vendor.company_id, name=""))
    by_name: Keys = {
        "NAME": lambda one: (text(one.name),),
        "UPDATED_AT": lambda one: (one.updated_at,),
    }
    nodes = "(first: 100, orderBy: $order) { nodes { id } } } }"
    await ordered(
        world,
        site.administrator,
        f'{{ company(id: "{company}") {{ people{nodes}',
        "PersonOrder",
        by_name,
        people,
    )
    await ordered(
        world,
        site.reader,
        f'{{ company(id: "{site.id("account")}") {{ vendors{nodes}',
        "VendorOrder",
        by_name,
        await rows(world, models.Vendor),
    )
    await ordered(
        world,
        site.reader,
        f'{{ project(id: "{site.id("project")}") {{ billingPeriods{nodes}',
        "BillingPeriodOrder",
        {"STARTS_ON": lambda one: (one.starts_on,), "DUE_ON": lambda one: (one.due_on,)},
        await rows(world, models.BillingPeriod),
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("projects { nodes { mark: number } }", ["P-1", "p-2", "P-3"]),
        ("commitments { nodes { mark: number } }", ["SC-001", "sc-002", "A", "B"]),
        ('project(id: "PROJECT") { commitments { nodes { mark: number } } }', ["SC-001", "sc-002"]),
        (
            'node(id: "VENDOR") { ... on Vendor { commitments { nodes { mark: number } } } }',
            ["SC-001", "A", "B"],
        ),
        ('company(id: "ACCOUNT") { vendors { nodes { mark: name } } }', ["Bayside", "Harbour Steel"]),
        (
            'project(id: "PROJECT") { billingPeriods { nodes { mark: startsOn } } }',
            ["2026-11-01", "2026-10-01"],
        ),
        ("claims { nodes { mark: vendorClaimNumber } }", ["new", "old"]),
        ('commitment(id: "COMMITMENT") { claims { nodes { mark: vendorClaimNumber } } }', ["new", "old"]),
        (
            'node(id: "PERIOD") { ... on BillingPeriod { claims { nodes { mark: vendorClaimNumber } } } }',
            ["old", "new"],
        ),
        (
            'project(id: "PROJECT") { access { nodes { mark: actor { name } } } }',
            [{"name": name} for name in ("Max Manager", "Rita Reader", "Stan Standard")],
        ),
        ("viewer { employments { mark: isAdministrator } }", [True]),
    ],
)
async def test_a_list_that_is_asked_no_order_has_its_usual_one(
    database: Database, asked: str, expected: list[Any]
) -> None:
    site = await site_of(database)
    world = site.world
    bayside = await world.vendor(site.account, "Bayside")
    await world.commitment(site.project, bayside, "sc-002", lines=())
    third = await world.project(site.account, "P-3")
    await world.commitment(third, site.vendor, "B", lines=())
    await world.commitment(await world.project(site.account, "p-2"), site.vendor, "A", lines=())
    await world.period(site.project, date(2026, 10, 1), status=BillingPeriodStatus.CLOSED)
    november = await world.period(site.project)
    await claim_row(site, november, ClaimStatus.VOID, vendor_claim_number="old", created_at=LONG_AGO)
    await claim_row(site, november, number=2, vendor_claim_number="new", created_at=world.now)
    ids = {
        "PROJECT": site.id("project"),
        "VENDOR": site.id("vendor"),
        "ACCOUNT": site.id("account"),
        "COMMITMENT": site.id("commitment"),
        "PERIOD": id_of("BillingPeriod", november),
    }
    for name, key in ids.items():
        asked = asked.replace(f'"{name}"', f'"{key}"')
    told = await world.data(site.administrator, f"{{ {asked} }}")
    while not isinstance(told, list):
        (told,) = told.values()
    assert [one["mark"] for one in told] == expected
