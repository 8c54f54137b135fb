"""Progress claims and their lines."""

from __future__ import annotations

from datetime import date, datetime

from claimgraph import models
from claimgraph.auth.expressions import Along
from claimgraph.auth.guards import ADMINISTRATORS, EVERYONE, MEMBERS_ONLY
from claimgraph.auth.scopes import ADMINISTERED, COMMITMENT, DESIGNATED
from claimgraph.rules import commitments, periods, policies, workflow
from claimgraph.rules.vocabulary import ClaimStatus, ClaimType, SortDirection, ValuationKind, Word
from claimgraph.schema.declare import column, derived, many, node, one, part
from claimgraph.schema.interfaces import Versioned
from claimgraph.schema.lists import among, amount, connection, filtered, flag, ids, instants, ordered
from claimgraph.schema.reach import Beside, Reach, Sql
from claimgraph.schema.scalars import Amount, Percentage

IS_AUTHOR = Sql("exists (select 1 from claim_author w where w.claim_id = {id} and w.actor_id = :me)", bool)
WORKS_FOR_VENDOR = Sql(
    "exists (select 1 from employment e where e.person_id = :me and e.company_id = {commitment.vendor.company}"
    " and e.begins_at <= :now and (e.ends_at > :now or e.ends_at > {submitted_at}))",
    bool,
)
"""Employed by the vendor now, or when the claim was submitted."""

WAITS_FOR_VIEWER = Sql(
    "({status} in ('DRAFT', 'REVISE_AND_RESUBMIT') and ({viewer_is_claim_contact} or {created_by} = :me))"
    " or ({status} = 'UNDER_REVIEW' and {viewer_administers}"
    " and not {viewer_is_author} and not {viewer_works_for_vendor})",
    bool,
)
"""His drafts and returned ones, and those that he may assess: the bar of duties as a condition."""

REACH: Reach = {
    "currency": "commitment.project.currency",
    "time_zone": "commitment.project.time_zone",
    "is_restricted": "commitment.project.hide_balance_from_contacts",
    "is_archived": "commitment.project.is_archived",
    "today": periods.today,
    "account_lets_submit": "commitment.project.account.collaborators_may_submit",
    "project_lets_submit": "commitment.project.collaborators_may_submit",
    "own_submission_is_on": commitments.own_submission_is_on,
    "late_claims": "commitment.project.late_claims",
    "commitment_status": "commitment.status",
    "claims_on": "commitment.claims_on",
    "schedule_lines": "commitment.schedule_lines",
    "schedule_total_minor": "commitment.schedule_total_minor",
    "original_sum_minor": "commitment.original_sum_minor",
    "period_status": "period.status",
    "due_on": "period.due_on",
    "period_starts_on": "period.starts_on",
    "claimed": Beside(models.ClaimValuation, by="claim", where={"kind": ValuationKind.CLAIMED}),
    "draft": Beside(models.ClaimValuation, by="claim", where={"kind": ValuationKind.DRAFT}),
    "issued": Beside(models.ClaimValuation, by="claim", where={"kind": ValuationKind.ISSUED}),
    "viewer_is_claim_contact": Along("commitment", DESIGNATED),
    "viewer_administers": Along("commitment", ADMINISTERED),
    "viewer_is_author": IS_AUTHOR,
    "viewer_works_for_vendor": WORKS_FOR_VENDOR,
    "waits_for_viewer": WAITS_FOR_VIEWER,
    "created_by_is_reviewer": Sql("false", bool),
    "on_behalf_of_is_reviewer": Sql("false", bool),
    "submitted_by_is_reviewer": Sql("false", bool),
    "status_changed_by_is_reviewer": Sql(
        "{status_changed_by_side} = 'CONTRACTOR' and {status} not in ('DRAFT', 'UNDER_REVIEW')", bool
    ),
    "created_by_viewer": Sql("{created_by} = :me", bool),
    "is_assessment_started": Sql("{assessment_started_at} is not null", bool),
    "draft_version": Sql("coalesce({draft.version}, 0)", int),
    "lines_not_assessed": Sql(
        "select count(*) from claim_line l left join line_valuation v on v.line_id = l.id and v.kind = 'DRAFT'"
        " where l.claim_id = {id} and (v.decision is null or v.decision = 'PENDING')",
        int,
    ),
    "lines_rejected": Sql(
        "select count(*) from claim_line l join line_valuation v on v.line_id = l.id and v.kind = 'DRAFT'"
        " where l.claim_id = {id} and v.decision = 'REJECTED'",
        int,
    ),
    "claims_after": Sql(
        "select count(*) from progress_claim c where c.commitment_id = {commitment} and c.number > {number}"
        " and c.status not in ('VOID', 'DRAFT')",
        int,
    ),
    "claims_in_period": Sql(
        "select count(*) from progress_claim c where c.commitment_id = {commitment} and c.period_id = {period}"
        " and c.id <> {id} and c.status <> 'VOID' and c.claim_type <> 'RETENTION_RELEASE'",
        int,
    ),
    "open_claims_besides": Sql(
        "select count(*) from progress_claim c where c.commitment_id = {commitment} and c.id <> {id}"
        " and c.status in ('DRAFT', 'UNDER_REVIEW', 'REVISE_AND_RESUBMIT')",
        int,
    ),
    "last_period_starts_on": Sql(
        "select max(p.starts_on) from progress_claim c join billing_period p on p.id = c.period_id"
        " where c.commitment_id = {commitment} and c.status in ('APPROVED', 'APPROVED_AS_NOTED')",
        date,
    ),
}


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
        "Whether a contact submitted it after the due date, where the project lets him; false until submitted.",
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
        "The contact for whom the contractor's side filed it; null when nobody was named. isOnBehalf tells who filed.",
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
        "Whether an administrator has started its assessment; both sides see it, for a contact can't withdraw the claim then.",
        to=EVERYONE,
    )
    assessment_started_at: datetime | None = column("When, UTC; null before.", to=EVERYONE)
    status_reason: str | None = column(
        "The reason given with the last change of status that asks for one, such as a withdrawal by the contractor or a void; null when none was given.",
        to=EVERYONE,
    )
    status_changed_at: datetime = column("When the status changed last, UTC.", to=EVERYONE)
    status_changed_by = part(
        "ActorName",
        "Who changed it last.",
        to=EVERYONE,
        at="status_changed_by_",
        unless_null="status_changed_by_id",
    )


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
        "Whether the claimant may change it now: on a draft, or on a returned claim unless the line was accepted.",
        to=EVERYONE,
        by=workflow.is_line_open,
    )


