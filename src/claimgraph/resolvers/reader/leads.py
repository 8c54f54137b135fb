"""Whether what is declared leads somewhere, asked of the reader itself when the server starts.

Every field of every type is planned as an operation would plan it, for both databases and without one:
paths, facts of rules, orders, filters and conditions are resolved, and nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from graphql import GraphQLSchema, get_operation_ast, parse
from graphql.execution.values import VariableValues

from claimgraph import models
from claimgraph.auth.expressions import Expression
from claimgraph.resolvers.reader.asked import ANSWERERS
from claimgraph.resolvers.reader.levels import ValueLevel
from claimgraph.resolvers.reader.pages import PageLink
from claimgraph.resolvers.reader.plan import ROOT, Place, Planner
from claimgraph.resolvers.reader.selection import Operation, Selected, Selection, camel
from claimgraph.resolvers.reader.statements import Draft, Source
from claimgraph.schema.declared import TYPES, Asked, Column, Declared, Field, Many, One, Page, Part
from claimgraph.schema.lists import FILTERS, ORDERS
from claimgraph.schema.reach import Beside
from claimgraph.storage.database import Dialect

CELL = re.compile(r"\b(t\d+)\.(\w+)")
KEY = "_key"
"""The end of the name of a column that holds another one folded."""

Columns = set[tuple[str, str]]


def gaps(schema: GraphQLSchema, lists: dict[str, Page]) -> list[str]:
    """What leads nowhere, each named once; `lists` are the pages that stand alone, by their names."""
    found = [one for dialect in Dialect for one in _of_database(planner(schema, dialect), lists)]
    return list(dict.fromkeys([*found, *_of_answerers()]))


def planner(schema: GraphQLSchema, dialect: Dialect) -> Planner:
    """A planner for a database that is not there, and for nobody; whatever it plans selects nothing below."""
    nothing = get_operation_ast(parse("{ __typename }"))
    assert nothing is not None
    return Planner(Selection(Operation(schema, {}, nothing, VariableValues({}, {}))), dialect)


def _of_database(planned: Planner, lists: dict[str, Page]) -> Iterator[str]:
    for declared in TYPES.values():
        if declared.model:
            yield from _of_rows(planned, declared)
        else:
            yield from _of_value(planned, declared)
    for name, page in lists.items():
        planned.links.clear()
        yield from failing(name, planned.page, page, None, _asked_for(page))
        yield from _of_lists(name, page, planned)


def failing(what: str, lead: Callable[..., object], *given: object) -> Iterator[str]:
    """That something leads nowhere, named."""
    try:
        lead(*given)
    except (LookupError, AttributeError, TypeError, ValueError, StopIteration) as failed:
        yield f"{what}: {failed.args[0] if failed.args else type(failed).__name__}."


def _asked_for(field: Field) -> Selected:
    return Selected(camel(field.name), camel(field.name), {}, [])


# Rows and their fields


def _of_rows(planned: Planner, declared: Declared) -> Iterator[str]:
    level = planned.table(declared.name)
    yield from failing(f"{declared.name}: its scope", level.fact, "standings")
    for name, reached in declared.reach.items():
        yield from failing(f"{declared.name}: {name} in its reach", level.fact, name)
        if isinstance(reached, Beside):
            yield from _of_beside(f"{declared.name}: {name} in its reach", declared, reached)
    if not declared.is_interface:
        yield from _of_fields(planned, Place(level, declared.name), declared.fields)


def _of_value(planned: Planner, declared: Declared) -> Iterator[str]:
    """What hangs on a value that is no row; its own attributes are looked at elsewhere."""
    place = Place(ValueLevel(planned.code, ROOT, planned.dialect), declared.name)
    hanging = {name: field for name, field in declared.fields.items() if isinstance(field, Many | Page | One)}
    yield from _of_fields(planned, place, hanging)


def _of_beside(what: str, declared: Declared, beside: Beside) -> Iterator[str]:
    """The columns that join a row beside; SQL would be written with any name."""
    latest = [beside.latest] if beside.latest else []
    wanted = [(beside.model, name) for name in (beside.by, *beside.where, *latest)]
    for model, name in [(declared.model, beside.match), *wanted]:
        if model and name not in model._meta.fields_map:
            yield f"{what}: {model.__name__} has no {name}."


def _of_fields(planned: Planner, place: Place, fields: Mapping[str, Field]) -> Iterator[str]:
    for field in fields.values():
        path = f"{place.type_name}.{camel(field.name)}"
        yield from failing(path, _plan, planned, place, field)
        if isinstance(field, Part):
            below = Place(place.level, field.of, place.prefix + field.at)
            yield from _of_fields(planned, below, TYPES[field.of].fields)
        elif isinstance(field, Page):
            yield from _of_lists(path, field, planned)


def _plan(planned: Planner, place: Place, field: Field) -> None:
    """Plans a field under its guard, and writes the statements of what hangs on it."""
    if isinstance(field, Asked) and (place.type_name, field.name) not in ANSWERERS:
        raise LookupError("nobody answers it; write an answerer by this name")
    if isinstance(field, Page) and field.chosen and (place.type_name, field.chosen) not in ANSWERERS:
        raise LookupError(f"nobody chooses its rows; write an answerer {field.chosen}")
    planned.links.clear()
    planned.guarded(place, field, planned.value(field, place, _asked_for(field)))
    for link in planned.links:
        link.prepare()


def _of_answerers() -> Iterator[str]:
    for type_name, name in ANSWERERS:
        fields = TYPES[type_name].fields if type_name in TYPES else {}
        chosen = {field.chosen for field in fields.values() if isinstance(field, Page)}
        if not isinstance(fields.get(name), Asked) and name not in chosen:
            yield f"{type_name}.{name}: it is answered, and no field asks for it."


# Lists


def _of_lists(path: str, page: Page, planned: Planner) -> Iterator[str]:
    """What the lists that were planned last are filtered and ordered by."""
    for link in planned.links:
        if isinstance(link, PageLink):
            yield from _of_list(path, page, link.level.source)


def _of_list(path: str, page: Page, source: Source) -> Iterator[str]:
    """What a list is filtered and ordered by: it must be there, and everybody's who sees the row."""
    for what, at in _compared(path, page):
        yield from failing(what, source.column, at)
        for model, name in sorted(columns(source, at) & guarded_columns(source.draft.dialect)):
            yield f"{what}: it tells {name} of {model}, which is guarded."


