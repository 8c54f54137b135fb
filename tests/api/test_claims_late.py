"""What was right when it was written, and is wrong when it is handed in."""

from __future__ import annotations

from typing import Any

from claimgraph import models
from claimgraph.rules.vocabulary import ClaimType
from claimgraph.storage.database import Database
from tests.api.claims import Job, job_of, refused, work
from tests.api.site import rows, unchanged
from tests.world import key_in


async def handed_in(job: Job, claim: Any) -> list[tuple[str, str]]:
    """What stands against submitting a claim; nothing is written then."""
    async with unchanged(job.world):
        answer = await job.do("submitClaim", "contact", claimId=claim["id"])
    return refused(answer)


async def test_a_release_of_what_is_held_no_more_is_not_submitted(database: Database) -> None:
    job = await job_of(database, default_claim_type=ClaimType.WORK_MATERIALS_AND_RETENTION)
    await job.approved("1000.00")
    await job.next_period()
    claim = await job.created(fields={"retentionRelease": {"amount": "50.00"}})
    fields = {"retention": {"rule": "NONE"}, "retentionOnChange": "RESTATE"}
    shown = "commitment { id }"
    await job.done("updateCommitment", "administrator", shown, commitmentId=job.id, fields=fields)
    assert [code for code, _ in await handed_in(job, claim)] == ["RELEASE_EXCEEDS_HELD"]


async def test_a_credit_where_value_is_scheduled_by_now_is_not_submitted(database: Database) -> None:
    job = await job_of(database, 10_000_00, -1_000_00)
    claim = await job.draft("100.00", "-50.00")
    line = (await rows(job.world, models.ScheduleLine, commitment_id=job.commitment.id, position=2))[0]
    await job.world.set(line, scheduled_value_minor=1_000_00)
    await job.set(original_sum_minor=11_000_00, revised_sum_minor=11_000_00, schedule_total_minor=11_000_00)
    assert [code for code, _ in await handed_in(job, claim)] == ["WRONG_SIGN"]


async def test_what_falls_behind_without_a_reason_is_not_submitted(database: Database) -> None:
    job = await job_of(database)
    await job.approved("1000.00")
    await job.next_period()
    claim = (await job.update(await job.created(), {1: work("-100.00", reason="Measured again")}))["claim"]
    line = (await rows(job.world, models.ClaimLine, claim_id=key_in(claim["id"]), position=1))[0]
    await job.world.set(line, reason=None)
    assert [code for code, _ in await handed_in(job, claim)] == ["REASON_REQUIRED"]


async def test_a_contact_asks_for_no_column_that_his_claim_type_does_not_open(database: Database) -> None:
    job = await job_of(database, default_claim_type=ClaimType.WORK_AND_MATERIALS)
    async with unchanged(job.world):
        answer = await job.create(fields={"retentionRelease": {"amount": "50.00"}})
    assert "COLUMN_NOT_CLAIMABLE" in [code for code, _ in refused(answer)]
