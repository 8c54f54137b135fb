"""A network between the program and PostgreSQL that can fall silent and be cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qs, urlsplit


class Network:
    """Passes bytes between clients and the server at `url`, as long as it is `open`."""

    def __init__(self, url: str) -> None:
        self._target = urlsplit(url)
        self._writers: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.passes = asyncio.Event()
        self.passes.set()

    async def start(self) -> str:
        """Takes connections on a port of this machine; gives the database's address through it."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        user = f"{self._target.username}@" if self._target.username else ""
        return f"postgresql://{user}127.0.0.1:{port}{self._target.path}"

    async def stop(self) -> None:
        """Takes no more connections and cuts those that there are."""
        if self._server is not None:
            self._server.close()
        await self.cut()

    def fall_silent(self) -> None:
        """From now on nothing is passed on, and nobody is told."""
        self.passes.clear()

    def recover(self) -> None:
        """From now on everything is passed on again, what was held back first."""
        self.passes.set()

    async def cut(self) -> None:
        """Ends every connection."""
        for writer in self._writers:
            writer.transport.abort()
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            far_reader, far_writer = await self._connect()
            self._writers |= {writer, far_writer}
            for source, sink in ((reader, far_writer), (far_reader, writer)):
                pump = asyncio.create_task(self._pump(source, sink))
                self._pumps.add(pump)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        folder = parse_qs(self._target.query).get("host", [""])[0]
        port = self._target.port or 5432
        if folder:
            return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{port}")
        return await asyncio.open_connection(self._target.hostname, port)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                await self.passes.wait()
                sink.write(data)
                await sink.drain()
        sink.close()


@asynccontextmanager
async def network_to(url: str) -> AsyncIterator[tuple[Network, str]]:
    """A network to the database at `url`, and the database's address through it."""
    network = Network(url)
    try:
        yield network, await network.start()
    finally:
        await network.stop()
