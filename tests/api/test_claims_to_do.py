"""claimsToDo: the drafts and returned claims of whoever claims, and what an administrator may assess."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

from claimgraph import models
from claimgraph.rules.duties import reasons_against_deciding
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.storage.database import Database
from tests.api.claims import Job, job_of, person_with
from tests.api.site import rows
from tests.world import LONG_AGO, NOON


async def to_do(job: Job, who: str) -> list[str]:
    """The claims that wait for somebody, in their order."""
    query = "{ viewer { claimsToDo { nodes { id } totalCount } } }"
    told = (await job.world.data(job.who(who), query))["viewer"]["claimsToDo"]
    assert told["totalCount"] == len(told["nodes"])
    return [one["id"] for one in told["nodes"]]


async def everybody(job: Job, claim: Any) -> set[str]:
    """For whom a claim waits."""
    people = ("contact", "standard", "reader", "administrator", "manager", "employee", "stranger")
    return {who for who in (*people, *job.also) if claim["id"] in await to_do(job, who)}


async def test_a_draft_waits_for_the_contacts(database: Database) -> None:
    job = await job_of(database)
    fellow = await job.world.person("Fiona Fellow", job.site.vendor)
    await job.world.designate(job.commitment, fellow)
    await job.join("fellow", fellow)
    claim = await job.draft("100.00")
    assert await everybody(job, claim) == {"contact", "fellow"}


async def test_a_draft_that_was_filed_waits_for_who_filed_it_too(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00", who="standard")
    assert await everybody(job, claim) == {"contact", "standard"}
    access = await rows(job.world, models.ProjectAccess, actor_id=job.who("standard").key)
    await job.world.set(access[0], level=AccessLevel.READ_ONLY)
    assert await everybody(job, claim) == {"contact"}


async def test_a_submitted_claim_waits_for_administrators_who_have_no_hand_in_it(
    database: Database,
) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    assert await everybody(job, claim) == {"administrator", "manager"}
    await job.done("withdrawClaim", "contact", claimId=claim["id"])
    await job.done("submitClaim", "manager", claimId=claim["id"])
    assert await everybody(job, claim) == {"administrator"}


async def test_a_returned_claim_waits_for_the_contacts_again(database: Database) -> None:
    job = await job_of(database)
    claim = await job.returned(await job.submitted("100.00"), 1)
    assert await everybody(job, claim) == {"contact"}


async def test_what_is_decided_or_void_waits_for_nobody(database: Database) -> None:
    job = await job_of(database)
    claim = await job.approved("100.00")
    assert await everybody(job, claim) == set()
    await job.void(claim)
    assert await everybody(job, claim) == set()


async def test_in_an_archived_project_nothing_waits(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    await job.set_project(is_archived=True)
    assert await everybody(job, claim) == set()


async def test_a_contact_who_leaves_has_nothing_to_do(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    (designation,) = await rows(job.world, models.Designation)
    await job.world.set(designation, ends_at=NOON)
    assert await everybody(job, claim) == set()


async def test_the_longest_waiting_comes_first(database: Database) -> None:
    job = await job_of(database)
    waiting = []
    for hour, number in enumerate(("SC-011", "SC-012", "SC-013")):
        commitment = await job.world.commitment(job.site.project, job.site.vendor, number)
        await job.world.designate(commitment, job.who("contact"))
        job.world.now = NOON + timedelta(hours=3 - hour)
        waiting.append(await Job(job.site, commitment, job.period, {}).submitted("100.00"))
    assert await to_do(job, "administrator") == [claim["id"] for claim in reversed(waiting)]


async def test_the_bar_in_the_list_is_the_rule_in_all_combinations(database: Database) -> None:
    job = await job_of(database)
    fellow = await person_with(job, "fellow", level=AccessLevel.ADMIN)
    claim = await job.submitted("100.00")
    (row,) = await rows(job.world, models.ProgressClaim)
    author = await job.world.row(models.ClaimAuthor, claim_id=row.id, actor_id=fellow.key)
    employment = await job.world.employ(fellow.key, job.site.vendor)
    job.world.now = NOON + timedelta(days=1)
    always, until_today = NOON + timedelta(days=9), NOON + timedelta(hours=1)
    begins = {"now": NOON + timedelta(hours=2), "then": LONG_AGO, "both": LONG_AGO, "never": LONG_AGO}
    ends = {"now": always, "then": until_today, "both": always, "never": LONG_AGO}
    for is_author, works in product((False, True), ("never", "now", "then", "both")):
        await job.world.set(author, actor_id=fellow.key if is_author else job.who("standard").key)
        await job.world.set(employment, begins_at=begins[works], ends_at=ends[works])
        may = reasons_against_deciding(is_author, works != "never") == []
        assert (await to_do(job, "fellow") == [claim["id"]]) is may, (is_author, works)
        shown = "viewerActions(actions: [ASSESS_CLAIM]) { allowed }"
        (offer,) = (await job.claim("fellow", claim, shown))["viewerActions"]
        assert offer["allowed"] is may
