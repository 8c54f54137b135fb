"""Whether it lives, whether it can work, and what it counts."""

from __future__ import annotations

import re

import httpx2
import pytest
from starlette.applications import Starlette

from claimgraph.server.metrics import operation_type
from claimgraph.storage.failures import Unavailable
from tests.auth.people import People
from tests.server.browser import ON_BOTH, Browser


async def test_a_process_that_answers_lives(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@ON_BOTH
async def test_a_server_with_a_database_is_ready(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@ON_BOTH
async def test_a_server_with_older_tables_is_not(client: httpx2.AsyncClient, people: People) -> None:
    names = "select name, digest from schema_migration"
    async with people.database.reading() as reading:
        rows = [tuple(row) for row in await reading.rows(names)]
    await people.database.work(lambda writing: writing.execute("delete from schema_migration"))
    answer = await client.get("/readyz")
    await _write_again(people, rows)
    assert answer.status_code == 503
    assert answer.json()["reason"].startswith("The database is older than the program")


async def _write_again(people: People, rows: list[tuple[str, str]]) -> None:
    insert = "insert into schema_migration (name, digest, applied_at) values ($1, $2, $3)"
    await people.database.work(
        lambda writing: writing.execute_many(insert, [(*row, people.now) for row in rows])
    )


async def test_the_words_of_the_driver_stay_in_the_log(
    client: httpx2.AsyncClient, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse() -> None:
        raise Unavailable("The database does not answer: password of claims@db.internal is wrong.")

    monkeypatch.setattr(app.state.running.services.database, "check", refuse)
    answer = await client.get("/readyz")
    assert answer.json() == {"status": "unavailable", "reason": "The database does not answer"}


async def test_operations_are_counted_by_kind_and_outcome(browser: Browser, people: People) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada", "wrong")
    await browser.sign_in("Ada")
    for query in ("{ viewer }", "{ refused }", "{ nothing }", "{ broken }", "mutation { change }"):
        await browser.ask(query)
    await browser.ask("{ viewer }", Authorization="Bearer nobody")
    counted = (await browser.client.get("/metrics")).text
    assert count(counted, 'claimgraph_operations_total{outcome="answered",type="query"}') == 1
    assert count(counted, 'claimgraph_operations_total{outcome="with_errors",type="query"}') == 1
    assert count(counted, 'claimgraph_operations_total{outcome="refused",type="query"}') == 2
    assert count(counted, 'claimgraph_operations_total{outcome="failed",type="query"}') == 1
    assert count(counted, 'claimgraph_operations_total{outcome="answered",type="mutation"}') == 1
    assert count(counted, 'claimgraph_operation_seconds_count{type="query"}') == 5
    assert count(counted, 'claimgraph_sign_ins_total{outcome="wrong"}') == 1
    assert count(counted, 'claimgraph_sign_ins_total{outcome="signed_in"}') == 1
    assert count(counted, "claimgraph_running_requests") == 1
    assert count(counted, 'claimgraph_answers_total{status="500"}') == 1
    assert "Ada" not in counted
    assert "viewer" not in counted


def count(counted: str, name: str) -> float:
    """The value of one line of the metrics."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", counted, re.MULTILINE)
    assert found, name
    return float(found[1])


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ("{ a }", "query"),
        ("query A { a }", "query"),
        ("mutation A { a }", "mutation"),
        ("# mutation\n{ a }", "query"),
        ("\ufeff # Hands in.\r\n, mutation { a }", "mutation"),
        ("subscription { a }", "subscription"),
        ("mutations", "query"),
        ("", "query"),
    ],
)
def test_the_first_word_tells_the_kind(document: str, kind: str) -> None:
    assert operation_type(document) == kind


@ON_BOTH
async def test_without_a_database_everything_waits_for_its_return(
    browser: Browser, people: People, app: Starlette
) -> None:
    await people.person("Ada")
    await browser.sign_in("Ada")
    await app.state.running.services.database.close()
    answers = [
        await browser.sign_in("Ada"),
        await browser.ask("{ viewer }"),
        await browser.post("/sign-out", {}),
        await browser.client.get("/session"),
        await browser.client.get("/"),
        await browser.client.get("/readyz"),
    ]
    assert [answer.status_code for answer in answers] == [503] * len(answers)
    assert {answer.headers.get("retry-after") for answer in answers[:-1]} == {"2"}
    assert (await browser.client.get("/healthz")).status_code == 200
