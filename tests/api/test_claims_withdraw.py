"""withdrawClaim: a submitted claim becomes a draft again."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.policies import stored_policy
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.vocabulary import AccessLevel, LateClaims, RetentionRule
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, job_of, person_with, refused, work
from tests.api.questions import codes
from tests.api.site import event, rows, unchanged
from tests.api.test_claims_create import AFTER_DUE


async def withdraw(job: Job, claim: Any, who: str = "contact", **given: Any) -> dict[str, Any]:
    """What withdrawClaim answers."""
    return await job.do("withdrawClaim", who, claimId=claim["id"], **given)


async def test_a_contact_takes_his_claim_back(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    answer = await withdraw(job, claim, reason=" Wrong month ", expectedVersion=claim["version"])
    assert (answer["claim"]["status"], answer["claim"]["statusReason"]) == ("DRAFT", "Wrong month")
    found, _ = await event(job.world, "claim.withdrawn")
    assert found.reason is not None and found.reason.strip() == "Wrong month"


async def test_a_contact_needs_no_reason(database: Database) -> None:
    job = await job_of(database)
    answer = await withdraw(job, await job.submitted("100.00"))
    assert (answer["userErrors"], answer["claim"]["statusReason"]) == ([], None)


async def test_a_contact_takes_back_what_was_filed_for_him(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00", who="administrator", onBehalfOfId=job.who("contact").id)
    assert (await withdraw(job, claim))["claim"]["status"] == "DRAFT"


async def test_once_assessment_has_started_a_contact_comes_too_late(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    await job.done("startAssessment", "administrator", claimId=claim["id"])
    async with unchanged(job.world):
        assert codes(await withdraw(job, claim)) == ["ASSESSMENT_STARTED"]


async def test_after_the_due_day_a_contact_comes_too_late(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    await job.done("startAssessment", "administrator", claimId=claim["id"])
    job.world.now = AFTER_DUE
    async with unchanged(job.world):
        assert codes(await withdraw(job, claim)) == ["ASSESSMENT_STARTED", "PERIOD_PAST_DUE"]


async def test_where_late_claims_are_taken_they_are_taken_back_too(database: Database) -> None:
    job = await job_of(database, late_claims=LateClaims.FLAGGED)
    claim = await job.draft("100.00")
    job.world.now = AFTER_DUE
    claim = await job.done("submitClaim", "contact", claimId=claim["id"])
    assert claim["isLate"] is True
    assert (await withdraw(job, claim))["claim"]["isLate"] is False


async def test_an_administrator_needs_a_reason_and_nothing_else(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    await job.assessed(claim)
    job.world.now = AFTER_DUE
    async with unchanged(job.world):
        for given in ({}, {"reason": "  "}):
            answer = await withdraw(job, claim, "manager", **given)
            assert refused(answer) == [("REASON_REQUIRED", "input.reason")]
        long = await withdraw(job, claim, "manager", reason="x" * 5_001)
        assert refused(long) == [("VALUE_INVALID", "input.reason")]
    answer = await withdraw(job, claim, "manager", reason="Wrong subcontract")
    assert (answer["claim"]["status"], answer["claim"]["isAssessmentStarted"]) == ("DRAFT", False)
    seen = await job.claim("administrator", claim, "draftAssessment { version } isAssessmentStarted")
    assert seen == {"draftAssessment": None, "isAssessmentStarted": False}


async def test_a_contact_who_administers_too_needs_a_reason(database: Database) -> None:
    job = await job_of(database)
    await person_with(job, "both", level=AccessLevel.ADMIN, contact=True)
    claim = await job.submitted("100.00")
    assert codes(await withdraw(job, claim, "both")) == ["REASON_REQUIRED"]
    assert (await withdraw(job, claim, "both", reason="Wrong month"))["userErrors"] == []


async def test_only_what_is_under_review_is_taken_back(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    async with unchanged(job.world):
        assert codes(await withdraw(job, claim)) == ["CLAIM_NOT_UNDER_REVIEW"]
        answer = await withdraw(job, claim, "administrator")
        assert sorted(codes(answer)) == ["CLAIM_NOT_UNDER_REVIEW", "REASON_REQUIRED"]
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.returned(claim, 1)
    assert codes(await withdraw(job, claim)) == ["CLAIM_NOT_UNDER_REVIEW"]
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.decided(claim)
    async with unchanged(job.world):
        assert codes(await withdraw(job, claim)) == ["CLAIM_NOT_UNDER_REVIEW"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("standard", "FORBIDDEN"),
        ("reader", "FORBIDDEN"),
        ("employee", "NOT_FOUND"),
        ("stranger", "NOT_FOUND"),
    ],
)
async def test_others_take_nothing_back(database: Database, who: str, expected: str) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    async with unchanged(job.world):
        assert error_codes(await withdraw(job, claim, who, reason="Mine")) == [expected]


async def test_all_lines_of_a_withdrawn_claim_are_open_and_decided_anew(database: Database) -> None:
    job = await job_of(database)
    claim = await job.returned(await job.submitted("4000.00", "5000.00"), 2)
    await job.done("submitClaim", "contact", claimId=claim["id"])
    claim = (await withdraw(job, claim))["claim"]
    assert [line["isOpen"] for line in claim["lines"]] == [True, True]
    await job.update(claim, {1: work("9000.00")})
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.assessed(claim, {2: {"decision": "ACCEPTED"}}, acceptOtherLines=False)
    seen = await job.claim("administrator", claim, "lines { draftAssessment { decision } }")
    decisions = [line["draftAssessment"]["decision"] for line in seen["lines"]]
    assert decisions == ["PENDING", "ACCEPTED"]


async def test_a_withdrawn_claim_follows_what_changed_meanwhile(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("1000.00")
    (version,) = await rows(job.world, models.RetentionVersion, commitment_id=job.commitment.id)
    other = stored_policy(RetentionPolicy(RetentionRule.FLAT, rate_on_work=100_000))
    await job.world.set(version, policy=other)
    assert claim["claimedAmount"] == "950.00"
    assert (await withdraw(job, claim))["claim"]["claimedAmount"] == "900.00"


async def test_who_acted_last_is_told_of_the_vendors_side_by_name_and_of_reviewers_by_side(
    database: Database,
) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    await withdraw(job, claim, "administrator", reason="Wrong month")
    shown = "statusChangedBy { name side actor { name } }"
    assert await job.claim("contact", claim, shown) == {
        "statusChangedBy": {"name": None, "side": "CONTRACTOR", "actor": None}
    }
    assert await job.claim("reader", claim, "statusChangedBy { name side }") == {
        "statusChangedBy": {"name": "Ada Admin", "side": "CONTRACTOR"}
    }
