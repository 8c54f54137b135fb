"""The facts of commitments, for all of them by a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claimgraph.resolvers.reader.facts import Facts
from claimgraph.resolvers.reader.levels import TableLevel
from claimgraph.resolvers.reader.links import as_key
from claimgraph.resolvers.reader.readiness import people
from claimgraph.resolvers.reader.readiness.people import OPEN_CLAIMS, Member, flag
from claimgraph.resolvers.reader.run import Run
from claimgraph.rules import periods, policies
from claimgraph.rules.readiness.facts import CommitmentFacts, Contact, OpenClaim, Team

Told = dict[str, Any]
Members = Mapping[UUID, Sequence[Member]]

NAMES = (
    "id",
    "project",
    "currency",
    "time_zone",
    "today",
    "status",
    "claims_on",
    "schedule_lines",
    "schedule_total_minor",
    "original_sum_minor",
    "revised_sum_minor",
    "retention_text",
    "claim_type",
    "vendor.company",
    "open_claim.id",
    "open_claim.number",
    "open_claim.status",
    "open_claim.status_changed_at",
)


async def seen(
    run: Run, type_name: str, names: Sequence[str], which: Callable[[TableLevel], str]
) -> list[Told]:
    """The facts of the rows of a type that the viewer sees, of those that `which` means."""
    facts = Facts(type_name, names, run.draft())
    return await facts.read(run, f"{facts.level.visible} and {which(facts.level)}")


def of_projects(projects: Sequence[UUID]) -> Callable[[TableLevel], str]:
    """The commitments of projects that are not void, by number."""

    def which(level: TableLevel) -> str:
        alias = level.source.alias
        among = level.draft.is_one_of(f"{alias}.project_id", list(projects), "uuid")
        return f"{among} and {alias}.status <> 'VOID' order by {level.draft.bytewise(f'{alias}.number_key')}"

    return which


def named(commitments: Sequence[UUID]) -> Callable[[TableLevel], str]:
    """These commitments, of those that are not void."""

    def which(level: TableLevel) -> str:
        among = level.draft.is_one_of(level.id, list(commitments), "uuid")
        return f"{among} and {level.source.alias}.status <> 'VOID'"

    return which


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of all the commitments from other tables."""

    teams: Mapping[UUID, Team]
    people: Mapping[UUID, tuple[UUID, ...]]
    contacts: Mapping[UUID, list[Contact]]
    beyond: Mapping[UUID, list[tuple[UUID, bool, bool]]]
    barred: set[tuple[UUID, UUID]]


async def commitment_facts(
    run: Run, which: Callable[[TableLevel], str], known: Members | None = None
) -> list[CommitmentFacts]:
    """The facts of the commitments that `which` means; `known` are the members of their projects, if read."""
    rows = await seen(run, "Commitment", NAMES, which)
    keys = [row["id"] for row in rows]
    members = known or await people.members(run, list({row["project"] for row in rows}))
    administrators = {project: people.team_of(found) for project, found in members.items()}
    around = _Around(
        administrators,
        await people.vendors_people(run, [row["vendor.company"] for row in rows]),
        await people.contacts(run, keys),
        await lines_beyond(run, keys),
        await people.barred(
            run, keys, [key for team in administrators.values() for key in team.administrators]
        ),
    )
    return [_facts(row, around) for row in rows]


def _facts(row: Told, around: _Around) -> CommitmentFacts:
    key, team, beyond = row["id"], around.teams[row["project"]], around.beyond.get(row["id"], [])
    return CommitmentFacts(
        key=key,
        project=row["project"],
        currency=row["currency"],
        status=row["status"],
        claims_on=row["claims_on"],
        schedule_lines=row["schedule_lines"],
        schedule_total=row["schedule_total_minor"],
        original_sum=row["original_sum_minor"],
        revised_sum=row["revised_sum_minor"],
        retention=policies.retention(row["retention_text"]),
        claim_type=row["claim_type"],
        team=team,
        people=around.people.get(row["vendor.company"], ()),
        contacts=tuple(around.contacts.get(key, ())),
        open_claim=_open_claim(row),
        certified_beyond=tuple(line for line, is_certified, _ in beyond if is_certified),
        claimed_beyond=tuple(line for line, _, is_claimed in beyond if is_claimed),
        free_reviewers=tuple(one for one in team.administrators if (key, one) not in around.barred),
    )


def _open_claim(row: Told) -> OpenClaim | None:
    if row["open_claim.id"] is None:
        return None
    since = periods.today(row["open_claim.status_changed_at"], row["time_zone"])
    days = (row["today"] - since).days
    return OpenClaim(row["open_claim.id"], row["open_claim.number"], row["open_claim.status"], days)


async def lines_beyond(run: Run, commitments: Sequence[UUID]) -> dict[UUID, list[tuple[UUID, bool, bool]]]:
    """Lines of each commitment beyond their value, in order: as certified, and as the open claim has them."""
    draft = run.draft()
    certified, claimed = _beyond("l.certified_to_date_minor"), _beyond("o.total_to_date_minor")
    text = (
        f"select l.commitment_id, l.id, {flag(certified)}, {flag(claimed)} from schedule_line l left join"
        " (select n.schedule_line_id, v.total_to_date_minor from progress_claim c"
        " join claim_line n on n.claim_id = c.id join line_valuation v on v.line_id = n.id"
        f" where v.kind = 'CLAIMED' and c.status in {OPEN_CLAIMS}"
        f" and {draft.is_one_of('c.commitment_id', list(commitments), 'uuid')}) o on o.schedule_line_id = "
        "l.id"
        f" where {draft.is_one_of('l.commitment_id', list(commitments), 'uuid')}"
        f" and ({certified} or {claimed}) order by l.position, l.id"
    )
    found: dict[UUID, list[tuple[UUID, bool, bool]]] = {}
    for commitment, line, is_certified, is_claimed in await run.rows(draft.finished(text)):
        found.setdefault(as_key(commitment), []).append((as_key(line), bool(is_certified), bool(is_claimed)))
    return found


def _beyond(total: str) -> str:
    """`claimable.is_over_claimed` as SQL; an open line has no value and is never beyond it."""
    value = "l.scheduled_value_minor"
    return (
        f"({value} > 0 and {total} > {value} or {value} < 0 and {total} < {value}"
        f" or {value} = 0 and {total} <> 0)"
    )
