"""Steps of a commitment: signed, approved, complete, ended, void; and the contractor's note on it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth.guards import EVERYONE, OpenTo
from claimgraph.errors import BadInput
from claimgraph.resolvers.action import action
from claimgraph.resolvers.reader.facts import Known
from claimgraph.resolvers.stated import read_reason, read_text
from claimgraph.resolvers.work import Work
from claimgraph.rules.commitments import (
    reasons_against_approving,
    reasons_against_completing,
    reasons_against_deleting,
    reasons_against_reopening,
    reasons_against_sending,
    reasons_against_terminating,
    reasons_against_voiding,
)
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import CommitmentStatus
from claimgraph.schema.declare import named
from claimgraph.schema.identity import parsed
from claimgraph.schema.inputs import Change, given, input_type
from claimgraph.schema.payload import deleted_id

ADMINISTRATORS = OpenTo(Standing.ADMINISTRATOR)
BACK = {
    CommitmentStatus.OUT_FOR_SIGNATURE: CommitmentStatus.DRAFT,
    CommitmentStatus.APPROVED: CommitmentStatus.OUT_FOR_SIGNATURE,
    CommitmentStatus.COMPLETE: CommitmentStatus.APPROVED,
}


@input_type
class ApproveCommitmentInput(Change):
    """What approveCommitment needs."""

    commitment_id: ID = given("Which commitment.")


@input_type
class VoidCommitmentInput(Change):
    """What voidCommitment needs."""

    commitment_id: ID = given("Which commitment.")
    reason: str = given("Why.")


@input_type
class DeleteCommitmentInput(Change):
    """What deleteCommitment needs."""

    commitment_id: ID = given("Which commitment.")


@input_type
class SendCommitmentForSignatureInput(Change):
    """What sendCommitmentForSignature needs."""

    commitment_id: ID = given("Which commitment.")


@input_type
class ReopenCommitmentInput(Change):
    """What reopenCommitment needs."""

    commitment_id: ID = given("Which commitment.")
    reason: str | None = given("Why, for the audit.", default=None)


@input_type
class CompleteCommitmentInput(Change):
    """What completeCommitment needs."""

    commitment_id: ID = given("Which commitment.")
    completed_on: date = given("On which day.")


@input_type
class TerminateCommitmentInput(Change):
    """What terminateCommitment needs."""

    commitment_id: ID = given("Which commitment.")
    reason: str = given("Why.")


@input_type
class SetInternalNoteInput(Change):
    """What setInternalNote needs."""

    subject_id: ID = given(
        "Which commitment, claim or variation; expectedVersion is its internalNoteVersion.",
    )
    note: Maybe[str | None] = given("The note; null clears it.", default=None)


async def step(
    work: Work,
    commitment: models.Commitment,
    status: CommitmentStatus,
    reason: str | None = None,
    **values: object,
) -> models.Commitment:
    """Takes a commitment to its next status."""
    return await work.keep_anyway(
        commitment, status=status, status_reason=reason, status_changed_at=work.now, **values
    )


@action(
    "commitment.approved",
    on="Commitment",
    gives="commitment",
    open_to=ADMINISTRATORS,
    unless=reasons_against_approving,
)
async def approve_commitment(
    work: Work,
    commitment: models.Commitment,
    input: ApproveCommitmentInput,  # noqa: ARG001
) -> models.Commitment:
    """Put a draft, or what was out for signature, in force so that claims can be made."""
    work.stop_if_refused()
    return await step(work, commitment, CommitmentStatus.APPROVED)


@action(
    "commitment.voided",
    on="Commitment",
    gives="commitment",
    open_to=ADMINISTRATORS,
    unless=reasons_against_voiding,
    refuses=("REASON_REQUIRED",),
)
async def void_commitment(
    work: Work, commitment: models.Commitment, input: VoidCommitmentInput
) -> models.Commitment:
    """Void a commitment that has no claims but void ones; not one that was terminated."""
    reason = read_reason(work, input.reason, "input", "reason")
    work.stop_if_refused()
    return await step(work, commitment, CommitmentStatus.VOID, reason)


@action(
    "commitment.deleted",
    on="Commitment",
    gives="deleted_id",
    open_to=ADMINISTRATORS,
    unless=reasons_against_deleting,
    besides={"deleted_id": deleted_id()},
)
async def delete_commitment(
    work: Work, commitment: models.Commitment, input: DeleteCommitmentInput
) -> dict[str, str]:
    """Delete a draft that never had claims."""
    work.stop_if_refused()
    for model in (
        models.ScheduleLine,
        models.RetentionVersion,
        models.AccessListEntry,
        models.Designation,
    ):
        await work.clear(model, commitment_id=commitment.id)
    await work.remove(commitment)
    return {"deleted_id": input.commitment_id}


@action(
    "commitment.sent_for_signature",
    on="Commitment",
    gives="commitment",
    open_to=ADMINISTRATORS,
    unless=reasons_against_sending,
)
async def send_commitment_for_signature(
    work: Work,
    commitment: models.Commitment,
    input: SendCommitmentForSignatureInput,  # noqa: ARG001
) -> models.Commitment:
    """Record that a draft went out for signature."""
    work.stop_if_refused()
    return await step(work, commitment, CommitmentStatus.OUT_FOR_SIGNATURE)


@action(
    "commitment.reopened",
    on="Commitment",
    gives="commitment",
    open_to=ADMINISTRATORS,
    unless=reasons_against_reopening,
)
async def reopen_commitment(
    work: Work, commitment: models.Commitment, input: ReopenCommitmentInput
) -> models.Commitment:
    """Take a commitment one step back: out for signature to draft, approved to out for signature, both while
    no claim exists, and complete to approved at any time.
    """
    reason = read_text(work, input.reason, "input", "reason")
    work.stop_if_refused()
    return await step(work, commitment, BACK[commitment.status], reason)


@action(
    "commitment.completed",
    on="Commitment",
    gives="commitment",
    open_to=ADMINISTRATORS,
    unless=reasons_against_completing,
)
async def complete_commitment(
    work: Work, commitment: models.Commitment, input: CompleteCommitmentInput
) -> models.Commitment:
    """Record that the work is complete."""
    work.stop_if_refused()
    return await step(work, commitment, CommitmentStatus.COMPLETE, completed_on=input.completed_on)


@action(
    "commitment.terminated",
    on="Commitment",
    gives="commitment",
    open_to=ADMINISTRATORS,
    unless=reasons_against_terminating,
    refuses=("REASON_REQUIRED",),
)
async def terminate_commitment(
    work: Work, commitment: models.Commitment, input: TerminateCommitmentInput
) -> models.Commitment:
    """End an approved or complete commitment early; the review of an open claim goes on."""
    reason = read_reason(work, input.reason, "input", "reason")
    work.stop_if_refused()
    return await step(work, commitment, CommitmentStatus.TERMINATED, reason)


def noted(work: Work, given_input: SetInternalNoteInput) -> tuple[str, UUID]:  # noqa: ARG001
    """What the note is on: a commitment or a claim. Raises BadInput for anything else."""
    known = parsed(given_input.subject_id)
    if known.type_name not in ("Commitment", "ProgressClaim"):
        raise BadInput(f"A note stands on a commitment or a claim, not on a {known.type_name}.")
    return known


async def before_noting(work: Work, given: SetInternalNoteInput, _: Known) -> dict[str, Any]:
    """No fact of the input's; what the note is on is shown in any case."""
    work.shown["subject"] = [given.subject_id]
    return {}


@action(
    "internal_note.set",
    on=("Commitment", "ProgressClaim"),
    target=noted,
    gives="subject",
    open_to=ADMINISTRATORS,
    version="internal_note_version",
    before=before_noting,
    besides={"subject": named("Node", "What the note is on.", to=EVERYONE, at="subject", single=True)},
)
async def set_internal_note(
    work: Work,
    subject: models.Commitment | models.ProgressClaim,
    input: SetInternalNoteInput,
    internal_note_version: int,
) -> dict[str, object]:
    """Set the contractor's own note on a commitment, a claim or a variation; for the vendor's side nothing
    moves, no version and no order.
    """
    note = input.note and read_text(work, input.note.value, "input", "note")
    work.stop_if_refused()
    if input.note is not None and note != subject.internal_note:
        await work.keep(subject, internal_note=note, internal_note_version=internal_note_version + 1)
    return {}
