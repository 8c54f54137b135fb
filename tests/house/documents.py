"""A schema's document as parts by name, so that two can be compared whatever their order and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import parse, print_ast
from graphql.language import ListValueNode, SchemaDefinitionNode

GENERATED = re.compile(r" ?(Open to|Seen by|Own refusals:) [^.]*\.")
"""The sentences that a description gets from the rule that stands beside it."""


@dataclass(frozen=True)
class Part:
    """A definition, field, argument or value: what it is, and what stands on it."""

    what: str
    default: str
    interfaces: frozenset[str]
    directives: frozenset[str]
    description: str

    @property
    def own_words(self) -> str:
        """The description in one line, without the sentences of its rules."""
        return " ".join(GENERATED.sub("", self.description).split())


def parts(text: str) -> dict[str, Part]:
    """Every part of a document by its path: `Commitment.claims(first)`, `directive rows(scope)`."""
    return dict(
        found for node in parse(text, no_location=True).definitions for found in _parts(node, _name(node))
    )


def _name(node: Any) -> str:
    if isinstance(node, SchemaDefinitionNode):
        return "schema"
    return f"directive {node.name.value}" if node.kind == "directive_definition" else str(node.name.value)


def _parts(node: Any, path: str) -> Iterator[tuple[str, Part]]:
    yield path, _part(node)
    for below in (*(getattr(node, "fields", None) or ()), *(getattr(node, "values", None) or ())):
        yield from _parts(below, f"{path}.{below.name.value}")
    for below in getattr(node, "arguments", None) or ():
        yield from _parts(below, f"{path}({below.name.value})")


def _part(node: Any) -> Part:
    kind = getattr(node, "type", None)
    default = getattr(node, "default_value", None)
    return Part(
        what=print_ast(kind) if kind else node.kind,
        default=print_ast(default) if default else "",
        interfaces=frozenset(one.name.value for one in getattr(node, "interfaces", None) or ()),
        directives=frozenset(_directive(one) for one in getattr(node, "directives", None) or ()),
        description=node.description.value if node.description else "",
    )


def _directive(node: Any) -> str:
    """A directive as it stands there, its lists in the order of the alphabet."""
    told = sorted(f"{one.name.value}: {_value(one.value)}" for one in node.arguments or ())
    return f"@{node.name.value}({', '.join(told)})"


def _value(node: Any) -> str:
    if isinstance(node, ListValueNode):
        return f"[{', '.join(sorted(print_ast(one) for one in node.values))}]"
    return print_ast(node)
