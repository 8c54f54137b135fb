"""The README: what it tells to type works as it stands, and what it says of the code is so."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from claimgraph.demo import people
from claimgraph.server.operations import saved_operations
from tests.demo.made import Made, served
from tests.docs.documents import README, settings_table

TEXT = README.read_text("utf8")
BLOCK = re.compile(r"^```(?P<kind>sh|text)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
ADDRESS = "http://127.0.0.1:8000"
MARK = "=== the next block ==="


def blocks() -> list[tuple[str, list[str]]]:
    """The blocks to type, in their order, each with the pieces that its output shows."""
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.finditer(TEXT):
        if block["kind"] == "sh":
            found.append((block["text"], []))
        else:
            found[-1][1].extend(block["text"].splitlines())
    return found


def test_the_walk_through_works_as_it_stands(made: Made, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.fail("The README is typed with curl: apt-get install curl")
    with served(made.copied(tmp_path / "data")) as program:
        script = f"echo '{MARK}'\n".join(text for text, _ in blocks()).replace(ADDRESS, program.url)
        typed = subprocess.run(
            ["sh", "-eu"], input=script, cwd=tmp_path, capture_output=True, text=True, timeout=60
        )
    assert typed.returncode == 0, typed.stdout + typed.stderr
    answers = typed.stdout.split(MARK)
    assert '"userErrors":[{' not in typed.stdout
    missing = [
        (piece, answer)
        for (_, pieces), answer in zip(blocks(), answers, strict=True)
        for piece in pieces
        if piece not in answer
    ]
    assert missing == []
    assert not (tmp_path / "answer.json").exists()


def test_it_is_typed_in_steps_that_show_something() -> None:
    assert len(blocks()) >= 8
    assert sum(bool(pieces) for _, pieces in blocks()) >= 6


def test_the_table_of_settings_is_fresh() -> None:
    assert settings_table() in TEXT, "write it anew with `python -m tests.docs.documents`"


def test_the_people_of_the_demo_are_those_that_it_names() -> None:
    named = set(re.findall(r"[\w.]+@[\w.]+\.example(?= \|)", TEXT))
    assert named == {people.address_of(guest.short) for guest in people.GUESTS}
    assert f"`{people.PASSWORD}`" in TEXT


def test_the_saved_operations_that_it_names_are_there() -> None:
    told = TEXT.partition("### The same in the explorer")[2].partition("##")[0]
    named = set(re.findall(r"\b(?:[A-Z][a-z]+){2,}[A-Z]?\b", told))
    assert len(named) >= 10
    assert named <= {operation.name for operation in saved_operations()}
