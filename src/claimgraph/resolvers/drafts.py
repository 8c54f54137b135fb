"""Claims between the actions: what a draft follows, and what approval leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from claimgraph import models
from claimgraph.resolvers.claimed import Stated, standing, worked_out
from claimgraph.resolvers.decisions import keep_draft, opened_draft
from claimgraph.resolvers.figures import keep_lines, keep_summary, summary_of
from claimgraph.resolvers.reckoning import (
    Sheet,
    as_if,
    certified_lines,
    last_approved,
    opened,
    policy_in_force,
)
from claimgraph.resolvers.work import Work
from claimgraph.rules.claimable import reasons_against_entry
from claimgraph.rules.figures import ClaimFigures
from claimgraph.rules.policies import stored_policy
from claimgraph.rules.retention.policy import NOTHING_KEPT
from claimgraph.rules.valuation import CertifiedLine, ClaimLine, first_entry, followed_entry
from claimgraph.rules.vocabulary import ClaimStatus, ValuationKind
from claimgraph.rules.workflow import OPEN


async def terms_of_today(work: Work, commitment: models.Commitment, number: int) -> dict[str, Any]:
    """What a draft with this number builds on today: the last approved claim, the policy and the tax."""
    before = await last_approved(work, commitment.id)
    version = await policy_in_force(work, commitment.id, number)
    return {
        "previous_claim_id": before.id if before else None,
        "retention_policy": version.policy if version else stored_policy(NOTHING_KEPT),
        "tax": commitment.tax,
    }


def new_lines(work: Work, claim_id: UUID, schedule: list[models.ScheduleLine]) -> list[models.ClaimLine]:
    """A line for each line of the schedule, in its order."""
    return [
        work.new(
            models.ClaimLine,
            claim_id=claim_id,
            schedule_line_id=line.id,
            position=position,
            item_number=line.item_number,
            description=line.description,
        )
        for position, line in enumerate(schedule, 1)
    ]


async def first_sheet(work: Work, claim: models.ProgressClaim) -> tuple[Sheet, list[Stated]]:
    """A new claim that is not kept yet, with what it proposes on each line."""
    schedule = await work.rows(models.ScheduleLine, "position", commitment_id=claim.commitment_id)
    sheet = await opened(work, claim, new_lines(work, claim.id, schedule))
    return sheet, [proposed(sheet, line) for line in sheet.lines]


def proposed(sheet: Sheet, line: models.ClaimLine) -> Stated:
    """What a line starts with that nothing is stated on."""
    entry = first_entry(sheet.project.stored_materials, sheet.claim.claim_type, sheet.certified(line))
    return Stated(line, entry, None)


async def keep_claimed(
    work: Work,
    sheet: Sheet,
    lines: Sequence[Stated],
    stated: Sequence[ClaimLine],
    figures: ClaimFigures,
) -> bool:
    """Keeps what is claimed, lines and summary; a counter moves where something changed, which it tells."""
    besides = [{"release_to_date_minor": one.release_to_date} for one in stated]
    rows = [one.row for one in lines]
    reckoned = await keep_lines(work, rows, ValuationKind.CLAIMED, figures.lines, besides)
    told = await _keep_texts(work, lines)
    changed = {row.id: row for row in [*reckoned, *told]}
    await work.touch(models.ClaimLine, list(changed.values()))
    adjustments = sheet.previous_adjustments
    is_new = await keep_summary(work, sheet.claim.id, ValuationKind.CLAIMED, figures, adjustments)
    return is_new or bool(changed)


async def _keep_texts(work: Work, lines: Iterable[Stated]) -> list[models.ClaimLine]:
    """Keeps notes and reasons; gives the lines on which one changed."""
    changed = []
    for one in lines:
        if any(getattr(one.row, name) != text for name, text in one.texts.items()):
            work.note(one.row, {name: [getattr(one.row, name), text] for name, text in one.texts.items()})
            put_texts(one)
            changed.append(one.row)
    await work.keep_silently(changed, "note", "reason")
    return changed


def put_texts(one: Stated) -> None:
    """Puts the note and the reason of a line on its row."""
    for name, text in one.texts.items():
        setattr(one.row, name, text)


async def follow(work: Work, commitment: models.Commitment, **changes: Any) -> None:
    """Has the open draft, if there is one, follow a change of schedule, policy, tax, milestones or previous
    claim; `changes` are columns of the draft that change besides. Where nothing comes out otherwise, nothing
    moves. What an assessor has written of a submitted claim follows the milestones.
    """
    statuses = [status.value for status in OPEN]
    claim = await work.row(models.ProgressClaim, commitment_id=commitment.id, status__in=statuses)
    if claim and claim.status is ClaimStatus.DRAFT:
        await _follow_as_claimed(work, commitment, claim, changes)
    elif claim and await summary_of(work, claim.id, ValuationKind.DRAFT):
        draft = await opened_draft(work, claim)
        await keep_draft(work, draft, draft.figures())


async def _follow_as_claimed(
    work: Work, commitment: models.Commitment, claim: models.ProgressClaim, changes: dict[str, Any]
) -> None:
    changes = {**changes, **await terms_of_today(work, commitment, claim.number)}
    kept, has_moved = await _lines_that_stay(work, claim)
    sheet = await opened(work, as_if(claim, changes), kept)
    known = {one.row.id: one for one in standing(sheet)}
    lines = [_followed(sheet, line, known.get(line.id)) for line in sheet.lines]
    stated, figures = worked_out(work, sheet, lines)
    changes["claimed_amount_minor"] = figures.summary.amount_this_claim
    if await keep_claimed(work, sheet, lines, stated, figures) or has_moved:
        await work.keep_anyway(claim, **changes)
    else:
        await work.keep(claim, **changes)


def _followed(sheet: Sheet, line: models.ClaimLine, one: Stated | None) -> Stated:
    """What is stated on a line after the change; anew where that has no meaning any more."""
    if one is not None:
        entry = followed_entry(one.entry, sheet.certified(line))
        if not reasons_against_entry(sheet.line(line, entry, one.release_to_date), sheet.digits):
            return replace(one, entry=entry)
    return proposed(sheet, line)


async def _lines_that_stay(work: Work, claim: models.ProgressClaim) -> tuple[list[models.ClaimLine], bool]:
    """The draft's lines as the schedule is now, and whether they changed: new ones are added, the others
    take their words from it.
    """
    schedule = await work.rows(models.ScheduleLine, "position", commitment_id=claim.commitment_id)
    there = {line.schedule_line_id: line for line in await work.rows(models.ClaimLine, claim_id=claim.id)}
    lines, added, moved = [], [], []
    for fresh in new_lines(work, claim.id, schedule):
        line = there.get(fresh.schedule_line_id)
        if line is None:
            added.append(fresh)
        elif _retold(line, fresh):
            moved.append(line)
        lines.append(line or fresh)
    await work.keep_all(moved, *TOLD)
    await work.insert_all(added)
    return lines, bool(added or moved)


TOLD = ("position", "item_number", "description")
"""What a line of a draft says as the schedule says it."""


def _retold(line: models.ClaimLine, fresh: models.ClaimLine) -> bool:
    """Has a line say what the schedule says now; tells whether that is something else."""
    differing = [name for name in TOLD if getattr(line, name) != getattr(fresh, name)]
    for name in differing:
        setattr(line, name, getattr(fresh, name))
    return bool(differing)


async def forget_lines(work: Work, schedule_lines: list[UUID]) -> None:
    """Has drafts give up lines of the schedule that go."""
    lines = await work.rows(models.ClaimLine, schedule_line_id__in=schedule_lines)
    gone = [line.id for line in lines]
    drafts = await work.rows(models.ProgressClaim, id__in=[line.claim_id for line in lines])
    await work.touch(models.ProgressClaim, drafts)
    await work.clear(models.LineValuation, line_id__in=gone)
    await work.clear(models.ClaimLine, id__in=gone)


async def settle(work: Work, commitment: models.Commitment) -> None:
    """Keeps on the commitment and its lines what is certified to date, by the last approved claim."""
    claim = await last_approved(work, commitment.id)
    issued = claim and await summary_of(work, claim.id, ValuationKind.ISSUED)
    certified = await certified_lines(work, claim.id if claim else None)
    changed = []
    for line in await work.rows(models.ScheduleLine, "position", commitment_id=commitment.id):
        to_date = _to_date(certified, line.id)
        if line.certified_to_date_minor != to_date:
            line.certified_to_date_minor = to_date
            changed.append(line)
    await work.keep_all(changed, "certified_to_date_minor")
    await work.keep(
        commitment,
        certified_to_date_minor=issued.total_to_date_minor if issued else 0,
        retention_held_minor=issued.retention_held_minor if issued else 0,
    )


def _to_date(certified: dict[UUID, CertifiedLine], key: UUID) -> int:
    line = certified.get(key)
    return line.work + line.stored if line else 0
