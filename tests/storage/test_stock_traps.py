"""What Tortoise's own clients do, for which ours exist; when one of these fails, a trap was closed there.

Beside each stands what ours does on the same occasion.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tortoise.exceptions import OperationalError
from tortoise.functions import Sum
from tortoise.migrations.schema_editor.sqlite import SqliteSchemaEditor
from tortoise.transactions import in_transaction

from claimgraph import models
from claimgraph.storage.database import Database, Writing
from claimgraph.storage.failures import Misused, UniqueBroken
from tests.databases import new_postgresql
from tests.storage.rows import NOW, company, fill, insert, key, row, table_named
from tests.storage.stock import POSTGRESQL, SQLITE, Bill, Crew, Site, Ticket, stock


@pytest.fixture
def stock_url(tmp_path: Path) -> str:
    """The address of a SQLite file for the stock client."""
    return f"sqlite:///{tmp_path}/stock.sqlite3"


async def cancelled_after(turns: int, unit: Callable[[], Awaitable[object]]) -> None:
    """Runs a unit of work and cancels it after so many turns of the event loop."""
    task = asyncio.ensure_future(unit())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def stock_unit(name: str) -> None:
    """One row written by the stock client, in a transaction."""
    async with in_transaction(name):
        await Bill.create(amount=1)


async def companies(database: Database) -> int:
    """How many companies there are."""
    async with database.reading() as reading:
        ((count,),) = await reading.rows("select count(*) from company")
        return int(count)


async def test_stock_ignores_the_constraints_of_meta(stock_url: str) -> None:
    async with stock(stock_url, SQLITE):
        await Ticket.create(seat=1)
        await Ticket.create(seat=1)
        assert await Ticket.filter(seat=1).count() == 2


async def test_ours_are_in_the_tables(database: Database) -> None:
    """One of them; all are tried in test_constraints."""

    async def twice(writing: Writing) -> None:
        for which in (1, 2):
            person = row(table_named("actor"), which, email_key="eve@example.com")
            await insert(writing, "actor", person)

    with pytest.raises(UniqueBroken):
        await database.work(twice)


async def test_stock_loses_the_children_when_a_parent_is_altered(stock_url: str) -> None:
    """Ours forbids such steps, and refuses to keep the loss of a row: test_migrate."""
    async with stock(stock_url, SQLITE) as context:
        await Crew.create(site=await Site.create(name="Dock 4"))
        editor = SqliteSchemaEditor(context.connections.get(SQLITE))
        await editor.remove_field(Site, Site._meta.fields_map["name"])
        assert await Crew.all().count() == 0


async def test_stock_sqlite_hangs_for_ever_after_a_cancelled_start(stock_url: str) -> None:
    """Ours: test_cancellation."""
    async with stock(stock_url, SQLITE):
        for turns in range(3):
            with suppress(TimeoutError):
                async with asyncio.timeout(0.2):
                    await cancelled_after(turns, lambda: stock_unit(SQLITE))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await Bill.create(amount=1)


@pytest.fixture(params=["postgresql"])
def stock_server(postgres_address: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database for the stock client."""
    with new_postgresql(postgres_address) as url:
        yield url


async def test_stock_leaks_sessions_of_postgresql_when_cancelled(stock_server: str) -> None:
    """Ours: test_cancellation."""
    async with stock(stock_server, POSTGRESQL) as context:
        await asyncio.gather(*(Bill.create(amount=1) for _ in range(4)))
        pool = context.connections.get(POSTGRESQL)._pool
        for turns in range(40):
            with suppress(TimeoutError):
                async with asyncio.timeout(0.1):
                    await cancelled_after(turns % 8, lambda: stock_unit(POSTGRESQL))
        assert pool.get_size() > pool.get_idle_size()
        pool.terminate()


async def test_stock_sqlite_fails_at_once_when_another_program_wrote_meanwhile(stock_url: str) -> None:
    """`busy_timeout` does not help: its transaction began as a reading one, with a snapshot grown old."""
    async with stock(stock_url, SQLITE):
        with pytest.raises(OperationalError, match="database is locked"):
            async with in_transaction(SQLITE):
                await Bill.all().count()
                _by_another_program(stock_url)
                await Bill.create(amount=1)


