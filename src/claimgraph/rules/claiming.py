"""The gates before a claim: what stands against creating, changing, moving and submitting one (domain: section 3).

A contact claims by the gates of his own submission. The contractor's side files on behalf, in any period and
after any due date, but never twice at once, nor twice in a period, nor before what was approved last.
"""

from __future__ import annotations

from datetime import date

from claimgraph.errors import Refusal
from claimgraph.rules.ruling import rule
from claimgraph.rules.schedule import reasons_against_schedule
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import (
    BillingPeriodStatus,
    ClaimStatus,
    ClaimType,
    CommitmentStatus,
    LateClaims,
    Side,
)
from claimgraph.rules.workflow import EDITABLE

FILES_ON_BEHALF = Standing.ADMINISTRATOR | Standing.STANDARD


def claims_as_contact(standings: Standing, is_on_behalf: bool) -> bool:
    """Whether somebody claims as the contact that he is, and so by a contact's gates.

    He does unless the claim is the contractor's side's and he stands on that side too.
    """
    return Standing.CONTACT in standings and not (is_on_behalf and standings & FILES_ON_BEHALF)


def _own_submission(own_submission_is_on: bool) -> list[Refusal]:
    if own_submission_is_on:
        return []
    message = "Collaborators' own submission is switched off; ask the contractor to file the claim for you."
    return [Refusal("OWN_SUBMISSION_OFF", message)]


def _claimable(
    is_contact: bool, standings: Standing, status: CommitmentStatus, claims_on: bool
) -> list[Refusal]:
    claimable = [CommitmentStatus.APPROVED, CommitmentStatus.COMPLETE]
    if Standing.ADMINISTRATOR in standings and not is_contact:
        claimable.append(CommitmentStatus.TERMINATED)
    if status not in claimable:
        message = f"A commitment that is {status} can't be claimed against; it must be approved or complete."
        return [Refusal("COMMITMENT_NOT_CLAIMABLE", message)]
    if is_contact and not claims_on:
        return [Refusal("COMMITMENT_NOT_CLAIMABLE", "Claims are switched off for this commitment.")]
    return []


def _period_open(
    period_status: BillingPeriodStatus | None, due_on: date | None, today: date, late_claims: LateClaims
) -> list[Refusal]:
    if period_status is None or due_on is None:
        return [Refusal("NO_OPEN_PERIOD", "No billing period is open in this project.")]
    reasons = []
    if period_status is BillingPeriodStatus.CLOSED:
        reasons.append(
            Refusal("PERIOD_CLOSED", "This billing period is closed; move the claim to the open one.")
        )
    if today > due_on and late_claims is LateClaims.REFUSED:
        message = f"Claims of this period were due on {due_on.isoformat()}; only the contractor's side may still file."
        reasons.append(Refusal("PERIOD_PAST_DUE", message))
    return reasons


def _already_open(open_claims: int) -> list[Refusal]:
    if not open_claims:
        return []
    message = "Another claim of this commitment is neither approved nor void; it must be decided first."
    return [Refusal("CLAIM_ALREADY_OPEN", message)]


def _period_fits(
    claims_in_period: int,
    period_starts_on: date | None,
    last_period_starts_on: date | None,
    claim_type: ClaimType | None,
) -> list[Refusal]:
    reasons = []
    if claims_in_period and claim_type is not ClaimType.RETENTION_RELEASE:
        message = "The commitment has a claim in this billing period already; choose another period."
        reasons.append(Refusal("PERIOD_ALREADY_CLAIMED", message))
    if period_starts_on and last_period_starts_on and period_starts_on < last_period_starts_on:
        message = "This billing period lies before that of the last approved claim; choose a later one."
        reasons.append(Refusal("PERIOD_BEFORE_PREVIOUS", message))
    return reasons


@rule(
    "OWN_SUBMISSION_OFF",
    "COMMITMENT_NOT_CLAIMABLE",
    "SCHEDULE_EMPTY",
    "SCHEDULE_NOT_EQUAL_TO_CONTRACT",
    "NO_OPEN_PERIOD",
    "PERIOD_CLOSED",
    "PERIOD_PAST_DUE",
    "CLAIM_ALREADY_OPEN",
    "PERIOD_ALREADY_CLAIMED",
    "PERIOD_BEFORE_PREVIOUS",
)
def reasons_against_creating(
    standings: Standing,
    is_on_behalf: bool,
    own_submission_is_on: bool,
    status: CommitmentStatus,
    claims_on: bool,
    schedule_lines: int,
    original_sum_minor: int,
    schedule_total_minor: int,
    period_status: BillingPeriodStatus | None,
    due_on: date | None,
    period_starts_on: date | None,
    today: date,
    late_claims: LateClaims,
    open_claims: int,
    claims_in_period: int,
    last_period_starts_on: date | None,
    claim_type: ClaimType | None,
) -> list[Refusal]:
    """Why no claim can be created under a commitment today; all of it at once.

    The period is the one that is named, else the open one; the contractor's side may name any.
    """
    is_contact = claims_as_contact(standings, is_on_behalf)
    reasons = _own_submission(own_submission_is_on) if is_contact else []
    reasons += _claimable(is_contact, standings, status, claims_on)
    reasons += reasons_against_schedule(schedule_lines, original_sum_minor, schedule_total_minor)
    if is_contact:
        reasons += _period_open(period_status, due_on, today, late_claims)
    reasons += _already_open(open_claims)
    return reasons + _period_fits(claims_in_period, period_starts_on, last_period_starts_on, claim_type)


