"""Ways in: how a function becomes a root field of the schema."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from strawberry import Info
from strawberry.annotation import StrawberryAnnotation
from strawberry.permission import PermissionExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from claimgraph.auth.guards import EVERYONE, OpenTo
from claimgraph.schema.declared import DECLARED, NAMES, Argument, Field, text_of

Answer = Callable[..., Awaitable[Any]]

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


def query(
    annotation: str,
    arguments: tuple[Argument, ...] = (),
    *,
    declared: Field | None = None,
    semantic: bool = False,
) -> Callable[[Answer], Answer]:
    """Makes a function a root field of Query; its docstring is the description.

    With `semantic` it is null with an error only. What it answers is the viewer's by the scope of its type.
    """

    def register(answer: Answer) -> Answer:
        name = answer.__name__
        told = replace(declared or Field(text=text_of(answer), to=EVERYONE), is_semantic=semantic)
        QUERIES[name] = root_field(name, annotation, told.text, arguments, answer, declared=told)
        return answer

    return register
