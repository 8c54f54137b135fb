"""Two at once, over connections of their own: one wins, the other is told so by name, and numbers have no gaps.

Each pair of competing steps meets many times. A volley counts only where both transactions were open at once.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import pytest

from claimgraph import models
from claimgraph.models.keys import seeded_keys
from claimgraph.storage.database import Database, Statement
from tests.api.claims import Job, job_of
from tests.api.site import Site, rows
from tests.world import World

CREATIONS, VOLLEYS, TWINS = 150, 50, 16
SHOWN = "claim { id version }"
Step = tuple[str, str, dict[str, Any]]
"""A mutation, who does it, and what he says."""


@dataclass
class Server:
    """One of several servers on the same database, with what its transactions did last, and when."""

    job: Job
    begun: float = 0.0
    kept: float = 0.0

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Notes when a transaction begins and when it is kept, or comes to its end."""
        with self.job.world.database.listen(self._heard):
            yield

    def _heard(self, statement: Statement) -> None:
        if statement.text == "BEGIN":
            self.begun = perf_counter()
        if statement.text == "COMMIT":
            self.kept = perf_counter()

    async def does(self, step: Step) -> tuple[str, ...]:
        """What a step came to: empty when it was done, else the codes of what stood against it."""
        mutation, who, given = step
        shown = "deletedId" if mutation == "deleteClaim" else SHOWN
        answer = await self.job.do(mutation, who, shown, **given)
        told = [code for code, _ in answer.get("errors", [])]
        return tuple(told or sorted(one["code"] for one in answer["userErrors"]))


@pytest.fixture
async def servers(database: Database, database_url: str) -> AsyncIterator[tuple[Server, Server]]:
    """Two servers on the same database, each with connections of its own."""
    other = await Database.open(database_url)
    job = await job_of(database)
    world = World(other, now=job.world.now, keys=seeded_keys(23))
    second = Job(Site(**{**vars(job.site), "world": world}), job.commitment, job.period, job.also)
    yield Server(job), Server(second)
    await other.close()


@dataclass
class Volleys:
    """What came of many volleys: for each outcome how often, and how many truly overlapped."""

    outcomes: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=Counter)
    overlaps: int = 0


async def volleys(
    servers: tuple[Server, Server],
    steps: tuple[Step, Step],
    back: Callable[[], Awaitable[None]],
    count: int,
    seed: str,
) -> Volleys:
    """Lets two steps meet again and again, from the same start; either may be a moment ahead."""
    found, chance = Volleys(), random.Random(seed)
    with ExitStack() as heard:
        for server in servers:
            heard.enter_context(server.timed())
        for _ in range(count):
            ahead = chance.choice(((0.0, 0.0), (0.0, 0.001), (0.001, 0.0), (0.0, 0.004), (0.004, 0.0)))
            found.outcomes[await _met(servers, steps, ahead)] += 1
            begun = max(server.begun for server in servers)
            found.overlaps += begun < min(server.kept for server in servers if server.kept)
            await back()
    return found


