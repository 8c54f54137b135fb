"""Commitments: written and changed."""

from __future__ import annotations

import re
from itertools import count
from typing import Any
from uuid import UUID

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth.guards import OpenTo
from claimgraph.errors import Refusal
from claimgraph.models import FOREVER, folded
from claimgraph.resolvers.action import action
from claimgraph.resolvers.actions.directory import named
from claimgraph.resolvers.actions.projects import members_among
from claimgraph.resolvers.designating import candidates, designate, end_all, end_grants
from claimgraph.resolvers.drafts import follow
from claimgraph.resolvers.stated import read_amount, read_name, read_text
from claimgraph.resolvers.terms import policy_of, tax_of
from claimgraph.resolvers.work import Work
from claimgraph.rules import policies
from claimgraph.rules.commitments import (
    reasons_against_changing,
    reasons_against_other_sum,
    reasons_against_other_vendor,
)
from claimgraph.rules.money import minor_digits
from claimgraph.rules.retention.contradictions import reasons_against_change, reasons_against_policy
from claimgraph.rules.retention.policy import NOTHING_KEPT, RetentionPolicy
from claimgraph.rules.standing import Standing
from claimgraph.rules.tax import TaxRule
from claimgraph.rules.vocabulary import (
    ClaimStatus,
    CommitmentKind,
    LineBasis,
    MilestoneKind,
    RetentionOnChange,
)
from claimgraph.rules.workflow import HANDED_IN
from claimgraph.schema.identity import global_id
from claimgraph.schema.inputs import Change, Request, given, input_type, told, value_of
from claimgraph.schema.settings_input import CommitmentFields, MilestoneInput

ADMINISTRATORS = OpenTo(Standing.ADMINISTRATOR)
LONGEST_NUMBER, LONGEST_TITLE = 40, 200
PREFIXES = {CommitmentKind.SUBCONTRACT: "SC", CommitmentKind.PURCHASE_ORDER: "PO"}
BASES = {CommitmentKind.SUBCONTRACT: LineBasis.AMOUNT, CommitmentKind.PURCHASE_ORDER: LineBasis.QUANTITY}
MILESTONE_COLUMNS = {
    MilestoneKind.PRACTICAL_COMPLETION: "practical_completion_on",
    MilestoneKind.COMPLETION: "completion_on",
    MilestoneKind.DEFECTS_END: "defects_end_on",
}
COUNTED = re.compile(r"[a-z]+-([0-9]{1,9})", re.ASCII)
"""Numbers that are counted on from, as they are compared; longer ones were not counted."""

CLAIMS_REST_ON = ("tax", *MILESTONE_COLUMNS.values())
"""What an open draft follows, besides the retention policy."""

FIELDS = ("input", "fields")


@input_type
class CreateCommitmentInput(Request):
    """What createCommitment needs."""

    project_id: ID = given("In which project.")
    kind: CommitmentKind = given("Subcontract or purchase order.")
    number: str | None = given(
        "Number, unique in the project; the next of its kind when left out.",
        default=None,
    )
    vendor_id: ID = given("The company that does the work.")
    fields: CommitmentFields = given("The rest; title and original sum are needed.")
    claim_contact_ids: list[ID] | None = given(
        "People to designate at once, employees of the vendor.",
        default=None,
    )


@input_type
class UpdateCommitmentInput(Change):
    """What updateCommitment needs."""

    commitment_id: ID = given("Which commitment.")
    number: Maybe[str] = given("Number.", default=None)
    vendor_id: Maybe[ID] = given("The company that does the work; not once claims exist.", default=None)
    fields: Maybe[CommitmentFields] = given("The rest.", default=None)


