"""A known person takes the place of the record that an account made of him.

Until then that record (`Actor.stands_for`) was employed, designated and listed in his stead. Its grants that
have not ended, also those that only begin later, end and begin anew for him, in one transaction. The record
stays as what was, inactive.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from claimgraph.auth.expressions import Has
from claimgraph.auth.links import USED_UP, LinkState, link_for, use_up
from claimgraph.auth.viewer import Asking, Viewer
from claimgraph.models import (
    FOREVER,
    AccessListEntry,
    Actor,
    AuditEvent,
    Designation,
    Employment,
    Grant,
    ProjectAccess,
    keys,
)
from claimgraph.models.keys import Keys
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.storage.database import Database, Dialect, Writing

FOR_SOMEBODY_ELSE = "This link is for somebody else. Sign in with the address to which it was sent."

_LEVELS = (AccessLevel.READ_ONLY, AccessLevel.STANDARD, AccessLevel.ADMIN)

# In the order in which all who change these things lock them: the company, the project, the commitment.
_LOCKS = (
    "select id from company where id in (select company_id from employment where person_id = $1)",
    "select id from project where id in (select project_id from project_access where actor_id = $1)",
    """select id from commitment where id in (
        select commitment_id from designation where person_id = $1
        union select commitment_id from access_list_entry where actor_id = $1
    )""",
)
_LISTS = (("default_claim_contact", "vendor_id"), ("shown_person", "project_id"))
_STAY = """
update {table} set person_id = $1 where person_id = $2
    and {place} not in (select {place} from {table} where person_id = $1)
"""
_AUTHORED = """
select claim_id from claim_author where actor_id = $1
    and claim_id not in (select claim_id from claim_author where actor_id = $2)
