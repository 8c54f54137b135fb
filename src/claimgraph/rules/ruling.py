"""How a rule says which refusals it can answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def rule(*codes: str) -> Callable[[F], F]:
    """Says the codes that a rule can answer; a test shows that each is reached and none is missing."""

    def mark(function: F) -> F:
        function.codes = codes  # type: ignore[attr-defined]
        return function

    return mark


def codes_of(function: Callable[..., Any] | None) -> tuple[str, ...]:
    """The codes that a rule can answer; none for no rule."""
    return tuple(getattr(function, "codes", ()))