@action(
    "commitment.created",
    on="Project",
    gives="commitment",
    open_to=ADMINISTRATORS,
    refuses=(
        "NUMBER_TAKEN",
        "RETENTION_POLICY_INVALID",
        "CONTACT_NOT_OF_VENDOR",
        "PERSON_INACTIVE",
        "VENDOR_PERSON_HAS_LEVEL",
    ),
)
async def create_commitment(
    work: Work, project: models.Project, input: CreateCommitmentInput
) -> models.Commitment:
    """Create a commitment as a draft."""
    number = await _number(work, project, input.kind, input.number)
    vendor = await _vendor(work, project, input.vendor_id)
    fields = input.fields
    for name, value in (("title", fields.title), ("originalSum", fields.original_sum)):
        if value is None:
            message = "A commitment needs this."
            work.refuse([Refusal("VALUE_REQUIRED", message, (*FIELDS, name))])
    digits = minor_digits(project.currency)
    columns = _columns(work, fields, digits)
    tax, policy = _first_terms(work, project, fields, digits)
    listed = await _listed(work, project, fields)
    contacts = await candidates(work, project, vendor, input.claim_contact_ids or (), "claimContactIds")
    work.stop_if_refused()
    assert vendor
    usual = {
        "default_basis": BASES[input.kind],
        "is_private": project.commitments_private,
        "status_changed_at": work.now,
    }
    commitment = await work.make(
        models.Commitment,
        project_id=project.id,
        vendor_id=vendor.id,
        kind=input.kind,
        number=number,
        number_key=folded(number),
        tax=policies.stored_tax(tax),
        **{**usual, **columns},
    )
    await work.make(
        models.RetentionVersion,
        commitment_id=commitment.id,
        from_claim_number=1,
        policy=policies.stored_policy(policy),
    )
    await _list(work, commitment, listed or [])
    for person in contacts:
        await designate(work, commitment, person)
    return commitment


def _first_terms(
    work: Work, project: models.Project, fields: CommitmentFields, digits: int
) -> tuple[TaxRule | None, RetentionPolicy]:
    """Tax and retention that a commitment starts with: as given, else the project's; they must suit."""
    tax = policies.default_tax(project.default_tax)
    if fields.tax is not None:
        tax = tax_of(work, fields.tax.value, *FIELDS, "tax") if fields.tax.value else None
    if fields.retention is not None:
        return tax, policy_of(work, fields.retention.value, digits, tax, *FIELDS, "retention")
    policy = policies.default_retention(project.default_retention) or NOTHING_KEPT
    work.refuse(reason.at(*FIELDS, "retention") for reason in reasons_against_policy(policy, tax))
    return tax, policy


async def _number(
    work: Work, project: models.Project, kind: CommitmentKind, text: str | None, own: UUID | None = None
) -> str:
    """The number that is given, else the next of its kind; unique in the project, void ones included."""
    if text is None:
        return await _next_number(work, project, kind)
    number = read_name(work, text, LONGEST_NUMBER, "input", "number")
    same = await work.rows(models.Commitment, project_id=project.id, number_key=folded(number))
    if any(one.id != own for one in same):
        message = "Another commitment of the project has this number, a void one perhaps; choose another one."
        work.refuse([Refusal("NUMBER_TAKEN", message, ("input", "number"))])
    return number


async def _next_number(work: Work, project: models.Project, kind: CommitmentKind) -> str:
    """One more than the highest of its kind; a void one keeps its number."""
    beginning = folded(f"{PREFIXES[kind]}-")
    alike = await work.rows(models.Commitment, project_id=project.id, number_key__startswith=beginning)
    taken = {one.number_key for one in alike}
    counts = [int(found[1]) for key in taken if (found := COUNTED.fullmatch(key))]
    free = (f"{PREFIXES[kind]}-{one:03d}" for one in count(max(counts, default=0) + 1))
    return next(one for one in free if folded(one) not in taken)


async def _vendor(work: Work, project: models.Project, text: str) -> models.Vendor | None:
    """The vendor that the input names: of the account's directory, and active."""
    seen = await work.found("Vendor", text, "vendorId")
    vendor = seen and await work.row(models.Vendor, id=seen.key, account_id=project.account_id)
    if seen and vendor is None:
        message = "The account's directory has no such vendor."
        work.refuse([Refusal("NOT_FOUND", message, ("input", "vendorId"))])
    if vendor and not vendor.is_active:
        message = "New commitments may not name this vendor; make him active first, or choose another one."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "vendorId"))])
    return vendor or None


def _columns(work: Work, fields: CommitmentFields, digits: int) -> dict[str, Any]:
    """The columns that the given fields change."""
    days = ("contract_date", "starts_on", "estimated_completion_on", "completed_on")
    columns = dict(told(fields, "claims_on", "default_basis", "is_executed", "is_private", *days))
    if fields.title is not None:
        title = read_name(work, fields.title.value, LONGEST_TITLE, *FIELDS, "title")
        columns |= {"title": title, "title_key": folded(title)}
    if fields.original_sum is not None:
        amount = read_amount(work, fields.original_sum.value, digits, *FIELDS, "originalSum")
        columns |= {"original_sum_minor": amount}
    for name in ("description", "inclusions", "exclusions"):
        text = getattr(fields, name)
        if text is not None:
            columns[name] = read_text(work, text.value, *FIELDS, name)
    if fields.milestones is not None:
        columns |= _milestones(work, fields.milestones.value or [])
    if "original_sum_minor" in columns:
        columns["revised_sum_minor"] = columns["original_sum_minor"]
    return columns


