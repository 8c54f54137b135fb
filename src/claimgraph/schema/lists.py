"""Lists: connections, what they are filtered and ordered by, and the plain conditions of filters.

A filter member or an order value names a path that everybody who sees the row may see; there is none for
a guarded field, and so no oracle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from typing import Any, Literal, TypeVar

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField

from claimgraph.auth.guards import EVERYONE
from claimgraph.rules.vocabulary import SortDirection, Word
from claimgraph.schema.declared import DECLARED, NAMES, Field, resolved_in_names, text_of
from claimgraph.schema.words import enumeration

T = TypeVar("T", bound=type)

Condition = Literal["ids", "among", "text", "amount", "days", "instants", "flag"]


@dataclass(frozen=True)
class Member:
    """A member of a filter: its text, how it compares, and the path that it compares."""

    text: str
    kind: Condition
    at: str
    type: str
    of: str = ""


@dataclass(frozen=True)
class Filter:
    """A filter of one type by its members; `nests` when it has and, or, not."""

    name: str
    members: Mapping[str, Member]
    nests: bool


@dataclass(frozen=True)
class Order:
    """What a list is ordered by: for each value the paths, in turn."""

    name: str
    field: type[Word]
    paths: Mapping[str, tuple[str, ...]]


FILTERS: dict[str, Filter] = {}
ORDERS: dict[str, Order] = {}
CONNECTIONS: dict[str, str] = {}
"""The connection types, with the type of their rows."""


def ids(text: str, *, of: str, at: str) -> Any:
    """Any of these ids of type `of`."""
    return Member(text, "ids", at, "list[ID] | None", of)


def among(text: str, *, of: str, at: str) -> Any:
    """Any of these values of the enumeration `of`."""
    return Member(text, "among", at, f"list[{of}] | None", of)


def text(text: str, *, at: str) -> Any:
    """Conditions on a text; `at` is the path of its folded key."""
    return Member(text, "text", at, "StringFilter | None")


def amount(text: str, *, at: str) -> Any:
    """Conditions on an amount in the row's own currency."""
    return Member(text, "amount", at, "AmountFilter | None")


def days(text: str, *, at: str) -> Any:
    """Conditions on a date."""
    return Member(text, "days", at, "DateFilter | None")


def instants(text: str, *, at: str) -> Any:
    """Conditions on an instant."""
    return Member(text, "instants", at, "DateTimeFilter | None")


def flag(text: str, *, at: str) -> Any:
    """Holds or does not."""
    return Member(text, "flag", at, "bool | None")


def _input(name: str, description: str, fields: Mapping[str, tuple[str, str, object]]) -> Any:
    """A GraphQL input of (type as text, description, default) by attribute."""
    attributes = {
        attribute: StrawberryField(
            python_name=attribute,
            graphql_name=attribute.rstrip("_") if attribute.endswith("_") else None,
            type_annotation=StrawberryAnnotation(kind, namespace=NAMES),
            description=description,
            default=default,
        )
        for attribute, (kind, description, default) in fields.items()
    }
    built = strawberry.input(type(name, (), {**attributes, "__module__": __name__}), description=description)
    NAMES[name] = resolved_in_names(built)
    return NAMES[name]


def filtered(*, nests: bool = False) -> Callable[[T], T]:
    """Declares a filter; with `nests` it takes and, or, not of itself."""

    def declare(origin: T) -> T:
        members = {name: member for name, member in vars(origin).items() if isinstance(member, Member)}
        name = origin.__name__
        nested = {
            "and_": (f"list[{name}] | None", "All of these hold.", strawberry.UNSET),
            "or_": (f"list[{name}] | None", "One of these holds.", strawberry.UNSET),
            "not_": (f"{name} | None", "This does not hold.", strawberry.UNSET),
        }
        own = {key: (member.type, member.text, strawberry.UNSET) for key, member in members.items()}
        _input(name, text_of(origin), {**(nested if nests else {}), **own})
        FILTERS[name] = Filter(name, members, nests)
        return origin

    return declare


