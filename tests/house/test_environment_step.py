"""`make demo` makes an environment once, and again when something it was made of has changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

import environment
from steps import Failed


class Machine:
    """A machine with or without uv; it notes what would be installed, and installs nothing."""

    def __init__(self, *, uv: str | None, uv_works: bool = True) -> None:
        self.uv = uv
        self.uv_works = uv_works
        self.commands: list[list[str]] = []

    def which(self, name: str) -> str | None:
        """Stands in for `shutil.which`."""
        return self.uv if name == "uv" else None

    def run(self, command: Sequence[str | Path]) -> str:
        """Stands in for `steps.quietly`."""
        if command[0] == self.uv and not self.uv_works:
            raise Failed("no route to the index")
        self.commands.append([Path(word).name for word in map(str, command)])
        return ""

    @property
    def installers(self) -> list[str]:
        """The first word of each command that ran."""
        return [command[0] for command in self.commands]


def place(machine: Machine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the environment be made in `folder`, on `machine`."""
    (folder / "locks").mkdir(exist_ok=True)
    (folder / "pyproject.toml").write_text("[project]\n")
    for name in ("run", "dev", "node"):
        (folder / "locks" / f"{name}.txt").write_text(name)
        monkeypatch.setattr(environment, name.upper(), folder / "locks" / f"{name}.txt")
    home = folder / ".venv"
    paths = {"ROOT": folder, "HOME": home, "PROGRAMS": home / "bin", "MADE": home / "made-by"}
    for name, path in {**paths, "PYTHON": home / "bin" / "python"}.items():
        monkeypatch.setattr(environment, name, path)
    monkeypatch.setattr(shutil, "which", machine.which)
    monkeypatch.setattr(environment, "quietly", machine.run)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine with uv."""
    machine = Machine(uv="/usr/bin/uv")
    place(machine, tmp_path, monkeypatch)
    return machine


def test_what_fits_is_left_alone(machine: Machine) -> None:
    environment.prepare(environment.RUN)
    assert machine.installers == ["uv", "uv"]
    environment.prepare(environment.RUN)
    assert machine.installers == ["uv", "uv"]


def test_packages_come_with_hashes_and_the_project_without_packages(machine: Machine) -> None:
    environment.prepare(environment.RUN)
    packages, project = machine.commands
    assert packages[-5:] == ["--require-hashes", "--only-binary", ":all:", "-r", "run.txt"]
    assert project[-4:-1] == ["--no-deps", "--no-build-isolation", "-e"]


@pytest.mark.parametrize("changed", ["pyproject.toml", "locks/run.txt"])
def test_a_changed_file_installs_again(machine: Machine, tmp_path: Path, changed: str) -> None:
    environment.prepare(environment.RUN)
    (tmp_path / changed).write_text("changed")
    environment.prepare(environment.RUN)
    assert len(machine.commands) == 4


def test_the_dev_environment_serves_the_demo_and_not_the_other_way_round(machine: Machine) -> None:
    environment.prepare(environment.RUN)
    environment.prepare(environment.DEV)
    assert len(machine.commands) == 4
    environment.prepare(environment.RUN)
    assert len(machine.commands) == 4


def test_an_environment_of_another_python_is_made_anew(machine: Machine) -> None:
    environment.prepare(environment.RUN)
    left_over = environment.HOME / "left-over"
    left_over.touch()
    environment.MADE.write_text("3.10")
    environment.RUN.write_text("changed")
    environment.prepare(environment.RUN)
    assert not left_over.exists()


def test_a_broken_off_installation_is_done_again(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(command: Sequence[str | Path]) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(environment, "quietly", broken_off)
        with pytest.raises(KeyboardInterrupt):
            environment.prepare(environment.RUN)
    environment.prepare(environment.RUN)
    assert len(machine.commands) == 2


def test_pip_takes_over_where_uv_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(uv="/usr/bin/uv", uv_works=False)
    place(machine, tmp_path, monkeypatch)
    environment.prepare(environment.RUN)
    assert machine.commands[0][:3] == ["python", "-m", "ensurepip"]
    assert [command[1:4] for command in machine.commands[1:]] == [["-m", "pip", "install"]] * 2
    assert "uv could not: no route to the index" in capsys.readouterr().out


def test_the_pip_beside_python_does_where_an_environment_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(uv=None)
    place(machine, tmp_path, monkeypatch)
    monkeypatch.setattr(environment, "find_spec", lambda name: None if name == "ensurepip" else name)
    environment.prepare(environment.RUN)
    assert machine.commands[0][1:6] == ["-m", "pip", "--python", "python", "install"]


def test_a_python_that_cannot_install_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place(Machine(uv=None), tmp_path, monkeypatch)
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as end:
        environment.prepare(environment.RUN)
    assert end.value.code == 2
    assert "apt-get install python3-venv" in capsys.readouterr().err
