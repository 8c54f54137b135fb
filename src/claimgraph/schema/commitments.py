"""Commitments and the claim contacts designated on them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from claimgraph import models
from claimgraph.auth.expressions import Running, attribute
from claimgraph.auth.guards import ADMINISTRATORS, BALANCE, EVERYONE, MEMBERS_ONLY
from claimgraph.auth.scopes import COMMITMENT, DESIGNATED
from claimgraph.rules import commitments, grants, periods, policies
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import (
    AccessWay,
    BillingPeriodStatus,
    BillingState,
    ClaimStatus,
    CommitmentKind,
    CommitmentStatus,
    LineBasis,
    MilestoneKind,
    SortDirection,
    Word,
)
from claimgraph.schema.declare import asked, column, derived, many, node, one, page, part, part_type
from claimgraph.schema.declared import Argument
from claimgraph.schema.interfaces import Node, Versioned
from claimgraph.schema.lists import among, amount, connection, filtered, flag, ids, instants, ordered, text
from claimgraph.schema.reach import Beside, Reach, Sql
from claimgraph.schema.scalars import Amount, Percentage

OPEN_CLAIMS = (ClaimStatus.DRAFT, ClaimStatus.UNDER_REVIEW, ClaimStatus.REVISE_AND_RESUBMIT)
APPROVED_CLAIMS = (ClaimStatus.APPROVED, ClaimStatus.APPROVED_AS_NOTED)

HAS_CLAIM_CONTACT = Sql(
    "exists (select 1 from designation d join actor a on a.id = d.person_id"
    " join employment e on e.person_id = d.person_id and e.company_id = {vendor.company}"
    " where d.commitment_id = {id} and d.begins_at <= :now and d.ends_at > :now"
    " and e.begins_at <= :now and e.ends_at > :now and a.is_active = true)",
    bool,
)
"""Whether somebody is claim contact: designated, employed by the vendor, both running, and active."""

BILLING_STATE = Sql(
    "case when {billing_period_id} is null then null"
    " when {billing_claim_id} is not null then 'CLAIMED'"
    " when not {has_claim_contact} then 'NO_CONTACT'"
    " when not {is_claimable} then 'NOT_CLAIMABLE' else 'TO_CLAIM' end",
    BillingState,
)
"""Where a commitment stands in the period `billing_period_id`; nowhere when there is none."""

BILLING_CLAIM = Sql(
    "select c.id from progress_claim c where c.commitment_id = {id} and c.period_id = {billing_period_id}"
    " and c.status <> 'VOID'"
    " order by case when c.claim_type = 'RETENTION_RELEASE' then 1 else 0 end, c.number limit 1",
    UUID,
)
"""The claim of that period that is not void; a release of retention only where it stands alone."""

REACH: Reach = {
    "currency": "project.currency",
    "time_zone": "project.time_zone",
    "is_restricted": "project.hide_balance_from_contacts",
    "is_archived": "project.is_archived",
    "today": periods.today,
    "account_lets_submit": "project.account.collaborators_may_submit",
    "project_lets_submit": "project.collaborators_may_submit",
    "own_submission_is_on": commitments.own_submission_is_on,
    "viewer_is_claim_contact": DESIGNATED,
    "has_claim_contact": HAS_CLAIM_CONTACT,
    "is_void": attribute("status", CommitmentStatus.VOID),
    "is_claimable": Sql(
        "{status} in ('APPROVED', 'COMPLETE') and {claims_on} = true and {schedule_lines} > 0"
        " and {schedule_total_minor} = {original_sum_minor}",
        bool,
    ),
    "open_period": Beside(
        models.BillingPeriod, by="project", match="project", where={"status": BillingPeriodStatus.OPEN}
    ),
    "billing_period_id": "open_period.id",
    "billing_claim_id": BILLING_CLAIM,
    "billing_state": BILLING_STATE,
    "open_claim": Beside(models.ProgressClaim, by="commitment", where={"status": OPEN_CLAIMS}),
    "latest_claim": Beside(
        models.ProgressClaim,
        by="commitment",
        where={"status": OPEN_CLAIMS + APPROVED_CLAIMS},
        latest="number",
    ),
    "last_approved": Beside(
        models.ProgressClaim, by="commitment", where={"status": APPROVED_CLAIMS}, latest="number"
    ),
    "claims_not_void": Sql(
        "select count(*) from progress_claim c where c.commitment_id = {id} and c.status <> 'VOID'", int
    ),
    "claims_ever": Sql("select count(*) from progress_claim c where c.commitment_id = {id}", int),
    "is_on_behalf": Sql("false", bool),
    "a_period_is_open": Sql("{open_period.id} is not null", bool),
    "period_status": "open_period.status",
    "due_on": "open_period.due_on",
    "period_starts_on": "open_period.starts_on",
    "late_claims": "project.late_claims",
    "claim_type": "project.default_claim_type",
    "open_claims": Sql(
        "select count(*) from progress_claim c where c.commitment_id = {id}"
        " and c.status in ('DRAFT', 'UNDER_REVIEW', 'REVISE_AND_RESUBMIT')",
        int,
    ),
    "claims_in_period": Sql(
        "select count(*) from progress_claim c where c.commitment_id = {id}"
        " and c.period_id = {open_period.id} and c.status <> 'VOID' and c.claim_type <> 'RETENTION_RELEASE'",
        int,
    ),
    "last_period_starts_on": Sql(
        "select max(p.starts_on) from progress_claim c join billing_period p on p.id = c.period_id"
        " where c.commitment_id = {id} and c.status in ('APPROVED', 'APPROVED_AS_NOTED')",
        date,
    ),
    "retention_version": Beside(models.RetentionVersion, by="commitment", latest="from_claim_number"),
    "retention_text": "retention_version.policy",
}


@node(models.Commitment, COMMITMENT, reach=REACH, internal=MEMBERS_ONLY, actions=True)
class Commitment(Versioned):
    """A subcontract or purchase order under which a vendor claims payment."""

    project = one("Project", "Its project.", to=EVERYONE)
    kind: CommitmentKind = column("Subcontract or purchase order.", to=EVERYONE)
    number: str = column("Number, unique in the project.", to=EVERYONE)
    title: str = column("Title.", to=EVERYONE)
    vendor = one("Vendor", "The company that does the work.", to=EVERYONE)
    status: CommitmentStatus = column("Where the contract stands.", to=EVERYONE)
    status_reason: str | None = column(
        "The reason given with the last change of status that asks for one; null when none was given.",
        to=EVERYONE,
    )
    status_changed_at: datetime = column("When the status changed last, UTC.", to=EVERYONE)
    is_executed: bool = column("Whether both sides have signed.", to=EVERYONE)
    currency: str = column(
        "ISO 4217 code of all its amounts, the project's.", to=EVERYONE, at="project.currency"
    )
    claims_on: bool = column("Whether claims can be made under it at all.", to=EVERYONE)
    default_basis: LineBasis = column(
        "Basis that new lines of its schedule start with; each line has its own.", to=EVERYONE
    )
    contract_date: date | None = column("Date of the contract; decides which Act applies.", to=EVERYONE)
    starts_on: date | None = column("Start of the work.", to=EVERYONE)
    estimated_completion_on: date | None = column("Estimated completion.", to=EVERYONE)
    completed_on: date | None = column("Actual completion.", to=EVERYONE)
    description: str | None = column("What it is about.", to=EVERYONE)
    inclusions: str | None = column("What is included.", to=EVERYONE)
    exclusions: str | None = column("What is excluded.", to=EVERYONE)
    milestones = derived(
        "Milestones reached, on which retention may fall.",
        to=EVERYONE,
        of="Milestone",
        by=commitments.milestones,
        many=True,
    )
    original_sum: Amount = column(
        "Original contract sum as agreed, before variations.", to=EVERYONE, at="original_sum_minor"
    )
    is_private: bool | None = column("Whether members need to be listed to see it.", to=MEMBERS_ONLY)
    access_list = many(
        "Actor",
        "Members and service accounts who see it although it is private.",
        to=MEMBERS_ONLY,
        by="commitment",
        through=(models.AccessListEntry, "actor"),
        when=Running(),
        order=("position",),
    )
    access = asked(
        "CommitmentAccess", "Everybody who can see it, and by which way.", to=ADMINISTRATORS, many=True
    )
    claim_contacts = many(
        "ClaimContact",
        "Employees of the vendor who claim under it, designated one by one; running designations only.",
        to=EVERYONE,
        by="commitment",
        order=("begins_at",),
        when=Running(),
    )
    viewer_is_claim_contact: bool = column(
        "Whether the viewer is claim contact on it: designated, and employed by its vendor today.",
        to=EVERYONE,
    )
    collaborators_may_submit: bool = column(
        "Whether its contacts may create and submit claims, after all settings.",
        to=EVERYONE,
        at="own_submission_is_on",
    )
    internal_note: str | None = column(
        "The contractor's own note, kept apart: version and updatedAt do not move with it.", to=MEMBERS_ONLY
    )
    internal_note_version: int | None = column(
        "Counts the changes of the internal note, from 0.", to=MEMBERS_ONLY
    )
    schedule = part("ScheduleOfValues", "Its schedule of values.", to=EVERYONE)
    retention = derived(
        "How retention is kept now.", to=EVERYONE, of="RetentionPolicy", by=policies.retention
    )
    retention_versions = asked(
        "RetentionVersion",
        "Every policy that was ever in force, first claim first.",
        to=EVERYONE,
        many=True,
        semantic=True,
    )
    tax = derived(
        "How tax is added; null when none is.", to=EVERYONE, of="TaxRule", by=policies.tax, nullable=True
    )
    totals = part("CommitmentTotals", "Its sums to date.", to=EVERYONE, semantic=True)
    billing = asked(
        "CommitmentBilling",
        "Where it stands in a period; null when there is none.",
        to=EVERYONE,
        nullable=True,
        arguments=(
            Argument(name="period_id", type="ID | None", text="Which period; the open one when left out."),
        ),
    )
    claims = page(
        "ProgressClaim",
        "Its claims.",
        to=EVERYONE,
        by="commitment",
        usual=(("number", True),),
        usually="latest first",
    )
    open_claim = one(
        "ProgressClaim",
        "The claim that is neither decided nor void, if there is one.",
        to=EVERYONE,
        at="open_claim.id",
        nullable=True,
    )
    latest_claim = one(
        "ProgressClaim",
        "The claim with the highest number that is not void.",
        to=EVERYONE,
        at="latest_claim.id",
        nullable=True,
    )
    submission_readiness = asked(
        "CommitmentReadiness",
        "Whether its contacts could submit on their own.",
        to=ADMINISTRATORS,
        nullable=True,
    )
    retention_ledger = asked(
        "RetentionEntry", "Every movement of retention, oldest first.", to=EVERYONE, many=True, semantic=True
    )


@part_type
class Milestone:
    """That a milestone was reached."""

    kind: MilestoneKind = column("Which one.", to=EVERYONE)
    reached_on: date = column("On which day, project's time zone.", to=EVERYONE)


@part_type
class CommitmentTotals:
    """The sums to date of one commitment, or of several of one project; certified figures only."""

    currency: str = column("ISO 4217 code of the amounts.", to=EVERYONE, at="currency")
    original_sum: Amount = column("Original contract sum.", to=EVERYONE, at="original_sum_minor")
    approved_variations: Amount = column(
        "Net of approved variations.", to=EVERYONE, at="approved_variations_minor"
    )
    pending_variations: Amount = column(
        "Net of variations that are submitted or under review; can't be claimed.",
        to=EVERYONE,
        at="pending_variations_minor",
    )
    revised_sum: Amount = column("Original sum and approved variations.", to=EVERYONE, at="revised_sum_minor")
    certified_to_date: Amount = column(
        "Work and stored materials certified, before retention.", to=EVERYONE, at="certified_to_date_minor"
    )
    retention_held: Amount = column("Retention held.", to=EVERYONE, at="retention_held_minor")
    certified_less_retention: Amount = derived(
        "Certified to date less retention held.", to=EVERYONE, by=commitments.certified_less_retention
    )
    balance_to_finish: Amount | None = derived(
        "Revised sum less work and stored materials certified.", to=BALANCE, by=commitments.balance_to_finish
    )
    balance_including_retention: Amount | None = derived(
        "Balance to finish with the retention held: what is still to be paid.",
        to=BALANCE,
        by=commitments.balance_including_retention,
    )
    percent_complete: Percentage | None = derived(
        "Certified to date as part of the revised sum; null when that is zero.",
        to=EVERYONE,
        by=commitments.percent_complete,
    )


@node(
    models.Designation,
    COMMITMENT.along("commitment"),
    reach={"is_archived": "commitment.project.is_archived"},
    actions=True,
)
class ClaimContact(Node):
    """That a person is designated to claim under a commitment; it counts while he works for its vendor,
    ends by date and is never deleted.
    """

    person = one("Person", "Who.", to=EVERYONE)
    commitment = one("Commitment", "Under which commitment.", to=EVERYONE)
    designated_at: datetime = column("Since when, UTC.", to=EVERYONE, at="begins_at")
    ended_at: datetime | None = derived(
        "Until when, UTC; null while it runs.", to=EVERYONE, by=grants.ended_at
    )
    designated_by = one("Actor", "By whom.", to=MEMBERS_ONLY, nullable=True)


@part_type
class CommitmentAccess:
    """That somebody can see a commitment, with the ways that open it."""

    actor = one("Actor", "Who.", to=EVERYONE, at="actor_id")
    standings: list[Standing] = column("What he is to it.", to=EVERYONE)
    ways: list[AccessWay] = column("Every way that opens it to him.", to=EVERYONE)
    is_of_vendor: bool = column("Whether he works for a vendor rather than the account.", to=EVERYONE)


class CommitmentOrderField(Word):
    """What commitments are ordered by."""

    NUMBER = ("NUMBER", "Number.")
    TITLE = ("TITLE", "Title.")
    VENDOR_NAME = ("VENDOR_NAME", "Name of the vendor.")
    REVISED_SUM = ("REVISED_SUM", "Contract sum with approved variations.")
    UPDATED_AT = ("UPDATED_AT", "Last change.")


connection("Commitment")
ordered(
    CommitmentOrderField,
    "How commitments are ordered.",
    {
        CommitmentOrderField.NUMBER: ("number_key",),
        CommitmentOrderField.TITLE: ("title_key",),
        CommitmentOrderField.VENDOR_NAME: ("vendor.name_key",),
        CommitmentOrderField.REVISED_SUM: ("revised_sum_minor",),
        CommitmentOrderField.UPDATED_AT: ("shown_updated_at",),
    },
    first=SortDirection.ASC,
)


@filtered(nests=True)
class CommitmentFilter:
    """Which commitments; all that is given must hold."""

    project_id = ids("Of one of these projects.", of="Project", at="project")
    vendor_id = ids("With one of these vendors.", of="Vendor", at="vendor")
    kind = among("One of these kinds.", of="CommitmentKind", at="kind")
    status = among("One of these.", of="CommitmentStatus", at="status")
    number = text("Number.", at="number_key")
    title = text("Title.", at="title_key")
    has_claim_contact = flag("Whether somebody is claim contact.", at="has_claim_contact")
    viewer_is_claim_contact = flag("Whether the viewer is claim contact.", at="viewer_is_claim_contact")
    revised_sum = amount("Contract sum with approved variations.", at="revised_sum_minor")
    billing_state = among(
        "Where it stands in the open period, or in the period whose list this is.",
        of="BillingState",
        at="billing_state",
    )
    updated_at = instants("Last change, of the commitment or its schedule.", at="shown_updated_at")
