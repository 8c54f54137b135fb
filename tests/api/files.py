"""Files as people send them."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from claimgraph import models
from claimgraph.storage.files import FileStore, upload_key
from tests.api.questions import done
from tests.api.site import Site, rows
from tests.world import Person, key_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def with_files(site: Site, folder: Path) -> Site:
    """The site with a store of files."""
    site.world.services = replace(site.world.services, files=FileStore.in_folder(folder))
    return site


async def send(
    site: Site, content: bytes, media_type: str = XLSX, sender: Person | None = None
) -> dict[str, str]:
    """Sends a file as a client does; gives the source that names it."""
    upload = await done(
        site.world,
        sender or site.administrator,
        "createUpload",
        "upload { id }",
        fileName="schedule.xlsx",
        mediaType=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
    )
    key = key_in(upload["id"])
    await site.world.services.files.put(upload_key(key), content)
    (row,) = await rows(site.world, models.Upload, id=key)
    await site.world.set(row, received_at=site.world.now)
    return {"uploadId": upload["id"]}


def workbook(*sheets: tuple[str, list[list[Any]]]) -> bytes:
    """An XLSX file."""
    told = BytesIO()
    with xlsxwriter.Workbook(told, {"in_memory": True}) as book:
        for name, lines in sheets:
            sheet = book.add_worksheet(name)
            for place, line in enumerate(lines):
                sheet.write_row(place, 0, line)
    return told.getvalue()
