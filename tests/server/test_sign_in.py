"""Signing in and out by HTTP: what the browser is given, and what is refused in which words."""

from __future__ import annotations

import httpx2
import pytest

from claimgraph.models import Designation, ProjectAccess
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.server.app import create_app
from claimgraph.settings import Settings
from tests.auth.people import NINE, PASSWORD, People
from tests.server.browser import ON_BOTH, Browser
from tests.server.conftest import URL, Clock
from tests.server.stand_in import answering

pytestmark = ON_BOTH


async def test_signing_in_gives_a_cookie_that_scripts_cannot_read(browser: Browser, people: People) -> None:
    await people.person("Ada")
    entered = await browser.sign_in("Ada")
    assert (entered.status_code, entered.content) == (204, b"")
    name, *flags = entered.headers["set-cookie"].split("; ")
    assert name.startswith("claimgraph_8000=")
    assert {flag.lower() for flag in flags} == {"httponly", "samesite=strict", "path=/", "max-age=43200"}


async def test_behind_https_the_cookie_is_tied_to_the_host(
    people: People, settings: Settings, clock: Clock
) -> None:
    await people.person("Ada")
    behind = settings.model_copy(update={"public_url": "https://claims.example"})
    app = create_app(behind, answering, clock, people.new_key, people.passwords)
    url = "https://claims.example"
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=url) as client,
    ):
        entered = await Browser(client, url).sign_in("Ada")
        assert entered.headers["set-cookie"].startswith("__Host-claimgraph=")
        assert "; Secure" in entered.headers["set-cookie"]
        assert entered.headers["strict-transport-security"] == "max-age=63072000"
        assert refused(await Browser(client, "http://claims.example").sign_in("Ada")) == (403, "FORBIDDEN")


async def test_the_session_tells_who_he_is(browser: Browser, people: People) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    told = (await browser.client.get("/session")).json()
    assert told.pop("csrfToken") == browser.csrf
    assert told == {"name": "Ada", "email": "ada@example.com", "kind": "PERSON", "standings": []}


async def test_the_session_tells_what_he_is_anywhere(browser: Browser, people: People) -> None:
    ada, account = await people.person("Ada"), await people.company("Northern", is_account=True)
    project = await people.project(account)
    company = await people.company("Harbour Steel")
    commitment = await people.commitment(project, await people.vendor(account, company))
    given = {"created_at": NINE, "begins_at": NINE}
    await people.row(
        ProjectAccess, project_id=project.id, actor_id=ada.id, level=AccessLevel.READ_ONLY, **given
    )
    await people.row(Designation, commitment_id=commitment.id, person_id=ada.id, **given)
    await browser.sign_in("Ada")
    assert (await browser.client.get("/session")).json()["standings"] == ["READER"]
    await people.employment(ada, company)
    assert await standings(browser) == ["READER", "CONTACT"]
    await people.employment(ada, account, is_administrator=True)
    assert (await browser.client.get("/session")).json()["standings"] == [
        "ADMINISTRATOR",
        "READER",
        "CONTACT",
    ]


async def test_wrong_and_unknown_get_the_same_words(browser: Browser, people: People) -> None:
    await people.person("Ada")
    wrong, unknown = await browser.sign_in("Ada", "wrong"), await browser.sign_in("Bob")
    assert refused(wrong) == (401, "UNAUTHENTICATED")
    assert wrong.text == unknown.text
    assert "set-cookie" not in wrong.headers


async def test_who_guesses_waits(browser: Browser, people: People) -> None:
    await people.person("Ada")
    for _ in range(6):
        await browser.sign_in("Ada", "wrong")
    waiting = await browser.sign_in("Ada")
    assert refused(waiting) == (429, "RATE_LIMITED")
    assert waiting.headers["retry-after"] == "1"


async def test_signing_out_ends_the_session_and_takes_the_cookie(browser: Browser, people: People) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    cookie = dict(browser.client.cookies)
    assert (await browser.post("/sign-out", {})).status_code == 204
    assert dict(browser.client.cookies) == {}
    browser.client.cookies.update(cookie)
    assert refused(await browser.client.get("/session")) == (401, "UNAUTHENTICATED")


async def test_another_site_can_sign_nobody_out(browser: Browser, people: People) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    assert refused(await browser.post("/sign-out", {}, **{"X-Claimgraph-Csrf": ""})) == (403, "FORBIDDEN")
    assert (await browser.client.get("/session")).status_code == 200


async def test_signing_in_again_ends_the_session_before(browser: Browser, people: People) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    cookie = dict(browser.client.cookies)
    await browser.sign_in("Ada")
    browser.client.cookies.clear()
    browser.client.cookies.update(cookie)
    assert (await browser.client.get("/session")).status_code == 401


async def test_a_page_elsewhere_signs_nobody_in(client: httpx2.AsyncClient, people: People) -> None:
    await people.person("Ada")
    body = {"email": "ada@example.com", "password": PASSWORD}
    for headers in ({"Origin": "https://evil.example"}, {}):
        assert refused(await client.post("/sign-in", json=body, headers=headers)) == (403, "FORBIDDEN")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"email=ada", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"email": "ada@example.com"}', 400),
        (b'{"email": "ada@example.com", "password": 5}', 400),
        (b'{"email": ["ada@example.com"], "password": "x"}', 400),
        (b'{"email": "x", "password": "' + b"x" * 9000 + b'"}', 413),
    ],
)
async def test_an_odd_body_is_refused(client: httpx2.AsyncClient, content: bytes, status: int) -> None:
    headers = {"Origin": URL, "Content-Type": "application/json"}
    assert refused(await client.post("/sign-in", content=content, headers=headers)) == (status, "BAD_INPUT")


async def test_a_form_signs_nobody_in(client: httpx2.AsyncClient, people: People) -> None:
    answer = await client.post("/sign-in", data={"email": "a", "password": "b"}, headers={"Origin": URL})
    assert refused(answer) == (415, "BAD_INPUT")


def refused(answer: httpx2.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


async def standings(browser: Browser) -> list[str]:
    """What the page shows beside the name."""
    held: list[str] = (await browser.client.get("/session")).json()["standings"]
    return held
