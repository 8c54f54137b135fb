"""Reckons a claim: its rows as the rules' arithmetic wants them.

The one place where claimed, assessed and certified figures are worked out; the arithmetic itself is
`rules.claim_figures`, and `figures` keeps what comes out.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claimgraph import models
from claimgraph.resolvers.figures import line_figures, summary_of, valuations
from claimgraph.resolvers.work import Work
from claimgraph.rules import policies
from claimgraph.rules.claim_figures import ClaimTerms, HeldByHand, claim_figures
from claimgraph.rules.claimable import ClaimRules, stricter
from claimgraph.rules.commitments import milestones
from claimgraph.rules.figures import NOTHING_CERTIFIED, CertifiedClaim, ClaimFigures
from claimgraph.rules.money import minor_digits
from claimgraph.rules.policies import Adjustment
from claimgraph.rules.retention.policy import milestones_reached
from claimgraph.rules.retention.releases import ReleaseOverAll
from claimgraph.rules.valuation import CertifiedLine, ClaimLine, LineEntry
from claimgraph.rules.vocabulary import MilestoneKind, OverClaimPolicy, RetentionOnChange, ValuationKind
from claimgraph.rules.workflow import APPROVED


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

    def rules(self, account_over_claim: OverClaimPolicy) -> ClaimRules:
        """What may be claimed on it, where the account says so much of over-claims."""
        return ClaimRules(
            claim_type=self.claim.claim_type,
            stored_materials=self.project.stored_materials,
            over_claim=stricter(account_over_claim, self.project.over_claim),
            digits=self.digits,
        )

    def certified(self, line: models.ClaimLine) -> CertifiedLine:
        """What the last approved claim left on a line."""
        return self.before.get(line.schedule_line_id, CertifiedLine())

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
            certified=self.certified(line),
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
        terms = ClaimTerms(
            digits=self.digits,
            policy=policies.retention(self.claim.retention_policy),
            policy_version=self.policy_version,
            on_change=self.on_change,
            tax=policies.tax(self.claim.tax),
            milestones=self.milestones,
            is_final=self.claim.is_final,
            adjustments=sum(one.amount for one in adjustments),
            release=release,
            held_by_hand=held_by_hand,
        )
        return claim_figures(terms, lines, self.previous)

    @property
    def milestones(self) -> Sequence[MilestoneKind]:
        """Those reached by the end of the claim's period, oldest first."""
        commitment = self.commitment
        days = milestones(
            commitment.practical_completion_on, commitment.completion_on, commitment.defects_end_on
        )
        return milestones_reached({one.kind: one.reached_on for one in days}, self.period.ends_on)


def as_if(claim: models.ProgressClaim, changes: Mapping[str, Any]) -> models.ProgressClaim:
    """The claim as it would be with some columns changed; the row itself stays as it was read."""
    changed = copy.copy(claim)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


async def opened(
    work: Work, claim: models.ProgressClaim, lines: list[models.ClaimLine] | None = None
) -> Sheet:
    """Opens a claim for reckoning; `lines` where they are not all kept yet."""
    commitment, project, period = await _around(work, claim)
    if lines is None:
        lines = await work.rows(models.ClaimLine, "position", claim_id=claim.id)
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
        claimed=await valuations(work, lines, ValuationKind.CLAIMED),
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
    so_far = {"commitment_id": commitment_id, "from_claim_number__lte": number}
    return await work.first(models.RetentionVersion, "-from_claim_number", **so_far)


async def last_approved(work: Work, commitment_id: UUID) -> models.ProgressClaim | None:
    """The last approved claim of a commitment, from which "previous" figures come."""
    approved = {"commitment_id": commitment_id, "status__in": [one.value for one in APPROVED]}
    return await work.first(models.ProgressClaim, "-number", **approved)


async def certified_lines(work: Work, claim_id: UUID | None) -> dict[UUID, CertifiedLine]:
    """What an approved claim leaves to the next one, by the line of the schedule."""
    if claim_id is None:
        return {}
    lines = await work.rows(models.ClaimLine, claim_id=claim_id)
    issued = await valuations(work, lines, ValuationKind.ISSUED)
    return {line.schedule_line_id: line_figures(issued[line.id]).certified for line in lines}


async def _previous(work: Work, claim_id: UUID | None) -> tuple[CertifiedClaim, tuple[Adjustment, ...]]:
    if claim_id is None:
        return NOTHING_CERTIFIED, ()
    issued = await summary_of(work, claim_id, ValuationKind.ISSUED)
    assert issued is not None, "an approved claim has issued figures"
    certified = CertifiedClaim(
        due_to_date=issued.due_to_date_minor,
        adjustments=issued.adjustments_to_date_minor,
        policy_version=issued.policy_version,
        is_final=issued.is_final,
    )
    return certified, policies.adjustments_of(issued.adjustments)
