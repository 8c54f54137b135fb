"""The words of the trade: every enumeration of the contract, with the meaning of each value."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A value of a closed vocabulary; its text is its name, `description` tells what it means."""

    description: str

    def __new__(cls, name: str, description: str) -> Word:
        """A word by its name, with what it means."""
        word = str.__new__(cls, name)
        word._value_ = name
        word.description = description
        return word


class ContactRestriction(Word):
    """A setting of the row's project that takes a field from its claim contacts; whoever is also something
    else there keeps it. More may be added.
    """

    HIDE_BALANCE_FROM_CONTACTS = (
        "HIDE_BALANCE_FROM_CONTACTS",
        "The project's hideBalanceFromContacts is on.",
    )


class Side(Word):
    """The two sides of a commitment."""

    CONTRACTOR = ("CONTRACTOR", "The account that lets the work.")
    VENDOR = ("VENDOR", "The company that does the work.")


class SortDirection(Word):
    """Which way a list is ordered; ties are always broken by id."""

    ASC = ("ASC", "Smallest or oldest first.")
    DESC = ("DESC", "Largest or newest first.")


class OverClaimPolicy(Word):
    """What happens when a line exceeds its scheduled value."""

    REFUSED = ("REFUSED", "The claim can't be submitted.")
    WARNED = ("WARNED", "It can be submitted and both sides are warned.")
    ALLOWED = ("ALLOWED", "It can be submitted.")


class LateClaims(Word):
    """What happens when a contact submits after the due date; the contractor's side may always file."""

    REFUSED = ("REFUSED", "He can't submit any more.")
    FLAGGED = ("FLAGGED", "He can, and the claim is marked late.")


class StoredMaterials(Word):
    """How stored materials are claimed."""

    SEPARATE = ("SEPARATE", "In a column of their own, a balance that is stated anew in each claim.")
    NONE = ("NONE", "Not at all: the column is closed.")
    BUILT_IN = (
        "BUILT_IN",
        "In a column of their own; the next claim proposes the earlier balance as built in.",
    )


class AccessLevel(Word):
    """Permission on a project's Commitments tool."""

    READ_ONLY = ("READ_ONLY", "Sees commitments that are not private, and private ones that list him.")
    STANDARD = (
        "STANDARD",
        "As READ_ONLY, and may prepare and submit claims for them on behalf of their contacts.",
    )
    ADMIN = ("ADMIN", "Creates, reads, changes and voids all commitments and claims of the project.")


class BillingPeriodStatus(Word):
    """Whether claims are taken."""

    OPEN = ("OPEN", "Claims are taken.")
    CLOSED = ("CLOSED", "Only the contractor's side may still file.")


class BillingState(Word):
    """Where a commitment stands in a period, before and with a claim. More may be added."""

    NO_CONTACT = ("NO_CONTACT", "Nobody is designated.")
    NOT_CLAIMABLE = (
        "NOT_CLAIMABLE",
        "It can't be claimed: not approved, claims off, or its schedule is not complete.",
    )
    TO_CLAIM = ("TO_CLAIM", "It can be claimed; nobody was invited, and nobody needs to be.")
    CLAIMED = ("CLAIMED", "A claim exists.")


class CommitmentKind(Word):
    """Kind of contract."""

    SUBCONTRACT = ("SUBCONTRACT", "Work with or without material.")
    PURCHASE_ORDER = ("PURCHASE_ORDER", "Supply.")


class CommitmentStatus(Word):
    """Where a contract stands."""

    DRAFT = ("DRAFT", "Being written.")
    OUT_FOR_SIGNATURE = ("OUT_FOR_SIGNATURE", "Sent for signature.")
    APPROVED = ("APPROVED", "In force; claims can be made.")
    COMPLETE = ("COMPLETE", "Work done; retention may still be claimed.")
    TERMINATED = ("TERMINATED", "Ended early; claims for work done may still be made by administrators.")
    VOID = ("VOID", "Never to be used.")


class MilestoneKind(Word):
    """What can be reached under a commitment."""

    PRACTICAL_COMPLETION = ("PRACTICAL_COMPLETION", "The work can be used.")
    COMPLETION = ("COMPLETION", "The work is done.")
    DEFECTS_END = ("DEFECTS_END", "The time to put defects right is over.")


class LineBasis(Word):
    """How a line of a schedule of values is measured; one schedule may mix them."""

    AMOUNT = ("AMOUNT", "By a sum.")
    QUANTITY = ("QUANTITY", "By units at a unit price.")


class AccessWay(Word):
    """A way in which somebody comes to see a commitment."""

    ACCOUNT_ADMINISTRATOR = ("ACCOUNT_ADMINISTRATOR", "Administers the account.")
    PROJECT_ADMIN = ("PROJECT_ADMIN", "Has Admin on the project.")
    PROJECT_LEVEL = ("PROJECT_LEVEL", "Has Read Only or Standard, and the commitment is not private.")
    PRIVATE_LIST = ("PRIVATE_LIST", "Is listed on the private commitment.")
    DESIGNATION = ("DESIGNATION", "Is claim contact: designated, and employed by the vendor.")


