"""Values on their way: from the database to Python, and from Python to the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
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


def from_database(kind: type, dialect: Dialect) -> Convert:
    """How a column of a Python type is read; `same` when there is nothing to do."""
    if issubclass(kind, Enum):
        return unless_none(kind)
    if kind is bool and dialect is Dialect.SQLITE:
        return unless_none(bool)
    if dialect is Dialect.SQLITE and kind in FROM_TEXT:
        return unless_none(FROM_TEXT[kind])
    return same


def to_answer(kind: Any) -> Convert:
    """How a value of a scalar or enumeration is written; amounts need their currency: see `amount`."""
    if kind is Standing:
        return lambda one: one.name
    if isinstance(kind, type) and issubclass(kind, Enum):
        return unless_none(str)
    return unless_none(OUT[kind]) if kind in OUT else same


def amount(minor: int | None, currency: str) -> str | None:
    """An amount in minor units as the currency writes it."""
    return None if minor is None else format_amount(minor, minor_digits(currency))


def is_amount(kind: Any) -> bool:
    """Whether values of this kind need their currency."""
    return kind is Amount