def _milestones(work: Work, milestones: list[MilestoneInput]) -> dict[str, Any]:
    columns: dict[str, Any] = dict.fromkeys(MILESTONE_COLUMNS.values())
    for place, one in enumerate(milestones):
        column = MILESTONE_COLUMNS[one.kind]
        if columns[column] is not None:
            message = "This milestone is named twice."
            work.refuse([Refusal("VALUE_INVALID", message, (*FIELDS, "milestones", str(place)))])
        columns[column] = one.reached_on
    return columns


async def _listed(work: Work, project: models.Project, fields: CommitmentFields) -> list[UUID] | None:
    """Who is listed on the private commitment; None when the input says nothing of it."""
    if fields.access_list_ids is None:
        return None
    path, texts = (*FIELDS, "accessListIds"), fields.access_list_ids.value or []
    found = await work.found_all(("Person", "ServiceAccount"), texts, *path[1:])
    members = await members_among(work, project, found.values())
    message = "Only members of the project can be listed; give a level first."
    strangers = [place for place, key in found.items() if key not in members]
    work.refuse(Refusal("VALUE_INVALID", message, (*path, str(place))) for place in strangers)
    return list(dict.fromkeys(found.values()))


async def _list(work: Work, commitment: models.Commitment, listed: list[UUID]) -> bool:
    """Has just these people listed from now on; tells whether anything changed."""
    running = {"commitment_id": commitment.id, "ends_at": FOREVER}
    there = {one.actor_id: one for one in await work.rows(models.AccessListEntry, "position", **running)}
    before = list(there)
    if listed == before:
        return False
    await end_grants(work, [entry for key, entry in there.items() if key not in listed])
    kept = [key for key in listed if key in there]
    for key in kept:
        there[key].position = listed.index(key) + 1
    await work.keep_silently([there[key] for key in kept], "position")
    await work.insert_all(
        [
            work.new(
                models.AccessListEntry,
                commitment_id=commitment.id,
                actor_id=key,
                position=position,
                begins_at=work.now,
                ends_at=FOREVER,
            )
            for position, key in enumerate(listed, 1)
            if key not in there
        ]
    )
    work.note(commitment, {"access_list": [named(before), named(listed)]})
    return True


@action(
    "commitment.changed",
    on="Commitment",
    gives="commitment",
    open_to=ADMINISTRATORS,
    unless=reasons_against_changing,
    refuses=(
        "NUMBER_TAKEN",
        "COMMITMENT_HAS_CLAIMS",
        "RETENTION_POLICY_INVALID",
        "SCHEDULE_NOT_EQUAL_TO_CONTRACT",
    ),
)
async def update_commitment(
    work: Work, commitment: models.Commitment, input: UpdateCommitmentInput, claims_not_void: int
) -> models.Commitment:
    """Change a commitment; another vendor ends all designations."""
    project = await work.row(models.Project, id=commitment.project_id)
    assert project
    changes: dict[str, Any] = {}
    if input.number is not None:
        number = await _number(work, project, commitment.kind, input.number.value, commitment.id)
        changes |= {"number": number, "number_key": folded(number)}
    vendor = None
    if input.vendor_id is not None:
        vendor = await _vendor_again(work, project, commitment, input.vendor_id.value, claims_not_void)
    fields = (input.fields and input.fields.value) or CommitmentFields()
    digits = minor_digits(project.currency)
    changes |= _columns(work, fields, digits)
    if changes.get("original_sum_minor", commitment.original_sum_minor) != commitment.original_sum_minor:
        work.refuse(reasons_against_other_sum(commitment.status))
    terms = await _terms(work, commitment, fields, digits)
    listed = await _listed(work, project, fields)
    work.stop_if_refused()
    if vendor:
        changes["vendor_id"] = vendor.id
        await end_all(work, commitment)
    return await _changed(work, commitment, changes, terms, listed)


