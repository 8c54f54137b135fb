"""Steps of a commitment: signed, approved, complete, ended, void, deleted; and the contractor's note."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import ClaimStatus, CommitmentStatus
from claimgraph.storage.database import Database
from tests.api.questions import codes, do
from tests.api.site import Site, claim_row, event, rows, site_of, unchanged
from tests.world import id_of

COMMITMENT = "commitment { status statusReason statusChangedAt completedOn version }"
STEPS: dict[str, dict[str, Any]] = {
    "approveCommitment": {},
    "voidCommitment": {"reason": "Never to be used"},
    "deleteCommitment": {},
    "sendCommitmentForSignature": {},
    "reopenCommitment": {"reason": "Clause 12 is being changed"},
    "completeCommitment": {"completedOn": "2026-11-09"},
    "terminateCommitment": {"reason": "Insolvency"},
}
DRAFT, OUT, APPROVED, COMPLETE, TERMINATED, VOID = CommitmentStatus


async def step(site: Site, mutation: str, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Takes the commitment a step."""
    told = {"commitmentId": site.id("commitment"), **STEPS[mutation], **given}
    shown = "deletedId" if mutation == "deleteCommitment" else COMMITMENT
    return await do(site.world, site.everybody[who], mutation, shown, **told)


@pytest.mark.parametrize(
    ("mutation", "before", "after", "reason"),
    [
        ("sendCommitmentForSignature", DRAFT, OUT, None),
        ("approveCommitment", DRAFT, APPROVED, None),
        ("approveCommitment", OUT, APPROVED, None),
        ("completeCommitment", APPROVED, COMPLETE, None),
        ("terminateCommitment", APPROVED, TERMINATED, "Insolvency"),
        ("terminateCommitment", COMPLETE, TERMINATED, "Insolvency"),
        ("voidCommitment", DRAFT, VOID, "Never to be used"),
        ("voidCommitment", COMPLETE, VOID, "Never to be used"),
        ("reopenCommitment", OUT, DRAFT, "Clause 12 is being changed"),
        ("reopenCommitment", APPROVED, OUT, "Clause 12 is being changed"),
        ("reopenCommitment", COMPLETE, APPROVED, "Clause 12 is being changed"),
    ],
)
async def test_a_step_is_taken_and_told(
    database: Database, mutation: str, before: CommitmentStatus, after: CommitmentStatus, reason: str | None
) -> None:
    site = await site_of(database)
    await site.world.set(site.commitment, status=before, status_reason="Earlier")
    answer = await step(site, mutation, expectedVersion=1)
    assert answer["userErrors"] == []
    assert answer["commitment"] == {
        "status": after.name,
        "statusReason": reason,
        "statusChangedAt": "2026-11-10T12:00:00Z",
        "completedOn": "2026-11-09" if mutation == "completeCommitment" else None,
        "version": 2,
    }
    (found,) = await rows(site.world, models.AuditEvent)
    assert f'"status": ["{before.name}", "{after.name}"]' in found.changes
    assert (found.reason, found.commitment_id) == (reason, site.commitment.id)


