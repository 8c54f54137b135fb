"""Python that a plan writes: expressions over rows, and what they name.

A fact or a field becomes an expression once, when its plan is made; the same text is run for whole answers
at once, and field by field where something was refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import CodeType
from typing import Any


@dataclass
class Code:
    """The names that expressions use: functions, tables and constants; and the variables that they have."""

    names: dict[str, Any] = field(default_factory=dict)
    known: dict[int, str] = field(default_factory=dict)
    variables: int = 0

    def name(self, thing: Any) -> str:
        """The name by which expressions know a thing."""
        if id(thing) not in self.known:
            self.known[id(thing)] = f"k{len(self.known)}"
            self.names[self.known[id(thing)]] = thing
        return self.known[id(thing)]

    def variable(self, beginning: str) -> str:
        """A variable that nothing else uses."""
        self.variables += 1
        return f"{beginning}{self.variables}"

    def compiled(self, expression: str) -> CodeType:
        """An expression that can be evaluated."""
        return compile(expression, "<plan>", "eval")

    def function(self, parameters: str, expression: str) -> Callable[..., Any]:
        """A function of these parameters."""
        made: Callable[..., Any] = eval(f"lambda {parameters}: {expression}", self.names)
        return made
