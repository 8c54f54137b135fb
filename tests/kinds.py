"""A pytest plugin: what kinds of tests there are, what they need, and how many of each ran.

- sqlite, postgresql: tests with that word as a parameter's id, or that ask for `postgres_address`. One
  PostgreSQL serves the whole run.
- browser: tests marked so, or that ask for `browser_path`.
- pure: all others.

With `--every-kind` a run in which a kind is missing fails, as it must in continuous integration.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests import browser_path, postgres

KINDS = ("pure", "sqlite", "postgresql", "browser")
DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--every-kind`."""
    parser.addoption("--every-kind", action="store_true", help="fail when a kind of test did not run")


def pytest_configure(config: pytest.Config) -> None:
    """Makes the ledger in the process that sees all reports, and starts PostgreSQL before xdist's workers."""
    if hasattr(config, "workerinput"):
        return
    config.pluginmanager.register(Ledger(config), "ledger")
    if config.getoption("numprocesses", None) and not config.option.collectonly:
        _offer_postgres()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Notes on each test what kind it is; its reports carry that to the ledger."""
    for item in items:
        item.user_properties.append(("kind", kind_of(item)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Starts PostgreSQL in a run without workers once it is known that a test wants it."""
    if not session.config.option.collectonly and any(kind_of(item) == "postgresql" for item in session.items):
        _offer_postgres()


@pytest.fixture(scope="session")
def postgres_address() -> str:
    """The address of a PostgreSQL server whose user may create databases (tests/postgres.py)."""
    return os.environ[postgres.ADDRESS]


@pytest.fixture(scope="session", name="browser_path")
def path_of_browser(request: pytest.FixtureRequest) -> str:
    """The path of a browser; without one the test is skipped, and the run fails with `--every-kind`."""
    return browser_path.find() or pytest.skip(browser_path.MISSING)


def kind_of(item: pytest.Item) -> str:
    """The kind of a test, one of `KINDS`."""
    fixtures = getattr(item, "fixturenames", ())
    if item.get_closest_marker("browser") or "browser_path" in fixtures:
        return "browser"
    identity = item.name.partition("[")[2].rstrip("]").split("-")
    otherwise = "postgresql" if "postgres_address" in fixtures else "pure"
    return next((database for database in DATABASES if database in identity), otherwise)


class Ledger:
    """Counts the tests that ran, by kind, and says which kinds did not."""

    def __init__(self, config: pytest.Config) -> None:
        self.ran: Counter[str] = Counter()
        self.wants_every_kind: bool = config.option.every_kind
        self.is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS

    @property
    def missing(self) -> list[str]:
        """The kinds of which no test ran."""
        return [kind for kind in KINDS if not self.ran[kind]]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Counts a test by what `pytest_collection_modifyitems` noted on it."""
        if report.when == "call" and not report.skipped:
            self.ran[str(dict(report.user_properties)["kind"])] += 1

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Fails a run that should have had every kind of test and had not."""
        if self.wants_every_kind and self.missing and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Prints how many tests of each kind ran."""
        terminalreporter.section("kinds of tests that ran")
        terminalreporter.line(", ".join(f"{self.ran[kind]} {kind}" for kind in KINDS))

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """Says last of all, and loudly, which kinds did not run in a run that asked for all tests."""
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if reporter and (self.is_whole or self.wants_every_kind) and not config.option.collectonly:
            for kind in self.missing:
                reporter.line(f"NOT RUN: {kind}{_reason(kind)}", bold=True, red=True)


def _reason(kind: str) -> str:
    return f" ({browser_path.MISSING})" if kind == "browser" and not browser_path.find() else ""


def _offer_postgres() -> None:
    """Sets the address for this process and all that it starts, unless somebody has done so."""
    if postgres.ADDRESS not in os.environ:
        try:
            os.environ[postgres.ADDRESS] = postgres.start()
        except postgres.NoPostgres as error:
            raise pytest.UsageError(str(error)) from error
