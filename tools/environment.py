"""The virtual environment in `.venv`: made, filled from a lock, and left alone while both still fit.

A stamp per lock, written last, holds what the environment was made of. An installation that was broken off
has none and is done again.
"""

from __future__ import annotations

import shutil
import sys
import venv
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from steps import ROOT, Failed, quietly, say, step

HOME = ROOT / ".venv"
PROGRAMS = HOME / "bin"
PYTHON = PROGRAMS / "python"
MADE = HOME / "made-by"

RUN = ROOT / "locks" / "run.txt"
DEV = ROOT / "locks" / "dev.txt"
NODE = ROOT / "locks" / "node.txt"

LOCKED = ("--require-hashes", "--only-binary", ":all:", "-r")
PROJECT = ("--no-deps", "--no-build-isolation", "-e", str(ROOT))

NO_INSTALLER = """\
This Python can make an environment but not fill it: ensurepip, pip and uv are all missing.
On Debian and Ubuntu: apt-get install python3-venv
"""


def prepare(lock: Path) -> None:
    """Makes `.venv` hold the packages of `lock` and the project itself, if it does not yet.

    The dev lock holds all pins of the run lock, so an environment made for it serves `RUN` too.
    """
    if _fits(lock) or _fits(DEV):
        say("environment", "fits the lock")
        return
    if _made_by() != _this_python():
        _make()
    install = _fill(lock)
    with step("project", "installing claimgraph"):
        quietly([*install, *PROJECT])
    _stamp_file(lock).write_text(_fingerprint(lock))


def add(lock: Path) -> None:
    """Puts the packages of another lock into the environment that `prepare` has made."""
    if not _fits(lock):
        _fill(lock)
        _stamp_file(lock).write_text(_fingerprint(lock))


def _make() -> None:
    with step("environment", f"making .venv with Python {'.'.join(map(str, sys.version_info[:3]))}"):
        shutil.rmtree(HOME, ignore_errors=True)
        venv.create(HOME, symlinks=True)
        MADE.write_text(_this_python())


def _fill(lock: Path) -> list[str]:
    """Installs a lock with uv or else pip, and returns the beginning of the command that could.

    uv is faster, but it does not read pip's settings for a package index.
    """
    uv = shutil.which("uv")
    if uv:
        try:
            return _install(lock, "uv", [uv, "pip", "install", "--python", str(PYTHON)])
        except Failed as failure:
            say("packages", f"uv could not: {_last_line(failure)}")
    return _install(lock, "pip", [*_pip(), "install", "--no-compile", "--disable-pip-version-check"])


def _install(lock: Path, name: str, install: list[str]) -> list[str]:
    with step("packages", f"installing {lock.relative_to(ROOT)} with {name}"):
        quietly([*install, *LOCKED, str(lock)])
    return install


def _pip() -> list[str]:
    """The environment's own pip, or the one beside this Python, told where to install."""
    if find_spec("ensurepip"):
        if not (PROGRAMS / "pip").exists():
            with step("environment", "adding pip"):
                quietly([PYTHON, "-m", "ensurepip", "--default-pip"])
        return [str(PYTHON), "-m", "pip"]
    if find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    sys.stderr.write(NO_INSTALLER)
    sys.exit(2)


def _last_line(failure: Failed) -> str:
    return str(failure).strip().splitlines()[-1].strip()


def _made_by() -> str:
    return MADE.read_text() if MADE.is_file() and PYTHON.exists() else ""


def _this_python() -> str:
    # The folder counts: an environment that was copied or moved still points to where it was.
    return f"{sys.version}\n{sys.base_prefix}\n{HOME}\n"


def _stamp_file(lock: Path) -> Path:
    return HOME / f"{lock.stem}.sha256"


def _fits(lock: Path) -> bool:
    stamp = _stamp_file(lock)
    return stamp.is_file() and PYTHON.exists() and stamp.read_text() == _fingerprint(lock)


def _fingerprint(lock: Path) -> str:
    parts = (_this_python().encode(), lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes())
    return sha256(b"\0".join(sha256(part).digest() for part in parts)).hexdigest()
