"""What was asked: the fields of one level, with fragments, aliases, conditions and arguments worked out.

graphql-core does the collecting and the coercion. A plan outlives its request, so an argument is kept by its
shape (`Given`): what it was when the plan was made, and how it is read from the variables of another request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    ValueNode,
    VariableNode,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues, get_argument_values
from graphql.language import Visitor, visit
from graphql.utilities import value_from_ast
from strawberry.utils.str_converters import to_camel_case

Details = list[FieldDetails]
Variables = Mapping[str, Any]
Read = Callable[[Variables], Any]


@dataclass(frozen=True)
class Operation:
    """One running operation, as graphql-core's execution knows it."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDetails]
    definition: OperationDefinitionNode
    variable_values: VariableValues

    @property
    def variables(self) -> Variables:
        """The variables as they were understood."""
        return self.variable_values.coerced


@dataclass(frozen=True)
class Given:
    """An argument, or a part of one: its value when the plan was made, and how it is read for a request."""

    value: Any
    read: Read

    def member(self, name: str | int) -> Given:
        """A member of an object, or an item of a list."""
        read = self.read
        return Given(self.value[name], lambda variables: read(variables)[name])

    def members(self) -> Iterator[tuple[str, Given]]:
        """The members of an object that are given and not null."""
        for name, value in self.value.items():
            if value is not None:
                yield name, self.member(name)

    def items(self) -> list[Given]:
        """The items of a list."""
        return [self.member(place) for place in range(len(self.value))]


Arguments = Mapping[str, Given]


@dataclass(frozen=True)
class Selected:
    """One field of a level: under which key it is answered, its name, its arguments, what is below it."""

    key: str
    name: str
    arguments: Arguments
    details: Details

    @property
    def nodes(self) -> list[FieldNode]:
        """Where it stands in the document."""
        return [detail.node for detail in self.details]

    def argument(self, name: str) -> Given | None:
        """An argument; None when it was left out, or null."""
        found = self.arguments.get(name)
        return None if found is None or found.value is None else found


@dataclass(frozen=True)
class Selection:
    """Reads the selections of one operation."""

    operation: Operation

    def below(self, type_name: str, details: Details) -> list[Selected]:
        """The fields selected on a type below these field nodes, in the order of the answer."""
        operation = self.operation
        kind = operation.schema.type_map[type_name]
        assert isinstance(kind, GraphQLObjectType)
        grouped = collect_subfields(
            operation.schema,
            operation.fragments,
            operation.variable_values,
            operation.definition,
            kind,
            details,
        ).grouped_field_set
        return [self.selected(kind, key, found) for key, found in grouped.items()]

    def types_below(self, type_name: str) -> list[str]:
        """The object types that stand behind a type: itself, or those of an interface."""
        schema = self.operation.schema
        kind = schema.type_map[type_name]
        if isinstance(kind, GraphQLObjectType):
            return [type_name]
        return [possible.name for possible in schema.get_possible_types(kind)]  # type: ignore[arg-type]

    def roots(self) -> list[Selected]:
        """The root fields of the operation, in the order of the answer."""
        operation = self.operation
        kind = operation.schema.get_root_type(operation.definition.operation)
        assert kind is not None
        grouped = collect_fields(
            operation.schema,
            operation.fragments,
            operation.variable_values,
            kind,
            operation.definition,
        ).grouped_field_set
        return [self.selected(kind, key, found) for key, found in grouped.items()]

    def is_nullable(self, type_name: str, name: str) -> bool:
        """Whether a field may be null."""
        kind = self.operation.schema.type_map[type_name]
        assert isinstance(kind, GraphQLObjectType)
        return name != "__typename" and not is_non_null_type(kind.fields[name].type)

    def selected(self, kind: GraphQLObjectType, key: str, details: Details) -> Selected:
        """A field with its arguments."""
        node = details[0].node
        name = node.name.value
        if name == "__typename":
            return Selected(key, name, {}, details)
        return Selected(key, name, self._arguments(kind, node), details)

    def _arguments(self, kind: GraphQLObjectType, node: FieldNode) -> Arguments:
        # Introspection's fields stand in no type.
        known = self.operation.schema.get_field(kind, node.name.value)
        assert known is not None
        values = get_argument_values(known, node, self.operation.variable_values)
        written = {one.name.value: one.value for one in node.arguments or ()}
        return {
            name: Given(value, _reader(written.get(name), known.args[name].type, value))
            for name, value in values.items()
        }


def _reader(node: ValueNode | None, kind: Any, value: Any) -> Read:
    """How an argument is read from the variables: as one of them, with some inside, or always the same."""
    if isinstance(node, VariableNode):
        name = node.name.value
        return lambda variables: variables.get(name, value)
    if node is not None and _has_variables(node):
        return lambda variables: value_from_ast(node, kind, dict(variables))
    return lambda _: value


class _Finding(Visitor):
    """Looks for variables in a value."""

    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def enter_variable(self, *_: Any) -> None:
        """There is one."""
        self.found = True


def _has_variables(node: ValueNode) -> bool:
    finding = _Finding()
    visit(node, finding)
    return finding.found


def camel(name: str) -> str:
    """The GraphQL name of an attribute."""
    return to_camel_case(name)
