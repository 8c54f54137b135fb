"""The scalars of the contract. Amounts and rates are decimal strings, never floats.

A value that comes in is only checked for its form here; how many decimals an amount may have depends on
the currency, which the action knows.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

Amount = NewType("Amount", str)
"""A decimal string in the currency of the commitment; integer minor units inside."""

Percentage = NewType("Percentage", str)
"""A rate in per cent as a decimal string; integer parts per million inside."""

UnitPrice = NewType("UnitPrice", str)
"""The price of one unit as a decimal string; integer millionths inside."""

Quantity = NewType("Quantity", str)
"""Units as a decimal string; integer millionths inside."""

LONGEST_NUMBER = 40
NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,10})?", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)


def _refused(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": "BAD_INPUT"})


def _number(kind: str, example: str) -> Any:
    def parse(value: object) -> str:
        if not isinstance(value, str):
            raise _refused(f'{kind} must be a decimal string such as "{example}", in quotes.')
        if len(value) > LONGEST_NUMBER or not NUMBER.fullmatch(value):
            raise _refused(
                f'{kind} must be a plain decimal number such as "{example}": digits, one point, no blanks.'
            )
        return value

    return parse


EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""The days that are taken: a contract knows no others, and each lies within what databases keep."""


def parse_date(value: object) -> date:
    """A calendar date, written YYYY-MM-DD and in no other way. Raises GraphQLError (BAD_INPUT)."""
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            pass
        else:
            if EARLIEST <= day <= LATEST:
                return day
            raise _refused(f"Date must lie between {EARLIEST} and {LATEST}.")
    raise _refused('Date must be a day of the calendar such as "2026-11-25".')


def parse_instant(value: object) -> datetime:
    """An instant by RFC 3339, with an offset, in UTC. Raises GraphQLError (BAD_INPUT)."""
    if isinstance(value, str) and INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise _refused('DateTime must be an instant with an offset such as "2026-11-24T03:15:00Z".')


def written_instant(instant: datetime) -> str:
    """An instant as it is answered: UTC, to the microsecond only where there are any."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _scalar(
    name: str, description: str, parse: Any, serialize: Any = str, url: str | None = None
) -> ScalarDefinition:
    return strawberry.scalar(
        name=name, description=description, parse_value=parse, serialize=serialize, specified_by_url=url
    )


SCALARS: dict[object, ScalarDefinition] = {
    Amount: _scalar(
        "Amount",
        "Money as a decimal string in the currency of the commitment, with exactly its minor digits "
        '("1234.50", in yen "1234"); positive is value for the vendor, negative a credit, unless a field '
        "says otherwise.",
        _number("Amount", "1234.50"),
    ),
    Percentage: _scalar(
        "Percentage",
        'A rate as a decimal string in per cent with two to four decimals: "5.00" is five per cent.',
        _number("Percentage", "5.00"),
    ),
    UnitPrice: _scalar(
        "UnitPrice",
        "The price of one unit as an exact decimal string of up to six decimals, in the currency of the "
        "commitment.",
        _number("UnitPrice", "12.345"),
    ),
    Quantity: _scalar(
        "Quantity",
        "An exact decimal string of up to six decimals, in the unit of the line.",
        _number("Quantity", "12.5"),
    ),
    date: _scalar(
        "Date",
        'A calendar date in the project\'s time zone, such as "2026-11-25".',
        parse_date,
        date.isoformat,
        "https://scalars.graphql.org/andimarek/local-date",
    ),
    datetime: _scalar(
        "DateTime",
        'An instant in UTC by RFC 3339, such as "2026-11-24T03:15:00Z".',
        parse_instant,
        written_instant,
        "https://scalars.graphql.org/andimarek/date-time",
    ),
}
