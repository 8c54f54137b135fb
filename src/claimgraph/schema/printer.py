"""The contract as text: the schema in the language of schemas, with descriptions and applied directives.

graphql-core prints a schema without the directives that stand on its types and fields; here they are put
in from the declarations. A type is followed by what it is the first to mention, so nouns stay together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from graphql import GraphQLSchema, Visitor, parse, print_ast, print_schema, visit
from graphql.language import (
    ConstDirectiveNode,
    DirectiveDefinitionNode,
    NamedTypeNode,
    Node,
    SchemaDefinitionNode,
    TypeDefinitionNode,
)

from claimgraph.schema import directives
from claimgraph.schema.declared import DECLARED, TYPES

Types = dict[str, TypeDefinitionNode]


def printed(schema: GraphQLSchema, order: Iterable[str]) -> str:
    """The schema as a document. `order` names types in turn; each draws the others after it."""
    document = parse(print_schema(schema), no_location=True)
    types: Types = {
        one.name.value: _with_directives(schema, one)
        for one in document.definitions
        if isinstance(one, TypeDefinitionNode)
    }
    head = [
        one for one in document.definitions if isinstance(one, SchemaDefinitionNode | DirectiveDefinitionNode)
    ]
    return "\n\n".join(print_ast(one) for one in [*head, *_placed(types, list(order), head)]) + "\n"


def _with_directives(schema: GraphQLSchema, node: Any) -> Any:
    """A type with the directives on itself and on its fields."""
    name = node.name.value
    fields = getattr(node, "fields", None)
    if fields:
        node = replace(
            node, fields=tuple(_added(one, _on_field(schema, name, one.name.value)) for one in fields)
        )
    return _added(node, directives.of_type(TYPES[name])) if name in TYPES else node


def _added(node: Any, found: Iterator[ConstDirectiveNode]) -> Any:
    return replace(node, directives=(*(node.directives or ()), *found))


def _on_field(schema: GraphQLSchema, type_name: str, name: str) -> Iterator[ConstDirectiveNode]:
    known: Any = schema.type_map[type_name]
    definition = known.fields[name].extensions.get("strawberry-definition")
    declared = definition and definition.metadata.get(DECLARED)
    if not declared:
        return iter(())
    return directives.of_mutation(declared) if type_name == "Mutation" else directives.of_field(declared)


def _placed(types: Types, order: list[str], head: Iterable[Node]) -> Iterable[TypeDefinitionNode]:
    """The types: those that the head mentions, then each of the order and what it is the first to mention."""
    placed: Types = {}

    def place(name: str) -> None:
        if name in types and name not in placed:
            placed[name] = types[name]
            follow(types[name])

    def follow(node: Node) -> None:
        for name in _mentioned(node):
            if name not in ordered:
                place(name)

    ordered = set(order)
    for node in head:
        follow(node)
    for name in order:
        place(name)
    assert placed.keys() == types.keys(), "every type is mentioned by one in the order"
    return placed.values()


class _Names(Visitor):
    """Collects the types that a definition mentions."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def enter_named_type(self, node: NamedTypeNode, *_: Any) -> None:
        """One more."""
        self.found.append(node.name.value)


def _mentioned(node: Node) -> list[str]:
    names = _Names()
    visit(node, names)
    return names.found
