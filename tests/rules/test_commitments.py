"""Steps of a commitment and its sums to date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from claimgraph.errors import Refusal
from claimgraph.rules.commitments import (
    Milestone,
    balance_including_retention,
    balance_to_finish,
    certified_less_retention,
    milestones,
    own_submission_is_on,
    percent_complete,
    reasons_against_approving,
    reasons_against_changing,
    reasons_against_changing_schedule,
    reasons_against_completing,
    reasons_against_deleting,
    reasons_against_other_sum,
    reasons_against_other_vendor,
    reasons_against_reopening,
    reasons_against_sending,
    reasons_against_terminating,
    reasons_against_voiding,
)
from claimgraph.rules.vocabulary import CommitmentStatus, MilestoneKind

DRAFT, OUT, APPROVED, COMPLETE, TERMINATED, VOID = CommitmentStatus
Step = Callable[[CommitmentStatus, int], list[Refusal]]

STEPS: dict[str, Step] = {
    "send": lambda status, claims: reasons_against_sending(status),
    "approve": lambda status, claims: reasons_against_approving(status, 1, 100, 100),
    "complete": lambda status, claims: reasons_against_completing(status),
    "terminate": lambda status, claims: reasons_against_terminating(status),
    "void": reasons_against_voiding,
    "reopen": reasons_against_reopening,
    "delete": reasons_against_deleting,
    "change": lambda status, claims: reasons_against_changing(status),
    "change the schedule": lambda status, claims: reasons_against_changing_schedule(status),
    "change the sum": lambda status, claims: reasons_against_other_sum(status),
}
"""Steps by the status that a commitment has, and the number of its claims."""

NOT_DRAFT, NOT_APPROVED = "COMMITMENT_NOT_DRAFT", "COMMITMENT_NOT_APPROVED"
CLOSED, CLAIMS, UNEQUAL = "COMMITMENT_CLOSED", "COMMITMENT_HAS_CLAIMS", "SCHEDULE_NOT_EQUAL_TO_CONTRACT"


@pytest.mark.parametrize(
    ("step", "without_claims", "with_claims"),
    [
        # DRAFT, OUT_FOR_SIGNATURE, APPROVED, COMPLETE, TERMINATED, VOID
        ("send", [None, *[NOT_DRAFT] * 5], [None, *[NOT_DRAFT] * 5]),
        ("approve", [None, None, *[NOT_DRAFT] * 4], [None, None, *[NOT_DRAFT] * 4]),
        (
            "complete",
            [NOT_APPROVED, NOT_APPROVED, None, *[NOT_APPROVED] * 3],
            [NOT_APPROVED, NOT_APPROVED, None, *[NOT_APPROVED] * 3],
        ),
        (
            "terminate",
            [NOT_APPROVED, NOT_APPROVED, None, None, NOT_APPROVED, NOT_APPROVED],
            [NOT_APPROVED, NOT_APPROVED, None, None, NOT_APPROVED, NOT_APPROVED],
        ),
        ("void", [None, None, None, None, CLOSED, CLOSED], [CLAIMS, CLAIMS, CLAIMS, CLAIMS, CLOSED, CLOSED]),
        (
            "reopen",
            ["VALUE_INVALID", None, None, None, CLOSED, CLOSED],
            ["VALUE_INVALID", CLAIMS, CLAIMS, None, CLOSED, CLOSED],
        ),
        ("change", [None, None, None, None, CLOSED, CLOSED], [None, None, None, None, CLOSED, CLOSED]),
        (
            "change the schedule",
            [None, None, None, CLOSED, CLOSED, CLOSED],
            [None, None, None, CLOSED, CLOSED, CLOSED],
        ),
        ("change the sum", [None, None, *[UNEQUAL] * 4], [None, None, *[UNEQUAL] * 4]),
    ],
)
def test_each_step_is_taken_from_its_statuses_alone(
    step: str, without_claims: list[str | None], with_claims: list[str | None]
) -> None:
    for claims, expected in ((0, without_claims), (2, with_claims)):
        found = [[one.code for one in STEPS[step](status, claims)] for status in CommitmentStatus]
        assert found == [[] if code is None else [code] for code in expected]


def test_what_keeps_a_commitment_from_being_deleted_is_told_at_once() -> None:
    assert reasons_against_deleting(DRAFT, 0) == []
    assert [one.code for one in reasons_against_deleting(APPROVED, 1)] == [NOT_DRAFT, CLAIMS]


@pytest.mark.parametrize(
    ("lines", "original", "total", "expected"),
    [(0, 100, 0, ["SCHEDULE_EMPTY"]), (2, 100, 99, [UNEQUAL]), (2, 100, 100, []), (1, 0, 0, [])],
)
def test_a_commitment_is_approved_with_lines_that_add_up(
    lines: int, original: int, total: int, expected: list[str]
) -> None:
    assert [one.code for one in reasons_against_approving(DRAFT, lines, original, total)] == expected
    both = reasons_against_approving(COMPLETE, lines, original, total)
    assert [one.code for one in both] == [NOT_DRAFT, *expected]


def test_another_vendor_is_refused_where_the_input_names_him() -> None:
    assert reasons_against_other_vendor(0) == []
    (reason,) = reasons_against_other_vendor(1)
    assert (reason.code, reason.path) == (CLAIMS, ("input", "vendorId"))


def test_milestones_come_in_their_natural_order() -> None:
    assert milestones(None, None, None) == []
    assert milestones(date(2026, 5, 1), None, date(2027, 5, 1)) == [
        Milestone(MilestoneKind.PRACTICAL_COMPLETION, date(2026, 5, 1)),
        Milestone(MilestoneKind.DEFECTS_END, date(2027, 5, 1)),
    ]


@pytest.mark.parametrize(
    ("account", "project", "is_on"),
    [(True, None, True), (False, None, False), (True, False, False), (False, True, True)],
)
def test_the_project_decides_before_the_account(account: bool, project: bool | None, is_on: bool) -> None:
    assert own_submission_is_on(account, project) is is_on


def test_sums_to_date_add_up() -> None:
    revised, certified, held = 100_000_00, 40_000_00, 2_000_00
    assert certified_less_retention(certified, held) == 38_000_00
    assert balance_to_finish(revised, certified) == 60_000_00
    assert balance_including_retention(revised, certified, held) == 62_000_00
    assert percent_complete(certified, revised) == 400_000
    assert percent_complete(certified, 0) is None