"""
_AUTHOR = "insert into claim_author (id, created_at, claim_id, actor_id) values ($1, $2, $3, $4)"


async def use_link_to_accept(
    database: Database, secret: str, asking: Asking, new_key: Keys = keys.new_key
) -> list[str]:
    """Lets whoever is signed in accept what the link offers; the answer is why not, empty when done.

    A sentence each. Leaves an event `employment.accepted` for each employment. Raises `storage.failures`.
    """
    viewer = asking.viewer
    if viewer is None or viewer.person_id is None:
        return [FOR_SOMEBODY_ELSE]
    return await database.work(lambda writing: _accept(writing, secret, viewer, asking, new_key))


async def _accept(writing: Writing, secret: str, viewer: Viewer, asking: Asking, new_key: Keys) -> list[str]:
    record_id = await use_up(writing, secret, asking.now)
    move = _Move(writing, record_id, viewer, asking, new_key) if record_id else None
    reasons = await move.reasons_against() if move else [USED_UP]
    if move is None or reasons:
        writing.undo()
        return reasons
    await move.make()
    return []


@dataclass
class _Move:
    """All that goes from a record to the person whom it stands for; `changes` are told in the audit."""

    writing: Writing
    record_id: UUID
    viewer: Viewer
    asking: Asking
    new_key: Keys
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.asking.now

    async def reasons_against(self) -> list[str]:
        """Why nothing can be accepted; holds everything that is about to move until the end."""
        await self._lock()
        link = await link_for(self.writing, self.record_id, self.now)
        if link.state is not LinkState.ACCEPT:
            return [USED_UP]
        return [] if link.known_id == self.viewer.id else [FOR_SOMEBODY_ELSE]

    async def _lock(self) -> None:
        for text in _LOCKS:
            if self.writing.dialect is Dialect.POSTGRESQL:
                await self.writing.rows(f"{text} order by id for update", [self.record_id])
        both = Actor.filter(id__in=[self.record_id, self.viewer.id])
        await both.order_by("id").select_for_update()

    async def make(self) -> None:
        employments = await self._grants(Employment)
        for model in (ProjectAccess, Designation, AccessListEntry):
            await self._grants(model)
        await self._lists()
        await self._authorship()
        await self._close_record()
        for employment in employments:
            await self._audit(employment)

    async def _grants(self, model: type[Grant]) -> list[Grant]:
        """Moves the grants of a kind that have not ended; gives what he has instead."""
        holder, _ = Has.TARGETS[model]
        offered = model.filter(**{holder: self.record_id}, ends_at__gt=self.now)
        return [await self._grant(one) for one in await offered.order_by("begins_at", "id")]

    async def _grant(self, offered: Grant) -> Grant:
        """Ends what was offered and begins it for him, beside what he holds on the same thing already.

        Only one of two without an end can run: where they meet, the one that opens more.
        """
        holder, target = Has.TARGETS[type(offered)]
        his = {holder: self.viewer.id, target: getattr(offered, target)}
        begins_at, ends_at = max(self.now, offered.begins_at), offered.ends_at
        await self._end(offered, begins_at)
        held = await type(offered).get_or_none(**his, ends_at=FOREVER) if ends_at == FOREVER else None
        if held and _strength(held) >= _strength(offered):
            if held.begins_at <= begins_at:
                return held
            ends_at = held.begins_at
        elif held:
            await self._end(held, begins_at)
        return await self._begin(offered, **his, begins_at=begins_at, ends_at=ends_at)

    async def _begin(self, offered: Grant, **changed: Any) -> Grant:
        columns = {name: getattr(offered, name) for name in type(offered)._meta.fields_db_projection}
        fresh = {"id": self.new_key(self.now), "created_at": self.now, "version": 1, "updated_at": self.now}
        known = {name: value for name, value in fresh.items() if name in columns}
        begun = await type(offered).create(**{**columns, **known, **changed})
        holder, _ = Has.TARGETS[type(offered)]
        self.changes[f"{type(begun).__name__}:{begun.id}"] = {
            holder: [str(self.record_id), str(self.viewer.id)]
        }
        return begun

    async def _end(self, grant: Grant, at: datetime) -> None:
        """Ends a grant then; one that would only begin later never does."""
        grant.ends_at = max(grant.begins_at, at)
        changed = ["ends_at"]
        if isinstance(grant, Employment | ProjectAccess):
            grant.version += 1
            grant.updated_at = self.now
            changed += ["version", "updated_at"]
        await grant.save(update_fields=changed)

    async def _lists(self) -> None:
        """Proposed contacts and people shown to contacts: he takes the record's place where he has none."""
        for table, place in _LISTS:
            text = _STAY.format(table=table, place=place)
            await self.writing.execute(text, [self.viewer.id, self.record_id])
            await self.writing.execute(f"delete from {table} where person_id = $1", [self.record_id])

    async def _authorship(self) -> None:
        """Claims filed for the record were filed for him: he never decides them, wherever he goes later."""
        claims = await self.writing.rows(_AUTHORED, [self.record_id, self.viewer.id])
        rows = [(self.new_key(self.now), self.now, claim_id, self.viewer.id) for (claim_id,) in claims]
        await self.writing.execute_many(_AUTHOR, rows)

    async def _close_record(self) -> None:
        await self.writing.execute(
            "update actor set is_active = $1, internal_version = internal_version + 1,"
            " internal_updated_at = $2 where id = $3",
            [False, self.now, self.record_id],
        )

    async def _audit(self, employment: Grant) -> None:
        await AuditEvent.create(
            id=self.new_key(self.now),
            created_at=self.now,
            name="employment.accepted",
            actor_id=self.viewer.id,
            actor_name=self.viewer.name,
            subject_type="Employment",
            subject_id=employment.id,
            changes=json.dumps(self.changes),
            request_id=self.asking.request_id,
        )


def _strength(grant: Grant) -> int:
    """Which of two grants on the same thing opens more."""
    if isinstance(grant, Employment):
        return int(grant.is_administrator)
    return _LEVELS.index(grant.level) if isinstance(grant, ProjectAccess) else 0
