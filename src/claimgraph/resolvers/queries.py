"""The root fields for reading: each says what is asked for, the reader answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import GraphQLResolveInfo
from graphql.execution.values import get_argument_values

from claimgraph.auth.guards import EVERYONE
from claimgraph.errors import Unauthenticated
from claimgraph.resolvers.context import Context
from claimgraph.resolvers.entry import query
from claimgraph.resolvers.reader.door import Reader
from claimgraph.resolvers.reader.finished import Finished
from claimgraph.schema.declare import page
from claimgraph.schema.declared import Argument

Info = GraphQLResolveInfo[Context]

ID = (Argument(name="id", type="ID", text="Its id."),)
IDS = (Argument(name="ids", type="list[ID]", text="Up to 100 ids."),)


@dataclass(frozen=True)
class ViewerHimself:
    """The value behind Viewer."""

    id: UUID
    person_id: UUID | None


def signed_in(info: Info) -> Reader:
    """The reader for somebody who is signed in. Raises Unauthenticated."""
    if info.context.viewer is None:
        raise Unauthenticated
    return Reader(info)


@query("Viewer | None")
async def viewer(info: Info) -> Finished | None:
    """Who is asking; null when nobody is signed in."""
    asking = info.context.viewer
    if asking is None:
        return None
    return await Reader(info).value("Viewer", ViewerHimself(asking.id, asking.person_id))


@query("Node | None", ID)
async def node(info: Info, id: str) -> Finished:
    """Anything by its id; null when it does not exist for the viewer."""
    return await signed_in(info).node(id)


@query("list[Node | None] | None", IDS, semantic=True)
async def nodes(info: Info, ids: list[str]) -> Finished:
    """Several things by their ids, each at its place; null where it does not exist for the viewer."""
    return await signed_in(info).nodes(ids)


@query("Company | None", ID)
async def company(info: Info, id: str) -> Finished:
    """A company; null when it does not exist for the viewer."""
    return await signed_in(info).one("Company", id)


@query("Project | None", ID)
async def project(info: Info, id: str) -> Finished:
    """A project; null when it does not exist for the viewer."""
    return await signed_in(info).one("Project", id)


@query("Commitment | None", ID)
async def commitment(info: Info, id: str) -> Finished:
    """A commitment; null when it does not exist for the viewer."""
    return await signed_in(info).one("Commitment", id)


@query("ProgressClaim | None", ID)
async def claim(info: Info, id: str) -> Finished:
    """A claim; null when it does not exist for the viewer."""
    return await signed_in(info).one("ProgressClaim", id)


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

    async def answer(info: Info, **_: Any) -> Finished:
        reader = signed_in(info)
        # the values as the document has them: filters are read by their GraphQL names
        values = get_argument_values(
            info.parent_type.fields[info.field_name],
            info.field_nodes[0],
            info.context.executor.variable_values,
        )
        return await reader.page(declared, values)

    answer.__name__ = name
    query(f"{declared.of}Connection | None", declared.arguments, declared=declared, semantic=True)(answer)


for _name in LISTS:
    _list(_name)
