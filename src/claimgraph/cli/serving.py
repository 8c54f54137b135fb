"""`claimgraph serve` and `claimgraph migrate`."""

from __future__ import annotations

import errno
import socket

import click

from claimgraph.cli.acting import database_option, say, settings_for
from claimgraph.cli.outcomes import Missing, Wrong, telling, told
from claimgraph.server import app
from claimgraph.settings import Settings
from claimgraph.storage.migrate import migrate as bring_to_newest

host_option = click.option("--host", metavar="ADDRESS", help="The address to listen on, 127.0.0.1 at first.")
port_option = click.option(
    "--port", type=click.IntRange(1, 65535), help="The port to listen on, 8000 at first."
)


@click.command(short_help="Serve until told to stop.")
@database_option
@host_option
@port_option
def serve(database_url: str | None, host: str | None, port: int | None) -> None:
    """Serve until told to stop (Ctrl-C or SIGTERM); running requests are answered first."""
    with telling():
        listen(settings_for(database_url, host=host, port=port))


def listen(settings: Settings) -> None:
    """Serves with these settings. Raises Missing for a port that somebody else has."""
    refuse_taken(settings)
    app.serve(settings)


def refuse_taken(settings: Settings) -> None:
    """Raises Missing when nobody can listen there."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "is taken; choose another one with --port" if taken else f"cannot be had: {error.strerror}"
            raise Missing(f"Port {settings.port} of {settings.host} {why}.") from None


@click.command(short_help="Bring the database to the newest tables.")
@database_option
@told
async def migrate(database_url: str | None) -> None:
    """Bring the database to the newest tables; makes a SQLite file that is not there yet."""
    settings = settings_for(database_url)
    try:
        applied = await bring_to_newest(settings.database_url, say)
    except ValueError as wrong:
        raise Wrong(str(wrong)) from None
    say("The database is the newest now." if applied else "The database was the newest already.")
