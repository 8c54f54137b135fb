"""Tokens from the command line."""

from __future__ import annotations

import asyncio

from claimgraph.auth.recognition import viewer_of_token
from claimgraph.resolvers.context import system_clock
from claimgraph.storage.database import Database
from tests.cli.conftest import Shell
from tests.cli.test_people import FOUND

AS_ANN = ("--as", "ann@acme.example")


def test_a_token_is_made_listed_and_revoked(shell: Shell) -> None:
    shell.done(*FOUND)
    secret = shell.done("token", "create", *AS_ANN, "--name", "nightly", "--days", "30", "--read-only")
    assert asyncio.run(works(shell, secret))
    listed = shell.done("token", "list", *AS_ANN)
    assert "nightly  read only  until " in listed
    assert secret not in listed
    shell.done("token", "revoke", listed.split()[0], *AS_ANN)
    assert not asyncio.run(works(shell, secret))
    assert "nightly  read only  revoked " in shell.done("token", "list", *AS_ANN)


async def works(shell: Shell, secret: str) -> bool:
    """Whether the server would take a token."""
    database = await Database.open(str(shell.database_url))
    async with database.reading() as reading:
        found = await viewer_of_token(reading, secret, system_clock())
    await database.close()
    return found is not None


def test_the_accounts_limits_hold_here_too(shell: Shell) -> None:
    shell.done(*FOUND)
    ended = shell.run("token", "create", *AS_ANN, "--name", "for ever", "--days", "4000")
    assert (ended.exit_code, "TOKEN_LIFETIME_TOO_LONG" in ended.stderr, ended.stdout) == (1, True, "")
    unknown = shell.run("token", "list", *AS_ANN, "--service-account", "Robot")
    assert (unknown.exit_code, "has an integration called 'Robot'" in unknown.stderr) == (1, True)