def _compared(path: str, page: Page) -> Iterator[tuple[str, str]]:
    """What a list compares: a name for it, and the path."""
    for at, _ in page.usual:
        yield f"{path}, its usual order", at
    if page.order in ORDERS:
        for value, paths in ORDERS[page.order].paths.items():
            yield from ((f"{page.order}.{value}", at) for at in paths)
    if page.filter in FILTERS:
        for name, member in FILTERS[page.filter].members.items():
            yield f"{page.filter}.{camel(name)}", member.at
            if member.kind == "amount":
                yield f"{page.filter}.{camel(name)}", "currency"


class Unjudged(Source):
    """A table whose paths are followed without asking what the viewer is to a row."""

    def holds(self, expression: Expression, prefix: str = "", me: str = ":me") -> str:  # noqa: ARG002
        """A judgement reads no column that it tells."""
        return "true"


def columns(source: Source, path: str) -> Columns:
    """The columns whose values a path tells, as far as it names them; of a folded key, what it is made of."""
    plain = Unjudged(source.draft, source.model, source.alias, source.given, source.reach)
    if not plain.has(path):
        return set()
    text = plain.column(path)
    tables = {alias: _title(model, way) for way, (_, model, alias) in plain.joins.items()}
    tables[plain.alias] = plain.model.__name__
    return {(tables[alias], name.removesuffix(KEY)) for alias, name in CELL.findall(text) if alias in tables}


def _title(model: type[models.Row], way: str) -> str:
    """What to call a joined table: rows that stand beside another are not all rows of the table."""
    name = way.rpartition(".")[2]
    stands_beside = any(isinstance(declared.reach.get(name), Beside) for declared in TYPES.values())
    return f"{name} {model.__name__}" if stands_beside else model.__name__


@cache
def guarded_columns(dialect: Dialect) -> Columns:
    """The columns of rows that somebody who sees a row may not see."""
    found: dict[bool, Columns] = {True: set(), False: set()}
    for declared in TYPES.values():
        if declared.model:
            source = Source(Draft(dialect), declared.model, "t0", {}, declared.reach)
            for is_open, at in _shown_paths(declared, "", is_open=True):
                found[is_open] |= columns(source, at)
    return found[False] - found[True]


def _shown_paths(declared: Declared, prefix: str, *, is_open: bool) -> Iterator[tuple[bool, str]]:
    for field in declared.fields.values():
        seen = is_open and field.to.is_open
        if isinstance(field, Column):
            yield seen, prefix + field.at
        elif isinstance(field, Part):
            yield from _shown_paths(TYPES[field.of], prefix + field.at, is_open=seen)
