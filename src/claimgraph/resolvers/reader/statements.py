"""From declarations to SQL: paths to columns and joins, rules to conditions. No value stands in the text.

A text holds named places, `:name`; `Draft.finished` numbers them for the database. `:me` is the viewer's
key and `:now` the request's instant; what stands in the other places the draft knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.fields.relational import ForeignKeyFieldInstance

from claimgraph import models
from claimgraph.auth.expressions import Along, And, Expression, Has, Is, Me, Or, Running, Under
from claimgraph.resolvers.reader.selection import Read, Variables
from claimgraph.schema.declared import TYPES
from claimgraph.schema.reach import Beside, Reached, Sql
from claimgraph.storage.database import Dialect

PLACE = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")
NAME = re.compile(r"\{([a-z0-9_.]+)\}")
SQL_TYPES: dict[type, str] = {
    UUID: "uuid",
    datetime: "timestamptz",
    date: "date",
    bool: "boolean",
    int: "bigint",
    str: "text",
}
"""Python types as PostgreSQL names them."""

KINDS: tuple[tuple[type[Any], type], ...] = (
    (fields.UUIDField, UUID),
    (fields.DatetimeField, datetime),
    (fields.DateField, date),
    (fields.BooleanField, bool),
    (fields.BigIntField, int),
    (fields.IntField, int),
    (fields.CharField, str),
    (fields.TextField, str),
)


@dataclass(frozen=True)
class Statement:
    """A finished statement: its text with numbered places, and what each of them is.

    A place is a constant, something that is read from the operation's variables, or a value of the moment
    (the viewer, the instant, the keys of the rows above).
    """

    text: str
    places: tuple[tuple[str, object, Read | None], ...]

    def arguments(self, variables: Variables, moment: Mapping[str, object]) -> list[object]:
        """The values of the places, in their order."""
        return [
            read(variables) if read is not None else moment.get(name, value)
            for name, value, read in self.places
        ]


@dataclass
class Draft:
    """A statement being written: for which database, and what its places are."""

    dialect: Dialect
    constants: dict[str, object] = field(default_factory=dict)
    reads: dict[str, Read] = field(default_factory=dict)
    aliases: int = 0

    def value(self, value: object) -> str:
        """A place for a value that is the same for every request."""
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return f":{name}"

    def given(self, read: Read) -> str:
        """A place for a value that is read from the operation's variables."""
        name = f"g{len(self.reads)}"
        self.reads[name] = read
        return f":{name}"

    def key(self, name: str) -> str:
        """The place of a key by its name, with its type where the database asks for it."""
        return f"cast(:{name} as uuid)" if self.dialect is Dialect.POSTGRESQL else f":{name}"

    def alias(self) -> str:
        """A name for one more table."""
        self.aliases += 1
        return f"t{self.aliases}"

    def finished(self, text: str) -> Statement:
        """The statement of a text."""
        order: dict[str, int] = {}
        sign = "$" if self.dialect is Dialect.POSTGRESQL else "?"
        numbered = PLACE.sub(lambda found: f"{sign}{order.setdefault(found[1], len(order) + 1)}", text)
        return Statement(
            numbered, tuple((name, self.constants.get(name), self.reads.get(name)) for name in order)
        )

    def is_among(self, expression: str, place: str, kind: str) -> str:
        """That an expression is one of the values in a place; `kind` is their type on PostgreSQL."""
        if self.dialect is Dialect.POSTGRESQL:
            return f"{expression} = any({place}::{kind}[])"
        return f"{expression} in (select value from json_each({place}))"

    def is_one_of(self, expression: str, values: list[Any], kind: str) -> str:
        """That an expression is one of these values."""
        return self.is_among(expression, self.value(values), kind)

    def typed(self, place: str, kind: type) -> str:
        """A place whose type PostgreSQL could not work out by itself."""
        return f"{place}::{SQL_TYPES[kind]}" if self.dialect is Dialect.POSTGRESQL else place

    def bytewise(self, expression: str) -> str:
        """A text compared and ordered by its bytes, alike on both databases."""
        return f'{expression} collate "C"' if self.dialect is Dialect.POSTGRESQL else expression


