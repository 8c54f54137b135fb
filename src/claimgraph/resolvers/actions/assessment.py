"""Assessing claims: a decision for every line, then approval of the whole, or its return.

What the assessor writes stays a draft that the vendor's side never sees; approval or return issues it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import BadInput, Refusal
from claimgraph.resolvers.action import action
from claimgraph.resolvers.actions.claim_steps import step
from claimgraph.resolvers.drafts import settle
from claimgraph.resolvers.reckoning import Sheet, columns_of, keep_lines, keep_summary, opened
from claimgraph.resolvers.stated import read_amount, read_text, stated_work
from claimgraph.resolvers.work import Work
from claimgraph.rules import policies
from claimgraph.rules.assessing import (
    reasons_against_approving,
    reasons_against_assessing,
    reasons_against_decision,
    reasons_against_returning,
)
from claimgraph.rules.claim_figures import HeldByHand
from claimgraph.rules.claimable import (
    reasons_against_entry,
    reasons_against_magnitude,
    reasons_against_release,
)
from claimgraph.rules.figures import ClaimFigures
from claimgraph.rules.money import format_amount
from claimgraph.rules.policies import Adjustment
from claimgraph.rules.standing import Standing
from claimgraph.rules.valuation import LineEntry, assessed_entry, standing_entry
from claimgraph.rules.vocabulary import (
    AdjustmentKind,
    ClaimStatus,
    LineDecision,
    OverClaimPolicy,
    Side,
    ValuationKind,
)
from claimgraph.schema.claim_input import LineProgress
from claimgraph.schema.identity import key_of
from claimgraph.schema.inputs import Change, Request, given, input_type
from claimgraph.schema.scalars import Amount

ASSESSORS = OpenTo(Standing.ADMINISTRATOR)


@input_type
class AdjustmentInput:
    """An addition or deduction as it shall be, to date."""

    kind: AdjustmentKind = given("What for.")
    amount: Amount = given("How much to date; negative when deducted.")
    reason: str = given("Why.")


@input_type
class LineAssessmentInput:
    """What is decided about one line."""

    line_id: ID = given("The claim's line.")
    decision: LineDecision = given("The decision.")
    work: Maybe[LineProgress] = given("Work as assessed; for reduced lines.", default=None)
    stored_materials: Maybe[Amount] = given("Stored materials as assessed; for reduced lines.", default=None)
    reason: Maybe[str] = given("Why less is certified.", default=None)
    retention_released: Maybe[Amount] = given("Retention released as assessed, to date.", default=None)


@input_type(one_of=True)
class RetentionOverrideValue:
    """How retention is typed; exactly one."""

    held: Maybe[Amount] = given("What shall be held after the claim.", default=None)
    this_claim: Maybe[Amount] = given(
        "What shall be kept with this claim, on top of what was held.",
        default=None,
    )


@input_type
class RetentionOverrideInput:
    """Retention typed by hand, for this claim alone."""

    value: RetentionOverrideValue = given("How much.")
    reason: str = given("Why.")


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


@dataclass
class Decided:
    """What is decided on a line; `place` is where the input has it, if it does."""

    row: models.ClaimLine
    decision: LineDecision
    reason: str | None
    entry: LineEntry
    release_to_date: int | None
    place: int | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """Where the input has the line."""
        return () if self.place is None else ("input", "lines", str(self.place))


@dataclass
class Draft:
    """A draft assessment opened: the claim's sheet, the decisions, and what goes beside the lines."""

    sheet: Sheet
    lines: list[Decided]
    adjustments: tuple[Adjustment, ...]
    held_by_hand: HeldByHand | None
    override_reason: str | None
    note: str | None

    def figures(self) -> ClaimFigures:
        """The figures as assessed."""
        stated = [self.sheet.line(one.row, one.entry, one.release_to_date) for one in self.lines]
        release = None if any(one.release_to_date is not None for one in self.lines) else self.sheet.release
        return self.sheet.figures(
            stated, release=release, adjustments=self.adjustments, held_by_hand=self.held_by_hand
        )


def _first_decision(sheet: Sheet, line: models.ClaimLine) -> Decided:
    """A line on which nothing is decided yet counts as claimed; one accepted before stays accepted."""
    claimed = sheet.claimed[line.id]
    decision = LineDecision.ACCEPTED if line.is_closed else LineDecision.PENDING
    return Decided(line, decision, None, standing_entry(columns_of(claimed)), claimed.release_to_date_minor)


