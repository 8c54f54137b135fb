"""Lets people into the demo: passwords and tokens that are the same each time, and so are no secrets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from claimgraph.auth.credentials import keep_password
from claimgraph.auth.fingerprints import SECRET_LENGTH, derived, fingerprint
from claimgraph.auth.passwords import Passwords
from claimgraph.auth.tokens import BEGINNING
from claimgraph.demo.people import GUESTS, INTEGRATION, PASSWORD, Guest, address_of
from claimgraph.demo.stage import Stage
from claimgraph.schema.identity import key_of
from claimgraph.storage.database import Writing

TOKEN_LIFE = timedelta(days=360)
NEVER_THERE = ("sofia", "aroha", "callum", "yuki")
"""People who were invited and have not signed in yet."""

_KNOWN_SECRET = "update access_token set prefix = $1, secret_hash = $2 where id = $3"
_RENEW = "update access_token set expires_at = $1 where secret_hash = $2 and revoked_at is null"
_SIGNED_IN = "update actor set last_signed_in_at = $1 where id = $2"
_INVITATIONS = "update outbox_message set sent_at = $1 where sent_at is null"


@dataclass(frozen=True)
class Pass:
    """With what somebody of the demo gets in, and as what. An integration has a token alone."""

    role: str
    name: str
    email: str
    password: str = field(repr=False)
    token: str = field(repr=False)


def token_of(short: str) -> str:
    """The token of somebody, which every demo derives alike."""
    letters = derived("claimgraph demo", short)
    return f"{BEGINNING}{letters[:8]}_{letters[8 : 8 + SECRET_LENGTH]}"


def passes(stage: Stage) -> list[Pass]:
    """The passes of all guests, and that of the integration."""
    people = [
        Pass(
            guest.role,
            stage.people[guest.short].name,
            address_of(guest.short),
            PASSWORD,
            token_of(guest.short),
        )
        for guest in GUESTS
    ]
    return [*people, Pass("integration", INTEGRATION, "", "", token_of("ledger"))]


async def open_doors(stage: Stage, passwords: Passwords) -> None:
    """Gives everybody the demo's password and its guests their tokens.

    The invitations count as sent: nobody in the demo reads mails.
    """
    password_hash = await passwords.hashed(PASSWORD)
    services = stage.services

    async def let_in(writing: Writing) -> None:
        for short, viewer in stage.people.items():
            await keep_password(writing, viewer.id, password_hash, stage.now, services.new_key)
            if short not in NEVER_THERE:
                await writing.execute(_SIGNED_IN, [stage.now, viewer.id])
        await writing.execute(_INVITATIONS, [stage.now])

    await services.database.work(let_in)
    await _make_tokens(stage)


async def _make_tokens(stage: Stage) -> None:
    """All by the API; the guests' then get the secrets that are known beforehand, the founder's last."""
    old = await _token(stage, "ines", "Month-end export", serviceAccountId=stage.ids["person ledger"])
    await stage.do("ines", "revokeAccessToken", "accessToken { id }", accessTokenId=old)
    night = await _token(
        stage, "ines", "Nightly ledger run", serviceAccountId=stage.ids["person ledger"], isReadOnly=True
    )
    await _make_known(stage, night, "ledger")
    for guest in reversed(GUESTS):
        await _make_known(stage, await _token(stage, guest.short, "Demo"), guest.short)


async def _token(stage: Stage, who: str, name: str, **given: object) -> str:
    expires_at = (stage.ends_at + TOKEN_LIFE).isoformat()
    made = await stage.do(
        who, "createAccessToken", "accessToken { id }", name=name, expiresAt=expires_at, **given
    )
    return str(made["id"])


async def _make_known(stage: Stage, token: str, short: str) -> None:
    secret = token_of(short)
    values = [secret.rpartition("_")[0], fingerprint(secret), key_of("AccessToken", token)]
    await stage.services.database.work(lambda writing: writing.execute(_KNOWN_SECRET, values))


async def renew(writing: Writing, now: datetime) -> None:
    """Lets the tokens live on, however long ago the demo was made; a revoked one stays revoked."""
    for short in [*(guest.short for guest in GUESTS), "ledger"]:
        await writing.execute(_RENEW, [now + TOKEN_LIFE, fingerprint(token_of(short))])


FINISHED: Guest = GUESTS[0]
"""Whose token is made last: where it is, the demo was made to its end."""
