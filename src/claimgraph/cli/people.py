"""`claimgraph person`: who there is, and how he gets in."""

from __future__ import annotations

import sys
from typing import Any
from uuid import UUID

import click

from claimgraph.auth import links
from claimgraph.auth.credentials import keep_password
from claimgraph.auth.founding import Founded, Founding, found_account
from claimgraph.auth.links import Invitation
from claimgraph.auth.passwords import Passwords, reasons_against_password
from claimgraph.cli.acting import (
    Acting,
    as_option,
    database_option,
    opened,
    person_id,
    person_of,
    say,
    settings_for,
)
from claimgraph.cli.outcomes import Refused, refused, told
from claimgraph.resolvers.context import Services
from claimgraph.schema.identity import key_of
from claimgraph.storage.database import Writing

BY_COMMAND = "command"


@click.group()
def person() -> None:
    """People: create, let in, deactivate."""


@person.command()
@click.option("--email", required=True, help="The address that he signs in with.")
@click.option("--name", required=True, help="His name.")
@click.option("--as", "as_email", metavar="EMAIL", help="The administrator who names him.")
@click.option("--company", help="An account or vendor of the administrator; his account when left out.")
@click.option("--job-title", help="What he does there.")
@click.option("--administrator", is_flag=True, help="He administers the account.")
@click.option("--account", help="Found this account with him as its first administrator; needs no --as.")
@click.option("--currency", default="AUD", show_default=True, help="Of a new account: ISO 4217.")
@click.option("--time-zone", default="Australia/Sydney", show_default=True, help="Of a new account: IANA.")
@click.option("--jurisdiction", help='Of a new account: ISO 3166-2, as "AU-NSW".')
@click.option("--locale", help='Of a new account: as "en-AU".')
@database_option
@told
async def create(as_email: str | None, account: str | None, database_url: str | None, **given: Any) -> None:
    """Create somebody, and print the link by which he chooses a password.

    The first administrator of an account is made by naming the account:

    \b
        claimgraph person create --account "Harbourline" --administrator \\
            --name "Ines Ferreira" --email ines@harbourline.example
    """
    if (account is None) == (as_email is None):
        raise click.UsageError("Name the administrator with --as, or a new account with --account.")
    if account is not None and not given["administrator"]:
        raise click.UsageError("An account begins with an administrator: add --administrator.")
    async with opened(settings_for(database_url)) as services:
        if account is not None:
            key = await _found(services, account, given)
        else:
            key = await _name(services, str(as_email), given)
        click.echo(await _link(services, key, given["name"]))


async def _found(services: Services, account: str, given: dict[str, Any]) -> UUID:
    terms = {
        name: given[name] for name in ("name", "email", "currency", "time_zone", "jurisdiction", "locale")
    }
    founding = Founding(account, **terms)
    found = await services.database.work(
        lambda writing: found_account(writing, founding, services.clock(), BY_COMMAND, services.new_key)
    )
    if not isinstance(found, Founded):
        raise refused(found)
    say(f"{account} was founded; {given['name']} administers it. By this link the password is chosen:")
    return found.person_id


async def _name(services: Services, as_email: str, given: dict[str, Any]) -> UUID:
    acting = await Acting.as_person(services, as_email)
    payload = await acting.do(
        "createPerson",
        "person { id name }",
        companyId=await acting.company(given["company"]),
        email=given["email"],
        name=given["name"],
        jobTitle=given["job_title"],
        isAdministrator=given["administrator"],
    )
    say(f"{payload['person']['name']} was created, and is sent a mail with such a link:")
    return key_of("Person", payload["person"]["id"])


@person.command()
@click.argument("email")
@database_option
@told
async def link(email: str, database_url: str | None) -> None:
    """Print a link by which somebody chooses a password; it works once and for a week."""
    async with opened(settings_for(database_url)) as services:
        click.echo(await _link(services, *await person_of(services, email)))


async def _link(services: Services, key: UUID, name: str) -> str:
    async def make(writing: Writing) -> Invitation | None:
        return await links.invite(writing, key, services.clock(), services.new_key)

    invitation = await services.database.work(make)
    if invitation is None:
        raise Refused(f"{name} is not active: nobody can be let in by that.")
    return f"{services.public_url}/password?token={invitation.secret}"


@person.command()
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from the standard input.")
@database_option
@told
async def set_password(email: str, password_stdin: bool, database_url: str | None) -> None:
    """Give somebody a password, and end all his sessions."""
    async with opened(settings_for(database_url)) as services:
        key, name = await person_of(services, email)
        password = sys.stdin.readline().rstrip("\n") if password_stdin else _prompted(name)
        reasons = reasons_against_password(password, email)
        if reasons:
            raise Refused("\n".join(reasons))
        password_hash = await Passwords().hashed(password)
        await services.database.work(
            lambda writing: keep_password(writing, key, password_hash, services.clock(), services.new_key)
        )
        say(f"{name} has a new password.")


def _prompted(name: str) -> str:
    return str(click.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True))


@person.command()
@click.argument("email")
@as_option
@database_option
@told
async def deactivate(email: str, as_email: str, database_url: str | None) -> None:
    """End somebody's sign-in, sessions and tokens at once."""
    async with opened(settings_for(database_url)) as services:
        key, name = await person_of(services, email)
        acting = await Acting.as_person(services, as_email)
        await acting.do("updatePerson", "person { id }", personId=person_id(key), isActive=False)
        say(f"{name} cannot sign in any more.")
