"""Who a request is from: a token, or a browser's cookie that only our own pages can make count."""

from __future__ import annotations

from datetime import timedelta

import httpx2
import pytest

from claimgraph.auth import tokens
from claimgraph.models import Actor
from tests.auth.people import NINE, People
from tests.server.browser import ON_BOTH, Browser
from tests.server.conftest import Clock

pytestmark = ON_BOTH

WHO = "{ viewer }"


async def token_of(people: People, owner: Actor, hours: int = 1) -> dict[str, str]:
    """A new token, as the header that shows it."""
    new = await people.database.work(
        lambda writing: tokens.create(
            writing, owner.id, "for a test", NINE + timedelta(hours=hours), NINE, new_key=people.new_key
        )
    )
    return {"Authorization": f"Bearer {new.secret}"}


def refused(answer: httpx2.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


async def test_nobody_is_nobody(client: httpx2.AsyncClient, people: People) -> None:
    assert (await client.post("/graphql", json={"query": WHO})).json() == {"data": {"viewer": None}}


async def test_a_token_shows_its_owner(client: httpx2.AsyncClient, people: People) -> None:
    header = await token_of(people, await people.service_account("Ledger"))
    answer = await client.post("/graphql", json={"query": WHO}, headers=header)
    assert answer.json() == {"data": {"viewer": "Ledger"}}


async def test_wrong_ended_and_old_tokens_get_the_same_words(
    client: httpx2.AsyncClient, people: People, clock: Clock
) -> None:
    ada = await people.person("Ada")
    revoked = await token_of(people, ada, hours=9)
    await people.database.work(lambda writing: tokens.revoke_all(writing, ada.id, NINE))
    old = await token_of(people, ada)
    clock.now = NINE + timedelta(hours=1)
    headers = (revoked, old, *({"Authorization": text} for text in ("Bearer x", "Bearer", "Basic eDp5", "")))
    answers = [await client.post("/graphql", json={"query": WHO}, headers=header) for header in headers]
    assert {answer.text for answer in answers} == {answers[0].text}
    assert {refused(answer) for answer in answers} == {(401, "UNAUTHENTICATED")}
    assert answers[0].headers["www-authenticate"] == "Bearer"


async def test_a_page_of_ours_asks_as_whoever_is_signed_in(browser: Browser, people: People) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    assert (await browser.ask(WHO)).json() == {"data": {"viewer": "Ada"}}


@pytest.mark.parametrize("csrf", [None, "", "0" * 64])
async def test_a_cookie_alone_counts_for_nothing(browser: Browser, people: People, csrf: str | None) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    browser.csrf = None
    headers = {} if csrf is None else {"X-Claimgraph-Csrf": csrf}
    answer = await browser.ask("mutation { change }", **headers)
    assert refused(answer) == (403, "FORBIDDEN")
    assert "X-Claimgraph-Csrf" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:8001", "http://127.0.0.1"]
)
async def test_a_page_from_elsewhere_is_refused_even_with_the_token(
    browser: Browser, people: People, origin: str
) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    assert refused(await browser.ask(WHO, Origin=origin)) == (403, "FORBIDDEN")


async def test_a_session_counts_until_it_is_idle(browser: Browser, people: People, clock: Clock) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    clock.now += timedelta(minutes=29)
    assert (await browser.ask(WHO)).status_code == 200
    clock.now += timedelta(minutes=29)
    assert (await browser.ask(WHO)).status_code == 200
    clock.now += timedelta(minutes=30)
    assert refused(await browser.ask(WHO)) == (401, "UNAUTHENTICATED")


async def test_a_token_that_is_not_accepted_does_not_fall_back_to_the_cookie(
    browser: Browser, people: People
) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    assert refused(await browser.ask(WHO, Authorization="Bearer cg_nothing")) == (401, "UNAUTHENTICATED")


async def test_a_token_needs_no_page_of_ours(client: httpx2.AsyncClient, people: People) -> None:
    header = await token_of(people, await people.person("Ada"))
    headers = {**header, "Origin": "https://erp.example"}
    answer = await client.post("/graphql", json={"query": WHO}, headers=headers)
    assert answer.json() == {"data": {"viewer": "Ada"}}
