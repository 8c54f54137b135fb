"""What mails say: texts in `templates/`, filled in."""

from __future__ import annotations

from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from claimgraph.auth.links import LIFE, Invitation, LinkState
from claimgraph.delivery.mail import Letter

_TEMPLATES = Environment(
    loader=PackageLoader("claimgraph.delivery"),
    autoescape=select_autoescape(("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)

_FORMS = {
    LinkState.NEW_PASSWORD: ("choose_password", "Choose your password"),
    LinkState.ACCEPT: ("accept_employment", "You were named as one of a company's people"),
}
"""For each kind of link the name of its templates, and the subject: texts that nobody else has written."""


def invitation_letter(invitation: Invitation, message_id: UUID, public_url: str) -> Letter:
    """The mail that brings somebody his link."""
    link = invitation.link
    template, subject = _FORMS[link.state]
    values = {
        "name": one_line(link.name),
        "email": one_line(link.email),
        "companies": " and ".join(map(one_line, link.companies)),
        "address": f"{public_url}/password?token={invitation.secret}",
        "days": LIFE.days,
        "is_to_be_accepted": link.known_id is not None,
        "server": public_url,
    }
    text, html = (
        _TEMPLATES.get_template(f"{template}.{form}").render(values, subject=subject)
        for form in ("txt", "html")
    )
    return Letter(message_id, link.email, subject, text, html)


def one_line(text: str) -> str:
    """What somebody typed, as one line without signs that cannot be seen: it stays where it is put."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
