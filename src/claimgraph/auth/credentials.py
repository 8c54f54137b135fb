"""The password that belongs to a person, as it is kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from claimgraph.auth import sessions
from claimgraph.models import keys
from claimgraph.models.keys import Keys
from claimgraph.storage.database import Writing

_NEW = """
insert into credential (id, created_at, person_id, password_hash, changed_at) values ($1, $2, $3, $4, $2)
"""
_KEEP = f"""{_NEW}
on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at
"""


async def first_password(
    writing: Writing, person_id: UUID, password_hash: str, now: datetime, new_key: Keys = keys.new_key
) -> bool:
    """Gives a person who has none the password with this hash; whether he had none."""
    values = [new_key(now), now, person_id, password_hash]
    return await writing.execute(f"{_NEW} on conflict (person_id) do nothing", values) == 1


async def keep_password(
    writing: Writing, person_id: UUID, password_hash: str, now: datetime, new_key: Keys = keys.new_key
) -> None:
    """Gives a person the password with this hash (`Passwords.hashed`); all his sessions end."""
    await writing.execute(_KEEP, [new_key(now), now, person_id, password_hash])
    await sessions.end_all(writing, person_id, now)
