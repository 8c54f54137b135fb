"""Inputs: what a mutation is told. Left out stays, null clears; null where nothing can be cleared is said.

An optional member of a change is `Maybe[T]` (absent, or `Some(value)`); `Maybe[T | None]` where null clears.
In inputs that make something, an optional member is `T | None`, and null is the same as left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar, overload

import strawberry
from strawberry import UNSET, Some
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from claimgraph.errors import BadInput
from claimgraph.schema.declared import NAMES, text_of

T = TypeVar("T", bound=type)
Value = TypeVar("Value")

PLAIN_MAYBE = re.compile(r"Maybe\[(.+)\]")
NEVER_NULL = "__never_null__"


def given(text: str, *, default: Any = MISSING) -> Any:
    """A member of an input, with what it is for."""
    return StrawberryField(description=text, default=UNSET if default is None else default)


@overload
def input_type(origin: T) -> T: ...


@overload
def input_type(*, one_of: bool) -> Callable[[T], T]: ...


def input_type(origin: T | None = None, *, one_of: bool = False) -> Any:
    """Declares an input; its docstring is the description. With `one_of` exactly one member is given."""

    def declare(origin: T) -> T:
        setattr(origin, NEVER_NULL, _null_allowed_for_strawberry(origin))
        built = strawberry.input(origin, description=text_of(origin), one_of=one_of)
        NAMES[origin.__name__] = built
        return built

    return declare if origin is None else declare(origin)


def _null_allowed_for_strawberry(origin: type) -> frozenset[str]:
    """Lets null through to our own check, which says it better; answers where it is not taken."""
    never = set()
    for name, annotation in origin.__annotations__.items():
        found = PLAIN_MAYBE.fullmatch(annotation)
        if found:
            member = vars(origin)[name]
            member.default = member.default_value = MISSING
            if not found[1].endswith("| None"):
                origin.__annotations__[name] = f"Maybe[{found[1]} | None]"
                never.add(name)
    return frozenset(never)


@input_type
class Request:
    """What every mutation takes."""

    idempotency_key: str | None = given(
        "Any text of up to 255 characters; the same key with the same input within 24 hours answers the "
        "first "
        "result again.",
        default=None,
    )
    dry_run: bool | None = given(
        "True runs every rule and answers what would be, and keeps nothing.", default=False
    )


@input_type
class Change(Request):
    """What a mutation takes that changes one thing."""

    expected_version: int | None = given(
        "The version you read; refused with VERSION_CONFLICT when it has changed since.", default=None
    )


def understood(given_input: Any, path: str = "input") -> Any:
    """The input with None for what was left out. Raises BadInput where null was given and clears nothing."""
    if isinstance(given_input, list):
        for place, one in enumerate(given_input):
            understood(one, f"{path}.{place}")
    elif is_dataclass(given_input):
        never = _never_null(type(given_input))
        for member in fields(given_input):
            value = getattr(given_input, member.name)
            here = f"{path}.{to_camel_case(member.name)}"
            if value is UNSET:
                setattr(given_input, member.name, None)
            elif isinstance(value, Some):
                if value.value is None and member.name in never:
                    raise BadInput(f"{here} can't be null; leave it out to keep it as it is.")
                understood(value.value, here)
            else:
                understood(value, here)
    elif isinstance(given_input, str):
        refuse_unkept(given_input, path)
    return given_input


UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""What no database keeps: the character NUL, and halves of characters."""


def refuse_unkept(text: str, path: str) -> None:
    """Raises BadInput for a text with characters that can't be kept or looked for."""
    if UNKEPT.search(text):
        raise BadInput(f"{path} has a character that can't be kept: NUL, or half of one; take it out.")


def _never_null(kind: type) -> frozenset[str]:
    return frozenset().union(*(getattr(base, NEVER_NULL, frozenset()) for base in kind.__mro__))


def told(given_input: Any, *names: str) -> Iterator[tuple[str, Any]]:
    """The members of a change that were given, by name, with their values."""
    for name in names:
        value = getattr(given_input, name)
        if value is not None:
            yield name, value.value


def value_of(member: Some[Value] | None) -> Value | None:
    """The value of an optional member of a change; None when it was left out, or is null."""
    return None if member is None else member.value
