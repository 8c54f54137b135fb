"""What is refused at the gate, and what every answer tells the browser."""

from __future__ import annotations

import httpx2
import pytest

from claimgraph.server.gates import SAFE

STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:9", "[::1]:8000", "[::1]"])
async def test_the_names_of_this_machine_are_ours(client: httpx2.AsyncClient, host: str) -> None:
    assert (await client.get("/session", headers={"Host": host})).status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "", "localhost:x", "[::1"]
)
async def test_a_foreign_host_name_is_refused(client: httpx2.AsyncClient, host: str) -> None:
    answer = await client.get("/session", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


async def test_two_host_names_are_none(client: httpx2.AsyncClient) -> None:
    headers = [("Host", "127.0.0.1"), ("Host", "evil.example")]
    assert (await client.get("/session", headers=headers)).status_code == 421


async def test_whoever_runs_the_server_may_ask_under_any_name(client: httpx2.AsyncClient) -> None:
    for path in ("/healthz", "/readyz"):
        assert (await client.get(path, headers={"Host": "10.0.0.7:8000"})).status_code == 200


async def test_headers_have_16_kilobytes_at_most(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/healthz", headers={"X-Long": "x" * 15_000})).status_code == 200
    answer = await client.get("/healthz", headers={"X-Long": "x" * 16_384})
    assert (answer.status_code, answer.headers["connection"]) == (431, "close")
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_INPUT"}


async def test_an_address_counts_with_the_headers(client: httpx2.AsyncClient) -> None:
    assert (await client.get(f"/graphql?query={'x' * 16_384}")).status_code == 431


@pytest.mark.parametrize(
    "path", ["/healthz", "/graphql?query={viewer}", "/nowhere", "/session", "/explorer/x"]
)
async def test_every_answer_is_locked_up(client: httpx2.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert {name: answer.headers.get(name) for name in SAFE} == dict(SAFE)
    assert answer.headers["content-security-policy"] == STRICT
    assert answer.headers["cache-control"] == "no-store"


async def test_refusals_and_mishaps_are_locked_up_too(client: httpx2.AsyncClient) -> None:
    refused = await client.get("/session", headers={"Host": "evil.example"})
    failed = await client.post("/graphql", json={"query": "{ broken }"})
    assert (refused.status_code, failed.status_code) == (421, 500)
    assert refused.headers["x-frame-options"] == failed.headers["x-frame-options"] == "DENY"


async def test_no_other_site_may_read_an_answer(client: httpx2.AsyncClient) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = await client.options("/graphql", headers=headers)
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("POST", "/healthz"), ("GET", "/sign-in")])
async def test_what_is_not_there_is_told_in_json(client: httpx2.AsyncClient, method: str, path: str) -> None:
    answer = await client.request(method, path)
    assert answer.status_code in (404, 405)
    assert set(answer.json()["errors"][0]) == {"message", "extensions"}
