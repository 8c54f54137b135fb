"""The rule book: who sees what and who may do what, written from the declarations and from nothing else.

It is Markdown for an auditor (docs/policy.md): the ways in to the rows of each type in words, the audience of
each field, what lists compare, and for each mutation to whom it is open and what it can refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from strawberry.utils.str_converters import to_camel_case as camel

from claimgraph.auth.wording import ways_in
from claimgraph.rules.codes import ErrorCode
from claimgraph.rules.standing import MEANINGS, NOBODY, TITLES, Standing
from claimgraph.schema.declared import TYPES, Declared, Field, Page, text_of
from claimgraph.schema.directives import Opening
from claimgraph.schema.gaps import holders, possible_standings
from claimgraph.schema.lists import FILTERS, ORDERS
from claimgraph.schema.offer import parameters

SHORT = {
    Standing.ADMINISTRATOR: "A",
    Standing.STANDARD: "S",
    Standing.READER: "R",
    Standing.CONTACT: "C",
    Standing.SELF: "SELF",
}
OPEN, CLOSED = "yes", "-"


class Mutation(Opening, Protocol):
    """What the rule book tells of a mutation."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def in_short(self) -> str:
        """What it does."""

    @property
    def on(self) -> tuple[str, ...]:
        """The types on which it is judged."""

    @property
    def unless(self) -> Callable[..., Any] | None:
        """The rule that can stand against it."""

    @property
    def forbids(self) -> Callable[..., str | None] | None:
        """What narrows who may."""

    @property
    def in_archive(self) -> bool:
        """Whether an archived project lets it."""


def rule_book(order: Sequence[str], mutations: Iterable[Mutation], lists: Mapping[str, Page]) -> str:
    """The rule book; `order` names the types in turn, `lists` are the root fields that page."""
    shown = [TYPES[name] for name in order if "Payload" not in (name, *TYPES[name].interfaces)]
    chapters = [
        *_opening(),
        *_guarded_fields(shown),
        *_rows(shown),
        *_parts(shown),
        *_lists(shown, lists),
        *_mutations(list(mutations)),
    ]
    return "\n".join(chapters) + "\n"


def _opening() -> Iterator[str]:
    yield "# Who sees what, and who may do what"
    yield ""
    yield "Written by `make schema` from the declarations that the server runs by; a test compares the two."
    yield ""
    yield OPENING
    yield ""
    yield "## What a viewer can be to a row"
    yield ""
    yield from _table(("short", "standing", "in texts", "meaning"), _standings())


OPENING = """\
Four rules hold everywhere.

1. A row that no way leads to does not exist for the viewer: not by its id, in no list, count, sum or filter.
2. A field that is not for him, on a row that he sees, is null with one error `FORBIDDEN` at its path.
3. A mutation on a row that he does not see answers `NOT_FOUND`; on one that he sees but that is not his to \
change, `FORBIDDEN`; nothing is written in either case.
4. An edge to a row that he does not see is null, or left out of a list. Where a row always has such an \
edge, its id and its name are shown and nothing else.

A grant (employment, access level, designation, entry of an access list) counts while it runs: from its \
begin until its end, by the clock of each request. Several standings add up; none takes away what another \
opens."""


def _standings() -> Iterator[tuple[str, ...]]:
    for standing, meaning in MEANINGS.items():
        yield SHORT[standing], str(standing.name), TITLES[standing], meaning


# Fields


def _guarded_fields(shown: list[Declared]) -> Iterator[str]:
    yield "## Fields that not everybody sees who sees the row"
    yield ""
    yield "All other fields are for everybody who sees the row, or was shown the part."
    yield ""
    rows = [
        (f"{declared.name}.{camel(name)}", *_audience(field, tuple(SHORT), possible_standings(declared.name)))
        for declared in shown
        for name, field in declared.fields.items()
        if not field.to.is_open
    ]
    yield from _table(("field", *SHORT.values()), rows)
    yield "Settings that take fields from claim contacts, and from them alone:"
    yield ""
    yield from _restrictions(shown)


def _restrictions(shown: list[Declared]) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for declared in shown:
        for name, field in declared.fields.items():
            if field.to.contact_unless:
                told = f"{field.to.contact_unless.name}: {field.to.contact_unless.description}"
                found.setdefault(told, []).append(f"`{declared.name}.{camel(name)}`")
    for told, names in found.items():
        yield f"- {told} {', '.join(names)}."
    yield ""


def _audience(field: Field, standings: Iterable[Standing], possible: Standing) -> Iterator[str]:
    """A cell for each standing: open, closed, open unless a setting says so, or empty where nobody is it."""
    for standing in standings:
        if standing not in possible:
            yield ""
        elif standing not in field.to.standings:
            yield CLOSED
        elif field.to.contact_unless and standing is Standing.CONTACT:
            yield f"unless {field.to.contact_unless.name}"
        else:
            yield OPEN


