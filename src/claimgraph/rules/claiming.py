"""What stands against creating, changing, submitting and moving a claim: the gates that are in the way.

A contact claims by the gates of his own submission. The contractor's side files on behalf, in any period and
after any due date, but never twice at once, nor twice in a period, nor before what was approved last.
"""

from __future__ import annotations

from datetime import date

from claimgraph.errors import Refusal
from claimgraph.rules.gates import (
    against_another_open,
    against_own_submission,
    against_period,
    against_place,
    against_status,
    claims_as_contact,
    not_a_contact,
)
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
    reasons = against_own_submission(own_submission_is_on) if is_contact else []
    reasons += against_status(is_contact, standings, status, claims_on)
    reasons += reasons_against_schedule(schedule_lines, original_sum_minor, schedule_total_minor)
    if is_contact:
        reasons += against_period(period_status, due_on, a_period_is_open, today, late_claims)
    reasons += against_another_open(open_claims)
    return reasons + against_place(claims_in_period, period_starts_on, last_period_starts_on, claim_type)


@rule("OWN_SUBMISSION_OFF", "CLAIM_NOT_OPEN")
def reasons_against_changing(
    standings: Standing, is_on_behalf: bool, own_submission_is_on: bool, status: ClaimStatus
) -> list[Refusal]:
    """Why a claim can't be changed: it is neither a draft nor returned, or contacts may not claim now."""
    reasons = (
        against_own_submission(own_submission_is_on) if claims_as_contact(standings, is_on_behalf) else []
    )
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
    reasons += against_status(is_contact, standings, commitment_status, claims_on)
    reasons += reasons_against_schedule(schedule_lines, original_sum_minor, schedule_total_minor)
    if is_contact and status is not ClaimStatus.REVISE_AND_RESUBMIT:
        reasons += against_period(period_status, due_on, a_period_is_open, today, late_claims)
    reasons += against_another_open(open_claims_besides)
    reasons += against_place(claims_in_period, period_starts_on, last_period_starts_on, claim_type)
    if not is_contact and not on_behalf_of_is_claim_contact:
        reasons.append(not_a_contact())
    return reasons


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
    reasons = against_own_submission(own_submission_is_on) if is_contact else []
    if status is not ClaimStatus.DRAFT:
        message = f"A claim that is {status} stays in its period; only a draft can be moved."
        return [*reasons, Refusal("CLAIM_NOT_DRAFT", message)]
    if is_contact:
        reasons += against_period(target_status, target_due_on, a_period_is_open, today, late_claims)
    return reasons + against_place(claims_in_target, target_starts_on, last_period_starts_on, claim_type)
