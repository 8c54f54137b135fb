"""One ground for all proofs that only read it: built once for each kind of database."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from claimgraph.storage.database import Database
from claimgraph.storage.files import FileStore
from claimgraph.storage.migrate import migrate
from tests.databases import new_postgresql
from tests.proof.people import Ground, ground_of


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a migrated database that the tests of a module share."""
    if request.param == "sqlite":
        migrated: Path = request.getfixturevalue("migrated_file")
        yield f"sqlite:///{shutil.copy(migrated, tmp_path_factory.mktemp('ground') / 'ground.sqlite3')}"
        return
    with new_postgresql(request.getfixturevalue("postgres_address")) as url:
        asyncio.run(migrate(url))
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ground(ground_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ground]:
    """The ground; whoever changes it puts it back."""
    database = await Database.open(ground_url)
    built = await ground_of(database)
    files = FileStore.in_folder(tmp_path_factory.mktemp("files"))
    built.world.services = replace(built.world.services, files=files)
    yield built
    await database.close()
