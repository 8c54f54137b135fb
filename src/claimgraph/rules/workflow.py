"""A claim on its way: what may be changed, and what is shown of its assessment."""

from __future__ import annotations

from claimgraph.errors import Refusal
from claimgraph.rules.vocabulary import ClaimStatus

EDITABLE = (ClaimStatus.DRAFT, ClaimStatus.REVISE_AND_RESUBMIT)
OPEN = (ClaimStatus.DRAFT, ClaimStatus.UNDER_REVIEW, ClaimStatus.REVISE_AND_RESUBMIT)
APPROVED = (ClaimStatus.APPROVED, ClaimStatus.APPROVED_AS_NOTED)
"""Both approved states count alike everywhere."""

HANDED_IN = (ClaimStatus.UNDER_REVIEW, ClaimStatus.REVISE_AND_RESUBMIT, *APPROVED)
"""What such a claim builds on is frozen."""


def is_line_open(claim_status: ClaimStatus, is_closed: bool) -> bool:
    """Whether the claimant may change the line: on a draft, or on a returned claim unless it was accepted."""
    return claim_status is ClaimStatus.DRAFT or (
        claim_status is ClaimStatus.REVISE_AND_RESUBMIT and not is_closed
    )


def difference(amount_this_claim_minor: int, claimed_amount_minor: int) -> int:
    """Assessed less claimed, line 8 of each; negative when less is certified."""
    return amount_this_claim_minor - claimed_amount_minor


def line_difference(total_to_date_minor: int, claimed_to_date_minor: int) -> int:
    """Assessed less claimed total to date of a line; negative when less is certified."""
    return total_to_date_minor - claimed_to_date_minor


def reasons_against_review(status: ClaimStatus) -> list[Refusal]:
    """Why a claim can't be assessed or decided: it is not under review."""
    if status is ClaimStatus.UNDER_REVIEW:
        return []
    return [Refusal("CLAIM_NOT_UNDER_REVIEW", f"A claim that is {status} is not under review.")]
