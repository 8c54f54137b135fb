"""Conditions that a viewer puts on a list, as SQL over what everybody who sees a row may see."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.numbers import get_currency_precision, list_currencies

from claimgraph.errors import BadInput
from claimgraph.models import folded, folded_part
from claimgraph.resolvers.reader.selection import camel
from claimgraph.resolvers.reader.statements import Source
from claimgraph.schema.identity import key_of
from claimgraph.schema.inputs import refuse_unkept
from claimgraph.schema.lists import FILTERS, Filter, Member

USUAL_DIGITS = 2


MOST_FILTERS, DEEPEST = 100, 10
"""Filters in one another: how many at all, and how deep. SQLite reads no statement that nests much deeper."""


def condition(source: Source, name: str, given: Mapping[str, Any]) -> str:
    """All that a filter asks, as one condition. Raises BadInput for ids that are none, and for too much."""
    count, depth = _filters_in(given)
    if count > MOST_FILTERS or depth > DEEPEST:
        raise BadInput(
            f"A filter holds at most {MOST_FILTERS} filters, {DEEPEST} deep in one another; ask several lists."
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


def _condition(source: Source, declared: Filter, given: Mapping[str, Any]) -> str:
    parts = [*_nested(source, declared, given), *_own(source, declared, given)]
    return f"({' and '.join(parts)})" if parts else "(1 = 1)"


def _nested(source: Source, declared: Filter, given: Mapping[str, Any]) -> list[str]:
    if not declared.nests:
        return []
    parts = [_condition(source, declared, one) for one in given.get("and") or ()]
    if given.get("or") is not None:
        choices = [_condition(source, declared, one) for one in given["or"]]
        parts.append(f"({' or '.join(choices)})" if choices else "(1 = 0)")
    if given.get("not") is not None:
        parts.append(f"not coalesce({_condition(source, declared, given['not'])}, false)")
    return parts


def _own(source: Source, declared: Filter, given: Mapping[str, Any]) -> list[str]:
    found = []
    for name, member in declared.members.items():
        value = given.get(camel(name))
        if value is not None:
            found += CONDITIONS[member.kind](source, member, value)
    return found


def _ids(source: Source, member: Member, value: list[str]) -> list[str]:
    keys = [key_of(member.of, one) for one in value]
    return [source.draft.is_among(source.column(member.at), keys, "uuid")]


def _among(source: Source, member: Member, value: list[Any]) -> list[str]:
    return [source.draft.is_among(source.column(member.at), [str(one) for one in value], "text")]


def _flag(source: Source, member: Member, value: bool) -> list[str]:
    return [f"{source.column(member.at)} = {'true' if value else 'false'}"]


def _text(source: Source, member: Member, value: Mapping[str, Any]) -> list[str]:
    text, draft = source.column(member.at), source.draft
    for one in (value.get("eq"), value.get("contains"), value.get("startsWith"), *(value.get("in") or ())):
        refuse_unkept(one or "", "The text to look for")
    found = []
    if value.get("eq") is not None:
        found.append(f"{text} = {draft.value(folded(value['eq']))}")
    if value.get("in") is not None:
        found.append(draft.is_among(text, [folded(one) for one in value["in"]], "text"))
    if value.get("contains") is not None:
        find = "strpos" if draft.dialect == "POSTGRESQL" else "instr"
        found.append(f"{find}({text}, {draft.value(folded_part(value['contains']))}) > 0")
    if value.get("startsWith") is not None:
        begins = folded_part(value["startsWith"])
        found.append(f"substr({text}, 1, {len(begins)}) = {draft.value(begins)}")
    return found


SIGNS = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def _compared(source: Source, member: Member, value: Mapping[str, date | datetime]) -> list[str]:
    text = source.column(member.at)
    return [
        f"{text} {SIGNS[sign]} {source.draft.value(one)}" for sign, one in value.items() if one is not None
    ]


def _amount(source: Source, member: Member, value: Mapping[str, str]) -> list[str]:
    """Compared in the row's own currency: one amount is another number of minor units in each kind."""
    text, currency = source.column(member.at), source.column("currency")
    found = []
    for sign, one in value.items():
        if one is not None:
            wanted = Fraction(Decimal(one))
            cases = "".join(
                f" when {currency} in ({codes}) then {_amount_compared(source, text, sign, wanted, digits)}"
                for digits, codes in UNUSUAL_CURRENCIES.items()
            )
            usual = _amount_compared(source, text, sign, wanted, USUAL_DIGITS)
            found.append(f"(case{cases} else {usual} end)")
    return found


def _amount_compared(source: Source, text: str, sign: str, wanted: Fraction, digits: int) -> str:
    """The comparison in whole minor units; an amount between two of them lies above one, below the other."""
    exact = wanted * 10**digits
    if exact.denominator != 1 and sign == "eq":
        return "false"
    whole = math.floor(exact) if sign in ("gt", "lte") else math.ceil(exact)
    bounded = max(-LARGEST, min(LARGEST, whole))
    return f"{text} {SIGNS[sign]} {source.draft.value(bounded)}"


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

CONDITIONS: dict[str, Callable[[Source, Member, Any], list[str]]] = {
    "ids": _ids,
    "among": _among,
    "text": _text,
    "amount": _amount,
    "days": _compared,
    "instants": _compared,
    "flag": _flag,
}
