"""Billing periods, and where each commitment stands in one."""

from __future__ import annotations

from datetime import date

from claimgraph import models
from claimgraph.auth.guards import EVERYONE, MEMBERS_ONLY
from claimgraph.auth.scopes import BILLING_PERIOD
from claimgraph.rules.vocabulary import BillingPeriodStatus, BillingState, ClaimStatus, SortDirection, Word
from claimgraph.schema.declare import asked, column, node, one, page, part_type
from claimgraph.schema.interfaces import Versioned
from claimgraph.schema.lists import among, connection, days, filtered, ordered
from claimgraph.schema.reach import Reach, Sql
from claimgraph.schema.scalars import Amount

REACH: Reach = {
    "currency": "project.currency",
    "is_archived": "project.is_archived",
    "claims_ever": Sql("select count(*) from progress_claim c where c.period_id = {id}", int),
}


@node(models.BillingPeriod, BILLING_PERIOD, reach=REACH, actions=True)
class BillingPeriod(Versioned):
    """The stretch of work that one round of claims covers; at most one of a project is open."""

    project = one("Project", "Whose period.", to=EVERYONE)
    starts_on: date = column("First day of the work, included, project's time zone.", to=EVERYONE)
    ends_on: date = column("Last day of the work, included, project's time zone.", to=EVERYONE)
    due_on: date = column(
        "Last day on which contacts may submit, included, project's time zone.", to=EVERYONE
    )
    status: BillingPeriodStatus = column("Open or closed.", to=EVERYONE)
    commitments = page(
        "Commitment",
        "Commitments that can be claimed in it, of those the viewer may see; ask each for its billing in "
        "this period.",
        to=EVERYONE,
        by="project",
        match="project",
        where={"is_void": False},
        gives="billing_period_id",
        usual=(("number_key", False),),
        usually="by number",
        filtered="Which ones; billingState means this period here.",
    )
    counts = asked(
        "BillingCount",
        "How many commitments stand where, and the sums claimed, of those the viewer may see.",
        to=MEMBERS_ONLY,
        many=True,
    )
    claims = page(
        "ProgressClaim",
        "Claims of the period that the viewer may see.",
        to=EVERYONE,
        by="period",
        usual=(("commitment.number_key", False), ("number", False)),
        usually="by commitment number",
    )


@part_type
class CommitmentBilling:
    """Where one commitment stands in one billing period."""

    period = one("BillingPeriod", "The period.", to=EVERYONE, at="period_id")
    state: BillingState = column(
        "Where it stands; once a claim exists, look at the claim's status.", to=EVERYONE
    )
    claim = one(
        "ProgressClaim",
        "The claim of the period that is not void, if there is one.",
        to=EVERYONE,
        at="claim_id",
        nullable=True,
    )


@part_type
class BillingCount:
    """How many commitments of a period stand in one place."""

    state: BillingState = column("The place.", to=EVERYONE)
    claim_status: ClaimStatus | None = column("The claim's status; null when there is no claim.", to=EVERYONE)
    commitments: int = column("How many commitments.", to=EVERYONE)
    claimed_amount: Amount = column(
        "Sum claimed this period after retention; zero when there are no claims.",
        to=EVERYONE,
        at="claimed_amount_minor",
    )


class BillingPeriodOrderField(Word):
    """What periods are ordered by."""

    STARTS_ON = ("STARTS_ON", "First day.")
    DUE_ON = ("DUE_ON", "Due date.")


connection("BillingPeriod")
ordered(
    BillingPeriodOrderField,
    "How periods are ordered.",
    {
        BillingPeriodOrderField.STARTS_ON: ("starts_on",),
        BillingPeriodOrderField.DUE_ON: ("due_on",),
    },
    first=SortDirection.DESC,
)


@filtered()
class BillingPeriodFilter:
    """Which periods; all that is given must hold."""

    status = among("One of these.", of="BillingPeriodStatus", at="status")
    starts_on = days("First day.", at="starts_on")
    due_on = days("Due date.", at="due_on")
