"""Tortoise's way to the database: it builds statements and reads rows, and opens nothing by itself.

The stock clients open connections and transactions where a statement happens to need one, and lose or leak
them under cancellation. Here a statement of a model runs in the transaction that is open in its task, through
a `Desk`, or is refused.

Both databases are one to Tortoise: parameters written `$1`, values converted by the storage. What it keeps
for the whole process in its model classes is therefore right for both, and databases of both kinds can be
open side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextvars import Token
from typing import Any, Protocol

import tortoise.context
from pypika_tortoise.dialects import PostgreSQLQuery
from tortoise.backends.base.client import BaseDBAsyncClient, Capabilities, TransactionContext
from tortoise.backends.sqlite.executor import SqliteExecutor
from tortoise.connection import ConnectionToken
from tortoise.context import TortoiseContext

from claimgraph.storage.connections import Dialect
from claimgraph.storage.failures import Misused

APP = "claimgraph"
_CONNECTION = "claimgraph"
_ANSWERS_NO_ROWS = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b(?!.*\bRETURNING\b)", re.IGNORECASE | re.DOTALL)

CAPABILITIES = {
    Dialect.SQLITE: Capabilities(
        "sqlite",
        daemon=False,
        requires_limit=True,
        inline_comment=True,
        support_for_update=False,
        support_update_limit_order_by=False,
        can_rollback_ddl=True,
        support_returning=True,
    ),
    Dialect.POSTGRESQL: Capabilities(
        "postgres",
        support_update_limit_order_by=False,
        support_for_no_key_update=True,
        can_rollback_ddl=True,
        support_returning=True,
    ),
}


class Transaction(Protocol):
    """What a desk needs of the transaction behind it."""

    dialect: Dialect

    async def _fetch(self, text: str, arguments: Sequence[object]) -> list[Any]: ...

    async def _execute(self, text: str, arguments: Sequence[object]) -> int: ...

    async def _execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None: ...

    def savepoint(self) -> Any:
        """A part that can fail alone."""


class Executor(SqliteExecutor):
    """Writes and reads models alike on both databases: every value is converted, no operator is special."""

    FILTER_FUNC_OVERRIDE: dict[Callable[..., Any], Callable[..., Any]] = {}  # noqa: RUF012 (as Tortoise has it)


class Desk(BaseDBAsyncClient):
    """Where models hand in their statements; behind it stands one transaction, or nobody."""

    executor_class = Executor
    query_class = PostgreSQLQuery
    capabilities = CAPABILITIES[Dialect.SQLITE]

    def __init__(self, transaction: Transaction | None = None, **_options: Any) -> None:
        super().__init__(_CONNECTION)
        self._transaction = transaction
        if transaction is not None:
            self.capabilities = CAPABILITIES[transaction.dialect]

    def _behind(self) -> Transaction:
        if self._transaction is None:
            raise Misused("A model was asked outside a unit of work: use Database.work or Database.reading.")
        return self._transaction

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[Any]]:
        """Runs a statement; gives how many rows it touched or answers, and these rows."""
        if _ANSWERS_NO_ROWS.match(query):
            return await self._behind()._execute(query, values or ()), []
        rows = await self._behind()._fetch(query, values or ())
        return len(rows), rows

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        """Runs a statement; gives its rows as dicts."""
        return [dict(row) for row in (await self.execute_query(query, values))[1]]

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        """Writes one row; gives what it answers (columns with a default of the database), or None."""
        rows = (await self.execute_query(query, values))[1]
        return dict(rows[0]) if rows else None

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        """Runs a statement once for each row of parameters."""
        await self._behind()._execute_many(query, values)

    def _in_transaction(self) -> TransactionContext:
        return Nested(self)


class Nested(TransactionContext):
    """Tortoise's `in_transaction()` inside a unit of work: a savepoint."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._savepoint = desk._behind().savepoint()

    async def __aenter__(self) -> Any:
        """Sets the savepoint."""
        await self._savepoint.__aenter__()
        return self._desk

    async def __aexit__(self, *raised: Any) -> None:
        """Gives the savepoint up, or goes back to it when something was raised."""
        await self._savepoint.__aexit__(*raised)


client_class = Desk
"""By this name Tortoise finds the client of an engine."""

_contexts: list[TortoiseContext] = []


async def orm() -> TortoiseContext:
    """Tortoise's knowledge of the models; made once in a process, for it is kept in the model classes."""
    if not _contexts:
        context = TortoiseContext()
        token = tortoise.context._current_context.set(context)
        try:
            await context.init(
                {
                    "connections": {_CONNECTION: {"engine": __name__, "credentials": {}}},
                    "apps": {APP: {"models": ["claimgraph.models"], "default_connection": _CONNECTION}},
                },
                use_tz=True,
                timezone="UTC",
            )
        finally:
            tortoise.context._current_context.reset(token)
        _contexts.append(context)
    return _contexts[0]


def read_models() -> None:
    """The same for whoever needs the models before there is a database, or a running loop: nothing waits."""
    reading = orm()
    try:
        reading.send(None)
    except StopIteration:
        return
    raise RuntimeError("reading the models waited for something")


class Installed:
    """Makes the models of the running task, and of tasks born in it, use a desk; `remove` ends that."""

    def __init__(self, context: TortoiseContext, desk: Desk) -> None:
        self._context = context
        self._tokens: tuple[Token[TortoiseContext | None], ConnectionToken] = (
            tortoise.context._current_context.set(context),
            context.connections.set(_CONNECTION, desk),
        )

    def remove(self) -> None:
        """Puts back what was there before."""
        outer, inner = self._tokens
        try:
            self._context.connections.reset(inner)
            tortoise.context._current_context.reset(outer)
        except ValueError:
            # Ended in another task than it was begun in. That task's view dies with it, and whoever still
            # asks there is refused, for the transaction is over.
            return
