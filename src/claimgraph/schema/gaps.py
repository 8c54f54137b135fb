"""What the finished schema shows and no rule speaks of: nothing is open by forgetting.

Types, fields, arguments, inputs, filters and orders are gone through as graphql-core has them and held
against the declarations. Whether paths and facts lead somewhere is the reader's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_introspection_type,
    is_non_null_type,
)
from strawberry.utils.str_converters import to_camel_case as camel

from claimgraph import models
from claimgraph.auth.expressions import Along, And, Expression, Is, Or, Under
from claimgraph.auth.guards import OpenTo, VisibleTo
from claimgraph.rules.standing import MEMBERS, NOBODY, Standing
from claimgraph.rules.vocabulary import RowScope
from claimgraph.schema.declare import PAGING
from claimgraph.schema.declared import DECLARED, TYPES, Asked, Declared, Field, Offers, Page, Part
from claimgraph.schema.lists import CONNECTIONS, FILTERS, ORDERS

NESTING = ("and", "or", "not")


def gaps(schema: GraphQLSchema, inputs: Iterable[str]) -> list[str]:
    """What has no rule, each in a sentence that names it; `inputs` are those that mutations take."""
    return [
        *_of_types(schema),
        *_of_roots(schema),
        *_of_scopes(),
        *_of_guards(),
        *_of_lists(schema),
        *_of_inputs(schema, inputs),
    ]


# Types and fields


def _of_types(schema: GraphQLSchema) -> Iterator[str]:
    roots = {schema.query_type, schema.mutation_type}
    for kind in schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) or is_introspection_type(kind):
            continue
        if kind.name in TYPES or kind.name in _parts_of_lists():
            for name, field in kind.fields.items():
                yield from _of_field(f"{kind.name}.{name}", field)
        elif kind not in roots:
            yield f"{kind.name}: no rule says which of its rows exist; declare it with node or part_type."


def _parts_of_lists() -> set[str]:
    return {"PageInfo", *CONNECTIONS, *(f"{of}Edge" for of in CONNECTIONS.values())}


def _of_field(path: str, field: Any) -> Iterator[str]:
    declared = declaration_of(field)
    if not isinstance(declared, Field) or not isinstance(declared.to, VisibleTo):
        yield f"{path}: no rule says who sees it; say `to=`."
        return
    if not declared.to.is_open and is_non_null_type(field.type):
        yield f"{path}: it is guarded, so it must be nullable; a refusal would null the object above it."
    answered = {camel(name) for name in answered_arguments(declared)}
    for name in field.args.keys() - answered:
        yield f"{path}({name}): no rule says what it does; nothing would come of it."


def declaration_of(field: Any) -> Any:
    """What a field of the finished schema says of itself; None when nothing was said."""
    definition = field.extensions.get("strawberry-definition")
    return definition and definition.metadata.get(DECLARED)


def answered_arguments(declared: Field) -> set[str]:
    """The arguments of a field for which its kind has an answer."""
    names = {one.name for one in declared.arguments}
    if isinstance(declared, Page):
        own = {one.name for one in PAGING}
        own |= {"filter"} if declared.filter in FILTERS else set()
        own |= {"order_by"} if declared.order in ORDERS else set()
        return names if declared.chosen else names & own
    if isinstance(declared, Part):
        return names & TYPES[declared.of].fields.keys()
    return names if isinstance(declared, Asked | Offers) else set()


# Ways in


def _of_roots(schema: GraphQLSchema) -> Iterator[str]:
    for name, field in schema.query_type.fields.items() if schema.query_type else ():
        if not isinstance(declaration_of(field), Field):
            yield f"Query.{name}: no rule says who may ask; make it with @query."
        elif get_named_type(field.type).name not in {*TYPES, *CONNECTIONS}:
            yield f"Query.{name}: it answers {field.type}, for which there is no rule."
    for name, field in schema.mutation_type.fields.items() if schema.mutation_type else ():
        open_to = getattr(declaration_of(field), "open_to", None)
        if not isinstance(open_to, OpenTo) or not open_to.standings:
            yield f"Mutation.{name}: no rule says to whom it is open; say `open_to=`."


# Scopes and guards


def _of_scopes() -> Iterator[str]:
    for declared in TYPES.values():
        if declared.model and not declared.rows.ways:
            yield f"{declared.name}: its scope {declared.rows.name} has no way in, so none of its rows exist."
        if declared.model:
            for path in _nullable(declared.rows.sees, declared.model, "") if declared.rows.ways else ():
                yield f"{declared.name}: its scope reads {path}, which may be null; rules read what is known."
        elif declared.rows.name is not RowScope.PARENT:
            yield f"{declared.name}: it has no rows of its own, so its scope can't be {declared.rows.name}."


def _nullable(expression: Expression, model: type[models.Row], prefix: str) -> Iterator[str]:
    """The attributes in an expression that a row may lack: compared with null nothing is true or false."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _nullable(part, model, prefix)
        case Along(path, of):
            yield from _nullable(of, model, f"{prefix}{path}.")
        case Under(below, _, of):
            yield from _nullable(of, below, "")
        case Is(path):
            if _may_be_null(model, (prefix + path).split(".")):
                yield prefix + path


