"""SQLite: one connection that writes, two that read, each with a thread of its own.

Rules of the file: WAL (readers and the writer are never in each other's way), foreign keys in force, every
commit synced to the disk, `BEGIN IMMEDIATE` for writing, so that two programs wait for each other instead of
failing half-way.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from claimgraph.storage.cancellation import to_the_end
from claimgraph.storage.connections import Dialect, Limits
from claimgraph.storage.failures import Busy, Unavailable, of_sqlite
from claimgraph.storage.threads import Job, SerialThread
from claimgraph.storage.values import Kept, kept

T = TypeVar("T")

READERS = 2
SINCE = (3, 37)
"""The first SQLite with STRICT tables."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "temp_store=MEMORY",
)


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A bare connection to the file, which stands alone for its transactions; `mode` as in SQLite's URIs."""
    address = f"file:{quote(str(path))}?mode={mode}"
    return sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, cached_statements=512
    )


def refuse_old_sqlite() -> None:
    """Raises Unavailable when the SQLite of this Python cannot keep the tables."""
    if sqlite3.sqlite_version_info < SINCE:
        needed = ".".join(map(str, SINCE))
        raise Unavailable(f"SQLite {needed} or newer is needed; this Python brings {sqlite3.sqlite_version}.")


class SqliteConnection:
    """One connection to a file, opened at its first use and again after it had to be closed."""

    def __init__(self, path: Path, writes: bool, limits: Limits) -> None:
        self._path = path
        self._writes = writes
        self._limits = limits
        self._thread = SerialThread("sqlite writer" if writes else "sqlite reader")
        self._open: sqlite3.Connection | None = None
        self._owes_begin = False

    async def begin(self, writes: bool) -> None:
        """Starts a transaction; one that writes waits until no other program does."""
        if not writes:
            # A snapshot begins with its first statement anyway, and goes to the thread together with it.
            self._owes_begin = True
            return
        end = time.monotonic() + self._limits.wait_seconds
        while not await self._has_begun_to_write(is_last=time.monotonic() > end):
            await _a_moment()

    async def _has_begun_to_write(self, is_last: bool) -> bool:
        try:
            await self._in_thread(_begin_to_write)
        except Busy:
            if is_last:
                raise
            return False
        return True

    async def fetch(self, text: str, arguments: Sequence[object]) -> list[Any]:
        """The rows that the statement answers."""
        return await self._in_thread(
            lambda connection: connection.execute(text, _named(arguments)).fetchall()
        )

    async def execute(self, text: str, arguments: Sequence[object]) -> int:
        """Runs the statement; gives the number of rows that it touched."""
        return await self._in_thread(lambda connection: connection.execute(text, _named(arguments)).rowcount)

    async def execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        """Runs the statement once for each row of parameters."""
        await self._in_thread(lambda connection: connection.executemany(text, [_named(row) for row in rows]))

    async def commit(self) -> None:
        """Keeps what was done, synced to the disk."""
        await self._in_thread(lambda connection: connection.execute("COMMIT"))

    async def rollback(self) -> None:
        """Undoes what was done, if anything; a connection that cannot is closed, which undoes it too."""
        undone = self._thread.give(self._undo).done
        if self._writes:
            with suppress(sqlite3.Error):
                await undone

    async def end(self) -> None:
        """Stops what still runs, closes the connection and ends its thread."""
        self._interrupt()
        await self._thread.give(self._close).done
        self._thread.end()

    async def _in_thread(self, step: Callable[[sqlite3.Connection], T]) -> T:
        """Runs one step in the connection's thread, for a limited time.

        When the task is cancelled the step is stopped, and the thread free again, before the cancellation
        goes on.
        """
        job = self._thread.give(lambda: step(self._ready()))
        alarm = job.loop.call_later(self._limits.statement_seconds, self._interrupt)
        try:
            return await asyncio.shield(job.done)
        except asyncio.CancelledError:
            await to_the_end(self._stop(job))
            raise
        except Exception as error:
            raise of_sqlite(error) from error
        finally:
            alarm.cancel()

    async def _stop(self, job: Job[Any]) -> None:
        # SQLite stops what runs at this moment only; the step may be just before its statement.
        while not job.done.done():
            self._interrupt()
            await asyncio.wait({job.done}, timeout=0.005)

    def _interrupt(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # closed a moment ago
            if self._open is not None:
                self._open.interrupt()

    # What follows runs in the thread.

    def _ready(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = self._opened()
        if self._owes_begin:
            self._open.execute("BEGIN")
            self._owes_begin = False
        return self._open

    def _opened(self) -> sqlite3.Connection:
        connection = connect(self._path)
        connection.row_factory = sqlite3.Row
        for pragma in (*_PRAGMAS, f"query_only={'OFF' if self._writes else 'ON'}"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _undo(self) -> None:
        try:
            if self._open is not None and self._open.in_transaction:
                self._open.execute("ROLLBACK")
        except sqlite3.Error:
            self._close()

    def _close(self) -> None:
        connection, self._open = self._open, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()


async def _a_moment() -> None:
    await asyncio.sleep(random.uniform(0.001, 0.02))


def _named(arguments: Sequence[object]) -> dict[str, Kept]:
    # To SQLite `?1` and `$1` are parameters with the name 1.
    return {str(number): kept(argument) for number, argument in enumerate(arguments, start=1)}


def _begin_to_write(connection: sqlite3.Connection) -> None:
    # Waiting is done outside the thread, where it can be cancelled.
    connection.execute("PRAGMA busy_timeout=0")
    try:
        connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.execute("PRAGMA busy_timeout=5000")


class SqliteSource:
    """The connections of one file."""

    dialect = Dialect.SQLITE

    def __init__(self, path: Path, limits: Limits) -> None:
        """The connections of the file. Raises Unavailable when there is none, or SQLite is too old."""
        refuse_old_sqlite()
        if not path.is_file():
            raise Unavailable(f"There is no database at {path}. `claimgraph migrate` makes it.")
        self._limits = limits
        self._writer = SqliteConnection(path, True, limits)
        self._readers = [SqliteConnection(path, False, limits) for _ in range(READERS)]
        self._free: dict[bool, asyncio.Queue[SqliteConnection]] = {
            True: asyncio.Queue(),
            False: asyncio.LifoQueue(),
        }
        for connection in (self._writer, *self._readers):
            self._free[connection is self._writer].put_nowait(connection)

    async def take(self, writes: bool) -> SqliteConnection:
        """The connection that writes, or one of those that read."""
        try:
            async with asyncio.timeout(self._limits.wait_seconds):
                return await self._free[writes].get()
        except TimeoutError:
            raise Busy(f"No connection was free within {self._limits.wait_seconds:g} seconds.") from None

    async def give_back(self, connection: SqliteConnection) -> None:
        """Takes the connection back for the next one."""
        self._free[connection is self._writer].put_nowait(connection)

    async def close(self) -> None:
        """Closes all connections, the one that writes last: it folds the log back into the file."""
        connections = (*self._readers, self._writer)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.wait_seconds):
                for connection in connections:
                    await self._free[connection is self._writer].get()
        for connection in connections:
            await connection.end()
