"""How a database is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.storage.address import PostgresqlAddress, SqliteAddress, address


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///claimgraph.sqlite3", "claimgraph.sqlite3"),
        ("sqlite:///data/claimgraph.sqlite3", "data/claimgraph.sqlite3"),
        ("sqlite:////var/lib/claims.sqlite3", "/var/lib/claims.sqlite3"),
        ("sqlite:///two%20words.sqlite3", "two words.sqlite3"),
        ("sqlite:///two words.sqlite3", "two words.sqlite3"),
    ],
)
def test_a_file_is_named_by_its_path(url: str, path: str) -> None:
    assert address(url) == SqliteAddress(Path(path))


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///a.sqlite3?mode=ro"]
)
def test_what_is_no_file_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="named like sqlite:///"):
        address(url)


def test_a_server_is_named_as_libpq_does() -> None:
    assert address("postgresql://ann@db/claims") == PostgresqlAddress("postgresql://ann@db/claims")
    assert address("postgres://db/claims?sslmode=require") == PostgresqlAddress(
        "postgres://db/claims?sslmode=require"
    )


def test_a_socket_may_be_named() -> None:
    found = address("postgresql://ann@/claims?host=/run/postgresql")
    assert found == PostgresqlAddress("postgresql://ann@/claims?host=%2Frun%2Fpostgresql")


def test_what_pgbouncer_needs_is_taken_out_of_the_address() -> None:
    found = address("postgresql://ann@db/claims?statement_cache_size=0&sslmode=require")
    assert found == PostgresqlAddress(
        "postgresql://ann@db/claims?sslmode=require", {"statement_cache_size": 0}
    )


def test_a_cache_size_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="statement_cache_size is a number"):
        address("postgresql://ann@db/claims?statement_cache_size=none")


def test_another_kind_of_address_is_told_the_right_forms() -> None:
    with pytest.raises(ValueError, match=r"sqlite:///.*postgresql://.*'mysql'"):
        address("mysql://ann@db/claims")
