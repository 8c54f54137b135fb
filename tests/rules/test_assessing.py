"""What stands against assessing, approving and returning a claim, and against a decision on a line."""

from __future__ import annotations

from itertools import product

import pytest

from claimgraph.rules.assessing import (
    reasons_against_approving,
    reasons_against_assessing,
    reasons_against_decision,
    reasons_against_released,
    reasons_against_returning,
)
from claimgraph.rules.duties import reasons_against_deciding
from claimgraph.rules.ruling import codes_of
from claimgraph.rules.vocabulary import ClaimStatus, LineDecision

REVIEW = ClaimStatus.UNDER_REVIEW


@pytest.mark.parametrize(
    ("is_author", "works_for_vendor"), product((False, True), repeat=2)
)
def test_who_has_a_hand_in_a_claim_never_decides_it(is_author: bool, works_for_vendor: bool) -> None:
    found = reasons_against_deciding(is_author, works_for_vendor)
    assert [one.code for one in found] == ["DUTIES_NOT_SEPARATE"] * (is_author or works_for_vendor)
    if found:
        assert ("vendor" in found[0].message) is not is_author


@pytest.mark.parametrize("status", ClaimStatus)
def test_only_what_is_under_review_is_assessed(status: ClaimStatus) -> None:
    expected = [] if status is REVIEW else ["CLAIM_NOT_UNDER_REVIEW"]
    for rule, given in (
        (reasons_against_assessing, (status, False, False)),
        (reasons_against_approving, (status, False, False, 0, 0)),
        (reasons_against_returning, (status, False, False, 1)),
    ):
        assert [one.code for one in rule(*given)] == expected
        barred = [one.code for one in rule(status, True, *given[2:])]
        assert barred == [*expected, "DUTIES_NOT_SEPARATE"]


def test_a_claim_is_approved_once_every_line_is_decided_and_none_rejected() -> None:
    (not_assessed,) = reasons_against_approving(REVIEW, False, False, 2, 0)
    assert not_assessed.code == "LINE_NOT_ASSESSED" and "2 lines" in not_assessed.message
    (one,) = reasons_against_approving(REVIEW, False, False, 1, 0)
    assert "1 line " in one.message
    told = [one.code for one in reasons_against_approving(REVIEW, True, False, 1, 1)]
    assert told == ["DUTIES_NOT_SEPARATE", "LINE_NOT_ASSESSED", "LINE_REJECTED"]
    assert {*told, "CLAIM_NOT_UNDER_REVIEW"} == set(codes_of(reasons_against_approving))


def test_nothing_is_said_of_the_lines_of_a_claim_that_is_not_under_review() -> None:
    told = reasons_against_approving(ClaimStatus.DRAFT, False, False, 2, 1)
    assert [one.code for one in told] == ["CLAIM_NOT_UNDER_REVIEW"]
    told = reasons_against_returning(ClaimStatus.DRAFT, False, False, 0)
    assert [one.code for one in told] == ["CLAIM_NOT_UNDER_REVIEW"]


def test_a_claim_is_returned_for_a_rejected_line() -> None:
    told = [one.code for one in reasons_against_returning(REVIEW, False, False, 0)]
    assert told == ["NO_REJECTED_LINE"]


@pytest.mark.parametrize(
    ("decision", "assessed", "has_reason", "expected"),
    [
        (LineDecision.ACCEPTED, 100, False, []),
        (LineDecision.PENDING, 100, False, []),
        (LineDecision.REDUCED, 99, True, []),
        (LineDecision.REDUCED, 99, False, ["REASON_REQUIRED"]),
        (LineDecision.REDUCED, 100, False, ["REASON_REQUIRED"]),
        (LineDecision.REDUCED, 101, True, ["ABOVE_CLAIMED"]),
        (LineDecision.REDUCED, 101, False, ["ABOVE_CLAIMED", "REASON_REQUIRED"]),
        (LineDecision.REJECTED, 0, True, []),
        (LineDecision.REJECTED, 0, False, ["REASON_REQUIRED"]),
        (LineDecision.REJECTED, 150, True, []),
    ],
)
def test_less_than_claimed_needs_a_reason_and_more_is_never_certified(
    decision: LineDecision, assessed: int, has_reason: bool, expected: list[str]
) -> None:
    found = reasons_against_decision(decision, 100, assessed, has_reason, 2)
    assert [one.code for one in found] == expected


def test_the_amounts_are_told() -> None:
    (reason,) = reasons_against_decision(LineDecision.REDUCED, 100_00, 123_45, True, 2)
    assert "123.45" in reason.message and "100.00" in reason.message


@pytest.mark.parametrize(
    ("claimed", "assessed", "is_above"),
    [(100, 100, False), (100, 99, False), (100, 101, True), (0, 1, True), (-100, -101, True), (-100, -99, False)],
)
def test_no_more_retention_is_released_than_is_claimed(claimed: int, assessed: int, is_above: bool) -> None:
    found = reasons_against_released(claimed, assessed, 2)
    assert [(one.code, one.path) for one in found] == [("ABOVE_CLAIMED", ("retentionReleased",))] * is_above
