"""The gates before a claim, one by one: each says why somebody does not get through it."""

from __future__ import annotations

from datetime import date

from claimgraph.errors import Refusal
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import BillingPeriodStatus, ClaimType, CommitmentStatus, LateClaims

FILES_ON_BEHALF = Standing.ADMINISTRATOR | Standing.STANDARD


def claims_as_contact(standings: Standing, is_on_behalf: bool) -> bool:
    """Whether somebody claims as the contact that he is, and so by a contact's gates.

    He does unless the claim is the contractor's side's and he stands on that side too.
    """
    return Standing.CONTACT in standings and not (is_on_behalf and standings & FILES_ON_BEHALF)


def against_own_submission(own_submission_is_on: bool) -> list[Refusal]:
    """OWN_SUBMISSION_OFF, where account or project do not let collaborators submit."""
    if own_submission_is_on:
        return []
    message = "Collaborators' own submission is switched off; ask the contractor to file the claim for you."
    return [Refusal("OWN_SUBMISSION_OFF", message)]


def against_status(
    is_contact: bool, standings: Standing, status: CommitmentStatus, claims_on: bool
) -> list[Refusal]:
    """COMMITMENT_NOT_CLAIMABLE, by its status and by claimsOn, as far as either concerns who asks."""
    fitting = [CommitmentStatus.APPROVED, CommitmentStatus.COMPLETE]
    if Standing.ADMINISTRATOR in standings and not is_contact:
        fitting.append(CommitmentStatus.TERMINATED)
    if status not in fitting:
        message = f"A commitment that is {status} can't be claimed against; it must be approved or complete."
        return [Refusal("COMMITMENT_NOT_CLAIMABLE", message)]
    if is_contact and not claims_on:
        return [Refusal("COMMITMENT_NOT_CLAIMABLE", "Claims are switched off for this commitment.")]
    return []


def against_period(
    period_status: BillingPeriodStatus | None,
    due_on: date | None,
    a_period_is_open: bool,
    today: date,
    late_claims: LateClaims,
) -> list[Refusal]:
    """NO_OPEN_PERIOD, PERIOD_CLOSED, PERIOD_PAST_DUE: why a contact can't claim in a period today.

    The due day counts to its end; today is the project's. With FLAGGED late claims are taken.
    """
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


def against_another_open(open_claims: int) -> list[Refusal]:
    """CLAIM_ALREADY_OPEN, while another claim of the commitment, in any period, is not decided."""
    if not open_claims:
        return []
    message = "Another claim of this commitment is neither approved nor void; it must be decided first."
    return [Refusal("CLAIM_ALREADY_OPEN", message)]


def against_place(
    claims_in_period: int,
    period_starts_on: date | None,
    last_period_starts_on: date | None,
    claim_type: ClaimType | None,
) -> list[Refusal]:
    """PERIOD_ALREADY_CLAIMED, PERIOD_BEFORE_PREVIOUS: why a claim has no place in a period, whoever files it.

    A release of retention may stand beside another claim of the same period.
    """
    reasons = []
    if claims_in_period and claim_type is not ClaimType.RETENTION_RELEASE:
        message = "The commitment has a claim in this billing period already; choose another period."
        reasons.append(Refusal("PERIOD_ALREADY_CLAIMED", message))
    if period_starts_on and last_period_starts_on and period_starts_on < last_period_starts_on:
        message = "This billing period lies before that of the last approved claim; choose a later one."
        reasons.append(Refusal("PERIOD_BEFORE_PREVIOUS", message))
    return reasons


def not_a_contact() -> Refusal:
    """That the person for whom a claim is filed is no claim contact of its commitment (today)."""
    message = "The person for whom this is filed is no claim contact of the commitment; designate him first."
    return Refusal("PERSON_NOT_CLAIM_CONTACT", message)
