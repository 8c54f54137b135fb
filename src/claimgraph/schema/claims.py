"""Progress claims."""

from __future__ import annotations

from datetime import date, datetime

from claimgraph import models
from claimgraph.auth.guards import ADMINISTRATORS, EVERYONE, MEMBERS_ONLY
from claimgraph.auth.scopes import COMMITMENT
from claimgraph.rules.vocabulary import ClaimStatus, ClaimType
from claimgraph.schema.claim_reach import REACH
from claimgraph.schema.declare import column, many, node, one, part
from claimgraph.schema.interfaces import Versioned
from claimgraph.schema.scalars import Amount


@node(models.ProgressClaim, COMMITMENT.along("commitment"), reach=REACH, actions=True)
class ProgressClaim(Versioned):
    """A request for payment for the work of one billing period under one commitment; fields and mutations
    call it claim.
    """

    commitment = one("Commitment", "Under which commitment.", to=EVERYONE)
    period = one("BillingPeriod", "For which period.", to=EVERYONE, semantic=True)
    number: int = column("Counts from 1 within the commitment, without gaps.", to=EVERYONE)
    vendor_claim_number: str | None = column("The vendor's own number.", to=EVERYONE)
    claimed_on: date = column("Date of the claim.", to=EVERYONE)
    claim_type: ClaimType = column("Which columns may be claimed.", to=EVERYONE)
    is_final: bool = column("Whether it is the last one.", to=EVERYONE)
    is_late: bool = column(
        "Whether a contact submitted it after the due date, where the project lets him; false until "
        "submitted.",
        to=EVERYONE,
    )
    status: ClaimStatus = column("Where it stands.", to=EVERYONE)
    currency: str = column("ISO 4217 code of all its amounts.", to=EVERYONE, at="currency")
    claimed_amount: Amount = column(
        "Claimed this time after retention, before tax (line 8); may be negative.",
        to=EVERYONE,
        at="claimed_amount_minor",
    )
    certified_amount: Amount | None = column(
        "Certified this time after retention, before tax (line 8); null until decided.",
        to=EVERYONE,
        at="certified_amount_minor",
    )
    created_by = part("ActorName", "Who created it.", to=EVERYONE, at="created_by_")
    on_behalf_of = part(
        "ActorName",
        "The contact for whom the contractor's side filed it; null when nobody was named. isOnBehalf tells "
        "who filed.",
        to=EVERYONE,
        at="on_behalf_of_",
        unless_null="on_behalf_of_id",
    )
    is_on_behalf: bool = column("Whether the contractor's side filed it.", to=EVERYONE)
    submitted_by = part(
        "ActorName",
        "Who submitted it last; null before.",
        to=EVERYONE,
        at="submitted_by_",
        unless_null="submitted_by_id",
    )
    submitted_at: datetime | None = column("When it was submitted last, UTC; null before.", to=EVERYONE)
    note: str | None = column("What the claimant says to the whole.", to=EVERYONE)
    lines = many(
        "ProgressClaimLine",
        "One for each line of the schedule, in its order.",
        to=EVERYONE,
        by="claim",
        order=("position",),
    )
    claimed = part("ClaimSummary", "The summary as claimed.", to=EVERYONE, at="claimed.")
    draft_assessment = part(
        "Assessment",
        "The assessment as it is being written; null when none is open.",
        to=ADMINISTRATORS,
        at="draft.",
        unless_null="draft.id",
    )
    assessment = part(
        "Assessment",
        "The assessment that was issued; null before.",
        to=EVERYONE,
        at="issued.",
        unless_null="issued.id",
    )
    previous_claim = one(
        "ProgressClaim",
        'The last approved claim before this one, from which "previous" figures come.',
        to=EVERYONE,
        nullable=True,
    )
    internal_note: str | None = column(
        "The contractor's own note, kept apart: version and updatedAt do not move with it.", to=MEMBERS_ONLY
    )
    internal_note_version: int | None = column(
        "Counts the changes of the internal note, from 0.", to=MEMBERS_ONLY
    )
    is_assessment_started: bool = column(
        "Whether an administrator has started its assessment; both sides see it, for a contact can't "
        "withdraw the claim then.",
        to=EVERYONE,
    )
    assessment_started_at: datetime | None = column("When, UTC; null before.", to=EVERYONE)
    status_reason: str | None = column(
        "The reason given with the last change of status that asks for one, such as a withdrawal by the "
        "contractor or a void; null when none was given.",
        to=EVERYONE,
    )
    status_changed_at: datetime = column("When the status changed last, UTC.", to=EVERYONE)
    status_changed_by = part(
        "ActorName",
        "Who changed it last.",
        to=EVERYONE,
        at="status_changed_by_",
        unless_null="status_changed_by_name",
    )
