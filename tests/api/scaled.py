"""A site on which every saved operation has something to do, as large as one likes.

`names` holds what the operations' variables name in pointed brackets: "draft claim", "draft claim: version".
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from claimgraph import models
from claimgraph.rules.vocabulary import (
    AccessLevel,
    BillingPeriodStatus,
    ClaimType,
    CommitmentStatus,
    LateClaims,
)
from claimgraph.storage.database import Database
from tests.api.claims import Job, works
from tests.api.files import send, with_files, workbook
from tests.api.site import Site, claim_row, site_of
from tests.world import NOON, Person, id_of, key_in

LINES = 3
DRAFT = CommitmentStatus.DRAFT


@dataclass
class Scaled:
    """The site, how many times as large it is, and what the operations' variables name."""

    site: Site
    times: int
    names: dict[str, Any] = field(default_factory=dict)
    count: int = 100

    @property
    def lines(self) -> int:
        """How many lines a commitment has."""
        return LINES * self.times

    async def job(self, period: models.BillingPeriod, name: str = "", **values: Any) -> Job:
        """A commitment whose contact may claim in a period."""
        self.count += 1
        world, number = self.site.world, f"SC-{self.count:03d}"
        own = await world.commitment(
            self.site.project, self.site.vendor, number, lines=(10_000_00,) * self.lines, **values
        )
        await world.designate(own, self.site.contact)
        if name:
            await self.name_commitment(name, own)
        return Job(self.site, own, period, {})

    async def name_commitment(self, name: str, row: models.Commitment) -> None:
        """Has a commitment be known by a name."""
        asked = """query($id: ID!) { commitment(id: $id) { version internalNoteVersion
          schedule { lines { id } } } }"""
        key = id_of("Commitment", row)
        told = (await self.site.world.data(self.site.administrator, asked, id=key))["commitment"]
        self.names |= {
            name: key,
            f"{name}: version": told["version"],
            f"{name}: note version": told["internalNoteVersion"],
        }
        for place, line in enumerate(told["schedule"]["lines"], 1):
            self.names[f"{name}: line {place}"] = line["id"]

    async def name_claim(self, name: str, claim: Any) -> None:
        """Has a claim be known by a name, with its versions, lines, and the amount that it is assessed at."""
        asked = """query($id: ID!) { claim(id: $id) { version lines { id }
          draftAssessment { version summary { amountThisClaim } } } }"""
        told = (await self.site.world.data(self.site.administrator, asked, id=claim["id"]))["claim"]
        assessed = told["draftAssessment"]
        self.names |= {
            name: claim["id"],
            f"{name}: version": told["version"],
            f"{name}: assessment version": assessed["version"] if assessed else 0,
            f"{name}: amount": assessed and assessed["summary"]["amountThisClaim"],
        }
        for place, line in enumerate(told["lines"], 1):
            self.names[f"{name}: line {place}"] = line["id"]

    def lines_of(self, name: str) -> list[str]:
        """The ids of all lines of what is known by a name."""
        return [self.names[f"{name}: line {place}"] for place in range(1, self.lines + 1)]


async def scaled(database: Database, times: int, folder: Path) -> Scaled:
    """The site, so many times as large."""
    site = await site_of(
        database,
        domain=f"times-{times}.example",
        late_claims=LateClaims.FLAGGED,
        default_claim_type=ClaimType.WORK_MATERIALS_AND_RETENTION,
    )
    it = Scaled(with_files(site, folder), times)
    for part in (_people, _last_months, _this_month, _commitments, _other_project, _periods):
        await part(it)
    return it


async def _people(it: Scaled) -> None:
    site, world = it.site, it.site.world
    colleague = await world.person("Col League", site.account)
    export = await world.service_account(site.account, "Scheduler")
    for place in range(2 * it.times):
        member = await world.person(f"Member {place}", site.account)
        access = await world.grant(site.project, member, AccessLevel.READ_ONLY)
        await world.person(f"Employee {place}", site.vendor)
        await world.vendor(site.account, f"Vendor {place}")
        for owner in (site.administrator, export):
            await world.row(
                models.AccessToken,
                owner_id=owner.key,
                name=f"Token {place}",
                prefix="cg_x",
                secret_hash=f"{owner.key} {place}",
                expires_at=NOON,
            )
    await world.row(models.ShownPerson, project=site.project, person_id=member.key, position=1)
    it.names |= {
        "account": site.id("account"),
        "vendor": site.id("vendor"),
        "vendor: company": id_of("Company", models.Company(id=site.vendor.company_id, name="")),
        "project": site.id("project"),
        "project to decide on": site.id("project"),
        "project to decide on: version": 1,
        "colleague without a level": colleague.id,
        "service account": export.id,
        "level to take away": id_of("ProjectAccess", access),
        "today": "2026-11-10",
        "in six months": "2027-05-10T12:00:00Z",
        "employee of its vendor": site.employee.id,
        "contact of that vendor": site.contact.id,
    }


