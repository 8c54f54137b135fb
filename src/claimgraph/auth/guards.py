"""Permission classes of fields and mutations: what a standing opens on a row that is seen.

A guard looks at what the row brings and never asks the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from strawberry import BasePermission

from claimgraph.errors import Forbidden, Unauthenticated
from claimgraph.rules.standing import EVERYBODY, MEMBERS, Standing, named
from claimgraph.rules.vocabulary import ContactRestriction


@dataclass(frozen=True)
class VisibleTo(BasePermission):
    """Who sees a field on a row that he sees; for all others it is null with one error FORBIDDEN.

    `contact_unless` closes the field to contacts, and to them alone, where the row's project says so;
    whoever is also something else there keeps it.
    """

    standings: Standing
    contact_unless: ContactRestriction | None = None

    @property
    def is_open(self) -> bool:
        """Whether everybody who sees the row sees the field."""
        return self.standings == EVERYBODY and self.contact_unless is None

    def opened_by(self, is_restricted: bool = False) -> Standing:
        """Which standings open the field; `is_restricted` is the setting of the row's project."""
        return self.standings & ~Standing.CONTACT if self.contact_unless and is_restricted else self.standings

    def admits(self, standings: Standing, is_restricted: bool = False) -> bool:
        """Whether one of `standings` opens the field."""
        return bool(standings & self.opened_by(is_restricted))

    def has_permission(self, source: Any, info: Any, **kwargs: Any) -> bool:  # noqa: ARG002
        """Strawberry's question, asked of a row that carries its standings."""
        return self.admits(source.standings, source.is_restricted)

    def on_unauthorized(self) -> None:
        """Refuse as the reader does."""
        raise self.refused()

    def refused(self) -> Forbidden:
        """The error that stands at the field's path."""
        if self.contact_unless:
            return Forbidden("The project keeps the balance to finish from claim contacts.")
        return Forbidden(f"Only {named(self.standings)} can see this.")

    @property
    def sentence(self) -> str:
        """What the rule adds to the field's description; empty for a field that is open."""
        if self.is_open:
            return ""
        if self.contact_unless:
            return (
                "Seen by all, but by claim contacts only while the project's hideBalanceFromContacts is off; "
                "else null with FORBIDDEN."
            )
        return f"Seen by {named(self.standings)} only; for others null with FORBIDDEN."


@dataclass(frozen=True)
class OpenTo(BasePermission):
    """Who may call a mutation at all, judged on the object that the input names."""

    standings: Standing

    def admits(self, standings: Standing) -> bool:
        """Whether one of `standings` opens the mutation."""
        return bool(standings & self.standings)

    def has_permission(self, source: Any, info: Any, **kwargs: Any) -> bool:  # noqa: ARG002
        """Strawberry's question at the root: somebody must be signed in; the object is judged by the work."""
        return info.context.viewer is not None

    def on_unauthorized(self) -> None:
        """Says that somebody must be signed in, as everywhere."""
        raise Unauthenticated

    def refused(self) -> Forbidden:
        """The error for somebody who sees the object and may not do this."""
        return Forbidden(f"Only {named(self.standings)} can do this.")

    @property
    def sentence(self) -> str:
        """What the rule adds to the mutation's description."""
        return f"Open to {named(self.standings)}."


EVERYONE = VisibleTo(EVERYBODY)
"""Everybody who sees the row."""

ADMINISTRATORS = VisibleTo(Standing.ADMINISTRATOR)
MEMBERS_ONLY = VisibleTo(MEMBERS)
MEMBERS_AND_SELF = VisibleTo(MEMBERS | Standing.SELF)
ADMINISTRATORS_AND_SELF = VisibleTo(Standing.ADMINISTRATOR | Standing.SELF)
BALANCE = VisibleTo(MEMBERS | Standing.CONTACT, ContactRestriction.HIDE_BALANCE_FROM_CONTACTS)
"""Balance to finish: everybody on the commitment, contacts by the project's setting."""
