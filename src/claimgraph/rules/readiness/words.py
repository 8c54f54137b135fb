"""The questions in plain words: what is asked, why it matters, who can mend it, how answers are summed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from claimgraph.rules.vocabulary import CheckState, ReadinessQuestion


class Menders(Enum):
    """Who can mend what a question finds."""

    NOBODY = auto()
    ADMINISTRATORS = auto()
    ACCOUNT_ADMINISTRATORS = auto()


@dataclass(frozen=True, slots=True)
class Words:
    """A question: `summed` says what is wrong with commitments in a state, after their number."""

    title: str
    why: str
    menders: Menders = Menders.ADMINISTRATORS
    summed: Mapping[CheckState, str] = field(default_factory=dict)


WORDS: Mapping[ReadinessQuestion, Words] = {
    ReadinessQuestion.OWN_SUBMISSION: Words(
        "Is collaborators' own submission switched on, in the account and in this project?",
        "While it is off, claim contacts only read; your side files every claim.",
    ),
    ReadinessQuestion.SAVES_TIME: Words(
        "How much of our own work would their submission save?",
        "What your side files on behalf now, contacts would file themselves; claims that go back often, or "
        "come late, save less.",
        Menders.NOBODY,
    ),
    ReadinessQuestion.VENDOR_PERSON: Words(
        "Does the collaborator have an employee or representative who can sign in?",
        "Only a person who works for the vendor and can sign in can claim; without one your side files.",
        Menders.ACCOUNT_ADMINISTRATORS,
        {CheckState.FAIL: "without anybody at the vendor who can sign in"},
    ),
    ReadinessQuestion.CONTACT: Words(
        "Is somebody designated as claim contact on this commitment, with a stand-in?",
        "Nobody but a designated contact claims under a commitment, and one alone may be away that day.",
        summed={
            CheckState.FAIL: "without a claim contact",
            CheckState.WARN: "with one contact and no stand-in",
        },
    ),
    ReadinessQuestion.CONTACT_VALID: Words(
        "Is each contact still active, still the vendor's, and has signed in once?",
        "A contact who has left, was stopped or has never signed in finds out on the due date that he can't "
        "claim.",
        summed={
            CheckState.FAIL: "without a contact who can claim",
            CheckState.WARN: "with a contact who can't claim or has never signed in",
        },
    ),
    ReadinessQuestion.STATUS: Words(
        "Can this commitment be claimed against at all?",
        "Claims are refused until a commitment is approved, and while its claims are switched off.",
        summed={CheckState.FAIL: "not open to claims"},
    ),
    ReadinessQuestion.SCHEDULE: Words(
        "Does the schedule of values add up to the agreed sum?",
        "A claim is made line by line, so it is refused unless the lines add up to the agreed sum.",
        summed={CheckState.FAIL: "with a schedule that is empty or does not add up"},
    ),
    ReadinessQuestion.OPEN_CLAIM: Words(
        "Does an earlier claim still wait for a decision and block the next one?",
        "A commitment has one open claim at a time; the next one can't begin before it is decided.",
        summed={CheckState.WARN: "with an open claim"},
    ),
    ReadinessQuestion.RETENTION: Words(
        "Is retention set, and do we want the contact to be able to ask for its release?",
        "What is not kept can't be held back for defects, and a claim type that opens release lets contacts "
        "ask for it.",
        summed={CheckState.WARN: "without retention or with its release open to contacts"},
    ),
    ReadinessQuestion.OVER_CLAIMED: Words(
        "Are lines already claimed beyond their value?",
        "On such a line the contact is refused any more, or goes on beyond its value, as the settings say.",
        summed={CheckState.WARN: "with lines beyond their value"},
    ),
    ReadinessQuestion.FREE_REVIEWER: Words(
        "Is there an administrator who may review, having neither typed the claim nor working for the "
        "vendor?",
        "Whoever had a hand in a claim, or works for its vendor, never decides it; without anybody else it "
        "waits.",
        Menders.ACCOUNT_ADMINISTRATORS,
        {CheckState.FAIL: "without an administrator who may review"},
    ),
    ReadinessQuestion.LEVELS: Words(
        "Would anybody at a vendor see or do more than the designations give, because of a project level?",
        "Read Only and Standard show every commitment that is not private, Admin shows all; a contact needs "
        "no level.",
    ),
    ReadinessQuestion.LISTED: Words(
        "Does somebody from another vendor stand on a private commitment's list?",
        "Whoever is listed and has a level sees the commitment of somebody else's company.",
    ),
    ReadinessQuestion.ADMINISTRATORS: Words(
        "Who are the trusted claim administrators, and is there a stand-in?",
        "They see, assess and approve everything here; with one alone, claims wait while he is away.",
        Menders.ACCOUNT_ADMINISTRATORS,
    ),
    ReadinessQuestion.ON_BEHALF: Words(
        "Who can enter claims that arrive on paper or by file?",
        "Some vendors will go on sending paper or files, and somebody has to enter them.",
    ),
    ReadinessQuestion.PERIOD: Words(
        "Is a billing period open, with its due date ahead?",
        "Contacts claim in the open billing period, until its due date.",
    ),
    ReadinessQuestion.DRAFTS: Words(
        "Which contacts' drafts would be stuck if we switched it off again?",
        "Without own submission contacts can't finish what they have begun; your side would have to.",
        Menders.NOBODY,
    ),
}