# Types


def _rows(shown: list[Declared]) -> Iterator[str]:
    yield "## Types with rows of their own"
    yield ""
    for declared in shown:
        if declared.model and not declared.is_interface:
            yield from _of_type(declared)


def _of_type(declared: Declared) -> Iterator[str]:
    yield f"### {declared.name}"
    yield ""
    yield f"{declared.description} Rows: `{declared.rows.name}`. {declared.rows.name.description}"
    yield ""
    for standing, way in declared.rows.ways:
        yield f"- **{SHORT[standing]}** when one of these holds:"
        yield from (f"  - {text}" for text in ways_in(way))
    yield ""
    yield from _fields(declared)


def _parts(shown: list[Declared]) -> Iterator[str]:
    yield "## Parts"
    yield ""
    yield "A part is seen by whoever was answered what it is part of, with the standings that he has there."
    yield ""
    for declared in shown:
        if not declared.model and not declared.is_interface:
            yield f"### {declared.name}"
            yield ""
            yield f"{declared.description} {_shown_in(declared)}"
            yield ""
            yield from _fields(declared)


def _shown_in(declared: Declared) -> str:
    places = [
        f"`{holder}.{camel(name)}`"
        for holder in holders(declared)
        for name, field in TYPES[holder].fields.items()
        if field.of == declared.name
    ]
    return f"Shown in {', '.join(places)}."


def _fields(declared: Declared) -> Iterator[str]:
    possible = possible_standings(declared.name) or NOBODY
    columns = [standing for standing in SHORT if standing in possible]
    rows = [(camel(name), *_audience(field, columns, possible)) for name, field in declared.fields.items()]
    if all(field.to.is_open for field in declared.fields.values()):
        yield f"Every field is open: {', '.join(f'`{row[0]}`' for row in rows)}."
        yield ""
    else:
        yield from _table(("field", *(SHORT[one] for one in columns)), rows)


# Lists


def _lists(shown: list[Declared], lists: Mapping[str, Page]) -> Iterator[str]:
    yield "## What lists are filtered and ordered by"
    yield ""
    yield "Always after the rows that do not exist for the viewer are gone, and by nothing that is guarded."
    yield ""
    pages = [(f"Query.{camel(name)}", page) for name, page in lists.items()]
    for declared in shown:
        fields = declared.fields.items()
        pages += [(f"{declared.name}.{camel(name)}", one) for name, one in fields if isinstance(one, Page)]
    yield from _table(("list", "rows", "filter", "order"), [_list(path, page) for path, page in pages])
    for filtered in FILTERS.values():
        members = ", ".join(f"`{camel(name)}` ({one.at})" for name, one in filtered.members.items())
        nested = " Nests with and, or, not." if filtered.nests else ""
        yield f"- **{filtered.name}**: {members}.{nested}"
    for order in ORDERS.values():
        values = ", ".join(f"`{name}` ({', '.join(paths)})" for name, paths in order.paths.items())
        yield f"- **{order.name}**: {values}."
    yield ""


def _list(path: str, page: Page) -> tuple[str, ...]:
    return path, page.of, page.filter or CLOSED, page.order or CLOSED


# Mutations


def _mutations(mutations: list[Mutation]) -> Iterator[str]:
    yield "## Mutations"
    yield ""
    general = ", ".join(f"`{code.name}`" for code in ErrorCode if code.description.startswith("Any mutation"))
    yield f"{MUTATIONS} {general}."
    yield ""
    headings = ("mutation", "judged on", *SHORT.values(), "own refusals")
    yield from _table(headings, (_mutation(one) for one in mutations))
    yield "What they do, and what their rules look at:"
    yield ""
    yield from (_told(one) for one in mutations)


MUTATIONS = (
    "An empty cell means that nobody can be that to such a row. Besides its own refusals every mutation can "
    "answer the general ones; a token that may only read can call none. A mutation that is judged on the "
    "viewer himself is open to whoever has such a standing anywhere. The general refusals:"
)


def _mutation(made: Mutation) -> tuple[str, ...]:
    possible = NOBODY
    for name in made.on:
        possible |= possible_standings(name)
    cells = [OPEN if one in made.open_to.standings else CLOSED if one in possible else "" for one in SHORT]
    return made.name, ", ".join(made.on), *cells, ", ".join(made.codes)


def _told(made: Mutation) -> str:
    asked = parameters(made.unless)
    rule = f" Its rule looks at {', '.join(asked)}." if asked else ""
    bar = f" Narrowed: {text_of(made.forbids)}" if made.forbids else ""
    archive = " Also in an archived project." if made.in_archive else ""
    return f"- **{made.name}**: {made.in_short}.{rule}{bar}{archive}"


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (headings, ("---",) * len(headings), *rows):
        yield f"| {' | '.join(row)} |"
    yield ""
