"""The relay: sends what is due, again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from claimgraph.auth import links
from claimgraph.delivery import outbox
from claimgraph.delivery.letters import invitation_letter
from claimgraph.delivery.mail import Mailer, Undeliverable
from claimgraph.delivery.outbox import MOST_ATTEMPTS, Message
from claimgraph.models import keys
from claimgraph.models.keys import Keys
from claimgraph.storage.database import Database

SEND_SECONDS = 45
"""How long sending one message may take: less than the time for which it was taken."""

LOOK_SECONDS = 2.0
"""How often is looked for what is due."""

_log = structlog.get_logger("claimgraph.delivery")


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the messages that were due."""

    sent: int = 0
    failed: int = 0


async def run(
    database: Database,
    mailer: Mailer,
    clock: Callable[[], datetime],
    public_url: str,
    new_key: Keys = keys.new_key,
    look_seconds: float = LOOK_SECONDS,
) -> None:
    """Delivers until its task is cancelled; what goes wrong is logged and tried again."""
    while True:
        try:
            await deliver_due(database, mailer, clock, public_url, new_key)
        except Exception as failure:
            _log.warning("the outbox could not be read", error=type(failure).__name__)
        await asyncio.sleep(look_seconds)


async def deliver_due(
    database: Database,
    mailer: Mailer,
    clock: Callable[[], datetime],
    public_url: str,
    new_key: Keys = keys.new_key,
) -> Delivered:
    """Sends all that is due now, one after the other; links lead to `public_url`.

    Raises `storage.failures`.
    """
    sent = failed = 0
    while message := await outbox.take(database, links.MESSAGE_KIND, clock()):
        if await _deliver(_Office(database, mailer, clock, public_url, new_key), message):
            sent += 1
        else:
            failed += 1
    return Delivered(sent, failed)


@dataclass(frozen=True, slots=True)
class _Office:
    """What sending needs."""

    database: Database
    mailer: Mailer
    clock: Callable[[], datetime]
    public_url: str
    new_key: Keys

    async def send_link(self, message: Message) -> None:
        """Makes the link only now, so that its secret is nowhere but in the mail."""
        person_id, now = _person_id(message), self.clock()
        invitation = await self.database.work(
            lambda writing: links.invite(writing, person_id, now, self.new_key)
        )
        if invitation is None:
            raise Undeliverable("Nobody is to be invited any more.")
        await self.mailer.send(invitation_letter(invitation, message.id, self.public_url), now)


async def _deliver(office: _Office, message: Message) -> bool:
    """Sends one message and notes what became of it; whether it went out."""
    log = _log.bind(message_id=str(message.id), kind=message.kind, attempt=message.attempt)
    try:
        async with asyncio.timeout(SEND_SECONDS):
            await office.send_link(message)
    except Undeliverable as failure:
        log.warning("a message cannot be delivered", reason=str(failure))
        await outbox.note_given_up(office.database, message)
        return False
    except Exception as failure:
        # Only the kind of error: what a mail server says may repeat what it was sent.
        is_last = message.attempt >= MOST_ATTEMPTS
        log.warning("a message was not delivered", error=type(failure).__name__, is_given_up=is_last)
        return False
    await outbox.note_sent(office.database, message, office.clock())
    log.info("a message was delivered")
    return True


def _person_id(message: Message) -> UUID:
    try:
        return UUID(message.content["person_id"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Undeliverable("The message names no person.") from error
