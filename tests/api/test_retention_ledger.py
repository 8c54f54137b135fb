"""retentionLedger and releases: every movement of retention, and that they add up to what is held."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.vocabulary import ClaimType, RetentionRule
from claimgraph.storage.database import Database
from tests.api.claims import Job, job_of, work

FLAT_10 = RetentionPolicy(RetentionRule.FLAT, rate_on_work=100_000)
LEDGER = "retentionLedger { claim { number } at withheld released held } totals { retentionHeld }"


async def ledger(job: Job, who: str = "contact") -> Any:
    """Number, kept, released and held of each movement; they add up to what is held."""
    query = f"query Q($id: ID!) {{ commitment(id: $id) {{ {LEDGER} }} }}"
    told = (await job.world.data(job.who(who), query, id=job.id))["commitment"]
    entries = [
        (one["claim"]["number"], one["withheld"], one["released"], one["held"])
        for one in told["retentionLedger"]
    ]
    held = Decimal(0)
    for _, withheld, released, after in entries:
        assert Decimal(withheld) >= 0 and Decimal(released) >= 0
        held += Decimal(withheld) - Decimal(released)
        assert held == Decimal(after)
    assert held == Decimal(told["totals"]["retentionHeld"])
    return entries


async def test_movements_add_up_to_what_is_held(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10, default_claim_type=ClaimType.WORK_MATERIALS_AND_RETENTION)
    assert await ledger(job) == []
    await job.approved("4000.00")
    await job.next_period()
    await job.approved("0.00")
    await job.next_period(13)
    claim = await job.created(fields={"retentionRelease": {"percentage": "50.00"}})
    await job.update(claim, {2: work("1000.00")})
    await job.done("submitClaim", "contact", claimId=claim["id"])
    assert await ledger(job) == [(1, "400.00", "0.00", "400.00")]
    await job.decided(claim)
    entries = await ledger(job)
    assert entries == [(1, "400.00", "0.00", "400.00"), (3, "100.00", "250.00", "250.00")]


async def test_a_correction_and_a_sum_typed_by_hand_are_movements_too(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10)
    await job.approved("4000.00")
    await job.next_period()
    claim = await job.created()
    await job.update(claim, {1: work("-1000.00", reason="Measured anew")})
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.decided(claim)
    await job.next_period(13)
    claim = await job.submitted("0.00")
    await job.decided(claim, retentionOverride={"value": {"held": "50.00"}, "reason": "Agreed"})
    assert await ledger(job) == [
        (1, "400.00", "0.00", "400.00"),
        (2, "0.00", "100.00", "300.00"),
        (3, "0.00", "250.00", "50.00"),
    ]
    await job.next_period(14)
    following = await job.approved("1000.00")
    assert following["claimed"]["retentionHeld"] == "400.00"
    assert (await ledger(job))[-1] == (4, "350.00", "0.00", "400.00")


async def test_credits_hold_back_less_than_nothing(database: Database) -> None:
    job = await job_of(database, 10_000_00, -6_000_00, retention=FLAT_10)
    await job.approved("0.00", "-6000.00")
    assert await ledger(job) == [(1, "0.00", "600.00", "-600.00")]


async def test_half_is_released_then_the_rest(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10, default_claim_type=ClaimType.RETENTION_RELEASE)
    first = await job.submitted("3000.00", "1000.00", who="standard", claimType="WORK_AND_MATERIALS")
    await job.decided(first)
    half = await job.created(fields={"retentionRelease": {"percentage": "50.00"}})
    assert half["claimedAmount"] == "200.00"
    half = await job.done("submitClaim", "contact", claimId=half["id"])
    await job.decided(half)
    rest = await job.created(fields={"retentionRelease": {"percentage": "100.00"}})
    assert (rest["claimedAmount"], rest["claimed"]["retentionHeld"]) == ("200.00", "0.00")
    rest = await job.done("submitClaim", "contact", claimId=rest["id"])
    await job.decided(rest)
    assert await ledger(job) == [
        (1, "400.00", "0.00", "400.00"),
        (2, "0.00", "200.00", "200.00"),
        (3, "0.00", "200.00", "0.00"),
    ]
    assert await ledger(job, "reader") == await ledger(job)
