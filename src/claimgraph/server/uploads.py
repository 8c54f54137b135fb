"""`PUT /uploads/...`: where an announced file is sent. The signed address is the right to send it."""

from __future__ import annotations

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from claimgraph.errors import BadInput
from claimgraph.models import Upload
from claimgraph.schema.identity import key_of
from claimgraph.server.bodies import CLOSE, chunks, refuse_compressed
from claimgraph.server.refusals import Refused
from claimgraph.server.running import Running
from claimgraph.storage.database import Writing
from claimgraph.storage.files import announced, as_announced, note_arrival, upload_key


async def receive(request: Request) -> Response:
    """Takes a file that was announced, whole and once; answers 204.

    Raises Refused for an address that is not or no longer good (403, 410), for a file that came before (409),
    for another media type or a compressed body (415), for one that is too large or slow (413, 408); NotFound;
    BadInput when size or SHA-256 are not as announced. Whatever is refused leaves nothing behind.
    """
    running = Running.of(request)
    key = _checked(request)
    async with running.services.database.reading():
        upload = await announced(key)
    _refuse_unlike(request, upload)
    body = chunks(request, upload.size, running.settings.upload_seconds)
    await running.services.files.put(upload_key(key), as_announced(upload, body))
    await _note(running, key)
    return Response(status_code=204)


def _checked(request: Request) -> UUID:
    """The key of the upload that the address names, once the address is known to be ours."""
    running, name, query = Running.of(request), request.path_params["upload"], request.query_params
    expires, signature = query.get("expires", ""), query.get("signature", "")
    running.signing.check(name, expires, signature, running.services.clock())
    return key_of("Upload", name)


def _refuse_unlike(request: Request, upload: Upload) -> None:
    refuse_compressed(request)
    if upload.received_at is not None:
        raise _came_before()
    if request.headers.get("content-type", "").strip().lower() != upload.media_type.lower():
        raise Refused(415, f"Send it as announced, with Content-Type: {upload.media_type}.", CLOSE)
    size = request.headers.get("content-length")
    if size is not None and size != str(upload.size):
        raise BadInput(f"{size} bytes are to come, {upload.size} were announced: send that file.")


async def _note(running: Running, key: UUID) -> None:
    async def noting(_writing: Writing) -> bool:
        return await note_arrival(key, running.services.clock())

    if not await running.services.database.work(noting):
        raise _came_before()


def _came_before() -> Refused:
    return Refused(409, "This file came before: announce the next one with createUpload.", CLOSE)
