"""What stands against taking a claim back, deleting it, making it void; and whose a draft is to delete."""

from __future__ import annotations

from datetime import date

import pytest

from claimgraph.rules.claim_steps import (
    not_his_to_delete,
    reasons_against_deleting,
    reasons_against_voiding,
    reasons_against_withdrawing,
)
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import ClaimStatus, LateClaims, Side
from claimgraph.rules.workflow import is_line_open, reasons_against_review

CONTACT, STANDARD, ADMINISTRATOR = Standing.CONTACT, Standing.STANDARD, Standing.ADMINISTRATOR
DUE, LATE = date(2026, 11, 25), date(2026, 11, 26)


def withdrawing(
    standings: Standing,
    status: ClaimStatus = ClaimStatus.UNDER_REVIEW,
    *,
    is_started: bool = False,
    today: date = DUE,
    late_claims: LateClaims = LateClaims.REFUSED,
) -> list[str]:
    """The codes against taking a claim back."""
    found = reasons_against_withdrawing(standings, status, is_started, DUE, today, late_claims)
    return [one.code for one in found]


@pytest.mark.parametrize("status", ClaimStatus)
@pytest.mark.parametrize("standings", [CONTACT, ADMINISTRATOR])
def test_only_what_is_under_review_is_taken_back(standings: Standing, status: ClaimStatus) -> None:
    expected = [] if status is ClaimStatus.UNDER_REVIEW else ["CLAIM_NOT_UNDER_REVIEW"]
    assert withdrawing(standings, status) == expected
    assert [one.code for one in reasons_against_review(status)] == expected
    if expected:
        assert withdrawing(standings, status, is_started=True, today=LATE) == expected


def test_a_contact_takes_back_before_assessment_and_due_date_alone() -> None:
    assert withdrawing(CONTACT, is_started=True) == ["ASSESSMENT_STARTED"]
    assert withdrawing(CONTACT, today=LATE) == ["PERIOD_PAST_DUE"]
    assert withdrawing(CONTACT, today=LATE, late_claims=LateClaims.FLAGGED) == []
    assert withdrawing(CONTACT, is_started=True, today=LATE) == ["ASSESSMENT_STARTED", "PERIOD_PAST_DUE"]


def test_an_administrator_takes_back_all_through_the_review() -> None:
    for standings in (ADMINISTRATOR, ADMINISTRATOR | CONTACT):
        assert withdrawing(standings, is_started=True, today=LATE) == []


@pytest.mark.parametrize("status", ClaimStatus)
def test_only_a_draft_that_was_never_submitted_is_deleted(status: ClaimStatus) -> None:
    is_draft = status is ClaimStatus.DRAFT
    told = [[one.code for one in reasons_against_deleting(status, count)] for count in (0, 1)]
    assert told == ([[], ["CLAIM_WAS_SUBMITTED"]] if is_draft else [["CLAIM_NOT_DRAFT"]] * 2)


@pytest.mark.parametrize(
    ("standings", "side", "is_his", "may"),
    [
        (ADMINISTRATOR, Side.VENDOR, False, True),
        (ADMINISTRATOR | CONTACT, Side.CONTRACTOR, False, True),
        (CONTACT, Side.VENDOR, False, True),
        (CONTACT, Side.CONTRACTOR, True, False),
        (STANDARD, Side.CONTRACTOR, True, True),
        (STANDARD, Side.CONTRACTOR, False, False),
        (STANDARD, Side.VENDOR, False, False),
        (STANDARD | CONTACT, Side.VENDOR, False, True),
        (STANDARD | CONTACT, Side.CONTRACTOR, False, False),
    ],
)
def test_whose_a_draft_is_to_delete(standings: Standing, side: Side, is_his: bool, may: bool) -> None:
    assert (not_his_to_delete(standings, side, is_his) is None) is may


@pytest.mark.parametrize("status", ClaimStatus)
def test_an_approved_claim_stays_while_a_later_one_builds_on_it(status: ClaimStatus) -> None:
    alone = [one.code for one in reasons_against_voiding(status, 0)]
    followed = [one.code for one in reasons_against_voiding(status, 1)]
    assert alone == (["VALUE_INVALID"] if status is ClaimStatus.VOID else [])
    approved = status in (ClaimStatus.APPROVED, ClaimStatus.APPROVED_AS_NOTED)
    assert followed == (["CLAIM_NOT_LATEST"] if approved else alone)


@pytest.mark.parametrize("status", ClaimStatus)
def test_a_line_is_open_on_a_draft_and_on_a_returned_claim_unless_accepted(status: ClaimStatus) -> None:
    assert is_line_open(status, False) is (
        status in (ClaimStatus.DRAFT, ClaimStatus.REVISE_AND_RESUBMIT)
    )
    assert is_line_open(status, True) is (status is ClaimStatus.DRAFT)
