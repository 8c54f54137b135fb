"""Values on their way to a database.

SQLite knows texts and integers only. PostgreSQL's driver takes Python's values as they are, and more than it
should: it cuts a float down to an integer without a word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from claimgraph.models.fields import instant_text

Kept = str | int | bytes | None


def _list_text(values: Sequence[object]) -> str:
    return json.dumps([kept(value) for value in values], ensure_ascii=False)


# A datetime is a date and a bool an int: the narrower type stands first.
_WAYS: tuple[tuple[type, Callable[..., Kept]], ...] = (
    (bool, int),
    (Enum, lambda value: kept(value.value)),
    (str, str),
    (int, int),
    (UUID, str),
    (datetime, instant_text),
    (date, date.isoformat),
    (list, _list_text),
    (tuple, _list_text),
    (bytes, bytes),
)


def kept(value: object) -> Kept:
    """The value as SQLite keeps it.

    A UUID becomes its text, an instant the text of `instant_text`, a day its ISO text, a truth 0 or 1, a list
    the JSON text of its values (for `in (select value from json_each(?1))`). Raises TypeError for any other
    kind: a float or decimal would not be kept exactly.
    """
    if value is None or type(value) in (str, int):
        return value  # type: ignore[return-value]  # said by the line above
    for kind, way in _WAYS:
        if isinstance(value, kind):
            return way(value)
    raise _inexact(value)


def refuse_inexact(values: Iterable[object]) -> None:
    """Raises TypeError when one of the values, or of their lists, is a float or decimal."""
    for value in values:
        if isinstance(value, float | Decimal):
            raise _inexact(value)
        if isinstance(value, list | tuple):
            refuse_inexact(value)


def _inexact(value: object) -> TypeError:
    return TypeError(f"{type(value).__name__} cannot be kept exactly: {value!r}. Give an integer or a text.")
