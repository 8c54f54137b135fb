"""HTTP as uvicorn reads it, but not for ever: its own reading waits for headers without end or bound."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MESSAGE = "The headers did not arrive in time, or there are too many of them."


class PatientProtocol(HttpToolsProtocol):
    """Cuts a connection whose headers take too long, or grow too large before they end (400).

    Headers that did arrive are measured more strictly by `gates.Gate`, which can say so in JSON.
    """

    header_seconds: ClassVar[float] = 5.0
    most_bytes: ClassVar[int] = 65_536

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._patience: asyncio.TimerHandle | None = None
        self._unfinished = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """A client is there: his headers are to come."""
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        """The first byte of a request is there: the rest of its headers is to come."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """The headers are there."""
        self._stop_waiting()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Some bytes came, of headers or of a body."""
        super().data_received(data)
        if self._patience is not None:
            self._unfinished += len(data)
            if self._unfinished > self.most_bytes:
                self._cut()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._patience is None:
            self._unfinished = 0
            self._patience = self.loop.call_later(self.header_seconds, self._cut)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _cut(self) -> None:
        self._stop_waiting()
        if self.cycle is None or self.cycle.response_complete:
            self.send_400_response(MESSAGE)
        else:
            # An earlier answer is still on its way: nothing may be written into it.
            self.transport.close()
