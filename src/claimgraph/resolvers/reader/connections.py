"""How a page is written: nodes, edges with their cursors, what surrounds it, and the count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from claimgraph.resolvers.reader.answer import Node, Object, Plain, Several
from claimgraph.resolvers.reader.levels import Level
from claimgraph.resolvers.reader.pages import PageLink
from claimgraph.resolvers.reader.selection import Details, Selected, Selection


class Shaping(Protocol):
    """Whoever plans how the rows of a level are written."""

    selection: Selection

    def shape(self, level: Level, type_name: str, details: Details) -> Node:
        """How the rows of a level are written."""

    def fields(self, type_name: str, details: Details, node: Callable[[Selected], Node]) -> Object:
        """The fields selected on a type that is not declared, each by what it is."""


def connection(planner: Shaping, link: PageLink, of: str, details: Details) -> Object:
    """The parts of a page that are selected; the link learns which of them it must read."""
    page, rows = link.variable, f"{link.variable}.rows"

    def nodes(below: Details) -> Node:
        return Several(link.level.variable, rows, planner.shape(link.level, of, below))

    def edge(one: Selected) -> Node:
        if one.name == "node":
            return planner.shape(link.level, of, one.details)
        return Plain(f"{link.code.name(link.cursor)}({link.level.variable})", is_sure=True)

    def info(one: Selected) -> Node:
        return Plain(INFO[one.name].format(page=page, cursor=link.code.name(link.cursor)), is_sure=True)

    def part(one: Selected) -> Node:
        if one.name == "nodes":
            return nodes(one.details)
        if one.name == "edges":
            return Several(link.level.variable, rows, planner.fields(f"{of}Edge", one.details, edge))
        if one.name == "totalCount":
            link.wants_total = True
            return Plain(f"{page}.total", is_sure=True)
        link.wants_surroundings = True
        return planner.fields("PageInfo", one.details, info)

    return planner.fields(f"{of}Connection", details, part)


INFO = {
    "hasNextPage": "{page}.has_next",
    "hasPreviousPage": "{page}.has_previous",
    "startCursor": "({cursor}({page}.rows[0]) if {page}.rows else None)",
    "endCursor": "({cursor}({page}.rows[-1]) if {page}.rows else None)",
}
