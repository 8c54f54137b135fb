"""A draft assessment: what is decided on each line and beside the lines, opened, reckoned and kept.

The vendor's side never sees it; approval or return issues it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claimgraph import models
from claimgraph.errors import Refusal
from claimgraph.resolvers.claimed import found_at, unsaid
from claimgraph.resolvers.figures import columns_of, keep_lines, keep_summary, summary_of, valuations
from claimgraph.resolvers.reckoning import Sheet, opened
from claimgraph.resolvers.work import Work
from claimgraph.rules import policies
from claimgraph.rules.assessing import reasons_against_decision, reasons_against_released
from claimgraph.rules.claim_figures import HeldByHand
from claimgraph.rules.claimable import (
    reasons_against_entry,
    reasons_against_magnitude,
    reasons_against_release,
    reasons_against_release_of_line,
)
from claimgraph.rules.figures import ClaimFigures, LineFigures
from claimgraph.rules.policies import Adjustment
from claimgraph.rules.valuation import LineEntry, standing_entry
from claimgraph.rules.vocabulary import LineDecision, OverClaimPolicy, ValuationKind


@dataclass
class Decided:
    """What is decided on a line; `place` is where the input has it, if it does."""

    row: models.ClaimLine
    decision: LineDecision
    reason: str | None
    entry: LineEntry
    release_to_date: int | None
    place: int | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """Where the input has the line; empty when it does not."""
        return () if self.place is None else ("input", "lines", str(self.place))


@dataclass
class DraftAssessment:
    """A draft assessment opened: the claim's sheet, the decisions, and what goes beside the lines.

    `kept` is its summary as it was written before, None where nothing was; `version` what it counts as then.
    """

    sheet: Sheet
    lines: list[Decided]
    adjustments: tuple[Adjustment, ...]
    held_by_hand: HeldByHand | None
    override_reason: str | None
    note: str | None
    kept: models.ClaimValuation | None
    version: int
    assessed_by_id: UUID | None

    def figures(self) -> ClaimFigures:
        """The figures as assessed."""
        stated = [self.sheet.line(one.row, one.entry, one.release_to_date) for one in self.lines]
        release = None if self.releases_by_line else self.sheet.release
        return self.sheet.figures(
            stated, release=release, adjustments=self.adjustments, held_by_hand=self.held_by_hand
        )

    @property
    def releases_by_line(self) -> bool:
        """Whether retention is released line by line, as soon as one line has a release of its own."""
        return any(one.release_to_date is not None for one in self.lines)

    def release_by_line(self) -> None:
        """Where one line has a release of its own, the others have what is claimed over all as theirs."""
        if self.sheet.release is None or not self.releases_by_line:
            return
        for one in self.lines:
            if one.release_to_date is None and one.decision is not LineDecision.REJECTED:
                one.release_to_date = self.claimed(one).retention_released_to_date_minor

    def claimed(self, one: Decided) -> models.LineValuation:
        """The figures of a line as claimed."""
        return self.sheet.claimed[one.row.id]

    @property
    def besides(self) -> list[dict[str, Any]]:
        """What is kept of each line besides its figures."""
        return [
            {"decision": one.decision, "reason": one.reason, "release_to_date_minor": one.release_to_date}
            for one in self.lines
        ]


async def opened_draft(work: Work, claim: models.ProgressClaim) -> DraftAssessment:
    """The draft assessment of a claim as it was written so far, or as it begins.

    A new one counts on from what was issued when the claim was returned, so that nobody takes it for that.
    """
    sheet = await opened(work, claim)
    kept = await summary_of(work, claim.id, ValuationKind.DRAFT)
    issued = await summary_of(work, claim.id, ValuationKind.ISSUED)
    written = await valuations(work, sheet.lines, ValuationKind.DRAFT)
    by_hand = kept.override_held_minor if kept else None
    return DraftAssessment(
        sheet=sheet,
        lines=[_decided(sheet, line, written.get(line.id)) for line in sheet.lines],
        adjustments=policies.adjustments_of(kept.adjustments) if kept else sheet.previous_adjustments,
        held_by_hand=None if by_hand is None else HeldByHand(held=by_hand),
        override_reason=kept.override_reason if kept else None,
        note=kept.note if kept else None,
        kept=kept,
        version=kept.version if kept else issued.version if issued else 0,
        assessed_by_id=kept.assessed_by_id if kept else None,
    )


def _decided(sheet: Sheet, line: models.ClaimLine, written: models.LineValuation | None) -> Decided:
    """What was decided on a line; one on which nothing is yet counts as claimed, and one that was accepted
    when the claim was returned stays so.
    """
    row = written or sheet.claimed[line.id]
    decision = row.decision or (LineDecision.ACCEPTED if line.is_closed else LineDecision.PENDING)
    return Decided(line, decision, row.reason, standing_entry(columns_of(row)), row.release_to_date_minor)


def judge(work: Work, draft: DraftAssessment) -> ClaimFigures:
    """The figures as assessed; refuses what certifies more than claimed, or less without a reason.

    Stops where no figures can be made of what is stated. Raises Refused.
    """
    sheet = draft.sheet
    for one in draft.lines:
        line = sheet.line(one.row, one.entry, one.release_to_date)
        work.refuse(found_at(one.row, one.path, reasons_against_entry(line, sheet.digits)))
    work.stop_if_refused()
    figures = draft.figures()
    rules = sheet.rules(OverClaimPolicy.ALLOWED)
    for one, assessed in zip(draft.lines, figures.lines, strict=True):
        reasons = _against_line(draft, one, assessed)
        if one.release_to_date is not None:
            reasons += reasons_against_release_of_line(rules, assessed)
        work.refuse(found_at(one.row, one.path, reasons))
    work.refuse(unsaid(work, reasons_against_release(rules, None, figures)))
    work.refuse(reasons_against_magnitude(figures))
    return figures


def _against_line(draft: DraftAssessment, one: Decided, assessed: LineFigures) -> list[Refusal]:
    claimed, digits = draft.claimed(one), draft.sheet.digits
    reasons = reasons_against_decision(
        one.decision, claimed.total_to_date_minor, assessed.total_to_date, bool(one.reason), digits
    )
    if one.release_to_date is not None:
        released = claimed.retention_released_to_date_minor
        reasons += reasons_against_released(released, assessed.retention_released_to_date, digits)
    return reasons


async def keep_draft(work: Work, draft: DraftAssessment, figures: ClaimFigures) -> None:
    """Keeps the draft assessment where something changed; its own counter moves, the claim's does not."""
    rows = [one.row for one in draft.lines]
    changed = await keep_lines(work, rows, ValuationKind.DRAFT, figures.lines, draft.besides)
    told: dict[str, Any] = {
        "note": draft.note,
        "override_held_minor": figures.summary.retention_held if draft.held_by_hand else None,
        "override_reason": draft.override_reason,
        "assessed_by_id": draft.assessed_by_id,
    }
    if draft.kept is None:
        told["version"] = draft.version + 1
    claim_id = draft.sheet.claim.id
    has_moved = await keep_summary(work, claim_id, ValuationKind.DRAFT, figures, draft.adjustments, **told)
    if changed and not has_moved:
        kept = await summary_of(work, claim_id, ValuationKind.DRAFT)
        assert kept, "it was kept just now"
        await work.keep_anyway(kept)


