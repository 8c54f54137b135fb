"""What slows down guessing: each wrong password makes the next try wait longer.

Two brakes are pressed at each try: that of the caller's address, and that of the account, whether there is
such an account or not. Who signs in from a browser that was signed in to this account before has a brake of
his own instead, so that strangers who guess at his account, or beside him behind the same address, do not
keep him out. Strangers are held up by the account's brake for a minute at most, which costs whoever wants to
keep it pressed many addresses, for his own holds him up longer.

Brakes are known by hashes: what people type is not kept. There is a bounded number of them: a try that is
refused writes nothing, every other one costs a password hash, and the oldest are forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from claimgraph.auth.fingerprints import fingerprint
from claimgraph.models.keys import Keys
from claimgraph.storage.database import Writing

FORGOTTEN_AFTER = timedelta(hours=24)
"""How long after the last try a brake is as if it had never been pressed."""

MOST = 50_000
"""How many brakes are remembered; beyond, the oldest go."""

_FIRST_WAIT = timedelta(seconds=1)
_DOUBLINGS = 20
_NOTHING = timedelta()

_FORGET = """
delete from sign_in_brake where failed_at < $1
    or failed_at <= (select failed_at from sign_in_brake order by failed_at desc limit 1 offset $2)
"""
_HOLD = """
insert into sign_in_brake (id, created_at, key_hash, failures, failed_at, blocked_until)
values ($1, $2, $3, 0, $2, $2)
on conflict (key_hash) do update set key_hash = excluded.key_hash
returning failures, blocked_until
"""
_COUNT = "update sign_in_brake set failures = $1, failed_at = $2, blocked_until = $3 where key_hash = $4"
_TAKE_BACK = """
update sign_in_brake set failures = failures - 1, blocked_until = $1 where key_hash = $2 and failures > 0
"""


@dataclass(frozen=True, slots=True)
class Brake:
    """How many tries are free, and how long the longest wait is.

    `counts_all`: what was counted stays after a right password.
    """

    key: str
    free: int
    longest: timedelta
    counts_all: bool = False

    def wait_after(self, failures: int) -> timedelta:
        """How long to wait after so many wrong tries: nothing at first, then a second, doubled each time."""
        beyond = failures - self.free
        if beyond <= 0:
            return _NOTHING
        return min(self.longest, _FIRST_WAIT * (1 << min(beyond - 1, _DOUBLINGS)))


def brakes_of(email_key: str, caller: str, known_browser: str | None) -> list[Brake]:
    """The brakes of a try: for this account (a folded address), from this caller (a network address).

    `known_browser` is the fingerprint of a session that this browser had with this very account.
    """
    if known_browser:
        return [_brake("browser", known_browser, free=5, minutes=15)]
    account = _brake("account", email_key, free=5, minutes=1)
    place = _brake("caller", _network(caller), free=30, minutes=15, counts_all=True)
    # Always in the same order, for each holds the row of the first while it waits for the second.
    return sorted((account, place), key=lambda brake: brake.key)


def _brake(kind: str, name: str, free: int, minutes: int, counts_all: bool = False) -> Brake:
    return Brake(fingerprint(f"{kind} {name}"), free, timedelta(minutes=minutes), counts_all)


def _network(caller: str) -> str:
    """Whom one caller is taken for: an IPv4 address, or the /64 that one line is given under IPv6."""
    try:
        address = ip_address(caller)
    except ValueError:
        return caller
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


async def press(writing: Writing, brakes: Sequence[Brake], now: datetime, new_key: Keys) -> timedelta:
    """Counts a try before it is made; gives how long to wait when it may not be made now, else nothing.

    It counts as wrong until `release`. Counted first, for tries that come side by side would all be made
    otherwise. A try that may not be made is not counted, and nothing is written.
    """
    await writing.execute(_FORGET, [now - FORGOTTEN_AFTER, MOST])
    held = [await _hold(writing, brake, now, new_key) for brake in brakes]
    wait = max(one.wait(now) for one in held)
    if wait:
        writing.undo()
        return wait
    for one in held:
        await _count(writing, one, now)
    return _NOTHING


@dataclass(frozen=True, slots=True)
class _Held:
    """A brake as it stands, its row locked."""

    brake: Brake
    failures: int
    blocked_until: datetime

    def wait(self, now: datetime) -> timedelta:
        # A longer wait than there is was set by a clock that ran ahead: it counts as over.
        wait = self.blocked_until - now
        return wait if _NOTHING < wait <= self.brake.longest else _NOTHING


async def _hold(writing: Writing, brake: Brake, now: datetime, new_key: Keys) -> _Held:
    ((failures, until),) = await writing.rows(_HOLD, [new_key(now), now, brake.key])
    return _Held(brake, failures, datetime.fromisoformat(until) if isinstance(until, str) else until)


async def _count(writing: Writing, held: _Held, now: datetime) -> None:
    failures = held.failures + 1
    blocked_until = now + held.brake.wait_after(failures)
    await writing.execute(_COUNT, [failures, now, blocked_until, held.brake.key])


async def release(writing: Writing, brakes: Sequence[Brake], now: datetime) -> None:
    """The password was right: the try was none of the wrong ones.

    The account's brake is cleared. The caller's keeps what it counted before: who has an account of his own
    does not wipe out his guesses at others' by signing in to it.
    """
    for brake in brakes:
        if brake.counts_all:
            await writing.execute(_TAKE_BACK, [now, brake.key])
        else:
            await writing.execute("delete from sign_in_brake where key_hash = $1", [brake.key])
