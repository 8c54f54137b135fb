"""The check of the finished schema: the server does not start while anything in it is without a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphql import GraphQLSchema

from claimgraph.resolvers.action import ACTIONS, EMPTY, Action
from claimgraph.resolvers.queries import LISTS
from claimgraph.resolvers.reader import attributes, leads
from claimgraph.resolvers.reader.plan import Planner
from claimgraph.resolvers.reader.selection import camel
from claimgraph.schema import gaps as rules
from claimgraph.schema.declared import NAMES, TYPES, Column, Field, Named, One, Part
from claimgraph.schema.inputs import Request
from claimgraph.schema.payload import GIVEN
from claimgraph.storage.database import Dialect
from claimgraph.storage.engines import read_models


class Incomplete(Exception):
    """Something in the schema has no rule, or asks for what is not there: the server does not start."""

    def __init__(self, gaps: Iterable[str]) -> None:
        self.gaps = list(gaps)
        super().__init__(
            "\n  ".join(["The schema has gaps; the server does not start with them:", *self.gaps])
        )


def check(schema: GraphQLSchema) -> None:
    """Goes through the whole schema, without a database. Raises Incomplete with every gap by name."""
    read_models()
    found = [
        *rules.gaps(schema, [made.input_type for made in ACTIONS.values()]),
        *leads.gaps(schema, LISTS),
        *attributes.gaps(),
        *of_actions(schema),
    ]
    if found:
        raise Incomplete(found)


def of_actions(schema: GraphQLSchema) -> list[str]:
    """What mutations ask of objects that do not have it, or show without having it."""
    planners = [leads.planner(schema, dialect) for dialect in Dialect]
    found = [gap for made in ACTIONS.values() for planner in planners for gap in _of_action(made, planner)]
    return list(dict.fromkeys(found))


def _of_action(made: Action, planner: Planner) -> Iterator[str]:
    given = NAMES[made.input_type]
    if not issubclass(given, Request):
        yield f"{made.name}: its input takes no dryRun and no idempotencyKey; let it be a Request."
    if not made.target and made.by not in given.__dataclass_fields__:
        yield f"{made.name}: its input has no {camel(made.by)}, which names the object."
    for on in made.on:
        level = planner.table(on)
        for name in made.asks(on):
            yield from leads.failing(f"{made.name} on {on}", level.fact, name)
    for field in TYPES[made.payload_type].fields.values():
        at = _shown_at(field)
        if at not in _told(made):
            yield f"{made.payload_type}.{camel(field.name)}: nothing gives it {at!r}."


def _shown_at(field: Field) -> str:
    return field.at if isinstance(field, Column | One | Named | Part) else field.name


def _told(made: Action) -> set[str]:
    """The names of what stands behind a payload."""
    keys = {f"{name}_id" for name in made.gives if name in GIVEN}
    return {*keys, *made.besides, *EMPTY, "user_errors", "warnings"}
