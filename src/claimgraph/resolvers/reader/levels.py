"""Levels: rows that are read together, and the facts that fields and rules take from them.

A fact is known by its name: a column, something that the table reaches, a function of other facts, or one
of the request's own (`now`, `viewer_id`). It becomes a Python expression over the level's variable; only
what somebody asks for is fetched.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, TypeGuard
from uuid import UUID

from claimgraph.auth.guards import VisibleTo
from claimgraph.resolvers.reader.code import Code
from claimgraph.resolvers.reader.statements import Draft, NoSuchPath, Source
from claimgraph.resolvers.reader.values import cell_to_answer, from_database, same
from claimgraph.rules.standing import EVERYBODY, NOBODY, Standing
from claimgraph.schema.declared import Declared
from claimgraph.storage.database import Dialect

AMBIENT = ("now", "viewer_id")
"""Facts of the request: attributes of `q`, the Asking of the moment."""

AROUND = ("currency", "standings", "is_restricted")
"""What a value has from the row in which it stands."""

WHOLE_VALUE = "itself"
"""The fact that is the value itself; no attribute has this name."""

FIRST_CELL = 2
"""The first cell of a row is its key; the second is free for whoever reads: the key of the row above."""

STANDINGS = [
    reduce(or_, (one for one in Standing if one.value & bits), NOBODY) for bits in range(EVERYBODY.value + 1)
]
"""Standings by their bits."""


@dataclass
class Level:
    """What rows of a table and values have in common: a variable, and facts by name as expressions."""

    code: Code
    variable: str

    def fact(self, name: str, prefix: str = "") -> str:
        """The expression of a fact. Raises NoSuchPath where there is none by this name."""
        return f"q.{name}" if name in AMBIENT else self.own_fact(name, prefix)

    def own_fact(self, name: str, prefix: str) -> str:
        """A fact of the rows themselves."""
        raise NotImplementedError

    def key(self, name: str, prefix: str = "") -> str:
        """The expression of a key as the database has it, None where there is none."""
        raise NotImplementedError

    def admits(self, guard: VisibleTo, prefix: str = "") -> str:
        """The condition that the viewer may see what a guard keeps; empty when everybody who is here may."""
        raise NotImplementedError

    def call(self, function: Callable[..., Any], prefix: str = "") -> str:
        """The call of a function of facts: its parameter names are the facts."""
        names = inspect.signature(function).parameters
        return f"{self.code.name(function)}({', '.join(self.fact(name, prefix) for name in names)})"

    def has(self, name: str, prefix: str = "") -> bool:
        """Whether there is a fact by this name."""
        try:
            self.fact(name, prefix)
        except LookupError:
            return False
        return True


@dataclass
class TableLevel(Level):
    """Rows of one table, read by one statement."""

    declared: Declared
    draft: Draft
    given: dict[str, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.declared.model is not None
        self.source = Source(
            self.draft, self.declared.model, self.draft.alias(), self.given, self.declared.reach
        )

    @property
    def id(self) -> str:
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

    def cell(self, text: str) -> str:
        """The expression of an SQL expression's cell."""
        if text not in self.columns:
            self.columns.append(text)
        return f"{self.variable}[{self.columns.index(text) + FIRST_CELL}]"

    def key(self, name: str, prefix: str = "") -> str:
        """A key as the database has it."""
        if prefix + name == "id":
            return f"{self.variable}[0]"
        return self.cell(self.source.column(prefix + name if self.source.has(prefix + name) else name))

    def written(self, name: str, prefix: str, scalar: Any) -> str:
        """The expression of a column as it is written in the answer; empty for a fact that is no column."""
        for path in dict.fromkeys((prefix + name, name)):
            if path == "standings" or _is_function(self.declared.reach.get(path)):
                return ""
            if self.source.has(path):
                cell = self.cell(self.source.column(path))
                convert = cell_to_answer(self._kind(path), scalar, self.draft.dialect)
                return cell if convert is same else f"{self.code.name(convert)}({cell})"
        return ""

    def is_never_null(self, path: str) -> bool:
        """Whether a column of the table itself always has a value."""
        known = self.source.model._meta.fields_map.get(path)
        return known is not None and not known.null

    def admits(self, guard: VisibleTo, prefix: str = "") -> str:
        """A cell that says whether one of the standings opens it, decided by the database."""
        usual = self._has_one_of(guard.opened_by())
        if guard.contact_unless is None:
            return usual
        narrowed = self._has_one_of(guard.opened_by(is_restricted=True))
        restricted = self.fact("is_restricted", prefix)
        return f"({narrowed or 'True'} if {restricted} else {usual or 'True'})"

    def _has_one_of(self, standings: Standing) -> str:
        """A cell that tells whether the viewer has one of these standings; empty when everybody here has."""
        ways = [way for standing, way in self.declared.rows.ways if standing in standings]
        if len(ways) == len(self.declared.rows.ways):
            return ""
        condition = " or ".join(f"({self.source.holds(way)})" for way in ways) or "1 = 0"
        return self.cell(f"case when {condition} then 1 else 0 end")

    def own_fact(self, name: str, prefix: str) -> str:
        """A fact by the name with its prefix, or else without it."""
        for path in dict.fromkeys((prefix + name, name)):
            if path not in self.facts:
                found = self._found(path)
                if found is None:
                    continue
                self.facts[path] = found
            return self.facts[path]
        self.source.column(prefix + name)
        raise NoSuchPath(f"{self.declared.name} has no {prefix}{name}")

    def _found(self, path: str) -> str | None:
        if path == "standings":
            return f"{self.code.name(STANDINGS)}[{self.bits}]"
        reached = self.declared.reach.get(path)
        if _is_function(reached):
            return self.call(reached)
        if not self.source.has(path):
            return None
        cell = self.cell(self.source.column(path))
        convert = from_database(self._kind(path), self.draft.dialect)
        return cell if convert is same else f"{self.code.name(convert)}({cell})"

    def _kind(self, path: str) -> type:
        return UUID if path in self.given else self.source.kind(path)

    @property
    def bits(self) -> str:
        """The expression of the viewer's standings on the row, as bits."""
        flags = [
            f"case when {self.source.holds(way)} then {standing.value} else 0 end"
            for standing, way in self.declared.rows.ways
        ]
        return self.cell(" + ".join(f"({flag})" for flag in flags))

    def selected(self, second: str = "null") -> str:
        """What the statement selects: the key, what the reader needs second, and the columns."""
        return ", ".join([self.id, second, *self.columns])


