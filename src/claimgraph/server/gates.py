"""What is refused before anybody looks at the request, and what every answer says to the browser."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimgraph.server.refusals import refusal
from claimgraph.settings import Settings

PROBES = {"/healthz", "/readyz"}
"""Asked by whatever runs the server, under whatever name; they tell no secrets."""

CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The content security policy of an answer that is no page."""

SAFE: Mapping[str, str] = {
    "Content-Security-Policy": CLOSED,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
"""On every answer that does not say otherwise."""

TWO_YEARS = "max-age=63072000"


class SafeHeaders:
    """Adds the headers by which browsers keep an answer to itself."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = {**SAFE, **({"Strict-Transport-Security": TWO_YEARS} if settings.is_https else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)


class Gate:
    """Refuses requests under a foreign host name (421) and those with more headers than may be (431).

    A foreign name means that somebody made a browser believe we were another server, or that an address made
    from it would lead astray.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = settings.hosts
        self._header_bytes = settings.header_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        found = self._against(scope) if scope["type"] == "http" else None
        if found is None:
            await self._app(scope, receive, send)
        else:
            status, code, message = found
            await refusal(status, code, message, {"Connection": "close"})(scope, receive, send)

    def _against(self, scope: Scope) -> tuple[int, str, str] | None:
        if _header_bytes(scope) > self._header_bytes:
            return 431, "BAD_INPUT", f"Address and headers may have {self._header_bytes} bytes at most."
        if scope["path"] not in PROBES and _host(scope) not in self._hosts:
            return 421, "FORBIDDEN", "This server does not answer under this host name."
        return None


def _header_bytes(scope: Scope) -> int:
    address = len(scope["raw_path"]) + len(scope["query_string"])
    return address + sum(len(name) + len(value) + 4 for name, value in scope["headers"])


def _host(scope: Scope) -> str:
    """The host name asked for, in lower case and without its port; two of them are none."""
    sent = Headers(scope=scope).getlist("host")
    if len(sent) != 1:
        return ""
    name, _, port = sent[0].lower().rpartition(":")
    return name if name and port.isdecimal() else sent[0].lower()
