"""Where a database is: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_FORMS = "sqlite:///claimgraph.sqlite3, sqlite:////var/lib/claimgraph.sqlite3 or postgresql://user@host/name"


@dataclass(frozen=True, slots=True)
class SqliteAddress:
    """A file, relative to the working folder unless it begins with a slash (a fourth one in the address)."""

    path: Path


@dataclass(frozen=True, slots=True)
class PostgresqlAddress:
    """A server's database: `dsn` as libpq writes it, `options` for the driver.

    `?statement_cache_size=0` in the address is needed behind PgBouncer in transaction mode: a statement that
    was prepared in one session is not known in the next.
    """

    dsn: str
    options: dict[str, int] = field(default_factory=dict)


def address(url: str) -> SqliteAddress | PostgresqlAddress:
    """Reads an address. Raises ValueError when it is neither kind, with the forms that are."""
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return _sqlite(url)
    if scheme in ("postgresql", "postgres"):
        return _postgresql(url)
    raise ValueError(f"A database is named like {_FORMS}; this begins with {scheme!r}.")


def _sqlite(url: str) -> SqliteAddress:
    path = url.removeprefix("sqlite:///")
    if path in (url, "", ":memory:") or "?" in path:
        raise ValueError(f"A database file is named like sqlite:///claimgraph.sqlite3, without more: {url}")
    return SqliteAddress(Path(unquote(path)))


def _postgresql(url: str) -> PostgresqlAddress:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    size = query.pop("statement_cache_size", None)
    if size is not None and not size.isdecimal():
        raise ValueError(f"statement_cache_size is a number, 0 behind PgBouncer; not {size!r}.")
    options = {} if size is None else {"statement_cache_size": int(size)}
    return PostgresqlAddress(urlunsplit(parts._replace(query=urlencode(query))), options)
