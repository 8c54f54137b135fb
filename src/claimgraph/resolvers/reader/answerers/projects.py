"""Projects and billing periods: sums and counts over what the viewer sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from claimgraph.resolvers.reader.asked import answers
from claimgraph.resolvers.reader.code import Code
from claimgraph.resolvers.reader.levels import TableLevel
from claimgraph.resolvers.reader.links import as_key
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.statements import Draft
from claimgraph.rules.vocabulary import BillingState, ClaimStatus
from claimgraph.schema.declared import TYPES

SUMS = (
    "original_sum_minor",
    "approved_variations_minor",
    "pending_variations_minor",
    "revised_sum_minor",
    "certified_to_date_minor",
    "retention_held_minor",
)


@dataclass(frozen=True)
class Totals:
    """Sums of several commitments of one project: the value behind CommitmentTotals; minor units."""

    currency: str
    original_sum_minor: int
    approved_variations_minor: int
    pending_variations_minor: int
    revised_sum_minor: int
    certified_to_date_minor: int
    retention_held_minor: int


@answers("Project", "totals")
async def totals(run: Run, keys: Sequence[UUID]) -> dict[UUID, Totals]:
    """Sums over the commitments of each project that the viewer sees and that are not void."""
    draft = run.draft()
    level = _commitments(draft)
    source = level.source
    sums = ", ".join(f"coalesce(sum({source.alias}.{name}), 0)" for name in SUMS)
    text = (
        f"select p.id, p.currency, {sums} from project p"
        f" left join ({_seen(level)}) seen on seen.project_id = p.id"
        f" left join {source.table} {source.alias} on {source.alias}.id = seen.id"
        f" where {draft.is_one_of('p.id', list(keys), 'uuid')} group by p.id, p.currency"
    )
    return {
        as_key(key): Totals(currency, *(int(one) for one in told))
        for key, currency, *told in await run.rows(draft.finished(text))
    }


def _seen(level: TableLevel) -> str:
    """The commitments that the viewer sees and that are not void, with their projects."""
    other = _commitments(level.draft)
    source = other.source
    return (
        f"select {other.id} as id, {source.alias}.project_id from {source.table} {source.alias}"
        f"{_joined(other)} where {other.visible} and {source.alias}.status <> 'VOID'"
    )


def _commitments(draft: Draft, given: dict[str, str] | None = None) -> TableLevel:
    return TableLevel(Code(), "r", TYPES["Commitment"], draft, given or {})


def _joined(level: TableLevel) -> str:
    """The joins that the scope needs; the scope is asked first, so that they are known."""
    _ = level.visible
    return level.source.joined


@dataclass(frozen=True)
class Count:
    """How many commitments stand in one place: the value behind BillingCount; minor units."""

    state: BillingState
    claim_status: ClaimStatus | None
    commitments: int
    claimed_amount_minor: int


@answers("BillingPeriod", "counts")
async def counts(run: Run, keys: Sequence[UUID]) -> dict[UUID, list[Count]]:
    """How many of the project's commitments that the viewer sees stand where in each period."""
    draft = run.draft()
    level = _commitments(draft, {"billing_period_id": "b.id"})
    source = level.source
    visible, state = level.visible, source.column("billing_state")
    claim = source.column("billing_claim_id")
    text = (
        "select seen.period, seen.state, c.status, count(*), coalesce(sum(c.claimed_amount_minor), 0) from"
        f" (select b.id as period, {state} as state, {claim} as claim from billing_period b"
        f" join {source.table} {source.alias} on {source.alias}.project_id = b.project_id{source.joined}"
        f" where {draft.is_one_of('b.id', list(keys), 'uuid')} and {visible}"
        f" and {source.alias}.status <> 'VOID')"
        " seen left join progress_claim c on c.id = seen.claim"
        " group by seen.period, seen.state, c.status"
    )
    found: dict[UUID, list[Count]] = {key: [] for key in keys}
    for period, told, status, number, amount in await run.rows(draft.finished(text)):
        claim_status = ClaimStatus[status] if status else None
        found[as_key(period)].append(Count(BillingState[told], claim_status, number, int(amount)))
    places, statuses = list(BillingState), [None, *ClaimStatus]
    for told_counts in found.values():
        told_counts.sort(key=lambda one: (places.index(one.state), statuses.index(one.claim_status)))
    return found
