"""The server as a process: how it starts, what it logs, and how it ends."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from claimgraph.server.app import serve
from claimgraph.settings import WrongSettings, load
from claimgraph.storage.failures import Unavailable

ROOT = Path(__file__).parents[2]
SECRETS = ("hunter2-password", "cg_AbCdEfGh_token", "link-secret", "signature-secret", "variable-secret")


class Program:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log"
        command = [sys.executable, "-m", "tests.server.program", str(self.port), str(folder)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stderr=log, stdout=log)
        self._wait()

    def _wait(self) -> None:
        for _ in range(200):
            try:
                httpx2.get(f"{self.url}/healthz")
            except httpx2.TransportError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(self.log.read_text())

    def stop(self) -> int:
        """Tells it to stop and gives what it ends with."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(12)


@pytest.fixture
def program(tmp_path: Path, migrated_file: Path) -> Iterator[Program]:
    """A server with an empty database."""
    shutil.copy(migrated_file, tmp_path / "claimgraph.sqlite3")
    program = Program(tmp_path)
    yield program
    program.process.kill()
    program.process.wait()


def test_told_to_stop_it_answers_what_runs_and_takes_nothing_new(program: Program) -> None:
    with ThreadPoolExecutor() as pool:
        running = pool.submit(httpx2.post, f"{program.url}/graphql", json={"query": "{ slow(seconds: 1.5) }"})
        time.sleep(0.5)
        program.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{program.url}/healthz")
        assert running.result().json() == {"data": {"slow": "done"}}
    assert program.process.wait(10) == 0


def test_told_to_stop_with_nothing_to_do_it_ends_at_once(program: Program) -> None:
    began = time.monotonic()
    assert program.stop() == 0
    assert time.monotonic() - began < 3


def test_the_log_is_json_with_ids_and_without_secrets(program: Program) -> None:
    password, token, link, signature, variable = SECRETS
    origin = {"Origin": program.url, "X-Request-Id": "tower-17"}
    bearer = {"Authorization": f"Bearer {token}"}
    document = {"query": "query ($a: String!) { broken echo(text: $a) }", "variables": {"a": variable}}
    person = {"email": "ada@example.com", "password": password}
    with httpx2.Client(base_url=program.url) as client:
        client.post("/sign-in", json=person, headers=origin)
        client.post("/graphql", json={"query": "{ viewer }"}, headers=bearer)
        client.get(f"/password?token={link}")
        client.put(f"/uploads/x?expires=1&signature={signature}", content=b"x")
        client.post("/graphql", json=document)
    program.stop()
    log = program.log.read_text()
    assert not [secret for secret in SECRETS if secret in log]
    lines = [json.loads(line) for line in log.splitlines()]
    requests = [(line["path"], line["status"]) for line in lines if line["event"] == "request"]
    answered = [401, 401, 200, 403, 500]
    assert requests[-5:] == list(
        zip(("/sign-in", "/graphql", "/password", "/uploads/x", "/graphql"), answered, strict=True)
    )
    assert [line["path"] for line in lines if line.get("request_id") == "tower-17"] == ["/sign-in"]
    (failed,) = [line for line in lines if line["event"] == "request.failed"]
    assert "ZeroDivisionError" in failed["exception"]
    assert failed["request_id"] == lines[lines.index(failed) + 1]["request_id"]


def test_without_tables_it_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="database"):
        serve(load(data_folder=tmp_path))


def test_with_an_address_that_is_none_it_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="CLAIMGRAPH_DATABASE_URL: A database is named like"):
        serve(load(data_folder=tmp_path, database_url="mysql://db/claims"))
