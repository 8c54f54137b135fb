"""Names, addresses and codes of people and companies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimgraph.errors import Refusal
from claimgraph.rules.directory import (
    reasons_against_currency,
    reasons_against_email,
    reasons_against_jurisdiction,
    reasons_against_last_administrator,
    reasons_against_locale,
    reasons_against_time_zone,
    vendor_person_has_level,
)


@pytest.mark.parametrize(
    "email",
    ["mei.tan@northside.example", "Mei+Claims@north-side.example.com", "o'neil@x.co", f"{'a' * 64}@x.co"],
)
def test_an_address_is_taken(email: str) -> None:
    assert reasons_against_email(email) == []


@pytest.mark.parametrize(
    "email",
    [
        "",
        "mei.tan",
        "mei.tan@northside",
        "mei tan@northside.example",
        "mei.tan@northside.example\nBcc: all@x.co",
        "@northside.example",
        "mei.tan@",
        "méi@northside.example",
        f"{'a' * 65}@x.co",
        f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 60}.co",
    ],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    (reason,) = reasons_against_email(email)
    assert reason.code == "EMAIL_INVALID"


@pytest.mark.parametrize(
    ("rule", "taken", "refused"),
    [
        (reasons_against_currency, ["AUD", "JPY", "KWD"], ["", "aud", "ZZZ", "A$"]),
        (
            reasons_against_time_zone,
            ["Australia/Sydney", "UTC"],
            ["", "Sydney", "../etc/passwd", "Mars/Base"],
        ),
        (
            reasons_against_jurisdiction,
            ["AU", "AU-NSW", "GB-SCT", "US-1"],
            ["", "au-nsw", "AU-", "Australia"],
        ),
        (reasons_against_locale, ["en", "en-AU", "de-CH"], ["", "xx-YY", "en_AU_x_y_z", "english"]),
    ],
)
def test_codes_are_those_of_their_standard(
    rule: Callable[[str], list[Refusal]], taken: list[str], refused: list[str]
) -> None:
    assert [code for code in taken if rule(code)] == []
    found = [rule(code) for code in refused]
    assert [[one.code for one in reasons] for reasons in found] == [["VALUE_INVALID"]] * len(refused)


def test_the_last_administrator_stays() -> None:
    assert reasons_against_last_administrator(1, "account") == []
    (reason,) = reasons_against_last_administrator(0, "project")
    assert (reason.code, "The project would be left" in reason.message) == ("LAST_ADMINISTRATOR", True)


def test_the_warning_names_who_sees_more() -> None:
    warning = vendor_person_has_level("Mei Tan")
    assert warning.code == "VENDOR_PERSON_HAS_LEVEL"
    assert warning.message.startswith("Mei Tan works for a vendor")
