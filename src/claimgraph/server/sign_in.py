"""Signing in and out, and who is signed in. Passwords come this way and never through GraphQL."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response

from claimgraph.auth import sessions
from claimgraph.auth.recognition import Recognised
from claimgraph.auth.sign_in import SignedIn, SignInRefused, sign_in
from claimgraph.errors import BadInput, Unauthenticated
from claimgraph.server.bodies import json_body
from claimgraph.server.identity import (
    asking,
    give_cookie,
    recognised,
    refuse_foreign_origin,
    session_secret,
    signed_in,
    take_cookie,
)
from claimgraph.server.refusals import JSON, Refused
from claimgraph.server.running import Running
from claimgraph.server.standings import standings_anywhere

MOST_BYTES = 8_192


async def enter(request: Request) -> Response:
    """`POST /sign-in` with `{"email", "password"}`: 204 and a cookie.

    Raises Refused: 401 when it is not right, in the same words for all, 429 when it is too early.
    """
    refuse_foreign_origin(request, is_needed=True)
    email, password = await texts(request, "email", "password")
    running = Running.of(request)
    result = await sign_in(
        running.services.database,
        running.passwords,
        email,
        password,
        caller=request.client.host if request.client else "",
        now=running.services.clock(),
        previous_session=session_secret(request),
        new_key=running.services.new_key,
    )
    running.metrics.sign_ins.labels(_outcome(result)).inc()
    if isinstance(result, SignInRefused):
        raise _refused(result)
    response = Response(status_code=204)
    give_cookie(response, request, result.session)
    return response


def _outcome(result: SignedIn | SignInRefused) -> str:
    if isinstance(result, SignedIn):
        return "signed_in"
    return "wrong" if result.wait_seconds is None else "too_early"


def _refused(result: SignInRefused) -> Refused:
    if result.wait_seconds is None:
        return Refused(401, result.message)
    return Refused(429, result.message, {"Retry-After": str(result.wait_seconds)})


async def leave(request: Request) -> Response:
    """`POST /sign-out`: ends the session of the browser; 204. Raises as `recognised` does."""
    secret = session_secret(request)
    if await recognised(request) is None or secret is None:
        raise Unauthenticated("Nobody is signed in here.")
    services = Running.of(request).services
    await services.database.work(lambda writing: sessions.end(writing, secret, services.clock()))
    response = Response(status_code=204)
    take_cookie(response, request)
    return response


async def session(request: Request) -> Response:
    """`GET /session`: who is signed in, and the token that proves to be one of our pages.

    Another site can have this address asked but cannot read the answer. Raises Unauthenticated.
    """
    known, secret = await signed_in(request), session_secret(request)
    if known is None or secret is None:
        raise Unauthenticated("Nobody is signed in here.")
    await asking(request, known)
    told = {
        "name": known.viewer.name,
        "email": known.email,
        "kind": known.viewer.kind,
        "standings": await roles(request, known),
        "csrfToken": sessions.csrf_token(secret),
    }
    return Response(orjson.dumps(told), media_type=JSON)


async def roles(request: Request, known: Recognised) -> list[str | None]:
    """The names of the standings that somebody has anywhere, strongest first."""
    services = Running.of(request).services
    async with services.database.reading() as reading:
        standings = await standings_anywhere(reading, known.viewer.id, services.clock())
    return [standing.name for standing in standings]


async def texts(request: Request, *names: str) -> list[str]:
    """The entries of a small JSON body, all of them texts. Raises BadInput."""
    body = await json_body(request, MOST_BYTES, Running.of(request).settings.body_seconds)
    entries = body if isinstance(body, dict) else {}
    found = [entries.get(name) for name in names]
    if not all(isinstance(entry, str) for entry in found):
        raise BadInput(f"The body must be a JSON object with the texts {' and '.join(names)}.")
    return [str(entry) for entry in found]
