"""The schedule of values: whether it is complete, and what is left on a line."""

from __future__ import annotations

from claimgraph.errors import Refusal
from claimgraph.rules.valuation import percent_of


def difference(original_sum_minor: int, schedule_total_minor: int) -> int:
    """The original sum less the total of the lines; zero when complete."""
    return original_sum_minor - schedule_total_minor


def is_complete(schedule_lines: int, original_sum_minor: int, schedule_total_minor: int) -> bool:
    """Whether there are lines and they add up to the original sum."""
    return schedule_lines > 0 and original_sum_minor == schedule_total_minor


def reasons_against_schedule(
    schedule_lines: int, original_sum_minor: int, schedule_total_minor: int
) -> list[Refusal]:
    """Why a schedule can't be claimed against or approved: it is empty, or does not add up."""
    if not schedule_lines:
        return [Refusal("SCHEDULE_EMPTY", "The schedule of values has no lines; add or import them first.")]
    if original_sum_minor != schedule_total_minor:
        return [
            Refusal(
                "SCHEDULE_NOT_EQUAL_TO_CONTRACT",
                "The lines of the schedule of values do not add up to the original sum; correct one of them.",
            )
        ]
    return []


def balance_to_finish(scheduled_value_minor: int | None, certified_to_date_minor: int) -> int | None:
    """The scheduled value less certified to date; None on an open line."""
    return None if scheduled_value_minor is None else scheduled_value_minor - certified_to_date_minor


def percent_complete(certified_to_date_minor: int, scheduled_value_minor: int | None) -> int | None:
    """Certified to date as part of the scheduled value, in parts per million; None when zero or open."""
    return percent_of(certified_to_date_minor, scheduled_value_minor)
