"""What a standing opens, by hand from the rules of the domain: fields, lists and edges, mutations.

Nothing here is read from the code that is proved. A field, list or mutation that is not named makes a test
fail, so whoever adds one says here who may.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.proof.people import CLAIMS, WHO, commitment_of

MEMBERS = "A S R"
BALANCE = "A S R, C unless the project hides it"

FIELDS = {
    # People: a contact sees name and address of others; access levels are the administrators'.
    "Person.jobTitle": "A S R SELF",
    "Person.isActive": "A S R SELF",
    "Person.employments": "A S R SELF",
    "Person.lastSignedInAt": "A SELF",
    "Person.designations": "A SELF",
    "Person.projectAccess": "A SELF",
    "ServiceAccount.isActive": "A SELF",
    "ServiceAccount.projectAccess": "A SELF",
    "ServiceAccount.accessTokens": "A SELF",
    # Companies: of the account a contact knows name, locale and jurisdiction, of his vendor all.
    "Company.registrationNumber": "A S R SELF",
    "Company.address": "A S R SELF",
    "Company.currency": "A S R SELF",
    "Company.timeZone": "A S R SELF",
    "Company.settings": "A",
    "Company.serviceAccounts": "A",
    "Vendor.isActive": MEMBERS,
    "Vendor.defaultClaimContacts": MEMBERS,
    # Projects: no settings, sums and counts for contacts; access levels and readiness for administrators.
    "Project.settings": MEMBERS,
    "Project.collaboratorsMaySubmit": MEMBERS,
    "Project.totals": MEMBERS,
    "Project.access": "A",
    "Project.submissionReadiness": "A",
    "ProjectAccess.grantedBy": "A",
    "BillingPeriod.counts": MEMBERS,
    # Commitments: the contractor's own, and who has access.
    "Commitment.isPrivate": MEMBERS,
    "Commitment.accessList": MEMBERS,
    "Commitment.internalNote": MEMBERS,
    "Commitment.internalNoteVersion": MEMBERS,
    "Commitment.access": "A",
    "Commitment.submissionReadiness": "A",
    "ClaimContact.designatedBy": MEMBERS,
    "ScheduleLine.budgetCode": MEMBERS,
    # Balance to finish: by the project's setting.
    "CommitmentTotals.balanceToFinish": BALANCE,
    "CommitmentTotals.balanceIncludingRetention": BALANCE,
    "ScheduleLine.balanceToFinish": BALANCE,
    "LineValuation.balanceToFinish": BALANCE,
    "ClaimSummary.balanceToFinish": BALANCE,
    "ClaimSummary.balanceIncludingRetention": BALANCE,
    # Claims: the draft assessment is the assessors' alone, reviewers are the contractor's.
    "ProgressClaim.internalNote": MEMBERS,
    "ProgressClaim.internalNoteVersion": MEMBERS,
    "ProgressClaim.draftAssessment": "A",
    "ProgressClaimLine.draftAssessment": "A",
    "Assessment.version": "A",
    "Assessment.assessedBy": MEMBERS,
}
"""Fields that not everybody sees who sees the row. All others are open."""


def opens(rule: str, held: frozenset[str], *, is_hidden: bool) -> bool:
    """Whether somebody with these standings sees a field; `is_hidden` is the setting of the row's project."""
    always, _, sometimes = rule.partition(",")
    return bool(held & set(always.split())) or (bool(sometimes) and "C" in held and not is_hidden)


# Where edges and lists lead, whoever asks

COMMITMENTS = {"library": "SC1 SC2 SC3", "tower": "SC4 SC5", "bridge": "SC6"}
PERIODS = {"library": "L-11 L-10 L-09", "tower": "T-11 T-10", "bridge": "B-10"}
PROJECTS = {number: project for project, numbers in COMMITMENTS.items() for number in numbers.split()}
PERIOD_PROJECTS = {name: project for project, names in PERIODS.items() for name in names.split()}
PERIOD_CLAIMS = {"L-10": "CL1", "L-11": "CL2 CL3 CL4", "T-11": "CL5", "B-10": "CL6"}
CLAIM_PERIODS = {claim: period for period, claims in PERIOD_CLAIMS.items() for claim in claims.split()}
VENDORS = {"steel_north": "SC1 SC2 SC5", "glass_north": "SC3 SC4", "steel_south": "SC6"}
COMMITMENT_VENDORS = {number: vendor for vendor, numbers in VENDORS.items() for number in numbers.split()}
STAFF = {
    "north": "reader standard administrator other_administrator owner",
    "south": "foreign_owner",
    "steel": "contact third_contact employee both",
    "glass": "other_contact",
}
"""Who works for whom now; the leaver does no more."""

