"""Submission readiness as a whole: verdicts as a filter, pages, the cost of the question, and who sees it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel, CommitmentStatus
from claimgraph.storage.database import Database
from tests.api.claims import Job
from tests.api.readiness import (
    CHECK,
    OF_COMMITMENT,
    OF_PROJECT,
    check,
    commitment,
    in_project,
    project,
    ready_job,
    sign_in,
    statements,
)
from tests.api.site import Site, site_of
from tests.world import NOON, Person, World, id_of

LIST = """query($id: ID!, $first: Int, $after: String, $verdict: [ReadinessVerdict!]) {
  project(id: $id) { submissionReadiness { verdict counts { verdict commitments }
    commitments(first: $first, after: $after, verdict: $verdict) {
      totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
      nodes { number submissionReadiness { verdict } } } } } }"""
EVERYTHING = """query($id: ID!, $verdict: [ReadinessVerdict!]) { project(id: $id) { submissionReadiness {
  verdict counts { verdict commitments revisedSum } checks { %s } evidence { claimsPerPeriod }
  commitments(first: 100, verdict: $verdict) { totalCount nodes {
    number vendor { name } submissionReadiness { verdict checks { %s } } } } } } }""".replace("%s", CHECK)


async def mixed_job(database: Database) -> Job:
    """A project with two commitments that may be allowed, three to be fixed, one on behalf, and a void one.

    SC-001 and SC-100 are ready; SC-101 to SC-103 have no contact; SC-104 has nobody at its vendor.
    """
    job = await ready_job(database)
    world, site = job.world, job.site
    ready = await world.commitment(site.project, site.vendor, "SC-100")
    await world.designate(ready, site.contact)
    for number in ("SC-101", "SC-102", "SC-103"):
        await world.commitment(site.project, site.vendor, number)
    await world.commitment(site.project, await world.vendor(site.account, "Nobody & Sons"), "SC-104")
    await world.commitment(site.project, site.vendor, "SC-105", status=CommitmentStatus.VOID)
    return job


async def listed(job: Job, **given: Any) -> Any:
    """The readiness of the job's project with its commitments."""
    told = await job.world.data(job.site.administrator, LIST, id=job.site.id("project"), **given)
    return told["project"]["submissionReadiness"]


def numbers(readiness: Any) -> list[str]:
    """The commitments of a page."""
    return [one["number"] for one in readiness["commitments"]["nodes"]]


async def test_commitments_are_listed_with_their_verdicts_and_void_ones_are_not(database: Database) -> None:
    readiness = await listed(await mixed_job(database))
    verdicts = {
        one["number"]: one["submissionReadiness"]["verdict"] for one in readiness["commitments"]["nodes"]
    }
    assert verdicts == {
        "SC-001": "ALLOW",
        "SC-100": "ALLOW",
        "SC-101": "ALLOW_WITH_FIXES",
        "SC-102": "ALLOW_WITH_FIXES",
        "SC-103": "ALLOW_WITH_FIXES",
        "SC-104": "ON_BEHALF_ONLY",
    }
    assert list(verdicts) == sorted(verdicts)
    assert readiness["commitments"]["totalCount"] == 6
    assert readiness["verdict"] == "ALLOW_WITH_FIXES"
    assert [(one["verdict"], one["commitments"]) for one in readiness["counts"]] == [
        ("ALLOW", 2),
        ("ALLOW_WITH_FIXES", 3),
        ("ON_BEHALF_ONLY", 1),
    ]


@pytest.mark.parametrize(
    ("verdict", "found"),
    [
        (["ALLOW"], ["SC-001", "SC-100"]),
        (["ALLOW_WITH_FIXES", "ON_BEHALF_ONLY"], ["SC-101", "SC-102", "SC-103", "SC-104"]),
        (["ON_BEHALF_ONLY"], ["SC-104"]),
        ([], []),
    ],
)
async def test_a_verdict_filters_the_list_and_its_count(
    database: Database, verdict: list[str], found: list[str]
) -> None:
    readiness = await listed(await mixed_job(database), verdict=verdict)
    assert numbers(readiness) == found
    assert readiness["commitments"]["totalCount"] == len(found)


