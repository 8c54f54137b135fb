"""The worked cases of tests/data/examples.json come out to the minor unit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from claimgraph.rules.rounding import share
from tests.rules.examples import CASES, Json, reckoned, stated_figures

CLAIMS = [case for case in CASES if "claims" in case]
SHARES = [case for case in CASES if "share" in case]


def named(case: Json) -> str:
    """A case by its id."""
    return str(case["id"])


@pytest.mark.parametrize("case", CLAIMS, ids=named)
def test_each_claim_of_the_case_has_the_figures_that_the_file_states(case: Json) -> None:
    for reckoned_claim, expected in zip(reckoned(case), case["expected"], strict=True):
        stated = dict(stated_figures(expected))
        assert {path: reckoned_claim.figure(*path) for path in stated} == stated


@pytest.mark.parametrize("case", SHARES, ids=named)
def test_the_parts_are_those_that_the_file_states(case: Json) -> None:
    weights = [Fraction(weight) for weight in case["share"]["weights"]]
    parts = share(int(case["share"]["total"]), weights)
    assert [str(part) for part in parts] == case["expected"][0]["parts"]


def test_no_case_and_no_figure_is_left_out() -> None:
    figures = [
        path for case in CLAIMS for expected in case["expected"] for path, _ in stated_figures(expected)
    ]
    parts = [part for case in SHARES for part in case["expected"][0]["parts"]]
    assert (len(CLAIMS), len(SHARES)) == (26, 4)
    assert (len(figures), len(parts)) == (635, 13)
