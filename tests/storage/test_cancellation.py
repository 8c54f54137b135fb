"""A request that is cancelled, at any point and twice in a row, leaves nothing half done, nothing taken."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import AsyncExitStack, suppress
from functools import partial
from typing import Any

import pytest

from claimgraph.storage.database import Database, Dialect, Limits, Statement, Writing
from claimgraph.storage.failures import Misused
from tests.storage.rows import company

Unit = Callable[[], Awaitable[object]]

SECOND = 10_000

FOR_EVER = {
    Dialect.SQLITE: "with recursive n (x) as (select 1 union all select x + 1 from n) select max(x) from n",
    Dialect.POSTGRESQL: "select pg_sleep(60)",
}


class CancelledAt:
    """Awaits a unit of work; cancels its task when that waits for the time `at`, and `again` times later."""

    def __init__(self, unit: Unit, at: int, again: int) -> None:
        self._unit = unit
        self._times = (at, at + again)

    def __await__(self) -> Generator[Any, Any, None]:
        steps = self._unit().__await__()
        with suppress(StopIteration):
            waiting_for = next(steps)
            number = 0
            while True:
                if number in self._times:
                    this = asyncio.current_task()
                    assert this is not None
                    this.cancel()
                number += 1
                try:
                    got = yield waiting_for
                except BaseException as raised:
                    waiting_for = steps.throw(raised)
                else:
                    waiting_for = steps.send(got)


async def outcome_of(unit: Unit) -> str:
    """Whether the unit came to its end or was cancelled."""
    try:
        await unit()
    except asyncio.CancelledError:
        return "cancelled"
    return "ended"


def pair(database: Database, which: int) -> Unit:
    """A unit of work that writes two rows and reads between."""

    async def do(writing: Writing) -> None:
        await company(writing, which)
        await writing.rows("select count(*) from company")
        await company(writing, which + SECOND)

    return lambda: database.work(do)


def two_reads(database: Database) -> Unit:
    """A snapshot with two statements."""

    async def read() -> None:
        async with database.reading() as reading:
            await reading.rows("select count(*) from company")
            await reading.rows("select count(*) from actor")

    return read


async def assert_whole_and_free(database: Database, limits: Limits) -> None:
    """No half pair is there, no session hangs in a transaction, and every connection can be had at once."""
    async with AsyncExitStack() as stack:
        readers = 2 if database.dialect is Dialect.SQLITE else limits.connections - 1
        for _ in range(readers):
            await asyncio.create_task(_entered(stack, database))
        await database.work(lambda writing: company(writing, 5 * SECOND))
    async with database.reading() as reading:
        rows = await reading.rows("select name from company where name <> 't50000'")
        numbers = {int(row[0].removeprefix("t")) for row in rows}
        assert {number % SECOND for number in numbers} == {n for n in numbers if n < SECOND}
        assert len(numbers) == 2 * len({n for n in numbers if n < SECOND})
        if database.dialect is Dialect.POSTGRESQL:
            assert (
                await reading.rows(
                    "select query from pg_stat_activity where datname = current_database()"
                    " and state like 'idle in transaction%' and pid <> pg_backend_pid()"
                )
                == []
            )


async def _entered(stack: AsyncExitStack, database: Database) -> None:
    reading = await stack.enter_async_context(database.reading())
    await reading.rows("select 1")


@pytest.fixture
def limits() -> Limits:
    """Few connections and little patience, so that a leak shows soon."""
    return Limits(connections=3, wait_seconds=1)


@pytest.fixture
async def tight(database_url: str, limits: Limits) -> AsyncIterator[Database]:
    """A database with these limits."""
    database = await Database.open(database_url, limits)
    yield database
    await database.close()


@pytest.mark.parametrize("again", [0, 1, 2])
async def test_a_unit_of_work_may_be_cancelled_wherever_it_waits(
    tight: Database, limits: Limits, again: int
) -> None:
    outcomes: list[str] = []
    while not outcomes or outcomes[-1] == "cancelled":
        unit = partial(CancelledAt, pair(tight, len(outcomes) + 1), len(outcomes), again)
        outcomes.append(await asyncio.create_task(outcome_of(unit)))
    assert len(outcomes) > 5
    await assert_whole_and_free(tight, limits)


@pytest.mark.parametrize("twice", [False, True], ids=["once", "twice"])
async def test_a_unit_of_work_may_be_cancelled_at_any_time(
    tight: Database, limits: Limits, twice: bool
) -> None:
    outcomes: Counter[str] = Counter()
    for turns in range(200):
        task = asyncio.ensure_future(outcome_of(pair(tight, turns + 1)))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        if twice:
            for _ in range(turns % 4):
                await asyncio.sleep(0)
            task.cancel()
        with suppress(asyncio.CancelledError):
            outcomes[await task] += 1
    assert outcomes["cancelled"] > 20
    await assert_whole_and_free(tight, limits)


async def test_a_reading_may_be_cancelled_at_any_time(tight: Database, limits: Limits) -> None:
    for turns in range(120):
        task = asyncio.ensure_future(outcome_of(two_reads(tight)))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    await assert_whole_and_free(tight, limits)


async def test_a_cancelled_statement_stops_in_the_database_too(tight: Database, limits: Limits) -> None:
    for open_unit in (_read_for_ever, _write_for_ever):
        task = asyncio.create_task(open_unit(tight))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert time.monotonic() - began < 1
        assert await _running(tight) == 0
    await assert_whole_and_free(tight, limits)


async def _read_for_ever(database: Database) -> None:
    async with database.reading() as reading:
        await reading.rows(FOR_EVER[database.dialect])


async def _write_for_ever(database: Database) -> None:
    async def do(writing: Writing) -> None:
        await company(writing, 1)
        await writing.rows(FOR_EVER[database.dialect])

    await database.work(do)


async def _running(database: Database) -> int:
    if database.dialect is Dialect.SQLITE:
        return 0
    async with database.reading() as reading:
        rows = await reading.rows(
            "select pid from pg_stat_activity"
            " where state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()"
        )
        return len(rows)


async def test_waiting_for_another_program_can_be_cancelled_at_once(sqlite_url: str) -> None:
    """SQLite's own waiting could not be."""
    first, second = await Database.open(sqlite_url), await Database.open(sqlite_url)
    holding, go = asyncio.Event(), asyncio.Event()

    async def hold(writing: Writing) -> None:
        await company(writing, 1)
        holding.set()
        await go.wait()

    holder = asyncio.create_task(first.work(hold))
    await holding.wait()
    waiter = asyncio.create_task(second.work(lambda writing: company(writing, 2)))
    await asyncio.sleep(0.1)
    began = time.monotonic()
    waiter.cancel()
    with suppress(asyncio.CancelledError):
        await waiter
    assert time.monotonic() - began < 0.3
    go.set()
    await holder
    await first.close()
    await second.close()


