"""Steps of a claim besides its submission: moved, withdrawn, void, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from strawberry import ID

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.resolvers.action import action
from claimgraph.resolvers.actions.claim_entry import CLAIMANTS
from claimgraph.resolvers.decisions import drop_draft
from claimgraph.resolvers.drafts import follow, settle
from claimgraph.resolvers.filing import (
    claims_in,
    commitment_of,
    named_period,
    refuse_without_period,
    side_of,
    step,
    write_authors,
)
from claimgraph.resolvers.reader.facts import Known
from claimgraph.resolvers.stated import read_reason, read_text
from claimgraph.resolvers.work import Work
from claimgraph.rules.claim_steps import (
    not_his_to_delete,
    reasons_against_deleting,
    reasons_against_voiding,
    reasons_against_withdrawing,
)
from claimgraph.rules.claiming import reasons_against_moving
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import ClaimStatus, Side
from claimgraph.rules.workflow import APPROVED
from claimgraph.schema.inputs import Change, given, input_type
from claimgraph.schema.payload import deleted_id


@input_type
class MoveClaimInput(Change):
    """What moveClaim needs."""

    claim_id: ID = given("Which claim.")
    period_id: ID | None = given("To which period; the open one when left out.", default=None)


@input_type
class WithdrawClaimInput(Change):
    """What withdrawClaim needs."""

    claim_id: ID = given("Which claim.")
    reason: str | None = given("Why; needed from administrators.", default=None)


@input_type
class VoidClaimInput(Change):
    """What voidClaim needs."""

    claim_id: ID = given("Which claim.")
    reason: str = given("Why.")


@input_type
class DeleteClaimInput(Change):
    """What deleteClaim needs."""

    claim_id: ID = given("Which claim.")


async def before_moving(work: Work, given: MoveClaimInput, judged: Known) -> Mapping[str, Any]:
    """To which period: the input may name it."""
    period = await named_period(work, given.period_id)
    if period is None:
        return {}
    assert work.commitment_id, "a claim's lock finds its commitment"
    return {
        "target_id": period.key,
        "target_status": period.facts["status"],
        "target_due_on": period.facts["due_on"],
        "target_starts_on": period.facts["starts_on"],
        "claims_in_target": await claims_in(work, work.commitment_id, period.key, besides=judged.key),
    }


@action(
    "claim.moved",
    on="ProgressClaim",
    gives="claim",
    open_to=CLAIMANTS,
    unless=reasons_against_moving,
    before=before_moving,
)
async def move_claim(
    work: Work,
    claim: models.ProgressClaim,
    input: MoveClaimInput,  # noqa: ARG001
    standings: Standing,
    is_on_behalf: bool,
    target_id: UUID | None,
) -> models.ProgressClaim:
    """Move a draft to another period; a contact to the open one alone."""
    work.stop_if_refused()
    refuse_without_period(work, target_id)
    await write_authors(work, claim, side_of(standings, is_on_behalf))
    await follow(work, await commitment_of(work, claim), period_id=target_id)
    return claim


@action(
    "claim.withdrawn",
    on="ProgressClaim",
    gives="claim",
    open_to=OpenTo(Standing.CONTACT | Standing.ADMINISTRATOR),
    unless=reasons_against_withdrawing,
    refuses=("REASON_REQUIRED",),
)
async def withdraw_claim(
    work: Work, claim: models.ProgressClaim, input: WithdrawClaimInput, standings: Standing
) -> models.ProgressClaim:
    """Take a submitted claim back to a draft; a contact only until its assessment is started and the due date
    has passed, an administrator with a reason.
    """
    is_administrator = Standing.ADMINISTRATOR in standings
    read_one = read_reason if is_administrator else read_text
    reason = read_one(work, input.reason, "input", "reason")
    work.stop_if_refused()
    await _drop_assessment(work, claim)
    await _open_lines(work, claim)
    side = Side.CONTRACTOR if is_administrator else Side.VENDOR
    away = {"assessment_started_at": None, "is_late": False}
    withdrawn = await step(work, claim, ClaimStatus.DRAFT, side, reason, **away)
    await follow(work, await commitment_of(work, claim))
    return withdrawn


async def _open_lines(work: Work, claim: models.ProgressClaim) -> None:
    """Opens the lines that were accepted when the claim was returned: a draft is open in all of them."""
    closed = await work.rows(models.ClaimLine, claim_id=claim.id, is_closed=True)
    for line in closed:
        line.is_closed = False
    await work.keep_all(closed, "is_closed")


async def _drop_assessment(work: Work, claim: models.ProgressClaim) -> None:
    """Takes away what an assessor wrote and did not issue."""
    await drop_draft(work, claim.id, await work.rows(models.ClaimLine, claim_id=claim.id))


@action(
    "claim.voided",
    on="ProgressClaim",
    gives="claim",
    open_to=OpenTo(Standing.ADMINISTRATOR),
    unless=reasons_against_voiding,
    refuses=("REASON_REQUIRED",),
)
async def void_claim(work: Work, claim: models.ProgressClaim, input: VoidClaimInput) -> models.ProgressClaim:
    """Void a claim; an approved one only while nothing is paid and no later claim builds on it. Its number
    stays taken, and previous figures fall back to the claim before.
    """
    reason = read_reason(work, input.reason, "input", "reason")
    work.stop_if_refused()
    was_approved = claim.status in APPROVED
    await _drop_assessment(work, claim)
    void = await step(work, claim, ClaimStatus.VOID, Side.CONTRACTOR, reason)
    if was_approved:
        commitment = await commitment_of(work, claim)
        await settle(work, commitment)
        await follow(work, commitment)
    return void


@action(
    "claim.deleted",
    on="ProgressClaim",
    gives=("deleted_id", "commitment"),
    open_to=CLAIMANTS,
    unless=reasons_against_deleting,
    forbids=not_his_to_delete,
    besides={"deleted_id": deleted_id()},
    says={"commitment": "The commitment without it."},
)
async def delete_claim(
    work: Work, claim: models.ProgressClaim, input: DeleteClaimInput
) -> dict[str, UUID | str | None]:
    """Delete a draft that was never submitted, and free its number; a contact one that a contact created, a
    Standard member only his own.
    """
    work.stop_if_refused()
    lines = [line.id for line in await work.rows(models.ClaimLine, claim_id=claim.id)]
    await work.clear(models.LineValuation, line_id__in=lines)
    for model in (models.ClaimValuation, models.ClaimAuthor, models.ClaimLine):
        await work.clear(model, claim_id=claim.id)
    await work.remove(claim)
    return {"deleted_id": input.claim_id, "commitment": claim.commitment_id}
