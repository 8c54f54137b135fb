"""Runs statements: on one connection, one after the other, so that a whole answer is of one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from claimgraph.auth.viewer import Asking
from claimgraph.resolvers.reader.selection import Variables
from claimgraph.resolvers.reader.statements import Draft, Statement
from claimgraph.storage.database import Reading


@dataclass(frozen=True)
class Run:
    """One answer being read: the snapshot that it reads from, who asks, and with which variables."""

    reading: Reading
    asking: Asking
    variables: Variables = field(default_factory=dict)

    async def rows(self, statement: Statement, **moment: object) -> list[Any]:
        """The rows of a statement; `moment` are the values that only this moment knows."""
        moment["me"], moment["now"] = self.asking.viewer_id, self.asking.now
        return await self.reading.rows(statement.text, statement.arguments(self.variables, moment))

    def draft(self) -> Draft:
        """A statement of an answerer, to be written for this moment."""
        return Draft(self.reading.dialect)
