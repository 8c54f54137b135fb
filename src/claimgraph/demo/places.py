"""The values of the saved operations' places: ids and versions of the demo's objects, by what they are for.

`"<claim to return>"` is an id; after a colon stands what is asked of it: `version`, `assessment version`,
`amount` (to be certified), `note version`, `open period`, `last period`, `line 3`, `contact Sofia Lindqvist`.
`next month` has a `first day`, a `last day` and a `due day`. What is no longer there has no value, and its
place stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from claimgraph.demo.making import due_on
from claimgraph.demo.people import INTEGRATION
from claimgraph.demo.stage import DemoFailed, Stage

Values = dict[str, Any]

PROJECTS = {"project": "P-101", "other project": "P-102", "project to decide on": "P-103"}

COMMITMENTS = {
    "commitment with retention": "P-098 SC-003",
    "imported commitment": "P-101 SC-001",
    "private commitment": "P-101 SC-003",
    "commitment claimed last month": "P-101 SC-005",
    "commitment to claim on": "P-101 PO-001",
    "commitment to change": "P-102 SC-004",
    "commitment claimed on paper": "P-103 SC-002",
    "draft commitment": "P-103 SC-003",
    "commitment out for signature": "P-103 SC-004",
    "draft with two lines": "P-103 SC-005",
    "commitment without claims": "P-103 SC-006",
    "commitment without a contact": "P-103 SC-007",
}

CLAIMS = {
    "claim to void": "P-098 SC-002",
    "draft claim": "P-101 SC-001",
    "claim to withdraw": "P-101 SC-002",
    "assessed claim": "P-101 SC-003",
    "claim just submitted": "P-101 SC-004",
    "filled draft": "P-101 SC-006",
    "empty draft": "P-101 PO-002",
    "stuck draft": "P-101 PO-003",
    "claim to assess": "P-102 SC-001",
    "claim to return": "P-102 SC-002",
    "claim to deduct from": "P-102 SC-003",
    "returned claim": "P-102 SC-005",
    "draft to drop": "P-102 SC-006",
}
"""Each the newest claim of the commitment that is named."""

PEOPLE = {
    "colleague without a level": "Yuki Tanaka",
    "person to stop": "Leon Fischer",
    "employee of its vendor": "Marco Casella",
    "contact of that vendor": "Aroha Ngata",
}
VENDORS = {"vendor": "Ridgeway Contracting"}
LEVELS = {"level to take away": ("P-102", "Amara Diallo")}

COMPANY = """
query Company($account: ID!) {
  company(id: $account) {
    id
    people(first: 100) { nodes { id name } }
    serviceAccounts { id name }
    vendors(first: 100) { nodes { id name company { id } people(first: 100) { nodes { id name } } } }
  }
}
"""
WORK = """
query Work {
  projects(first: 100) {
    nodes {
      id version number
      openPeriod { id version }
      billingPeriods(first: 2) { nodes { id } }
      access(first: 100) { nodes { id actor { name } } }
      commitments(first: 100) {
        nodes {
          id version number internalNoteVersion
          claimContacts { id person { name } }
          schedule { lines { id itemNumber } }
          latestClaim {
            id version
            lines { id itemNumber }
            draftAssessment { version summary { amountThisClaim } }
          }
        }
      }
    }
  }
}
"""


async def values_of(stage: Stage, workbook: str) -> Values:
    """The values as things stand now, asked as the account's administrator."""
    company = (await stage.ask("ines", COMPANY, account=stage.ids["company account"]))["company"]
    if company is None:
        raise DemoFailed(
            "The demo's founder administers nothing any more; remove its database to begin anew."
        )
    work = await stage.ask("ines", WORK)
    projects = {project["number"]: project for project in work["projects"]["nodes"]}
    return {
        "workbook": workbook,
        **dict(_days(stage)),
        **dict(_of_company(company)),
        **dict(_of_projects(projects)),
        **dict(_levels(projects)),
    }


def _days(stage: Stage) -> Iterator[tuple[str, str]]:
    following, then = stage.first_of(1), stage.first_of(2)
    yield "today", stage.today.isoformat()
    yield "next month: first day", following.isoformat()
    yield "next month: last day", (then - timedelta(days=1)).isoformat()
    yield "next month: due day", due_on(then).isoformat()
    yield "in six months", (stage.ends_at + timedelta(days=182)).isoformat(timespec="seconds")


def _of_company(company: Any) -> Iterator[tuple[str, str]]:
    yield "account", company["id"]
    vendors = {vendor["name"]: vendor for vendor in company["vendors"]["nodes"]}
    teams = [company, *vendors.values()]
    people = {person["name"]: person for team in teams for person in team["people"]["nodes"]}
    for name, vendor in VENDORS.items():
        if vendor in vendors:
            yield name, vendors[vendor]["id"]
            yield f"{name}: company", vendors[vendor]["company"]["id"]
    for name, person in PEOPLE.items():
        if person in people:
            yield name, people[person]["id"]
    for account in company["serviceAccounts"]:
        if account["name"] == INTEGRATION:
            yield "service account", account["id"]


def _of_projects(projects: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, number in PROJECTS.items():
        if number in projects:
            yield from _of_project(name, projects[number])
    commitments = {
        f"{number} {one['number']}": one
        for number, project in projects.items()
        for one in project["commitments"]["nodes"]
    }
    for name, place in COMMITMENTS.items():
        if place in commitments:
            yield from _of_commitment(name, commitments[place])
    for name, place in CLAIMS.items():
        if commitments.get(place, {}).get("latestClaim"):
            yield from _of_claim(name, commitments[place]["latestClaim"])


def _levels(projects: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, (number, person) in LEVELS.items():
        for access in projects.get(number, NOTHING)["access"]["nodes"]:
            if access["actor"]["name"] == person:
                yield name, access["id"]


NOTHING: Values = {"access": {"nodes": []}}


def _of_project(name: str, project: Any) -> Iterator[tuple[str, Any]]:
    yield name, project["id"]
    yield f"{name}: version", project["version"]
    if project["openPeriod"]:
        yield f"{name}: open period", project["openPeriod"]["id"]
        yield f"{name}: version of the open period", project["openPeriod"]["version"]
    for period in project["billingPeriods"]["nodes"][1:]:
        yield f"{name}: last period", period["id"]


def _of_commitment(name: str, commitment: Any) -> Iterator[tuple[str, Any]]:
    yield name, commitment["id"]
    yield f"{name}: version", commitment["version"]
    yield f"{name}: note version", commitment["internalNoteVersion"]
    for contact in commitment["claimContacts"]:
        yield f"{name}: contact {contact['person']['name']}", contact["id"]
    for line in commitment["schedule"]["lines"]:
        yield f"{name}: line {line['itemNumber']}", line["id"]


def _of_claim(name: str, claim: Any) -> Iterator[tuple[str, Any]]:
    draft = claim["draftAssessment"]
    yield name, claim["id"]
    yield f"{name}: version", claim["version"]
    yield f"{name}: assessment version", draft["version"] if draft else 0
    if draft:
        yield f"{name}: amount", draft["summary"]["amountThisClaim"]
    for line in claim["lines"]:
        yield f"{name}: line {line['itemNumber']}", line["id"]
