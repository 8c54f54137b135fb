"""What each side sees of a claim, and that hidden work moves nothing which somebody sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.storage.database import Database
from tests.api.claims import Job, job_of, person_with, reduced
from tests.api.site import rows
from tests.world import NOON

HIDDEN = """
internalNote internalNoteVersion draftAssessment { version }
lines { draftAssessment { decision } }
"""
DECISION = """
status certifiedAmount isAssessmentStarted
assessment { difference note issuedAt retentionOverride { held reason } summary { amountThisClaim retentionHeld } }
lines { assessment { decision reason difference valuation { workThisPeriod } } }
"""
SEEN = f"id version updatedAt {DECISION} claimedAmount claimed {{ amountThisClaim }} viewerStandings"


async def asked(job: Job, who: str, claim: Any, shown: str) -> tuple[Any, list[tuple[str, str]]]:
    """What somebody is answered about a claim, and the errors with their paths."""
    query = f"query Q($id: ID!) {{ claim(id: $id) {{ {shown} }} }}"
    told = await job.world.ask(job.who(who), query, {"id": claim["id"]})
    errors = [
        (one["extensions"]["code"], ".".join(map(str, one["path"][1:]))) for one in told.get("errors", [])
    ]
    return told["data"]["claim"], sorted(errors)


async def written(database: Database) -> tuple[Job, Any]:
    """A claim under review whose assessment is written and noted upon, and not issued yet."""
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    await job.assessed(
        claim,
        {1: reduced("3000.00")},
        note="Two pours are missing",
        adjustments=[{"kind": "BACK_CHARGE", "amount": "-40.00", "reason": "Skip hire"}],
        retentionOverride={"value": {"held": "100.00"}, "reason": "Agreed"},
        who="manager",
    )
    await note(job, claim, "Ask for dockets")
    return job, claim


async def note(job: Job, claim: Any, text: str) -> None:
    """Sets the contractor's own note."""
    given = {"subjectId": claim["id"], "note": text}
    await job.done("setInternalNote", "administrator", "subject { id }", **given)


async def test_of_a_draft_assessment_a_contact_sees_only_that_it_was_started(database: Database) -> None:
    job, claim = await written(database)
    seen, errors = await asked(job, "contact", claim, SEEN)
    assert errors == []
    assert (seen["status"], seen["isAssessmentStarted"]) == ("UNDER_REVIEW", True)
    assert (seen["certifiedAmount"], seen["assessment"]) == (None, None)
    assert [line["assessment"] for line in seen["lines"]] == [None, None]
    assert seen["claimed"] == {"amountThisClaim": "8550.00"}
    hidden, errors = await asked(job, "contact", claim, HIDDEN)
    assert hidden == {
        "internalNote": None,
        "internalNoteVersion": None,
        "draftAssessment": None,
        "lines": [{"draftAssessment": None}] * 2,
    }
    assert errors == [
        ("FORBIDDEN", "draftAssessment"),
        ("FORBIDDEN", "internalNote"),
        ("FORBIDDEN", "internalNoteVersion"),
        ("FORBIDDEN", "lines.0.draftAssessment"),
        ("FORBIDDEN", "lines.1.draftAssessment"),
    ]


@pytest.mark.parametrize("who", ["standard", "reader"])
async def test_of_a_draft_assessment_members_see_as_little_and_their_notes(
    database: Database, who: str
) -> None:
    job, claim = await written(database)
    hidden, errors = await asked(job, who, claim, HIDDEN)
    assert (hidden["internalNote"], hidden["internalNoteVersion"]) == ("Ask for dockets", 1)
    assert {path for _, path in errors} == {
        "draftAssessment",
        "lines.0.draftAssessment",
        "lines.1.draftAssessment",
    }


async def test_administrators_see_it_all(database: Database) -> None:
    job, claim = await written(database)
    hidden, errors = await asked(job, "manager", claim, HIDDEN)
    assert errors == []
    assert hidden["draftAssessment"] == {"version": 1}


async def test_from_the_decision_on_a_contact_sees_what_was_decided(database: Database) -> None:
    job, claim = await written(database)
    await job.done("approveClaim", "administrator", claimId=claim["id"])
    seen, errors = await asked(job, "contact", claim, SEEN)
    assert errors == []
    assert (seen["status"], seen["certifiedAmount"]) == ("APPROVED_AS_NOTED", "7860.00")
    assert seen["assessment"] == {
        "difference": "-690.00",
        "note": "Two pours are missing",
        "issuedAt": "2026-11-10T12:00:00Z",
        "retentionOverride": {"held": "100.00", "reason": "Agreed"},
        "summary": {"amountThisClaim": "7860.00", "retentionHeld": "100.00"},
    }
    assert seen["lines"][0]["assessment"]["reason"] == "Measured on site"
    who, errors = await asked(job, "contact", claim, "assessment { assessedBy { name } version }")
    assert who == {"assessment": {"assessedBy": None, "version": None}}
    assert [code for code, _ in errors] == ["FORBIDDEN", "FORBIDDEN"]
    reader, errors = await asked(job, "reader", claim, "assessment { assessedBy { name } version }")
    assert reader["assessment"] == {"assessedBy": {"name": "Max Manager"}, "version": None}
    assert errors == [("FORBIDDEN", "assessment.version")]


