"""That the ledger of refusals (tests/reached.py) tells what no story reaches, and what nobody declared."""

from __future__ import annotations

import os
import sys

import pytest

from claimgraph.api import core
from claimgraph.resolvers.action import ACTIONS
from claimgraph.rules.codes import ErrorCode
from tests.reached import GENERAL, differences

DECLARED = {"approveClaim": ("LINE_REJECTED",), "createVendor": ("NUMBER_TAKEN",), "updateCompany": ()}


def test_a_refusal_that_no_story_reaches_is_told() -> None:
    assert differences(DECLARED, {("approveClaim", "LINE_REJECTED")}) == [
        "createVendor declares NUMBER_TAKEN, and no story reaches it"
    ]


def test_a_refusal_that_nobody_declared_is_told_but_for_the_general_ones() -> None:
    reached = {(name, code) for name, codes in DECLARED.items() for code in codes}
    assert differences(DECLARED, reached | {("updateCompany", "VALUE_INVALID")}) == []
    assert differences(DECLARED, reached | {("updateCompany", "PERIOD_CLOSED")}) == [
        "updateCompany answers PERIOD_CLOSED, and does not declare it"
    ]


def test_each_mutation_declares_codes_that_there_are_each_once() -> None:
    core()
    known = {one.name for one in ErrorCode}
    for made in ACTIONS.values():
        assert set(made.codes) <= known
        assert len(set(made.codes)) == len(made.codes)
    assert known >= GENERAL


PLUGIN = """
import pytest
from tests import reached
pytest_plugins = ["tests.reached"]
reached._declared = lambda: {"approveClaim": ("LINE_REJECTED",)}
reached._has_all_stories = lambda config: True
"""
STORY = """
from tests.reached import REACHED
def test_a_story():
    REACHED.add(("approveClaim", "%s"))
"""


@pytest.mark.parametrize(
    ("code", "passes"), [("LINE_REJECTED", True), ("LINE_NOT_ASSESSED", False), ("VALUE_INVALID", False)]
)
def test_a_whole_run_that_differs_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, code: str, passes: bool
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    pytester.makeconftest(PLUGIN)
    pytester.makepyfile(STORY % code)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    assert (result.ret == pytest.ExitCode.OK) is passes
    told = "approveClaim declares LINE_REJECTED, and no story reaches it" in result.stdout.str()
    assert told is (not passes)
