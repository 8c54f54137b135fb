"""Reckons a claim: its rows as the rules' arithmetic wants them, and the figures back into rows.

The one place where claimed, assessed and certified figures are worked out and kept; the arithmetic itself
is `rules.claim_figures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from claimgraph import models
from claimgraph.resolvers.work import Work
from claimgraph.rules import policies
from claimgraph.rules.claim_figures import ClaimTerms, HeldByHand, claim_figures
from claimgraph.rules.claimable import ClaimRules, stricter
from claimgraph.rules.commitments import milestones
from claimgraph.rules.figures import (
    NOTHING_CERTIFIED,
    CertifiedClaim,
    ClaimFigures,
    LineFigures,
    SummaryFigures,
)
from claimgraph.rules.money import minor_digits
from claimgraph.rules.policies import Adjustment
from claimgraph.rules.retention.policy import milestones_reached
from claimgraph.rules.retention.releases import ReleaseOverAll
from claimgraph.rules.valuation import CertifiedLine, ClaimLine, LineEntry, Valuation
from claimgraph.rules.vocabulary import RetentionOnChange, ValuationKind
from claimgraph.rules.workflow import APPROVED

QUANTITIES = frozenset({"quantity_this_period", "quantity_to_date"})
RATES = frozenset({"percent_complete"})


def _column(name: str) -> str:
    """The column of a figure: with its unit."""
    suffix = "micro" if name in QUANTITIES else "ppm" if name in RATES else "minor"
    return f"{name}_{suffix}"


LINE_COLUMNS = {one.name: _column(one.name) for one in fields(LineFigures)}
SUMMARY_COLUMNS = {one.name: _column(one.name) for one in fields(SummaryFigures) if one.name != "taxes"}


def line_figures(row: models.LineValuation) -> LineFigures:
    """The figures of a line as they were kept."""
    return LineFigures(**{name: getattr(row, column) for name, column in LINE_COLUMNS.items()})


def columns_of(row: models.LineValuation) -> Valuation:
    """Columns C to H of a line as they were kept."""
    return Valuation(**{one.name: getattr(row, LINE_COLUMNS[one.name]) for one in fields(Valuation)})


@dataclass
class Sheet:
    """A claim opened for reckoning: its lines in order, what they are claimed against, what came before."""

    commitment: models.Commitment
    project: models.Project
    claim: models.ProgressClaim
    period: models.BillingPeriod
    lines: list[models.ClaimLine]
    schedule: dict[UUID, models.ScheduleLine]
    claimed: dict[UUID, models.LineValuation]
    before: dict[UUID, CertifiedLine]
    previous: CertifiedClaim
    previous_adjustments: tuple[Adjustment, ...]
    policy_version: int
    on_change: RetentionOnChange | None

    @property
    def digits(self) -> int:
        """Minor digits of the currency."""
        return minor_digits(self.project.currency)

    def rules(self, account_over_claim: Any) -> ClaimRules:
        """What may be claimed on it."""
        return ClaimRules(
            claim_type=self.claim.claim_type,
            stored_materials=self.project.stored_materials,
            over_claim=stricter(account_over_claim, self.project.over_claim),
            digits=self.digits,
        )

    @property
    def release(self) -> ReleaseOverAll | None:
        """The release over all lines that the claim asks for."""
        if self.claim.release_ppm is not None:
            return ReleaseOverAll(rate=self.claim.release_ppm)
        return None if self.claim.release_minor is None else ReleaseOverAll(amount=self.claim.release_minor)

    def line(self, line: models.ClaimLine, entry: LineEntry, release_to_date: int | None) -> ClaimLine:
        """A line with what is stated on it, for the arithmetic."""
        scheduled = self.schedule[line.schedule_line_id]
        return ClaimLine(
            scheduled_value=scheduled.scheduled_value_minor,
            basis=scheduled.basis,
            unit_price=scheduled.unit_price_micro,
            retention_rate_on_work=scheduled.retention_rate_on_work_ppm,
            retention_rate_on_stored=scheduled.retention_rate_on_stored_ppm,
            tax_rate=scheduled.tax_rate_ppm,
            entry=entry,
            release_to_date=release_to_date,
            certified=self.before.get(line.schedule_line_id, CertifiedLine()),
        )

    def figures(
        self,
        lines: Sequence[ClaimLine],
        *,
        release: ReleaseOverAll | None,
        adjustments: Sequence[Adjustment],
        held_by_hand: HeldByHand | None = None,
    ) -> ClaimFigures:
        """All figures of the claim with these statements."""
        commitment = self.commitment
        days = milestones(
            commitment.practical_completion_on, commitment.completion_on, commitment.defects_end_on
        )
        terms = ClaimTerms(
            digits=self.digits,
            policy=policies.retention(self.claim.retention_policy),
            policy_version=self.policy_version,
            on_change=self.on_change,
            tax=policies.tax(self.claim.tax),
            milestones=milestones_reached({one.kind: one.reached_on for one in days}, self.period.ends_on),
            is_final=self.claim.is_final,
            adjustments=sum(one.amount for one in adjustments),
            release=release,
            held_by_hand=held_by_hand,
        )
        return claim_figures(terms, lines, self.previous)


async def opened(
    work: Work,
    claim: models.ProgressClaim,
    lines: list[models.ClaimLine] | None = None,
    around: tuple[models.Commitment, models.Project, models.BillingPeriod] | None = None,
) -> Sheet:
    """Opens a claim for reckoning; `lines` and `around` where they are known already."""
    commitment, project, period = around or await _around(work, claim)
    if lines is None:
        lines = await work.rows(models.ClaimLine, "position", claim_id=claim.id)
    keys = [line.id for line in lines]
    claimed = await work.rows(models.LineValuation, line_id__in=keys, kind=ValuationKind.CLAIMED)
    version = await policy_in_force(work, commitment.id, claim.number)
    previous, adjustments = await _previous(work, claim.previous_claim_id)
    schedule = await work.rows(models.ScheduleLine, commitment_id=commitment.id)
    return Sheet(
        commitment=commitment,
        project=project,
        claim=claim,
        period=period,
        lines=lines,
        schedule={line.id: line for line in schedule},
        claimed={one.line_id: one for one in claimed},
        before=await certified_lines(work, claim.previous_claim_id),
        previous=previous,
        previous_adjustments=adjustments,
        policy_version=version.from_claim_number if version else 0,
        on_change=version.on_change if version else None,
    )


async def _around(
    work: Work, claim: models.ProgressClaim
) -> tuple[models.Commitment, models.Project, models.BillingPeriod]:
    commitment = await work.row(models.Commitment, id=claim.commitment_id)
    period = await work.row(models.BillingPeriod, id=claim.period_id)
    project = commitment and await work.row(models.Project, id=commitment.project_id)
    assert commitment and period and project, "keys hold"
    return commitment, project, period


async def policy_in_force(work: Work, commitment_id: UUID, number: int) -> models.RetentionVersion | None:
    """The version of the retention policy that holds for a claim's number."""
    found = await work.rows(
        models.RetentionVersion,
        "-from_claim_number",
        commitment_id=commitment_id,
        from_claim_number__lte=number,
    )
    return found[0] if found else None


