"""`claimgraph schema` and `claimgraph policy`: the contract and the rule book, as text."""

from __future__ import annotations

import click

from claimgraph import api


@click.command(short_help="Print the contract: the schema as text.")
def schema() -> None:
    """Print the contract: the schema with its descriptions and its rules."""
    click.echo(api.sdl(), nl=False)


@click.command(short_help="Print the rule book: who sees and does what.")
def policy() -> None:
    """Print the rule book: who sees what and who may do what, as Markdown."""
    click.echo(api.policy(), nl=False)
