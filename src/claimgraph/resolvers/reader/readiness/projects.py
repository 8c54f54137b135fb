"""The facts of projects beside those of their commitments, for all by a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from claimgraph.resolvers.reader.links import as_key
from claimgraph.resolvers.reader.readiness.commitments import Members, Told, seen
from claimgraph.resolvers.reader.readiness.people import (
    levels_of,
    running,
    team_of,
    works_for,
    works_for_a_vendor,
)
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.values import from_database
from claimgraph.rules import periods
from claimgraph.rules.readiness.facts import FiledClaim, Listed, OpenPeriod, ProjectFacts

NAMES = (
    "id",
    "today",
    "time_zone",
    "account_lets_submit",
    "project_lets_submit",
    "open_period.id",
    "open_period.due_on",
)
LAST_PERIODS = 3
"""As many periods are looked back on."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of all the projects from other tables."""

    members: Members
    listed: Mapping[UUID, list[Listed]]
    drafts: Mapping[UUID, list[UUID]]
    periods: Mapping[UUID, tuple[UUID, ...]]
    claims: Mapping[UUID, list[FiledClaim]]


async def project_facts(run: Run, projects: Sequence[UUID], members: Members) -> list[ProjectFacts]:
    """The facts of projects; `members` are theirs."""
    rows = await seen(
        run, "Project", NAMES, lambda level: level.draft.is_one_of(level.id, list(projects), "uuid")
    )
    begun = await _last_periods(run, {row["id"]: row["today"] for row in rows})
    zones = {period: row["time_zone"] for row in rows for period in begun[row["id"]]}
    around = _Around(
        members, await _listed(run, projects), await _drafts(run, projects), begun, await _filed(run, zones)
    )
    return [_facts(row, around) for row in rows]


def _facts(row: Told, around: _Around) -> ProjectFacts:
    key, opened = row["id"], row["open_period.id"]
    return ProjectFacts(
        key=key,
        today=row["today"],
        account_lets_submit=row["account_lets_submit"],
        project_lets_submit=row["project_lets_submit"],
        team=team_of(around.members[key]),
        levels=levels_of(around.members[key]),
        listed=tuple(around.listed.get(key, ())),
        open_period=OpenPeriod(opened, row["open_period.due_on"]) if opened else None,
        drafts=tuple(around.drafts.get(key, ())),
        periods=around.periods[key],
        claims=tuple(claim for period in around.periods[key] for claim in around.claims.get(period, ())),
    )


async def _listed(run: Run, projects: Sequence[UUID]) -> dict[UUID, list[Listed]]:
    """Private commitments that list people of other vendors, by number."""
    draft = run.draft()
    text = (
        "select k.project_id, k.id, count(distinct a.id) from access_list_entry l"
        " join commitment k on k.id = l.commitment_id join project p on p.id = k.project_id"
        " join vendor own on own.id = k.vendor_id join actor a on a.id = l.actor_id and a.is_active = true"
        f" where {draft.is_one_of('k.project_id', list(projects), 'uuid')} and k.is_private = true"
        f" and k.status <> 'VOID' and {running('l')}"
        f" and {works_for_a_vendor('a.id', 'p.account_id')}"
        f" and not {works_for('a.id', 'p.account_id')} and not {works_for('a.id', 'own.company_id')}"
        f" group by k.project_id, k.id, k.number_key order by {draft.bytewise('k.number_key')}"
    )
    found: dict[UUID, list[Listed]] = {}
    for project, commitment, people in await run.rows(draft.finished(text)):
        found.setdefault(as_key(project), []).append(Listed(as_key(commitment), people))
    return found


async def _drafts(run: Run, projects: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Claims that contacts have begun and not submitted, by commitment."""
    draft = run.draft()
    text = (
        "select k.project_id, c.id from progress_claim c join commitment k on k.id = c.commitment_id"
        f" where {draft.is_one_of('k.project_id', list(projects), 'uuid')}"
        " and c.status = 'DRAFT' and c.created_by_side = 'VENDOR'"
        f" order by {draft.bytewise('k.number_key')}, c.number"
    )
    found: dict[UUID, list[UUID]] = {}
    for project, claim in await run.rows(draft.finished(text)):
        found.setdefault(as_key(project), []).append(as_key(claim))
    return found


async def _last_periods(run: Run, days: Mapping[UUID, date]) -> dict[UUID, tuple[UUID, ...]]:
    """The last periods of each project that have begun by its day, latest first."""
    draft = run.draft()
    text = (
        "select b.project_id, b.id, b.starts_on from billing_period b"
        f" where {draft.is_one_of('b.project_id', list(days), 'uuid')} order by b.starts_on desc"
    )
    day = from_database(date, draft.dialect)
    found: dict[UUID, list[UUID]] = {key: [] for key in days}
    for project, period, starts_on in await run.rows(draft.finished(text)):
        if day(starts_on) <= days[as_key(project)]:
            found[as_key(project)].append(as_key(period))
    return {key: tuple(begun[:LAST_PERIODS]) for key, begun in found.items()}


async def _filed(run: Run, zones: Mapping[UUID, str]) -> dict[UUID, list[FiledClaim]]:
    """The claims of periods that were submitted at least once and are not void; `zones` by period."""
    draft = run.draft()
    text = (
        "select c.period_id, c.id, (select count(*) from claim_line n where n.claim_id = c.id),"
        " c.is_on_behalf, c.returns, c.created_at, coalesce(r.created_at, c.submitted_at), c.submitted_at,"
        " case when c.status in ('APPROVED', 'APPROVED_AS_NOTED') then c.decided_at end"
        " from progress_claim c join commitment k on k.id = c.commitment_id"
        " left join claim_revision r on r.claim_id = c.id and r.number = 1"
        f" where {draft.is_one_of('c.period_id', list(zones), 'uuid')}"
        " and c.submissions > 0 and c.status <> 'VOID'"
        f" order by {draft.bytewise('k.number_key')}, c.number"
    )
    instant = from_database(datetime, draft.dialect)
    found: dict[UUID, list[FiledClaim]] = {}
    for period, key, lines, is_on_behalf, returns, *times in await run.rows(draft.finished(text)):
        zone = zones[as_key(period)]
        created, first, last, decided = (_day(instant(time), zone) for time in times)
        claim = FiledClaim(
            as_key(key),
            as_key(period),
            lines,
            bool(is_on_behalf),
            returns,
            _days(created, first),
            _days(last, decided),
        )
        found.setdefault(as_key(period), []).append(claim)
    return found


def _day(time: Any, zone: str) -> date | None:
    return None if time is None else periods.today(time, zone)


def _days(begun: date | None, ended: date | None) -> int | None:
    return None if begun is None or ended is None else (ended - begun).days
