"""The explorer: GraphiQL as it was built from `explorer/`, and the saved operations that it offers."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from claimgraph.errors import Unauthenticated
from claimgraph.server.assets import asset, file_below
from claimgraph.server.identity import recognised
from claimgraph.server.operations import for_roles, values_in
from claimgraph.server.refusals import JSON
from claimgraph.server.running import Running
from claimgraph.server.sign_in import roles

BASE = "/explorer/"
"""Where the built page expects its parts."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""The editor writes styles of its own and carries its fonts in its style sheet."""

_PART = re.compile(rf'(?:src|href)="{BASE}([^"]+)"')

_ROLES = {"ADMINISTRATOR": "administrator", "CONTACT": "contact"}


def built(folder: Path) -> Response | None:
    """The built page; None when it was not built, or one of the parts that it names is not there."""
    index = file_below(folder, "index.html")
    if index is None:
        return None
    text = index.read_text(encoding="utf-8")
    if any(file_below(folder, part) is None for part in _PART.findall(text)):
        return None
    return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})


async def part(request: Request) -> Response:
    """`GET /explorer/...`: a part of the built page. Raises NotFound."""
    return asset(Running.of(request).settings.explorer_folder, request.path_params["path"])


async def operations(request: Request) -> Response:
    """`GET /explorer/operations`: the saved operations of whoever is signed in. Raises Unauthenticated."""
    known = await recognised(request)
    if known is None:
        raise Unauthenticated
    running = Running.of(request)
    held = [_ROLES[role] for role in await roles(request, known) if role in _ROLES]
    values = values_in(running.settings.data_folder)
    told = [operation.told(values) for operation in for_roles(running.operations, held)]
    return Response(orjson.dumps(told), media_type=JSON)
