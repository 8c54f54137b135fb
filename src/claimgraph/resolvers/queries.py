"""The root fields for reading: each says what is asked for, the reader answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claimgraph.auth.guards import EVERYONE
from claimgraph.resolvers.entry import query
from claimgraph.resolvers.reader.door import Reader
from claimgraph.resolvers.reader.finished import Finished
from claimgraph.schema.declare import page
from claimgraph.schema.declared import Argument

ID = (Argument(name="id", type="ID", text="Its id."),)
IDS = (Argument(name="ids", type="list[ID]", text="Up to 100 ids."),)


@dataclass(frozen=True)
class ViewerHimself:
    """The value behind Viewer."""

    id: UUID
    person_id: UUID | None


@query("Viewer | None", is_for_strangers=True)
async def viewer(reader: Reader) -> Finished:
    """Who is asking; null when nobody is signed in."""
    asking = reader.viewer
    return await reader.value("Viewer", ViewerHimself(asking.id, asking.person_id))


@query("Node | None", ID)
async def node(reader: Reader, id: str) -> Finished:
    """Anything by its id; null when it does not exist for the viewer."""
    return await reader.node(id)


@query("list[Node | None] | None", IDS, semantic=True)
async def nodes(reader: Reader, ids: list[str]) -> Finished:
    """Several things by their ids, each at its place; null where it does not exist for the viewer."""
    return await reader.nodes(ids)


@query("Company | None", ID)
async def company(reader: Reader, id: str) -> Finished:
    """A company; null when it does not exist for the viewer."""
    return await reader.one("Company", id)


@query("Project | None", ID)
async def project(reader: Reader, id: str) -> Finished:
    """A project; null when it does not exist for the viewer."""
    return await reader.one("Project", id)


@query("Commitment | None", ID)
async def commitment(reader: Reader, id: str) -> Finished:
    """A commitment; null when it does not exist for the viewer."""
    return await reader.one("Commitment", id)


@query("ProgressClaim | None", ID)
async def claim(reader: Reader, id: str) -> Finished:
    """A claim; null when it does not exist for the viewer."""
    return await reader.one("ProgressClaim", id)


LISTS = {
    "projects": page(
        "Project",
        "Projects that the viewer may see.",
        to=EVERYONE,
        by=None,
        usual=(("number_key", False),),
        usually="by number",
    ),
    "commitments": page(
        "Commitment",
        "Commitments that the viewer may see, of all projects.",
        to=EVERYONE,
        by=None,
        usual=(("project.number_key", False), ("number_key", False)),
        usually="by project and number",
    ),
    "claims": page(
        "ProgressClaim",
        "Claims that the viewer may see, of all projects.",
        to=EVERYONE,
        by=None,
        usual=(("created_at", True),),
        usually="latest first",
    ),
}


def _list(name: str) -> None:
    declared = LISTS[name]

    async def answer(reader: Reader, **_: Any) -> Finished:
        return await reader.page(declared)

    answer.__name__ = name
    query(f"{declared.of}Connection | None", declared.arguments, declared=declared, semantic=True)(answer)


for _name in LISTS:
    _list(_name)
