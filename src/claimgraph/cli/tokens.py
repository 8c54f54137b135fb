"""`claimgraph token`: bearer tokens of people and integrations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from claimgraph.cli.acting import Acting, as_option, database_option, opened, say, settings_for
from claimgraph.cli.outcomes import Refused, told
from claimgraph.models import folded

INTEGRATIONS = "query Integrations($id: ID!) { company(id: $id) { serviceAccounts { id name } } }"
TOKEN = "id name createdAt expiresAt lastUsedAt revokedAt isReadOnly"
OWN = f"{{ viewer {{ accessTokens {{ {TOKEN} }} }} }}"
OF_INTEGRATION = f"""
query Tokens($id: ID!) {{ node(id: $id) {{ ... on ServiceAccount {{ accessTokens {{ {TOKEN} }} }} }} }}
"""

integration_option = click.option(
    "--service-account", metavar="NAME", help="Of this integration; his own when left out."
)


@click.group()
def token() -> None:
    """Bearer tokens: create, list, revoke."""


@token.command()
@click.option("--name", required=True, help="What it is for.")
@click.option("--days", type=click.IntRange(1), default=90, show_default=True, help="How long it works.")
@click.option("--read-only", is_flag=True, help="Nothing can be changed with it.")
@integration_option
@as_option
@database_option
@told
async def create(as_email: str, service_account: str | None, database_url: str | None, **given: Any) -> None:
    """Create a token and print it, this once."""
    async with opened(settings_for(database_url)) as services:
        acting = await Acting.as_person(services, as_email)
        payload = await acting.do(
            "createAccessToken",
            "accessToken { id expiresAt } secret",
            serviceAccountId=await _integration(acting, service_account),
            name=given["name"],
            expiresAt=(services.clock() + timedelta(days=given["days"])).isoformat(),
            isReadOnly=given["read_only"],
        )
        made = payload["accessToken"]
        say(f"Token {made['id']} works until {made['expiresAt']}; it is shown this once:")
        click.echo(payload["secret"])


@token.command("list")
@integration_option
@as_option
@database_option
@told
async def list_tokens(as_email: str, service_account: str | None, database_url: str | None) -> None:
    """List tokens: id, what it is for, until when, when it was used."""
    async with opened(settings_for(database_url)) as services:
        acting = await Acting.as_person(services, as_email)
        integration = await _integration(acting, service_account)
        if integration is None:
            found = (await acting.ask(OWN))["viewer"]["accessTokens"]
        else:
            found = (await acting.ask(OF_INTEGRATION, id=integration))["node"]["accessTokens"]
        for one in found:
            click.echo(_line(one))


def _line(one: dict[str, Any]) -> str:
    state = f"revoked {one['revokedAt']}" if one["revokedAt"] else f"until {one['expiresAt']}"
    used = f"used {one['lastUsedAt']}" if one["lastUsedAt"] else "never used"
    rights = "read only" if one["isReadOnly"] else "may change"
    return "  ".join((one["id"], one["name"], rights, state, used))


@token.command()
@click.argument("token_id", metavar="ID")
@as_option
@database_option
@told
async def revoke(token_id: str, as_email: str, database_url: str | None) -> None:
    """Revoke the token with this id (see `token list`); it ends at once."""
    async with opened(settings_for(database_url)) as services:
        acting = await Acting.as_person(services, as_email)
        payload = await acting.do("revokeAccessToken", "accessToken { name }", accessTokenId=token_id)
        say(f"The token {payload['accessToken']['name']!r} works no longer.")


async def _integration(acting: Acting, name: str | None) -> str | None:
    """The id of an integration of an account that he administers; None for none named. Raises Refused."""
    if name is None:
        return None
    for account in await acting.accounts():
        asked = await acting.ask(INTEGRATIONS, id=account["id"])
        for one in asked["company"]["serviceAccounts"]:
            if folded(one["name"]) == folded(name):
                return str(one["id"])
    raise Refused(f"No account that {acting.viewer.name} administers has an integration called {name!r}.")
