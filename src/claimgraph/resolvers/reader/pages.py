"""Pages of a list: filter first, then order, then page; per row above, or once for the whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from claimgraph.errors import BadInput
from claimgraph.resolvers.reader import cursors
from claimgraph.resolvers.reader.cursors import Term
from claimgraph.resolvers.reader.filters import condition
from claimgraph.resolvers.reader.links import Answerer, Fetched, Hanging, HangingLink
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.selection import Given, Selected, Variables
from claimgraph.resolvers.reader.statements import Source, Statement
from claimgraph.resolvers.reader.values import Convert, from_database
from claimgraph.rules.vocabulary import SortDirection
from claimgraph.schema.declared import Page
from claimgraph.schema.lists import ORDERS

USUAL_SIZE = 25
LARGEST_SIZE = 100
WHOLE = 0
"""The key of what lies above a list that stands alone."""


@dataclass(frozen=True)
class Wanted:
    """Which part of a list: how many rows from its start or end, and between which cursors."""

    size: Given | None
    from_end: bool
    after: Given | None
    before: Given | None

    @classmethod
    def of(cls, selected: Selected) -> Wanted:
        """What the arguments say. Raises BadInput where a page is read from both ends."""
        first, last = selected.argument("first"), selected.argument("last")
        if first and last:
            raise BadInput("Give first or last, not both: a page is read from one end.")
        return cls(first or last, bool(last), selected.argument("after"), selected.argument("before"))

    def rows(self, variables: Variables) -> int:
        """How many rows the page has. Raises BadInput for sizes that no page has."""
        size: int = USUAL_SIZE if self.size is None else self.size.read(variables)
        if not 1 <= size <= LARGEST_SIZE:
            raise BadInput(f"A page has 1 to {LARGEST_SIZE} rows; {size} were asked for.")
        return size


NULLABLE = frozenset({"submitted_at", "certified_amount_minor"})
"""Paths to order by that may lead to nothing."""


def terms_of(source: Source, page: Page, asked: Given | None) -> list[Term]:
    """What the list is ordered by: as asked, else as usual; ties by id. What may be null comes last."""
    if asked and page.order:
        descends = asked.value.get("direction") is SortDirection.DESC
        paths = [(path, descends) for path in ORDERS[page.order].paths[str(asked.value["field"])]]
    else:
        paths = list(page.usual)
    terms: list[Term] = []
    for path, descends in [*paths, ("id", paths[0][1] if paths else False)]:
        text, kind = source.column(path), source.kind(path)
        if path in NULLABLE:
            terms.append(Term(f"{path}?", f"(case when {text} is null then 1 else 0 end)", int, False))
        terms.append(Term(path, source.draft.bytewise(text) if kind is str else text, kind, descends))
    return terms


class Found:
    """A page that was read: its rows in the list's order, and what is known of its surroundings."""

    __slots__ = ("has_next", "has_previous", "rows", "total")

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.has_next = False
        self.has_previous = False
        self.total = 0


