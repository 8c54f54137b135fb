"""Files: where their bytes are kept, and what is noted of those that were announced.

Bytes go to a store (a folder) and never into the database. A file is kept whole or not at all: what breaks
off, or turns out not to be what was announced, leaves nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import obstore
from obstore.store import LocalStore, ObjectStore

from claimgraph.errors import BadInput, NotFound
from claimgraph.models import Upload

MOST_BYTES = 20_000_000
"""The largest file that is kept unless a store says otherwise."""


class FileStore:
    """Keeps files by key, such as `uploads/0198...`; a key holds no `..` and does not begin with a slash."""

    def __init__(self, store: ObjectStore, most_bytes: int = MOST_BYTES) -> None:
        self._store = store
        self.most_bytes = most_bytes

    @classmethod
    def in_folder(cls, folder: Path, most_bytes: int = MOST_BYTES) -> FileStore:
        """A store in a folder of this machine, made when it is missing, for this user's eyes only."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(LocalStore(folder), most_bytes)

    async def put(self, key: str, content: bytes | AsyncIterable[bytes]) -> None:
        """Keeps a file under a key, in place of one that was there.

        Raises BadInput when it is larger than `most_bytes`, and whatever reading `content` raises; the key
        then holds what it held before.
        """
        chunks = _one(content) if isinstance(content, bytes) else content
        await obstore.put_async(self._store, key, _at_most(self.most_bytes, chunks))

    async def get(self, key: str) -> bytes:
        """The bytes of a file. Raises NotFound when nothing is kept under the key."""
        try:
            kept = await obstore.get_async(self._store, key)
            return bytes(await kept.bytes_async())
        except FileNotFoundError as missing:
            raise NotFound("There is no file any more under this name.") from missing

    async def delete(self, key: str) -> None:
        """Removes a file; when there is none, that is well too."""
        try:
            await obstore.delete_async(self._store, key)
        except FileNotFoundError:
            return


def upload_key(upload: UUID) -> str:
    """Under which key the bytes of an announced file are kept."""
    return f"uploads/{upload}"


async def announced(upload: UUID) -> Upload:
    """What was announced; asked inside `Database.reading`. Raises NotFound."""
    row = await Upload.get_or_none(id=upload)
    if row is None:
        raise NotFound("No file was announced under this address.")
    return row


async def note_arrival(upload: UUID, now: datetime) -> bool:
    """Notes, inside `Database.work`, that a file has come; False when it was noted before."""
    return bool(await Upload.filter(id=upload, received_at__isnull=True).update(received_at=now))


async def as_announced(upload: Upload, chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The bytes as they come. Raises BadInput as soon as they are not what was announced."""
    digest, size = sha256(), 0
    async for chunk in chunks:
        size += len(chunk)
        if size > upload.size:
            raise _other_size(upload, f"more than {upload.size}")
        digest.update(chunk)
        yield chunk
    if size != upload.size:
        raise _other_size(upload, str(size))
    if digest.hexdigest() != upload.sha256.lower():
        raise BadInput(f"The SHA-256 of what arrived is {digest.hexdigest()}, announced was {upload.sha256}.")


def _other_size(upload: Upload, came: str) -> BadInput:
    return BadInput(f"{came} bytes arrived, {upload.size} were announced: send the file that was announced.")


async def _one(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _at_most(most_bytes: int, chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > most_bytes:
            raise BadInput(f"A file may have {most_bytes} bytes at most: send a smaller one.")
        yield chunk
