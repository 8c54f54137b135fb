"""A valid row for every table, made from its description, and how to put rows in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from claimgraph.models import FOREVER
from claimgraph.storage.database import Writing
from claimgraph.storage.failures import Failure
from claimgraph.storage.tables import Column, Table, tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 3, 1)

Row = dict[str, object]

# What a description cannot tell.
CHOSEN: dict[str, Row] = {
    "actor": {"email": "eve@example.com", "email_key": "eve@example.com"},
    "billing_period": {"ends_on": DAY + timedelta(days=600), "due_on": DAY + timedelta(days=600)},
}


def key(table: str, which: int) -> UUID:
    """The id of the row `which` of a table."""
    return uuid5(NAMESPACE_OID, f"{table} {which}")


def table_named(name: str) -> Table:
    """The description of a table."""
    return next(table for table in tables() if table.name == name)


def row(table: Table, which: int = 1, **changes: object) -> Row:
    """A valid row that points at the rows `which` of other tables and differs from others' in all it can."""
    values: Row = {column.name: _value(table, column, which) for column in table.columns}
    chosen = CHOSEN.get(table.name, {})
    return {**values, **{name: _numbered(value, which) for name, value in chosen.items()}, **changes}


def _value(table: Table, column: Column, which: int) -> object:
    if column.name == "id":
        return key(table.name, which)
    if column.is_optional:
        return None
    if column.target:
        return key(column.target, which)
    if column.words:
        return column.words[0]
    return FOREVER if column.name == "ends_at" else _plain(column.postgresql, which)


def _plain(kind: str, which: int) -> object:
    plain: Row = {
        "UUID": key("", which),
        "BOOL": False,
        "INT": which,
        "BIGINT": which,
        "TIMESTAMPTZ": NOW,
        "DATE": DAY + timedelta(days=which),
        "TEXT": f"text {which}",
    }
    return plain.get(kind, f"t{which}")


def _numbered(value: object, which: int) -> object:
    return f"{which}.{value}" if isinstance(value, str) else value


async def insert(writing: Writing, table: str, values: Row) -> None:
    """Writes one row."""
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    await writing.execute(f'insert into "{table}" ({names}) values ({marks})', list(values.values()))


async def company(writing: Writing, which: int = 1) -> None:
    """Writes the company `which`."""
    await insert(writing, "company", row(table_named("company"), which))


async def fill(writing: Writing, which: int = 1) -> None:
    """Writes one row into every table."""
    for table in tables():
        await insert(writing, table.name, row(table, which))


class _Undo(Exception):
    pass


async def refusal(writing: Writing, table: str, values: Row) -> Failure | None:
    """Why the row is refused, or None when it is not; it does not stay."""
    try:
        async with writing.savepoint():
            await insert(writing, table, values)
            raise _Undo
    except _Undo:
        return None
    except Failure as failure:
        return failure
