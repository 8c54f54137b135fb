"""Currencies know their minor digits, and amounts keep them."""

from __future__ import annotations

import pytest

from claimgraph.errors import BadInput
from claimgraph.rules.money import format_amount, minor_digits, parse_amount


@pytest.mark.parametrize(
    ("currency", "digits"),
    [("AUD", 2), ("EUR", 2), ("GBP", 2), ("NZD", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3)],
)
def test_a_currency_has_its_minor_digits(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize("code", ["ZZZ", "aud", "", "AUDD", "A$"])
def test_an_unknown_currency_is_refused_by_name(code: str) -> None:
    with pytest.raises(BadInput, match="is no currency: write an ISO 4217 code") as refused:
        minor_digits(code)
    assert f'"{code}"' in refused.value.message


@pytest.mark.parametrize(
    ("text", "digits", "minor"),
    [
        ("1234.50", 2, 123_450),
        ("1234.5", 2, 123_450),
        ("1234", 2, 123_400),
        ("-0.01", 2, -1),
        ("1234", 0, 1_234),
        ("5212.813", 3, 5_212_813),
    ],
)
def test_an_amount_is_read_into_minor_units(text: str, digits: int, minor: int) -> None:
    assert parse_amount(text, digits) == minor


@pytest.mark.parametrize(("text", "digits"), [("1.005", 2), ("1234.0", 0), ("0.0001", 3)])
def test_more_decimals_than_the_currency_has_are_refused(text: str, digits: int) -> None:
    with pytest.raises(BadInput, match=rf'The amount "{text}" has \d decimals; at most {digits} are taken'):
        parse_amount(text, digits)


@pytest.mark.parametrize(
    ("minor", "digits", "text"),
    [(123_450, 2, "1234.50"), (5, 2, "0.05"), (-5, 2, "-0.05"), (1_234, 0, "1234"), (0, 3, "0.000")],
)
def test_an_amount_is_written_with_all_digits_of_its_currency(minor: int, digits: int, text: str) -> None:
    assert format_amount(minor, digits) == text
