"""Claims between the actions: new ones, drafts that follow a change, and what approval leaves behind."""

from __future__ import annotations

from uuid import UUID

from claimgraph import models
from claimgraph.resolvers.reckoning import (
    Sheet,
    certified_lines,
    keep_claimed,
    last_approved,
    opened,
    policy_in_force,
)
from claimgraph.resolvers.stated import Stated, standing, worked_out
from claimgraph.resolvers.work import Work
from claimgraph.rules.policies import stored_policy
from claimgraph.rules.retention.policy import NOTHING_KEPT
from claimgraph.rules.valuation import CertifiedLine, first_entry
from claimgraph.rules.vocabulary import ClaimStatus, ValuationKind


async def refreshed(work: Work, claim: models.ProgressClaim, commitment: models.Commitment) -> None:
    """Has a draft follow: the last approved claim, the policy and the tax of today. Nothing is kept yet."""
    before = await last_approved(work, commitment.id)
    version = await policy_in_force(work, commitment.id, claim.number)
    claim.previous_claim_id = before.id if before else None
    claim.retention_policy = version.policy if version else stored_policy(NOTHING_KEPT)
    claim.tax = commitment.tax


def new_lines(
    work: Work, claim: models.ProgressClaim, schedule: list[models.ScheduleLine]
) -> list[models.ClaimLine]:
    """A line for each line of the schedule, in its order."""
    return [
        work.new(
            models.ClaimLine,
            claim_id=claim.id,
            schedule_line_id=line.id,
            position=position,
            item_number=line.item_number,
            description=line.description,
        )
        for position, line in enumerate(schedule, 1)
    ]


async def first_sheet(
    work: Work,
    claim: models.ProgressClaim,
    commitment: models.Commitment,
    project: models.Project,
    period: models.BillingPeriod,
) -> tuple[Sheet, list[Stated]]:
    """A new claim that is not kept yet, with what it proposes on each line."""
    await refreshed(work, claim, commitment)
    schedule = await work.rows(models.ScheduleLine, "position", commitment_id=commitment.id)
    sheet = await opened(work, claim, new_lines(work, claim, schedule), (commitment, project, period))
    lines = [
        Stated(line, first_entry(project.stored_materials, claim.claim_type, _certified(sheet, line)), None)
        for line in sheet.lines
    ]
    return sheet, lines


def _certified(sheet: Sheet, line: models.ClaimLine) -> CertifiedLine:
    return sheet.before.get(line.schedule_line_id, CertifiedLine())


async def follow(work: Work, commitment: models.Commitment) -> None:
    """Has the open draft, if there is one, follow a change of schedule, policy, tax or previous claim."""
    claim = await work.row(models.ProgressClaim, commitment_id=commitment.id, status=ClaimStatus.DRAFT)
    if claim is None:
        return
    await refreshed(work, claim, commitment)
    kept = await _lines_that_stay(work, claim, commitment)
    sheet = await opened(work, claim, kept)
    known = {one.row.id: one for one in standing(sheet)}
    lines = [known.get(line.id) or _proposed(sheet, line) for line in sheet.lines]
    stated, figures = worked_out(work, sheet, lines)
    await keep_claimed(work, sheet, stated, figures)
    await work.keep_anyway(
        claim,
        previous_claim_id=claim.previous_claim_id,
        retention_policy=claim.retention_policy,
        tax=claim.tax,
        claimed_amount_minor=figures.summary.amount_this_claim,
    )


def _proposed(sheet: Sheet, line: models.ClaimLine) -> Stated:
    entry = first_entry(sheet.project.stored_materials, sheet.claim.claim_type, _certified(sheet, line))
    return Stated(line, entry, None)


async def _lines_that_stay(
    work: Work, claim: models.ProgressClaim, commitment: models.Commitment
) -> list[models.ClaimLine]:
    """The draft's lines as the schedule is now: new ones are added, the others take their words from it."""
    schedule = await work.rows(models.ScheduleLine, "position", commitment_id=commitment.id)
    there = {line.schedule_line_id: line for line in await work.rows(models.ClaimLine, claim_id=claim.id)}
    lines, moved = [], []
    for fresh in new_lines(work, claim, schedule):
        line = there.get(fresh.schedule_line_id)
        told = ("position", "item_number", "description")
        if line is not None and any(getattr(line, name) != getattr(fresh, name) for name in told):
            for name in told:
                setattr(line, name, getattr(fresh, name))
            moved.append(line)
        lines.append(line or fresh)
    await work.keep_all(moved, "position", "item_number", "description")
    await work.insert_all([line for line in lines if line.schedule_line_id not in there])
    return lines


async def forget_lines(work: Work, schedule_lines: list[UUID]) -> None:
    """Has drafts give up lines of the schedule that go."""
    gone = [one.id for one in await work.rows(models.ClaimLine, schedule_line_id__in=schedule_lines)]
    await work.clear(models.LineValuation, line_id__in=gone)
    await work.clear(models.ClaimLine, id__in=gone)


async def settle(work: Work, commitment: models.Commitment) -> None:
    """Keeps on the commitment and its lines what is certified to date, by the last approved claim."""
    claim = await last_approved(work, commitment.id)
    issued = claim and await work.row(models.ClaimValuation, claim_id=claim.id, kind=ValuationKind.ISSUED)
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