@dataclass
class PageLink(HangingLink):
    """A page of rows for each row above, or of a list that stands alone (then `key` is empty).

    What it reads is asked of it first: `wants_total`, `wants_surroundings`.
    """

    page: Page
    hanging: Hanging
    wanted: Wanted
    terms: list[Term]
    filter: Given | None
    answerer: Answerer | None
    chosen_by: dict[str, Given]
    wants_total: bool = False
    wants_surroundings: bool = False

    def __post_init__(self) -> None:
        self.variable = self.code.variable("l")
        draft, source = self.level.draft, self.level.source
        self.cells = [self.level.cell(term.text) for term in self.terms]
        self.conditions = [self.level.visible, *self.hanging.conditions]
        self.conditions += [
            source.is_any(source.column(path), (value,)) for path, value in self.page.where.items()
        ]
        if self.page.filter and self.filter:
            self.conditions.append(condition(source, self.page.filter, self.filter))
        if self.answerer:
            self.conditions.append(draft.is_among(self.level.id, ":chosen", "uuid"))
        given = (self.wanted.after, self.wanted.before)
        self.after, self.before = (
            cursors.places_of(draft, self.terms, one) if one else None for one in given
        )

    @property
    def upper(self) -> str:
        """The SQL of the key of the row above; the same for all rows of a list that stands alone."""
        return "p.upper" if self.key else str(WHOLE)

    @cached_property
    def ordering(self) -> list[Convert]:
        """How the values by which the list is ordered are read from a row."""
        return [from_database(term.kind, self.level.draft.dialect) for term in self.terms]

    def cursor(self, row: Any) -> str:
        """The cursor of a row."""
        return cursors.written(self.terms, self._values(row))

    @cached_property
    def _values(self) -> Any:
        reads = ", ".join(
            f"{self.code.name(read)}({cell})" for read, cell in zip(self.ordering, self.cells, strict=True)
        )
        return self.code.function(self.level.variable, f"[{reads}]")

    def prepare(self) -> None:
        """The statements for rows, count and surroundings."""
        _ = self.statement, self.count

    async def run(self, run: Run, fetched: Fetched) -> None:
        """A statement for the rows; one more for the count, and for what surrounds them, if asked for."""
        moment: dict[str, Any] = {"size": self.wanted.rows(run.variables) + 1}
        if self.key:
            moment |= self.moment(fetched)
        if self.answerer:
            moment["chosen"] = await self._chosen(run, fetched)
        pages = fetched.found[self.place] = {}
        if not self.key or moment["uppers"]:
            await self._read(run, moment, pages)
        if not self.key:
            pages.setdefault(WHOLE, Found())
        for upper in moment.get("uppers", ()):
            pages.setdefault(upper, Found())
        fetched.rows[self.level.variable] = [row for page in pages.values() for row in page.rows]

    async def _read(self, run: Run, moment: dict[str, Any], pages: dict[Any, Found]) -> None:
        for row in await run.rows(self.statement, **moment):
            pages.setdefault(row[1], Found()).rows.append(row)
        for page in pages.values():
            self._cut(page, moment["size"] - 1)
        if self.wants_total:
            for upper, count in await run.rows(self.count, **moment):
                pages.setdefault(upper, Found()).total = count
        if self.wants_surroundings and (self.after or self.before):
            for upper, precedes, follows in await run.rows(self.surroundings, **moment):
                page = pages.setdefault(upper, Found())
                page.has_previous = page.has_previous or bool(precedes)
                page.has_next = page.has_next or bool(follows)

    def _cut(self, page: Found, size: int) -> None:
        has_more = len(page.rows) > size
        del page.rows[size:]
        if self.wanted.from_end:
            page.rows.reverse()
            page.has_previous = has_more
        else:
            page.has_next = has_more

    async def _chosen(self, run: Run, fetched: Fetched) -> list[Any]:
        """The ids that an answerer picks from the list."""
        assert self.answerer
        extra = {name: one.read(run.variables) for name, one in self.chosen_by.items()}
        keys = [value.id for value in fetched.rows[self.above.variable]]
        picked = await self.answerer(run, keys, **extra)
        return [one for ids in picked.values() for one in ids]

    @cached_property
    def statement(self) -> Statement:
        """The rows of the page and one more, by which one knows that more follow."""
        terms = [term.reversed() for term in self.terms] if self.wanted.from_end else self.terms
        order = ", ".join(term.order for term in terms)
        where = f"from {self.hanging.tables} where {' and '.join([*self.conditions, *self._between()])}"
        if not self.key:
            columns = self.level.selected(self.upper)
            return self.level.draft.finished(f"select {columns} {where} order by {order} limit :size")
        parts = [self.level.id, self.upper, *self.level.columns]
        names = [f"c{place}" for place in range(len(parts))]
        inner = ", ".join(f"{part} as {name}" for part, name in zip(parts, names, strict=True))
        return self.level.draft.finished(
            f"select {', '.join(names)} from (select {inner}, row_number() over"
            f" (partition by {self.upper} order by {order}) as place {where}) numbered"
            " where place <= :size order by c1, place"
        )

    def _between(self) -> list[str]:
        found = []
        if self.after:
            found.append(cursors.beyond(self.terms, self.after))
        if self.before:
            found.append(cursors.beyond([term.reversed() for term in self.terms], self.before))
        return found

    @cached_property
    def count(self) -> Statement:
        """How many rows match, of those that the viewer sees."""
        return self.level.draft.finished(
            f"select {self.upper}, count(*) from {self.hanging.tables}"
            f" where {' and '.join(self.conditions)}{' group by p.upper' if self.key else ''}"
        )

    @cached_property
    def surroundings(self) -> Statement:
        """Whether rows lie on the far side of the cursors, where the page itself cannot tell."""
        back = [term.reversed() for term in self.terms]
        sides = [
            cursors.beyond(terms, places, includes=True) if places else "(1 = 0)"
            for terms, places in ((back, self.after), (self.terms, self.before))
        ]
        flags = ", ".join(f"max(case when {side} then 1 else 0 end)" for side in sides)
        return self.level.draft.finished(
            f"select {self.upper}, {flags} from {self.hanging.tables} where {' and '.join(self.conditions)}"
            f" and ({' or '.join(sides)}){' group by p.upper' if self.key else ''}"
        )
