"""Files that are announced and sent."""

from __future__ import annotations

from datetime import datetime

from strawberry import ID

from claimgraph.auth.guards import EVERYONE
from claimgraph.schema.declare import column, part, part_type


@part_type
class Upload:
    """Where and how to send a file; the server checks size, type and hash when it arrives."""

    id: ID = column("Name it where the file is wanted.", to=EVERYONE)
    url: str = column("Where to PUT it.", to=EVERYONE)
    headers = part("HttpHeader", "Headers to send with it.", to=EVERYONE, at="headers", many=True)
    expires_at: datetime = column("Until when the address works, UTC.", to=EVERYONE)


@part_type
class HttpHeader:
    """A header to send."""

    name: str = column("Its name.", to=EVERYONE)
    value: str = column("Its value.", to=EVERYONE)
