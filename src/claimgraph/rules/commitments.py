"""Commitments: their sums to date, milestones, and whether their contacts may submit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claimgraph.errors import Refusal
from claimgraph.rules.ruling import rule
from claimgraph.rules.schedule import reasons_against_schedule
from claimgraph.rules.valuation import percent_of
from claimgraph.rules.vocabulary import CommitmentStatus, MilestoneKind


@dataclass(frozen=True, slots=True)
class Milestone:
    """That a milestone was reached, on a day in the project's time zone."""

    kind: MilestoneKind
    reached_on: date


def milestones(
    practical_completion_on: date | None, completion_on: date | None, defects_end_on: date | None
) -> list[Milestone]:
    """The milestones reached, in their natural order."""
    days = zip(MilestoneKind, (practical_completion_on, completion_on, defects_end_on), strict=True)
    return [Milestone(kind, day) for kind, day in days if day is not None]


def own_submission_is_on(account_lets_submit: bool, project_lets_submit: bool | None) -> bool:
    """Whether claim contacts may create and submit claims: the project's decision, else the account's."""
    return account_lets_submit if project_lets_submit is None else project_lets_submit


def certified_less_retention(certified_to_date_minor: int, retention_held_minor: int) -> int:
    """What was certified, without what is held."""
    return certified_to_date_minor - retention_held_minor


def balance_to_finish(revised_sum_minor: int, certified_to_date_minor: int) -> int:
    """The contract sum with variations, less work and stored materials certified."""
    return revised_sum_minor - certified_to_date_minor


def balance_including_retention(
    revised_sum_minor: int, certified_to_date_minor: int, retention_held_minor: int
) -> int:
    """Balance to finish with what is held (line 9): what is still to be paid."""
    return revised_sum_minor - certified_to_date_minor + retention_held_minor


def percent_complete(certified_to_date_minor: int, revised_sum_minor: int) -> int | None:
    """Certified to date as part of the revised sum, in parts per million; None when that is zero."""
    return percent_of(certified_to_date_minor, revised_sum_minor)


ENDED = (CommitmentStatus.TERMINATED, CommitmentStatus.VOID)
BEFORE_APPROVAL = (CommitmentStatus.DRAFT, CommitmentStatus.OUT_FOR_SIGNATURE)


def _closed(status: CommitmentStatus) -> Refusal:
    return Refusal("COMMITMENT_CLOSED", f"A commitment that is {status} can't be changed.")


def _has_claims(sentence: str) -> Refusal:
    return Refusal("COMMITMENT_HAS_CLAIMS", f"Claims stand against this commitment; {sentence}")


@rule("COMMITMENT_CLOSED")
def reasons_against_changing(status: CommitmentStatus) -> list[Refusal]:
    """Why a commitment can't be changed: it is terminated or void."""
    return [_closed(status)] if status in ENDED else []


@rule("COMMITMENT_CLOSED")
def reasons_against_changing_schedule(status: CommitmentStatus) -> list[Refusal]:
    """Why the schedule of values can't be changed: the commitment is complete, terminated or void."""
    return [_closed(status)] if status in (*ENDED, CommitmentStatus.COMPLETE) else []


@rule("COMMITMENT_NOT_DRAFT", "SCHEDULE_EMPTY", "SCHEDULE_NOT_EQUAL_TO_CONTRACT")
def reasons_against_approving(
    status: CommitmentStatus, schedule_lines: int, original_sum_minor: int, schedule_total_minor: int
) -> list[Refusal]:
    """Why a commitment can't be put in force: it is past that, or its schedule is not complete."""
    reasons = []
    if status not in BEFORE_APPROVAL:
        message = (
            f"A commitment that is {status} is past approval; only a draft or one out for "
            f"signature is approved."
        )
        reasons.append(Refusal("COMMITMENT_NOT_DRAFT", message))
    return reasons + reasons_against_schedule(schedule_lines, original_sum_minor, schedule_total_minor)


@rule("COMMITMENT_NOT_DRAFT")
def reasons_against_sending(status: CommitmentStatus) -> list[Refusal]:
    """Why a commitment can't go out for signature: it is no draft."""
    if status is CommitmentStatus.DRAFT:
        return []
    return [Refusal("COMMITMENT_NOT_DRAFT", f"Only a draft goes out for signature; this one is {status}.")]


@rule("COMMITMENT_HAS_CLAIMS", "COMMITMENT_CLOSED")
def reasons_against_reopening(status: CommitmentStatus, claims_ever: int) -> list[Refusal]:
    """Why a commitment can't go a step back; complete to approved it always can."""
    if status in ENDED:
        return [_closed(status)]
    if status is CommitmentStatus.DRAFT:
        return [Refusal("VALUE_INVALID", "A draft is the first step; there is nothing to go back to.")]
    if status is not CommitmentStatus.COMPLETE and claims_ever:
        return [_has_claims("it stays approved.")]
    return []


@rule("COMMITMENT_NOT_APPROVED")
def reasons_against_completing(status: CommitmentStatus) -> list[Refusal]:
    """Why a commitment can't be complete: it is not approved."""
    if status is CommitmentStatus.APPROVED:
        return []
    message = f"Only an approved commitment becomes complete; this one is {status}."
    return [Refusal("COMMITMENT_NOT_APPROVED", message)]


@rule("COMMITMENT_NOT_APPROVED")
def reasons_against_terminating(status: CommitmentStatus) -> list[Refusal]:
    """Why a commitment can't be ended early: it is neither approved nor complete."""
    if status in (CommitmentStatus.APPROVED, CommitmentStatus.COMPLETE):
        return []
    message = f"Only an approved or complete commitment is terminated; this one is {status}."
    return [Refusal("COMMITMENT_NOT_APPROVED", message)]


@rule("COMMITMENT_HAS_CLAIMS", "COMMITMENT_CLOSED")
def reasons_against_voiding(status: CommitmentStatus, claims_not_void: int) -> list[Refusal]:
    """Why a commitment can't be void: it was terminated, is void already, or has claims that are not."""
    if status in ENDED:
        return [_closed(status)]
    return [_has_claims("void those first.")] if claims_not_void else []


@rule("COMMITMENT_NOT_DRAFT", "COMMITMENT_HAS_CLAIMS")
def reasons_against_deleting(status: CommitmentStatus, claims_ever: int) -> list[Refusal]:
    """Why a commitment is kept: it is no draft, or had claims."""
    reasons = []
    if status is not CommitmentStatus.DRAFT:
        message = f"A commitment that is {status} is kept; void it instead."
        reasons.append(Refusal("COMMITMENT_NOT_DRAFT", message))
    return reasons + ([_has_claims("so it is kept.")] if claims_ever else [])


def reasons_against_other_vendor(claims_not_void: int) -> list[Refusal]:
    """Why the vendor stays: claims that are not void stand in his name."""
    if not claims_not_void:
        return []
    message = "they are in the name of its vendor, who stays. Terminate it and write a new one instead."
    return [_has_claims(message).at("input", "vendorId")]


def reasons_against_other_sum(status: CommitmentStatus) -> list[Refusal]:
    """Why the original sum stays: once approved only a variation changes it."""
    if status in BEFORE_APPROVAL:
        return []
    message = "Once a commitment is approved its original sum stays; only a variation changes the contract."
    return [Refusal("SCHEDULE_NOT_EQUAL_TO_CONTRACT", message, ("input", "fields", "originalSum"))]
