"""Changes a schedule of values: what is wanted against what is there, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claimgraph import models
from claimgraph.errors import Refusal
from claimgraph.models import folded
from claimgraph.resolvers.drafts import follow, forget_lines
from claimgraph.resolvers.work import Work
from claimgraph.rules.commitments import BEFORE_APPROVAL
from claimgraph.rules.decimals import LIMIT
from claimgraph.rules.vocabulary import ClaimStatus, LineBasis, ValuationKind

MOST_LINES = 5_000
PRICE = (
    "item_number",
    "basis",
    "quantity_micro",
    "unit",
    "unit_price_micro",
    "scheduled_value_minor",
    "retention_rate_on_work_ppm",
    "retention_rate_on_stored_ppm",
    "tax_rate_ppm",
)
"""What stays on a line with claims."""

COLUMNS = (*PRICE, "description", "cost_code", "item_number_key")


@dataclass
class WantedLine:
    """A line as it shall be; `id` of one that is there, None for a new one. Units as in the table."""

    id: UUID | None
    item_number: str
    description: str
    cost_code: str | None
    budget_code: str | None
    basis: LineBasis
    quantity_micro: int | None
    unit: str | None
    unit_price_micro: int | None
    scheduled_value_minor: int | None
    retention_rate_on_work_ppm: int | None = None
    retention_rate_on_stored_ppm: int | None = None
    tax_rate_ppm: int | None = None
    path: tuple[str, ...] = ()

    @property
    def item_number_key(self) -> str:
        """The number as it is compared."""
        return folded(self.item_number)


async def judge(work: Work, commitment: models.Commitment, wanted: Sequence[WantedLine]) -> None:
    """Refuses what can't be: doubled numbers, another sum once approved, other prices where claimed."""
    _refuse_doubles(work, wanted)
    total = sum(line.scheduled_value_minor or 0 for line in wanted)
    if abs(total) > LIMIT:
        work.refuse([Refusal("VALUE_INVALID", "The lines add up to more than can be kept.", ("input",))])
    if commitment.status not in BEFORE_APPROVAL and total != commitment.original_sum_minor:
        message = (
            "Once a commitment is approved its lines must add up to the original sum; only a variation adds."
        )
        work.refuse([Refusal("SCHEDULE_NOT_EQUAL_TO_CONTRACT", message, ("input",))])
    there = {line.id: line for line in await work.rows(models.ScheduleLine, commitment_id=commitment.id)}
    claimed, kept = await _lines_with_claims(work, commitment)
    named = {line.id: line for line in wanted if line.id}
    for key, line in there.items():
        other = named.get(key)
        if other is None and key in kept:
            message = f"Line {line.item_number} has claims, so it can't be removed."
            work.refuse([Refusal("SCHEDULE_LINE_CLAIMED", message, ("input",))])
        elif other and key in claimed and any(getattr(line, name) != getattr(other, name) for name in PRICE):
            message = f"Line {line.item_number} has claims, so its number, measure, value and rates stay."
            work.refuse([Refusal("SCHEDULE_LINE_CLAIMED", message, other.path)])


def _refuse_doubles(work: Work, wanted: Sequence[WantedLine]) -> None:
    seen: set[str] = set()
    for line in wanted:
        if line.item_number_key in seen:
            message = f"Item {line.item_number} is there twice; every line needs a number of its own."
            work.refuse([Refusal("NUMBER_TAKEN", message, (*line.path, "itemNumber") if line.path else ())])
        seen.add(line.item_number_key)