DESIGNATED = {
    "contact": "contact@SC1 contact@SC2",
    "other_contact": "other_contact@SC3 other_contact@SC4",
    "third_contact": "third_contact@SC6",
    "both": "both@SC1 both@SC2",
    "leaver": "leaver@SC1",
}
LEVELS = {
    "reader": "reader@library",
    "standard": "standard@library standard@tower",
    "administrator": "administrator@library",
    "other_administrator": "other_administrator@tower",
    "both": "both@library",
    "integration": "integration@tower",
}
CREATORS = {
    "CL1": "contact",
    "CL2": "standard",
    "CL3": "contact",
    "CL4": "other_contact",
    "CL5": "other_administrator",
    "CL6": "third_contact",
}


def _claims_of(numbers: str) -> str:
    return " ".join(claim for claim, number in CLAIMS.items() if number in numbers.split())


def _at(name: str) -> str:
    return name.partition("@")[2]


def _who(name: str) -> str:
    return name.partition("@")[0]


def _company(name: str) -> str:
    """Where somebody works, or worked."""
    return next((company for company, staff in STAFF.items() if _who(name) in staff.split()), "steel")


def _of(table: Mapping[str, str]) -> Callable[[str], str]:
    return lambda name: table.get(name, "")


EDGES: dict[str, Callable[[str], str]] = {
    "Person.employments": lambda who: f"{who}@work" if who not in ("nobody", "leaver") else "",
    "Person.designations": _of(DESIGNATED),
    "Person.projectAccess": _of(LEVELS),
    "ServiceAccount.company": lambda _: "north",
    "ServiceAccount.projectAccess": _of(LEVELS),
    "ServiceAccount.accessTokens": lambda who: f"{who}@token",
    "Employment.person": _who,
    "Employment.company": _company,
    "AccessToken.owner": _who,
    "Company.people": _of(STAFF),
    "Company.vendors": _of({"north": "steel_north glass_north", "south": "steel_south"}),
    "Company.serviceAccounts": _of({"north": "integration"}),
    "Vendor.company": lambda name: name.partition("_")[0],
    "Vendor.account": lambda name: name.partition("_")[2],
    "Vendor.people": lambda name: STAFF[name.partition("_")[0]],
    "Vendor.defaultClaimContacts": _of({"steel_north": "contact"}),
    "Vendor.commitments": _of(VENDORS),
    "Project.account": lambda name: "south" if name == "bridge" else "north",
    "Project.access": lambda name: " ".join(
        level for levels in LEVELS.values() for level in levels.split() if _at(level) == name
    ),
    "Project.shownPeople": _of({"library": "administrator"}),
    "Project.openPeriod": _of({"library": "L-11", "tower": "T-11"}),
    "Project.billingPeriods": _of(PERIODS),
    "Project.commitments": _of(COMMITMENTS),
    "Project.claims": lambda name: _claims_of(COMMITMENTS[name]),
    "Project.submissionReadiness.commitments": _of(COMMITMENTS),
    "ProjectAccess.project": _at,
    "ProjectAccess.actor": _who,
    "ProjectAccess.grantedBy": lambda _: "owner",
    "BillingPeriod.project": lambda name: PERIOD_PROJECTS[name],
    "BillingPeriod.commitments": lambda name: COMMITMENTS[PERIOD_PROJECTS[name]],
    "BillingPeriod.claims": _of(PERIOD_CLAIMS),
    "Commitment.project": lambda name: PROJECTS[name],
    "Commitment.vendor": lambda name: COMMITMENT_VENDORS[name],
    "Commitment.accessList": _of({"SC2": "reader leaver", "SC5": "integration"}),
    "Commitment.claimContacts": lambda name: " ".join(
        one for all_of_his in DESIGNATED.values() for one in all_of_his.split() if _at(one) == name
    ),
    "Commitment.schedule.lines": lambda name: f"{name}.1 {name}.2",
    "Commitment.billing.period": lambda name: {"library": "L-11", "tower": "T-11"}.get(PROJECTS[name], ""),
    "Commitment.billing.claim": _of({"SC1": "CL2", "SC2": "CL3", "SC3": "CL4", "SC4": "CL5"}),
    "Commitment.claims": _claims_of,
    "Commitment.openClaim": _of({"SC1": "CL2", "SC2": "CL3", "SC3": "CL4", "SC4": "CL5"}),
    "Commitment.latestClaim": _of({"SC1": "CL2", "SC2": "CL3", "SC3": "CL4", "SC4": "CL5"}),
    "Commitment.retentionLedger.claim": _of({"SC1": "CL1"}),
    "ClaimContact.person": _who,
    "ClaimContact.commitment": _at,
    "ClaimContact.designatedBy": lambda _: "owner",
    "ScheduleLine.commitment": commitment_of,
    "ProgressClaim.commitment": commitment_of,
    "ProgressClaim.period": lambda name: CLAIM_PERIODS[name],
    "ProgressClaim.createdBy.actor": _of(CREATORS),
    "ProgressClaim.onBehalfOf.actor": _of({"CL2": "contact"}),
    "ProgressClaim.submittedBy.actor": _of({"CL1": "contact", "CL2": "standard", "CL4": "other_contact"}),
    "ProgressClaim.statusChangedBy.actor": _of(
        {
            "CL1": "administrator",
            "CL2": "standard",
            "CL3": "contact",
            "CL4": "administrator",
            "CL5": "other_administrator",
            "CL6": "foreign_owner",
        }
    ),
    "ProgressClaim.lines": lambda name: f"{name}.1 {name}.2",
    "ProgressClaim.draftAssessment.assessedBy": _of({"CL2": "administrator"}),
    "ProgressClaim.assessment.assessedBy": _of({"CL1": "administrator", "CL4": "administrator"}),
    "ProgressClaim.previousClaim": _of({"CL2": "CL1"}),
    "ProgressClaimLine.claim": lambda name: name.partition(".")[0],
    "ProgressClaimLine.scheduleLine": lambda name: f"{commitment_of(name)}.{name.partition('.')[2]}",
}
"""The rows behind each edge and list, in any order; who asks sees those of them that exist for him."""

