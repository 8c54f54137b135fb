"""`claimgraph import`: a schedule of values from a file, looked at first and then imported whole."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from claimgraph.cli.acting import Acting, as_option, database_option, opened, refuse_errors, say, settings_for
from claimgraph.cli.outcomes import Refused, told
from claimgraph.schema.identity import key_of
from claimgraph.storage.files import note_arrival, upload_key

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
COLUMNS = {
    "item-number": "itemNumber",
    "description": "description",
    "cost-code": "costCode",
    "quantity": "quantity",
    "unit": "unit",
    "unit-price": "unitPrice",
    "scheduled-value": "scheduledValue",
}
SHOWN_ROWS = 20

FIND = """
query Find($project: String!, $commitment: String!) {
  projects(first: 2, filter: {number: {eq: $project}}) {
    nodes {
      name
      commitments(first: 1, filter: {number: {eq: $commitment}}) {
        nodes { id version title originalSum currency }
      }
    }
  }
}
"""
PREVIEW = "total rows { row itemNumber description scheduledValue problems { code message path } }"


def _columns(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> dict[str, str] | None:
    parts = [text.partition("=") for text in given]
    for name, equals, heading in parts:
        if name not in COLUMNS or not (equals and heading):
            raise click.BadParameter(f"write NAME=HEADING, where NAME is one of {', '.join(COLUMNS)}.")
    return {COLUMNS[name]: heading for name, _, heading in parts} or None


@click.command("import", short_help="Import a schedule of values from a CSV or XLSX file.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--project", required=True, help="The project's number.")
@click.option("--commitment", required=True, help="The commitment's number.")
@click.option("--sheet", help="Which sheet of a workbook; the first when left out.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=HEADING",
    callback=_columns,
    help="A column by its heading, where it is not found by itself. May be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be imported.")
@click.option("--yes", is_flag=True, help="Do not ask before importing.")
@as_option
@database_option
@told
async def import_schedule(file: Path, as_email: str, database_url: str | None, **given: Any) -> None:
    """Import FILE (CSV or XLSX) as the schedule of values of a commitment.

    Every row is shown first, with its problems; nothing is imported unless all are right.
    """
    async with opened(settings_for(database_url)) as services:
        acting = await Acting.as_person(services, as_email)
        task = Task(acting, await _found(acting, given["project"], given["commitment"]), given)
        task.upload = await _send(acting, file)
        await task.preview()
        if given["dry_run"]:
            return
        if not given["yes"]:
            click.confirm("Import it?", abort=True, err=True)
        await task.carry_out()


async def _found(acting: Acting, project: str, commitment: str) -> dict[str, Any]:
    projects = (await acting.ask(FIND, project=project, commitment=commitment))["projects"]["nodes"]
    found: list[dict[str, Any]] = [one for each in projects for one in each["commitments"]["nodes"]]
    if len(found) != 1:
        raise Refused(f"{acting.viewer.name} sees no single commitment {commitment} in a project {project}.")
    return found[0]


async def _send(acting: Acting, file: Path) -> str:
    """Announces the file and puts it where the server would."""
    content = await asyncio.to_thread(file.read_bytes)
    media_type = MEDIA_TYPES.get(file.suffix.lower())
    if media_type is None:
        raise click.UsageError(f"{file.name} is neither .csv nor .xlsx.")
    told = {"fileName": file.name, "mediaType": media_type, "size": len(content)}
    payload = await acting.do("createUpload", "upload { id }", **told, sha256=sha256(content).hexdigest())
    key, services = key_of("Upload", payload["upload"]["id"]), acting.services
    await services.files.put(upload_key(key), content)
    await services.database.work(lambda _writing: note_arrival(key, services.clock()))
    return str(payload["upload"]["id"])


@dataclass
class Task:
    """An import on its way."""

    acting: Acting
    commitment: dict[str, Any]
    given: dict[str, Any]
    upload: str = ""

    async def preview(self) -> None:
        """Shows what would be imported. Raises Refused when something stands against it."""
        payload = await self._import(PREVIEW, dryRun=True)
        rows = payload["rows"]
        for row in rows[:SHOWN_ROWS]:
            click.echo(_line(row))
        if len(rows) > SHOWN_ROWS:
            click.echo(f"      ... and {len(rows) - SHOWN_ROWS:,} rows more")
        of, currency = self.commitment["originalSum"], self.commitment["currency"]
        total = f"{payload['total']} {currency} in all" if payload["total"] else "no sum that can be read"
        say(f"{len(rows)} rows, {total}; the original sum is {of} {currency}.")
        refuse_errors(payload)

    async def carry_out(self) -> None:
        """Imports it, unless the commitment has changed since it was looked at."""
        shown = "commitment { schedule { isComplete difference lines { id } } }"
        payload = await self._import(shown, expectedVersion=self.commitment["version"])
        refuse_errors(payload)
        schedule = payload["commitment"]["schedule"]
        rest = (
            ""
            if schedule["isComplete"]
            else f" They differ from the original sum by {schedule['difference']}."
        )
        say(f"{self.commitment['title']} has {len(schedule['lines'])} lines now.{rest}")

    async def _import(self, shown: str, **more: Any) -> dict[str, Any]:
        return await self.acting.attempt(
            "importScheduleOfValues",
            shown,
            commitmentId=self.commitment["id"],
            source={"uploadId": self.upload},
            sheet=self.given["sheet"],
            columns=self.given["columns"],
            **more,
        )


def _line(row: dict[str, Any]) -> str:
    value = row["scheduledValue"] or "-"
    line = (
        f"{row['row']:>5}  {row['itemNumber'] or '-':<8} {(row['description'] or '-')[:50]:<50} {value:>16}"
    )
    return "\n".join([line, *(f"       {problem['message']}" for problem in row["problems"])])
