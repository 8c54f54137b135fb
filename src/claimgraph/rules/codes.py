"""Why a rule said no: the codes of refusals and warnings, grouped by noun."""

from __future__ import annotations

from claimgraph.rules.vocabulary import Word


class ErrorCode(Word):
    """Why a rule said no, grouped by noun. More may be added; show the message of those you do not know."""

    VALUE_REQUIRED = ("VALUE_REQUIRED", "Any mutation: something needed is missing.")
    VALUE_INVALID = ("VALUE_INVALID", "Any mutation: a value is of the right type but can't be used.")
    NOT_FOUND = ("NOT_FOUND", "Any mutation: an item of a list does not exist for the caller.")
    PROJECT_ARCHIVED = (
        "PROJECT_ARCHIVED",
        "Any mutation: the project is archived and takes no changes until it is opened again.",
    )
    NUMBER_TAKEN = (
        "NUMBER_TAKEN",
        "Any mutation: the number or name is in use by a sibling; numbers compare without case, "
        "void ones count.",
    )
    VERSION_CONFLICT = (
        "VERSION_CONFLICT",
        "Any mutation: the object changed since expectedVersion; the payload holds it as it is now.",
    )
    IDEMPOTENCY_KEY_REUSED = (
        "IDEMPOTENCY_KEY_REUSED",
        "Any mutation: the key was used within 24 hours with another input.",
    )
    REASON_REQUIRED = (
        "REASON_REQUIRED",
        "Any mutation: a reason must be given; path names the line where it is one.",
    )
    LAST_ADMINISTRATOR = (
        "LAST_ADMINISTRATOR",
        "People: the project or account would be left without an administrator.",
    )
    PERSON_INACTIVE = ("PERSON_INACTIVE", "People: the person can't sign in.")
    EMAIL_INVALID = ("EMAIL_INVALID", "People: the e-mail address can't be used.")
    TOKEN_LIFETIME_TOO_LONG = (
        "TOKEN_LIFETIME_TOO_LONG",
        "People: the token would live longer than the account allows.",
    )
    VENDOR_PERSON_HAS_LEVEL = (
        "VENDOR_PERSON_HAS_LEVEL",
        "People: as a warning, somebody of a vendor has an access level and so sees more than his "
        "designations.",
    )
    COMMITMENT_NOT_DRAFT = (
        "COMMITMENT_NOT_DRAFT",
        "Commitment: it is past the step; only a draft, or one that is out for signature, can take it.",
    )
    COMMITMENT_NOT_APPROVED = ("COMMITMENT_NOT_APPROVED", "Commitment: it must be approved first.")
    COMMITMENT_NOT_CLAIMABLE = (
        "COMMITMENT_NOT_CLAIMABLE",
        "Commitment: its status or its claimsOn does not let claims be made.",
    )
    COMMITMENT_HAS_CLAIMS = (
        "COMMITMENT_HAS_CLAIMS",
        "Commitment: claims stand against it that are not void.",
    )
    COMMITMENT_CLOSED = (
        "COMMITMENT_CLOSED",
        "Commitment: it is terminated or void, or complete where only a running one can be changed.",
    )
    CONTACT_NOT_OF_VENDOR = ("CONTACT_NOT_OF_VENDOR", "Commitment: the person is not employed by its vendor.")
    CONTACT_ALREADY_DESIGNATED = (
        "CONTACT_ALREADY_DESIGNATED",
        "Commitment: the person is designated already.",
    )
    SCHEDULE_EMPTY = ("SCHEDULE_EMPTY", "Schedule of values: it has no lines.")
    SCHEDULE_NOT_EQUAL_TO_CONTRACT = (
        "SCHEDULE_NOT_EQUAL_TO_CONTRACT",
        "Schedule of values: the lines do not add up to the original sum.",
    )
    SCHEDULE_LINE_CLAIMED = (
        "SCHEDULE_LINE_CLAIMED",
        "Schedule of values: a line with claims can't be removed or priced anew.",
    )
    SCHEDULE_BASIS_MISMATCH = (
        "SCHEDULE_BASIS_MISMATCH",
        "Schedule of values: a line has figures that its basis does not take, such as a unit price "
        "on an amount line.",
    )
    IMPORT_UNREADABLE = (
        "IMPORT_UNREADABLE",
        "Schedule of values: the file can't be read as what it says it is.",
    )
    IMPORT_ROW_INVALID = (
        "IMPORT_ROW_INVALID",
        "Schedule of values: a row has a problem; path gives row and column.",
    )
    PERIOD_OVERLAPS = ("PERIOD_OVERLAPS", "Billing period: its dates overlap another one.")
    NO_OPEN_PERIOD = ("NO_OPEN_PERIOD", "Billing period: the project has none open.")
    PERIOD_CLOSED = ("PERIOD_CLOSED", "Billing period: it is not open.")
    PERIOD_PAST_DUE = (
        "PERIOD_PAST_DUE",
        "Billing period: its due date has passed; only the contractor's side may still file.",
    )
    PERIOD_HAS_CLAIMS = ("PERIOD_HAS_CLAIMS", "Billing period: claims stand in it.")
    PERIOD_ALREADY_CLAIMED = (
        "PERIOD_ALREADY_CLAIMED",
        "Billing period: the commitment has a claim in it that is not void.",
    )
    PERIOD_BEFORE_PREVIOUS = (
        "PERIOD_BEFORE_PREVIOUS",
        "Billing period: it lies before that of the last approved claim.",
    )
    OWN_SUBMISSION_OFF = (
        "OWN_SUBMISSION_OFF",
        "Claim: account or project does not let collaborators submit.",
    )
    PERSON_NOT_CLAIM_CONTACT = (
        "PERSON_NOT_CLAIM_CONTACT",
        "Claim: the person for whom it is filed is no claim contact of the commitment.",
    )
    CLAIM_ALREADY_OPEN = (
        "CLAIM_ALREADY_OPEN",
        "Claim: another claim of the commitment, in any period, is neither approved nor void.",
    )
    CLAIM_NOT_DRAFT = ("CLAIM_NOT_DRAFT", "Claim: it is no longer a draft.")
    CLAIM_WAS_SUBMITTED = (
        "CLAIM_WAS_SUBMITTED",
        "Claim: it was submitted once, so it is kept; void it instead.",
    )
    CLAIM_NOT_OPEN = ("CLAIM_NOT_OPEN", "Claim: it can be changed only as a draft or when returned.")
    CLAIM_NOT_UNDER_REVIEW = (
        "CLAIM_NOT_UNDER_REVIEW",
        "Claim: it is neither under review nor before the owner.",
    )
    CLAIM_NOT_LATEST = ("CLAIM_NOT_LATEST", "Claim: a later claim builds on it.")
    ASSESSMENT_STARTED = ("ASSESSMENT_STARTED", "Claim: an administrator has started its assessment.")
    NOTHING_CLAIMED = (
        "NOTHING_CLAIMED",
        "Claim: every movement and every release is zero; confirm it with confirmZero.",
    )
    LINE_ACCEPTED = (
        "LINE_ACCEPTED",
        "Claim: the line was accepted when the claim was returned, and stays closed.",
    )
    COLUMN_NOT_CLAIMABLE = ("COLUMN_NOT_CLAIMABLE", "Claim: its claim type does not open this column.")
    OVER_CLAIM = (
        "OVER_CLAIM",
        "Claim: a line would exceed its scheduled value; refusal or warning as account and project say.",
    )
    WRONG_SIGN = (
        "WRONG_SIGN",
        "Claim: work or stored materials to date have the other sign than the scheduled value.",
    )
    RELEASE_EXCEEDS_HELD = ("RELEASE_EXCEEDS_HELD", "Retention: more would be released than is held.")
    ABOVE_CLAIMED = ("ABOVE_CLAIMED", "Assessment: a line would be certified above what was claimed.")
    LINE_NOT_ASSESSED = ("LINE_NOT_ASSESSED", "Assessment: a line has no decision yet.")
    LINE_REJECTED = ("LINE_REJECTED", "Assessment: a line is rejected; return the claim, or reduce the line.")
    NO_REJECTED_LINE = (
        "NO_REJECTED_LINE",
        "Assessment: no line is rejected with a reason, so there is nothing to return.",
    )
    DUTIES_NOT_SEPARATE = (
        "DUTIES_NOT_SEPARATE",
        "Assessment: its authors, and whoever works for its vendor, can't decide it; nor can "
        "anybody decide his own variation.",
    )
    CERTIFIED_AMOUNT_DIFFERS = (
        "CERTIFIED_AMOUNT_DIFFERS",
        "Assessment: the amount to be certified is not the one expected.",
    )
    RETENTION_POLICY_INVALID = (
        "RETENTION_POLICY_INVALID",
        "Retention: the parts of the policy contradict each other; path names them.",
    )
    UPLOAD_NOT_READY = ("UPLOAD_NOT_READY", "File: it has not arrived, or does not match what was announced.")
    FILE_REFUSED = ("FILE_REFUSED", "File: its type or size is not taken.")
