"""What may be done to an object, and what stands against it: one rule for button, dry run and mutation."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Refusal
from claimgraph.rules.codes import ErrorCode
from claimgraph.rules.standing import Standing

Rule = Callable[..., list[Refusal]]


@dataclass(frozen=True)
class Offer:
    """One mutation as it concerns objects of a type: who may, and the rule that can stand against it.

    The rule's parameter names are facts of the object. `forbids` narrows who may, by facts too: it answers
    why the object is not the viewer's to do this to. `in_archive` tells that an archived project does not
    stand in the way.
    """

    name: str
    mutation: str
    on: str
    open_to: OpenTo
    text: str
    rule: Rule | None
    in_archive: bool
    forbids: Callable[..., str | None] | None = None

    @property
    def facts(self) -> list[str]:
        """The facts that are asked."""
        return list(dict.fromkeys(name for asked in (self.rule, self.forbids) for name in parameters(asked)))

    def forbidden(self, standings: Standing, facts: Mapping[str, Any]) -> str | None:
        """Why it is not the viewer's to do; None when it is."""
        if not self.open_to.admits(standings):
            return self.open_to.refused().message
        return (
            self.forbids(**{name: facts[name] for name in parameters(self.forbids)}) if self.forbids else None
        )

    def reasons(self, is_archived: bool, facts: Mapping[str, Any]) -> list[Refusal]:
        """Every reason against it as things stand."""
        reasons = [ARCHIVED] if is_archived and not self.in_archive else []
        return reasons + (
            self.rule(**{name: facts[name] for name in parameters(self.rule)}) if self.rule else []
        )


def parameters(function: Callable[..., Any] | None) -> list[str]:
    """The names of what a function asks; none for no function."""
    return list(inspect.signature(function).parameters) if function else []


ARCHIVED = Refusal(
    "PROJECT_ARCHIVED", "The project is archived; open it again before anything in it is changed."
)

OFFERS: dict[str, list[Offer]] = {}
"""For each type what can be done to its objects, in the order of the contract."""


@dataclass(frozen=True)
class OfferedAction:
    """Whether the viewer may do one thing with one object now: the value behind ViewerAction."""

    action: str
    allowed: bool
    reason: str | None
    refusals: list[Refusal]


def offered(
    offer: Offer, standings: Standing, is_read_only: bool, is_archived: bool, facts: Mapping[str, Any]
) -> OfferedAction:
    """What the mutation would answer; a reason that is merely not given yet does not count."""
    forbidden = offer.forbidden(standings, facts)
    if forbidden:
        return OfferedAction(offer.name, False, forbidden, [])
    if is_read_only:
        return OfferedAction(offer.name, False, READ_ONLY, [])
    found = [one for one in offer.reasons(is_archived, facts) if one.code != ErrorCode.REASON_REQUIRED]
    return OfferedAction(offer.name, not found, " ".join(one.message for one in found) or None, found)


READ_ONLY = "This token may only read; use one that may change things."
