"""Migrations: what they leave behind, and that they can fail, be killed, and meet."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimgraph.storage import migrations
from claimgraph.storage.connections import Dialect
from claimgraph.storage.constraints import INDEXES
from claimgraph.storage.database import Database, Writing
from claimgraph.storage.failures import Unavailable
from claimgraph.storage.migrate import MigrationFailed, migrate, statements, write_initial
from claimgraph.storage.tables import tables
from tests.databases import new_postgresql
from tests.storage.catalogue import facts
from tests.storage.rows import company, fill

ALL = [step.name for step in migrations.known(Dialect.SQLITE)]
ENDINGS = (".sqlite.sql", ".postgresql.sql")

# What a step may do: nothing that copies a table, drops rows, or changes what somebody still reads.
ALLOWED = re.compile(
    r"""(
        create\ table\b | create\ (unique\ )?index\b | drop\ index\b
        | create\ trigger\b | drop\ trigger\b
        | alter\ table\ \S+\ add\ constraint\b | alter\ table\ \S+\ drop\ constraint\b
        | alter\ table\ \S+\ add\ column\ (?!.*\bnot\ null\b(?!.*\bdefault\b))
        | update\b | insert\b
    )""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


@pytest.fixture
def new_url(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables; the SQLite file is not there yet."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/folder/new.sqlite3"
    else:
        with new_postgresql(request.getfixturevalue("postgres_address")) as url:
            yield url


@pytest.fixture
async def own_url(new_url: str) -> str:
    """The address of a migrated database whose tables may be changed."""
    await migrate(new_url)
    return new_url


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """A folder with the program's own steps, for more to be added."""
    return Path(shutil.copytree(migrations.FOLDER, tmp_path / "steps"))


def make_empty(url: str) -> None:
    """Makes the file of a SQLite database, with nothing in it."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir()
        path.touch()


def add_step(folder: Path, name: str, text: str) -> None:
    """Adds a step that is the same for both databases."""
    for ending in ENDINGS:
        (folder / f"{name}{ending}").write_text(text)


async def names_of_tables(url: str) -> set[str]:
    """The tables that a database has."""
    database = await Database.open(url)
    found = {fact.split(" | ")[1] for fact in await facts(database) if fact.startswith("column")}
    await database.close()
    return found


async def filled(url: str) -> None:
    """Writes a row into every table."""
    database = await Database.open(url)
    await database.work(fill)
    await database.close()


async def all_rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, in the columns of the models."""
    database = await Database.open(url)
    found = {}
    async with database.reading() as reading:
        for table in tables():
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            found[table.name] = [
                tuple(row) for row in await reading.rows(f'select {columns} from "{table.name}"')
            ]
    await database.close()
    return found


async def test_a_new_database_gets_all_steps_and_is_ready(new_url: str) -> None:
    told: list[str] = []
    assert await migrate(new_url, told.append) == ALL
    assert told == [f"Applied {name}." for name in ALL]
    database = await Database.open(new_url)
    await database.check()
    await database.close()


async def test_the_newest_database_gets_none(database_url: str) -> None:
    told: list[str] = []
    assert await migrate(database_url, told.append) == []
    assert told == []


async def test_the_steps_make_the_tables_of_the_models(
    database: Database, new_url: str, tmp_path: Path
) -> None:
    """Else: `python -m claimgraph.storage.migrate --write-initial`, or after a release a new step."""
    folder = tmp_path / "from_models"
    folder.mkdir()
    await write_initial(folder)
    await migrate(new_url, folder=folder)
    made = await Database.open(new_url)
    wanted, found = await facts(made), await facts(database)
    await made.close()
    assert found == wanted
    assert len(found) > 500


async def test_every_key_restricts_and_every_index_is_there(database: Database) -> None:
    """Read from the catalogue, not from what wrote it."""
    found = await facts(database)
    restricting = "RESTRICT" if database.dialect is Dialect.SQLITE else "ON DELETE RESTRICT"
    keys = [fact for fact in found if fact.startswith("key |") or "FOREIGN KEY" in fact]
    assert len(keys) == sum(1 for table in tables() for column in table.columns if column.target)
    assert [fact for fact in keys if restricting not in fact] == []
    text = "\n".join(found)
    assert [index.name for index in INDEXES if index.name not in text] == []


async def test_texts_are_compared_bytewise_whatever_the_servers_language(
    postgresql_database: Database,
) -> None:
    found = [fact.split(" | ") for fact in await facts(postgresql_database) if fact.startswith("column")]
    texts = [fact for fact in found if fact[3].startswith(("character varying", "text"))]
    assert len(texts) > 100
    assert {fact[5] for fact in texts} == {"C"}


ADDED = """
alter table company add column trade text;
alter table company add column grade integer not null default 7;
create index ix_company_trade on company (trade);
update company set trade = name;
"""


async def test_a_step_on_filled_tables_keeps_every_row(own_url: str, steps: Path) -> None:
    await filled(own_url)
    before = await all_rows(own_url)
    add_step(steps, "0002_trade", ADDED)
    assert await migrate(own_url, folder=steps) == ["0002_trade"]
    assert await all_rows(own_url) == before
    assert {len(rows) for rows in before.values()} == {1}
    database = await Database.open(own_url)
    async with database.reading() as reading:
        assert [tuple(row) for row in await reading.rows("select trade, grade from company")] == [("t1", 7)]
    await database.close()


async def test_a_program_that_runs_meanwhile_goes_on(own_url: str, steps: Path) -> None:
    database = await Database.open(own_url)
    await database.work(lambda writing: company(writing, 1))
    add_step(steps, "0002_trade", ADDED)
    await migrate(own_url, folder=steps)
    await database.work(lambda writing: company(writing, 2))
    await database.check()
    async with database.reading() as reading:
        assert len(await reading.rows("select trade from company")) == 2
    await database.close()


async def test_a_step_that_fails_leaves_the_database_as_it_was(own_url: str, steps: Path) -> None:
    await filled(own_url)
    before = await all_rows(own_url), await names_of_tables(own_url)
    add_step(steps, "0002_good", "create table extra (id integer);")
    add_step(steps, "0003_bad", "update company set name = 'x';\ninsert into nowhere values (1);")
    with pytest.raises(MigrationFailed, match=r"0003_bad: .*nowhere.*as it was"):
        await migrate(own_url, folder=steps)
    assert (await all_rows(own_url), await names_of_tables(own_url)) == before
    add_step(steps, "0003_bad", "update company set name = 'x';")
    assert await migrate(own_url, folder=steps) == ["0002_good", "0003_bad"]


async def test_a_step_that_would_lose_rows_is_refused(own_url: str, steps: Path) -> None:
    await filled(own_url)
    before = await all_rows(own_url)
    for text in ("delete from company;", "delete from line_valuation;"):
        add_step(steps, "0002_loss", text)
        with pytest.raises(MigrationFailed):
            await migrate(own_url, folder=steps)
        assert await all_rows(own_url) == before


async def test_a_row_that_would_point_nowhere_is_refused(own_url: str, steps: Path) -> None:
    await filled(own_url)
    before = await all_rows(own_url)
    nobody = "00000000-0000-0000-0000-000000000000"
    add_step(steps, "0002_astray", f"update vendor set company_id = '{nobody}';")
    with pytest.raises(MigrationFailed):
        await migrate(own_url, folder=steps)
    assert await all_rows(own_url) == before


COPIED = """
create table site (id integer primary key, name text);
create table crew (id integer primary key, site_id integer not null references site (id) on delete cascade);
insert into site values (1, 'Dock 4');
insert into crew values (1, 1);
"""
COPYING = """
create table new_site (id integer primary key, name text not null default '');
insert into new_site select id, name from site;
drop table site;
alter table new_site rename to site;
"""


async def test_a_copied_parent_keeps_its_children(sqlite_url: str, steps: Path) -> None:
    """Where the stock migrations lose them: test_stock_traps."""
    add_step(steps, "0002_crews", COPIED)
    await migrate(sqlite_url, folder=steps)
    add_step(steps, "0003_copy", COPYING)
    await migrate(sqlite_url, folder=steps)
    database = await Database.open(sqlite_url)
    async with database.reading() as reading:
        assert len(await reading.rows("select id from crew")) == 1
    await database.close()


async def test_a_file_is_copied_before_a_step(sqlite_url: str, steps: Path) -> None:
    await filled(sqlite_url)
    before = await all_rows(sqlite_url)
    add_step(steps, "0002_rename", "update company set name = 'Renamed';")
    told: list[str] = []
    await migrate(sqlite_url, told.append, steps)
    copy = f"{sqlite_url}.before-0002_rename"
    assert await all_rows(copy) == before
    assert told == [f"Copied the database to {copy.removeprefix('sqlite:///')}.", "Applied 0002_rename."]


# Says what it applied, and is killed before it comes to the end of the step after.
SLOW = {
    ".sqlite.sql": """
        create table slow (n integer);
        insert into slow with recursive c (n) as (select 1 union all select n + 1 from c where n < 3000000)
            select n from c;
    """,
    ".postgresql.sql": "create table slow (n integer); select pg_sleep(0.6);",
}
PROGRAM = """
import asyncio, sys
from pathlib import Path
from claimgraph.storage.migrate import migrate

asyncio.run(migrate(sys.argv[1], lambda line: print(line, flush=True), Path(sys.argv[2])))
"""


async def test_a_killed_migration_is_run_again(own_url: str, steps: Path) -> None:
    await filled(own_url)
    before = await all_rows(own_url), await names_of_tables(own_url)
    add_step(steps, "0002_trade", ADDED)
    for ending, text in SLOW.items():
        (steps / f"0003_slow{ending}").write_text(text)
    await _killed_after("Applied 0002_trade.", own_url, steps)
    assert (await all_rows(own_url), await names_of_tables(own_url)) == before
    assert await migrate(own_url, folder=steps) == ["0002_trade", "0003_slow"]
    assert await all_rows(own_url) == before[0]


async def _killed_after(line: str, url: str, folder: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, url, str(folder), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    while (told := (await process.stdout.readline()).decode().strip()) != line:
        assert told
    await asyncio.sleep(0.05)
    process.kill()
    assert await process.wait() == -signal.SIGKILL


async def test_two_at_once_apply_each_step_once(new_url: str) -> None:
    outcomes = await asyncio.gather(migrate(new_url), migrate(new_url), migrate(new_url))
    assert sorted(outcomes) == [[], [], ALL]


async def test_a_step_that_was_changed_after_it_was_applied_is_told(own_url: str, steps: Path) -> None:
    for ending in ENDINGS:
        with (steps / f"{ALL[0]}{ending}").open("a") as file:
            file.write("-- one more line\n")
    with pytest.raises(Unavailable, match=f"{ALL[0]} was changed"):
        await migrate(own_url, folder=steps)


async def test_a_database_without_tables_is_not_ready(new_url: str) -> None:
    make_empty(new_url)
    database = await Database.open(new_url)
    with pytest.raises(Unavailable, match="no tables yet"):
        await database.check()
    await database.close()


async def test_a_database_that_lacks_a_step_is_not_ready() -> None:
    with pytest.raises(Unavailable, match=rf"older than the program.*{ALL[-1]}"):
        migrations.refuse_difference(Dialect.SQLITE, {})


async def test_a_database_that_is_ahead_of_the_program_is_ready(database: Database) -> None:
    """While a newer program takes over, the older one goes on."""

    async def ahead(writing: Writing) -> None:
        now = "2026-03-01 12:00:00.000000+00:00"
        await writing.execute(f"insert into schema_migration values ('9999_future', 'x', '{now}')")

    await database.work(ahead)
    await database.check()


@pytest.mark.parametrize("dialect", Dialect)
def test_steps_do_only_what_is_safe(dialect: Dialect) -> None:
    for step in migrations.known(dialect):
        unsafe = [text for text in statements(step.text) if not ALLOWED.match(text.strip())]
        assert unsafe == [], step.name


@pytest.mark.parametrize(
    "unsafe",
    [
        "drop table company;",
        "delete from company;",
        "alter table company drop column name;",
        "alter table company rename column name to title;",
        "alter table company alter column name type text;",
        "alter table company add column trade text not null;",
    ],
)
def test_the_check_of_steps_finds_what_is_not_safe(unsafe: str) -> None:
    assert ALLOWED.match(unsafe) is None


def test_both_databases_have_the_same_steps() -> None:
    names = [[step.name for step in migrations.known(dialect)] for dialect in Dialect]
    assert names[0] == names[1]


async def test_the_first_step_is_not_rewritten_when_others_follow(steps: Path) -> None:
    add_step(steps, "0002_trade", ADDED)
    with pytest.raises(MigrationFailed, match="write a new step"):
        await write_initial(steps)


def test_a_statement_without_an_end_is_told() -> None:
    with pytest.raises(MigrationFailed, match="no end: update company"):
        list(statements("create table a (b);\nupdate company set name = 'x'\n"))
