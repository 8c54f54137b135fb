"""voidClaim: a claim counts for nothing any more, and what it changed falls back."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.policies import stored_policy
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.vocabulary import LineBasis, RetentionOnChange, RetentionRule, StoredMaterials
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, job_of, refused
from tests.api.questions import codes
from tests.api.site import event, rows, unchanged

TOTALS = """
version totals { certifiedToDate retentionHeld balanceToFinish } latestClaim { number } openClaim { number }
schedule { lines { certifiedToDate version } } retentionLedger { claim { number } withheld released held }
"""


async def void(job: Job, claim: Any, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """What voidClaim answers."""
    return await job.do("voidClaim", who, claimId=claim["id"], **{"reason": "Filed by mistake", **given})


async def commitment(job: Job) -> Any:
    """The sums of the commitment, as its contact sees them."""
    query = f"query Q($id: ID!) {{ commitment(id: $id) {{ {TOTALS} }} }}"
    return (await job.world.data(job.who("contact"), query, id=job.id))["commitment"]


@pytest.mark.parametrize("status", ["DRAFT", "UNDER_REVIEW", "REVISE_AND_RESUBMIT"])
async def test_an_open_claim_is_made_void(database: Database, status: str) -> None:
    job = await job_of(database)
    claim = await (job.draft("100.00") if status == "DRAFT" else job.submitted("100.00"))
    if status == "REVISE_AND_RESUBMIT":
        claim = await job.returned(claim, 1)
    if status == "UNDER_REVIEW":
        await job.assessed(claim)
    answer = await void(job, claim, reason=" Wrong subcontract ")
    assert (answer["claim"]["status"], answer["claim"]["statusReason"]) == ("VOID", "Wrong subcontract")
    assert await job.claim("administrator", claim, "draftAssessment { version }") == {"draftAssessment": None}
    found, changes = await event(job.world, "claim.voided")
    assert changes["ProgressClaim"]["status"] == [status, "VOID"]
    assert found.reason is not None and "Wrong subcontract" in found.reason
    assert (await job.created())["number"] == 2


async def test_a_reason_is_needed(database: Database) -> None:
    job = await job_of(database)
    claim = await job.approved("100.00")
    async with unchanged(job.world):
        assert refused(await void(job, claim, reason=" ")) == [("REASON_REQUIRED", "input.reason")]
        assert refused(await void(job, claim, reason="x" * 5_001)) == [("VALUE_INVALID", "input.reason")]


async def test_a_void_claim_stays_void(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    await job.void(claim)
    async with unchanged(job.world):
        assert codes(await void(job, claim)) == ["VALUE_INVALID"]


@pytest.mark.parametrize("status", ["UNDER_REVIEW", "REVISE_AND_RESUBMIT", "APPROVED"])
async def test_an_approved_claim_on_which_a_later_one_builds_stays(database: Database, status: str) -> None:
    job = await job_of(database)
    first = await job.approved("100.00")
    await job.next_period()
    later = await job.submitted("100.00")
    if status == "REVISE_AND_RESUBMIT":
        await job.returned(later, 1)
    if status == "APPROVED":
        await job.decided(later)
    async with unchanged(job.world):
        assert codes(await void(job, first)) == ["CLAIM_NOT_LATEST"]
    await job.void(later)
    assert (await void(job, first))["userErrors"] == []


async def test_sums_fall_back_to_the_claim_before(database: Database) -> None:
    job = await job_of(database)
    await job.approved("4000.00")
    before = await commitment(job)
    await job.next_period()
    second = await job.approved("1000.00", "3000.00")
    between = await commitment(job)
    assert between["totals"] == {
        "certifiedToDate": "8000.00",
        "retentionHeld": "400.00",
        "balanceToFinish": "22000.00",
    }
    await job.void(second)
    after = await commitment(job)
    for name in ("totals", "retentionLedger", "latestClaim"):
        assert after[name] == before[name]
    assert [line["certifiedToDate"] for line in after["schedule"]["lines"]] == ["4000.00", "0.00"]
    assert after["version"] > between["version"]
    first = (await rows(job.world, models.ProgressClaim, number=1))[0]
    third = await job.created()
    (row,) = await rows(job.world, models.ProgressClaim, number=3)
    assert row.previous_claim_id == first.id
    assert [line["claimed"]["previousWork"] for line in third["lines"]] == ["4000.00", "0.00"]


async def test_the_first_claim_falls_back_to_nothing(database: Database) -> None:
    job = await job_of(database)
    await job.void(await job.approved("4000.00"))
    told = await commitment(job)
    assert told["totals"] == {
        "certifiedToDate": "0.00",
        "retentionHeld": "0.00",
        "balanceToFinish": "30000.00",
    }
    assert (told["retentionLedger"], told["latestClaim"]) == ([], None)


async def test_an_open_draft_follows_the_claim_that_falls_away(database: Database) -> None:
    job = await job_of(database)
    first = await job.approved("4000.00")
    await job.next_period()
    draft = await job.draft("1000.00")
    await job.void(first)
    seen = await job.claim(
        "contact",
        draft,
        "version previousClaim { number } claimedAmount claimed { previousCertificates totalToDate }"
        " lines { claimed { previousWork workThisPeriod } }",
    )
    assert seen == {
        "version": draft["version"] + 1,
        "previousClaim": None,
        "claimedAmount": "950.00",
        "claimed": {"previousCertificates": "0.00", "totalToDate": "1000.00"},
        "lines": [
            {"claimed": {"previousWork": "0.00", "workThisPeriod": "1000.00"}},
            {"claimed": {"previousWork": "0.00", "workThisPeriod": "0.00"}},
        ],
    }


async def test_what_was_to_be_built_in_stays_work_when_its_stock_falls_away(database: Database) -> None:
    job = await job_of(database, stored_materials=StoredMaterials.BUILT_IN)
    first = await job.created()
    await job.update(first, {1: {"storedMaterials": "1000.00"}})
    await job.done("submitClaim", "contact", claimId=first["id"])
    await job.decided(first)
    await job.next_period()
    draft = await job.draft("500.00")
    names = "workThisPeriod builtIn storedMaterials totalToDate"
    shown = f"lines {{ claimed {{ {names} }} }}"
    before = (await job.claim("contact", draft, shown))["lines"][0]["claimed"]
    assert list(before.values()) == ["1500.00", "1000.00", "0.00", "1500.00"]
    await job.void(first)
    after = (await job.claim("contact", draft, shown))["lines"][0]["claimed"]
    assert list(after.values()) == ["1500.00", "0.00", "0.00", "1500.00"]


async def test_units_to_date_stay_to_date(database: Database) -> None:
    job = await job_of(database, commitment={"lines": (10_000_00,)})
    measured = {"basis": LineBasis.QUANTITY, "quantity_micro": 10_000_000, "unit_price_micro": 100_000_000}
    await job.world.line(job.commitment, 2, 1_000_00, **measured)
    first = await job.created()
    await job.update(first, {2: {"work": {"quantityToDate": "4"}}})
    await job.done("submitClaim", "contact", claimId=first["id"])
    await job.decided(first)
    await job.next_period()
    draft = await job.created()
    await job.update(draft, {2: {"work": {"quantityToDate": "6"}}})
    await job.void(first)
    shown = "lines { claimed { quantityToDate quantityThisPeriod workThisPeriod } }"
    seen = (await job.claim("contact", draft, shown))["lines"][1]["claimed"]
    assert list(seen.values()) == ["6", "6", "600.00"]


async def test_a_change_of_policy_counts_from_the_claim_before_the_void_one(database: Database) -> None:
    job = await job_of(database, retention=RetentionPolicy(RetentionRule.FLAT, rate_on_work=100_000))
    await job.approved("1000.00")
    await job.world.row(
        models.RetentionVersion,
        commitment=job.commitment,
        from_claim_number=2,
        policy=stored_policy(RetentionPolicy(RetentionRule.FLAT, rate_on_work=50_000)),
        on_change=RetentionOnChange.KEEP,
    )
    await job.next_period()
    second = await job.approved("1000.00")
    assert second["claimed"]["retentionHeld"] == "150.00"
    await job.void(second)
    third = await job.draft("2000.00")
    assert third["claimed"]["retentionHeld"] == "200.00"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("contact", "FORBIDDEN"),
        ("standard", "FORBIDDEN"),
        ("reader", "FORBIDDEN"),
        ("employee", "NOT_FOUND"),
        ("stranger", "NOT_FOUND"),
    ],
)
async def test_others_make_nothing_void(database: Database, who: str, expected: str) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    async with unchanged(job.world):
        assert error_codes(await void(job, claim, who)) == [expected]


async def test_an_author_who_administers_may_make_his_claim_void(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00", who="administrator")
    assert (await void(job, claim))["claim"]["status"] == "VOID"
