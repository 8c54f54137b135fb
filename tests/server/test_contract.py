"""The server with the real schema: what the two have to agree on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from hashlib import sha256

import httpx2
import pytest
from starlette.applications import Starlette

from claimgraph.server.app import create_app
from claimgraph.settings import Settings
from tests.auth.people import People
from tests.server.browser import Browser
from tests.server.conftest import Clock

SHEET = b"item,description,amount\n1,Crane,100.00\n"
ANNOUNCE = """
mutation Announce($input: CreateUploadInput!) {
  createUpload(input: $input) { upload { url headers { name value } } userErrors { code } }
}
"""


@pytest.fixture
async def app(settings: Settings, people: People, clock: Clock) -> AsyncIterator[Starlette]:
    """The application as it is shipped, but for the clock, the keys and the cost of passwords."""
    app = create_app(settings, clock=clock, new_key=people.new_key, passwords=people.passwords)
    async with app.router.lifespan_context(app):
        yield app


async def test_nobody_learns_the_schema_before_signing_in(browser: Browser, people: People) -> None:
    for query in ("{ __schema { types { name } } }", '{ __type(name: "Person") { fields { name } } }'):
        answer = (await browser.ask(query)).json()
        assert list(answer) == ["errors"]
        assert "Person" not in str(answer).replace(query, "")
    assert (await browser.ask("{ __typename }")).json() == {"data": {"__typename": "Query"}}


async def test_who_is_signed_in_learns_it(browser: Browser, people: People) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    answer = (await browser.ask('{ __type(name: "Person") { kind } }')).json()
    assert answer == {"data": {"__type": {"kind": "OBJECT"}}}


async def test_the_viewer_is_whoever_signed_in(browser: Browser, people: People) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    answer = (await browser.ask("{ viewer { actor { name } } }")).json()
    assert answer == {"data": {"viewer": {"actor": {"name": "Ada"}}}}


async def test_a_mutation_by_get_is_told_to_use_post(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/graphql", params={"query": ANNOUNCE})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_a_file_that_is_announced_can_be_sent(browser: Browser, people: People) -> None:
    ada, account = await people.person("Ada"), await people.company("Northern", is_account=True)
    await people.employment(ada, account, is_administrator=True)
    await browser.sign_in("Ada")
    digest = sha256(SHEET).hexdigest()
    given = {"fileName": "schedule.csv", "mediaType": "text/csv", "size": len(SHEET), "sha256": digest}
    answer = await browser.post("/graphql", {"query": ANNOUNCE, "variables": {"input": given}})
    announced = answer.json()["data"]["createUpload"]
    assert announced["userErrors"] == []
    headers = {header["name"]: header["value"] for header in announced["upload"]["headers"]}
    sent = await browser.client.put(announced["upload"]["url"], content=SHEET, headers=headers)
    assert sent.status_code == 204


@pytest.mark.parametrize("document", ["{" * 3000 + "}" * 3000, "{ " + "__typename " * 6000 + "}"])
async def test_a_document_that_is_too_deep_or_too_long_is_refused(
    client: httpx2.AsyncClient, document: str
) -> None:
    answer = await client.post("/graphql", json={"query": document})
    assert "data" not in answer.json()
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_INPUT"}