REVIEWED = {("ProgressClaim.statusChangedBy.actor", claim) for claim in ("CL1", "CL4", "CL6")}
"""Edges to whoever decided a claim: its contacts know the side alone, even where they know the person."""

WORKED_OUT = {
    "Commitment.access.actor",
    "Commitment.submissionReadiness.checks.canBeMendedBy",
    "Commitment.submissionReadiness.checks.subjects",
    "Project.submissionReadiness.checks.canBeMendedBy",
    "Project.submissionReadiness.checks.subjects",
}
"""Edges whose rows a rule works out: none may lead to a row that does not exist for whoever asks."""


BY_NAME_ALONE = {
    "contact": "south other_contact",
    "third_contact": "north",
    "employee": "north south",
    "reader": "other_contact",
    "foreign_owner": "leaver",
    "both": "south other_contact",
    "leaver": "steel library",
}
"""What somebody knows by id and name alone, for a row that he sees always has an edge there."""

TO_DO = {
    "contact": "CL3",
    "both": "CL3",
    "other_contact": "CL4 CL5",
    "administrator": "CL2",
    "owner": "CL2",
    "other_administrator": "CL5",
}
"""Claims that wait for somebody: drafts and returned ones of his, and those that he may assess now."""


# To whom mutations are open

A, A_S_C, A_C, A_SELF = "A", "A S C", "A C", "A SELF"
REASON = {"reason": "Agreed on site"}
DATES = {"startsOn": "2027-01-01", "endsOn": "2027-01-31", "dueOn": "2027-01-25"}
LINE = {"itemNumber": "9", "description": "More", "scheduledValue": "30000.00"}
EXPIRES = {"name": "Script", "expiresAt": "2026-12-01T00:00:00Z"}

