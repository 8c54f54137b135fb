"""Billing periods: opened, changed, closed, deleted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import BillingPeriodStatus, ClaimStatus
from claimgraph.storage.database import Database
from tests.api.questions import codes, do
from tests.api.site import Site, claim_row, event, rows, site_of, unchanged
from tests.world import NOON, id_of

PERIOD = "id startsOn endsOn dueOn status version"
NOVEMBER = {"startsOn": "2026-11-01", "endsOn": "2026-11-30", "dueOn": "2026-11-25"}
OCTOBER = {"startsOn": "2026-10-01", "endsOn": "2026-10-31", "dueOn": "2026-10-25"}


async def open_period(site: Site, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Opens a period of the project."""
    shown = f"billingPeriod {{ {PERIOD} }} closedPeriod {{ {PERIOD} }}"
    viewer = site.everybody[who]
    return await do(site.world, viewer, "openBillingPeriod", shown, projectId=site.id("project"), **given)


async def step(
    site: Site, mutation: str, period: models.BillingPeriod, who: str = "administrator", **given: Any
) -> dict[str, Any]:
    """Changes, closes or deletes a period."""
    shown = (
        "deletedId project { billingPeriods { totalCount } }"
        if mutation.startswith("delete")
        else f"billingPeriod {{ {PERIOD} }}"
    )
    key = id_of("BillingPeriod", period)
    return await do(site.world, site.everybody[who], mutation, shown, periodId=key, **given)