class ClaimOrderField(Word):
    """What claims are ordered by."""

    NUMBER = ("NUMBER", "Commitment number, then claim number.")
    VENDOR_NAME = ("VENDOR_NAME", "Name of the vendor.")
    CLAIMED_ON = ("CLAIMED_ON", "Date of the claim.")
    CLAIMED_AMOUNT = ("CLAIMED_AMOUNT", "Claimed after retention.")
    SUBMITTED_AT = ("SUBMITTED_AT", "Last submission.")
    UPDATED_AT = ("UPDATED_AT", "Last change.")


connection("ProgressClaim")
ordered(
    ClaimOrderField,
    "How claims are ordered.",
    {
        ClaimOrderField.NUMBER: ("commitment.number_key", "number"),
        ClaimOrderField.VENDOR_NAME: ("commitment.vendor.name_key",),
        ClaimOrderField.CLAIMED_ON: ("claimed_on",),
        ClaimOrderField.CLAIMED_AMOUNT: ("claimed_amount_minor",),
        ClaimOrderField.SUBMITTED_AT: ("submitted_at",),
        ClaimOrderField.UPDATED_AT: ("shown_updated_at",),
    },
    first=SortDirection.ASC,
)


@filtered(nests=True)
class ClaimFilter:
    """Which claims; all that is given must hold."""

    project_id = ids("Of one of these projects.", of="Project", at="commitment.project")
    commitment_id = ids("Under one of these commitments.", of="Commitment", at="commitment")
    vendor_id = ids("Of one of these vendors.", of="Vendor", at="commitment.vendor")
    period_id = ids("For one of these periods.", of="BillingPeriod", at="period")
    status = among("One of these.", of="ClaimStatus", at="status")
    claim_type = among("One of these.", of="ClaimType", at="claim_type")
    is_on_behalf = flag("Whether an administrator filed it for a contact.", at="is_on_behalf")
    claimed_amount = amount("Claimed after retention.", at="claimed_amount_minor")
    certified_amount = amount("Certified after retention.", at="certified_amount_minor")
    submitted_at = instants("Last submission.", at="submitted_at")
    updated_at = instants("Last change, of the claim or its lines.", at="shown_updated_at")
