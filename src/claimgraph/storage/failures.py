"""Why a database did not do what it was asked, alike for both databases.

Exception
└── Failure
    ├── Broken                a rule that the tables hold by themselves (Tortoise's IntegrityError too)
    │   ├── UniqueBroken      there is such a row already
    │   ├── ReferenceBroken   a row is pointed at that is not there, or one would go that is pointed at
    │   ├── CheckBroken       a value breaks a rule of its row
    │   └── ValueMissing      a value that must be there is not
    ├── BadValue              a value cannot be kept: too long, too large, of the wrong kind
    ├── StatementRefused      the statement is wrong: its text, or writing while only reading
    ├── Misused               a transaction used after its end, from another task, or inside another
    └── Passing               the same may go well later (`errors.Unavailable` too)
        ├── Busy              somebody else was in the way; a unit of work is tried again
        ├── TimedOut          a statement took longer than it may
        └── Unavailable       the database is gone, or not as this program needs it
            └── OutcomeUnknown    it went away while it was told to keep a change
"""

from __future__ import annotations

import re
import sqlite3

from tortoise.exceptions import IntegrityError

from claimgraph import errors


class Failure(Exception):
    """A database did not do what it was asked."""


class Broken(Failure, IntegrityError):
    """A rule that the tables hold by themselves would be broken; nothing was changed."""


class UniqueBroken(Broken):
    """There is a row with the same values already: `table`, and the `columns` that may not repeat."""

    def __init__(self, table: str, columns: tuple[str, ...]) -> None:
        super().__init__(f"There is a row of {table} with the same {', '.join(columns)} already.")
        self.table = table
        self.columns = columns


class ReferenceBroken(Broken):
    """A row points at one that is not there, or a row is to go at which others point.

    `constraint` is the foreign key's name on PostgreSQL and None on SQLite, which does not tell it.
    """

    def __init__(self, constraint: str | None = None) -> None:
        super().__init__(f"A reference would lead nowhere{f' ({constraint})' if constraint else ''}.")
        self.constraint = constraint


class CheckBroken(Broken):
    """A value breaks a rule of its row; `rule` is its name in `storage.constraints`."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"The rule {rule} would be broken.")
        self.rule = rule


class ValueMissing(Broken):
    """A value that must be there is not: `table` and `column`."""

    def __init__(self, table: str, column: str) -> None:
        super().__init__(f"{table}.{column} needs a value.")
        self.table = table
        self.column = column


class BadValue(Failure):
    """A value cannot be kept as it is: too long, too large, or of the wrong kind."""


class StatementRefused(Failure):
    """The statement is wrong: its text, what it names, or that it writes while only reading is allowed."""


class Misused(Failure):
    """A transaction was used after its end, from another task, or opened inside another of the same task."""


class Passing(Failure, errors.Unavailable):
    """Something passing stood in the way: the same may go well later."""


class Busy(Passing):
    """Somebody else was in the way: a lock, a serialization conflict, or no connection was free."""


class TimedOut(Passing):
    """A statement took longer than it may."""


class Unavailable(Passing):
    """The database is gone, or not as this program needs it; the message says which."""


class OutcomeUnknown(Unavailable):
    """The database went away while it was told to keep a change: nobody knows whether it did."""


_SQLITE_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_SQLITE_GONE = (
    "SQLITE_IOERR",
    "SQLITE_FULL",
    "SQLITE_CANTOPEN",
    "SQLITE_CORRUPT",
    "SQLITE_NOTADB",
    "SQLITE_NOMEM",
)


def of_sqlite(error: Exception) -> Failure:
    """The failure that an error of Python's `sqlite3` means."""
    name: str = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_CONSTRAINT_DATATYPE":
        return BadValue(str(error))
    if name.startswith("SQLITE_CONSTRAINT"):
        return _broken_on_sqlite(str(error))
    if name.startswith(_SQLITE_BUSY):
        return Busy("Another program is writing to the database.")
    if name.startswith("SQLITE_INTERRUPT"):
        return TimedOut("The statement took longer than it may.")
    if name.startswith(_SQLITE_GONE) or (
        isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error)
    ):
        return Unavailable(f"The database file cannot be used: {error}.")
    if isinstance(
        error, OverflowError | TypeError | ValueError | sqlite3.DataError
    ) or "integer overflow" in str(error):
        return BadValue(str(error))
    return StatementRefused(str(error))


def _broken_on_sqlite(message: str) -> Failure:
    kind, _, subject = message.partition(" constraint failed")
    names = [name.strip() for name in subject.removeprefix(":").split(",")]
    table, _, first = names[0].partition(".")
    if kind == "UNIQUE":
        return UniqueBroken(table, tuple(name.partition(".")[2] for name in names))
    if kind == "NOT NULL":
        return ValueMissing(table, first)
    if kind == "CHECK":
        return (
            BadValue(f"{names[0]}: too long, too large or of the wrong form")
            if names[0].endswith("_type")
            else CheckBroken(names[0])
        )
    return ReferenceBroken()


_BUSY_STATES = {"40001", "40P01", "55P03"}
_GONE_CLASSES = {"08", "53", "57", "58", "XX", "28", "3D"}
# `Key (project_id, number_key)=(...) already exists.`, in the server's language.
_KEY = re.compile(r"\((?P<columns>[^()]*)\)=\(")


def of_postgresql(error: Exception) -> Failure:
    """The failure that an error of asyncpg, or of the network below it, means."""
    state: str = getattr(error, "sqlstate", None) or ""
    if state.startswith("23"):
        return _broken_on_postgresql(error, state)
    if state in _BUSY_STATES or "cached statement plan is invalid" in str(error):
        return Busy(f"Somebody else was in the way: {error}.")
    if state == "57014":
        return TimedOut("The statement took longer than it may.")
    if state[:2] in _GONE_CLASSES or state == "25P03" or _is_lost(error):
        return Unavailable(f"The database does not answer: {error or type(error).__name__}.")
    if state.startswith("22") or isinstance(error, TypeError | ValueError):
        return BadValue(str(error))
    return StatementRefused(str(error))


def _is_lost(error: Exception) -> bool:
    return (
        isinstance(error, OSError)
        or re.search(r"connection .*(closed|released)|is closing", str(error)) is not None
    )


def _broken_on_postgresql(error: Exception, state: str) -> Broken:
    constraint: str = getattr(error, "constraint_name", None) or ""
    table: str = getattr(error, "table_name", None) or ""
    if state == "23505":
        key = _KEY.search(getattr(error, "detail", None) or "")
        return UniqueBroken(table, tuple(key["columns"].split(", ")) if key else (constraint,))
    if state == "23502":
        return ValueMissing(table, getattr(error, "column_name", None) or "")
    if state == "23514":
        return CheckBroken(constraint)
    return ReferenceBroken(constraint)