async def opened_draft(work: Work, claim: models.ProgressClaim) -> Draft:
    """The draft assessment of a claim as it was written so far, or as it begins."""
    sheet = await opened(work, claim)
    kept = await work.row(models.ClaimValuation, claim_id=claim.id, kind=ValuationKind.DRAFT)
    rows = await work.rows(
        models.LineValuation, line_id__in=[one.id for one in sheet.lines], kind=ValuationKind.DRAFT
    )
    written = {one.line_id: one for one in rows}
    lines = []
    for line in sheet.lines:
        row = written.get(line.id)
        lines.append(
            Decided(
                line, row.decision, row.reason, standing_entry(columns_of(row)), row.release_to_date_minor
            )
            if row and row.decision
            else _first_decision(sheet, line)
        )
    return Draft(
        sheet=sheet,
        lines=lines,
        adjustments=policies.adjustments_of(kept.adjustments) if kept else sheet.previous_adjustments,
        held_by_hand=HeldByHand(held=kept.override_held_minor)
        if kept and kept.override_held_minor is not None
        else None,
        override_reason=kept.override_reason if kept else None,
        note=kept.note if kept else None,
    )


async def keep_draft(work: Work, claim: models.ProgressClaim, draft: Draft, figures: ClaimFigures) -> None:
    """Keeps the draft assessment; its own counter moves, the claim's does not."""
    before = await work.row(models.ClaimValuation, claim_id=claim.id, kind=ValuationKind.DRAFT)
    version = before.version + 1 if before else 1
    besides = [
        {"decision": one.decision, "reason": one.reason, "release_to_date_minor": one.release_to_date}
        for one in draft.lines
    ]
    rows = [one.row for one in draft.lines]
    await keep_lines(work, rows, ValuationKind.DRAFT, figures.lines, besides)
    kept = await keep_summary(
        work,
        draft.sheet,
        ValuationKind.DRAFT,
        figures,
        draft.adjustments,
        note=draft.note,
        override_held_minor=figures.summary.retention_held if draft.held_by_hand else None,
        override_reason=draft.override_reason,
        assessed_by_id=work.viewer.id,
    )
    if kept.version != version:
        await work.keep_anyway(kept)


async def begin(work: Work, claim: models.ProgressClaim) -> None:
    """Notes that the assessment was started, once; both sides see that."""
    if claim.assessment_started_at is None:
        await work.keep_anyway(claim, assessment_started_at=work.now)


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
    await begin(work, claim)
    if not draft_version:
        draft = await opened_draft(work, claim)
        await keep_draft(work, claim, draft, draft.figures())
    return claim


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
    _decide(work, draft, input.lines and input.lines.value)
    if input.accept_other_lines:
        _accept_others(draft)
    _beside(work, draft, input)
    work.stop_if_refused()
    _refuse_impossible(work, draft)
    figures = draft.figures()
    _judge(work, draft, figures)
    work.stop_if_refused()
    await begin(work, claim)
    await keep_draft(work, claim, draft, figures)
    return claim


def _decide(work: Work, draft: Draft, given_lines: Sequence[LineAssessmentInput] | None) -> None:
    by_key = {one.row.id: one for one in draft.lines}
    for place, one in enumerate(given_lines or ()):
        path = ("input", "lines", str(place))
        decided = by_key.get(_line_key(work, one.line_id, path))  # type: ignore[arg-type]
        if decided is None:
            work.refuse([Refusal("NOT_FOUND", "The claim has no such line.", path)])
        elif decided.place is not None:
            message = "This line is decided twice; decide it in one place."
            work.refuse([Refusal("VALUE_INVALID", message, path)])
        else:
            decided.place = place
            _put(work, draft.sheet, decided, one)


def _line_key(work: Work, text: str, path: tuple[str, ...]) -> UUID | None:
    try:
        return key_of("ProgressClaimLine", text)
    except BadInput as wrong:
        work.refuse([Refusal("NOT_FOUND", wrong.message, path)])
        return None


