"""Permission classes of types: which rows exist for a viewer, and what he is to each of them.

A scope is the list of ways in, once, as positive expressions. The reader writes them as SQL, the rule
book as words. Whoever doubts who sees something reads this file.

Two decisions carry it. A contact is designated *and* employed by the commitment's vendor, both running:
a leaver sees nothing. A designation is no entry of the private list, so it never feeds another standing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from strawberry import BasePermission

from claimgraph.auth.expressions import Along, Expression, Me, Running, Under, attribute, has
from claimgraph.models import (
    AccessListEntry,
    Commitment,
    Designation,
    Employment,
    ProgressClaim,
    Project,
    ProjectAccess,
    ShownPerson,
    Vendor,
)
from claimgraph.rules.standing import NOBODY, Standing
from claimgraph.rules.vocabulary import AccessLevel, AccessWay, BillingPeriodStatus, RowScope


@dataclass(frozen=True)
class Scope(BasePermission):
    """Which rows of a type exist for a viewer: those to which one of the ways leads him in."""

    name: RowScope
    ways: tuple[tuple[Standing, Expression], ...]

    def has_permission(self, source: Any, info: Any, **kwargs: Any) -> bool:  # noqa: ARG002
        """Whether the viewer has any standing on the row that was read."""
        return bool(source.standings)

    @property
    def standings(self) -> Standing:
        """Every standing that somebody may have on such a row."""
        return reduce(or_, (standing for standing, _ in self.ways), NOBODY)

    @property
    def sees(self) -> Expression:
        """That a row exists for the viewer: one of the ways leads him in."""
        return reduce(or_, (way for _, way in self.ways))

    def along(self, path: str) -> Scope:
        """The same scope for rows that hang on such a row, by `path`."""
        return Scope(self.name, tuple((standing, Along(path, way)) for standing, way in self.ways))


LEVELS_BELOW_ADMIN = (AccessLevel.READ_ONLY, AccessLevel.STANDARD)


def _leveled(level: AccessLevel | tuple[AccessLevel, ...]) -> Expression:
    """On a commitment: the level suffices while it is not private; when it is, he must be listed too."""
    return has(ProjectAccess, at="project", level=level) & (
        attribute("is_private", False) | has(AccessListEntry, at="id")
    )


WAYS_TO_A_COMMITMENT: dict[AccessWay, Expression] = {
    AccessWay.ACCOUNT_ADMINISTRATOR: has(Employment, at="project.account", is_administrator=True),
    AccessWay.PROJECT_ADMIN: has(ProjectAccess, at="project", level=AccessLevel.ADMIN),
    AccessWay.PROJECT_LEVEL: has(ProjectAccess, at="project", level=LEVELS_BELOW_ADMIN)
    & attribute("is_private", False),
    AccessWay.PRIVATE_LIST: has(ProjectAccess, at="project", level=LEVELS_BELOW_ADMIN)
    & has(AccessListEntry, at="id"),
    AccessWay.DESIGNATION: has(Designation, at="id") & has(Employment, at="vendor.company"),
}
"""The ways that open a commitment, one by one."""

ADMINISTERED = (
    WAYS_TO_A_COMMITMENT[AccessWay.ACCOUNT_ADMINISTRATOR] | WAYS_TO_A_COMMITMENT[AccessWay.PROJECT_ADMIN]
)
DESIGNATED = WAYS_TO_A_COMMITMENT[AccessWay.DESIGNATION]

COMMITMENT = Scope(
    RowScope.COMMITMENT,
    (
        (Standing.ADMINISTRATOR, ADMINISTERED),
        (Standing.STANDARD, _leveled(AccessLevel.STANDARD)),
        (Standing.READER, _leveled(AccessLevel.READ_ONLY)),
        (Standing.CONTACT, DESIGNATED),
    ),
)
READ_AS_MEMBER = reduce(or_, (way for standing, way in COMMITMENT.ways if standing is not Standing.CONTACT))

PROJECT_ADMINISTERED = has(ProjectAccess, at="id", level=AccessLevel.ADMIN) | has(
    Employment, at="account", is_administrator=True
)
PROJECT_CONTACT = Under(Commitment, "project", DESIGNATED)
ANY_LEVEL = has(ProjectAccess, at="id")

PROJECT = Scope(
    RowScope.PROJECT,
    (
        (Standing.ADMINISTRATOR, PROJECT_ADMINISTERED),
        (Standing.STANDARD, has(ProjectAccess, at="id", level=AccessLevel.STANDARD)),
        (Standing.READER, has(ProjectAccess, at="id", level=AccessLevel.READ_ONLY)),
        (Standing.CONTACT, PROJECT_CONTACT),
    ),
)
PROJECT_MEMBER = PROJECT_ADMINISTERED | ANY_LEVEL

BILLING_PERIOD = Scope(
    RowScope.BILLING_PERIOD,
    (
        (Standing.ADMINISTRATOR, Along("project", PROJECT_ADMINISTERED)),
        (
            Standing.STANDARD,
            has(ProjectAccess, at="project", level=AccessLevel.STANDARD),
        ),
        (
            Standing.READER,
            has(ProjectAccess, at="project", level=AccessLevel.READ_ONLY),
        ),
        (
            Standing.CONTACT,
            (Along("project", PROJECT_CONTACT) & attribute("status", BillingPeriodStatus.OPEN))
            | Under(ProgressClaim, "period", Along("commitment", DESIGNATED)),
        ),
    ),
)

ACCOUNT_MEMBER = Under(Project, "account", ANY_LEVEL)
"""On an account: the viewer has a level on one of its projects."""

COMPANY_ADMINISTERED = (
    attribute("is_account", True) & has(Employment, at="id", is_administrator=True)
) | Under(Vendor, "company", has(Employment, at="account", is_administrator=True))

COMPANY = Scope(
    RowScope.COMPANY,
    (
        (Standing.ADMINISTRATOR, COMPANY_ADMINISTERED),
        (Standing.READER, ACCOUNT_MEMBER | Under(Vendor, "company", Along("account", ACCOUNT_MEMBER))),
        (Standing.CONTACT, Under(Project, "account", PROJECT_CONTACT)),
        (Standing.SELF, has(Employment, at="id")),
    ),
)

VENDOR = Scope(
    RowScope.COMPANY,
    (
        (Standing.ADMINISTRATOR, has(Employment, at="account", is_administrator=True)),
        (Standing.READER, Along("account", ACCOUNT_MEMBER)),
        (Standing.SELF, has(Employment, at="company")),
    ),
)

STAFFING = Under(Project, "account", has(ProjectAccess, at="id", level=AccessLevel.ADMIN))
"""On an account: the viewer administers one of its projects, so he designates people and gives levels."""

ACTOR_ADMINISTERED = Under(
    Employment, "person", Running(also_future=True) & Along("company", COMPANY_ADMINISTERED)
) | has(Employment, at="company", is_administrator=True)
"""An account's administrators see its people, and those of its vendors, from the day that they are named."""

