"""A pytest plugin: which codes the mutations answered in a whole run of the stories.

What `tests.api.questions.do` hears of a mutation is noted on the test's reports. When all of tests/api ran
and passed, each refusal that a mutation declares must have been answered by it, and no other one; the
general codes, which every mutation may answer, apart. A difference fails the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

STORIES = Path(__file__).parent / "api"
REACHED: set[tuple[str, str]] = set()
"""The mutations of the running test with the codes that each answered, as refusal or warning."""

GENERAL = frozenset(
    {
        "VALUE_REQUIRED",
        "VALUE_INVALID",
        "NOT_FOUND",
        "PROJECT_ARCHIVED",
        "NUMBER_TAKEN",
        "VERSION_CONFLICT",
        "IDEMPOTENCY_KEY_REUSED",
        "REASON_REQUIRED",
    }
)
"""What any mutation may answer, whether it says so or not."""


PREVENTED = {
    ("submitClaim", "CLAIM_ALREADY_OPEN"): "the tables let no second open claim be (one_open_claim)",
    ("submitClaim", "PERIOD_ALREADY_CLAIMED"): "nor a second one in the period (one_claim_per_period)",
}
"""Refusals that no story can reach, for something else prevents earlier what they are against."""


def differences(declared: Mapping[str, Iterable[str]], reached: Iterable[tuple[str, str]]) -> list[str]:
    """Refusals that were declared and never answered, and answered ones that were not declared."""
    said = {(name, code) for name, codes in declared.items() for code in codes}
    heard = set(reached)
    missing = sorted(said - heard - PREVENTED.keys())
    silent = [f"{name} declares {code}, and no story reaches it" for name, code in missing]
    others = sorted(one for one in heard - said if one[1] not in GENERAL)
    return silent + [f"{name} answers {code}, and does not declare it" for name, code in others]


def pytest_configure(config: pytest.Config) -> None:
    """Makes the ledger in the process that sees all reports."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Ledger(config), "ledger of codes")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Notes on the test what it reached; its last report carries that to the ledger."""
    item.user_properties.append(("reached", sorted(REACHED)))
    REACHED.clear()


class Ledger:
    """Gathers what was reached, and compares when the run has ended."""

    def __init__(self, config: pytest.Config) -> None:
        self.reached: set[tuple[str, str]] = set()
        self.is_whole = _has_all_stories(config)
        self.found: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Takes over what was noted on a test."""
        if report.when == "teardown":
            told: Any = dict(report.user_properties).get("reached", [])
            self.reached |= {(name, code) for name, code in told}

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Fails a whole run that passed and yet differs."""
        if self.is_whole and exitstatus == pytest.ExitCode.OK:
            self.found = differences(_declared(), self.reached)
            if self.found:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tells the differences."""
        if self.found:
            terminalreporter.section("refusals that mutations declare, and those that stories reach")
            for line in self.found:
                terminalreporter.line(line)


def _has_all_stories(config: pytest.Config) -> bool:
    """Whether nothing keeps a story from being run: no selection by word or mark, and no path beside them."""
    option = config.option
    if option.keyword or option.markexpr or option.collectonly or option.deselect or option.maxfail:
        return False
    paths = [(config.invocation_params.dir / one.partition("::")[0]).resolve() for one in config.args]
    return any(path == STORIES or path in STORIES.parents for path in paths)


def _declared() -> dict[str, tuple[str, ...]]:
    """The refusals of its own that each mutation declares; read late, for most runs need no schema."""
    from claimgraph.api import core
    from claimgraph.resolvers.action import ACTIONS

    core()
    return {made.name: made.codes for made in ACTIONS.values()}
