"""Commitments: who can see one, its retention over time, and where it stands in a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from claimgraph.auth.scopes import COMMITMENT, WAYS_TO_A_COMMITMENT
from claimgraph.models import Commitment
from claimgraph.resolvers.reader.asked import answers
from claimgraph.resolvers.reader.facts import Facts, known
from claimgraph.resolvers.reader.links import as_key
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.statements import Source
from claimgraph.resolvers.reader.values import from_database
from claimgraph.rules import policies
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.standing import NOBODY, Standing
from claimgraph.rules.vocabulary import AccessWay, BillingState, RetentionOnChange
from claimgraph.schema.identity import key_of


@dataclass(frozen=True)
class Access:
    """That somebody can see a commitment: the value behind CommitmentAccess."""

    actor_id: UUID
    standings: Standing
    ways: list[AccessWay]
    is_of_vendor: bool


@answers("Commitment", "access")
async def access(run: Run, keys: Sequence[UUID]) -> dict[UUID, list[Access]]:
    """Everybody active who can see each commitment: the rules of its scope, asked for every actor at once.

    Somebody who has not accepted yet is among them: whether his address was known must not show.
    """
    draft = run.draft()
    source = Source(draft, Commitment, draft.alias())
    flags = [
        *(source.holds(way, me="a.id") for _, way in COMMITMENT.ways),
        *(source.holds(way, me="a.id") for way in WAYS_TO_A_COMMITMENT.values()),
    ]
    columns = ", ".join(f"case when {flag} then 1 else 0 end as f{place}" for place, flag in enumerate(flags))
    account = source.column("project.account")
    of_vendor = (
        "case when exists (select 1 from employment e join vendor v on v.company_id = e.company_id"
        f" where e.person_id = a.id and v.account_id = {account}"
        " and e.begins_at <= :now and e.ends_at > :now)"
        f" and not exists (select 1 from employment e where e.person_id = a.id and e.company_id = {account}"
        " and e.begins_at <= :now and e.ends_at > :now) then 1 else 0 end as of_vendor"
    )
    ways = [f"f{place}" for place in range(len(COMMITMENT.ways))]
    text = (
        f"select * from (select {source.alias}.id as commitment_id, a.id as actor_id, a.name_key,"
        f" {of_vendor}, {columns} from {source.table} {source.alias}{source.joined}"
        " join actor a on a.is_active = true"
        f" where {draft.is_one_of(f'{source.alias}.id', list(keys), 'uuid')}) seen"
        f" where {' + '.join(ways)} > 0 order by commitment_id, {draft.bytewise('name_key')}, actor_id"
    )
    found: dict[UUID, list[Access]] = {key: [] for key in keys}
    for commitment, actor, _, is_of_vendor, *told in await run.rows(draft.finished(text)):
        found[as_key(commitment)].append(
            Access(as_key(actor), _standings(told), _ways(told), bool(is_of_vendor))
        )
    return found


def _standings(told: list[int]) -> Standing:
    standings = NOBODY
    for (standing, _), is_so in zip(COMMITMENT.ways, told, strict=False):
        if is_so:
            standings |= standing
    return standings


def _ways(told: list[int]) -> list[AccessWay]:
    return [
        way for way, is_so in zip(WAYS_TO_A_COMMITMENT, told[len(COMMITMENT.ways) :], strict=True) if is_so
    ]


@dataclass(frozen=True)
class Version:
    """A policy that was in force: the value behind RetentionVersion."""

    from_claim_number: int
    policy: RetentionPolicy
    on_change: RetentionOnChange | None


@answers("Commitment", "retention_versions")
async def retention_versions(run: Run, keys: Sequence[UUID]) -> dict[UUID, list[Version]]:
    """Every policy of each commitment, first claim first."""
    draft = run.draft()
    text = (
        "select r.commitment_id, r.from_claim_number, r.policy, r.on_change from retention_version r"
        f" where {draft.is_one_of('r.commitment_id', list(keys), 'uuid')} order by r.from_claim_number"
    )
    found: dict[UUID, list[Version]] = {key: [] for key in keys}
    for commitment, number, policy, on_change in await run.rows(draft.finished(text)):
        change = RetentionOnChange[on_change] if on_change else None
        found[as_key(commitment)].append(Version(number, policies.retention(policy), change))
    return found


@dataclass(frozen=True)
class Entry:
    """A movement of retention: the value behind RetentionEntry; minor units."""

    claim_id: UUID
    at: datetime
    withheld_minor: int
    released_minor: int
    held_minor: int


@answers("Commitment", "retention_ledger")
async def retention_ledger(run: Run, keys: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    """What each approved claim kept and released, oldest first; a claim that moved nothing is left out."""
    draft = run.draft()
    text = (
        "select c.commitment_id, c.id, c.decided_at, v.retention_this_claim_minor,"
        " v.retention_released_minor, v.retention_held_minor from progress_claim c"
        " join claim_valuation v on v.claim_id = c.id and v.kind = 'ISSUED'"
        f" where {draft.is_one_of('c.commitment_id', list(keys), 'uuid')}"
        " and c.status in ('APPROVED', 'APPROVED_AS_NOTED') order by c.number"
    )
    instant = from_database(datetime, draft.dialect)
    found: dict[UUID, list[Entry]] = {key: [] for key in keys}
    for commitment, claim, at, change, released, held in await run.rows(draft.finished(text)):
        withheld = max(change + released, 0)
        entry = Entry(as_key(claim), instant(at), withheld, withheld - change, held)
        if entry.withheld_minor or entry.released_minor:
            found[as_key(commitment)].append(entry)
    return found


@dataclass(frozen=True)
class Billing:
    """Where a commitment stands in a period: the value behind CommitmentBilling."""

    period_id: UUID
    state: BillingState
    claim_id: UUID | None


@answers("Commitment", "billing")
async def billing(run: Run, keys: Sequence[UUID], period_id: str | None = None) -> dict[UUID, Billing]:
    """Where each commitment stands in the named period of its project, or in the open one."""
    given: dict[str, str] = {}
    draft, period = run.draft(), None
    if period_id is not None:
        key = key_of("BillingPeriod", period_id)
        period = await known(run.reading, run.asking, "BillingPeriod", key, ["project"])
        if period is None:
            return {}
        given["billing_period_id"] = draft.typed(draft.value(period.key), UUID)
    facts = Facts("Commitment", BILLING, draft, given)
    conditions = draft.is_one_of(facts.level.id, list(keys), "uuid")
    if period is not None:
        of_project = draft.typed(draft.value(period.facts["project"]), UUID)
        conditions += f" and {facts.level.source.column('project')} = {of_project}"
    return {
        row["id"]: Billing(as_key(row["billing_period_id"]), row["billing_state"], row["billing_claim_id"])
        for row in await facts.read(run, conditions)
        if row["billing_period_id"] is not None
    }


BILLING = ("id", "billing_period_id", "billing_state", "billing_claim_id")
