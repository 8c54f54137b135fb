"""Every rule of the tables, broken one by one on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from claimgraph.storage.constraints import CHECKS, GREATEST_AMOUNT, INDEXES, UNIQUES, Check, Index, Unique
from claimgraph.storage.database import Database, Writing
from claimgraph.storage.failures import (
    BadValue,
    CheckBroken,
    Failure,
    ReferenceBroken,
    UniqueBroken,
    ValueMissing,
)
from claimgraph.storage.tables import Column, Table, checks, tables
from tests.storage.rows import DAY, NOW, Row, fill, insert, key, refusal, row

YESTERDAY = NOW - timedelta(days=1)

# What breaks a check that speaks of several columns.
CULPRITS: dict[str, Row] = {
    "employment_starts_first": {"ends_on": DAY - timedelta(days=1)},
    "billing_period_starts_first": {"ends_on": DAY - timedelta(days=1)},
    "billing_period_due_after_start": {"due_on": DAY - timedelta(days=1)},
    "actor_person_has_email": {"email": None, "email_key": None},
    "actor_email_has_key": {"email_key": None},
    "actor_service_account_has_company": {"kind": "SERVICE_ACCOUNT", "company_id": None},
    "progress_claim_one_release": {"release_ppm": 1, "release_minor": 1},
}
# The first value that is too much, and the last that is not, by what a check of one column is about.
BEYOND = {"known": "NO", "least": -1, "share": 1_000_001, "day": 32, "amount": GREATEST_AMOUNT + 1}
WITHIN = {"share": 1_000_000, "day": 31, "amount": -GREATEST_AMOUNT}

# What both rows have, so that they meet under this unique and under no other.
MEETING: dict[str, Row] = {
    "billing_period_project_id_starts_on_unique": {"status": "CLOSED"},
    "progress_claim_commitment_id_number_unique": {"status": "VOID"},
    "one_claim_per_period": {"status": "APPROVED"},
    "one_service_account_per_name": {"kind": "SERVICE_ACCOUNT", "company_id": key("company", 1)},
}
# What the second row has, so that it stands beside the first although they have the same values.
BESIDE: dict[str, Row] = {
    "one_running_access": {"ends_at": NOW},
    "one_running_designation": {"ends_at": NOW},
    "one_running_entry": {"ends_at": NOW},
    "one_running_employment": {"ends_at": NOW},
    "one_open_period": {"status": "CLOSED"},
    "one_open_claim": {"status": "APPROVED"},
    "one_claim_per_period": {"status": "VOID"},
    "one_person_per_address": {"stands_for_id": key("actor", 1)},
    "one_service_account_per_name": {"kind": "PERSON"},
}


def about(failure: Failure | None) -> object:
    """What a failure is, for comparing."""
    match failure:
        case UniqueBroken():
            return failure.table, failure.columns
        case CheckBroken():
            return failure.rule
        case ValueMissing():
            return failure.table, failure.column
    return type(failure)


def ancestors(table: Table) -> Iterator[Table]:
    """The tables that a table points at, directly or not, those that are pointed at first."""
    wanted = set(table.targets)
    for other in reversed(tables()):
        if other.name in wanted:
            wanted |= other.targets
    return (other for other in tables() if other.name in wanted)


async def with_a_place_for(writing: Writing, table: Table) -> None:
    """One row in every table, and what a second row of this one would point at."""
    await fill(writing, 1)
    for other in ancestors(table):
        await insert(writing, other.name, row(other, 2))


async def outcomes(database: Database, table: Table, cases: dict[str, Row]) -> dict[str, object]:
    """How it ends to write a second row with these changes, for each case alone; nothing is kept."""

    async def do(writing: Writing) -> dict[str, object]:
        writing.undo()
        await with_a_place_for(writing, table)
        assert await refusal(writing, table.name, row(table, 2)) is None
        return {
            name: about(await refusal(writing, table.name, row(table, 2, **changes)))
            for name, changes in cases.items()
        }

    return await database.work(do)


async def all_outcomes(database: Database, cases_of: Callable[[Table], dict[str, Row]]) -> dict[str, object]:
    """The same for all tables."""
    found: dict[str, object] = {}
    for table in tables():
        found |= await outcomes(database, table, cases_of(table))
    return found


def uniques_of(table: Table) -> list[Unique]:
    """All uniques of a table."""
    return [*table.uniques, *(unique for unique in UNIQUES if unique.table == table.name)]


def same_values(table: Table, unique: Unique) -> Row:
    """What the first row has under a unique."""
    first = row(table, 1, **MEETING.get(unique.name, {}))
    return {**MEETING.get(unique.name, {}), **{column: first[column] for column in unique.columns}}


async def change(writing: Writing, table: str, changes: Row) -> None:
    """Changes the first row."""
    if changes:
        marks = ", ".join(f'"{name}" = ${number}' for number, name in enumerate(changes, start=2))
        await writing.execute(
            f'update "{table}" set {marks} where id = $1', [key(table, 1), *changes.values()]
        )


async def meet(writing: Writing, table: Table, unique: Unique) -> tuple[object, object]:
    """How it ends to write a second row that meets the first, and one that stands beside it."""
    writing.undo()
    await with_a_place_for(writing, table)
    await change(writing, table.name, MEETING.get(unique.name, {}))
    same = same_values(table, unique)
    met = await refusal(writing, table.name, row(table, 2, **same))
    beside = await refusal(writing, table.name, row(table, 2, **(same | BESIDE.get(unique.name, {}))))
    return about(met), about(beside) if unique.where else None


async def test_no_two_rows_have_what_must_be_unique(database: Database) -> None:
    """Those with a condition let a row pass that does not fulfil it."""
    found, expected = {}, {}
    for table in tables():
        for unique in uniques_of(table):
            found[unique.name] = await database.work(partial(meet, table=table, unique=unique))
            expected[unique.name] = ((table.name, unique.columns), type(None) if unique.where else None)
    assert found == expected
    assert {unique.name for unique in UNIQUES} <= found.keys()
    assert len(found) > 25


def culprit(check: Check) -> Row:
    """What breaks a check."""
    if check.name.endswith("_begins_first"):
        return {"ends_at": YESTERDAY}
    return CULPRITS.get(check.name) or dict.fromkeys(check.columns, BEYOND[check.name.rpartition("_")[2]])


async def test_no_row_breaks_a_check(database: Database) -> None:
    found = await all_outcomes(database, lambda table: {c.name: culprit(c) for c in checks(table)})
    assert found == {name: name for name in found}
    assert {check.name for check in CHECKS} <= found.keys()
    assert len([name for name in found if name.endswith("_known")]) > 20


async def test_a_row_may_go_to_the_limit_of_a_check(database: Database) -> None:
    def at_the_limit(table: Table) -> dict[str, Row]:
        limits = {check.name: WITHIN.get(check.name.rpartition("_")[2]) for check in checks(table)}
        return {
            check.name: dict.fromkeys(check.columns, limits[check.name])
            for check in checks(table)
            if limits[check.name] is not None
        }

    found = await all_outcomes(database, at_the_limit)
    assert set(found.values()) == {type(None)}
    assert len(found) > 8


async def test_no_row_lacks_a_value_that_must_be_there(database: Database) -> None:
    def without(table: Table) -> dict[str, Row]:
        needed = [column.name for column in table.columns if not column.is_optional]
        return {f"{table.name}.{name}": {name: None} for name in needed}

    found = await all_outcomes(database, without)
    assert found == {name: tuple(name.split(".")) for name in found}
    assert len(found) > 200


def unfit(column: Column) -> object:
    """A value that a column cannot keep, or None when it takes what it is given."""
    if column.target or column.words:
        return None
    if column.postgresql.startswith("VARCHAR"):
        return "x" * (int(column.postgresql[8:-1]) + 1)
    values: Row = {
        "UUID": "nobody",
        "TIMESTAMPTZ": "2026-03-01 12:00:00",
        "DATE": "2026-02-30",
        "INT": 2**31,
        "BIGINT": 2**63,
        "BOOL": 2,
    }
    return values.get(column.postgresql)


async def test_no_row_keeps_a_value_of_the_wrong_form(database: Database) -> None:
    """SQLite would take them all: its tables are told."""

    def cases(table: Table) -> dict[str, Row]:
        return {
            f"{table.name}.{column.name}": {column.name: unfit(column)}
            for column in table.columns
            if unfit(column) is not None
        }

    found = await all_outcomes(database, cases)
    assert found == dict.fromkeys(found, BadValue)
    assert len(found) > 200


async def test_no_row_points_at_a_row_that_is_not_there(database: Database) -> None:
    def astray(table: Table) -> dict[str, Row]:
        keys = [column.name for column in table.columns if column.target]
        return {f"{table.name}.{name}": {name: key("nowhere", 1)} for name in keys}

    found = await all_outcomes(database, astray)
    assert found == dict.fromkeys(found, ReferenceBroken)
    assert len(found) > 40


async def test_no_row_goes_at_which_another_points(database: Database) -> None:
    """Nothing is ever deleted by the way."""
    targets = sorted(set[str]().union(*(table.targets for table in tables())))

    async def do(writing: Writing) -> dict[str, object]:
        writing.undo()
        await fill(writing)
        return {name: about(await _deletion(writing, name)) for name in targets}

    assert await database.work(do) == dict.fromkeys(targets, ReferenceBroken)


async def _deletion(writing: Writing, table: str) -> Failure | None:
    try:
        async with writing.savepoint():
            await writing.execute(f'delete from "{table}" where id = $1', [key(table, 1)])
    except Failure as failure:
        return failure
    return None


async def test_checks_hold_for_changes_too(database: Database) -> None:
    async def do(writing: Writing) -> list[object]:
        writing.undo()
        await fill(writing)
        found = []
        for change in ("version = 0", "currency = 'TOOLONG'"):
            try:
                async with writing.savepoint():
                    await writing.execute(f"update company set {change}")
            except Failure as failure:
                found.append(about(failure))
        return found

    assert await database.work(do) == ["company_version_least", BadValue]


async def test_names_of_rules_are_short_enough_and_used_once(database: Database) -> None:
    """PostgreSQL cuts a name after 63 letters without a word."""
    names = [unique.name for table in tables() for unique in uniques_of(table)]
    names += [check.name for table in tables() for check in checks(table)]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 63


# Keys by which nobody looks for rows; those who delete what they point at have to read the whole table.
NOT_LOOKED_FOR = {
    "created_by_id",
    "designated_by_id",
    "granted_by_id",
    "on_behalf_of_id",
    "status_changed_by_id",
    "submitted_by_id",
}


async def test_every_rule_speaks_of_columns_that_there_are(database: Database) -> None:
    known = {table.name: {column.name for column in table.columns} for table in tables()}
    rules: list[Unique | Check | Index] = [*UNIQUES, *CHECKS, *INDEXES]
    assert [rule for rule in rules if not set(rule.columns) <= known.get(rule.table, set())] == []


async def test_rows_are_found_by_their_keys_with_an_index(database: Database) -> None:
    first = {(index.table, index.columns[0]) for index in INDEXES}
    first |= {(table.name, unique.columns[0]) for table in tables() for unique in uniques_of(table)}
    keys = {(table.name, column.name) for table in tables() for column in table.columns if column.target}
    assert {key for key in keys - first if key[1] not in NOT_LOOKED_FOR} == set()
