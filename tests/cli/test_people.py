"""The first administrator, and everybody after him."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit

from claimgraph.auth.links import use_link_for_password
from claimgraph.auth.passwords import Passwords
from claimgraph.auth.sign_in import SignedIn, sign_in
from claimgraph.resolvers.context import system_clock
from claimgraph.storage.database import Database
from tests.cli.conftest import Shell
from tests.demo.made import CHEAP

ANN = ("--name", "Ann Lee", "--email", "ann@acme.example")
BO = ("--name", "Bo Fox", "--email", "bo@acme.example")
FOUND = ("person", "create", "--account", "Acme Build", "--administrator", *ANN)
PASSWORD = "four plain words here"


def test_the_first_administrator_founds_the_account_and_gets_in_by_the_printed_link(shell: Shell) -> None:
    link = shell.done(*FOUND)
    asyncio.run(choose_password(shell, link))
    assert asyncio.run(gets_in(shell, "ann@acme.example", PASSWORD))
    again = shell.run(*FOUND)
    assert again.exit_code == 1
    assert "NUMBER_TAKEN" in again.stderr
    assert "EMAIL_INVALID" in again.stderr


async def choose_password(shell: Shell, link: str) -> None:
    """Uses a printed link as its page does."""
    (secret,) = parse_qs(urlsplit(link).query)["token"]
    database = await Database.open(str(shell.database_url))
    reasons = await use_link_for_password(database, Passwords(CHEAP), secret, PASSWORD, system_clock())
    await database.close()
    assert reasons == []


async def gets_in(shell: Shell, email: str, password: str) -> bool:
    """Whether somebody can sign in."""
    database = await Database.open(str(shell.database_url))
    now = system_clock()
    found = await sign_in(database, Passwords(CHEAP), email, password, caller="127.0.0.1", now=now)
    await database.close()
    return isinstance(found, SignedIn)


def test_an_administrator_names_others_under_his_rights(shell: Shell) -> None:
    shell.done(*FOUND)
    link = shell.done("person", "create", "--as", "ann@acme.example", *BO)
    assert link.startswith("http://127.0.0.1:8000/password?token=")
    refused = shell.run(
        "person", "create", "--as", "bo@acme.example", "--name", "Cy", "--email", "cy@acme.example"
    )
    assert refused.exit_code == 1
    assert "Bo Fox administers no account" in refused.stderr


def test_a_password_can_be_set_and_somebody_shut_out(shell: Shell) -> None:
    shell.done(*FOUND)
    shell.done("person", "create", "--as", "ann@acme.example", *BO)
    short = shell.run("person", "set-password", "bo@acme.example", "--password-stdin", given="short\n")
    assert (short.exit_code, "at least 12 signs" in short.stderr) == (1, True)
    shell.done("person", "set-password", "bo@acme.example", "--password-stdin", given=f"{PASSWORD}\n")
    assert asyncio.run(gets_in(shell, "bo@acme.example", PASSWORD))
    shell.done("person", "deactivate", "bo@acme.example", "--as", "ann@acme.example")
    assert not asyncio.run(gets_in(shell, "bo@acme.example", PASSWORD))
    last = shell.run("person", "deactivate", "ann@acme.example", "--as", "ann@acme.example")
    assert (last.exit_code, "LAST_ADMINISTRATOR" in last.stderr) == (1, True)
    assert shell.run("person", "link", "bo@acme.example").exit_code == 1


def test_who_is_wrongly_named_is_told(bare_shell: Shell) -> None:
    nobody = bare_shell.run("person", "create", *ANN)
    assert (nobody.exit_code, "--as" in nobody.stderr) == (2, True)
    plain = bare_shell.run("person", "create", "--account", "Acme Build", *ANN)
    assert (plain.exit_code, "--administrator" in plain.stderr) == (2, True)
