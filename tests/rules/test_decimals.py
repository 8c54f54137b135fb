"""Decimal text is read strictly and written exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import BadInput
from claimgraph.rules.decimals import (
    LIMIT,
    PERCENTAGE_LIMIT,
    format_decimal,
    format_percentage,
    format_quantity,
    format_unit_price,
    parse_decimal,
    parse_percentage,
    parse_quantity,
    parse_unit_price,
)


@pytest.mark.parametrize(
    ("text", "ppm"),
    [
        ("5.00", 50_000),
        ("5", 50_000),
        ("0", 0),
        ("-0.00", 0),
        ("12.3456", 123_456),
        ("100.00", 1_000_000),
        ("-2.5", -25_000),
        ("100000", PERCENTAGE_LIMIT),
    ],
)
def test_a_percentage_is_kept_in_parts_per_million(text: str, ppm: int) -> None:
    assert parse_percentage(text) == ppm


@pytest.mark.parametrize(
    ("ppm", "text"),
    [
        (50_000, "5.00"),
        (0, "0.00"),
        (82_500, "8.25"),
        (123_456, "12.3456"),
        (1, "0.0001"),
        (-25_000, "-2.50"),
    ],
)
def test_a_percentage_is_written_with_two_to_four_decimals(ppm: int, text: str) -> None:
    assert format_percentage(ppm) == text


def test_quantities_and_unit_prices_are_kept_in_millionths() -> None:
    assert parse_quantity("1.5") == 1_500_000
    assert parse_unit_price("7.777") == 7_777_000


def test_quantities_and_unit_prices_are_written_without_needless_decimals() -> None:
    assert [format_quantity(micro) for micro in (1_500_000, 3_000_000, -1, 0)] == [
        "1.5",
        "3",
        "-0.000001",
        "0",
    ]
    assert format_unit_price(7_777_000) == "7.777"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        ".",
        ".5",
        "5.",
        "+5",
        "--5",
        "5-",
        " 5",
        "5 ",
        "5\n",
        "5e1",
        "5E1",
        "1,5",
        "1'000",
        "1_000",
        "0x10",
        "NaN",
        "Infinity",
        "١٢",
        "５",
        "−5",
        "5.5.5",
        "$5",
        "1" * 41,
    ],
)
def test_what_is_no_plain_decimal_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadInput, match=r'is no quantity: write ASCII digits.* such as "1234\.000000"'):
        parse_quantity(text)


def test_a_long_text_is_not_repeated_in_full() -> None:
    with pytest.raises(BadInput) as refused:
        parse_decimal("9" * 100_000, 2, what="amount")
    assert len(refused.value.message) < 200


def test_more_decimals_than_there_are_places_are_refused() -> None:
    with pytest.raises(BadInput, match=r'The percentage "1\.23456" has 5 decimals; at most 4 are taken\.'):
        parse_percentage("1.23456")
    with pytest.raises(BadInput, match=r'The quantity "1\.0000000" has 7 decimals; at most 6 are taken\.'):
        parse_quantity("1.0000000")


@pytest.mark.parametrize("sign", ["", "-"])
def test_the_limit_is_taken_and_the_next_number_is_not(sign: str) -> None:
    assert abs(parse_decimal(f"{sign}90000000000000.00", 2, what="amount")) == LIMIT
    with pytest.raises(BadInput, match=r"lies beyond 90000000000000\.00"):
        parse_decimal(f"{sign}90000000000000.01", 2, what="amount")


def test_a_percentage_beyond_a_hundred_thousand_is_refused() -> None:
    with pytest.raises(BadInput, match=r"lies beyond 100000\.0000"):
        parse_percentage("100000.0001")


scaled = st.integers(-LIMIT, LIMIT)
places = st.integers(0, 6)


@given(scaled, places)
def test_what_is_written_reads_back_the_same(number: int, digits: int) -> None:
    assert parse_decimal(format_decimal(number, digits), digits, what="amount") == number


@given(scaled, places)
def test_what_is_written_is_the_number_itself(number: int, digits: int) -> None:
    assert Fraction(format_decimal(number, digits)) * 10**digits == number
    assert Fraction(format_decimal(number, digits, least=0)) * 10**digits == number


@given(st.text(max_size=8))
def test_any_text_is_a_number_of_at_most_two_places_or_refused(text: str) -> None:
    try:
        number = parse_decimal(text, 2, what="amount")
    except BadInput:
        return
    assert Fraction(text) * 100 == number
    assert text.isascii()
