"""createClaim: the next claim of a commitment, by a contact or on behalf of one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import (
    AccessLevel,
    BillingPeriodStatus,
    ClaimType,
    CommitmentStatus,
    LateClaims,
)
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, job_of, person_with, refused, unknown_id, work
from tests.api.questions import codes
from tests.api.site import event, rows, unchanged
from tests.world import NOON, id_of

AFTER_DUE = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
"""Midnight in Sydney: the 25th is over."""


async def authors(job: Job) -> set[Any]:
    """Who is noted as having a hand in a claim."""
    return {one.actor_id for one in await rows(job.world, models.ClaimAuthor)}


async def test_a_contact_starts_a_draft_from_what_was_certified(database: Database) -> None:
    job = await job_of(database)
    first = await job.submitted("4000.00", "5000.00")
    await job.decided(first)
    await job.next_period()
    claim = await job.created()
    assert (claim["number"], claim["status"], claim["version"]) == (2, "DRAFT", 1)
    assert claim["claimType"] == "WORK_AND_MATERIALS"
    assert claim["claimedOn"] == "2026-11-10"
    assert claim["isOnBehalf"] is False
    figures = [
        (line["claimed"]["previousWork"], line["claimed"]["workThisPeriod"]) for line in claim["lines"]
    ]
    assert figures == [("4000.00", "0.00"), ("5000.00", "0.00")]
    assert claim["claimedAmount"] == "0.00"
    assert await authors(job) == {job.who("contact").key, job.who("contact").key}


async def test_stored_materials_stay_as_they_were(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created(lines=await schedule_lines(job, {1: work("100.00", storedMaterials="900.00")}))
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.decided(claim)
    await job.next_period()
    (first, _) = (await job.created())["lines"]
    assert first["claimed"]["storedMaterials"] == first["claimed"]["previousStoredMaterials"] == "900.00"
    assert first["claimed"]["workThisPeriod"] == first["claimed"]["movement"] == "0.00"


async def schedule_lines(job: Job, lines: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """What is said on lines of the schedule, by their position."""
    there = await rows(job.world, models.ScheduleLine, commitment_id=job.commitment.id)
    keys = {line.position: id_of("ScheduleLine", line) for line in there}
    return [{"scheduleLineId": keys[place], **said} for place, said in lines.items()]


async def test_lines_are_filled_at_once_by_the_lines_of_the_schedule(database: Database) -> None:
    job = await job_of(database)
    lines = await schedule_lines(job, {2: {"work": {"percentToDate": "12.5"}, "note": "Stairs"}})
    claim = await job.created(
        lines=lines, fields={"vendorClaimNumber": " NS-7 ", "note": "Crane", "claimedOn": "2026-11-09"}
    )
    assert [line["claimed"]["workThisPeriod"] for line in claim["lines"]] == ["0.00", "2500.00"]
    assert claim["lines"][1]["note"] == "Stairs"
    told = {name: claim[name] for name in ("vendorClaimNumber", "note", "claimedOn", "claimedAmount")}
    assert told == {
        "vendorClaimNumber": "NS-7",
        "note": "Crane",
        "claimedOn": "2026-11-09",
        "claimedAmount": "2375.00",
    }


async def test_every_creation_is_in_the_audit(database: Database) -> None:
    job = await job_of(database)
    contact = job.who("contact")
    await job.created("standard", onBehalfOfId=contact.id)
    told, changes = await event(job.world, "claim.created")
    assert (told.actor_id, told.on_behalf_of_id) == (job.who("standard").key, contact.key)
    assert changes["ProgressClaim"]["number"] == [None, 1]


# Gates of a contact, one by one


async def own_submission_off(job: Job) -> None:
    await job.set_project(collaborators_may_submit=False)


async def by_the_account(job: Job) -> None:
    await job.set_project(collaborators_may_submit=None)


async def not_in_force(job: Job) -> None:
    await job.set(status=CommitmentStatus.OUT_FOR_SIGNATURE)


async def terminated(job: Job) -> None:
    await job.set(status=CommitmentStatus.TERMINATED)


async def claims_off(job: Job) -> None:
    await job.set(claims_on=False)


async def no_lines(job: Job) -> None:
    await job.set(schedule_lines=0)


async def unequal(job: Job) -> None:
    await job.set(original_sum_minor=30_000_01)


async def period_closed(job: Job) -> None:
    await job.world.set(job.period, status=BillingPeriodStatus.CLOSED)


async def past_due(job: Job) -> None:
    job.world.now = AFTER_DUE


GATES = [
    (own_submission_off, ["OWN_SUBMISSION_OFF"]),
    (by_the_account, ["OWN_SUBMISSION_OFF"]),
    (not_in_force, ["COMMITMENT_NOT_CLAIMABLE"]),
    (terminated, ["COMMITMENT_NOT_CLAIMABLE"]),
    (claims_off, ["COMMITMENT_NOT_CLAIMABLE"]),
    (no_lines, ["SCHEDULE_EMPTY"]),
    (unequal, ["SCHEDULE_NOT_EQUAL_TO_CONTRACT"]),
    (period_closed, ["NO_OPEN_PERIOD"]),
    (past_due, ["PERIOD_PAST_DUE"]),
]


@pytest.mark.parametrize(("closed", "expected"), GATES, ids=lambda one: getattr(one, "__name__", ""))
async def test_a_closed_gate_refuses_the_contact(
    database: Database, closed: Any, expected: list[str]
) -> None:
    job = await job_of(database)
    await closed(job)
    async with unchanged(job.world):
        answer = await job.create()
    assert codes(answer) == expected
    assert answer["claim"] is None


async def test_all_closed_gates_are_told_at_once(database: Database) -> None:
    job = await job_of(database, collaborators_may_submit=False)
    await job.draft("100.00", who="administrator")
    job.world.now = AFTER_DUE
    await job.set(claims_on=False, original_sum_minor=1)
    async with unchanged(job.world):
        answer = await job.create(lines=await schedule_lines(job, {1: work("10000.01")}))
    assert sorted(codes(answer)) == [
        "CLAIM_ALREADY_OPEN",
        "COMMITMENT_NOT_CLAIMABLE",
        "OVER_CLAIM",
        "OWN_SUBMISSION_OFF",
        "PERIOD_ALREADY_CLAIMED",
        "PERIOD_PAST_DUE",
        "SCHEDULE_NOT_EQUAL_TO_CONTRACT",
    ]


async def test_the_accounts_decision_holds_where_the_project_has_none(database: Database) -> None:
    job = await job_of(database, collaborators_may_submit=None)
    await job.world.set(job.site.account, collaborators_may_submit=True)
    assert (await job.created())["status"] == "DRAFT"


async def test_the_due_day_ends_at_midnight_of_the_projects_time_zone(database: Database) -> None:
    job = await job_of(database)
    job.world.now = AFTER_DUE - timedelta(seconds=1)
    claim = await job.created()
    assert claim["claimedOn"] == "2026-11-25"
    await job.done("deleteClaim", "contact", claimId=claim["id"])
    job.world.now = AFTER_DUE
    assert codes(await job.create()) == ["PERIOD_PAST_DUE"]
    await job.set_project(time_zone="Europe/Vienna")
    assert (await job.created())["claimedOn"] == "2026-11-25"


async def test_after_the_due_day_claims_are_taken_where_they_are_flagged(database: Database) -> None:
    job = await job_of(database, late_claims=LateClaims.FLAGGED)
    job.world.now = AFTER_DUE
    claim = await job.created()
    assert claim["isLate"] is False


async def test_a_complete_commitment_is_claimed_as_one_in_force(database: Database) -> None:
    job = await job_of(database, commitment={"status": CommitmentStatus.COMPLETE})
    assert (await job.created())["number"] == 1


async def test_one_claim_is_open_at_a_time_in_whichever_period(database: Database) -> None:
    job = await job_of(database)
    await job.submitted("100.00")
    await job.next_period()
    async with unchanged(job.world):
        assert codes(await job.create()) == ["CLAIM_ALREADY_OPEN"]
        assert codes(await job.create("administrator")) == ["CLAIM_ALREADY_OPEN"]


async def test_a_returned_claim_is_open_still(database: Database) -> None:
    job = await job_of(database)
    await job.returned(await job.submitted("100.00"), 1)
    await job.next_period()
    assert codes(await job.create()) == ["CLAIM_ALREADY_OPEN"]


async def test_a_period_takes_one_claim_of_a_commitment(database: Database) -> None:
    job = await job_of(database)
    claim = await job.approved("100.00")
    async with unchanged(job.world):
        assert codes(await job.create()) == ["PERIOD_ALREADY_CLAIMED"]
        assert codes(await job.create("standard")) == ["PERIOD_ALREADY_CLAIMED"]
    await job.void(claim)
    assert (await job.created())["number"] == 2


async def test_a_release_of_retention_stands_beside_the_claim_of_the_period(database: Database) -> None:
    job = await job_of(database)
    await job.approved("100.00")
    release = await job.created("administrator", claimType="RETENTION_RELEASE")
    await job.done("deleteClaim", "administrator", claimId=release["id"])
    await job.set_project(default_claim_type=ClaimType.RETENTION_RELEASE)
    assert (await job.created())["claimType"] == "RETENTION_RELEASE"


async def test_no_claim_goes_before_the_last_approved_one(database: Database) -> None:
    job = await job_of(database)
    october = await job.world.period(job.site.project, date(2026, 10, 1), status=BillingPeriodStatus.CLOSED)
    claim = await job.approved("100.00")
    async with unchanged(job.world):
        answer = await job.create("administrator", periodId=id_of("BillingPeriod", october))
    assert codes(answer) == ["PERIOD_BEFORE_PREVIOUS"]
    await job.void(claim)
    earlier = await job.created("administrator", periodId=id_of("BillingPeriod", october))
    assert earlier["number"] == 2


# On behalf


async def test_whoever_is_no_contact_files_on_behalf(database: Database) -> None:
    job = await job_of(database, collaborators_may_submit=False)
    claim = await job.created("standard")
    assert claim["isOnBehalf"] is True
    seen = await job.claim("contact", claim, "createdBy { name side } onBehalfOf { name }")
    assert seen == {"createdBy": {"name": "Stan Standard", "side": "CONTRACTOR"}, "onBehalfOf": None}
    assert await authors(job) == {job.who("standard").key}


async def test_on_behalf_of_a_contact_makes_both_authors(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created("administrator", onBehalfOfId=job.who("contact").id)
    seen = await job.claim("contact", claim, "onBehalfOf { name side } isOnBehalf")
    assert seen == {"onBehalfOf": {"name": "Carl Contact", "side": "VENDOR"}, "isOnBehalf": True}
    assert await authors(job) == {job.who("administrator").key, job.who("contact").key}


async def test_on_behalf_is_possible_in_any_period_at_any_time(database: Database) -> None:
    job = await job_of(database, collaborators_may_submit=False)
    await job.set(claims_on=False)
    await period_closed(job)
    job.world.now = AFTER_DUE
    claim = await job.created(
        "standard", periodId=job.period_id, fields={"claimedOn": "2026-10-31"}, onBehalf=True
    )
    assert (claim["status"], claim["claimedOn"], claim["isLate"]) == ("DRAFT", "2026-10-31", False)


async def test_on_behalf_a_period_must_be_named_where_none_is_open(database: Database) -> None:
    job = await job_of(database)
    await period_closed(job)
    async with unchanged(job.world):
        answer = await job.create("standard")
    assert refused(answer) == [("NO_OPEN_PERIOD", "input.periodId")]


@pytest.mark.parametrize("who", ["administrator", "standard"])
async def test_on_behalf_the_schedule_must_be_complete(database: Database, who: str) -> None:
    job = await job_of(database)
    await unequal(job)
    async with unchanged(job.world):
        assert codes(await job.create(who)) == ["SCHEDULE_NOT_EQUAL_TO_CONTRACT"]
    await no_lines(job)
    assert codes(await job.create(who)) == ["SCHEDULE_EMPTY"]


@pytest.mark.parametrize("status", [CommitmentStatus.DRAFT, CommitmentStatus.VOID])
async def test_on_behalf_the_commitment_must_be_in_force(
    database: Database, status: CommitmentStatus
) -> None:
    job = await job_of(database, commitment={"status": status})
    async with unchanged(job.world):
        assert codes(await job.create("administrator")) == ["COMMITMENT_NOT_CLAIMABLE"]


async def test_under_a_terminated_commitment_only_administrators_claim(database: Database) -> None:
    job = await job_of(database)
    await terminated(job)
    async with unchanged(job.world):
        assert codes(await job.create("standard")) == ["COMMITMENT_NOT_CLAIMABLE"]
        assert codes(await job.create("contact")) == ["COMMITMENT_NOT_CLAIMABLE"]
    assert (await job.created("manager"))["number"] == 1


async def test_a_claim_is_filed_for_a_contact_alone(database: Database) -> None:
    job = await job_of(database)
    async with unchanged(job.world):
        answer = await job.create("administrator", onBehalfOfId=job.who("employee").id)
        assert refused(answer) == [("PERSON_NOT_CLAIM_CONTACT", "input.onBehalfOfId")]
        answer = await job.create("administrator", onBehalfOfId=unknown_id("Person", job.site))
        assert refused(answer) == [("NOT_FOUND", "input.onBehalfOfId")]


async def test_somebody_who_left_or_cannot_sign_in_is_no_contact(database: Database) -> None:
    job = await job_of(database)
    contact = job.who("contact")
    (actor,) = await rows(job.world, models.Actor, id=contact.key)
    await job.world.set(actor, is_active=False)
    assert codes(await job.create("administrator", onBehalfOfId=contact.id)) == ["PERSON_NOT_CLAIM_CONTACT"]
    await job.world.set(actor, is_active=True)
    (employment,) = await rows(job.world, models.Employment, person_id=contact.key)
    await job.world.set(employment, ends_at=NOON)
    assert codes(await job.create("administrator", onBehalfOfId=contact.id)) == ["PERSON_NOT_CLAIM_CONTACT"]


async def test_on_behalf_the_columns_are_chosen(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created("standard", claimType="WORK_MATERIALS_AND_RETENTION")
    assert claim["claimType"] == "WORK_MATERIALS_AND_RETENTION"


async def test_a_contact_has_the_columns_that_the_project_says(database: Database) -> None:
    job = await job_of(database)
    async with unchanged(job.world):
        answer = await job.create(claimType="WORK_MATERIALS_AND_RETENTION")
    assert refused(answer) == [("VALUE_INVALID", "input.claimType")]


# Standings


@pytest.mark.parametrize(
    ("who", "expected"),
    [("reader", "FORBIDDEN"), ("employee", "NOT_FOUND"), ("stranger", "NOT_FOUND")],
)
async def test_others_create_nothing(database: Database, who: str, expected: str) -> None:
    job = await job_of(database)
    async with unchanged(job.world):
        answer = await job.create(who)
    assert error_codes(answer) == [expected]


async def test_a_contact_of_another_commitment_and_vendor_finds_nothing(database: Database) -> None:
    job = await job_of(database)
    other = await job.world.vendor(job.site.account, "Rival Roofing")
    rival = await job.world.person("Rob Rival", other)
    await job.world.designate(await job.world.commitment(job.site.project, other, "SC-009"), rival)
    await job.join("rival", rival)
    async with unchanged(job.world):
        assert error_codes(await job.create("rival")) == ["NOT_FOUND"]


async def test_a_contact_cannot_file_on_behalf(database: Database) -> None:
    job = await job_of(database)
    async with unchanged(job.world):
        assert error_codes(await job.create(onBehalf=True)) == ["FORBIDDEN"]
        assert error_codes(await job.create(onBehalfOfId=job.who("contact").id)) == ["FORBIDDEN"]


async def test_a_contact_who_is_member_too_claims_as_a_contact_unless_on_behalf(
    database: Database,
) -> None:
    job = await job_of(database, collaborators_may_submit=False)
    await person_with(job, "both", level=AccessLevel.STANDARD, contact=True)
    async with unchanged(job.world):
        assert codes(await job.create("both")) == ["OWN_SUBMISSION_OFF"]
    assert (await job.created("both", onBehalf=True))["isOnBehalf"] is True


async def test_a_reader_who_is_contact_too_claims_as_a_contact(database: Database) -> None:
    job = await job_of(database)
    await person_with(job, "both", level=AccessLevel.READ_ONLY, contact=True)
    assert error_codes(await job.create("both", onBehalf=True)) == ["FORBIDDEN"]
    assert (await job.created("both"))["isOnBehalf"] is False


async def test_nobody_claims_in_an_archived_project(database: Database) -> None:
    job = await job_of(database, is_archived=True)
    async with unchanged(job.world):
        assert codes(await job.create()) == ["PROJECT_ARCHIVED"]
        assert codes(await job.create("administrator")) == ["PROJECT_ARCHIVED"]


# Periods that are named


async def test_a_contact_names_a_period_that_he_sees(database: Database) -> None:
    job = await job_of(database)
    claim = await job.approved("100.00", periodId=job.period_id)
    await job.void(claim)
    closed = job.period_id
    hidden = await job.world.period(job.site.project, date(2026, 9, 1), status=BillingPeriodStatus.CLOSED)
    await job.next_period()
    async with unchanged(job.world):
        assert codes(await job.create(periodId=closed)) == ["PERIOD_CLOSED"]
        answer = await job.create(periodId=id_of("BillingPeriod", hidden))
        assert refused(answer) == [("NOT_FOUND", "input.periodId")]


async def test_a_closed_period_and_no_open_one_are_both_told(database: Database) -> None:
    job = await job_of(database)
    await job.void(await job.draft("100.00"))
    await period_closed(job)
    assert sorted(codes(await job.create(periodId=job.period_id))) == ["NO_OPEN_PERIOD", "PERIOD_CLOSED"]


async def test_a_period_of_another_project_is_none(database: Database) -> None:
    job = await job_of(database)
    elsewhere = await job.world.period(await job.world.project(job.site.account, "P-2"))
    async with unchanged(job.world):
        answer = await job.create("administrator", periodId=id_of("BillingPeriod", elsewhere))
    assert refused(answer) == [("NOT_FOUND", "input.periodId")]


# Numbers


async def test_numbers_count_without_gaps(database: Database) -> None:
    job = await job_of(database)
    draft = await job.draft("100.00")
    await job.done("deleteClaim", "contact", claimId=draft["id"])
    assert (await job.approved("100.00"))["number"] == 1
    await job.next_period()
    await job.void(await job.submitted("100.00"))
    assert (await job.created())["number"] == 3
    told = await rows(job.world, models.ProgressClaim, commitment_id=job.commitment.id)
    assert sorted(one.number for one in told) == [1, 2, 3]
