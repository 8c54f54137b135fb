"""Finished answers: what the reader has written is passed on by graphql-core as it is.

Strawberry hands this class to graphql-core as its executor. `collected_errors`, `complete_value` and the
executor's constructor are not public there; the versions are pinned and tests show each use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError, is_non_null_type
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from claimgraph.resolvers.reader.answer import Fault
from claimgraph.resolvers.reader.selection import Operation


@dataclass(frozen=True)
class Finished:
    """The answer of a root field, and what could not be answered in it."""

    data: Any
    faults: tuple[Fault, ...] = ()


class Completing(StrawberryGraphQLCoreExecutionContext):
    """An execution that completes a Finished value by passing it on, its errors with their paths."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context_value.operation = Operation(
            self.schema, self.fragments, self.operation, self.variable_values
        )

    def complete_value(
        self,
        return_type: Any,
        field_details_list: Any,
        info: Any,
        path: Any,
        result: Any,
        position_context: Any,
    ) -> Any:
        """The value as the reader wrote it; everything else as graphql-core completes it."""
        if type(result) is not Finished:
            return super().complete_value(
                return_type, field_details_list, info, path, result, position_context
            )
        errors = [located(fault, path.as_list()) for fault in result.faults]
        if result.data is None and is_non_null_type(return_type):
            raise errors[0] if errors else TypeError("null for a non-null field")
        # add() keeps one error for a position, and a level has many
        self.collected_errors.errors.extend(errors)
        return result.data


def located(fault: Fault, root: list[str | int]) -> GraphQLError:
    """A fault as GraphQL tells it: its path from the operation down, and where it stands in the document."""
    return GraphQLError(
        fault.error.message,
        fault.nodes,
        path=[*root, *fault.below],
        extensions=fault.error.extensions,
        original_error=fault.error,
    )
