"""What the server counts of itself: kinds and outcomes, never ids or names."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from claimgraph.errors import RequestError, Unavailable

FORMAT = "text/plain; version=0.0.4; charset=utf-8"

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds."""

_FIRST_WORD = re.compile(r"(?:[\s,\ufeff]|#[^\r\n]*)*(\w*)")


class Outcome(StrEnum):
    """How an operation, or a signing in, ended."""

    ANSWERED = "answered"
    WITH_ERRORS = "with_errors"
    REFUSED = "refused"
    TIMED_OUT = "timed_out"
    FAILED = "failed"


@dataclass
class Watched:
    """An operation while it runs; whoever knows how it ended says so."""

    outcome: Outcome = Outcome.FAILED


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.running = Gauge(
            "claimgraph_running_requests", "Requests being answered now.", registry=self.registry
        )
        self.answers = Counter(
            "claimgraph_answers", "Answers to requests, by status.", ["status"], registry=self.registry
        )
        self.sign_ins = Counter(
            "claimgraph_sign_ins", "Attempts to sign in.", ["outcome"], registry=self.registry
        )
        self._operations = Counter(
            "claimgraph_operations", "GraphQL operations.", ["type", "outcome"], registry=self.registry
        )
        self._seconds = Histogram(
            "claimgraph_operation_seconds",
            "How long GraphQL operations took.",
            ["type"],
            buckets=BUCKETS,
            registry=self.registry,
        )

    @contextmanager
    def watching(self, document: str) -> Iterator[Watched]:
        """Counts and times an operation; one that raises has failed."""
        watched, kind, began = Watched(), operation_type(document), time.perf_counter()
        try:
            yield watched
        except RequestError as error:
            watched.outcome = Outcome.FAILED if isinstance(error, Unavailable) else Outcome.REFUSED
            raise
        finally:
            self._operations.labels(kind, watched.outcome).inc()
            self._seconds.labels(kind).observe(time.perf_counter() - began)

    async def page(self, _request: Request) -> Response:
        """`GET /metrics`, in Prometheus' text format."""
        return Response(generate_latest(self.registry), media_type=FORMAT)


def operation_type(document: str) -> str:
    """`query`, `mutation` or `subscription`, by the first word; a fragment in front counts as a query."""
    found = _FIRST_WORD.match(document)
    word = found[1] if found else ""
    return word if word in ("mutation", "subscription") else "query"
