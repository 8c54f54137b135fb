"""Contracts made, claimed and certified through mutations alone, for examples whose every figure is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from claimgraph import models
from claimgraph.storage.database import Database
from tests.api.questions import done
from tests.api.site import rows
from tests.world import Person, World, id_of, key_in

Json = Mapping[str, Any]

LINE = """
previousWork workThisPeriod storedMaterials totalToDate percentComplete balanceToFinish retentionHeld tax
"""
SUMMARY = """
originalSum netVariations revisedSum totalToDate retentionOnWork retentionOnStored retentionHeld
totalLessRetention adjustmentsToDate dueToDate previousCertificates amountThisClaim
balanceIncludingRetention percentComplete retentionThisClaim tax amountWithTax
"""
CLAIM = f"""
claim {{ id status certifiedAmount claimed {{ {SUMMARY} }} assessment {{ summary {{ {SUMMARY} }} }}
         lines {{ id itemNumber assessment {{ valuation {{ {LINE} }} }} }} }}
"""


@dataclass
class SignedContract:
    """A commitment in force, with a contact who claims and an administrator who certifies."""

    world: World
    administrator: Person
    contact: Person
    project_id: str
    id: str
    months: int = 0
    reached: dict[str, str] = field(default_factory=dict)

    async def change(self, **fields: Any) -> None:
        """Changes the contract."""
        await done(
            self.world,
            self.administrator,
            "updateCommitment",
            "commitment { id }",
            commitmentId=self.id,
            fields=fields,
        )

    async def next_month(self) -> date:
        """Opens the next month for claims; answers its last day."""
        first = date(2026 + self.months // 12, self.months % 12 + 1, 1)
        self.months += 1
        after = date(2026 + self.months // 12, self.months % 12 + 1, 1)
        dates = {"startsOn": first, "endsOn": after - timedelta(days=1), "dueOn": date(2027, 12, 31)}
        await done(
            self.world,
            self.administrator,
            "openBillingPeriod",
            "billingPeriod { id }",
            projectId=self.project_id,
            **{name: day.isoformat() for name, day in dates.items()},
        )
        return after - timedelta(days=1)

    async def reach(self, milestones: Sequence[str], day: date) -> None:
        """Notes milestones that are reached on a day; those known already stay on theirs."""
        for milestone in milestones:
            self.reached.setdefault(milestone, day.isoformat())
        told = [{"kind": kind, "reachedOn": reached} for kind, reached in self.reached.items()]
        await self.change(milestones=told)

    async def claim(self, lines: Mapping[str, Json], **fields: Any) -> Any:
        """A claim handed in for this month: what is said on its lines, by their number, and beside them."""
        claim = await self._claims("createClaim", commitmentId=self.id, fields=fields)
        keys = {line["itemNumber"]: line["id"] for line in claim["lines"]}
        told = [{"lineId": keys[item], "reason": "Corrected", **said} for item, said in lines.items()]
        await self._claims("updateClaim", claimId=claim["id"], lines=told)
        return await self._claims("submitClaim", claimId=claim["id"], confirmZero=True)

    async def _claims(self, mutation: str, **given: Any) -> Any:
        return await done(self.world, self.contact, mutation, CLAIM, **given)

    async def certify(self, claim: Any, reduced: Mapping[str, Json] | None = None, **beside: Any) -> Any:
        """The claim approved: less on some lines, as claimed on the others."""
        keys = {line["itemNumber"]: line["id"] for line in claim["lines"]}
        less = [
            {"lineId": keys[item], "decision": "REDUCED", "reason": "Measured", **said}
            for item, said in (reduced or {}).items()
        ]
        who, given = self.administrator, {"claimId": claim["id"]}
        await done(
            self.world, who, "assessClaim", CLAIM, **given, lines=less, acceptOtherLines=True, **beside
        )
        return await done(self.world, who, "approveClaim", CLAIM, **given)


async def signed(
    database: Database, lines: Sequence[Json], currency: str = "AUD", **fields: Any
) -> SignedContract:
    """A contract over these lines of a schedule of values, made and put in force step by step."""
    world = World(database)
    account = await world.account()
    administrator = await world.person("Ada Admin", account, is_administrator=True)
    given = {"accountId": id_of("Company", account)}
    project = await done(
        world,
        administrator,
        "createProject",
        "project { id }",
        **given,
        number="P-7",
        name="Riverside Library",
        currency=currency,
        settings={"collaboratorsMaySubmit": True, "defaultClaimType": "WORK_MATERIALS_AND_RETENTION"},
    )
    vendor = await done(world, administrator, "createVendor", "vendor { id }", **given, name="Harbour Steel")
    (employer,) = await rows(world, models.Vendor, id=key_in(vendor["id"]))
    contact = await world.person("Carl Contact", employer)
    total = sum(Decimal(line["scheduledValue"]) for line in lines)
    commitment = await done(
        world,
        administrator,
        "createCommitment",
        "commitment { id }",
        projectId=project["id"],
        kind="SUBCONTRACT",
        vendorId=vendor["id"],
        claimContactIds=[contact.id],
        fields={"title": "Structural steel", "originalSum": str(total), **fields},
    )
    described = [{"description": f"Item {line['itemNumber']}", **line} for line in lines]
    for mutation, more in (("replaceScheduleOfValues", {"lines": described}), ("approveCommitment", {})):
        shown = "commitment { id }"
        await done(world, administrator, mutation, shown, commitmentId=commitment["id"], **more)
    return SignedContract(world, administrator, contact, project["id"], commitment["id"])
