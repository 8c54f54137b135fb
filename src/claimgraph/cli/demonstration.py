"""`claimgraph demo`: a server with a building company in it, and people as whom to look around."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import click
import orjson

from claimgraph.auth.passwords import Passwords
from claimgraph.cli.acting import opened
from claimgraph.cli.outcomes import Missing, Refused, Wrong, telling
from claimgraph.cli.serving import host_option, listen, port_option, refuse_taken
from claimgraph.demo.doors import Pass
from claimgraph.demo.opening import Demo, State, find_demo, make_demo, state_of
from claimgraph.demo.sight import QUESTION, Sight
from claimgraph.demo.stage import DemoFailed
from claimgraph.resolvers.context import Services
from claimgraph.server.operations import VALUES
from claimgraph.settings import LOOPBACK, DemoPerson, Settings, load
from claimgraph.storage.address import SqliteAddress, address
from claimgraph.storage.migrate import migrate

FOLDER = "demo"
"""Where in the data folder everything of the demo is kept, apart from what somebody has in earnest."""

FILE = "claimgraph.sqlite3"
WIDE = 40

FOREIGN = "This database holds somebody's own data; the demo wants one of its own, which is empty at first."
BROKEN_OFF = (
    "The demo was begun in this database and not made to its end. Empty the database, and start again."
)


@click.command(short_help="Serve a building company to look around in.")
@port_option
@host_option
@click.option(
    "--credentials-file", type=click.Path(dir_okay=False, path_type=Path), help="Write the sign-ins there."
)
@click.option(
    "--database-url", metavar="URL", help="An empty database for it; a SQLite file of its own at first."
)
def demo(port: int | None, host: str | None, credentials_file: Path | None, database_url: str | None) -> None:
    """Serve a building company with its vendors, and some months of claims.

    It is made at the first start and kept from then on. Everybody knows its passwords: keep nothing there.
    """
    with telling():
        settings = _settings(port, host, database_url)
        refuse_taken(settings)
        opened_demo = asyncio.run(_prepared(settings))
        guests = [one for one in opened_demo.passes if one.password]
        if credentials_file is not None:
            _write_credentials(credentials_file, settings.public_url, guests)
        _print(settings, opened_demo)
        people = [
            DemoPerson(role=one.role, name=one.name, email=one.email, password=one.password) for one in guests
        ]
        listen(settings.model_copy(update={"demo_people": tuple(people)}))


def _settings(port: int | None, host: str | None, database_url: str | None) -> Settings:
    """Those of the environment, but in a folder of its own, and never with another database by accident."""
    given: dict[str, object] = {"port": port, "host": host}
    known = {name: value for name, value in given.items() if value is not None}
    base = load(**known, database_url=database_url or "sqlite:///unused")
    folder = base.data_folder / FOLDER
    url = database_url or f"sqlite:///{folder / FILE}"
    try:
        address(url)
    except ValueError as wrong:
        raise Wrong(str(wrong)) from None
    return load(**known, data_folder=folder, explorer_folder=base.explorer_folder, database_url=url)


async def _prepared(settings: Settings) -> Demo:
    """The demo as it is there now; made when it is not. Writes the values of the saved operations."""
    settings.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    steps = Steps()
    steps.tell("tables")
    state = await _migrated(settings)
    if state is State.BROKEN_OFF and _remove_file(settings.database_url):
        state = await _migrated(settings)
    async with opened(settings) as services:
        found = await _opened(services, state, steps)
    steps.end()
    (settings.data_folder / VALUES).write_bytes(orjson.dumps(found.values, option=orjson.OPT_INDENT_2))
    return found


async def _migrated(settings: Settings) -> State:
    await migrate(settings.database_url)
    async with opened(settings) as services, services.database.reading() as reading:
        return await state_of(reading)


def _remove_file(url: str) -> bool:
    """Removes a file in which the demo was begun and not made to its end: nothing of anybody's is in it."""
    where = address(url)
    if not isinstance(where, SqliteAddress):
        return False
    for part in where.path.parent.glob(f"{where.path.name}*"):
        part.unlink()
    return True


async def _opened(services: Services, state: State, steps: Steps) -> Demo:
    if state in (State.FOREIGN, State.BROKEN_OFF):
        raise Refused(FOREIGN if state is State.FOREIGN else BROKEN_OFF)
    try:
        if state is State.EMPTY:
            return await make_demo(services, Passwords(), steps.tell)
        steps.tell("the company that is there")
        return await find_demo(services)
    except DemoFailed as failed:
        raise Missing(str(failed)) from None


@dataclass
class Steps:
    """Says what is being done, and how long it took."""

    begun: float = field(default_factory=monotonic)
    is_open: bool = False

    def tell(self, doing: str) -> None:
        """Begins a step; the one before is over."""
        self.end()
        click.echo(f"demo         {doing} ... ", nl=False)
        self.begun, self.is_open = monotonic(), True

    def end(self) -> None:
        """Ends the step that runs."""
        if self.is_open:
            click.echo(f"{monotonic() - self.begun:.1f} s")
        self.is_open = False


def _write_credentials(path: Path, url: str, guests: list[Pass]) -> None:
    """Writes who gets in and how, for the owner's eyes only."""
    people = [
        {"email": one.email, "password": one.password, "token": one.token, "role": one.role} for one in guests
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(orjson.dumps({"url": url, "people": people}, option=orjson.OPT_INDENT_2))
    fresh.replace(path)


def _print(settings: Settings, demo: Demo) -> None:
    for refusal in demo.refusals:
        click.echo(f"demo         refused, as it should be: {refusal}")
    guests = [one for one in demo.passes if one.password]
    click.echo(f"\nSign in at {settings.public_url} with the password {guests[0].password}")
    for one in guests:
        click.echo(f"  {one.role:<20} {one.email}")
    click.echo(f"\nOr ask {settings.public_url}/graphql with Authorization: Bearer TOKEN")
    for one in demo.passes:
        click.echo(f"  {one.role:<20} {one.token}")
    if demo.sights:
        names = {one.role: f"{one.name}, {one.role}" for one in guests}
        _print_sights(demo.sights, names["contact"], names["administrator"])
    if settings.host not in LOOPBACK:
        click.secho("Everybody who reaches this address can sign in: the passwords are known.", fg="red")
    click.echo("\nCtrl-C ends it.")


def _print_sights(sights: list[Sight], first: str, second: str) -> None:
    click.echo(f"\nThe same question of two people:\n{click.style(QUESTION.strip(), dim=True)}\n")
    width = max(len(one.field) for one in sights) + 2
    click.secho(f"{'':<{width}}{first:<{WIDE}}{second}", bold=True)
    for one in sights:
        click.echo(f"{one.field:<{width}}{_cut(one.first):<{WIDE}}{_cut(one.second)}")


def _cut(text: str) -> str:
    return text if len(text) < WIDE else f"{text[: WIDE - 5]}..."
