"""The PostgreSQL that the tests bring: a database for each, copied from a template."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest

from tests import postgres


@pytest.fixture
async def template(postgres_address: str) -> AsyncIterator[str]:
    """The name of a database with one row in it."""
    name = f"template_{uuid4().hex}"
    await execute(
        await postgres.create_database(postgres_address, name), "create table claim as select 7 as number"
    )
    yield name
    await postgres.drop_database(postgres_address, name)


async def execute(address: str, statement: str) -> None:
    """Runs one statement on a connection of its own."""
    connection = await asyncpg.connect(address)
    await connection.execute(statement)
    await connection.close()


async def test_a_database_is_a_copy_of_its_template_and_leaves_it_alone(
    postgres_address: str, template: str
) -> None:
    names = [f"copy_{uuid4().hex}" for _ in range(2)]
    one, other = [await postgres.create_database(postgres_address, name, template) for name in names]
    await execute(one, "update claim set number = 8")
    connection = await asyncpg.connect(other)
    assert await connection.fetchval("select number from claim") == 7
    await connection.close()
    for name in names:
        await postgres.drop_database(postgres_address, name)


async def test_a_database_goes_with_whoever_is_still_connected(postgres_address: str) -> None:
    name = f"left_{uuid4().hex}"
    left_open = await asyncpg.connect(await postgres.create_database(postgres_address, name))
    await postgres.drop_database(postgres_address, name)
    left_open.terminate()
    server = await asyncpg.connect(postgres_address)
    assert not await server.fetchval("select count(*) from pg_database where datname = $1", name)
    await server.close()


async def test_text_is_ordered_bytewise(postgres_address: str) -> None:
    connection = await asyncpg.connect(postgres_address)
    rows = await connection.fetch("select word from unnest(array['b', 'a', 'B', 'é']) as word order by word")
    await connection.close()
    assert [row["word"] for row in rows] == ["B", "a", "b", "é"]
