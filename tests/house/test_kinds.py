"""A run says how many tests of each kind there were, and a kind that is missing does not go unseen."""

from __future__ import annotations

import pytest

SUITE = """
import pytest

@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("number", [1, 2])
def test_stored(database, number):
    pass

def test_pure():
    pass

def test_shown(browser_path):
    assert browser_path.endswith("sh")
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A suite with tests of all kinds but one."""
    pytester.makepyfile(SUITE)
    monkeypatch.setenv("CLAIMGRAPH_TEST_BROWSER", "sh")
    return pytester


def run(suite: pytest.Pytester, *options: str) -> pytest.RunResult:
    """Runs the suite with nothing but the plugin."""
    return suite.runpytest_inprocess("-p", "tests.kinds", "-p", "no:asyncio", *options)


def test_tests_are_counted_by_kind(suite: pytest.Pytester) -> None:
    result = run(suite)
    result.stdout.fnmatch_lines(["1 pure, 2 sqlite, 0 postgresql, 1 browser"])
    assert result.ret == pytest.ExitCode.OK


def test_a_missing_kind_fails_where_every_kind_is_wanted(suite: pytest.Pytester) -> None:
    result = run(suite, "--every-kind")
    result.stdout.fnmatch_lines(["NOT RUN: postgresql"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_missing_browser_is_named_and_fails_where_every_kind_is_wanted(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMGRAPH_TEST_BROWSER", "no-such-browser")
    result = run(suite, "--every-kind")
    result.stdout.fnmatch_lines(["NOT RUN: browser (no browser: apt-get install chromium-headless-shell*"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED
