"""The company that the demo makes: people with all standings, and claims in every condition."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claimgraph.demo.opening import Demo
from tests.demo.asking import Company, company_in
from tests.demo.made import Made, make_in

CLAIMS = """
{
  projects(first: 10) {
    nodes {
      number
      claims(first: 100) {
        nodes {
          number status isLate isOnBehalf note
          commitment { number isPrivate }
          onBehalfOf { name }
          claimed { percentComplete retentionThisClaim }
          lines { claimed { scheduledValue totalToDate retentionReleased } }
          draftAssessment { version }
        }
      }
    }
  }
}
"""


@pytest.fixture
async def company(made: Made) -> AsyncIterator[Company]:
    """The company, only looked at."""
    inner = made.folder / "demo"
    async with company_in(f"sqlite:///{inner / 'claimgraph.sqlite3'}", inner) as company:
        yield company


@pytest.fixture
async def claims(company: Company) -> list[dict[str, Any]]:
    """All claims, as the account's administrator sees them."""
    projects = (await company.data("ines", CLAIMS))["projects"]["nodes"]
    return [claim for project in projects for claim in project["claims"]["nodes"]]


def test_there_are_claims_in_every_status(claims: list[dict[str, Any]]) -> None:
    assert Counter(claim["status"] for claim in claims) == {
        "APPROVED": 29,
        "APPROVED_AS_NOTED": 3,
        "DRAFT": 6,
        "UNDER_REVIEW": 6,
        "REVISE_AND_RESUBMIT": 1,
        "VOID": 1,
    }


def test_one_is_late_and_some_are_filed_on_behalf(claims: list[dict[str, Any]]) -> None:
    late = [claim["note"] for claim in claims if claim["isLate"]]
    on_behalf = [(claim["onBehalfOf"] or {}).get("name") for claim in claims if claim["isOnBehalf"]]
    assert late == ["Sorry, the invoice program was down"]
    assert sorted(on_behalf, key=str) == ["Grace Murphy", None]


def test_one_claims_more_than_the_line_is_worth(claims: list[dict[str, Any]]) -> None:
    beyond = [
        (claim["commitment"]["number"], line["claimed"]["totalToDate"])
        for claim in claims
        for line in claim["lines"]
        if Decimal(line["claimed"]["totalToDate"]) > Decimal(line["claimed"]["scheduledValue"])
    ]
    assert beyond == [("SC-004", "32184.00")]


def test_retention_is_released_and_assessments_are_being_written(claims: list[dict[str, Any]]) -> None:
    released = [
        claim["commitment"]["number"]
        for claim in claims
        if any(Decimal(line["claimed"]["retentionReleased"]) for line in claim["lines"])
    ]
    half = [
        claim["claimed"]["retentionThisClaim"]
        for claim in claims
        if Decimal(claim["claimed"]["retentionThisClaim"]) < -10_000
    ]
    assert released == ["SC-002"]
    assert half == ["-12263.75"]  # half of 5 % of 490,550.00, at practical completion
    assessed = [one for one in claims if one["draftAssessment"] and one["status"] == "UNDER_REVIEW"]
    assert len(assessed) == 2
    assert any(claim["commitment"]["isPrivate"] for claim in claims)


async def test_somebody_has_different_standings_in_two_projects(company: Company) -> None:
    asked = "{ projects(first: 10) { nodes { number viewerStandings } } }"

    async def standings(who: str) -> dict[str, list[str]]:
        nodes = (await company.data(who, asked))["projects"]["nodes"]
        return {project["number"]: project["viewerStandings"] for project in nodes}

    assert await standings("priya") == {"P-101": ["STANDARD"], "P-102": ["READER"]}
    assert await standings("marco") == {"P-098": ["CONTACT"], "P-102": ["READER", "CONTACT"]}
    assert await standings("daniel") == {number: ["CONTACT"] for number in ("P-098", "P-101", "P-102")}
    assert await standings("yuki") == {}


async def test_the_imported_sheet_is_the_published_one(company: Company) -> None:
    asked = (
        "query Q($id: ID!) { commitment(id: $id) { schedule { total isComplete lines { description } } } }"
    )
    imported = company.values["imported commitment"]
    schedule = (await company.data("ines", asked, id=imported))["commitment"]["schedule"]
    assert (schedule["total"], schedule["isComplete"]) == ("827000.00", True)
    assert [line["description"] for line in schedule["lines"]][-1] == "Punch list / closeout"


async def test_the_project_to_decide_on_has_something_to_mend(company: Company) -> None:
    asked = "query Q($id: ID!) { project(id: $id) { submissionReadiness { verdict checks { state } } } }"
    project = company.values["project to decide on"]
    readiness = (await company.data("ines", asked, id=project))["project"]["submissionReadiness"]
    assert readiness["verdict"] == "ALLOW_WITH_FIXES"
    assert {"PASS", "FAIL"} <= {check["state"] for check in readiness["checks"]}


def test_what_the_rules_refused_is_told(made: Made) -> None:
    assert made.demo.refusals == [
        "submitClaim by Grace Murphy: PERIOD_PAST_DUE",
        "createClaim by Aroha Ngata: OWN_SUBMISSION_OFF",
        "createClaim by Ben Sato: OVER_CLAIM",
    ]


def test_the_administrator_sees_what_the_contact_does_not(made: Made) -> None:
    sights = {sight.field: (sight.first, sight.second) for sight in made.demo.sights}
    assert sights["steel.claimedAmount"] == ("64942.00", "64942.00")
    assert sights["steel.commitment.internalNote"] == (
        "null, FORBIDDEN",
        "Hold the coating until the fire engineer has signed.",
    )
    assert sights["electrical.claimedAmount"] == ("null, as if it were not there", "102040.25")


AROUND_A_MONTH = [
    pytest.param(datetime(2027, 2, 28, 13, 10, tzinfo=UTC), id="the first minutes of a month"),
    pytest.param(datetime(2028, 2, 29, 12, 50, tzinfo=UTC), id="the last minutes of February"),
]


@pytest.mark.parametrize("now", AROUND_A_MONTH)
def test_ids_repeat_from_the_seed_whatever_day_it_is(made: Made, tmp_path: Path, now: datetime) -> None:
    another = asyncio.run(make_in(f"sqlite:///{tmp_path / 'other.sqlite3'}", tmp_path, now))
    assert without_days(another) == without_days(made.demo)
    assert another.sights == made.demo.sights
    assert another.values["today"] != made.demo.values["today"]


def without_days(demo: Demo) -> dict[str, Any]:
    """The values that no clock changes."""
    return {name: value for name, value in demo.values.items() if name not in DAYS}


DAYS = {"today", "next month: first day", "next month: last day", "next month: due day", "in six months"}
