"""What the tests of this room share: a server in this process, and somebody who talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from claimgraph.server.app import create_app
from claimgraph.settings import Settings
from claimgraph.storage.database import Database
from tests.auth.people import NINE, People
from tests.server.browser import Browser
from tests.server.stand_in import answering

URL = "http://127.0.0.1:8000"


class Clock:
    """The server's clock, which a test moves."""

    def __init__(self) -> None:
        self.now = NINE

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Nine o'clock, until the test moves it."""
    return Clock()


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated SQLite database; a test that is marked `ON_BOTH` gets one of each kind."""
    kind = getattr(request, "param", "sqlite")
    return str(request.getfixturevalue("sqlite_url" if kind == "sqlite" else "emptied_postgresql"))


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A server on loopback with a migrated database."""
    return Settings(data_folder=tmp_path / "data", database_url=database_url)


@pytest.fixture
async def people(database_url: str) -> AsyncIterator[People]:
    """The people in the server's database, nobody at first."""
    database = await Database.open(database_url)
    yield People(database)
    await database.close()


@pytest.fixture
async def app(settings: Settings, people: People, clock: Clock) -> AsyncIterator[Starlette]:
    """The application, started; a schema of the tests' own answers."""
    app = create_app(settings, answering, clock, people.new_key, people.passwords)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    """A program that sends requests, without cookie or token."""
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=URL) as client:
        yield client


@pytest.fixture
def browser(client: httpx2.AsyncClient) -> Browser:
    """A browser at one of our pages."""
    return Browser(client, URL)
