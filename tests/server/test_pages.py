"""The pages for people, as the server writes them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx2
import pytest

from claimgraph.auth import links
from claimgraph.models import Actor, Employment
from claimgraph.server.operations import filled, saved_operations
from claimgraph.settings import Settings
from tests.auth.people import NINE, People
from tests.server.browser import Browser

STRICT = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"}
INDEX = '<script type="module" src="/explorer/assets/index-abcd1234.js"></script><title>The built one</title>'


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A server with two people of a demo."""
    contact = {"role": "contact", "name": "Ada & Co", "email": "ada@example.com", "password": '"><b>'}
    return Settings.model_validate(
        {"data_folder": tmp_path / "data", "database_url": database_url, "demo_people": [contact]}
    )


async def link_for(people: People, person: Actor) -> str:
    """The token of a link that was made for somebody."""
    return await people.database.work(
        lambda writing: links.make_link(writing, person.id, NINE, people.new_key)
    )


async def test_who_is_not_signed_in_gets_the_page_to_do_so(client: httpx2.AsyncClient) -> None:
    page = await client.get("/")
    assert "<h1>Sign in</h1>" in page.text
    assert set(page.headers["content-security-policy"].split("; ")) > STRICT
    assert "unsafe" not in page.headers["content-security-policy"]


async def test_a_demo_offers_its_people_and_escapes_them(client: httpx2.AsyncClient) -> None:
    page = (await client.get("/")).text
    assert "As contact <span>Ada &amp; Co</span>" in page
    assert 'value="&#34;&gt;&lt;b&gt;"' in page


async def test_a_page_loads_only_what_this_server_has(client: httpx2.AsyncClient) -> None:
    page = (await client.get("/")).text
    assert not re.search(r"<script(?! type=\"module\" src=)|<style|style=|onclick=|https?:", page)
    parts = set(re.findall(r'(?:src|href)="([^"]+)"', page))
    assert parts == {"/static/icon.svg", "/static/pages.css", "/static/forms.js"}
    answers = {path: await client.get(path) for path in (*parts, "/static/client.js", "/static/explorer.js")}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert answers["/static/forms.js"].headers["content-type"].startswith("text/javascript")
    assert answers["/static/pages.css"].headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["../pages.py", "%2e%2e/pages.py", "..%2fpages.py", "%2fetc%2fpasswd", "%00", ".", "", "/"]
)
async def test_nothing_else_is_handed_out(client: httpx2.AsyncClient, path: str) -> None:
    assert (await client.get(f"/static/{path}")).status_code == 404
    assert (await client.get(f"/explorer/{path}")).status_code == 404


async def test_who_is_signed_in_gets_the_plain_explorer_until_it_is_built(
    browser: Browser, people: People
) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    page = (await browser.client.get("/")).text
    assert "make demo" in page
    assert '<textarea id="query"' in page


async def test_the_built_explorer_has_rules_of_its_own(
    browser: Browser, people: People, settings: Settings
) -> None:
    build(settings)
    await people.person("Ada")
    await browser.sign_in("Ada")
    page = await browser.client.get("/")
    assert page.text == INDEX
    rules = page.headers["content-security-policy"].split("; ")
    assert {"script-src 'self'", "style-src 'self' 'unsafe-inline'", "worker-src 'self' blob:"} < set(rules)
    part = await browser.client.get("/explorer/assets/index-abcd1234.js")
    assert part.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_half_an_explorer_is_not_shown(browser: Browser, people: People, settings: Settings) -> None:
    build(settings)
    (settings.explorer_folder / "assets" / "index-abcd1234.js").unlink()
    await people.person("Ada")
    await browser.sign_in("Ada")
    assert "This is the plain explorer" in (await browser.client.get("/")).text


def build(settings: Settings) -> None:
    """A folder as a build leaves it."""
    (settings.explorer_folder / "assets").mkdir(parents=True)
    (settings.explorer_folder / "index.html").write_text(INDEX)
    (settings.explorer_folder / "assets" / "index-abcd1234.js").write_text("1")


