"""Billing periods and the project's calendar: which day it is, and what stands against a period."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from claimgraph.errors import Refusal
from claimgraph.rules.ruling import rule
from claimgraph.rules.vocabulary import BillingPeriodStatus


def today(now: datetime, time_zone: str) -> date:
    """The day that it is in a time zone (IANA name)."""
    return now.astimezone(ZoneInfo(time_zone)).date()


def start_of(day: date, time_zone: str) -> datetime:
    """The instant at which a day begins in a time zone, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(time_zone)).astimezone(UTC)


def end_of(day: date, time_zone: str) -> datetime:
    """The instant at which a day is over in a time zone, in UTC: the start of the next."""
    return start_of(day + timedelta(days=1), time_zone)


def usual_dates(start_day: int, end_day: int, due_day: int, today: date) -> tuple[date, date, date]:
    """First, last and due day of the period that default days of the month give around `today`.

    A day beyond a month's end is its last. A first day behind the last one lies in the month before: 26 to 25
    runs from the 26th of October to the 25th of November; it is the one that begins in the month of `today`
    once that day has come, else the one that ends in it. Claims are due in the month in which the period
    ends, or in the next where that day would lie before the first.
    """
    crosses = start_day > end_day
    begins_here = not crosses or today >= _day(today, 0, start_day)
    starts_on = _day(today, 0 if begins_here else -1, start_day)
    ends_on = _day(starts_on, 1 if crosses else 0, end_day)
    due_on = _day(ends_on, 0, due_day)
    return starts_on, ends_on, due_on if due_on >= starts_on else _day(ends_on, 1, due_day)


def _day(month: date, months_later: int, day: int) -> date:
    """A day of a month as many months later, the last one where the month is shorter."""
    years, index = divmod(month.month - 1 + months_later, 12)
    year, number = month.year + years, index + 1
    return date(year, number, min(day, monthrange(year, number)[1]))


@rule("PERIOD_HAS_CLAIMS")
def reasons_against_deleting(claims_ever: int) -> list[Refusal]:
    """Why a period can't be deleted: claims stand in it, void ones included."""
    if claims_ever:
        return [Refusal("PERIOD_HAS_CLAIMS", "Claims stand in this period, so it is kept; close it instead.")]
    return []


@rule("PERIOD_CLOSED")
def reasons_against_closing(status: BillingPeriodStatus) -> list[Refusal]:
    """Why a period can't be closed: it is closed already."""
    if status is BillingPeriodStatus.CLOSED:
        return [Refusal("PERIOD_CLOSED", "This period is closed already.")]
    return []


def reasons_against_dates(starts_on: date, ends_on: date, due_on: date) -> list[Refusal]:
    """Why these can't be the dates of a period; paths are relative to the input."""
    reasons = []
    if ends_on < starts_on:
        reasons.append(Refusal("VALUE_INVALID", "A period can't end before it starts.", ("endsOn",)))
    if due_on < starts_on:
        reasons.append(Refusal("VALUE_INVALID", "Claims can't be due before the period starts.", ("dueOn",)))
    return reasons
