"""Projects: access levels and settings."""

from __future__ import annotations

from claimgraph import models
from claimgraph.auth.expressions import Running
from claimgraph.auth.guards import ADMINISTRATORS, EVERYONE, MEMBERS_ONLY
from claimgraph.auth.scopes import PROJECT, PROJECT_ACCESS
from claimgraph.rules import commitments, periods, policies
from claimgraph.rules.vocabulary import (
    AccessLevel,
    BillingPeriodStatus,
    ClaimType,
    LateClaims,
    OverClaimPolicy,
    SortDirection,
    StoredMaterials,
    Word,
)
from claimgraph.schema.declare import asked, column, derived, many, node, one, page, part, part_type
from claimgraph.schema.interfaces import Versioned
from claimgraph.schema.lists import connection, filtered, flag, ids, instants, ordered, text
from claimgraph.schema.reach import Beside, Reach, Sql

REACH: Reach = {
    "is_restricted": "hide_balance_from_contacts",
    "today": periods.today,
    "account_lets_submit": "account.collaborators_may_submit",
    "project_lets_submit": "collaborators_may_submit",
    "own_submission_is_on": commitments.own_submission_is_on,
    "open_period": Beside(models.BillingPeriod, by="project", where={"status": BillingPeriodStatus.OPEN}),
    "commitments_ever": Sql("select count(*) from commitment k where k.project_id = {id}", int),
    "periods_ever": Sql("select count(*) from billing_period b where b.project_id = {id}", int),
}


@node(models.Project, PROJECT, reach=REACH, internal=MEMBERS_ONLY, actions=True)
class Project(Versioned):
    """A construction project of an account."""

    account = one("Company", "Whose project it is.", to=EVERYONE)
    number: str = column("Number, unique in the account.", to=EVERYONE)
    name: str = column("Name.", to=EVERYONE)
    currency: str = column(
        "ISO 4217 code of all its amounts, those of its commitments included; fixed with the first "
        "commitment.",
        to=EVERYONE,
    )
    time_zone: str = column("IANA name; dates and due dates count in it.", to=EVERYONE)
    jurisdiction: str | None = column(
        "ISO 3166-2 code whose Act sets the clocks; null when none applies.", to=EVERYONE
    )
    is_archived: bool = column("Whether it is closed for changes.", to=EVERYONE)
    settings = part("ProjectSettings", "Rules for its commitments and claims.", to=MEMBERS_ONLY)
    collaborators_may_submit: bool | None = column(
        "Whether claim contacts may create and submit claims here, after account and project rules.",
        to=MEMBERS_ONLY,
        at="own_submission_is_on",
    )
    access = page(
        "ProjectAccess",
        "Who has which level on Commitments.",
        to=ADMINISTRATORS,
        by="project",
        when=Running(),
        usual=(("actor.name_key", False),),
        filtered=None,
    )
    shown_people = many(
        "Person",
        "People to turn to: the members whom the project's claim contacts may see, a list that its "
        "administrators choose.",
        to=EVERYONE,
        by="project",
        through=(models.ShownPerson, "person"),
        order=("position",),
    )
    open_period = one(
        "BillingPeriod",
        "The billing period that is open now, if any and if the viewer may see it.",
        to=EVERYONE,
        at="open_period.id",
        nullable=True,
    )
    billing_periods = page(
        "BillingPeriod",
        "Its billing periods.",
        to=EVERYONE,
        by="project",
        usual=(("starts_on", True),),
        usually="latest first",
    )
    commitments = page(
        "Commitment",
        "Its commitments that the viewer may see.",
        to=EVERYONE,
        by="project",
        usual=(("number_key", False),),
        usually="by number",
    )
    claims = page(
        "ProgressClaim",
        "Its claims that the viewer may see.",
        to=EVERYONE,
        by="commitment.project",
        usual=(("created_at", True),),
        usually="latest first",
    )
    totals = asked(
        "CommitmentTotals",
        "Sums over the commitments that the viewer may see.",
        to=MEMBERS_ONLY,
        nullable=True,
    )
    submission_readiness = asked(
        "SubmissionReadiness",
        "What to settle before collaborators may submit, answered from data.",
        to=ADMINISTRATORS,
        nullable=True,
    )


