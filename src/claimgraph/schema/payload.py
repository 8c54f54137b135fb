"""Payloads: what a mutation answers, made from what it gives."""

from __future__ import annotations

from typing import Any

from strawberry import ID

from claimgraph.auth.guards import EVERYONE
from claimgraph.schema.declare import column, interface, one, part, part_type
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


GIVEN = {
    "access_token": "AccessToken",
    "billing_period": "BillingPeriod",
    "claim": "ProgressClaim",
    "claim_contact": "ClaimContact",
    "closed_period": "BillingPeriod",
    "commitment": "Commitment",
    "company": "Company",
    "employment": "Employment",
    "person": "Person",
    "project": "Project",
    "project_access": "ProjectAccess",
    "service_account": "ServiceAccount",
    "vendor": "Vendor",
}
"""What payloads give, by the name of the field."""

TITLES = {
    "access_token": "token's record",
    "billing_period": "period",
    "claim_contact": "designation",
    "project_access": "access",
}
"""What texts call them where they do not use the field's name."""


def given_after(name: str, *, is_there: bool, text: str | None = None) -> Any:
    """The field of a payload that shows an object after the call; `is_there` tells that it was before."""
    title = TITLES.get(name, name.replace("_", " "))
    after = f" as {'he' if name == 'person' else 'it'} stands after the call."
    said = text or f"The {title}{after if is_there else '; null when refused.'}"
    return one(GIVEN[name], said, to=EVERYONE, at=f"{name}_id", nullable=True)


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
