"""A schema of the tests' own in place of the contract: what a server does with answers, whatever they are."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any

from graphql import (
    GraphQLError,
    build_schema,
    execute,
    get_operation_ast,
    parse,
    validate,
)

from claimgraph.api import Answer
from claimgraph.auth.viewer import Asking
from claimgraph.resolvers.context import Services
from claimgraph.storage.failures import Busy

SCHEMA = build_schema("""
    type Query {
        viewer: String
        echo(text: String!): String
        refused: String
        slow(seconds: Float!): String
        busy: String
        broken: String
    }
    type Mutation { change: String }
""")


async def answering(
    services: Services,
    asking: Asking,
    query: str,
    variables: Mapping[str, Any] | None = None,
    operation_name: str | None = None,
    *,
    only_query: bool = False,
) -> Answer:
    """Answers as `claimgraph.api.answer` does, from the schema above."""
    try:
        document = parse(query)
    except GraphQLError as error:
        return _refused(error)
    if wrong := validate(SCHEMA, document):
        return _refused(*wrong)
    operation = get_operation_ast(document, operation_name)
    if operation is None:
        return _refused(GraphQLError("Which operation?"))
    if only_query and operation.operation.value != "query":
        return Answer(None, [{"message": "A mutation needs POST."}], is_request_error=True, needs_post=True)
    return await _executed(document, Root(asking), variables, operation_name)


async def _executed(document: Any, root: Root, variables: Any, operation_name: str | None) -> Answer:
    result = execute(SCHEMA, document, root, variable_values=variables, operation_name=operation_name)
    if isinstance(result, Awaitable):
        result = await result
    for error in result.errors or []:
        if isinstance(error.original_error, Busy | ZeroDivisionError):
            raise error.original_error
    return Answer(result.data, [dict(error.formatted) for error in result.errors or []])


class Root:
    """How each field of the schema ends."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking

    def viewer(self, _info: object) -> str | None:
        return self.asking.viewer.name if self.asking.viewer else None

    def echo(self, _info: object, text: str) -> str:
        return text

    def refused(self, _info: object) -> str:
        raise GraphQLError("Not yours.", extensions={"code": "FORBIDDEN"})

    async def slow(self, _info: object, seconds: float) -> str:
        await asyncio.sleep(seconds)
        return "done"

    def busy(self, _info: object) -> str:
        raise Busy("postgresql://claims:hunter2@db is busy")

    def broken(self, _info: object) -> str:
        raise ZeroDivisionError("the secret of the house")

    def change(self, _info: object) -> str:
        return "changed"


def _refused(*errors: GraphQLError) -> Answer:
    told = [{**error.formatted, "extensions": {"code": "BAD_INPUT"}} for error in errors]
    return Answer(None, told, is_request_error=True)
