"""Levels: rows that are read together, and the facts that fields and rules take from them.

A fact is known by its name: a column, something that the table reaches, a function of other facts, or one
of the request's own (`now`, `viewer_id`). Only what somebody asks for is fetched.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from claimgraph.auth.viewer import Asking
from claimgraph.resolvers.reader.answer import Getter, Row
from claimgraph.resolvers.reader.statements import Draft, Source
from claimgraph.resolvers.reader.values import from_database, same
from claimgraph.rules.standing import NOBODY, Standing
from claimgraph.schema.declared import Declared


class Link(Protocol):
    """Something that hangs on the rows of a level, fetched for all of them at once."""

    async def fill(self, rows: list[Row], run: Any) -> None:
        """Puts into each row's links what belongs to it."""


@dataclass
class Level:
    """What rows of a table and values have in common: facts by name, and what hangs on them."""

    asking: Asking
    links: list[Link] = field(default_factory=list)

    def fact(self, name: str, prefix: str = "") -> Getter:
        """How a fact is got from a row. Raises NoSuchPath where there is none by this name."""
        if name in AMBIENT:
            value = getattr(self.asking, name)
            return lambda _: value
        return self.own_fact(name, prefix)

    def own_fact(self, name: str, prefix: str) -> Getter:
        """A fact of the rows themselves."""
        raise NotImplementedError

    def call(self, function: Callable[..., Any], prefix: str = "") -> Getter:
        """How a function of facts is called for a row: its parameter names are the facts."""
        names = list(inspect.signature(function).parameters)
        getters = [self.fact(name, prefix) for name in names]
        return lambda row: function(*(get(row) for get in getters))


AMBIENT = ("now", "viewer_id")
AROUND = ("currency", "standings", "is_restricted")
"""What a value has from the row in which it stands."""

WHOLE_VALUE = "itself"
"""The fact that is the value itself; no attribute has this name."""


@dataclass
class TableLevel(Level):
    """Rows of one table, read by one statement.

    The first cell is the row's key, the second is free for whoever reads (the key of the row above).
    """

    declared: Declared = field(kw_only=True)
    draft: Draft = field(kw_only=True)
    given: dict[str, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    standing_cells: dict[Standing, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.declared.model is not None
        self.source = Source(
            self.draft, self.declared.model, self.draft.alias(), self.given, self.declared.reach
        )
        self.getters: dict[str, Getter] = {}

    @property
    def key(self) -> str:
        """The SQL of the row's key."""
        return f"{self.source.alias}.id"

    @property
    def visible(self) -> str:
        """The condition that a row exists for the viewer and belongs to the type."""
        return " and ".join([f"({self.source.holds(self.declared.rows.sees)})", *self.own])

    @property
    def own(self) -> list[str]:
        """The conditions that a row of a shared table belongs to the type."""
        alias = self.source.alias
        return [self.source.is_any(f"{alias}.{name}", (value,)) for name, value in self.declared.only.items()]

    def cell(self, text: str) -> int:
        """The place of an SQL expression among the cells of a row."""
        if text not in self.columns:
            self.columns.append(text)
        return self.columns.index(text) + FIRST_CELL

    def own_fact(self, name: str, prefix: str) -> Getter:
        """A fact by the name with its prefix, or else without it."""
        for path in dict.fromkeys((prefix + name, name)):
            if path not in self.getters:
                found = self._found(path)
                if found is None:
                    continue
                self.getters[path] = found
            return self.getters[path]
        self.source.column(prefix + name)
        raise LookupError(name)

    def _found(self, path: str) -> Getter | None:
        if path == "standings":
            return self._standings()
        reached = self.declared.reach.get(path)
        if callable(reached) and not isinstance(reached, type):
            return self.call(reached)
        if not self.source.has(path):
            return None
        text = self.source.column(path)
        kind = UUID if path in self.given else self.source.kind(path)
        return self._read(text, kind)

    def _read(self, text: str, kind: type) -> Getter:
        place = self.cell(text)
        convert = from_database(kind, self.draft.dialect)
        if convert is same:
            return lambda row: row.cells[place]
        return lambda row: convert(row.cells[place])

    def _standings(self) -> Getter:
        for standing, way in self.declared.rows.ways:
            if standing not in self.standing_cells:
                condition = self.source.holds(way)
                self.standing_cells[standing] = self.cell(f"case when {condition} then 1 else 0 end")
        cells = list(self.standing_cells.items())

        def standings(row: Row) -> Standing:
            found = NOBODY
            for standing, place in cells:
                if row.cells[place]:
                    found |= standing
            return found

        return standings

    def selected(self, second: str = "null") -> str:
        """What the statement selects: the key, what the reader needs second, and the columns."""
        return ", ".join([self.key, second, *self.columns])


FIRST_CELL = 2


@dataclass
class ValueLevel(Level):
    """Values that are no rows: parts worked out by a function or an answerer, payloads, the viewer."""

    def own_fact(self, name: str, prefix: str) -> Getter:  # noqa: ARG002
        """An attribute of the value, or something of the row in which it stands."""
        if name == WHOLE_VALUE:
            return lambda row: row.cells
        if name in AROUND:
            return lambda row: getattr(row.cells, name, None) or row.around.get(name)
        return lambda row: getattr(row.cells, name)
