"""What a running operation works with: the services of the server, and the request's own."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from claimgraph.auth.viewer import Asking, Viewer
from claimgraph.models.keys import Keys, new_key
from claimgraph.resolvers.reader.selection import Operation
from claimgraph.storage.database import Database, Reading
from claimgraph.storage.files import FileStore


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """What one server has: the database, the store of files, its address; clock and keys are handed in.

    `upload_address` gives the signed address to which an announced file is sent, and until when it works.
    """

    database: Database
    files: FileStore
    public_url: str
    upload_address: Callable[[str, datetime], str]
    clock: Callable[[], datetime] = system_clock
    new_key: Keys = new_key


@dataclass
class Context:
    """One operation: who asks, the snapshot that its queries read, and what was planned for it."""

    services: Services
    asking: Asking
    operation: Operation
    reading: Reading | None = None
    plans: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def viewer(self) -> Viewer | None:
        """Who asks; None when nobody is signed in."""
        return self.asking.viewer
