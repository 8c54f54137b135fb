"""What somebody is anywhere: for the page's head and its choice of saved operations, never to open a row.

It reads the asker's own grants and nothing else.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.storage.database import Reading

_GRANTS = """
select 'ADMINISTRATOR' from employment
 where person_id = $1 and is_administrator and begins_at <= $2 and ends_at > $2
union
select level from project_access
 where actor_id = $1 and begins_at <= $2 and ends_at > $2
union
select 'CONTACT' from designation named
  join commitment on commitment.id = named.commitment_id
  join vendor on vendor.id = commitment.vendor_id
  join employment work on work.company_id = vendor.company_id and work.person_id = named.person_id
 where named.person_id = $1 and named.begins_at <= $2 and named.ends_at > $2
   and work.begins_at <= $2 and work.ends_at > $2
"""

_BY_GRANT = {
    "ADMINISTRATOR": Standing.ADMINISTRATOR,
    AccessLevel.ADMIN: Standing.ADMINISTRATOR,
    AccessLevel.STANDARD: Standing.STANDARD,
    AccessLevel.READ_ONLY: Standing.READER,
    "CONTACT": Standing.CONTACT,
}


async def standings_anywhere(reading: Reading, actor: UUID, now: datetime) -> list[Standing]:
    """The standings that an actor has on something, strongest first."""
    held = {_BY_GRANT[row[0]] for row in await reading.rows(_GRANTS, [actor, now])}
    return [standing for standing in Standing if standing in held]
