"""What hangs on the rows of a level, fetched for all of them by one statement each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claimgraph.auth.expressions import Expression
from claimgraph.errors import RequestError
from claimgraph.models import Row as Table
from claimgraph.resolvers.reader.answer import Getter, Row
from claimgraph.resolvers.reader.levels import Level, TableLevel, ValueLevel
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.statements import Draft, Source
from claimgraph.schema.identity import GlobalId, parsed
from claimgraph.storage.database import Dialect


async def fill(level: Level, rows: list[Row], run: Run) -> None:
    """Fetches all that hangs on the rows, level by level; a level without rows needs no statement."""
    if rows:
        for link in level.links:
            await link.fill(rows, run)


@dataclass(eq=False)
class OneLink:
    """The row that a key names. Unless `is_needed`, it is none when the viewer may not see it."""

    level: TableLevel
    key: Getter
    is_needed: bool

    async def fill(self, rows: list[Row], run: Run) -> None:
        """One statement for all the keys."""
        keys = {key for row in rows if (key := self.key(row)) is not None}
        found = await rows_by_key(self.level, keys, run, sees_all=self.is_needed)
        for row in rows:
            row.links[id(self)] = found.get(self.key(row))


class Hanging:
    """How rows hang on the rows above: by a key of their own, or through the rows of another table.

    `tables` is the text of the tables with `p`, the rows above (`p.upper`, `p.linked`); `conditions` is what
    must hold; `first` is the table that is joined first, whose columns can order the rows.
    """

    def __init__(
        self,
        level: TableLevel,
        by: str | None,
        through: tuple[type[Table], str] | None,
        when: Expression | None,
    ) -> None:
        self.level = level
        own, draft = level.source, level.draft
        self.first = Source(draft, through[0], draft.alias()) if through else own
        self.key = f"{self.first.alias}.{through[1]}_id" if through else ""
        self.linking = self.first.column(by) if by else None
        self.conditions = [f"({self.first.holds(when)})"] if when else []

    @property
    def tables(self) -> str:
        """The tables, after everything that the statement needs was asked of them."""
        own = self.level.source
        text = f"{own.table} {own.alias}{own.joined}"
        if self.first is not own:
            text += f" join {self.first.table} {self.first.alias} on {self.key} = {self.level.key}"
            text += self.first.joined
        if self.linking is None:
            return text
        return f"{text} join {_parents(self.level.draft)} on {self.linking} = p.linked"


def _parents(draft: Draft) -> str:
    if draft.dialect is Dialect.POSTGRESQL:
        return "unnest(:parent_keys::uuid[], :parent_matches::uuid[]) as p(upper, linked)"
    return (
        "(select k.value as upper, m.value as linked from json_each(:parent_keys) k"
        " join json_each(:parent_matches) m on m.key = k.key) p"
    )


def give_parents(draft: Draft, rows: Iterable[Row], key: Getter, match: Getter) -> None:
    """Tells a statement the rows above: the key of each, and what the rows below are matched with."""
    pairs = {key(row): match(row) for row in rows}
    draft.values["parent_keys"] = list(pairs)
    draft.values["parent_matches"] = list(pairs.values())


@dataclass(eq=False)
class ManyLink:
    """All rows that hang on a row, in order."""

    level: TableLevel
    key: Getter
    match: Getter
    hanging: Hanging
    order: tuple[str, ...]

    async def fill(self, rows: list[Row], run: Run) -> None:
        """One statement for all rows above."""
        draft = self.level.draft
        order = [ordered_by(draft, self.hanging.first, path) for path in self.order]
        conditions = [self.level.visible, *self.hanging.conditions]
        columns = self.level.selected("p.upper")
        text = (
            f"select {columns} from {self.hanging.tables}"
            f" where {' and '.join(conditions)} order by {', '.join([*order, self.level.key])}"
        )
        give_parents(draft, rows, self.key, self.match)
        below = grouped(await run.rows(draft, text))
        for row in rows:
            row.links[id(self)] = below.get(str(self.key(row)), [])
        await fill(self.level, [row for group in below.values() for row in group], run)


def ordered_by(draft: Draft, source: Source, path: str) -> str:
    """An expression to order by: texts bytewise, alike on both databases."""
    text = source.column(path)
    return draft.bytewise(text) if source.kind(path) is str else text


def grouped(cells: Iterable[Any]) -> dict[str, list[Row]]:
    """Rows by the key of the row above, which is their second cell."""
    groups: dict[str, list[Row]] = {}
    for one in cells:
        groups.setdefault(str(one[1]), []).append(Row(one))
    return groups


async def rows_by_key(
    level: TableLevel, keys: Iterable[UUID], run: Run, *, sees_all: bool
) -> dict[UUID, Row]:
    """Rows by their keys; with `sees_all` also those that the viewer may not see, to be shown by name."""
    wanted = list(keys)
    if not wanted:
        return {}
    draft = level.draft
    scope = level.own if sees_all else [level.visible]
    conditions = [draft.is_among(level.key, wanted, "uuid"), *scope]
    columns = level.selected()
    source = level.source
    text = (
        f"select {columns} from {source.table} {source.alias}{source.joined} where {' and '.join(conditions)}"
    )
    found = {as_key(cells[0]): Row(cells) for cells in await run.rows(draft, text)}
    await fill(level, list(found.values()), run)
    return found


def as_key(cell: Any) -> UUID:
    """A key as it came from the database."""
    return cell if isinstance(cell, UUID) else UUID(cell)


@dataclass(eq=False)
class NamedLink:
    """Rows whose ids a value brings, of one type or of several, in that order.

    `keeps_places` leaves None where the viewer sees none.
    """

    levels: dict[str, TableLevel]
    ids: Getter
    keeps_places: bool = False

    async def fill(self, rows: list[Row], run: Run) -> None:
        """One statement for each type that is named."""
        ids = {id(row): [_global(one) for one in self.ids(row)] for row in rows}
        wanted: dict[str, set[UUID]] = {}
        for named in ids.values():
            for type_name, key in named:
                wanted.setdefault(type_name, set()).add(key)
        found: dict[GlobalId, Row] = {}
        for type_name, keys in wanted.items():
            level = self.levels[type_name]
            for key, seen in (await rows_by_key(level, keys, run, sees_all=False)).items():
                seen.around["type_name"] = type_name
                found[GlobalId(type_name, key)] = seen
        for row in rows:
            places = [found.get(one) for one in ids[id(row)]]
            row.links[id(self)] = places if self.keeps_places else [one for one in places if one]


def _global(one: GlobalId | str) -> GlobalId:
    return parsed(one) if isinstance(one, str) else one


@dataclass(eq=False)
class ValueLink:
    """Values worked out from a row: none, one, or a list; they keep what they have from it."""

    level: ValueLevel
    values: Getter
    around: dict[str, Getter]

    async def fill(self, rows: list[Row], run: Run) -> None:
        """No statement of its own; what hangs on the values is fetched."""
        await _stand(self, {id(row): self.values(row) for row in rows}, rows, run)


@dataclass(eq=False)
class AskedLink:
    """Values that an answerer works out for all rows at once, with a fixed number of statements."""

    level: ValueLevel
    around: dict[str, Getter]
    answerer: Answerer
    key: Getter
    arguments: dict[str, Any]

    async def fill(self, rows: list[Row], run: Run) -> None:
        """The answerer's statements, and what hangs on the values; what it refuses stands at the field."""
        try:
            answers = await self.answerer(run, [self.key(row) for row in rows], **self.arguments)
        except RequestError as wrong:
            for row in rows:
                row.links[id(self)] = wrong
            return
        await _stand(self, {id(row): answers.get(self.key(row)) for row in rows}, rows, run)


Answerer = Callable[..., Awaitable[Mapping[UUID, Any]]]
"""Answers a field for many rows: from the run and the rows' keys to a value for each key."""


async def _stand(link: ValueLink | AskedLink, values: dict[int, Any], rows: list[Row], run: Run) -> None:
    """Hangs the values on their rows, each with what it has from the row, and fetches what hangs on them."""
    made: list[Row] = []

    def stood(value: Any, row: Row) -> Any:
        if isinstance(value, list | tuple):
            return [stood(one, row) for one in value]
        if value is None:
            return None
        made.append(Row(value, {name: get(row) for name, get in link.around.items()}))
        return made[-1]

    for row in rows:
        row.links[id(link)] = stood(values[id(row)], row)
    await fill(link.level, made, run)