def paths(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """What was refused, and where."""
    return [(one["code"], ".".join(one["path"][1:])) for one in answer["userErrors"]]


def days(period: dict[str, Any]) -> tuple[str, str, str]:
    """The dates of a period."""
    return period["startsOn"], period["endsOn"], period["dueOn"]


async def test_opening_a_period_closes_the_one_that_is_open(database: Database) -> None:
    site = await site_of(database)
    october = (await open_period(site, **OCTOBER))["billingPeriod"]
    assert (days(october), october["status"]) == (("2026-10-01", "2026-10-31", "2026-10-25"), "OPEN")
    answer = await open_period(site, **NOVEMBER)
    assert answer["closedPeriod"] == {**october, "status": "CLOSED", "version": 2}
    again = await open_period(site, periodId=october["id"])
    assert again["billingPeriod"] == {**october, "version": 3}
    assert again["closedPeriod"]["id"] == answer["billingPeriod"]["id"]
    opened = [one for one in await rows(site.world, models.BillingPeriod) if one.status == "OPEN"]
    assert [one.starts_on for one in opened] == [date(2026, 10, 1)]


async def test_what_opening_a_period_changed_is_in_one_event(database: Database) -> None:
    site = await site_of(database)
    await site.world.period(site.project, date(2026, 10, 1))
    await open_period(site, **NOVEMBER)
    found, _ = await event(site.world, "billing_period.opened")
    assert '"status": ["OPEN", "CLOSED"]' in found.changes
    assert '"starts_on": [null, "2026-11-01"]' in found.changes
    assert found.project_id == site.project.id


@pytest.mark.parametrize(
    ("usual", "now", "expected"),
    [
        ((1, 31, 25), NOON, ("2026-11-01", "2026-11-30", "2026-11-25")),
        ((26, 25, 28), NOON, ("2026-10-26", "2026-11-25", "2026-11-28")),
        ((26, 25, 28), NOON.replace(day=26), ("2026-11-26", "2026-12-25", "2026-12-28")),
        # In Sydney it is December already.
        ((1, 31, 25), NOON.replace(day=30, hour=13), ("2026-12-01", "2026-12-31", "2026-12-25")),
    ],
)
async def test_dates_that_are_left_out_are_the_projects_usual_ones(
    database: Database, usual: tuple[int, int, int], now: Any, expected: tuple[str, str, str]
) -> None:
    names = ("start", "end", "due")
    columns: dict[str, Any] = {
        f"default_period_{name}_day": day for name, day in zip(names, usual, strict=True)
    }
    site = await site_of(database, **columns)
    site.world.now = now
    assert days((await open_period(site, dryRun=True))["billingPeriod"]) == expected
    given = (await open_period(site, dueOn="2026-12-31"))["billingPeriod"]
    assert days(given) == (*expected[:2], "2026-12-31")


async def test_without_usual_dates_each_is_asked_for(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await open_period(site, endsOn="2026-11-30")
    assert paths(answer) == [("VALUE_REQUIRED", "startsOn"), ("VALUE_REQUIRED", "dueOn")]


async def test_dates_that_contradict_or_overlap_are_told_at_once(database: Database) -> None:
    site = await site_of(database)
    await site.world.period(site.project, date(2026, 10, 1))
    async with unchanged(site.world):
        answer = await open_period(site, startsOn="2026-10-31", endsOn="2026-10-30", dueOn="2026-10-29")
        overlapping = await open_period(site, startsOn="2026-10-31", endsOn="2026-11-30", dueOn="2026-11-25")
    assert paths(answer) == [("VALUE_INVALID", "endsOn"), ("VALUE_INVALID", "dueOn")]
    assert paths(overlapping) == [("PERIOD_OVERLAPS", "startsOn")]
    assert (overlapping["billingPeriod"], overlapping["closedPeriod"]) == (None, None)
    assert codes(await open_period(site, **NOVEMBER)) == []


async def test_periods_of_other_projects_do_not_overlap(database: Database) -> None:
    site = await site_of(database)
    await site.world.period(await site.world.project(site.account, "P-2"))
    assert codes(await open_period(site, **NOVEMBER)) == []


async def test_a_period_with_claims_opens_again_with_its_days_alone(database: Database) -> None:
    site = await site_of(database)
    october = await site.world.period(site.project, date(2026, 10, 1), status=BillingPeriodStatus.CLOSED)
    await claim_row(site, october, ClaimStatus.VOID)
    key = id_of("BillingPeriod", october)
    async with unchanged(site.world):
        moved = await open_period(site, periodId=key, endsOn="2026-10-30")
    assert paths(moved) == [("PERIOD_HAS_CLAIMS", "startsOn")]
    opened = (await open_period(site, periodId=key, dueOn="2026-11-15"))["billingPeriod"]
    assert (days(opened), opened["status"]) == (("2026-10-01", "2026-10-31", "2026-11-15"), "OPEN")


async def test_only_a_closed_period_of_the_project_opens_again(database: Database) -> None:
    site = await site_of(database)
    november = await site.world.period(site.project)
    other = await site.world.period(await site.world.project(site.account, "P-2"))
    foreign = await site.world.period(await site.world.project(await site.world.account("Western Works")))
    async with unchanged(site.world):
        for period, code in ((november, "VALUE_INVALID"), (other, "NOT_FOUND"), (foreign, "NOT_FOUND")):
            answer = await open_period(site, periodId=id_of("BillingPeriod", period))
            assert paths(answer) == [(code, "periodId")]


async def test_dates_change_while_no_claim_stands_in_the_period(database: Database) -> None:
    site = await site_of(database)
    november = await site.world.period(site.project)
    changed = await step(site, "updateBillingPeriod", november, startsOn="2026-11-02", expectedVersion=1)
    assert days(changed["billingPeriod"]) == ("2026-11-02", "2026-11-30", "2026-11-25")
    await claim_row(site, november)
    async with unchanged(site.world):
        refused = await step(site, "updateBillingPeriod", november, endsOn="2026-11-29", dueOn="2026-11-01")
    assert paths(refused) == [("VALUE_INVALID", "dueOn"), ("PERIOD_HAS_CLAIMS", "startsOn")]
    later = await step(site, "updateBillingPeriod", november, dueOn="2026-12-05", endsOn="2026-11-30")
    assert (later["billingPeriod"]["dueOn"], later["billingPeriod"]["version"]) == ("2026-12-05", 3)


async def test_changed_dates_overlap_no_other_period(database: Database) -> None:
    site = await site_of(database)
    await site.world.period(site.project, date(2026, 10, 1), status=BillingPeriodStatus.CLOSED)
    november = await site.world.period(site.project)
    async with unchanged(site.world):
        answer = await step(site, "updateBillingPeriod", november, startsOn="2026-10-31")
        stale = await step(site, "updateBillingPeriod", november, dueOn="2026-11-26", expectedVersion=2)
        null = await step(site, "updateBillingPeriod", november, dueOn=None)
    assert paths(answer) == [("PERIOD_OVERLAPS", "startsOn")]
    assert (codes(stale), stale["billingPeriod"]["dueOn"]) == (["VERSION_CONFLICT"], "2026-11-25")
    assert null["errors"][0][0] == "BAD_INPUT"


async def test_a_period_closes_once(database: Database) -> None:
    site = await site_of(database)
    november = await site.world.period(site.project)
    closed = await step(site, "closeBillingPeriod", november)
    assert closed["billingPeriod"]["status"] == "CLOSED"
    async with unchanged(site.world):
        assert codes(await step(site, "closeBillingPeriod", november)) == ["PERIOD_CLOSED"]
    told = await site.world.data(
        site.administrator,
        "query($id: ID!) { project(id: $id) { openPeriod { id } } }",
        id=site.id("project"),
    )
    assert told["project"]["openPeriod"] is None


async def test_a_period_without_claims_is_deleted_one_with_a_void_claim_is_kept(database: Database) -> None:
    site = await site_of(database)
    october = await site.world.period(site.project, date(2026, 10, 1), status=BillingPeriodStatus.CLOSED)
    november = await site.world.period(site.project)
    await claim_row(site, october, ClaimStatus.VOID)
    async with unchanged(site.world):
        kept = await step(site, "deleteBillingPeriod", october)
        dry = await step(site, "deleteBillingPeriod", november, dryRun=True)
    assert (codes(kept), kept["deletedId"]) == (["PERIOD_HAS_CLAIMS"], None)
    assert dry["project"] == {"billingPeriods": {"totalCount": 1}}
    gone = await step(site, "deleteBillingPeriod", november)
    assert (gone["deletedId"], gone["project"]["billingPeriods"]["totalCount"]) == (
        id_of("BillingPeriod", november),
        1,
    )
    again = await step(site, "deleteBillingPeriod", november)
    assert again["errors"][0][0] == "NOT_FOUND"
    found, changes = await event(site.world, "billing_period.deleted")
    assert (found.subject_id, changes["BillingPeriod"]["deleted"]) == (november.id, [False, True])


@pytest.mark.parametrize(
    ("who", "codes_found"),
    [
        ("manager", [None, None]),
        ("standard", ["FORBIDDEN", "FORBIDDEN"]),
        ("reader", ["FORBIDDEN", "FORBIDDEN"]),
        ("contact", ["FORBIDDEN", "FORBIDDEN"]),
        ("employee", ["NOT_FOUND", "NOT_FOUND"]),
        ("stranger", ["NOT_FOUND", "NOT_FOUND"]),
    ],
)
async def test_periods_are_the_administrators(
    database: Database, who: str, codes_found: list[str | None]
) -> None:
    site = await site_of(database)
    november = await site.world.period(site.project)
    opened = await open_period(site, who, startsOn="2026-12-01", endsOn="2026-12-31", dueOn="2026-12-25")
    changed = await step(site, "updateBillingPeriod", november, who, dueOn="2026-11-26")
    found = [answer["errors"][0][0] if "errors" in answer else None for answer in (opened, changed)]
    assert found == codes_found


async def test_a_contact_sees_the_open_period_and_those_in_which_he_claimed(database: Database) -> None:
    site = await site_of(database)
    months = [
        await site.world.period(site.project, date(2026, month, 1), status=BillingPeriodStatus.CLOSED)
        for month in (8, 9, 10)
    ]
    await site.world.period(site.project)
    await claim_row(site, months[1], ClaimStatus.APPROVED)
    asked = """query($id: ID!) { project(id: $id) {
      openPeriod { startsOn } billingPeriods(orderBy: {field: STARTS_ON, direction: ASC}) {
        totalCount nodes { startsOn } } } }"""
    seen = {}
    for who in ("reader", "contact"):
        told = await site.world.data(site.everybody[who], asked, id=site.id("project"))
        assert told["project"]["openPeriod"] == {"startsOn": "2026-11-01"}
        found = told["project"]["billingPeriods"]
        seen[who] = [one["startsOn"] for one in found["nodes"]]
        assert found["totalCount"] == len(seen[who])
    assert seen == {
        "reader": ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"],
        "contact": ["2026-09-01", "2026-11-01"],
    }


async def test_a_key_answers_the_period_as_it_is_by_now(database: Database) -> None:
    site = await site_of(database)
    first = await open_period(site, **NOVEMBER, idempotencyKey="november")
    async with unchanged(site.world):
        again = await open_period(site, **NOVEMBER, idempotencyKey="november")
    assert again == first
    (november,) = await rows(site.world, models.BillingPeriod)
    await step(site, "closeBillingPeriod", november)
    told = await open_period(site, **NOVEMBER, idempotencyKey="november")
    assert told["billingPeriod"]["status"] == "CLOSED"
