"""From a selection to levels, links and outputs: what must be fetched, and how it is written.

Each kind of field has one function; it asks the level for facts and says how the value is got.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, singledispatchmethod
from typing import Any

from claimgraph.errors import Forbidden, RequestError
from claimgraph.resolvers.reader.answer import (
    Faults,
    Getter,
    Output,
    Path,
    Row,
    Shape,
    Value,
    written,
)
from claimgraph.resolvers.reader.asked import ANSWERERS
from claimgraph.resolvers.reader.connections import ConnectionWriter
from claimgraph.resolvers.reader.levels import AROUND, WHOLE_VALUE, Level, TableLevel, ValueLevel
from claimgraph.resolvers.reader.links import AskedLink, Hanging, ManyLink, NamedLink, OneLink, ValueLink
from claimgraph.resolvers.reader.pages import Found, PageLink, Wanted
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.selection import Details, Selected, Selection, camel
from claimgraph.resolvers.reader.values import amount, is_amount, to_answer
from claimgraph.schema.declared import (
    TYPES,
    Asked,
    Column,
    Declared,
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
from claimgraph.schema.offer import OFFERS, OfferedAction, offered

SHOWN_OF_UNSEEN = ("id", "name", "__typename")


@dataclass(frozen=True)
class Place:
    """Where a field is planned: its level, the type, what stands before its paths, and who may see it.

    `there` is None for rows that lack the part in which the field stands.
    """

    level: Level
    type_name: str
    prefix: str = ""
    seen: Getter | None = None
    there: Getter | None = None


WritePage = Callable[[Found, Path, Faults], dict[str, Any]]


class Planner:
    """Plans the answer of one root field."""

    def __init__(self, selection: Selection, run: Run) -> None:
        self.selection = selection
        self.run = run

    # Levels

    def table(self, type_name: str, given: dict[str, str] | None = None) -> TableLevel:
        """A level of rows of a declared type or interface."""
        declared = TYPES[type_name]
        return TableLevel(self.run.asking, declared=declared, draft=self.run.draft(), given=given or {})

    def shape(self, level: Level, type_name: str, details: Details, *, shows_unseen: bool = False) -> Shape:
        """How the rows of a level are written; for an interface, by the type of each row."""
        names = self.selection.types_below(type_name)
        seen = self._seen(level) if shows_unseen and isinstance(level, TableLevel) else None
        outputs = {name: self.outputs(Place(level, name, seen=seen), details) for name in names}
        return Shape(outputs, self._type_of(level, names))

    def _type_of(self, level: Level, names: list[str]) -> Getter:
        if len(names) == 1:
            return lambda _: names[0]
        told = {name: TYPES[name].only for name in names}
        tellers = {(key, value): name for name, only in told.items() for key, value in only.items()}
        (column,) = {key for key, _ in tellers}
        kind = level.fact(column)
        return lambda row: tellers[(column, kind(row))]

    def _seen(self, level: TableLevel) -> Getter:
        cell = level.cell(f"case when {level.visible} then 1 else 0 end")
        return lambda row: row.cells[cell]

    # Outputs

    def outputs(self, place: Place, details: Details) -> list[Output]:
        """The fields selected on a type."""
        return [self.output(place, one) for one in self.selection.below(place.type_name, details)]

    def output(self, place: Place, selected: Selected) -> Output:
        """One field: its value under its guard. What is wrong with its arguments is its own fault alone."""
        if selected.name == "__typename":
            return Output(selected.key, lambda *_: place.type_name, False, selected.nodes)
        declared = fields_of(place.type_name)[selected.name]
        try:
            value = self.guarded(place, declared, self.value(declared, place, selected))
        except RequestError as error:
            value = _raising(error)
        return Output(selected.key, value, declared.is_nullable, selected.nodes)

    def guarded(self, place: Place, declared: Field, value: Value) -> Value:
        """The value for whom the field is open, and the refusal for others."""
        if place.seen and declared.name not in SHOWN_OF_UNSEEN:
            value = _only_if(place.seen, _unseen, value)
        if declared.to.is_open:
            return value
        standings = place.level.fact("standings", place.prefix)
        is_restricted = (
            place.level.fact("is_restricted", place.prefix) if declared.to.contact_unless else _false
        )
        guard = declared.to
        return _only_if(lambda row: guard.admits(standings(row), is_restricted(row)), guard.refused, value)

    # One function for each kind of field

    @singledispatchmethod
    def value(self, declared: Field, place: Place, selected: Selected) -> Value:  # noqa: ARG002
        """How the value of a field is got and written."""
        raise TypeError(f"no way to answer {declared!r}")

    @value.register
    def _column(self, declared: Column, place: Place, selected: Selected) -> Value:  # noqa: ARG002
        if declared.name == "id":
            key = place.level.fact("id", place.prefix)
            return lambda row, *_: global_id(place.type_name, key(row))
        return self._scalar(declared, place, place.level.fact(declared.at, place.prefix))

    @value.register
    def _derived(self, declared: Derived, place: Place, selected: Selected) -> Value:
        get = place.level.call(declared.by, place.prefix)
        if isinstance(declared.of, str):
            return self._values(declared, place, selected, get)
        return self._scalar(declared, place, get)

    def _scalar(self, declared: Field, place: Place, get: Getter) -> Value:
        if is_amount(declared.of):
            currency = place.level.fact("currency", place.prefix)
            return lambda row, *_: amount(get(row), currency(row))
        write = to_answer(declared.of)
        if declared.is_list:
            return lambda row, *_: [write(one) for one in get(row)]
        return lambda row, *_: write(get(row))

    @value.register
    def _part(self, declared: Part, place: Place, selected: Selected) -> Value:
        if isinstance(place.level, ValueLevel):
            get = place.level.fact(declared.at or WHOLE_VALUE, place.prefix)
            return self._values(declared, place, selected, _filtering(get, selected.arguments))
        there = declared.unless_null and place.level.fact(declared.unless_null, place.prefix)
        inner = replace(
            place,
            type_name=declared.of,
            prefix=place.prefix + declared.at,
            there=_both(place.there, there) if there else place.there,
        )
        outputs = self.outputs(inner, selected.details)
        if not there:
            return lambda row, path, faults: written(outputs, row, path, faults)
        return lambda row, path, faults: None if there(row) is None else written(outputs, row, path, faults)

    def _values(self, declared: Field, place: Place, selected: Selected, get: Getter) -> Value:
        level = ValueLevel(self.run.asking)
        link = ValueLink(level, _both(place.there, get), self._around(place))
        return self._hung(place, link, declared, self.shape(level, declared.of, selected.details))

    def _around(self, place: Place) -> dict[str, Getter]:
        """What values have from the row in which they stand, as far as there is such a thing."""
        if isinstance(place.level, ValueLevel):
            return {name: place.level.fact(name) for name in AROUND}
        found = {}
        for name in AROUND:
            try:
                found[name] = place.level.fact(name, place.prefix)
            except LookupError:
                continue
        return found

    def _hung(self, place: Place, link: Any, declared: Field, shape: Shape) -> Value:
        place.level.links.append(link)
        key = id(link)

        def write(row: Row, path: Path, faults: Faults) -> Any:
            found = row.links[key]
            if isinstance(found, RequestError):
                raise found
            if isinstance(found, list):
                return shape.write_all(found, path, faults)
            return None if found is None else shape.write(found, path, faults)

        return write

    @value.register
    def _one(self, declared: One, place: Place, selected: Selected) -> Value:
        level = self.table(declared.of)
        is_needed = not declared.is_nullable
        link = OneLink(level, place.level.fact(declared.at, place.prefix), is_needed)
        shape = self.shape(level, declared.of, selected.details, shows_unseen=is_needed)
        return self._hung(place, link, declared, shape)

    @value.register
    def _many(self, declared: Many, place: Place, selected: Selected) -> Value:
        level = self.table(declared.of)
        shape = self.shape(level, declared.of, selected.details)
        link = ManyLink(
            level,
            place.level.fact("id"),
            place.level.fact(declared.match),
            Hanging(level, declared.by, declared.through, declared.when),
            declared.order,
        )
        return self._hung(place, link, declared, shape)

    @value.register
    def _named(self, declared: Named, place: Place, selected: Selected) -> Value:
        levels, shape = self.by_type(declared.of, selected.details)
        link = NamedLink(levels, place.level.fact(declared.at))
        written_all = self._hung(place, link, replace(declared, is_list=True), shape)
        if declared.is_list:
            return written_all
        return lambda row, path, faults: next(iter(written_all(row, path, faults)), None)

    def by_type(self, type_name: str, details: Details) -> tuple[dict[str, TableLevel], Shape]:
        """A level for each type behind a name, and how the rows of all are written."""
        levels, outputs = {}, {}
        for name in self.selection.types_below(type_name):
            levels[name] = self.table(name)
            outputs[name] = self.outputs(Place(levels[name], name), details)
        return levels, Shape(outputs, lambda row: row.around["type_name"])

    @value.register
    def _asked(self, declared: Asked, place: Place, selected: Selected) -> Value:
        level = ValueLevel(self.run.asking)
        answerer = ANSWERERS[place.type_name, declared.name]
        names = {camel(one.name): one.name for one in declared.arguments}
        arguments = {names[key]: value for key, value in selected.arguments.items()}
        link = AskedLink(level, self._around(place), answerer, place.level.fact("id"), arguments)
        return self._hung(place, link, declared, self.shape(level, declared.of, selected.details))

    @value.register
    def _offers(self, declared: Offers, place: Place, selected: Selected) -> Value:
        wanted = selected.arguments.get("actions")
        names = None if wanted is None else {one.name for one in wanted}
        offers = [one for one in OFFERS.get(place.type_name, []) if names is None or one.name in names]
        facts = {name: place.level.fact(name) for one in offers for name in one.facts}
        standings = place.level.fact("standings")
        is_archived = self._or_false(place, "is_archived")
        is_read_only = self.run.asking.is_read_only

        def judged(row: Row) -> list[OfferedAction]:
            known = {name: get(row) for name, get in facts.items()}
            return [offered(one, standings(row), is_read_only, is_archived(row), known) for one in offers]

        return self._values(declared, place, selected, judged)

    def _or_false(self, place: Place, name: str) -> Getter:
        try:
            return place.level.fact(name)
        except LookupError:
            return _false

    # Pages

    @value.register
    def _page(self, declared: Page, place: Place, selected: Selected) -> Value:
        link, write = self.page(declared, place, selected)
        place.level.links.append(link)
        return lambda row, path, faults: write(row.links[id(link)], path, faults)

    def page(self, declared: Page, place: Place | None, selected: Selected) -> tuple[PageLink, WritePage]:
        """A page below a row, or of a list that stands alone; and how it is written."""
        level = self.table(declared.of, {declared.gives: "p.upper"} if declared.gives else None)
        writer = ConnectionWriter(self.selection, lambda details: self.shape(level, declared.of, details))
        writers = writer.writers(declared.of, selected.details)
        above = place.level if place and declared.by else None
        link = PageLink(
            level,
            declared,
            Hanging(level, declared.by, declared.through, declared.when),
            Wanted.of(selected.arguments),
            selected.arguments,
            above.fact("id") if above else None,
            above.fact(declared.match) if above else None,
            wants_total="totalCount" in writer.asked,
            wants_surroundings="pageInfo" in writer.asked,
            answerer=ANSWERERS[place.type_name, declared.chosen] if place and declared.chosen else None,
        )
        return link, lambda found, path, faults: {
            key: write(found, link, (path, key), faults) for key, write in writers.items()
        }


def _unseen() -> Forbidden:
    return Forbidden("Here only the id and the name are shown.")


@cache
def fields_of(type_name: str) -> dict[str, Field]:
    """The fields of a type by their GraphQL names."""
    declared: Declared = TYPES[type_name]
    return {camel(name): field for name, field in declared.fields.items()}


def _false(_: Row) -> bool:
    return False


def _raising(error: RequestError) -> Value:
    def value(*_: Any) -> Any:
        raise error

    return value


def _only_if(admits: Getter, refused: Callable[[], RequestError], value: Value) -> Value:
    def guarded(row: Row, path: Path, faults: Faults) -> Any:
        if not admits(row):
            raise refused()
        return value(row, path, faults)

    return guarded


def _both(there: Getter | None, get: Getter) -> Getter:
    """A value of rows that have the part in which it stands; of others nothing is worked out."""
    if there is None:
        return get
    return lambda row: None if there(row) is None else get(row)


def _filtering(get: Getter, arguments: dict[str, Any]) -> Getter:
    """The values of a list that have one of the values which each argument names."""
    wanted = {name: set(values) for name, values in arguments.items() if values is not None}
    if not wanted:
        return get
    return lambda row: [
        one for one in get(row) if all(getattr(one, name) in chosen for name, chosen in wanted.items())
    ]
