"""Readiness in words: a job at which nothing is in the way, and what the answers are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from claimgraph import models
from claimgraph.storage.database import Database, Statement
from tests.api.claims import Job, job_of
from tests.api.site import rows
from tests.world import LONG_AGO, Person, World, id_of

CHECK = """question title state answer why remedy action count
canBeMendedBy { name } subjects { __typename id ... on Person { name } ... on Commitment { number } }"""
OF_PROJECT = """query($id: ID!, $state: [CheckState!]) { project(id: $id) { submissionReadiness {
  verdict checks(state: $state) { %s } counts { verdict commitments revisedSum }
  evidence { claimsPerPeriod linesPerClaim filedOnBehalfShare returnedShare
             medianDaysToSubmit medianDaysToDecide }
} } }""".replace("%s", CHECK)
OF_COMMITMENT = """query($id: ID!, $state: [CheckState!]) { commitment(id: $id) { submissionReadiness {
  verdict checks(state: $state) { %s } } } }""".replace("%s", CHECK)


async def sign_in(world: World, *people: Person) -> None:
    """They have passwords, and have signed in once."""
    for person in people:
        await world.row(models.Credential, person_id=person.key, password_hash="-", changed_at=LONG_AGO)
        await world.set(await actor(world, person), last_signed_in_at=LONG_AGO)


async def actor(world: World, person: Person) -> models.Actor:
    """The row of somebody."""
    (found,) = await rows(world, models.Actor, id=person.key)
    assert isinstance(found, models.Actor)
    return found


async def ready_job(database: Database, *lines: int, **given: Any) -> Job:
    """A job whose contact and his stand-in could submit at once."""
    job = await job_of(database, *lines, **given)
    site = job.site
    await job.world.designate(job.commitment, site.employee)
    await sign_in(job.world, site.contact, site.employee)
    return job


async def project(job: Job, who: str = "administrator", **given: Any) -> Any:
    """The readiness of the job's project."""
    told = await job.world.data(job.who(who), OF_PROJECT, id=job.site.id("project"), **given)
    return told["project"]["submissionReadiness"]


async def commitment(job: Job, who: str = "administrator", **given: Any) -> Any:
    """The readiness of the job's commitment."""
    told = await job.world.data(job.who(who), OF_COMMITMENT, id=job.id, **given)
    return told["commitment"]["submissionReadiness"]


async def check(job: Job, question: str, who: str = "administrator") -> Any:
    """The answer of the commitment to one of its questions."""
    return named(await commitment(job, who), question)


async def in_project(job: Job, question: str, who: str = "administrator") -> Any:
    """The answer of the project to a question."""
    return named(await project(job, who), question)


def named(readiness: Any, question: str) -> Any:
    """The one check with this question."""
    (found,) = [one for one in readiness["checks"] if one["question"] == question]
    return found


def told(check: Any) -> tuple[str, str | None, int]:
    """State, action and count of a check."""
    return check["state"], check["action"], check["count"]


def ids(check: Any) -> list[str]:
    """What a check is about."""
    return [one["id"] for one in check["subjects"]]


async def designations(job: Job, person: Person) -> list[str]:
    """The ids of somebody's designations on the job's commitment."""
    found = await rows(job.world, models.Designation, person_id=person.key, commitment_id=job.commitment.id)
    return [id_of("ClaimContact", one) for one in found]


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    heard: list[str] = []

    def hear(statement: Statement) -> None:
        if not statement.is_control:
            heard.append(statement.text)

    with database.listen(hear):
        yield heard
