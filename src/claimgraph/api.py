"""The roof: puts the schema together, and answers operations.

Parsing, validation and execution are graphql-core's, on the schema that Strawberry made; the executor
passes the reader's finished answers on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any

import strawberry
import structlog
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    execute,
    specified_rules,
)
from graphql.execution.values import VariableValues, get_variable_values
from graphql.validation import ASTValidationRule
from strawberry.schema.config import StrawberryConfig

from claimgraph.auth.viewer import Asking
from claimgraph.errors import RequestError
from claimgraph.resolvers import queries
from claimgraph.resolvers.action import ACTIONS, MUTATIONS, Action
from claimgraph.resolvers.actions import (
    access,
    assessment,
    claim_entry,
    claim_steps,
    claim_submission,
    commitment_steps,
    contacts,
    decision,
    people,
    tokens,
    uploads,
)
from claimgraph.resolvers.actions import commitments as commitment_actions
from claimgraph.resolvers.actions import directory as directory_actions
from claimgraph.resolvers.actions import periods as period_actions
from claimgraph.resolvers.actions import projects as project_actions
from claimgraph.resolvers.actions import schedule as schedule_actions
from claimgraph.resolvers.context import Context, Services
from claimgraph.resolvers.entry import QUERIES, ROOTS
from claimgraph.resolvers.gaps import check
from claimgraph.resolvers.queries import LISTS
from claimgraph.resolvers.reader.answer import Fault
from claimgraph.resolvers.reader.answerers import commitments as commitment_answers
from claimgraph.resolvers.reader.answerers import projects as project_answers
from claimgraph.resolvers.reader.answerers import readiness as readiness_answers
from claimgraph.resolvers.reader.document import MOST_ERRORS, Document, Documents, KnownOperation
from claimgraph.resolvers.reader.finished import Completing, located
from claimgraph.resolvers.reader.selection import Operation, Selected
from claimgraph.schema import (
    actors,
    claim_lines,
    claim_lists,
    claims,
    commitments,
    directory,
    errors,
    files,
    periods,
    projects,
    readiness,
    retention,
    schedule,
    valuations,
)
from claimgraph.schema.declared import NAMES, TYPES, resolved_in_names
from claimgraph.schema.directives import OF_DIRECTIVES, complete
from claimgraph.schema.policy import rule_book
from claimgraph.schema.printer import printed
from claimgraph.schema.scalars import SCALARS
from claimgraph.schema.words import enumeration
from claimgraph.storage.failures import Passing

NOUNS = (
    errors,
    actors,
    directory,
    projects,
    periods,
    commitments,
    schedule,
    claims,
    claim_lines,
    claim_lists,
    valuations,
    retention,
    readiness,
    files,
    queries,
    commitment_answers,
    project_answers,
    readiness_answers,
    people,
    tokens,
    directory_actions,
    project_actions,
    access,
    period_actions,
    commitment_actions,
    commitment_steps,
    contacts,
    schedule_actions,
    claim_entry,
    claim_steps,
    claim_submission,
    assessment,
    decision,
    uploads,
)
"""The files that declare something, in the order of the contract."""


log = structlog.get_logger()


@dataclass(frozen=True)
class Answer:
    """What an operation answers. With `is_request_error` nothing was executed, and there is no data.

    `needs_post` tells that a mutation came in a way that only takes queries.
    """

    data: dict[str, Any] | None
    errors: list[dict[str, Any]] = field(default_factory=list)
    is_request_error: bool = False
    needs_post: bool = False


@cache
def schema() -> strawberry.Schema:
    """The schema, put together once. Raises Incomplete when anything in it has no rule."""
    query = resolved_in_names(
        strawberry.type(type("Query", (), dict(QUERIES)), description="Everything that can be asked.")
    )
    _name_actions()
    mutation = resolved_in_names(strawberry.type(type("Mutation", (), _mutations()), description=MUTATION))
    made = strawberry.Schema(
        query=query,
        mutation=mutation,
        types=[NAMES[name] for name in (*_types(), *OF_DIRECTIVES)],
        execution_context_class=Completing,
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )
    complete(made._schema)
    check(made._schema)
    return made


def sdl() -> str:
    """The contract in the language of schemas, as `schema.graphql` keeps it."""
    nouns = [name for name in _types() if "Payload" not in TYPES[name].interfaces]
    asked = [name for made in _actions() for name in (made.input_type, made.payload_type)]
    return printed(core(), [*nouns, *asked, "Query", "Mutation"])


def policy() -> str:
    """The rule book as `docs/policy.md` keeps it: who sees what, and who may do what."""
    schema()
    return rule_book(_types(), _actions(), LISTS)


def _types() -> list[str]:
    """The declared types in the order of the nouns."""
    return sorted(TYPES, key=lambda name: _place(TYPES[name].origin))


def _actions() -> list[Action]:
    """The actions in the order of the nouns."""
    return sorted(ACTIONS.values(), key=lambda made: _place(made.function))


def _place(declared: Any) -> int:
    names = [noun.__name__ for noun in NOUNS]
    return names.index(declared.__module__) if declared.__module__ in names else -1


def _mutations() -> dict[str, Any]:
    return {made.function.__name__: MUTATIONS[made.function.__name__] for made in _actions()}


MUTATION = (
    "Everything that can be done; each is one transaction, whole or not at all, unless it answers results "
    "one by one."
)


def _name_actions() -> None:
    """Action: one value for each mutation, by its name."""
    meanings = {made.function.__name__.upper(): f"{made.in_short}: {made.name}." for made in _actions()}
    enumeration(Enum("Action", {name: name for name in meanings}), meanings, ACTION)


ACTION = (
    "What can be done: one value for each mutation, by its name. More may be added; ignore those you do not "
    "know."
)


def core() -> GraphQLSchema:
    """The schema as graphql-core knows it."""
    return schema()._schema


async def answer(
    services: Services,
    asking: Asking,
    query: str,
    variables: Mapping[str, Any] | None = None,
    operation_name: str | None = None,
    *,
    only_query: bool = False,
) -> Answer:
    """Answers one operation, whole: a query from one snapshot, each mutation in its own transaction."""
    document = documents().read(query, is_known=asking.viewer is not None)
    if not isinstance(document, Document):
        return _refused(document)
    known = document.operation(operation_name)
    if known is None:
        return _refused([_no_operation(operation_name)])
    if only_query and not known.is_query:
        message = "A mutation is sent by POST; GET takes queries alone."
        return _refused([GraphQLError(message, known.definition)], needs_post=True)
    values = understood(known, variables or {})
    if isinstance(values, list):
        return _refused(values)
    operation = Operation(core(), known.fragments, known.definition, values)
    context = Context(services, asking, operation)
    plans = known.planned(operation, services.database.dialect)
    context.plans = plans.by_root
    if known.is_query and all(root.name in ROOTS for root in plans.roots):
        return await _read(context, plans.roots)
    result = await _executed(document.node, known, dict(variables or {}), context)
    return Answer(result.data, [told(error, asking) for error in result.errors or []])


@cache
def documents() -> Documents:
    """The documents of this process."""
    return Documents(core(), rules)


def rules(is_known: bool) -> list[type[ASTValidationRule]]:
    """The rules for documents; who is not signed in learns nothing about the schema."""
    return [*specified_rules, *([] if is_known else [NoSchemaIntrospectionCustomRule])]


def understood(known: KnownOperation, variables: Mapping[str, Any]) -> VariableValues | list[GraphQLError]:
    """The variables as their types take them, or what is wrong with them."""
    definitions = known.definition.variable_definitions or ()
    return get_variable_values(
        core(), definitions, dict(variables), max_errors=MOST_ERRORS, hide_suggestions=True
    )


async def _read(context: Context, roots: list[Selected]) -> Answer:
    """The answer of a query whose root fields the reader knows, from one snapshot; no executor is needed."""
    if context.viewer is None:
        return await _read_all(context, roots)
    async with context.services.database.reading() as reading:
        context.reading = reading
        return await _read_all(context, roots)


async def _read_all(context: Context, roots: list[Selected]) -> Answer:
    data: dict[str, Any] = {}
    errors: list[dict[str, Any]] = []
    for root in roots:
        data[root.key], faults = await _read_one(context, root)
        errors += [told(located(fault, [root.key]), context.asking) for fault in faults]
    return Answer(data, errors)


async def _read_one(context: Context, root: Selected) -> tuple[Any, Iterable[Fault]]:
    variables = context.operation.variables
    given = ROOTS[root.name].arguments
    arguments = {name: root.arguments[name].read(variables) for name in given}
    try:
        found = await ROOTS[root.name].read(context, root, **arguments)
    except RequestError as wrong:
        return None, [Fault((), wrong, root.nodes)]
    return (found.data, found.faults) if found else (None, ())


async def _executed(
    document: DocumentNode, known: KnownOperation, variables: dict[str, Any], context: Context
) -> ExecutionResult:
    if not known.is_query or context.viewer is None:
        return await _run(document, known, variables, context)
    async with context.services.database.reading() as reading:
        context.reading = reading
        return await _run(document, known, variables, context)


async def _run(
    document: DocumentNode, known: KnownOperation, variables: dict[str, Any], context: Context
) -> ExecutionResult:
    name = known.definition.name
    result = execute(
        core(),
        document,
        context_value=context,
        variable_values=variables,
        operation_name=name.value if name else None,
        executor_class=Completing,
        hide_suggestions=True,
    )
    return result if isinstance(result, ExecutionResult) else await result


def _no_operation(name: str | None) -> GraphQLError:
    if name is None:
        return GraphQLError("The document has several operations or none; say which one with operationName.")
    return GraphQLError(f"The document has no operation {name[:80]!r}.")


def _refused(found: list[GraphQLError], *, needs_post: bool = False) -> Answer:
    return Answer(None, [_plainly(error) for error in found], is_request_error=True, needs_post=needs_post)


def _plainly(error: GraphQLError) -> dict[str, Any]:
    """An error as it is, with a code."""
    return {**error.formatted, "extensions": {"code": "BAD_INPUT", **(error.extensions or {})}}


def told(error: GraphQLError, asking: Asking) -> dict[str, Any]:
    """An error as it is answered: ours and graphql-core's as they are, anything else masked and logged."""
    cause = error.original_error
    # what a database that is gone says of itself is for the log alone
    if cause is None or (isinstance(cause, RequestError | GraphQLError) and not isinstance(cause, Passing)):
        return _plainly(error)
    log.error("operation.failed", request_id=asking.request_id, path=error.path, exc_info=cause)
    message = f"Something went wrong on our side; it is logged as {asking.request_id}."
    return {**error.formatted, "message": message, "extensions": {"code": "INTERNAL"}}
