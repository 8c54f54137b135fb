"""A GraphQL request as it comes, read strictly: whatever is odd about it is said, and nothing breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from claimgraph.errors import BadInput
from claimgraph.server.bodies import json_body, parsed
from claimgraph.settings import Settings


@dataclass(frozen=True)
class Asked:
    """The parameters of a GraphQL request."""

    query: str
    variables: dict[str, Any] | None
    operation_name: str | None


async def asked(request: Request, settings: Settings) -> Asked:
    """Reads a request. Raises BadInput and Refused, saying what is wrong where."""
    if request.method == "POST":
        body = await json_body(request, settings.body_bytes, settings.body_seconds)
        return _asked(_object(body))
    return _asked(_from_address(request))


def _object(body: object) -> Mapping[str, object]:
    if isinstance(body, dict):
        return body
    hint = " Send each operation in a request of its own." if isinstance(body, list) else ""
    raise BadInput(f"The body must be a JSON object with the entry query.{hint}")


def _from_address(request: Request) -> Mapping[str, object]:
    """The parameters of a GET request, of which `variables` and `extensions` are JSON texts."""
    sent = request.query_params
    for name in ("query", "variables", "operationName", "extensions"):
        if len(sent.getlist(name)) > 1:
            raise BadInput(f"{name} stands in the address more than once.")
    texts = {name: parsed(sent[name], name) for name in ("variables", "extensions") if name in sent}
    return {"query": sent.get("query"), "operationName": sent.get("operationName"), **texts}


def _asked(sent: Mapping[str, object]) -> Asked:
    query, variables, name = sent.get("query"), sent.get("variables"), sent.get("operationName")
    if not isinstance(query, str):
        raise BadInput("query must be a text: the GraphQL document.")
    if not isinstance(variables, dict | None):
        raise BadInput("variables must be an object or null.")
    if not isinstance(name, str | None):
        raise BadInput("operationName must be a text or null.")
    if not isinstance(sent.get("extensions"), dict | None):
        raise BadInput("extensions must be an object or null.")
    return Asked(query, variables, name)
