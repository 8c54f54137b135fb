"""The explorer's page is built when it can be, and is never in the way of the server."""

from __future__ import annotations

from pathlib import Path

import pytest

import environment
import explorer

BUILDS = 'test "$1" = ci || { mkdir -p "$5"; echo "page $(cat words)" > "$5/index.html"; }'
BREAKS = 'echo "no such module" >&2; exit 1'
HANGS = "sleep 60"


class Machine:
    """A folder with an explorer in it, and the programs on its PATH."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "programs"
        self.programs.mkdir(parents=True)
        self.sources = folder / "explorer"
        self.sources.mkdir()
        self.write("first")
        self.has("node", "echo v22.12.0")

    def has(self, program: str, script: str) -> None:
        """Puts a program on the PATH."""
        path = self.programs / program
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def write(self, words: str) -> None:
        """Changes the sources of the page."""
        (self.sources / "words").write_text(words)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine with a Node that is new enough."""
    machine = Machine(tmp_path)
    var = tmp_path / "var"
    places = {"ROOT": tmp_path, "SOURCES": machine.sources, "VAR": var, "BUILT": var / "explorer"}
    for name, path in {**places, "STAMP": var / "explorer.sha256", "LOG": var / "explorer.log"}.items():
        monkeypatch.setattr(explorer, name, path)
    monkeypatch.setenv("PATH", f"{machine.programs}:/usr/bin:/bin")
    return machine


def page() -> str:
    """The page that the server would show."""
    return (explorer.BUILT / "index.html").read_text().strip()


def test_the_page_is_built_and_then_left_alone(machine: Machine) -> None:
    machine.has("npm", BUILDS)
    explorer.build()
    assert page() == "page first"
    machine.has("npm", BREAKS)
    explorer.build()
    assert not explorer.LOG.exists()


def test_a_change_of_its_sources_builds_it_again(machine: Machine) -> None:
    machine.has("npm", BUILDS)
    explorer.build()
    machine.write("second")
    explorer.build()
    assert page() == "page second"
    assert sorted(path.name for path in explorer.VAR.iterdir()) == ["explorer", "explorer.sha256"]


def test_packages_and_an_old_build_among_the_sources_change_nothing(machine: Machine) -> None:
    machine.has("npm", BUILDS)
    explorer.build()
    (machine.sources / "node_modules").mkdir()
    (machine.sources / "node_modules" / "some.js").touch()
    machine.has("npm", BREAKS)
    explorer.build()
    assert not explorer.LOG.exists()


def test_a_failing_build_leaves_the_page_that_was_there(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.has("npm", BUILDS)
    explorer.build()
    machine.write("second")
    machine.has("npm", BREAKS)
    explorer.build()
    assert page() == "page first"
    assert explorer.LOG.read_text() == "no such module\n"
    assert "var/explorer.log says why" in capsys.readouterr().out


def test_a_build_without_a_page_is_not_put_in_place(machine: Machine) -> None:
    machine.has("npm", "true")
    explorer.build()
    assert not explorer.BUILT.exists()
    assert explorer.LOG.read_text() == "the build left no index.html\n"


def test_a_registry_that_does_not_answer_is_not_waited_for(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.has("npm", HANGS)
    monkeypatch.setattr(explorer, "SECONDS", 0.2)
    explorer.build()
    assert explorer.LOG.read_text().startswith("took longer than")


@pytest.mark.parametrize("node", ["echo v18.20.4", "exit 127"])
def test_a_node_too_old_or_missing_comes_as_a_package(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, node: str
) -> None:
    machine.has("node", node)
    machine.has("npm", BREAKS)
    packaged = Machine(tmp_path / "packaged")
    packaged.has("npm", BUILDS)
    added: list[Path] = []
    monkeypatch.setattr(environment, "add", added.append)
    monkeypatch.setattr(environment, "PROGRAMS", packaged.programs)
    explorer.build()
    assert added == [environment.NODE]
    assert page() == "page first"


def test_a_repository_without_an_explorer_says_nothing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(explorer, "SOURCES", machine.sources / "missing")
    explorer.build()
    assert capsys.readouterr().out == ""
