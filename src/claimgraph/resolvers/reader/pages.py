"""Pages of a list: filter first, then order, then page; per row above, or once for the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claimgraph.errors import BadInput
from claimgraph.resolvers.reader import cursors
from claimgraph.resolvers.reader.answer import Getter, Row
from claimgraph.resolvers.reader.cursors import Term
from claimgraph.resolvers.reader.filters import condition
from claimgraph.resolvers.reader.levels import TableLevel
from claimgraph.resolvers.reader.links import Answerer, Hanging, fill, give_parents
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.statements import Source
from claimgraph.resolvers.reader.values import from_database
from claimgraph.rules.vocabulary import SortDirection
from claimgraph.schema.declared import Page
from claimgraph.schema.lists import ORDERS

USUAL_SIZE = 25
LARGEST_SIZE = 100


@dataclass(frozen=True)
class Wanted:
    """Which part of a list: how many rows from its start or end, and between which cursors."""

    size: int
    from_end: bool
    after: str | None
    before: str | None

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> Wanted:
        """What the arguments say. Raises BadInput for sizes that no page has."""
        first, last = arguments.get("first"), arguments.get("last")
        if first is not None and last is not None:
            raise BadInput("Give first or last, not both: a page is read from one end.")
        size = next((one for one in (first, last) if one is not None), USUAL_SIZE)
        if not 1 <= size <= LARGEST_SIZE:
            raise BadInput(f"A page has 1 to {LARGEST_SIZE} rows; {size} were asked for.")
        return cls(size, last is not None, arguments.get("after"), arguments.get("before"))


def terms_of(source: Source, page: Page, asked: Mapping[str, Any] | None) -> list[Term]:
    """What the list is ordered by: as asked, else as usual; ties by id. What may be null comes last."""
    if asked and page.order:
        descends = asked.get("direction") is SortDirection.DESC
        paths = [(path, descends) for path in ORDERS[page.order].paths[str(asked["field"])]]
    else:
        paths = list(page.usual)
    terms: list[Term] = []
    for path, descends in [*paths, ("id", paths[0][1] if paths else False)]:
        text, kind = source.column(path), source.kind(path)
        if path in NULLABLE:
            terms.append(Term(f"{path}?", f"(case when {text} is null then 1 else 0 end)", int, False))
        terms.append(Term(path, source.draft.bytewise(text) if kind is str else text, kind, descends))
    return terms


NULLABLE = frozenset({"submitted_at", "certified_amount_minor"})
"""Paths to order by that may lead to nothing."""


@dataclass(eq=False)
class Found:
    """A page that was read: its rows in the list's order, and what is known of its surroundings."""

    rows: list[Row]
    has_next: bool = False
    has_previous: bool = False
    total: int = 0


