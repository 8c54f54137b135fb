"""A commitment's retention policy as claims live through it: changed, restated or kept, with its milestones."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.vocabulary import RetentionRule
from claimgraph.storage.database import Database
from tests.api.claims import Job, job_of, work
from tests.api.questions import codes
from tests.api.site import unchanged

FLAT_10 = RetentionPolicy(RetentionRule.FLAT, rate_on_work=100_000)
VERSIONS = "commitment { retention { rateOnWork } retentionVersions { fromClaimNumber onChange policy { rateOnWork } } }"


async def change(job: Job, on_change: str | None = None, **fields: Any) -> dict[str, Any]:
    """What updateCommitment answers."""
    if on_change:
        fields["retentionOnChange"] = on_change
    return await job.do("updateCommitment", "administrator", VERSIONS, commitmentId=job.id, fields=fields)


def flat(rate: str, **options: Any) -> dict[str, Any]:
    """A policy with one rate."""
    return {"rule": "FLAT", "rateOnWork": rate, **options}


def held(claim: Any) -> str:
    """What is held after a claim, as claimed."""
    return str(claim["claimed"]["retentionHeld"])


@pytest.mark.parametrize(("on_change", "expected"), [("KEEP", "440.00"), ("RESTATE", "200.00")])
async def test_a_new_rate_keeps_or_restates_what_is_held(
    database: Database, on_change: str, expected: str
) -> None:
    job = await job_of(database, retention=FLAT_10)
    await job.approved("4000.00")
    await job.next_period()
    answer = await change(job, on_change, retention=flat("4.00"))
    assert answer["commitment"]["retentionVersions"] == [
        {"fromClaimNumber": 1, "onChange": None, "policy": {"rateOnWork": "10.00"}},
        {"fromClaimNumber": 2, "onChange": on_change, "policy": {"rateOnWork": "4.00"}},
    ]
    assert held(await job.draft("1000.00")) == expected


async def test_the_difference_is_money_so_it_must_be_said_what_happens_to_it(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10)
    await job.submitted("4000.00")
    async with unchanged(job.world):
        assert codes(await change(job, retention=flat("4.00"))) == ["RETENTION_POLICY_INVALID"]


async def test_a_draft_follows_a_new_policy_and_a_submitted_claim_does_not(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10)
    claim = await job.draft("1000.00")
    assert (await change(job, retention=flat("4.00")))["userErrors"] == []
    seen = await job.claim("contact", claim, "version claimedAmount")
    assert seen == {"version": claim["version"] + 1, "claimedAmount": "960.00"}
    claim = await job.done("submitClaim", "contact", claimId=claim["id"])
    await change(job, "RESTATE", retention=flat("50.00"))
    assert held(claim) == "40.00"
    await job.decided(claim)
    assert (await job.claim("contact", claim, "certifiedAmount"))["certifiedAmount"] == "960.00"
    await job.next_period()
    assert held(await job.created()) == "500.00"


async def test_what_is_kept_is_kept_over_several_changes(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10)
    await job.approved("1000.00")
    await change(job, "KEEP", retention=flat("5.00"))
    await job.next_period()
    second = await job.approved("1000.00")
    assert held(second) == "150.00"
    await change(job, "KEEP", retention=flat("2.00"))
    await job.next_period(13)
    third = await job.approved("1000.00")
    assert held(third) == "170.00"
    await change(job, "RESTATE", retention=flat("1.00"))
    await job.next_period(14)
    assert held(await job.created()) == "30.00"


async def test_stored_materials_are_always_restated(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10)
    claim = await job.created()
    await job.update(claim, {1: work("1000.00", storedMaterials="500.00")})
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.decided(claim)
    await change(job, "KEEP", retention=flat("4.00"))
    await job.next_period()
    assert held(await job.created()) == "120.00"


async def test_the_last_word_on_a_claim_that_is_a_draft_again_holds(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10)
    claim = await job.submitted("1000.00")
    await change(job, "RESTATE", retention=flat("4.00"))
    await job.done("withdrawClaim", "contact", claimId=claim["id"])
    assert (await job.claim("contact", claim, "claimedAmount"))["claimedAmount"] == "900.00"
    answer = await change(job, retention=flat("3.00"))
    assert answer["commitment"] == {
        "retention": {"rateOnWork": "3.00"},
        "retentionVersions": [
            {"fromClaimNumber": 1, "onChange": None, "policy": {"rateOnWork": "3.00"}},
        ],
    }
    assert (await job.claim("contact", claim, "claimedAmount"))["claimedAmount"] == "970.00"


async def test_stages_let_go_by_the_end_of_the_claims_period(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10)
    stages = [
        {"milestone": "PRACTICAL_COMPLETION", "share": "50.00"},
        {"milestone": "DEFECTS_END", "share": "0.00"},
    ]
    await change(job, retention=flat("10.00", stages=stages))
    await job.approved("4000.00")
    await job.next_period()
    claim = await job.created()
    assert held(claim) == "400.00"
    late = {"kind": "PRACTICAL_COMPLETION", "reachedOn": "2027-01-01"}
    await change(job, milestones=[late])
    assert (await job.claim("contact", claim, "claimedAmount"))["claimedAmount"] == "0.00"
    in_time = {**late, "reachedOn": "2026-12-31"}
    await change(job, milestones=[in_time])
    assert (await job.claim("contact", claim, "claimedAmount"))["claimedAmount"] == "200.00"
    claim = await job.done("submitClaim", "contact", claimId=claim["id"])
    assert held(await job.decided(claim)) == "200.00"
    await change(job, milestones=[in_time, {"kind": "DEFECTS_END", "reachedOn": "2027-01-15"}])
    await job.next_period(13)
    last = await job.created()
    assert (held(last), last["claimedAmount"]) == ("0.00", "200.00")
    told = await job.do("submitClaim", "contact", claimId=last["id"])
    assert told["userErrors"] == []


async def test_retention_with_the_final_claim_alone(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10)
    await change(job, retention=flat("10.00", timing="FINAL_CLAIM"))
    assert held(await job.approved("4000.00")) == "0.00"
    await job.next_period()
    claim = await job.created(fields={"isFinal": True})
    assert held(claim) == "400.00"
    seen = (await job.update(claim, fields={"isFinal": False}))["claim"]
    assert held(seen) == "0.00"


async def test_no_more_than_the_cap_is_held(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10)
    await change(job, retention=flat("10.00", cap={"percentOfRevisedSum": "1.00"}))
    claim = await job.draft("2000.00", "4000.00")
    assert held(claim) == "300.00"
    assert [line["claimed"]["retentionHeld"] for line in claim["lines"]] == ["100.00", "200.00"]
