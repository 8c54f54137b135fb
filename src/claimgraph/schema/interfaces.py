"""What several types share: an id, a version, a name."""

from __future__ import annotations

from datetime import datetime

from strawberry import ID

from claimgraph import models
from claimgraph.auth.guards import EVERYONE
from claimgraph.auth.scopes import ACTOR
from claimgraph.schema.declare import column, interface


@interface()
class Node:
    """Anything that can be fetched by its id."""

    id: ID = column("Opaque global id; never parse it.", to=EVERYONE)


@interface()
class Versioned(Node):
    """Anything that can change."""

    version: int = column(
        "Counts the changes from 1; hand it back as expectedVersion.", to=EVERYONE, at="shown_version"
    )
    created_at: datetime = column("When it was created, UTC.", to=EVERYONE)
    updated_at: datetime = column("When it last changed, UTC.", to=EVERYONE, at="shown_updated_at")


@interface(model=models.Actor, rows=ACTOR)
class Actor(Node):
    """Whoever acts: a person or a service account."""

    name: str = column("Name to show.", to=EVERYONE)
