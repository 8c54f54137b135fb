"""In which form an answer is wanted: the two media types of GraphQL over HTTP."""

from __future__ import annotations

from enum import StrEnum

from claimgraph.server.refusals import Refused


class Form(StrEnum):
    """A media type of answers.

    In the older one every answer to a well-formed request is 200; in the newer one the status tells whether
    anything was executed.
    """

    JSON = "application/json"
    RESPONSE = "application/graphql-response+json"

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        return f"{self}; charset=utf-8"


def wanted(accept: str | None) -> Form:
    """The form that an Accept header asks for; JSON for whoever takes anything. Raises Refused (406)."""
    ranges = _ranges(accept or "*/*")
    response = ranges.get(Form.RESPONSE, 0.0)
    json = next((ranges[name] for name in (Form.JSON, "application/*", "*/*") if name in ranges), 0.0)
    if max(response, json) <= 0:
        raise Refused(406, f"Answers come as {Form.RESPONSE} or {Form.JSON}: name one in the Accept header.")
    return Form.RESPONSE if response >= json else Form.JSON


def _ranges(accept: str) -> dict[str, float]:
    """The weight of each media range."""
    parts = ([word.strip() for word in part.lower().split(";")] for part in accept.split(","))
    return {name: _weight(parameters) for name, *parameters in parts if name}


def _weight(parameters: list[str]) -> float:
    weights = [text.removeprefix("q=") for text in parameters if text.startswith("q=")]
    try:
        return float(weights[0]) if weights else 1.0
    except ValueError:
        return 0.0
