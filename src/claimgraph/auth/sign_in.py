"""Signing in with e-mail address and password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from claimgraph.auth import brakes, sessions
from claimgraph.auth.brakes import Brake
from claimgraph.auth.fingerprints import fingerprint
from claimgraph.auth.passwords import Passwords
from claimgraph.auth.sessions import NewSession
from claimgraph.models import folded, keys
from claimgraph.models.keys import Keys
from claimgraph.storage.database import Database, Writing

LONGEST_ADDRESS = 254
"""Signs of an e-mail address, at most (RFC 5321)."""

_ACCOUNT = """
select actor.id, credential.password_hash, exists (
    select 1 from session where session.person_id = actor.id and session.secret_hash = $2
)
from actor
join credential on credential.person_id = actor.id
where actor.email_key = $1 and actor.kind = 'PERSON' and actor.is_active and actor.stands_for_id is null
"""
_SIGNED_IN = "update actor set last_signed_in_at = $1 where id = $2 and is_active"
_SAME_PASSWORD = "update credential set password_hash = $1 where person_id = $2 and password_hash = $3"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and the session that began."""

    person_id: UUID
    session: NewSession


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Why nobody was signed in, in one sentence; `wait_seconds` when it is only too early to try again."""

    message: str
    wait_seconds: int | None = None


WRONG = SignInRefused("The e-mail address or the password is not right.")
"""The same for whoever is unknown, inactive or without a password, and for a wrong password."""


@dataclass(frozen=True, slots=True)
class _Account:
    """Somebody who could sign in; nobody when there is none."""

    person_id: UUID | None = None
    password_hash: str | None = None
    is_known_browser: bool = False


_NOBODY = _Account()


async def sign_in(
    database: Database,
    passwords: Passwords,
    email: str,
    password: str,
    *,
    caller: str,
    now: datetime,
    previous_session: str | None = None,
    new_key: Keys = keys.new_key,
) -> SignedIn | SignInRefused:
    """Begins a session of an active person whose password this is.

    `caller` is the network address from which the try comes. `previous_session` is the secret that the
    browser still holds, running or over: it ends, and by it a browser is known again (`brakes`). Takes the
    same steps whether there is such a person or not. Raises Unavailable when too many are signing in, and
    `storage.failures`.
    """
    account = await _account(database, folded(email), previous_session)
    pressed = brakes.brakes_of(
        folded(email), caller, fingerprint(previous_session or "") if account.is_known_browser else None
    )
    wait = await database.work(lambda writing: brakes.press(writing, pressed, now, new_key))
    if wait:
        return _too_early(wait)
    if not await passwords.is_right(password, account.password_hash):
        return WRONG
    kept = await _kept_from_now_on(passwords, password, account)
    return await database.work(
        lambda writing: _begin(writing, account, kept, pressed, previous_session, now, new_key)
    )


async def _account(database: Database, email_key: str, previous_session: str | None) -> _Account:
    if len(email_key) > LONGEST_ADDRESS or not email_key.isprintable():
        # No such address is kept, and a database may refuse to look for one.
        return _NOBODY
    async with database.reading() as reading:
        rows = await reading.rows(_ACCOUNT, [email_key, fingerprint(previous_session or "")])
    return next((_Account(UUID(str(key)), kept, bool(known)) for key, kept, known in rows), _NOBODY)


def _too_early(wait: timedelta) -> SignInRefused:
    seconds = ceil(wait.total_seconds())
    unit = "second" if seconds == 1 else "seconds"
    return SignInRefused(f"Too many tries: wait {seconds} {unit}, then try again.", seconds)


async def _kept_from_now_on(passwords: Passwords, password: str, account: _Account) -> str:
    kept = account.password_hash or ""
    return await passwords.hashed(password) if passwords.is_outdated(kept) else kept


async def _begin(
    writing: Writing,
    account: _Account,
    password_hash: str,
    pressed: Sequence[Brake],
    previous_session: str | None,
    now: datetime,
    new_key: Keys,
) -> SignedIn | SignInRefused:
    person_id = account.person_id
    if person_id is None or not await _is_still_so(writing, account, password_hash, now):
        writing.undo()
        return WRONG
    await brakes.release(writing, pressed, now)
    if previous_session:
        await sessions.end(writing, previous_session, now)
    return SignedIn(person_id, await sessions.begin(writing, person_id, now, new_key))


async def _is_still_so(writing: Writing, account: _Account, password_hash: str, now: datetime) -> bool:
    """Whether he is active and his password the same as when it was compared; holds both until the end."""
    is_active = await writing.execute(_SIGNED_IN, [now, account.person_id])
    is_same = await writing.execute(_SAME_PASSWORD, [password_hash, account.person_id, account.password_hash])
    return bool(is_active and is_same)
