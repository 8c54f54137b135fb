"""Dry runs, keys and versions: the same request twice, what would be, and two at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.models.keys import seeded_keys
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, job_of, refused, works
from tests.api.questions import codes
from tests.api.site import Site, everything, rows, unchanged
from tests.world import NOON, World

REASON = {"reason": "Filed by mistake"}
STEPS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "createClaim": ("none", "contact", {}),
    "updateClaim": ("draft", "contact", {"fields": {"note": "Crane"}}),
    "moveClaim": ("draft", "contact", {}),
    "submitClaim": ("draft", "contact", {}),
    "deleteClaim": ("draft", "contact", {}),
    "withdrawClaim": ("submitted", "contact", {}),
    "startAssessment": ("submitted", "administrator", {}),
    "assessClaim": ("submitted", "administrator", {"acceptOtherLines": True}),
    "approveClaim": ("accepted", "administrator", {}),
    "returnClaim": ("rejected", "administrator", {}),
    "voidClaim": ("submitted", "administrator", REASON),
}
"""For each mutation: from what it starts, who does it, and what he says."""


async def begun(database: Database, mutation: str) -> tuple[Job, Any, dict[str, Any]]:
    """A job from which the mutation can be done, its claim, and the input."""
    job = await job_of(database)
    start, _, said = STEPS[mutation]
    if start == "none":
        return job, None, {"commitmentId": job.id, **said}
    claim = await (job.draft("4000.00") if start == "draft" else job.submitted("4000.00"))
    if start == "accepted":
        await job.assessed(claim)
    if start == "rejected":
        await job.assessed(claim, {1: {"decision": "REJECTED", "reason": "No docket"}})
    if mutation == "moveClaim":
        await job.next_period()
    return job, claim, {"claimId": claim["id"], **said}


@pytest.mark.parametrize("mutation", STEPS)
async def test_a_dry_run_answers_what_would_be_and_keeps_nothing(database: Database, mutation: str) -> None:
    job, _, given = await begun(database, mutation)
    who = STEPS[mutation][1]
    shown = None if mutation == "deleteClaim" else "claim { number status version claimedAmount certifiedAmount }"
    async with unchanged(job.world):
        would = await job.do(mutation, who, shown, **given, dryRun=True, idempotencyKey="k")
        assert would["userErrors"] == [] and not would.get("errors")
    done = await job.do(mutation, who, shown, **given, idempotencyKey="k")
    assert done == would


async def test_a_dry_run_tells_refusals_too(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created()
    async with unchanged(job.world):
        answer = await job.do("submitClaim", "contact", claimId=claim["id"], dryRun=True)
    assert codes(answer) == ["NOTHING_CLAIMED"]


def again(job: Job) -> Job:
    """The same job, asked of a server that has just started on the same database."""
    world = World(job.world.database, now=job.world.now, keys=seeded_keys(11))
    site = Site(**{**vars(job.site), "world": world})
    return Job(site, job.commitment, job.period, job.also)


@pytest.mark.parametrize("mutation", STEPS)
async def test_the_same_key_answers_again_also_after_a_restart(database: Database, mutation: str) -> None:
    job, _, given = await begun(database, mutation)
    who = STEPS[mutation][1]
    first = await job.do(mutation, who, **given, idempotencyKey="5f3d6d0e-1")
    assert first["userErrors"] == []
    async with unchanged(job.world):
        assert await job.do(mutation, who, **given, idempotencyKey="5f3d6d0e-1") == first
        assert await again(job).do(mutation, who, **given, idempotencyKey="5f3d6d0e-1") == first


async def test_warnings_are_answered_again(database: Database) -> None:
    job = await job_of(database, over_claim="WARNED")
    await job.world.set(job.site.account, over_claim="ALLOWED")
    claim = await job.created()
    first = await job.update(claim, works("10000.01"), idempotencyKey="k")
    assert [one["code"] for one in first["warnings"]] == ["OVER_CLAIM"]
    assert await job.update(claim, works("10000.01"), idempotencyKey="k") == first


async def test_a_key_with_another_input_is_refused(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created(idempotencyKey="k")
    async with unchanged(job.world):
        answer = await job.create(idempotencyKey="k", fields={"note": "Crane"})
        assert refused(answer) == [("IDEMPOTENCY_KEY_REUSED", "input.idempotencyKey")]
        answer = await job.update(claim, works("1.00"), idempotencyKey="k")
        assert refused(answer) == [("IDEMPOTENCY_KEY_REUSED", "input.idempotencyKey")]


async def test_a_key_is_everybodys_own_and_lives_a_day(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created(idempotencyKey="k")
    answer = await job.update(claim, works("1.00"), who="standard", idempotencyKey="k")
    assert answer["userErrors"] == []
    job.world.now = NOON + timedelta(hours=24, seconds=1)
    answer = await job.update(claim, works("2.00"), idempotencyKey="k")
    assert answer["userErrors"] == []


@pytest.mark.parametrize("key", ["", "x" * 256])
async def test_a_key_has_a_length(database: Database, key: str) -> None:
    job = await job_of(database)
    async with unchanged(job.world):
        assert error_codes(await job.create(idempotencyKey=key)) == ["BAD_INPUT"]
    assert (await job.created(idempotencyKey="x" * 255))["number"] == 1


async def test_what_was_refused_is_not_remembered(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created()
    given = {"claimId": claim["id"], "idempotencyKey": "k"}
    assert codes(await job.do("submitClaim", "contact", **given)) == ["NOTHING_CLAIMED"]
    await job.update(claim, works("1.00"))
    assert (await job.do("submitClaim", "contact", **given))["userErrors"] == []


async def test_a_repeat_is_read_under_the_rights_of_today(database: Database) -> None:
    job = await job_of(database)
    await job.created(idempotencyKey="k")
    (designation,) = await rows(job.world, models.Designation)
    await job.world.set(designation, ends_at=NOON)
    answer = await job.create(idempotencyKey="k")
    assert (answer["claim"], answer["userErrors"]) == (None, [])


async def test_a_twin_in_flight_is_waited_for(database: Database) -> None:
    job = await job_of(database)
    first, second = await asyncio.gather(job.create(idempotencyKey="k"), job.create(idempotencyKey="k"))
    assert first["userErrors"] == []
    assert second == first
    assert len(await rows(job.world, models.ProgressClaim)) == 1


# Versions


@pytest.mark.parametrize("mutation", [one for one in STEPS if one not in ("createClaim", "startAssessment")])
async def test_a_stale_version_is_refused_and_the_claim_shown_as_it_is(
    database: Database, mutation: str
) -> None:
    job, claim, given = await begun(database, mutation)
    who = STEPS[mutation][1]
    shown = "deletedId" if mutation == "deleteClaim" else "claim { id version }"
    before = await everything(job.world)
    answer = await job.do(mutation, who, shown, **given, expectedVersion=99)
    assert refused(answer) == [("VERSION_CONFLICT", "input.expectedVersion")]
    assert await everything(job.world) == before
    if mutation == "deleteClaim":
        assert answer["deletedId"] is None
    else:
        now = await job.claim(who, claim, "id version")
        assert answer["claim"] == now
    version = 0 if mutation == "assessClaim" else (await job.claim(who, claim, "version"))["version"]
    assert (await job.do(mutation, who, shown, **given, expectedVersion=version))["userErrors"] == []


async def test_of_two_who_read_the_same_the_second_conflicts(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created()
    version = claim["version"]
    assert (await job.update(claim, works("1.00"), expectedVersion=version))["userErrors"] == []
    answer = await job.update(claim, works("2.00"), who="standard", expectedVersion=version)
    assert codes(answer) == ["VERSION_CONFLICT"]
    assert answer["claim"]["lines"][0]["claimed"]["workThisPeriod"] == "1.00"
    await job.void(claim)
    first, second = await asyncio.gather(job.create(), job.create("standard"))
    assert sorted([codes(first), codes(second)]) == [[], ["CLAIM_ALREADY_OPEN", "PERIOD_ALREADY_CLAIMED"]]
