"""Projects: who has which level, who is shown to contacts, and the billing periods."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tortoise import fields

from claimgraph.models.directory import Actor, Company
from claimgraph.models.fields import ChangingRow, Grant, Instant, Row
from claimgraph.rules.vocabulary import (
    AccessLevel,
    BillingPeriodStatus,
    ClaimType,
    LateClaims,
    OverClaimPolicy,
    StoredMaterials,
)


class Project(ChangingRow):
    """A construction project of an account.

    The columns below `internal_version` are for its members alone, and so are their counter and time.
    `default_retention` and `default_tax` hold a policy as `rules.retention` and `rules.tax` write it.
    """

    account: fields.ForeignKeyRelation[Company] = fields.ForeignKeyField(
        "claimgraph.Company", related_name=False, on_delete=fields.RESTRICT
    )
    account_id: UUID
    number = fields.CharField(max_length=40)
    number_key = fields.CharField(max_length=40)
    name = fields.CharField(max_length=200)
    name_key = fields.CharField(max_length=200)
    currency = fields.CharField(max_length=3)
    time_zone = fields.CharField(max_length=60)
    jurisdiction = fields.CharField(max_length=10, null=True)
    is_archived = fields.BooleanField(default=False)

    internal_version = fields.IntField(default=0)
    internal_updated_at = Instant()
    collaborators_may_submit = fields.BooleanField(null=True)
    default_claim_type = fields.CharEnumField(ClaimType, max_length=40, default=ClaimType.WORK_AND_MATERIALS)
    commitments_private = fields.BooleanField(default=True)
    over_claim = fields.CharEnumField(OverClaimPolicy, max_length=20, default=OverClaimPolicy.REFUSED)
    late_claims = fields.CharEnumField(LateClaims, max_length=20, default=LateClaims.REFUSED)
    stored_materials = fields.CharEnumField(StoredMaterials, max_length=20, default=StoredMaterials.SEPARATE)
    default_retention = fields.TextField(null=True)
    default_tax = fields.TextField(null=True)
    hide_balance_from_contacts = fields.BooleanField(default=False)
    default_period_start_day = fields.IntField(null=True)
    default_period_end_day = fields.IntField(null=True)
    default_period_due_day = fields.IntField(null=True)

    INTERNAL: ClassVar[frozenset[str]] = frozenset(
        {
            "collaborators_may_submit",
            "default_claim_type",
            "commitments_private",
            "over_claim",
            "late_claims",
            "stored_materials",
            "default_retention",
            "default_tax",
            "hide_balance_from_contacts",
            "default_period_start_day",
            "default_period_end_day",
            "default_period_due_day",
        }
    )

    class Meta:
        table = "project"
        unique_together = (("account", "number_key"),)


class ShownPerson(Row):
    """A member whom the claim contacts of a project may see."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "claimgraph.Project", related_name=False, on_delete=fields.RESTRICT
    )
    project_id: UUID
    person: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    person_id: UUID
    position = fields.IntField()

    class Meta:
        table = "shown_person"
        unique_together = (("project", "person"),)


class ProjectAccess(Grant):
    """That a person or service account has a level on a project's Commitments tool; no row means none."""

    version = fields.IntField(default=1)
    updated_at = Instant()
    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "claimgraph.Project", related_name=False, on_delete=fields.RESTRICT
    )
    project_id: UUID
    actor: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    actor_id: UUID
    level = fields.CharEnumField(AccessLevel, max_length=20)
    granted_by: fields.ForeignKeyNullableRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    granted_by_id: UUID | None

    class Meta:
        table = "project_access"


class BillingPeriod(ChangingRow):
    """The stretch of work that one round of claims covers; days are included, in the project's time zone."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "claimgraph.Project", related_name=False, on_delete=fields.RESTRICT
    )
    project_id: UUID
    starts_on = fields.DateField()
    ends_on = fields.DateField()
    due_on = fields.DateField()
    status = fields.CharEnumField(BillingPeriodStatus, max_length=20, default=BillingPeriodStatus.OPEN)

    class Meta:
        table = "billing_period"
        unique_together = (("project", "starts_on"),)
