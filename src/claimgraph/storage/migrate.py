"""Brings a database to the newest tables, and says what it did.

All steps that are still to be done go into one transaction: a step that fails, or a process that is killed,
leaves the database as it was, and the command can be run again. Two at once wait for each other.

- Before anything is kept, no table may have lost a row.
- PostgreSQL: an advisory lock, held by the transaction.
- SQLite: a file that holds tables already is copied first (`FILE.before-STEP`). Foreign keys are not in force
  meanwhile, for a copied table would take its children with it; all references are checked at the end.

`python -m claimgraph.storage.migrate --write-initial` writes the first step anew from the models.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from claimgraph.models.fields import instant_text
from claimgraph.storage import migrations
from claimgraph.storage.address import PostgresqlAddress, SqliteAddress, address
from claimgraph.storage.connections import Dialect
from claimgraph.storage.definitions import definition
from claimgraph.storage.engines import orm
from claimgraph.storage.failures import Failure, of_postgresql, of_sqlite
from claimgraph.storage.migrations import FOLDER, Migration
from claimgraph.storage.postgresql import CONNECT_SECONDS
from claimgraph.storage.sqlite import connect, refuse_old_sqlite

Telling = Callable[[str], None]

_WAIT_SECONDS = 60
_LOCK = 0x636C61696D  # "claim"
_INITIAL = "0001_initial"
_LEDGER = "create table if not exists schema_migration (name text primary key, digest text not null, {})"


class MigrationFailed(Failure):
    """A step could not be applied; the database is as it was. The cause is the failure of its statement."""


def _silently(_line: str) -> None:
    pass


async def migrate(url: str, tell: Telling = _silently, folder: Path = FOLDER) -> list[str]:
    """Applies what is still to be applied; gives the names of these steps, none when all is newest.

    `tell` receives a line for each thing done; `folder` holds the steps. A SQLite file that is not there is
    made. Raises MigrationFailed, Unavailable, and ValueError for an address of another kind.
    """
    where = address(url)
    if isinstance(where, SqliteAddress):
        return await asyncio.to_thread(_migrate_sqlite, where.path, folder, tell)
    return await _migrate_postgresql(where, folder, tell)


def _migrate_sqlite(path: Path, folder: Path, tell: Telling) -> list[str]:
    refuse_old_sqlite()
    path.parent.mkdir(parents=True, exist_ok=True)
    steps = migrations.known(Dialect.SQLITE, folder)
    try:
        with closing(connect(path, mode="rwc")) as connection:
            connection.execute(f"PRAGMA busy_timeout={_WAIT_SECONDS * 1000}")
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("PRAGMA synchronous=FULL")
            _keep_a_log(connection)
            _copy_first(connection, path, steps, tell)
            return _apply_to_sqlite(connection, steps, tell)
    except sqlite3.Error as error:
        raise of_sqlite(error) from error


def _keep_a_log(connection: sqlite3.Connection) -> None:
    # The file remembers this mode. Nobody may use it while it changes, and SQLite does not wait for that.
    end = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
        time.sleep(0.05)


def _copy_first(connection: sqlite3.Connection, path: Path, steps: list[Migration], tell: Telling) -> None:
    waiting = migrations.pending(steps, _applied_to_sqlite(connection))
    if not waiting or not _tables_of(connection):
        return
    copy = path.with_name(f"{path.name}.before-{waiting[0].name}")
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", [str(unfinished)])
    unfinished.replace(copy)
    tell(f"Copied the database to {copy}.")


def _apply_to_sqlite(connection: sqlite3.Connection, steps: list[Migration], tell: Telling) -> list[str]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(_LEDGER.format("applied_at text not null"))
        waiting = migrations.pending(steps, _applied_to_sqlite(connection))
        before = _row_counts(connection)
        for step in waiting:
            _apply_step_to_sqlite(connection, step)
            tell(f"Applied {step.name}.")
        _refuse_losses(before, _row_counts(connection))
        _refuse_references_astray(connection)
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return [step.name for step in waiting]


def _apply_step_to_sqlite(connection: sqlite3.Connection, step: Migration) -> None:
    try:
        for statement in statements(step.text):
            connection.execute(statement)
    except sqlite3.Error as error:
        raise MigrationFailed(f"{step.name}: {error}. The database is as it was.") from error
    applied_at = instant_text(datetime.now(UTC))
    connection.execute("insert into schema_migration values (?, ?, ?)", [step.name, step.digest, applied_at])


def statements(text: str) -> Iterator[str]:
    """The statements of an SQL text for SQLite, triggers whole."""
    begun = ""
    for line in text.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""
    if begun.strip():
        raise MigrationFailed(f"This statement has no end: {begun.strip()[:80]}")


def _applied_to_sqlite(connection: sqlite3.Connection) -> dict[str, str]:
    return (
        dict(connection.execute(migrations.APPLIED)) if "schema_migration" in _tables_of(connection) else {}
    )


def _tables_of(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'"
    )
    return [name for (name,) in found]


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    counts = {}
    for table in _tables_of(connection):
        ((counts[table],),) = connection.execute(f'select count(*) from "{table}"')
    return counts


def _refuse_losses(before: dict[str, int], after: dict[str, int]) -> None:
    for table, count in before.items():
        if after.get(table, 0) < count:
            raise MigrationFailed(
                f"{table} would have lost rows: {count} before, {after.get(table, 0)} after."
            )


def _refuse_references_astray(connection: sqlite3.Connection) -> None:
    astray = connection.execute("PRAGMA foreign_key_check").fetchone()
    if astray is not None:
        raise MigrationFailed(f"A row of {astray[0]} would point at a row of {astray[2]} that is not there.")


async def _migrate_postgresql(where: PostgresqlAddress, folder: Path, tell: Telling) -> list[str]:
    steps = migrations.known(Dialect.POSTGRESQL, folder)
    try:
        link = await asyncpg.connect(where.dsn, timeout=CONNECT_SECONDS, **where.options)
        try:
            async with link.transaction():
                return await _apply_to_postgresql(link, steps, tell)
        finally:
            await link.close(timeout=CONNECT_SECONDS)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        raise of_postgresql(error) from error


async def _apply_to_postgresql(link: asyncpg.Connection, steps: list[Migration], tell: Telling) -> list[str]:
    await link.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
    await link.execute("select pg_advisory_xact_lock($1)", _LOCK)
    # Who waits for a table behind a long statement makes everybody behind him wait: rather give up.
    await link.execute("SET LOCAL lock_timeout = '5s'")
    await link.execute(_LEDGER.format("applied_at timestamptz not null"))
    waiting = migrations.pending(steps, dict(await link.fetch(migrations.APPLIED)))
    before = await _row_counts_on_postgresql(link) if waiting else {}
    for step in waiting:
        await _apply_step_to_postgresql(link, step)
        tell(f"Applied {step.name}.")
    _refuse_losses(before, await _row_counts_on_postgresql(link) if waiting else {})
    return [step.name for step in waiting]


async def _apply_step_to_postgresql(link: asyncpg.Connection, step: Migration) -> None:
    try:
        await link.execute(step.text)
    except asyncpg.PostgresError as error:
        raise MigrationFailed(f"{step.name}: {error}. The database is as it was.") from error
    await link.execute("insert into schema_migration values ($1, $2, now())", step.name, step.digest)


async def _row_counts_on_postgresql(link: asyncpg.Connection) -> dict[str, int]:
    names = await link.fetch("select tablename from pg_tables where schemaname = current_schema()")
    return {name: await link.fetchval(f'select count(*) from "{name}"') for (name,) in names}


async def write_initial(folder: Path = FOLDER) -> None:
    """Writes the first step from the models as they are now. Raises MigrationFailed when others follow it."""
    await orm()
    for dialect in Dialect:
        if [step.name for step in migrations.known(dialect, folder) if step.name != _INITIAL]:
            raise MigrationFailed("Later steps build on the first one: write a new step instead.")
        (folder / f"{_INITIAL}.{dialect.lower()}.sql").write_text(definition(dialect), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write-initial"]:
        sys.exit("Usage: python -m claimgraph.storage.migrate --write-initial")
    asyncio.run(write_initial())