@rule("OWN_SUBMISSION_OFF", "CLAIM_NOT_OPEN")
def reasons_against_changing(
    standings: Standing, is_on_behalf: bool, own_submission_is_on: bool, status: ClaimStatus
) -> list[Refusal]:
    """Why a claim can't be changed: it is neither a draft nor returned, or contacts may not claim now."""
    reasons = _own_submission(own_submission_is_on) if claims_as_contact(standings, is_on_behalf) else []
    if status not in EDITABLE:
        message = f"A claim that is {status} can't be changed; only a draft or a returned one can."
        reasons.append(Refusal("CLAIM_NOT_OPEN", message))
    return reasons


@rule(
    "OWN_SUBMISSION_OFF",
    "CLAIM_NOT_OPEN",
    "COMMITMENT_NOT_CLAIMABLE",
    "SCHEDULE_EMPTY",
    "SCHEDULE_NOT_EQUAL_TO_CONTRACT",
    "PERIOD_CLOSED",
    "PERIOD_PAST_DUE",
    "CLAIM_ALREADY_OPEN",
    "PERIOD_ALREADY_CLAIMED",
    "PERIOD_BEFORE_PREVIOUS",
)
def reasons_against_submitting(
    standings: Standing,
    is_on_behalf: bool,
    own_submission_is_on: bool,
    status: ClaimStatus,
    commitment_status: CommitmentStatus,
    claims_on: bool,
    schedule_lines: int,
    original_sum_minor: int,
    schedule_total_minor: int,
    period_status: BillingPeriodStatus,
    due_on: date,
    period_starts_on: date,
    today: date,
    late_claims: LateClaims,
    open_claims_besides: int,
    claims_in_period: int,
    last_period_starts_on: date | None,
    claim_type: ClaimType,
) -> list[Refusal]:
    """Why a claim can't be submitted today. A returned one may come after the due date and the close."""
    is_contact = claims_as_contact(standings, is_on_behalf)
    reasons = reasons_against_changing(standings, is_on_behalf, own_submission_is_on, status)
    reasons += _claimable(is_contact, standings, commitment_status, claims_on)
    reasons += reasons_against_schedule(schedule_lines, original_sum_minor, schedule_total_minor)
    if is_contact and status is not ClaimStatus.REVISE_AND_RESUBMIT:
        reasons += _period_open(period_status, due_on, today, late_claims)
    reasons += _already_open(open_claims_besides)
    return reasons + _period_fits(claims_in_period, period_starts_on, last_period_starts_on, claim_type)


@rule("OWN_SUBMISSION_OFF", "CLAIM_NOT_DRAFT")
def reasons_against_moving(
    standings: Standing, is_on_behalf: bool, own_submission_is_on: bool, status: ClaimStatus
) -> list[Refusal]:
    """Why a claim can't go to another period: it is no draft, or contacts may not claim now."""
    reasons = _own_submission(own_submission_is_on) if claims_as_contact(standings, is_on_behalf) else []
    if status is not ClaimStatus.DRAFT:
        message = f"A claim that is {status} stays in its period; only a draft can be moved."
        reasons.append(Refusal("CLAIM_NOT_DRAFT", message))
    return reasons


@rule(
    "NO_OPEN_PERIOD", "PERIOD_CLOSED", "PERIOD_PAST_DUE", "PERIOD_ALREADY_CLAIMED", "PERIOD_BEFORE_PREVIOUS"
)
def reasons_against_period(
    is_contact: bool,
    period_status: BillingPeriodStatus | None,
    due_on: date | None,
    period_starts_on: date | None,
    today: date,
    late_claims: LateClaims,
    claims_in_period: int,
    last_period_starts_on: date | None,
    claim_type: ClaimType,
) -> list[Refusal]:
    """Why a draft can't go to a period: a contact's gates for it, and for everybody that it fits."""
    reasons = _period_open(period_status, due_on, today, late_claims) if is_contact else []
    return reasons + _period_fits(claims_in_period, period_starts_on, last_period_starts_on, claim_type)


@rule("CLAIM_NOT_UNDER_REVIEW", "ASSESSMENT_STARTED", "PERIOD_PAST_DUE")
def reasons_against_withdrawing(
    standings: Standing,
    status: ClaimStatus,
    is_assessment_started: bool,
    due_on: date,
    today: date,
    late_claims: LateClaims,
) -> list[Refusal]:
    """Why a claim can't be taken back: an administrator may at any time of the review, a contact not so long."""
    reasons = reasons_against_review(status)
    if Standing.ADMINISTRATOR in standings:
        return reasons
    if is_assessment_started:
        message = "An administrator has started to assess this claim; ask for it to be returned."
        reasons.append(Refusal("ASSESSMENT_STARTED", message))
    if today > due_on and late_claims is LateClaims.REFUSED:
        message = f"Claims of this period were due on {due_on.isoformat()}; it could not be submitted again."
        reasons.append(Refusal("PERIOD_PAST_DUE", message))
    return reasons


def reasons_against_review(status: ClaimStatus) -> list[Refusal]:
    """Why a claim can't be assessed or decided: it is not under review."""
    if status is ClaimStatus.UNDER_REVIEW:
        return []
    return [Refusal("CLAIM_NOT_UNDER_REVIEW", f"A claim that is {status} is not under review.")]


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
    if status in (ClaimStatus.APPROVED, ClaimStatus.APPROVED_AS_NOTED) and claims_after:
        return [Refusal("CLAIM_NOT_LATEST", "A later claim builds on this one; void that one first.")]
    return []
