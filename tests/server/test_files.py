"""The store of files: whole or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from claimgraph.errors import BadInput, NotFound
from claimgraph.storage.files import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """A store for small files."""
    return FileStore.in_folder(tmp_path / "files", most_bytes=10)


def files(folder: Path) -> list[str]:
    """What lies in the store's folder, half files included."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def pieces(*contents: bytes, then: Exception | None = None) -> AsyncIterator[bytes]:
    """A content that comes in pieces, and may break off."""
    for content in contents:
        yield content
    if then:
        raise then


async def test_what_was_put_is_got_until_it_is_deleted(store: FileStore) -> None:
    await store.put("uploads/a", b"crane")
    await store.put("uploads/b", pieces(b"cr", b"", b"ane"))
    assert await store.get("uploads/a") == await store.get("uploads/b") == b"crane"
    await store.delete("uploads/a")
    await store.delete("uploads/a")
    with pytest.raises(NotFound):
        await store.get("uploads/a")
    assert await store.get("uploads/b") == b"crane"


async def test_a_file_that_is_too_large_leaves_what_was_there(store: FileStore, tmp_path: Path) -> None:
    await store.put("a", b"x" * 10)
    for content in (b"y" * 11, pieces(b"y" * 10, b"y")):
        with pytest.raises(BadInput, match="10 bytes at most"):
            await store.put("a", content)
    assert await store.get("a") == b"x" * 10
    assert files(tmp_path / "files") == ["a"]


async def test_a_file_that_breaks_off_leaves_nothing(store: FileStore, tmp_path: Path) -> None:
    with pytest.raises(ConnectionError):
        await store.put("a", pieces(b"cr", then=ConnectionError()))
    assert files(tmp_path / "files") == []


@pytest.mark.parametrize("key", ["../a", "b/../../a"])
async def test_nothing_is_kept_outside(store: FileStore, tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match=r"\.\."):
        await store.put(key, b"x")
    assert files(tmp_path) == []
