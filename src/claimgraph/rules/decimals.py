"""Decimal numbers as text and as scaled integers; no float is ever between.

Outside, a number is a decimal string; inside, an integer that counts the smallest part:

    percentage   parts per million of the whole (ppm): "5.00" per cent = 50_000
    quantity     millionths of a unit (micro): "1.5" = 1_500_000
    unit price   millionths of the currency's unit (micro): "7.777" = 7_777_000

Text is read strictly: ASCII digits, an optional minus, a point before the decimals; no plus, exponent,
blank, thousands separator or sign for "not a number". Fewer decimals than possible are fine, more are not.
"""

from __future__ import annotations

import re

from claimgraph.errors import BadInput

LIMIT = 9_000_000_000_000_000
"""The largest magnitude of a scaled integer: below 2**53, so that every client keeps it exactly."""

PPM = 1_000_000
"""Parts per million in a whole: 100 per cent."""

MICRO = 1_000_000
"""Millionths in a unit."""

PERCENTAGE_LIMIT = 1_000 * PPM
"""The largest magnitude of a percentage: 100,000 per cent."""

_DECIMAL = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_LONGEST = 40


def parse_decimal(text: str, places: int, *, what: str, limit: int = LIMIT) -> int:
    """The number in `text`, times 10 to the power of `places`.

    `what` names the value in errors ("amount"), `limit` bounds the result's magnitude. Raises BadInput when
    the text is no plain decimal number, has more than `places` decimals, or lies beyond the limit.
    """
    match = _DECIMAL.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise BadInput(
            f'{_shown(text)} is no {what}: write ASCII digits, with "-" before them if it is negative'
            f"{' and a point before the decimals' if places else ''}, such as "
            f'"{format_decimal(1234 * 10**places, places)}".'
        )
    sign, whole, decimals = match[1], match[2], match[3] or ""
    if len(decimals) > places:
        raise BadInput(f"The {what} {_shown(text)} has {len(decimals)} decimals; at most {places} are taken.")
    scaled = int(whole + decimals.ljust(places, "0"))
    if scaled > limit:
        raise BadInput(f"The {what} {_shown(text)} lies beyond {format_decimal(limit, places)}.")
    return -scaled if sign else scaled


def format_decimal(scaled: int, places: int, *, least: int | None = None) -> str:
    """The exact text of an integer that counts parts of 10 to the power of minus `places`.

    All places are printed, or with `least` only those that are needed, but at least so many.
    """
    whole, part = divmod(abs(scaled), 10**places)
    decimals = f"{part:0{places}d}" if places else ""
    if least is not None:
        decimals = decimals[:least] + decimals[least:].rstrip("0")
    return f"{'-' if scaled < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"


def parse_percentage(text: str) -> int:
    """Per cent with up to four decimals, as parts per million: "5.00" is 50_000. Raises BadInput."""
    return parse_decimal(text, 4, what="percentage", limit=PERCENTAGE_LIMIT)


def format_percentage(ppm: int) -> str:
    """Parts per million as per cent with two to four decimals: 50_000 is "5.00"."""
    return format_decimal(ppm, 4, least=2)


def parse_quantity(text: str) -> int:
    """Units with up to six decimals, as millionths: "1.5" is 1_500_000. Raises BadInput."""
    return parse_decimal(text, 6, what="quantity")


def format_quantity(micro: int) -> str:
    """Millionths of a unit as units, without needless decimals: 1_500_000 is "1.5"."""
    return format_decimal(micro, 6, least=0)


def parse_unit_price(text: str) -> int:
    """The price of one unit with up to six decimals, as millionths: "7.777" is 7_777_000. Raises BadInput."""
    return parse_decimal(text, 6, what="unit price")


def format_unit_price(micro: int) -> str:
    """Millionths of the currency's unit as its unit, without needless decimals: 7_777_000 is "7.777"."""
    return format_decimal(micro, 6, least=0)


def _shown(text: str) -> str:
    """The text in quotes, cut where it is too long to be repeated."""
    return f'"{text}"' if len(text) <= _LONGEST else f'"{text[:_LONGEST]}..."'
