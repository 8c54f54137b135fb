"""Duties stay apart: who has a hand in a claim never assesses or decides it; nothing switches that off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel, ActorKind
from claimgraph.storage.database import Database
from tests.api.claims import Job, job_of, person_with, refused, works
from tests.api.questions import codes
from tests.api.site import rows, unchanged
from tests.world import LONG_AGO, NOON, Person

BARRED = [("DUTIES_NOT_SEPARATE", "")]
ASSESSING = ("startAssessment", "assessClaim")


async def barred(job: Job, claim: Any, who: str) -> None:
    """He can neither assess nor decide the claim, and nothing is written when he tries."""
    async with unchanged(job.world):
        for mutation in ASSESSING:
            assert refused(await job.do(mutation, who, claimId=claim["id"])) == BARRED, mutation
        for mutation in ("approveClaim", "returnClaim"):
            assert "DUTIES_NOT_SEPARATE" in codes(await job.do(mutation, who, claimId=claim["id"]))
    assert await waiting(job, who) == []


async def free(job: Job, claim: Any, who: str) -> None:
    """He may assess the claim, and it waits for him."""
    assert await waiting(job, who) == [claim["id"]]
    assert (await job.do("startAssessment", who, claimId=claim["id"]))["userErrors"] == []


async def waiting(job: Job, who: str) -> list[str]:
    """The claims under review that wait for somebody."""
    query = "{ viewer { claimsToDo { nodes { id status } } } }"
    nodes = (await job.world.data(job.who(who), query))["viewer"]["claimsToDo"]["nodes"]
    return [one["id"] for one in nodes if one["status"] == "UNDER_REVIEW"]


async def test_who_filed_a_claim_does_not_assess_it(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00", who="administrator")
    await barred(job, claim, "administrator")
    await free(job, claim, "manager")


async def test_who_changed_a_claim_does_not_assess_it(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await job.update(claim, works("200.00"), who="manager")
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await barred(job, claim, "manager")
    await free(job, claim, "administrator")


async def test_who_moved_a_claim_does_not_assess_it(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await job.next_period()
    await job.done("moveClaim", "manager", claimId=claim["id"])
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await barred(job, claim, "manager")


async def test_who_submitted_a_claim_does_not_assess_it(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await job.done("submitClaim", "manager", claimId=claim["id"])
    await barred(job, claim, "manager")
    await free(job, claim, "administrator")


async def test_whom_a_claim_was_filed_for_does_not_assess_it(database: Database) -> None:
    job = await job_of(database)
    both = await person_with(job, "both", level=AccessLevel.ADMIN, contact=True)
    claim = await job.submitted("100.00", who="standard", onBehalfOfId=both.id)
    (employment,) = await rows(
        job.world, models.Employment, person_id=both.key, company_id=job.site.vendor.company_id
    )
    await job.world.set(employment, begins_at=LONG_AGO, ends_at=LONG_AGO)
    await barred(job, claim, "both")


async def test_a_contact_who_administers_too_does_not_assess_his_own(database: Database) -> None:
    job = await job_of(database)
    await person_with(job, "both", level=AccessLevel.ADMIN, contact=True)
    claim = await job.submitted("100.00", who="both")
    await barred(job, claim, "both")
    await free(job, claim, "administrator")


@pytest.mark.parametrize(
    ("begins", "ends", "is_barred"),
    [
        (-10, 10, True),  # then and now
        (-10, 2, True),  # when it was submitted, and left since
        (3, 10, True),  # only now
        (-10, -1, False),  # left before it was submitted
        (2, 3, False),  # came and left in between
        (5, 10, False),  # comes later
        (-10, 0, False),  # his last instant was that of the submission
        (0, 1, True),  # began with the submission
        (2, 4, False),  # his last instant is this one
        (4, 10, True),  # begins this instant
    ],
)
async def test_who_works_for_the_vendor_now_or_did_at_the_submission_does_not_assess(
    database: Database, begins: int, ends: int, is_barred: bool
) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    fellow = await person_with(job, "fellow", level=AccessLevel.ADMIN)
    days = {"begins_at": NOON + timedelta(days=begins), "ends_at": NOON + timedelta(days=ends)}
    await job.world.employ(fellow.key, job.site.vendor, starts_on=date(2026, 1, 1), **days)
    job.world.now = NOON + timedelta(days=4)
    await (barred if is_barred else free)(job, claim, "fellow")


async def test_each_submission_counts(database: Database) -> None:
    job = await job_of(database)
    fellow = await person_with(job, "fellow", level=AccessLevel.ADMIN)
    days = {"begins_at": NOON - timedelta(days=1), "ends_at": NOON + timedelta(hours=1)}
    await job.world.employ(fellow.key, job.site.vendor, **days)
    claim = await job.returned(await job.submitted("100.00"), 1)
    job.world.now = NOON + timedelta(days=2)
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await barred(job, claim, "fellow")


async def test_work_for_another_vendor_bars_nobody(database: Database) -> None:
    job = await job_of(database)
    fellow = await person_with(job, "fellow", level=AccessLevel.ADMIN)
    await job.world.employ(fellow.key, await job.world.vendor(job.site.account, "Rival Roofing"))
    claim = await job.submitted("100.00")
    await free(job, claim, "fellow")


async def test_a_second_record_of_the_same_person_is_he_himself(database: Database) -> None:
    job = await job_of(database)
    both = await person_with(job, "both", level=AccessLevel.ADMIN)
    row = await job.world.row(
        models.Actor,
        kind=ActorKind.PERSON,
        name="Both Again",
        email=both.email,
        stands_for_id=both.key,
    )
    record = Person(row.id, row.name, both.email)
    await job.world.employ(record.key, job.site.vendor)
    await job.world.designate(job.commitment, record)
    claim = await job.submitted("100.00", who="standard", onBehalfOfId=record.id)
    await barred(job, claim, "both")
    await free(job, claim, "manager")


async def test_a_service_account_that_filed_a_claim_does_not_assess_it(database: Database) -> None:
    job = await job_of(database)
    robot = await job.world.service_account(job.site.account)
    await job.world.grant(job.site.project, robot, AccessLevel.ADMIN)
    await job.join("robot", robot)
    claim = await job.submitted("100.00", who="robot")
    await barred(job, claim, "robot")
    await free(job, claim, "administrator")


async def test_reasons_of_the_status_and_of_duties_are_told_together(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00", who="administrator")
    answer = await job.do("approveClaim", "administrator", claimId=claim["id"])
    assert codes(answer) == ["CLAIM_NOT_UNDER_REVIEW", "DUTIES_NOT_SEPARATE"]
