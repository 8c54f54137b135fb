"""Who asks, by what he shows: the first statement of every request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from claimgraph.auth.fingerprints import fingerprint, is_secret
from claimgraph.auth.sessions import IDLE
from claimgraph.auth.viewer import Viewer
from claimgraph.rules.vocabulary import ActorKind
from claimgraph.storage.database import Database, Reading

_NOTED_EVERY = timedelta(minutes=1)

CLOCK_MAY_GO_BACK = timedelta(hours=1)
"""A session that was used later than this from now was used by a clock that was wrong: it does not count."""

_TOKEN = """
select token.id, actor.id, actor.kind, actor.name, actor.email, token.is_read_only, null,
    case when token.last_used_at = $3 then 0 else 1 end
from access_token token
join actor on actor.id = token.owner_id
where token.secret_hash = $1 and token.revoked_at is null and token.expires_at > $2
    and actor.is_active and actor.stands_for_id is null
"""

_SESSION = """
select session.id, actor.id, actor.kind, actor.name, actor.email, 0, session.csrf_hash,
    case when session.last_seen_at > $3 and session.last_seen_at <= $2 then 0 else 1 end
from session
join actor on actor.id = session.person_id
where session.secret_hash = $1 and session.ended_at is null and session.expires_at > $2
    and session.last_seen_at > $4 and session.last_seen_at <= $5
    and actor.is_active and actor.stands_for_id is null
"""


class Proof(StrEnum):
    """What somebody showed."""

    TOKEN = "TOKEN"
    SESSION = "SESSION"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The viewer, his address if he is a person, and the session or token by which he was recognised.

    `is_use_due`: its last use is to be written down (`note_use`), which is so once a minute at most.
    """

    viewer: Viewer
    email: str | None
    proof: Proof
    proof_id: UUID
    is_use_due: bool
    csrf_hash: str | None = field(default=None, repr=False)

    def has_csrf_token(self, token: str | None) -> bool:
        """Whether this is the CSRF token of the session. A bearer token needs none."""
        if self.proof is Proof.TOKEN:
            return True
        return token is not None and self.csrf_hash is not None and is_secret(token, self.csrf_hash)


async def viewer(
    reading: Reading, *, bearer: str | None, session: str | None, now: datetime
) -> Recognised | None:
    """Who shows this bearer token or, without one, this session's secret; None when neither is accepted.

    A token that is not accepted does not fall back to the session. One statement at most.
    """
    if bearer is not None:
        return await viewer_of_token(reading, bearer, now)
    return await viewer_of_session(reading, session, now) if session else None


async def viewer_of_token(reading: Reading, secret: str, now: datetime) -> Recognised | None:
    """Whose token this is; None unless it runs (not revoked, before its expiry) and its owner is active."""
    rows = await reading.rows(_TOKEN, [fingerprint(secret), now, _minute(now)])
    return _recognised(Proof.TOKEN, rows)


async def viewer_of_session(reading: Reading, secret: str, now: datetime) -> Recognised | None:
    """Whose session this is; None unless it runs (not ended, not idle, not old) and he is active."""
    times = (now, now - _NOTED_EVERY, now - IDLE, now + CLOCK_MAY_GO_BACK)
    return _recognised(Proof.SESSION, await reading.rows(_SESSION, [fingerprint(secret), *times]))


def _recognised(proof: Proof, rows: Sequence[Sequence[Any]]) -> Recognised | None:
    for proof_id, actor_id, kind, name, email, is_read_only, csrf_hash, is_due in rows:
        viewer = Viewer(UUID(str(actor_id)), ActorKind[kind], name, bool(is_read_only))
        return Recognised(viewer, email, proof, UUID(str(proof_id)), bool(is_due), csrf_hash)
    return None


_NOTE = {
    Proof.TOKEN: "update access_token set last_used_at = $1 where id = $2",
    Proof.SESSION: "update session set last_seen_at = $1 where id = $2 and ended_at is null",
}


async def note_use(database: Database, recognised: Recognised, now: datetime) -> None:
    """Writes down that a session or token was used, if that is due; opens a transaction only then.

    A token's use is kept to the minute. Raises `storage.failures`.
    """
    if recognised.is_use_due:
        at = _minute(now) if recognised.proof is Proof.TOKEN else now
        await database.work(
            lambda writing: writing.execute(_NOTE[recognised.proof], [at, recognised.proof_id])
        )


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)
