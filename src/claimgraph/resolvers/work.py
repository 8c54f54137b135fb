"""The unit of work: one mutation, in the order in which nobody may forget anything.

signed in -> transaction -> idempotency key -> lock -> the object through its scope -> guard -> version ->
rule -> the action's own function -> audit -> payload through the reader -> a dry run is undone.

Refusals gather: the rule's and those of the function together, so that all reasons are told at once; the
function calls `stop_if_refused` before it changes anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from tortoise.expressions import F

from claimgraph import models
from claimgraph.auth.viewer import Viewer
from claimgraph.errors import BadInput, Refusal
from claimgraph.resolvers.context import Context
from claimgraph.resolvers.reader.facts import Known, all_known, known
from claimgraph.schema.declared import TYPES
from claimgraph.schema.identity import GlobalId, key_of, parsed
from claimgraph.storage.database import Dialect, Writing
from claimgraph.storage.failures import UniqueBroken

RowType = TypeVar("RowType", bound=models.Row)

STAMPS = ("created_at", "updated_at", "internal_updated_at")
"""Columns that hold when a row was made and last changed."""

KEY_LIFE = timedelta(hours=24)
LONGEST_KEY = 255


class Refused(Exception):
    """The work stops: what stands against it is noted already, and nothing is kept."""


@dataclass
class Work:
    """One mutation at work: who, when, on which transaction, and what it has found and done so far.

    `shown` is what the payload tells besides, also when the mutation is refused.
    """

    context: Context
    writing: Writing
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[Refusal] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    commitment_id: UUID | None = None
    project_id: UUID | None = None
    on_behalf_of_id: UUID | None = None

    @property
    def now(self) -> datetime:
        """The instant of the request."""
        return self.context.asking.now

    @property
    def viewer(self) -> Viewer:
        """Who does it."""
        viewer = self.context.viewer
        assert viewer is not None, "a mutation is done by somebody"
        return viewer

    def new_key(self) -> UUID:
        """A key for a new row."""
        return self.context.services.new_key(self.now)

    # Refusing

    def refuse(self, reasons: Iterable[Refusal]) -> None:
        """Notes what stands against it."""
        self.refusals += [one for one in reasons if one not in self.refusals]

    def warn(self, reasons: Iterable[Refusal]) -> None:
        """Notes what is accepted but deserves a look."""
        self.warnings += reasons

    def stop_if_refused(self) -> None:
        """Goes no further when something stands against it. Raises Refused."""
        if self.refusals:
            raise Refused

    def read(self, parse: Any, text: str, *path: str) -> Any:
        """A number of the input; what is wrong with it is noted, and None answered."""
        try:
            return parse(text)
        except BadInput as wrong:
            self.refuse([Refusal("VALUE_INVALID", wrong.message, ("input", *path))])
            return None

    # Finding

    async def known(self, type_name: str, key: UUID, *facts: str) -> Known | None:
        """Facts of another object, as far as it exists for the viewer."""
        return await known(self.writing, self.context.asking, type_name, key, facts)

    async def found(self, type_name: str, text: str, *path: str, facts: tuple[str, ...] = ()) -> Known | None:
        """An object that the input names besides; NOT_FOUND is noted when it does not exist for the
        viewer.
        """
        try:
            seen = await self.known(type_name, key_of(type_name, text), *facts)
        except BadInput as wrong:
            self.refuse([Refusal("NOT_FOUND", wrong.message, ("input", *path))])
            return None
        if seen is None:
            self.refuse([Refusal("NOT_FOUND", NOTHING, ("input", *path))])
        return seen

    async def all_known(self, type_name: str, keys: Iterable[UUID]) -> dict[UUID, Known]:
        """What the viewer is to other objects, of those that exist for him; one statement for all."""
        return await all_known(self.writing, self.context.asking, type_name, keys, ())

    async def found_all(self, types: tuple[str, ...], texts: Sequence[str], *path: str) -> dict[int, UUID]:
        """What a list of the input names, by place; NOT_FOUND is noted where it is nothing for the viewer.

        One statement for each of the types, whatever the length of the list.
        """
        named = [_named(text) for text in texts]
        seen: set[GlobalId] = set()
        for type_name in types:
            keys = {one.key for one in named if one and one.type_name == type_name}
            seen |= {GlobalId(type_name, key) for key in await self.all_known(type_name, keys)}
        missing = [str(place) for place, one in enumerate(named) if one not in seen]
        self.refuse(Refusal("NOT_FOUND", NOTHING, ("input", *path, place)) for place in missing)
        return {place: one.key for place, one in enumerate(named) if one in seen and one}

    async def found_actor(self, text: str, *path: str, facts: tuple[str, ...] = ()) -> Known | None:
        """A person or service account that the input names."""
        try:
            type_name = parsed(text).type_name
        except BadInput:
            type_name = "Person"
        return await self.found(
            type_name if type_name == "ServiceAccount" else "Person", text, *path, facts=facts
        )

    async def lock(self, type_name: str, key: UUID) -> None:
        """Has others wait who would change the same project or commitment; remembers which it is."""
        lines = LOCKS.get(type_name, ())
        table = str(TYPES[type_name].model._meta.db_table)  # type: ignore[union-attr]
        for what, way, strength in lines:
            text = f"select x.id from {what} x where x.id = ({way.format(table=table)})"
            if self.writing.dialect is Dialect.POSTGRESQL:
                text += f" for {strength}"
            for (found,) in await self.writing.rows(text, [key]):
                setattr(self, f"{what}_id", found if isinstance(found, UUID) else UUID(found))

    async def rows(self, model: type[RowType], *order: str, **where: Any) -> list[RowType]:
        """Rows that belong to an object which was found through its scope; among nothing there is none."""
        if any(name.endswith("__in") and not value for name, value in where.items()):
            return []
        return await model.filter(**where).order_by(*order, "id")

    async def row(self, model: type[RowType], **where: Any) -> RowType | None:
        """At most one such row."""
        return await model.get_or_none(**where)

    async def first(self, model: type[RowType], *order: str, **where: Any) -> RowType | None:
        """The first of such rows in an order, if there are any."""
        return await model.filter(**where).order_by(*order, "id").first()

    # Changing

    def new(self, model: type[RowType], **values: Any) -> RowType:
        """A row with its key and its times that is not kept yet."""
        columns = model._meta.fields_map
        stamps = {name: self.now for name in STAMPS if name in columns}
        return model(**{"id": self.new_key(), **stamps, **values})

    async def insert(self, row: RowType) -> RowType:
        """Keeps a new row."""
        await row.save(force_create=True)
        columns = [name for name in type(row)._meta.db_fields if getattr(row, name) is not None]
        self.note(row, {name: [None, getattr(row, name)] for name in columns})
        return row

    async def make(self, model: type[RowType], **values: Any) -> RowType:
        """A new row, kept at once."""
        return await self.insert(self.new(model, **values))

    async def keep_anyway(self, row: RowType, **values: Any) -> RowType:
        """Keeps these columns and moves the counter in any case: something that hangs on the row changed."""
        self.note(row, {name: [getattr(row, name), value] for name, value in values.items()})
        for name, value in values.items():
            setattr(row, name, value)
        await row.save(update_fields=[*values, *self.count(row)])
        return row

    def count(self, row: models.Row, prefix: str = "") -> list[str]:
        """Moves a counter of a row, and its time; gives the names of both columns."""
        names = [f"{prefix}version", f"{prefix}updated_at"]
        setattr(row, names[0], getattr(row, names[0]) + 1)
        setattr(row, names[1], self.now)
        return names

    async def insert_all(self, rows: Sequence[models.Row]) -> None:
        """Keeps many new rows of a kind in one statement; the caller notes what they mean."""
        if rows:
            await type(rows[0]).bulk_create(rows)

    async def keep(self, row: RowType, **values: Any) -> RowType:
        """Changes a row; the counter moves of those columns that changed, the internal one apart."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not changed:
            return row
        self.note(row, {name: [getattr(row, name), value] for name, value in changed.items()})
        for name, value in changed.items():
            setattr(row, name, value)
        moved = list(changed)
        columns = type(row)._meta.fields_map
        if changed.keys() - row.INTERNAL - row.SILENT and "version" in columns:
            moved += self.count(row)
        if changed.keys() & row.INTERNAL:
            moved += self.count(row, "internal_")
        await row.save(update_fields=moved)
        return row

    async def keep_internal(self, row: RowType, **values: Any) -> RowType:
        """Keeps a row of which something hidden that hangs on it changed: the internal counter moves."""
        before = getattr(row, "internal_version")  # noqa: B009  not every row has one
        await self.keep(row, **values)
        if getattr(row, "internal_version") == before:  # noqa: B009
            await row.save(update_fields=self.count(row, "internal_"))
        return row

    async def keep_all(self, rows: list[RowType], *names: str) -> None:
        """Keeps these columns of many changed rows, in one statement, and moves their counters."""
        for row in rows:
            self.count(row)
        await self.keep_silently(rows, *names, "version", "updated_at")

    async def keep_silently(self, rows: list[RowType], *names: str) -> None:
        """Keeps these columns of many rows, in one statement, and moves no counter."""
        if not rows:
            return
        columns = ", ".join(f"{name} = ${place}" for place, name in enumerate(names, 2))
        table = str(rows[0]._meta.db_table)
        values = [[row.id, *(_bound(getattr(row, name)) for name in names)] for row in rows]
        await self.writing.execute_many(f"update {table} set {columns} where id = $1", values)

    async def touch(self, model: type[models.Row], rows: list[RowType]) -> None:
        """Moves the counters of rows because something that hangs on them changed."""
        if rows:
            version = F("version") + 1
            keys = [row.id for row in rows]
            await model.filter(id__in=keys).update(version=version, updated_at=self.now)

    async def clear(self, model: type[models.Row], **where: Any) -> None:
        """Deletes rows that are written anew."""
        await model.filter(**where).delete()

    async def remove(self, row: models.Row) -> None:
        """Deletes a row that nothing needs any more; the audit keeps that it was there."""
        self.note(row, {"deleted": [False, True]})
        await row.delete()

    def note(self, row: models.Row, changes: Mapping[str, Any]) -> None:
        """Notes for the audit what a row was and became."""
        pairs = {name: [_plain(value) for value in pair] for name, pair in changes.items()}
        told = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        place = self.changes.setdefault(f"{type(row).__name__}:{row.id}", {})
        for name, (before, after) in told.items():
            place[name] = [place[name][0] if name in place else before, after]

    async def audit(self, name: str, type_name: str, key: UUID, reason: str | None) -> None:
        """Writes down what happened, in the transaction of the change."""
        await models.AuditEvent.create(
            id=self.new_key(),
            created_at=self.now,
            name=name,
            actor_id=self.viewer.id,
            actor_name=self.viewer.name,
            on_behalf_of_id=self.on_behalf_of_id,
            subject_type=type_name,
            subject_id=key,
            commitment_id=self.commitment_id,
            project_id=self.project_id,
            reason=reason,
            changes=json.dumps(self.changes, ensure_ascii=False),
            request_id=self.context.asking.request_id,
        )

    async def send(self, kind: str, **content: str) -> None:
        """Leaves a message for after the commit; no secret is in it."""
        await models.OutboxMessage.create(
            id=self.new_key(),
            created_at=self.now,
            kind=kind,
            content=json.dumps(content),
            next_attempt_at=self.now,
        )


