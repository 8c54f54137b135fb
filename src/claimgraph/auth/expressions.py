"""Rules as positive expressions over grants and attributes.

An expression says when a viewer has a way in to a row. It is built from few words and never negates a
grant, counts, or compares but by equality; so a grant never hides anything, and one declaration can be
read as SQL, as words, and as a formula.

Paths are read from the row: "project.account" is what the row's project leads to. The last name of a
path may be a key ("project"), the row itself ("id") or an attribute ("is_private").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from claimgraph import models

Value = bool | StrEnum


@dataclass(frozen=True)
class Expression:
    """A condition on a row and a viewer."""

    def __and__(self, other: Expression) -> Expression:
        """Both hold."""
        return And((*_parts(self, And), *_parts(other, And)))

    def __or__(self, other: Expression) -> Expression:
        """One of them holds."""
        return Or((*_parts(self, Or), *_parts(other, Or)))


@dataclass(frozen=True)
class And(Expression):
    """All of these hold."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Or(Expression):
    """One of these holds."""

    parts: tuple[Expression, ...]


def _parts(expression: Expression, kind: type[And] | type[Or]) -> tuple[Expression, ...]:
    return expression.parts if isinstance(expression, kind) else (expression,)


@dataclass(frozen=True)
class Has(Expression):
    """The viewer holds a running grant on what the row leads to by `at`; `where` narrows the grant.

    `where` holds pairs of an attribute of the grant and the values that it may have.
    """

    grant: type[models.Grant]
    at: str
    where: tuple[tuple[str, tuple[Value, ...]], ...] = ()

    TARGETS: ClassVar[dict[type[models.Grant], tuple[str, str]]] = {
        models.Employment: ("person_id", "company_id"),
        models.ProjectAccess: ("actor_id", "project_id"),
        models.Designation: ("person_id", "commitment_id"),
        models.AccessListEntry: ("actor_id", "commitment_id"),
    }
    """For each kind of grant the column of who holds it, and of what it opens."""


@dataclass(frozen=True)
class Is(Expression):
    """An attribute of the row, or of what it leads to, has one of these values."""

    path: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Me(Expression):
    """The row, or what it leads to, is the viewer."""

    at: str


@dataclass(frozen=True)
class Running(Expression):
    """The row is a grant that has begun and not ended, by the viewer's clock; `also_future`, or not begun."""

    also_future: bool = False


@dataclass(frozen=True)
class Along(Expression):
    """The expression holds for what the row leads to by `path`."""

    path: str
    of: Expression


@dataclass(frozen=True)
class Under(Expression):
    """The expression holds for some row of `model` whose key `by` leads to this row."""

    model: type[models.Row]
    by: str
    of: Expression


def has(grant: type[models.Grant], at: str, **where: Value | tuple[Value, ...]) -> Has:
    """The viewer holds a running grant on what `at` leads to: `has(Employment, at="vendor.company")`."""
    pairs = tuple((name, value if isinstance(value, tuple) else (value,)) for name, value in where.items())
    return Has(grant, at, pairs)


def attribute(path: str, *values: Value) -> Is:
    """The attribute at `path` has one of `values`: `attribute("is_private", False)`."""
    return Is(path, values)
