"""The questions of a commitment, in the order of the list; each is answered from its facts alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from claimgraph.rules.commitments import BEFORE_APPROVAL
from claimgraph.rules.money import format_amount, minor_digits
from claimgraph.rules.policies import in_words
from claimgraph.rules.readiness.check import Check, counted, doubtful, failed, passed
from claimgraph.rules.readiness.facts import CommitmentFacts, OpenClaim
from claimgraph.rules.schedule import difference
from claimgraph.rules.vocabulary import (
    ClaimStatus,
    ClaimType,
    CommitmentStatus,
    ReadinessQuestion,
    RetentionRule,
)


def vendor_person(facts: CommitmentFacts) -> Check:
    """FAIL when nobody at the vendor can sign in."""
    question = ReadinessQuestion.VENDOR_PERSON
    if not facts.people:
        remedy = "Add a person at the vendor, or file its claims on behalf."
        return failed(question, "Nobody at the vendor can sign in.", remedy, "CREATE_PERSON")
    people = counted(len(facts.people), "person", "people")
    return passed(question, f"{people} at the vendor can sign in.").about("Person", facts.people)


def contact(facts: CommitmentFacts) -> Check:
    """FAIL when nobody is designated; WARN when only one is."""
    question, action = ReadinessQuestion.CONTACT, "DESIGNATE_CLAIM_CONTACT"
    keys = [one.key for one in facts.contacts]
    people = counted(len(keys), "person", "people")
    if not keys:
        remedy = "Designate an employee of the vendor."
        return failed(question, "Nobody is designated as claim contact.", remedy, action)
    if len(keys) == 1:
        remedy = "Designate a second employee of the vendor as stand-in."
        check = doubtful(question, f"{people} is designated, without a stand-in.", remedy, action)
    else:
        check = passed(question, f"{people} are designated.")
    return check.about("ClaimContact", keys)


def contact_valid(facts: CommitmentFacts) -> Check:
    """FAIL when no contact can claim; WARN when one can't, or has never signed in."""
    question = ReadinessQuestion.CONTACT_VALID
    invalid = [one.key for one in facts.contacts if not one.is_valid]
    unseen = [one.key for one in facts.contacts if one.is_valid and not one.has_signed_in]
    if len(invalid) == len(facts.contacts):
        remedy = "Designate somebody who is active and works for the vendor."
        return failed(question, _contacts(facts), remedy, "DESIGNATE_CLAIM_CONTACT").about(
            "ClaimContact", invalid
        )
    if invalid:
        remedy = "Replace those who can't claim: remove them, and designate others."
        check = doubtful(question, _contacts(facts), remedy, "REMOVE_CLAIM_CONTACT")
    elif unseen:
        check = doubtful(question, _contacts(facts), "Have them sign in once before claims are due.", None)
    else:
        check = passed(question, _contacts(facts))
    return check.about("ClaimContact", [*invalid, *unseen])


def _contacts(facts: CommitmentFacts) -> str:
    """What the contacts are, in numbers."""
    if not facts.contacts:
        return "There is no contact yet."
    left = sum(not one.is_of_vendor for one in facts.contacts)
    stopped = sum(one.is_of_vendor and not one.is_active for one in facts.contacts)
    unseen = sum(one.is_valid and not one.has_signed_in for one in facts.contacts)
    return (
        f"{counted(len(facts.contacts), 'contact')}; not with the vendor: {left}, stopped: {stopped}, "
        f"never signed in: {unseen}."
    )


def status(facts: CommitmentFacts) -> Check:
    """FAIL when the commitment can't be claimed against."""
    question = ReadinessQuestion.STATUS
    answer = (
        f"The commitment is {facts.status}; its claims are switched {'on' if facts.claims_on else 'off'}."
    )
    if facts.status is CommitmentStatus.TERMINATED:
        check = failed(question, answer, "File what is left to claim on behalf.", None)
    elif facts.status in BEFORE_APPROVAL:
        check = failed(question, answer, "Approve it, once its schedule adds up.", "APPROVE_COMMITMENT")
    elif not facts.claims_on:
        check = failed(question, answer, "Switch its claims on.", "UPDATE_COMMITMENT")
    else:
        return passed(question, answer)
    return check.about("Commitment", [facts.key])


def schedule(facts: CommitmentFacts) -> Check:
    """FAIL when the schedule is empty or does not add up to the original sum."""
    question = ReadinessQuestion.SCHEDULE
    total, agreed = _money(facts, facts.schedule_total), _money(facts, facts.original_sum)
    lines = counted(facts.schedule_lines, "line")
    off = difference(facts.original_sum, facts.schedule_total)
    if not facts.schedule_lines:
        answer = f"It has no lines; the agreed sum is {agreed}."
        check = failed(question, answer, "Import or enter its lines.", "IMPORT_SCHEDULE_OF_VALUES")
    elif off:
        more = "less" if off > 0 else "more"
        answer = f"{lines}, {total} in all: {_money(facts, abs(off))} {more} than the agreed sum of {agreed}."
        remedy = "Correct the lines, or the agreed sum."
        check = failed(question, answer, remedy, "REPLACE_SCHEDULE_OF_VALUES")
    else:
        return passed(question, f"{lines}, {total} in all, as agreed.")
    return check.about("Commitment", [facts.key])


