"""Money: integer minor units of a currency inside, an exact decimal string outside.

How many minor digits a currency has is read from the Unicode CLDR (through Babel): two for most, none for
the yen, three for the Kuwaiti dinar.
"""

from __future__ import annotations

from babel.numbers import get_currency_precision, is_currency

from claimgraph.errors import BadInput
from claimgraph.rules.decimals import format_decimal, parse_decimal


def minor_digits(currency: str) -> int:
    """Decimals of an amount in `currency`, an ISO 4217 code in capitals.

    Raises BadInput for an unknown code.
    """
    if not is_currency(currency):
        raise BadInput(f'"{currency[:40]}" is no currency: write an ISO 4217 code such as "AUD".')
    return get_currency_precision(currency)


def parse_amount(text: str, digits: int) -> int:
    """An amount in minor units, for a currency of `digits` decimals: "12.5" with two digits is 1250.

    Fewer decimals are fine. Raises BadInput when the text is no plain decimal number, has more decimals than
    the currency, or exceeds nine quadrillion minor units.
    """
    return parse_decimal(text, digits, what="amount")


def format_amount(minor: int, digits: int) -> str:
    """The exact text of an amount, with all the decimals of its currency: 1250 with two digits is "12.50"."""
    return format_decimal(minor, digits)
