"""One door to the data: only the reader, and what stands beside it, asks the database.

A query elsewhere would answer without the viewer's scope. Found are: a query method on a model, a method that
only queries and models have, an awaited or iterated attribute (`await claim.lines` is a query too), and an
import of what opens a connection.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TypeGuard

import pytest

from tests.house.sources import Source, product

MAY_READ = {
    "claimgraph.auth": "finds out who asks, before there is a viewer",
    "claimgraph.storage": "is the database's own room",
    "claimgraph.resolvers.reader": "is the door",
    "claimgraph.resolvers.work": "locks and writes what an action changes, found through its scope",
}

ON_A_MODEL = {
    *("all", "filter", "exclude", "first", "latest", "earliest", "get", "get_or_none", "get_or_create"),
    *("create", "bulk_create", "bulk_update", "update_or_create", "in_bulk", "exists", "annotate", "raw"),
    *("select_for_update", "fetch_for_list"),
}
ON_ANYTHING = {
    *("save", "fetch_related", "refresh_from_db", "prefetch_related", "select_related", "select_for_update"),
    *("get_or_none", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "values_list"),
    *("execute_query", "execute_query_dict", "execute_insert", "execute_many", "execute_script"),
}
CONNECTIONS = {
    *("tortoise.Tortoise", "tortoise.connections", "tortoise.connection", "tortoise.transactions"),
    *("tortoise.backends", "asyncpg", "aiosqlite", "sqlite3"),
}


def readings(sources: Iterable[Source]) -> list[str]:
    """Each place that reads or writes tables outside the rooms that may."""
    return [
        f"{source.module}:{line} {what}"
        for source in sources
        if not any(_is_below(source.module, room) for room in MAY_READ)
        for line, what in sorted({*_connections(source), *_queries(source)})
    ]


def _is_below(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def _connections(source: Source) -> Iterator[tuple[int, str]]:
    for wanted in source.imports:
        if any(_is_below(wanted.name, connection) for connection in CONNECTIONS):
            yield wanted.line, f"imports {wanted.name}"


def _queries(source: Source) -> Iterator[tuple[int, str]]:
    models = _names_of_models(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            method, owner = node.func.attr, ast.unparse(node.func.value)
            if method in ON_ANYTHING or (method in ON_A_MODEL and _is_model(owner, models)):
                yield node.lineno, f"calls {owner}.{method}"
        elif isinstance(node, ast.Await) and isinstance(node.value, ast.Attribute):
            yield node.lineno, f"awaits {ast.unparse(node.value)}"
        elif _is_awaited_loop(node) and isinstance(node.iter, ast.Attribute):
            yield node.iter.lineno, f"iterates {ast.unparse(node.iter)}"


def _is_awaited_loop(node: ast.AST) -> TypeGuard[ast.AsyncFor | ast.comprehension]:
    return isinstance(node, ast.AsyncFor) or (isinstance(node, ast.comprehension) and bool(node.is_async))


def _names_of_models(source: Source) -> set[str]:
    """What the module calls the room of models, its files, and the models themselves."""
    return {
        alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if _is_below(_full_name(node, alias), "claimgraph.models")
    }


def _full_name(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    return f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name


def _is_model(owner: str, models: set[str]) -> bool:
    """Whether an expression names a model: one imported, or `models.X`."""
    return any(_is_below(owner, name) for name in models)


def test_nobody_reads_around_the_reader() -> None:
    assert readings(product()) == []


@pytest.mark.parametrize(
    "text",
    [
        "from claimgraph import models\nasync def f(): return await models.ProgressClaim.filter(id=1)",
        "from claimgraph import models as tables\nq = tables.ProgressClaim.all()",
        "from claimgraph.models import ProgressClaim\nq = ProgressClaim.get(id=1)",
        "import claimgraph.models\nq = claimgraph.models.ProgressClaim.get(id=1)",
        "from claimgraph.models.claims import ProgressClaim as Claim\nq = Claim.create(number=1)",
        "async def f(claim): await claim.save()",
        "async def f(claim): return await claim.lines",
        "async def f(claim):\n    async for line in claim.lines: pass",
        "async def f(claim): return [line async for line in claim.lines]",
        "async def f(connection): return await connection.execute_query('select 1')",
        "from tortoise.transactions import in_transaction",
        "from tortoise import connections",
        "import asyncpg",
    ],
)
def test_a_reading_is_found(text: str) -> None:
    assert len(readings([Source("claimgraph.resolvers.actions.claims", text)])) == 1


@pytest.mark.parametrize("room", MAY_READ)
def test_those_who_may_read_do(room: str) -> None:
    text = "from claimgraph import models\nq = models.ProgressClaim.all()"
    assert readings([Source(room, text), Source(f"{room}.claims", text)]) == []


def test_what_only_looks_like_a_reading_is_fine() -> None:
    text = """
from claimgraph import models
found = settings.get("port") or [claim for claim in models.__all__]
async def f(reader):
    return await reader.page(models.ProgressClaim)
"""
    assert readings([Source("claimgraph.resolvers.queries", text)]) == []
