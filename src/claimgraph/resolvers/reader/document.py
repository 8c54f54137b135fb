"""Documents: parsed, validated and planned once, and kept while they are asked for.

What is kept is bounded twice: by the number of documents and by their length; of each document, by the
number of shapes of its variables. Whoever sends ever new ones makes the oldest go.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)
from graphql.execution.collect_fields import FragmentDetails

from claimgraph.resolvers.reader.plan import Plan
from claimgraph.resolvers.reader.selection import Operation, Selected, Selection
from claimgraph.resolvers.reader.shapes import Shape, Shaping, shape_of, shapings
from claimgraph.storage.database import Dialect

MOST_DOCUMENTS = 1_000
MOST_CHARACTERS = 4_000_000
MOST_SHAPES = 32
"""Of one operation."""

MOST_TOKENS = 5_000
MOST_ERRORS = 10


@dataclass
class Plans:
    """What was planned for an operation with variables of one shape: its root fields, and a plan for each."""

    roots: list[Selected]
    by_root: dict[Hashable, Plan] = field(default_factory=dict)


@dataclass
class KnownOperation:
    """One operation of a document, with what was planned for it."""

    definition: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    shapings: dict[str, Shaping]
    plans: OrderedDict[tuple[Dialect, Shape], Plans] = field(default_factory=OrderedDict)

    @property
    def is_query(self) -> bool:
        """Whether it only reads."""
        return self.definition.operation is OperationType.QUERY

    def planned(self, operation: Operation, dialect: Dialect) -> Plans:
        """The plans for the shape of these variables."""
        key = dialect, shape_of(self.shapings, operation.variables)
        found = self.plans.get(key)
        if found is None:
            found = self.plans[key] = Plans(Selection(operation).roots())
            if len(self.plans) > MOST_SHAPES:
                self.plans.popitem(last=False)
        else:
            self.plans.move_to_end(key)
        return found


@dataclass
class Document:
    """A document that was parsed and is valid."""

    node: DocumentNode
    length: int
    operations: dict[str | None, KnownOperation]

    def operation(self, name: str | None) -> KnownOperation | None:
        """The operation of a name; without one, the only one there is."""
        if name is not None:
            return self.operations.get(name)
        return next(iter(self.operations.values())) if len(self.operations) == 1 else None


Rules = Callable[[bool], list[Any]]


class Documents:
    """Reads documents; keeps those that are valid."""

    def __init__(self, schema: GraphQLSchema, rules: Rules) -> None:
        self.schema = schema
        self.rules = rules
        self.kept: OrderedDict[tuple[bool, str], Document] = OrderedDict()
        self.characters = 0
        self.hits = 0
        self.misses = 0

    def read(self, text: str, *, is_known: bool) -> Document | list[GraphQLError]:
        """A document, or what is wrong with it; strangers (`not is_known`) have stricter rules."""
        key = is_known, text
        found = self.kept.get(key)
        if found is not None:
            self.hits += 1
            self.kept.move_to_end(key)
            return found
        self.misses += 1
        made = self._made(text, is_known=is_known)
        if isinstance(made, Document):
            self._keep(key, made)
        return made

    def _keep(self, key: tuple[bool, str], document: Document) -> None:
        self.kept[key] = document
        self.characters += document.length
        while len(self.kept) > MOST_DOCUMENTS or (self.characters > MOST_CHARACTERS and len(self.kept) > 1):
            _, gone = self.kept.popitem(last=False)
            self.characters -= gone.length

    def _made(self, text: str, *, is_known: bool) -> Document | list[GraphQLError]:
        try:
            node = parse(text, max_tokens=MOST_TOKENS)
        except GraphQLError as error:
            return [error]
        faults = validate(
            self.schema, node, self.rules(is_known), max_errors=MOST_ERRORS, hide_suggestions=True
        )
        if faults:
            return faults
        fragments = {
            one.name.value: FragmentDetails(one)
            for one in node.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        operations: Mapping[str | None, KnownOperation] = {
            one.name.value if one.name else None: self._known(one, fragments)
            for one in node.definitions
            if isinstance(one, OperationDefinitionNode)
        }
        return Document(node, len(text), dict(operations))

    def _known(self, one: OperationDefinitionNode, fragments: dict[str, FragmentDetails]) -> KnownOperation:
        return KnownOperation(one, fragments, shapings(self.schema, one))
