"""The questions of a project, in the order of the list; each is answered from its facts alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from claimgraph.rules.commitments import own_submission_is_on
from claimgraph.rules.decimals import format_percentage
from claimgraph.rules.readiness.check import Check, counted, doubtful, failed, passed
from claimgraph.rules.readiness.evidence import Evidence, evidence
from claimgraph.rules.readiness.facts import ProjectFacts
from claimgraph.rules.vocabulary import CheckState, ReadinessQuestion

SHORTLY = 3
"""A due date that is as many days away, or fewer, deserves a look."""


def own_submission(facts: ProjectFacts) -> Check:
    """INFO: what account and project have decided, and what follows."""
    is_on = own_submission_is_on(facts.account_lets_submit, facts.project_lets_submit)
    account = "on" if facts.account_lets_submit else "off"
    project = {None: "follows it", True: "decided on", False: "decided off"}[facts.project_lets_submit]
    answer = f"The account has it {account}, the project {project}: it is {'on' if is_on else 'off'}."
    remedy, action = (None, None) if is_on else ("Settle what fails, then switch it on.", "UPDATE_PROJECT")
    check = Check(ReadinessQuestion.OWN_SUBMISSION, CheckState.INFO, answer, remedy, action)
    return check.about("Project", [facts.key])


def saves_time(facts: ProjectFacts) -> Check:
    """INFO: how much the own side files; count and subjects are the claims it filed on behalf."""
    on_behalf = [claim.key for claim in facts.claims if claim.is_on_behalf]
    answer = _told(facts, evidence(facts.periods, facts.claims), len(on_behalf))
    return Check(ReadinessQuestion.SAVES_TIME, CheckState.INFO, answer).about("ProgressClaim", on_behalf)


def _told(facts: ProjectFacts, figures: Evidence, on_behalf: int) -> str:
    periods = f"the last {counted(len(facts.periods), 'billing period')}"
    if not facts.periods:
        return "No billing period has begun yet."
    if not facts.claims:
        return f"In {periods} no claim was filed."
    return (
        f"In {periods}: {counted(len(facts.claims), 'claim')} filed, {on_behalf} of them on behalf "
        f"({_percent(figures.filed_on_behalf_share_ppm)}), {_percent(figures.returned_share_ppm)} returned; "
        f"median {counted(figures.lines_per_claim, 'line')} a claim, "
        f"{_days(figures.median_days_to_submit)} to submit, {_days(figures.median_days_to_decide)} to decide."
    )


def _percent(ppm: int | None) -> str:
    return f"{format_percentage(ppm or 0)} %"


def _days(days: int | None) -> str:
    return "not known" if days is None else counted(days, "day")


def levels(facts: ProjectFacts) -> Check:
    """FAIL when somebody of a vendor has a level."""
    question = ReadinessQuestion.LEVELS
    if not facts.levels:
        return passed(question, "Nobody of a vendor has a level on the project.")
    most = counted(max(one.seen_besides for one in facts.levels), "commitment")
    answer = f"People of vendors with a level: {len(facts.levels)}; up to {most} seen beyond designations."
    remedy = "Take the level away; a claim contact needs none."
    check = failed(question, answer, remedy, "REVOKE_PROJECT_ACCESS")
    return check.about("ProjectAccess", [one.key for one in facts.levels])


def listed(facts: ProjectFacts) -> Check:
    """FAIL when somebody of another vendor is listed on a private commitment."""
    question = ReadinessQuestion.LISTED
    if not facts.listed:
        return passed(question, "No private commitment lists anybody of another vendor.")
    people = sum(one.people for one in facts.listed)
    commitments = counted(len(facts.listed), "private commitment")
    answer = f"People of other vendors on the lists of {commitments}: {people}."
    remedy = "Take them off the commitment's list."
    check = failed(question, answer, remedy, "UPDATE_COMMITMENT")
    return check.about("Commitment", [one.commitment for one in facts.listed])


def administrators(facts: ProjectFacts) -> Check:
    """FAIL when none of the administrators is of the own staff; WARN when one is."""
    question, action = ReadinessQuestion.ADMINISTRATORS, "GRANT_PROJECT_ACCESS"
    people = facts.team.own_administrators
    answer = f"Of the account's own staff: {len(people)} of {len(facts.team.administrators)} administrators."
    if not people:
        check = failed(question, answer, "Make two people of your own administrators.", action)
    elif len(people) == 1:
        check = doubtful(question, answer, "Make a second one of your people an administrator.", action)
    else:
        check = passed(question, answer)
    return check.about("Person", people)


def on_behalf(facts: ProjectFacts) -> Check:
    """FAIL when nobody may claim on behalf."""
    question, people = ReadinessQuestion.ON_BEHALF, facts.team.preparers
    answer = f"{counted(len(people), 'person', 'people')} of your side may claim on behalf."
    if not people:
        return failed(question, answer, "Give one of your people Standard or Admin.", "GRANT_PROJECT_ACCESS")
    return passed(question, answer).about("Person", people)


def period(facts: ProjectFacts) -> Check:
    """FAIL when no period is open, or its due date is past; WARN when it is due within three days."""
    question, opened = ReadinessQuestion.PERIOD, facts.open_period
    if opened is None:
        return failed(question, "No billing period is open.", "Open one.", "OPEN_BILLING_PERIOD")
    due, days = opened.due_on.isoformat(), (opened.due_on - facts.today).days
    if days < 0:
        answer = f"A period is open; it was due on {due}, {counted(-days, 'day')} ago."
        check = failed(question, answer, "Open the next period, or move the due date.", "OPEN_BILLING_PERIOD")
    elif days <= SHORTLY:
        answer = f"A period is open, due on {due}: {counted(days, 'day')} left."
        remedy = "Tell the contacts, or move the due date."
        check = doubtful(question, answer, remedy, "UPDATE_BILLING_PERIOD")
    else:
        check = passed(question, f"A period is open, due on {due}: {counted(days, 'day')} left.")
    return check.about("BillingPeriod", [opened.key])


def drafts(facts: ProjectFacts) -> Check:
    """INFO: the drafts of contacts."""
    is_on = own_submission_is_on(facts.account_lets_submit, facts.project_lets_submit)
    found = f"{counted(len(facts.drafts), 'draft')} of contacts"
    answer = f"{found} would be stuck." if is_on else f"It is off: stuck now are {found}."
    return Check(ReadinessQuestion.DRAFTS, CheckState.INFO, answer).about("ProgressClaim", facts.drafts)


QUESTIONS: Mapping[ReadinessQuestion, Callable[[ProjectFacts], Check]] = {
    ReadinessQuestion.OWN_SUBMISSION: own_submission,
    ReadinessQuestion.SAVES_TIME: saves_time,
    ReadinessQuestion.LEVELS: levels,
    ReadinessQuestion.LISTED: listed,
    ReadinessQuestion.ADMINISTRATORS: administrators,
    ReadinessQuestion.ON_BEHALF: on_behalf,
    ReadinessQuestion.PERIOD: period,
    ReadinessQuestion.DRAFTS: drafts,
}
