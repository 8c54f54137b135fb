"""What is kept of what happened: audit, answers to keys, messages to send, files that arrived."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields

from claimgraph.models.directory import Actor
from claimgraph.models.fields import Instant, Row


class AuditEvent(Row):
    """Who did what, on whose behalf, when and why; written in the transaction of the change, never changed.

    `changes` is a JSON object: for each attribute what it was and what it became, integers and texts only.
    """

    name = fields.CharField(max_length=60)
    actor: fields.ForeignKeyNullableRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    actor_id: UUID | None
    actor_name = fields.CharField(max_length=200)
    on_behalf_of_id = fields.UUIDField(null=True)
    subject_type = fields.CharField(max_length=40)
    subject_id = fields.UUIDField()
    commitment_id = fields.UUIDField(null=True)
    project_id = fields.UUIDField(null=True)
    reason = fields.TextField(null=True)
    changes = fields.TextField()
    request_id = fields.CharField(max_length=64)

    class Meta:
        table = "audit_event"


class IdempotencyRecord(Row):
    """What a mutation answered to a key: ids only, read again under the rights of the day."""

    actor: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    actor_id: UUID
    key = fields.CharField(max_length=255)
    mutation = fields.CharField(max_length=60)
    input_hash = fields.CharField(max_length=64)
    answer = fields.TextField()

    class Meta:
        table = "idempotency_record"
        unique_together = (("actor", "key"),)


class OutboxMessage(Row):
    """Something to send after the commit; `content` is JSON and holds no secret."""

    kind = fields.CharField(max_length=40)
    content = fields.TextField()
    attempts = fields.IntField(default=0)
    next_attempt_at = Instant()
    sent_at = Instant(null=True)

    class Meta:
        table = "outbox_message"


class Upload(Row):
    """A file that was announced; once it arrived and matched, `received_at` is set."""

    owner: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    owner_id: UUID
    file_name = fields.CharField(max_length=255)
    media_type = fields.CharField(max_length=120)
    size = fields.IntField()
    sha256 = fields.CharField(max_length=64)
    expires_at = Instant()
    received_at = Instant(null=True)

    class Meta:
        table = "upload"
