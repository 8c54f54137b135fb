"""The door: the answers of root fields and payloads, by plans that are made once and kept."""

from __future__ import annotations

from typing import Any

from claimgraph.auth.viewer import Viewer
from claimgraph.errors import BadInput
from claimgraph.resolvers.context import Context
from claimgraph.resolvers.reader.finished import Finished
from claimgraph.resolvers.reader.plan import Plan, Planner
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.selection import Selected, Selection
from claimgraph.rules.standing import EVERYBODY
from claimgraph.schema.declared import TYPES, Page
from claimgraph.schema.identity import GlobalId, parsed
from claimgraph.storage.database import Reading

MOST_IDS = 100


class Reader:
    """Answers one root field of a running operation, from one snapshot or transaction."""

    def __init__(self, context: Context, selected: Selected, reading: Reading | None = None) -> None:
        snapshot = reading or context.reading
        assert snapshot is not None, "a query is answered inside a snapshot"
        self.selected = selected
        self.context = context
        self.run = Run(snapshot, context.asking, context.operation.variables)

    @property
    def viewer(self) -> Viewer:
        """Who asks."""
        assert self.context.viewer is not None, "strangers are not answered by the reader"
        return self.context.viewer

    async def one(self, type_name: str, text: str) -> Finished:
        """The row of a type with this id; null when it does not exist for the viewer."""
        known = parsed(text)
        if known.type_name != type_name:
            raise BadInput(f"This is the id of a {known.type_name}; here the id of a {type_name} is needed.")
        return await self.node(text)

    async def node(self, text: str) -> Finished:
        """Anything by its id; null when it does not exist for the viewer."""
        return await self._named([text], is_list=False)

    async def nodes(self, texts: list[str]) -> Finished:
        """Several things, each at its place."""
        if len(texts) > MOST_IDS:
            raise BadInput(f"At most {MOST_IDS} ids are taken at once; {len(texts)} were given.")
        return await self._named(texts, is_list=True)

    async def _named(self, texts: list[str], *, is_list: bool) -> Finished:
        """Planned for the types among the ids, with one statement for each."""
        ids = [_known(text) for text in texts]
        if not ids:
            return Finished([])
        names = tuple(sorted({one.type_name for one in ids}))
        details = self.selected.details
        plan = self._plan(names, lambda planner: planner.of_ids(names, details, is_list=is_list))
        return await plan.answer(self.run, ids)

    async def page(self, declared: Page) -> Finished:
        """A page of a list that stands alone."""
        plan = self._plan((), lambda planner: planner.of_page(declared, self.selected))
        return await plan.answer(self.run)

    async def value(self, type_name: str, value: Any) -> Finished:
        """A value that is no row: the viewer, or what a mutation answers."""
        details = self.selected.details
        plan = self._plan((), lambda planner: planner.of_value(type_name, details, EVERYBODY))
        return await plan.answer(self.run, value)

    def _plan(self, names: tuple[str, ...], make: Any) -> Plan:
        plans, key = self.context.plans, (self.selected.key, names)
        if key not in plans:
            plans[key] = make(Planner(Selection(self.context.operation), self.run.reading.dialect))
        plan: Plan = plans[key]
        return plan


def _known(text: str) -> GlobalId:
    known = parsed(text)
    declared = TYPES.get(known.type_name)
    if declared is None or declared.model is None or declared.is_interface or known.type_name == "Viewer":
        raise BadInput(f"There are no ids of type {known.type_name!r}; take ids from answers as they are.")
    return known