def _put(work: Work, sheet: Sheet, decided: Decided, one: LineAssessmentInput) -> None:
    """Puts one decision on its line."""
    claimed = sheet.claimed[decided.row.id]
    decided.decision = one.decision
    if one.reason is not None:
        decided.reason = read_text(work, one.reason.value, *decided.path, "reason")
    figures_given = (
        one.work is not None or one.stored_materials is not None or one.retention_released is not None
    )
    if one.decision is not LineDecision.REDUCED:
        _refuse_figures(work, decided, figures_given)
        is_rejected = one.decision is LineDecision.REJECTED
        decided.entry = LineEntry() if is_rejected else standing_entry(columns_of(claimed))
        decided.release_to_date = None if is_rejected else claimed.release_to_date_minor
        if not is_rejected:
            decided.reason = None
        return
    if not figures_given:
        message = "Say what is certified on a reduced line: work, storedMaterials or retentionReleased."
        work.refuse([Refusal("VALUE_REQUIRED", message, decided.path)])
    decided.entry = _reduced(work, sheet, decided, claimed, one)
    decided.release_to_date = claimed.release_to_date_minor
    if one.retention_released is not None:
        decided.release_to_date = read_amount(
            work, one.retention_released.value, sheet.digits, *decided.path, "retentionReleased"
        )


def _refuse_figures(work: Work, decided: Decided, figures_given: bool) -> None:
    if figures_given:
        message = f"Figures belong to a line that is REDUCED, not to one that is {decided.decision}."
        work.refuse([Refusal("VALUE_INVALID", message, decided.path)])


def _reduced(
    work: Work, sheet: Sheet, decided: Decided, claimed: models.LineValuation, one: LineAssessmentInput
) -> LineEntry:
    """What is certified on a reduced line; what is left out stays as claimed."""
    way, value = None, 0
    if one.work is not None:
        way, value = stated_work(work, one.work.value, sheet.digits, *decided.path, "work")
    stored = None
    if one.stored_materials is not None:
        stored = read_amount(work, one.stored_materials.value, sheet.digits, *decided.path, "storedMaterials")
    return assessed_entry(columns_of(claimed), way, value, stored)


def _accept_others(draft: Draft) -> None:
    for one in draft.lines:
        if one.decision is LineDecision.PENDING:
            one.decision = LineDecision.ACCEPTED


def _beside(work: Work, draft: Draft, input: AssessClaimInput) -> None:
    """Additions and deductions, retention typed by hand, and the note."""
    digits = draft.sheet.digits
    if input.adjustments is not None:
        draft.adjustments = tuple(
            _adjustment(work, one, digits, place) for place, one in enumerate(input.adjustments.value)
        )
    if input.retention_override is not None:
        override = input.retention_override.value
        draft.held_by_hand = override and _held_by_hand(work, override, digits)
        draft.override_reason = override and _reason(work, override.reason, "retentionOverride", "reason")
    if input.note is not None:
        draft.note = read_text(work, input.note.value, "input", "note")


def _adjustment(work: Work, one: AdjustmentInput, digits: int, place: int) -> Adjustment:
    path = ("adjustments", str(place))
    amount = read_amount(work, one.amount, digits, "input", *path, "amount")
    return Adjustment(one.kind, amount, _reason(work, one.reason, *path, "reason") or "")


def _reason(work: Work, text: str, *path: str) -> str | None:
    reason = read_text(work, text, "input", *path)
    if reason is None:
        work.refuse([Refusal("REASON_REQUIRED", "Say why; the vendor will read it.", ("input", *path))])
    return reason


def _held_by_hand(work: Work, override: RetentionOverrideInput, digits: int) -> HeldByHand:
    path = ("input", "retentionOverride", "value")
    if override.value.held is not None:
        return HeldByHand(held=read_amount(work, override.value.held.value, digits, *path, "held"))
    assert override.value.this_claim is not None, "exactly one is given"
    return HeldByHand(
        this_claim=read_amount(work, override.value.this_claim.value, digits, *path, "thisClaim")
    )


def _refuse_impossible(work: Work, draft: Draft) -> None:
    """Stops where no figures can be made of what is stated. Raises Refused."""
    for one in draft.lines:
        line = draft.sheet.line(one.row, one.entry, one.release_to_date)
        work.refuse(reason.at(*one.path) for reason in reasons_against_entry(line, draft.sheet.digits))
    work.stop_if_refused()


def _judge(work: Work, draft: Draft, figures: ClaimFigures) -> None:
    """Refuses decisions that certify more than claimed, or less without a reason."""
    sheet = draft.sheet
    for one, assessed in zip(draft.lines, figures.lines, strict=True):
        claimed = sheet.claimed[one.row.id]
        reasons = reasons_against_decision(
            one.decision,
            claimed.total_to_date_minor,
            assessed.total_to_date,
            bool(one.reason),
            sheet.digits,
        )
        if one.place is not None:
            reasons = reasons or _against_release(one, claimed, assessed.retention_released_to_date)
        work.refuse(reason.at(*one.path) for reason in reasons)
    rules = replace(sheet.rules(OverClaimPolicy.ALLOWED), over_claim=OverClaimPolicy.ALLOWED)
    work.refuse(reasons_against_release(rules, None, figures))
    work.refuse(reasons_against_magnitude(figures))


