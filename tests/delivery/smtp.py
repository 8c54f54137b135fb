"""A mail server for tests: takes what it is given, on loopback, and can be told to refuse or to hang."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """What arrived, the commands as they were given, and how it behaves: `greets` is its first line."""

    port: int = 0
    greets: str = "220 test ESMTP"
    to_data: str = "250 taken"
    is_deaf: bool = False
    commands: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            if self.is_deaf:
                await reader.read()
                return
            await self._say(writer, self.greets)
            while line := (await reader.readline()).decode().strip():
                self.commands.append(line)
                await self._say(writer, await self._answer(line.upper(), reader, writer))
                if line.upper() == "QUIT":
                    return
        finally:
            writer.close()

    async def _answer(self, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        if line.startswith("EHLO"):
            return "250-test\r\n250-SMTPUTF8\r\n250-AUTH PLAIN\r\n250 8BITMIME"
        if line.startswith("AUTH"):
            return "235 welcome"
        if line != "DATA":
            return "250 ok"
        await self._say(writer, "354 go on")
        self.mails.append(await reader.readuntil(b"\r\n.\r\n"))
        return self.to_data

    async def _say(self, writer: asyncio.StreamWriter, line: str) -> None:
        writer.write(f"{line}\r\n".encode())
        await writer.drain()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """A server that listens while it lasts."""
    behind = MailServer()
    server = await asyncio.start_server(behind.talk, "127.0.0.1", 0)
    behind.port = server.sockets[0].getsockname()[1]
    try:
        yield behind
    finally:
        server.close()
        await server.wait_closed()
