"""moveClaim: a draft goes to another period, a contact's to the open one alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.retention.policy import RetentionPolicy, RetentionStage
from claimgraph.rules.vocabulary import BillingPeriodStatus, ClaimType, MilestoneKind, RetentionRule
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, job_of, refused, unknown_id
from tests.api.questions import codes
from tests.api.site import rows, unchanged
from tests.world import id_of

SHOWN = "claim { id version status period { startsOn status } claimedAmount }"


async def move(job: Job, claim: Any, who: str = "contact", **given: Any) -> dict[str, Any]:
    """What moveClaim answers."""
    return await job.do("moveClaim", who, SHOWN, claimId=claim["id"], **given)


async def closed(job: Job, first: date = date(2026, 10, 1)) -> str:
    """The id of a further period that is closed."""
    period = await job.world.period(job.site.project, first, status=BillingPeriodStatus.CLOSED)
    return id_of("BillingPeriod", period)


async def test_a_contact_takes_a_draft_whose_period_has_closed_to_the_open_one(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await job.next_period()
    assert codes(await job.do("submitClaim", "contact", claimId=claim["id"])) == ["PERIOD_CLOSED"]
    moved = (await move(job, claim, expectedVersion=claim["version"]))["claim"]
    assert moved["period"] == {"startsOn": "2026-12-01", "status": "OPEN"}
    assert (moved["version"], moved["status"]) == (claim["version"] + 1, "DRAFT")
    assert (await job.do("submitClaim", "contact", claimId=claim["id"]))["userErrors"] == []


@pytest.mark.parametrize("who", ["standard", "administrator"])
async def test_members_take_a_draft_to_any_period(database: Database, who: str) -> None:
    job = await job_of(database, collaborators_may_submit=False)
    claim = await job.draft("100.00", who="administrator")
    job.world.now = datetime(2026, 12, 30, tzinfo=UTC)
    moved = (await move(job, claim, who, periodId=await closed(job)))["claim"]
    assert moved["period"] == {"startsOn": "2026-10-01", "status": "CLOSED"}
    authors = {one.actor_id for one in await rows(job.world, models.ClaimAuthor)}
    assert job.who(who).key in authors


async def test_a_contact_goes_through_the_gates_of_periods(database: Database) -> None:
    job = await job_of(database)
    await job.void(await job.draft("100.00"))
    november = job.period_id
    await job.next_period()
    claim = await job.draft("100.00")
    async with unchanged(job.world):
        assert codes(await move(job, claim, periodId=november)) == ["PERIOD_CLOSED"]
        answer = await move(job, claim, periodId=await closed(job, date(2026, 9, 1)))
        assert refused(answer) == [("NOT_FOUND", "input.periodId")]
        (period,) = await rows(job.world, models.BillingPeriod, starts_on=date(2026, 9, 1))
        await job.world.database.work(lambda _: models.BillingPeriod.filter(id=period.id).delete())
        job.world.now = datetime(2026, 12, 26, tzinfo=UTC)
        assert codes(await move(job, claim)) == ["PERIOD_PAST_DUE"]
        assert sorted(codes(await move(job, claim, periodId=november))) == [
            "PERIOD_CLOSED",
            "PERIOD_PAST_DUE",
        ]


async def test_a_contact_has_nowhere_to_go_while_no_period_is_open(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await job.world.set(job.period, status=BillingPeriodStatus.CLOSED)
    async with unchanged(job.world):
        assert codes(await move(job, claim)) == ["NO_OPEN_PERIOD"]
        assert refused(await move(job, claim, "standard")) == [("NO_OPEN_PERIOD", "input.periodId")]


async def test_own_submission_off_keeps_a_contacts_draft_where_it_is(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await job.next_period()
    await job.set_project(collaborators_may_submit=False)
    async with unchanged(job.world):
        assert codes(await move(job, claim)) == ["OWN_SUBMISSION_OFF"]
    assert (await move(job, claim, "standard"))["userErrors"] == []


@pytest.mark.parametrize("who", ["contact", "standard"])
async def test_no_draft_goes_where_a_claim_stands(database: Database, who: str) -> None:
    job = await job_of(database)
    await job.approved("100.00")
    november = job.period
    await job.next_period()
    claim = await job.draft("100.00")
    await job.world.set(job.period, status=BillingPeriodStatus.CLOSED)
    await job.world.set(november, status=BillingPeriodStatus.OPEN)
    async with unchanged(job.world):
        assert codes(await move(job, claim, who)) == ["PERIOD_ALREADY_CLAIMED"]


async def test_a_release_goes_beside_the_claim_of_a_period(database: Database) -> None:
    job = await job_of(database)
    await job.approved("100.00")
    november = job.period_id
    await job.next_period()
    claim = await job.created("standard", claimType=ClaimType.RETENTION_RELEASE.value)
    assert (await move(job, claim, "standard", periodId=november))["userErrors"] == []


async def test_no_draft_goes_before_the_last_approved_claim(database: Database) -> None:
    job = await job_of(database)
    await job.approved("100.00")
    await job.next_period()
    claim = await job.draft("100.00")
    october = await closed(job)
    async with unchanged(job.world):
        assert codes(await move(job, claim, "standard", periodId=october)) == ["PERIOD_BEFORE_PREVIOUS"]


async def test_only_a_draft_is_moved(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    await job.next_period()
    async with unchanged(job.world):
        assert codes(await move(job, claim)) == ["CLAIM_NOT_DRAFT"]
        assert codes(await move(job, claim, "administrator")) == ["CLAIM_NOT_DRAFT"]
    await job.returned(claim, 1)
    assert codes(await move(job, claim)) == ["CLAIM_NOT_DRAFT"]


@pytest.mark.parametrize(
    ("who", "expected"), [("reader", "FORBIDDEN"), ("employee", "NOT_FOUND"), ("stranger", "NOT_FOUND")]
)
async def test_others_move_nothing(database: Database, who: str, expected: str) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    async with unchanged(job.world):
        assert error_codes(await move(job, claim, who)) == [expected]


async def test_a_period_that_is_none_is_not_found(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    elsewhere = await job.world.period(await job.world.project(job.site.account, "P-2"))
    async with unchanged(job.world):
        for period in (id_of("BillingPeriod", elsewhere), unknown_id("BillingPeriod", job.site), claim["id"]):
            answer = await move(job, claim, "administrator", periodId=period)
            assert refused(answer) == [("NOT_FOUND", "input.periodId")]


async def test_to_where_it_is_a_draft_goes_without_a_change(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    assert (await move(job, claim))["claim"]["version"] == claim["version"]


async def test_the_milestones_of_the_new_period_count(database: Database) -> None:
    stages = (RetentionStage(MilestoneKind.PRACTICAL_COMPLETION, 500_000),)
    policy = RetentionPolicy(RetentionRule.FLAT, rate_on_work=100_000, stages=stages)
    reached = {"practical_completion_on": date(2026, 12, 5)}
    job = await job_of(database, retention=policy, commitment=reached)
    claim = await job.draft("1000.00")
    assert claim["claimedAmount"] == "900.00"
    await job.next_period()
    assert (await move(job, claim))["claim"]["claimedAmount"] == "950.00"