@pytest.mark.parametrize(
    ("mutation", "status", "claim", "expected"),
    [
        ("sendCommitmentForSignature", OUT, None, ["COMMITMENT_NOT_DRAFT"]),
        ("approveCommitment", APPROVED, None, ["COMMITMENT_NOT_DRAFT"]),
        ("completeCommitment", OUT, None, ["COMMITMENT_NOT_APPROVED"]),
        ("completeCommitment", COMPLETE, None, ["COMMITMENT_NOT_APPROVED"]),
        ("terminateCommitment", DRAFT, None, ["COMMITMENT_NOT_APPROVED"]),
        ("terminateCommitment", TERMINATED, None, ["COMMITMENT_NOT_APPROVED"]),
        ("voidCommitment", TERMINATED, None, ["COMMITMENT_CLOSED"]),
        ("voidCommitment", VOID, None, ["COMMITMENT_CLOSED"]),
        ("voidCommitment", APPROVED, ClaimStatus.DRAFT, ["COMMITMENT_HAS_CLAIMS"]),
        ("voidCommitment", APPROVED, ClaimStatus.VOID, []),
        ("reopenCommitment", DRAFT, None, ["VALUE_INVALID"]),
        ("reopenCommitment", APPROVED, ClaimStatus.VOID, ["COMMITMENT_HAS_CLAIMS"]),
        ("reopenCommitment", COMPLETE, ClaimStatus.APPROVED, []),
        ("reopenCommitment", TERMINATED, None, ["COMMITMENT_CLOSED"]),
        ("reopenCommitment", VOID, None, ["COMMITMENT_CLOSED"]),
        ("deleteCommitment", OUT, None, ["COMMITMENT_NOT_DRAFT"]),
        ("deleteCommitment", DRAFT, ClaimStatus.VOID, ["COMMITMENT_HAS_CLAIMS"]),
        ("deleteCommitment", VOID, ClaimStatus.VOID, ["COMMITMENT_NOT_DRAFT", "COMMITMENT_HAS_CLAIMS"]),
    ],
)
async def test_a_step_is_refused_with_its_reason_and_nothing_changes(
    database: Database,
    mutation: str,
    status: CommitmentStatus,
    claim: ClaimStatus | None,
    expected: list[str],
) -> None:
    site = await site_of(database)
    await site.world.set(site.commitment, status=status)
    if claim:
        await claim_row(site, await site.world.period(site.project), claim)
    if expected:
        async with unchanged(site.world):
            answer = await step(site, mutation)
    else:
        answer = await step(site, mutation)
    assert codes(answer) == expected
    offered = await offers(site, mutation)
    if expected:
        assert offered == (False, expected, answer["userErrors"])


async def offers(site: Site, mutation: str) -> tuple[bool, list[str], list[dict[str, Any]]]:
    """Whether the step is offered, with the refusals that stand against it."""
    name = "".join(f"_{letter}" if letter.isupper() else letter for letter in mutation).upper()
    asked = f"""query($id: ID!) {{ commitment(id: $id) {{
      viewerActions(actions: [{name}]) {{ allowed refusals {{ code message path }} }} }} }}"""
    told = await site.world.data(site.administrator, asked, id=site.id("commitment"))
    (offer,) = told["commitment"]["viewerActions"]
    return offer["allowed"], [one["code"] for one in offer["refusals"]], offer["refusals"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"schedule_lines": 0, "schedule_total_minor": 0}, ["SCHEDULE_EMPTY"]),
        ({"schedule_total_minor": 29_999_99}, ["SCHEDULE_NOT_EQUAL_TO_CONTRACT"]),
    ],
)
async def test_a_schedule_that_is_not_complete_is_not_put_in_force(
    database: Database, columns: dict[str, int], expected: list[str]
) -> None:
    site = await site_of(database)
    await site.world.set(site.commitment, status=DRAFT, **columns)
    async with unchanged(site.world):
        assert codes(await step(site, "approveCommitment")) == expected
    await site.world.set(site.commitment, status=APPROVED)
    assert codes(await step(site, "approveCommitment")) == ["COMMITMENT_NOT_DRAFT", *expected]


@pytest.mark.parametrize("mutation", ["voidCommitment", "terminateCommitment"])
@pytest.mark.parametrize("reason", ["", " \n "])
async def test_ending_a_commitment_needs_a_reason(database: Database, mutation: str, reason: str) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await step(site, mutation, reason=reason)
        long = await step(site, mutation, reason="x" * 5_001)
    assert [(one["code"], one["path"]) for one in answer["userErrors"]] == [
        ("REASON_REQUIRED", ["input", "reason"])
    ]
    assert codes(long) == ["VALUE_INVALID"]
    assert await offers(site, mutation) == (True, [], [])


async def test_a_draft_without_claims_goes_with_all_that_is_its_own(database: Database) -> None:
    site = await site_of(database)
    await site.world.set(site.commitment, status=DRAFT)
    await site.world.row(
        models.AccessListEntry, commitment=site.commitment, actor_id=site.reader.key, position=1
    )
    async with unchanged(site.world):
        dry = await step(site, "deleteCommitment", dryRun=True)
    answer = await step(site, "deleteCommitment", expectedVersion=1)
    assert answer["deletedId"] == dry["deletedId"] == site.id("commitment")
    for model in (models.Commitment, models.ScheduleLine, models.RetentionVersion, models.Designation):
        assert await rows(site.world, model) == []
    found, changes = await event(site.world, "commitment.deleted")
    assert (found.subject_type, found.subject_id) == ("Commitment", site.commitment.id)
    assert changes["Commitment"] == {"deleted": [False, True]}
    again = await step(site, "deleteCommitment")
    assert again["errors"][0][0] == "NOT_FOUND"


