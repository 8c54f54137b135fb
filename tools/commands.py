"""What each command of tools/dev.py does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import environment
import explorer
from checks import check_style, run_tests
from environment import DEV, NODE, PROGRAMS, RUN
from steps import ROOT, Failed, say, step

Arguments = Sequence[str]

COMPILE = (
    *("pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--quiet", "-c", "locks/floors.txt"),
)
# In this order: no pin may differ between the first two, so the second is written under the first.
LOCKS = {
    RUN: ("pyproject.toml", "--group", "build"),
    DEV: ("pyproject.toml", "--group", "build", "--group", "lint", "--group", "test", "-c", "locks/run.txt"),
    NODE: ("--group", "node"),
}

WRITTEN = {"schema": ROOT / "schema.graphql", "policy": ROOT / "docs" / "policy.md"}

REBUILT = (
    *(".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", "build", "dist"),
    *("var/explorer", "var/explorer.sha256", "var/explorer.log", "explorer/node_modules"),
)


def demo(arguments: Arguments) -> None:
    """Installs and starts the server with a building site. Takes PORT=, CREDENTIALS= and DATABASE_URL=."""
    environment.prepare(RUN)
    explorer.build()
    os.execv(PROGRAMS / "claimgraph", ["claimgraph", "demo", *arguments])


def test(arguments: Arguments) -> None:
    """Runs all checks and tests, on SQLite, PostgreSQL and in a browser, or pytest with ARGUMENTS=."""
    environment.prepare(DEV)
    if arguments:
        _finish(run_tests(arguments))
    explorer.build()
    _finish([*check_style(), *run_tests()])


def lint(_: Arguments) -> None:
    """Runs the linter, the formatter's check and the type checker."""
    environment.prepare(DEV)
    _finish(check_style())


def formatting(_: Arguments) -> None:
    """Mends what the linter can mend, and formats the code."""
    environment.prepare(DEV)
    for command in (["check", "--fix-only", "--quiet"], ["format"]):
        subprocess.run([PROGRAMS / "ruff", *command], cwd=ROOT, check=False)


def lock(arguments: Arguments) -> None:
    """Writes the locks anew from pyproject.toml. ARGUMENTS=--upgrade takes newer releases."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("`make lock` needs uv: python3 -m pip install uv")
    for target, wanted in LOCKS.items():
        with step("lock", f"writing {target.relative_to(ROOT)}"):
            subprocess.run([uv, *COMPILE, *wanted, *arguments, "-o", str(target)], cwd=ROOT, check=True)


def schema(_: Arguments) -> None:
    """Writes the contract, schema.graphql, and the rule book, docs/policy.md."""
    environment.prepare(RUN)
    for command, target in WRITTEN.items():
        with step(command, f"writing {target.relative_to(ROOT)}"):
            _write(target, subprocess.check_output([PROGRAMS / "claimgraph", command], cwd=ROOT))


def clean(_: Arguments) -> None:
    """Removes the environment, the built page and all caches. The demo's data stay."""
    for name in REBUILT:
        path = ROOT / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def help_(_: Arguments) -> None:
    """Prints these lines."""
    print("make NAME, or python3 tools/dev.py NAME:\n")
    for name, command in COMMANDS.items():
        print(f"  {name:<8} {command.__doc__}")


COMMANDS: dict[str, Callable[[Arguments], None]] = {
    "demo": demo,
    "test": test,
    "lint": lint,
    "format": formatting,
    "lock": lock,
    "schema": schema,
    "clean": clean,
    "help": help_,
}


def main(arguments: Arguments) -> None:
    """Runs the command that is named first and hands it the other arguments.

    Ends with 1 when something failed, with 2 when the command is unknown or Python lacks a part.
    """
    name, *rest = arguments or ["help"]
    if name not in COMMANDS:
        print(f"There is no command {name!r}. There are: {', '.join(COMMANDS)}", file=sys.stderr)
        sys.exit(2)
    # What was started is ended with us, also when make is told to stop.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        COMMANDS[name](rest)
    except Failed as failure:
        sys.exit(f"\n{failure}")
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    except KeyboardInterrupt:
        sys.exit(130)


def _write(target: Path, text: bytes) -> None:
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(text)


def _finish(failed: Sequence[str]) -> None:
    if failed:
        say("failed", ", ".join(failed))
    sys.exit(1 if failed else 0)
