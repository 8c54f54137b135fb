"""Sending a file that was announced: whole, once, and as announced, or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.applications import Starlette

from claimgraph.errors import NotFound
from claimgraph.models import Upload
from claimgraph.schema.identity import global_id
from claimgraph.settings import Settings
from claimgraph.storage.files import announced, upload_key
from tests.auth.people import NINE, People
from tests.server.browser import ON_BOTH
from tests.server.conftest import Clock

pytestmark = ON_BOTH

SHEET = b"item,amount\n1,100.00\n" * 1000
CSV = {"Content-Type": "text/csv"}


@dataclass
class Office:
    """Announces files and sends them."""

    people: People
    app: Starlette
    client: httpx2.AsyncClient

    async def announce(self, content: bytes = SHEET, **other: object) -> tuple[Upload, str]:
        """A file that is to come, and the address to which it is sent."""
        owner = await self.people.person("Ada", password=None)
        given = {"size": len(content), "sha256": sha256(content).hexdigest(), **other}
        upload = await self.people.row(
            Upload,
            owner_id=owner.id,
            file_name="schedule.csv",
            media_type="text/csv",
            expires_at=NINE + timedelta(hours=1),
            **given,
        )
        return upload, self.address(global_id("Upload", upload.id))

    def address(self, name: str, until: datetime = NINE + timedelta(hours=1)) -> str:
        """A signed address."""
        address: str = self.app.state.running.services.upload_address(name, until)
        return address

    async def kept(self, upload: Upload) -> bytes | None:
        """What the store has."""
        try:
            content: bytes = await self.app.state.running.services.files.get(upload_key(upload.id))
        except NotFound:
            return None
        return content

    async def received_at(self, upload: Upload) -> datetime | None:
        """When it came."""
        async with self.people.database.reading():
            return (await announced(upload.id)).received_at


@pytest.fixture
def office(people: People, app: Starlette, client: httpx2.AsyncClient) -> Office:
    """An office with a client that has neither cookie nor token."""
    return Office(people, app, client)


def refused(answer: httpx2.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


async def test_a_file_is_kept_as_announced(office: Office, clock: Clock) -> None:
    upload, address = await office.announce()
    assert urlsplit(address)[:2] == ("http", "127.0.0.1:8000")
    assert (await office.client.put(address, content=SHEET, headers=CSV)).status_code == 204
    assert await office.kept(upload) == SHEET
    assert await office.received_at(upload) == clock.now


async def test_an_empty_file_is_a_file(office: Office) -> None:
    upload, address = await office.announce(b"")
    assert (await office.client.put(address, content=b"", headers=CSV)).status_code == 204
    assert await office.kept(upload) == b""


async def test_a_large_file_may_come_in_pieces(office: Office) -> None:
    upload, address = await office.announce(SHEET * 300)

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield SHEET

    assert (await office.client.put(address, content=pieces(), headers=CSV)).status_code == 204
    assert await office.kept(upload) == SHEET * 300


async def test_a_file_comes_once(office: Office) -> None:
    upload, address = await office.announce()
    await office.client.put(address, content=SHEET, headers=CSV)
    again = await office.client.put(address, content=SHEET, headers=CSV)
    assert refused(again) == (409, "BAD_INPUT")
    assert await office.kept(upload) == SHEET


@pytest.mark.parametrize("content", [SHEET[:-1], SHEET + b"x", SHEET[:-1] + b"x", b""])
async def test_another_file_is_refused_and_leaves_nothing(office: Office, content: bytes) -> None:
    upload, address = await office.announce()
    assert refused(await office.client.put(address, content=content, headers=CSV)) == (400, "BAD_INPUT")
    assert await office.kept(upload) is None
    assert await office.received_at(upload) is None
    assert (await office.client.put(address, content=SHEET, headers=CSV)).status_code == 204


@pytest.mark.parametrize("size", [len(SHEET) - 1, len(SHEET) + 1])
async def test_another_file_in_pieces_is_refused_too(office: Office, size: int) -> None:
    upload, address = await office.announce(SHEET, size=size)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(SHEET), 1000):
            yield SHEET[start : start + 1000]

    answer = await office.client.put(address, content=pieces(), headers=CSV)
    assert answer.status_code in (400, 413)
    assert await office.kept(upload) is None


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "text/html"}, {**CSV, "Content-Encoding": "gzip"}])
async def test_another_media_type_is_refused(office: Office, headers: dict[str, str]) -> None:
    upload, address = await office.announce()
    assert refused(await office.client.put(address, content=SHEET, headers=headers)) == (415, "BAD_INPUT")
    assert await office.kept(upload) is None


async def test_an_address_works_until_its_time(office: Office, clock: Clock) -> None:
    _, address = await office.announce()
    clock.now = NINE + timedelta(hours=1)
    assert refused(await office.client.put(address, content=SHEET, headers=CSV)) == (410, "BAD_INPUT")
    clock.now -= timedelta(seconds=1)
    assert (await office.client.put(address, content=SHEET, headers=CSV)).status_code == 204


async def test_an_address_is_good_for_its_own_file_only(office: Office) -> None:
    upload, address = await office.announce()
    other = global_id("Upload", office.people.new_key(NINE))
    query = urlsplit(address).query
    forged = [
        f"/uploads/{other}?{query}",
        address.replace("expires=1", "expires=2"),
        address[:-1] + ("A" if address[-1] != "A" else "B"),
        address.partition("?")[0],
        f"{address.partition('?')[0]}?expires=x&signature=y",
        f"/uploads/{global_id('Upload', upload.id)}x?{query}",
    ]
    answers = [await office.client.put(one, content=SHEET, headers=CSV) for one in forged]
    assert [refused(answer) for answer in answers] == [(403, "FORBIDDEN")] * len(forged)


async def test_a_file_that_nobody_announced_is_not_taken(office: Office) -> None:
    address = office.address(global_id("Upload", office.people.new_key(NINE)))
    assert refused(await office.client.put(address, content=SHEET, headers=CSV)) == (404, "NOT_FOUND")


async def test_files_are_for_the_servers_own_eyes(office: Office, settings: Settings) -> None:
    _, address = await office.announce()
    await office.client.put(address, content=SHEET, headers=CSV)
    folders: list[Path] = [settings.data_folder / "files"]
    assert [oct(folder.stat().st_mode & 0o777) for folder in folders] == ["0o700"]
