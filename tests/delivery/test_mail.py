"""Mails: what is in them, that nothing typed becomes a header, and the two ways they go out."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from uuid import UUID

import aiosmtplib
import pytest

from claimgraph.auth.links import Invitation, Link, LinkState
from claimgraph.delivery.letters import invitation_letter
from claimgraph.delivery.mail import FolderMailer, Letter, SmtpMailer, Undeliverable, composed, mailer
from tests.auth.people import NINE
from tests.delivery.smtp import mail_server

ID = UUID("01234567-89ab-7def-8123-456789abcdef")
SENDER = "claims@builder.example"
SERVER = "https://claims.builder.example"
SECRET = "S3cret" * 7


def letter(to: str = "eve@example.com", **values: str) -> Letter:
    """A letter to somebody."""
    return Letter(ID, **{"to": to, "subject": "Hello", "text": "Text\n", "html": "<p>Text</p>", **values})


def invited(state: LinkState = LinkState.NEW_PASSWORD, **values: object) -> Invitation:
    """An invitation."""
    given = {"name": "Eve", "email": "eve@example.com", "companies": ("Formwork Ltd",), **values}
    return Invitation(Link(state, ID, **given), SECRET)  # type: ignore[arg-type]  # a test's short form


def parsed(content: bytes) -> EmailMessage:
    """A mail as the mail program of its receiver reads it."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def bodies(message: EmailMessage) -> Mapping[str, str]:
    """Its plain text and its HTML, with lines as Python ends them."""
    parts = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    return {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in parts}


def test_a_mail_is_plain_text_and_html_with_the_headers_of_a_machine() -> None:
    message = parsed(composed(letter(), SENDER, NINE).as_bytes())
    assert dict(message.items()) == {
        "From": SENDER,
        "To": "eve@example.com",
        "Subject": "Hello",
        "Date": "Tue, 10 Nov 2026 09:00:00 +0000",
        "Message-ID": f"<{ID}@builder.example>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": message["Content-Type"],
    }
    assert bodies(message) == {"text/plain": "Text\n", "text/html": "<p>Text</p>\n"}


@pytest.mark.parametrize(
    "to",
    [
        "eve@example.com\r\nBcc: all@example.com",
        "eve@example.com\nBcc: all@example.com",
        "eve@example.com\rBcc: all@example.com",
        "eve@example.com, all@example.com",
        "eve@example.com\r\n\r\nHello",
        "Eve <eve@example.com>",
        "eve@example.com\x00",
        "eve",
        "@",
        "",
        "eve@",
        "eve@exa\ud800mple.com",
        "eve @example.com",
        "eve@example.com@example.com",
        '"eve@example.com, all"@example.com',
        "eve@example.com\u2028",
    ],
)
def test_what_is_no_single_address_gets_no_mail(to: str) -> None:
    with pytest.raises(Undeliverable):
        composed(letter(to), SENDER, NINE)


@pytest.mark.parametrize("subject", ["Hello\r\nBcc: all@example.com", "Hello\nBcc: all@example.com", "a\rb"])
def test_a_subject_stays_a_subject(subject: str) -> None:
    with pytest.raises(Undeliverable):
        composed(letter(subject=subject), SENDER, NINE)


@pytest.mark.parametrize("name", ["Eve\r\nBcc: all@example.com", "Eve\n\n.\nMAIL FROM:<x@example.com>"])
def test_a_name_makes_no_header_and_no_line_of_its_own(name: str) -> None:
    written = invitation_letter(invited(name=name, companies=(name,)), ID, SERVER)
    message = parsed(composed(written, SENDER, NINE).as_bytes())
    assert message["Bcc"] is None and message["To"] == "eve@example.com"
    lines = bodies(message)["text/plain"].splitlines()
    assert lines[0] == f"Hello {' '.join(name.split())},"
    assert "." not in lines and not any(line.startswith(("Bcc", "MAIL FROM")) for line in lines)


def test_a_name_is_no_html() -> None:
    name = "<img src=x onerror=alert(1)> & Söhne"
    written = invitation_letter(invited(name=name), ID, SERVER)
    assert "<img" not in written.html
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; Söhne" in written.html
    assert name in written.text


def test_signs_that_turn_a_text_around_are_taken_out() -> None:
    written = invitation_letter(invited(name="Eve\u202egpj.exe"), ID, SERVER)
    assert written.text.startswith("Hello Eve gpj.exe,\n")


def test_who_is_new_is_told_to_choose_a_password() -> None:
    written = invitation_letter(invited(), ID, SERVER)
    address = f"{SERVER}/password?token={SECRET}"
    assert (written.to, written.subject) == ("eve@example.com", "Choose your password")
    assert f"\n{address}\n" in written.text, "on a line of its own, so that no mail program breaks it"
    assert f'href="{address}"' in written.html
    for text in (written.text, written.html):
        assert "Formwork Ltd" in text and "for 7 days" in text and "eve@example.com" in text


def test_who_works_nowhere_yet_gets_a_whole_sentence_too() -> None:
    written = invitation_letter(invited(companies=()), ID, SERVER)
    assert "you were named as somebody who works with progress claims." in written.text