class NoSuchPath(LookupError):
    """A path that leads nowhere: a fault of a declaration, found when the server starts."""


@dataclass
class Source:
    """A table in a statement, with the joins that its paths need.

    `given` are names that the statement itself gives a meaning, such as the key of a parent row; `reach`
    is what its rows reach when they are of one declared type.
    """

    draft: Draft
    model: type[models.Row]
    alias: str
    given: Mapping[str, str] = field(default_factory=dict)
    reach: Mapping[str, Reached] | None = None
    joins: dict[str, tuple[str, type[models.Row], str]] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The table's name in the database."""
        return table_of(self.model)

    @property
    def joined(self) -> str:
        """The joins, in the order in which they are needed."""
        return "".join(text for text, _, _ in self.joins.values())

    def column(self, path: str) -> str:
        """The SQL of what a path leads to, from this table's row."""
        if path in self.given:
            return self.given[path]
        return self._step(self.model, self.alias, path.split("."), ())[0]

    def kind(self, path: str) -> type:
        """The Python type of what a path leads to."""
        return self._step(self.model, self.alias, path.split("."), ())[1]

    def has(self, path: str) -> bool:
        """Whether the path leads somewhere."""
        try:
            self.column(path)
        except NoSuchPath:
            return False
        return True

    def _step(
        self, model: type[models.Row], alias: str, names: list[str], behind: tuple[str, ...]
    ) -> tuple[str, type]:
        name, *rest = names
        here = (*behind, name)
        reach = self.reach if self.reach is not None and not behind else reach_of(model)
        reached = reach.get(name)
        if isinstance(reached, str):
            return self._step(model, alias, [*reached.split("."), *rest], behind)
        if isinstance(reached, Beside):
            return self._step(reached.model, self._beside(reached, alias, here), rest or ["id"], here)
        if isinstance(reached, Sql | Expression):
            return self._worked_out(reached, alias, behind)
        known = model._meta.fields_map.get(name)
        if isinstance(known, ForeignKeyFieldInstance):
            if not rest or rest == ["id"]:
                return f"{alias}.{name}_id", UUID
            return self._step(known.related_model, self._along(known, name, alias, here), rest, here)
        if known is None or rest:
            raise NoSuchPath(f"{model.__name__} has no {'.'.join(names)}")
        return f"{alias}.{name}", kind_of(known)

    def _along(self, key: Any, name: str, alias: str, here: tuple[str, ...]) -> str:
        def join(other: str) -> str:
            return f" left join {table_of(key.related_model)} {other} on {other}.id = {alias}.{name}_id"

        return self._join(".".join(here), key.related_model, join)

    def _beside(self, beside: Beside, alias: str, here: tuple[str, ...]) -> str:
        def join(other: str) -> str:
            inner = self.draft.alias() if beside.latest else other
            matching = [f"{inner}.{_key(beside.by)} = {alias}.{_key(beside.match)}"]
            matching += [self._equal(f"{inner}.{name}", value) for name, value in beside.where.items()]
            table = table_of(beside.model)
            if not beside.latest:
                return f" left join {table} {other} on {' and '.join(matching)}"
            return (
                f" left join {table} {other} on {other}.id = (select {inner}.id from {table} {inner}"
                f" where {' and '.join(matching)} order by {inner}.{beside.latest} desc limit 1)"
            )

        return self._join(".".join(here), beside.model, join)

    def _join(self, path: str, model: type[models.Row], join: Any) -> str:
        if path not in self.joins:
            alias = self.draft.alias()
            self.joins[path] = (join(alias), model, alias)
        return self.joins[path][2]

    def _equal(self, expression: str, value: object) -> str:
        values = value if isinstance(value, tuple) else (value,)
        return self.is_any(expression, values)

    def is_any(self, expression: str, values: tuple[Any, ...]) -> str:
        """That an expression has one of a few values, known when the statement is written."""
        if len(values) == 1:
            return f"{expression} = {self._literal(values[0])}"
        return f"{expression} in ({', '.join(self._literal(value) for value in values)})"

    def _literal(self, value: object) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        return self.draft.value(str(value) if isinstance(value, StrEnum) else value)

    def _worked_out(self, reached: Sql | Expression, alias: str, behind: tuple[str, ...]) -> tuple[str, type]:
        prefix = "".join(f"{name}." for name in behind)
        if isinstance(reached, Expression):
            return f"({self.holds(reached, prefix)})", bool
        places = {name: self.draft.value(value) for name, value in reached.values.items()}

        def column(found: re.Match[str]) -> str:
            return f"{alias}.id" if found[1] == "id" else self.column(prefix + found[1])

        text = NAME.sub(column, reached.text)
        return f"({PLACE.sub(lambda found: places.get(found[1], found[0]), text)})", reached.kind

    def holds(self, expression: Expression, prefix: str = "", me: str = ":me") -> str:
        """The condition that an expression holds for this row, or for what `prefix` leads to.

        `me` is the SQL of the viewer's key; with a column there, one asks who sees the row.
        """
        match expression:
            case And(parts):
                return " and ".join(self._grouped(part, prefix, me) for part in parts)
            case Or(parts):
                return " or ".join(self._grouped(part, prefix, me) for part in parts)
            case Has():
                return self._has(expression, prefix, me)
            case Is(path, values):
                return self.is_any(self.column(prefix + path), values)
            case Me(at):
                return f"{self.column(prefix + at)} = {me}"
            case Running(also_future):
                began, ends = self.column(f"{prefix}begins_at"), self.column(f"{prefix}ends_at")
                return f"{ends} > :now" if also_future else f"{began} <= :now and {ends} > :now"
            case Along(path, of):
                return self.holds(of, f"{prefix}{path}.", me)
            case Under(model, by, of):
                return self._under(model, by, of, prefix, me)
            case _:
                raise TypeError(f"not a rule: {expression!r}")

    def _grouped(self, expression: Expression, prefix: str, me: str) -> str:
        text = self.holds(expression, prefix, me)
        return f"({text})" if isinstance(expression, Or | Along) else text

    def _has(self, has: Has, prefix: str, me: str) -> str:
        holder, target = Has.TARGETS[has.grant]
        grant = Source(self.draft, has.grant, self.draft.alias())
        conditions = [
            f"{grant.alias}.{holder} = {me}",
            f"{grant.alias}.{target} = {self.column(prefix + has.at)}",
            grant.holds(Running()),
            *(grant.is_any(f"{grant.alias}.{name}", values) for name, values in has.where),
        ]
        return f"exists (select 1 from {grant.table} {grant.alias} where {' and '.join(conditions)})"

    def _under(self, model: type[models.Row], by: str, of: Expression, prefix: str, me: str) -> str:
        below = Source(self.draft, model, self.draft.alias())
        condition = below.holds(of, "", me)
        key = self.column(f"{prefix}id")
        return (
            f"exists (select 1 from {below.table} {below.alias}{below.joined}"
            f" where {below.column(by)} = {key} and ({condition}))"
        )


def table_of(model: type[models.Row]) -> str:
    """The table of a model."""
    return str(model._meta.db_table)


def kind_of(known: Any) -> type:
    """The Python type of a column."""
    words = getattr(known, "enum_type", None)
    return words or next(kind for column, kind in KINDS if isinstance(known, column))


def _key(name: str) -> str:
    return "id" if name == "id" else f"{name}_id"


@cache
def reach_of(model: type[models.Row]) -> Mapping[str, Reached]:
    """What rows of a table reach by names of their own, as the types on it declare."""
    reach: dict[str, Reached] = {}
    for declared in TYPES.values():
        if declared.model is model:
            reach |= declared.reach
    return reach
