"""Global ids: the key of a row and the name of its type in one opaque text."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from typing import NamedTuple
from uuid import UUID

from claimgraph.errors import BadInput

KEY_BYTES = 16


class GlobalId(NamedTuple):
    """What an id stands for."""

    type_name: str
    key: UUID


def global_id(type_name: str, key: UUID) -> str:
    """The opaque id of a row: base64url, without padding, of the key's sixteen bytes and the type's name."""
    return urlsafe_b64encode(key.bytes + type_name.encode()).rstrip(b"=").decode()


def parsed(text: str) -> GlobalId:
    """What an id stands for; it need not exist. Raises BadInput for a text that no server of ours wrote."""
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        known = GlobalId(raw[KEY_BYTES:].decode("ascii"), UUID(bytes=raw[:KEY_BYTES]))
    except (NotBase64, UnicodeError, ValueError) as broken:
        raise _malformed(text) from broken
    if not known.type_name.isidentifier() or global_id(*known) != text:
        raise _malformed(text)
    return known


def key_of(type_name: str, text: str) -> UUID:
    """The key in an id of one type. Raises BadInput for a malformed id, and for one of another type."""
    known = parsed(text)
    if known.type_name != type_name:
        raise BadInput(f"This is the id of a {known.type_name}; here the id of a {type_name} is needed.")
    return known.key


def _malformed(text: str) -> BadInput:
    shown = text if len(text) <= 40 else f"{text[:40]}..."
    return BadInput(f"{shown!r} is not an id of this server; take ids from its answers as they are.")
