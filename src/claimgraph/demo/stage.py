"""Acting as somebody: every change of the demo goes through the API, at the instant that the story is at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from claimgraph.api import answer
from claimgraph.auth.viewer import Asking, Viewer
from claimgraph.models.keys import Keys, seeded_keys
from claimgraph.resolvers.context import Services
from claimgraph.rules.vocabulary import ActorKind

ZONE = ZoneInfo("Australia/Sydney")
REQUEST = "demo"

_TICK = timedelta(milliseconds=1)


class DemoFailed(Exception):
    """The API did something else than the story says; the message tells what it answered."""


def story_keys(seed: int, beginning: datetime) -> Keys:
    """Keys that repeat from the seed and grow in the order of writing, whatever the clock says."""
    keys, written = seeded_keys(seed), 0

    def new_key(_now: datetime) -> UUID:
        nonlocal written
        written += 1
        return keys(beginning + written * _TICK)

    return new_key


@dataclass
class Stage:
    """Where the story is acted: the services, the people by their short names, and the clock.

    `now` never goes beyond `ends_at`, and never back. `ids` are those of what was made, by the story's names
    ("person daniel", "commitment P-101 SC-001"); `refusals` what the story tried in vain.
    """

    services: Services
    ends_at: datetime
    now: datetime
    people: dict[str, Viewer] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day on which the story ends, in Sydney."""
        return self.ends_at.astimezone(ZONE).date()

    def first_of(self, month: int) -> date:
        """The first day of a month: 0 is the one in which the story ends, -1 the one before."""
        months = self.today.year * 12 + self.today.month - 1 + month
        return date(months // 12, months % 12 + 1, 1)

    def go_to(self, month: int, day: int, hour: int = 9) -> None:
        """Moves the clock to an hour of a day, in Sydney; not back, and not into the future."""
        wanted = datetime.combine(self.first_of(month) + timedelta(days=day - 1), time(hour), ZONE)
        self.now = max(self.now, min(wanted, self.ends_at))

    def enter(self, short: str, name: str, key: UUID, kind: ActorKind = ActorKind.PERSON) -> None:
        """Makes somebody known by a short name, as whom can be acted from then on."""
        self.people[short] = Viewer(key, kind, name)

    async def ask(self, who: str, query: str, **variables: Any) -> dict[str, Any]:
        """The data that somebody is answered. Raises DemoFailed when there are errors too."""
        found = await self._answer(who, query, variables)
        if found.errors or found.data is None:
            raise DemoFailed(f"{self.people[who].name} asked, and was answered: {found.errors}")
        data: dict[str, Any] = found.data
        return data

    async def do(self, who: str, mutation: str, shown: str, **given: Any) -> dict[str, Any]:
        """What a mutation gives first. Raises DemoFailed when anything stands against it."""
        payload = await self._payload(who, mutation, shown, given)
        if payload["userErrors"]:
            raise DemoFailed(f"{mutation} by {self.people[who].name}: {payload['userErrors']}")
        gives: dict[str, Any] = next(iter(payload.values()))
        return gives

    async def fail(self, who: str, mutation: str, code: str, **given: Any) -> None:
        """Has a mutation refused with a code, and notes it. Raises DemoFailed when it is not refused."""
        payload = await self._payload(who, mutation, "", given)
        codes = [error["code"] for error in payload["userErrors"]]
        if code not in codes:
            raise DemoFailed(f"{mutation} by {self.people[who].name} was to be refused with {code}: {codes}")
        self.refusals.append(f"{mutation} by {self.people[who].name}: {code}")

    async def _payload(self, who: str, mutation: str, shown: str, given: Mapping[str, Any]) -> dict[str, Any]:
        name = f"{mutation[0].upper()}{mutation[1:]}"
        query = (
            f"mutation {name}($input: {name}Input!) "
            f"{{ {mutation}(input: $input) {{ {shown} userErrors {{ code message path }} }} }}"
        )
        payload: dict[str, Any] = (await self.ask(who, query, input=given))[mutation]
        return payload

    async def _answer(self, who: str, query: str, variables: Mapping[str, Any]) -> Any:
        services = replace(self.services, clock=lambda: self.now)
        return await answer(services, Asking(self.people[who], self.now, REQUEST), query, variables)
