"""A server on a port of this machine, and raw bytes to it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from claimgraph.server.app import configuration
from claimgraph.server.protocol import PatientProtocol
from claimgraph.settings import Settings


class HastyProtocol(PatientProtocol):
    """The server's own, with less patience."""

    header_seconds = 0.3
    most_bytes = 20_000


@dataclass
class Wire:
    """Talks to a server without knowing HTTP."""

    port: int

    async def say(self, *parts: bytes, pause: float = 0.0) -> bytes:
        """Sends bytes, one part after the other, and gives all that comes until the server hangs up."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            for part in parts:
                writer.write(part)
                await asyncio.sleep(pause)
            return await asyncio.wait_for(reader.read(), 5)
        except ConnectionError:
            return b""
        finally:
            writer.close()

    async def ask(self, path: str = "/healthz", headers: bytes = b"", body: bytes = b"") -> bytes:
        """A well-formed request on a connection of its own."""
        method = b"POST" if body else b"GET"
        length = b"Content-Length: %d\r\n" % len(body) if body else b""
        host = b"Host: 127.0.0.1\r\nConnection: close\r\n"
        return await self.say(
            method + f" {path} HTTP/1.1\r\n".encode() + host + length + headers + b"\r\n" + body
        )


@asynccontextmanager
async def served(app: Starlette, settings: Settings) -> AsyncIterator[Wire]:
    """The application on a free port, as `serve` runs it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        configured = configuration(settings, app)
        configured.http = HastyProtocol
        configured.lifespan = "off"
        server = uvicorn.Server(configured)
        task = asyncio.create_task(server.serve([listening]))
        while not server.started:  # noqa: ASYNC110 (uvicorn tells it in no other way)
            await asyncio.sleep(0.01)
        yield Wire(listening.getsockname()[1])
        server.should_exit = True
        await task
