"""Who answers the fields that have statements of their own."""

from __future__ import annotations

from collections.abc import Callable

from claimgraph.resolvers.reader.links import Answerer

ANSWERERS: dict[tuple[str, str], Answerer] = {}
"""By the name of the type and of the field."""


def answers(type_name: str, field: str) -> Callable[[Answerer], Answerer]:
    """Says that a function answers a field: from the run and the keys of all rows to a value for each."""

    def register(answerer: Answerer) -> Answerer:
        ANSWERERS[type_name, field] = answerer
        return answerer

    return register
