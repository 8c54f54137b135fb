"""`claimgraph schema`: the contract, as text."""

from __future__ import annotations

import click

from claimgraph import api


@click.command(short_help="Print the contract: the schema as text.")
def schema() -> None:
    """Print the contract: the schema with its descriptions and its rules."""
    click.echo(api.sdl(), nl=False)
