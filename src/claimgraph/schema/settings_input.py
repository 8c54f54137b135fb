"""Rules of a project and parts of a commitment, as inputs say them; shared by creating and changing one."""

from __future__ import annotations

from datetime import date

from strawberry import ID, Maybe

from claimgraph.rules.vocabulary import (
    ClaimType,
    LateClaims,
    LineBasis,
    MilestoneKind,
    OverClaimPolicy,
    RetentionOnChange,
    StoredMaterials,
)
from claimgraph.schema.inputs import given, input_type
from claimgraph.schema.retention_input import RetentionPolicyInput, TaxRuleInput
from claimgraph.schema.scalars import Amount


@input_type
class DefaultPeriodInput:
    """Days of the month for new billing periods."""

    start_day: int = given("First day of the work, 1 to 31.")
    end_day: int = given("Last day of the work, 1 to 31.")
    due_day: int = given("Last day to submit, 1 to 31.")


@input_type
class ProjectSettingsInput:
    """Rules of a project; what is left out stays."""

    collaborators_may_submit: Maybe[bool | None] = given(
        "The project's own decision; null follows the account.",
        default=None,
    )
    default_claim_type: Maybe[ClaimType | None] = given(
        "Which columns contacts may claim; null means that they must be invited.",
        default=None,
    )
    commitments_private: Maybe[bool] = given("Whether new commitments start private.", default=None)
    over_claim: Maybe[OverClaimPolicy] = given(
        "What happens when a line exceeds its scheduled value.",
        default=None,
    )
    late_claims: Maybe[LateClaims] = given(
        "What happens when a contact submits after the due date.",
        default=None,
    )
    stored_materials: Maybe[StoredMaterials] = given(
        "Whether stored materials have a column of their own.",
        default=None,
    )
    default_retention: Maybe[RetentionPolicyInput | None] = given(
        "Policy for new commitments; null for none.",
        default=None,
    )
    default_tax: Maybe[TaxRuleInput | None] = given("Tax of new commitments; null for none.", default=None)
    hide_balance_from_contacts: Maybe[bool] = given(
        "Whether column H and line 9 are kept from claim contacts.",
        default=None,
    )
    default_period: Maybe[DefaultPeriodInput | None] = given(
        "Dates for new billing periods; null when each is typed.",
        default=None,
    )


@input_type
class MilestoneInput:
    """That a milestone was reached."""

    kind: MilestoneKind = given("Which one.")
    reached_on: date = given("On which day, project's time zone.")


@input_type
class CommitmentFields:
    """What a commitment consists of; on a change, what is left out stays and null clears."""

    title: Maybe[str] = given("Title.", default=None)
    claims_on: Maybe[bool] = given("Whether claims can be made under it at all; true at first.", default=None)
    default_basis: Maybe[LineBasis] = given(
        "Basis that new lines start with; at first QUANTITY for purchase orders, AMOUNT for subcontracts.",
        default=None,
    )
    original_sum: Maybe[Amount] = given("Original contract sum; not once it is approved.", default=None)
    is_executed: Maybe[bool] = given("Whether both sides have signed.", default=None)
    contract_date: Maybe[date | None] = given("Date of the contract.", default=None)
    starts_on: Maybe[date | None] = given("Start of the work.", default=None)
    estimated_completion_on: Maybe[date | None] = given("Estimated completion.", default=None)
    completed_on: Maybe[date | None] = given("Actual completion.", default=None)
    milestones: Maybe[list[MilestoneInput] | None] = given(
        "Milestones reached; replaces the list.",
        default=None,
    )
    description: Maybe[str | None] = given("What it is about.", default=None)
    inclusions: Maybe[str | None] = given("What is included.", default=None)
    exclusions: Maybe[str | None] = given("What is excluded.", default=None)
    is_private: Maybe[bool] = given(
        "Whether members need to be listed; the project's default when left out.",
        default=None,
    )
    access_list_ids: Maybe[list[ID] | None] = given(
        "Members who see it although it is private; replaces the list.",
        default=None,
    )
    retention: Maybe[RetentionPolicyInput] = given(
        "How retention is kept, from the next claim on; the project's default when left out.",
        default=None,
    )
    retention_on_change: Maybe[RetentionOnChange] = given(
        "What happens to what is held when the policy changes; needed once a claim is approved, for "
        "the difference is money.",
        default=None,
    )
    tax: Maybe[TaxRuleInput | None] = given(
        "How tax is added; the project's default when left out.",
        default=None,
    )
