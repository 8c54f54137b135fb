"""The server as one ASGI application, and the program that listens."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from types import FrameType

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from claimgraph import api
from claimgraph.auth.passwords import Passwords
from claimgraph.delivery import relay
from claimgraph.delivery.mail import Mailer, mailer
from claimgraph.models import keys
from claimgraph.models.keys import Keys
from claimgraph.resolvers.context import Services, system_clock
from claimgraph.server import endpoint, explorer, health, logs, pages, sign_in, uploads
from claimgraph.server.gates import Gate, SafeHeaders
from claimgraph.server.journal import Journal
from claimgraph.server.metrics import Metrics
from claimgraph.server.operations import saved_operations
from claimgraph.server.protocol import PatientProtocol
from claimgraph.server.refusals import HANDLERS
from claimgraph.server.running import Answering, Running
from claimgraph.server.signing import Signing, secret_of
from claimgraph.settings import Settings, WrongSettings
from claimgraph.storage.address import address
from claimgraph.storage.database import Database
from claimgraph.storage.files import FileStore

IDLE_SECONDS = 15
"""How long a connection may stand open without a request."""

DRAIN_SECONDS = 8
"""How long requests that run when the server is told to stop may take to end."""

ROUTES = (
    Route("/graphql", endpoint.graphql, methods=endpoint.METHODS),
    Route("/sign-in", sign_in.enter, methods=["POST"]),
    Route("/sign-out", sign_in.leave, methods=["POST"]),
    Route("/session", sign_in.session),
    Route("/", pages.first),
    Route("/password", pages.invitation),
    Route("/password", pages.choose_password, methods=["POST"]),
    Route("/employment", pages.accept_employment, methods=["POST"]),
    Route("/static/{path:path}", pages.static),
    Route("/explorer/operations", explorer.operations),
    Route("/explorer/{path:path}", explorer.part),
    Route("/uploads/{upload}", uploads.receive, methods=["PUT"]),
    Route("/healthz", health.lives),
    Route("/readyz", health.is_ready),
)

log = structlog.get_logger(__name__)


def create_app(
    settings: Settings,
    answering: Answering = api.answer,
    clock: Callable[[], datetime] = system_clock,
    new_key: Keys = keys.new_key,
    passwords: Passwords | None = None,
) -> Starlette:
    """The application; what it works with is opened when it starts and closed when it ends.

    Clock, keys and the cost of passwords can be handed in, so that tests can repeat what they saw. It raises
    at its start: Unavailable when the database is not there, WrongSettings, OSError when the data folder
    cannot be written.
    """
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        signing = Signing(secret_of(settings), settings.public_url)
        async with _services(settings, signing, clock, new_key) as services:
            app.state.running = Running(
                settings,
                services,
                answering,
                metrics,
                signing,
                passwords or Passwords(),
                saved_operations(),
            )
            async with _delivering(services, mailer_of(settings)):
                yield

    app = Starlette(
        routes=[*ROUTES, Route("/metrics", metrics.page)],
        middleware=[
            Middleware(SafeHeaders, settings),
            Middleware(Journal, metrics),
            Middleware(Gate, settings),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


@asynccontextmanager
async def _services(
    settings: Settings, signing: Signing, clock: Callable[[], datetime], new_key: Keys
) -> AsyncIterator[Services]:
    files = FileStore.in_folder(settings.data_folder / "files", settings.upload_bytes)
    database = await Database.open(settings.database_url)
    try:
        yield Services(database, files, settings.public_url, signing.upload_address, clock, new_key)
    finally:
        await database.close()


@asynccontextmanager
async def _delivering(services: Services, way: Mailer) -> AsyncIterator[None]:
    """Sends what is in the outbox, beside everything else, for as long as the server runs."""
    task = asyncio.create_task(
        relay.run(services.database, way, services.clock, services.public_url, services.new_key)
    )
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def mailer_of(settings: Settings) -> Mailer:
    """How mails go out. Raises WrongSettings for an SMTP server's address that is none."""
    url = settings.smtp_url.get_secret_value() if settings.smtp_url else None
    try:
        return mailer(url, settings.mail_folder, settings.mail_from)
    except ValueError as wrong:
        raise WrongSettings(f"CLAIMGRAPH_SMTP_URL: {wrong}") from None


def serve(settings: Settings, answering: Answering = api.answer) -> None:
    """Listens until it is told to stop: SIGTERM or SIGINT; then running requests are answered first.

    Raises what is against starting, before anything listens: what is wrong with the schema; Unavailable when
    the database is not there or not the newest; WrongSettings.
    """
    logs.configure(settings)
    api.core()
    mailer_of(settings)
    asyncio.run(_refuse_unready(settings))
    server = uvicorn.Server(configuration(settings, create_app(settings, answering)))
    # uvicorn ends by sending itself the signal again, once all is done: that is a good end.
    signal.signal(signal.SIGTERM, _end_well)
    with suppress(KeyboardInterrupt):
        server.run()


async def _refuse_unready(settings: Settings) -> None:
    try:
        address(settings.database_url)
    except ValueError as wrong:
        raise WrongSettings(f"CLAIMGRAPH_DATABASE_URL: {wrong}") from None
    database = await Database.open(settings.database_url)
    try:
        await database.check()
    finally:
        await database.close()


def configuration(settings: Settings, app: Starlette) -> uvicorn.Config:
    """How uvicorn serves the application."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )


def _end_well(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
