"""deleteClaim: a draft that was never submitted goes, and its number is free again."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, job_of, person_with
from tests.api.questions import codes
from tests.api.site import event, rows, unchanged


async def delete(job: Job, claim: Any, who: str = "contact", **given: Any) -> dict[str, Any]:
    """What deleteClaim answers."""
    return await job.do("deleteClaim", who, claimId=claim["id"], **given)


async def test_a_draft_goes_with_all_that_hangs_on_it_and_the_audit_stays(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    answer = await delete(job, claim, expectedVersion=claim["version"])
    assert answer["deletedId"] == claim["id"]
    assert answer["commitment"] == {"id": job.id, "openClaim": None}
    for model in (
        models.ProgressClaim,
        models.ClaimLine,
        models.ClaimAuthor,
        models.ClaimValuation,
        models.LineValuation,
    ):
        assert await rows(job.world, model) == []
    found, changes = await event(job.world, "claim.deleted")
    assert (found.actor_id, changes["ProgressClaim"]["deleted"]) == (
        job.who("contact").key,
        [False, True],
    )
    assert (await event(job.world, "claim.created"))[0].subject_id == found.subject_id
    assert (await job.created())["number"] == 1


async def test_what_was_submitted_once_is_kept(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    async with unchanged(job.world):
        assert codes(await delete(job, claim)) == ["CLAIM_NOT_DRAFT"]
    await job.done("withdrawClaim", "contact", claimId=claim["id"])
    async with unchanged(job.world):
        for who in ("contact", "administrator"):
            assert codes(await delete(job, claim, who)) == ["CLAIM_WAS_SUBMITTED"]


@pytest.mark.parametrize("status", ["UNDER_REVIEW", "REVISE_AND_RESUBMIT", "APPROVED", "VOID"])
async def test_only_drafts_go(database: Database, status: str) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    if status == "REVISE_AND_RESUBMIT":
        await job.returned(claim, 1)
    if status == "APPROVED":
        await job.decided(claim)
    if status == "VOID":
        await job.void(claim)
    async with unchanged(job.world):
        assert codes(await delete(job, claim, "administrator")) == ["CLAIM_NOT_DRAFT"]


@pytest.mark.parametrize(
    ("creator", "who", "may"),
    [
        ("contact", "contact", True),
        ("contact", "fellow", True),
        ("contact", "standard", False),
        ("contact", "administrator", True),
        ("standard", "contact", False),
        ("standard", "standard", True),
        ("standard", "colleague", False),
        ("standard", "manager", True),
        ("administrator", "standard", False),
    ],
)
async def test_whose_a_draft_is_to_delete(database: Database, creator: str, who: str, may: bool) -> None:
    job = await job_of(database)
    fellow = await job.world.person("Fiona Fellow", job.site.vendor)
    await job.world.designate(job.commitment, fellow)
    await job.join("fellow", fellow)
    await person_with(job, "colleague", level=AccessLevel.STANDARD)
    claim = await job.draft("100.00", who=creator)
    if may:
        assert (await delete(job, claim, who))["deletedId"] == claim["id"]
        return
    async with unchanged(job.world):
        assert error_codes(await delete(job, claim, who)) == ["FORBIDDEN"]


async def test_who_is_member_and_contact_deletes_what_either_may(database: Database) -> None:
    job = await job_of(database)
    await person_with(job, "both", level=AccessLevel.STANDARD, contact=True)
    of_contact = await job.draft("100.00")
    assert (await delete(job, of_contact, "both"))["deletedId"]
    own = await job.draft("100.00", who="both", onBehalf=True)
    assert (await delete(job, own, "both"))["deletedId"]
    others = await job.draft("100.00", who="administrator")
    assert error_codes(await delete(job, others, "both")) == ["FORBIDDEN"]


@pytest.mark.parametrize(
    ("who", "expected"), [("reader", "FORBIDDEN"), ("employee", "NOT_FOUND"), ("stranger", "NOT_FOUND")]
)
async def test_others_delete_nothing(database: Database, who: str, expected: str) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    async with unchanged(job.world):
        assert error_codes(await delete(job, claim, who)) == [expected]
