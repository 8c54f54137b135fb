"""Directives: authorization and semantics as the contract shows them, read back from the declarations.

Strawberry knows no descriptions and no defaults of directives, so their definitions are graphql-core's own.
They are set on the finished schema, where introspection finds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, cast

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLDirective,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLSchema,
    Undefined,
    parse,
    parse_const_value,
    type_from_ast,
    value_from_ast_untyped,
)
from graphql.language import (
    ConstArgumentNode,
    ConstDirectiveNode,
    DirectiveDefinitionNode,
    InputValueDefinitionNode,
    NameNode,
)

from claimgraph.auth.guards import OpenTo
from claimgraph.rules.standing import Standing
from claimgraph.schema.declared import Declared, Field

DESCRIPTION = """\
Subcontractors' progress claims: who may claim, what is claimed, what is certified, and why.

What you may not see does not exist: not in lists, counts, filters, or by its id. A field that you may not \
see on something that you see is null, with an error FORBIDDEN at its path.
Refusals of business rules are userErrors in the payload, and nothing was done. Errors of the request stand \
in errors with extensions.code: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RATE_LIMITED, TOO_COMPLEX, BAD_INPUT, \
INTERNAL.
Ask viewerActions what you may do before you try. Every mutation takes dryRun and idempotencyKey; those that \
change one thing take expectedVersion.
In inputs that change something, what is left out stays and null clears. Lists page by cursors, 100 at most; \
ties are broken by id. Enums may grow."""

OF_DIRECTIVES = ("RowScope", "ContactRestriction")
"""The enumerations that only directives mention."""

DIRECTIVES = '''
"""Which rows of the type exist for a viewer. Required on every object type with rows of its own. A field of \
such a type without @visibleTo is for everyone who sees the row."""
directive @rows(
  """The rule that decides which rows exist."""
  scope: RowScope!
) on OBJECT

"""Who sees the field on a row that he sees; for all others it is null with one error FORBIDDEN at its path. \
Such a field is nullable and can't be filtered or ordered by."""
directive @visibleTo(
  """The standings, any of which opens the field."""
  standings: [Standing!]!
  """A condition on the row's project that closes the field to claim contacts, and to them alone; without it \
their standing suffices."""
  contactUnless: ContactRestriction
) on FIELD_DEFINITION

"""Who may call the mutation at all, judged on the object that the input names; an object that the caller \
can't see is not found."""
directive @openTo(
  """The standings, any of which opens the mutation."""
  standings: [Standing!]!
) on FIELD_DEFINITION

"""The refusals of its own that a mutation can answer, besides the general ones every mutation has."""
directive @refuses(
  """Codes that userErrors may hold."""
  codes: [ErrorCode!]!
) on FIELD_DEFINITION

"""Null here only ever comes with an error at the same path, so generated clients may treat the value as \
present."""
directive @semanticNonNull(
  """Levels of the list the promise holds for, from 0 outside."""
  levels: [Int!]! = [0]
) on FIELD_DEFINITION
'''


class Opening(Protocol):
    """What a mutation says of itself: to whom it is open, and the refusals of its own."""

    @property
    def open_to(self) -> OpenTo:
        """Who may call it at all."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that its userErrors may hold."""


def complete(schema: GraphQLSchema) -> None:
    """Gives a schema what Strawberry can't: description, directives, and inputs of which one is given."""
    schema.description = DESCRIPTION
    found = [node for node in parse(DIRECTIVES).definitions if isinstance(node, DirectiveDefinitionNode)]
    schema.directives = (*schema.directives, *(_directive(schema, node) for node in found))
    for known in schema.type_map.values():
        if isinstance(known, GraphQLInputObjectType):
            known.is_one_of = known.extensions["strawberry-definition"].is_one_of


def _directive(schema: GraphQLSchema, node: DirectiveDefinitionNode) -> GraphQLDirective:
    return GraphQLDirective(
        node.name.value,
        [DirectiveLocation[one.value] for one in node.locations],
        {one.name.value: _argument(schema, one) for one in node.arguments or ()},
        description=node.description.value if node.description else None,
    )


def _argument(schema: GraphQLSchema, node: InputValueDefinitionNode) -> GraphQLArgument:
    return GraphQLArgument(
        cast(GraphQLInputType, type_from_ast(schema, node.type)),
        value_from_ast_untyped(node.default_value) if node.default_value else Undefined,
        description=node.description.value if node.description else None,
    )


def of_type(declared: Declared) -> Iterator[ConstDirectiveNode]:
    """The directives on a type: which of its rows exist."""
    if not declared.is_interface and "Payload" not in declared.interfaces:
        yield _applied("rows", scope=declared.rows.name)


def of_field(declared: Field) -> Iterator[ConstDirectiveNode]:
    """The directives on a field: who sees it, and whether it is there unless an error says so."""
    guard = declared.to
    if not guard.is_open:
        unless = {"contactUnless": guard.contact_unless.name} if guard.contact_unless else {}
        yield _applied("visibleTo", standings=_listed(_names(guard.standings)), **unless)
    if declared.is_semantic:
        yield _applied("semanticNonNull")


def of_mutation(opening: Opening) -> Iterator[ConstDirectiveNode]:
    """The directives on a mutation: who may, and what it refuses."""
    yield _applied("openTo", standings=_listed(_names(opening.open_to.standings)))
    if opening.codes:
        yield _applied("refuses", codes=_listed(opening.codes))
    yield _applied("semanticNonNull")


def _names(standings: Standing) -> list[str]:
    return [str(one.name) for one in standings]


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(names)}]"


def _applied(name: str, **arguments: str) -> ConstDirectiveNode:
    return ConstDirectiveNode(
        name=NameNode(value=name),
        arguments=tuple(
            ConstArgumentNode(name=NameNode(value=key), value=parse_const_value(text))
            for key, text in arguments.items()
        ),
    )
