"""The outbox: what was decided in a transaction and is sent after it, at least once.

A message is taken for some minutes before it is sent, and no lock is held meanwhile. When the program ends
half-way, or it cannot be sent, it comes up again by itself. After the last attempt it stays in the table,
unsent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from claimgraph.storage.database import Database, Dialect, Writing

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440))
"""How long after each attempt the next one comes; the first is longer than any sending takes."""

MOST_ATTEMPTS = len(PAUSES)
"""After so many attempts a message is given up."""

_NEXT = """
select id, kind, content, attempts from outbox_message
where kind = $1 and sent_at is null and next_attempt_at <= $2 and attempts < $3
order by next_attempt_at, id limit 1
"""
_TAKE = "update outbox_message set attempts = $1, next_attempt_at = $2 where id = $3"


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was taken, what it holds, and which attempt this is, from 1."""

    id: UUID
    kind: str
    content: dict[str, Any]
    attempt: int


async def take(database: Database, kind: str, now: datetime) -> Message | None:
    """Takes the message of this kind that is due longest, so that nobody else does; None when none is due."""
    return await database.work(lambda writing: _take(writing, kind, now))


async def _take(writing: Writing, kind: str, now: datetime) -> Message | None:
    passing = " for update skip locked" if writing.dialect is Dialect.POSTGRESQL else ""
    for key, found, content, attempts in await writing.rows(_NEXT + passing, [kind, now, MOST_ATTEMPTS]):
        await writing.execute(_TAKE, [attempts + 1, now + PAUSES[attempts], key])
        return Message(UUID(str(key)), found, json.loads(content), attempts + 1)
    return None


async def note_sent(database: Database, message: Message, now: datetime) -> None:
    """Notes that a message went out."""
    await database.work(
        lambda writing: writing.execute(
            "update outbox_message set sent_at = $1 where id = $2", [now, message.id]
        )
    )


async def note_given_up(database: Database, message: Message) -> None:
    """Notes that there is no use in trying a message again."""
    await database.work(
        lambda writing: writing.execute(
            "update outbox_message set attempts = $1 where id = $2", [MOST_ATTEMPTS, message.id]
        )
    )
