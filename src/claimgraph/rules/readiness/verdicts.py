"""All answers together: what follows for each commitment, and for the project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from claimgraph.rules.readiness import commitments, projects
from claimgraph.rules.readiness.check import Check, summed
from claimgraph.rules.readiness.evidence import Evidence, evidence
from claimgraph.rules.readiness.facts import CommitmentFacts, ProjectFacts
from claimgraph.rules.vocabulary import CheckState, CommitmentStatus, ReadinessQuestion, ReadinessVerdict

_PLACES = {question: place for place, question in enumerate(ReadinessQuestion)}


@dataclass(frozen=True, slots=True)
class CommitmentReadiness:
    """Whether the contacts of a commitment could submit on their own."""

    verdict: ReadinessVerdict
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """How many commitments have a verdict, and the sum of their revised contract sums in minor units."""

    verdict: ReadinessVerdict
    commitments: int
    revised_sum_minor: int


@dataclass(frozen=True, slots=True)
class ProjectReadiness:
    """What to settle in a project; `id` and `project_id` are the project's key."""

    id: UUID
    verdict: ReadinessVerdict
    checks: tuple[Check, ...]
    counts: tuple[VerdictCount, ...]
    evidence: Evidence

    @property
    def project_id(self) -> UUID:
        """The key of the project whose commitments are listed."""
        return self.id


def of_commitment(facts: CommitmentFacts) -> CommitmentReadiness:
    """The answers for one commitment. Own submission never sets the verdict."""
    checks = tuple(ask(facts).mended_by(facts.team) for ask in commitments.QUESTIONS.values())
    failing = {one.question for one in checks if one.state is CheckState.FAIL}
    if ReadinessQuestion.VENDOR_PERSON in failing or facts.status is CommitmentStatus.TERMINATED:
        verdict = ReadinessVerdict.ON_BEHALF_ONLY
    elif failing:
        verdict = ReadinessVerdict.ALLOW_WITH_FIXES
    else:
        verdict = ReadinessVerdict.ALLOW
    return CommitmentReadiness(verdict, checks)


def of_project(facts: ProjectFacts, below: Sequence[CommitmentFacts]) -> ProjectReadiness:
    """The answers for a project with its commitments, those that are void left out."""
    judged = {one.key: of_commitment(one) for one in below}
    own = [ask(facts).mended_by(facts.team) for ask in projects.QUESTIONS.values()]
    checks = [*own, *(one.mended_by(facts.team) for one in _summed(judged))]
    return ProjectReadiness(
        id=facts.key,
        verdict=_verdict([one.verdict for one in judged.values()], own),
        checks=tuple(sorted(checks, key=lambda one: _PLACES[one.question])),
        counts=tuple(_counts(below, judged)),
        evidence=evidence(facts.periods, facts.claims),
    )


def _summed(judged: Mapping[UUID, CommitmentReadiness]) -> Iterable[Check]:
    """The questions of commitments, each answered for all of them together."""
    by_question: dict[ReadinessQuestion, dict[UUID, Check]] = {one: {} for one in commitments.QUESTIONS}
    for key, readiness in judged.items():
        for check in readiness.checks:
            by_question[check.question][key] = check
    return [summed(question, checks) for question, checks in by_question.items()]


def _verdict(below: Sequence[ReadinessVerdict], own: Iterable[Check]) -> ReadinessVerdict:
    if all(one is ReadinessVerdict.ON_BEHALF_ONLY for one in below):
        return ReadinessVerdict.ON_BEHALF_ONLY
    is_free = all(one is ReadinessVerdict.ALLOW for one in below)
    if is_free and all(one.state is not CheckState.FAIL for one in own):
        return ReadinessVerdict.ALLOW
    return ReadinessVerdict.ALLOW_WITH_FIXES


def _counts(
    below: Sequence[CommitmentFacts], judged: Mapping[UUID, CommitmentReadiness]
) -> Iterable[VerdictCount]:
    """A count for each verdict, also where no commitment has it."""
    for verdict in ReadinessVerdict:
        sums = [one.revised_sum for one in below if judged[one.key].verdict is verdict]
        yield VerdictCount(verdict, len(sums), sum(sums))