def _may_be_null(model: Any, names: list[str]) -> bool:
    """Whether a path can end at nothing; one that leads nowhere is found elsewhere."""
    known = model._meta.fields_map.get(names[0])
    if known is None or not names[1:]:
        return bool(known and known.null)
    return bool(known.null) or _may_be_null(known.related_model, names[1:])


def _of_guards() -> Iterator[str]:
    possible = {name: possible_standings(name) for name in TYPES}
    for declared in TYPES.values():
        for name, field in declared.fields.items():
            if not field.to.is_open:
                beyond = _beyond(field.to.standings, possible[declared.name])
                if beyond:
                    told = ", ".join(str(one.name) for one in beyond)
                    yield f"{declared.name}.{camel(name)}: its audience has {told}; nobody is that to it."


def _beyond(audience: Standing, possible: Standing) -> Standing:
    """The standings of an audience that nobody can have; the members are one word, whichever there are."""
    beyond = audience & ~possible
    return beyond & ~MEMBERS if MEMBERS in audience and possible & MEMBERS else beyond


def possible_standings(type_name: str, below: tuple[str, ...] = ()) -> Standing:
    """Every standing that somebody may have on what a type shows; a part's are those of its holders."""
    declared = TYPES[type_name]
    if declared.rows.ways:
        return declared.rows.standings
    found = NOBODY
    for holder in holders(declared):
        if holder not in (*below, type_name):
            found |= possible_standings(holder, (*below, type_name))
    return found


def holders(part: Declared) -> list[str]:
    """The types of which a part is shown."""
    return [
        name for name, one in TYPES.items() if any(field.of == part.name for field in one.fields.values())
    ]


# Lists and inputs


def _of_lists(schema: GraphQLSchema) -> Iterator[str]:
    for name, declared in FILTERS.items():
        known = {camel(member).rstrip("_") for member in declared.members}
        nested = NESTING if declared.nests else ()
        for member in _names_in(schema, name) - known - set(nested):
            yield f"{name}.{member}: no rule says what it compares."
    for order in ORDERS.values():
        values = schema.type_map.get(order.field.__name__)
        if isinstance(values, GraphQLEnumType):
            for value in values.values.keys() - order.paths.keys():
                yield f"{values.name}.{value}: no rule says what it orders by."


def _names_in(schema: GraphQLSchema, name: str) -> set[str]:
    known = schema.type_map.get(name)
    return set(known.fields) if isinstance(known, GraphQLInputObjectType) else set()


def _of_inputs(schema: GraphQLSchema, inputs: Iterable[str]) -> Iterator[str]:
    taken = _reached(schema.type_map, [*inputs, *FILTERS, *ORDERS])
    for name, kind in schema.type_map.items():
        if isinstance(kind, GraphQLInputObjectType) and name not in taken:
            yield f"{name}: no mutation and no list takes it."


def _reached(types: Mapping[str, Any], names: list[str]) -> set[str]:
    """The inputs of these names, and those inside them."""
    found: set[str] = set()
    while names:
        kind = types.get(names.pop())
        if isinstance(kind, GraphQLInputObjectType) and kind.name not in found:
            found.add(kind.name)
            names += [get_named_type(member.type).name for member in kind.fields.values()]
    return found
