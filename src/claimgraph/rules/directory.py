"""People, companies and access: what can be a name or an address, and who must not be left out."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

from babel.core import Locale, UnknownLocaleError

from claimgraph.errors import BadInput, Refusal
from claimgraph.rules.money import minor_digits

ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+", re.ASCII
)
"""An e-mail address as the HTML standard takes it, with at least one dot behind the @."""

LONGEST_ADDRESS = 254
JURISDICTION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", re.ASCII)


def reasons_against_email(email: str) -> list[Refusal]:
    """Why this can't be the address that somebody signs in with."""
    if len(email) <= LONGEST_ADDRESS and ADDRESS.fullmatch(email):
        return []
    return [
        Refusal("EMAIL_INVALID", "This is no e-mail address; write one such as mei.tan@northside.example.")
    ]


def reasons_against_time_zone(name: str) -> list[Refusal]:
    """Why this can't be a time zone."""
    if name in available_timezones():
        return []
    return [Refusal("VALUE_INVALID", 'This is no time zone; write an IANA name such as "Australia/Sydney".')]


def reasons_against_currency(code: str) -> list[Refusal]:
    """Why this can't be a currency."""
    try:
        minor_digits(code)
    except BadInput as wrong:
        return [Refusal("VALUE_INVALID", wrong.message)]
    return []


def reasons_against_jurisdiction(code: str) -> list[Refusal]:
    """Why this can't be a jurisdiction."""
    if JURISDICTION.fullmatch(code):
        return []
    return [Refusal("VALUE_INVALID", 'This is no jurisdiction; write an ISO 3166-2 code such as "AU-NSW".')]


def reasons_against_locale(code: str) -> list[Refusal]:
    """Why this can't be a language and region."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return [Refusal("VALUE_INVALID", 'This is no language and region; write one such as "en-AU".')]
    return []


def reasons_against_last_administrator(others: int, what: str) -> list[Refusal]:
    """Why an administrator stays: `others` is how many there are besides him of the project or account."""
    if others:
        return []
    message = f"The {what} would be left without an administrator; name another one first."
    return [Refusal("LAST_ADMINISTRATOR", message)]


def vendor_person_has_level(name: str) -> Refusal:
    """The warning that somebody of a vendor sees more than his designations give."""
    message = (
        f"{name} works for a vendor and has an access level on the project, and so sees more than the "
        "commitments on which he is designated."
    )
    return Refusal("VENDOR_PERSON_HAS_LEVEL", message)