class ClaimStatus(Word):
    """Where a claim stands."""

    DRAFT = ("DRAFT", "Being written.")
    UNDER_REVIEW = (
        "UNDER_REVIEW",
        "Submitted; nobody but the assessor changes anything, and he its assessment alone.",
    )
    REVISE_AND_RESUBMIT = (
        "REVISE_AND_RESUBMIT",
        "Returned; all lines but the accepted ones are open to the claimant.",
    )
    APPROVED = ("APPROVED", "Certified as claimed.")
    APPROVED_AS_NOTED = (
        "APPROVED_AS_NOTED",
        "Certified with lines reduced, reasons given; counts like APPROVED everywhere.",
    )
    VOID = ("VOID", "Taken back, with a reason; counts for nothing.")


class ClaimType(Word):
    """Which columns of a claim may be filled."""

    WORK_AND_MATERIALS = ("WORK_AND_MATERIALS", "Work and stored materials.")
    WORK_MATERIALS_AND_RETENTION = (
        "WORK_MATERIALS_AND_RETENTION",
        "Work, stored materials and release of retention.",
    )
    RETENTION_RELEASE = (
        "RETENTION_RELEASE",
        "Release of retention only; may stand beside another claim of the same period.",
    )


class AdjustmentKind(Word):
    """What an addition or deduction is for. More may be added."""

    DELAY_DAMAGES = ("DELAY_DAMAGES", "Damages for delay.")
    BACK_CHARGE = ("BACK_CHARGE", "Cost that the contractor bore for the vendor.")
    ADVANCE = ("ADVANCE", "Advance paid, or its recovery.")
    OTHER = ("OTHER", "Anything else.")


class LineDecision(Word):
    """What is decided about a line."""

    PENDING = ("PENDING", "Nothing yet.")
    ACCEPTED = ("ACCEPTED", "As claimed.")
    REDUCED = ("REDUCED", "Less than claimed, reason given.")
    REJECTED = (
        "REJECTED",
        "Back to the vendor, reason given; a claim with such a line can be returned, not "
        "approved. Nothing due on a line is REDUCED to a movement of zero.",
    )


class RetentionRule(Word):
    """How the total of retention is found."""

    NONE = ("NONE", "Nothing is kept.")
    FLAT = ("FLAT", "One rate.")
    FIXED_SUM = ("FIXED_SUM", "A fixed sum.")
    TIERS = ("TIERS", "Each slice of the certified value at its rate.")
    STEP = ("STEP", "One rate before a threshold, another after it.")


class RetentionLevel(Word):
    """Where retention is rounded."""

    LINE = ("LINE", "At each line, work and stored materials apart; the total is their sum.")
    TOTAL = ("TOTAL", "Once, in total; then shared over the lines.")


class RetentionTiming(Word):
    """When retention is kept."""

    EACH_CLAIM = ("EACH_CLAIM", "With every claim.")
    FINAL_CLAIM = ("FINAL_CLAIM", "With the final claim alone.")


class RetentionBase(Word):
    """On what retention is kept."""

    BEFORE_TAX = ("BEFORE_TAX", "Certified value.")
    INCLUDING_TAX = ("INCLUDING_TAX", "Certified value with its tax to date; only where tax is on GROSS.")


class RetentionOnChange(Word):
    """What a new policy does to retention that is held already."""

    RESTATE = ("RESTATE", "All is worked out anew by the new policy.")
    KEEP = (
        "KEEP",
        "What is held on work stays, the new rate holds for later work; stored materials are "
        "always worked out anew. FLAT only.",
    )


class ContractSum(Word):
    """Which contract sum a rule is measured by."""

    ORIGINAL = ("ORIGINAL", "Line 1: without variations.")
    REVISED = ("REVISED", "Line 3: with approved variations.")


class RetentionStepMode(Word):
    """What happens at the threshold."""

    NEW_WORK_ONLY = ("NEW_WORK_ONLY", "The later rate holds for the value above it.")
    STOP = ("STOP", "Nothing more is kept, what is held stays.")
    RETROACTIVE = (
        "RETROACTIVE",
        "The later rate holds for all value once it is reached; the difference is released.",
    )


class TaxBase(Word):
    """What tax is added on."""

    GROSS = ("GROSS", "The movement of each line, before retention.")
    NET = ("NET", "The movement less the change of retention; retained money is taxed when it is released.")


class TaxRounding(Word):
    """Where tax is rounded."""

    LINE = ("LINE", "At each line.")
    TOTAL = ("TOTAL", "Once, in total; then shared over the lines.")