NOTHING = "There is nothing with this id."


def _named(text: str) -> GlobalId | None:
    try:
        return parsed(text)
    except BadInput:
        return None


def _bound(value: Any) -> Any:
    """A value as a statement takes it: words as texts."""
    return str(value) if isinstance(value, Enum) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, models.Row):
        return str(value.id)
    return value if isinstance(value, int | str | None) else str(value)


OWN = "select t.id from {table} t where t.id = $1"
OF_PROJECT = "select t.project_id from {table} t where t.id = $1"
OF_COMMITMENT = "select t.commitment_id from {table} t where t.id = $1"
PROJECT_OF_COMMITMENT = (
    "select k.project_id from {table} t join commitment k on k.id = t.commitment_id where t.id = $1"
)
LOCKS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "Company": (("company", OWN, "update"),),
    "Vendor": (("company", "select t.account_id from {table} t where t.id = $1", "update"),),
    "Project": (("project", OWN, "update"),),
    "ProjectAccess": (("project", OF_PROJECT, "update"),),
    "BillingPeriod": (("project", OF_PROJECT, "update"),),
    "Commitment": (("project", OF_PROJECT, "share"), ("commitment", OWN, "update")),
    "ClaimContact": (("project", PROJECT_OF_COMMITMENT, "share"), ("commitment", OF_COMMITMENT, "update")),
    "ProgressClaim": (("project", PROJECT_OF_COMMITMENT, "share"), ("commitment", OF_COMMITMENT, "update")),
    "Person": (("actor", OWN, "update"),),
    "ServiceAccount": (
        ("company", "select t.company_id from {table} t where t.id = $1", "update"),
        ("actor", OWN, "update"),
    ),
    "AccessToken": (("actor", "select t.owner_id from {table} t where t.id = $1", "update"),),
    "Employment": (("company", "select t.company_id from {table} t where t.id = $1", "update"),),
}
"""What is locked for an object of each type, always in this order: the project, then the commitment."""


