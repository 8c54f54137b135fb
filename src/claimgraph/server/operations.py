"""Saved operations: what people of a role ask most, ready to be run in the explorer.

An operation is two files in `claimgraph/operations`: `NN-role-Name.graphql`, whose first comment says what it
is for, and beside it `NN-role-Name.json` with its variables. The number gives its place in the list; the role
is `administrator`, `contact` or `explorer` (everybody); the name is that of the operation inside.

A variable whose whole text is a name in angle brackets, as `"<claim in review>"`, stands for a value of this
very installation. `operations.json` in the data folder, one JSON object, gives the value for each name
(`{"claim in review": "AZmn..."}`); any JSON value may stand there. A name that is not in it is left as it is,
for the reader to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

FOLDER = Path(__file__).parents[1] / "operations"
VALUES = "operations.json"
EVERYBODY = "explorer"

_FILE_NAME = re.compile(r"\d+-(?P<role>[a-z]+)-(?P<name>\w+)")
_PLACE = re.compile(r"<(?P<name>[^<>]+)>")


@dataclass(frozen=True)
class SavedOperation:
    """An operation with its variables; places in them are not yet filled."""

    name: str
    role: str
    description: str
    query: str
    variables: Mapping[str, Any]

    def told(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the explorer gets: everything, with the places filled from `values`."""
        return {
            "name": self.name,
            "role": self.role,
            "description": self.description,
            "query": self.query,
            "variables": filled(self.variables, values),
        }


def saved_operations(folder: Path = FOLDER) -> tuple[SavedOperation, ...]:
    """All operations of a folder, in their order. Raises ValueError for a file that is none, by its name."""
    return tuple(_read(path) for path in sorted(folder.glob("*.graphql")))


def for_roles(operations: Iterable[SavedOperation], roles: Iterable[str]) -> list[SavedOperation]:
    """The operations of these roles, and those for everybody."""
    wanted = {EVERYBODY, *roles}
    return [operation for operation in operations if operation.role in wanted]


def values_in(data_folder: Path) -> dict[str, Any]:
    """The values of this installation by their names; none when nobody wrote them."""
    path = data_folder / VALUES
    values: dict[str, Any] = orjson.loads(path.read_bytes()) if path.is_file() else {}
    return values


def filled(value: Any, values: Mapping[str, Any]) -> Any:
    """The same value with the places in it filled, as far as their names are known."""
    if isinstance(value, dict):
        return {name: filled(inner, values) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, values) for inner in value]
    place = _PLACE.fullmatch(value) if isinstance(value, str) else None
    return values.get(place["name"], value) if place else value


def _read(path: Path) -> SavedOperation:
    named = _FILE_NAME.fullmatch(path.stem)
    if named is None:
        raise ValueError(f"{path.name} is no saved operation: its name has the form 01-contact-Name.graphql.")
    query = path.read_text(encoding="utf-8")
    if not re.search(rf"^(query|mutation) {named['name']}\b", query, re.MULTILINE):
        raise ValueError(f"{path.name} holds no operation of the name {named['name']}.")
    beside = path.with_suffix(".json")
    variables = orjson.loads(beside.read_bytes()) if beside.is_file() else {}
    first = query.partition("\n")[0].removeprefix("#").strip()
    return SavedOperation(named["name"], named["role"], first, query, variables)