@dataclass(eq=False)
class PageLink:
    """A page of rows for each row above, or of all rows when `key` is None.

    What it reads is asked of it first: `wants_total`, `wants_surroundings`.
    """

    level: TableLevel
    page: Page
    hanging: Hanging
    wanted: Wanted
    arguments: Mapping[str, Any]
    key: Getter | None
    match: Getter | None
    wants_total: bool = False
    wants_surroundings: bool = False
    answerer: Answerer | None = None
    terms: list[Term] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        source = self.level.source
        self.terms = terms_of(source, self.page, self.arguments.get("orderBy"))
        self.cells = [self.level.cell(term.text) for term in self.terms]
        self.conditions = [self.level.visible, *self.hanging.conditions]
        self.conditions += [
            source.is_any(source.column(path), (value,)) for path, value in self.page.where.items()
        ]
        if self.page.filter and self.arguments.get("filter") is not None:
            self.conditions.append(condition(source, self.page.filter, self.arguments["filter"]))
        self.after = self._read(self.wanted.after)
        self.before = self._read(self.wanted.before)

    def _read(self, cursor: str | None) -> list[Any] | None:
        return None if cursor is None else cursors.read(self.terms, cursor)

    @property
    def upper(self) -> str:
        """The SQL of the key of the row above; the same for all rows of a list that stands alone."""
        return "p.upper" if self.key else "0"

    def cursor(self, row: Row) -> str:
        """The cursor of a row."""
        dialect = self.level.draft.dialect
        values = [
            from_database(term.kind, dialect)(row.cells[cell])
            for term, cell in zip(self.terms, self.cells, strict=True)
        ]
        return cursors.written(self.terms, values)

    async def fill(self, rows: list[Row], run: Run) -> None:
        """A statement for the rows; one more for the count, and for what surrounds them, if asked for."""
        draft = self.level.draft
        if self.key and self.match:
            give_parents(draft, rows, self.key, self.match)
        if self.answerer:
            await self._choose(rows, run)
        pages = await self._pages(run)
        if self.wants_total:
            await self._count(pages, run)
        if self.wants_surroundings and (self.after or self.before):
            await self._look_around(pages, run)
        for row in rows:
            row.links[id(self)] = pages.setdefault(str(self.key(row)) if self.key else "0", Found([]))
        await fill(self.level, [row for page in pages.values() for row in page.rows], run)

    async def _choose(self, rows: list[Row], run: Run) -> None:
        """Narrows the list to the ids that an answerer picks."""
        assert self.answerer and self.key
        extra = {name: self.arguments.get(name) for name in (one.name for one in self.page.arguments[4:])}
        chosen = await self.answerer(run, [self.key(row) for row in rows], **extra)
        ids = [one for picked in chosen.values() for one in picked]
        self.conditions.append(self.level.draft.is_among(self.level.key, ids, "uuid"))

    async def _pages(self, run: Run) -> dict[str, Found]:
        draft, backwards = self.level.draft, self.wanted.from_end
        terms = [term.reversed() for term in self.terms] if backwards else self.terms
        order = ", ".join(term.order for term in terms)
        conditions = [*self.conditions, *self._between()]
        where = f"from {self.hanging.tables} where {' and '.join(conditions)}"
        size = draft.value(self.wanted.size + 1)
        if not self.key:
            text = f"select {self.level.selected(self.upper)} {where} order by {order} limit {size}"
        else:
            parts = [self.level.key, self.upper, *self.level.columns]
            names = [f"c{place}" for place in range(len(parts))]
            inner = ", ".join(f"{part} as {name}" for part, name in zip(parts, names, strict=True))
            text = (
                f"select {', '.join(names)} from (select {inner}, row_number() over"
                f" (partition by {self.upper} order by {order}) as place {where}) numbered"
                f" where place <= {size} order by c1, place"
            )
        pages: dict[str, Found] = {}
        for cells in await run.rows(draft, text):
            pages.setdefault(str(cells[1]), Found([])).rows.append(Row(cells))
        for page in pages.values():
            self._cut(page)
        return pages

    def _between(self) -> list[str]:
        draft = self.level.draft
        found = []
        if self.after is not None:
            found.append(cursors.beyond(draft, self.terms, self.after))
        if self.before is not None:
            found.append(cursors.beyond(draft, [term.reversed() for term in self.terms], self.before))
        return found

    def _cut(self, page: Found) -> None:
        has_more = len(page.rows) > self.wanted.size
        del page.rows[self.wanted.size :]
        if self.wanted.from_end:
            page.rows.reverse()
            page.has_previous = has_more
        else:
            page.has_next = has_more

    async def _count(self, pages: dict[str, Found], run: Run) -> None:
        text = (
            f"select {self.upper}, count(*) from {self.hanging.tables}"
            f" where {' and '.join(self.conditions)}{' group by p.upper' if self.key else ''}"
        )
        for upper, count in await run.rows(self.level.draft, text):
            pages.setdefault(str(upper), Found([])).total = count

    async def _look_around(self, pages: dict[str, Found], run: Run) -> None:
        """Whether rows lie on the far side of the cursors, where the page itself cannot tell."""
        draft = self.level.draft
        back = [term.reversed() for term in self.terms]
        sides = [
            cursors.beyond(draft, terms, values, includes=True) if values is not None else "(1 = 0)"
            for terms, values in ((back, self.after), (self.terms, self.before))
        ]
        flags = ", ".join(f"max(case when {side} then 1 else 0 end)" for side in sides)
        text = (
            f"select {self.upper}, {flags} from {self.hanging.tables} where {' and '.join(self.conditions)}"
            f" and ({' or '.join(sides)}){' group by p.upper' if self.key else ''}"
        )
        for upper, precedes, follows in await run.rows(draft, text):
            page = pages.setdefault(str(upper), Found([]))
            page.has_previous = page.has_previous or bool(precedes)
            page.has_next = page.has_next or bool(follows)
