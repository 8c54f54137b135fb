"""Ways in: how a function becomes a root field of the schema."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from graphql.execution.collect_fields import FieldDetails
from strawberry import Info
from strawberry.annotation import StrawberryAnnotation
from strawberry.permission import PermissionExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from claimgraph.auth.guards import EVERYONE, OpenTo
from claimgraph.errors import Unauthenticated
from claimgraph.resolvers.context import Context
from claimgraph.resolvers.reader.door import Reader
from claimgraph.resolvers.reader.finished import Finished
from claimgraph.resolvers.reader.selection import Selected, Selection
from claimgraph.schema.declared import DECLARED, NAMES, Argument, Field, text_of

Answer = Callable[..., Awaitable[Any]]
ReadAnswer = Callable[..., Awaitable[Finished | None]]

QUERIES: dict[str, StrawberryField] = {}
"""The root fields for reading, by name."""

ONLY_INFO = inspect.Signature(
    [inspect.Parameter("info", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Info)]
)


def root_field(
    name: str,
    annotation: str,
    text: str,
    arguments: tuple[Argument, ...],
    answer: Answer,
    open_to: OpenTo | None = None,
    declared: Any = None,
) -> StrawberryField:
    """A root field: `answer` gets graphql-core's info, and the arguments as Strawberry understood them."""

    async def resolve(info: Info, **given: Any) -> Any:
        return await answer(info._raw_info, **given)

    resolve.__signature__ = ONLY_INFO  # type: ignore[attr-defined]
    built = StrawberryField(
        python_name=name,
        type_annotation=StrawberryAnnotation(annotation, namespace=NAMES),
        description=text,
        base_resolver=StrawberryResolver(resolve),
        extensions=[PermissionExtension([open_to], use_directives=False)] if open_to else [],
        metadata={DECLARED: declared},
    )
    built.arguments = [
        StrawberryArgument(
            python_name=one.name,
            graphql_name=None,
            type_annotation=StrawberryAnnotation(one.type, namespace=NAMES),
            description=one.text,
            default=one.default,
        )
        for one in arguments
    ]
    return built


def selected(info: Any) -> Selected:
    """The root field that is being answered, as graphql-core tells it."""
    details = [FieldDetails(node, None) for node in info.field_nodes]
    return Selection(info.context.operation).selected(info.parent_type, info.path.key, details)


@dataclass(frozen=True)
class Root:
    """A root field for reading: the function that answers it, and whether strangers may ask."""

    answer: ReadAnswer
    is_for_strangers: bool
    arguments: tuple[str, ...]

    async def read(self, context: Context, asked: Selected, **arguments: Any) -> Finished | None:
        """Its answer; null for strangers where they may ask. Raises Unauthenticated."""
        if context.viewer is not None:
            return await self.answer(Reader(context, asked), **arguments)
        if self.is_for_strangers:
            return None
        raise Unauthenticated


ROOTS: dict[str, Root] = {}
"""The root fields for reading by their names, as they are answered."""


def query(
    annotation: str,
    arguments: tuple[Argument, ...] = (),
    *,
    declared: Field | None = None,
    semantic: bool = False,
    is_for_strangers: bool = False,
) -> Callable[[ReadAnswer], ReadAnswer]:
    """Makes a function of reader and arguments a root field of Query; its docstring is the description.

    With `semantic` it is null with an error only. What it answers is the viewer's by the scope of its type.
    """

    def register(answer: ReadAnswer) -> ReadAnswer:
        name = answer.__name__
        root = ROOTS[name] = Root(
            answer, is_for_strangers, () if declared else tuple(one.name for one in arguments)
        )

        async def read(info: Any, **arguments: Any) -> Finished | None:
            return await root.read(info.context, selected(info), **arguments)

        told = replace(declared or Field(text=text_of(answer), to=EVERYONE), is_semantic=semantic)
        QUERIES[name] = root_field(name, annotation, told.text, arguments, read, declared=told)
        return answer

    return register
