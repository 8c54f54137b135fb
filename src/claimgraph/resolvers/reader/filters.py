"""Conditions that a viewer puts on a list, as SQL over what everybody who sees a row may see."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.numbers import get_currency_precision, list_currencies

from claimgraph.errors import BadInput
from claimgraph.models import folded, folded_part
from claimgraph.resolvers.reader.selection import Given, Read, camel
from claimgraph.resolvers.reader.statements import Draft, Source
from claimgraph.schema.identity import key_of
from claimgraph.schema.inputs import refuse_unkept
from claimgraph.schema.lists import FILTERS, Filter, Member
from claimgraph.storage.database import Dialect

USUAL_DIGITS = 2


MOST_FILTERS, DEEPEST = 100, 10
"""Filters in one another: how many at all, and how deep. SQLite reads no statement that nests much deeper."""


def condition(source: Source, name: str, given: Given) -> str:
    """All that a filter asks, as one condition. Raises BadInput for too much.

    What is wrong with its values is told when they are read: ids that are none, texts that nobody keeps.
    """
    count, depth = _filters_in(given.value)
    if count > MOST_FILTERS or depth > DEEPEST:
        raise BadInput(
            f"A filter holds at most {MOST_FILTERS} filters, {DEEPEST} deep in one another; ask several "
            "lists."
        )
    return _condition(source, FILTERS[name], given)


def _filters_in(given: Mapping[str, Any]) -> tuple[int, int]:
    """How many filters there are and how deep they nest, as far as that is of interest."""
    level, count, depth = [given], 0, 0
    while level and count <= MOST_FILTERS:
        count, depth = count + len(level), depth + 1
        level = [below for one in level for below in _below(one)]
    return count, depth


def _below(one: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    inverted = [one["not"]] if one.get("not") is not None else []
    return [*(one.get("and") or ()), *(one.get("or") or ()), *inverted]


def _condition(source: Source, declared: Filter, given: Given) -> str:
    members = {camel(one): member for one, member in declared.members.items()}
    parts = []
    for key, value in given.members():
        if key in members:
            parts += CONDITIONS[members[key].kind](source, members[key], value)
        else:
            parts.append(_nested(source, declared, key, value))
    return f"({' and '.join(parts)})" if parts else "(1 = 1)"


def _nested(source: Source, declared: Filter, key: str, given: Given) -> str:
    """and, or, not of the same filter."""
    if key == "not":
        return f"not coalesce({_condition(source, declared, given)}, false)"
    choices = [_condition(source, declared, one) for one in given.items()]
    if not choices:
        return "(1 = 1)" if key == "and" else "(1 = 0)"
    return f"({f' {key} '.join(choices)})"


def _ids(source: Source, member: Member, given: Given) -> list[str]:
    place = source.draft.given(_read(given, lambda ids: [key_of(member.of, one) for one in ids]))
    return [source.draft.is_among(source.column(member.at), place, "uuid")]


def _read(given: Given, convert: Callable[[Any], Any]) -> Read:
    """How a converted value is read for a request."""
    read = given.read
    return lambda variables: convert(read(variables))


def _among(source: Source, member: Member, given: Given) -> list[str]:
    place = source.draft.given(_read(given, lambda words: [str(one) for one in words]))
    return [source.draft.is_among(source.column(member.at), place, "text")]


def _flag(source: Source, member: Member, given: Given) -> list[str]:
    return [f"{source.column(member.at)} = {source.draft.given(given.read)}"]


def _text(source: Source, member: Member, given: Given) -> list[str]:
    text = source.column(member.at)
    return [TEXTS[name](source.draft, text, one) for name, one in given.members()]


def _folded(text: str) -> str:
    refuse_unkept(text, "The text to look for")
    return folded(text)


def _folded_part(text: str) -> str:
    refuse_unkept(text, "The text to look for")
    return folded_part(text)


def _is_text(draft: Draft, text: str, given: Given) -> str:
    return f"{text} = {draft.given(_read(given, _folded))}"


def _is_one_text(draft: Draft, text: str, given: Given) -> str:
    return draft.is_among(text, draft.given(_read(given, lambda all: [_folded(one) for one in all])), "text")


def _contains(draft: Draft, text: str, given: Given) -> str:
    find = "strpos" if draft.dialect is Dialect.POSTGRESQL else "instr"
    return f"{find}({text}, {draft.given(_read(given, _folded_part))}) > 0"


def _begins(draft: Draft, text: str, given: Given) -> str:
    place = draft.given(_read(given, _folded_part))
    typed = f"{place}::text" if draft.dialect is Dialect.POSTGRESQL else place
    return f"substr({text}, 1, length({typed})) = {typed}"


TEXTS: dict[str, Callable[[Draft, str, Given], str]] = {
    "eq": _is_text,
    "in": _is_one_text,
    "contains": _contains,
    "startsWith": _begins,
}
SIGNS = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def _compared(source: Source, member: Member, given: Given) -> list[str]:
    text = source.column(member.at)
    return [f"{text} {SIGNS[sign]} {source.draft.given(one.read)}" for sign, one in given.members()]


def _amount(source: Source, member: Member, given: Given) -> list[str]:
    """Compared in the row's own currency: one amount is another number of minor units in each kind."""
    text, currency = source.column(member.at), source.column("currency")
    found = []
    for sign, one in given.members():
        cases = "".join(
            f" when {currency} in ({codes}) then {_amount_compared(source, text, sign, one, digits)}"
            for digits, codes in UNUSUAL_CURRENCIES.items()
        )
        found.append(f"(case{cases} else {_amount_compared(source, text, sign, one, USUAL_DIGITS)} end)")
    return found


def _amount_compared(source: Source, text: str, sign: str, given: Given, digits: int) -> str:
    """The comparison in whole minor units; an amount that is none of them equals nothing."""
    place = source.draft.given(_read(given, lambda amount: _minor(amount, sign, digits)))
    return f"{text} {SIGNS[sign]} {place}"


def _minor(amount: str, sign: str, digits: int) -> int | None:
    """An amount between two minor units lies above one and below the other."""
    exact = Fraction(Decimal(amount)) * 10**digits
    if exact.denominator != 1 and sign == "eq":
        return None
    whole: int = math.floor(exact) if sign in ("gt", "lte") else math.ceil(exact)
    return max(-LARGEST, min(LARGEST, whole))


LARGEST = 2**62


def _unusual() -> dict[int, str]:
    by_digits: dict[int, list[str]] = {}
    for code in sorted(list_currencies()):
        digits = get_currency_precision(code)
        if digits != USUAL_DIGITS:
            by_digits.setdefault(digits, []).append(f"'{code}'")
    return {digits: ", ".join(codes) for digits, codes in by_digits.items()}


UNUSUAL_CURRENCIES = _unusual()
"""The currencies without two minor digits, by their digits: constants, written into the text."""

CONDITIONS: dict[str, Callable[[Source, Member, Given], list[str]]] = {
    "ids": _ids,
    "among": _among,
    "text": _text,
    "amount": _amount,
    "days": _compared,
    "instants": _compared,
    "flag": _flag,
}
