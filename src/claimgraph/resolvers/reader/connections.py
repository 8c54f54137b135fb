"""How a page is written: nodes, edges with their cursors, what surrounds it, and the count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claimgraph.resolvers.reader.answer import Faults, Path, Row, Shape
from claimgraph.resolvers.reader.pages import Found, PageLink
from claimgraph.resolvers.reader.selection import Details, Selection

WritePart = Callable[[Found, PageLink, Path, Faults], Any]


class ConnectionWriter:
    """Writes the parts of a connection that are selected; `shape` plans how its rows are written."""

    def __init__(self, selection: Selection, shape: Callable[[Details], Shape]) -> None:
        self.selection = selection
        self.shape = shape
        self.asked: set[str] = set()

    def writers(self, of: str, details: Details) -> dict[str, WritePart]:
        """How each selected part is written, by its key in the answer."""
        found = {}
        for one in self.selection.below(f"{of}Connection", details):
            self.asked.add(one.name)
            found[one.key] = self._writer(of, one.name, one.details)
        return found

    def _writer(self, of: str, name: str, details: Details) -> WritePart:
        if name == "nodes":
            return self._nodes(details)
        if name == "edges":
            return self._edges(of, details)
        if name == "pageInfo":
            return self._page_info(details)
        return _total if name == "totalCount" else _named(f"{of}Connection")

    def _nodes(self, details: Details) -> WritePart:
        shape = self.shape(details)
        return lambda found, _, path, faults: shape.write_all(found.rows, path, faults)

    def _edges(self, of: str, details: Details) -> WritePart:
        parts = self.selection.below(f"{of}Edge", details)
        shapes = {one.key: self.shape(one.details) for one in parts if one.name == "node"}

        def edge(link: PageLink, row: Row, path: Path, faults: Faults) -> dict[str, Any]:
            written: dict[str, Any] = {}
            for one in parts:
                if one.key in shapes:
                    written[one.key] = shapes[one.key].write(row, (path, one.key), faults)
                else:
                    written[one.key] = link.cursor(row) if one.name == "cursor" else f"{of}Edge"
            return written

        return lambda found, link, path, faults: [
            edge(link, row, (path, place), faults) for place, row in enumerate(found.rows)
        ]

    def _page_info(self, details: Details) -> WritePart:
        parts = [(one.key, INFO[one.name]) for one in self.selection.below("PageInfo", details)]
        return lambda found, link, *_: {key: told(found, link) for key, told in parts}


def _total(found: Found, *_: Any) -> int:
    return found.total


def _named(name: str) -> WritePart:
    return lambda *_: name


INFO: dict[str, Callable[[Found, PageLink], Any]] = {
    "hasNextPage": lambda found, _: found.has_next,
    "hasPreviousPage": lambda found, _: found.has_previous,
    "startCursor": lambda found, link: link.cursor(found.rows[0]) if found.rows else None,
    "endCursor": lambda found, link: link.cursor(found.rows[-1]) if found.rows else None,
    "__typename": lambda *_: "PageInfo",
}
