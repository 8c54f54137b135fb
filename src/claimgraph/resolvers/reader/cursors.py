"""Places in a list: the cursor, and the condition of what lies beyond it.

A cursor holds the values by which the list is ordered, and the row's key; so it stays true while rows are
added or taken away. It says nothing that the row did not say, and opens nothing.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from claimgraph.errors import BadInput
from claimgraph.resolvers.reader.selection import Given, Read
from claimgraph.resolvers.reader.statements import Draft
from claimgraph.schema.inputs import UNKEPT


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("not an instant")
    return instant.astimezone(UTC)


READ: dict[type, Callable[[str], Any]] = {
    str: str,
    UUID: UUID,
    datetime: _instant,
    date: date.fromisoformat,
}


@dataclass(frozen=True)
class Term:
    """What a list is ordered by at one place: the path, its SQL and Python type, and which way."""

    path: str
    text: str
    kind: type
    descends: bool

    def reversed(self) -> Term:
        """The same, the other way round."""
        return replace(self, descends=not self.descends)

    @property
    def order(self) -> str:
        """As it stands behind `order by`."""
        return f"{self.text} {'desc' if self.descends else 'asc'}"


def mark_of(terms: list[Term]) -> int:
    """What tells cursors of different orders apart."""
    return crc32(" ".join(f"{term.path}{'-' if term.descends else '+'}" for term in terms).encode())


def written(terms: list[Term], values: list[Any]) -> str:
    """The cursor of a row with these values."""
    plain = [value if isinstance(value, int | None) else str(value) for value in values]
    content = json.dumps([mark_of(terms), *plain], separators=(",", ":"))
    return urlsafe_b64encode(content.encode()).rstrip(b"=").decode()


def read(terms: list[Term], cursor: str) -> list[Any]:
    """The values in a cursor. Raises BadInput for one that was not given for this list in this order."""
    try:
        mark, *values = json.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        if mark != mark_of(terms) or len(values) != len(terms):
            raise ValueError("of another list")
        paths = {term.path for term in terms}
        return [
            _value(term.kind, value, may_be_null=f"{term.path}?" in paths)
            for term, value in zip(terms, values, strict=True)
        ]
    except (ValueError, TypeError, OverflowError, RecursionError) as broken:
        raise BadInput(
            "This cursor does not belong to this list in this order; take cursors from its own pages."
        ) from broken


def _value(kind: type, value: Any, *, may_be_null: bool) -> Any:
    if value is None and may_be_null:
        return None
    if kind in READ:
        if not isinstance(value, str) or UNKEPT.search(value):
            raise ValueError("not a text")
        return READ[kind](value)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
        raise ValueError("not a number")
    return value


def places_of(draft: Draft, terms: list[Term], given: Given) -> list[str]:
    """The places of the values in a cursor that is given; what is wrong with it is told when it is read."""
    return [
        draft.typed(draft.given(_read_one(given, terms, place)), terms[place].kind)
        for place in range(len(terms))
    ]


def _read_one(given: Given, terms: list[Term], place: int) -> Read:
    return lambda variables: read(terms, given.read(variables))[place]


def beyond(terms: list[Term], places: list[str], *, includes: bool = False) -> str:
    """The condition of the rows behind the values, in the order of the terms; `includes` the place itself."""
    choices = []
    equal: list[str] = []
    for term, place in zip(terms, places, strict=True):
        choices.append(" and ".join([*equal, f"{term.text} {'<' if term.descends else '>'} {place}"]))
        equal.append(f"({term.text} = {place} or ({term.text} is null and {place} is null))")
    if includes:
        choices.append(" and ".join(equal))
    return f"({' or '.join(f'({choice})' for choice in choices)})"