async def _lines_with_claims(work: Work, commitment: models.Commitment) -> tuple[set[UUID], set[UUID]]:
    """Lines whose price stays, for something is claimed on them; and lines that stay, of void claims too."""
    claims = {one.id: one for one in await work.rows(models.ProgressClaim, commitment_id=commitment.id)}
    lines = await work.rows(models.ClaimLine, claim_id__in=list(claims))
    drafted = [one.id for one in lines if claims[one.claim_id].status is ClaimStatus.DRAFT]
    moved = await work.rows(models.LineValuation, line_id__in=drafted, kind=ValuationKind.CLAIMED)
    busy = {one.line_id for one in moved if one.total_to_date_minor or one.movement_minor}
    busy |= {one.id for one in lines if one.note or one.reason}
    priced, kept = set(), set()
    for one in lines:
        status = claims[one.claim_id].status
        if status is ClaimStatus.DRAFT and one.id not in busy:
            continue
        kept.add(one.schedule_line_id)
        if status is not ClaimStatus.VOID:
            priced.add(one.schedule_line_id)
    return priced, kept


async def write(work: Work, commitment: models.Commitment, wanted: Sequence[WantedLine]) -> None:
    """Keeps the wanted lines in their order, and the sums; an open draft follows.

    Where only the contractor's own codes differ, the vendor's side sees nothing move.
    """
    there = {line.id: line for line in await work.rows(models.ScheduleLine, commitment_id=commitment.id)}
    named = {line.id for line in wanted}
    gone = [line for key, line in there.items() if key not in named]
    await _take_away(work, gone)
    fresh, changed, recoded = [], [], []
    for position, line in enumerate(wanted, 1):
        old = there.get(line.id) if line.id else None
        if old is None:
            fresh.append(_new(work, commitment, line, position))
            continue
        if _put(work, old, {name: getattr(line, name) for name in COLUMNS} | {"position": position}):
            changed.append(old)
        if _put(work, old, {"budget_code": line.budget_code}):
            recoded.append(old)
    await _make_room(work, changed)
    await work.keep_all(changed, *COLUMNS, "position")
    await _recode(work, recoded)
    await work.insert_all(fresh)
    if fresh or changed or gone:
        await _sums(work, commitment, wanted)
        await follow(work, commitment)
    elif recoded:
        await work.keep_internal(commitment)


async def _take_away(work: Work, gone: list[models.ScheduleLine]) -> None:
    for line in gone:
        work.note(line, {name: [getattr(line, name), None] for name in (*COLUMNS, "budget_code")})
    keys = [line.id for line in gone]
    await forget_lines(work, keys)
    await work.clear(models.ScheduleLine, id__in=keys)


def _new(work: Work, commitment: models.Commitment, line: WantedLine, position: int) -> models.ScheduleLine:
    values = {name: getattr(line, name) for name in (*COLUMNS, "budget_code")} | {"position": position}
    fresh = work.new(models.ScheduleLine, commitment_id=commitment.id, **values)
    work.note(fresh, {name: [None, value] for name, value in values.items()})
    return fresh


def _put(work: Work, old: models.ScheduleLine, values: Mapping[str, Any]) -> bool:
    """Puts what is wanted on a line; tells whether anything differed."""
    differing = {name: value for name, value in values.items() if getattr(old, name) != value}
    work.note(old, {name: [getattr(old, name), value] for name, value in differing.items()})
    for name, value in differing.items():
        setattr(old, name, value)
    return bool(differing)


async def _make_room(work: Work, changed: list[models.ScheduleLine]) -> None:
    """Takes the numbers off lines that may swap them, so that none is there twice on the way."""
    keys = {line.id: line.item_number_key for line in changed}
    for line in changed:
        line.item_number_key = str(line.id)
    await work.keep_silently(changed, "item_number_key")
    for line in changed:
        line.item_number_key = keys[line.id]


async def _recode(work: Work, lines: list[models.ScheduleLine]) -> None:
    for line in lines:
        line.internal_version += 1
        line.internal_updated_at = work.now
    await work.keep_silently(lines, "budget_code", "internal_version", "internal_updated_at")


async def _sums(work: Work, commitment: models.Commitment, wanted: Sequence[WantedLine]) -> None:
    await work.keep_anyway(
        commitment,
        schedule_lines=len(wanted),
        schedule_total_minor=sum(line.scheduled_value_minor or 0 for line in wanted),
    )
