"""Submission readiness: the facts are gathered for all rows at once, the rules answer the questions."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from claimgraph.resolvers.reader.asked import answers
from claimgraph.resolvers.reader.readiness import people
from claimgraph.resolvers.reader.readiness.commitments import commitment_facts, named, of_projects, seen
from claimgraph.resolvers.reader.readiness.projects import project_facts
from claimgraph.resolvers.reader.run import Run
from claimgraph.rules.readiness.facts import CommitmentFacts
from claimgraph.rules.readiness.verdicts import (
    CommitmentReadiness,
    ProjectReadiness,
    of_commitment,
    of_project,
)
from claimgraph.rules.vocabulary import ReadinessVerdict


@answers("Project", "submission_readiness")
async def of_projects_asked(run: Run, keys: Sequence[UUID]) -> dict[UUID, ProjectReadiness]:
    """What to settle in each project."""
    members = await people.members(run, keys)
    below: dict[UUID, list[CommitmentFacts]] = {key: [] for key in keys}
    for facts in await commitment_facts(run, of_projects(keys), members):
        below[facts.project].append(facts)
    return {one.key: of_project(one, below[one.key]) for one in await project_facts(run, keys, members)}


@answers("Commitment", "submission_readiness")
async def of_commitments_asked(run: Run, keys: Sequence[UUID]) -> dict[UUID, CommitmentReadiness]:
    """Whether the contacts of each commitment could submit; void ones have no answer."""
    return {facts.key: of_commitment(facts) for facts in await commitment_facts(run, named(keys))}


@answers("SubmissionReadiness", "commitments_by_verdict")
async def commitments_by_verdict(
    run: Run, keys: Sequence[UUID], verdict: list[ReadinessVerdict] | None = None
) -> dict[UUID, list[UUID]]:
    """The commitments of each project that have one of these verdicts; all of them when none is named."""
    found: dict[UUID, list[UUID]] = {key: [] for key in keys}
    if verdict is None:
        for row in await seen(run, "Commitment", ("id", "project"), of_projects(keys)):
            found[row["project"]].append(row["id"])
        return found
    for facts in await commitment_facts(run, of_projects(keys)):
        if of_commitment(facts).verdict in verdict:
            found[facts.project].append(facts.key)
    return found
