"""The demo, made once for a process, and a program that serves a copy of it."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from claimgraph.auth.passwords import Cost, Passwords
from claimgraph.demo.opening import Demo, make_demo
from claimgraph.resolvers.context import Services, system_clock
from claimgraph.storage.database import Database
from claimgraph.storage.files import FileStore
from claimgraph.storage.migrate import migrate

COMMAND = (sys.executable, "-c", "from claimgraph.cli import main; main()")
CHEAP = Cost(memory=8, passes=1)
SECONDS = 60


@dataclass(frozen=True)
class Made:
    """A demo that was made, and the data folder in which `claimgraph demo` finds it again."""

    demo: Demo
    folder: Path

    def copied(self, folder: Path) -> Path:
        """A copy of the data folder that a test may change."""
        return Path(shutil.copytree(self.folder, folder))


def services_at(database: Database, folder: Path, now: datetime | None = None) -> Services:
    """What a server has, with its files in a folder; at an instant, or by the clock."""
    files = FileStore.in_folder(folder / "files")
    clock = (lambda: now) if now else system_clock
    return Services(database, files, "http://127.0.0.1:8000", lambda key, _: f"http://127.0.0.1/{key}", clock)


async def make_in(url: str, folder: Path, now: datetime | None = None) -> Demo:
    """Makes the demo in an empty database."""
    await migrate(url)
    database = await Database.open(url)
    try:
        return await make_demo(services_at(database, folder, now), Passwords(CHEAP), lambda _: None)
    finally:
        await database.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The demo as it stands after its first start, on SQLite; nobody changes it."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    inner = folder / "demo"
    inner.mkdir(parents=True)
    return Made(asyncio.run(make_in(f"sqlite:///{inner / 'claimgraph.sqlite3'}", inner)), folder)


@dataclass(frozen=True)
class Program:
    """A demo that is being served."""

    url: str
    people: list[dict[str, str]]
    credentials: Path
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def printed(self) -> str:
        """What it has printed so far."""
        return self.log.read_text("utf8")

    @property
    def mode(self) -> int:
        """Who may read the file of sign-ins."""
        return stat.S_IMODE(self.credentials.stat().st_mode)

    def person(self, role: str) -> dict[str, str]:
        """Somebody of a role."""
        return next(person for person in self.people if person["role"] == role)

    def ask(self, role: str, query: str, **variables: Any) -> Any:
        """What somebody of a role is answered over HTTP."""
        headers = {"Authorization": f"Bearer {self.person(role)['token']}"}
        body = {"query": query, "variables": variables}
        return httpx2.post(f"{self.url}/graphql", json=body, headers=headers).json()

    def end(self) -> int:
        """Tells it to stop; its exit code."""
        self.process.terminate()
        return self.process.wait(20)


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[Program]:
    """Runs `claimgraph demo` with a data folder until the end of the block."""
    port = free_port()
    url, credentials, log = f"http://127.0.0.1:{port}", folder / "credentials.json", folder / "log"
    folder.mkdir(parents=True, exist_ok=True)
    command = [*COMMAND, "demo", "--port", str(port), "--credentials-file", str(credentials), *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment(folder), stdout=output, stderr=output)
    try:
        wait_for(process, f"{url}/readyz", log)
        yield Program(url, json.loads(credentials.read_bytes())["people"], credentials, log, process)
    finally:
        process.terminate()
        process.wait(20)


def environment(folder: Path) -> dict[str, str]:
    """The environment of a command whose data folder this is, without other settings of ours."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMGRAPH_")}
    return {**others, "CLAIMGRAPH_DATA_FOLDER": str(folder)}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Waits until the server is ready."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx2.get(url).is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.05)
    pytest.fail(f"The demo did not start:\n{log.read_text()}")
