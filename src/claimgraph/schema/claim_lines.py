"""The lines of progress claims."""

from __future__ import annotations

from claimgraph import models
from claimgraph.auth.guards import ADMINISTRATORS, EVERYONE
from claimgraph.auth.scopes import COMMITMENT
from claimgraph.rules import policies, workflow
from claimgraph.rules.vocabulary import ValuationKind
from claimgraph.schema.declare import column, derived, node, one, part
from claimgraph.schema.interfaces import Versioned
from claimgraph.schema.reach import Beside, Reach
from claimgraph.schema.scalars import Percentage

LINE_REACH: Reach = {
    "currency": "claim.commitment.project.currency",
    "is_restricted": "claim.commitment.project.hide_balance_from_contacts",
    "claim_status": "claim.status",
    "retention_text": "claim.retention_policy",
    "own_rate_on_work": "schedule_line.retention_rate_on_work_ppm",
    "own_rate_on_stored": "schedule_line.retention_rate_on_stored_ppm",
    "claimed": Beside(models.LineValuation, by="line", where={"kind": ValuationKind.CLAIMED}),
    "draft": Beside(models.LineValuation, by="line", where={"kind": ValuationKind.DRAFT}),
    "issued": Beside(models.LineValuation, by="line", where={"kind": ValuationKind.ISSUED}),
    "claimed_to_date_minor": "claimed.total_to_date_minor",
}


@node(models.ClaimLine, COMMITMENT.along("claim.commitment"), reach=LINE_REACH)
class ProgressClaimLine(Versioned):
    """One line of a claim."""

    claim = one("ProgressClaim", "Whose line.", to=EVERYONE)
    schedule_line = one("ScheduleLine", "The line of the schedule it claims against.", to=EVERYONE)
    position: int = column("Place in the claim, from 1.", to=EVERYONE)
    item_number: str = column("Number of the item when the claim was made.", to=EVERYONE)
    description: str = column("Description when the claim was made.", to=EVERYONE)
    retention_rate_on_work: Percentage | None = derived(
        "Rate kept on completed work; null where the rule of the policy has no single rate.",
        to=EVERYONE,
        by=policies.rate_on_work,
    )
    retention_rate_on_stored: Percentage | None = derived(
        "Rate kept on stored materials; null where the rule of the policy has no single rate.",
        to=EVERYONE,
        by=policies.rate_on_stored,
    )
    claimed = part("LineValuation", "The figures as claimed.", to=EVERYONE, at="claimed.")
    draft_assessment = part(
        "LineAssessment",
        "The decision as it is being written.",
        to=ADMINISTRATORS,
        at="draft.",
        unless_null="draft.id",
    )
    assessment = part(
        "LineAssessment",
        "The decision that was issued; null before.",
        to=EVERYONE,
        at="issued.",
        unless_null="issued.id",
    )
    note: str | None = column("What the claimant says to this line.", to=EVERYONE)
    is_open: bool = derived(
        "Whether the claimant may change it now: on a draft, or on a returned claim unless the line was "
        "accepted.",
        to=EVERYONE,
        by=workflow.is_line_open,
    )
