"""What progress claims reach: the facts that their fields, lists and rules are made of."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from claimgraph import models
from claimgraph.auth.expressions import Along
from claimgraph.auth.scopes import ADMINISTERED, COMMITMENT, DESIGNATED, READ_AS_MEMBER
from claimgraph.rules import commitments, periods
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import ValuationKind
from claimgraph.schema.reach import Beside, Reach, Sql

IS_AUTHOR = Sql(
    "exists (select 1 from claim_author w join actor a on a.id = w.actor_id"
    " where w.claim_id = {id} and (a.id = :me or a.stands_for_id = :me))",
    bool,
)
"""Has a hand in it, himself or by a record that an account made of him."""

WORKS_FOR_VENDOR = Sql(
    "exists (select 1 from employment e where e.person_id = :me"
    " and e.company_id = {commitment.vendor.company}"
    " and (e.begins_at <= :now and e.ends_at > :now or exists (select 1 from claim_revision r"
    " where r.claim_id = {id} and e.begins_at <= r.created_at and e.ends_at > r.created_at)))",
    bool,
)
"""Employed by the vendor now, or when the claim was submitted, each time."""

PREPARES = dict(COMMITMENT.ways)[Standing.STANDARD]

WAITS_FOR_VIEWER = Sql(
    "not {is_archived} and ({status} in ('DRAFT', 'REVISE_AND_RESUBMIT') and ({viewer_is_claim_contact}"
    " or {created_by} = :me and ({viewer_administers} or {viewer_prepares}))"
    " or {status} = 'UNDER_REVIEW' and {viewer_administers}"
    " and not {viewer_is_author} and not {viewer_works_for_vendor})",
    bool,
)
"""His drafts and returned ones, and those that he may assess: the bar of duties as a condition."""

STATUS_CHANGED_BY_REVIEWER = Sql(
    "{status_changed_by_side} = 'CONTRACTOR'"
    " and ({status} not in ('DRAFT', 'UNDER_REVIEW') or {status} = 'DRAFT' and {submissions} > 0)",
    bool,
)
"""Whoever decided it, made it void, or took it out of the review for the contractor."""

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
    "a_period_is_open": Sql("{commitment.open_period.id} is not null", bool),
    "target_id": "commitment.open_period.id",
    "target_status": "commitment.open_period.status",
    "target_due_on": "commitment.open_period.due_on",
    "target_starts_on": "commitment.open_period.starts_on",
    "claimed": Beside(models.ClaimValuation, by="claim", where={"kind": ValuationKind.CLAIMED}),
    "draft": Beside(models.ClaimValuation, by="claim", where={"kind": ValuationKind.DRAFT}),
    "issued": Beside(models.ClaimValuation, by="claim", where={"kind": ValuationKind.ISSUED}),
    "viewer_is_claim_contact": Along("commitment", DESIGNATED),
    "viewer_administers": Along("commitment", ADMINISTERED),
    "viewer_prepares": Along("commitment", PREPARES),
    "viewer_is_member": Along("commitment", READ_AS_MEMBER),
    "viewer_is_author": IS_AUTHOR,
    "viewer_works_for_vendor": WORKS_FOR_VENDOR,
    "waits_for_viewer": WAITS_FOR_VIEWER,
    "created_by_is_reviewer": Sql("false", bool),
    "on_behalf_of_is_reviewer": Sql("false", bool),
    "submitted_by_is_reviewer": Sql("false", bool),
    "status_changed_by_is_reviewer": STATUS_CHANGED_BY_REVIEWER,
    "status_changed_by_id": Sql(
        "case when {status_changed_by_is_reviewer} and not {viewer_is_member} then null"
        " else {status_changed_by} end",
        UUID,
    ),
    "created_by_viewer": Sql("{created_by} = :me", bool),
    "is_assessment_started": Sql("{assessment_started_at} is not null", bool),
    "draft_version": Sql("coalesce({draft.version}, 0)", int),
    "lines_not_assessed": Sql(
        "select count(*) from claim_line l"
        " left join line_valuation v on v.line_id = l.id and v.kind = 'DRAFT' where l.claim_id = {id}"
        " and (v.decision = 'PENDING' or v.decision is null and l.is_closed = false)",
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
        "select count(*) from progress_claim c where c.commitment_id = {commitment} and c.id <> {id}"
        " and c.period_id = {period} and c.status <> 'VOID' and c.claim_type <> 'RETENTION_RELEASE'",
        int,
    ),
    "claims_in_target": Sql(
        "select count(*) from progress_claim c where c.commitment_id = {commitment} and c.id <> {id}"
        " and c.period_id = {target_id} and c.status <> 'VOID' and c.claim_type <> 'RETENTION_RELEASE'",
        int,
    ),
    "open_claims_besides": Sql(
        "select count(*) from progress_claim c where c.commitment_id = {commitment} and c.id <> {id}"
        " and c.status in ('DRAFT', 'UNDER_REVIEW', 'REVISE_AND_RESUBMIT')",
        int,
    ),
    "on_behalf_of_is_claim_contact": Sql(
        "{on_behalf_of} is null or exists (select 1 from designation d join actor a on a.id = d.person_id"
        " join employment e on e.person_id = d.person_id and e.company_id = {commitment.vendor.company}"
        " where d.commitment_id = {commitment} and d.person_id = {on_behalf_of} and a.is_active = true"
        " and d.begins_at <= :now and d.ends_at > :now and e.begins_at <= :now and e.ends_at > :now)",
        bool,
    ),
    "last_period_starts_on": Sql(
        "select max(p.starts_on) from progress_claim c join billing_period p on p.id = c.period_id"
        " where c.commitment_id = {commitment} and c.status in ('APPROVED', 'APPROVED_AS_NOTED')",
        date,
    ),
}
