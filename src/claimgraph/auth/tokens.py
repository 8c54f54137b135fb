"""Bearer tokens of people and service accounts.

A token reads `cg_AbCdEfGh_` and 43 letters more. The first part is kept in the clear: by it a token is found,
in the list of tokens and where somebody has left one lying (a scanner looks for `cg_`). Of the whole only the
SHA-256 is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from claimgraph.auth.fingerprints import fingerprint, new_secret
from claimgraph.models import AccessToken, keys
from claimgraph.models.keys import Keys
from claimgraph.storage.database import Writing

BEGINNING = "cg_"
"""What every token begins with."""

_FINDABLE = 8


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token's record, and the token itself, which is shown this once."""

    record: AccessToken
    secret: str = field(repr=False)


async def create(
    writing: Writing,  # noqa: ARG001 (says that a transaction is open, in which the model writes)
    owner_id: UUID,
    name: str,
    expires_at: datetime,
    now: datetime,
    *,
    is_read_only: bool = False,
    new_key: Keys = keys.new_key,
) -> NewToken:
    """Makes a token of a person or service account, which works until `expires_at` (excluded)."""
    prefix = BEGINNING + new_secret(_FINDABLE)
    secret = f"{prefix}_{new_secret()}"
    record = await AccessToken.create(
        id=new_key(now),
        created_at=now,
        owner_id=owner_id,
        name=name,
        prefix=prefix,
        secret_hash=fingerprint(secret),
        expires_at=expires_at,
        is_read_only=is_read_only,
    )
    return NewToken(record, secret)


async def revoke_all(writing: Writing, owner_id: UUID, now: datetime) -> None:
    """Ends all tokens of a person or service account."""
    await writing.execute(
        "update access_token set revoked_at = $1 where owner_id = $2 and revoked_at is null", [now, owner_id]
    )
