"""Whether a schedule of values is complete, and what is left on its lines."""

from __future__ import annotations

import pytest

from claimgraph.rules.schedule import (
    balance_to_finish,
    difference,
    is_complete,
    percent_complete,
    reasons_against_schedule,
)


@pytest.mark.parametrize(
    ("lines", "original", "total", "code"),
    [
        (0, 0, 0, "SCHEDULE_EMPTY"),
        (3, 100, 90, "SCHEDULE_NOT_EQUAL_TO_CONTRACT"),
        (3, 100, 110, "SCHEDULE_NOT_EQUAL_TO_CONTRACT"),
        (3, 100, 100, None),
        (1, 0, 0, None),
    ],
)
def test_a_schedule_is_complete_with_lines_that_add_up(
    lines: int, original: int, total: int, code: str | None
) -> None:
    assert [one.code for one in reasons_against_schedule(lines, original, total)] == ([code] if code else [])
    assert is_complete(lines, original, total) is (code is None)
    assert difference(original, total) == original - total


@pytest.mark.parametrize(
    ("scheduled", "certified", "balance", "percent"),
    [
        (1_000, 400, 600, 400_000),
        (1_000, 1_200, -200, 1_200_000),
        (-500, -100, -400, 200_000),
        (0, 100, -100, None),
        (None, 100, None, None),
    ],
)
def test_what_is_left_on_a_line(
    scheduled: int | None, certified: int, balance: int | None, percent: int | None
) -> None:
    assert balance_to_finish(scheduled, certified) == balance
    assert percent_complete(certified, scheduled) == percent
