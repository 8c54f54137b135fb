"""The locks: whole, alike, without addresses, and above the floors of known holes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.sources import ROOT

PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ \\;]+)(?P<marker>[^\\]*)\\?$")

Groups = Mapping[str, list[str]]


def lock(name: str) -> str:
    """The text of a lock."""
    return (ROOT / "locks" / f"{name}.txt").read_text()


def pins(text: str) -> dict[str, str]:
    """The version of each package that a lock pins."""
    return {found["name"]: found["version"] for line in text.splitlines() if (found := PIN.match(line))}


def faults(text: str) -> list[str]:
    """Lines with an address, and packages without a hash."""
    addresses = [line for line in text.splitlines() if "://" in line or line.startswith("-")]
    blocks = re.split(r"\n(?=\S)", text.strip())
    return [*addresses, *(block for block in blocks if block and "--hash=sha256:" not in block)]


def unlike(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Packages that two locks pin to different versions."""
    return sorted(name for name in one.keys() & other.keys() if one[name] != other[name])


def unmet(requirements: Iterable[str], pinned: Mapping[str, str]) -> list[str]:
    """Requirements that a lock does not meet: it was not written anew after they changed."""
    return [text for text in requirements if not _is_met(Requirement(text), pinned)]


def below_floor(floors: Iterable[str], versions: Mapping[str, str]) -> list[str]:
    """Floors that an installed package lies under; what is not installed has no floor to fall through."""
    return [
        f"{floor}, but {versions[name]} is installed"
        for floor in floors
        if (name := canonicalize_name(Requirement(floor).name)) in versions
        and not Requirement(floor).specifier.contains(versions[name], prereleases=True)
    ]


def floors() -> list[str]:
    """The lines of locks/floors.txt."""
    return [line for line in lock("floors").splitlines() if line and not line.startswith("#")]


def _is_met(requirement: Requirement, pinned: Mapping[str, str]) -> bool:
    found = pinned.get(canonicalize_name(requirement.name))
    return found is not None and requirement.specifier.contains(found)


def _installed(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        try:
            found[canonicalize_name(name)] = version(name)
        except PackageNotFoundError:
            continue
    return found


@pytest.mark.parametrize("name", ["run", "dev", "node"])
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    assert faults(lock(name)) == []


def test_an_address_and_a_missing_hash_are_found() -> None:
    address = "--index-url https" + "://packages.example/simple"
    assert faults(f"{address}\nclick==8.5.1 \\\n    --hash=sha256:aa\nidna==3.20\n") == [
        address,
        address,
        "idna==3.20",
    ]


def test_the_dev_lock_has_all_of_the_run_lock_and_nothing_pinned_otherwise() -> None:
    run, dev = pins(lock("run")), pins(lock("dev"))
    assert run.keys() <= dev.keys()
    assert unlike(run, dev) == []


def test_a_different_pin_is_found() -> None:
    assert unlike(pins("click==8.5.1 \\\nidna==3.20 \\\n"), pins("click==8.5.0 \\\nidna==3.20 \\\n")) == [
        "click"
    ]


def test_the_locks_meet_what_the_project_requires() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups: Groups = project["dependency-groups"]
    needed = [*project["project"]["dependencies"], *groups["build"]]
    assert unmet(needed, pins(lock("run"))) == []
    assert unmet([*needed, *groups["lint"], *groups["test"]], pins(lock("dev"))) == []
    assert unmet(groups["node"], pins(lock("node"))) == []


def test_a_requirement_without_a_fitting_pin_is_found() -> None:
    pinned = pins("click==8.5.1 \\\n")
    assert unmet(["click>=9", "starlette", "click>=8.5"], pinned) == ["click>=9", "starlette"]


def test_nothing_installed_lies_under_its_floor() -> None:
    installed = _installed(Requirement(floor).name for floor in floors())
    assert {"graphql-core", "strawberry-graphql", "starlette", "uvicorn", "tortoise-orm"} <= installed.keys()
    assert below_floor(floors(), installed) == []


def test_a_package_under_its_floor_is_found() -> None:
    assert below_floor(["graphql-core>=3.3.2", "pyjwt>=2.12.0"], {"graphql-core": "3.3.1"}) == [
        "graphql-core>=3.3.2, but 3.3.1 is installed"
    ]
