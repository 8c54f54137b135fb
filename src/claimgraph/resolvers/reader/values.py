"""Values on their way: from the database to Python, and from either to the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from claimgraph.rules.decimals import format_percentage, format_quantity, format_unit_price
from claimgraph.rules.money import format_amount, minor_digits
from claimgraph.rules.standing import Standing
from claimgraph.schema.scalars import Amount, Percentage, Quantity, UnitPrice, written_instant
from claimgraph.storage.database import Dialect

Convert = Callable[[Any], Any]

FROM_TEXT: dict[type, Convert] = {
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}
"""What SQLite keeps as text; PostgreSQL's driver answers it as it is."""

OUT: dict[Any, Convert] = {
    datetime: written_instant,
    date: date.isoformat,
    Percentage: format_percentage,
    Quantity: format_quantity,
    UnitPrice: format_unit_price,
}


def same(value: Any) -> Any:
    """The value as it is."""
    return value


def unless_none(convert: Convert) -> Convert:
    """Converts what is not None."""
    return lambda value: None if value is None else convert(value)


@cache
def from_database(kind: type, dialect: Dialect) -> Convert:
    """How a column of a Python type is read; `same` when there is nothing to do."""
    if issubclass(kind, Enum):
        return unless_none({word.value: word for word in kind}.__getitem__)
    if kind is bool and dialect is Dialect.SQLITE:
        return unless_none(bool)
    if dialect is Dialect.SQLITE and kind in FROM_TEXT:
        return unless_none(FROM_TEXT[kind])
    return same


@cache
def to_answer(kind: Any) -> Convert:
    """How a value of a scalar or enumeration is written; amounts need their currency: see `amount`."""
    if kind is Standing:
        return lambda one: one.name
    if isinstance(kind, type) and issubclass(kind, Enum):
        return unless_none(str)
    return unless_none(OUT[kind]) if kind in OUT else same


@cache
def cell_to_answer(kind: type, scalar: Any, dialect: Dialect) -> Convert:
    """How a column of a Python type is written as a scalar, without becoming a Python value in between."""
    read, write = from_database(kind, dialect), to_answer(scalar)
    if kind is datetime and dialect is Dialect.SQLITE:
        return unless_none(_text_of_instant)
    if issubclass(kind, Enum) or (kind is date and dialect is Dialect.SQLITE) or kind is UUID:
        return same
    if read is same:
        return write
    return read if write is same else lambda cell: write(read(cell))


def _text_of_instant(text: str) -> str:
    """What SQLite keeps, as the contract writes it."""
    return f"{text[:10]}T{text[11:19]}Z" if text[20:26] == "000000" else f"{text[:10]}T{text[11:26]}Z"


def amount(minor: int | None, currency: str) -> str | None:
    """An amount in minor units as the currency writes it."""
    return None if minor is None else format_amount(minor, digits_of(currency))


@cache
def digits_of(currency: str) -> int:
    """Minor digits of a currency."""
    return minor_digits(currency)


def is_amount(kind: Any) -> bool:
    """Whether values of this kind need their currency."""
    return kind is Amount