@part_type
class ProjectSettings:
    """Rules of a project for its commitments and claims."""

    collaborators_may_submit: bool | None = column(
        "The project's own decision; null follows the account. Null at first.", to=EVERYONE
    )
    default_claim_type: ClaimType | None = column(
        "Which columns contacts may claim without an invitation; null means that they must be invited. "
        "WORK_AND_MATERIALS at first.",
        to=EVERYONE,
    )
    commitments_private: bool = column("Whether new commitments start private. True at first.", to=EVERYONE)
    over_claim: OverClaimPolicy = column(
        "What happens when a line exceeds its scheduled value; of account and project the stricter holds. "
        "The account's at first.",
        to=EVERYONE,
    )
    late_claims: LateClaims = column(
        "What happens when a contact submits after the due date. REFUSED at first.", to=EVERYONE
    )
    stored_materials: StoredMaterials = column(
        "Whether stored materials have a column of their own. SEPARATE at first.", to=EVERYONE
    )
    default_retention = derived(
        "Policy that new commitments start with; null for none. Null at first.",
        to=EVERYONE,
        of="RetentionPolicy",
        by=policies.default_retention,
        nullable=True,
    )
    default_tax = derived(
        "Tax that new commitments start with; null for none. Null at first.",
        to=EVERYONE,
        of="TaxRule",
        by=policies.default_tax,
        nullable=True,
    )
    hide_balance_from_contacts: bool = column(
        "Whether column H and line 9 are kept from claim contacts. False at first; it can be worked out "
        "from the other columns anyway.",
        to=EVERYONE,
    )
    default_period = part(
        "DefaultPeriod",
        "Dates that new billing periods start with; null when each is typed. Null at first.",
        to=EVERYONE,
        unless_null="default_period_start_day",
    )


@part_type
class DefaultPeriod:
    """Days of the month that a new billing period starts with; a day beyond the month's end is its last."""

    start_day: int = column("First day of the work, 1 to 31.", to=EVERYONE, at="default_period_start_day")
    end_day: int = column("Last day of the work, 1 to 31.", to=EVERYONE, at="default_period_end_day")
    due_day: int = column(
        "Last day on which contacts may submit, 1 to 31.", to=EVERYONE, at="default_period_due_day"
    )


@node(models.ProjectAccess, PROJECT_ACCESS, reach={"is_archived": "project.is_archived"}, actions=True)
class ProjectAccess(Versioned):
    """That a person or service account has a level on a project; no row means none."""

    project = one("Project", "Where.", to=EVERYONE)
    actor = one("Actor", "Who.", to=EVERYONE)
    level: AccessLevel = column("How much.", to=EVERYONE)
    granted_by = one("Actor", "Who gave it.", to=ADMINISTRATORS, nullable=True)


class ProjectOrderField(Word):
    """What projects are ordered by."""

    NUMBER = ("NUMBER", "Number.")
    NAME = ("NAME", "Name.")
    UPDATED_AT = ("UPDATED_AT", "Last change.")


connection("Project")
connection("ProjectAccess")
ordered(
    ProjectOrderField,
    "How projects are ordered.",
    {
        ProjectOrderField.NUMBER: ("number_key",),
        ProjectOrderField.NAME: ("name_key",),
        ProjectOrderField.UPDATED_AT: ("shown_updated_at",),
    },
    first=SortDirection.ASC,
)


@filtered(nests=True)
class ProjectFilter:
    """Which projects; all that is given must hold."""

    account_id = ids("Of one of these accounts.", of="Company", at="account")
    number = text("Number.", at="number_key")
    name = text("Name.", at="name_key")
    is_archived = flag("Archived or not.", at="is_archived")
    updated_at = instants("Last change.", at="shown_updated_at")
