"""Values come back as they were, and are compared alike on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest

from claimgraph import models
from claimgraph.models import FOREVER
from claimgraph.models.fields import instant_text
from claimgraph.storage.database import Database, Dialect, Writing
from claimgraph.storage.failures import BadValue
from claimgraph.storage.values import kept
from tests.storage.rows import company, insert, key, row, table_named

SYDNEY = timezone(timedelta(hours=11))
INSTANTS = [
    datetime(2026, 3, 1, 12, 0, 0, 0, UTC),
    datetime(2026, 3, 1, 12, 0, 0, 1, UTC),
    datetime(2026, 3, 1, 12, 0, 1, 0, UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(999, 12, 31, 23, 59, 59, 999999, UTC),
    FOREVER,
]


class Fruit(StrEnum):
    """Some words."""

    APPLE = "APPLE"


async def company_made_at(writing: Writing, which: int, at: datetime) -> None:
    """Writes a company that was made at that time."""
    await insert(writing, "company", row(table_named("company"), which, created_at=at))


async def test_instants_come_back_to_the_microsecond_whatever_their_offset(database: Database) -> None:
    async def do(writing: Writing) -> list[datetime]:
        for which, at in enumerate(INSTANTS, start=1):
            spelled = at if at == FOREVER or at.year < 1000 else at.astimezone(SYDNEY)
            await company_made_at(writing, which, spelled)
        return [(await models.Company.get(id=key("company", which))).created_at for which in range(1, 7)]

    found = await database.work(do)
    assert found == INSTANTS
    assert {at.tzinfo for at in found} == {UTC}


async def test_instants_are_ordered_and_compared_as_instants(database: Database) -> None:
    async def do(writing: Writing) -> tuple[list[str], int]:
        for which, at in enumerate(INSTANTS, start=1):
            await company_made_at(writing, which, at)
        names = await writing.rows("select name from company order by created_at")
        later = await writing.rows(
            "select name from company where created_at > $1", [INSTANTS[0].astimezone(SYDNEY)]
        )
        return [name for (name,) in names], len(later)

    assert await database.work(do) == (["t5", "t4", "t1", "t2", "t3", "t6"], 3)


async def test_a_time_without_an_offset_is_refused(database: Database) -> None:
    naive = datetime(2026, 3, 1, 12)

    with pytest.raises(ValueError, match="needs an offset"):
        models.Company(created_at=naive)

    async def do(writing: Writing) -> None:
        await models.Company.filter(created_at=naive).count()

    with pytest.raises(ValueError, match="needs an offset"):
        await database.work(do)


def test_the_text_of_an_instant_is_always_as_wide() -> None:
    assert {len(instant_text(at)) for at in INSTANTS} == {len("2026-03-01 12:00:00.000000+00:00")}
    assert sorted(map(instant_text, INSTANTS)) == list(map(instant_text, sorted(INSTANTS)))


async def test_lists_are_one_parameter(database: Database) -> None:
    test = (
        "= any($1::uuid[])"
        if database.dialect is Dialect.POSTGRESQL
        else "in (select value from json_each(?1))"
    )

    async def do(writing: Writing) -> list[str]:
        for which in (1, 2, 3):
            await company(writing, which)
        wanted = [key("company", 1), key("company", 3)]
        return [name for (name,) in await writing.rows(f"select name from company where id {test}", [wanted])]

    assert sorted(await database.work(do)) == ["t1", "t3"]


async def test_texts_are_ordered_bytewise_alike(database: Database) -> None:
    names = ["Zoll", "apfel", "Äpfel", "Apfel", "äpfel", "zoll", "_", "z-oll", "zo", "𝄞", "ﬀ"]

    async def do(writing: Writing) -> list[str]:
        for which, name in enumerate(names, start=1):
            await insert(writing, "company", row(table_named("company"), which, name=name))
        return [name for (name,) in await writing.rows("select name from company order by name")]

    assert await database.work(do) == sorted(names, key=str.encode)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, 1),
        (2**63 - 1, 2**63 - 1),
        ("text", "text"),
        (Fruit.APPLE, "APPLE"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01 00:00:00.000000+00:00"),
        ([1, "a", None, UUID(int=1)], '[1, "a", null, "00000000-0000-0000-0000-000000000001"]'),
        (("ä",), '["ä"]'),
        (b"\x00", b"\x00"),
    ],
)
def test_sqlite_keeps_each_kind_in_one_way(value: object, expected: object) -> None:
    assert kept(value) == expected
    assert type(kept(value)) is type(expected)


@pytest.mark.parametrize("inexact", [1.5, 1.0, Decimal(1), [1.0]], ids=repr)
async def test_a_float_never_becomes_an_amount(database: Database, inexact: object) -> None:
    """PostgreSQL's driver would keep 1 of 1.5."""

    async def do(writing: Writing) -> None:
        await writing.execute("update commitment set original_sum_minor = $1", [inexact])

    with pytest.raises(BadValue, match="exactly"):
        await database.work(do)


async def test_a_number_beyond_64_bits_is_refused(database: Database) -> None:
    async def do(writing: Writing) -> None:
        await writing.execute("update commitment set original_sum_minor = $1", [2**63])

    with pytest.raises(BadValue):
        await database.work(do)


async def test_a_text_that_looks_like_a_parameter_stays_a_text(database: Database) -> None:
    async def do(writing: Writing) -> str:
        await insert(writing, "company", row(table_named("company"), 1, name="$1 ?1 'x' \"y\" ; --"))
        return (await models.Company.get(name="$1 ?1 'x' \"y\" ; --")).name

    assert await database.work(do) == "$1 ?1 'x' \"y\" ; --"
