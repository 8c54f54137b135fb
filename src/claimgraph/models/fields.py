"""Column types of our own, and what every table has."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal, TypeVar, overload

from tortoise import Model, fields

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""The end of a grant whose end is not known; never null, so that no rule meets a null."""


def folded(text: str) -> str:
    """The key by which a text is compared: Unicode NFC, case folded, outer blanks removed."""
    return folded_part(text).strip()


def folded_part(text: str) -> str:
    """What is looked for inside such a key: folded alike, its blanks kept."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def in_utc(instant: datetime) -> datetime:
    """The same instant, told in UTC. Raises ValueError for a time without an offset: it names no instant."""
    if instant.tzinfo is None:
        raise ValueError(f"A time needs an offset, as 2026-03-31T09:00:00+11:00; this has none: {instant}.")
    return instant.astimezone(UTC)


def instant_text(instant: datetime) -> str:
    """How SQLite keeps an instant: `YYYY-MM-DD HH:MM:SS.ffffff+00:00`, always as wide, so that texts compare
    like instants.
    """
    return in_utc(instant).isoformat(sep=" ", timespec="microseconds")


When = TypeVar("When", datetime, datetime | None)


class Instant(fields.DatetimeField[When]):
    """A point in time with an offset; kept and compared in UTC, to the microsecond, on both databases.

    PostgreSQL keeps it as timestamptz, SQLite as `instant_text` writes it. Raises ValueError for a time
    without an offset.
    """

    class _db_sqlite:  # noqa: N801 (Tortoise finds the column type of a database by this name)
        SQL_TYPE = "TEXT"

    @overload
    def __init__(self: Instant[datetime], *, default: datetime | None = None) -> None: ...

    @overload
    def __init__(self: Instant[datetime | None], *, null: Literal[True]) -> None: ...

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[misc]  # which of the two is said by the overloads above

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> Any:
        """The instant in UTC; the storage writes it as its database keeps it."""
        return in_utc(value) if isinstance(value, datetime) else super().to_db_value(value, instance)

    def to_python_value(self, value: Any) -> datetime | None:
        """What the database kept, or what a caller gave, as an instant in UTC."""
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return in_utc(value) if isinstance(value, datetime) else super().to_python_value(value)


class Row(Model):
    """What every table has: a key made by the application (UUID version 7), and when the row was made.

    Changes of `INTERNAL` columns move a counter of their own, seen by those who see the columns; changes of
    `SILENT` ones move none.
    """

    INTERNAL: ClassVar[frozenset[str]] = frozenset()
    SILENT: ClassVar[frozenset[str]] = frozenset()

    id = fields.UUIDField(primary_key=True)
    created_at = Instant()

    class Meta:
        abstract = True


class ChangingRow(Row):
    """A row that changes: `version` counts its changes from 1."""

    version = fields.IntField(default=1)
    updated_at = Instant()

    class Meta:
        abstract = True


class Grant(Row):
    """A right that runs from `begins_at` (included) to `ends_at` (excluded).

    It ends by date, never by deletion.
    """

    begins_at = Instant()
    ends_at = Instant(default=FOREVER)

    class Meta:
        abstract = True
