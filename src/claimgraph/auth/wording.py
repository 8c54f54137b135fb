"""Rules in words: the ways in to a row as an auditor reads them, from the expressions that become SQL.

`it` is the row. A grant counts while it runs: it has begun and not ended, by the clock of the request.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from claimgraph import models
from claimgraph.auth.expressions import Along, And, Expression, Has, Is, Me, Or, Running, Under, Value

ROW = "it"
GRANTS = {
    models.Employment: "works for {}",
    models.ProjectAccess: "has a level on {}",
    models.Designation: "is designated on {}",
    models.AccessListEntry: "stands on the access list of {}",
}
NARROWED = {
    (models.Employment, "is_administrator"): "administers {}",
    (models.ProjectAccess, "level"): "has {values} on {}",
}
NOUNS = {"ProjectAccess": "an access level", "ShownPerson": "a place among the shown people"}
"""What rows are called where the name of their table is not the word of the trade."""

KINDS = {"is_account": "an account", "is_private": "private"}
"""What a row is by an attribute that is true."""


def ways_in(expression: Expression) -> list[str]:
    """The ways one by one, each a sentence about the row and the viewer; each is enough."""
    return [_all(parts, ROW) for parts in _ways(expression)]


def _ways(expression: Expression) -> list[list[Expression]]:
    """An expression as alternatives, each a list of what must hold; rules negate nothing, so this is all."""
    match expression:
        case Or(parts):
            return [way for part in parts for way in _ways(part)]
        case And(parts):
            chosen = product(*(_ways(part) for part in parts))
            return [[one for way in ways for one in way] for ways in chosen]
        case Along(path, of):
            return [[Along(path, one) for one in way] for way in _ways(of)]
        case Under(model, by, of):
            return [[Under(model, by, And(tuple(way)))] for way in _ways(of)]
        case _:
            return [[expression]]


def _all(parts: Iterable[Expression], subject: str, path: str = "") -> str:
    return ", and ".join(_words(part, subject, path) for part in parts)


def _words(expression: Expression, subject: str, path: str) -> str:
    """A sentence; `path` leads from the subject to what it is about."""
    match expression:
        case And(parts):
            return _all(parts, subject, path)
        case Along(along, of):
            return _words(of, subject, f"{path}{along}.")
        case Under(model, by, of):
            return _below(model, by, of, _place(subject, path + "id"))
        case Has():
            return _grant(expression, _place(subject, path + expression.at))
        case Is(at, values):
            return _attribute(subject, path + at, values)
        case Me(at):
            return f"{_place(subject, path + at)} is the viewer"
        case Running(also_future):
            return f"{_place(subject, path + 'id')} runs{' or is to begin' if also_future else ''}"
        case _:
            raise TypeError(f"not a rule: {expression!r}")


def _below(model: type[models.Row], by: str, of: Expression, above: str) -> str:
    noun = NOUNS.get(model.__name__, _with_article(_spaced(model.__name__)))
    one = f"the {noun.partition(' ')[2]}"
    return f"{above} is the {_spaced(by)} of {noun}, and {_words(of, one, '')}"


def _grant(has: Has, place: str) -> str:
    told = [f"{' or '.join(str(value) for value in values)}" for _, values in has.where]
    form = NARROWED[has.grant, has.where[0][0]] if has.where else GRANTS[has.grant]
    return f"the viewer {form.format(place, values=''.join(told))}"


def _attribute(subject: str, path: str, values: tuple[Value, ...]) -> str:
    above, _, name = path.rpartition(".")
    if name in KINDS:
        return f"{_place(subject, above or 'id')} is {'' if values == (True,) else 'not '}{KINDS[name]}"
    return f"{_place(subject, path)} is {' or '.join(str(value) for value in values)}"


def _place(subject: str, path: str) -> str:
    """What a path leads to: `project.account` of it is "its project's account"."""
    names = [_spaced(name) for name in path.split(".") if name != "id"]
    if not names:
        return subject
    first = f"its {names[0]}" if subject == ROW else f"{subject}'s {names[0]}"
    return "'s ".join([first, *names[1:]])


def _spaced(name: str) -> str:
    """A name of the code as words."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return spaced.replace("_", " ").strip()


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
