"""Before you let collaborators submit: every question in every state, and what follows from the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from graphql import GraphQLEnumType

from claimgraph.api import core
from claimgraph.rules.readiness import commitments, projects
from claimgraph.rules.readiness.check import MOST_SUBJECTS, Check, summed
from claimgraph.rules.readiness.evidence import Evidence, evidence, median
from claimgraph.rules.readiness.facts import (
    CommitmentFacts,
    Contact,
    FiledClaim,
    Level,
    Listed,
    OpenClaim,
    OpenPeriod,
    ProjectFacts,
    Team,
)
from claimgraph.rules.readiness.verdicts import VerdictCount, of_commitment, of_project
from claimgraph.rules.readiness.words import WORDS
from claimgraph.rules.retention.policy import NOTHING_KEPT, RetentionPolicy
from claimgraph.rules.vocabulary import (
    CheckState,
    ClaimStatus,
    ClaimType,
    CommitmentStatus,
    ReadinessQuestion,
    ReadinessVerdict,
    RetentionRule,
)

PASS, WARN, FAIL, INFO = CheckState
ALLOW, FIX, ON_BEHALF = ReadinessVerdict
Asked = ReadinessQuestion


def key(number: int) -> UUID:
    return UUID(int=number)


ADA, MAX, STAN = key(1), key(2), key(3)
EMMA, CARL = key(11), key(12)
PROJECT, COMMITMENT, OTHER = key(100), key(101), key(102)

TEAM = Team((ADA, MAX), (ADA,), (ADA, MAX), (ADA, MAX, STAN))
SOUND = Contact(key(21), is_active=True, is_of_vendor=True, has_signed_in=True)
STAND_IN = replace(SOUND, key=key(22))
LEFT = Contact(key(23), is_active=True, is_of_vendor=False, has_signed_in=True)
STOPPED = Contact(key(24), is_active=False, is_of_vendor=True, has_signed_in=True)
NEW = Contact(key(25), is_active=True, is_of_vendor=True, has_signed_in=False)

READY = CommitmentFacts(
    key=COMMITMENT,
    project=PROJECT,
    currency="AUD",
    status=CommitmentStatus.APPROVED,
    claims_on=True,
    schedule_lines=2,
    schedule_total=30_000_00,
    original_sum=30_000_00,
    revised_sum=30_000_00,
    retention=RetentionPolicy(RetentionRule.FLAT, rate_on_work=50_000),
    claim_type=ClaimType.WORK_AND_MATERIALS,
    team=TEAM,
    people=(EMMA, CARL),
    contacts=(SOUND, STAND_IN),
    free_reviewers=(ADA, MAX),
)
SITE = ProjectFacts(
    key=PROJECT,
    today=date(2026, 11, 10),
    account_lets_submit=False,
    project_lets_submit=True,
    team=TEAM,
    open_period=OpenPeriod(key(31), date(2026, 11, 25)),
)


def told(check: Check) -> tuple[CheckState, str, str | None, int]:
    """What a check says, without its words for remedies."""
    return check.state, check.answer, check.action, check.count


def of(question: Asked, **changes: Any) -> Check:
    """The answer for the ready commitment or project, with some facts changed."""
    if question in commitments.QUESTIONS:
        return commitments.QUESTIONS[question](replace(READY, **changes))
    return projects.QUESTIONS[question](replace(SITE, **changes))


def claim(number: int, status: ClaimStatus) -> OpenClaim:
    return OpenClaim(key(40 + number), number, status, days=number)


# Each row of the table, in each of its states

EXAMPLES: list[tuple[Asked, dict[str, Any], tuple[CheckState, str, str | None, int]]] = [
    (
        Asked.VENDOR_PERSON,
        {"people": ()},
        (FAIL, "Nobody at the vendor can sign in.", "CREATE_PERSON", 0),
    ),
    (Asked.VENDOR_PERSON, {"people": (EMMA,)}, (PASS, "1 person at the vendor can sign in.", None, 1)),
    (Asked.VENDOR_PERSON, {}, (PASS, "2 people at the vendor can sign in.", None, 2)),
    (
        Asked.CONTACT,
        {"contacts": ()},
        (FAIL, "Nobody is designated as claim contact.", "DESIGNATE_CLAIM_CONTACT", 0),
    ),
    (
        Asked.CONTACT,
        {"contacts": (SOUND,)},
        (WARN, "1 person is designated, without a stand-in.", "DESIGNATE_CLAIM_CONTACT", 1),
    ),
    (Asked.CONTACT, {}, (PASS, "2 people are designated.", None, 2)),
    (
        Asked.CONTACT_VALID,
        {"contacts": ()},
        (FAIL, "There is no contact yet.", "DESIGNATE_CLAIM_CONTACT", 0),
    ),
    (
        Asked.CONTACT_VALID,
        {"contacts": (LEFT, STOPPED)},
        (
            FAIL,
            "2 contacts; not with the vendor: 1, stopped: 1, never signed in: 0.",
            "DESIGNATE_CLAIM_CONTACT",
            2,
        ),
    ),
    (
        Asked.CONTACT_VALID,
        {"contacts": (SOUND, LEFT)},
        (
            WARN,
            "2 contacts; not with the vendor: 1, stopped: 0, never signed in: 0.",
            "REMOVE_CLAIM_CONTACT",
            1,
        ),
    ),
    (
        Asked.CONTACT_VALID,
        {"contacts": (NEW,)},
        (WARN, "1 contact; not with the vendor: 0, stopped: 0, never signed in: 1.", None, 1),
    ),
    (
        Asked.CONTACT_VALID,
        {},
        (PASS, "2 contacts; not with the vendor: 0, stopped: 0, never signed in: 0.", None, 0),
    ),
    (
        Asked.STATUS,
        {"status": CommitmentStatus.DRAFT, "claims_on": False},
        (FAIL, "The commitment is DRAFT; its claims are switched off.", "APPROVE_COMMITMENT", 1),
    ),
    (
        Asked.STATUS,
        {"status": CommitmentStatus.OUT_FOR_SIGNATURE},
        (FAIL, "The commitment is OUT_FOR_SIGNATURE; its claims are switched on.", "APPROVE_COMMITMENT", 1),
    ),
    (
        Asked.STATUS,
        {"claims_on": False},
        (FAIL, "The commitment is APPROVED; its claims are switched off.", "UPDATE_COMMITMENT", 1),
    ),
    (
        Asked.STATUS,
        {"status": CommitmentStatus.TERMINATED},
        (FAIL, "The commitment is TERMINATED; its claims are switched on.", None, 1),
    ),
    (Asked.STATUS, {}, (PASS, "The commitment is APPROVED; its claims are switched on.", None, 0)),
    (
        Asked.STATUS,
        {"status": CommitmentStatus.COMPLETE},
        (PASS, "The commitment is COMPLETE; its claims are switched on.", None, 0),
    ),
    (
        Asked.SCHEDULE,
        {"schedule_lines": 0, "schedule_total": 0},
        (FAIL, "It has no lines; the agreed sum is AUD 30000.00.", "IMPORT_SCHEDULE_OF_VALUES", 1),
    ),
    (
        Asked.SCHEDULE,
        {"schedule_total": 29_000_00},
        (
            FAIL,
            "2 lines, AUD 29000.00 in all: AUD 1000.00 less than the agreed sum of AUD 30000.00.",
            "REPLACE_SCHEDULE_OF_VALUES",
            1,
        ),
    ),
    (
        Asked.SCHEDULE,
        {"schedule_lines": 1, "schedule_total": 30_000_50},
        (
            FAIL,
            "1 line, AUD 30000.50 in all: AUD 0.50 more than the agreed sum of AUD 30000.00.",
            "REPLACE_SCHEDULE_OF_VALUES",
            1,
        ),
    ),
    (Asked.SCHEDULE, {}, (PASS, "2 lines, AUD 30000.00 in all, as agreed.", None, 0)),
    (
        Asked.OPEN_CLAIM,
        {"open_claim": claim(1, ClaimStatus.DRAFT)},
        (WARN, "Claim 1 has been DRAFT for 1 day.", "SUBMIT_CLAIM", 1),
    ),
    (
        Asked.OPEN_CLAIM,
        {"open_claim": claim(3, ClaimStatus.UNDER_REVIEW)},
        (WARN, "Claim 3 has been UNDER_REVIEW for 3 days.", "APPROVE_CLAIM", 1),
    ),
    (
        Asked.OPEN_CLAIM,
        {"open_claim": claim(2, ClaimStatus.REVISE_AND_RESUBMIT)},
        (WARN, "Claim 2 has been REVISE_AND_RESUBMIT for 2 days.", "SUBMIT_CLAIM", 1),
    ),
    (Asked.OPEN_CLAIM, {}, (PASS, "No claim is open.", None, 0)),
    (
        Asked.RETENTION,
        {"retention": NOTHING_KEPT},
        (
            WARN,
            "No retention is kept but on lines with a rate of their own. "
            "Claim type of contacts: WORK_AND_MATERIALS.",
            "UPDATE_COMMITMENT",
            1,
        ),
    ),
    (
        Asked.RETENTION,
        {"claim_type": ClaimType.WORK_MATERIALS_AND_RETENTION},
        (
            WARN,
            "5.00 % of work and stored materials is kept. "
            "Claim type of contacts: WORK_MATERIALS_AND_RETENTION.",
            "UPDATE_PROJECT",
            1,
        ),
    ),
    (
        Asked.RETENTION,
        {"claim_type": ClaimType.RETENTION_RELEASE},
        (
            WARN,
            "5.00 % of work and stored materials is kept. Claim type of contacts: RETENTION_RELEASE.",
            "UPDATE_PROJECT",
            1,
        ),
    ),
    (
        Asked.RETENTION,
        {},
        (
            PASS,
            "5.00 % of work and stored materials is kept. Claim type of contacts: WORK_AND_MATERIALS.",
            None,
            0,
        ),
    ),
    (
        Asked.OVER_CLAIMED,
        {"certified_beyond": (key(51),), "claimed_beyond": (key(51), key(52))},
        (WARN, "Lines beyond their value: 2; certified: 1, claimed in the open claim: 2.", None, 2),
    ),
    (
        Asked.OVER_CLAIMED,
        {"claimed_beyond": (key(52),), "open_claim": claim(2, ClaimStatus.UNDER_REVIEW)},
        (WARN, "Lines beyond their value: 1; certified: 0, claimed in the open claim: 1.", "ASSESS_CLAIM", 1),
    ),
    (
        Asked.OVER_CLAIMED,
        {"claimed_beyond": (key(52),), "open_claim": claim(2, ClaimStatus.DRAFT)},
        (WARN, "Lines beyond their value: 1; certified: 0, claimed in the open claim: 1.", "UPDATE_CLAIM", 1),
    ),
    (Asked.OVER_CLAIMED, {}, (PASS, "No line goes beyond its value.", None, 0)),
    (
        Asked.FREE_REVIEWER,
        {"free_reviewers": ()},
        (FAIL, "Free to review: 0 of 2 administrators.", "GRANT_PROJECT_ACCESS", 0),
    ),
    (
        Asked.FREE_REVIEWER,
        {"free_reviewers": (MAX,)},
        (PASS, "Free to review: 1 of 2 administrators.", None, 1),
    ),
    (
        Asked.OWN_SUBMISSION,
        {},
        (INFO, "The account has it off, the project decided on: it is on.", None, 1),
    ),
    (
        Asked.OWN_SUBMISSION,
        {"project_lets_submit": None},
        (INFO, "The account has it off, the project follows it: it is off.", "UPDATE_PROJECT", 1),
    ),
    (
        Asked.OWN_SUBMISSION,
        {"account_lets_submit": True, "project_lets_submit": False},
        (INFO, "The account has it on, the project decided off: it is off.", "UPDATE_PROJECT", 1),
    ),
    (Asked.SAVES_TIME, {}, (INFO, "No billing period has begun yet.", None, 0)),
    (
        Asked.SAVES_TIME,
        {"periods": (key(61),)},
        (INFO, "In the last 1 billing period no claim was filed.", None, 0),
    ),
    (Asked.LEVELS, {}, (PASS, "Nobody of a vendor has a level on the project.", None, 0)),
    (
        Asked.LEVELS,
        {"levels": (Level(key(71), 0), Level(key(72), 4))},
        (
            FAIL,
            "People of vendors with a level: 2; up to 4 commitments seen beyond designations.",
            "REVOKE_PROJECT_ACCESS",
            2,
        ),
    ),
    (Asked.LISTED, {}, (PASS, "No private commitment lists anybody of another vendor.", None, 0)),
    (
        Asked.LISTED,
        {"listed": (Listed(COMMITMENT, 2),)},
        (
            FAIL,
            "People of other vendors on the lists of 1 private commitment: 2.",
            "UPDATE_COMMITMENT",
            1,
        ),
    ),
    (
        Asked.ADMINISTRATORS,
        {"team": replace(TEAM, own_administrators=())},
        (FAIL, "Of the account's own staff: 0 of 2 administrators.", "GRANT_PROJECT_ACCESS", 0),
    ),
    (
        Asked.ADMINISTRATORS,
        {"team": replace(TEAM, own_administrators=(ADA,))},
        (WARN, "Of the account's own staff: 1 of 2 administrators.", "GRANT_PROJECT_ACCESS", 1),
    ),
    (Asked.ADMINISTRATORS, {}, (PASS, "Of the account's own staff: 2 of 2 administrators.", None, 2)),
    (
        Asked.ON_BEHALF,
        {"team": replace(TEAM, preparers=())},
        (FAIL, "0 people of your side may claim on behalf.", "GRANT_PROJECT_ACCESS", 0),
    ),
    (Asked.ON_BEHALF, {}, (PASS, "3 people of your side may claim on behalf.", None, 3)),
    (Asked.PERIOD, {"open_period": None}, (FAIL, "No billing period is open.", "OPEN_BILLING_PERIOD", 0)),
    (
        Asked.PERIOD,
        {"today": date(2026, 11, 26)},
        (FAIL, "A period is open; it was due on 2026-11-25, 1 day ago.", "OPEN_BILLING_PERIOD", 1),
    ),
    (
        Asked.PERIOD,
        {"today": date(2026, 11, 25)},
        (WARN, "A period is open, due on 2026-11-25: 0 days left.", "UPDATE_BILLING_PERIOD", 1),
    ),
    (
        Asked.PERIOD,
        {"today": date(2026, 11, 22)},
        (WARN, "A period is open, due on 2026-11-25: 3 days left.", "UPDATE_BILLING_PERIOD", 1),
    ),
    (
        Asked.PERIOD,
        {"today": date(2026, 11, 21)},
        (PASS, "A period is open, due on 2026-11-25: 4 days left.", None, 1),
    ),
    (Asked.DRAFTS, {"drafts": (key(81),)}, (INFO, "1 draft of contacts would be stuck.", None, 1)),
    (
        Asked.DRAFTS,
        {"drafts": (key(81), key(82)), "project_lets_submit": False},
        (INFO, "It is off: stuck now are 2 drafts of contacts.", None, 2),
    ),
]


@pytest.mark.parametrize(("question", "changes", "answer"), EXAMPLES)
def test_a_question_is_answered_with_its_figures(
    question: Asked, changes: dict[str, Any], answer: tuple[CheckState, str, str | None, int]
) -> None:
    assert told(of(question, **changes)) == answer


def test_every_question_has_an_example_and_words() -> None:
    assert {question for question, _, _ in EXAMPLES} == set(WORDS) == set(Asked)


@pytest.mark.parametrize(("question", "changes", "answer"), EXAMPLES)
def test_what_is_in_order_needs_no_remedy_and_what_is_not_names_one(
    question: Asked, changes: dict[str, Any], answer: tuple[CheckState, str, str | None, int]
) -> None:
    check = of(question, **changes)
    if check.state is not INFO:
        assert (check.remedy is None) == (check.state is PASS)
    assert (check.action is None) or check.remedy
    assert check.title.endswith("?")
    assert check.why.endswith(".")


def test_every_action_that_is_named_is_a_mutation() -> None:
    actions = core().type_map["Action"]
    assert isinstance(actions, GraphQLEnumType)
    assert {action for _, _, (_, _, action, _) in EXAMPLES if action} <= set(actions.values)


def test_the_subjects_are_the_things_that_one_would_change() -> None:
    assert of(Asked.VENDOR_PERSON).subjects == (("Person", EMMA), ("Person", CARL))
    assert of(Asked.CONTACT_VALID, contacts=(LEFT, SOUND)).subjects == (("ClaimContact", LEFT.key),)
    assert of(Asked.SCHEDULE, schedule_total=0).subjects == (("Commitment", COMMITMENT),)
    assert of(Asked.OPEN_CLAIM, open_claim=claim(1, ClaimStatus.DRAFT)).subjects == (
        ("ProgressClaim", key(41)),
    )
    assert of(Asked.OVER_CLAIMED, certified_beyond=(key(51),)).subjects == (("ScheduleLine", key(51)),)
    assert of(Asked.LEVELS, levels=(Level(key(71), 1),)).subjects == (("ProjectAccess", key(71)),)
    assert of(Asked.PERIOD).subjects == (("BillingPeriod", key(31)),)


def test_fifty_subjects_are_named_and_all_are_counted() -> None:
    check = of(Asked.DRAFTS, drafts=tuple(key(1000 + number) for number in range(51)))
    assert (check.count, len(check.subjects)) == (51, MOST_SUBJECTS)
    assert check.subjects[0] == ("ProgressClaim", key(1000))


# Who can mend it


def test_administrators_mend_what_fails_and_nobody_is_named_where_all_is_in_order() -> None:
    failing = of(Asked.CONTACT, contacts=()).mended_by(TEAM)
    assert failing.can_be_mended_by == (("Person", ADA), ("Person", MAX))
    assert of(Asked.CONTACT).mended_by(TEAM).can_be_mended_by == ()


@pytest.mark.parametrize("question", [Asked.FREE_REVIEWER, Asked.ADMINISTRATORS, Asked.VENDOR_PERSON])
def test_some_things_only_the_accounts_administrators_mend(question: Asked) -> None:
    changes: dict[Asked, dict[str, Any]] = {
        Asked.FREE_REVIEWER: {"free_reviewers": ()},
        Asked.ADMINISTRATORS: {"team": replace(TEAM, own_administrators=())},
        Asked.VENDOR_PERSON: {"people": ()},
    }
    assert of(question, **changes[question]).mended_by(TEAM).can_be_mended_by == (("Person", ADA),)


# Evidence


def filed(number: int, period: int, **changes: Any) -> FiledClaim:
    usual = FiledClaim(
        key(number), key(period), 10, is_on_behalf=False, returns=0, days_to_submit=1, days_to_decide=4
    )
    return replace(usual, **changes)


def test_evidence_is_told_in_medians_and_shares() -> None:
    claims = [
        filed(1, 61, is_on_behalf=True, lines=12),
        filed(2, 61, is_on_behalf=True, returns=2, days_to_submit=4),
        filed(3, 62, lines=40, days_to_decide=None),
    ]
    assert evidence([key(61), key(62), key(63)], claims) == Evidence(
        claims_per_period=1,
        lines_per_claim=12,
        filed_on_behalf_share_ppm=666_700,
        returned_share_ppm=333_300,
        median_days_to_submit=1,
        median_days_to_decide=4,
    )


def test_without_claims_there_are_no_shares_and_no_days() -> None:
    assert evidence([], []) == Evidence(0, 0, None, None, None, None)


@pytest.mark.parametrize(
    ("values", "middle"),
    [([], None), ([7], 7), ([3, 1, 2], 2), ([1, 2], 2), ([1, 3], 2), ([0, 1, 4, 9], 3), ([0, 0], 0)],
)
def test_the_median_is_a_whole_number_and_a_half_is_rounded_up(values: list[int], middle: int | None) -> None:
    assert median(values) == middle


def test_the_saving_is_told_with_all_its_figures() -> None:
    claims = (filed(1, 61, is_on_behalf=True), filed(2, 61, returns=1, days_to_decide=None))
    check = of(Asked.SAVES_TIME, periods=(key(61), key(62)), claims=claims)
    assert check.answer == (
        "In the last 2 billing periods: 2 claims filed, 1 of them on behalf (50.00 %), 50.00 % returned; "
        "median 10 lines a claim, 1 day to submit, 4 days to decide."
    )
    assert check.subjects == (("ProgressClaim", key(1)),)


def test_what_was_never_decided_has_no_days() -> None:
    check = of(Asked.SAVES_TIME, periods=(key(61),), claims=(filed(1, 61, days_to_decide=None),))
    assert check.answer.endswith("1 day to submit, not known to decide.")


# Verdicts

C_FAILURES: list[dict[str, Any]] = [
    {"contacts": ()},
    {"contacts": (LEFT, STOPPED)},
    {"claims_on": False},
    {"schedule_total": 1},
    {"free_reviewers": ()},
]
C_WARNINGS: list[dict[str, Any]] = [
    {"contacts": (SOUND,)},
    {"contacts": (SOUND, NEW)},
    {"open_claim": claim(1, ClaimStatus.UNDER_REVIEW)},
    {"retention": NOTHING_KEPT},
    {"certified_beyond": (key(51),)},
]


@pytest.mark.parametrize("changes", [{}, *C_WARNINGS])
def test_contacts_may_submit_where_nothing_fails(changes: dict[str, Any]) -> None:
    assert of_commitment(replace(READY, **changes)).verdict is ALLOW


@pytest.mark.parametrize("changes", C_FAILURES)
def test_what_fails_is_to_be_mended_first(changes: dict[str, Any]) -> None:
    assert of_commitment(replace(READY, **changes)).verdict is FIX


@pytest.mark.parametrize("changes", [{"people": ()}, {"status": CommitmentStatus.TERMINATED}])
def test_without_anybody_at_the_vendor_or_once_terminated_only_the_own_side_files(
    changes: dict[str, Any],
) -> None:
    assert of_commitment(replace(READY, **changes)).verdict is ON_BEHALF


def project_verdict(*below: CommitmentFacts, **changes: Any) -> ReadinessVerdict:
    return of_project(replace(SITE, **changes), below).verdict


UNSET = replace(READY, key=OTHER, contacts=())
ALONE = replace(READY, key=OTHER, people=())


def test_a_project_is_free_when_all_its_commitments_are_and_nothing_of_it_fails() -> None:
    assert project_verdict(READY) is ALLOW
    assert project_verdict(READY, today=date(2026, 11, 24)) is ALLOW
    assert project_verdict(READY, open_period=None) is FIX
    assert project_verdict(READY, levels=(Level(key(71), 0),)) is FIX
    assert project_verdict(READY, UNSET) is FIX
    assert project_verdict(READY, ALONE) is FIX


def test_a_project_without_any_better_commitment_files_on_behalf() -> None:
    assert project_verdict(ALONE) is ON_BEHALF
    assert project_verdict(ALONE, UNSET) is FIX
    assert project_verdict() is ON_BEHALF


def test_own_submission_never_sets_a_verdict() -> None:
    assert project_verdict(READY, project_lets_submit=False) is ALLOW


def test_commitments_and_their_sums_are_counted_for_each_verdict() -> None:
    readiness = of_project(SITE, [READY, replace(UNSET, revised_sum=1_00), replace(ALONE, key=key(103))])
    assert readiness.counts == (
        VerdictCount(ALLOW, 1, 30_000_00),
        VerdictCount(FIX, 1, 1_00),
        VerdictCount(ON_BEHALF, 1, 30_000_00),
    )


# Questions of commitments, summed for their project


def test_a_project_answers_every_question_once_in_the_order_of_the_list() -> None:
    assert [check.question for check in of_project(SITE, [READY]).checks] == list(Asked)


def test_a_commitment_answers_its_own_questions() -> None:
    assert [check.question for check in of_commitment(READY).checks] == list(commitments.QUESTIONS)


def test_the_worst_answer_counts_with_the_commitments_that_have_it() -> None:
    below = [
        READY,
        replace(UNSET, key=key(111)),
        replace(UNSET, key=key(112)),
        replace(READY, key=key(113), contacts=(SOUND,)),
    ]
    (check,) = [one for one in of_project(SITE, below).checks if one.question is Asked.CONTACT]
    assert told(check) == (
        FAIL,
        "Of 4 commitments: 2 without a claim contact, 1 with one contact and no stand-in, 1 in order.",
        "DESIGNATE_CLAIM_CONTACT",
        2,
    )
    assert check.subjects == (("Commitment", key(111)), ("Commitment", key(112)))
    assert check.remedy == "Designate an employee of the vendor."
    assert check.can_be_mended_by == (("Person", ADA), ("Person", MAX))


def test_different_remedies_are_all_told_and_no_single_action() -> None:
    draft = replace(READY, key=OTHER, status=CommitmentStatus.DRAFT)
    answers = {one.key: commitments.status(one) for one in (draft, replace(READY, claims_on=False))}
    check = summed(Asked.STATUS, answers)
    assert check.remedy == "Approve it, once its schedule adds up. Switch its claims on."
    assert check.action is None


def test_all_in_order_and_no_commitment_at_all_pass() -> None:
    in_order = summed(Asked.STATUS, {COMMITMENT: commitments.status(READY)})
    assert told(in_order) == (PASS, "Of 1 commitment: 1 in order.", None, 0)
    assert told(summed(Asked.STATUS, {})) == (PASS, "The project has no commitments yet.", None, 0)
