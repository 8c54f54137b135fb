"""Rules in words: the ways in to a row as an auditor reads them, from the expressions that become SQL.

`it` is the row. A grant counts while it runs: it has begun and not ended, by the clock of the request.
"""

from __future__ import annotations

from dataclasses import replace

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
    (models.Employment, "is_administrator"): "is administrator of {}",
    (models.ProjectAccess, "level"): "has {values} on {}",
}
NOUNS = {models.Designation: "designation", models.ShownPerson: "place among the shown people"}
"""What rows are called where the name of their table is not the word of the trade."""


def ways_in(expression: Expression) -> list[str]:
    """The ways one by one: each is enough."""
    return [in_words(one) for one in _ways(expression)]


def _ways(expression: Expression) -> list[Expression]:
    """An expression as alternatives; what stands around an "or" is said with each of them."""
    match expression:
        case Or(parts):
            return [way for part in parts for way in _ways(part)]
        case Along(path, of):
            return [Along(path, way) for way in _ways(of)]
        case Under(of=of):
            return [replace(expression, of=way) for way in _ways(of)]
        case _:
            return [expression]


def in_words(expression: Expression, subject: str = ROW, path: str = "") -> str:
    """A sentence about the viewer and the row; `path` leads from the row to what it is about."""
    match expression:
        case And(parts):
            return " and ".join(_part(part, subject, path) for part in parts)
        case Or(parts):
            return " or ".join(_part(part, subject, path) for part in parts)
        case Has():
            return _grant(expression, _place(subject, path + expression.at))
        case Is(at, values):
            return f"{_place(subject, path + at)} is {' or '.join(_value(value) for value in values)}"
        case Me(at):
            return f"{_place(subject, path + at)} is the viewer"
        case Running(also_future):
            return f"{_place(subject, path + 'id')} runs{' or is to begin' if also_future else ''}"
        case Along(along, of):
            return in_words(of, subject, f"{path}{along}.")
        case Under(model, by, of):
            noun = _noun(model)
            of_it = _place(subject, path + "id")
            return f"there is a {noun} whose {_spaced(by)} is {of_it}, where {in_words(of, f'that {noun}')}"
        case _:
            raise TypeError(f"not a rule: {expression!r}")


def _part(part: Expression, subject: str, path: str) -> str:
    text = in_words(part, subject, path)
    return f"({text})" if isinstance(part, Or) else text


def _grant(has: Has, place: str) -> str:
    if not has.where:
        return f"the viewer {GRANTS[has.grant].format(place)}"
    ((name, values),) = has.where
    told = " or ".join(_value(value) for value in values)
    return f"the viewer {NARROWED[has.grant, name].format(place, values=told)}"


def _value(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _place(subject: str, path: str) -> str:
    """What a path leads to: `project.account` of it is "its project's account"."""
    names = [_spaced(name) for name in path.split(".") if name != "id"]
    if not names:
        return subject
    first = f"its {names[0]}" if subject == ROW else f"{subject}'s {names[0]}"
    return "'s ".join([first, *names[1:]])


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _noun(model: type[models.Row]) -> str:
    name = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__)
    return NOUNS.get(model, name.strip())  # type: ignore[call-overload]  # a table of tables
