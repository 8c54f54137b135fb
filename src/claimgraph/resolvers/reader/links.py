"""What hangs on the rows of a level, fetched for all of them by one statement each.

A plan's links are run in their order, so a level's rows are there before what hangs on them. `found` keeps
what each link found, by its place; `rows` the rows of each level, by its variable.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from claimgraph.auth.expressions import Expression
from claimgraph.errors import RequestError
from claimgraph.models import Row as Table
from claimgraph.resolvers.reader.code import Code
from claimgraph.resolvers.reader.levels import Level, TableLevel, ValueLevel, database_key
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.selection import Arguments
from claimgraph.resolvers.reader.statements import Draft, Source, Statement
from claimgraph.schema.identity import GlobalId, parsed
from claimgraph.storage.database import Dialect

Answerer = Callable[..., Awaitable[Mapping[UUID, Any]]]
"""Answers a field for many rows: from the run and the rows' keys to a value for each key."""


@dataclass
class Fetched:
    """What was fetched for one answer."""

    found: list[Any]
    rows: dict[str, list[Any]] = field(default_factory=dict)


class Failed(dict[Any, Any]):
    """What a link found when it failed: whoever looks something up in it gets the error."""

    def __init__(self, error: RequestError) -> None:
        super().__init__()
        self.error = error

    def get(self, *_: Any) -> Any:
        """Raises the error."""
        raise self.error


@dataclass
class Link:
    """Something that hangs on the rows of a level; `place` is where it stands among the plan's links."""

    above: Level
    place: int

    @property
    def code(self) -> Code:
        """What its expressions name."""
        return self.above.code

    @property
    def below(self) -> list[Level]:
        """The levels whose rows it fetches."""
        raise NotImplementedError

    async def run(self, run: Run, fetched: Fetched) -> None:
        """Fetches it for all rows above."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Writes its statements; otherwise they are written when they are first run."""

    def failed(self, fetched: Fetched, error: RequestError) -> None:
        """Notes that it could not be fetched: whoever looks for it gets the error."""
        if self.place >= 0:
            fetched.found[self.place] = Failed(error)
        for level in self.below:
            fetched.rows[level.variable] = []

    def each(self, expression: str) -> Callable[[list[Any]], Any]:
        """A function from the rows above to an expression over them, such as a set of keys."""
        return self.code.function("rows", expression)


@dataclass
class OneLink(Link):
    """The row that a key names. Unless `is_needed`, it is none when the viewer may not see it."""

    level: TableLevel
    key: str
    is_needed: bool

    @property
    def below(self) -> list[Level]:
        """What it fetches."""
        return [self.level]

    @cached_property
    def keys(self) -> Callable[[list[Any]], set[Any]]:
        """The keys of all rows above."""
        return self.each(f"{{{self.key} for {self.above.variable} in rows}}")

    @cached_property
    def statement(self) -> Statement:
        """One statement for all keys."""
        return by_keys(self.level, self.level.own if self.is_needed else [self.level.visible])

    def prepare(self) -> None:
        """One statement."""
        _ = self.statement

    async def run(self, run: Run, fetched: Fetched) -> None:
        """No statement where there is no key."""
        keys = self.keys(fetched.rows[self.above.variable]) - {None}
        rows = await run.rows(self.statement, keys=list(keys)) if keys else []
        fetched.rows[self.level.variable] = rows
        fetched.found[self.place] = {row[0]: row for row in rows}


def by_keys(level: TableLevel, conditions: list[str]) -> Statement:
    """The statement of rows by their keys, which are in the place `keys`."""
    draft, source = level.draft, level.source
    among = draft.is_among(level.id, ":keys", "uuid")
    where = " and ".join([among, *conditions])
    return draft.finished(
        f"select {level.selected()} from {source.table} {source.alias}{source.joined} where {where}"
    )


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
            text += f" join {self.first.table} {self.first.alias} on {self.key} = {self.level.id}"
            text += self.first.joined
        if self.linking is None:
            return text
        return f"{text} join {_parents(self.level.draft)} on {self.linking} = p.linked"


def _parents(draft: Draft) -> str:
    if draft.dialect is Dialect.POSTGRESQL:
        return "unnest(:uppers::uuid[], :linked::uuid[]) as p(upper, linked)"
    return (
        "(select k.value as upper, m.value as linked from json_each(:uppers) k"
        " join json_each(:linked) m on m.key = k.key) p"
    )


@dataclass
class HangingLink(Link):
    """Rows that hang on the rows above, which are told to the statement as pairs: key, and what matches."""

    level: TableLevel
    key: str
    match: str

    @property
    def below(self) -> list[Level]:
        """What it fetches."""
        return [self.level]

    @cached_property
    def pairs(self) -> Callable[[list[Any]], dict[Any, Any]]:
        """The keys of the rows above, with what the rows below are matched with."""
        return self.each(f"{{{self.key}: {self.match} for {self.above.variable} in rows}}")

    def moment(self, fetched: Fetched) -> dict[str, list[Any]]:
        """The values of the moment: the rows above."""
        pairs = self.pairs(fetched.rows[self.above.variable])
        return {"uppers": list(pairs), "linked": list(pairs.values())}


