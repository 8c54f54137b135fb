"""Retention and tax: how they are kept and added, and what moved."""

from __future__ import annotations

from datetime import datetime

from claimgraph.auth.guards import EVERYONE
from claimgraph.rules import policies
from claimgraph.rules.vocabulary import (
    ContractSum,
    MilestoneKind,
    RetentionBase,
    RetentionLevel,
    RetentionOnChange,
    RetentionRule,
    RetentionStepMode,
    RetentionTiming,
    TaxBase,
    TaxRounding,
)
from claimgraph.schema.declare import column, derived, one, part, part_type
from claimgraph.schema.scalars import Amount, Percentage


@part_type
class RetentionPolicy:
    """How retention is kept: a rule and its options; an option that is null does nothing."""

    description: str = derived("The policy in one sentence.", to=EVERYONE, by=policies.in_words)
    rule: RetentionRule = column("Which rule gives the total.", to=EVERYONE)
    rate_on_work: Percentage | None = column(
        "FLAT: rate on completed work, and on stored materials where they have none of their own.",
        to=EVERYONE,
    )
    rate_on_stored: Percentage | None = column(
        "Rate on stored materials where it differs; zero exempts them.", to=EVERYONE
    )
    fixed_sum: Amount | None = column("FIXED_SUM: the sum that is held.", to=EVERYONE)
    tiers = part(
        "RetentionTier",
        "TIERS: rates by slice of the certified value; empty with other rules.",
        to=EVERYONE,
        at="tiers",
        many=True,
    )
    step = part(
        "RetentionStep",
        "STEP: the rates before and after a threshold.",
        to=EVERYONE,
        at="step",
        nullable=True,
    )
    level: RetentionLevel = column(
        "Whether lines are rounded one by one or the total is shared; LINE for FLAT, TOTAL for every "
        "other rule.",
        to=EVERYONE,
    )
    free_amount: Amount | None = column(
        "FLAT: certified value on which nothing is kept; makes the level TOTAL.", to=EVERYONE
    )
    cap = part("RetentionCap", "The most that is held.", to=EVERYONE, at="cap", nullable=True)
    timing: RetentionTiming = column("When it is kept.", to=EVERYONE)
    stages = part(
        "RetentionStage",
        "What may stay once milestones are reached; empty when there are none.",
        to=EVERYONE,
        at="stages",
        many=True,
    )
    base: RetentionBase = column("Whether tax counts.", to=EVERYONE)


@part_type
class RetentionVersion:
    """A policy that was in force for some claims."""

    from_claim_number: int = column("First claim it holds for.", to=EVERYONE)
    policy = part("RetentionPolicy", "The policy.", to=EVERYONE, at="policy")
    on_change: RetentionOnChange | None = column(
        "What happened to what was held; null for the first one.", to=EVERYONE
    )


@part_type
class RetentionCap:
    """The most retention that is held."""

    percent_of_sum: Percentage | None = column(
        "Part of a contract sum; null when an amount is given.", to=EVERYONE, at="rate"
    )
    base: ContractSum = column("Of which sum.", to=EVERYONE, at="of")
    amount: Amount | None = column("A fixed amount; null when a part is given.", to=EVERYONE)


@part_type
class RetentionTier:
    """A rate for a slice of the certified value."""

    up_to: Amount | None = column("Where the slice ends; null for all above.", to=EVERYONE)
    rate: Percentage = column("Rate in it.", to=EVERYONE)


@part_type
class RetentionStep:
    """A change of rate at a threshold."""

    threshold_percent: Percentage = column(
        "The threshold, as part of a contract sum.", to=EVERYONE, at="threshold"
    )
    base: ContractSum = column("Of which sum.", to=EVERYONE, at="of")
    rate_before: Percentage = column("Rate below it.", to=EVERYONE)
    rate_after: Percentage = column("Rate above it; no part in STOP.", to=EVERYONE)
    mode: RetentionStepMode = column("What happens at the threshold.", to=EVERYONE)


@part_type
class RetentionStage:
    """What part of retention may stay once a milestone is reached; the last one reached counts."""

    milestone: MilestoneKind = column("Which milestone, by the end of the claim's period.", to=EVERYONE)
    share: Percentage = column("The part that may stay.", to=EVERYONE)


@part_type
class RetentionEntry:
    """One movement of retention."""

    claim = one("ProgressClaim", "The claim that moved it.", to=EVERYONE, at="claim_id")
    at: datetime = column("When it was certified, UTC.", to=EVERYONE)
    withheld: Amount = column("Kept; zero or more.", to=EVERYONE, at="withheld_minor")
    released: Amount = column("Released; zero or more.", to=EVERYONE, at="released_minor")
    held: Amount = column("Held afterwards.", to=EVERYONE, at="held_minor")


@part_type
class TaxRule:
    """How tax is added to claims."""

    base: TaxBase = column("On what.", to=EVERYONE)
    rate: Percentage = column("Rate; lines can have another one.", to=EVERYONE)
    rounding: TaxRounding = column("Where it is rounded.", to=EVERYONE)
    adjustments_taxed: bool = column("Whether additions and deductions are taxed.", to=EVERYONE)


@part_type
class TaxAmount:
    """Tax at one rate."""

    rate: Percentage = column("Rate.", to=EVERYONE)
    base: Amount = column("On how much.", to=EVERYONE)
    amount: Amount = column("How much.", to=EVERYONE)