async def test_a_filtered_list_is_read_page_by_page(database: Database) -> None:
    job = await mixed_job(database)
    given: dict[str, Any] = {"first": 3, "verdict": ["ALLOW_WITH_FIXES", "ON_BEHALF_ONLY"]}
    first = await listed(job, **given)
    assert numbers(first) == ["SC-101", "SC-102", "SC-103"]
    assert (first["commitments"]["totalCount"], first["commitments"]["pageInfo"]["hasNextPage"]) == (4, True)
    second = await listed(job, after=first["commitments"]["pageInfo"]["endCursor"], **given)
    assert numbers(second) == ["SC-104"]
    information = second["commitments"]["pageInfo"]
    assert (information["hasNextPage"], information["hasPreviousPage"]) == (False, True)


async def test_several_projects_are_answered_at_once_and_each_with_its_own(database: Database) -> None:
    job = await mixed_job(database)
    other = await job.world.project(job.site.account, "P-2", collaborators_may_submit=False)
    await job.world.commitment(other, job.site.vendor, "SC-777")
    query = """{ projects { nodes { number submissionReadiness { counts { commitments }
      checks { question answer }
      commitments(verdict: [ALLOW_WITH_FIXES]) { totalCount nodes { number } } } } } }"""
    told = await job.world.data(job.site.administrator, query)
    found = {one["number"]: one["submissionReadiness"] for one in told["projects"]["nodes"]}
    assert [one["number"] for one in found["P-1"]["commitments"]["nodes"]] == ["SC-101", "SC-102", "SC-103"]
    assert [one["number"] for one in found["P-2"]["commitments"]["nodes"]] == ["SC-777"]
    assert [one["commitments"] for one in found["P-2"]["counts"]] == [0, 1, 0]
    assert found["P-2"]["checks"][0]["answer"].endswith("it is off.")
    assert found["P-1"]["checks"][0]["answer"].endswith("it is on.")


async def test_only_answers_in_the_named_states_are_given(database: Database) -> None:
    job = await mixed_job(database)
    whole = await project(job, state=["FAIL"])
    assert [one["question"] for one in whole["checks"]] == ["VENDOR_PERSON", "CONTACT", "CONTACT_VALID"]
    own = await commitment(job, state=["WARN", "FAIL"])
    assert own["checks"] == []


async def test_the_subjects_of_a_sum_are_the_commitments_that_are_concerned(database: Database) -> None:
    job = await mixed_job(database)
    contact = await in_project(job, "CONTACT")
    assert contact["answer"] == (
        "Of 6 commitments: 4 without a claim contact, 1 with one contact and no stand-in, 1 in order."
    )
    assert [one["number"] for one in contact["subjects"]] == ["SC-101", "SC-102", "SC-103", "SC-104"]
    assert (contact["state"], contact["count"], contact["action"]) == ("FAIL", 4, "DESIGNATE_CLAIM_CONTACT")


# What it costs


async def test_thirty_commitments_cost_as_many_statements_as_three(database: Database) -> None:
    job = await ready_job(database)
    await grown(job, 2)
    few, small = await counted(job)
    await grown(job, 27)
    many, large = await counted(job)
    assert (small, large) == (3, 30)
    assert few == many


async def grown(job: Job, number: int) -> None:
    """So many commitments more, each with a vendor, a contact and an open claim of its own."""
    world, site = job.world, job.site
    for _ in range(number):
        name = f"SC-{world.keys(world.now).hex[-6:]}"
        vendor = await world.vendor(site.account, f"Vendor {name}")
        contact = await world.person(f"Contact {name}", vendor)
        row = await world.commitment(site.project, vendor, name)
        await world.designate(row, contact)
        given = {"commitmentId": id_of("Commitment", row), "onBehalf": True}
        await job.done("createClaim", "administrator", "claim { id }", **given)
        await world.grant(site.project, contact, AccessLevel.READ_ONLY)


async def counted(job: Job) -> tuple[int, int]:
    """How many statements the whole question takes, and how many commitments it answers."""
    given = {"id": job.site.id("project"), "verdict": ["ALLOW", "ALLOW_WITH_FIXES", "ON_BEHALF_ONLY"]}
    with statements(job.world.database) as heard:
        told = await job.world.data(job.site.administrator, EVERYTHING, **given)
    nodes = told["project"]["submissionReadiness"]["commitments"]["nodes"]
    assert all(len(one["submissionReadiness"]["checks"]) == 9 for one in nodes)
    return len(heard), len(nodes)


# Who sees it


