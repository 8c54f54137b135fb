"""The shape of an operation's variables: what of them decides how the operation is planned.

Which are given, which members of an input are, how deep filters nest, and words: enumeration values and
booleans, which choose orders, lists and `@skip`. Ids, numbers and texts are not part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    specified_scalar_types,
    type_from_ast,
)

Shape = tuple[Hashable, ...]
Shaping = Callable[[Any], Hashable]

ABSENT = "absent"
GIVEN = "given"


def shapings(schema: GraphQLSchema, operation: OperationDefinitionNode) -> dict[str, Shaping]:
    """How the shape of each variable is told, by its name."""
    found = {}
    for one in operation.variable_definitions or ():
        kind = type_from_ast(schema, one.type)
        found[one.variable.name.value] = _shaping(kind)
    return found


def shape_of(known: Mapping[str, Shaping], variables: Mapping[str, Any]) -> Shape:
    """The shape of these variables."""
    return tuple(shaping(variables[name]) if name in variables else ABSENT for name, shaping in known.items())


def _shaping(kind: Any) -> Shaping:
    if isinstance(kind, GraphQLNonNull):
        return _shaping(kind.of_type)
    if isinstance(kind, GraphQLList):
        return partial(_of_list, _shaping(kind.of_type), _is_plain(kind.of_type))
    if isinstance(kind, GraphQLInputObjectType):
        return partial(_of_input, {}, kind)
    if isinstance(kind, GraphQLEnumType) or kind is specified_scalar_types["Boolean"]:
        return _of_word
    return _of_scalar


def _is_plain(kind: GraphQLInputType) -> bool:
    """Whether values have all the same shape."""
    inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    return _shaping(inner) is _of_scalar


def _of_word(value: Hashable) -> Hashable:
    return value


def _of_scalar(value: Any) -> Hashable:
    return None if value is None else GIVEN


def _of_list(item: Shaping, is_plain: bool, values: Any) -> Hashable:
    if values is None or is_plain:
        return None if values is None else GIVEN
    return tuple(item(one) for one in values)


def _of_input(known: dict[str, Shaping], kind: GraphQLInputObjectType, value: Any) -> Hashable:
    """Inputs may hold themselves, so the shapings of their members are made when they are needed."""
    if value is None:
        return None
    shape = []
    for name, member in value.items():
        if name not in known:
            known[name] = _shaping(kind.fields[name].type)
        shape.append((name, known[name](member)))
    return tuple(shape)
