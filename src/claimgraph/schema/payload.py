"""Payloads: what a mutation answers, made from what it gives."""

from __future__ import annotations

from typing import Any

from strawberry import ID

from claimgraph.auth.guards import EVERYONE
from claimgraph.schema.declare import column, interface, part, part_type
from claimgraph.schema.declared import Field


@interface()
class Payload:
    """What every mutation answers."""

    user_errors = part(
        "UserError",
        "Why it was refused; nothing was done unless this is empty.",
        to=EVERYONE,
        at="user_errors",
        many=True,
    )
    warnings = part(
        "UserError", "What was accepted but deserves a look.", to=EVERYONE, at="warnings", many=True
    )


def payload(mutation: str, name: str, fields: dict[str, Field]) -> str:
    """Declares the payload of a mutation with these fields besides; gives its name."""
    attributes: dict[str, Any] = {
        "__doc__": f"What {mutation} answers.",
        "__module__": __name__,
        "__annotations__": {},
    }
    part_type(type(name, (Payload,), {**attributes, **fields}))
    return name


def deleted_id() -> Any:
    """The field of a payload that names what is gone."""
    return column("Its id; null when refused.", to=EVERYONE, of=ID, nullable=True)
