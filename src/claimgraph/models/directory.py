"""Who there is: companies, people and service accounts, employments, and vendors in a directory."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tortoise import fields

from claimgraph.models.fields import ChangingRow, Grant, Instant, Row
from claimgraph.rules.vocabulary import ActorKind, OverClaimPolicy


class Company(ChangingRow):
    """A legal entity: an account (head contractor), or a company that works for accounts.

    The columns below `internal_version` are for its members alone, and so are their counter and time.
    """

    name = fields.CharField(max_length=200)
    name_key = fields.CharField(max_length=200)
    is_account = fields.BooleanField(default=False)
    locale = fields.CharField(max_length=20, null=True)
    jurisdiction = fields.CharField(max_length=10, null=True)

    internal_version = fields.IntField(default=0)
    internal_updated_at = Instant()
    registration_number = fields.CharField(max_length=60, null=True)
    address = fields.CharField(max_length=500, null=True)
    currency = fields.CharField(max_length=3, null=True)
    time_zone = fields.CharField(max_length=60, null=True)
    collaborators_may_submit = fields.BooleanField(default=False)
    over_claim = fields.CharEnumField(OverClaimPolicy, max_length=20, default=OverClaimPolicy.REFUSED)
    token_lifetime_days = fields.IntField(default=365)

    INTERNAL: ClassVar[frozenset[str]] = frozenset(
        {
            "registration_number",
            "address",
            "currency",
            "time_zone",
            "collaborators_may_submit",
            "over_claim",
            "token_lifetime_days",
        }
    )

    class Meta:
        table = "company"


class Actor(ChangingRow):
    """Whoever acts: a person, or the service account of an integration.

    A person has an e-mail address; a service account has the company that it belongs to.
    `stands_for` is set on the record that an account made of somebody known elsewhere, until he accepts.
    """

    kind = fields.CharEnumField(ActorKind, max_length=20)
    name = fields.CharField(max_length=200)
    name_key = fields.CharField(max_length=200)
    email = fields.CharField(max_length=254, null=True)
    email_key = fields.CharField(max_length=254, null=True)
    company: fields.ForeignKeyNullableRelation[Company] = fields.ForeignKeyField(
        "claimgraph.Company", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    company_id: UUID | None
    stands_for: fields.ForeignKeyNullableRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    stands_for_id: UUID | None

    internal_version = fields.IntField(default=0)
    internal_updated_at = Instant()
    job_title = fields.CharField(max_length=200, null=True)
    is_active = fields.BooleanField(default=True)
    last_signed_in_at = Instant(null=True)

    INTERNAL: ClassVar[frozenset[str]] = frozenset({"job_title", "is_active"})
    SILENT: ClassVar[frozenset[str]] = frozenset({"last_signed_in_at"})

    class Meta:
        table = "actor"


class Employment(Grant):
    """That a person works for a company; `starts_on` and `ends_on` are days, included, as they were given.

    Rules read `begins_at` and `ends_at`: the same days as instants in the company's time zone, or the
    instant at which somebody was put out at once.
    """

    version = fields.IntField(default=1)
    updated_at = Instant()
    person: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    person_id: UUID
    company: fields.ForeignKeyRelation[Company] = fields.ForeignKeyField(
        "claimgraph.Company", related_name=False, on_delete=fields.RESTRICT
    )
    company_id: UUID
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    is_administrator = fields.BooleanField(default=False)

    class Meta:
        table = "employment"


class Vendor(ChangingRow):
    """A company as it stands in the directory of an account."""

    account: fields.ForeignKeyRelation[Company] = fields.ForeignKeyField(
        "claimgraph.Company", related_name=False, on_delete=fields.RESTRICT
    )
    account_id: UUID
    company: fields.ForeignKeyRelation[Company] = fields.ForeignKeyField(
        "claimgraph.Company", related_name=False, on_delete=fields.RESTRICT
    )
    company_id: UUID
    name = fields.CharField(max_length=200)
    name_key = fields.CharField(max_length=200)

    internal_version = fields.IntField(default=0)
    internal_updated_at = Instant()
    is_active = fields.BooleanField(default=True)

    INTERNAL: ClassVar[frozenset[str]] = frozenset({"is_active"})

    class Meta:
        table = "vendor"
        unique_together = (("account", "name_key"), ("account", "company"))


class DefaultClaimContact(Row):
    """A person proposed as claim contact on new commitments of a vendor."""

    vendor: fields.ForeignKeyRelation[Vendor] = fields.ForeignKeyField(
        "claimgraph.Vendor", related_name=False, on_delete=fields.RESTRICT
    )
    vendor_id: UUID
    person: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    person_id: UUID
    position = fields.IntField()

    class Meta:
        table = "default_claim_contact"
        unique_together = (("vendor", "person"),)