MUTATIONS: dict[tuple[str, str], tuple[str, str, dict[str, Any]]] = {
    ("createPerson", "Company"): (A, "companyId", {"email": "new@example.com", "name": "New"}),
    ("updatePerson", "Person"): (A_SELF, "personId", {"jobTitle": "Foreman"}),
    ("updateEmployment", "Employment"): (A, "employmentId", {"isAdministrator": False}),
    ("endEmployment", "Employment"): (A, "employmentId", {}),
    ("createServiceAccount", "Company"): (A, "companyId", {"name": "Sync"}),
    ("updateServiceAccount", "ServiceAccount"): (A, "serviceAccountId", {"name": "Sync"}),
    ("createAccessToken", "ServiceAccount"): (A_SELF, "serviceAccountId", EXPIRES),
    ("revokeAccessToken", "AccessToken"): (A_SELF, "accessTokenId", {}),
    ("updateCompany", "Company"): (A, "companyId", {"locale": "en-NZ"}),
    ("createVendor", "Company"): (A, "accountId", {"name": "Tiles"}),
    ("updateVendor", "Vendor"): (A, "vendorId", {"name": "Other"}),
    ("createProject", "Company"): (A, "accountId", {"number": "P-9", "name": "Garage"}),
    ("updateProject", "Project"): (A, "projectId", {"name": "Other"}),
    ("grantProjectAccess", "Project"): (A, "projectId", {"level": "READ_ONLY", "actorId": "Person:reader"}),
    ("revokeProjectAccess", "ProjectAccess"): (A, "projectAccessId", {}),
    ("openBillingPeriod", "Project"): (A, "projectId", DATES),
    ("updateBillingPeriod", "BillingPeriod"): (A, "periodId", {"dueOn": "2026-11-28"}),
    ("deleteBillingPeriod", "BillingPeriod"): (A, "periodId", {}),
    ("closeBillingPeriod", "BillingPeriod"): (A, "periodId", {}),
    ("createCommitment", "Project"): (
        A,
        "projectId",
        {"kind": "SUBCONTRACT", "vendorId": "Vendor:steel_north", "fields": {"title": "Doors"}},
    ),
    ("updateCommitment", "Commitment"): (A, "commitmentId", {"fields": {"title": "Other"}}),
    ("approveCommitment", "Commitment"): (A, "commitmentId", {}),
    ("voidCommitment", "Commitment"): (A, "commitmentId", REASON),
    ("deleteCommitment", "Commitment"): (A, "commitmentId", {}),
    ("sendCommitmentForSignature", "Commitment"): (A, "commitmentId", {}),
    ("reopenCommitment", "Commitment"): (A, "commitmentId", {}),
    ("completeCommitment", "Commitment"): (A, "commitmentId", {"completedOn": "2026-11-09"}),
    ("terminateCommitment", "Commitment"): (A, "commitmentId", REASON),
    ("setInternalNote", "Commitment"): (A, "subjectId", {"note": "Hm"}),
    ("setInternalNote", "ProgressClaim"): (A, "subjectId", {"note": "Hm"}),
    ("designateClaimContact", "Commitment"): (A, "commitmentId", {"personId": "Person:employee"}),
    ("removeClaimContact", "ClaimContact"): (A, "claimContactId", {}),
    ("replaceScheduleOfValues", "Commitment"): (A, "commitmentId", {"lines": [LINE]}),
    ("importScheduleOfValues", "Commitment"): (A, "commitmentId", {"source": {"csv": "Item,Value"}}),
    ("createClaim", "Commitment"): (A_S_C, "commitmentId", {}),
    ("updateClaim", "ProgressClaim"): (A_S_C, "claimId", {"fields": {"note": "Please"}}),
    ("moveClaim", "ProgressClaim"): (A_S_C, "claimId", {}),
    ("submitClaim", "ProgressClaim"): (A_S_C, "claimId", {}),
    ("withdrawClaim", "ProgressClaim"): (A_C, "claimId", {}),
    ("voidClaim", "ProgressClaim"): (A, "claimId", REASON),
    ("deleteClaim", "ProgressClaim"): (A_S_C, "claimId", {}),
    ("startAssessment", "ProgressClaim"): (A, "claimId", {}),
    ("assessClaim", "ProgressClaim"): (A, "claimId", {"acceptOtherLines": True, "lines": []}),
    ("approveClaim", "ProgressClaim"): (A, "claimId", {}),
    ("returnClaim", "ProgressClaim"): (A, "claimId", {}),
}
"""By mutation and type: the standings, any of which lets somebody in; where the object is named; the rest."""

ON_HIMSELF: dict[str, tuple[frozenset[str], dict[str, Any]]] = {
    "createAccessToken": (frozenset(WHO), EXPIRES),
    "createUpload": (
        frozenset(WHO) - {"nobody", "employee", "reader", "leaver"},
        {"fileName": "lines.csv", "mediaType": "text/csv", "size": 10, "sha256": "0" * 64},
    ),
}
"""Mutations that name no object: who may, and the input. Files come from whoever administers, prepares claims
or claims.
"""


def may_delete(who: str, held: frozenset[str], claim: str) -> bool:
    """An administrator any claim, a Standard member his own, a contact what a contact created."""
    creator = CREATORS[claim]
    return "A" in held or ("S" in held and creator == who) or ("C" in held and creator in DESIGNATED)