def _by_another_program(url: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("insert into bill (amount) values (1)")


async def test_ours_keeps_other_programs_waiting_from_the_beginning(
    sqlite_database: Database, sqlite_url: str
) -> None:
    other = await Database.open(sqlite_url)

    async def read_then_write(writing: Writing) -> None:
        ((count,),) = await writing.rows("select count(*) from company")
        await asyncio.sleep(0.01)
        await company(writing, count + 1)

    units = (database.work(read_then_write) for database in (sqlite_database, other) for _ in range(5))
    await asyncio.gather(*units)
    await other.close()
    assert await companies(sqlite_database) == 10


async def test_stock_loses_what_a_task_writes_that_outlives_its_transaction(stock_url: str) -> None:
    async def later() -> None:
        await over.wait()
        await Bill.create(amount=1)

    async with stock(stock_url, SQLITE):
        over = asyncio.Event()
        async with in_transaction(SQLITE):
            late = asyncio.create_task(later())
        with pytest.raises(ZeroDivisionError):
            async with in_transaction(SQLITE):
                over.set()
                await late
                raise ZeroDivisionError
        assert await Bill.all().count() == 0


async def test_ours_refuses_a_task_that_outlives_its_transaction(database: Database) -> None:
    over = asyncio.Event()

    async def later() -> None:
        await over.wait()
        await models.Company.all().count()

    async def leave_a_task(writing: Writing) -> asyncio.Task[None]:
        return asyncio.create_task(later())

    late = await database.work(leave_a_task)
    over.set()
    with pytest.raises(Misused, match="is over"):
        await late


async def test_stock_loses_a_tasks_rows_when_another_fails_beside_it(stock_url: str) -> None:
    async def fails() -> None:
        async with in_transaction(SQLITE):
            began.set()
            await written.wait()
            raise ZeroDivisionError

    async def ends_well() -> None:
        await began.wait()
        async with in_transaction(SQLITE):
            await Bill.create(amount=1)
        written.set()

    async with stock(stock_url, SQLITE):
        began, written = asyncio.Event(), asyncio.Event()
        async with in_transaction(SQLITE):
            _, outcome = await asyncio.gather(fails(), ends_well(), return_exceptions=True)
        assert outcome is None
        assert await Bill.all().count() == 0


async def test_ours_lets_only_the_task_nest_that_began(database: Database) -> None:
    async def part() -> None:
        async with in_transaction():
            await models.Company.all().count()

    async def nest(writing: Writing) -> list[BaseException | None]:
        async with in_transaction():
            await company(writing)
        return list(await asyncio.gather(part(), part(), return_exceptions=True))

    assert [type(outcome) for outcome in await database.work(nest)] == [Misused, Misused]
    assert await companies(database) == 1


async def test_stock_sums_decimals_of_sqlite_as_floats(stock_url: str) -> None:
    amount = Decimal("9007199254740993.01")
    async with stock(stock_url, SQLITE):
        await Bill.bulk_create([Bill(amount=amount), Bill(amount=Decimal("0.01"))])
        (found,) = await Bill.annotate(total=Sum("amount")).values("total")
        assert found["total"] != amount + Decimal("0.01")


async def test_ours_sums_minor_units_exactly(database: Database) -> None:
    """Beyond 2^53, where floats lose single units."""
    amounts = (9_000_000_000_000_000, 9_000_000_000_000_000, -1)

    async def total(writing: Writing) -> int:
        for which, amount in enumerate(amounts, start=1):
            await fill(writing, which)
            await writing.execute(
                "update commitment set original_sum_minor = $1 where id = $2",
                [amount, key("commitment", which)],
            )
        ((found,),) = await writing.rows("select sum(original_sum_minor) from commitment")
        return int(found)

    assert await database.work(total) == sum(amounts)


async def test_stock_compares_instants_of_sqlite_as_they_are_spelled(stock_url: str) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    async with stock(stock_url, SQLITE):
        await Bill.create(amount=1, sent_at=noon)
        assert await Bill.filter(sent_at__gte=noon.astimezone(timezone(timedelta(hours=10)))).count() == 0


async def test_ours_compares_instants_whatever_their_offset(database: Database) -> None:
    async def count(writing: Writing) -> list[int]:
        await company(writing)
        elsewhere = NOW.astimezone(timezone(timedelta(hours=10)))
        tick = timedelta(microseconds=1)
        found = models.Company.filter
        return [await found(created_at__gte=at).count() for at in (elsewhere, elsewhere + tick, NOW - tick)]

    assert await database.work(count) == [1, 0, 1]


async def test_stock_sends_one_databases_insert_to_the_other(stock_url: str, stock_server: str) -> None:
    async with stock(stock_url, "default"):
        await Bill.create(amount=1)
    async with stock(stock_server, "default"):
        with pytest.raises(OperationalError, match="syntax error"):
            await Bill.create(amount=1)


async def test_ours_serves_both_kinds_side_by_side(
    sqlite_database: Database, postgresql_database: Database
) -> None:
    async def by_model(writing: Writing) -> int:
        for which in range(1, 6):
            values: dict[str, Any] = row(table_named("company"), which)
            await models.Company.create(**values)
        return await models.Company.filter(created_at__lte=NOW).count()

    both = (sqlite_database, postgresql_database)
    assert await asyncio.gather(*(database.work(by_model) for database in both)) == [5, 5]