def held_by(type_name: str) -> list[str]:
    """The types of what the lock of an object finds: its project, its commitment."""
    return [what.capitalize() for what, _, _ in LOCKS.get(type_name, ()) if what in ("project", "commitment")]


# Idempotency


def digest(mutation: str, given: Any) -> str:
    """What tells one input from another."""
    text = json.dumps([mutation, given], sort_keys=True, default=str, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def checked_key(key: str | None) -> str | None:
    """The key of a request. Raises BadInput for one of no or too many letters."""
    if key is not None and not 1 <= len(key) <= LONGEST_KEY:
        raise BadInput(f"idempotencyKey takes 1 to {LONGEST_KEY} characters; this has {len(key)}.")
    return key


async def earlier_answer(work: Work, key: str, mutation: str, input_digest: str) -> dict[str, Any] | None:
    """What the key was answered before; None when it is new, and then it is taken.

    Notes IDEMPOTENCY_KEY_REUSED and raises Refused when it came with another input. A twin in flight is
    waited for: its row holds the key until it ends.
    """
    mine = models.IdempotencyRecord.filter(actor_id=work.viewer.id, key=key)
    await mine.filter(created_at__lt=work.now - KEY_LIFE).delete()
    try:
        async with work.writing.savepoint():
            await models.IdempotencyRecord.create(
                id=work.new_key(),
                created_at=work.now,
                actor_id=work.viewer.id,
                key=key,
                mutation=mutation,
                input_hash=input_digest,
                answer="",
            )
    except UniqueBroken:
        return await _answered(work, key, input_digest)
    return None


async def _answered(work: Work, key: str, input_digest: str) -> dict[str, Any]:
    record = await models.IdempotencyRecord.get(actor_id=work.viewer.id, key=key)
    if record.input_hash != input_digest:
        message = "This idempotencyKey was used with another input; take a new one for a new request."
        work.refuse([Refusal("IDEMPOTENCY_KEY_REUSED", message, ("input", "idempotencyKey"))])
        raise Refused
    answer: dict[str, Any] = json.loads(record.answer)
    return answer


async def remember(work: Work, key: str, answer: dict[str, Any]) -> None:
    """Keeps what was answered to a key: ids only."""
    await models.IdempotencyRecord.filter(actor_id=work.viewer.id, key=key).update(answer=json.dumps(answer))
