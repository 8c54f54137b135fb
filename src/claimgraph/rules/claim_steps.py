"""Steps of a claim back and away: what stands against taking it back, deleting it, making it void."""

from __future__ import annotations

from datetime import date

from claimgraph.errors import Refusal
from claimgraph.rules.ruling import rule
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import ClaimStatus, LateClaims, Side
from claimgraph.rules.workflow import APPROVED, reasons_against_review


@rule("CLAIM_NOT_UNDER_REVIEW", "ASSESSMENT_STARTED", "PERIOD_PAST_DUE")
def reasons_against_withdrawing(
    standings: Standing,
    status: ClaimStatus,
    is_assessment_started: bool,
    due_on: date,
    today: date,
    late_claims: LateClaims,
) -> list[Refusal]:
    """Why a claim can't be taken back: an administrator may all through the review, a contact may not."""
    reasons = reasons_against_review(status)
    if reasons or Standing.ADMINISTRATOR in standings:
        return reasons
    if is_assessment_started:
        message = "An administrator has started to assess this claim; ask for it to be returned."
        reasons.append(Refusal("ASSESSMENT_STARTED", message))
    if today > due_on and late_claims is LateClaims.REFUSED:
        message = f"Claims of this period were due on {due_on.isoformat()}; it could not be submitted again."
        reasons.append(Refusal("PERIOD_PAST_DUE", message))
    return reasons


@rule("CLAIM_NOT_DRAFT", "CLAIM_WAS_SUBMITTED")
def reasons_against_deleting(status: ClaimStatus, submissions: int) -> list[Refusal]:
    """Why a claim is kept: it is no draft, or it was submitted once."""
    if status is not ClaimStatus.DRAFT:
        message = f"A claim that is {status} is kept; only a draft that was never submitted can be deleted."
        return [Refusal("CLAIM_NOT_DRAFT", message)]
    if submissions:
        return [
            Refusal("CLAIM_WAS_SUBMITTED", "This claim was submitted once, so it is kept; void it instead.")
        ]
    return []


def not_his_to_delete(standings: Standing, created_by_side: Side, created_by_viewer: bool) -> str | None:
    """Why a draft is not somebody's to delete: a contact deletes a contact's, a Standard member his own."""
    if Standing.ADMINISTRATOR in standings:
        return None
    if Standing.CONTACT in standings and created_by_side is Side.VENDOR:
        return None
    if Standing.STANDARD in standings and created_by_viewer:
        return None
    if Standing.CONTACT in standings:
        return "The contractor's side created this draft; a contact deletes only a contact's."
    return "Only an administrator deletes a draft that somebody else created."


@rule("CLAIM_NOT_LATEST")
def reasons_against_voiding(status: ClaimStatus, claims_after: int) -> list[Refusal]:
    """Why a claim can't be void: it is already, or a later claim builds on it."""
    if status is ClaimStatus.VOID:
        return [Refusal("VALUE_INVALID", "This claim is void already.")]
    if status in APPROVED and claims_after:
        return [Refusal("CLAIM_NOT_LATEST", "A later claim builds on this one; void that one first.")]
    return []
