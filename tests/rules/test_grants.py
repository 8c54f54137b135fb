"""Rights in time, and the names of those who acted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from claimgraph.rules.grants import ended_at, name_shown
from claimgraph.rules.standing import NOBODY, Standing

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)


def test_a_grant_has_ended_from_the_instant_of_its_end_on() -> None:
    assert ended_at(NOW + timedelta(microseconds=1), NOW) is None
    assert ended_at(NOW, NOW) == NOW


@pytest.mark.parametrize("standings", [Standing.CONTACT, Standing.SELF, NOBODY])
def test_of_reviewers_a_contact_knows_the_side_alone(standings: Standing) -> None:
    assert name_shown("Ada Admin", True, standings) is None
    assert name_shown("Ada Admin", False, standings) == "Ada Admin"


@pytest.mark.parametrize("standing", [Standing.ADMINISTRATOR, Standing.STANDARD, Standing.READER])
def test_members_know_who_acted_also_when_they_are_contacts_besides(standing: Standing) -> None:
    assert name_shown("Ada Admin", True, standing | Standing.CONTACT) == "Ada Admin"
