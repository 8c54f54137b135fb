"""Whether the process lives, and whether it can work."""

from __future__ import annotations

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response

from claimgraph.errors import Unavailable
from claimgraph.server.refusals import JSON
from claimgraph.server.running import Running

log = structlog.get_logger(__name__)


async def lives(_request: Request) -> Response:
    """`GET /healthz`: 200 while the process answers at all."""
    return _told(200, {"status": "ok"})


async def is_ready(request: Request) -> Response:
    """`GET /readyz`: 200 when the database answers and its tables are the newest, else 503 and why."""
    try:
        await Running.of(request).services.database.check()
    except Unavailable as unavailable:
        log.warning("not.ready", reason=unavailable.message)
        # What follows a colon may be the words of the database's driver: they stay in the log.
        return _told(503, {"status": "unavailable", "reason": unavailable.message.partition(":")[0]})
    return _told(200, {"status": "ok"})


def _told(status: int, what: dict[str, str]) -> Response:
    return Response(orjson.dumps(what), status, media_type=JSON)
