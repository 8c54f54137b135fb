"""What `/graphql` makes of requests: GraphQL over HTTP, strictly, and never an error of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import httpx2
import orjson
import pytest
from httpx2 import AsyncClient

JSON = {"Content-Type": "application/json"}
RESPONSE = "application/graphql-response+json"
BOTH = f"{RESPONSE}, application/json"


async def ask(
    client: AsyncClient, query: str, accept: str = "application/json", **more: Any
) -> httpx2.Response:
    """A GraphQL request as most clients send it."""
    return await client.post("/graphql", json={"query": query, **more}, headers={"Accept": accept})


def told(answer: httpx2.Response) -> tuple[int, str, str]:
    """Status, code and message of a refusal, which has no data."""
    body = answer.json()
    assert list(body) == ["errors"]
    (error,) = body["errors"]
    return answer.status_code, error["extensions"]["code"], error["message"]


async def test_a_query_is_answered(client: AsyncClient) -> None:
    answer = await ask(
        client, "query ($text: String!) { echo(text: $text) }", variables={"text": "Größe 3/4"}
    )
    assert (answer.status_code, answer.json()) == (200, {"data": {"echo": "Größe 3/4"}})
    assert answer.headers["content-type"] == "application/json; charset=utf-8"


async def test_a_query_is_answered_to_get(client: AsyncClient) -> None:
    sent = {
        "query": "query A($text: String!) { echo(text: $text) }",
        "variables": '{"text": "hook"}',
        "operationName": "A",
    }
    answer = await client.get(f"/graphql?{urlencode(sent)}")
    assert (answer.status_code, answer.json()) == (200, {"data": {"echo": "hook"}})


async def test_a_mutation_is_answered_to_post_only(client: AsyncClient) -> None:
    assert (await ask(client, "mutation { change }")).json() == {"data": {"change": "changed"}}
    refused = await client.get("/graphql?query=mutation{change}")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
async def test_other_methods_are_told_which_there_are(client: AsyncClient, method: str) -> None:
    answer = await client.request(method, "/graphql")
    assert told(answer)[:2] == (405, "BAD_INPUT")
    assert answer.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json", "application/json"),
        (RESPONSE, RESPONSE),
        (BOTH, RESPONSE),
        (f"application/json, {RESPONSE}", RESPONSE),
        (f"{RESPONSE}; charset=utf-8, application/json; charset=utf-8", RESPONSE),
        (f"{RESPONSE};q=0.5, application/json", "application/json"),
        ("text/html, */*;q=0.8", "application/json"),
        (f"{RESPONSE};q=0, */*", "application/json"),
        ("APPLICATION/JSON", "application/json"),
    ],
)
async def test_the_answer_has_the_form_that_is_wanted(
    client: AsyncClient, accept: str | None, form: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    if accept is None:
        del client.headers["accept"]
    answer = await client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, f"{form}; charset=utf-8")


@pytest.mark.parametrize(
    "accept", ["text/html", "application/json;q=0", "image/*", "application/json;q=much"]
)
async def test_another_form_is_not_to_be_had(client: AsyncClient, accept: str) -> None:
    assert told(await ask(client, "{ __typename }", accept))[:2] == (406, "BAD_INPUT")


@pytest.mark.parametrize("query", ["{", "{ nothing }", "query A { viewer } query B { viewer }", ""])
async def test_a_document_that_cannot_be_run_has_no_data(client: AsyncClient, query: str) -> None:
    older, newer = await ask(client, query), await ask(client, query, RESPONSE)
    assert (older.status_code, newer.status_code) == (200, 400)
    assert "data" not in older.json()
    assert older.json() == newer.json()


@pytest.mark.parametrize("accept", ["application/json", RESPONSE])
async def test_an_error_of_a_field_leaves_the_rest(client: AsyncClient, accept: str) -> None:
    answer = await ask(client, "{ viewer refused }", accept)
    assert answer.status_code == 200
    assert answer.json()["data"] == {"viewer": None, "refused": None}
    assert answer.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"5", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (b'"{ viewer }"', "must be a JSON object"),
        (b"[]", "in a request of its own"),
        (b'[{"query": "{ viewer }"}]', "in a request of its own"),
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b'{"query": "{ viewer }"} x', "not JSON"),
        (b'{"query": "\xff"}', "not JSON"),
        (b'{"query": "\\ud800"}', "not JSON"),
        (b'{"query": "{ viewer }", "variables": {"a": NaN}}', "not JSON"),
        (b"{}", "query must be a text"),
        (b'{"query": null}', "query must be a text"),
        (b'{"query": 5}', "query must be a text"),
        (b'{"query": ["{ viewer }"]}', "query must be a text"),
        (b'{"query": "{ viewer }", "variables": []}', "variables must be an object"),
        (b'{"query": "{ viewer }", "variables": "{}"}', "variables must be an object"),
        (b'{"query": "{ viewer }", "variables": 0}', "variables must be an object"),
        (b'{"query": "{ viewer }", "operationName": 1}', "operationName must be a text"),
        (b'{"query": "{ viewer }", "operationName": {}}', "operationName must be a text"),
        (b'{"query": "{ viewer }", "extensions": [1]}', "extensions must be an object"),
        (b'{"query": "{ viewer }", "extensions": true}', "extensions must be an object"),
    ],
)
async def test_an_odd_body_is_told_what_is_odd(client: AsyncClient, body: bytes, says: str) -> None:
    status, code, message = told(await client.post("/graphql", content=body, headers=JSON))
    assert (status, code) == (400, "BAD_INPUT")
    assert says in message


async def test_of_two_entries_of_one_name_the_last_counts(client: AsyncClient) -> None:
    body = b'{"query": 1, "query": "{ __typename }"}'
    assert (await client.post("/graphql", content=body, headers=JSON)).json() == {
        "data": {"__typename": "Query"}
    }


@pytest.mark.parametrize(("levels", "status"), [(62, 200), (63, 400), (900, 400), (100_000, 400)])
async def test_json_may_be_nested_64_levels(client: AsyncClient, levels: int, status: int) -> None:
    nested = b"[" * levels + b"]" * levels
    body = b'{"query": "{ viewer }", "variables": {"a": ' + nested + b"}}"
    assert (await client.post("/graphql", content=body, headers=JSON)).status_code == status


@pytest.mark.parametrize(
    "given",
    [
        "",
        "variables={}",
        "query={viewer}&variables=[1",
        "query={viewer}&variables=[]",
        "query={viewer}&query={viewer}",
    ],
)
async def test_an_odd_address_is_refused(client: AsyncClient, given: str) -> None:
    assert told(await client.get(f"/graphql?{given}"))[:2] == (400, "BAD_INPUT")


@pytest.mark.parametrize(
    "media_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "text/plain; a=application/json",
        None,
    ],
)
async def test_a_body_is_json_and_nothing_else(client: AsyncClient, media_type: str | None) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    answer = await client.post("/graphql", content=b'{"query": "{ viewer }"}', headers=headers)
    assert told(answer)[:2] == (415, "BAD_INPUT")


async def test_utf_8_may_be_said(client: AsyncClient) -> None:
    headers = {"Content-Type": 'Application/JSON; charset="UTF-8"'}
    answer = await client.post("/graphql", content=b'{"query": "{ viewer }"}', headers=headers)
    assert answer.json() == {"data": {"viewer": None}}


async def test_a_compressed_body_is_refused(client: AsyncClient) -> None:
    answer = await client.post("/graphql", content=b"x", headers={**JSON, "Content-Encoding": "gzip"})
    assert told(answer)[0] == 415


async def test_a_body_has_two_megabytes_at_most(client: AsyncClient) -> None:
    empty = len(orjson.dumps({"query": "{ viewer }", "variables": {"a": ""}}))
    filled = {"query": "{ viewer }", "variables": {"a": "x" * (2_000_000 - empty)}}
    assert (await client.post("/graphql", content=orjson.dumps(filled), headers=JSON)).status_code == 200
    filled["variables"] = {"a": "x" * (2_000_001 - empty)}
    assert told(await client.post("/graphql", content=orjson.dumps(filled), headers=JSON))[0] == 413


async def test_a_database_that_is_busy_is_told_without_its_words(client: AsyncClient) -> None:
    answer = await ask(client, "{ busy }")
    assert told(answer)[:2] == (503, "INTERNAL")
    assert answer.headers["retry-after"] == "2"
    assert "hunter2" not in answer.text


async def test_what_nobody_expected_is_masked_and_logged_under_the_request_id(
    client: AsyncClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await client.post("/graphql", json={"query": "{ broken }"}, headers={"X-Request-Id": "tower-17"})
    assert told(answer) == (500, "INTERNAL", "Something went wrong on our side; it is logged as tower-17.")
    logged = capsys.readouterr().out
    assert "tower-17" in logged
    assert "ZeroDivisionError" in logged


async def test_each_answer_has_an_id_of_its_own(client: AsyncClient) -> None:
    first, second = await ask(client, "{ viewer }"), await client.get("/nowhere")
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


@pytest.mark.parametrize("offered", ["", "a b", "x" * 65, "tower\t17", "größe"])
async def test_an_id_that_could_spoil_the_log_is_replaced(client: AsyncClient, offered: str) -> None:
    answer = await client.get("/healthz", headers={b"X-Request-Id": offered.encode()})
    assert answer.headers["x-request-id"].isalnum()
