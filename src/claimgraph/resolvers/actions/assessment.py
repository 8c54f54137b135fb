"""Assessing claims: started, and written line by line.

What the assessor writes stays a draft that the vendor's side never sees; approval or return issues it.
"""

from __future__ import annotations

from collections.abc import Sequence

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Refusal
from claimgraph.resolvers.action import action
from claimgraph.resolvers.claimed import line_named, stated_work
from claimgraph.resolvers.decisions import Decided, DraftAssessment, judge, keep_draft, opened_draft
from claimgraph.resolvers.figures import columns_of
from claimgraph.resolvers.stated import read_amount, read_reason, read_text
from claimgraph.resolvers.work import Work
from claimgraph.rules.assessing import reasons_against_assessing
from claimgraph.rules.claim_figures import HeldByHand
from claimgraph.rules.policies import Adjustment
from claimgraph.rules.standing import Standing
from claimgraph.rules.valuation import LineEntry, assessed_entry, standing_entry
from claimgraph.rules.vocabulary import LineDecision
from claimgraph.schema.assessment_input import AdjustmentInput, LineAssessmentInput, RetentionOverrideInput
from claimgraph.schema.inputs import Change, Request, given, input_type, value_of

ASSESSORS = OpenTo(Standing.ADMINISTRATOR)


@input_type
class StartAssessmentInput(Request):
    """What startAssessment needs."""

    claim_id: ID = given("Which claim.")


@input_type
class AssessClaimInput(Change):
    """What assessClaim needs."""

    claim_id: ID = given("Which claim.")
    lines: Maybe[list[LineAssessmentInput]] = given("Decisions by line; the others stay.", default=None)
    accept_other_lines: bool = given("Accept every line that has no decision yet.", default=False)
    adjustments: Maybe[list[AdjustmentInput]] = given(
        "Additions and deductions to date; replaces the list.",
        default=None,
    )
    retention_override: Maybe[RetentionOverrideInput | None] = given(
        "Retention typed by hand; null lets the policy decide again.",
        default=None,
    )
    note: Maybe[str | None] = given("What to say to the whole.", default=None)


@action(
    "assessment.started",
    on="ProgressClaim",
    gives="claim",
    open_to=ASSESSORS,
    unless=reasons_against_assessing,
)
async def start_assessment(
    work: Work,
    claim: models.ProgressClaim,
    input: StartAssessmentInput,  # noqa: ARG001
    draft_version: int,
) -> models.ProgressClaim:
    """Start the assessment of a submitted claim; both sides see that it was started, nothing more, and its
    contacts can't withdraw it any more.
    """
    work.stop_if_refused()
    await _begin(work, claim)
    if not draft_version:
        draft = await opened_draft(work, claim)
        draft.assessed_by_id = work.viewer.id
        await keep_draft(work, draft, draft.figures())
    return claim


async def _begin(work: Work, claim: models.ProgressClaim) -> None:
    """Notes that the assessment was started, once; both sides see that."""
    if claim.assessment_started_at is None:
        await work.keep_anyway(claim, assessment_started_at=work.now)


@action(
    "claim.assessed",
    on="ProgressClaim",
    gives="claim",
    open_to=ASSESSORS,
    unless=reasons_against_assessing,
    refuses=("REASON_REQUIRED", "ABOVE_CLAIMED", "RELEASE_EXCEEDS_HELD"),
    version="draft_version",
)
async def assess_claim(
    work: Work, claim: models.ProgressClaim, input: AssessClaimInput
) -> models.ProgressClaim:
    """Write the draft assessment of a submitted claim, some or all lines at a time; it starts the assessment
    if nobody has. expectedVersion is the draft assessment's.
    """
    work.stop_if_refused()
    draft = await opened_draft(work, claim)
    _decide(work, draft, value_of(input.lines))
    if input.accept_other_lines:
        _accept_others(draft)
    draft.release_by_line()
    _beside(work, draft, input)
    work.stop_if_refused()
    figures = judge(work, draft)
    work.stop_if_refused()
    draft.assessed_by_id = work.viewer.id
    await _begin(work, claim)
    await keep_draft(work, draft, figures)
    return claim


def _decide(work: Work, draft: DraftAssessment, given_lines: Sequence[LineAssessmentInput] | None) -> None:
    by_key = {one.row.id: one for one in draft.lines}
    for place, one in enumerate(given_lines or ()):
        path = ("input", "lines", str(place))
        decided = line_named(work, "ProgressClaimLine", one.line_id, by_key, path)
        if decided is None:
            continue
        if decided.place is not None:
            message = "This line is decided twice; decide it in one place."
            work.refuse([Refusal("VALUE_INVALID", message, path)])
            continue
        decided.place = place
        _put(work, draft, decided, one)


