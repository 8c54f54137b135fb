"""The vocabulary as GraphQL enumerations, each value with what it means."""

from __future__ import annotations

from typing import Any

import strawberry

from claimgraph.rules import codes, standing, vocabulary
from claimgraph.schema.declared import NAMES, text_of


def enumeration(kind: Any, meanings: dict[str, str], description: str = "") -> Any:
    """Makes a GraphQL enumeration of `kind` and registers it by its name."""
    strawberry.enum(kind, description=description or text_of(kind))
    for value in kind.__strawberry_definition__.values:
        value.description = meanings[value.name]
    NAMES[kind.__name__] = kind
    return kind


def _register(words: Any) -> None:
    for kind in vars(words).values():
        if isinstance(kind, type) and issubclass(kind, vocabulary.Word) and kind is not vocabulary.Word:
            enumeration(kind, {word.name: word.description for word in kind})


_register(vocabulary)
enumeration(codes.ErrorCode, {code.name: code.description for code in codes.ErrorCode})
enumeration(standing.Standing, {str(one.name): meaning for one, meaning in standing.MEANINGS.items()})
