"""Claims in words: a job at a site, and the steps of its claims through the endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from claimgraph import models
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.vocabulary import BillingPeriodStatus
from claimgraph.schema.identity import global_id
from claimgraph.storage.database import Database
from tests.api.questions import CLAIM, do
from tests.api.site import Site, site_of
from tests.world import Person, World, id_of

SHOWN = {"deleteClaim": "deletedId commitment { id openClaim { id } }"}
EVERY_CLAIM = f"claim {{ {CLAIM} claimedOn vendorClaimNumber note statusReason isOnBehalf }}"

BARE = "claim { id version lines { id } }"

Line = dict[str, Any]


@dataclass
class Job:
    """A commitment at a site whose contact claims under it, with a billing period that is open.

    People are named by what they are at the site: "contact", "standard", "administrator", "manager" (another
    administrator) ...; and `also` names more.
    """

    site: Site
    commitment: models.Commitment
    period: models.BillingPeriod
    also: dict[str, Person]

    @property
    def world(self) -> World:
        """The world around it."""
        return self.site.world

    @property
    def id(self) -> str:
        """The global id of the commitment."""
        return id_of("Commitment", self.commitment)

    @property
    def period_id(self) -> str:
        """The global id of the period."""
        return id_of("BillingPeriod", self.period)

    def who(self, name: str) -> Person:
        """Somebody by what he is."""
        return self.also.get(name) or self.site.everybody[name]

    async def do(self, mutation: str, who: str, shown: str | None = None, **given: Any) -> dict[str, Any]:
        """What a mutation answers."""
        told = shown or SHOWN.get(mutation, EVERY_CLAIM)
        return await do(self.world, self.who(who), mutation, told, **given)

    async def done(self, mutation: str, who: str, shown: str | None = None, **given: Any) -> Any:
        """The same, of a mutation that nothing stands against; just the first thing that it gives."""
        answer = await self.do(mutation, who, shown, **given)
        assert not answer.get("errors"), answer
        assert answer["userErrors"] == [], answer
        return next(iter(answer.values()))

    async def create(self, who: str = "contact", **given: Any) -> dict[str, Any]:
        """What createClaim answers."""
        return await self.do("createClaim", who, commitmentId=self.id, **given)

    async def created(self, who: str = "contact", shown: str | None = None, **given: Any) -> Any:
        """A new draft."""
        return await self.done("createClaim", who, shown, commitmentId=self.id, **given)

    async def update(
        self,
        claim: Any,
        lines: dict[int, Line] | None = None,
        who: str = "contact",
        shown: str | None = None,
        **given: Any,
    ) -> dict[str, Any]:
        """What updateClaim answers; lines by their place, from 1."""
        if lines is not None:
            given["lines"] = on_lines(claim, lines)
        return await self.do("updateClaim", who, shown, claimId=claim["id"], **given)

    async def draft(self, *amounts: str, who: str = "contact", shown: str | None = None, **given: Any) -> Any:
        """A new draft with these amounts of work on its first lines."""
        claim = await self.created(who, BARE if amounts else shown, **given)
        if not amounts:
            return claim
        answer = await self.update(claim, works(*amounts), who, shown)
        assert answer["userErrors"] == [], answer
        return answer["claim"]

    async def submitted(
        self, *amounts: str, who: str = "contact", shown: str | None = None, **given: Any
    ) -> Any:
        """A new claim under review."""
        claim = await self.draft(*amounts, who=who, shown=BARE, **given)
        return await self.done("submitClaim", who, shown, claimId=claim["id"], confirmZero=True)

    async def assess(
        self,
        claim: Any,
        lines: dict[int, Line] | None = None,
        who: str = "administrator",
        shown: str | None = None,
        **given: Any,
    ) -> dict[str, Any]:
        """What assessClaim answers; lines by their place, the others accepted unless told otherwise."""
        decided = {"acceptOtherLines": True, "lines": on_lines(claim, lines or {}), **given}
        return await self.do("assessClaim", who, shown, claimId=claim["id"], **decided)

    async def assessed(self, claim: Any, lines: dict[int, Line] | None = None, **given: Any) -> Any:
        """The claim with its draft assessment written."""
        answer = await self.assess(claim, lines, **given)
        assert not answer.get("errors") and answer["userErrors"] == [], answer
        return answer["claim"]

    async def decided(self, claim: Any, lines: dict[int, Line] | None = None, **given: Any) -> Any:
        """The claim approved as it is assessed."""
        await self.assessed(claim, lines, shown=BARE, **given)
        return await self.done("approveClaim", "administrator", claimId=claim["id"])

    async def approved(self, *amounts: str, **given: Any) -> Any:
        """A new claim, approved as claimed."""
        return await self.decided(await self.submitted(*amounts, shown=BARE, **given))

    async def returned(self, claim: Any, *rejected: int, note: str | None = None) -> Any:
        """The claim returned, with these lines rejected and the others accepted."""
        lines = {place: {"decision": "REJECTED", "reason": "Not seen on site"} for place in rejected}
        await self.assessed(claim, lines, shown=BARE)
        given = {} if note is None else {"note": note}
        return await self.done("returnClaim", "administrator", claimId=claim["id"], **given)

    async def void(self, claim: Any, reason: str = "Filed by mistake", who: str = "administrator") -> Any:
        """The claim made void."""
        return await self.done("voidClaim", who, claimId=claim["id"], reason=reason)

    async def next_period(self, month: int = 12) -> models.BillingPeriod:
        """Opens the period of a later month, counted from January 2026, and closes the one that is open."""
        await self.world.set(self.period, status=BillingPeriodStatus.CLOSED)
        first = date(2026 + (month - 1) // 12, (month - 1) % 12 + 1, 1)
        self.period = await self.world.period(self.site.project, first)
        return self.period

    async def set_project(self, **values: Any) -> None:
        """Changes settings of the project, past all rules."""
        await self.world.set(self.site.project, **values)

    async def set(self, **values: Any) -> None:
        """Changes columns of the commitment, past all rules."""
        await self.world.set(self.commitment, **values)

    async def claim(self, who: str, claim: Any, shown: str) -> Any:
        """What somebody sees of a claim."""
        query = f"query Q($id: ID!) {{ claim(id: $id) {{ {shown} }} }}"
        return (await self.world.data(self.who(who), query, id=claim["id"]))["claim"]

    async def join(self, name: str, person: Person) -> None:
        """Somebody more, by a name for what he is."""
        self.also[name] = person


async def job_of(
    database: Database,
    *lines: int,
    retention: RetentionPolicy | None = None,
    commitment: dict[str, Any] | None = None,
    **project: Any,
) -> Job:
    """A job with 10,000.00 and 20,000.00 to be claimed at 5 % retention, unless lines (in cents) and policy
    say otherwise. The period is November 2026, claims due on the 25th.
    """
    site = await site_of(database, **project)
    period = await site.world.period(site.project)
    if not lines and retention is None and commitment is None:
        return Job(site, site.commitment, period, {})
    given = {"lines": lines or (10_000_00, 20_000_00), "retention": retention, **(commitment or {})}
    own = await site.world.commitment(site.project, site.vendor, "SC-002", **given)
    await site.world.designate(own, site.contact)
    return Job(site, own, period, {})


async def person_with(job: Job, name: str, **standings: Any) -> Person:
    """Somebody who is several things at once: `level` on the project, and `contact` of the commitment.

    He works for the account, and as a contact for the vendor too.
    """
    person = await job.world.person(name.title(), job.site.account)
    if level := standings.get("level"):
        await job.world.grant(job.site.project, person, level)
    if standings.get("contact"):
        await job.world.employ(person.key, job.site.vendor)
        await job.world.designate(job.commitment, person)
    await job.join(name, person)
    return person


def on_lines(claim: Any, lines: dict[int, Line]) -> list[Line]:
    """What is said on lines of a claim, by their place from 1."""
    return [{"lineId": claim["lines"][place - 1]["id"], **said} for place, said in lines.items()]


def work(amount: str, **besides: Any) -> Line:
    """This period's work on a line."""
    return {"work": {"amountThisPeriod": amount}, **besides}


def works(*amounts: str) -> dict[int, Line]:
    """This period's work on the first lines."""
    return {place: work(amount) for place, amount in enumerate(amounts, 1)}


def reduced(amount: str, reason: str | None = "Measured on site", **besides: Any) -> Line:
    """A line of which less is certified."""
    given = {} if reason is None else {"reason": reason}
    return {"decision": "REDUCED", "work": {"amountThisPeriod": amount}, **given, **besides}


def refused(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """What was refused, and where; sorted, for the order of reasons is nobody's business."""
    return sorted((one["code"], ".".join(one["path"] or [])) for one in answer["userErrors"])


def error_codes(answer: dict[str, Any]) -> list[str]:
    """The codes of the errors of the request."""
    return [code for code, _ in answer.get("errors", [])]


def unknown_id(type_name: str, site: Site) -> str:
    """An id of a type behind which there is nothing."""
    return global_id(type_name, site.world.keys(site.world.now))