def _against_release(one: Decided, claimed: models.LineValuation, released: int) -> list[Refusal]:
    if one.release_to_date is None or one.decision is not LineDecision.REDUCED:
        return []
    if released > claimed.retention_released_to_date_minor:
        message = "More retention would be released on this line than is claimed."
        return [Refusal("ABOVE_CLAIMED", message, ("retentionReleased",))]
    if released < claimed.retention_released_to_date_minor and not one.reason:
        message = "Less retention is released on this line than is claimed; say why."
        return [Refusal("REASON_REQUIRED", message, ("reason",))]
    return []


async def issue(
    work: Work, claim: models.ProgressClaim, draft: Draft, note: str | None = None
) -> ClaimFigures:
    """Makes the draft assessment the issued one, in place of an earlier one; its figures never change again."""
    figures = draft.figures()
    rows = [one.row for one in draft.lines]
    besides = [
        {"decision": one.decision, "reason": one.reason, "release_to_date_minor": one.release_to_date}
        for one in draft.lines
    ]
    await keep_lines(work, rows, ValuationKind.ISSUED, figures.lines, besides)
    await work.clear(models.LineValuation, line_id__in=[one.id for one in rows], kind=ValuationKind.DRAFT)
    draft_row = await work.row(models.ClaimValuation, claim_id=claim.id, kind=ValuationKind.DRAFT)
    version = draft_row.version if draft_row else 1
    assessed_by = draft_row.assessed_by_id if draft_row else work.viewer.id
    await work.clear(
        models.ClaimValuation, claim_id=claim.id, kind__in=[ValuationKind.DRAFT, ValuationKind.ISSUED]
    )
    await keep_summary(
        work,
        draft.sheet,
        ValuationKind.ISSUED,
        figures,
        draft.adjustments,
        note=note or draft.note,
        override_held_minor=figures.summary.retention_held if draft.held_by_hand else None,
        override_reason=draft.override_reason,
        assessed_by_id=assessed_by,
        issued_at=work.now,
        version=version,
    )
    return figures


def _stale(work: Work, expected: int | None, draft_version: int) -> None:
    """Notes that the draft assessment changed since it was read; goes no further. Raises Refused."""
    if expected is not None and expected != draft_version:
        message = "The draft assessment changed since you read it; look at it as it is now, and decide again."
        work.refuse([Refusal("VERSION_CONFLICT", message, ("input", "expectedAssessmentVersion"))])
        work.stop_if_refused()


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
    _stale(work, input.expected_assessment_version, draft_version)
    work.stop_if_refused()
    draft = await opened_draft(work, claim)
    certified = draft.figures().summary.amount_this_claim
    _expect(work, input.expected_amount, certified, draft.sheet.digits)
    work.stop_if_refused()
    await issue(work, claim, draft)
    is_noted = any(one.decision is LineDecision.REDUCED for one in draft.lines)
    approved = await step(
        work,
        claim,
        ClaimStatus.APPROVED_AS_NOTED if is_noted else ClaimStatus.APPROVED,
        Side.CONTRACTOR,
        certified_amount_minor=certified,
        decided_at=work.now,
    )
    await work.touch(models.ClaimLine, [one.row for one in draft.lines])
    await settle(work, draft.sheet.commitment)
    return approved


def _expect(work: Work, expected: str | None, certified: int, digits: int) -> None:
    if expected is None:
        return
    amount = read_amount(work, expected, digits, "input", "expectedAmount")
    if amount != certified:
        shown = format_amount(certified, digits)
        message = f"{shown} would be certified, not the amount that you expect; look at the assessment again."
        work.refuse([Refusal("CERTIFIED_AMOUNT_DIFFERS", message, ("input", "expectedAmount"))])


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
    _stale(work, input.expected_assessment_version, draft_version)
    work.stop_if_refused()
    draft = await opened_draft(work, claim)
    note = read_text(work, input.note, "input", "note")
    work.stop_if_refused()
    await issue(work, claim, draft, note)
    for one in draft.lines:
        one.row.is_closed = one.decision is LineDecision.ACCEPTED
    await work.keep_all([one.row for one in draft.lines], "is_closed")
    return await step(
        work,
        claim,
        ClaimStatus.REVISE_AND_RESUBMIT,
        Side.CONTRACTOR,
        note,
        assessment_started_at=None,
        returns=claim.returns + 1,
    )
