"""Who asks, when, and with what right: everything about a request that a row cannot tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from claimgraph.rules.vocabulary import ActorKind


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person or service account behind a request; active, and known by a session or token that runs.

    `is_read_only` comes from a token that may change nothing.
    """

    id: UUID
    kind: ActorKind
    name: str
    is_read_only: bool = False

    @property
    def person_id(self) -> UUID | None:
        """The key as a person's; None for a service account."""
        return self.id if self.kind is ActorKind.PERSON else None


@dataclass(frozen=True, slots=True)
class Asking:
    """One request: who asks (None when nobody is signed in), at which instant, under which id."""

    viewer: Viewer | None
    now: datetime
    request_id: str

    @property
    def viewer_id(self) -> UUID | None:
        """The viewer's key."""
        return self.viewer.id if self.viewer else None

    @property
    def is_read_only(self) -> bool:
        """Whether nothing may be changed."""
        return self.viewer is not None and self.viewer.is_read_only
