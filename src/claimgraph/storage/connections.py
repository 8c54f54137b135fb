"""What the two databases have in common: a source of connections, and what can be asked of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things may take, in seconds, and how many connections there may be.

    `wait_seconds` is for a free connection, for a lock, and for the right to write; `idle_seconds` for a
    transaction that stands open without a statement (PostgreSQL); `connections` is PostgreSQL's.
    """

    statement_seconds: float = 8.0
    wait_seconds: float = 5.0
    idle_seconds: float = 20.0
    connections: int = 10


class Dialect(StrEnum):
    """Which database it is."""

    SQLITE = "SQLITE"
    POSTGRESQL = "POSTGRESQL"


class Connection(Protocol):
    """One connection, used by one transaction at a time.

    Whatever is awaited may be cancelled: the statement is then stopped in the database too, and the
    connection can be rolled back when the cancellation arrives at the caller. All raise `failures`.
    Rows can be read by index and by column name.
    """

    async def begin(self, writes: bool) -> None:
        """Starts a transaction: one that may write, or a snapshot for reading only."""

    async def fetch(self, text: str, arguments: Sequence[object]) -> list[Any]:
        """The rows that the statement answers."""

    async def execute(self, text: str, arguments: Sequence[object]) -> int:
        """Runs a statement that answers no rows; gives the number of rows that it touched."""

    async def execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        """Runs the statement once for each row of parameters."""

    async def commit(self) -> None:
        """Keeps what was done. Raises OutcomeUnknown when the database went away meanwhile."""

    async def rollback(self) -> None:
        """Undoes what was done, if anything; closes the connection when it does not answer. Never raises."""


class Source(Protocol):
    """Hands out connections and takes them back; `take` waits for a limited time, then raises Busy."""

    dialect: Dialect

    async def take(self, writes: bool) -> Connection:
        """A connection that nobody else uses."""

    async def give_back(self, connection: Any) -> None:
        """Takes back what `take` gave, rolled back or committed. Never raises."""

    async def close(self) -> None:
        """Ends all connections, after those in use were given back, or after a limited time."""
