"""Pages: forwards and backwards over all rows, each once, also below each row of another list."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from json import dumps, loads
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from claimgraph.rules.vocabulary import AccessLevel, BillingPeriodStatus
from claimgraph.storage.database import Database
from tests.api.site import Site, site_of
from tests.world import LONG_AGO

PAGE = """totalCount nodes { number } edges { cursor node { number } }
pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"""
LIST = f"""query($first: Int, $after: String, $last: Int, $before: String, $order: CommitmentOrder) {{
  commitments(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {{ {PAGE} }}
}}"""
BELOW = f"""query($id: ID!, $first: Int, $after: String, $last: Int, $before: String,
                  $order: CommitmentOrder) {{
  company(id: $id) {{ vendors(first: 100) {{ nodes {{ name
    commitments(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {{ {PAGE} }}
  }} }} }} }}"""


@dataclass
class Listed:
    """A site with many commitments: 23 of one vendor, 4 of another, none of a third."""

    site: Site

    async def page(self, **arguments: Any) -> dict[str, Any]:
        """A page of all commitments that the reader sees."""
        told = await self.site.world.data(self.site.reader, LIST, **arguments)
        page: dict[str, Any] = told["commitments"]
        assert [one["node"]["number"] for one in page["edges"]] == numbers(page)
        cursors = [one["cursor"] for one in page["edges"]]
        info = page["pageInfo"]
        assert (info["startCursor"], info["endCursor"]) == (
            (cursors[0], cursors[-1]) if cursors else (None, None)
        )
        return page

    async def below(self, **arguments: Any) -> dict[str, dict[str, Any]]:
        """A page for each vendor."""
        told = await self.site.world.data(self.site.reader, BELOW, id=self.site.id("account"), **arguments)
        return {one["name"]: one["commitments"] for one in told["company"]["vendors"]["nodes"]}


def numbers(page: dict[str, Any]) -> list[str]:
    """The numbers on a page."""
    return [one["number"] for one in page["nodes"]]


@pytest.fixture
async def listed(database: Database) -> AsyncIterator[Listed]:
    """Many commitments, some alike in what they are ordered by, and some that the reader does not see."""
    site = await site_of(database)
    world = site.world
    other = await world.vendor(site.account, "Bayside")
    await world.vendor(site.account, "Nobody")
    for place in range(30):
        await world.commitment(
            site.project,
            other if place % 6 == 1 else site.vendor,
            f"SC-{place + 2:03d}",
            lines=(),
            title=f"Title {place % 4}",
            revised_sum_minor=place % 3 * 100,
            updated_at=LONG_AGO + timedelta(microseconds=place % 5),
            is_private=place % 7 == 3,
        )
    yield Listed(site)


ORDERS = [
    {"field": field, "direction": direction}
    for field in ("NUMBER", "TITLE", "VENDOR_NAME", "REVISED_SUM", "UPDATED_AT")
    for direction in ("ASC", "DESC")
]


@pytest.mark.parametrize("order", [None, *ORDERS], ids=str)
async def test_pages_cover_a_list_once_forwards_and_backwards(
    listed: Listed, order: dict[str, str] | None
) -> None:
    whole = await listed.page(first=100, order=order)
    assert whole["totalCount"] == len(numbers(whole)) == 27
    forwards: list[str] = []
    page = await listed.page(first=4, order=order)
    while True:
        forwards += numbers(page)
        assert page["totalCount"] == 27
        assert page["pageInfo"]["hasPreviousPage"] is (len(forwards) > 4)
        if not page["pageInfo"]["hasNextPage"]:
            break
        page = await listed.page(first=4, after=page["pageInfo"]["endCursor"], order=order)
    assert forwards == numbers(whole)
    backwards: list[str] = []
    page = await listed.page(last=4, order=order)
    while True:
        backwards = numbers(page) + backwards
        assert page["pageInfo"]["hasNextPage"] is (len(backwards) > 4)
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        page = await listed.page(last=4, before=page["pageInfo"]["startCursor"], order=order)
    assert backwards == numbers(whole)


PLACES = some.none() | some.integers(0, 26)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=some.sampled_from(ORDERS),
    size=some.integers(1, 30),
    from_end=some.booleans(),
    after=PLACES,
    before=PLACES,
)
async def test_any_page_is_the_part_of_the_list_that_it_should_be(
    listed: Listed, order: dict[str, str], size: int, from_end: bool, after: int | None, before: int | None
) -> None:
    whole = await listed.page(first=100, order=order)
    cursors = [one["cursor"] for one in whole["edges"]]
    page = await listed.page(
        **{"last" if from_end else "first": size},
        after=None if after is None else cursors[after],
        before=None if before is None else cursors[before],
        order=order,
    )
    start = 0 if after is None else after + 1
    end = 27 if before is None else before
    expected = numbers(whole)[start:end]
    part = expected[-size:] if from_end else expected[:size]
    assert (numbers(page), page["totalCount"]) == (part, 27)
    if part:
        first = numbers(whole).index(part[0])
        assert page["pageInfo"]["hasPreviousPage"] is (first > 0)
        assert page["pageInfo"]["hasNextPage"] is (first + len(part) < 27)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=some.sampled_from(ORDERS), size=some.integers(1, 9), from_end=some.booleans())
async def test_pages_below_each_row_cover_its_list_once(
    listed: Listed, order: dict[str, str], size: int, from_end: bool
) -> None:
    whole = await listed.below(first=100, order=order)
    assert {name: page["totalCount"] for name, page in whole.items()} == {
        "Bayside": 5,
        "Harbour Steel": 22,
        "Nobody": 0,
    }
    sized = {"last" if from_end else "first": size}
    seen: dict[str, list[str]] = {}
    for name in whole:
        cursor: str | None = None
        found: list[str] = []
        while True:
            beyond = {"before" if from_end else "after": cursor}
            page = (await listed.below(**sized, **beyond, order=order))[name]
            found = numbers(page) + found if from_end else found + numbers(page)
            assert page["totalCount"] == whole[name]["totalCount"]
            if not page["pageInfo"]["hasPreviousPage" if from_end else "hasNextPage"]:
                break
            cursor = page["pageInfo"]["startCursor" if from_end else "endCursor"]
        seen[name] = found
    assert seen == {name: numbers(page) for name, page in whole.items()}


async def test_an_empty_page_says_what_lies_around_it(listed: Listed) -> None:
    whole = await listed.page(first=100)
    after_all = await listed.page(first=5, after=whole["pageInfo"]["endCursor"])
    assert (numbers(after_all), after_all["totalCount"]) == ([], 27)
    assert after_all["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }
    none = await listed.site.world.data(listed.site.stranger, LIST)
    assert none["commitments"] == {
        "totalCount": 0,
        "nodes": [],
        "edges": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


async def test_a_page_has_25_rows_unless_asked_and_100_at_most(listed: Listed) -> None:
    assert len((await listed.page())["nodes"]) == 25
    assert len((await listed.page(first=None, last=None))["nodes"]) == 25
    assert len((await listed.page(last=26))["nodes"]) == 26


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ({"first": 0}, "A page has 1 to 100 rows; 0 were asked for."),
        ({"first": -1}, "A page has 1 to 100 rows; -1 were asked for."),
        ({"last": 101}, "A page has 1 to 100 rows; 101 were asked for."),
        ({"first": 1, "last": 1}, "Give first or last, not both: a page is read from one end."),
        ({"after": ""}, "This cursor does not belong to this list"),
        ({"after": "?"}, "This cursor does not belong to this list"),
        ({"before": "ä" * 50}, "This cursor does not belong to this list"),
        ({"after": urlsafe_b64encode(b"[1,2]").decode()}, "This cursor does not belong to this list"),
        ({"after": urlsafe_b64encode(b"[" * 5_000).decode()}, "This cursor does not belong to this list"),
        ({"after": urlsafe_b64encode(b'{"a": 1}').decode()}, "This cursor does not belong to this list"),
    ],
)
async def test_sizes_and_cursors_that_no_page_has_are_refused(
    sqlite_database: Database, arguments: dict[str, Any], wrong: str
) -> None:
    site = await site_of(sqlite_database)
    told = await site.world.ask(site.reader, LIST, arguments)
    (error,) = told["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("BAD_INPUT", ["commitments"])
    assert error["message"].startswith(wrong)
    below = await site.world.ask(site.reader, BELOW, {"id": site.id("account"), **arguments})
    assert {tuple(one["path"][:3]) for one in below["errors"]} == {("company", "vendors", "nodes")}
    assert below["data"]["company"]["vendors"]["nodes"] == [{"name": "Harbour Steel", "commitments": None}]


async def test_a_cursor_belongs_to_its_order(listed: Listed) -> None:
    world, reader = listed.site.world, listed.site.reader
    cursors = {
        str(order): (await listed.page(first=1, order=order))["pageInfo"]["endCursor"] for order in ORDERS
    }
    for mine in ORDERS:
        for theirs, cursor in cursors.items():
            told = await world.ask(reader, LIST, {"first": 2, "after": cursor, "order": mine})
            assert ("errors" in told) is (theirs != str(mine))


async def test_cursors_with_odd_values_open_nothing(listed: Listed) -> None:
    page = await listed.page(first=1, order={"field": "TITLE", "direction": "ASC"})
    cursor = page["pageInfo"]["endCursor"]
    mark, title, key = loads(_decoded(cursor))
    assert title == "title 0"
    odd: list[list[Any]] = [
        [mark, None, None],
        [mark, 1, key],
        [mark, "a\x00", key],
        [mark, "\ud800", key],
        [mark, title, "not a key"],
        [mark, [title], key],
        [mark, True, key],
        [mark, title, key, key],
        [2**70, title, key],
    ]
    for values in odd:
        forged = urlsafe_b64encode(dumps(values).encode()).decode().rstrip("=")
        told = await listed.site.world.ask(
            listed.site.reader, LIST, {"after": forged, "order": {"field": "TITLE"}}
        )
        found = [one["extensions"]["code"] for one in told.get("errors", [])]
        assert found in ([], ["BAD_INPUT"])
        assert found or "SC-005" not in str(told["data"])


async def test_cursors_hold_instants_and_numbers_as_they_are_written(listed: Listed) -> None:
    for field, odd in (
        ("UPDATED_AT", ["2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00", 5, None]),
        ("REVISED_SUM", [1.5, "5", 2**63, None, True]),
    ):
        order = {"field": field}
        cursor = (await listed.page(first=1, order=order))["pageInfo"]["endCursor"]
        mark, _, key = loads(_decoded(cursor))
        for value in odd:
            forged = urlsafe_b64encode(dumps([mark, value, key]).encode()).decode().rstrip("=")
            told = await listed.site.world.ask(listed.site.reader, LIST, {"after": forged, "order": order})
            assert [one["extensions"]["code"] for one in told["errors"]] == ["BAD_INPUT"]


def _decoded(cursor: str) -> bytes:
    return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


async def test_rows_added_between_two_pages_neither_double_nor_hide_others(listed: Listed) -> None:
    site, world = listed.site, listed.site.world
    before = numbers(await listed.page(first=100))
    page = await listed.page(first=10)
    await world.commitment(site.project, site.vendor, "SC-000", lines=())
    await world.commitment(site.project, site.vendor, "SC-999", lines=())
    seen = numbers(page)
    while page["pageInfo"]["hasNextPage"]:
        page = await listed.page(first=10, after=page["pageInfo"]["endCursor"])
        seen += numbers(page)
    assert seen == [*before, "SC-999"]


async def test_the_same_list_twice_with_other_arguments_is_two_lists(listed: Listed) -> None:
    asked = """query($id: ID!) { project(id: $id) {
      commitments(first: 1) { nodes { number } }
      last: commitments(last: 1) { nodes { number } totalCount }
      none: commitments(filter: {kind: []}) { nodes { number } totalCount }
    } }"""
    told = await listed.site.world.data(listed.site.reader, asked, id=listed.site.id("project"))
    assert told["project"] == {
        "commitments": {"nodes": [{"number": "SC-001"}]},
        "last": {"nodes": [{"number": "SC-031"}], "totalCount": 27},
        "none": {"nodes": [], "totalCount": 0},
    }


async def test_lists_below_lists_below_lists(database: Database) -> None:
    site = await site_of(database)
    world = site.world
    for place in range(3):
        project = await world.project(site.account, f"Q-{place}")
        await world.grant(project, site.reader, AccessLevel.READ_ONLY)
        for other in range(place):
            await world.commitment(project, site.vendor, f"SC-10{other}", lines=())
        for month in range(1, 3 + place):
            await world.period(project, date(2026, month, 1), status=BillingPeriodStatus.CLOSED)
    asked = """{ projects(filter: {number: {startsWith: "q"}}) { nodes { number
      billingPeriods(last: 2) { totalCount nodes { startsOn
        commitments(first: 1) { totalCount nodes { number project { number } } } } } } } }"""
    told = await world.data(site.reader, asked)
    assert told["projects"]["nodes"] == [
        {
            "number": f"Q-{place}",
            "billingPeriods": {
                "totalCount": 2 + place,
                "nodes": [
                    {
                        "startsOn": day,
                        "commitments": {
                            "totalCount": place,
                            "nodes": [{"number": "SC-100", "project": {"number": f"Q-{place}"}}][:place],
                        },
                    }
                    for day in ("2026-02-01", "2026-01-01")
                ],
            },
        }
        for place in range(3)
    ]
