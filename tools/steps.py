"""A step of a command: one line that says what is done and how long it took."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent


class Failed(Exception):
    """A step did not work; the text is what its command said."""


@contextmanager
def step(name: str, doing: str) -> Iterator[None]:
    """Prints `name` and what is being done at once, and the seconds when it is over."""
    begun = monotonic()
    print(f"{name:<12} {doing} ...", end=" ", flush=True)
    try:
        yield
    except BaseException:
        print(f"failed after {monotonic() - begun:.1f} s", flush=True)
        raise
    print(f"{monotonic() - begun:.1f} s", flush=True)


def say(name: str, text: str) -> None:
    """A line for a step that had nothing to do, or could not do it."""
    print(f"{name:<12} {text}", flush=True)


def quietly(
    command: Sequence[str | Path],
    *,
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> str:
    """Runs a command and returns what it printed.

    Nothing of it is shown while it runs. Raises `Failed` with the output when the command fails, is not
    there, or takes longer than `seconds`; it is ended then together with all that it started.
    """
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise Failed(str(error)) from error
    return _outcome(process, seconds)


def _outcome(process: subprocess.Popen[str], seconds: float | None) -> str:
    try:
        output, _ = process.communicate(timeout=seconds)
    except BaseException as error:
        _end(process)
        if isinstance(error, subprocess.TimeoutExpired):
            raise Failed(f"took longer than {seconds:.0f} seconds") from error
        raise
    if process.returncode:
        raise Failed(output.rstrip() or f"ended with {process.returncode}")
    return output


def _end(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
