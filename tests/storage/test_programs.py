"""Several programs on one database."""

from __future__ import annotations

import asyncio
import sys

from claimgraph.storage.database import Database
from tests.storage.rows import company

TIMES = 60

# Reads, then writes what it read plus one, many times.
PROGRAM = """
import asyncio, sys
from claimgraph.models import Company
from claimgraph.storage.database import Database

async def add(writing):
    runs.append(1)
    found = await Company.select_for_update().get()
    await Company.filter(id=found.id).update(version=found.version + 1)

async def main(url, times):
    database = await Database.open(url)
    for _ in range(times):
        await database.work(add)
    await database.close()
    print(len(runs))

runs = []
asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


async def program(url: str) -> tuple[str, str]:
    """Runs the program; gives how often it began to add, and what it complained of."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, url, str(TIMES)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complaint = await process.communicate()
    return said.decode().strip(), complaint.decode()


async def test_two_programs_write_and_nothing_is_lost_or_locked(
    database: Database, database_url: str
) -> None:
    """Each waits for the other: none fails, and none has to begin again."""
    await database.work(company)
    outcomes = await asyncio.gather(program(database_url), program(database_url))
    assert set(outcomes) == {(str(TIMES), "")}
    async with database.reading() as reading:
        assert (await reading.rows("select version from company"))[0][0] == 1 + 2 * TIMES