@pytest.mark.parametrize("mutation", STEPS)
async def test_steps_are_the_administrators_and_know_their_version(database: Database, mutation: str) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        found = {
            who: (await step(site, mutation, who))["errors"][0][0]
            for who in ("standard", "reader", "contact", "employee", "stranger")
        }
        stale = await step(site, mutation, "manager", expectedVersion=9)
    assert found == {
        "standard": "FORBIDDEN",
        "reader": "FORBIDDEN",
        "contact": "FORBIDDEN",
        "employee": "NOT_FOUND",
        "stranger": "NOT_FOUND",
    }
    assert codes(stale) == ["VERSION_CONFLICT"]


async def test_a_key_takes_a_step_once(database: Database) -> None:
    site = await site_of(database)
    first = await step(site, "completeCommitment", idempotencyKey="complete")
    async with unchanged(site.world):
        again = await step(site, "completeCommitment", idempotencyKey="complete")
    assert again == first
    assert codes(await step(site, "completeCommitment")) == ["COMMITMENT_NOT_APPROVED"]


NOTE = "subject { __typename id ... on Commitment { internalNote internalNoteVersion version } }"


async def note(site: Site, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Sets the note on the commitment."""
    told = {"subjectId": site.id("commitment"), **given}
    return await do(site.world, site.everybody[who], "setInternalNote", NOTE, **told)


async def test_a_note_counts_apart_and_moves_nothing_else(database: Database) -> None:
    site = await site_of(database)
    asked = "query($id: ID!) { commitment(id: $id) { version updatedAt } }"
    before = await site.world.data(site.manager, asked, id=site.id("commitment"))
    answer = await note(site, note=" Rates checked by QS ", expectedVersion=0)
    assert answer["subject"] == {
        "__typename": "Commitment",
        "id": site.id("commitment"),
        "internalNote": "Rates checked by QS",
        "internalNoteVersion": 1,
        "version": 1,
    }
    assert await site.world.data(site.manager, asked, id=site.id("commitment")) == before
    stays = await note(site, expectedVersion=1)
    assert stays["subject"]["internalNote"] == "Rates checked by QS"
    stale = await note(site, note="Other", expectedVersion=0)
    assert (codes(stale), stale["subject"]) == (["VERSION_CONFLICT"], stays["subject"])
    cleared = await note(site, note=None)
    assert (cleared["subject"]["internalNote"], cleared["subject"]["internalNoteVersion"]) == (None, 2)


async def test_members_read_the_note_contacts_do_not(database: Database) -> None:
    site = await site_of(database)
    await note(site, note="Rates checked by QS")
    asked = "query($id: ID!) { commitment(id: $id) { internalNote internalNoteVersion } }"
    told = await site.world.data(site.reader, asked, id=site.id("commitment"))
    assert told["commitment"] == {"internalNote": "Rates checked by QS", "internalNoteVersion": 1}
    hidden = await site.world.ask(site.contact, asked, {"id": site.id("commitment")})
    assert hidden["data"]["commitment"] == {"internalNote": None, "internalNoteVersion": None}
    assert len(hidden["errors"]) == 2


async def test_a_note_stands_on_a_claim_too_and_on_nothing_else(database: Database) -> None:
    site = await site_of(database)
    claim = await claim_row(site, await site.world.period(site.project))
    answer = await note(site, subjectId=id_of("ProgressClaim", claim), note="x")
    assert answer["subject"] == {"__typename": "ProgressClaim", "id": id_of("ProgressClaim", claim)}
    assert (await site.world.again(claim)).internal_note == "x"
    async with unchanged(site.world):
        for who in ("standard", "reader", "contact"):
            assert (await note(site, who, note="y"))["errors"][0][0] == "FORBIDDEN"
        wrong = await note(site, subjectId=site.id("project"), note="y")
        long = await note(site, note="y" * 5_001)
    assert wrong["errors"] == [("BAD_INPUT", "A note stands on a commitment or a claim, not on a Project.")]
    assert codes(long) == ["VALUE_INVALID"]
