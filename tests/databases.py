"""A pytest plugin: databases for tests, of both kinds, each test its own.

Every test that asks for `database` or `database_url` runs twice, as `[sqlite]` and as `[postgresql]`; those
that ask for one kind by its name run once. A database is migrated once for each process. A SQLite file is
copied for each test; a database of PostgreSQL is emptied after it, which takes a tenth of the time of a copy.
A test that changes tables makes its own with `new_postgresql`.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from claimgraph.storage.database import Database
from claimgraph.storage.migrate import migrate
from tests.postgres import create_database, drop_database

_numbers = count(1)

# Ends whoever is still connected, and deletes all rows: again and again, as rows that are pointed at go last.
EMPTY = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid();
do $$
declare
    name text;
    is_filled boolean;
    is_left boolean := true;
begin
    while is_left loop
        is_left := false;
        for name in select tablename from pg_tables where schemaname = 'public' loop
            execute format('select exists (select from %I)', name) into is_filled;
            continue when not is_filled or name = 'schema_migration';
            begin
                execute format('delete from %I', name);
            exception when foreign_key_violation or restrict_violation then
                is_left := true;
            end;
        end loop;
    end loop;
end
$$
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database that goes when the test ends."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "emptied_postgresql"))


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """The same, a SQLite file."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'claimgraph.sqlite3')}"


@pytest.fixture(params=["postgresql"])
def postgresql_url(emptied_postgresql: str) -> str:
    """The same, a database of PostgreSQL."""
    return emptied_postgresql


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An empty, migrated, open database."""
    database = await Database.open(database_url)
    yield database
    await database.close()


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[Database]:
    """The same, on SQLite only."""
    database = await Database.open(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
async def postgresql_database(postgresql_url: str) -> AsyncIterator[Database]:
    """The same, on PostgreSQL only."""
    database = await Database.open(postgresql_url)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that nobody opens: copy it."""
    path = tmp_path_factory.mktemp("migrated") / "claimgraph.sqlite3"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def emptied_postgresql(migrated_postgresql: str) -> Iterator[str]:
    """The address of a migrated database of PostgreSQL that is emptied after the test."""
    yield migrated_postgresql
    asyncio.run(_empty(migrated_postgresql))


@pytest.fixture(scope="session")
def migrated_postgresql(postgres_address: str) -> Iterator[str]:
    """The address of a migrated database of PostgreSQL that one test after the other uses."""
    with new_postgresql(postgres_address) as url:
        asyncio.run(migrate(url))
        yield url


@contextmanager
def new_postgresql(server: str) -> Iterator[str]:
    """A new, empty database on the server, without tables, for as long as it is needed."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    yield asyncio.run(create_database(server, name))
    asyncio.run(drop_database(server, name))


async def _empty(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(EMPTY)
    finally:
        await connection.close()
