"""Billing periods and the project's calendar: which day it is, and what stands against a period."""

from __future__ import annotations

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
