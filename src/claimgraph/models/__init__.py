"""What is kept: the tables, a file for each aggregate."""

from claimgraph.models.access import AccessToken, Credential, PasswordLink, Session, SignInBrake
from claimgraph.models.claims import (
    ClaimAuthor,
    ClaimLine,
    ClaimRevision,
    ClaimValuation,
    LineValuation,
    ProgressClaim,
)
from claimgraph.models.commitments import (
    AccessListEntry,
    Commitment,
    Designation,
    RetentionVersion,
    ScheduleLine,
)
from claimgraph.models.directory import Actor, Company, DefaultClaimContact, Employment, Vendor
from claimgraph.models.fields import FOREVER, ChangingRow, Grant, Row, folded, folded_part
from claimgraph.models.projects import BillingPeriod, Project, ProjectAccess, ShownPerson
from claimgraph.models.records import AuditEvent, IdempotencyRecord, OutboxMessage, Upload

__all__ = [
    "FOREVER",
    "AccessListEntry",
    "AccessToken",
    "Actor",
    "AuditEvent",
    "BillingPeriod",
    "ChangingRow",
    "ClaimAuthor",
    "ClaimLine",
    "ClaimRevision",
    "ClaimValuation",
    "Commitment",
    "Company",
    "Credential",
    "DefaultClaimContact",
    "Designation",
    "Employment",
    "Grant",
    "IdempotencyRecord",
    "LineValuation",
    "OutboxMessage",
    "PasswordLink",
    "ProgressClaim",
    "Project",
    "ProjectAccess",
    "RetentionVersion",
    "Row",
    "ScheduleLine",
    "Session",
    "ShownPerson",
    "SignInBrake",
    "Upload",
    "Vendor",
    "folded",
    "folded_part",
]