async def last_approved(work: Work, commitment_id: UUID) -> models.ProgressClaim | None:
    """The last approved claim of a commitment, from which "previous" figures come."""
    found = await work.rows(
        models.ProgressClaim,
        "-number",
        commitment_id=commitment_id,
        status__in=[one.value for one in APPROVED],
    )
    return found[0] if found else None


async def certified_lines(work: Work, claim_id: UUID | None) -> dict[UUID, CertifiedLine]:
    """What an approved claim leaves to the next one, by the line of the schedule."""
    if claim_id is None:
        return {}
    lines = {line.id: line.schedule_line_id for line in await work.rows(models.ClaimLine, claim_id=claim_id)}
    issued = await work.rows(models.LineValuation, line_id__in=list(lines), kind=ValuationKind.ISSUED)
    return {lines[one.line_id]: line_figures(one).certified for one in issued}


async def _previous(work: Work, claim_id: UUID | None) -> tuple[CertifiedClaim, tuple[Adjustment, ...]]:
    if claim_id is None:
        return NOTHING_CERTIFIED, ()
    issued = await work.row(models.ClaimValuation, claim_id=claim_id, kind=ValuationKind.ISSUED)
    assert issued is not None, "an approved claim has issued figures"
    certified = CertifiedClaim(
        due_to_date=issued.due_to_date_minor,
        adjustments=issued.adjustments_to_date_minor,
        policy_version=issued.policy_version,
        is_final=issued.is_final,
    )
    return certified, policies.adjustments_of(issued.adjustments)


async def keep_lines(
    work: Work,
    lines: Sequence[models.ClaimLine],
    kind: ValuationKind,
    figures: Sequence[LineFigures],
    besides: Sequence[dict[str, Any]],
) -> list[models.ClaimLine]:
    """Keeps the figures of all lines, in two statements; gives the lines on which something changed."""
    keys = [line.id for line in lines]
    kept = {one.line_id: one for one in await work.rows(models.LineValuation, line_id__in=keys, kind=kind)}
    rows, changed = [], []
    for line, of_line, more in zip(lines, figures, besides, strict=True):
        values = {column: getattr(of_line, name) for name, column in LINE_COLUMNS.items()} | more
        old = kept.get(line.id)
        differing = {name: [old and getattr(old, name), new] for name, new in values.items()}
        differing = {name: pair for name, pair in differing.items() if pair[0] != pair[1]}
        if differing:
            changed.append(line)
            work.note(line, {f"{kind.lower()}.{name}": pair for name, pair in differing.items()})
        rows.append(work.new(models.LineValuation, line_id=line.id, kind=kind, **values))
    if changed:
        await work.clear(models.LineValuation, line_id__in=keys, kind=kind)
        await work.insert_all(rows)
    return changed


async def keep_summary(
    work: Work,
    sheet: Sheet,
    kind: ValuationKind,
    figures: ClaimFigures,
    adjustments: Sequence[Adjustment],
    **besides: Any,
) -> models.ClaimValuation:
    """Keeps the summary of a claim."""
    values: dict[str, Any] = {
        column: getattr(figures.summary, name) for name, column in SUMMARY_COLUMNS.items()
    }
    values |= {
        "taxes": policies.stored_taxes(figures.summary.taxes),
        "adjustments": policies.stored_adjustments(tuple(adjustments)),
        "policy_version": figures.certified.policy_version,
        "is_final": figures.certified.is_final,
        **besides,
    }
    row = await work.row(models.ClaimValuation, claim_id=sheet.claim.id, kind=kind)
    if row is None:
        return await work.make(models.ClaimValuation, claim_id=sheet.claim.id, kind=kind, **values)
    return await work.keep(row, **values)


async def keep_claimed(work: Work, sheet: Sheet, lines: Sequence[ClaimLine], figures: ClaimFigures) -> bool:
    """Keeps what is claimed: lines and summary; tells whether anything changed."""
    besides = [{"release_to_date_minor": stated.release_to_date} for stated in lines]
    changed = await keep_lines(work, sheet.lines, ValuationKind.CLAIMED, figures.lines, besides)
    await work.touch(models.ClaimLine, changed)
    await keep_summary(work, sheet, ValuationKind.CLAIMED, figures, sheet.previous_adjustments)
    return bool(changed)
