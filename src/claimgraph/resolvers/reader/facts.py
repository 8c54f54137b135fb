"""Facts of rows by their names, for whoever judges or works something out, and answers nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from claimgraph.auth.viewer import Asking
from claimgraph.resolvers.reader.code import Code
from claimgraph.resolvers.reader.levels import TableLevel
from claimgraph.resolvers.reader.links import by_keys
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.statements import Draft, Statement
from claimgraph.rules.standing import Standing
from claimgraph.schema.declared import TYPES
from claimgraph.storage.database import Dialect, Reading


class Facts:
    """How facts of the rows of a type are got: the level that reads them, and the rows as dicts.

    `given` are names to which the statement itself gives a meaning. A name for which the type has nothing
    raises LookupError.
    """

    def __init__(
        self, type_name: str, names: Iterable[str], draft: Draft, given: dict[str, str] | None = None
    ) -> None:
        self.level = TableLevel(Code(), "r", TYPES[type_name], draft, given or {})
        facts = ", ".join(f"{name!r}: {self.level.fact(name)}" for name in dict.fromkeys(names))
        self.of = self.level.code.function("q, r", f"{{{facts}}}")

    def text(self, conditions: str, columns: str = "") -> str:
        """The text of the statement that reads them under conditions; `columns` come second."""
        source = self.level.source
        selected = self.level.selected(columns or "null")
        return f"select {selected} from {source.table} {source.alias}{source.joined} where {conditions}"

    async def read(self, run: Run, conditions: str) -> list[dict[str, Any]]:
        """The facts of the rows under conditions."""
        rows = await run.rows(self.level.draft.finished(self.text(conditions)))
        return [self.of(run.asking, row) for row in rows]


@dataclass(frozen=True)
class Known:
    """What is known of one object: its key, what the viewer is to it, and the facts that were asked."""

    key: UUID
    standings: Standing
    facts: Mapping[str, Any]


async def known(
    reading: Reading, asking: Asking, type_name: str, key: UUID, names: Iterable[str]
) -> Known | None:
    """The facts of one object that exists for the viewer, by one statement; None when it does not."""
    return (await all_known(reading, asking, type_name, [key], names)).get(key)


async def all_known(
    reading: Reading, asking: Asking, type_name: str, keys: Iterable[UUID], names: Iterable[str]
) -> dict[UUID, Known]:
    """The facts of those of the objects that exist for the viewer, by one statement for all."""
    own, facts, statement = _planned(type_name, tuple(dict.fromkeys(names)), reading.dialect)
    rows = await Run(reading, asking).rows(statement, keys=list(keys))
    found = [Known(facts=facts(asking, row), **own(asking, row)) for row in rows]
    return {one.key: one for one in found}


Told = Callable[[Asking, Any], dict[str, Any]]


@lru_cache(maxsize=1_000)
def _planned(type_name: str, names: tuple[str, ...], dialect: Dialect) -> tuple[Told, Told, Statement]:
    """Planned once for a type, the names and a database."""
    facts = Facts(type_name, names, Draft(dialect))
    level = facts.level
    own = level.code.function(
        "q, r", f"{{'key': {level.fact('id')}, 'standings': {level.fact('standings')}}}"
    )
    return own, facts.of, by_keys(level, [level.visible])
