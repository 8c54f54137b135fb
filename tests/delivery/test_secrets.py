"""No secret is kept in the clear, and none is ever logged: one story with all of them."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from claimgraph import models
from claimgraph.auth import links
from claimgraph.auth.acceptance import use_link_to_accept
from claimgraph.delivery import relay
from claimgraph.delivery.mail import FolderMailer, Mailer, SmtpMailer
from claimgraph.delivery.relay import Delivered
from tests.auth.people import PASSWORD, People
from tests.delivery.smtp import mail_server

SERVER = "https://claims.builder.example"
SENDER = "claims@builder.example"
SMTP_PASSWORD = "of-the-mail-server"


async def story(people: People, folder: Path) -> list[str]:
    """Everything that involves a secret, going well and not; gives the secrets."""
    eve = await people.person("Eve", password=None)
    ada = await people.person("Ada")
    company = await people.company("Formwork Ltd")
    record = await people.stand_in(ada, company)
    for person in (eve, record):
        await people.row(
            models.OutboxMessage,
            kind=links.MESSAGE_KIND,
            content=f'{{"person_id": "{person.id}"}}',
            next_attempt_at=people.now,
        )
    mailed = await mail(people, folder)
    for link in mailed:
        await people.choose(link, PASSWORD)
        await use_link_to_accept(people.database, link, people.asking(ada), people.new_key)
    session = await people.session("Ada")
    await people.sign_in("ada@example.com", "a wrong password, 1", previous=session.session.secret)
    token = await people.token(ada)
    people.later(minutes=2)
    assert await people.seen(session) and await people.shown(token.secret)
    assert await people.shown(token.secret + "x") is None
    known = [session.session.secret, session.session.csrf_token, token.secret]
    return [PASSWORD, "a wrong password, 1", SMTP_PASSWORD, *mailed, *known]


async def mail(people: People, folder: Path) -> list[str]:
    """Sends what is due: refused by a server that repeats what it was sent, then into the folder."""
    async with mail_server() as server:
        server.to_data = f"550 spam: {SERVER}/password?token=REPEATED"
        url = f"smtp://claims:{SMTP_PASSWORD}@127.0.0.1:{server.port}"
        assert await deliver(people, SmtpMailer.at(url, SENDER)) == Delivered(failed=2)
    assert any(line.startswith("AUTH") for line in server.commands)
    people.later(minutes=1)
    assert await deliver(people, FolderMailer(folder, SENDER)) == Delivered(sent=2)
    texts = [*(text.decode() for text in server.mails), *files_in(folder)]
    return ["REPEATED", *(found for text in texts for found in tokens_in(text))]


def files_in(folder: Path) -> list[str]:
    """The texts of all files in a folder."""
    return [file.read_text() for file in folder.iterdir()]


async def deliver(people: People, mailer: Mailer) -> Delivered:
    """What the relay does when it looks."""
    return await relay.deliver_due(people.database, mailer, lambda: people.now, SERVER, people.new_key)


def tokens_in(mail: str) -> set[str]:
    """The secrets of the links in a mail."""
    return set(
        re.findall(r"token=(\w{43})", mail.replace("=\n", "").replace("=\r\n", "").replace("=3D", "="))
    )


async def test_no_secret_is_kept_or_logged(
    people: People,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = await story(people, tmp_path / "mail")
    printed = capfd.readouterr()
    told = caplog.text + printed.out + printed.err
    assert told.count("a message was not delivered") == told.count("a message was delivered") == 2
    assert len(secrets) == len(set(secrets)) == 11
    kept = await people.everything()
    assert [secret for secret in secrets if secret in told] == []
    assert [secret for secret in secrets if secret in kept] == []