class ReadinessVerdict(Word):
    """May contacts submit on their own?"""

    ALLOW = ("ALLOW", "Yes.")
    ALLOW_WITH_FIXES = ("ALLOW_WITH_FIXES", "Yes, once what fails is mended.")
    ON_BEHALF_ONLY = ("ON_BEHALF_ONLY", "No: the contractor's side files for them.")


class CheckState(Word):
    """The answer to a question."""

    PASS = ("PASS", "In order.")
    WARN = ("WARN", "Possible, but look at it.")
    FAIL = ("FAIL", "In the way.")
    INFO = ("INFO", "A figure to weigh, neither good nor bad.")


class ReadinessQuestion(Word):
    """The questions to settle before collaborators may submit; those of the project and those of each
    commitment. More may be added.
    """

    OWN_SUBMISSION = (
        "OWN_SUBMISSION",
        "Project: is collaborators' own submission switched on, in the account and in this project?",
    )
    SAVES_TIME = ("SAVES_TIME", "Project: how much of our own work would their submission save?")
    VENDOR_PERSON = (
        "VENDOR_PERSON",
        "Commitment: does the collaborator have an employee or representative who can sign in?",
    )
    CONTACT = (
        "CONTACT",
        "Commitment: is somebody designated as claim contact on this commitment, with a stand-in?",
    )
    CONTACT_VALID = (
        "CONTACT_VALID",
        "Commitment: is each contact still active, still the vendor's, and has signed in once?",
    )
    STATUS = ("STATUS", "Commitment: can this commitment be claimed against at all?")
    SCHEDULE = ("SCHEDULE", "Commitment: does the schedule of values add up to the agreed sum?")
    OPEN_CLAIM = (
        "OPEN_CLAIM",
        "Commitment: does an earlier claim still wait for a decision and block the next one?",
    )
    RETENTION = (
        "RETENTION",
        "Commitment: is retention set, and do we want the contact to be able to ask for its release?",
    )
    OVER_CLAIMED = ("OVER_CLAIMED", "Commitment: are lines already claimed beyond their value?")
    FREE_REVIEWER = (
        "FREE_REVIEWER",
        "Commitment: is there an administrator who may review, having neither typed the claim nor "
        "working for the vendor?",
    )
    LEVELS = (
        "LEVELS",
        "Project: would anybody at a vendor see or do more than the designations give, because of "
        "a project level?",
    )
    LISTED = ("LISTED", "Project: does somebody from another vendor stand on a private commitment's list?")
    ADMINISTRATORS = (
        "ADMINISTRATORS",
        "Project: who are the trusted claim administrators, and is there a stand-in?",
    )
    ON_BEHALF = ("ON_BEHALF", "Project: who can enter claims that arrive on paper or by file?")
    PERIOD = ("PERIOD", "Project: is a billing period open, with its due date ahead?")
    DRAFTS = ("DRAFTS", "Project: which contacts' drafts would be stuck if we switched it off again?")


class ActorKind(Word):
    """Who acts."""

    PERSON = ("PERSON", "Somebody who signs in with an e-mail address.")
    SERVICE_ACCOUNT = ("SERVICE_ACCOUNT", "The identity of an integration.")


class ValuationKind(Word):
    """Whose figures they are."""

    CLAIMED = ("CLAIMED", "As claimed.")
    DRAFT = ("DRAFT", "As the assessor writes them.")
    ISSUED = ("ISSUED", "As they were decided last.")


class RowScope(Word):
    """Which rows of a type exist for a viewer."""

    SELF = ("SELF", "Only the viewer's own rows.")
    COMPANY = (
        "COMPANY",
        "Companies the viewer works for and accounts he claims from; members of an account see its vendors, "
        "claim contacts only their own.",
    )
    ACCOUNT_ADMINISTRATION = (
        "ACCOUNT_ADMINISTRATION",
        "Rows of an account, for its administrators, and the viewer's own.",
    )
    PERSON = (
        "PERSON",
        "The viewer, members and contacts of his projects; a contact sees himself, fellow contacts and the "
        "shownPeople of his projects. Whoever else acted shows by name and side alone.",
    )
    PROJECT = ("PROJECT", "Projects in which the viewer has an access level or is claim contact.")
    PROJECT_ADMINISTRATION = (
        "PROJECT_ADMINISTRATION",
        "Rows of a project, for its administrators, and the viewer's own.",
    )
    BILLING_PERIOD = (
        "BILLING_PERIOD",
        "Periods of projects with an access level; a contact sees those of his projects that are open or "
        "hold "
        "a claim of his commitments.",
    )
    COMMITMENT = (
        "COMMITMENT",
        "Rows of commitments that the viewer administers, may read, or is designated on.",
    )
    PARENT = ("PARENT", "A part of another row: seen by whoever was answered that row.")