@pytest.mark.parametrize("who", ["standard", "reader", "contact"])
@pytest.mark.parametrize("query", [OF_PROJECT, OF_COMMITMENT])
async def test_only_administrators_see_readiness(database: Database, who: str, query: str) -> None:
    job = await ready_job(database)
    root = "project" if query == OF_PROJECT else "commitment"
    told = await job.world.ask(job.who(who), query, {"id": job.site.id(root)})
    assert told["data"] == {root: {"submissionReadiness": None}}
    (error,) = told["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("FORBIDDEN", [root, "submissionReadiness"])


@pytest.mark.parametrize("who", ["employee", "stranger"])
@pytest.mark.parametrize("query", [OF_PROJECT, OF_COMMITMENT])
async def test_for_all_others_there_is_nothing_to_be_ready(database: Database, who: str, query: str) -> None:
    site = await site_of(database)
    root = "project" if query == OF_PROJECT else "commitment"
    assert await site.world.ask(site.everybody[who], query, {"id": site.id(root)}) == {"data": {root: None}}


async def test_an_administrator_of_the_project_sees_what_one_of_the_account_does(database: Database) -> None:
    job = await mixed_job(database)
    assert await project(job, "manager") == await project(job, "administrator")
    assert await commitment(job, "manager") == await commitment(job, "administrator")


async def test_nothing_outside_the_account_changes_an_answer_or_shows_in_it(database: Database) -> None:
    job = await mixed_job(database)
    consultant = await job.world.person("Cora Consultant")
    await job.world.grant(job.site.project, consultant, AccessLevel.READ_ONLY)
    before = await everything(job)
    await another_account(job.world, job.site, consultant)
    after = await everything(job)
    assert after == before
    assert "Away" not in json.dumps(after)


async def everything(job: Job) -> Any:
    """All that the readiness of the project tells."""
    return await job.world.data(job.site.administrator, EVERYTHING, id=job.site.id("project"))


async def another_account(world: World, site: Site, consultant: Person) -> None:
    """An account with the same vendor in its directory; our people are contacts and members there."""
    account = await world.account("Away Builders", collaborators_may_submit=True)
    elsewhere = await world.project(account, "P-1", name="Away")
    vendor = await world.row(
        models.Vendor, account=account, company_id=site.vendor.company_id, name="Away Steel"
    )
    boss = await world.person("Away Admin", account, is_administrator=True)
    await sign_in(world, boss)
    await world.period(elsewhere)
    contract = await world.commitment(elsewhere, vendor, "SC-001", is_private=True)
    for person in (site.contact, site.employee):
        await world.designate(contract, person)
    for person in (site.contact, site.manager):
        await world.grant(elsewhere, person, AccessLevel.ADMIN)
    await world.row(models.AccessListEntry, commitment=contract, actor_id=site.contact.key, position=1)
    await world.employ(consultant.key, await world.vendor(account, "Away Glass"))
    await away_claim(world, contract, site.contact)


async def away_claim(world: World, contract: models.Commitment, person: Person) -> None:
    """A draft of a contact elsewhere."""
    query = "mutation($input: CreateClaimInput!) { createClaim(input: $input) { userErrors { code } } }"
    told = await world.data(person, query, input={"commitmentId": id_of("Commitment", contract)})
    assert told["createClaim"]["userErrors"] == []


async def test_what_has_ended_and_what_has_not_begun_does_not_count(database: Database) -> None:
    job = await ready_job(database)
    world, site = job.world, job.site
    past = {"begins_at": NOON - timedelta(days=9), "ends_at": NOON - timedelta(days=1)}
    future = {"begins_at": NOON + timedelta(days=1)}
    for name, period in (("Paula Past", past), ("Fritz Future", future)):
        guest = await world.person(name)
        await sign_in(world, guest)
        await world.employ(guest.key, site.vendor, **period)
        await world.employ(guest.key, site.account, is_administrator=True, **period)
        await world.grant(site.project, guest, AccessLevel.ADMIN, **period)
        await world.designate(job.commitment, guest, **period)
    assert (await check(job, "VENDOR_PERSON"))["count"] == 2
    assert (await check(job, "CONTACT"))["count"] == 2
    assert (await in_project(job, "ADMINISTRATORS"))["count"] == 2
    assert (await in_project(job, "ON_BEHALF"))["count"] == 3
    assert (await in_project(job, "LEVELS"))["count"] == 0