async def test_a_time_limit_around_a_unit_of_work_tells_that_it_passed(database: Database) -> None:
    """The cancellation that a time limit sends is not swallowed by the clean-up."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await _write_for_ever(database)
    await database.work(lambda writing: company(writing, 1))


async def test_a_commit_that_has_begun_is_seen_through(database: Database) -> None:
    """The task is cancelled; the change is kept whole, and that is what the next one sees."""
    task = asyncio.create_task(outcome_of(pair(database, 7)))

    def cancel_at_commit(statement: Statement) -> None:
        if statement.text == "COMMIT":
            task.cancel()

    with database.listen(cancel_at_commit):
        assert await task == "cancelled"
    async with database.reading() as reading:
        assert len(await reading.rows("select id from company")) == 2


SHORT = {
    Dialect.SQLITE: "with recursive n (x) as (select 1 union all select x + 1 from n where x < 2000000)"
    " select max(x) from n",
    Dialect.POSTGRESQL: "select pg_sleep(0.3)",
}


async def test_a_connection_is_not_given_back_while_a_statement_runs_on_it(database: Database) -> None:
    """The one who leaves is cancelled while he waits for the statement of another task of his."""
    statements: list[asyncio.Task[Any]] = []

    async def leave_early() -> None:
        async with database.reading() as reading:
            statements.append(asyncio.create_task(reading.rows(SHORT[database.dialect])))
            await asyncio.sleep(0.02)

    leaving = asyncio.create_task(leave_early())
    await asyncio.sleep(0.05)
    leaving.cancel()
    with suppress(asyncio.CancelledError):
        await leaving
    assert statements[0].done()
    assert len(await statements[0]) == 1
    await database.work(lambda writing: company(writing, 1))


async def test_a_reading_shared_by_tasks_survives_none_of_their_cancellations(database: Database) -> None:
    """What one of them broke off has ended the snapshot: the others are told, and no row is mixed up."""
    async with database.reading() as reading:
        task = asyncio.create_task(reading.rows(FOR_EVER[database.dialect]))
        await asyncio.sleep(0.1)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        with pytest.raises(Misused, match="failed already"):
            await reading.rows("select 1")
    await database.work(lambda writing: company(writing, 1))
