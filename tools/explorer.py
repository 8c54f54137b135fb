"""The explorer's page, built from `explorer/` into `var/explorer/`.

It is never in the way of the server: whatever is missing (Node, the registry, a working build) costs a line,
and the server shows its plain page. A machine without Node, or with one too old, gets it as a Python package.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import environment
from steps import ROOT, Failed, quietly, say, step

SOURCES = ROOT / "explorer"
VAR = ROOT / "var"
BUILT = VAR / "explorer"
STAMP = VAR / "explorer.sha256"
LOG = VAR / "explorer.log"

MADE_BY_BUILDING = {"node_modules", "dist"}

# npm waits minutes for a registry that does not answer; somebody waits for a demo here.
PATIENCE = {
    "npm_config_fetch_retries": "1",
    "npm_config_fetch_retry_mintimeout": "1000",
    "npm_config_fetch_retry_maxtimeout": "3000",
    "npm_config_fetch_timeout": "20000",
}
SECONDS = 120

OLDEST_NODE = (20, 19)


def build() -> None:
    """Builds the page if its sources changed since the last time; says why when it cannot."""
    if not SOURCES.is_dir():
        return
    wanted = _fingerprint()
    if (BUILT / "index.html").is_file() and STAMP.is_file() and STAMP.read_text() == wanted:
        say("explorer", "is built")
        return
    VAR.mkdir(exist_ok=True)
    try:
        _build(_path_with_node())
        STAMP.write_text(wanted)
    except (Failed, OSError) as failure:
        LOG.write_text(f"{failure}\n")
        page = "the page built before" if (BUILT / "index.html").is_file() else "its plain page"
        say("explorer", f"not built ({LOG.relative_to(ROOT)} says why): the server shows {page}")


def _path_with_node() -> str:
    """A PATH on which `npm` and a Node that is new enough are found."""
    path = os.environ.get("PATH", os.defpath)
    if shutil.which("npm") and _node_release() >= OLDEST_NODE:
        return path
    environment.add(environment.NODE)
    return f"{environment.PROGRAMS}{os.pathsep}{path}"


def _node_release() -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in quietly(["node", "--version"]).strip().lstrip("v").split("."))
    except (Failed, ValueError):
        return ()


def _build(path: str) -> None:
    with tempfile.TemporaryDirectory(dir=VAR, prefix="explorer-") as scratch:
        fresh = Path(scratch, "fresh")
        with step("explorer", "fetching its packages"):
            _npm(path, "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund")
        with step("explorer", "building the page"):
            _npm(path, "run", "build", "--", "--outDir", str(fresh), "--emptyOutDir")
        _put_in_place(fresh, Path(scratch, "old"))


def _npm(path: str, *arguments: str) -> None:
    quietly(["npm", *arguments], folder=SOURCES, environment={**PATIENCE, "PATH": path}, seconds=SECONDS)


def _put_in_place(fresh: Path, old: Path) -> None:
    """Exchanges whole folders, so that a server starting meanwhile finds one page or the other."""
    if not (fresh / "index.html").is_file():
        raise Failed("the build left no index.html")
    if BUILT.exists():
        BUILT.rename(old)
    fresh.rename(BUILT)


def _fingerprint() -> str:
    total = sha256()
    for path in _files():
        total.update(f"{path.relative_to(SOURCES)}\0".encode())
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files() -> Iterator[Path]:
    for folder, inner, names in os.walk(SOURCES):
        inner[:] = sorted(set(inner) - MADE_BY_BUILDING)
        yield from (Path(folder, name) for name in sorted(names))
