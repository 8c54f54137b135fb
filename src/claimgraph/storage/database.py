"""The database as the rest of the program sees it: snapshots to read, and units of work to write."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from types import TracebackType
from typing import Any, TypeVar

from tortoise.context import TortoiseContext

from claimgraph.storage import migrations
from claimgraph.storage.address import SqliteAddress, address
from claimgraph.storage.cancellation import to_the_end
from claimgraph.storage.connections import Dialect, Limits, Source
from claimgraph.storage.engines import Desk, Installed, orm
from claimgraph.storage.failures import Busy, Misused, OutcomeUnknown, StatementRefused, Unavailable
from claimgraph.storage.postgresql import PostgresqlSource
from claimgraph.storage.sqlite import SqliteSource
from claimgraph.storage.transactions import Hearing, Reading, Statement, Writing

__all__ = ["Database", "Dialect", "Limits", "Reading", "Statement", "Writing"]

T = TypeVar("T")
R = TypeVar("R", bound=Reading)

_RETRY_SECONDS = 4.0
_CHECK_SECONDS = 2.0


class Database:
    """One open database. Several may be open in a process, of both kinds, and be used at the same time."""

    def __init__(self, source: Source, context: TortoiseContext) -> None:
        self.dialect = source.dialect
        self._source = source
        self._context = context
        self._hearings: list[Hearing] = []
        self._open: dict[asyncio.Task[Any] | None, Reading] = {}
        self._is_closed = False

    @classmethod
    async def open(cls, url: str, limits: Limits = Limits()) -> Database:  # noqa: B008 (frozen)
        """Opens `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.

        Raises ValueError for another kind of address, Unavailable when there is no such database or it does
        not answer.
        """
        where = address(url)
        if isinstance(where, SqliteAddress):
            return cls(SqliteSource(where.path, limits), await orm())
        return cls(await PostgresqlSource.open(where, limits), await orm())

    async def close(self) -> None:
        """Ends all connections; transactions still running get a few seconds to end."""
        if not self._is_closed:
            self._is_closed = True
            await to_the_end(self._source.close())

    def reading(self) -> AbstractAsyncContextManager[Reading]:
        """A snapshot: `async with database.reading() as reading: await reading.rows(...)`.

        Models that are asked inside are answered from the same snapshot.
        """
        return _Scope(self, Reading)

    async def work(self, do: Callable[[Writing], Awaitable[T]], attempts: int = 3) -> T:
        """Does a unit of work: all that `do` writes is kept, or nothing when it raises.

        `do` runs in this task, and again, at most `attempts` times within a few seconds, when somebody else
        was in the way or the connection broke before the end: it must change nothing but the database. Gives
        the value of `do`. Raises what `do` raises, and `failures`.
        """
        end = time.monotonic() + _RETRY_SECONDS
        for attempt in range(1, attempts + 1):
            try:
                return await self._attempt(do)
            except OutcomeUnknown:
                raise
            except (Busy, Unavailable):
                if attempt == attempts or time.monotonic() > end:
                    raise
            await asyncio.sleep(random.uniform(0.005, 0.05) * attempt)
        raise ValueError(f"A unit of work needs at least one attempt, not {attempts}.")

    async def _attempt(self, do: Callable[[Writing], Awaitable[T]]) -> T:
        async with _Scope(self, Writing) as writing:
            result = await do(writing)
            writing.raise_hidden_failure()
        return result

    async def check(self) -> None:
        """Whether the database answers now and its tables are the newest.

        Raises Unavailable with what is wrong. It waits two seconds at most, also when the database takes
        connections and then says nothing.
        """
        probe = asyncio.ensure_future(self._probe())
        probe.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        try:
            await asyncio.wait({probe}, timeout=_CHECK_SECONDS)
        finally:
            probe.cancel()
        if probe.done():
            return probe.result()
        raise Unavailable(f"The database did not answer within {_CHECK_SECONDS:g} seconds.")

    async def _probe(self) -> None:
        async with self.reading() as reading:
            try:
                applied = {row[0]: row[1] for row in await reading.rows(migrations.APPLIED)}
            except StatementRefused as refused:
                raise Unavailable("The database has no tables yet: run `claimgraph migrate`.") from refused
        migrations.refuse_difference(self.dialect, applied)

    @contextmanager
    def listen(self, heard: Hearing) -> Iterator[None]:
        """While it lasts, calls `heard` before each statement of this database, those of models included.

        What `heard` raises, the statement raises instead of being run.
        """
        self._hearings.append(heard)
        try:
            yield
        finally:
            self._hearings.remove(heard)

    def _hear(self, statement: Statement) -> None:
        for heard in self._hearings:
            heard(statement)


class _Scope(AbstractAsyncContextManager[R]):
    """One transaction from its beginning to its end; however it ends, its connection is given back."""

    def __init__(self, database: Database, kind: type[R]) -> None:
        self._database = database
        self._kind = kind

    async def __aenter__(self) -> R:
        database = self._database
        if database._is_closed:
            raise Unavailable("The database was closed.")
        if asyncio.current_task() in database._open:
            raise Misused("A transaction is open in this task already: use that one, or end it first.")
        self._connection = await database._source.take(self._kind.writes)
        self._transaction = self._kind(database.dialect, self._connection, database._hear)
        database._open[self._transaction.task] = self._transaction
        self._installed = Installed(database._context, Desk(self._transaction))
        try:
            database._hear(Statement("BEGIN", is_control=True))
            await self._connection.begin(self._kind.writes)
        except BaseException:
            await self._leave(keep=False)
            raise
        return self._transaction

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._leave(keep=error is None and self._transaction.is_worth_keeping)

    async def _leave(self, keep: bool) -> None:
        self._installed.remove()
        del self._database._open[self._transaction.task]
        await to_the_end(self._end(keep))

    async def _end(self, keep: bool) -> None:
        try:
            await self._transaction.end(keep)
        finally:
            await self._database._source.give_back(self._connection)