async def _vendor_again(
    work: Work, project: models.Project, commitment: models.Commitment, text: str, claims_not_void: int
) -> models.Vendor | None:
    """Another vendor; None when it is the one that there is."""
    if text == global_id("Vendor", commitment.vendor_id):
        return None
    vendor = await _vendor(work, project, text)
    if vendor:
        work.refuse(reasons_against_other_vendor(claims_not_void))
    return vendor


Terms = tuple[TaxRule | None, RetentionPolicy | None, RetentionOnChange | None]


async def _terms(work: Work, commitment: models.Commitment, fields: CommitmentFields, digits: int) -> Terms:
    """Tax and retention as they shall be: the tax in any case, a policy only when a new one is given."""
    tax = policies.tax(commitment.tax)
    if fields.tax is not None:
        tax = tax_of(work, fields.tax.value, *FIELDS, "tax") if fields.tax.value else None
    on_change = value_of(fields.retention_on_change)
    current = await _policy_now(work, commitment)
    if fields.retention is not None:
        policy = policy_of(work, fields.retention.value, digits, tax, *FIELDS, "retention")
        if policy != current:
            await _judge_change(work, commitment, policy, on_change)
            return tax, policy, on_change
    elif fields.tax is not None:
        work.refuse(reason.at(*FIELDS, "retention") for reason in reasons_against_policy(current, tax))
    elif on_change is not None:
        message = "This says what happens when the policy changes; give the new policy with it."
        work.refuse([Refusal("VALUE_INVALID", message, (*FIELDS, "retentionOnChange"))])
    return tax, None, None


async def _policy_now(work: Work, commitment: models.Commitment) -> RetentionPolicy:
    versions = await work.rows(models.RetentionVersion, "-from_claim_number", commitment_id=commitment.id)
    return policies.retention(versions[0].policy) if versions else NOTHING_KEPT


async def _judge_change(
    work: Work,
    commitment: models.Commitment,
    policy: RetentionPolicy,
    on_change: RetentionOnChange | None,
) -> None:
    """Once a claim is submitted it must be said what happens to what is held: the difference is money."""
    handed_in = await work.rows(
        models.ProgressClaim, commitment_id=commitment.id, status__in=[one.value for one in HANDED_IN]
    )
    if handed_in or on_change is not None:
        work.refuse(reason.at(*FIELDS) for reason in reasons_against_change(policy, on_change))


async def _changed(
    work: Work,
    commitment: models.Commitment,
    changes: dict[str, Any],
    terms: Terms,
    listed: list[UUID] | None,
) -> models.Commitment:
    """Keeps the changes; an open draft follows them."""
    tax, policy, on_change = terms
    changes["tax"] = policies.stored_tax(tax)
    moves = policy is not None or any(
        getattr(commitment, name) != changes.get(name, getattr(commitment, name)) for name in CLAIMS_REST_ON
    )
    if policy is None:
        await work.keep(commitment, **changes)
    else:
        await _write_policy(work, commitment, policy, on_change)
        await work.keep_anyway(commitment, **changes)
    if listed is not None and await _list(work, commitment, listed):
        await work.keep_internal(commitment)
    if moves:
        await follow(work, commitment)
    return commitment


async def _write_policy(
    work: Work,
    commitment: models.Commitment,
    policy: RetentionPolicy,
    on_change: RetentionOnChange | None,
) -> None:
    """Writes the version that holds from the next claim on that was not submitted yet."""
    number = await first_not_submitted(work, commitment)
    stored = policies.stored_policy(policy)
    versions = {"commitment_id": commitment.id}
    version = await work.row(models.RetentionVersion, **versions, from_claim_number=number)
    # One for later claims was written while a claim that is a draft again was under review.
    await work.clear(models.RetentionVersion, **versions, from_claim_number__gt=number)
    if number == 1:
        on_change = None
    if version:
        await work.keep(version, policy=stored, on_change=on_change)
    else:
        await work.make(
            models.RetentionVersion,
            commitment_id=commitment.id,
            from_claim_number=number,
            policy=stored,
            on_change=on_change,
        )


async def first_not_submitted(work: Work, commitment: models.Commitment) -> int:
    """The number of the open draft, else of the next claim."""
    claims = await work.rows(models.ProgressClaim, "-number", commitment_id=commitment.id)
    if claims and claims[0].status is ClaimStatus.DRAFT:
        return claims[0].number
    return claims[0].number + 1 if claims else 1