def test_who_is_known_is_told_to_sign_in_and_accept() -> None:
    written = invitation_letter(invited(LinkState.ACCEPT, companies=("A", "B")), ID, SERVER)
    assert written.subject == "You were named as one of a company's people"
    assert "the people of A and B, for progress claims" in written.text
    assert "Your password stays as it is." in written.text
    assert f"\n{SERVER}/password?token={SECRET}\n" in written.text


def test_who_is_known_without_a_password_is_told_to_come_twice() -> None:
    again = "Then follow the link a second time, to accept."
    written = invitation_letter(invited(known_id=ID), ID, SERVER)
    assert again in written.text and again in written.html
    plain = invitation_letter(invited(), ID, SERVER)
    assert again not in plain.text and again not in plain.html


def test_nothing_in_the_html_is_loaded_from_anywhere() -> None:
    for state in (LinkState.NEW_PASSWORD, LinkState.ACCEPT):
        written = invitation_letter(invited(state), ID, SERVER)
        assert not [word for word in ("src=", "url(", "<link", "<script", "@import") if word in written.html]


def test_a_letter_does_not_show_its_text() -> None:
    assert SECRET not in repr(invitation_letter(invited(), ID, SERVER)) + repr(invited())


async def test_a_folder_gets_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "mail"
    await FolderMailer(folder, SENDER).send(letter(), NINE)
    (file,) = folder.iterdir()
    assert file.name == f"{ID}.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert parsed(file.read_bytes())["To"] == "eve@example.com"


async def test_a_link_can_be_copied_from_the_file_as_it_is(tmp_path: Path) -> None:
    await FolderMailer(tmp_path / "mail", SENDER).send(invitation_letter(invited(), ID, SERVER), NINE)
    (file,) = (tmp_path / "mail").iterdir()
    assert f"\r\n{SERVER}/password?token={SECRET}\r\n".encode() in file.read_bytes()


async def test_a_letter_that_comes_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    for text in ("one\n", "two\n"):
        await FolderMailer(tmp_path / "mail", SENDER).send(letter(text=text), NINE)
    (file,) = (tmp_path / "mail").iterdir()
    assert bodies(parsed(file.read_bytes()))["text/plain"] == "two\n"


async def test_an_smtp_server_gets_the_mail_for_one_receiver() -> None:
    async with mail_server() as server:
        await SmtpMailer.at(f"smtp://127.0.0.1:{server.port}", SENDER).send(letter(), NINE)
    assert parsed(server.mails[0])["Subject"] == "Hello"
    envelope = [line.split(" ")[0:2] for line in server.commands if line.startswith(("MAIL", "RCPT"))]
    assert envelope == [["MAIL", f"FROM:<{SENDER}>"], ["RCPT", "TO:<eve@example.com>"]]


async def test_an_address_in_any_script_gets_its_mail() -> None:
    async with mail_server() as server:
        await SmtpMailer.at(f"smtp://localhost:{server.port}", SENDER).send(letter("ève@exämple.com"), NINE)
    assert any("TO:<ève@exämple.com>" in line for line in server.commands)
    assert parsed(server.mails[0])["To"] == "ève@exämple.com"


async def test_a_server_that_refuses_is_told_by_an_error() -> None:
    async with mail_server() as server:
        server.to_data = "451 not now"
        with pytest.raises(aiosmtplib.SMTPException):
            await SmtpMailer.at(f"smtp://127.0.0.1:{server.port}", SENDER).send(letter(), NINE)


async def test_beyond_this_machine_nothing_goes_out_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    async with mail_server() as server:
        # To the mailer this host is another one; the test server has no STARTTLS.
        monkeypatch.setattr("claimgraph.delivery.mail.LOOPBACK", ())
        with pytest.raises(aiosmtplib.SMTPException, match="STARTTLS"):
            await SmtpMailer.at(f"smtp://u:p@127.0.0.1:{server.port}", SENDER).send(letter(), NINE)
    assert server.mails == [] and not [line for line in server.commands if not line.startswith("EHLO")]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.com", ("mail.example.com", 587, None, None, False)),
        ("smtps://mail.example.com", ("mail.example.com", 465, None, None, True)),
        (
            "smtp://eve%40b.example:p%3Aw@mail.example.com:25",
            ("mail.example.com", 25, "eve@b.example", "p:w", False),
        ),
    ],
)
def test_the_address_of_a_server_says_all_about_it(url: str, expected: tuple[object, ...]) -> None:
    at = SmtpMailer.at(url, SENDER)
    assert (at.host, at.port, at.user, at.password, at.is_tls_from_start) == expected
    assert at.password is None or at.password not in repr(at)


@pytest.mark.parametrize("url", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://:25"])
def test_an_address_of_another_form_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(ValueError, match=r"reads smtp://USER:PASSWORD@HOST:587"):
        SmtpMailer.at(url, SENDER)


def test_without_a_server_mails_become_files(tmp_path: Path) -> None:
    assert mailer(None, tmp_path, SENDER) == FolderMailer(tmp_path, SENDER)
    assert mailer("smtp://localhost:25", tmp_path, SENDER) == SmtpMailer("localhost", 25, SENDER)
