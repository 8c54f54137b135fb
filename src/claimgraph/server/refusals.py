"""Answers to requests that are not served: always JSON, in the shape of GraphQL's errors."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from claimgraph.errors import BadInput, Forbidden, NotFound, RequestError, Unauthenticated, Unavailable

JSON = "application/json; charset=utf-8"

STATUS: tuple[tuple[type[RequestError], int], ...] = (
    (Unauthenticated, 401),
    (Forbidden, 403),
    (NotFound, 404),
    (BadInput, 400),
    (Unavailable, 503),
)

CODES = {401: "UNAUTHENTICATED", 403: "FORBIDDEN", 404: "NOT_FOUND", 421: "FORBIDDEN", 429: "RATE_LIMITED"}

WORDS = {
    404: "There is nothing at this address.",
    405: "This address takes no {method}: the Allow header says what it takes.",
}

AGAIN_LATER = "A part of the server does not answer at the moment. Send the same request again later."


class Refused(RequestError):
    """A request that is refused with a status of its own."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.code = CODES.get(status, "BAD_INPUT" if status < 500 else "INTERNAL")


def refusal(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """The answer `{"errors": [{"message", "extensions": {"code"}}]}`."""
    body = {"errors": [{"message": message, "extensions": {"code": code}}]}
    return Response(orjson.dumps(body), status, headers, JSON)


async def answer_request_error(_request: Request, error: Exception) -> Response:
    """The answer to a `RequestError` that was raised on the way."""
    raised = cast(RequestError, error)
    if isinstance(raised, Refused):
        return refusal(raised.status, raised.code, raised.message, raised.headers)
    status = next((status for kind, status in STATUS if isinstance(raised, kind)), 500)
    if status == 503:
        # What the database's driver says is for the log.
        return refusal(status, raised.code, AGAIN_LATER, {"Retry-After": "2"})
    return refusal(status, raised.code, raised.message, _challenge(status))


async def answer_http_exception(request: Request, error: Exception) -> Response:
    """The answer to what the router refuses: an unknown address, a method that is not taken."""
    raised = cast(HTTPException, error)
    words = WORDS.get(raised.status_code, HTTPStatus(raised.status_code).phrase)
    headers = {name: _sorted(value) for name, value in (raised.headers or {}).items()}
    code = CODES.get(raised.status_code, "BAD_INPUT")
    return refusal(raised.status_code, code, words.format(method=request.method), headers)


HANDLERS: dict[Any, Any] = {
    RequestError: answer_request_error,
    HTTPException: answer_http_exception,
}
"""For Starlette: which function answers which exception."""


def _challenge(status: int) -> dict[str, str]:
    return {"WWW-Authenticate": "Bearer"} if status == 401 else {}


def _sorted(value: str) -> str:
    return ", ".join(sorted(value.split(", ")))
