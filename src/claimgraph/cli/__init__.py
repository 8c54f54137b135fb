"""The command `claimgraph`.

Whatever changes data in somebody's name goes through the API, under his rights. Results go to the output,
everything else to the error output. Exit codes: see `outcomes`.
"""

from __future__ import annotations

import click

from claimgraph.cli.demonstration import demo
from claimgraph.cli.documents import schema
from claimgraph.cli.people import person
from claimgraph.cli.schedules import import_schedule
from claimgraph.cli.serving import migrate, serve
from claimgraph.cli.tokens import token


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="claimgraph", prog_name="claimgraph")
def main() -> None:
    """A GraphQL server for subcontractors' progress claims.

    Settings are read from the environment: CLAIMGRAPH_DATABASE_URL and others, see the README.

    It ends with 0 when done, 1 when a rule said no, 2 when it was wrongly used or set, 3 when something is
    not there.
    """


for command in (serve, demo, migrate, person, token, import_schedule, schema):
    main.add_command(command)
