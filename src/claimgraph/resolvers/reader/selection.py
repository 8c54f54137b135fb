"""What was asked: the fields of one level, with fragments, aliases, conditions and arguments worked out.

graphql-core does the collecting, so that both lanes understand a document alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLObjectType
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import get_argument_values
from strawberry.utils.str_converters import to_camel_case

Details = list[FieldDetails]


@dataclass(frozen=True)
class Selected:
    """One field of a level: under which key it is answered, its name, its arguments, what is below it."""

    key: str
    name: str
    arguments: dict[str, Any]
    details: Details

    @property
    def nodes(self) -> list[FieldNode]:
        """Where it stands in the document."""
        return [detail.node for detail in self.details]


@dataclass(frozen=True)
class Selection:
    """Reads the selections of one running operation; `executor` is graphql-core's."""

    executor: Any

    def below(self, type_name: str, details: Details) -> list[Selected]:
        """The fields selected on a type below these field nodes, in the order of the answer."""
        kind = self.executor.schema.type_map[type_name]
        grouped = self.executor.collect_subfields(kind, details).grouped_field_set
        return [self._selected(kind, key, found) for key, found in grouped.items()]

    def types_below(self, type_name: str) -> list[str]:
        """The object types that stand behind a type: itself, or those of an interface."""
        kind = self.executor.schema.type_map[type_name]
        if isinstance(kind, GraphQLObjectType):
            return [type_name]
        return [possible.name for possible in self.executor.schema.get_possible_types(kind)]

    def _selected(self, kind: GraphQLObjectType, key: str, details: Details) -> Selected:
        node = details[0].node
        name = node.name.value
        if name == "__typename":
            return Selected(key, name, {}, details)
        arguments = get_argument_values(kind.fields[name], node, self.executor.variable_values)
        return Selected(key, name, arguments, details)


def camel(name: str) -> str:
    """The GraphQL name of an attribute."""
    return to_camel_case(name)
