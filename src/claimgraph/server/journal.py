"""The outermost ring around all answers: an id for each request, a line in the log, a net for mishaps."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimgraph.server.metrics import Metrics
from claimgraph.server.refusals import refusal

HEADER = "X-Request-Id"
_VALID = re.compile(r"[A-Za-z0-9._-]{1,64}")

log = structlog.get_logger(__name__)


def request_id(request: Request) -> str:
    """The id under which this request stands in the log."""
    known: str = request.scope["request_id"]
    return known


@dataclass
class Seen:
    """What is known of the answer; its status is 0 until it begins."""

    status: int = 0

    def note(self, message: Message) -> None:
        """Takes the status from the message that begins the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]


class Journal:
    """Gives each request an id, which the answer and the log carry; a valid `X-Request-Id` is kept.

    What nobody expected is logged with its traceback and answered as INTERNAL, without a word of what it was.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["request_id"] = identity = _identity(Headers(scope=scope).get(HEADER, ""))
        with (
            structlog.contextvars.bound_contextvars(request_id=identity),
            self._metrics.running.track_inprogress(),
        ):
            await self._watched(scope, receive, send)

    async def _watched(self, scope: Scope, receive: Receive, send: Send) -> None:
        seen, began = Seen(), time.perf_counter()

        async def sending(message: Message) -> None:
            seen.note(message)
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = scope["request_id"]
            await send(message)

        try:
            await self._caught(scope, receive, sending, seen)
        finally:
            self._metrics.answers.labels(seen.status).inc()
            log.info(
                "request",
                method=scope["method"],
                path=scope["path"][:200],
                status=seen.status,
                milliseconds=round((time.perf_counter() - began) * 1000, 1),
            )

    async def _caught(self, scope: Scope, receive: Receive, send: Send, seen: Seen) -> None:
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            log.info("request.abandoned")
        except Exception:
            log.exception("request.failed")
            if seen.status:
                raise  # too late for another answer: the connection is cut
            message = f"Something went wrong on our side; it is logged as {scope['request_id']}."
            await refusal(500, "INTERNAL", message)(scope, receive, send)


def _identity(offered: str) -> str:
    return offered if _VALID.fullmatch(offered) else uuid4().hex
