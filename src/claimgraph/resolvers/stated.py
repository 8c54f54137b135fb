"""What inputs state: numbers and texts, read and checked. What can't be read is refused at its path."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from claimgraph.errors import Refusal
from claimgraph.models import folded
from claimgraph.resolvers.work import Work
from claimgraph.rules.decimals import PPM, parse_percentage
from claimgraph.rules.money import parse_amount

LONGEST_TEXT = 5_000


def read(work: Work, parse: Callable[[str], int], text: str, *path: str) -> int:
    """A number of the input; 0 where it can't be read, which is refused."""
    return work.read(parse, text, *path[1:]) or 0


def read_amount(work: Work, text: str, digits: int, *path: str) -> int:
    """An amount of the input in minor units; 0 where it can't be read, which is refused."""
    return read(work, lambda one: parse_amount(one, digits), text, *path)


def read_rate(work: Work, text: str, *path: str) -> int:
    """A rate of the input in parts per million; one below zero or above the whole is refused."""
    rate = read(work, parse_percentage, text, *path)
    if not 0 <= rate <= PPM:
        message = f"A rate lies between 0.00 and 100.00; {text} does not."
        work.refuse([Refusal("VALUE_INVALID", message, path)])
    return rate


def read_text(work: Work, text: str | None, *path: str) -> str | None:
    """A text of the input, without outer blanks; None when nothing is left of it."""
    if text is not None and len(text) > LONGEST_TEXT:
        message = f"A text has at most {LONGEST_TEXT} characters; this one has {len(text)}."
        work.refuse([Refusal("VALUE_INVALID", message, path)])
    if any(is_control(letter) and letter not in LINE_SIGNS for letter in text or ""):
        work.refuse([Refusal("VALUE_INVALID", "Control characters are not taken here.", path)])
    return (text or "").strip() or None


LINE_SIGNS = "\n\r\t"
"""Control characters that a text of several lines may have."""


def is_control(letter: str) -> bool:
    """Whether this is no letter or sign, but a control character."""
    return unicodedata.category(letter) == "Cc"


def read_reason(work: Work, text: str | None, *path: str) -> str | None:
    """A reason of the input; REASON_REQUIRED where nothing is written."""
    reason = read_text(work, text, *path)
    if reason is None:
        work.refuse([Refusal("REASON_REQUIRED", "Say why; the other side will read it.", path)])
    return reason


def read_short(work: Work, text: str | None, longest: int, *path: str) -> str | None:
    """A short text of the input, on one line; None when nothing is left of it, or it is refused."""
    told = (text or "").strip() or None
    if told is None:
        return None
    reasons = []
    # What is compared is kept folded, and must have room too: "ß" becomes "ss".
    length = max(len(told), len(folded(told)))
    if length > longest:
        message = f"At most {longest} characters are taken here; these are {length}."
        reasons.append(Refusal("VALUE_INVALID", message, path))
    if any(map(is_control, told)):
        reasons.append(Refusal("VALUE_INVALID", "Control characters are not taken here.", path))
    work.refuse(reasons)
    return None if reasons else told


def read_name(work: Work, text: str, longest: int, *path: str) -> str:
    """A short text that must not be empty; empty where it is refused."""
    told = read_short(work, text, longest, *path)
    if not text.strip():
        work.refuse([Refusal("VALUE_REQUIRED", "Something must be written here.", path)])
    return told or ""
