"""The form in which the demo's claims are told, and how one is filed and decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claimgraph.demo.stage import Stage

DRAFT, UNDER_REVIEW, ASSESSED = "DRAFT", "UNDER_REVIEW", "ASSESSED"
APPROVED, RETURNED, VOID = "APPROVED", "RETURNED", "VOID"

FILED_ON, DECIDED_ON = 18, 24
"""On which day of the month claims come in and are decided, where the story does not say otherwise."""

Progress = Mapping[str, str]
Day = tuple[int, int]
"""A month, counted from the one in which the story ends, and a day of it."""


def percent(to_date: str) -> Progress:
    """So many per cent of the line are done to date."""
    return {"percentToDate": to_date}


def amount(this_period: str) -> Progress:
    """Work for so much in this period."""
    return {"amountThisPeriod": this_period}


def quantity(to_date: str) -> Progress:
    """So many units are done to date."""
    return {"quantityToDate": to_date}


@dataclass(frozen=True)
class Claim:
    """A claim for the period of a month, from its filing to `ends`.

    `work` and `stored` go by item; `reduced` gives the assessed work and the reason, `rejected` the reason.
    """

    place: str
    month: int
    by: str
    work: Mapping[str, Progress] = field(default_factory=dict)
    ends: str = APPROVED
    stored: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    reduced: Mapping[str, tuple[Progress, str]] = field(default_factory=dict)
    rejected: Mapping[str, str] = field(default_factory=dict)
    adjustments: tuple[Mapping[str, str], ...] = ()
    on_behalf_of: str | None = None
    by_contractor: bool = False
    decided_by: str = "oliver"
    filed_at: Day | None = None
    decided_at: Day | None = None

    @property
    def filing(self) -> Day:
        """When it is filed."""
        return self.filed_at or (self.month, FILED_ON)

    @property
    def deciding(self) -> Day:
        """When it is assessed, decided or made void."""
        return self.decided_at or (self.month, DECIDED_ON)


@dataclass
class Filing:
    """One claim on its way: its id and those of its lines, once it was created."""

    claim: Claim
    id: str = ""
    lines: dict[str, str] = field(default_factory=dict)

    async def file(self, stage: Stage) -> None:
        """Creates the claim, and submits it unless it stays a draft."""
        await self._create(stage)
        if self.claim.ends != DRAFT:
            stated = self.claim.work or self.claim.stored
            await stage.do(
                self.claim.by, "submitClaim", "claim { id }", claimId=self.id, confirmZero=not stated
            )

    async def _create(self, stage: Stage) -> None:
        claim = self.claim
        given: dict[str, Any] = {
            "commitmentId": stage.ids[f"commitment {claim.place}"],
            "fields": claim.fields,
            "lines": [self._line(stage, item) for item in dict.fromkeys([*claim.work, *claim.stored])],
        }
        if claim.by_contractor:
            period = stage.ids[f"period {claim.place.partition(' ')[0]} {claim.month}"]
            given |= {"onBehalf": True, "periodId": period}
        if claim.on_behalf_of:
            given["onBehalfOfId"] = stage.ids[f"person {claim.on_behalf_of}"]
        shown = "claim { id lines { id itemNumber } }"
        made = await stage.do(claim.by, "createClaim", shown, **given)
        self.id = made["id"]
        self.lines = {line["itemNumber"]: line["id"] for line in made["lines"]}

    def _line(self, stage: Stage, item: str) -> dict[str, Any]:
        claim = self.claim
        line: dict[str, Any] = {"scheduleLineId": stage.ids[f"line {claim.place} {item}"]}
        if item in claim.work:
            line["work"] = claim.work[item]
        if item in claim.stored:
            line["storedMaterials"] = claim.stored[item]
        if item in claim.notes:
            line["note"] = claim.notes[item]
        return line

    async def decide(self, stage: Stage) -> None:
        """Has the contractor do with a submitted claim what the story says."""
        if self.claim.ends == VOID:
            reason = "Entered twice by the site office"
            await self._do(stage, "voidClaim", reason=reason)
        if self.claim.ends in (ASSESSED, APPROVED, RETURNED):
            await self._do(stage, "assessClaim", **self._assessment())
        if self.claim.ends == APPROVED:
            await self._do(stage, "approveClaim")
        if self.claim.ends == RETURNED:
            await self._do(stage, "returnClaim", note="Please send the dockets, or take the material off")

    async def _do(self, stage: Stage, mutation: str, **given: Any) -> None:
        await stage.do(self.claim.decided_by, mutation, "claim { id }", claimId=self.id, **given)

    def _assessment(self) -> dict[str, Any]:
        reduced = [
            {"lineId": self.lines[item], "decision": "REDUCED", "work": work, "reason": reason}
            for item, (work, reason) in self.claim.reduced.items()
        ]
        rejected = [
            {"lineId": self.lines[item], "decision": "REJECTED", "reason": reason}
            for item, reason in self.claim.rejected.items()
        ]
        return {
            "lines": [*reduced, *rejected],
            "acceptOtherLines": True,
            "adjustments": self.claim.adjustments,
        }