@dataclass
class ManyLink(HangingLink):
    """All rows that hang on a row, in order."""

    hanging: Hanging
    order: tuple[str, ...]

    @cached_property
    def statement(self) -> Statement:
        """One statement for all rows above."""
        draft = self.level.draft
        order = [ordered_by(draft, self.hanging.first, path) for path in self.order]
        where = " and ".join([self.level.visible, *self.hanging.conditions])
        columns = self.level.selected("p.upper")
        ordered = ", ".join([*order, self.level.id])
        return draft.finished(f"select {columns} from {self.hanging.tables} where {where} order by {ordered}")

    def prepare(self) -> None:
        """One statement."""
        _ = self.statement

    async def run(self, run: Run, fetched: Fetched) -> None:
        """No statement where there are no rows above."""
        moment = self.moment(fetched)
        rows = await run.rows(self.statement, **moment) if moment["uppers"] else []
        fetched.rows[self.level.variable] = rows
        groups: dict[Any, list[Any]] = {}
        for row in rows:
            groups.setdefault(row[1], []).append(row)
        fetched.found[self.place] = groups


def ordered_by(draft: Draft, source: Source, path: str) -> str:
    """An expression to order by: texts bytewise, alike on both databases."""
    text = source.column(path)
    return draft.bytewise(text) if source.kind(path) is str else text


@dataclass
class AskedLink(Link):
    """Values that an answerer works out for all rows at once, with a fixed number of statements."""

    level: ValueLevel
    key: str
    answerer: Answerer
    arguments: Arguments

    @property
    def below(self) -> list[Level]:
        """What it fetches."""
        return [self.level]

    @cached_property
    def keys(self) -> Callable[[list[Any]], list[UUID]]:
        """The keys of the rows above, as the answerer knows them."""
        return self.each(f"[{self.key} for {self.above.variable} in rows]")

    async def run(self, run: Run, fetched: Fetched) -> None:
        """The answerer's statements; what it refuses is told to whoever looks for its values."""
        given = {name: one.read(run.variables) for name, one in self.arguments.items()}
        keys = self.keys(fetched.rows[self.above.variable])
        answers = await self.answerer(run, keys, **given) if keys else {}
        kept = database_key(self.level.dialect)
        fetched.found[self.place] = {kept(key): value for key, value in answers.items()}
        fetched.rows[self.level.variable] = list(_flat(answers.values()))


@dataclass
class SpreadLink(Link):
    """The values that stand in values, so that what hangs on them is fetched; `values` gives those of one."""

    level: ValueLevel
    values: str

    @property
    def below(self) -> list[Level]:
        """What it fetches."""
        return [self.level]

    @cached_property
    def all(self) -> Callable[[list[Any]], list[Any]]:
        """What stands in each of the values above."""
        return self.each(f"[{self.values} for {self.above.variable} in rows]")

    async def run(self, run: Run, fetched: Fetched) -> None:  # noqa: ARG002
        """No statement."""
        fetched.rows[self.level.variable] = list(_flat(self.all(fetched.rows[self.above.variable])))


def _flat(values: Iterable[Any]) -> Iterable[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from value
        elif value is not None:
            yield value


@dataclass
class NamedLink(Link):
    """Rows whose ids a value brings, of one type or of several."""

    levels: dict[str, TableLevel]
    ids: str

    @property
    def below(self) -> list[Level]:
        """What it fetches."""
        return list(self.levels.values())

    @cached_property
    def all(self) -> Callable[[list[Any]], list[Any]]:
        """The ids of each of the values above."""
        return self.each(f"[{self.ids} for {self.above.variable} in rows]")

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """A statement for each type."""
        return {name: by_keys(level, [level.visible]) for name, level in self.levels.items()}

    def prepare(self) -> None:
        """One statement for each type."""
        _ = self.statements

    async def run(self, run: Run, fetched: Fetched) -> None:
        """One statement for each type that is named."""
        wanted: dict[str, set[UUID]] = {}
        for ids in self.all(fetched.rows[self.above.variable]):
            for one in ids or ():
                type_name, key = global_of(one)
                wanted.setdefault(type_name, set()).add(key)
        found: dict[GlobalId, Any] = {}
        for type_name, level in self.levels.items():
            keys = wanted.get(type_name)
            rows = await run.rows(self.statements[type_name], keys=list(keys)) if keys else []
            fetched.rows[level.variable] = rows
            found |= {GlobalId(type_name, as_key(row[0])): row for row in rows}
        fetched.found[self.place] = found


Pair = tuple[GlobalId, Any]
"""An id with the row that it names."""


def all_named(found: Mapping[GlobalId, Any], ids: Iterable[GlobalId | str] | None) -> list[Pair]:
    """What was found, in the order of the ids; the others are left out."""
    return [pair for pair in named_in_place(found, ids or ()) if pair[1] is not None]


def first_named(found: Mapping[GlobalId, Any], ids: Iterable[GlobalId | str] | None) -> Pair | None:
    """The first that was found."""
    return next(iter(all_named(found, ids)), None)


def named_in_place(found: Mapping[GlobalId, Any], ids: Iterable[GlobalId | str]) -> list[Pair]:
    """An item for each id, with None where nothing was found."""
    known = [global_of(one) for one in ids]
    return [(one, found.get(one)) for one in known]


def global_of(one: tuple[str, UUID] | str) -> GlobalId:
    """What an id stands for, given as type and key or as text."""
    return parsed(one) if isinstance(one, str) else GlobalId(*one)


def as_key(cell: Any) -> UUID:
    """A key as it came from the database."""
    return cell if isinstance(cell, UUID) else UUID(cell)
