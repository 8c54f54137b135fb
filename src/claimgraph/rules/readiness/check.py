"""One question with its answer, and the same question summed over the commitments of a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from claimgraph.rules.readiness.facts import Team
from claimgraph.rules.readiness.words import WORDS, Menders
from claimgraph.rules.vocabulary import CheckState, ReadinessQuestion

Subject = tuple[str, UUID]
"""The name of a type and the key of a row: something that an answer is about."""

MOST_SUBJECTS = 50

SEVERITY = (CheckState.INFO, CheckState.PASS, CheckState.WARN, CheckState.FAIL)
"""The states, the worst one last."""


@dataclass(frozen=True, slots=True)
class Check:
    """The answer to a question.

    remedy            what to do; None when nothing is
    action            the mutation that does it, by its name in `Action`; None when none does
    count             how many things the answer is about; `subjects` are the first fifty of them
    can_be_mended_by  people, when there is something to do
    """

    question: ReadinessQuestion
    state: CheckState
    answer: str
    remedy: str | None = None
    action: str | None = None
    count: int = 0
    subjects: tuple[Subject, ...] = ()
    can_be_mended_by: tuple[Subject, ...] = ()

    @property
    def title(self) -> str:
        """The question in words."""
        return WORDS[self.question].title

    @property
    def why(self) -> str:
        """Why it matters."""
        return WORDS[self.question].why

    def about(self, type_name: str, keys: Sequence[UUID]) -> Check:
        """The same answer, about these rows."""
        subjects = tuple((type_name, key) for key in keys[:MOST_SUBJECTS])
        return replace(self, count=len(keys), subjects=subjects)

    def mended_by(self, team: Team) -> Check:
        """The same answer with those who can mend it."""
        people = menders(self.question, team) if self.remedy else ()
        return replace(self, can_be_mended_by=tuple(("Person", key) for key in people))


def passed(question: ReadinessQuestion, answer: str) -> Check:
    """All is in order."""
    return Check(question, CheckState.PASS, answer)


def failed(question: ReadinessQuestion, answer: str, remedy: str, action: str | None) -> Check:
    """Something is in the way."""
    return Check(question, CheckState.FAIL, answer, remedy, action)


def doubtful(question: ReadinessQuestion, answer: str, remedy: str, action: str | None) -> Check:
    """It is possible, but should be looked at."""
    return Check(question, CheckState.WARN, answer, remedy, action)


def menders(question: ReadinessQuestion, team: Team) -> tuple[UUID, ...]:
    """Who can mend what a question finds: keys of people."""
    return {
        Menders.NOBODY: (),
        Menders.ADMINISTRATORS: team.administrators,
        Menders.ACCOUNT_ADMINISTRATORS: team.account_administrators,
    }[WORDS[question].menders]


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number of things in words: "1 day", "3 days", "2 people"."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def summed(question: ReadinessQuestion, checks: Mapping[UUID, Check]) -> Check:
    """A question of commitments answered for their project, from the answer for each of them.

    The state is the worst one; count and subjects are the commitments that have it, none when all is in
    order. The action is named when it is the same for all of them.
    """
    worst = max((one.state for one in checks.values()), key=SEVERITY.index, default=CheckState.PASS)
    answer = _in_sum(question, Counter(one.state for one in checks.values()))
    if worst is CheckState.PASS:
        return passed(question, answer)
    concerned = {key: one for key, one in checks.items() if one.state is worst}
    remedies = dict.fromkeys(one.remedy for one in concerned.values() if one.remedy)
    action = _common(one.action for one in concerned.values())
    check = Check(question, worst, answer, " ".join(remedies) or None, action)
    return check.about("Commitment", list(concerned))


def _common(actions: Iterable[str | None]) -> str | None:
    found = set(actions)
    return found.pop() if len(found) == 1 else None


def _in_sum(question: ReadinessQuestion, states: Counter[CheckState]) -> str:
    """How many commitments are in which state: "Of 5 commitments: 2 without a claim contact, 3 in order." """
    total = sum(states.values())
    if not total:
        return "The project has no commitments yet."
    phrases = {**WORDS[question].summed, CheckState.PASS: "in order"}
    told = [f"{states[state]} {phrase}" for state, phrase in phrases.items() if states[state]]
    return f"Of {counted(total, 'commitment')}: {', '.join(told)}."
