"""PostgreSQL: a pool of connections of asyncpg.

Every limit and the time zone are set inside the transaction that opens, not at the start of the connection:
so they hold behind PgBouncer too, which hands another session to every transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import asyncpg

from claimgraph.storage.address import PostgresqlAddress
from claimgraph.storage.connections import Dialect, Limits
from claimgraph.storage.failures import Busy, OutcomeUnknown, Unavailable, of_postgresql
from claimgraph.storage.values import refuse_inexact

CONNECT_SECONDS = 3.0
"""How long making a connection may take."""

_END_SECONDS = 2.0


def _beginnings(limits: Limits) -> dict[bool, str]:
    """How a transaction begins, one that writes and one that does not."""
    rest = "; ".join(
        (
            f"SET LOCAL statement_timeout = '{limits.statement_seconds:g}s'",
            f"SET LOCAL lock_timeout = '{limits.wait_seconds:g}s'",
            f"SET LOCAL idle_in_transaction_session_timeout = '{limits.idle_seconds:g}s'",
            "SET LOCAL TIME ZONE 'UTC'",
        )
    )
    return {
        True: f"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; {rest}",
        False: f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {rest}",
    }


class PostgresqlConnection:
    """One connection of the pool, for one transaction."""

    def __init__(self, link: Any, beginnings: dict[bool, str]) -> None:
        self.link = link
        self._beginnings = beginnings

    async def begin(self, writes: bool) -> None:
        """Starts a transaction: READ COMMITTED to write, a REPEATABLE READ snapshot to read."""
        await self._asked("execute", self._beginnings[writes])

    async def fetch(self, text: str, arguments: Sequence[object]) -> list[Any]:
        """The rows that the statement answers."""
        rows: list[Any] = await self._asked("fetch", text, *arguments)
        return rows

    async def execute(self, text: str, arguments: Sequence[object]) -> int:
        """Runs the statement; gives the number of rows that it touched, by its tag (`UPDATE 3`)."""
        tag: str = await self._asked("execute", text, *arguments)
        count = tag.rpartition(" ")[2]
        return int(count) if count.isdecimal() else 0

    async def execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        """Runs the statement once for each row of parameters."""
        await self._asked("executemany", text, rows)

    async def commit(self) -> None:
        """Keeps what was done."""
        try:
            tag = await self._asked("execute", "COMMIT")
        except Unavailable as error:
            raise OutcomeUnknown("The connection broke while the change was being kept.") from error
        if tag != "COMMIT":
            raise Busy("The database undid the transaction instead of keeping it.")

    async def rollback(self) -> None:
        """Undoes what was done, if anything; a connection that cannot is closed, which undoes it too."""
        try:
            async with asyncio.timeout(_END_SECONDS):
                await self.link.execute("ROLLBACK")
        except Exception:
            _drop(self.link)

    async def _asked(self, method: str, *arguments: object) -> Any:
        try:
            refuse_inexact(arguments)
            # Of a connection that broke, the pool refuses the mere call of a method.
            return await getattr(self.link, method)(*arguments)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TypeError, ValueError) as error:
            raise of_postgresql(error) from error


class PostgresqlSource:
    """The pool of one database."""

    dialect = Dialect.POSTGRESQL

    def __init__(self, pool: Any, limits: Limits) -> None:
        self._pool = pool
        self._limits = limits
        self._beginnings = _beginnings(limits)

    @classmethod
    async def open(cls, address: PostgresqlAddress, limits: Limits) -> PostgresqlSource:
        """A pool, with its first connection made. Raises Unavailable when the database does not answer."""
        try:
            pool = await asyncpg.create_pool(
                address.dsn,
                min_size=0,
                max_size=limits.connections,
                timeout=CONNECT_SECONDS,
                command_timeout=limits.statement_seconds + 2,
                reset=_nothing,
                **address.options,
            )
            async with pool.acquire():
                return cls(pool, limits)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            raise of_postgresql(error) from error

    async def take(self, writes: bool) -> PostgresqlConnection:  # noqa: ARG002 (any connection can do both)
        """A connection of the pool."""
        try:
            async with asyncio.timeout(self._limits.wait_seconds) as waiting:
                return PostgresqlConnection(await self._pool.acquire(), self._beginnings)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            if waiting.expired():
                seconds = self._limits.wait_seconds
                raise Busy(f"No connection was free within {seconds:g} seconds.") from None
            raise of_postgresql(error) from error

    async def give_back(self, connection: PostgresqlConnection) -> None:
        """Takes the connection back for the next one."""
        try:
            async with asyncio.timeout(_END_SECONDS):
                await self._pool.release(connection.link)
        except Exception:
            _drop(connection.link)

    async def close(self) -> None:
        """Closes all connections."""
        try:
            async with asyncio.timeout(self._limits.wait_seconds):
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()


def _drop(link: Any) -> None:
    with suppress(asyncpg.InterfaceError):  # the pool has noticed already
        link.terminate()


async def _nothing(_connection: Any) -> None:
    """Nothing is left of a transaction in its session, so nothing is reset: one round trip saved."""
