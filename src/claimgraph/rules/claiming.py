"""The gates before a claim: what stands against creating, changing, submitting and moving one.

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
    period_status: BillingPeriodStatus | None,
    due_on: date | None,
    a_period_is_open: bool,
    today: date,
    late_claims: LateClaims,
) -> list[Refusal]:
    reasons = []
    if not a_period_is_open:
        message = "No billing period is open in this project; ask the contractor to open one."
        reasons.append(Refusal("NO_OPEN_PERIOD", message))
    if period_status is BillingPeriodStatus.CLOSED:
        message = "This billing period is closed; claim in the open one, to which a draft can be moved."
        reasons.append(Refusal("PERIOD_CLOSED", message))
    if due_on and today > due_on and late_claims is LateClaims.REFUSED:
        due = due_on.isoformat()
        message = f"Claims of this period were due on {due}; only the contractor's side may still file."
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
    a_period_is_open: bool,
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
        reasons += _period_open(period_status, due_on, a_period_is_open, today, late_claims)
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
    "NO_OPEN_PERIOD",
    "PERIOD_CLOSED",
    "PERIOD_PAST_DUE",
    "CLAIM_ALREADY_OPEN",
    "PERIOD_ALREADY_CLAIMED",
    "PERIOD_BEFORE_PREVIOUS",
    "PERSON_NOT_CLAIM_CONTACT",
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
    a_period_is_open: bool,
    today: date,
    late_claims: LateClaims,
    open_claims_besides: int,
    claims_in_period: int,
    last_period_starts_on: date | None,
    claim_type: ClaimType,
    on_behalf_of_is_claim_contact: bool,
) -> list[Refusal]:
    """Why a claim can't be submitted today. A returned one may come after the due date and the close."""
    is_contact = claims_as_contact(standings, is_on_behalf)
    reasons = reasons_against_changing(standings, is_on_behalf, own_submission_is_on, status)
    if status not in EDITABLE:
        return reasons
    reasons += _claimable(is_contact, standings, commitment_status, claims_on)
    reasons += reasons_against_schedule(schedule_lines, original_sum_minor, schedule_total_minor)
    if is_contact and status is not ClaimStatus.REVISE_AND_RESUBMIT:
        reasons += _period_open(period_status, due_on, a_period_is_open, today, late_claims)
    reasons += _already_open(open_claims_besides)
    reasons += _period_fits(claims_in_period, period_starts_on, last_period_starts_on, claim_type)
    if not is_contact and not on_behalf_of_is_claim_contact:
        reasons.append(not_a_contact())
    return reasons


def not_a_contact() -> Refusal:
    """That the person for whom a claim is filed is no claim contact of its commitment (today)."""
    message = "The person for whom this is filed is no claim contact of the commitment; designate him first."
    return Refusal("PERSON_NOT_CLAIM_CONTACT", message)


@rule(
    "OWN_SUBMISSION_OFF",
    "CLAIM_NOT_DRAFT",
    "NO_OPEN_PERIOD",
    "PERIOD_CLOSED",
    "PERIOD_PAST_DUE",
    "PERIOD_ALREADY_CLAIMED",
    "PERIOD_BEFORE_PREVIOUS",
)
def reasons_against_moving(
    standings: Standing,
    is_on_behalf: bool,
    own_submission_is_on: bool,
    status: ClaimStatus,
    target_status: BillingPeriodStatus | None,
    target_due_on: date | None,
    target_starts_on: date | None,
    a_period_is_open: bool,
    today: date,
    late_claims: LateClaims,
    claims_in_target: int,
    last_period_starts_on: date | None,
    claim_type: ClaimType,
) -> list[Refusal]:
    """Why a claim can't go to another period: to the one that is named, else to the open one.

    Only a draft is moved, by a contact through his gates for the period, by everybody where it fits.
    """
    is_contact = claims_as_contact(standings, is_on_behalf)
    reasons = _own_submission(own_submission_is_on) if is_contact else []
    if status is not ClaimStatus.DRAFT:
        message = f"A claim that is {status} stays in its period; only a draft can be moved."
        return [*reasons, Refusal("CLAIM_NOT_DRAFT", message)]
    if is_contact:
        reasons += _period_open(target_status, target_due_on, a_period_is_open, today, late_claims)
    return reasons + _period_fits(claims_in_target, target_starts_on, last_period_starts_on, claim_type)
