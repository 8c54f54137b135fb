"""Open transactions: what can be asked of them, and when they refuse.

A transaction that failed once takes no further statement, on SQLite too, where the database itself would go
on: what was done before the failure is undone, unless a savepoint stood between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from itertools import count
from types import TracebackType
from typing import Any, TypeVar

from claimgraph.storage.cancellation import to_the_end
from claimgraph.storage.connections import Connection, Dialect
from claimgraph.storage.failures import Failure, Misused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that is about to be run; `is_control` when it only begins, keeps or marks a transaction."""

    text: str
    arguments: tuple[object, ...] = ()
    is_control: bool = False


Hearing = Callable[[Statement], None]


class Reading:
    """A snapshot: all its statements see the same rows, whatever others write meanwhile.

    The tasks of one request may share it; their statements run one after the other.
    """

    writes = False
    is_worth_keeping = False

    def __init__(self, dialect: Dialect, connection: Connection, heard: Hearing) -> None:
        self.dialect = dialect
        self.task = asyncio.current_task()
        self._connection = connection
        self._heard = heard
        self._turn = asyncio.Lock()
        self._is_over = False
        self._failure: BaseException | None = None

    async def rows(self, text: str, arguments: Sequence[object] = ()) -> list[Sequence[Any]]:
        """The rows that a statement answers, each addressable by index.

        Parameters are written `$1`, on SQLite `?1` as well; a list is an array on PostgreSQL (`= any($1)`)
        and a JSON text on SQLite (`in (select value from json_each(?1))`). Raises `failures`.
        """
        return await self._fetch(text, arguments)

    async def _fetch(self, text: str, arguments: Sequence[object]) -> list[Any]:
        return await self._step(text, arguments, lambda: self._connection.fetch(text, arguments))

    async def _execute(self, text: str, arguments: Sequence[object]) -> int:
        return await self._step(text, arguments, lambda: self._connection.execute(text, arguments))

    async def _execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        await self._step(text, rows, lambda: self._connection.execute_many(text, rows))

    async def _mark(self, text: str) -> None:
        await self._step(text, (), lambda: self._connection.execute(text, ()), is_control=True)

    async def _step(
        self,
        text: str,
        arguments: Sequence[object],
        step: Callable[[], Awaitable[T]],
        is_control: bool = False,
    ) -> T:
        self._refuse_misuse()
        async with self._turn:
            self._refuse_misuse()
            try:
                self._heard(Statement(text, tuple(arguments), is_control))
                return await step()
            except BaseException as failure:
                self._failure = failure
                raise

    def _refuse_misuse(self) -> None:
        if self._is_over:
            raise Misused("The transaction is over. Nothing that outlives it may use it.")
        if self._failure is not None:
            raise Misused(f"The transaction has failed already: {self._failure!r}")

    def savepoint(self) -> AbstractAsyncContextManager[None]:
        """A part that can fail alone: `async with writing.savepoint():` undoes what it did when it raises."""
        return Savepoint(self)

    async def end(self, keep: bool) -> None:
        """Ends the transaction, after the statement that runs just now; keeps or undoes what was done."""
        self._is_over = True
        async with self._turn:
            try:
                if keep:
                    self._heard(Statement("COMMIT", is_control=True))
                    await self._connection.commit()
            except BaseException:
                await self._connection.rollback()
                raise
            if not keep:
                await self._connection.rollback()


class Writing(Reading):
    """A transaction that writes and sees what it wrote, models' statements included.

    Only the task that began it may use it: two tasks would undo each other's savepoints.
    """

    writes = True

    def __init__(self, dialect: Dialect, connection: Connection, heard: Hearing) -> None:
        super().__init__(dialect, connection, heard)
        self.is_worth_keeping = True

    async def execute(self, text: str, arguments: Sequence[object] = ()) -> int:
        """Runs a statement that answers no rows; gives how many it touched. Parameters as for `rows`."""
        return await self._execute(text, arguments)

    async def execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        """Runs a statement once for each row of parameters."""
        await self._execute_many(text, rows)

    def undo(self) -> None:
        """Has everything undone at the end, although the unit of work gives its value (a dry run)."""
        self.is_worth_keeping = False

    def raise_hidden_failure(self) -> None:
        """Raises the failure after which somebody went on as if nothing had been."""
        if self._failure is not None:
            raise self._failure

    def _refuse_misuse(self) -> None:
        super()._refuse_misuse()
        if asyncio.current_task() is not self.task:
            raise Misused("A transaction that writes belongs to the task that began it; this is another one.")


class Savepoint(AbstractAsyncContextManager[None]):
    """A part of a transaction that can be undone alone."""

    _numbers = count(1)

    def __init__(self, transaction: Reading) -> None:
        self._transaction = transaction
        self._name = f"part_{next(self._numbers)}"

    async def __aenter__(self) -> None:
        """Sets the savepoint."""
        await self._transaction._mark(f"SAVEPOINT {self._name}")

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Gives the savepoint up, or goes back to it when something was raised."""
        if error is None:
            await self._transaction._mark(f"RELEASE SAVEPOINT {self._name}")
        else:
            await to_the_end(self._go_back())

    async def _go_back(self) -> None:
        transaction = self._transaction
        if transaction._is_over:
            return
        try:
            await transaction._connection.execute(f"ROLLBACK TO SAVEPOINT {self._name}", ())
            await transaction._connection.execute(f"RELEASE SAVEPOINT {self._name}", ())
        except Failure as failure:
            transaction._failure = failure
        else:
            transaction._failure = None
