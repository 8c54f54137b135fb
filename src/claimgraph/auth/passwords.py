"""Passwords: what a new one must be, and how it is kept and compared (argon2id, RFC 9106).

A hash costs memory and time on purpose. It is worked out in a thread, and only a few at a time, so that
guessing slows down guessing and nothing else.
"""

from __future__ import annotations

import asyncio
import secrets
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHash, VerificationError

from claimgraph.errors import Unavailable
from claimgraph.models import folded

T = TypeVar("T")

SHORTEST = 12
"""Signs of a password, at least."""

LONGEST = 256
"""Bytes of a password in UTF-8, at most: beyond, hashing it would be work for nothing."""

_SALT_BYTES = 16
_HASH_BYTES = 32


def reasons_against_password(password: str, email: str) -> list[str]:
    """Why this cannot be the password of the person with this address, a sentence each; empty when it can.

    Long rather than strange, after NIST SP 800-63B: no signs of certain kinds are asked for.
    """
    reasons = []
    if len(_normal(password)) < SHORTEST:
        reasons.append(f"Choose at least {SHORTEST} signs; a few words in a row are easy to remember.")
    if len(_bytes(password)) > LONGEST:
        reasons.append(f"Choose at most {LONGEST} bytes; a letter is one to four of them.")
    if folded(password) in (folded(email), folded(email.partition("@")[0])):
        reasons.append("Choose something else than your e-mail address.")
    return reasons


@dataclass(frozen=True, slots=True)
class Cost:
    """What one argon2id hash costs: memory in KiB, passes over it, lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


class Passwords:
    """Makes and compares hashes of passwords: `at_once` in threads, the others wait, at most `waiting`."""

    def __init__(self, cost: Cost = Cost(), at_once: int = 2, waiting: int = 40) -> None:
        self._hasher = PasswordHasher(
            cost.passes, cost.memory, cost.lanes, hash_len=_HASH_BYTES, salt_len=_SALT_BYTES, type=Type.ID
        )
        self._nobodys = _hash_of_no_password(cost)
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="password")
        self._most = at_once + waiting
        self._asked = 0

    async def hashed(self, password: str) -> str:
        """The hash to keep, with its cost and a new salt in it. Raises Unavailable when too many wait."""
        return await self._in_thread(lambda: self._hasher.hash(_bytes(_normal(password))))

    async def is_right(self, password: str, kept: str | None) -> bool:
        """Whether the password is the one whose hash was kept.

        With None (nobody of that name, or no password yet) the same work is done and the answer is no, so
        that time tells nothing. Raises Unavailable when too many wait.
        """
        return await self._in_thread(lambda: self._matches(password, kept or self._nobodys)) and bool(kept)

    def is_outdated(self, kept: str) -> bool:
        """Whether the hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(kept)

    def _matches(self, password: str, kept: str) -> bool:
        # More signs than the longest password has bytes match none: the rest need not be hashed.
        offered = _bytes(_normal(password[: LONGEST + 1]))
        try:
            return self._hasher.verify(kept, offered)
        except (VerificationError, InvalidHash):
            return False

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._asked >= self._most:
            raise Unavailable("Many people are signing in just now. Try again in a moment.")
        self._asked += 1
        try:
            # A thread goes on with its hash when the task that asked is cancelled, and takes no other
            # meanwhile: a caller who hangs up makes no room for more.
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._asked -= 1


def _normal(password: str) -> str:
    """The same signs typed on another keyboard are the same password (NFKC, as NIST SP 800-63B has it)."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


def _hash_of_no_password(cost: Cost) -> str:
    """A hash as argon2 writes it, of which nobody knows the password: not even we do."""
    salt, digest = (
        b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (_SALT_BYTES, _HASH_BYTES)
    )
    return f"$argon2id$v=19$m={cost.memory},t={cost.passes},p={cost.lanes}${salt}${digest}"