async def issue(work: Work, draft: DraftAssessment, figures: ClaimFigures, note: str | None = None) -> None:
    """Makes the draft assessment the issued one, in place of an earlier one; it never changes again."""
    assert draft.kept, "what is issued was written before"
    claim_id = draft.sheet.claim.id
    rows = [one.row for one in draft.lines]
    await keep_lines(work, rows, ValuationKind.ISSUED, figures.lines, draft.besides)
    await work.clear(models.ClaimValuation, claim_id=claim_id, kind=ValuationKind.ISSUED)
    await keep_summary(
        work,
        claim_id,
        ValuationKind.ISSUED,
        figures,
        draft.adjustments,
        note=note or draft.note,
        override_held_minor=draft.kept.override_held_minor,
        override_reason=draft.override_reason,
        assessed_by_id=draft.assessed_by_id,
        issued_at=work.now,
        version=draft.version,
    )
    await drop_draft(work, claim_id, rows)


async def drop_draft(work: Work, claim_id: UUID, lines: list[models.ClaimLine]) -> None:
    """Takes away what an assessor wrote, once it is issued or will not be."""
    keys = [line.id for line in lines]
    await work.clear(models.LineValuation, line_id__in=keys, kind=ValuationKind.DRAFT)
    await work.clear(models.ClaimValuation, claim_id=claim_id, kind=ValuationKind.DRAFT)
