"""Units of work and snapshots: what is kept, what is seen, and what is refused."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from claimgraph import errors, models
from claimgraph.storage.database import Database, Reading, Statement, Writing
from claimgraph.storage.failures import (
    Busy,
    Failure,
    Misused,
    OutcomeUnknown,
    StatementRefused,
    Unavailable,
    UniqueBroken,
)
from tests.storage.rows import NOW, company, key, row, table_named

COUNT = "select count(*) from company"


async def count(reading: Reading) -> int:
    """How many companies the transaction sees."""
    return int((await reading.rows(COUNT))[0][0])


async def kept(database: Database) -> int:
    """How many companies are kept."""
    async with database.reading() as reading:
        return await count(reading)


async def rename(writing: Writing, name: str) -> int:
    """Gives the first company another name, by a statement; gives the rows touched."""
    return await writing.execute("update company set name = $1 where id = $2", [name, key("company", 1)])


async def test_a_unit_of_work_keeps_what_it_wrote_and_gives_its_value(database: Database) -> None:
    async def do(writing: Writing) -> str:
        await company(writing)
        return "done"

    assert await database.work(do) == "done"
    assert await kept(database) == 1


async def test_a_unit_of_work_that_raises_keeps_nothing(database: Database) -> None:
    async def do(writing: Writing) -> None:
        await company(writing)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.work(do)
    assert await kept(database) == 0


async def test_a_dry_run_gives_its_value_and_keeps_nothing(database: Database) -> None:
    async def do(writing: Writing) -> int:
        await company(writing)
        writing.undo()
        return await count(writing)

    assert await database.work(do) == 1
    assert await kept(database) == 0


async def test_a_unit_of_work_sees_what_it_wrote_by_statement_and_by_model(database: Database) -> None:
    async def do(writing: Writing) -> list[object]:
        await company(writing)
        found = await models.Company.get(id=key("company", 1))
        await rename(writing, "Renamed")
        again = await models.Company.get(name="Renamed")
        again.name = "Twice renamed"
        await again.save(update_fields=["name"])
        ((name,),) = await writing.rows("select name from company")
        return [found.name, again.id, name]

    assert await database.work(do) == ["t1", key("company", 1), "Twice renamed"]


async def test_a_statement_tells_how_many_rows_it_touched(database: Database) -> None:
    """By which a change that expects a version knows whether it still was that version."""

    async def do(writing: Writing) -> list[int]:
        await company(writing)
        first = await models.Company.filter(id=key("company", 1), version=1).update(version=2)
        second = await models.Company.filter(id=key("company", 1), version=1).update(version=2)
        return [first, second, await rename(writing, "Third")]

    assert await database.work(do) == [1, 0, 1]


async def test_many_rows_go_in_with_one_call(database: Database) -> None:
    async def do(writing: Writing) -> int:
        await company(writing)
        values = [row(table_named("vendor"), which, account_id=key("company", 1)) for which in range(1, 51)]
        for which in range(2, 51):
            await company(writing, which)
        names = ", ".join(values[0])
        marks = ", ".join(f"${number}" for number in range(1, len(values[0]) + 1))
        await writing.execute_many(
            f"insert into vendor ({names}) values ({marks})", [list(value.values()) for value in values]
        )
        return await models.Vendor.all().count()

    assert await database.work(do) == 50


async def test_a_snapshot_sees_the_same_rows_whatever_others_write(database: Database) -> None:
    async with database.reading() as reading:
        before = await count(reading)
        await asyncio.create_task(database.work(company))
        after = await count(reading), await models.Company.all().count()
    assert (before, *after) == (0, 0, 0)
    assert await kept(database) == 1


async def test_others_see_nothing_of_a_unit_of_work_before_its_end(database: Database) -> None:
    async def do(writing: Writing) -> int:
        await company(writing)
        return await asyncio.create_task(kept(database))

    assert await database.work(do) == 0
    assert await kept(database) == 1


async def test_a_reading_cannot_write(database: Database) -> None:
    async with database.reading() as reading:
        with pytest.raises(StatementRefused):
            await reading.rows("delete from company")


async def test_the_tasks_of_a_request_may_share_a_reading(database: Database) -> None:
    async with database.reading() as reading:
        assert await asyncio.gather(*(count(reading) for _ in range(10))) == [0] * 10


async def test_a_reading_is_refused_after_its_end(database: Database) -> None:
    async with database.reading() as reading:
        pass
    with pytest.raises(Misused, match="is over"):
        await count(reading)


async def test_a_unit_of_work_is_refused_to_other_tasks(database: Database) -> None:
    async def do(writing: Writing) -> BaseException | int:
        (outcome,) = await asyncio.gather(count(writing), return_exceptions=True)
        return outcome

    assert isinstance(await database.work(do), Misused)


async def test_a_transaction_is_not_opened_inside_another(database: Database) -> None:
    """It would not see what the outer one wrote, and on SQLite wait for it for ever."""

    async def do(writing: Writing) -> None:
        with pytest.raises(Misused, match="already"):
            await database.work(company)
        with pytest.raises(Misused, match="already"):
            await kept(database)

    await database.work(do)


async def test_models_are_refused_outside_a_transaction(database: Database) -> None:
    await database.work(company)
    await kept(database)
    with pytest.raises(RuntimeError, match="No TortoiseContext"):
        await models.Company.all().count()


async def test_a_savepoint_undoes_its_part_alone(database: Database) -> None:
    async def do(writing: Writing) -> None:
        await company(writing, 1)
        with pytest.raises(UniqueBroken):
            async with writing.savepoint():
                await company(writing, 2)
                await company(writing, 1)
        await company(writing, 3)

    await database.work(do)
    async with database.reading() as reading:
        assert [name for (name,) in await reading.rows("select name from company order by name")] == [
            "t1",
            "t3",
        ]


async def test_tortoise_nests_by_savepoints(database: Database) -> None:
    async def do(writing: Writing) -> list[bool]:
        values = row(table_named("company"), 1)
        fixed = {name: value for name, value in values.items() if name != "id"}
        made = []
        for _ in range(2):
            _, is_new = await models.Company.get_or_create(fixed, id=key("company", 1))
            made.append(is_new)
        async with in_transaction():
            await company(writing, 2)
        return made

    assert await database.work(do) == [True, False]
    assert await kept(database) == 2


async def test_a_failure_that_somebody_passed_over_still_undoes_the_unit(database: Database) -> None:
    """On PostgreSQL the transaction is lost; on SQLite it would go on with half of the work."""

    async def do(writing: Writing) -> None:
        await company(writing)
        with pytest.raises(UniqueBroken):
            await company(writing)
        with pytest.raises(Misused, match="failed already"):
            await company(writing, 2)

    with pytest.raises(UniqueBroken):
        await database.work(do)
    assert await kept(database) == 0


@pytest.mark.parametrize("passing", [Busy("taken"), Unavailable("gone")])
async def test_a_unit_of_work_is_tried_again_when_the_cause_passes(
    database: Database, passing: Failure
) -> None:
    tries = []

    async def do(writing: Writing) -> int:
        await company(writing)
        tries.append(1)
        if len(tries) < 3:
            raise passing
        return len(tries)

    assert await database.work(do) == 3
    assert await kept(database) == 1


async def test_a_unit_of_work_is_tried_a_limited_number_of_times(database: Database) -> None:
    tries = []

    async def do(writing: Writing) -> None:
        tries.append(1)
        raise Busy("taken")

    with pytest.raises(Busy):
        await database.work(do, attempts=2)
    assert len(tries) == 2


@pytest.mark.parametrize("final", [OutcomeUnknown("cut"), UniqueBroken("t", ("c",)), ZeroDivisionError()])
async def test_what_does_not_pass_is_raised_at_once(database: Database, final: Exception) -> None:
    tries = []

    async def do(writing: Writing) -> None:
        tries.append(1)
        raise final

    with pytest.raises(type(final)):
        await database.work(do)
    assert len(tries) == 1


async def test_one_of_two_that_block_each_other_is_tried_again(postgresql_database: Database) -> None:
    """A deadlock: PostgreSQL breaks one off, and both changes are there in the end."""

    async def both(writing: Writing) -> None:
        await company(writing, 1)
        await company(writing, 2)

    async def change(writing: Writing, first: int, second: int) -> None:
        for which in (first, second):
            text = "update company set version = version + 1 where id = $1"
            await writing.execute(text, [key("company", which)])
            await asyncio.sleep(0.1)

    await postgresql_database.work(both)
    await asyncio.gather(
        postgresql_database.work(lambda writing: change(writing, 1, 2)),
        postgresql_database.work(lambda writing: change(writing, 2, 1)),
    )
    async with postgresql_database.reading() as reading:
        versions = await reading.rows("select version from company order by version")
        assert [version for (version,) in versions] == [1 + 2, 2 + 2]


async def test_a_locked_row_is_waited_for(postgresql_database: Database) -> None:
    """Two read, add and write at once; neither addition is lost."""

    async def add(writing: Writing) -> None:
        found = await models.Company.select_for_update().get(id=key("company", 1))
        await asyncio.sleep(0.01)
        await models.Company.filter(id=found.id).update(version=found.version + 1)

    await postgresql_database.work(company)
    await asyncio.gather(*(postgresql_database.work(add) for _ in range(6)))
    async with postgresql_database.reading() as reading:
        assert (await reading.rows("select version from company"))[0][0] == 7


async def test_units_of_work_of_one_program_follow_each_other(sqlite_database: Database) -> None:
    """The same on SQLite, which has one writer: no lock is needed, and `select_for_update` asks for none."""

    async def add(writing: Writing) -> None:
        found = await models.Company.select_for_update().get(id=key("company", 1))
        await asyncio.sleep(0.001)
        await models.Company.filter(id=found.id).update(version=found.version + 1)

    await sqlite_database.work(company)
    await asyncio.gather(*(sqlite_database.work(add) for _ in range(6)))
    async with sqlite_database.reading() as reading:
        assert (await reading.rows("select version from company"))[0][0] == 7


async def test_every_statement_is_heard_before_it_runs(database: Database) -> None:
    heard: list[Statement] = []

    async def do(writing: Writing) -> None:
        await rename(writing, "x")
        await models.Company.filter(name="x").count()
        async with writing.savepoint():
            await count(writing)

    with database.listen(heard.append):
        await database.work(do)
        async with database.reading() as reading:
            await count(reading)
    await database.work(do)
    plain = [statement.text.split()[0].lower() for statement in heard if not statement.is_control]
    control = [statement.text.split()[0] for statement in heard if statement.is_control]
    assert plain == ["update", "select", "select", "select"]
    assert control == ["BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "BEGIN"]
    assert heard[1].arguments == ("x", key("company", 1))


@pytest.mark.parametrize("place", range(4))
async def test_a_failure_at_any_statement_leaves_nothing(database: Database, place: int) -> None:
    """BEGIN, two rows, COMMIT: whoever listens can let each of them fail, as a broken database would."""
    heard: list[Statement] = []

    def fail(statement: Statement) -> None:
        heard.append(statement)
        if len(heard) == place + 1:
            raise ConnectionResetError

    async def do(writing: Writing) -> None:
        await company(writing, 1)
        await company(writing, 2)

    with database.listen(fail), pytest.raises(ConnectionResetError):
        await database.work(do)
    assert await kept(database) == 0
    await database.work(do)
    assert await kept(database) == 2


async def test_a_closed_database_says_so(database: Database) -> None:
    await database.close()
    with pytest.raises(Unavailable, match="closed"):
        await kept(database)


async def test_passing_failures_are_told_to_the_client_as_such(database: Database) -> None:
    """The server need not know them one by one."""
    assert isinstance(Busy("taken"), errors.Unavailable)
    assert isinstance(Unavailable("gone"), errors.Unavailable)
    assert not isinstance(UniqueBroken("t", ("c",)), errors.Unavailable)


async def test_values_come_back_as_models_wrote_them(database: Database) -> None:
    async def do(writing: Writing) -> models.Company:
        await company(writing)
        await models.Company.filter(id=key("company", 1)).update(is_account=True, currency="EUR")
        return await models.Company.get(is_account=True, created_at__gt=NOW - timedelta(seconds=1))

    found = await database.work(do)
    assert (found.id, found.created_at, found.is_account) == (key("company", 1), NOW, True)
    assert found.over_claim is type(found.over_claim).REFUSED