async def test_a_second_round_shows_the_first_decision_until_the_next(database: Database) -> None:
    job = await job_of(database)
    claim = await job.returned(await job.submitted("4000.00"), 1, note="Add the docket")
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.assessed(claim, {1: reduced("1.00")}, note="Round two")
    seen, _ = await asked(job, "contact", claim, DECISION)
    assert seen["assessment"]["note"] == "Add the docket"
    assert seen["lines"][0]["assessment"]["decision"] == "REJECTED"


@pytest.mark.parametrize("decided", ["approveClaim", "returnClaim", "voidClaim", "withdrawClaim"])
async def test_of_reviewers_a_contact_knows_the_side_alone(database: Database, decided: str) -> None:
    job = await job_of(database)
    # Also one who is shown to contacts as somebody to turn to is no name among the reviewers.
    await job.world.row(
        models.ShownPerson, project=job.site.project, person_id=job.who("manager").key, position=1
    )
    claim = await job.submitted("100.00")
    if decided == "returnClaim":
        await job.assessed(claim, {1: {"decision": "REJECTED", "reason": "No docket"}})
    else:
        await job.assessed(claim)
    reason = {"reason": "Filed by mistake"} if decided in ("voidClaim", "withdrawClaim") else {}
    await job.done(decided, "manager", claimId=claim["id"], **reason)
    shown = "statusChangedBy { name side actor { id } } createdBy { name side actor { name } }"
    seen, errors = await asked(job, "contact", claim, shown)
    assert errors == []
    assert seen == {
        "statusChangedBy": {"name": None, "side": "CONTRACTOR", "actor": None},
        "createdBy": {"name": "Carl Contact", "side": "VENDOR", "actor": {"name": "Carl Contact"}},
    }
    seen, _ = await asked(job, "standard", claim, shown)
    assert seen["statusChangedBy"] == {
        "name": "Max Manager",
        "side": "CONTRACTOR",
        "actor": {"id": job.who("manager").id},
    }


