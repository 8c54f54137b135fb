"""Browsers that are signed in: sessions kept by the server, of which the cookie holds the secret.

A session ends when it was idle, when it is old, at sign-out, with a change of password, and when its person
is deactivated. The page proves with a second secret, the CSRF token, that it is ours; it is worked out from
the first one, so that every tab of the browser has the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from claimgraph.auth.fingerprints import derived, fingerprint, new_secret
from claimgraph.models import Session, keys
from claimgraph.models.keys import Keys
from claimgraph.storage.database import Writing

IDLE = timedelta(minutes=30)
"""How long a session runs without being used."""

LONGEST = timedelta(hours=12)
"""How long a session runs at most."""

REMEMBERED = timedelta(days=30)
"""How long a browser is known by the session it had; then the row goes."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """What a browser is given at sign-in: the cookie's secret, the CSRF token, and when it ends at last."""

    secret: str = field(repr=False)
    csrf_token: str = field(repr=False)
    expires_at: datetime


def csrf_token(secret: str) -> str:
    """The CSRF token of the session with this secret, for the page to send in a header of its own."""
    return derived(secret, "csrf token")


async def begin(writing: Writing, person_id: UUID, now: datetime, new_key: Keys = keys.new_key) -> NewSession:
    """Begins a session of a person who has proved who he is, and removes those that are long over."""
    await writing.execute("delete from session where expires_at < $1", [now - REMEMBERED])
    secret = new_secret()
    new = NewSession(secret, csrf_token(secret), now + LONGEST)
    await Session.create(
        id=new_key(now),
        created_at=now,
        person_id=person_id,
        secret_hash=fingerprint(secret),
        csrf_hash=fingerprint(new.csrf_token),
        last_seen_at=now,
        expires_at=new.expires_at,
    )
    return new


async def end(writing: Writing, secret: str, now: datetime) -> None:
    """Ends the session with this secret, if there is one that has not ended."""
    await writing.execute(
        "update session set ended_at = $1 where secret_hash = $2 and ended_at is null",
        [now, fingerprint(secret)],
    )


async def end_all(writing: Writing, person_id: UUID, now: datetime) -> None:
    """Ends all sessions of a person.

    When he is deactivated, call it after his row was changed: whoever signs in at the same moment holds that
    row, and is waited for or refused.
    """
    await writing.execute(
        "update session set ended_at = $1 where person_id = $2 and ended_at is null", [now, person_id]
    )
