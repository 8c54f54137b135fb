"""Runs statements: on one connection, one after the other, so that a whole answer is of one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claimgraph.auth.viewer import Asking
from claimgraph.resolvers.reader.statements import Draft
from claimgraph.storage.database import Reading


@dataclass(frozen=True)
class Run:
    """One answer being read: the snapshot that it reads from, and who asks."""

    reading: Reading
    asking: Asking

    def draft(self) -> Draft:
        """A new statement, which knows the viewer and the instant."""
        return Draft(self.reading.dialect, {"me": self.asking.viewer_id, "now": self.asking.now})

    async def rows(self, draft: Draft, text: str) -> list[Any]:
        """The rows of a statement written on `draft`."""
        return await self.reading.rows(*draft.finished(text))
