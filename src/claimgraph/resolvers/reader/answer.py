"""From rows to the answer: values written as the contract says, refusals as null plus error with path.

Nullability carries up as the GraphQL specification says: a non-null field without a value makes the
nearest nullable field above it null.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode

from claimgraph.errors import RequestError


class Row:
    """One row of a level, or one value: what it brings, what it stands in, and what hangs on it."""

    __slots__ = ("around", "cells", "links")

    def __init__(self, cells: Any, around: dict[str, Any] | None = None) -> None:
        self.cells = cells
        self.around = around or {}
        self.links: dict[int, Any] = {}


Getter = Callable[[Row], Any]
Path = tuple[Any, ...]
"""A place in the answer as a chain: (the place above, key or index); empty at the root field."""


@dataclass(frozen=True)
class Fault:
    """A field that could not be answered: where, why, and where it stands in the document."""

    path: Path
    error: RequestError
    nodes: list[FieldNode]

    @property
    def below(self) -> list[str | int]:
        """The path from the root field down."""
        names: list[str | int] = []
        place = self.path
        while place:
            place, name = place
            names.append(name)
        return names[::-1]


@dataclass
class Faults:
    """What went wrong while an answer was written."""

    found: list[Fault] = field(default_factory=list)

    def add(self, path: Path, error: RequestError, nodes: list[FieldNode]) -> None:
        """One more."""
        self.found.append(Fault(path, error, nodes))


class Nulled(Exception):
    """A non-null field has no value: the object above it has none either. Its fault is noted already."""


Value = Callable[[Row, Path, Faults], Any]


@dataclass(frozen=True)
class Output:
    """One field of the answer: its key, how its value is got, and whether it may be null."""

    key: str
    value: Value
    is_nullable: bool
    nodes: list[FieldNode]


@dataclass(frozen=True)
class Shape:
    """How rows of one level are written: the outputs by the name of their type."""

    outputs: dict[str, list[Output]]
    type_of: Getter

    def write(self, row: Row, path: Path, faults: Faults) -> dict[str, Any]:
        """One row as an object. Raises Nulled."""
        return written(self.outputs[self.type_of(row)], row, path, faults)

    def write_all(self, rows: list[Row], path: Path, faults: Faults) -> list[dict[str, Any]]:
        """Rows as a list of objects, none of them null. Raises Nulled."""
        return [self.write(row, (path, place), faults) for place, row in enumerate(rows)]


def written(outputs: list[Output], row: Row, path: Path, faults: Faults) -> dict[str, Any]:
    """The fields of one object, in the order of the selection. Raises Nulled."""
    answer: dict[str, Any] = {}
    for output in outputs:
        here = (path, output.key)
        try:
            value = output.value(row, here, faults)
            if value is None and not output.is_nullable:
                raise RequestError("There is no value here, though there should be one.")
        except RequestError as error:
            faults.add(here, error, output.nodes)
            value = None
            if not output.is_nullable:
                raise Nulled from error
        except Nulled:
            if not output.is_nullable:
                raise
            value = None
        answer[output.key] = value
    return answer
