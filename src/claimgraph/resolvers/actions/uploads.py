"""Files: announced here, sent by PUT to the address that is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from claimgraph import models
from claimgraph.auth.guards import EVERYONE, OpenTo
from claimgraph.errors import Refusal
from claimgraph.resolvers.action import action
from claimgraph.resolvers.reader.facts import Known
from claimgraph.resolvers.stated import read_name
from claimgraph.resolvers.work import Work
from claimgraph.rules.standing import NOBODY, Standing
from claimgraph.schema.declare import part
from claimgraph.schema.identity import global_id
from claimgraph.schema.inputs import Request, given, input_type

ADDRESS_LIFE = timedelta(hours=1)
LONGEST_NAME = 255
SHA256 = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
MEDIA_TYPES = (
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
"""What a file can be: a schedule of values as CSV or XLSX."""


@input_type
class CreateUploadInput(Request):
    """What createUpload needs."""

    file_name: str = given("Its name.")
    media_type: str = given('Its media type, such as "text/csv".')
    size: int = given("Its size in bytes.")
    sha256: str = given("Its SHA-256, in hexadecimal.")


@dataclass(frozen=True)
class Header:
    """A header to send with the file."""

    name: str
    value: str


@dataclass(frozen=True)
class Announced:
    """Where and how to send a file: the value behind Upload."""

    id: UUID
    url: str
    headers: tuple[Header, ...]
    expires_at: datetime


def himself(work: Work, given_input: CreateUploadInput) -> tuple[str, UUID]:  # noqa: ARG001
    """A file is nobody's but the viewer's."""
    return "Viewer", work.viewer.id


async def before_announcing(work: Work, _: CreateUploadInput, judged: Known) -> dict[str, Any]:
    """What he is anywhere: whoever administers, prepares or claims something may send files."""
    seen = await work.known("Viewer", judged.key, *ANYWHERE)
    standings = NOBODY
    for fact, standing in ANYWHERE.items():
        if seen and seen.facts[fact]:
            standings |= standing
    return {"standings": standings}


async def announced_again(work: Work, _: CreateUploadInput, kept: Mapping[str, Any]) -> None:
    """The same address once more: whoever did not hear the answer needs it."""
    upload = await work.row(models.Upload, id=kept["announced"], owner_id=work.viewer.id)
    work.shown["upload"] = upload and _announced(work, upload)


ANYWHERE = {
    "administers_something": Standing.ADMINISTRATOR,
    "prepares_something": Standing.STANDARD,
    "claims_something": Standing.CONTACT,
}


@action(
    "upload.announced",
    on="Viewer",
    target=himself,
    gives="upload",
    open_to=OpenTo(Standing.ADMINISTRATOR | Standing.STANDARD | Standing.CONTACT),
    refuses=("FILE_REFUSED",),
    before=before_announcing,
    again=announced_again,
    besides={
        "upload": part(
            "Upload", "Where to send it; null when refused.", to=EVERYONE, at="upload", nullable=True
        )
    },
)
async def create_upload(
    work: Work,
    viewer: models.Actor,
    input: CreateUploadInput,
) -> dict[str, Announced]:
    """Announce a file and get an address to send it to."""
    name = read_name(work, input.file_name, LONGEST_NAME, "input", "fileName")
    if input.media_type not in MEDIA_TYPES:
        message = f"Files of this type are not taken; these are: {', '.join(MEDIA_TYPES)}."
        work.refuse([Refusal("FILE_REFUSED", message, ("input", "mediaType"))])
    most = work.context.services.files.most_bytes
    if not 1 <= input.size <= most:
        message = f"A file has 1 to {most} bytes."
        work.refuse([Refusal("FILE_REFUSED", message, ("input", "size"))])
    if not SHA256.fullmatch(input.sha256):
        message = "The SHA-256 of a file is written as 64 hexadecimal digits."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "sha256"))])
    work.stop_if_refused()
    upload = await work.make(
        models.Upload,
        owner_id=viewer.id,
        file_name=name,
        media_type=input.media_type,
        size=input.size,
        sha256=input.sha256.lower(),
        expires_at=work.now + ADDRESS_LIFE,
    )
    work.shown["announced"] = str(upload.id)
    return {"upload": _announced(work, upload)}


def _announced(work: Work, upload: models.Upload) -> Announced:
    url = work.context.services.upload_address(global_id("Upload", upload.id), upload.expires_at)
    return Announced(upload.id, url, (Header("Content-Type", upload.media_type),), upload.expires_at)
