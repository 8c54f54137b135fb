"""Lets the demo's company come into being: its people first, then what was let, then what was claimed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from typing import Any

from claimgraph.auth.founding import Founded, Founding, found_account
from claimgraph.demo import people
from claimgraph.demo.claims import DRAFT, Claim, Day, Filing
from claimgraph.demo.months import CLAIMS
from claimgraph.demo.people import DOMAIN, FOUNDER, LEVELS, STAFF, VENDORS, Employee, VendorCompany
from claimgraph.demo.stage import REQUEST, DemoFailed, Stage
from claimgraph.demo.works import SITES, Contract, Site
from claimgraph.demo.works_begun import CLUB, HUB
from claimgraph.demo.works_built import BATHS, LIBRARY
from claimgraph.schema.identity import global_id, key_of

CONTRACTS = (*BATHS, *LIBRARY, *CLUB, *HUB)
BEGINNING: Day = (-5, 6)
"""When the account is founded and its people come in."""

DUE_AFTER = 5
"""Claims of a month are due on this day of the next one."""

SHEET = files("claimgraph") / "demo_data" / "continuation-sheet.csv"
LATE_DRAFT = "P-102 PO-001"

Telling = Callable[[str], None]
Step = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Event:
    """Something that happens on a day of the story; on the same day things happen in the order told."""

    at: Day
    step: Step


async def make_company(stage: Stage, tell: Telling) -> None:
    """Makes everything, through the API, and says what is being done. Raises DemoFailed."""
    tell("people and vendors")
    stage.go_to(*BEGINNING)
    await _found(stage)
    for employee in STAFF:
        await _employ(stage, employee, "company account", DOMAIN)
    for vendor in VENDORS:
        await _take_in(stage, vendor)
    tell(f"{len(SITES)} projects, {len(CONTRACTS)} commitments, {len(CLAIMS)} claims")
    for site in SITES:
        await _set_up(stage, site)
    await _grant_levels(stage)
    for event in sorted(_events(stage), key=lambda event: event.at):
        stage.go_to(*event.at)
        await event.step()


async def _found(stage: Stage) -> None:
    founding = Founding(
        people.ACCOUNT,
        FOUNDER.name,
        FOUNDER.email(DOMAIN),
        people.CURRENCY,
        people.TIME_ZONE,
        people.JURISDICTION,
        people.LOCALE,
    )
    services = stage.services
    founded = await services.database.work(
        lambda writing: found_account(writing, founding, stage.now, REQUEST, services.new_key)
    )
    if not isinstance(founded, Founded):
        raise DemoFailed(f"The account could not be founded: {founded}")
    stage.ids["company account"] = global_id("Company", founded.account_id)
    stage.ids["person ines"] = global_id("Person", founded.person_id)
    stage.enter("ines", FOUNDER.name, founded.person_id)
    rules = {"collaboratorsMaySubmit": True, "overClaim": "WARNED"}
    account = {"companyId": stage.ids["company account"], "settings": rules}
    address = {
        "registrationNumber": "21 880 417 356",
        "address": "Level 4, 60 Union Street, Pyrmont NSW 2009",
    }
    await stage.do("ines", "updateCompany", "company { id }", **account, **address)


async def _employ(stage: Stage, employee: Employee, company: str, domain: str) -> None:
    person = await stage.do(
        "ines",
        "createPerson",
        "person { id }",
        companyId=stage.ids[company],
        email=employee.email(domain),
        name=employee.name,
        jobTitle=employee.job_title,
        startsOn=stage.first_of(-30).isoformat(),
    )
    stage.ids[f"person {employee.short}"] = person["id"]
    stage.enter(employee.short, employee.name, key_of("Person", person["id"]))


async def _take_in(stage: Stage, vendor: VendorCompany) -> None:
    made = await stage.do(
        "ines",
        "createVendor",
        "vendor { id company { id } }",
        accountId=stage.ids["company account"],
        name=vendor.name,
        registrationNumber=vendor.registration_number,
        address=vendor.address,
    )
    stage.ids[f"vendor {vendor.short}"] = made["id"]
    stage.ids[f"company {vendor.short}"] = made["company"]["id"]
    for employee in vendor.people:
        await _employ(stage, employee, f"company {vendor.short}", vendor.domain)


async def _set_up(stage: Stage, site: Site) -> None:
    project = await stage.do(
        "ines",
        "createProject",
        "project { id }",
        accountId=stage.ids["company account"],
        number=site.number,
        name=site.name,
        settings=site.settings,
    )
    stage.ids[f"project {site.number}"] = project["id"]


async def _grant_levels(stage: Stage) -> None:
    account = await stage.do(
        "ines",
        "createServiceAccount",
        "serviceAccount { id }",
        companyId=stage.ids["company account"],
        name=people.INTEGRATION,
    )
    stage.ids["person ledger"] = account["id"]
    for (short, project), level in LEVELS.items():
        await stage.do(
            "ines",
            "grantProjectAccess",
            "projectAccess { id }",
            projectId=stage.ids[f"project {project}"],
            actorId=stage.ids[f"person {short}"],
            level=level,
        )
    for site in SITES:
        await stage.do(
            "ines",
            "updateProject",
            "project { id }",
            projectId=stage.ids[f"project {site.number}"],
            shownPeopleIds=[stage.ids["person oliver"]],
        )


def _events(stage: Stage) -> Iterator[Event]:
    """All that happens after the beginning."""
    for contract in CONTRACTS:
        yield Event((contract.month, 12), partial(_let, stage, contract))
    for site in SITES:
        for month in range(site.first_month, 1):
            yield Event((month, site.opened.get(month, 1)), partial(_open, stage, site, month))
    for claim in CLAIMS:
        yield from _of_claim(stage, claim)
    yield Event((-1, 7), partial(_too_late, stage))
    yield Event((-1, 12), partial(_complete_pool, stage))
    yield Event((0, 3), partial(_not_his_to_file, stage))
    yield Event((0, 17), partial(_over_claim, stage))
    yield Event((0, 25), partial(_leave_notes, stage))


def _of_claim(stage: Stage, claim: Claim) -> Iterator[Event]:
    filing = Filing(claim)
    yield Event(claim.filing, partial(_file, stage, filing))
    if claim.ends != DRAFT:
        yield Event(claim.deciding, partial(filing.decide, stage))


async def _file(stage: Stage, filing: Filing) -> None:
    await filing.file(stage)
    stage.ids[f"claim {filing.claim.place} {filing.claim.month}"] = filing.id


async def _let(stage: Stage, contract: Contract) -> None:
    """Creates a commitment with its schedule and takes it as far as the story says."""
    fields = {
        "title": contract.title,
        "originalSum": contract.sum,
        "contractDate": stage.first_of(contract.month).isoformat(),
        **contract.fields,
    }
    if contract.listed:
        fields["accessListIds"] = [stage.ids[f"person {short}"] for short in contract.listed]
    made = await stage.do(
        "ines",
        "createCommitment",
        "commitment { id }",
        projectId=stage.ids[f"project {contract.project}"],
        kind="PURCHASE_ORDER" if contract.number.startswith("PO") else "SUBCONTRACT",
        number=contract.number,
        vendorId=stage.ids[f"vendor {contract.vendor}"],
        fields=fields,
        claimContactIds=[stage.ids[f"person {short}"] for short in contract.contacts],
    )
    stage.ids[f"commitment {contract.place}"] = made["id"]
    await _fill_schedule(stage, contract, made["id"])
    await _take_steps(stage, contract, made["id"])


LINES = "commitment { schedule { isComplete lines { id itemNumber } } }"


async def _fill_schedule(stage: Stage, contract: Contract, commitment: str) -> None:
    if contract.items:
        lines = [item.told for item in contract.items]
        shown = await stage.do("ines", "replaceScheduleOfValues", LINES, commitmentId=commitment, lines=lines)
    elif contract.contacts:
        shown = await _import_sheet(stage, commitment)
    else:
        return
    for line in shown["schedule"]["lines"]:
        stage.ids[f"line {contract.place} {line['itemNumber']}"] = line["id"]


async def _import_sheet(stage: Stage, commitment: str) -> dict[str, Any]:
    """A published continuation sheet, by the same way as anybody's: a look first, and then for good."""
    given = {"commitmentId": commitment, "source": {"csv": SHEET.read_text(encoding="utf-8")}}
    await stage.do("ines", "importScheduleOfValues", LINES, **given, dryRun=True)
    return await stage.do("ines", "importScheduleOfValues", LINES, **given)


