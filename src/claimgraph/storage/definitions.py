"""The tables in SQL, written from the models and `constraints`, for each database in its own way.

Every text on PostgreSQL is compared bytewise (`COLLATE "C"`), as SQLite does: order and equality are the same
on both. SQLite's tables are STRICT, so that an amount stays an integer, and its checks are triggers: a check
inside a table could be changed only by copying the table.
"""

from __future__ import annotations

from collections.abc import Iterable

from claimgraph.storage.connections import Dialect
from claimgraph.storage.constraints import INDEXES, UNIQUES, Check, Index, Unique
from claimgraph.storage.tables import Column, Table, checks, tables, type_checks


def definition(dialect: Dialect) -> str:
    """All tables with their rules and indexes, as one SQL text."""
    parts = [_create(table, dialect) for table in tables()]
    for table in tables():
        parts += _sqlite_triggers(table) if dialect is Dialect.SQLITE else _postgresql_checks(table)
    parts += [_unique_index(unique) for unique in UNIQUES]
    parts += [_index(index) for index in INDEXES]
    return "\n\n".join(parts) + "\n"


def _create(table: Table, dialect: Dialect) -> str:
    lines = [
        *(_column_line(column, dialect) for column in table.columns),
        f'CONSTRAINT "{table.name}_pkey" PRIMARY KEY ("id")',
        *(f'CONSTRAINT "{unique.name}" UNIQUE ({_quoted(unique.columns)})' for unique in table.uniques),
        *(_key_line(table.name, column) for column in table.columns if column.target),
    ]
    body = ",\n    ".join(lines)
    return f'CREATE TABLE "{table.name}" (\n    {body}\n){" STRICT" if dialect is Dialect.SQLITE else ""};'


def _column_line(column: Column, dialect: Dialect) -> str:
    kind = column.sqlite if dialect is Dialect.SQLITE else column.postgresql
    bytewise = (
        ' COLLATE "C"' if kind.startswith(("VARCHAR", "TEXT")) and dialect is Dialect.POSTGRESQL else ""
    )
    return f'"{column.name}" {kind}{bytewise}{"" if column.is_optional else " NOT NULL"}'


def _key_line(table: str, column: Column) -> str:
    name = f'CONSTRAINT "{table}_{column.name}_fkey"'
    return f'{name} FOREIGN KEY ("{column.name}") REFERENCES "{column.target}" ("id") ON DELETE RESTRICT'


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _unique_index(unique: Unique) -> str:
    where = f" WHERE {unique.where}" if unique.where else ""
    return f'CREATE UNIQUE INDEX "{unique.name}" ON "{unique.table}" ({_quoted(unique.columns)}){where};'


def _index(index: Index) -> str:
    return f'CREATE INDEX "{index.name}" ON "{index.table}" ({_quoted(index.columns)});'


def _postgresql_checks(table: Table) -> list[str]:
    return [
        f'ALTER TABLE "{table.name}" ADD CONSTRAINT "{check.name}" CHECK ({_condition(check, "")});'
        for check in checks(table)
    ]


def _sqlite_triggers(table: Table) -> list[str]:
    cases = "\n".join(_sqlite_case(check) for check in (*type_checks(table), *checks(table)))
    return [
        f'CREATE TRIGGER "{table.name}_{event.lower()}" BEFORE {event} ON "{table.name}"\n'
        f"BEGIN\n    SELECT CASE\n{cases}\n    END;\nEND;"
        for event in ("INSERT", "UPDATE")
    ]


def _sqlite_case(check: Check) -> str:
    condition = _condition(check, "NEW.")
    return f"        WHEN NOT ({condition}) THEN RAISE(ABORT, 'CHECK constraint failed: {check.name}')"


def _condition(check: Check, row: str) -> str:
    return check.condition.format(**{column: f'{row}"{column}"' for column in check.columns})
