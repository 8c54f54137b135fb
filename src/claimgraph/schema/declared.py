"""What a declaration holds: types, fields and their audience, as the rest of the house reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

import strawberry
from strawberry import ID
from strawberry.annotation import StrawberryAnnotation

from claimgraph import models
from claimgraph.auth.expressions import Expression
from claimgraph.auth.guards import VisibleTo
from claimgraph.auth.scopes import Scope
from claimgraph.schema.reach import Reach
from claimgraph.schema.scalars import Amount, Percentage, Quantity, UnitPrice

T = TypeVar("T", bound=type)

DECLARED = "claimgraph"
NAMES: dict[str, Any] = {"ID": ID, "date": date, "datetime": datetime} | {
    kind.__name__: kind for kind in (Amount, Percentage, UnitPrice, Quantity)
}
"""Every declared type, input and enumeration by its GraphQL name; annotations are resolved in it."""


@dataclass(frozen=True, kw_only=True)
class Argument:
    """An argument of a field: name, type as text, what it is for, and its default if it has one."""

    name: str
    type: str
    text: str
    default: object = strawberry.UNSET


@dataclass(frozen=True, kw_only=True)
class Field:
    """What all fields say: their text, who sees them, and whether they may be null without an error.

    `name` is the attribute's, `of` the type that it answers; both are filled in when the type is declared.
    """

    text: str
    to: VisibleTo
    name: str = ""
    of: Any = None
    is_list: bool = False
    is_nullable: bool = False
    is_semantic: bool = False
    arguments: tuple[Argument, ...] = ()

    @property
    def description(self) -> str:
        """The text with the sentence of its rule."""
        ends = " also null when the viewer may not see him." if self.is_edge_to_unseen else ""
        sentence = self.to.sentence
        if ends and sentence:
            sentence = f"{sentence[:-1]};{ends}"
        return f"{self.text} {sentence}".strip()

    @property
    def is_edge_to_unseen(self) -> bool:
        """Whether the field leads to somebody whom the viewer may not see although the field is his."""
        return False

    @property
    def annotation(self) -> Any:
        """The GraphQL type: a Python type for scalars, a text for declared types."""
        if not isinstance(self.of, str):
            inner = list[self.of] if self.is_list else self.of  # type: ignore[name-defined]
            return inner | None if self.is_nullable else inner
        inner = f"list[{self.of}]" if self.is_list else self.of
        return f"{inner} | None" if self.is_nullable else inner


@dataclass(frozen=True, kw_only=True)
class Column(Field):
    """A value that the row brings, or one that it reaches: `at` is its path."""

    at: str = ""


@dataclass(frozen=True, kw_only=True)
class Derived(Field):
    """A value worked out by a pure function whose parameter names are the facts that it needs."""

    by: Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Part(Field):
    """A part of the row, kept in its columns: `at` is put before each path of the part.

    It is null when the column `unless_null` is. Inside a value that is not a row, `at` is the attribute
    that holds the part, or the list of parts.
    """

    at: str = ""
    unless_null: str | None = None


@dataclass(frozen=True, kw_only=True)
class One(Field):
    """The row that a key of this row names; `at` is the path of the key."""

    at: str = ""

    @property
    def is_edge_to_unseen(self) -> bool:
        """Whether an actor stands at the other end of a guarded edge."""
        return self.of == "Actor" and not self.to.is_open


@dataclass(frozen=True, kw_only=True)
class Many(Field):
    """All rows whose `by` equals this row's `match`, in the order of the paths in `order`.

    With `through` (a table and its key) they are the rows that the rows of that table name, and `by` and
    `order` are read there. `when` must hold for the row that is joined first. With `is_needed` there is no
    answer without the list.
    """

    by: str
    match: str = "id"
    order: tuple[str, ...] = ("id",)
    through: tuple[type[models.Row], str] | None = None
    when: Expression | None = None
    is_needed: bool = False


@dataclass(frozen=True, kw_only=True)
class Page(Field):
    """A page of the rows whose `by` equals this row's `match`, filtered and ordered by the viewer.

    `usual` is the order when none is asked for: paths, each with whether it descends. `where` are values
    that the rows' paths must have; `gives` names what this row's key is to them; `chosen` names the
    answerer that picks their ids. `through` and `when` as in Many.
    """

    by: str | None
    match: str = "id"
    through: tuple[type[models.Row], str] | None = None
    when: Expression | None = None
    where: Mapping[str, object] = field(default_factory=dict)
    filter: str | None = None
    order: str | None = None
    usual: tuple[tuple[str, bool], ...] = ()
    gives: str | None = None
    chosen: str | None = None


@dataclass(frozen=True, kw_only=True)
class Asked(Field):
    """A value with statements of its own, answered for all rows of the level at once by the reader."""


@dataclass(frozen=True, kw_only=True)
class Named(Field):
    """Rows whose ids the row brings in the list at `at`; those that the viewer may not see are left out."""

    at: str = ""


@dataclass(frozen=True, kw_only=True)
class Offers(Field):
    """What the viewer may do with the row, and what stands against it."""


@dataclass(frozen=True)
class Declared:
    """A declared type: its table, the rows that exist for a viewer, what it reaches, and its fields.

    `only` holds for its rows in a table that it shares; `internal` is who sees the columns that have a
    counter of their own (see `shown_version`).
    """

    name: str
    origin: type
    model: type[models.Row] | None
    rows: Scope
    only: Mapping[str, object]
    reach: Reach
    internal: VisibleTo | None
    fields: Mapping[str, Field]
    is_interface: bool = False
    interfaces: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """What the type is."""
        return text_of(self.origin)


TYPES: dict[str, Declared] = {}
"""Every declared object type and interface by its GraphQL name."""


def text_of(thing: Any) -> str:
    """The docstring of a declaration as one line."""
    return " ".join((thing.__doc__ or "").split())


def resolved_in_names(built: T) -> T:
    """Has Strawberry look up the types of a class's fields among all declared names.

    Its dataclass step forgets the namespace of an annotation that was given with the field.
    """
    for known in built.__strawberry_definition__.fields:  # type: ignore[attr-defined]
        known.type_annotation = StrawberryAnnotation(known.type_annotation.raw_annotation, namespace=NAMES)
    return built
