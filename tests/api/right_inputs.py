"""For every mutation an input that nothing stands against, at a site on which each has something to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from claimgraph import models
from claimgraph.storage.database import Database
from tests.api.inputs import mutations, usual
from tests.api.questions import do
from tests.api.scaled import Scaled, scaled, viewer_of
from tests.api.site import rows
from tests.world import id_of

BY_CONTACT = {"updateClaim", "moveClaim", "submitClaim", "withdrawClaim", "deleteClaim"}

NAMED: dict[str, dict[str, str]] = {
    "createPerson": {"companyId": "account", "email": "!mei@x.example"},
    "updatePerson": {"personId": "employee of its vendor"},
    "updateEmployment": {"employmentId": "employment"},
    "endEmployment": {"employmentId": "employment"},
    "createServiceAccount": {"companyId": "account"},
    "updateServiceAccount": {"serviceAccountId": "service account"},
    "createAccessToken": {"serviceAccountId": "service account"},
    "revokeAccessToken": {"accessTokenId": "token"},
    "updateCompany": {"companyId": "account"},
    "createVendor": {"accountId": "account"},
    "updateVendor": {"vendorId": "vendor"},
    "createProject": {"accountId": "account"},
    "updateProject": {"projectId": "project"},
    "grantProjectAccess": {"projectId": "project", "actorId": "colleague without a level"},
    "revokeProjectAccess": {"projectAccessId": "level to take away"},
    "openBillingPeriod": {
        "projectId": "project",
        "startsOn": "next month: first day",
        "endsOn": "next month: last day",
        "dueOn": "next month: due day",
    },
    "updateBillingPeriod": {"periodId": "other project: open period"},
    "deleteBillingPeriod": {"periodId": "empty period"},
    "closeBillingPeriod": {"periodId": "other project: open period"},
    "createCommitment": {"projectId": "project", "vendorId": "vendor"},
    "updateCommitment": {"commitmentId": "draft commitment"},
    "approveCommitment": {"commitmentId": "commitment out for signature"},
    "voidCommitment": {"commitmentId": "draft commitment"},
    "deleteCommitment": {"commitmentId": "draft commitment"},
    "sendCommitmentForSignature": {"commitmentId": "draft commitment"},
    "reopenCommitment": {"commitmentId": "commitment without claims"},
    "completeCommitment": {"commitmentId": "commitment without claims"},
    "terminateCommitment": {"commitmentId": "commitment without claims"},
    "setInternalNote": {"subjectId": "draft commitment"},
    "designateClaimContact": {"commitmentId": "draft commitment", "personId": "employee of its vendor"},
    "removeClaimContact": {"claimContactId": "commitment with retention: contact Sofia Lindqvist"},
    "replaceScheduleOfValues": {"commitmentId": "draft commitment"},
    "importScheduleOfValues": {"commitmentId": "draft commitment"},
    "createClaim": {"commitmentId": "commitment with retention", "periodId": "project: open period"},
    "updateClaim": {"claimId": "draft claim"},
    "moveClaim": {"claimId": "stuck draft"},
    "submitClaim": {"claimId": "filled draft"},
    "withdrawClaim": {"claimId": "claim to withdraw"},
    "voidClaim": {"claimId": "claim to void"},
    "deleteClaim": {"claimId": "draft to drop"},
    "startAssessment": {"claimId": "claim just submitted"},
    "assessClaim": {"claimId": "claim to assess"},
    "approveClaim": {"claimId": "assessed claim"},
    "returnClaim": {"claimId": "claim to return"},
    "createUpload": {"mediaType": "!text/csv", "sha256": f"!{'9f' * 32}"},
}
"""What each mutation is asked with, by the names of the site's things; a text that begins with "!" is
itself.
"""

CSV = "Item No.,Description,Amount\n1,Steel,10.00\n"
FIELDS = {"createCommitment": {"fields": {"title": "Steel", "originalSum": "10.00"}}}
LINES = {
    "replaceScheduleOfValues": {"lines": [{"itemNumber": "1", "description": "x", "scheduledValue": "1.00"}]},
    "importScheduleOfValues": {"source": {"csv": CSV}},
}


REDUCED = {"decision": "REDUCED", "reason": "x", "work": {"amountThisPeriod": "50.00"}}
CLAIM_LINES = {
    "createClaim": ("scheduleLineId", "commitment with retention: line 1"),
    "updateClaim": ("lineId", "draft claim: line 1"),
    "assessClaim": ("lineId", "claim to assess: line 1"),
}
"""The line that an input speaks of."""


async def large(database: Database, folder: Path) -> Scaled:
    """The site, with the ids of what else is named."""
    found = await scaled(database, 1, folder)
    world, site = found.site.world, found.site
    (employment,) = await rows(world, models.Employment, person_id=site.reader.key)
    token = (await rows(world, models.AccessToken, owner_id=site.administrator.key))[0]
    (period,) = await rows(world, models.BillingPeriod, starts_on=date(2025, 1, 1))
    found.names |= {
        "employment": id_of("Employment", employment),
        "token": id_of("AccessToken", token),
        "empty period": id_of("BillingPeriod", period),
    }
    return found


def right(it: Scaled, mutation: str) -> dict[str, Any]:
    """An input that nothing stands against."""
    given = usual(mutations()[mutation]) | FIELDS.get(mutation, {}) | LINES.get(mutation, {})
    for name, told in NAMED[mutation].items():
        given[name] = told[1:] if told.startswith("!") else it.names[told]
    if mutation in CLAIM_LINES:
        name, line = CLAIM_LINES[mutation]
        given["lines"] = [{name: it.names[line], **(REDUCED if mutation == "assessClaim" else {})}]
    return {**given, "dryRun": True}


async def ask(it: Scaled, mutation: str, given: Any) -> dict[str, Any]:
    """What a mutation answers."""
    viewer = viewer_of(it, "contact" if mutation in BY_CONTACT else "administrator")
    return await do(it.site.world, viewer, mutation, "__typename", **given)