# Saved operations


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three saved operations."""
    folder = tmp_path / "operations"
    folder.mkdir()
    (folder / "02-contact-Draft.graphql").write_text("# His draft.\nquery Draft($id: ID!) { a }")
    (folder / "02-contact-Draft.json").write_text('{"id": "<draft claim>", "in": [{"key": "<nowhere>"}]}')
    (folder / "01-administrator-Inbox.graphql").write_text("# All claims.\nquery Inbox { a }")
    (folder / "10-explorer-WhoAmI.graphql").write_text("# Who am I?\nquery WhoAmI { a }")
    return folder


def test_saved_operations_come_in_their_order(folder: Path) -> None:
    inbox, draft, _ = saved_operations(folder)
    assert (inbox.name, inbox.role, inbox.description, inbox.variables) == (
        "Inbox",
        "administrator",
        "All claims.",
        {},
    )
    assert draft.query.endswith("query Draft($id: ID!) { a }")


def test_places_are_filled_with_what_is_known() -> None:
    variables = {"id": "<draft claim>", "in": [{"key": "<nowhere>"}], "text": "a <draft claim>", "count": 5}
    told = filled(variables, {"draft claim": "AZmn"})
    assert told == {"id": "AZmn", "in": [{"key": "<nowhere>"}], "text": "a <draft claim>", "count": 5}


def test_a_file_of_another_name_is_named(folder: Path) -> None:
    (folder / "notes.graphql").write_text("")
    with pytest.raises(ValueError, match=r"notes\.graphql is no saved operation"):
        saved_operations(folder)


def test_a_file_with_another_operation_in_it_is_named(folder: Path) -> None:
    (folder / "03-contact-Other.graphql").write_text("# One.\nquery One { a }")
    with pytest.raises(ValueError, match=r"03-contact-Other\.graphql holds no operation of the name Other"):
        saved_operations(folder)


async def test_the_explorer_gets_the_operations_of_his_roles(
    browser: Browser, people: People, settings: Settings, folder: Path, app: object
) -> None:
    running = browser.client._transport.app.state.running  # type: ignore[attr-defined]
    object.__setattr__(running, "operations", saved_operations(folder))
    (settings.data_folder / "operations.json").write_text('{"draft claim": "AZmn"}')
    ada, account = await people.person("Ada"), await people.company("Northern", is_account=True)
    await browser.sign_in("Ada")
    assert await names(browser) == ["WhoAmI"]
    await people.employment(ada, account, is_administrator=True)
    assert await names(browser) == ["Inbox", "WhoAmI"]


async def names(browser: Browser) -> list[str]:
    """The names of the operations that the explorer offers."""
    headers = {"X-Claimgraph-Csrf": browser.csrf or ""}
    answer = await browser.client.get("/explorer/operations", headers=headers)
    return [operation["name"] for operation in answer.json()]


async def test_nobody_gets_no_operations(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/explorer/operations")).status_code == 401


# Links


async def test_a_new_person_chooses_a_password_and_signs_in(browser: Browser, people: People) -> None:
    token = await link_for(people, await people.person("Ada", password=None))
    page = (await browser.client.get(f"/password?token={token}")).text
    assert "<h1>Welcome, Ada</h1>" in page
    chosen = await browser.post("/password", {"token": token, "password": "six tall cranes"})
    assert chosen.status_code == 204
    assert (await browser.sign_in("Ada", "six tall cranes")).status_code == 204


async def test_a_poor_password_is_told_why_and_the_link_stays(browser: Browser, people: People) -> None:
    token = await link_for(people, await people.person("Ada", password=None))
    poor = await browser.post("/password", {"token": token, "password": "short"})
    assert poor.status_code == 400
    assert "at least 12" in poor.json()["errors"][0]["message"]
    assert "Welcome" in (await browser.client.get(f"/password?token={token}")).text


@pytest.mark.parametrize("token", ["", "x", "x" * 2000, "%00", "%ff", "' or 1=1 --"])
async def test_a_link_that_is_none_is_over(browser: Browser, token: str) -> None:
    page = await browser.client.get(f"/password?token={token}")
    assert (page.status_code, "This link is over" in page.text) == (200, True)
    sent = await browser.post("/password", {"token": token, "password": "six tall cranes"})
    assert sent.status_code == 400


async def test_a_known_person_signs_in_and_accepts(browser: Browser, people: People) -> None:
    ada, company = await people.person("Ada"), await people.company("Harbour <Steel>")
    token = await link_for(people, await people.stand_in(ada, company))
    page = (await browser.client.get(f"/password?token={token}")).text
    assert f'data-then="/password?token={token}"' in page
    assert (await browser.post("/employment", {"token": token})).status_code == 401
    await browser.sign_in("Ada")
    page = (await browser.client.get(f"/password?token={token}")).text
    assert "Do you work for Harbour &lt;Steel&gt;?" in page
    assert (await browser.post("/employment", {"token": token})).status_code == 204
    async with people.database.reading():
        assert await Employment.filter(person_id=ada.id).count() == 1


async def test_somebody_else_accepts_nothing(browser: Browser, people: People) -> None:
    ada, company = await people.person("Ada"), await people.company("Harbour Steel")
    token = await link_for(people, await people.stand_in(ada, company))
    await people.person("Bob")
    await browser.sign_in("Bob")
    refused = await browser.post("/employment", {"token": token})
    assert refused.status_code == 400
    assert "for somebody else" in json.dumps(refused.json())


async def test_another_site_accepts_nothing_for_him(browser: Browser, people: People) -> None:
    ada, company = await people.person("Ada"), await people.company("Harbour Steel")
    token = await link_for(people, await people.stand_in(ada, company))
    await browser.sign_in("Ada")
    for headers in ({"Origin": "https://evil.example"}, {"X-Claimgraph-Csrf": ""}):
        assert (await browser.post("/employment", {"token": token}, **headers)).status_code == 403
    evil = {"Origin": "https://evil.example"}
    assert (
        await browser.post("/password", {"token": token, "password": "six tall cranes"}, **evil)
    ).status_code == 403