async def _last_months(it: Scaled) -> None:
    """What was claimed before November; each month but the last with a claim on retention's commitment."""
    world, project = it.site.world, it.site.project
    retention = None
    for month in range(10 - it.times, 11):
        period = await world.period(project, date(2026, month, 1))
        retention = retention or await it.job(period, "commitment with retention")
        retention.period = period
        await retention.approved("100.00")
        if month == 10:
            await (await it.job(period, "commitment claimed last month")).approved("100.00")
            await it.name_claim("claim to void", await (await it.job(period)).approved("100.00"))
            await it.name_claim("stuck draft", await (await it.job(period)).draft("100.00"))
        await world.set(period, status=BillingPeriodStatus.CLOSED)
    assert retention
    for place in range(it.times):
        person = await world.person(f"Sofia {place}", it.site.vendor)
        contact = await world.designate(retention.commitment, person)
    it.names["commitment with retention: contact Sofia Lindqvist"] = id_of("ClaimContact", contact)


Made = Callable[[Job], Awaitable[Any]]
THIS_MONTH: dict[str, Made] = {
    "draft claim": lambda job: job.draft("100.00"),
    "filled draft": lambda job: job.draft("100.00"),
    "empty draft": lambda job: job.draft(),
    "draft to drop": lambda job: job.draft(),
    "claim to withdraw": lambda job: job.submitted("100.00"),
    "claim just submitted": lambda job: job.submitted("100.00"),
    "claim to assess": lambda job: job.submitted("100.00"),
    "claim to deduct from": lambda job: job.submitted("5000.00"),
}
"""Claims of this month by their names, and how they come to be."""


async def _this_month(it: Scaled) -> None:
    period = await it.site.world.period(it.site.project)
    it.names |= {
        "project: open period": id_of("BillingPeriod", period),
        "project to decide on: last period": id_of("BillingPeriod", period),
        "next month: first day": "2026-12-01",
        "next month: last day": "2026-12-31",
        "next month: due day": "2026-12-25",
    }
    for name, made in THIS_MONTH.items():
        await it.name_claim(name, await made(await it.job(period)))
    job = await it.job(period)
    await it.name_claim("assessed claim", await job.assessed(await job.submitted("100.00")))
    rejected = {1: {"decision": "REJECTED", "reason": "Not seen"}}
    job = await it.job(period)
    await it.name_claim("claim to return", await job.assessed(await job.submitted("100.00"), rejected))
    job = await it.job(period)
    full = works(*["100.00"] * it.lines)
    claim = (await job.update(await job.draft(), full))["claim"]
    claim = await job.done("submitClaim", "contact", claimId=claim["id"])
    await it.name_claim("returned claim", await job.returned(claim, *range(1, it.lines + 1)))
    for _ in range(it.times):
        await (await it.job(period)).submitted("100.00")


async def _commitments(it: Scaled) -> None:
    site, world = it.site, it.site.world
    november = models.BillingPeriod(id=site.project.id)
    for name in ("commitment to claim on", "commitment claimed on paper", "commitment to change"):
        await it.job(november, name)
    private = await it.job(november, "private commitment", is_private=True)
    for name, status in {
        "draft commitment": DRAFT,
        "draft with two lines": DRAFT,
        "imported commitment": DRAFT,
        "commitment out for signature": CommitmentStatus.OUT_FOR_SIGNATURE,
        "commitment without claims": CommitmentStatus.APPROVED,
        "commitment without a contact": CommitmentStatus.APPROVED,
    }.items():
        await it.job(november, name, status=status)
    stopped = await world.person("Stu Stopped", site.vendor)
    for place in range(2 * it.times):
        steel = await it.job(november, title=f"Structural steel {place}")
        await world.designate(steel.commitment, stopped)
        person = await world.person(f"Contact {place}", site.vendor)
        for name in ("private commitment", "commitment without a contact"):
            await world.designate(await commitment_named(it, name), person)
        member = await world.person(f"Listed {place}", site.account)
        await world.grant(site.project, member, AccessLevel.READ_ONLY)
        await world.row(
            models.AccessListEntry, commitment=private.commitment, actor_id=member.key, position=place
        )
    it.names["person to stop"] = stopped.id
    content = [["Item No.", "Description of Work", "Scheduled Value"]]
    content += [[str(place), f"Item {place}", "10.00"] for place in range(1, it.lines + 1)]
    it.names["workbook"] = (await send(site, workbook(("G703", content))))["uploadId"]


async def commitment_named(it: Scaled, name: str) -> models.Commitment:
    """A commitment by its name."""
    return await it.site.world.again(models.Commitment(id=key_in(it.names[name])))


async def _other_project(it: Scaled) -> None:
    site, world = it.site, it.site.world
    for place in range(it.times):
        await world.project(site.account, f"Q-{place}")
    other = await world.project(site.account, "P-2")
    period = await world.period(other)
    for place in range(2 * it.times):
        commitment = await world.commitment(other, site.vendor, f"SC-{place:03d}", lines=())
        await claim_row(site, period, commitment=commitment)
    it.names |= {
        "other project: open period": id_of("BillingPeriod", period),
        "other project: version of the open period": 1,
    }


async def _periods(it: Scaled) -> None:
    for month in range(1, 2 * it.times):
        await it.site.world.period(it.site.project, date(2025, month, 1), status=BillingPeriodStatus.CLOSED)


def viewer_of(it: Scaled, role: str) -> Person:
    """Who runs the operations of a role."""
    return it.site.contact if role == "contact" else it.site.administrator