async def _met(
    servers: tuple[Server, Server], steps: tuple[Step, Step], delays: Sequence[float]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What both came to, once both stood at the barrier."""
    barrier = asyncio.Barrier(len(servers))

    async def go(server: Server, step: Step, delay: float) -> tuple[str, ...]:
        server.kept = 0.0
        await barrier.wait()
        await asyncio.sleep(delay)
        return await server.does(step)

    first, second = zip(servers, steps, delays, strict=True)
    told = await asyncio.gather(go(*first), go(*second))
    return told[0], told[1]


# Starts


async def draft(job: Job) -> Any:
    """From a draft with some work on it."""
    return await job.draft("100.00")


async def under_review(job: Job) -> Any:
    """From a claim under review."""
    return await job.submitted("100.00")


async def accepted(job: Job) -> Any:
    """From a claim whose lines are accepted."""
    return await job.assessed(await job.submitted("100.00"))


# Ends

CLAIMS = (
    models.ProgressClaim,
    models.ClaimLine,
    models.ClaimValuation,
    models.LineValuation,
    models.ClaimAuthor,
    models.ClaimRevision,
)


async def back_again(job: Job) -> Callable[[], Awaitable[None]]:
    """What puts all claims back to where they stand now."""
    kept = [await rows(job.world, model) for model in CLAIMS]

    async def put_back(_: object) -> None:
        for model in reversed(CLAIMS):
            await model.all().delete()
        for model, there in zip(CLAIMS, kept, strict=True):
            if there:
                await model.bulk_create(there)

    return lambda: job.world.database.work(put_back)


async def make_void(job: Job) -> None:
    """Makes the claim that is open void; its number stays taken."""
    for claim in await rows(job.world, models.ProgressClaim, status__not="VOID"):
        await job.world.set(claim, status="VOID")


# Steps


def on(claim: Any, mutation: str, who: str, **said: Any) -> Step:
    """A step of a claim."""
    return mutation, who, {"claimId": claim["id"], **said}


def update_twice(_: Job, claim: Any) -> tuple[Step, Step]:
    said = {"fields": {"note": "Crane"}, "expectedVersion": claim["version"]}
    return on(claim, "updateClaim", "contact", **said), on(claim, "updateClaim", "standard", **said)


def submit_twice(_: Job, claim: Any) -> tuple[Step, Step]:
    return on(claim, "submitClaim", "contact"), on(claim, "submitClaim", "standard")


def submit_and_delete(_: Job, claim: Any) -> tuple[Step, Step]:
    return on(claim, "submitClaim", "contact"), on(claim, "deleteClaim", "administrator")


def withdraw_and_start(_: Job, claim: Any) -> tuple[Step, Step]:
    return on(claim, "withdrawClaim", "contact"), on(claim, "startAssessment", "administrator")


def approve_twice(_: Job, claim: Any) -> tuple[Step, Step]:
    return on(claim, "approveClaim", "administrator"), on(claim, "approveClaim", "manager")


def approve_and_assess(_: Job, claim: Any) -> tuple[Step, Step]:
    lines = [{"lineId": claim["lines"][0]["id"], "decision": "REJECTED", "reason": "No docket"}]
    return (
        on(claim, "approveClaim", "administrator", expectedAssessmentVersion=1),
        on(claim, "assessClaim", "manager", lines=lines, expectedVersion=1),
    )


def void_and_submit(_: Job, claim: Any) -> tuple[Step, Step]:
    return on(claim, "voidClaim", "administrator", reason="Wrong month"), on(claim, "submitClaim", "contact")


DONE = ()
PAIRS: dict[str, tuple[Any, Any, set[Any]]] = {
    "update_twice": (draft, update_twice, {(DONE, ("VERSION_CONFLICT",)), (("VERSION_CONFLICT",), DONE)}),
    "submit_twice": (draft, submit_twice, {(DONE, ("CLAIM_NOT_OPEN",)), (("CLAIM_NOT_OPEN",), DONE)}),
    "submit_and_delete": (draft, submit_and_delete, {(DONE, ("CLAIM_NOT_DRAFT",)), (("NOT_FOUND",), DONE)}),
    "withdraw_and_start": (
        under_review,
        withdraw_and_start,
        {(DONE, ("CLAIM_NOT_UNDER_REVIEW",)), (("ASSESSMENT_STARTED",), DONE)},
    ),
    "approve_twice": (
        accepted,
        approve_twice,
        {(DONE, ("CLAIM_NOT_UNDER_REVIEW",)), (("CLAIM_NOT_UNDER_REVIEW",), DONE)},
    ),
    "approve_and_assess": (
        accepted,
        approve_and_assess,
        {(DONE, ("VERSION_CONFLICT",)), (("LINE_REJECTED", "VERSION_CONFLICT"), DONE)},
    ),
    "void_and_submit": (
        draft,
        void_and_submit,
        {(DONE, ("CLAIM_NOT_OPEN",)), (DONE, DONE)},
    ),
}
"""Where two steps start, the steps, and what they may come to: the first step's codes, the second's."""


@pytest.mark.parametrize("pair", PAIRS)
async def test_of_two_at_once_one_wins_and_the_other_is_told_by_name(
    servers: tuple[Server, Server], pair: str
) -> None:
    start, steps, expected = PAIRS[pair]
    job = servers[0].job
    claim = await start(job)
    found = await volleys(servers, steps(job, claim), await back_again(job), VOLLEYS, pair)
    assert set(found.outcomes) == expected, found.outcomes
    assert found.overlaps > VOLLEYS // 4


async def test_claims_are_created_one_at_a_time_and_counted_without_gaps(
    servers: tuple[Server, Server],
) -> None:
    job = servers[0].job
    given = {"commitmentId": job.id}
    steps = ("createClaim", "contact", given), ("createClaim", "standard", given)
    found = await volleys(servers, steps, lambda: make_void(job), CREATIONS, "create")
    late = ("CLAIM_ALREADY_OPEN", "PERIOD_ALREADY_CLAIMED")
    assert set(found.outcomes) == {(DONE, late), (late, DONE)}
    assert found.overlaps > CREATIONS // 4
    claims = await rows(job.world, models.ProgressClaim)
    assert sorted(one.number for one in claims) == list(range(1, CREATIONS + 1))


async def test_a_twin_in_flight_is_answered_with_what_the_first_did(servers: tuple[Server, Server]) -> None:
    job = servers[0].job
    for place in range(TWINS):
        given = {"commitmentId": job.id, "idempotencyKey": f"key {place}"}
        steps = (server.job.do("createClaim", "contact", SHOWN, **given) for server in servers)
        first, second = await asyncio.gather(*steps)
        assert first == second
        assert first["userErrors"] == []
        await make_void(job)
    assert len(await rows(job.world, models.ProgressClaim)) == TWINS
