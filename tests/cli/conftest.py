"""The command as people run it, each test with a data folder of its own."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimgraph.cli import main
from tests.demo.made import COMMAND, environment, made

__all__ = ["made"]


@dataclass(frozen=True)
class Shell:
    """Runs `claimgraph` in a folder, on a database: in this process, which is quick, or as a program."""

    folder: Path
    database_url: str | None = None

    def run(self, *arguments: str, given: str = "", **settings: str) -> Result:
        """Runs the command to its end; `given` is typed in."""
        ours = dict.fromkeys((name for name in os.environ if name.startswith("CLAIMGRAPH_")), None)
        return CliRunner(env={**ours, **self._settings(), **settings}).invoke(main, arguments, input=given)

    def done(self, *arguments: str, given: str = "") -> str:
        """What a command that works prints."""
        ended = self.run(*arguments, given=given)
        assert ended.exit_code == 0, ended.output
        return ended.stdout.strip()

    def program(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """The same in a process of its own."""
        known = {**environment(self.folder / "var"), **self._settings(), **settings}
        return subprocess.run(
            [*COMMAND, *arguments], cwd=self.folder, env=known, capture_output=True, text=True, timeout=60
        )

    def _settings(self) -> dict[str, str]:
        known = {"CLAIMGRAPH_DATA_FOLDER": str(self.folder / "var")}
        return {**known, "CLAIMGRAPH_DATABASE_URL": self.database_url} if self.database_url else known


@pytest.fixture
def shell(database_url: str, tmp_path: Path) -> Shell:
    """A shell on an empty, migrated database, of each kind."""
    return Shell(tmp_path, database_url)


@pytest.fixture
def bare_shell(tmp_path: Path) -> Shell:
    """A shell where nothing is yet."""
    return Shell(tmp_path)
