"""Asking a demo's database as its people."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimgraph.api import Answer, answer
from claimgraph.auth.viewer import Asking
from claimgraph.demo.opening import find_demo, stage_of
from claimgraph.demo.places import Values
from claimgraph.demo.stage import Stage
from claimgraph.resolvers.context import Services
from claimgraph.storage.database import Database
from tests.demo.made import services_at


@dataclass(frozen=True)
class Company:
    """An open demo, and everybody in it."""

    services: Services
    stage: Stage
    values: Values

    async def ask(self, who: str, query: str, variables: Mapping[str, Any] | None = None) -> Answer:
        """What somebody is answered, by his short name."""
        asking = Asking(self.stage.people[who], self.services.clock(), "test")
        return await answer(self.services, asking, query, variables)

    async def data(self, who: str, query: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        found = await self.ask(who, query, variables)
        assert found.errors == []
        return found.data


@asynccontextmanager
async def company_in(url: str, folder: Path) -> AsyncIterator[Company]:
    """The demo's company in a database, found as a second start finds it."""
    database = await Database.open(url)
    try:
        services = services_at(database, folder)
        found = await find_demo(services)
        yield Company(services, await stage_of(services), found.values)
    finally:
        await database.close()