def _money(facts: CommitmentFacts, amount: int) -> str:
    return f"{facts.currency} {format_amount(amount, minor_digits(facts.currency))}"


def open_claim(facts: CommitmentFacts) -> Check:
    """WARN when a claim is open."""
    question, claim = ReadinessQuestion.OPEN_CLAIM, facts.open_claim
    if claim is None:
        return passed(question, "No claim is open.")
    remedy, action = _decided(claim)
    answer = f"Claim {claim.number} has been {claim.status} for {counted(claim.days, 'day')}."
    return doubtful(question, answer, remedy, action).about("ProgressClaim", [claim.key])


def _decided(claim: OpenClaim) -> tuple[str, str]:
    """How an open claim comes to an end, and the next step there."""
    return {
        ClaimStatus.DRAFT: ("Have the draft submitted, or delete it.", "SUBMIT_CLAIM"),
        ClaimStatus.REVISE_AND_RESUBMIT: ("Have the returned claim submitted again.", "SUBMIT_CLAIM"),
        ClaimStatus.UNDER_REVIEW: ("Assess the claim and decide it.", "APPROVE_CLAIM"),
    }[claim.status]


def retention(facts: CommitmentFacts) -> Check:
    """WARN when nothing is kept, or contacts may ask for release."""
    question = ReadinessQuestion.RETENTION
    policy = in_words(facts.retention, facts.currency)
    answer = f"{policy} Claim type of contacts: {facts.claim_type or 'only by invitation'}."
    if facts.retention.rule is RetentionRule.NONE:
        remedy = "Set a retention policy, where the contract has one."
        check = doubtful(question, answer, remedy, "UPDATE_COMMITMENT")
    elif _opens_release(facts.claim_type):
        remedy = (
            "Choose WORK_AND_MATERIALS as the project's claim type, unless contacts shall ask for release."
        )
        check = doubtful(question, answer, remedy, "UPDATE_PROJECT")
    else:
        return passed(question, answer)
    return check.about("Commitment", [facts.key])


def _opens_release(claim_type: ClaimType | None) -> bool:
    return claim_type in (ClaimType.WORK_MATERIALS_AND_RETENTION, ClaimType.RETENTION_RELEASE)


def over_claimed(facts: CommitmentFacts) -> Check:
    """WARN when lines are certified, or claimed in the open claim, beyond their value."""
    question = ReadinessQuestion.OVER_CLAIMED
    lines = list(dict.fromkeys((*facts.certified_beyond, *facts.claimed_beyond)))
    if not lines:
        return passed(question, "No line goes beyond its value.")
    remedy, action = _brought_back(facts)
    answer = (
        f"Lines beyond their value: {len(lines)}; certified: {len(facts.certified_beyond)}, "
        f"claimed in the open claim: {len(facts.claimed_beyond)}."
    )
    return doubtful(question, answer, remedy, action).about("ScheduleLine", lines)


def _brought_back(facts: CommitmentFacts) -> tuple[str, str | None]:
    if facts.certified_beyond or facts.open_claim is None:
        return "Agree a variation of the contract that covers these lines.", None
    if facts.open_claim.status is ClaimStatus.UNDER_REVIEW:
        return "Assess these lines down to their value, or agree a variation of the contract.", "ASSESS_CLAIM"
    return "Have these lines claimed down to their value, or agree a variation.", "UPDATE_CLAIM"


def free_reviewer(facts: CommitmentFacts) -> Check:
    """FAIL when every administrator is an author of the open claim or works for the vendor."""
    question = ReadinessQuestion.FREE_REVIEWER
    administrators = counted(len(facts.team.administrators), "administrator")
    answer = f"Free to review: {len(facts.free_reviewers)} of {administrators}."
    if not facts.free_reviewers:
        remedy = "Make somebody an administrator of the project who has no hand in its claims."
        return failed(question, answer, remedy, "GRANT_PROJECT_ACCESS")
    return passed(question, answer).about("Person", facts.free_reviewers)


QUESTIONS: Mapping[ReadinessQuestion, Callable[[CommitmentFacts], Check]] = {
    ReadinessQuestion.VENDOR_PERSON: vendor_person,
    ReadinessQuestion.CONTACT: contact,
    ReadinessQuestion.CONTACT_VALID: contact_valid,
    ReadinessQuestion.STATUS: status,
    ReadinessQuestion.SCHEDULE: schedule,
    ReadinessQuestion.OPEN_CLAIM: open_claim,
    ReadinessQuestion.RETENTION: retention,
    ReadinessQuestion.OVER_CLAIMED: over_claimed,
    ReadinessQuestion.FREE_REVIEWER: free_reviewer,
}
