"""The door: the answers of root fields and payloads, and the facts that actions judge by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql.execution.collect_fields import FieldDetails

from claimgraph.auth.viewer import Asking
from claimgraph.errors import BadInput
from claimgraph.resolvers.context import Context
from claimgraph.resolvers.reader.answer import Faults, Nulled, Row
from claimgraph.resolvers.reader.finished import Finished
from claimgraph.resolvers.reader.levels import TableLevel, ValueLevel
from claimgraph.resolvers.reader.links import fill, rows_by_key
from claimgraph.resolvers.reader.plan import Planner
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.selection import Details, Selected, Selection
from claimgraph.rules.standing import EVERYBODY, Standing
from claimgraph.schema.declared import TYPES, Page
from claimgraph.schema.identity import GlobalId, parsed
from claimgraph.storage.database import Reading

MOST_IDS = 100


class Reader:
    """Answers one root field of a running operation, from one snapshot or transaction."""

    def __init__(self, info: Any, reading: Reading | None = None) -> None:
        context: Context = info.context
        snapshot = reading or context.reading
        assert snapshot is not None, "a query is answered inside a snapshot"
        self.run = Run(snapshot, context.asking)
        self.selection = Selection(context.executor)
        self.planner = Planner(self.selection, self.run)
        self.details: Details = [FieldDetails(node, None) for node in info.field_nodes]
        self.info = info

    async def one(self, type_name: str, text: str) -> Finished:
        """The row of a type with this id; null when it does not exist for the viewer."""
        known = parsed(text)
        if known.type_name != type_name:
            raise BadInput(f"This is the id of a {known.type_name}; here the id of a {type_name} is needed.")
        return await self.node(text)

    async def node(self, text: str) -> Finished:
        """Anything by its id; null when it does not exist for the viewer."""
        (finished,) = await self._named([text])
        return finished

    async def nodes(self, texts: list[str]) -> Finished:
        """Several things, each at its place."""
        if len(texts) > MOST_IDS:
            raise BadInput(f"At most {MOST_IDS} ids are taken at once; {len(texts)} were given.")
        places = await self._named(texts)
        faults = [fault for place in places for fault in place.faults]
        return Finished([place.data for place in places], tuple(faults))

    async def _named(self, texts: list[str]) -> list[Finished]:
        """A level for each type among the ids, one statement for each."""
        ids = [_known(text) for text in texts]
        found: dict[GlobalId, tuple[Row, Any]] = {}
        for type_name in dict.fromkeys(one.type_name for one in ids):
            level = self.planner.table(type_name)
            shape = self.planner.shape(level, type_name, self.details)
            keys = {one.key for one in ids if one.type_name == type_name}
            rows = await rows_by_key(level, keys, self.run, sees_all=False)
            found |= {GlobalId(type_name, key): (row, shape) for key, row in rows.items()}
        is_list = len(texts) != 1 or self.info.field_name == "nodes"
        return [_finished(found.get(one), ((), place) if is_list else ()) for place, one in enumerate(ids)]

    async def page(self, declared: Page, arguments: dict[str, Any]) -> Finished:
        """A page of a list that stands alone."""
        selected = Selected(declared.name, declared.name, arguments, self.details)
        link, write = self.planner.page(declared, None, selected)
        above = Row(None)
        await link.fill([above], self.run)
        faults = Faults()
        try:
            data = write(above.links[id(link)], (), faults)
        except Nulled:
            data = None
        return Finished(data, tuple(faults.found))

    async def value(self, type_name: str, value: Any, standings: Standing = EVERYBODY) -> Finished:
        """A value that is no row: the viewer, or what a mutation answers."""
        level = ValueLevel(self.run.asking)
        shape = self.planner.shape(level, type_name, self.details)
        row = Row(value, {"standings": standings})
        await fill(level, [row], self.run)
        return _finished((row, shape), ())


def _known(text: str) -> GlobalId:
    known = parsed(text)
    declared = TYPES.get(known.type_name)
    if declared is None or declared.model is None or declared.is_interface or known.type_name == "Viewer":
        raise BadInput(f"There are no ids of type {known.type_name!r}; take ids from answers as they are.")
    return known


def _finished(found: tuple[Row, Any] | None, path: Any) -> Finished:
    if found is None:
        return Finished(None)
    row, shape = found
    faults = Faults()
    try:
        data = shape.write(row, path, faults)
    except Nulled:
        data = None
    return Finished(data, tuple(faults.found))


@dataclass(frozen=True)
class Known:
    """What is known of one object: its key, what the viewer is to it, and the facts that were asked."""

    key: UUID
    standings: Standing
    facts: dict[str, Any]


async def known(
    reading: Reading, asking: Asking, type_name: str, key: UUID, names: Iterable[str]
) -> Known | None:
    """The facts of one object that exists for the viewer, by one statement; None when it does not."""
    return (await all_known(reading, asking, type_name, [key], names)).get(key)


async def all_known(
    reading: Reading, asking: Asking, type_name: str, keys: Iterable[UUID], names: Iterable[str]
) -> dict[UUID, Known]:
    """The facts of those of the objects that exist for the viewer, by one statement for all.

    A name for which the type has nothing raises LookupError: the boot check asks all of them.
    """
    run = Run(reading, asking)
    level = facts_level(run, type_name)
    getters = {name: level.fact(name) for name in dict.fromkeys(names)}
    standings = level.fact("standings")
    return {
        key: Known(key, standings(row), {name: get(row) for name, get in getters.items()})
        for key, row in (await rows_by_key(level, keys, run, sees_all=False)).items()
    }


def facts_level(run: Run, type_name: str) -> TableLevel:
    """A level that reads facts and writes no answer."""
    return TableLevel(run.asking, declared=TYPES[type_name], draft=run.draft())
