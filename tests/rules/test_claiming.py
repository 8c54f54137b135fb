"""The gates before a claim, each alone and all at once, for contacts and for the contractor's side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from claimgraph.errors import Refusal
from claimgraph.rules.claiming import (
    reasons_against_changing,
    reasons_against_creating,
    reasons_against_moving,
    reasons_against_submitting,
)
from claimgraph.rules.gates import claims_as_contact
from claimgraph.rules.ruling import codes_of
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import (
    BillingPeriodStatus,
    ClaimStatus,
    ClaimType,
    CommitmentStatus,
    LateClaims,
)

CONTACT, STANDARD, READER, ADMINISTRATOR = (
    Standing.CONTACT,
    Standing.STANDARD,
    Standing.READER,
    Standing.ADMINISTRATOR,
)
DUE = date(2026, 11, 25)
BEFORE, AFTER = date(2026, 10, 1), date(2026, 12, 1)

CREATING: dict[str, Any] = {
    "standings": CONTACT,
    "is_on_behalf": False,
    "own_submission_is_on": True,
    "status": CommitmentStatus.APPROVED,
    "claims_on": True,
    "schedule_lines": 2,
    "original_sum_minor": 100,
    "schedule_total_minor": 100,
    "period_status": BillingPeriodStatus.OPEN,
    "due_on": DUE,
    "period_starts_on": date(2026, 11, 1),
    "a_period_is_open": True,
    "today": DUE,
    "late_claims": LateClaims.REFUSED,
    "open_claims": 0,
    "claims_in_period": 0,
    "last_period_starts_on": None,
    "claim_type": ClaimType.WORK_AND_MATERIALS,
}
"""Circumstances in which a contact may create a claim."""

SUBMITTING: dict[str, Any] = {
    **{name: value for name, value in CREATING.items() if name not in ("status", "open_claims")},
    "status": ClaimStatus.DRAFT,
    "commitment_status": CommitmentStatus.APPROVED,
    "open_claims_besides": 0,
    "on_behalf_of_is_claim_contact": True,
}
MOVING: dict[str, Any] = {
    "standings": CONTACT,
    "is_on_behalf": False,
    "own_submission_is_on": True,
    "status": ClaimStatus.DRAFT,
    "target_status": BillingPeriodStatus.OPEN,
    "target_due_on": DUE,
    "target_starts_on": date(2026, 11, 1),
    "a_period_is_open": True,
    "today": DUE,
    "late_claims": LateClaims.REFUSED,
    "claims_in_target": 0,
    "last_period_starts_on": None,
    "claim_type": ClaimType.WORK_AND_MATERIALS,
}
NO_PERIOD = {"period_status": None, "due_on": None, "period_starts_on": None, "a_period_is_open": False}
CLOSED = {"period_status": BillingPeriodStatus.CLOSED}

OF_THE_CONTACT: list[tuple[dict[str, Any], list[str]]] = [
    ({"own_submission_is_on": False}, ["OWN_SUBMISSION_OFF"]),
    ({"claims_on": False}, ["COMMITMENT_NOT_CLAIMABLE"]),
    (CLOSED, ["PERIOD_CLOSED"]),
    ({**CLOSED, "a_period_is_open": False}, ["NO_OPEN_PERIOD", "PERIOD_CLOSED"]),
    ({"today": date(2026, 11, 26)}, ["PERIOD_PAST_DUE"]),
    ({"today": date(2026, 11, 26), "late_claims": LateClaims.FLAGGED}, []),
]
OF_EVERYBODY: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"schedule_lines": 0}, ["SCHEDULE_EMPTY"]),
    ({"schedule_total_minor": 99}, ["SCHEDULE_NOT_EQUAL_TO_CONTRACT"]),
    ({"claims_in_period": 1}, ["PERIOD_ALREADY_CLAIMED"]),
    ({"claims_in_period": 1, "claim_type": ClaimType.RETENTION_RELEASE}, []),
    ({"last_period_starts_on": BEFORE}, []),
    ({"last_period_starts_on": date(2026, 11, 1)}, []),
    ({"last_period_starts_on": AFTER}, ["PERIOD_BEFORE_PREVIOUS"]),
]


def codes(reasons: list[Refusal]) -> list[str]:
    """The codes of refusals."""
    return [one.code for one in reasons]


@pytest.mark.parametrize(
    ("standings", "is_on_behalf", "expected"),
    [
        (CONTACT, False, True),
        (CONTACT, True, True),
        (CONTACT | STANDARD, False, True),
        (CONTACT | STANDARD, True, False),
        (CONTACT | ADMINISTRATOR, True, False),
        (CONTACT | READER, True, True),
        (STANDARD, False, False),
        (ADMINISTRATOR, True, False),
    ],
)
def test_a_contact_claims_as_one_unless_it_is_on_behalf_and_he_is_of_the_other_side(
    standings: Standing, is_on_behalf: bool, expected: bool
) -> None:
    assert claims_as_contact(standings, is_on_behalf) is expected


@pytest.mark.parametrize(("given", "expected"), [*OF_THE_CONTACT, (NO_PERIOD, ["NO_OPEN_PERIOD"])])
def test_creating_goes_through_the_contacts_gates_for_him_alone(
    given: dict[str, Any], expected: list[str]
) -> None:
    assert codes(reasons_against_creating(**{**CREATING, **given})) == expected
    for other in (STANDARD, ADMINISTRATOR):
        assert reasons_against_creating(**{**CREATING, "standings": other, **given}) == []


@pytest.mark.parametrize(("given", "expected"), [*OF_EVERYBODY, ({"open_claims": 1}, ["CLAIM_ALREADY_OPEN"])])
@pytest.mark.parametrize("standings", [CONTACT, STANDARD, ADMINISTRATOR])
def test_creating_goes_through_the_other_gates_for_everybody(
    standings: Standing, given: dict[str, Any], expected: list[str]
) -> None:
    assert codes(reasons_against_creating(**{**CREATING, "standings": standings, **given})) == expected


@pytest.mark.parametrize("status", CommitmentStatus)
def test_what_is_in_force_or_complete_is_claimed_against_and_by_administrators_what_is_terminated(
    status: CommitmentStatus,
) -> None:
    in_force = status in (CommitmentStatus.APPROVED, CommitmentStatus.COMPLETE)
    for standings, also in (
        (CONTACT, ()),
        (STANDARD, ()),
        (ADMINISTRATOR, (CommitmentStatus.TERMINATED,)),
        (CONTACT | ADMINISTRATOR, ()),
    ):
        expected = [] if in_force or status in also else ["COMMITMENT_NOT_CLAIMABLE"]
        changed = {"standings": standings, "status": status}
        assert codes(reasons_against_creating(**{**CREATING, **changed})) == expected
        changed = {"standings": standings, "commitment_status": status}
        assert codes(reasons_against_submitting(**{**SUBMITTING, **changed})) == expected


def test_all_gates_of_creating_are_told_at_once_and_are_those_of_the_rule() -> None:
    given = {
        "own_submission_is_on": False,
        "claims_on": False,
        "schedule_total_minor": 99,
        **CLOSED,
        "a_period_is_open": False,
        "today": date(2026, 11, 26),
        "open_claims": 1,
        "claims_in_period": 1,
        "last_period_starts_on": AFTER,
    }
    told = codes(reasons_against_creating(**{**CREATING, **given}))
    assert {*told, "SCHEDULE_EMPTY"} == set(codes_of(reasons_against_creating))


@pytest.mark.parametrize("status", ClaimStatus)
@pytest.mark.parametrize("standings", [CONTACT, STANDARD])
def test_only_a_draft_or_a_returned_claim_is_changed(standings: Standing, status: ClaimStatus) -> None:
    editable = status in (ClaimStatus.DRAFT, ClaimStatus.REVISE_AND_RESUBMIT)
    expected = [] if editable else ["CLAIM_NOT_OPEN"]
    assert codes(reasons_against_changing(standings, False, True, status)) == expected
    off = codes(reasons_against_changing(standings, False, False, status))
    assert off == [*(["OWN_SUBMISSION_OFF"] if standings is CONTACT else []), *expected]


@pytest.mark.parametrize(("given", "expected"), OF_THE_CONTACT)
def test_submitting_goes_through_the_contacts_gates_but_for_the_period_of_a_returned_claim(
    given: dict[str, Any], expected: list[str]
) -> None:
    assert codes(reasons_against_submitting(**{**SUBMITTING, **given})) == expected
    of_periods = {"NO_OPEN_PERIOD", "PERIOD_CLOSED", "PERIOD_PAST_DUE"}
    returned = {**SUBMITTING, "status": ClaimStatus.REVISE_AND_RESUBMIT, **given}
    left = [code for code in expected if code not in of_periods]
    assert codes(reasons_against_submitting(**returned)) == left
    assert reasons_against_submitting(**{**returned, "standings": STANDARD}) == []


@pytest.mark.parametrize(
    ("given", "expected"), [*OF_EVERYBODY, ({"open_claims_besides": 1}, ["CLAIM_ALREADY_OPEN"])]
)
@pytest.mark.parametrize("standings", [CONTACT, STANDARD, ADMINISTRATOR])
def test_submitting_goes_through_the_other_gates_for_everybody(
    standings: Standing, given: dict[str, Any], expected: list[str]
) -> None:
    assert codes(reasons_against_submitting(**{**SUBMITTING, "standings": standings, **given})) == expected


def test_only_the_contractors_side_asks_whether_the_person_is_contact_still() -> None:
    given = {**SUBMITTING, "is_on_behalf": True, "on_behalf_of_is_claim_contact": False}
    assert reasons_against_submitting(**given) == []
    for standings in (STANDARD, ADMINISTRATOR, ADMINISTRATOR | CONTACT):
        told = reasons_against_submitting(**{**given, "standings": standings})
        assert codes(told) == ["PERSON_NOT_CLAIM_CONTACT"]


@pytest.mark.parametrize("status", ClaimStatus)
def test_of_a_claim_that_is_not_open_nothing_else_is_said(status: ClaimStatus) -> None:
    closed = {"claims_on": False, "schedule_lines": 0, **CLOSED, "status": status}
    if status not in (ClaimStatus.DRAFT, ClaimStatus.REVISE_AND_RESUBMIT):
        assert codes(reasons_against_submitting(**{**SUBMITTING, **closed})) == ["CLAIM_NOT_OPEN"]


TARGETS: list[tuple[dict[str, Any], list[str], list[str]]] = [
    ({}, [], []),
    ({"own_submission_is_on": False}, ["OWN_SUBMISSION_OFF"], []),
    (
        {"target_status": None, "target_due_on": None, "target_starts_on": None, "a_period_is_open": False},
        ["NO_OPEN_PERIOD"],
        [],
    ),
    ({"target_status": BillingPeriodStatus.CLOSED}, ["PERIOD_CLOSED"], []),
    ({"today": date(2026, 11, 26)}, ["PERIOD_PAST_DUE"], []),
    ({"claims_in_target": 1}, ["PERIOD_ALREADY_CLAIMED"], ["PERIOD_ALREADY_CLAIMED"]),
    ({"last_period_starts_on": AFTER}, ["PERIOD_BEFORE_PREVIOUS"], ["PERIOD_BEFORE_PREVIOUS"]),
    ({"status": ClaimStatus.UNDER_REVIEW}, ["CLAIM_NOT_DRAFT"], ["CLAIM_NOT_DRAFT"]),
    ({"status": ClaimStatus.REVISE_AND_RESUBMIT}, ["CLAIM_NOT_DRAFT"], ["CLAIM_NOT_DRAFT"]),
]


@pytest.mark.parametrize(("given", "of_contact", "of_others"), TARGETS)
def test_a_draft_goes_where_it_fits_and_a_contacts_where_his_gates_are_open(
    given: dict[str, Any], of_contact: list[str], of_others: list[str]
) -> None:
    assert codes(reasons_against_moving(**{**MOVING, **given})) == of_contact
    assert codes(reasons_against_moving(**{**MOVING, "standings": STANDARD, **given})) == of_others


def test_every_code_of_moving_is_reached() -> None:
    told = {code for _, expected, _ in TARGETS for code in expected}
    assert told == set(codes_of(reasons_against_moving))


def test_every_code_of_submitting_is_reached() -> None:
    told = {code for _, expected in [*OF_THE_CONTACT, *OF_EVERYBODY] for code in expected}
    told |= {"CLAIM_NOT_OPEN", "CLAIM_ALREADY_OPEN", "PERSON_NOT_CLAIM_CONTACT"}
    assert told == set(codes_of(reasons_against_submitting))
