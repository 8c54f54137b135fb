"""From rows to the answer: values written as the contract says, refusals as null plus error with path.

What is selected becomes nodes. A node has two readings that say the same: `code`, the Python expression of
its value, of which the whole answer is made at once where nothing is refused; and `write`, which takes its
way through the nodes one by one, catches what is refused, and carries nulls up to the nearest nullable field
as the GraphQL specification says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode

from claimgraph.errors import RequestError
from claimgraph.resolvers.reader.code import Code

Path = tuple[Any, ...]
"""A place in the answer as a chain: (the place above, key or index); empty at the root field."""


@dataclass(frozen=True)
class Fault:
    """A field that could not be answered: where, why, and where it stands in the document."""

    path: Path
    error: RequestError
    nodes: list[FieldNode]

    @property
    def below(self) -> list[str | int]:
        """The path from the root field down."""
        names: list[str | int] = []
        place = self.path
        while place:
            place, name = place
            names.append(name)
        return names[::-1]


@dataclass
class Writing:
    """An answer being written field by field: the values of variables, and what went wrong."""

    code: Code
    values: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)

    def value(self, expression: str) -> Any:
        """The value of an expression."""
        return eval(expression, self.code.names, self.values)


class Nulled(Exception):
    """A non-null field has no value: the object above it has none either. Its fault is noted already."""


class Node:
    """A part of the answer."""

    def code(self) -> str:
        """The Python expression of its value; raises where something is refused."""
        raise NotImplementedError

    def write(self, writing: Writing, path: Path) -> Any:
        """Its value; notes what is refused. Raises Nulled, RequestError."""
        raise NotImplementedError


@dataclass
class Plain(Node):
    """A value that an expression gives."""

    expression: str
    is_sure: bool = False

    def code(self) -> str:
        """The expression."""
        return self.expression

    def write(self, writing: Writing, path: Path) -> Any:  # noqa: ARG002
        """The value of the expression."""
        return writing.value(self.expression)


@dataclass
class Broken(Node):
    """A field whose arguments can't be understood."""

    error: RequestError
    raising: str

    def code(self) -> str:
        """A call that raises the error."""
        return f"{self.raising}()"

    def write(self, writing: Writing, path: Path) -> Any:  # noqa: ARG002
        """Raises the error."""
        raise self.error


@dataclass
class Guarded(Node):
    """A value that is only there where a condition holds; `refusing` names what raises the refusal."""

    condition: str
    refusing: str
    inner: Node

    def code(self) -> str:
        """The value, or a call that raises the refusal."""
        return f"({self.inner.code()} if {self.condition} else {self.refusing}())"

    def write(self, writing: Writing, path: Path) -> Any:
        """The value. Raises the refusal."""
        if not writing.value(self.condition):
            writing.value(f"{self.refusing}()")
        return self.inner.write(writing, path)


@dataclass
class Output:
    """One field of an object: its key, its value, and whether it may be null."""

    key: str
    node: Node
    is_nullable: bool
    nodes: list[FieldNode]

    @property
    def may_lack(self) -> bool:
        """Whether there could be no value by mistake, though there should be one."""
        return not self.is_nullable and not (isinstance(self.node, Plain) and self.node.is_sure)


@dataclass
class Object(Node):
    """The fields of an object, in the order of the selection; null where `there` is false."""

    outputs: list[Output]
    needing: str
    there: str = ""

    def code(self) -> str:
        """A dict display."""
        fields = ", ".join(f"{one.key!r}: {self._field(one)}" for one in self.outputs)
        text = f"{{{fields}}}"
        return f"({text} if {self.there} else None)" if self.there else text

    def _field(self, one: Output) -> str:
        text = one.node.code()
        return f"{self.needing}({text})" if one.may_lack else text

    def write(self, writing: Writing, path: Path) -> Any:
        """The object, with null for what is refused."""
        if self.there and not writing.value(self.there):
            return None
        answer: dict[str, Any] = {}
        for one in self.outputs:
            answer[one.key] = _written(one, writing, (path, one.key))
        return answer


def _written(one: Output, writing: Writing, path: Path) -> Any:
    try:
        value = one.node.write(writing, path)
        if value is None and not one.is_nullable:
            raise Missing
    except RequestError as error:
        writing.faults.append(Fault(path, error, one.nodes))
        if not one.is_nullable:
            raise Nulled from error
        return None
    except Nulled:
        if not one.is_nullable:
            raise
        return None
    return value


class Missing(RequestError):
    """A non-null field has no value: a fault of ours."""

    def __init__(self) -> None:
        super().__init__("There is no value here, though there should be one.")


def needed(value: Any) -> Any:
    """The value of a non-null field. Raises Missing."""
    if value is None:
        raise Missing
    return value


@dataclass
class ByType(Node):
    """An object of one of several types, told by an expression; it stands in `variable`."""

    teller: str
    objects: dict[str, Node]
    variable: str

    def code(self) -> str:
        """A chain of conditions."""
        *others, (_, last) = self.objects.items()
        text = last.code()
        for name, one in reversed(others):
            text = f"({one.code()} if {self.teller} == {name!r} else {text})"
        return text

    def write(self, writing: Writing, path: Path) -> Any:
        """The object of its type."""
        return self.objects[writing.value(self.teller)].write(writing, path)


@dataclass
class Single(Node):
    """An object that stands in a variable, which `source` gives; null where that gives nothing."""

    variable: str
    source: str
    inner: Node

    def code(self) -> str:
        """The object, or None."""
        return f"(None if ({self.variable} := {self.source}) is None else {self.inner.code()})"

    def write(self, writing: Writing, path: Path) -> Any:
        """The object, or None."""
        found = writing.values[self.variable] = writing.value(self.source)
        return None if found is None else self.inner.write(writing, path)


@dataclass
class Several(Node):
    """Objects that stand in a variable one after the other; `source` gives them all."""

    variable: str
    source: str
    inner: Node

    def code(self) -> str:
        """A list comprehension."""
        return f"[{self.inner.code()} for {self.variable} in {self.source}]"

    def write(self, writing: Writing, path: Path) -> Any:
        """The list; none of its items is null."""
        written = []
        for place, found in enumerate(writing.value(self.source)):
            writing.values[self.variable] = found
            written.append(self.inner.write(writing, (path, place)))
        return written