async def test_who_files_for_a_contact_is_told_by_name(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00", who="standard", onBehalfOfId=job.who("contact").id)
    shown = "createdBy { name actor { id } } submittedBy { name } statusChangedBy { name } onBehalfOf { name }"
    seen, errors = await asked(job, "contact", claim, shown)
    assert errors == []
    assert seen == {
        "createdBy": {"name": "Stan Standard", "actor": None},
        "submittedBy": {"name": "Stan Standard"},
        "statusChangedBy": {"name": "Stan Standard"},
        "onBehalfOf": {"name": "Carl Contact"},
    }


async def test_somebody_who_is_more_than_a_contact_sees_more(database: Database) -> None:
    job, claim = await written(database)
    await person_with(job, "both", level=AccessLevel.READ_ONLY, contact=True)
    seen, errors = await asked(job, "both", claim, "internalNote viewerStandings draftAssessment { version }")
    assert seen["internalNote"] == "Ask for dockets"
    assert seen["viewerStandings"] == ["READER", "CONTACT"]
    assert errors == [("FORBIDDEN", "draftAssessment")]


async def test_the_balance_is_kept_from_contacts_where_the_project_says_so(database: Database) -> None:
    job = await job_of(database)
    claim = await job.approved("4000.00")
    await job.set_project(hide_balance_from_contacts=True)
    shown = """
    claimed { balanceToFinish balanceIncludingRetention totalToDate }
    assessment { summary { balanceToFinish } }
    lines { claimed { balanceToFinish scheduledValue } assessment { valuation { balanceToFinish } } }
    """
    seen, errors = await asked(job, "contact", claim, shown)
    assert {code for code, _ in errors} == {"FORBIDDEN"}
    assert len(errors) == 7
    assert seen["claimed"] == {
        "balanceToFinish": None,
        "balanceIncludingRetention": None,
        "totalToDate": "4000.00",
    }
    seen, errors = await asked(job, "reader", claim, shown)
    assert errors == []
    assert seen["claimed"]["balanceToFinish"] == "26000.00"


# Hidden work moves nothing


LISTS = """
query Q($after: DateTime!) {
  claims(orderBy: {field: UPDATED_AT, direction: DESC}) { nodes { id version updatedAt } }
  since: claims(filter: {updatedAt: {gte: $after}}) { totalCount }
  commitments { nodes { id version updatedAt totals { certifiedToDate } } }
  viewer { claimsToDo { nodes { id } } }
}
"""


async def seen_by_contact(job: Job) -> Any:
    """All that a contact can see move: versions, times, orders, counts."""
    return await job.world.data(job.who("contact"), LISTS, after=(NOON + timedelta(minutes=1)).isoformat())


async def test_nothing_that_a_contact_sees_moves_with_hidden_work(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    other = await job.world.commitment(job.site.project, job.site.vendor, "SC-007")
    await job.world.designate(other, job.who("contact"))
    await job.done("startAssessment", "administrator", claimId=claim["id"])
    later = Job(job.site, other, job.period, {})
    draft = await later.draft("1.00")
    before = await seen_by_contact(job)
    job.world.now = NOON + timedelta(hours=1)
    await job.assessed(claim, {1: reduced("3000.00")})
    job.world.now = NOON + timedelta(hours=2)
    await job.assessed(claim, {1: {"decision": "REJECTED", "reason": "No docket"}}, who="manager")
    await note(job, claim, "Ask for dockets")
    await note(job, draft, "Watch this one")
    await job.done(
        "updateCommitment",
        "administrator",
        "commitment { id }",
        commitmentId=later.id,
        fields={"isPrivate": True},
    )
    assert await seen_by_contact(job) == before


async def test_a_change_that_leaves_a_draft_as_it_is_moves_nothing(database: Database) -> None:
    job = await job_of(database)
    draft = await job.draft("4000.00")
    before = await job.claim("contact", draft, "version updatedAt lines { version updatedAt }")
    job.world.now = NOON + timedelta(hours=1)
    fields = {"description": "Reinforced concrete"}
    await job.done("updateCommitment", "administrator", "commitment { id }", commitmentId=job.id, fields=fields)
    milestones = {"milestones": [{"kind": "COMPLETION", "reachedOn": "2026-11-01"}]}
    await job.done(
        "updateCommitment", "administrator", "commitment { id }", commitmentId=job.id, fields=milestones
    )
    assert await job.claim("contact", draft, "version updatedAt lines { version updatedAt }") == before


async def test_a_change_that_counts_moves_the_draft_and_the_lines_it_touches(database: Database) -> None:
    job = await job_of(database)
    draft = await job.draft("4000.00")
    shown = "version updatedAt claimedAmount lines { version }"
    before = await job.claim("contact", draft, shown)
    job.world.now = NOON + timedelta(hours=1)
    fields = {"retention": {"rule": "FLAT", "rateOnWork": "10.00"}}
    await job.done("updateCommitment", "administrator", "commitment { id }", commitmentId=job.id, fields=fields)
    after = await job.claim("contact", draft, shown)
    assert after == {
        "version": before["version"] + 1,
        "updatedAt": "2026-11-10T13:00:00Z",
        "claimedAmount": "3600.00",
        "lines": [{"version": before["lines"][0]["version"] + 1}, before["lines"][1]],
    }


async def test_submitted_claims_follow_nothing(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    before = await job.claim("contact", claim, "version updatedAt claimedAmount")
    fields = {
        "retention": {"rule": "FLAT", "rateOnWork": "10.00"},
        "retentionOnChange": "RESTATE",
        "tax": {"base": "NET", "rate": "10.00"},
    }
    await job.done("updateCommitment", "administrator", "commitment { id }", commitmentId=job.id, fields=fields)
    assert await job.claim("contact", claim, "version updatedAt claimedAmount") == before
    (row,) = await rows(job.world, models.ProgressClaim)
    assert row.tax is None


# Filed for him


async def test_a_contact_sees_drafts_that_are_filed_for_him(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00", who="administrator", onBehalfOfId=job.who("contact").id)
    seen, errors = await asked(job, "contact", claim, "status isOnBehalf claimedAmount lines { isOpen }")
    assert errors == []
    assert seen == {
        "status": "DRAFT",
        "isOnBehalf": True,
        "claimedAmount": "95.00",
        "lines": [{"isOpen": True}] * 2,
    }


@pytest.mark.parametrize("who", ["employee", "stranger"])
async def test_for_others_no_claim_exists(database: Database, who: str) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    assert await asked(job, who, claim, "id") == (None, [])
    told = await job.world.data(job.who(who), "{ claims { nodes { id } totalCount } }")
    assert told["claims"] == {"nodes": [], "totalCount": 0}
