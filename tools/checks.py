"""The checks of `make test` and `make lint`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from environment import PROGRAMS
from steps import ROOT, Failed, quietly, step

STYLE = {
    "style": ("ruff", "check"),
    "format": ("ruff", "format", "--check"),
    "types": ("mypy",),
}


def in_ci() -> bool:
    """Whether what could not be run is a failure: continuous integration sets `CI`."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def check_style() -> list[str]:
    """Runs the linter, the formatter and the type checker; returns the names of those that object."""
    return [name for name, command in STYLE.items() if not _is_content(name, command)]


def run_tests(arguments: Sequence[str] = ()) -> list[str]:
    """Runs pytest: the whole suite on all databases, or what `arguments` ask of it."""
    whole = ["-n", "2", "--dist", "loadfile", *(["--every-kind"] if in_ci() else [])]
    command = [str(PROGRAMS / "python"), "-m", "pytest", *(arguments or whole)]
    return ["tests"] if subprocess.call(command, cwd=ROOT) else []


def _is_content(name: str, command: Sequence[str]) -> bool:
    try:
        with step(name, " ".join(command)):
            quietly([PROGRAMS / command[0], *command[1:]])
    except Failed as failure:
        print(f"{failure}\n", flush=True)
        return False
    return True
