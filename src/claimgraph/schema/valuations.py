"""The figures of a claim, as claimed and as assessed."""

from __future__ import annotations

from datetime import datetime

from claimgraph.auth.guards import ADMINISTRATORS, BALANCE, EVERYONE, MEMBERS_ONLY
from claimgraph.rules import policies, workflow
from claimgraph.rules.vocabulary import AdjustmentKind, LineDecision
from claimgraph.schema.declare import column, derived, one, part, part_type
from claimgraph.schema.scalars import Amount, Percentage, Quantity


@part_type
class LineValuation:
    """The figures of one line in the claim's currency; letters are the columns of a continuation sheet.
    Credit lines are negative throughout.
    """

    scheduled_value: Amount | None = column(
        "C: scheduled value as it stood; null on an open line, which has no limit.",
        to=EVERYONE,
        at="scheduled_value_minor",
    )
    previous_work: Amount = column(
        "D: work certified in earlier claims, never stored materials.", to=EVERYONE, at="previous_work_minor"
    )
    work_this_period: Amount = column(
        "E: work of this period, stored materials now built in included.",
        to=EVERYONE,
        at="work_this_period_minor",
    )
    quantity_this_period: Quantity | None = column(
        "Units of this period; null on lines that are not measured by quantity.",
        to=EVERYONE,
        at="quantity_this_period_micro",
    )
    quantity_to_date: Quantity | None = column(
        "Units to date; null on lines that are not measured by quantity.",
        to=EVERYONE,
        at="quantity_to_date_micro",
    )
    stored_materials: Amount = column(
        "F: materials stored now; a balance, not a movement.", to=EVERYONE, at="stored_materials_minor"
    )
    previous_stored_materials: Amount = column(
        "Materials stored at the last approved claim.", to=EVERYONE, at="previous_stored_materials_minor"
    )
    built_in: Amount = column(
        "The part of them that this claim builds in; contained in E.", to=EVERYONE, at="built_in_minor"
    )
    movement: Amount = column(
        "M = E + F less the materials stored at the last approved claim.", to=EVERYONE, at="movement_minor"
    )
    total_to_date: Amount = column("G = D + E + F.", to=EVERYONE, at="total_to_date_minor")
    percent_complete: Percentage | None = column(
        "100 G / C; null when C is zero or open.", to=EVERYONE, at="percent_complete_ppm"
    )
    balance_to_finish: Amount | None = column(
        "H = C - G; null on an open line.", to=BALANCE, at="balance_to_finish_minor"
    )
    retention_on_work: Amount = column("Retention held on work.", to=EVERYONE, at="retention_on_work_minor")
    retention_on_stored: Amount = column(
        "Retention held on stored materials.", to=EVERYONE, at="retention_on_stored_minor"
    )
    retention_released: Amount = column(
        "Retention released with this claim.", to=EVERYONE, at="retention_released_minor"
    )
    retention_held: Amount = column(
        "I: retention held after this claim.", to=EVERYONE, at="retention_held_minor"
    )
    tax: Amount = column("Tax on this line this time; zero when none is added.", to=EVERYONE, at="tax_minor")


