"""`/graphql`: the one address for all that is asked and done (GraphQL over HTTP, POST and GET)."""

from __future__ import annotations

import asyncio

import orjson
from starlette.requests import Request
from starlette.responses import Response

from claimgraph.api import Answer
from claimgraph.server.asked import Asked, asked
from claimgraph.server.identity import asking, recognised
from claimgraph.server.media_types import Form, wanted
from claimgraph.server.metrics import Outcome, Watched
from claimgraph.server.running import Running

METHODS = ("GET", "POST")


async def graphql(request: Request) -> Response:
    """Answers one operation. Raises RequestError for a request that is none."""
    form = wanted(request.headers.get("accept"))
    running = Running.of(request)
    operation = await asked(request, running.settings)
    with running.metrics.watching(operation.query) as watched:
        answer = await _in_time(request, operation, watched)
    return _response(answer, form)


async def _in_time(request: Request, operation: Asked, watched: Watched) -> Answer:
    limit = Running.of(request).settings.request_seconds
    try:
        async with asyncio.timeout(limit):
            answer = await _answer(request, operation)
    except TimeoutError:
        watched.outcome = Outcome.TIMED_OUT
        return _too_slow(limit)
    watched.outcome = _outcome(answer)
    return answer


async def _answer(request: Request, operation: Asked) -> Answer:
    running = Running.of(request)
    return await running.answering(
        running.services,
        await asking(request, await recognised(request)),
        operation.query,
        operation.variables,
        operation.operation_name,
        only_query=request.method != "POST",
    )


def _outcome(answer: Answer) -> Outcome:
    if answer.is_request_error:
        return Outcome.REFUSED
    return Outcome.WITH_ERRORS if answer.errors else Outcome.ANSWERED


def _too_slow(seconds: float) -> Answer:
    message = (
        f"This took longer than {seconds:g} seconds and was stopped. Ask for less at once; "
        "a mutation may be sent again with the same idempotencyKey."
    )
    return Answer(None, [{"message": message, "extensions": {"code": "INTERNAL"}}])


def _response(answer: Answer, form: Form) -> Response:
    body: dict[str, object] = {"errors": answer.errors} if answer.errors else {}
    if not answer.is_request_error:
        body["data"] = answer.data
    headers = {"Allow": "POST"} if answer.needs_post else None
    return Response(orjson.dumps(body), _status(answer, form), headers, form.content_type)


def _status(answer: Answer, form: Form) -> int:
    if answer.needs_post:
        return 405
    return 400 if answer.is_request_error and form is Form.RESPONSE else 200