def ordered(
    field: type[Word],
    description: str,
    paths: Mapping[Any, tuple[str, ...]],
    *,
    first: SortDirection,
) -> None:
    """Declares an order by the values of `field`; `first` is the direction when none is given."""
    enumeration(field, {word.name: word.description for word in field})
    name = field.__name__.removesuffix("Field")
    _input(
        name,
        description,
        {
            "field": (field.__name__, "By what.", MISSING),
            "direction": ("SortDirection", "Which way.", first),
        },
    )
    ORDERS[name] = Order(name, field, {word.name: way for word, way in paths.items()})


def connection(of: str) -> None:
    """Declares the connection and the edge of a type."""
    _object(
        f"{of}Edge",
        f"One {of} in a list, with its cursor.",
        {
            "cursor": ("str", "Opaque place in the list, stable while rows are added."),
            "node": (of, f"The {of}."),
        },
    )
    _object(
        f"{of}Connection",
        f"A page of a list of {of}: only what the viewer may see, also in the count.",
        {
            "edges": (f"list[{of}Edge]", "The rows with their cursors."),
            "nodes": (f"list[{of}]", "The rows without cursors."),
            "page_info": ("PageInfo", "Whether there is more, and where to go on."),
            "total_count": (
                "int | None",
                "How many rows match, of those the viewer may see; counted only when asked for.",
            ),
        },
        semantic=("total_count",),
    )
    CONNECTIONS[f"{of}Connection"] = of


def _object(
    name: str, description: str, fields: Mapping[str, tuple[str, str]], semantic: tuple[str, ...] = ()
) -> None:
    """A part of a list, for whoever was answered it; `semantic` fields are null with an error only."""
    attributes = {
        attribute: StrawberryField(
            python_name=attribute,
            type_annotation=StrawberryAnnotation(kind, namespace=NAMES),
            description=description,
            metadata={DECLARED: Field(text=description, to=EVERYONE, is_semantic=attribute in semantic)},
        )
        for attribute, (kind, description) in fields.items()
    }
    built = strawberry.type(type(name, (), {**attributes, "__module__": __name__}), description=description)
    NAMES[name] = resolved_in_names(built)


_object(
    "PageInfo",
    "Where a page stands in its list.",
    {
        "has_next_page": ("bool", "Whether rows follow."),
        "has_previous_page": ("bool", "Whether rows precede."),
        "start_cursor": ("str | None", "Cursor of the first row; null on an empty page."),
        "end_cursor": ("str | None", "Cursor of the last row; null on an empty page."),
    },
)
_UNSET = strawberry.UNSET
_input(
    "StringFilter",
    "Conditions on a text; all that are given must hold. Capitals do not matter, % and _ are ordinary "
    "letters.",
    {
        "eq": ("str | None", "Is exactly this.", _UNSET),
        "in_": ("list[str] | None", "Is one of these.", _UNSET),
        "contains": ("str | None", "Has this in it.", _UNSET),
        "starts_with": ("str | None", "Begins with this.", _UNSET),
    },
)
_input(
    "AmountFilter",
    "Conditions on an amount in the row's own currency; all that are given must hold.",
    {
        "eq": ("Amount | None", "Is this.", _UNSET),
        "gt": ("Amount | None", "Is more than this.", _UNSET),
        "gte": ("Amount | None", "Is this or more.", _UNSET),
        "lt": ("Amount | None", "Is less than this.", _UNSET),
        "lte": ("Amount | None", "Is this or less.", _UNSET),
    },
)
_input(
    "DateFilter",
    "Conditions on a date; all that are given must hold.",
    {
        "eq": ("date | None", "Is this day.", _UNSET),
        "gte": ("date | None", "Is this day or later.", _UNSET),
        "lte": ("date | None", "Is this day or earlier.", _UNSET),
    },
)
_input(
    "DateTimeFilter",
    "Conditions on an instant; all that are given must hold.",
    {
        "gte": ("datetime | None", "At this instant or later.", _UNSET),
        "lt": ("datetime | None", "Before this instant.", _UNSET),
    },
)
