"""Bodies of requests: how much may come, how long it may take, and JSON."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

import orjson
from starlette.requests import Request

from claimgraph.errors import BadInput
from claimgraph.server.refusals import Refused

DEEPEST = 64
"""How many objects and lists may stand inside each other."""

CLOSE = {"Connection": "close"}
"""For refusals that leave a part of the body unread."""


async def json_body(request: Request, most_bytes: int, seconds: float) -> object:
    """The JSON in a request's body.

    Raises BadInput when it is broken or nested too deep, Refused for another media type (415), for one that
    is too large (413) or too slow (408).
    """
    refuse_other_than_json(request)
    return parsed(await whole_body(request, most_bytes, seconds), "The body")


def parsed(text: bytes | str, what: str) -> object:
    """The value of a JSON text; `what` it is begins the message. Raises BadInput."""
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError as broken:
        raise BadInput(f"{what} is not JSON: {broken}.") from broken
    if _is_deeper(value, DEEPEST):
        raise BadInput(f"{what} is nested deeper than {DEEPEST} levels.")
    return value


def refuse_other_than_json(request: Request) -> None:
    """Raises Refused (415) unless the body is announced as plain JSON in UTF-8."""
    media_type, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.strip().removeprefix("charset=").strip('"')
    if media_type.strip() != "application/json" or charset not in ("", "utf-8"):
        raise Refused(415, "Send JSON in UTF-8, with the header Content-Type: application/json.", CLOSE)
    refuse_compressed(request)


def refuse_compressed(request: Request) -> None:
    """Raises Refused (415) when the body is compressed."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused(415, "Send the body as it is, without Content-Encoding.", CLOSE)


async def whole_body(request: Request, most_bytes: int, seconds: float) -> bytes:
    """The body at once. Raises Refused as `chunks` does."""
    return b"".join([chunk async for chunk in chunks(request, most_bytes, seconds)])


async def chunks(request: Request, most_bytes: int, seconds: float) -> AsyncIterator[bytes]:
    """The body as it comes, all of it within `seconds`.

    Raises Refused when it has, or is announced to have, more than `most_bytes` (413), or does not come in
    time (408).
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most_bytes:
        raise _too_large(most_bytes)
    end, size = asyncio.get_running_loop().time() + seconds, 0
    stream = aiter(request.stream())
    while (chunk := await _next(stream, end)) is not None:
        size += len(chunk)
        if size > most_bytes:
            raise _too_large(most_bytes)
        yield chunk


async def _next(stream: AsyncIterator[bytes], end: float) -> bytes | None:
    try:
        async with asyncio.timeout_at(end):
            return await anext(stream, None)
    except TimeoutError:
        raise Refused(408, "The body did not arrive in time.", CLOSE) from None


def _too_large(most_bytes: int) -> Refused:
    return Refused(413, f"The body may have {most_bytes} bytes at most.", CLOSE)


def _is_deeper(value: object, levels: int) -> bool:
    """Whether objects and lists stand deeper inside each other; looked at level by level."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(levels):
        level = [inner for outer in level for inner in _within(outer) if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def _within(outer: dict[str, object] | list[object]) -> Iterable[object]:
    return outer.values() if isinstance(outer, dict) else outer
