"""Mails: how they are put together, and the two ways they go out.

Without an SMTP server a mail becomes a file that any mail program opens, so that nothing is needed to try the
program out. Mails hold secrets: neither way writes any of their text to the log.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import UUID

import aiosmtplib

SMTP_SECONDS = 15
"""How long an SMTP server may take for one step."""

_LONGEST_LINE = 998
"""Signs of a line, at most (RFC 5322): a link stays whole, for whoever copies it from the file."""

_ONE_ADDRESS = re.compile(r'(?P<user>[^\s@<>()\[\]",;:\\]+)@(?P<domain>[^\s@<>()\[\]",;:\\]+)')

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Undeliverable(Exception):
    """It will never go out, however often it is tried; the message says why, and holds no secret."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one address. By its id the same letter is known when it comes twice (Message-ID)."""

    id: UUID
    to: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)


class Mailer(Protocol):
    """A way out for mails."""

    async def send(self, letter: Letter, now: datetime) -> None:
        """Sends it, or raises: Undeliverable, or whatever may be over at the next try."""


def mailer(smtp_url: str | None, folder: Path, sender: str) -> Mailer:
    """SMTP when there is an address for it, as for `SmtpMailer.at`, else files in the folder."""
    return SmtpMailer.at(smtp_url, sender) if smtp_url else FolderMailer(folder, sender)


def composed(letter: Letter, sender: str, now: datetime) -> EmailMessage:
    """The letter as a message: plain text, and HTML for those who like it.

    Raises Undeliverable for an address that is none; no text becomes a header of its own.
    """
    origin, receiver = _address(sender), _address(letter.to)
    is_ascii = letter.to.isascii() and sender.isascii()
    policy = SMTP if is_ascii else SMTPUTF8
    message = EmailMessage(policy=policy.clone(max_line_length=_LONGEST_LINE))
    message["From"] = origin
    message["To"] = receiver
    message["Subject"] = _subject(letter.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.id}@{origin.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def _address(text: str) -> Address:
    """One address and nothing around it. What the standard allows in quotes besides, nobody has."""
    match = _ONE_ADDRESS.fullmatch(text) if text.isprintable() else None
    if match is None:
        raise Undeliverable("The address is none that a mail can be sent to.")
    return Address(username=match["user"], domain=match["domain"])


def _subject(text: str) -> str:
    if not text.isprintable():
        raise Undeliverable("The subject is not one line.")
    return text


@dataclass(frozen=True, slots=True)
class FolderMailer:
    """Writes each letter as `ID.eml` into a folder that nobody else may read."""

    folder: Path
    sender: str

    async def send(self, letter: Letter, now: datetime) -> None:
        """Writes the file, whole or not at all."""
        content = composed(letter, self.sender, now).as_bytes()
        await asyncio.to_thread(self._write, f"{letter.id}.eml", content)

    def _write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self.folder / f".{name}"
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(content)
        unfinished.replace(self.folder / name)


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Hands letters to an SMTP server, encrypted unless it is on this machine.

    `is_tls_from_start`: as on port 465; else STARTTLS.
    """

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    is_tls_from_start: bool = False

    @classmethod
    def at(cls, url: str, sender: str) -> SmtpMailer:
        """The server at `smtp://USER:PASSWORD@HOST:587` (STARTTLS) or `smtps://...:465`.

        Raises ValueError for an address of another form.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError(
                "An SMTP server's address reads smtp://USER:PASSWORD@HOST:587 or smtps://...:465."
            )
        is_tls = parts.scheme == "smtps"
        user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
        return cls(parts.hostname, parts.port or (465 if is_tls else 587), sender, user, password, is_tls)

    async def send(self, letter: Letter, now: datetime) -> None:
        """Hands it over. Raises `aiosmtplib.SMTPException` and OSError."""
        needs_start_tls = not self.is_tls_from_start and self.host not in LOOPBACK
        await aiosmtplib.send(
            composed(letter, self.sender, now),
            sender=self.sender,
            recipients=[letter.to],
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.is_tls_from_start,
            start_tls=needs_start_tls or None,
            timeout=SMTP_SECONDS,
        )
