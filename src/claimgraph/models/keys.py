"""Keys of rows: UUID version 7 (RFC 9562), ordered by time, made by the application."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from random import Random
from uuid import UUID

Keys = Callable[[datetime], UUID]
"""Makes a key for a row that is written at an instant."""


def new_key(now: datetime) -> UUID:
    """A key that nobody can guess from another."""
    return _key(now, secrets.randbits(74))


def seeded_keys(seed: int) -> Keys:
    """Keys that repeat from a seed, whatever the clock says: for the demo and for tests."""
    random = Random(seed)
    return lambda now: _key(now, random.getrandbits(74))


def _key(now: datetime, noise: int) -> UUID:
    milliseconds = int(now.timestamp() * 1000)
    high, low = noise >> 62, noise & (2**62 - 1)
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)