async def _take_steps(stage: Stage, contract: Contract, commitment: str) -> None:
    steps: dict[str, tuple[str, dict[str, str]]] = {
        "APPROVED": ("approveCommitment", {}),
        "OUT_FOR_SIGNATURE": ("sendCommitmentForSignature", {}),
        "VOID": ("voidCommitment", {"reason": "The offices came with the earthworks"}),
    }
    if contract.until in steps:
        mutation, given = steps[contract.until]
        await stage.do("ines", mutation, "commitment { id }", commitmentId=commitment, **given)


async def _open(stage: Stage, site: Site, month: int) -> None:
    starts_on, following = stage.first_of(month), stage.first_of(month + 1)
    period = await stage.do(
        "oliver",
        "openBillingPeriod",
        "billingPeriod { id }",
        projectId=stage.ids[f"project {site.number}"],
        startsOn=starts_on.isoformat(),
        endsOn=(following - timedelta(days=1)).isoformat(),
        dueOn=due_on(following).isoformat(),
    )
    stage.ids[f"period {site.number} {month}"] = period["id"]


def due_on(following: date) -> date:
    """When the claims of a month are due, by the first day of the next one."""
    return following.replace(day=DUE_AFTER)


async def _too_late(stage: Stage) -> None:
    """The due date has passed, and this project takes nothing after it."""
    claim = stage.ids[f"claim {LATE_DRAFT} -2"]
    await stage.fail("grace", "submitClaim", "PERIOD_PAST_DUE", claimId=claim)


