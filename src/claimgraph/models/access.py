"""How somebody proves who he is: passwords, links, sessions, tokens, and the brake on guessing.

Nothing here is kept as it was handed out: passwords as argon2id, all else as SHA-256.
"""

from __future__ import annotations

from uuid import UUID

from tortoise import fields

from claimgraph.models.directory import Actor
from claimgraph.models.fields import Instant, Row


class Credential(Row):
    """The password of a person, as argon2id writes it."""

    person: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT, unique=True
    )
    person_id: UUID
    password_hash = fields.CharField(max_length=255)
    changed_at = Instant()

    class Meta:
        table = "credential"


class PasswordLink(Row):
    """A link by which a person chooses a password, or accepts an employment; it works once."""

    person: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    person_id: UUID
    secret_hash = fields.CharField(max_length=64, unique=True)
    expires_at = Instant()
    used_at = Instant(null=True)

    class Meta:
        table = "password_link"


class Session(Row):
    """A browser that is signed in; the cookie's secret is kept as a hash."""

    person: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    person_id: UUID
    secret_hash = fields.CharField(max_length=64, unique=True)
    csrf_hash = fields.CharField(max_length=64)
    last_seen_at = Instant()
    expires_at = Instant()
    ended_at = Instant(null=True)

    class Meta:
        table = "session"


class AccessToken(Row):
    """A bearer token of a person or service account; `prefix` is its findable beginning."""

    owner: fields.ForeignKeyRelation[Actor] = fields.ForeignKeyField(
        "claimgraph.Actor", related_name=False, on_delete=fields.RESTRICT
    )
    owner_id: UUID
    name = fields.CharField(max_length=200)
    prefix = fields.CharField(max_length=16)
    secret_hash = fields.CharField(max_length=64, unique=True)
    expires_at = Instant()
    last_used_at = Instant(null=True)
    revoked_at = Instant(null=True)
    is_read_only = fields.BooleanField(default=False)

    class Meta:
        table = "access_token"


class SignInBrake(Row):
    """How long the next guess must wait, by a hash of the account's or the caller's address."""

    key_hash = fields.CharField(max_length=64, unique=True)
    failures = fields.IntField(default=0)
    failed_at = Instant()
    blocked_until = Instant()

    class Meta:
        table = "sign_in_brake"
