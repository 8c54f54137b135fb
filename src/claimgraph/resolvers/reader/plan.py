"""From a selection to a plan: what is fetched, in which order, and how the answer is written.

Each kind of field has one function: it says which facts are needed, and what the field's node is. A plan
holds no value of a request and nothing about a viewer; it is made once for a document and the shape of its
variables, and serves everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial, singledispatchmethod
from typing import Any

from claimgraph.errors import Forbidden, RequestError
from claimgraph.resolvers.reader.answer import (
    Broken,
    ByType,
    Fault,
    Guarded,
    Node,
    Nulled,
    Object,
    Output,
    Plain,
    Several,
    Single,
    Writing,
    needed,
)
from claimgraph.resolvers.reader.asked import ANSWERERS
from claimgraph.resolvers.reader.code import Code
from claimgraph.resolvers.reader.connections import connection
from claimgraph.resolvers.reader.finished import Finished
from claimgraph.resolvers.reader.levels import WHOLE_VALUE, Level, TableLevel, ValueLevel
from claimgraph.resolvers.reader.links import (
    AskedLink,
    Fetched,
    Hanging,
    Link,
    ManyLink,
    NamedLink,
    OneLink,
    SpreadLink,
    all_named,
    first_named,
    named_in_place,
)
from claimgraph.resolvers.reader.pages import WHOLE, PageLink, Wanted, terms_of
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.selection import Details, Selected, Selection, camel
from claimgraph.resolvers.reader.statements import Draft
from claimgraph.resolvers.reader.values import amount, is_amount, same, to_answer
from claimgraph.rules.standing import Standing
from claimgraph.schema.declared import (
    TYPES,
    Asked,
    Column,
    Derived,
    Field,
    Many,
    Named,
    Offers,
    One,
    Page,
    Part,
)
from claimgraph.schema.identity import global_id
from claimgraph.schema.offer import OFFERS, Offer, OfferedAction, offered
from claimgraph.storage.database import Dialect

SHOWN_OF_UNSEEN = ("id", "name", "__typename")
PAGING = ("first", "after", "last", "before", "filter", "orderBy")
"""The arguments that every list may have; others are for whoever chooses its rows."""

ROOT = "v0"
"""The variable of what stands above everything: the value, or the ids, that the root field is about."""


@dataclass
class Plan:
    """How one root field is answered: the links in their order, and the node of the answer."""

    code: Code
    links: list[Link]
    root: Node

    def __post_init__(self) -> None:
        self.places = max((link.place for link in self.links), default=-1) + 1
        self.write = self.code.function(f"f, q, {ROOT}", self.root.code())

    async def answer(self, run: Run, value: Any = None) -> Finished:
        """Fetches and writes the answer; where something is refused, once more, field by field."""
        fetched = Fetched([None] * self.places, {ROOT: [value]})
        for link in self.links:
            try:
                await link.run(run, fetched)
            except RequestError as wrong:
                link.failed(fetched, wrong)
        try:
            return Finished(self.write(fetched.found, run.asking, value))
        except RequestError:
            return self._written(fetched, run, value)

    def _written(self, fetched: Fetched, run: Run, value: Any) -> Finished:
        writing = Writing(self.code, {"f": fetched.found, "q": run.asking, ROOT: value})
        try:
            data = self.root.write(writing, ())
        except Nulled:
            data = None
        except RequestError as wrong:
            return Finished(None, (Fault((), wrong, []),))
        return Finished(data, tuple(writing.faults))


@dataclass(frozen=True)
class Place:
    """Where a field is planned: its level, the type, and what stands before its paths.

    `seen` is the condition that more of a row is shown than its name; `there` that a part of it is there.
    """

    level: Level
    type_name: str
    prefix: str = ""
    seen: str | None = None
    there: str = ""


@dataclass
class Planner:
    """Plans the answer of one root field, for one database."""

    selection: Selection
    dialect: Dialect
    code: Code = field(default_factory=Code)
    links: list[Link] = field(default_factory=list)
    places: int = 0

    # Roots

    def of_ids(self, type_names: Sequence[str], details: Details, *, is_list: bool) -> Plan:
        """What has these ids, each of one of the types; null where it does not exist for the viewer."""
        link, inner = self.by_type(ValueLevel(self.code, ROOT, self.dialect), ROOT, type_names, details)
        if is_list:
            source = f"{self.code.name(named_in_place)}(f[{link.place}], {ROOT})"
            return self._plan(Several(inner.variable, source, inner))
        source = f"{self.code.name(first_named)}(f[{link.place}], {ROOT})"
        return self._plan(Single(inner.variable, source, inner))

    def of_page(self, declared: Page, selected: Selected) -> Plan:
        """A page of a list that stands alone."""
        return self._plan(self.page(declared, None, selected))

    def of_value(self, type_name: str, details: Details, standings: Standing) -> Plan:
        """A value that is no row: the viewer, or what a mutation answers."""
        level = ValueLevel(self.code, ROOT, self.dialect, {"standings": self.code.name(standings)})
        return self._plan(self.object(Place(level, type_name), details))

    def _plan(self, root: Node) -> Plan:
        return Plan(self.code, self.links, root)

    # Levels and objects

    def table(self, type_name: str, given: dict[str, str] | None = None) -> TableLevel:
        """A level of rows of a declared type or interface."""
        return TableLevel(
            self.code, self.code.variable("r"), TYPES[type_name], Draft(self.dialect), given or {}
        )

    def values(self, place: Place) -> ValueLevel:
        """A level of values that stand in a row, or in another value."""
        return ValueLevel(self.code, self.code.variable("v"), self.dialect, outer=(place.level, place.prefix))

    def _next(self) -> int:
        self.places += 1
        return self.places - 1

    def _linked(self, link: Link) -> Any:
        self.links.append(link)
        return link

    def shape(self, level: Level, type_name: str, details: Details, *, shows_unseen: bool = False) -> Node:
        """How the rows of a level are written; for an interface, by the type of each row."""
        names = self.selection.types_below(type_name)
        seen = None
        if shows_unseen and isinstance(level, TableLevel):
            seen = level.cell(f"case when {level.visible} then 1 else 0 end")
        objects: dict[str, Node] = {
            name: self.object(Place(level, name, seen=seen), details) for name in names
        }
        return (
            objects[names[0]]
            if len(names) == 1
            else ByType(self._teller(level, names), objects, level.variable)
        )

    def _teller(self, level: Level, names: Sequence[str]) -> str:
        """The name of a row's type, by the columns that tell the types of a shared table apart."""
        tellers = {value: name for name in names for value in TYPES[name].only.values()}
        (column,) = {column for name in names for column in TYPES[name].only}
        return f"{self.code.name(tellers)}[{level.fact(column)}]"

    def object(self, place: Place, details: Details, there: str = "") -> Object:
        """The fields selected on a type."""
        outputs = [self.output(place, one) for one in self.selection.below(place.type_name, details)]
        return Object(outputs, self.code.name(needed), there)

    def fields(self, type_name: str, details: Details, node: Callable[[Selected], Node]) -> Object:
        """The fields selected on a type that is not declared, each by what it is."""

        def output(one: Selected) -> Output:
            found = self._typename(type_name) if one.name == "__typename" else node(one)
            return Output(one.key, found, self.selection.is_nullable(type_name, one.name), one.nodes)

        outputs = [output(one) for one in self.selection.below(type_name, details)]
        return Object(outputs, self.code.name(needed))

    def _typename(self, type_name: str) -> Node:
        return Plain(repr(type_name), is_sure=True)

    def output(self, place: Place, selected: Selected) -> Output:
        """One field: its value under its guard. What is wrong with its arguments is its own fault alone."""
        if selected.name == "__typename":
            return Output(selected.key, self._typename(place.type_name), False, selected.nodes)
        declared = fields_of(place.type_name)[selected.name]
        before = len(self.links)
        try:
            node = self.guarded(place, declared, self.value(declared, place, selected))
        except RequestError as wrong:
            del self.links[before:]
            node = Broken(wrong, self._raising(partial(_same, wrong)))
        return Output(selected.key, node, declared.is_nullable, selected.nodes)

    def guarded(self, place: Place, declared: Field, node: Node) -> Node:
        """The value for whom the field is open, and the refusal for others."""
        if place.seen and declared.name not in SHOWN_OF_UNSEEN:
            node = Guarded(place.seen, self._raising(unseen), node)
        if declared.to.is_open:
            return node
        admitted = place.level.admits(declared.to, place.prefix)
        return Guarded(admitted, self._raising(declared.to.refused), node) if admitted else node

    def _raising(self, error: Callable[[], RequestError]) -> str:
        return self.code.name(partial(_raise, error))

    # One function for each kind of field

    @singledispatchmethod
    def value(self, declared: Field, place: Place, selected: Selected) -> Node:  # noqa: ARG002
        """What the value of a field is."""
        raise TypeError(f"no way to answer {declared!r}")

    @value.register
    def _column(self, declared: Column, place: Place, selected: Selected) -> Node:  # noqa: ARG002
        if declared.name == "id":
            write = self.code.name(partial(global_id, place.type_name))
            return Plain(f"{write}({place.level.fact('id', place.prefix)})", is_sure=True)
        if isinstance(place.level, TableLevel) and not declared.is_list and not is_amount(declared.of):
            cell = place.level.written(declared.at, place.prefix, declared.of)
            if cell:
                return Plain(cell, is_sure=place.level.is_never_null(place.prefix + declared.at))
        return self._scalar(declared, place, place.level.fact(declared.at, place.prefix))

    @value.register
    def _derived(self, declared: Derived, place: Place, selected: Selected) -> Node:
        value = place.level.call(declared.by, place.prefix)
        if isinstance(declared.of, str):
            return self._parts(declared, place, selected, value)
        return self._scalar(declared, place, value)

    def _scalar(self, declared: Field, place: Place, value: str) -> Node:
        if is_amount(declared.of):
            return Plain(f"{self.code.name(amount)}({value}, {place.level.fact('currency', place.prefix)})")
        write = to_answer(declared.of)
        if declared.is_list:
            return Plain(f"[{self._call(write, 'one')} for one in {value}]", is_sure=True)
        return Plain(self._call(write, value))

    def _call(self, function: Callable[..., Any], value: str) -> str:
        return value if function is same else f"{self.code.name(function)}({value})"

    @value.register
    def _part(self, declared: Part, place: Place, selected: Selected) -> Node:
        if isinstance(place.level, ValueLevel):
            value = place.level.fact(declared.at or WHOLE_VALUE, place.prefix)
            return self._parts(declared, place, selected, self._filtered(value, selected))
        there = ""
        if declared.unless_null is not None:
            there = f"{place.level.fact(declared.unless_null, place.prefix)} is not None"
        inner = replace(
            place,
            type_name=declared.of,
            prefix=place.prefix + declared.at,
            there=" and ".join(filter(None, (place.there, there))),
        )
        return self.object(inner, selected.details, there)

    def _filtered(self, value: str, selected: Selected) -> str:
        """The values of a list that have one of the words which each argument names."""
        wanted = {
            name: frozenset(given.value)
            for name, given in selected.arguments.items()
            if given.value is not None
        }
        return f"{self.code.name(partial(_only, wanted))}({value})" if wanted else value

    def _parts(self, declared: Field, place: Place, selected: Selected, value: str) -> Node:
        """A value, or a list of values, that an expression gives."""
        level = self.values(place)
        spread = SpreadLink(
            place.level, -1, level, f"({value} if {place.there} else None)" if place.there else value
        )
        before = len(self.links)
        inner = self.shape(level, declared.of, selected.details)
        if len(self.links) > before:
            self.links.insert(before, spread)
        return self._hung(declared, level, value, inner)

    def _hung(self, declared: Field, level: Level, source: str, inner: Node) -> Node:
        return (Several if declared.is_list else Single)(level.variable, source, inner)

    @value.register
    def _one(self, declared: One, place: Place, selected: Selected) -> Node:
        level = self.table(declared.of)
        is_needed = not declared.is_nullable
        key = place.level.key(declared.at, place.prefix)
        link = self._linked(OneLink(place.level, self._next(), level, key, is_needed))
        inner = self.shape(level, declared.of, selected.details, shows_unseen=is_needed)
        return Single(level.variable, f"f[{link.place}].get({key})", inner)

    @value.register
    def _many(self, declared: Many, place: Place, selected: Selected) -> Node:
        level = self.table(declared.of)
        key, match = place.level.key("id"), place.level.key(declared.match)
        hanging = Hanging(level, declared.by, declared.through, declared.when)
        link = self._linked(ManyLink(place.level, self._next(), level, key, match, hanging, declared.order))
        inner = self.shape(level, declared.of, selected.details)
        return Several(level.variable, f"f[{link.place}].get({key}, ())", inner)

    @value.register
    def _named(self, declared: Named, place: Place, selected: Selected) -> Node:
        ids = place.level.fact(declared.at)
        link, inner = self.by_type(
            place.level, ids, self.selection.types_below(declared.of), selected.details
        )
        if declared.is_list:
            return Several(inner.variable, f"{self.code.name(all_named)}(f[{link.place}], {ids})", inner)
        return Single(inner.variable, f"{self.code.name(first_named)}(f[{link.place}], {ids})", inner)

    def by_type(
        self, above: Level, ids: str, type_names: Sequence[str], details: Details
    ) -> tuple[NamedLink, ByType]:
        """Rows that ids name, each of one of the types; they are written from pairs of id and row."""
        levels = {name: self.table(name) for name in type_names}
        link = self._linked(NamedLink(above, self._next(), levels, ids))
        pair = self.code.variable("p")
        objects: dict[str, Node] = {
            name: Single(level.variable, f"{pair}[1]", self.object(Place(level, name), details))
            for name, level in levels.items()
        }
        return link, ByType(f"{pair}[0].type_name", objects, pair)

    @value.register
    def _asked(self, declared: Asked, place: Place, selected: Selected) -> Node:
        level = self.values(place)
        names = {camel(one.name): one.name for one in declared.arguments}
        arguments = {names[key]: given for key, given in selected.arguments.items()}
        answerer = ANSWERERS[place.type_name, declared.name]
        uuid, key = place.level.fact("id"), place.level.key("id")
        link = self._linked(AskedLink(place.level, self._next(), level, uuid, answerer, arguments))
        inner = self.shape(level, declared.of, selected.details)
        return self._hung(declared, level, f"f[{link.place}].get({key})", inner)

    @value.register
    def _offers(self, declared: Offers, place: Place, selected: Selected) -> Node:
        wanted = selected.argument("actions")
        names = None if wanted is None else {one.name for one in wanted.value}
        offers = [one for one in OFFERS.get(place.type_name, []) if names is None or one.name in names]
        facts = ", ".join(
            f"{name!r}: {place.level.fact(name)}"
            for name in dict.fromkeys(name for one in offers for name in one.facts)
        )
        is_archived = place.level.fact("is_archived") if place.level.has("is_archived") else "False"
        judging = self.code.name(partial(_judged, offers))
        value = f"{judging}({place.level.fact('standings')}, q.is_read_only, {is_archived}, {{{facts}}})"
        return self._parts(declared, place, selected, value)

    # Pages

    @value.register
    def _page(self, declared: Page, place: Place, selected: Selected) -> Node:
        return self.page(declared, place, selected)

    def page(self, declared: Page, place: Place | None, selected: Selected) -> Node:
        """A page below a row, or of a list that stands alone; and how it is written."""
        level = self.table(declared.of, {declared.gives: "p.upper"} if declared.gives else None)
        above = place.level if place else ValueLevel(self.code, ROOT, self.dialect)
        hangs = place is not None and declared.by is not None
        key = above.key("id") if hangs else ""
        link = PageLink(
            above,
            self._next(),
            level,
            key,
            above.key(declared.match) if hangs else "",
            declared,
            Hanging(level, declared.by, declared.through, declared.when),
            Wanted.of(selected),
            terms_of(level.source, declared, selected.argument("orderBy")),
            selected.argument("filter"),
            ANSWERERS[place.type_name, declared.chosen] if place and declared.chosen else None,
            {name: given for name, given in selected.arguments.items() if name not in PAGING},
        )
        self._linked(link)
        node = connection(self, link, declared.of, selected.details)
        return Single(link.variable, f"f[{link.place}].get({key or WHOLE})", node)


def unseen() -> Forbidden:
    """What stands where a row shows its name alone."""
    return Forbidden("Here only the id and the name are shown.")


@cache
def fields_of(type_name: str) -> dict[str, Field]:
    """The fields of a type by their GraphQL names."""
    return {camel(name): declared for name, declared in TYPES[type_name].fields.items()}


def _same(error: RequestError) -> RequestError:
    return error


def _raise(error: Callable[[], RequestError]) -> Any:
    raise error()


def _only(wanted: dict[str, frozenset[Any]], values: Iterable[Any]) -> list[Any]:
    return [one for one in values if all(getattr(one, name) in chosen for name, chosen in wanted.items())]


def _judged(
    offers: list[Offer], standings: Standing, is_read_only: bool, is_archived: bool, facts: dict[str, Any]
) -> list[OfferedAction]:
    return [offered(one, standings, is_read_only, is_archived, facts) for one in offers]
