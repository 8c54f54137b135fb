"""Days of the project's calendar, the dates of billing periods, and what stands against them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from claimgraph.rules.periods import (
    end_of,
    reasons_against_closing,
    reasons_against_dates,
    reasons_against_deleting,
    start_of,
    today,
    usual_dates,
)
from claimgraph.rules.ruling import codes_of
from claimgraph.rules.vocabulary import BillingPeriodStatus

DAYS = some.integers(1, 31)
DATES = some.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Australia/Sydney", date(2026, 11, 11)),
        ("UTC", date(2026, 11, 10)),
        ("America/New_York", date(2026, 11, 10)),
    ],
)
def test_which_day_it_is_depends_on_where_the_project_is(zone: str, day: date) -> None:
    assert today(datetime(2026, 11, 10, 14, 30, tzinfo=UTC), zone) == day


def test_a_day_lasts_23_hours_when_the_clocks_go_forward() -> None:
    spring = date(2026, 10, 4)
    assert start_of(spring, "Australia/Sydney") == datetime(2026, 10, 3, 14, tzinfo=UTC)
    assert end_of(spring, "Australia/Sydney") == datetime(2026, 10, 4, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "on", "dates"),
    [
        ((1, 31, 25), "2026-11-10", ("2026-11-01", "2026-11-30", "2026-11-25")),
        ((1, 31, 25), "2027-02-28", ("2027-02-01", "2027-02-28", "2027-02-25")),
        ((1, 31, 31), "2028-02-01", ("2028-02-01", "2028-02-29", "2028-02-29")),
        # From one month into the next: the one in which the day lies.
        ((26, 25, 28), "2026-11-25", ("2026-10-26", "2026-11-25", "2026-11-28")),
        ((26, 25, 28), "2026-11-26", ("2026-11-26", "2026-12-25", "2026-12-28")),
        ((26, 25, 20), "2026-01-10", ("2025-12-26", "2026-01-25", "2026-01-20")),
        ((26, 25, 20), "2026-12-31", ("2026-12-26", "2027-01-25", "2027-01-20")),
        ((31, 30, 30), "2026-02-28", ("2026-02-28", "2026-03-30", "2026-03-30")),
        # Due before it starts would be no date: it is the next month's then.
        ((10, 31, 5), "2026-11-10", ("2026-11-10", "2026-11-30", "2026-12-05")),
    ],
)
def test_default_days_become_dates(days: tuple[int, int, int], on: str, dates: tuple[str, str, str]) -> None:
    found = usual_dates(*days, date.fromisoformat(on))
    assert tuple(day.isoformat() for day in found) == dates


@given(DAYS, DAYS, DAYS, DATES)
def test_default_dates_never_contradict_each_other(start: int, end: int, due: int, on: date) -> None:
    starts_on, ends_on, due_on = usual_dates(start, end, due, on)
    assert reasons_against_dates(starts_on, ends_on, due_on) == []
    assert (ends_on - starts_on).days <= 31
    assert (due_on - ends_on).days <= 31


@given(DAYS, DAYS, DATES)
def test_a_day_within_the_default_days_lies_within_the_period(start: int, end: int, on: date) -> None:
    starts_on, ends_on, _ = usual_dates(start, end, 31, on)
    is_within = start <= on.day <= end if start <= end else on.day >= start or on.day <= end
    assert not is_within or starts_on <= on <= ends_on


def test_dates_that_contradict_each_other_are_all_told() -> None:
    reasons = reasons_against_dates(date(2026, 11, 10), date(2026, 11, 9), date(2026, 11, 8))
    assert [(one.code, one.path) for one in reasons] == [
        ("VALUE_INVALID", ("endsOn",)),
        ("VALUE_INVALID", ("dueOn",)),
    ]
    assert reasons_against_dates(date(2026, 11, 10), date(2026, 11, 10), date(2026, 11, 10)) == []


def test_a_period_with_claims_is_kept_and_a_closed_one_closes_no_more() -> None:
    assert [one.code for one in reasons_against_deleting(1)] == list(codes_of(reasons_against_deleting))
    assert reasons_against_deleting(0) == []
    assert [one.code for one in reasons_against_closing(BillingPeriodStatus.CLOSED)] == ["PERIOD_CLOSED"]
    assert reasons_against_closing(BillingPeriodStatus.OPEN) == []
