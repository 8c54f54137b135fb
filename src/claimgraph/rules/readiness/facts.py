"""What is known before the questions are answered: of people, commitments and the project.

Somebody who has not accepted yet counts like somebody who has not chosen a password yet: whether his address
was known already must not show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.vocabulary import ClaimStatus, ClaimType, CommitmentStatus


@dataclass(frozen=True, slots=True)
class Team:
    """Active people of a project, by name; keys of people.

    administrators          Admin on the project, or administrators of the account
    account_administrators  those of the account
    own_administrators      those administrators who work for the account
    preparers               who may claim on behalf: administrators and Standard, without people of vendors
    """

    administrators: tuple[UUID, ...] = ()
    account_administrators: tuple[UUID, ...] = ()
    own_administrators: tuple[UUID, ...] = ()
    preparers: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A running designation; `key` is its own."""

    key: UUID
    is_active: bool
    is_of_vendor: bool
    has_signed_in: bool

    @property
    def is_valid(self) -> bool:
        """Whether he may claim: active, and employed by the vendor today."""
        return self.is_active and self.is_of_vendor


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """The claim that is neither approved nor void; `days` is for how long it has had its status."""

    key: UUID
    number: int
    status: ClaimStatus
    days: int


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """One commitment that is not void; amounts in minor units of `currency`.

    claim_type        what its contacts may claim, by the project's setting
    people            the vendor's people who can sign in: active, with a password or a running invitation
    contacts          running designations, also those that do not count
    certified_beyond  lines whose certified total lies beyond their scheduled value
    claimed_beyond    lines whose total in the open claim does
    free_reviewers    administrators of the project who may decide: no authors, not of the vendor
    """

    key: UUID
    project: UUID
    currency: str
    status: CommitmentStatus
    claims_on: bool
    schedule_lines: int
    schedule_total: int
    original_sum: int
    revised_sum: int
    retention: RetentionPolicy
    claim_type: ClaimType | None
    team: Team
    people: tuple[UUID, ...] = ()
    contacts: tuple[Contact, ...] = ()
    open_claim: OpenClaim | None = None
    certified_beyond: tuple[UUID, ...] = ()
    claimed_beyond: tuple[UUID, ...] = ()
    free_reviewers: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """An access level of somebody who works for a vendor; `key` is its own.

    `seen_besides` counts the commitments that it opens and his designations do not.
    """

    key: UUID
    seen_besides: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A private commitment with people of other vendors on its list."""

    commitment: UUID
    people: int


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """The billing period that is open."""

    key: UUID
    due_on: date


@dataclass(frozen=True, slots=True)
class FiledClaim:
    """A claim of one of the last periods that was submitted at least once and is not void.

    `days_to_submit` counts from its creation to its first submission, `days_to_decide` from its last one to
    approval; None where one of them is missing. Both are calendar days of the project.
    """

    key: UUID
    period: UUID
    lines: int
    is_on_behalf: bool
    returns: int
    days_to_submit: int | None
    days_to_decide: int | None


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """One project; `today` is its day.

    levels   of people who work for a vendor
    drafts   claims that contacts have begun and not submitted
    periods  the last three that have begun; `claims` are those filed in them
    """

    key: UUID
    today: date
    account_lets_submit: bool
    project_lets_submit: bool | None
    team: Team
    levels: tuple[Level, ...] = ()
    listed: tuple[Listed, ...] = ()
    open_period: OpenPeriod | None = None
    drafts: tuple[UUID, ...] = ()
    periods: tuple[UUID, ...] = ()
    claims: tuple[FiledClaim, ...] = ()
