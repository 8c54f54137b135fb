"""The tables as the models describe them, and every check that their rows must fulfil."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from graphlib import TopologicalSorter
from uuid import UUID

from tortoise import Model, fields
from tortoise.fields.data import CharEnumFieldInstance
from tortoise.fields.relational import ForeignKeyFieldInstance

from claimgraph import models
from claimgraph.storage.constraints import CHECKS, Check, Unique

_DAY_PATTERN = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]"
_TIME_PATTERN = "[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00"
_INSTANT = f"COLUMN glob '{_DAY_PATTERN} {_TIME_PATTERN}'"
# `date` alone takes 30 February; moved by no days it is 2 March.
_DAY = f"COLUMN glob '{_DAY_PATTERN}' and date(COLUMN, '+0 days') is COLUMN"
_TRUTH = "COLUMN in (0, 1)"
_KEY = "length(COLUMN) = 36 and COLUMN = lower(COLUMN)"
_SMALL = "COLUMN between -2147483648 and 2147483647"
_LONG = "length(COLUMN) <= LENGTH"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `type_check` is what SQLite must be told of its type, as a condition."""

    name: str
    postgresql: str
    sqlite: str
    is_optional: bool
    type_check: str
    target: str | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a model describes it; `uniques` are those of its `unique_together` and unique columns."""

    name: str
    columns: tuple[Column, ...]
    uniques: tuple[Unique, ...]

    @property
    def targets(self) -> set[str]:
        """The other tables that it points at."""
        return {column.target for column in self.columns if column.target} - {self.name}


def tables() -> list[Table]:
    """All tables, those that are pointed at first. `engines.orm` must have read the models."""
    found = {table.name: table for table in map(_table, _models())}
    order = TopologicalSorter({table.name: sorted(table.targets) for table in found.values()})
    return [found[name] for name in order.static_order()]


def _models() -> Iterator[type[Model]]:
    for name in sorted(models.__all__):
        model = getattr(models, name)
        if isinstance(model, type) and issubclass(model, Model) and not model._meta.abstract:
            yield model


def _table(model: type[Model]) -> Table:
    meta = model._meta
    names = meta.fields_db_projection
    single = [
        (name,) for name, field in meta.fields_map.items() if name in names and field.unique and not field.pk
    ]
    groups = [
        tuple(names.get(part, f"{part}_id") for part in group) for group in (*single, *meta.unique_together)
    ]
    return Table(
        meta.db_table,
        tuple(_column(meta.fields_map[name], column) for name, column in names.items()),
        tuple(Unique(f"{meta.db_table}_{'_'.join(group)}_unique", meta.db_table, group) for group in groups),
    )


def _column(field: fields.Field[object], name: str) -> Column:
    reference = field.reference
    return Column(
        name,
        field.get_for_dialect("postgres", "SQL_TYPE"),
        "INTEGER" if field.field_type in (int, bool) else "TEXT",
        field.null,
        _type_check(field).replace("COLUMN", f"{{{name}}}"),
        reference.related_model._meta.db_table if isinstance(reference, ForeignKeyFieldInstance) else None,
        tuple(field.enum_type) if isinstance(field, CharEnumFieldInstance) else (),
    )


def _type_check(field: fields.Field[object]) -> str:
    if field.reference is not None or isinstance(field, CharEnumFieldInstance):
        return ""  # the row that it points at, or its vocabulary, says more
    if isinstance(field, fields.CharField):
        return _LONG.replace("LENGTH", str(field.max_length))
    if isinstance(field, fields.IntField) and not isinstance(field, fields.BigIntField):
        return _SMALL
    return {datetime: _INSTANT, date: _DAY, bool: _TRUTH, UUID: _KEY}.get(field.field_type, "")


def checks(table: Table) -> list[Check]:
    """The checks of a table on both databases: its own, and that words come from their vocabulary."""
    own = [check for check in CHECKS if check.table == table.name]
    versions = [column.name for column in table.columns if column.name.endswith("version")]
    return [
        *(Check(f"{table.name}_{name}_least", table.name, _version_condition(name)) for name in versions),
        *(_vocabulary(table.name, column) for column in table.columns if column.words),
        *own,
    ]


def _version_condition(name: str) -> str:
    return f"{{{name}}} >= {1 if name == 'version' else 0}"


def _vocabulary(table: str, column: Column) -> Check:
    # For `in (...)` SQLite builds a table at each row: six times as slow.
    condition = " or ".join(f"{{{column.name}}} = '{word}'" for word in column.words)
    return Check(f"{table}_{column.name}_known", table, condition)


def type_checks(table: Table) -> list[Check]:
    """What SQLite must be told beside its types, for them to hold what PostgreSQL's hold."""
    return [
        Check(f"{table.name}_{column.name}_type", table.name, column.type_check)
        for column in table.columns
        if column.type_check
    ]
