"""The repository says nothing of the machine that it was written on, nor where that fetches its packages."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.house.sources import ROOT

# Put together here, so that this file does not hold what it looks for.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
    )
]
FOLDERS = ["/" + "root/", "/" + "work/", "/" + "home/", "/" + "Users/"]
# A short path of this machine, like the root of a container, may well stand in a text by chance.
HERE = [f"{place}/" for place in (Path.home(), ROOT) if len(place.parts) > 2]

NOT_OURS = {".git", ".venv", "var", "node_modules", "__pycache__", "build", "dist"}


def traces(files: Mapping[str, str]) -> list[str]:
    """Each line with the name of a package host or with an absolute path of somebody's machine."""
    hosts = "|".join(map(re.escape, HOSTS))
    folders = "|".join(map(re.escape, [*FOLDERS, *HERE]))
    found = re.compile(rf"(?<![\w.-])(?:\w+\.)*(?:{hosts})\b|(?<![\w.$}}*-])(?:{folders})")
    return [
        f"{name}:{number} {match.group()}"
        for name, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := found.search(line))
    ]


def tracked() -> dict[str, str]:
    """The text of every file that is, or would be, under version control."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split(
            "\0"
        )
    except (OSError, subprocess.CalledProcessError):
        listed = _unpacked()
    return dict(_texts(filter(None, listed)))


def _unpacked() -> list[str]:
    """The files of a copy that git knows nothing of."""
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
    return [
        str(path) for path in paths if not any(it in NOT_OURS or it.endswith("_cache") for it in path.parts)
    ]


def _texts(names: Iterator[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        path = ROOT / name
        if path.is_file():
            yield name, path.read_bytes().decode("utf8", errors="ignore")


def test_no_file_tells_where_it_was_written() -> None:
    files = tracked()
    assert "tests/house/test_traces.py" in files
    assert traces(files) == []


@pytest.mark.parametrize(
    "line",
    [
        "find-links = " + "https" + "://files." + HOSTS[1] + "/simple",
        '"resolved": "' + "https" + "://registry." + HOSTS[2] + '/vite"',
        "DATA = Path('" + FOLDERS[1] + "shared/data')",
        "see " + FOLDERS[3] + "somebody/claims.csv",
        "cd " + FOLDERS[0] + "claimgraph",
    ],
)
def test_a_trace_is_found(line: str) -> None:
    assert len(traces({"README.md": f"# Title\n{line}\n"})) == 1


@pytest.mark.parametrize(
    "line", ["resolvers/work/claims.py", "https://example.org/home/", "the work/ folder"]
)
def test_what_only_looks_like_a_trace_is_fine(line: str) -> None:
    assert traces({"README.md": line}) == []
