"""approveClaim and returnClaim: what was assessed is issued, and never changes again."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import CommitmentStatus
from claimgraph.storage.database import Database
from tests.api.claims import Job, job_of, reduced, refused, work, works
from tests.api.questions import codes
from tests.api.site import event, rows, unchanged

REJECTED = {"decision": "REJECTED", "reason": "No docket"}
ISSUED = """
status version certifiedAmount isAssessmentStarted statusReason
assessment { version note difference issuedAt assessedBy { name } summary { amountThisClaim retentionHeld } }
lines { isOpen assessment { decision reason difference valuation { workThisPeriod } } }
"""

FIGURES = """
claimedAmount certifiedAmount claimed { amountThisClaim retentionHeld }
assessment { issuedAt summary { amountThisClaim retentionHeld tax } }
lines { assessment { decision valuation { workThisPeriod retentionHeld totalToDate } } }
"""


async def approve(job: Job, claim: Any, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """What approveClaim answers."""
    return await job.do("approveClaim", who, f"claim {{ id {ISSUED} }}", claimId=claim["id"], **given)


async def give_back(job: Job, claim: Any, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """What returnClaim answers."""
    return await job.do("returnClaim", who, f"claim {{ id {ISSUED} }}", claimId=claim["id"], **given)


# Approval


async def test_a_claim_whose_lines_are_accepted_is_approved(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    await job.assessed(claim, note="As measured")
    answer = await approve(job, claim, "manager", expectedAmount="8550.00", expectedAssessmentVersion=1)
    told = answer["claim"]
    assert (told["status"], told["certifiedAmount"], told["statusReason"]) == ("APPROVED", "8550.00", None)
    assert told["assessment"] == {
        "version": 1,
        "note": "As measured",
        "difference": "0.00",
        "issuedAt": "2026-11-10T12:00:00Z",
        "assessedBy": {"name": "Ada Admin"},
        "summary": {"amountThisClaim": "8550.00", "retentionHeld": "450.00"},
    }
    seen = await job.claim(
        "administrator", claim, "draftAssessment { version } decided: statusChangedBy { name }"
    )
    assert seen == {"draftAssessment": None, "decided": {"name": "Max Manager"}}
    found, changes = await event(job.world, "claim.approved")
    assert found.actor_id == job.who("manager").key
    assert changes["ProgressClaim"]["certified_amount_minor"] == [None, 855000]


async def test_a_reduced_line_is_noted(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    await job.assessed(claim, {1: reduced("3000.00")})
    told = (await approve(job, claim))["claim"]
    assert (told["status"], told["certifiedAmount"]) == ("APPROVED_AS_NOTED", "7600.00")
    assert told["lines"][0]["assessment"] == {
        "decision": "REDUCED",
        "reason": "Measured on site",
        "difference": "-1000.00",
        "valuation": {"workThisPeriod": "3000.00"},
    }


@pytest.mark.parametrize("status", ["APPROVED", "APPROVED_AS_NOTED"])
async def test_both_approved_states_count_alike(database: Database, status: str) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    lines = {1: reduced("3000.00")} if status == "APPROVED_AS_NOTED" else {}
    certified = "3000.00" if lines else "4000.00"
    assert (await job.decided(claim, lines))["status"] == status
    await job.next_period()
    following = await job.created()
    assert following["lines"][0]["claimed"]["previousWork"] == certified
    shown = "commitment { totals { certifiedToDate } latestClaim { number } }"
    seen = (await job.claim("contact", claim, shown))["commitment"]
    assert seen == {"totals": {"certifiedToDate": certified}, "latestClaim": {"number": 2}}


async def test_every_line_must_be_decided(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    async with unchanged(job.world):
        answer = await approve(job, claim)
        assert codes(answer) == ["LINE_NOT_ASSESSED"]
        assert "2 lines" in answer["userErrors"][0]["message"]
    await job.assessed(claim, {1: REJECTED}, acceptOtherLines=False)
    async with unchanged(job.world):
        assert codes(await approve(job, claim)) == ["LINE_NOT_ASSESSED", "LINE_REJECTED"]
    await job.assessed(claim)
    assert codes(await approve(job, claim)) == ["LINE_REJECTED"]


async def test_exactly_the_expected_amount_is_certified(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    await job.assessed(claim)
    async with unchanged(job.world):
        answer = await approve(job, claim, expectedAmount="3800.01")
        assert refused(answer) == [("CERTIFIED_AMOUNT_DIFFERS", "input.expectedAmount")]
        assert "3800.00" in answer["userErrors"][0]["message"]
        answer = await approve(job, claim, expectedAmount="3800.001")
        assert refused(answer) == [("VALUE_INVALID", "input.expectedAmount")]
    assert (await approve(job, claim, expectedAmount="3800"))["userErrors"] == []


@pytest.mark.parametrize("mutation", [approve, give_back])
async def test_the_draft_that_was_read_is_the_one_that_is_issued(database: Database, mutation: Any) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    lines = {1: REJECTED} if mutation is give_back else {}
    await job.assessed(claim, lines)
    await job.assessed(claim, {**lines, 2: reduced("1.00")})
    async with unchanged(job.world):
        for version in (0, 1, 3):
            answer = await mutation(job, claim, expectedAssessmentVersion=version)
            assert refused(answer) == [("VERSION_CONFLICT", "input.expectedAssessmentVersion")]
        answer = await mutation(job, claim, expectedVersion=1)
        assert refused(answer) == [("VERSION_CONFLICT", "input.expectedVersion")]
    assert (await mutation(job, claim, expectedAssessmentVersion=2))["userErrors"] == []


async def test_issued_figures_never_change(database: Database) -> None:
    job = await job_of(database)
    claim = await job.approved("4000.00", "5000.00")
    before = await job.claim("contact", claim, FIGURES)
    fields = {"milestones": [{"kind": "COMPLETION", "reachedOn": "2026-11-01"}], "tax": None}
    policy = {"rule": "FLAT", "rateOnWork": "50.00"}
    given = {**fields, "retention": policy, "retentionOnChange": "RESTATE"}
    await job.done(
        "updateCommitment", "administrator", "commitment { id }", commitmentId=job.id, fields=given
    )
    await job.next_period()
    await job.approved("100.00")
    assert await job.claim("contact", claim, FIGURES) == before


async def test_an_approved_claim_is_frozen_to_everybody(database: Database) -> None:
    job = await job_of(database)
    claim = await job.approved("4000.00")
    async with unchanged(job.world):
        assert codes(await job.update(claim, works("1.00"), who="administrator")) == ["CLAIM_NOT_OPEN"]
        assert codes(await job.assess(claim)) == ["CLAIM_NOT_UNDER_REVIEW"]
        assert codes(await approve(job, claim)) == ["CLAIM_NOT_UNDER_REVIEW"]
        assert codes(await give_back(job, claim)) == ["CLAIM_NOT_UNDER_REVIEW"]


@pytest.mark.parametrize("mutation", [approve, give_back])
async def test_a_draft_is_not_decided(database: Database, mutation: Any) -> None:
    job = await job_of(database)
    claim = await job.draft("4000.00")
    async with unchanged(job.world):
        assert codes(await mutation(job, claim)) == ["CLAIM_NOT_UNDER_REVIEW"]


async def test_the_review_goes_on_when_the_commitment_is_terminated(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    await job.set(status=CommitmentStatus.TERMINATED)
    assert (await job.decided(claim))["status"] == "APPROVED"
    await job.next_period()
    assert codes(await job.create()) == ["COMMITMENT_NOT_CLAIMABLE"]
    release = await job.created("administrator", claimType="RETENTION_RELEASE")
    assert codes(await job.do("submitClaim", "standard", claimId=release["id"], confirmZero=True)) == [
        "COMMITMENT_NOT_CLAIMABLE"
    ]


# Return


async def test_a_claim_is_returned_with_its_accepted_lines_closed(database: Database) -> None:
    job = await job_of(database, 10_000_00, 20_000_00, 5_000_00)
    claim = await job.submitted("4000.00", "5000.00", "100.00")
    await job.assessed(claim, {1: reduced("3000.00"), 2: REJECTED}, note="See line 2")
    told = (await give_back(job, claim))["claim"]
    assert (told["status"], told["certifiedAmount"]) == ("REVISE_AND_RESUBMIT", None)
    assert told["isAssessmentStarted"] is False
    assert [line["isOpen"] for line in told["lines"]] == [True, True, False]
    assert [line["assessment"]["decision"] for line in told["lines"]] == ["REDUCED", "REJECTED", "ACCEPTED"]
    assert told["assessment"]["note"] == "See line 2"
    found, changes = await event(job.world, "claim.returned")
    assert found.actor_id == job.who("administrator").key
    assert changes["ProgressClaim"]["status"] == ["UNDER_REVIEW", "REVISE_AND_RESUBMIT"]


async def test_the_note_of_the_return_is_the_one_that_is_issued(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    await job.assessed(claim, {1: REJECTED}, note="Draft words")
    async with unchanged(job.world):
        long = await give_back(job, claim, note="x" * 5_001)
        assert refused(long) == [("VALUE_INVALID", "input.note")]
    told = (await give_back(job, claim, note="Please add the docket"))["claim"]
    assert told["assessment"]["note"] == "Please add the docket"


async def test_nothing_is_returned_without_a_rejected_line(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    async with unchanged(job.world):
        assert codes(await give_back(job, claim)) == ["NO_REJECTED_LINE"]
    await job.assessed(claim, {1: reduced("1.00")})
    assert codes(await give_back(job, claim)) == ["NO_REJECTED_LINE"]


async def test_a_claim_is_revised_resubmitted_and_assessed_anew(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    await job.returned(claim, 2)
    await job.update(claim, {2: work("4500.00")})
    claim = await job.done("submitClaim", "contact", claimId=claim["id"])
    answer = await approve(job, claim)
    assert codes(answer) == ["LINE_NOT_ASSESSED"] and "1 line " in answer["userErrors"][0]["message"]
    assert claim["lines"][1]["assessment"]["decision"] == "REJECTED"
    await job.assessed(claim, {2: {"decision": "ACCEPTED"}}, acceptOtherLines=False)
    seen = await job.claim("administrator", claim, "lines { draftAssessment { decision } }")
    assert [line["draftAssessment"]["decision"] for line in seen["lines"]] == ["ACCEPTED", "ACCEPTED"]
    told = (await approve(job, claim))["claim"]
    assert (told["status"], told["certifiedAmount"]) == ("APPROVED", "8075.00")
    (row,) = await rows(job.world, models.ProgressClaim)
    assert (row.submissions, row.returns) == (2, 1)


async def test_an_accepted_line_may_be_decided_otherwise_in_the_second_round(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    await job.returned(claim, 2)
    await job.done("submitClaim", "contact", claimId=claim["id"])
    again = await job.returned(claim, 1)
    assert [line["isOpen"] for line in again["lines"]] == [True, False]
