"""Steps of a claim: moved, submitted, withdrawn, void, deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from strawberry import ID

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Refusal
from claimgraph.resolvers.action import action
from claimgraph.resolvers.actions.claim_entry import (
    CLAIMANTS,
    LINE_CODES,
    named_period,
    period_facts,
    rules_of,
    write_authors,
)
from claimgraph.resolvers.drafts import follow, refreshed, settle
from claimgraph.resolvers.reckoning import keep_claimed, opened
from claimgraph.resolvers.stated import judge_lines, judge_release, standing, worked_out
from claimgraph.resolvers.work import Work
from claimgraph.rules.claiming import (
    claims_as_contact,
    not_his_to_delete,
    reasons_against_deleting,
    reasons_against_moving,
    reasons_against_period,
    reasons_against_submitting,
    reasons_against_voiding,
    reasons_against_withdrawing,
)
from claimgraph.rules.ruling import codes_of
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import (
    BillingPeriodStatus,
    ClaimStatus,
    LateClaims,
    Side,
    ValuationKind,
)
from claimgraph.rules.workflow import APPROVED
from claimgraph.schema.inputs import Change, given, input_type
from claimgraph.schema.payload import deleted_id


@input_type
class MoveClaimInput(Change):
    """What moveClaim needs."""

    claim_id: ID = given("Which claim.")
    period_id: ID | None = given("To which period; the open one when left out.", default=None)


@input_type
class SubmitClaimInput(Change):
    """What submitClaim needs."""

    confirm_zero: bool = given(
        "Submit although every movement and every release is zero; a nil claim is lawful.",
        default=False,
    )
    claim_id: ID = given("Which claim.")


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


def side_of(standings: Standing, is_on_behalf: bool) -> Side:
    """For which side somebody acts on a claim."""
    return Side.VENDOR if claims_as_contact(standings, is_on_behalf) else Side.CONTRACTOR


async def step(
    work: Work,
    claim: models.ProgressClaim,
    status: ClaimStatus,
    side: Side,
    reason: str | None = None,
    **values: Any,
) -> models.ProgressClaim:
    """Takes a claim to its next status, with who did it and why."""
    return await work.keep_anyway(
        claim,
        status=status,
        status_reason=reason,
        status_changed_at=work.now,
        status_changed_by_id=work.viewer.id,
        status_changed_by_name=work.viewer.name,
        status_changed_by_side=side,
        **values,
    )


@action(
    "claim.moved",
    on="ProgressClaim",
    gives="claim",
    open_to=CLAIMANTS,
    unless=reasons_against_moving,
    refuses=codes_of(reasons_against_period),
)
async def move_claim(
    work: Work,
    claim: models.ProgressClaim,
    input: MoveClaimInput,
    standings: Standing,
    is_on_behalf: bool,
    late_claims: LateClaims,
    today: date,
    last_period_starts_on: date | None,
) -> models.ProgressClaim:
    """Move a draft to another period; a contact to the open one alone."""
    facts = await _other_period(work, claim, input.period_id)
    is_contact = claims_as_contact(standings, is_on_behalf)
    reasons = reasons_against_period(
        is_contact=is_contact,
        period_status=facts.get("period_status"),
        due_on=facts.get("due_on"),
        period_starts_on=facts.get("period_starts_on"),
        today=today,
        late_claims=late_claims,
        claims_in_period=facts.get("claims_in_period", 0),
        last_period_starts_on=last_period_starts_on,
        claim_type=claim.claim_type,
    )
    if not facts and not is_contact:
        message = "No billing period is open; name the one that the claim shall go to."
        reasons.append(Refusal("NO_OPEN_PERIOD", message, ("input", "periodId")))
    work.refuse(reasons)
    work.stop_if_refused()
    await write_authors(work, claim, work.viewer.id)
    moved = await work.keep_anyway(claim, period_id=facts["billing_period_id"])
    commitment = await work.row(models.Commitment, id=claim.commitment_id)
    assert commitment
    await follow(work, commitment)
    return moved


async def _other_period(work: Work, claim: models.ProgressClaim, given_id: str | None) -> Mapping[str, Any]:
    """The facts of the period that is named, or of the open one; none when there is none."""
    assert work.project_id is not None
    if given_id is not None:
        named = await named_period(work, given_id, work.project_id)
        work.stop_if_refused()
        assert named
        facts = await period_facts(work, claim.commitment_id, named)
    else:
        period = await work.row(
            models.BillingPeriod, project_id=work.project_id, status=BillingPeriodStatus.OPEN
        )
        seen = period and await work.known("BillingPeriod", period.id, "status", "due_on", "starts_on")
        if not seen:
            return {}
        facts = await period_facts(work, claim.commitment_id, (seen.key, seen))
    own = 1 if facts["billing_period_id"] == claim.period_id else 0
    return {**facts, "claims_in_period": facts["claims_in_period"] - own}


@action(
    "claim.submitted",
    on="ProgressClaim",
    gives="claim",
    open_to=CLAIMANTS,
    unless=reasons_against_submitting,
    refuses=("NO_OPEN_PERIOD", "PERSON_NOT_CLAIM_CONTACT", *LINE_CODES, "NOTHING_CLAIMED"),
)
async def submit_claim(
    work: Work,
    claim: models.ProgressClaim,
    input: SubmitClaimInput,
    standings: Standing,
    is_on_behalf: bool,
    today: date,
    due_on: date,
) -> models.ProgressClaim:
    """Submit a draft or returned claim for review; what was submitted is kept as it is. A returned claim may
    come after the due date or the close of its period.
    """
    was_returned = claim.status is ClaimStatus.REVISE_AND_RESUBMIT
    if not was_returned:
        commitment = await work.row(models.Commitment, id=claim.commitment_id)
        assert commitment
        await refreshed(work, claim, commitment)
    sheet = await opened(work, claim)
    lines = standing(sheet)
    stated, figures = worked_out(work, sheet, lines)
    rules = await rules_of(work, sheet)
    judge_lines(work, rules, lines, stated, figures, only_given=False)
    judge_release(work, sheet, rules, figures)
    if figures.is_nil and not input.confirm_zero:
        message = (
            "Nothing is claimed: every movement and every release is zero. Set confirmZero for a nil claim."
        )
        work.refuse([Refusal("NOTHING_CLAIMED", message, ("input", "confirmZero"))])
    work.stop_if_refused()
    side = side_of(standings, is_on_behalf)
    is_late = claim.is_late if was_returned else side is Side.VENDOR and today > due_on
    await keep_claimed(work, sheet, stated, figures)
    await write_authors(work, claim, work.viewer.id)
    submitted = await step(
        work,
        claim,
        ClaimStatus.UNDER_REVIEW,
        side,
        submitted_by_id=work.viewer.id,
        submitted_by_name=work.viewer.name,
        submitted_by_side=side,
        submitted_at=work.now,
        submissions=claim.submissions + 1,
        is_late=is_late,
        assessment_started_at=None,
        previous_claim_id=claim.previous_claim_id,
        retention_policy=claim.retention_policy,
        tax=claim.tax,
        claimed_amount_minor=figures.summary.amount_this_claim,
    )
    await _freeze(work, submitted, sheet.lines)
    return submitted


async def _freeze(work: Work, claim: models.ProgressClaim, lines: list[models.ClaimLine]) -> None:
    """Keeps the claim as it was submitted: words and integers, for good."""
    figures = await work.rows(
        models.LineValuation, line_id__in=[one.id for one in lines], kind=ValuationKind.CLAIMED
    )
    summary = await work.row(models.ClaimValuation, claim_id=claim.id, kind=ValuationKind.CLAIMED)
    assert summary
    content = {
        "claim": _copied(claim),
        "summary": _copied(summary),
        "lines": [_copied(one) for one in lines],
        "figures": [_copied(one) for one in figures],
    }
    await work.insert(
        work.new(
            models.ClaimRevision, claim_id=claim.id, number=claim.submissions, content=json.dumps(content)
        )
    )


def _copied(row: models.Row) -> dict[str, Any]:
    hidden = row.SILENT
    values = {name: getattr(row, name) for name in sorted(row._meta.db_fields) if name not in hidden}
    return {name: value if isinstance(value, int | None) else str(value) for name, value in values.items()}


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
    reason = (input.reason or "").strip() or None
    is_administrator = Standing.ADMINISTRATOR in standings
    if is_administrator:
        work.refuse(reason_needed(reason))
    work.stop_if_refused()
    await drop_draft_assessment(work, claim)
    side = Side.CONTRACTOR if is_administrator else Side.VENDOR
    withdrawn = await step(work, claim, ClaimStatus.DRAFT, side, reason, assessment_started_at=None)
    commitment = await work.row(models.Commitment, id=claim.commitment_id)
    assert commitment
    await follow(work, commitment)
    return withdrawn


def reason_needed(reason: str | None) -> list[Refusal]:
    """Why it can't be done without a reason."""
    if (reason or "").strip():
        return []
    return [Refusal("REASON_REQUIRED", "Say why; the other side will read it.", ("input", "reason"))]


async def drop_draft_assessment(work: Work, claim: models.ProgressClaim) -> None:
    """Takes away what an assessor wrote and did not issue."""
    lines = [line.id for line in await work.rows(models.ClaimLine, claim_id=claim.id)]
    await work.clear(models.LineValuation, line_id__in=lines, kind=ValuationKind.DRAFT)
    await work.clear(models.ClaimValuation, claim_id=claim.id, kind=ValuationKind.DRAFT)


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
    work.refuse(reason_needed(input.reason))
    work.stop_if_refused()
    was_approved = claim.status in APPROVED
    await drop_draft_assessment(work, claim)
    void = await step(work, claim, ClaimStatus.VOID, Side.CONTRACTOR, input.reason.strip())
    if was_approved:
        commitment = await work.row(models.Commitment, id=claim.commitment_id)
        assert commitment
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
