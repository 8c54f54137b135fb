"""Tortoise as it comes, to show what it does: models of its own, and its own clients."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tortoise import Model, fields
from tortoise.context import TortoiseContext
from tortoise.migrations.constraints import UniqueConstraint

# A name for each kind: Tortoise keeps the text of INSERT by that name for the whole process.
SQLITE = "stock_sqlite"
POSTGRESQL = "stock_postgresql"


class Bill(Model):
    """Something to pay."""

    id = fields.IntField(primary_key=True)
    amount = fields.DecimalField(max_digits=18, decimal_places=2)
    sent_at = fields.DatetimeField(null=True)

    class Meta:
        table = "bill"


class Ticket(Model):
    """Something of which there may be one per seat; says Meta."""

    id = fields.IntField(primary_key=True)
    seat = fields.IntField()

    class Meta:
        table = "ticket"
        constraints = (UniqueConstraint(fields=("seat",), name="one_per_seat"),)


class Site(Model):
    """A parent."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=40)

    class Meta:
        table = "site"


class Crew(Model):
    """A child that goes with its parent."""

    id = fields.IntField(primary_key=True)
    site: fields.ForeignKeyRelation[Site] = fields.ForeignKeyField("stock.Site", on_delete=fields.CASCADE)

    class Meta:
        table = "crew"


@asynccontextmanager
async def stock(url: str, name: str) -> AsyncIterator[TortoiseContext]:
    """Tortoise's own client on the database, current in this task, with the tables above."""
    context = TortoiseContext()
    async with context:
        await context.init(
            {
                "connections": {name: _connection(url)},
                "apps": {"stock": {"models": [__name__], "default_connection": name}},
            }
        )
        await context.generate_schemas()
        yield context


def _connection(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        credentials: dict[str, Any] = {"file_path": parts.path.removeprefix("/")}
        return {"engine": "tortoise.backends.sqlite", "credentials": credentials}
    credentials = {
        "user": parts.username,
        "password": parts.password,
        "host": parse_qs(parts.query).get("host", [parts.hostname])[0],
        "port": parts.port or 5432,
        "database": parts.path.removeprefix("/"),
        "maxsize": 4,
    }
    return {"engine": "tortoise.backends.asyncpg", "credentials": credentials}