def _put(work: Work, draft: DraftAssessment, decided: Decided, one: LineAssessmentInput) -> None:
    """Puts one decision on its line."""
    decided.decision = one.decision
    if one.reason is not None:
        decided.reason = read_text(work, one.reason.value, *decided.path, "reason")
    has_figures = any(value is not None for value in (one.work, one.stored_materials, one.retention_released))
    if one.decision is LineDecision.REDUCED:
        _reduce(work, draft, decided, one, has_figures)
        return
    if has_figures:
        message = f"Figures belong to a line that is REDUCED, not to one that is {one.decision}."
        work.refuse([Refusal("VALUE_INVALID", message, decided.path)])
    if one.decision is LineDecision.REJECTED:
        decided.entry, decided.release_to_date = LineEntry(), None
    else:
        _as_claimed(draft, decided)
        decided.reason = None


def _as_claimed(draft: DraftAssessment, decided: Decided) -> None:
    claimed = draft.claimed(decided)
    decided.entry = standing_entry(columns_of(claimed))
    decided.release_to_date = claimed.release_to_date_minor


def _reduce(
    work: Work, draft: DraftAssessment, decided: Decided, one: LineAssessmentInput, has_figures: bool
) -> None:
    """Puts on a line what is certified of it; what is left out stays as claimed."""
    if not has_figures:
        message = "Say what is certified on a reduced line: work, storedMaterials or retentionReleased."
        work.refuse([Refusal("VALUE_REQUIRED", message, decided.path)])
    _as_claimed(draft, decided)
    decided.entry = _reduced_entry(work, draft, decided, one)
    if one.retention_released is not None:
        text, digits = one.retention_released.value, draft.sheet.digits
        decided.release_to_date = read_amount(work, text, digits, *decided.path, "retentionReleased")


def _reduced_entry(
    work: Work, draft: DraftAssessment, decided: Decided, one: LineAssessmentInput
) -> LineEntry:
    digits, path = draft.sheet.digits, decided.path
    way, value = None, 0
    if one.work is not None:
        way, value = stated_work(work, one.work.value, digits, *path, "work")
    stored = None
    if one.stored_materials is not None:
        stored = read_amount(work, one.stored_materials.value, digits, *path, "storedMaterials")
    return assessed_entry(columns_of(draft.claimed(decided)), way, value, stored)


def _accept_others(draft: DraftAssessment) -> None:
    for one in draft.lines:
        if one.decision is LineDecision.PENDING:
            one.decision = LineDecision.ACCEPTED


def _beside(work: Work, draft: DraftAssessment, input: AssessClaimInput) -> None:
    """Additions and deductions, retention typed by hand, and the note."""
    digits = draft.sheet.digits
    if input.adjustments is not None:
        draft.adjustments = tuple(
            _adjustment(work, one, digits, "input", "adjustments", str(place))
            for place, one in enumerate(input.adjustments.value)
        )
    if input.retention_override is not None:
        _override(work, draft, input.retention_override.value)
    if input.note is not None:
        draft.note = read_text(work, input.note.value, "input", "note")


def _override(work: Work, draft: DraftAssessment, override: RetentionOverrideInput | None) -> None:
    """Retention typed by hand; without any the policy decides again."""
    draft.held_by_hand = draft.override_reason = None
    if override is not None:
        path = ("input", "retentionOverride")
        draft.held_by_hand = _held_by_hand(work, override, draft.sheet.digits, *path, "value")
        draft.override_reason = read_reason(work, override.reason, *path, "reason")


def _adjustment(work: Work, one: AdjustmentInput, digits: int, *path: str) -> Adjustment:
    amount = read_amount(work, one.amount, digits, *path, "amount")
    return Adjustment(one.kind, amount, read_reason(work, one.reason, *path, "reason") or "")


def _held_by_hand(work: Work, override: RetentionOverrideInput, digits: int, *path: str) -> HeldByHand:
    if override.value.held is not None:
        return HeldByHand(held=read_amount(work, override.value.held.value, digits, *path, "held"))
    assert override.value.this_claim is not None, "exactly one is given"
    amount = read_amount(work, override.value.this_claim.value, digits, *path, "thisClaim")
    return HeldByHand(this_claim=amount)
