"""Submission readiness, row by row: what is in the way, the named mutation mends it, and all is in order."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.retention.policy import NOTHING_KEPT
from claimgraph.rules.vocabulary import (
    AccessLevel,
    BillingPeriodStatus,
    ClaimType,
    CommitmentStatus,
    OverClaimPolicy,
)
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, reduced, work
from tests.api.readiness import (
    actor,
    check,
    commitment,
    designations,
    ids,
    in_project,
    named,
    project,
    ready_job,
    sign_in,
    told,
)
from tests.api.site import Site, rows
from tests.world import NOON, Person, id_of, key_in

WEEK = timedelta(days=7)


async def test_where_nothing_is_in_the_way_every_question_passes(database: Database) -> None:
    job = await ready_job(database)
    readiness = await commitment(job)
    assert readiness["verdict"] == "ALLOW"
    assert {one["state"] for one in readiness["checks"]} == {"PASS"}
    whole = await project(job)
    assert whole["verdict"] == "ALLOW"
    assert {one["state"] for one in whole["checks"]} == {"PASS", "INFO"}
    assert {one["action"] for one in whole["checks"]} == {None}


# The rows of a commitment


async def test_somebody_at_the_vendor_must_be_able_to_sign_in(database: Database) -> None:
    job = await ready_job(database)
    for person in (job.site.contact, job.site.employee):
        await job.world.set(await actor(job.world, person), is_active=False)
    readiness = await commitment(job)
    failing = named(readiness, "VENDOR_PERSON")
    assert told(failing) == ("FAIL", "CREATE_PERSON", 0)
    assert failing["canBeMendedBy"] == [{"name": "Ada Admin"}]
    assert readiness["verdict"] == "ON_BEHALF_ONLY"

    email = "nina@harbour.example"
    await add_person(job, email)
    mended = await check(job, "VENDOR_PERSON")
    assert told(mended) == ("PASS", None, 1)
    assert [one["name"] for one in mended["subjects"]] == ["Nina New"]
    assert (await commitment(job))["verdict"] == "ALLOW_WITH_FIXES"

    job.world.now = NOON + WEEK + timedelta(hours=1)
    assert (await check(job, "VENDOR_PERSON"))["state"] == "FAIL"
    (nina,) = await rows(job.world, models.Actor, email=email)
    until = job.world.now + WEEK
    link = await job.world.row(models.PasswordLink, person=nina, secret_hash="-", expires_at=until)
    assert (await check(job, "VENDOR_PERSON"))["state"] == "PASS"
    await job.world.set(link, used_at=job.world.now)
    assert (await check(job, "VENDOR_PERSON"))["state"] == "FAIL"
    await job.world.set(link, used_at=None, expires_at=job.world.now)
    assert (await check(job, "VENDOR_PERSON"))["state"] == "FAIL"
    await sign_in(job.world, Person(nina.id, nina.name, email))
    assert (await check(job, "VENDOR_PERSON"))["state"] == "PASS"


async def add_person(job: Job, email: str) -> Any:
    company = await job.world.again(job.site.vendor)
    shown = "person { id name }"
    return await job.done(
        "createPerson",
        "administrator",
        shown,
        companyId=id_of("Company", models.Company(id=company.company_id)),
        email=email,
        name="Nina New",
    )


async def test_readiness_does_not_tell_whether_an_address_was_known(database: Database) -> None:
    job = await ready_job(database)
    known = await job.world.person("Kim Known", await job.world.account("Western Builders"))
    await sign_in(job.world, known)
    answers = []
    for email in ("nobody.knows@example.com", known.email):
        person = await add_person(job, email)
        await job.done(
            "designateClaimContact",
            "administrator",
            "claimContact { id }",
            commitmentId=job.id,
            personId=person["id"],
        )
        for level in ("ADMIN", "READ_ONLY"):
            await job.done(
                "grantProjectAccess",
                "administrator",
                "projectAccess { id }",
                projectId=job.site.id("project"),
                actorId=person["id"],
                level=level,
            )
        answers.append(
            [(one["question"], one["state"], one["answer"]) for one in (await project(job))["checks"]]
        )
        answers[-1] += [
            (one["question"], one["answer"], one["count"]) for one in (await commitment(job))["checks"]
        ]
        await take_out(job, person["id"])
    assert answers[0] == answers[1]
    assert (
        "CONTACT_VALID",
        "3 contacts; not with the vendor: 0, stopped: 0, never signed in: 1.",
        1,
    ) in answers[0]


async def take_out(job: Job, person: str) -> None:
    """Ends all that somebody is, as if he had never been there."""
    for model, holder in (
        (models.Employment, "person_id"),
        (models.Designation, "person_id"),
        (models.ProjectAccess, "actor_id"),
    ):
        for row in await rows(job.world, model, **{holder: key_in(person)}):
            await job.world.set(row, begins_at=NOON - timedelta(days=2), ends_at=NOON - timedelta(days=1))


async def test_a_contact_and_his_stand_in_must_be_designated(database: Database) -> None:
    job = await ready_job(database)
    for person in (job.site.contact, job.site.employee):
        (designation,) = await designations(job, person)
        await job.done("removeClaimContact", "administrator", "commitment { id }", claimContactId=designation)
    readiness = await commitment(job)
    assert told(named(readiness, "CONTACT")) == ("FAIL", "DESIGNATE_CLAIM_CONTACT", 0)
    assert readiness["verdict"] == "ALLOW_WITH_FIXES"

    await designate(job, job.site.contact.id)
    alone = await check(job, "CONTACT")
    assert told(alone) == ("WARN", "DESIGNATE_CLAIM_CONTACT", 1)
    assert ids(alone) == (await designations(job, job.site.contact))[1:]
    assert (await commitment(job))["verdict"] == "ALLOW"

    await designate(job, job.site.employee.id)
    assert told(await check(job, "CONTACT")) == ("PASS", None, 2)


async def designate(job: Job, person: str) -> None:
    shown = "claimContact { id }"
    await job.done("designateClaimContact", "administrator", shown, commitmentId=job.id, personId=person)


async def test_contacts_must_be_active_and_of_the_vendor(database: Database) -> None:
    job = await ready_job(database)
    (employment,) = await rows(job.world, models.Employment, person_id=job.site.contact.key)
    await job.done(
        "endEmployment", "administrator", "person { id }", employmentId=id_of("Employment", employment)
    )
    await job.world.set(await actor(job.world, job.site.employee), is_active=False)
    failing = await check(job, "CONTACT_VALID")
    assert told(failing) == ("FAIL", "DESIGNATE_CLAIM_CONTACT", 2)
    assert failing["answer"] == "2 contacts; not with the vendor: 1, stopped: 1, never signed in: 0."
    assert {one["__typename"] for one in failing["subjects"]} == {"ClaimContact"}

    nora = await job.world.person("Nora Next", job.site.vendor)
    await sign_in(job.world, nora)
    await designate(job, nora.id)
    replaced = await check(job, "CONTACT_VALID")
    assert told(replaced) == ("WARN", "REMOVE_CLAIM_CONTACT", 2)
    for contact in ids(replaced):
        await job.done("removeClaimContact", "administrator", "commitment { id }", claimContactId=contact)
    assert told(await check(job, "CONTACT_VALID")) == ("PASS", None, 0)


async def test_a_contact_who_has_never_signed_in_is_looked_at(database: Database) -> None:
    job = await ready_job(database)
    nora = await job.world.person("Nora Next", job.site.vendor)
    await designate(job, nora.id)
    doubtful = await check(job, "CONTACT_VALID")
    assert told(doubtful) == ("WARN", None, 1)
    assert doubtful["remedy"] == "Have them sign in once before claims are due."
    assert ids(doubtful) == await designations(job, nora)
    await sign_in(job.world, nora)
    assert (await check(job, "CONTACT_VALID"))["state"] == "PASS"


@pytest.mark.parametrize("status", [CommitmentStatus.DRAFT, CommitmentStatus.OUT_FOR_SIGNATURE])
async def test_a_commitment_must_be_approved(database: Database, status: CommitmentStatus) -> None:
    job = await ready_job(database)
    await job.set(status=status)
    failing = await check(job, "STATUS")
    assert told(failing) == ("FAIL", "APPROVE_COMMITMENT", 1)
    assert ids(failing) == [job.id]
    await job.done("approveCommitment", "administrator", "commitment { id }", commitmentId=job.id)
    assert told(await check(job, "STATUS")) == ("PASS", None, 0)


async def test_claims_must_be_switched_on(database: Database) -> None:
    job = await ready_job(database)
    await job.set(claims_on=False)
    assert told(await check(job, "STATUS")) == ("FAIL", "UPDATE_COMMITMENT", 1)
    await change(job, {"claimsOn": True})
    assert told(await check(job, "STATUS")) == ("PASS", None, 0)


async def change(job: Job, fields: dict[str, Any]) -> None:
    await job.done(
        "updateCommitment", "administrator", "commitment { id }", commitmentId=job.id, fields=fields
    )


async def test_a_terminated_commitment_is_claimed_on_behalf_only(database: Database) -> None:
    job = await ready_job(database)
    await job.done(
        "terminateCommitment", "administrator", "commitment { id }", commitmentId=job.id, reason="Insolvent"
    )
    readiness = await commitment(job)
    assert told(named(readiness, "STATUS")) == ("FAIL", None, 1)
    assert readiness["verdict"] == "ON_BEHALF_ONLY"
    assert (await project(job))["verdict"] == "ON_BEHALF_ONLY"


async def test_a_void_commitment_has_no_readiness_and_counts_nowhere(database: Database) -> None:
    job = await ready_job(database)
    await job.done(
        "voidCommitment", "administrator", "commitment { id }", commitmentId=job.id, reason="Twice"
    )
    assert await commitment(job) is None
    whole = await project(job)
    assert whole["verdict"] == "ON_BEHALF_ONLY"
    assert [one["commitments"] for one in whole["counts"]] == [0, 0, 0]
    assert named(whole, "STATUS")["answer"] == "The project has no commitments yet."


async def test_a_schedule_must_have_lines(database: Database) -> None:
    job = await ready_job(database)
    await clear_lines(job)
    failing = await check(job, "SCHEDULE")
    assert told(failing) == ("FAIL", "IMPORT_SCHEDULE_OF_VALUES", 1)
    assert failing["answer"] == "It has no lines; the agreed sum is AUD 30000.00."
    source = {"csv": "Item No.,Description,Scheduled Value\n1,Piles,30000.00\n"}
    await job.done("importScheduleOfValues", "administrator", "total", commitmentId=job.id, source=source)
    assert (await check(job, "SCHEDULE"))["answer"] == "1 line, AUD 30000.00 in all, as agreed."


async def clear_lines(job: Job) -> None:
    """A draft without lines."""

    async def delete(_: object) -> None:
        await models.ScheduleLine.filter(commitment_id=job.commitment.id).delete()

    await job.world.database.work(delete)
    await job.set(status=CommitmentStatus.DRAFT, schedule_lines=0, schedule_total_minor=0)


async def test_a_schedule_must_add_up_to_the_agreed_sum(database: Database) -> None:
    job = await ready_job(database)
    await job.set(status=CommitmentStatus.DRAFT, original_sum_minor=31_000_00)
    failing = await check(job, "SCHEDULE")
    assert told(failing) == ("FAIL", "REPLACE_SCHEDULE_OF_VALUES", 1)
    assert failing["answer"] == (
        "2 lines, AUD 30000.00 in all: AUD 1000.00 less than the agreed sum of AUD 31000.00."
    )
    lines = [{"itemNumber": "9", "description": "All", "scheduledValue": "31000.00"}]
    await job.done(
        "replaceScheduleOfValues", "administrator", "commitment { id }", commitmentId=job.id, lines=lines
    )
    assert told(await check(job, "SCHEDULE")) == ("PASS", None, 0)


async def test_an_open_claim_waits_for_a_decision(database: Database) -> None:
    job = await ready_job(database)
    claim = await job.submitted("1000.00")
    job.world.now = NOON + timedelta(days=5)
    waiting = await check(job, "OPEN_CLAIM")
    assert told(waiting) == ("WARN", "APPROVE_CLAIM", 1)
    assert waiting["answer"] == "Claim 1 has been UNDER_REVIEW for 5 days."
    assert ids(waiting) == [claim["id"]]
    await job.decided(claim)
    assert told(await check(job, "OPEN_CLAIM")) == ("PASS", None, 0)


async def test_a_draft_and_a_returned_claim_wait_for_their_submission(database: Database) -> None:
    job = await ready_job(database)
    claim = await job.draft("1000.00")
    assert told(await check(job, "OPEN_CLAIM")) == ("WARN", "SUBMIT_CLAIM", 1)
    claim = await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.returned(claim, 1)
    returned = await check(job, "OPEN_CLAIM")
    assert told(returned) == ("WARN", "SUBMIT_CLAIM", 1)
    assert returned["answer"].startswith("Claim 1 has been REVISE_AND_RESUBMIT")


async def test_retention_should_be_set(database: Database) -> None:
    job = await ready_job(database, retention=NOTHING_KEPT)
    doubtful = await check(job, "RETENTION")
    assert told(doubtful) == ("WARN", "UPDATE_COMMITMENT", 1)
    await change(job, {"retention": {"rule": "FLAT", "rateOnWork": "5.00"}})
    mended = await check(job, "RETENTION")
    assert told(mended) == ("PASS", None, 0)
    assert mended["answer"].startswith("5.00 % of work")


async def test_it_should_be_known_that_contacts_may_ask_for_release(database: Database) -> None:
    job = await ready_job(database, default_claim_type=ClaimType.WORK_MATERIALS_AND_RETENTION)
    assert told(await check(job, "RETENTION")) == ("WARN", "UPDATE_PROJECT", 1)
    await settle(job, {"defaultClaimType": "WORK_AND_MATERIALS"})
    assert told(await check(job, "RETENTION")) == ("PASS", None, 0)


async def settle(job: Job, settings: dict[str, Any]) -> None:
    await job.done(
        "updateProject",
        "administrator",
        "project { id }",
        projectId=job.site.id("project"),
        settings=settings,
    )


async def generous_job(database: Database) -> Job:
    """A job at which more may be claimed than a line is worth."""
    job = await ready_job(database, over_claim=OverClaimPolicy.ALLOWED)
    await job.world.set(job.site.account, over_claim=OverClaimPolicy.ALLOWED)
    return job


async def test_a_draft_beyond_the_value_of_a_line_is_claimed_down(database: Database) -> None:
    job = await generous_job(database)
    claim = await job.draft("10000.01")
    doubtful = await check(job, "OVER_CLAIMED")
    assert told(doubtful) == ("WARN", "UPDATE_CLAIM", 1)
    assert doubtful["subjects"][0]["__typename"] == "ScheduleLine"
    await job.update(claim, {1: work("10000.00")})
    assert told(await check(job, "OVER_CLAIMED")) == ("PASS", None, 0)


async def test_a_claim_under_review_is_assessed_down(database: Database) -> None:
    job = await generous_job(database)
    claim = await job.submitted("10500.00", "20000.01")
    assert told(await check(job, "OVER_CLAIMED")) == ("WARN", "ASSESS_CLAIM", 2)
    await job.decided(claim, {1: reduced("10000.00"), 2: reduced("20000.00")})
    assert told(await check(job, "OVER_CLAIMED")) == ("PASS", None, 0)


async def test_what_was_certified_beyond_the_value_needs_a_variation(database: Database) -> None:
    job = await generous_job(database)
    claim = await job.approved("10500.00")
    doubtful = await check(job, "OVER_CLAIMED")
    assert told(doubtful) == ("WARN", None, 1)
    assert doubtful["answer"] == "Lines beyond their value: 1; certified: 1, claimed in the open claim: 0."
    await job.void(claim)
    assert told(await check(job, "OVER_CLAIMED")) == ("PASS", None, 0)


@pytest.mark.parametrize(
    ("value", "amount", "is_beyond"),
    [
        ("100.00", "100.00", False),
        ("100.00", "100.01", True),
        ("-100.00", "-100.00", False),
        ("-100.00", "-100.01", True),
        ("0.00", "0.01", True),
        (None, "999.00", False),
    ],
)
async def test_beyond_means_farther_from_zero_and_an_open_line_never_is(
    database: Database, value: str | None, amount: str, is_beyond: bool
) -> None:
    job = await generous_job(database)
    (line, _) = await rows(job.world, models.ScheduleLine, commitment_id=job.commitment.id)
    minor, certified = (None if text is None else int(text.replace(".", "")) for text in (value, amount))
    await job.world.set(line, scheduled_value_minor=minor, certified_to_date_minor=certified)
    assert (await check(job, "OVER_CLAIMED"))["state"] == ("WARN" if is_beyond else "PASS")


async def test_somebody_must_be_free_to_review(database: Database) -> None:
    job = await ready_job(database)
    await revoke(job, job.site.manager.key)
    claim = await job.submitted("1000.00", who="administrator", onBehalf=True)
    readiness = await commitment(job)
    failing = named(readiness, "FREE_REVIEWER")
    assert told(failing) == ("FAIL", "GRANT_PROJECT_ACCESS", 0)
    assert failing["answer"] == "Free to review: 0 of 1 administrator."
    assert failing["canBeMendedBy"] == [{"name": "Ada Admin"}]
    assert readiness["verdict"] == "ALLOW_WITH_FIXES"

    await grant(job, job.site.standard.id, "ADMIN")
    mended = await check(job, "FREE_REVIEWER")
    assert told(mended) == ("PASS", None, 1)
    assert [one["name"] for one in mended["subjects"]] == ["Stan Standard"]
    await job.done("startAssessment", "standard", "claim { id }", claimId=claim["id"])


async def test_whoever_works_for_the_vendor_is_not_free_to_review_what_comes(database: Database) -> None:
    job = await ready_job(database)
    await job.world.employ(job.site.manager.key, job.site.vendor)
    reviewers = await check(job, "FREE_REVIEWER")
    assert [one["name"] for one in reviewers["subjects"]] == ["Ada Admin"]


async def grant(job: Job, person: str, level: str, who: str = "administrator") -> None:
    await job.done(
        "grantProjectAccess",
        who,
        "projectAccess { id }",
        projectId=job.site.id("project"),
        actorId=person,
        level=level,
    )


async def revoke(job: Job, person: object) -> None:
    (access,) = await rows(job.world, models.ProjectAccess, actor_id=person)
    await job.done(
        "revokeProjectAccess",
        "administrator",
        "project { id }",
        projectAccessId=id_of("ProjectAccess", access),
    )


async def test_those_who_are_free_to_review_are_those_who_may_assess(database: Database) -> None:
    job = await ready_job(database)
    world, site = job.world, job.site
    author, left, both, free = [
        await world.person(f"{name} A", site.account) for name in ("Al", "Bo", "Cy", "Di")
    ]
    for person in (author, left, both, free):
        await world.grant(site.project, person, AccessLevel.ADMIN)
        await job.join(person.name, person)
    await world.employ(both.key, site.vendor)
    left_vendor = await world.employ(left.key, site.vendor)
    claim = await job.submitted("1000.00", who=author.name, onBehalf=True)
    world.now = NOON + timedelta(hours=1)
    await world.set(left_vendor, ends_at=world.now)

    reviewers = await check(job, "FREE_REVIEWER")
    assert {one["name"] for one in reviewers["subjects"]} == {"Ada Admin", "Max Manager", "Di A"}
    assert reviewers["answer"] == "Free to review: 3 of 6 administrators."
    for person in (author, left, both):
        refused = await job.do("startAssessment", person.name, claimId=claim["id"])
        assert [one["code"] for one in refused["userErrors"]] == ["DUTIES_NOT_SEPARATE"]
    for name in ("administrator", "manager", free.name):
        await job.done("startAssessment", name, claimId=claim["id"])


# The rows of a project


async def test_own_submission_is_decided_and_switched(database: Database) -> None:
    job = await ready_job(database, collaborators_may_submit=None)
    off = await in_project(job, "OWN_SUBMISSION")
    assert told(off) == ("INFO", "UPDATE_PROJECT", 1)
    assert off["answer"] == "The account has it off, the project follows it: it is off."
    assert off["canBeMendedBy"] == [{"name": "Ada Admin"}, {"name": "Max Manager"}]
    assert (await project(job))["verdict"] == "ALLOW"
    await settle(job, {"collaboratorsMaySubmit": True})
    assert told(await in_project(job, "OWN_SUBMISSION")) == ("INFO", None, 1)


async def test_a_vendors_person_with_a_level_sees_more_than_he_is_designated_on(database: Database) -> None:
    job = await ready_job(database)
    world, site = job.world, job.site
    other = await world.vendor(site.account, "Coastal Glass")
    await world.commitment(site.project, other, "SC-010")
    await world.commitment(site.project, other, "SC-011", is_private=True)
    listing = await world.commitment(site.project, other, "SC-012", is_private=True)
    await world.commitment(site.project, other, "SC-013", status=CommitmentStatus.VOID)
    await world.row(models.AccessListEntry, commitment=listing, actor_id=site.contact.key, position=1)

    access = await world.grant(site.project, site.contact, AccessLevel.READ_ONLY)
    failing = await in_project(job, "LEVELS")
    assert told(failing) == ("FAIL", "REVOKE_PROJECT_ACCESS", 1)
    assert (
        failing["answer"]
        == "People of vendors with a level: 1; up to 2 commitments seen beyond designations."
    )
    assert ids(failing) == [id_of("ProjectAccess", access)]
    await world.set(access, level=AccessLevel.ADMIN)
    assert "up to 3 commitments" in (await in_project(job, "LEVELS"))["answer"]

    await revoke(job, site.contact.key)
    assert told(await in_project(job, "LEVELS")) == ("PASS", None, 0)


async def test_the_accounts_own_people_may_have_levels_though_they_work_for_a_vendor_too(
    database: Database,
) -> None:
    job = await ready_job(database)
    await job.world.employ(job.site.reader.key, job.site.vendor)
    assert (await in_project(job, "LEVELS"))["state"] == "PASS"


async def test_no_private_commitment_lists_people_of_another_vendor(database: Database) -> None:
    job = await ready_job(database)
    world, site = job.world, job.site
    other = await world.vendor(site.account, "Coastal Glass")
    rival = await world.person("Rick Rival", other)
    await world.grant(site.project, rival, AccessLevel.READ_ONLY)
    await world.employ(site.reader.key, other)
    for position, person in enumerate((rival, site.contact, site.reader)):
        await world.row(
            models.AccessListEntry, commitment=job.commitment, actor_id=person.key, position=position
        )
    assert (await in_project(job, "LISTED"))["state"] == "PASS"
    await job.set(is_private=True)
    failing = await in_project(job, "LISTED")
    assert told(failing) == ("FAIL", "UPDATE_COMMITMENT", 1)
    assert failing["answer"] == "People of other vendors on the lists of 1 private commitment: 1."
    assert ids(failing) == [job.id]
    await change(job, {"accessListIds": [site.reader.id]})
    assert told(await in_project(job, "LISTED")) == ("PASS", None, 0)


async def test_two_of_the_own_people_should_be_administrators(database: Database) -> None:
    job = await ready_job(database)
    await revoke(job, job.site.manager.key)
    alone = await in_project(job, "ADMINISTRATORS")
    assert told(alone) == ("WARN", "GRANT_PROJECT_ACCESS", 1)
    assert [one["name"] for one in alone["subjects"]] == ["Ada Admin"]
    await grant(job, job.site.standard.id, "ADMIN")
    both = await in_project(job, "ADMINISTRATORS")
    assert told(both) == ("PASS", None, 2)
    assert [one["name"] for one in both["subjects"]] == ["Ada Admin", "Stan Standard"]


async def test_an_administrator_from_outside_is_none_of_the_own(database: Database) -> None:
    job = await ready_job(database)
    await job.join("consultant", await job.world.person("Cora Consultant"))
    await job.world.grant(job.site.project, job.who("consultant"), AccessLevel.ADMIN)
    await leave(job.site)
    failing = await in_project(job, "ADMINISTRATORS", "consultant")
    assert told(failing) == ("FAIL", "GRANT_PROJECT_ACCESS", 0)
    assert failing["answer"] == "Of the account's own staff: 0 of 1 administrators."
    assert failing["canBeMendedBy"] == []
    assert (await project(job, "consultant"))["verdict"] == "ALLOW_WITH_FIXES"


async def leave(site: Site) -> None:
    """Nobody of the account is there any more."""
    for person in (site.administrator, site.manager, site.standard, site.reader):
        await site.world.set(await actor(site.world, person), is_active=False)


async def test_somebody_must_be_able_to_claim_on_behalf(database: Database) -> None:
    job = await ready_job(database)
    await job.join("robot", await job.world.service_account(job.site.account))
    await job.world.grant(job.site.project, job.who("robot"), AccessLevel.ADMIN)
    await leave(job.site)
    nina = await job.world.person("Nina New", job.site.account)
    assert told(await in_project(job, "ON_BEHALF", "robot")) == ("FAIL", "GRANT_PROJECT_ACCESS", 0)
    await grant(job, nina.id, "STANDARD", who="robot")
    mended = await in_project(job, "ON_BEHALF", "robot")
    assert told(mended) == ("PASS", None, 1)
    assert [one["name"] for one in mended["subjects"]] == ["Nina New"]


async def test_read_only_and_people_of_vendors_do_not_claim_on_behalf(database: Database) -> None:
    job = await ready_job(database)
    await job.world.grant(job.site.project, job.site.employee, AccessLevel.STANDARD)
    found = await in_project(job, "ON_BEHALF")
    assert [one["name"] for one in found["subjects"]] == ["Ada Admin", "Max Manager", "Stan Standard"]


async def test_a_billing_period_must_be_open(database: Database) -> None:
    job = await ready_job(database)
    await job.world.set(job.period, status=BillingPeriodStatus.CLOSED)
    whole = await project(job)
    assert told(named(whole, "PERIOD")) == ("FAIL", "OPEN_BILLING_PERIOD", 0)
    assert whole["verdict"] == "ALLOW_WITH_FIXES"
    await open_december(job)
    assert told(await in_project(job, "PERIOD")) == ("PASS", None, 1)
    assert (await project(job))["verdict"] == "ALLOW"


async def open_december(job: Job) -> None:
    await job.done(
        "openBillingPeriod",
        "administrator",
        "billingPeriod { id }",
        projectId=job.site.id("project"),
        startsOn="2026-12-01",
        endsOn="2026-12-31",
        dueOn="2026-12-25",
    )


async def test_a_due_date_that_is_near_is_looked_at_and_one_that_is_past_fails(database: Database) -> None:
    job = await ready_job(database)
    await job.world.set(job.period, due_on=date(2026, 11, 13))
    near = await in_project(job, "PERIOD")
    assert told(near) == ("WARN", "UPDATE_BILLING_PERIOD", 1)
    assert near["answer"] == "A period is open, due on 2026-11-13: 3 days left."
    assert ids(near) == [job.period_id]
    await job.done(
        "updateBillingPeriod",
        "administrator",
        "billingPeriod { id }",
        periodId=job.period_id,
        dueOn="2026-11-14",
    )
    assert (await in_project(job, "PERIOD"))["state"] == "PASS"

    # In Sydney the fifteenth has begun.
    job.world.now = datetime.fromisoformat("2026-11-14T13:30:00Z")
    past = await in_project(job, "PERIOD")
    assert told(past) == ("FAIL", "OPEN_BILLING_PERIOD", 1)
    assert past["answer"] == "A period is open; it was due on 2026-11-14, 1 day ago."
    await open_december(job)
    assert (await in_project(job, "PERIOD"))["state"] == "PASS"


async def test_drafts_of_contacts_would_be_stuck(database: Database) -> None:
    job = await ready_job(database)
    other = await job.world.commitment(job.site.project, job.site.vendor, "SC-009")
    on_behalf = {"commitmentId": id_of("Commitment", other), "onBehalf": True}
    await job.done("createClaim", "administrator", "claim { id }", **on_behalf)
    claim = await job.draft("1000.00")
    drafts = await in_project(job, "DRAFTS")
    assert told(drafts) == ("INFO", None, 1)
    assert drafts["answer"] == "1 draft of contacts would be stuck."
    assert ids(drafts) == [claim["id"]]
    await settle(job, {"collaboratorsMaySubmit": False})
    assert (await in_project(job, "DRAFTS"))["answer"] == "It is off: stuck now are 1 draft of contacts."
    refused = await job.do("submitClaim", "contact", claimId=claim["id"])
    assert [one["code"] for one in refused["userErrors"]] == ["OWN_SUBMISSION_OFF"]
    assert error_codes(refused) == []


async def test_evidence_is_taken_from_the_last_three_periods(database: Database) -> None:
    job = await ready_job(database)
    job.world.now = NOON
    claim = await job.draft("100.00", who="administrator", onBehalf=True)
    job.world.now = NOON + timedelta(days=2)
    claim = await job.done("submitClaim", "administrator", claimId=claim["id"])
    job.world.now = NOON + timedelta(days=8)
    await decide(job, claim)
    for month in (12, 13, 14):
        await job.next_period(month)
        job.world.now = datetime.fromisoformat(
            f"{2026 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}-05T12:00:00Z"
        )
        if month == 13:
            claim = await job.submitted("200.00")
            job.world.now += timedelta(days=3)
            await job.returned(claim, 1)
            await job.done("submitClaim", "contact", claimId=claim["id"])
            job.world.now += timedelta(days=1)
            await decide(job, claim)
    await job.draft("300.00")
    whole = await project(job)
    assert whole["evidence"] == {
        "claimsPerPeriod": 0,
        "linesPerClaim": 2,
        "filedOnBehalfShare": "0.00",
        "returnedShare": "100.00",
        "medianDaysToSubmit": 0,
        "medianDaysToDecide": 1,
    }
    job.world.now = datetime.fromisoformat("2027-01-31T12:00:00Z")
    earlier = await project(job)
    assert earlier["evidence"] == {
        "claimsPerPeriod": 1,
        "linesPerClaim": 2,
        "filedOnBehalfShare": "50.00",
        "returnedShare": "50.00",
        "medianDaysToSubmit": 1,
        "medianDaysToDecide": 4,
    }
    saving = named(earlier, "SAVES_TIME")
    assert told(saving) == ("INFO", None, 1)
    assert saving["answer"] == (
        "In the last 3 billing periods: 2 claims filed, 1 of them on behalf (50.00 %), 50.00 % returned; "
        "median 2 lines a claim, 1 day to submit, 4 days to decide."
    )


async def decide(job: Job, claim: Any) -> None:
    """Another administrator approves the claim as claimed."""
    await job.assess(claim, {}, "manager")
    await job.done("approveClaim", "manager", claimId=claim["id"])
