"""Whoever acts: people, service accounts, their employments and tokens, and the viewer himself."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from claimgraph import models
from claimgraph.auth.expressions import Along, Running, Under, attribute
from claimgraph.auth.guards import ADMINISTRATORS_AND_SELF, EVERYONE, MEMBERS_AND_SELF
from claimgraph.auth.scopes import ACCESS_TOKEN, ACTOR, DESIGNATED, EMPLOYMENT, VIEWER
from claimgraph.rules import grants
from claimgraph.rules.vocabulary import AccessLevel, ActorKind, Side, SortDirection, Word
from claimgraph.schema.declare import column, derived, many, node, one, page, part_type
from claimgraph.schema.interfaces import Actor, Node, Versioned
from claimgraph.schema.lists import connection, filtered, ordered, text
from claimgraph.schema.reach import Reach, Sql


@part_type
class ActorName:
    """Who did something, as text that stays true when he leaves."""

    name: str | None = derived(
        "His name then; null where a claim contact may know the side alone, as with reviewers.",
        to=EVERYONE,
        by=grants.name_shown,
    )
    side: Side = column("For which side he acted.", to=EVERYONE)
    actor = one(
        "Actor",
        "The person or service account itself; null when the viewer may not see him.",
        to=EVERYONE,
        at="id",
        nullable=True,
    )


ANYWHERE: Reach = {
    "person_id": Sql("case when {kind} = 'PERSON' then {id} end", UUID),
    "administers_something": Under(
        models.Employment, "person", Running() & attribute("is_administrator", True)
    )
    | Under(models.ProjectAccess, "actor", Running() & attribute("level", AccessLevel.ADMIN)),
    "prepares_something": Under(
        models.ProjectAccess, "actor", Running() & attribute("level", AccessLevel.STANDARD)
    ),
    "claims_something": Under(models.Designation, "person", Running() & Along("commitment", DESIGNATED)),
}
"""Who the viewer is, and what he is anywhere at all."""


@node(models.Actor, VIEWER, reach=ANYWHERE)
class Viewer:
    """Who is asking."""

    actor = one("Actor", "The person or service account itself.", to=EVERYONE, at="id")
    person = one(
        "Person", "The person; null for a service account.", to=EVERYONE, at="person_id", nullable=True
    )
    employments = many(
        "Employment",
        "The companies he works for, and whether he administers them.",
        to=EVERYONE,
        by="person",
        order=("starts_on",),
        when=Running(also_future=True),
        needed=True,
    )
    commitments = page(
        "Commitment",
        "Commitments on which he is designated as claim contact, across all accounts.",
        to=EVERYONE,
        by=None,
        where={"viewer_is_claim_contact": True},
        usual=(("project.number_key", False), ("number_key", False)),
        usually="by number",
    )
    claims_to_do = page(
        "ProgressClaim",
        "Claims that wait for him: his drafts and returned ones, and those he may assess or approve now.",
        to=EVERYONE,
        by=None,
        where={"waits_for_viewer": True},
        usual=(("status_changed_at", False),),
        usually="the longest waiting first",
    )
    access_tokens = many(
        "AccessToken",
        "His own tokens, without their secrets.",
        to=EVERYONE,
        by="owner",
        order=("created_at",),
    )


@node(models.Actor, ACTOR, only={"kind": ActorKind.PERSON}, internal=MEMBERS_AND_SELF, actions=True)
class Person(Versioned, Actor):
    """Somebody who signs in with an e-mail address."""

    email: str = column("The address he signs in with.", to=EVERYONE)
    job_title: str | None = column("What he does at his company.", to=MEMBERS_AND_SELF)
    is_active: bool | None = column("Whether he can sign in.", to=MEMBERS_AND_SELF)
    last_signed_in_at: datetime | None = column(
        "When he last signed in, UTC; null when never.", to=ADMINISTRATORS_AND_SELF
    )
    employments = many(
        "Employment",
        "The companies he works for.",
        to=MEMBERS_AND_SELF,
        by="person",
        order=("starts_on",),
        when=Running(also_future=True),
    )
    designations = many(
        "ClaimContact",
        "The commitments he is claim contact on, of those the viewer may see.",
        to=ADMINISTRATORS_AND_SELF,
        by="person",
        order=("begins_at",),
        when=Running(),
    )
    project_access = many(
        "ProjectAccess",
        "His access levels, of the projects the viewer may see.",
        to=ADMINISTRATORS_AND_SELF,
        by="actor",
        order=("begins_at",),
        when=Running(),
    )


@node(models.Employment, EMPLOYMENT, actions=True)
class Employment(Versioned):
    """That a person works for a company; it ends by its date and is never deleted."""

    person = one("Person", "Who.", to=EVERYONE)
    company = one("Company", "Where.", to=EVERYONE)
    starts_on: date = column("First day, included.", to=EVERYONE)
    ends_on: date | None = column("Last day, included; null while no end is known.", to=EVERYONE)
    is_administrator: bool = column(
        "Whether he administers the account, that is, all its projects.", to=EVERYONE
    )


@node(
    models.Actor,
    ACTOR,
    only={"kind": ActorKind.SERVICE_ACCOUNT},
    internal=ADMINISTRATORS_AND_SELF,
    actions=True,
)
class ServiceAccount(Versioned, Actor):
    """The identity of an integration, with standings like a person's."""

    company = one("Company", "The account it belongs to.", to=EVERYONE)
    is_active: bool | None = column("Whether its tokens are accepted.", to=ADMINISTRATORS_AND_SELF)
    project_access = many(
        "ProjectAccess",
        "Its access levels.",
        to=ADMINISTRATORS_AND_SELF,
        by="actor",
        order=("begins_at",),
        when=Running(),
    )
    access_tokens = many(
        "AccessToken",
        "Its tokens, without their secrets.",
        to=ADMINISTRATORS_AND_SELF,
        by="owner",
        order=("created_at",),
    )


@node(models.AccessToken, ACCESS_TOKEN, actions=True)
class AccessToken(Node):
    """A bearer token; its secret is shown once, when it is created."""

    name: str = column("What it is for.", to=EVERYONE)
    owner = one("Actor", "Who acts with it.", to=EVERYONE)
    created_at: datetime = column("When it was created, UTC.", to=EVERYONE)
    expires_at: datetime = column("When it stops working, UTC.", to=EVERYONE)
    last_used_at: datetime | None = column(
        "When it was last used, UTC, to the minute; null when never.", to=EVERYONE
    )
    revoked_at: datetime | None = column("When it was revoked, UTC; null when it was not.", to=EVERYONE)
    is_read_only: bool = column("Whether mutations are refused for it.", to=EVERYONE)


class PersonOrderField(Word):
    """What people are ordered by."""

    NAME = ("NAME", "Name.")
    UPDATED_AT = ("UPDATED_AT", "Last change.")


connection("Person")
ordered(
    PersonOrderField,
    "How people are ordered.",
    {PersonOrderField.NAME: ("name_key",), PersonOrderField.UPDATED_AT: ("shown_updated_at",)},
    first=SortDirection.ASC,
)


@filtered()
class PersonFilter:
    """Which people; all that is given must hold."""

    name = text("Name.", at="name_key")
    email = text("E-mail address.", at="email_key")
