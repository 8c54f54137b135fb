"""What Tortoise can do for the program, alike on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from tortoise.expressions import F, Q
from tortoise.functions import Count, Sum

from claimgraph.models import Actor, Company, Vendor
from claimgraph.rules.vocabulary import OverClaimPolicy
from claimgraph.storage.database import Database, Writing
from claimgraph.storage.failures import Misused
from tests.storage.rows import fill, key, row, table_named


async def with_vendors(writing: Writing) -> None:
    """Three accounts, each with its vendor, and one vendor more in the directory of the first."""
    for which in (1, 2, 3):
        await fill(writing, which)
    values: dict[str, Any] = row(
        table_named("vendor"), 4, account_id=key("company", 1), company_id=key("company", 2)
    )
    await Vendor.create(**values)


async def test_rows_are_found_by_what_they_have(database: Database) -> None:
    async def do(writing: Writing) -> list[list[str]]:
        await with_vendors(writing)
        found = [
            Company.filter(name="t1"),
            Company.filter(name__in=["t1", "t3"]),
            Company.filter(name__icontains="T2"),
            Company.filter(name__startswith="t").exclude(name="t1").order_by("-name").limit(1),
            Company.filter(Q(name="t1") | Q(version=3)).order_by("name"),
            Company.filter(currency__isnull=True).order_by("name").offset(2),
            Company.filter(id=key("company", 2), over_claim=OverClaimPolicy.REFUSED),
            Company.filter(is_account=True),
        ]
        return [[company.name for company in await query] for query in found]

    answers = await database.work(do)
    assert answers == [["t1"], ["t1", "t3"], ["t2"], ["t3"], ["t1", "t3"], ["t3"], ["t2"], []]


async def test_rows_are_counted_added_up_and_grouped(database: Database) -> None:
    async def do(writing: Writing) -> list[object]:
        await with_vendors(writing)
        groups = (
            await Vendor.annotate(n=Count("id"), sum=Sum("version")).group_by("account_id").values("n", "sum")
        )
        return [
            await Vendor.all().count(),
            await Vendor.filter(version__gte=3).exists(),
            sorted((group["n"], group["sum"]) for group in groups),
            sorted(await Vendor.filter(version__lt=3).values_list("name", flat=True)),
        ]

    assert await database.work(do) == [4, True, [(1, 2), (1, 3), (2, 5)], ["t1", "t2"]]


async def test_rows_are_reached_through_others(database: Database) -> None:
    async def do(writing: Writing) -> list[object]:
        await with_vendors(writing)
        vendor = await Vendor.filter(account__name="t2").select_related("account").get()
        return [vendor.account.name, (await vendor.company).name]

    assert await database.work(do) == ["t2", "t2"]
    async with database.reading():
        vendor = await Vendor.get(id=key("vendor", 3)).prefetch_related("company")
        assert vendor.company.name == "t3"


async def test_prefetching_is_refused_in_a_unit_of_work(database: Database) -> None:
    """Tortoise does it in tasks of its own, to which a unit of work does not belong."""

    async def do(writing: Writing) -> None:
        await fill(writing)
        await Vendor.all().prefetch_related("company")

    with pytest.raises(Misused, match="another one"):
        await database.work(do)


async def test_rows_are_changed_and_deleted(database: Database) -> None:
    async def do(writing: Writing) -> list[object]:
        await with_vendors(writing)
        raised = await Company.filter(version__gt=1).update(version=F("version") + 10)
        company = await Company.get(id=key("company", 1))
        company.is_account, company.over_claim = True, OverClaimPolicy.ALLOWED
        await company.save()
        again = await Company.get(id=company.id)
        gone = await Vendor.filter(id=key("vendor", 4)).delete()
        versions = await Company.all().order_by("version").values_list("version", flat=True)
        return [raised, again.is_account, again.over_claim, gone, list(versions)]

    assert await database.work(do) == [2, True, OverClaimPolicy.ALLOWED, 1, [1, 12, 13]]


async def test_many_rows_are_made_with_one_statement(database: Database) -> None:
    async def do(writing: Writing) -> int:
        made: list[dict[str, Any]] = [row(table_named("actor"), which) for which in range(1, 41)]
        await Actor.bulk_create([Actor(**values) for values in made])
        return await Actor.all().count()

    assert await database.work(do) == 40


async def test_a_row_is_found_or_made(database: Database) -> None:
    async def do(writing: Writing) -> list[object]:
        values: dict[str, Any] = row(table_named("company"), 1)
        del values["id"]
        first, is_new = await Company.update_or_create(values, id=key("company", 1))
        second, is_newer = await Company.update_or_create({"name": "Renamed"}, id=key("company", 1))
        return [first.name, is_new, second.name, is_newer, await Company.filter(name="Renamed").count()]

    assert await database.work(do) == ["t1", True, "Renamed", False, 1]


async def test_models_can_be_asked_in_a_snapshot(database: Database) -> None:
    await database.work(with_vendors)
    async with database.reading():
        assert await Company.all().count() == 3
        assert (await Company.get(id=key("company", 3))).name == "t3"
