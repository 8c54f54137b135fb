"""The words in which types are declared: node, part, column, derived, one, many, page, asked.

Each field says its text and its audience; `to` has no default, so nothing is open by forgetting. What is
declared here is read by the reader (SQL and answer), by Strawberry (types and permission classes), by the
printer (SDL) and by the rule book. Related types are named, not imported: so nouns stand in files of their
own without circles.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, TypeVar, get_args

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.permission import PermissionExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from claimgraph import models
from claimgraph.auth.expressions import Expression
from claimgraph.auth.guards import EVERYONE, VisibleTo
from claimgraph.auth.scopes import PARENT, Scope
from claimgraph.rules.standing import Standing
from claimgraph.schema.declared import (
    DECLARED,
    NAMES,
    TYPES,
    Argument,
    Asked,
    Column,
    Declared,
    Derived,
    Field,
    Many,
    Named,
    Offers,
    One,
    Page,
    Part,
    resolved_in_names,
    text_of,
)
from claimgraph.schema.reach import Reach, Sql

T = TypeVar("T", bound=type)


def column(text: str, *, to: VisibleTo, at: str = "", of: Any = None, nullable: bool = False) -> Any:
    """A value that the row brings; `at` is its path when it is not the attribute's name.

    `of` is its type, or the name of an enumeration that is made later, instead of an annotation.
    """
    return Column(text=text, to=to, at=at, of=of, is_nullable=nullable)


def derived(
    text: str,
    *,
    to: VisibleTo,
    by: Callable[..., Any],
    of: str | None = None,
    many: bool = False,
    nullable: bool = False,
) -> Any:
    """A value worked out by `by`; of a declared part when `of` names one, else of the annotated type."""
    return Derived(text=text, to=to, by=by, of=of, is_list=many, is_nullable=nullable)


def part(
    of: str,
    text: str,
    *,
    to: VisibleTo,
    at: str = "",
    unless_null: str | None = None,
    nullable: bool = False,
    semantic: bool = False,
    many: bool = False,
    arguments: tuple[Argument, ...] = (),
) -> Any:
    """A part of the row, kept in columns whose paths begin with `at`, or a part of a value."""
    return Part(
        text=text,
        to=to,
        of=of,
        at=at,
        unless_null=unless_null,
        is_nullable=nullable or semantic or unless_null is not None,
        is_semantic=semantic,
        is_list=many,
        arguments=arguments,
    )


def one(
    of: str, text: str, *, to: VisibleTo, at: str = "", nullable: bool = False, semantic: bool = False
) -> Any:
    """The row that a key names. A non-null one that the viewer may not see shows its id and name alone."""
    return One(text=text, to=to, of=of, at=at, is_nullable=nullable or semantic, is_semantic=semantic)


def many(
    of: str,
    text: str,
    *,
    to: VisibleTo,
    by: str,
    order: tuple[str, ...],
    match: str = "id",
    through: tuple[type[models.Row], str] | None = None,
    when: Expression | None = None,
    needed: bool = False,
) -> Any:
    """All rows that hang on this one. With `through`, those that the rows of another table name by a key."""
    return Many(
        text=text,
        to=to,
        of=of,
        by=by,
        match=match,
        order=order,
        through=through,
        when=when,
        is_list=True,
        is_needed=needed,
    )


def page(
    of: str,
    text: str,
    *,
    to: VisibleTo,
    by: str | None,
    usual: tuple[tuple[str, bool], ...],
    usually: str | None = None,
    filtered: str | None = "Which ones.",
    extra: tuple[Argument, ...] = (),
    **linked: Any,
) -> Any:
    """A page of rows; `usually` puts the usual order into words, None when no other can be asked for.

    `filtered` describes the filter, None for none; `extra` are arguments of its own.
    """
    kind = of.replace("ProgressClaim", "Claim")
    arguments = [*PAGING]
    if filtered:
        arguments.append(Argument(name="filter", type=f"{kind}Filter | None", text=filtered))
    if usually:
        text_of_order = f"In which order; {usually} when left out."
        arguments.append(Argument(name="order_by", type=f"{kind}Order | None", text=text_of_order))
    return Page(
        text=text,
        to=to,
        of=of,
        by=by,
        filter=f"{kind}Filter" if filtered else None,
        order=f"{kind}Order" if usually else None,
        usual=usual,
        arguments=(*arguments, *extra),
        **linked,
    )


def asked(
    of: str | type,
    text: str,
    *,
    to: VisibleTo,
    many: bool = False,
    nullable: bool = False,
    semantic: bool = False,
    arguments: tuple[Argument, ...] = (),
) -> Any:
    """A value with statements of its own; the reader has an answerer by the same name."""
    return Asked(
        text=text,
        to=to,
        of=of,
        is_list=many,
        is_nullable=nullable or semantic,
        is_semantic=semantic,
        arguments=arguments,
    )


def named(of: str, text: str, *, to: VisibleTo, at: str = "", single: bool = False) -> Any:
    """Rows whose ids stand in a list of the part; with `single` the first of them, null if there is none."""
    return Named(text=text, to=to, of=of, at=at, is_list=not single, is_nullable=single)


PAGING = (
    Argument(
        name="first",
        type="int | None",
        text="How many to answer from the start, 1 to 100; 25 when neither first nor last is given.",
    ),
    Argument(name="after", type="str | None", text="Answer what follows this cursor."),
    Argument(name="last", type="int | None", text="How many to answer from the end, 1 to 100."),
    Argument(name="before", type="str | None", text="Answer what precedes this cursor."),
)


def node(
    model: type[models.Row],
    rows: Scope,
    *,
    only: Mapping[str, object] | None = None,
    reach: Reach | None = None,
    internal: VisibleTo | None = None,
    actions: bool = False,
) -> Callable[[T], T]:
    """Declares a type with rows of its own; `actions` adds viewerStandings and viewerActions."""

    def declare(origin: T) -> T:
        if actions:
            _add_offers(origin)
        shown = _shown(model, rows, internal)
        return _declared(
            origin, model, rows, only or {}, {**shown, **(reach or {})}, internal, strawberry.type
        )

    return declare


def _shown(model: type[models.Row], rows: Scope, internal: VisibleTo | None) -> Reach:
    """Version and time as the viewer sees them move: with the internal counter for whoever sees them."""
    if "version" not in model._meta.fields_map:
        return {}
    if internal is None:
        return {"shown_version": "version", "shown_updated_at": "updated_at"}
    return {
        "sees_internal": reduce(or_, (way for standing, way in rows.ways if standing in internal.standings)),
        "shown_version": Sql("{version} + case when {sees_internal} then {internal_version} else 0 end", int),
        "shown_updated_at": Sql(
            "case when {internal_updated_at} > {updated_at} and {sees_internal}"
            " then {internal_updated_at} else {updated_at} end",
            datetime,
        ),
    }


def part_type(origin: T) -> T:
    """Declares a part of another row: seen by whoever was answered that row."""
    return _declared(origin, None, PARENT, {}, {}, None, strawberry.type)


def interface(model: type[models.Row] | None = None, rows: Scope = PARENT) -> Callable[[T], T]:
    """Declares an interface; with a table when all its types share one."""

    def declare(origin: T) -> T:
        return _declared(origin, model, rows, {}, {}, None, strawberry.interface)

    return declare


def _add_offers(origin: type) -> None:
    origin.viewer_standings = Column(  # type: ignore[attr-defined]
        text=(
            "Every standing that the viewer has on it, strongest first; together they decide what he sees "
            "and may do."
        ),
        to=EVERYONE,
        at="standings",
        of=Standing,
        is_list=True,
    )
    origin.viewer_actions = Offers(  # type: ignore[attr-defined]
        text="What the viewer may do with it now, and why not; the mutation asks the same rule.",
        to=EVERYONE,
        of="ViewerAction",
        is_list=True,
        is_nullable=True,
        is_semantic=True,
        arguments=(
            Argument(
                name="actions",
                type="list[Action] | None",
                text="Only these actions; all that apply to the object when left out.",
            ),
        ),
    )


def _declared(
    origin: T,
    model: type[models.Row] | None,
    rows: Scope,
    only: Mapping[str, object],
    reach: Reach,
    internal: VisibleTo | None,
    strawberry_kind: Any,
) -> T:
    own = {
        name: _filled(origin, name, value) for name, value in vars(origin).items() if isinstance(value, Field)
    }
    inherited = [TYPES[base.__name__] for base in origin.__mro__[1:] if base.__name__ in TYPES]
    fields: dict[str, Field] = {}
    for base in reversed(inherited):
        fields |= base.fields
    origin.__annotations__ = {}
    for name, declared in own.items():
        setattr(origin, name, _strawberry_field(declared))
    built = resolved_in_names(strawberry_kind(origin, description=text_of(origin)))
    TYPES[origin.__name__] = Declared(
        name=origin.__name__,
        origin=built,
        model=model,
        rows=rows,
        only=only,
        reach=reach,
        internal=internal,
        fields=fields | own,
        is_interface=strawberry_kind is strawberry.interface,
        interfaces=tuple(base.name for base in inherited),
    )
    NAMES[origin.__name__] = built
    return built  # type: ignore[no-any-return]


def _filled(origin: type, name: str, declared: Field) -> Field:
    if isinstance(declared, Many) and declared.is_needed:
        return replace(declared, name=name)
    if isinstance(declared, Many | Page | Offers) and declared.to.is_open:
        declared = replace(declared, is_semantic=True)
    if isinstance(declared, Many | Page):
        declared = replace(declared, is_nullable=True)
    if isinstance(declared, Page):
        return replace(declared, name=name)
    if declared.of is None:
        declared = replace(declared, **_annotated(origin, name))
    if not declared.to.is_open and not declared.is_nullable:
        declared = replace(declared, is_nullable=True)
    if isinstance(declared, Column | One | Named) and not declared.at:
        declared = replace(declared, at=name)
    return replace(declared, name=name)


def _annotated(origin: type, name: str) -> dict[str, Any]:
    """What the attribute's annotation says: the type, a list of it or not, null or not."""
    namespace = {**vars(sys.modules[origin.__module__]), **NAMES}
    found = eval(origin.__annotations__[name], namespace)
    parts = get_args(found)
    is_nullable = type(None) in parts
    if is_nullable:
        found = next(part for part in parts if part is not type(None))
    is_list = getattr(found, "__origin__", None) is list
    return {"of": get_args(found)[0] if is_list else found, "is_list": is_list, "is_nullable": is_nullable}


def _strawberry_field(declared: Field) -> StrawberryField:
    of = f"{declared.of}Connection" if isinstance(declared, Page) else declared.of
    built = StrawberryField(
        python_name=declared.name,
        type_annotation=StrawberryAnnotation(replace(declared, of=of).annotation, namespace=NAMES),
        description=declared.description,
        metadata={DECLARED: declared},
        extensions=[] if declared.to.is_open else [PermissionExtension([declared.to], use_directives=False)],
    )
    built.arguments = [
        StrawberryArgument(
            python_name=argument.name,
            graphql_name=None,
            type_annotation=StrawberryAnnotation(argument.type, namespace=NAMES),
            description=argument.text,
            default=argument.default,
        )
        for argument in declared.arguments
    ]
    return built
