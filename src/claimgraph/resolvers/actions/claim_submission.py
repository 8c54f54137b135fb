"""Submitting claims: judged in all its lines, handed in for review, and kept as it was."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from strawberry import ID

from claimgraph import models
from claimgraph.errors import Refusal
from claimgraph.resolvers.action import action
from claimgraph.resolvers.actions.claim_entry import CLAIMANTS, LINE_CODES
from claimgraph.resolvers.claimed import judge, standing, worked_out
from claimgraph.resolvers.drafts import keep_claimed, terms_of_today
from claimgraph.resolvers.figures import summary_of, valuations
from claimgraph.resolvers.filing import acted, commitment_of, side_of, step, write_authors
from claimgraph.resolvers.reckoning import Sheet, as_if, opened
from claimgraph.resolvers.work import Work
from claimgraph.rules.claiming import reasons_against_submitting
from claimgraph.rules.figures import ClaimFigures
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import ClaimStatus, Side, ValuationKind
from claimgraph.schema.inputs import Change, given, input_type


@input_type
class SubmitClaimInput(Change):
    """What submitClaim needs."""

    confirm_zero: bool = given(
        "Submit although every movement and every release is zero; a nil claim is lawful.",
        default=False,
    )
    claim_id: ID = given("Which claim.")


@action(
    "claim.submitted",
    on="ProgressClaim",
    gives="claim",
    open_to=CLAIMANTS,
    unless=reasons_against_submitting,
    refuses=(*LINE_CODES, "NOTHING_CLAIMED"),
)
async def submit_claim(
    work: Work,
    claim: models.ProgressClaim,
    input: SubmitClaimInput,
    standings: Standing,
    is_on_behalf: bool,
    today: date,
    due_on: date,
) -> models.ProgressClaim:
    """Submit a draft or returned claim for review; what was submitted is kept as it is. A returned claim may
    come after the due date or the close of its period.
    """
    was_returned = claim.status is ClaimStatus.REVISE_AND_RESUBMIT
    side = side_of(standings, is_on_behalf)
    changes: dict[str, Any] = {}
    if not was_returned:
        changes = await terms_of_today(work, await commitment_of(work, claim), claim.number)
        changes["is_late"] = side is Side.VENDOR and today > due_on
    sheet = await opened(work, as_if(claim, changes))
    figures = await _hand_in(work, sheet, confirm_zero=input.confirm_zero)
    changes["claimed_amount_minor"] = figures.summary.amount_this_claim
    await write_authors(work, claim, side)
    await step(
        work,
        claim,
        ClaimStatus.UNDER_REVIEW,
        side,
        **acted(work, "submitted", side),
        submitted_at=work.now,
        submissions=claim.submissions + 1,
        assessment_started_at=None,
        **changes,
    )
    await _freeze(work, claim, sheet.lines)
    return claim


async def _hand_in(work: Work, sheet: Sheet, *, confirm_zero: bool) -> ClaimFigures:
    """Judges all lines and keeps them as they are handed in. Raises Refused where something is in the way."""
    lines = standing(sheet)
    stated, figures = worked_out(work, sheet, lines)
    await judge(work, sheet, lines, stated, figures)
    if figures.is_nil and not confirm_zero:
        message = (
            "Nothing is claimed: every movement and every release is zero. Set confirmZero for a nil claim."
        )
        work.refuse([Refusal("NOTHING_CLAIMED", message, ("input", "confirmZero"))])
    work.stop_if_refused()
    await keep_claimed(work, sheet, lines, stated, figures)
    return figures


async def _freeze(work: Work, claim: models.ProgressClaim, lines: list[models.ClaimLine]) -> None:
    """Keeps the claim as it was submitted: words and integers, for good."""
    summary = await summary_of(work, claim.id, ValuationKind.CLAIMED)
    assert summary, "it was kept just now"
    figures = await valuations(work, lines, ValuationKind.CLAIMED)
    content = json.dumps(
        {
            "claim": _copied(claim),
            "summary": _copied(summary),
            "lines": [_copied(one) for one in lines],
            "figures": [_copied(figures[one.id]) for one in lines],
        }
    )
    await work.make(models.ClaimRevision, claim_id=claim.id, number=claim.submissions, content=content)


def _copied(row: models.Row) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in sorted(row._meta.db_fields) if name not in row.SILENT}
    return {name: value if isinstance(value, int | None) else str(value) for name, value in values.items()}
