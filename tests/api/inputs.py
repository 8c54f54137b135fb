"""Inputs of mutations, made from the schema: right ones, and ones with a member that is something else."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_required_input_field,
)

from claimgraph.api import core

Path = tuple[str, ...]

USUAL: dict[str, Any] = {
    "ID": "?",
    "String": "x",
    "Int": 1,
    "Boolean": True,
    "Amount": "1.00",
    "Percentage": "5.00",
    "Quantity": "1",
    "UnitPrice": "1.00",
    "Date": "2026-11-10",
    "DateTime": "2026-12-10T12:00:00Z",
}
"""A value of each scalar that is taken nearly everywhere."""

RETENTION = {"rule": "FLAT", "rateOnWork": "5.00"}


@dataclass(frozen=True)
class Member:
    """A member of an input that is no input itself: whose it is, where, its type, and whether it must be
    there.
    """

    owner: str
    path: Path
    kind: str
    is_list: bool
    is_required: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path[-1]


def mutations() -> dict[str, GraphQLInputObjectType]:
    """The input of each mutation."""
    mutation = core().mutation_type
    assert mutation
    return {name: _input(get_named_type(one.args["input"].type)) for name, one in mutation.fields.items()}


def _input(kind: Any) -> GraphQLInputObjectType:
    assert isinstance(kind, GraphQLInputObjectType)
    return kind


def members(of: GraphQLInputObjectType, path: Path = ()) -> Iterator[Member]:
    """All members of an input, those of inputs within it too."""
    for name, one in of.fields.items():
        kind = get_named_type(one.type)
        if isinstance(kind, GraphQLInputObjectType):
            yield from members(kind, (*path, name))
        else:
            owner = "every mutation" if name in IN_EVERY else of.name
            yield Member(owner, (*path, name), kind.name, _is_list(one.type), is_required_input_field(one))


IN_EVERY = ("idempotencyKey", "dryRun", "expectedVersion")


def once() -> dict[str, list[Member]]:
    """The members of each mutation, those that several share at the first of them alone."""
    seen: set[tuple[str, str]] = set()
    found: dict[str, list[Member]] = {}
    for name, kind in mutations().items():
        found[name] = [one for one in members(kind) if (one.owner, one.name) not in seen]
        seen |= {(one.owner, one.name) for one in found[name]}
    return found


def parts(of: GraphQLInputObjectType, path: Path = ()) -> Iterator[tuple[Path, GraphQLInputObjectType]]:
    """The inputs within an input, with the path to each."""
    for name, one in of.fields.items():
        kind = get_named_type(one.type)
        if isinstance(kind, GraphQLInputObjectType):
            yield (*path, name), kind
            yield from parts(kind, (*path, name))


def _is_list(kind: Any) -> bool:
    return isinstance(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, GraphQLList)


def usual(kind: Any) -> Any:
    """A value of a type: what is required of an input, and the first value of an enumeration."""
    if isinstance(kind, GraphQLNonNull):
        return usual(kind.of_type)
    if isinstance(kind, GraphQLList):
        return [usual(kind.of_type)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if not isinstance(kind, GraphQLInputObjectType):
        return USUAL[kind.name]
    if kind.name == "RetentionPolicyInput":
        return dict(RETENTION)
    needed = {name: usual(one.type) for name, one in kind.fields.items() if is_required_input_field(one)}
    if kind.is_one_of:
        name, one = next(iter(kind.fields.items()))
        return {name: usual(one.type)}
    return needed


def with_member(of: GraphQLInputObjectType, given: Any, path: Path, value: Any) -> Any:
    """An input like the given one, with something else at a path; lists on the way have one item."""
    name, *rest = path
    told = deepcopy(given)
    if not rest:
        return {name: value} if of.is_one_of else {**told, name: value}
    kind = _input(get_named_type(of.fields[name].type))
    below = told.get(name) or usual(of.fields[name].type)
    is_list = _is_list(of.fields[name].type)
    inner = with_member(kind, below[0] if is_list else below, tuple(rest), value)
    changed = [inner, *below[1:]] if is_list else inner
    return {name: changed} if of.is_one_of else {**told, name: changed}


def place_of(of: GraphQLInputObjectType, path: Path) -> list[str]:
    """How a refusal names a path: from "input" on, with the places of lists."""
    told, kind = ["input"], of
    for name in path:
        one = kind.fields[name]
        told += [name, "0"] if _is_list(one.type) else [name]
        kind = get_named_type(one.type)
    return told
