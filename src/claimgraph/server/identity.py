"""Who sends a request: by a bearer token, or by the cookie of a browser that is signed in."""

from __future__ import annotations

import structlog
from starlette.requests import Request
from starlette.responses import Response

from claimgraph.auth.recognition import Recognised, note_use, viewer
from claimgraph.auth.sessions import NewSession
from claimgraph.auth.viewer import Asking
from claimgraph.errors import Forbidden, Unauthenticated, Unavailable
from claimgraph.server.journal import request_id
from claimgraph.server.running import Running
from claimgraph.settings import Settings

log = structlog.get_logger(__name__)

CSRF = "X-Claimgraph-Csrf"

WITHOUT_CSRF = (
    f"The cookie of a browser counts only together with the header {CSRF}; GET /session tells its value. "
    "A program sends a token instead: Authorization: Bearer cg_..."
)


async def recognised(request: Request) -> Recognised | None:
    """Who proves to have sent this; None when nobody tries to.

    Raises Unauthenticated for a token or session that is not accepted, with the same words for all; Forbidden
    for a cookie that another site may have had sent along.
    """
    bearer, session = _bearer(request), session_secret(request)
    if bearer is None and session is None:
        return None
    if bearer is None:
        refuse_foreign_origin(request)
        if CSRF not in request.headers:
            raise Forbidden(WITHOUT_CSRF)
    known = await _looked_up(request, bearer, session)
    if known is None:
        raise Unauthenticated
    if not known.has_csrf_token(request.headers.get(CSRF)):
        raise Forbidden(WITHOUT_CSRF)
    return known


async def signed_in(request: Request) -> Recognised | None:
    """Whose browser asks for a page; by the cookie alone, so nothing may be done or told for it but pages."""
    session = session_secret(request)
    return await _looked_up(request, None, session) if session else None


async def asking(request: Request, known: Recognised | None) -> Asking:
    """The request as the schema knows it; writes down that the session or token was used, once a minute."""
    services = Running.of(request).services
    now = services.clock()
    if known is not None:
        try:
            await note_use(services.database, known, now)
        except Unavailable as unavailable:
            # Nobody's answer depends on it; the next request tries again.
            log.warning("use.not.noted", reason=unavailable.message)
    return Asking(known.viewer if known else None, now, request_id(request))


def refuse_foreign_origin(request: Request, is_needed: bool = False) -> None:
    """Raises Forbidden when a page of another site sent this, or none that says which when one is needed."""
    origin = request.headers.get("origin")
    known = Running.of(request).settings.origins
    if origin is None and not is_needed:
        return
    if origin not in known:
        raise Forbidden(f"The Origin header must be {Running.of(request).settings.public_url}.")


def session_secret(request: Request) -> str | None:
    """What the browser's cookie holds."""
    return request.cookies.get(_cookie_name(Running.of(request).settings)) or None


def give_cookie(response: Response, request: Request, session: NewSession) -> None:
    """Has the browser keep the session, until it ends at the latest."""
    running = Running.of(request)
    left = session.expires_at - running.services.clock()
    _set_cookie(response, running.settings, session.secret, int(left.total_seconds()))


def take_cookie(response: Response, request: Request) -> None:
    """Has the browser forget the session."""
    _set_cookie(response, Running.of(request).settings, "", 0)


def _set_cookie(response: Response, settings: Settings, value: str, seconds: int) -> None:
    response.set_cookie(
        _cookie_name(settings),
        value,
        max_age=seconds,
        path="/",
        secure=settings.is_https,
        httponly=True,
        samesite="strict",
    )


def _cookie_name(settings: Settings) -> str:
    """A browser keeps one jar for all ports of a machine: two servers on loopback need two names."""
    return "__Host-claimgraph" if settings.is_https else f"claimgraph_{settings.port}"


def _bearer(request: Request) -> str | None:
    """The token of an Authorization header; empty, which no token is, when the header holds none."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _looked_up(request: Request, bearer: str | None, session: str | None) -> Recognised | None:
    services = Running.of(request).services
    async with services.database.reading() as reading:
        return await viewer(reading, bearer=bearer, session=session, now=services.clock())
