"""What the tests of this room share."""

from __future__ import annotations

import pytest

from claimgraph.storage.database import Database
from tests.auth.people import People


@pytest.fixture
def people(database: Database) -> People:
    """A database with nobody in it yet."""
    return People(database)
