"""Deciding claims: approval of the whole as assessed, or its return to the vendor."""

from __future__ import annotations

from strawberry import ID

from claimgraph import models
from claimgraph.errors import Refusal
from claimgraph.resolvers.action import action
from claimgraph.resolvers.actions.assessment import ASSESSORS
from claimgraph.resolvers.decisions import DraftAssessment, issue, opened_draft
from claimgraph.resolvers.drafts import settle
from claimgraph.resolvers.filing import step
from claimgraph.resolvers.stated import read_amount, read_text
from claimgraph.resolvers.work import Work
from claimgraph.rules.assessing import reasons_against_approving, reasons_against_returning
from claimgraph.rules.money import format_amount
from claimgraph.rules.vocabulary import ClaimStatus, LineDecision, Side
from claimgraph.schema.inputs import Change, given, input_type
from claimgraph.schema.scalars import Amount


@input_type
class ApproveClaimInput(Change):
    """What approveClaim needs."""

    claim_id: ID = given("Which claim.")
    expected_amount: Amount | None = given(
        "The amount that shall be certified (line 8); refused when it comes out otherwise.",
        default=None,
    )
    expected_assessment_version: int | None = given(
        "The version of the draft assessment you read; 0 while there is none.",
        default=None,
    )


@input_type
class ReturnClaimInput(Change):
    """What returnClaim needs."""

    claim_id: ID = given("Which claim.")
    expected_assessment_version: int | None = given(
        "The version of the draft assessment you read; 0 while there is none.",
        default=None,
    )
    note: str | None = given("What to say to the whole.", default=None)


@action(
    "claim.approved",
    on="ProgressClaim",
    gives="claim",
    open_to=ASSESSORS,
    unless=reasons_against_approving,
    refuses=("CERTIFIED_AMOUNT_DIFFERS",),
)
async def approve_claim(
    work: Work, claim: models.ProgressClaim, input: ApproveClaimInput, draft_version: int
) -> models.ProgressClaim:
    """Approve a claim as assessed, also after the owner was asked: approved when all lines are accepted, else
    approved as noted; with approval tiers, take one's step.
    """
    _stop_if_stale(work, input.expected_assessment_version, draft_version)
    work.stop_if_refused()
    draft = await opened_draft(work, claim)
    figures = draft.figures()
    certified = figures.summary.amount_this_claim
    _expect(work, input.expected_amount, certified, draft.sheet.digits)
    work.stop_if_refused()
    await issue(work, draft, figures)
    status = _approved_status(draft)
    await step(work, claim, status, Side.CONTRACTOR, certified_amount_minor=certified, decided_at=work.now)
    await work.touch(models.ClaimLine, [one.row for one in draft.lines])
    await settle(work, draft.sheet.commitment)
    return claim


def _approved_status(draft: DraftAssessment) -> ClaimStatus:
    is_noted = any(one.decision is LineDecision.REDUCED for one in draft.lines)
    return ClaimStatus.APPROVED_AS_NOTED if is_noted else ClaimStatus.APPROVED


def _stop_if_stale(work: Work, expected: int | None, draft_version: int) -> None:
    """Notes that the draft assessment changed since it was read; goes no further then. Raises Refused."""
    if expected is not None and expected != draft_version:
        message = "The draft assessment changed since you read it; look at it as it is now, and decide again."
        work.refuse([Refusal("VERSION_CONFLICT", message, ("input", "expectedAssessmentVersion"))])
        work.stop_if_refused()


def _expect(work: Work, expected: str | None, certified: int, digits: int) -> None:
    if expected is None:
        return
    path = ("input", "expectedAmount")
    amount = read_amount(work, expected, digits, *path)
    if amount != certified and not work.refusals:
        shown = format_amount(certified, digits)
        message = f"{shown} would be certified, not the amount that you expect; look at the assessment again."
        work.refuse([Refusal("CERTIFIED_AMOUNT_DIFFERS", message, path)])


@action(
    "claim.returned",
    on="ProgressClaim",
    gives="claim",
    open_to=ASSESSORS,
    unless=reasons_against_returning,
)
async def return_claim(
    work: Work, claim: models.ProgressClaim, input: ReturnClaimInput, draft_version: int
) -> models.ProgressClaim:
    """Return a claim to be revised and resubmitted; accepted lines stay closed, the others open."""
    _stop_if_stale(work, input.expected_assessment_version, draft_version)
    note = read_text(work, input.note, "input", "note")
    work.stop_if_refused()
    draft = await opened_draft(work, claim)
    await issue(work, draft, draft.figures(), note)
    for one in draft.lines:
        one.row.is_closed = one.decision is LineDecision.ACCEPTED
    await work.keep_all([one.row for one in draft.lines], "is_closed")
    status = ClaimStatus.REVISE_AND_RESUBMIT
    count = claim.returns + 1
    return await step(work, claim, status, Side.CONTRACTOR, note, assessment_started_at=None, returns=count)
