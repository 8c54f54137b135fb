"""submitClaim: a draft or a returned claim is handed in for review, and kept as it was."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.policies import stored_policy
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.vocabulary import (
    AccessLevel,
    BillingPeriodStatus,
    ClaimType,
    CommitmentStatus,
    LateClaims,
    OverClaimPolicy,
    RetentionRule,
    StoredMaterials,
)
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, job_of, person_with, refused, work
from tests.api.questions import codes
from tests.api.site import event, rows, unchanged
from tests.api.test_claims_create import AFTER_DUE, GATES, claims_off, past_due, period_closed, unequal

SUBMITTED = "status submittedAt submittedBy { name side } statusChangedBy { name side } isLate version"


async def submit(job: Job, claim: Any, who: str = "contact", **given: Any) -> dict[str, Any]:
    """What submitClaim answers."""
    return await job.do("submitClaim", who, claimId=claim["id"], **given)


async def test_a_draft_goes_under_review(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("4000.00")
    answer = await submit(job, claim, expectedVersion=claim["version"])
    assert answer["claim"]["status"] == "UNDER_REVIEW"
    told = await job.claim("administrator", claim, SUBMITTED)
    assert told == {
        "status": "UNDER_REVIEW",
        "submittedAt": "2026-11-10T12:00:00Z",
        "submittedBy": {"name": "Carl Contact", "side": "VENDOR"},
        "statusChangedBy": {"name": "Carl Contact", "side": "VENDOR"},
        "isLate": False,
        "version": claim["version"] + 1,
    }
    found, changes = await event(job.world, "claim.submitted")
    assert found.actor_id == job.who("contact").key
    assert changes["ProgressClaim"]["status"] == ["DRAFT", "UNDER_REVIEW"]


async def test_what_was_submitted_is_kept_for_each_submission(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    await job.returned(claim, 1)
    await job.update(claim, {1: work("3000.00", note="Pour 4 taken off")})
    await submit(job, claim)
    kept = await rows(job.world, models.ClaimRevision)
    first, second = sorted(kept, key=lambda one: one.number)
    assert (first.number, second.number) == (1, 2)
    frozen = [
        [line["work_this_period_minor"] for line in json.loads(one.content)["figures"]]
        for one in (first, second)
    ]
    assert frozen == [[4000_00, 5000_00], [3000_00, 5000_00]]
    assert json.loads(second.content)["lines"][0]["note"] == "Pour 4 taken off"
    assert json.loads(second.content)["summary"]["amount_this_claim_minor"] == 7600_00


# Gates


async def not_in_force(job: Job) -> None:
    await job.set(status=CommitmentStatus.TERMINATED)


@pytest.mark.parametrize(("closed", "expected"), GATES, ids=lambda one: getattr(one, "__name__", ""))
async def test_a_closed_gate_refuses_the_contact(
    database: Database, closed: Any, expected: list[str]
) -> None:
    job = await job_of(database)
    claim = await job.draft("4000.00")
    await closed(job)
    async with unchanged(job.world):
        answer = await submit(job, claim)
    also = ["PERIOD_CLOSED"] if closed is period_closed else []
    assert codes(answer) == [*expected, *also]


async def test_all_closed_gates_and_line_errors_are_told_at_once(database: Database) -> None:
    job = await job_of(database, over_claim=OverClaimPolicy.ALLOWED)
    await job.world.set(job.site.account, over_claim=OverClaimPolicy.ALLOWED)
    claim = await job.draft("10000.01")
    await job.set_project(over_claim=OverClaimPolicy.REFUSED, collaborators_may_submit=False)
    for close in (unequal, claims_off, period_closed, past_due):
        await close(job)
    async with unchanged(job.world):
        answer = await submit(job, claim)
    assert sorted(codes(answer)) == [
        "COMMITMENT_NOT_CLAIMABLE",
        "NO_OPEN_PERIOD",
        "OVER_CLAIM",
        "OWN_SUBMISSION_OFF",
        "PERIOD_CLOSED",
        "PERIOD_PAST_DUE",
        "SCHEDULE_NOT_EQUAL_TO_CONTRACT",
    ]
    (over,) = [one for one in answer["userErrors"] if one["code"] == "OVER_CLAIM"]
    assert over["message"].startswith("Line 1: ")


@pytest.mark.parametrize("who", ["standard", "administrator"])
async def test_members_submit_past_the_contacts_gates(database: Database, who: str) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await job.set_project(collaborators_may_submit=False)
    for close in (claims_off, period_closed, past_due):
        await close(job)
    assert (await submit(job, claim, who))["userErrors"] == []
    told = await job.claim("contact", claim, SUBMITTED)
    assert (told["submittedBy"]["side"], told["isLate"]) == ("CONTRACTOR", False)


@pytest.mark.parametrize("who", ["standard", "administrator"])
async def test_members_submit_only_against_a_complete_schedule(database: Database, who: str) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await unequal(job)
    async with unchanged(job.world):
        assert codes(await submit(job, claim, who)) == ["SCHEDULE_NOT_EQUAL_TO_CONTRACT"]


async def test_under_a_terminated_commitment_only_administrators_submit(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await not_in_force(job)
    async with unchanged(job.world):
        assert codes(await submit(job, claim)) == ["COMMITMENT_NOT_CLAIMABLE"]
        assert codes(await submit(job, claim, "standard")) == ["COMMITMENT_NOT_CLAIMABLE"]
    assert (await submit(job, claim, "administrator"))["userErrors"] == []


async def test_a_claim_for_somebody_who_is_no_contact_any_more_is_not_submitted_for_him(
    database: Database,
) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00", who="standard", onBehalfOfId=job.who("contact").id)
    (designation,) = await rows(job.world, models.Designation)
    await job.world.set(designation, ends_at=job.world.now)
    async with unchanged(job.world):
        assert codes(await submit(job, claim, "standard")) == ["PERSON_NOT_CLAIM_CONTACT"]
    await job.world.designate(job.commitment, job.who("contact"))
    assert (await submit(job, claim, "standard"))["userErrors"] == []


async def test_a_claim_that_lies_before_the_last_approved_one_is_not_submitted(
    database: Database,
) -> None:
    job = await job_of(database)
    await job.approved("100.00")
    await job.next_period()
    claim = await job.draft("100.00")
    (row,) = await rows(job.world, models.ProgressClaim, number=2)
    october = await job.world.period(job.site.project, date(2026, 10, 1), status=BillingPeriodStatus.CLOSED)
    await job.world.set(row, period_id=october.id)
    async with unchanged(job.world):
        assert codes(await submit(job, claim, "standard")) == ["PERIOD_BEFORE_PREVIOUS"]


# Late claims


async def test_a_late_claim_is_marked_where_it_is_taken(database: Database) -> None:
    job = await job_of(database, late_claims=LateClaims.FLAGGED)
    claim = await job.draft("100.00")
    job.world.now = AFTER_DUE
    assert (await submit(job, claim))["claim"]["isLate"] is True


async def test_a_claim_on_its_last_day_is_not_late(database: Database) -> None:
    job = await job_of(database, late_claims=LateClaims.FLAGGED)
    claim = await job.draft("100.00")
    job.world.now = datetime(2026, 11, 25, 12, 59, 59, tzinfo=UTC)
    assert (await submit(job, claim))["claim"]["isLate"] is False


async def test_what_a_member_submits_late_is_not_marked(database: Database) -> None:
    job = await job_of(database, late_claims=LateClaims.FLAGGED)
    claim = await job.draft("100.00")
    job.world.now = AFTER_DUE
    assert (await submit(job, claim, "standard"))["claim"]["isLate"] is False


# Returned claims


async def test_a_returned_claim_comes_after_the_due_day_and_the_close(database: Database) -> None:
    job = await job_of(database)
    claim = await job.returned(await job.submitted("4000.00"), 1)
    await period_closed(job)
    await past_due(job)
    answer = await submit(job, claim)
    assert answer["userErrors"] == []
    assert (answer["claim"]["status"], answer["claim"]["isLate"]) == ("UNDER_REVIEW", False)


async def test_a_returned_claim_meets_the_other_gates(database: Database) -> None:
    job = await job_of(database)
    claim = await job.returned(await job.submitted("4000.00"), 1)
    await job.set_project(collaborators_may_submit=False)
    await claims_off(job)
    async with unchanged(job.world):
        assert codes(await submit(job, claim)) == ["OWN_SUBMISSION_OFF", "COMMITMENT_NOT_CLAIMABLE"]
    assert (await submit(job, claim, "standard"))["userErrors"] == []


async def test_what_a_returned_claim_builds_on_stays_frozen(database: Database) -> None:
    job = await job_of(database)
    claim = await job.returned(await job.submitted("4000.00"), 1)
    other = RetentionPolicy(RetentionRule.FLAT, rate_on_work=200_000)
    await job.world.row(
        models.RetentionVersion, commitment=job.commitment, from_claim_number=2, policy=stored_policy(other)
    )
    answer = await submit(job, claim)
    assert answer["claim"]["claimed"]["retentionHeld"] == "200.00"


# Nil claims


async def test_a_claim_of_nothing_must_be_confirmed(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created()
    async with unchanged(job.world):
        answer = await submit(job, claim)
    assert refused(answer) == [("NOTHING_CLAIMED", "input.confirmZero")]
    assert (await submit(job, claim, confirmZero=True))["claim"]["claimedAmount"] == "0.00"


async def test_movements_that_add_up_to_nothing_are_no_nil_claim(database: Database) -> None:
    job = await job_of(database)
    await job.approved("100.00")
    await job.next_period()
    claim = await job.created()
    await job.update(claim, {1: work("-50.00", reason="Measured anew"), 2: work("50.00")})
    answer = await submit(job, claim)
    assert (answer["userErrors"], answer["claim"]["claimedAmount"]) == ([], "0.00")


async def test_a_mere_release_is_no_nil_claim(database: Database) -> None:
    job = await job_of(database, default_claim_type=ClaimType.RETENTION_RELEASE)
    first = await job.submitted("1000.00", who="standard", claimType="WORK_AND_MATERIALS")
    await job.decided(first)
    claim = await job.created(fields={"retentionRelease": {"percentage": "100.00"}})
    answer = await submit(job, claim)
    assert (answer["userErrors"], answer["claim"]["claimedAmount"]) == ([], "50.00")


# Line errors on all lines


async def test_lines_that_went_wrong_since_are_judged_at_the_submission(database: Database) -> None:
    job = await job_of(database, stored_materials=StoredMaterials.SEPARATE)
    claim = await job.created()
    await job.update(claim, {1: {"storedMaterials": "500.00"}, 2: work("20000.00")})
    await job.set_project(stored_materials=StoredMaterials.NONE)
    async with unchanged(job.world):
        answer = await submit(job, claim)
    assert refused(answer) == [("COLUMN_NOT_CLAIMABLE", "")]
    assert answer["userErrors"][0]["message"].startswith("Line 1: ")


async def test_an_over_claim_is_warned_of_at_the_submission_too(database: Database) -> None:
    job = await job_of(database, over_claim=OverClaimPolicy.WARNED)
    await job.world.set(job.site.account, over_claim=OverClaimPolicy.ALLOWED)
    claim = await job.draft("10000.01")
    answer = await submit(job, claim)
    assert answer["userErrors"] == []
    assert [one["code"] for one in answer["warnings"]] == ["OVER_CLAIM"]


# Who, and when


async def test_nothing_else_is_submitted(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    await past_due(job)
    async with unchanged(job.world):
        assert codes(await submit(job, claim)) == ["CLAIM_NOT_OPEN"]
        assert codes(await submit(job, claim, "administrator")) == ["CLAIM_NOT_OPEN"]
    await job.decided(claim)
    assert codes(await submit(job, claim)) == ["CLAIM_NOT_OPEN"]
    await job.void(claim)
    assert codes(await submit(job, claim)) == ["CLAIM_NOT_OPEN"]


async def test_a_contact_submits_by_his_gates_what_was_filed_for_him(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00", who="administrator", onBehalfOfId=job.who("contact").id)
    await job.set_project(collaborators_may_submit=False)
    async with unchanged(job.world):
        assert codes(await submit(job, claim)) == ["OWN_SUBMISSION_OFF"]
    await job.set_project(collaborators_may_submit=True)
    assert (await submit(job, claim))["userErrors"] == []
    authors = {one.actor_id for one in await rows(job.world, models.ClaimAuthor)}
    assert authors == {job.who("administrator").key, job.who("contact").key}


async def test_who_is_member_and_contact_submits_a_filed_claim_for_the_contractor(
    database: Database,
) -> None:
    job = await job_of(database)
    await person_with(job, "both", level=AccessLevel.STANDARD, contact=True)
    claim = await job.draft("100.00", who="both", onBehalf=True)
    await job.set_project(collaborators_may_submit=False)
    assert (await submit(job, claim, "both"))["userErrors"] == []


@pytest.mark.parametrize(
    ("who", "expected"), [("reader", "FORBIDDEN"), ("employee", "NOT_FOUND"), ("stranger", "NOT_FOUND")]
)
async def test_others_submit_nothing(database: Database, who: str, expected: str) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    async with unchanged(job.world):
        assert error_codes(await submit(job, claim, who)) == [expected]


async def test_nothing_is_submitted_in_an_archived_project(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await job.set_project(is_archived=True)
    async with unchanged(job.world):
        assert codes(await submit(job, claim)) == ["PROJECT_ARCHIVED"]


async def test_a_draft_builds_on_what_is_in_force_when_it_is_submitted(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("1000.00")
    (version,) = await rows(job.world, models.RetentionVersion, commitment_id=job.commitment.id)
    other = stored_policy(RetentionPolicy(RetentionRule.FLAT, rate_on_work=100_000))
    await job.world.set(version, policy=other)
    assert (await submit(job, claim))["claim"]["claimedAmount"] == "900.00"
