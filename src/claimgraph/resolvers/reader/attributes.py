"""Whether values that are no rows bring what their fields ask: read from the annotations of who makes them.

A function of facts or an answerer says what it gives; the fields of the part that shows it are attributes of
that class, or of what stands around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin, get_type_hints

from claimgraph.errors import RequestError
from claimgraph.resolvers.reader.asked import ANSWERERS
from claimgraph.resolvers.reader.levels import AMBIENT, AROUND, WHOLE_VALUE
from claimgraph.resolvers.reader.selection import camel
from claimgraph.schema.declared import (
    TYPES,
    Asked,
    Column,
    Declared,
    Derived,
    Field,
    Many,
    Named,
    One,
    Page,
    Part,
)
from claimgraph.schema.offer import OfferedAction, parameters

LISTS = (list, tuple, Sequence)
NONE = type(None)


@dataclass(frozen=True)
class Shown:
    """That a value of a class is shown as a part."""

    part: str
    kind: type


def gaps() -> list[str]:
    """Each field of a part that asks a value for something which its class does not have."""
    to_do = [*_made(), Shown("ViewerAction", OfferedAction)]
    done: dict[Shown, list[str]] = {}
    while to_do:
        shown = to_do.pop()
        if shown not in done:
            done[shown] = list(_of_value(shown))
            to_do += _below(shown)
    return [*_unknown(), *(gap for found in done.values() for gap in found)]


def _made() -> Iterator[Shown]:
    """What functions of facts and answerers make."""
    for _, field, maker in _makers():
        kind = _given(maker)
        if isinstance(kind, type):
            yield Shown(field.of, kind)


def _unknown() -> Iterator[str]:
    for declared, field, maker in _makers():
        if not isinstance(_given(maker), type):
            yield f"{declared.name}.{camel(field.name)}: {maker.__name__} does not say what it gives."


def _makers() -> Iterator[tuple[Declared, Field, Callable[..., Any]]]:
    for declared in TYPES.values():
        for field in declared.fields.values():
            if not isinstance(field.of, str) or field.of not in TYPES:
                continue
            if isinstance(field, Derived):
                yield declared, field, field.by
            elif isinstance(field, Asked) and (declared.name, field.name) in ANSWERERS:
                yield declared, field, ANSWERERS[declared.name, field.name]


def _given(maker: Callable[..., Any]) -> Any:
    """The class of what is made: of one value where there may be none, several, or one for each key."""
    return value_class(get_type_hints(maker).get("return"))


def value_class(annotation: Any) -> Any:
    """The class behind an annotation, without None, refusals, lists and keys."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return value_class(parts[1])
    if origin in LISTS:
        return value_class(parts[0])
    if origin is None or not parts:
        return annotation
    others = [one for one in parts if one is not NONE and not _is_refusal(one)]
    return value_class(others[0]) if len(others) == 1 else annotation


def _is_refusal(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, RequestError)


def _of_value(shown: Shown) -> Iterator[str]:
    for field in TYPES[shown.part].fields.values():
        for name in _asks(field):
            if name not in (*AMBIENT, *AROUND, WHOLE_VALUE) and not _has(shown.kind, name):
                yield f"{shown.part}.{camel(field.name)}: {shown.kind.__name__} has no {name}."


def _asks(field: Field) -> list[str]:
    """The attributes that a field of a value asks for."""
    if isinstance(field, Derived):
        return parameters(field.by)
    if isinstance(field, Many):
        return ["id", field.match]
    if isinstance(field, Page):
        return ["id", field.match] if field.by else []
    if isinstance(field, Part):
        return [field.at] if field.at else []
    return [field.at] if isinstance(field, Column | One | Named) else ["id"]


def _has(kind: type, name: str) -> bool:
    """Whether objects of a class have an attribute: a field, a property, or a constant."""
    return hasattr(kind, name) or name in get_type_hints(kind)


def _below(shown: Shown) -> Iterator[Shown]:
    """The values in a value that are shown as parts of their own."""
    for field in TYPES[shown.part].fields.values():
        if isinstance(field, Part) and field.at and _has(shown.kind, field.at):
            found = value_class(_annotation(shown.kind, field.at))
            if isinstance(found, type):
                yield Shown(field.of, found)


def _annotation(kind: type, name: str) -> Any:
    attribute = getattr(kind, name, None)
    if isinstance(attribute, property) and attribute.fget:
        return get_type_hints(attribute.fget).get("return")
    return get_type_hints(kind).get(name)
