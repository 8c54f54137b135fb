"""What comes over a real connection: broken, slow, endless and doubled requests harm nobody else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from claimgraph.settings import Settings
from tests.server.wire import Wire, served

HOST = b"Host: 127.0.0.1\r\n"
JSON = HOST + b"Content-Type: application/json\r\n"
POST = b"POST /graphql HTTP/1.1\r\n" + JSON
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n"
QUERY = b'{"query": "{ viewer }"}'


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A server that waits a short time for bodies."""
    return Settings(data_folder=tmp_path / "data", database_url=database_url, body_seconds=0.3)


@pytest.fixture
async def wire(app: Starlette, settings: Settings) -> AsyncIterator[Wire]:
    """A connection to the server."""
    async with served(app, settings) as wire:
        yield wire


def status(answer: bytes) -> int:
    """The status of the first answer; 0 when there is none."""
    return int(answer.split(b" ", 2)[1]) if answer else 0


async def test_a_request_over_the_wire_is_answered(wire: Wire) -> None:
    answer = await wire.ask("/graphql", b"Content-Type: application/json\r\n", QUERY)
    assert status(answer) == 200
    assert answer.endswith(b'{"data":{"viewer":null}}')
    assert b"server:" not in answer.lower()


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: a\x00b\r\n\r\n",
        POST + b"Content-Length: -1\r\n\r\n",
        POST + b"Content-Length: 99999999999999999999999\r\n\r\n",
        POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"POST /graphql HTTP/1.1\r\n"
        + JSON
        + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        CHUNKED + b"\r\nnot a size\r\n",
    ],
)
async def test_what_is_no_http_is_refused_and_cut(wire: Wire, sent: bytes) -> None:
    answer = await wire.say(sent)
    assert status(answer) in (0, 400)
    assert status(await wire.ask()) == 200


async def test_headers_that_do_not_come_are_not_waited_for(wire: Wire) -> None:
    began = time.monotonic()
    assert status(await wire.say(b"")) == 400
    assert status(await wire.say(b"GET / HTTP/1.1\r\n", b"X: 1\r\n", b"Y: 1\r\n", pause=0.1)) == 400
    assert time.monotonic() - began < 3


async def test_a_second_request_has_to_come_whole_too(wire: Wire) -> None:
    first = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    answer = await wire.say(first, b"GET /healthz HT", pause=0.1)
    assert answer.count(b"HTTP/1.1 200") == 1
    assert answer.count(b"HTTP/1.1 400") == 1


async def test_headers_without_end_are_cut(wire: Wire) -> None:
    answer = await wire.say(b"GET / HTTP/1.1\r\nX: ", *(b"x" * 5_000 for _ in range(5)), pause=0.01)
    assert status(answer) in (0, 400)


async def test_too_many_headers_are_told_so(wire: Wire) -> None:
    assert status(await wire.ask(headers=b"X: " + b"x" * 16_384 + b"\r\n")) == 431


async def test_a_body_that_does_not_come_is_not_waited_for(wire: Wire) -> None:
    head = POST + b"Content-Length: 23\r\n\r\n"
    answer = await wire.say(head, b'{"que', pause=0.05)
    assert status(answer) == 408
    assert b'"code":"BAD_INPUT"' in answer


async def test_a_body_that_drips_is_not_waited_for(wire: Wire) -> None:
    head = POST + b"Content-Length: 23\r\n\r\n"
    began = time.monotonic()
    answer = await wire.say(head, *(bytes([byte]) for byte in QUERY[:10]), pause=0.1)
    assert status(answer) in (0, 408)
    assert time.monotonic() - began < 3


async def test_a_body_that_is_too_large_is_refused_before_it_comes(wire: Wire) -> None:
    head = POST + b"Content-Length: 2000001\r\n\r\n"
    assert status(await wire.say(head)) == 413


async def test_a_body_that_grows_too_large_is_refused(wire: Wire) -> None:
    head = CHUNKED + b"\r\n"
    chunk = b"40000\r\n" + b" " * 0x40000 + b"\r\n"
    assert status(await wire.say(head, *([chunk] * 9))) in (0, 413)


async def test_who_hangs_up_half_way_costs_nobody_anything(wire: Wire) -> None:
    for sent in (POST + b"Content-Length: 23\r\n\r\n{", b"GET / HT"):
        _, writer = await asyncio.open_connection("127.0.0.1", wire.port)
        writer.write(sent)
        await writer.drain()
        writer.close()
    assert status(await wire.ask()) == 200


async def test_requests_in_a_row_are_all_answered(wire: Wire) -> None:
    one = POST + b"Content-Length: 23\r\n\r\n" + QUERY
    last = b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    assert (await wire.say(one * 5 + last)).count(b"HTTP/1.1 200") == 6


async def test_a_refused_body_does_not_spoil_the_next_request(wire: Wire) -> None:
    bad = POST + b"Content-Length: 2\r\n\r\n[]"
    last = b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    answer = await wire.say(bad + last)
    assert (answer.count(b"HTTP/1.1 400"), answer.count(b"HTTP/1.1 200")) == (1, 1)


async def test_without_a_host_name_nothing_is_told(wire: Wire) -> None:
    assert status(await wire.say(b"GET / HTTP/1.0\r\n\r\n")) == 421


async def test_a_hundred_silent_connections_hold_nobody_up(wire: Wire) -> None:
    silent = [await asyncio.open_connection("127.0.0.1", wire.port) for _ in range(100)]
    began = time.monotonic()
    assert status(await wire.ask()) == 200
    assert time.monotonic() - began < 1
    for _, writer in silent:
        writer.close()
