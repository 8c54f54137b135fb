"""A browser as the server sees it: it keeps cookies, and tells where its page comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest

from tests.auth.people import PASSWORD

ON_BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
"""For what depends on the database: the test runs on each."""


@dataclass
class Browser:
    """Sends what our pages send, with the headers that a browser adds."""

    client: httpx2.AsyncClient
    origin: str
    csrf: str | None = field(default=None, repr=False)

    async def sign_in(self, name: str, password: str = PASSWORD) -> httpx2.Response:
        """Signs in `name@example.com`, and reads the token of the session as the page does."""
        entered = await self.post("/sign-in", {"email": f"{name.lower()}@example.com", "password": password})
        if entered.is_success:
            self.csrf = (await self.client.get("/session")).json()["csrfToken"]
        return entered

    async def post(self, path: str, content: Any, **headers: str) -> httpx2.Response:
        """Sends JSON from a page."""
        own = {"Origin": self.origin, **({"X-Claimgraph-Csrf": self.csrf} if self.csrf else {})}
        return await self.client.post(path, json=content, headers={**own, **headers})

    async def ask(self, query: str, **headers: str) -> httpx2.Response:
        """Asks GraphQL from a page."""
        return await self.post("/graphql", {"query": query}, **headers)
