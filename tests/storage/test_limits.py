"""Nothing waits for ever, and what is in the way is told by its kind."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress

import asyncpg
import pytest

from claimgraph.storage.database import Database, Limits, Reading, Writing
from claimgraph.storage.failures import Busy, OutcomeUnknown, TimedOut, Unavailable
from tests.storage.network import network_to
from tests.storage.rows import company, key
from tests.storage.test_cancellation import FOR_EVER


@pytest.fixture
async def hasty(database_url: str) -> AsyncIterator[Database]:
    """A database with short limits."""
    limits = Limits(statement_seconds=0.5, wait_seconds=0.3, idle_seconds=0.5, connections=2)
    database = await Database.open(database_url, limits)
    yield database
    await database.close()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is done inside takes less than that."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


async def works(database: Database) -> bool:
    """Whether a unit of work and a snapshot come through."""
    await database.work(lambda writing: company(writing, 99))
    async with database.reading() as reading:
        return len(await reading.rows("select id from company where id = $1", [key("company", 99)])) == 1


async def test_a_statement_that_takes_too_long_is_stopped(hasty: Database) -> None:
    async with hasty.reading() as reading:
        with pytest.raises(TimedOut), within(1):
            await reading.rows(FOR_EVER[hasty.dialect])
    assert await works(hasty)


async def test_a_unit_of_work_whose_statement_takes_too_long_keeps_nothing(hasty: Database) -> None:
    async def do(writing: Writing) -> None:
        await company(writing)
        await writing.rows(FOR_EVER[hasty.dialect])

    with pytest.raises(TimedOut):
        await hasty.work(do)
    async with hasty.reading() as reading:
        assert await reading.rows("select id from company") == []


async def test_nobody_waits_for_ever_for_a_connection(hasty: Database) -> None:
    async def hold(reading: Reading) -> None:
        await go.wait()

    async def held() -> None:
        async with hasty.reading() as reading:
            await hold(reading)

    go = asyncio.Event()
    holders = [asyncio.create_task(held()) for _ in range(2)]
    await asyncio.sleep(0.05)
    with pytest.raises(Busy, match="No connection was free"), within(1):
        async with hasty.reading():
            pass
    go.set()
    await asyncio.gather(*holders)
    assert await works(hasty)


async def test_nobody_waits_for_ever_for_another_program(hasty: Database, database_url: str) -> None:
    """SQLite: for the right to write; PostgreSQL: for a row that is locked."""
    other = await Database.open(database_url)
    holding, go = asyncio.Event(), asyncio.Event()

    async def hold(writing: Writing) -> None:
        await writing.execute("update company set version = 2")
        holding.set()
        await go.wait()

    await other.work(company)
    holder = asyncio.create_task(other.work(hold))
    await holding.wait()
    with pytest.raises(Busy), within(2):
        await hasty.work(lambda writing: writing.execute("update company set version = 3"), attempts=1)
    go.set()
    await holder
    await other.close()
    assert await works(hasty)


async def test_a_transaction_that_stands_idle_is_ended_by_the_server(postgresql_url: str) -> None:
    database = await Database.open(postgresql_url, Limits(idle_seconds=0.2))

    async def dawdle(writing: Writing) -> None:
        await company(writing)
        await asyncio.sleep(0.5)
        await company(writing, 2)

    with pytest.raises(Unavailable):
        await database.work(dawdle, attempts=1)
    assert await works(database)
    await database.close()


async def test_limits_and_time_zone_hold_in_every_transaction(postgresql_database: Database) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "TimeZone")

    async def shown(reading: Reading) -> list[str]:
        return [str((await reading.rows(f"show {name}"))[0][0]) for name in names]

    async with postgresql_database.reading() as reading:
        assert await shown(reading) == ["8s", "5s", "20s", "UTC"]
    assert await postgresql_database.work(shown) == ["8s", "5s", "20s", "UTC"]


async def test_the_file_keeps_its_rules(sqlite_database: Database) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")

    async def shown(reading: Reading) -> list[object]:
        return [(await reading.rows(f"pragma {name}"))[0][0] for name in pragmas]

    async with sqlite_database.reading() as reading:
        assert await shown(reading) == ["wal", 2, 1, 5000, 1]
    assert await sqlite_database.work(shown) == ["wal", 2, 1, 5000, 0]


async def test_a_connection_that_broke_is_replaced(postgresql_database: Database) -> None:
    async def cut(writing: Writing) -> None:
        await company(writing)
        tries.append(1)
        if len(tries) == 1:
            await writing.rows("select pg_terminate_backend(pg_backend_pid())")

    tries: list[int] = []
    await postgresql_database.work(cut)
    assert len(tries) == 2
    assert await works(postgresql_database)


async def test_a_connection_that_breaks_at_the_commit_leaves_the_outcome_open(
    postgresql_database: Database, postgresql_url: str
) -> None:
    """It is not tried again: it may have been kept."""
    pids: list[int] = []

    async def do(writing: Writing) -> None:
        await company(writing)
        pids.append((await writing.rows("select pg_backend_pid()"))[0][0])
        killer = await asyncpg.connect(postgresql_url)
        await killer.execute("select pg_terminate_backend($1, 5000)", pids[0])
        await killer.close()

    with pytest.raises(OutcomeUnknown):
        await postgresql_database.work(do)
    assert len(pids) == 1
    assert await works(postgresql_database)


async def test_a_commit_that_the_server_turned_into_a_rollback_is_told(postgresql_database: Database) -> None:
    """So it does, without an error, when the transaction has failed without our knowledge."""

    async def do(writing: Writing) -> None:
        await company(writing)
        with suppress(asyncpg.DivisionByZeroError):
            await writing._connection.link.execute("select 1 / 0")  # type: ignore[attr-defined]  # the driver's

    with pytest.raises(Busy, match="undid"):
        await postgresql_database.work(do)


async def test_a_server_that_falls_silent_is_not_ready_within_three_seconds(postgresql_url: str) -> None:
    async with network_to(postgresql_url) as (network, url):
        database = await Database.open(url)
        await database.check()
        network.fall_silent()
        with pytest.raises(Unavailable, match="did not answer"), within(3):
            await database.check()
        network.recover()
        with within(5):
            assert await works(database)
            await database.check()
        await database.close()


async def test_a_network_that_is_cut_is_noticed_and_made_anew(postgresql_url: str) -> None:
    async with network_to(postgresql_url) as (network, url):
        database = await Database.open(url)

        async def do(writing: Writing) -> None:
            await company(writing)
            tries.append(1)
            if len(tries) == 1:
                await network.cut()

        tries: list[int] = []
        with suppress(OutcomeUnknown):
            await database.work(do)
        with within(5):
            assert await works(database)
        await database.close()


async def test_a_server_that_is_gone_is_unavailable(postgresql_url: str) -> None:
    async with network_to(postgresql_url) as (network, url):
        database = await Database.open(url)
        await network.stop()
        for unit in (database.work(company), database.check()):
            with pytest.raises(Unavailable), within(3):
                await unit
        await database.close()


async def test_closing_stops_what_still_runs_after_a_while(hasty: Database) -> None:
    async def dawdle(writing: Writing) -> None:
        await company(writing)
        await asyncio.sleep(1)
        await company(writing, 2)

    async def read() -> None:
        async with hasty.reading() as reading:
            await asyncio.sleep(1)
            await reading.rows("select 1")

    running = [asyncio.create_task(hasty.work(dawdle)), asyncio.create_task(read())]
    await asyncio.sleep(0.05)
    with within(0.9):
        await hasty.close()
    for outcome in await asyncio.gather(*running, return_exceptions=True):
        assert isinstance(outcome, Unavailable)


async def test_a_migrated_file_is_open_in_a_moment(sqlite_url: str) -> None:
    with within(0.3):
        database = await Database.open(sqlite_url)
        await database.check()
        await database.close()


@pytest.mark.parametrize(
    "url", ["postgresql://claimgraph@/nowhere?host=/tmp/there-is-no-socket", "{missing}"]
)
async def test_a_database_that_is_not_there_is_unavailable(url: str, tmp_path: object) -> None:
    with pytest.raises(Unavailable), within(4):
        await Database.open(url.format(missing=f"sqlite:///{tmp_path}/none.sqlite3"))


async def test_prepared_statements_can_be_given_up_for_pgbouncer(postgresql_url: str) -> None:
    """Behind it each transaction may run in another session, where nothing is prepared: as after DISCARD."""

    async def ask(database: Database) -> None:
        for _ in range(3):
            await database.work(
                lambda writing: writing.rows("select count(*) from company where id = $1", [None])
            )
            async with asyncio.timeout(5):
                await _forget_all(database)

    pooled = await Database.open(f"{postgresql_url}&statement_cache_size=0", Limits(connections=1))
    await ask(pooled)
    await pooled.close()
    direct = await Database.open(postgresql_url, Limits(connections=1))
    with pytest.raises(Exception, match="prepared statement"):
        await ask(direct)
    await direct.close()


async def _forget_all(database: Database) -> None:
    async with database._source._pool.acquire() as connection:  # type: ignore[attr-defined]
        await connection.execute("DISCARD ALL")
