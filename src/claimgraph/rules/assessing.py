"""Assessment: what stands against assessing, approving and returning a claim (domain: section 3)."""

from __future__ import annotations

from claimgraph.errors import Refusal
from claimgraph.rules.claimable import goes_beyond
from claimgraph.rules.duties import reasons_against_deciding
from claimgraph.rules.money import format_amount
from claimgraph.rules.ruling import rule
from claimgraph.rules.vocabulary import ClaimStatus, LineDecision
from claimgraph.rules.workflow import reasons_against_review


@rule("CLAIM_NOT_UNDER_REVIEW", "DUTIES_NOT_SEPARATE")
def reasons_against_assessing(
    status: ClaimStatus, viewer_is_author: bool, viewer_works_for_vendor: bool
) -> list[Refusal]:
    """Why somebody can't assess a claim: it is not under review, or he has a hand in it."""
    return reasons_against_review(status) + reasons_against_deciding(
        viewer_is_author, viewer_works_for_vendor
    )


@rule("CLAIM_NOT_UNDER_REVIEW", "DUTIES_NOT_SEPARATE", "LINE_NOT_ASSESSED", "LINE_REJECTED")
def reasons_against_approving(
    status: ClaimStatus,
    viewer_is_author: bool,
    viewer_works_for_vendor: bool,
    lines_not_assessed: int,
    lines_rejected: int,
) -> list[Refusal]:
    """Why a claim can't be approved as it is assessed."""
    reasons = reasons_against_assessing(status, viewer_is_author, viewer_works_for_vendor)
    if status is not ClaimStatus.UNDER_REVIEW:
        return reasons
    if lines_not_assessed:
        count = f"{lines_not_assessed} line{'' if lines_not_assessed == 1 else 's'}"
        reasons.append(
            Refusal("LINE_NOT_ASSESSED", f"No decision is taken on {count} yet; decide every line.")
        )
    if lines_rejected:
        message = "A line is rejected; return the claim to the vendor, or reduce the line instead."
        reasons.append(Refusal("LINE_REJECTED", message))
    return reasons


@rule("CLAIM_NOT_UNDER_REVIEW", "DUTIES_NOT_SEPARATE", "NO_REJECTED_LINE")
def reasons_against_returning(
    status: ClaimStatus, viewer_is_author: bool, viewer_works_for_vendor: bool, lines_rejected: int
) -> list[Refusal]:
    """Why a claim can't be returned: nothing is rejected, so there is nothing to revise."""
    reasons = reasons_against_assessing(status, viewer_is_author, viewer_works_for_vendor)
    if status is ClaimStatus.UNDER_REVIEW and not lines_rejected:
        message = "No line is rejected with a reason; reject what is to be revised, then return the claim."
        reasons.append(Refusal("NO_REJECTED_LINE", message))
    return reasons


def reasons_against_decision(
    decision: LineDecision, claimed_minor: int, assessed_minor: int, has_reason: bool, digits: int
) -> list[Refusal]:
    """Why a line can't be decided so: less than claimed needs a reason, more is never certified.

    The totals to date (G) of the line as claimed and as assessed are compared; a rejected line goes back
    whatever it would come to. Paths are relative.
    """
    reasons = []
    if decision is not LineDecision.REJECTED and assessed_minor > claimed_minor:
        claimed, assessed = format_amount(claimed_minor, digits), format_amount(assessed_minor, digits)
        message = f"{assessed} to date would be certified, but {claimed} is claimed; certify no more."
        reasons.append(Refusal("ABOVE_CLAIMED", message, ("work",)))
    if decision in (LineDecision.REDUCED, LineDecision.REJECTED) and not has_reason:
        message = f"A line that is {decision} needs a reason; the vendor will read it."
        reasons.append(Refusal("REASON_REQUIRED", message, ("reason",)))
    return reasons


def reasons_against_released(claimed_minor: int, assessed_minor: int, digits: int) -> list[Refusal]:
    """ABOVE_CLAIMED when more would be released on a line to date than is claimed. Paths are relative."""
    if not goes_beyond(assessed_minor, claimed_minor):
        return []
    claimed, assessed = format_amount(claimed_minor, digits), format_amount(assessed_minor, digits)
    message = f"{assessed} of retention would be released to date, but {claimed} is claimed; release no more."
    return [Refusal("ABOVE_CLAIMED", message, ("retentionReleased",))]
