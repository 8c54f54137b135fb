"""Secrets that are handed out once, and what is kept of them.

What a machine made at random needs no slow hash: 256 bits cannot be guessed, so SHA-256 is enough.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import string

_LETTERS = string.digits + string.ascii_letters

SECRET_LENGTH = 43
"""Letters of a secret: 43 of 62 kinds are 256 random bits. A double click selects all of it."""


def new_secret(length: int = SECRET_LENGTH) -> str:
    """Random letters and digits; by default 256 bits, which nobody can guess."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def fingerprint(secret: str) -> str:
    """What is kept of a secret: SHA-256 in hexadecimal. Any text has one, however broken."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def is_secret(offered: str, kept: str) -> bool:
    """Whether `kept` is the fingerprint of what was offered."""
    return hmac.compare_digest(fingerprint(offered), kept)


def derived(secret: str, purpose: str) -> str:
    """Another secret that only the holder of this one can work out (HMAC-SHA-256), the same each time.

    It does not lead back to the first.
    """
    return hmac.new(secret.encode("utf-8", "surrogatepass"), purpose.encode(), hashlib.sha256).hexdigest()
