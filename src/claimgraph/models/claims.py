"""Progress claims: what is claimed, what is decided, and the figures of both."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tortoise import fields

from claimgraph.models.commitments import Commitment, ScheduleLine
from claimgraph.models.directory import Actor
from claimgraph.models.fields import ChangingRow, Instant, Row
from claimgraph.models.projects import BillingPeriod
from claimgraph.rules.vocabulary import ClaimStatus, ClaimType, LineDecision, Side, ValuationKind


class ProgressClaim(ChangingRow):
    """A request for payment for the work of one billing period under one commitment.

    Names of those who acted are kept as text, for they stay true when he leaves. `release_ppm` and
    `release_minor` hold what was asked to be released over all lines, at most one of them.
    """

    commitment: fields.ForeignKeyRelation[Commitment] = fields.ForeignKeyField(
        "claimgraph.Commitment", related_name=False, on_delete=fields.RESTRICT
    )
    commitment_id: UUID
    period: fields.ForeignKeyRelation[BillingPeriod] = fields.ForeignKeyField(
        "claimgraph.BillingPeriod", related_name=False, on_delete=fields.RESTRICT
    )
    period_id: UUID
    previous_claim: fields.ForeignKeyNullableRelation[ProgressClaim] = fields.ForeignKeyField(
        "claimgraph.ProgressClaim", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    previous_claim_id: UUID | None
    number = fields.IntField()
    vendor_claim_number = fields.CharField(max_length=60, null=True)
    claimed_on = fields.DateField()
    claim_type = fields.CharEnumField(ClaimType, max_length=40)
    is_final = fields.BooleanField(default=False)
    is_late = fields.BooleanField(default=False)
    status = fields.CharEnumField(ClaimStatus, max_length=30, default=ClaimStatus.DRAFT)
    status_reason = fields.TextField(null=True)
    status_changed_at = Instant()
    status_changed_by: fields.ForeignKeyNullableRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    status_changed_by_id: UUID | None
    status_changed_by_name = fields.CharField(max_length=200, null=True)
    status_changed_by_side = fields.CharEnumField(Side, max_length=20, null=True)
    created_by: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    created_by_id: UUID
    created_by_name = fields.CharField(max_length=200)
    created_by_side = fields.CharEnumField(Side, max_length=20)
    is_on_behalf = fields.BooleanField(default=False)
    on_behalf_of: fields.ForeignKeyNullableRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    on_behalf_of_id: UUID | None
    on_behalf_of_name = fields.CharField(max_length=200, null=True)
    on_behalf_of_side = fields.CharEnumField(Side, max_length=20, null=True)
    submitted_by: fields.ForeignKeyNullableRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    submitted_by_id: UUID | None
    submitted_by_name = fields.CharField(max_length=200, null=True)
    submitted_by_side = fields.CharEnumField(Side, max_length=20, null=True)
    submitted_at = Instant(null=True)
    submissions = fields.IntField(default=0)
    returns = fields.IntField(default=0)
    note = fields.TextField(null=True)
    release_ppm = fields.IntField(null=True)
    release_minor = fields.BigIntField(null=True)
    assessment_started_at = Instant(null=True)
    decided_at = Instant(null=True)
    claimed_amount_minor = fields.BigIntField(default=0)
    certified_amount_minor = fields.BigIntField(null=True)
    retention_policy = fields.TextField()
    tax = fields.TextField(null=True)
    internal_note = fields.TextField(null=True)
    internal_note_version = fields.IntField(default=0)

    SILENT: ClassVar[frozenset[str]] = frozenset({"internal_note", "internal_note_version"})

    class Meta:
        table = "progress_claim"
        unique_together = (("commitment", "number"),)


class ClaimAuthor(Row):
    """Somebody who created, changed or submitted a claim, or for whom it was filed: he never decides it."""

    claim: fields.ForeignKeyRelation[ProgressClaim] = fields.ForeignKeyField(
        "claimgraph.ProgressClaim", related_name=False, on_delete=fields.RESTRICT
    )
    claim_id: UUID
    actor: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    actor_id: UUID

    class Meta:
        table = "claim_author"
        unique_together = (("claim", "actor"),)


class ClaimRevision(Row):
    """A claim as it was submitted: a frozen copy (JSON, integers only) for each submission."""

    claim: fields.ForeignKeyRelation[ProgressClaim] = fields.ForeignKeyField(
        "claimgraph.ProgressClaim", related_name=False, on_delete=fields.RESTRICT
    )
    claim_id: UUID
    number = fields.IntField()
    content = fields.TextField()

    class Meta:
        table = "claim_revision"
        unique_together = (("claim", "number"),)


class ClaimLine(ChangingRow):
    """One line of a claim; `is_closed` once it was accepted when the claim was returned."""

    claim: fields.ForeignKeyRelation[ProgressClaim] = fields.ForeignKeyField(
        "claimgraph.ProgressClaim", related_name=False, on_delete=fields.RESTRICT
    )
    claim_id: UUID
    schedule_line: fields.ForeignKeyRelation[ScheduleLine] = fields.ForeignKeyField(
        "claimgraph.ScheduleLine", related_name=False, on_delete=fields.RESTRICT
    )
    schedule_line_id: UUID
    position = fields.IntField()
    item_number = fields.CharField(max_length=40)
    description = fields.TextField()
    note = fields.TextField(null=True)
    reason = fields.TextField(null=True)
    is_closed = fields.BooleanField(default=False)

    class Meta:
        table = "claim_line"
        unique_together = (("claim", "schedule_line"),)


class ClaimValuation(ChangingRow):
    """The summary of a claim as claimed, as the assessor writes it, or as it was issued; minor units.

    Rates and percentages are parts per million. `taxes` and `adjustments` are JSON lists with integers
    only. The columns after them belong to an assessment alone and are null on what is claimed.
    """

    claim: fields.ForeignKeyRelation[ProgressClaim] = fields.ForeignKeyField(
        "claimgraph.ProgressClaim", related_name=False, on_delete=fields.RESTRICT
    )
    claim_id: UUID
    kind = fields.CharEnumField(ValuationKind, max_length=20)
    original_sum_minor = fields.BigIntField()
    net_variations_minor = fields.BigIntField()
    revised_sum_minor = fields.BigIntField()
    total_to_date_minor = fields.BigIntField()
    retention_on_work_minor = fields.BigIntField()
    retention_on_stored_minor = fields.BigIntField()
    retention_held_minor = fields.BigIntField()
    total_less_retention_minor = fields.BigIntField()
    adjustments_to_date_minor = fields.BigIntField()
    due_to_date_minor = fields.BigIntField()
    previous_certificates_minor = fields.BigIntField()
    amount_this_claim_minor = fields.BigIntField()
    balance_to_finish_minor = fields.BigIntField()
    balance_including_retention_minor = fields.BigIntField()
    percent_complete_ppm = fields.BigIntField(null=True)
    retention_this_claim_minor = fields.BigIntField()
    retention_released_minor = fields.BigIntField()
    tax_minor = fields.BigIntField()
    amount_with_tax_minor = fields.BigIntField()
    taxes = fields.TextField()
    adjustments = fields.TextField()
    note = fields.TextField(null=True)
    override_held_minor = fields.BigIntField(null=True)
    override_reason = fields.TextField(null=True)
    policy_version = fields.IntField()
    is_final = fields.BooleanField(default=False)
    assessed_by: fields.ForeignKeyNullableRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    assessed_by_id: UUID | None
    issued_at = Instant(null=True)

    class Meta:
        table = "claim_valuation"
        unique_together = (("claim", "kind"),)


class LineValuation(Row):
    """The figures of one line as claimed, as the assessor writes them, or as they were issued; minor units.

    `decision` and `reason` belong to an assessment alone and are null on what is claimed. From
    `retention_kept_minor` on stands what the next claim needs; `release_to_date_minor` is the release that
    was asked for on this line, null when none was.
    """

    line: fields.ForeignKeyRelation[ClaimLine] = fields.ForeignKeyField(
        "claimgraph.ClaimLine", related_name=False, on_delete=fields.RESTRICT
    )
    line_id: UUID
    kind = fields.CharEnumField(ValuationKind, max_length=20)
    decision = fields.CharEnumField(LineDecision, max_length=20, null=True)
    reason = fields.TextField(null=True)
    scheduled_value_minor = fields.BigIntField(null=True)
    previous_work_minor = fields.BigIntField()
    work_this_period_minor = fields.BigIntField()
    quantity_this_period_micro = fields.BigIntField(null=True)
    quantity_to_date_micro = fields.BigIntField(null=True)
    stored_materials_minor = fields.BigIntField()
    previous_stored_materials_minor = fields.BigIntField()
    built_in_minor = fields.BigIntField()
    movement_minor = fields.BigIntField()
    total_to_date_minor = fields.BigIntField()
    percent_complete_ppm = fields.BigIntField(null=True)
    balance_to_finish_minor = fields.BigIntField(null=True)
    retention_on_work_minor = fields.BigIntField()
    retention_on_stored_minor = fields.BigIntField()
    retention_released_minor = fields.BigIntField()
    retention_held_minor = fields.BigIntField()
    tax_minor = fields.BigIntField()
    retention_kept_minor = fields.BigIntField()
    retention_kept_on_work_minor = fields.BigIntField()
    retention_released_to_date_minor = fields.BigIntField()
    retention_this_claim_minor = fields.BigIntField()
    tax_to_date_minor = fields.BigIntField()
    value_at_change_minor = fields.BigIntField()
    kept_at_change_minor = fields.BigIntField()
    release_to_date_minor = fields.BigIntField(null=True)

    class Meta:
        table = "line_valuation"
        unique_together = (("line", "kind"),)