@part_type
class ClaimSummary:
    """The summary of a claim in its currency; numbers are the lines of an application for payment."""

    original_sum: Amount = column("1: original contract sum.", to=EVERYONE, at="original_sum_minor")
    net_variations: Amount = column("2: net of approved variations.", to=EVERYONE, at="net_variations_minor")
    revised_sum: Amount = column("3 = 1 + 2.", to=EVERYONE, at="revised_sum_minor")
    total_to_date: Amount = column(
        "4: work and stored materials to date, the sum of column G.", to=EVERYONE, at="total_to_date_minor"
    )
    retention_on_work: Amount = column(
        "5a: retention held on work.", to=EVERYONE, at="retention_on_work_minor"
    )
    retention_on_stored: Amount = column(
        "5b: retention held on stored materials.", to=EVERYONE, at="retention_on_stored_minor"
    )
    retention_held: Amount = column("5 = 5a + 5b.", to=EVERYONE, at="retention_held_minor")
    total_less_retention: Amount = column("6 = 4 - 5.", to=EVERYONE, at="total_less_retention_minor")
    adjustments_to_date: Amount = column(
        "Additions and deductions to date (adj); negative when more is deducted.",
        to=EVERYONE,
        at="adjustments_to_date_minor",
    )
    adjustments = derived(
        "What adj is made of.", to=EVERYONE, of="Adjustment", by=policies.adjustments_of, many=True
    )
    due_to_date: Amount = column("6d = 6 + adj.", to=EVERYONE, at="due_to_date_minor")
    previous_certificates: Amount = column(
        "7: line 6d of the last approved claim.", to=EVERYONE, at="previous_certificates_minor"
    )
    amount_this_claim: Amount = column(
        "8 = 6d - 7, before tax; may be negative.", to=EVERYONE, at="amount_this_claim_minor"
    )
    balance_to_finish: Amount | None = column(
        "The sum of column H: scheduled values less work and stored materials to date.",
        to=BALANCE,
        at="balance_to_finish_minor",
    )
    balance_including_retention: Amount | None = column(
        "9 = 3 - 6: balance to finish with the retention held.",
        to=BALANCE,
        at="balance_including_retention_minor",
    )
    percent_complete: Percentage | None = column(
        "4 / 3; null when line 3 is zero.", to=EVERYONE, at="percent_complete_ppm"
    )
    retention_this_claim: Amount = column(
        "Retention held less what was held at the last approved claim; negative when released.",
        to=EVERYONE,
        at="retention_this_claim_minor",
    )
    retention_released: Amount = column(
        "Released on this claim, over all lines.", to=EVERYONE, at="retention_released_minor"
    )
    tax: Amount = column("Tax on this claim; zero when none is added.", to=EVERYONE, at="tax_minor")
    amount_with_tax: Amount = column("Payable: line 8 with tax.", to=EVERYONE, at="amount_with_tax_minor")
    taxes = derived("Tax for each rate.", to=EVERYONE, of="TaxAmount", by=policies.taxes_of, many=True)


@part_type
class Adjustment:
    """An addition or deduction beside the lines; figures are to date."""

    kind: AdjustmentKind = column("What for.", to=EVERYONE)
    amount: Amount = column("How much to date; negative when deducted.", to=EVERYONE)
    reason: str = column("Why.", to=EVERYONE)


@part_type
class Assessment:
    """What the contractor decides about a claim."""

    summary = part("ClaimSummary", "The summary by assessed figures.", to=EVERYONE)
    difference: Amount = derived(
        "Assessed less claimed (line 8 of each); negative when less is certified.",
        to=EVERYONE,
        by=workflow.difference,
    )
    note: str | None = column("What the assessor says to the whole.", to=EVERYONE)
    retention_override = part(
        "RetentionOverride",
        "Retention typed by hand for this claim; null when the policy decides.",
        to=EVERYONE,
        unless_null="override_held_minor",
    )
    version: int | None = column(
        "Counts the changes of the assessment from 1; the claim's own version does not move with them.",
        to=ADMINISTRATORS,
    )
    assessed_by = one("Actor", "Who wrote it.", to=MEMBERS_ONLY, nullable=True)
    issued_at: datetime | None = column("When it was issued, UTC; null on a draft.", to=EVERYONE)


@part_type
class LineAssessment:
    """What the contractor decides about a line."""

    decision: LineDecision = column("The decision.", to=EVERYONE)
    valuation = part("LineValuation", "The figures as assessed.", to=EVERYONE)
    difference: Amount = derived(
        "Assessed less claimed total to date; negative when less is certified.",
        to=EVERYONE,
        by=workflow.line_difference,
    )
    reason: str | None = column("Why less is certified.", to=EVERYONE)


@part_type
class RetentionOverride:
    """Retention typed by hand, for one claim."""

    held: Amount = column("What is held after the claim.", to=EVERYONE, at="override_held_minor")
    reason: str = column("Why.", to=EVERYONE, at="override_reason")