ACTOR = Scope(
    RowScope.PERSON,
    (
        (Standing.ADMINISTRATOR, ACTOR_ADMINISTERED),
        (
            Standing.READER,
            Under(ProjectAccess, "actor", Running() & Along("project", PROJECT_MEMBER))
            | Under(Designation, "person", Running() & Along("commitment", READ_AS_MEMBER))
            | Under(
                Employment,
                "person",
                Running() & Along("company", STAFFING | Under(Vendor, "company", Along("account", STAFFING))),
            )
            | Along("company", STAFFING),
        ),
        (
            Standing.CONTACT,
            Under(Designation, "person", Running() & Along("commitment", DESIGNATED))
            | Under(ShownPerson, "person", Along("project", PROJECT_CONTACT)),
        ),
        (Standing.SELF, Me("id")),
    ),
)

EMPLOYMENT = Scope(
    RowScope.ACCOUNT_ADMINISTRATION,
    (
        (Standing.ADMINISTRATOR, Along("company", COMPANY_ADMINISTERED)),
        (Standing.SELF, Me("person")),
    ),
)

ACCESS_TOKEN = Scope(
    RowScope.ACCOUNT_ADMINISTRATION,
    (
        (Standing.ADMINISTRATOR, Along("owner", ACTOR_ADMINISTERED)),
        (Standing.SELF, Me("owner")),
    ),
)

PROJECT_ACCESS = Scope(
    RowScope.PROJECT_ADMINISTRATION,
    (
        (Standing.ADMINISTRATOR, Along("project", PROJECT_ADMINISTERED)),
        (Standing.SELF, Me("actor")),
    ),
)

PARENT = Scope(RowScope.PARENT, ())
"""A part of another row: whoever was answered that row sees it, with the standings that he has there."""

VIEWER = Scope(RowScope.SELF, ((Standing.SELF, Me("id")),))
