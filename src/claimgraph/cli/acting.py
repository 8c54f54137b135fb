"""Acting from the command line: in the name of somebody, through the API as it is for everybody."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import click

from claimgraph.api import answer
from claimgraph.auth.viewer import Asking, Viewer
from claimgraph.cli.outcomes import Refused, Wrong
from claimgraph.models import folded
from claimgraph.resolvers.context import Services
from claimgraph.rules.vocabulary import ActorKind
from claimgraph.schema.identity import global_id
from claimgraph.server.signing import Signing, secret_of
from claimgraph.settings import Settings, load
from claimgraph.storage.database import Database
from claimgraph.storage.files import FileStore

_PERSON = """
select id, name from actor where kind = 'PERSON' and email_key = $1 and stands_for_id is null
"""
_ACTIVE = f"{_PERSON} and is_active"

EMPLOYERS = "{ viewer { employments { isAdministrator company { id name isAccount } } } }"
VENDORS = """
query Vendors($account: ID!, $name: String!) {
  company(id: $account) { vendors(first: 2, filter: {name: {eq: $name}}) { nodes { company { id } } } }
}
"""

database_option = click.option(
    "--database-url", metavar="URL", help="The database; by default what CLAIMGRAPH_DATABASE_URL says."
)
as_option = click.option(
    "--as", "as_email", metavar="EMAIL", required=True, help="In whose name; he must be allowed to."
)


def settings_for(database_url: str | None, **given: object) -> Settings:
    """The settings, with what the command line says. Raises WrongSettings."""
    known = {
        name: value for name, value in {"database_url": database_url, **given}.items() if value is not None
    }
    return load(**known)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Services]:
    """The services of a server, for one command. Raises Unavailable for a database that is not the newest."""
    files = FileStore.in_folder(settings.data_folder / "files", settings.upload_bytes)
    signing = Signing(secret_of(settings), settings.public_url)
    try:
        database = await Database.open(settings.database_url)
    except ValueError as wrong:
        raise Wrong(str(wrong)) from None
    try:
        await database.check()
        yield Services(database, files, settings.public_url, signing.upload_address)
    finally:
        await database.close()


async def person_of(services: Services, email: str, *, is_active: bool = False) -> tuple[UUID, str]:
    """The key and the name of somebody by his address. Raises Refused when there is nobody."""
    async with services.database.reading() as reading:
        for key, name in await reading.rows(_ACTIVE if is_active else _PERSON, [folded(email)]):
            return UUID(str(key)), name
    raise Refused(f"Nobody {'who is active ' if is_active else ''}has the address {email} here.")


@dataclass
class Acting:
    """Somebody at work through the API."""

    services: Services
    viewer: Viewer

    @classmethod
    async def as_person(cls, services: Services, email: str) -> Acting:
        """Acts as the person with this address. Raises Refused."""
        key, name = await person_of(services, email, is_active=True)
        return cls(services, Viewer(key, ActorKind.PERSON, name))

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer. Raises Refused with the errors of the request."""
        asking = Asking(self.viewer, self.services.clock(), f"command-{secrets.token_hex(8)}")
        found = await answer(self.services, asking, query, variables)
        if found.errors or found.data is None:
            raise Refused("\n".join(f"{one['extensions']['code']}: {one['message']}" for one in found.errors))
        return found.data

    async def attempt(self, mutation: str, shown: str, **given: Any) -> dict[str, Any]:
        """The payload of a mutation, whatever it says; what is left out stays out."""
        name = f"{mutation[0].upper()}{mutation[1:]}"
        told = "userErrors { code message path } warnings { code message path }"
        query = f"mutation {name}($input: {name}Input!) {{ {mutation}(input: $input) {{ {shown} {told} }} }}"
        known = {member: value for member, value in given.items() if value is not None}
        payload: dict[str, Any] = (await self.ask(query, input=known))[mutation]
        return payload

    async def do(self, mutation: str, shown: str, **given: Any) -> dict[str, Any]:
        """The payload of a mutation that nothing stands against; says the warnings. Raises Refused."""
        payload = await self.attempt(mutation, shown, **given)
        refuse_errors(payload)
        for warning in payload["warnings"]:
            click.secho(f"Take note: {warning['message']}", fg="yellow", err=True)
        return payload

    async def accounts(self) -> list[dict[str, Any]]:
        """The accounts that he administers."""
        employments = (await self.ask(EMPLOYERS))["viewer"]["employments"]
        return [
            one["company"] for one in employments if one["isAdministrator"] and one["company"]["isAccount"]
        ]

    async def company(self, name: str | None) -> str:
        """The id of a company by its name: his account, or a vendor of it; his account when none is named."""
        accounts = await self.accounts()
        if name is None and len(accounts) == 1:
            return str(accounts[0]["id"])
        found = [one["id"] for one in accounts if name and folded(one["name"]) == folded(name)]
        for account in accounts if name and not found else []:
            asked = await self.ask(VENDORS, account=account["id"], name=name)
            found += [one["company"]["id"] for one in asked["company"]["vendors"]["nodes"]]
        if not accounts:
            raise Refused(f"{self.viewer.name} administers no account.")
        if len(found) != 1:
            which = (
                f"There are {len(found)} companies called {name!r}" if name else "There are several accounts"
            )
            raise Refused(f"{which}: name one that {self.viewer.name} administers with --company.")
        return str(found[0])


def refuse_errors(payload: dict[str, Any]) -> None:
    """Raises Refused when something stands against a mutation."""
    if payload["userErrors"]:
        raise Refused("\n".join(sentence(error) for error in payload["userErrors"]))


def sentence(error: dict[str, Any]) -> str:
    """An error of the user in a line."""
    place = ".".join(part for part in error["path"] or () if part != "input")
    return f"{error['code']}: {error['message']}" + (f" ({place})" if place else "")


def person_id(key: UUID) -> str:
    """The id of a person, as the API takes it."""
    return global_id("Person", key)


Said = Callable[[str], None]


def say(text: str) -> None:
    """Tells somebody who is watching what happens; what a program may want to read goes to the output."""
    click.echo(text, err=True)