def _is_function(reached: object) -> TypeGuard[Callable[..., Any]]:
    return callable(reached) and not isinstance(reached, type)


@dataclass
class ValueLevel(Level):
    """Values that are no rows: parts worked out by a function or an answerer, payloads, the viewer.

    `outer` is the level in which they stand, with what stands before its paths; `around` are expressions of
    what values have that stand nowhere.
    """

    dialect: Dialect
    around: dict[str, str] = field(default_factory=dict)
    outer: tuple[Level, str] | None = None

    def own_fact(self, name: str, prefix: str) -> str:  # noqa: ARG002
        """An attribute of the value, or something of the row in which it stands."""
        if name == WHOLE_VALUE:
            return self.variable
        if name not in AROUND:
            return f"{self.variable}.{name}"
        return f"(getattr({self.variable}, {name!r}, None) or {self._outer_fact(name)})"

    def _outer_fact(self, name: str) -> str:
        if self.outer is not None:
            level, prefix = self.outer
            if isinstance(level, ValueLevel) or level.has(name, prefix):
                return level.fact(name, prefix)
        return self.around.get(name, "None")

    def admits(self, guard: VisibleTo, prefix: str = "") -> str:
        """What the standings open that came with the value."""
        standings, restricted = self.fact("standings", prefix), "False"
        if guard.contact_unless:
            restricted = self.fact("is_restricted", prefix)
        return f"{self.code.name(guard)}.admits({standings}, {restricted})"

    def key(self, name: str, prefix: str = "") -> str:  # noqa: ARG002
        """A key as the database has it."""
        return f"{self.code.name(database_key(self.dialect))}({self.variable}.{name})"


def database_key(dialect: Dialect) -> Callable[[UUID | None], Any]:
    """How a key is kept: as text on SQLite."""
    return _text_of_key if dialect is Dialect.SQLITE else same


def _text_of_key(key: UUID | None) -> str | None:
    return None if key is None else str(key)
