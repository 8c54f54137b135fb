"""How long a request may take."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from claimgraph.settings import Settings

RESPONSE = "application/graphql-response+json"


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A server with little patience."""
    return Settings(data_folder=tmp_path / "data", database_url=database_url, request_seconds=0.05)


@pytest.mark.parametrize("accept", ["application/json", RESPONSE])
async def test_an_operation_that_takes_too_long_is_stopped(client: httpx2.AsyncClient, accept: str) -> None:
    sent = {"query": "{ slow(seconds: 5) }"}
    answer = await client.post("/graphql", json=sent, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.json()["data"] is None
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "INTERNAL"}
    assert error["message"].startswith("This took longer than 0.05 seconds and was stopped.")


async def test_others_are_answered(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{ slow(seconds: 0.001) }"})
    assert answer.json() == {"data": {"slow": "done"}}
