"""What a running server has, and how a handler of requests gets at it."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.requests import Request

from claimgraph.api import Answer
from claimgraph.auth.passwords import Passwords
from claimgraph.auth.viewer import Asking
from claimgraph.resolvers.context import Services
from claimgraph.server.metrics import Metrics
from claimgraph.server.operations import SavedOperation
from claimgraph.server.signing import Signing
from claimgraph.settings import Settings


class Answering(Protocol):
    """Who answers GraphQL operations: `claimgraph.api.answer`."""

    def __call__(
        self,
        services: Services,
        asking: Asking,
        query: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        only_query: bool = False,
    ) -> Awaitable[Answer]:
        """Answers one operation."""


@dataclass(frozen=True)
class Running:
    """A server from its start to its end."""

    settings: Settings
    services: Services
    answering: Answering
    metrics: Metrics
    signing: Signing
    passwords: Passwords
    operations: tuple[SavedOperation, ...]

    @classmethod
    def of(cls, request: Request) -> Running:
        """What the server that got this request has."""
        running: Running = request.app.state.running
        return running
