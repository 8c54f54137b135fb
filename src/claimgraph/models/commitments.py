"""Commitments: the contract, who sees and claims under it, its schedule of values, its retention policies."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tortoise import fields

from claimgraph.models.directory import Actor, Vendor
from claimgraph.models.fields import ChangingRow, Grant, Instant, Row
from claimgraph.models.projects import Project
from claimgraph.rules.vocabulary import CommitmentKind, CommitmentStatus, LineBasis, RetentionOnChange


class Commitment(ChangingRow):
    """A subcontract or purchase order under which a vendor claims payment.

    The sums are worked out by the rules whenever something changes, and kept, so that lists can filter,
    order and add them up; all in minor units of the project's currency. The columns below
    `internal_version` are for members alone, and so are their counter and time.
    """

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "claimgraph.Project", related_name=False, on_delete=fields.RESTRICT
    )
    project_id: UUID
    vendor: fields.ForeignKeyRelation[Vendor] = fields.ForeignKeyField(
        "claimgraph.Vendor", related_name=False, on_delete=fields.RESTRICT
    )
    vendor_id: UUID
    kind = fields.CharEnumField(CommitmentKind, max_length=20)
    number = fields.CharField(max_length=40)
    number_key = fields.CharField(max_length=40)
    title = fields.CharField(max_length=200)
    title_key = fields.CharField(max_length=200)
    status = fields.CharEnumField(CommitmentStatus, max_length=20, default=CommitmentStatus.DRAFT)
    status_reason = fields.TextField(null=True)
    status_changed_at = Instant()
    is_executed = fields.BooleanField(default=False)
    claims_on = fields.BooleanField(default=True)
    default_basis = fields.CharEnumField(LineBasis, max_length=20)
    contract_date = fields.DateField(null=True)
    starts_on = fields.DateField(null=True)
    estimated_completion_on = fields.DateField(null=True)
    completed_on = fields.DateField(null=True)
    practical_completion_on = fields.DateField(null=True)
    completion_on = fields.DateField(null=True)
    defects_end_on = fields.DateField(null=True)
    description = fields.TextField(null=True)
    inclusions = fields.TextField(null=True)
    exclusions = fields.TextField(null=True)
    tax = fields.TextField(null=True)
    original_sum_minor = fields.BigIntField()
    approved_variations_minor = fields.BigIntField(default=0)
    pending_variations_minor = fields.BigIntField(default=0)
    revised_sum_minor = fields.BigIntField()
    schedule_total_minor = fields.BigIntField(default=0)
    schedule_lines = fields.IntField(default=0)
    certified_to_date_minor = fields.BigIntField(default=0)
    retention_held_minor = fields.BigIntField(default=0)

    internal_version = fields.IntField(default=0)
    internal_updated_at = Instant()
    is_private = fields.BooleanField(default=True)
    internal_note = fields.TextField(null=True)
    internal_note_version = fields.IntField(default=0)

    INTERNAL: ClassVar[frozenset[str]] = frozenset({"is_private"})
    SILENT: ClassVar[frozenset[str]] = frozenset({"internal_note", "internal_note_version"})

    class Meta:
        table = "commitment"
        unique_together = (("project", "number_key"),)


class AccessListEntry(Grant):
    """A member or service account who sees a commitment although it is private."""

    commitment: fields.ForeignKeyRelation[Commitment] = fields.ForeignKeyField(
        "claimgraph.Commitment", related_name=False, on_delete=fields.RESTRICT
    )
    commitment_id: UUID
    actor: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    actor_id: UUID
    position = fields.IntField()

    class Meta:
        table = "access_list_entry"


class Designation(Grant):
    """That a person is designated to claim under a commitment; it counts while he works for its vendor."""

    commitment: fields.ForeignKeyRelation[Commitment] = fields.ForeignKeyField(
        "claimgraph.Commitment", related_name=False, on_delete=fields.RESTRICT
    )
    commitment_id: UUID
    person: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    person_id: UUID
    designated_by: fields.ForeignKeyNullableRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    designated_by_id: UUID | None

    class Meta:
        table = "designation"


class RetentionVersion(Row):
    """A retention policy that holds from one claim on; `policy` as `rules.retention` writes it."""

    commitment: fields.ForeignKeyRelation[Commitment] = fields.ForeignKeyField(
        "claimgraph.Commitment", related_name=False, on_delete=fields.RESTRICT
    )
    commitment_id: UUID
    from_claim_number = fields.IntField()
    policy = fields.TextField()
    on_change = fields.CharEnumField(RetentionOnChange, max_length=20, null=True)

    class Meta:
        table = "retention_version"
        unique_together = (("commitment", "from_claim_number"),)


class ScheduleLine(ChangingRow):
    """One line of a schedule of values.

    Amounts in minor units, quantities and unit prices in millionths, rates in parts per million;
    `scheduled_value_minor` is null on an open line, which has no limit. The certified sums are those of
    the last approved claim. `budget_code` is the contractor's own and has a counter of its own.
    """

    commitment: fields.ForeignKeyRelation[Commitment] = fields.ForeignKeyField(
        "claimgraph.Commitment", related_name=False, on_delete=fields.RESTRICT
    )
    commitment_id: UUID
    position = fields.IntField()
    item_number = fields.CharField(max_length=40)
    item_number_key = fields.CharField(max_length=40)
    description = fields.TextField()
    cost_code = fields.CharField(max_length=60, null=True)
    basis = fields.CharEnumField(LineBasis, max_length=20)
    quantity_micro = fields.BigIntField(null=True)
    unit = fields.CharField(max_length=20, null=True)
    unit_price_micro = fields.BigIntField(null=True)
    scheduled_value_minor = fields.BigIntField(null=True)
    retention_rate_on_work_ppm = fields.IntField(null=True)
    retention_rate_on_stored_ppm = fields.IntField(null=True)
    tax_rate_ppm = fields.IntField(null=True)
    certified_to_date_minor = fields.BigIntField(default=0)

    internal_version = fields.IntField(default=0)
    internal_updated_at = Instant()
    budget_code = fields.CharField(max_length=60, null=True)

    INTERNAL: ClassVar[frozenset[str]] = frozenset({"budget_code"})

    class Meta:
        table = "schedule_line"
        unique_together = (("commitment", "item_number_key"),)