async def _complete_pool(stage: Stage) -> None:
    """Practical completion of the pool: from here on only half of its retention is held."""
    commitment = stage.ids["commitment P-098 SC-001"]
    reached = stage.first_of(-1) + timedelta(days=10)
    milestones = [{"kind": "PRACTICAL_COMPLETION", "reachedOn": reached.isoformat()}]
    given = {"commitmentId": commitment, "fields": {"milestones": milestones}}
    await stage.do("ines", "updateCommitment", "commitment { id }", **given)
    done = {"commitmentId": commitment, "completedOn": reached.isoformat()}
    await stage.do("ines", "completeCommitment", "commitment { id }", **done)


async def _not_his_to_file(stage: Stage) -> None:
    """In this project the contractor files for the vendors."""
    commitment = stage.ids["commitment P-103 SC-002"]
    await stage.fail("aroha", "createClaim", "OWN_SUBMISSION_OFF", commitmentId=commitment)


async def _over_claim(stage: Stage) -> None:
    """More than the line is worth, where that is refused."""
    line = {"scheduleLineId": stage.ids["line P-102 SC-002 3"], "work": {"percentToDate": "120"}}
    commitment = stage.ids["commitment P-102 SC-002"]
    await stage.fail("ben", "createClaim", "OVER_CLAIM", commitmentId=commitment, lines=[line])


NOTES = {
    "commitment P-101 SC-003": "Switchboard delivery slipped twice; ask for the test sheets before paying.",
    "claim P-101 SC-003 0": "Level 2 measured with Hannah on site.",
    "commitment P-101 SC-002": "Hold the coating until the fire engineer has signed.",
    "commitment P-102 SC-001": "Southern Cross wants to price the retaining wall.",
}


async def _leave_notes(stage: Stage) -> None:
    for subject, note in NOTES.items():
        given = {"subjectId": stage.ids[subject], "note": note}
        await stage.do("oliver", "setInternalNote", "subject { id }", **given)
