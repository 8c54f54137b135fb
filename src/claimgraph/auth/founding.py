"""An account and its first administrator: founded by whoever runs the server, for nobody may do it yet.

Everybody else is named by an administrator, through the schema.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from claimgraph.errors import Refusal
from claimgraph.models import FOREVER, Actor, AuditEvent, Company, Employment, folded, keys
from claimgraph.models.keys import Keys
from claimgraph.rules.directory import (
    reasons_against_currency,
    reasons_against_email,
    reasons_against_jurisdiction,
    reasons_against_locale,
    reasons_against_time_zone,
)
from claimgraph.rules.periods import start_of, today
from claimgraph.rules.vocabulary import ActorKind
from claimgraph.storage.database import Writing

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Founding:
    """What an account begins with; `name` and `email` are its first administrator's.

    `currency` (ISO 4217), `time_zone` (IANA), `jurisdiction` (ISO 3166-2) and `locale` (as "en-AU") are those
    of new projects; an administrator changes them later.
    """

    account: str
    name: str
    email: str
    currency: str
    time_zone: str
    jurisdiction: str | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Founded:
    """The keys of what was made."""

    account_id: UUID
    person_id: UUID


async def found_account(
    writing: Writing,  # noqa: ARG001 (says that a transaction is open, in which the models write)
    founding: Founding,
    now: datetime,
    request_id: str,
    new_key: Keys = keys.new_key,
) -> Founded | list[Refusal]:
    """Founds an account; gives what is against it instead, and then nothing was done.

    The administrator has no password yet: `links.make_link` lets him choose one. Leaves an event
    `account.founded`.
    """
    reasons = [*_reasons_against(founding), *await _taken(founding)]
    if reasons:
        return reasons
    stamps: dict[str, Any] = {"created_at": now, "updated_at": now, "internal_updated_at": now}
    account = await Company.create(id=new_key(now), is_account=True, **_company(founding), **stamps)
    person = await Actor.create(id=new_key(now), kind=ActorKind.PERSON, **_person(founding), **stamps)
    starts_on = today(now, founding.time_zone)
    await Employment.create(
        id=new_key(now),
        created_at=now,
        updated_at=now,
        person_id=person.id,
        company_id=account.id,
        starts_on=starts_on,
        begins_at=start_of(starts_on, founding.time_zone),
        ends_at=FOREVER,
        is_administrator=True,
    )
    await _audit(account, person, now, request_id, new_key)
    return Founded(account.id, person.id)


def _reasons_against(founding: Founding) -> list[Refusal]:
    reasons = [*_name(founding.account, "account"), *_name(founding.name, "name")]
    reasons += [reason.at("email") for reason in reasons_against_email(founding.email)]
    reasons += [reason.at("currency") for reason in reasons_against_currency(founding.currency)]
    reasons += [reason.at("timeZone") for reason in reasons_against_time_zone(founding.time_zone)]
    if founding.jurisdiction is not None:
        found = reasons_against_jurisdiction(founding.jurisdiction)
        reasons += [reason.at("jurisdiction") for reason in found]
    if founding.locale is not None:
        reasons += [reason.at("locale") for reason in reasons_against_locale(founding.locale)]
    return reasons


def _name(text: str, path: str) -> list[Refusal]:
    if 1 <= len(text.strip()) <= LONGEST_NAME and text.isprintable():
        return []
    return [Refusal("VALUE_INVALID", f"A name is one line of 1 to {LONGEST_NAME} signs.", (path,))]


async def _taken(founding: Founding) -> list[Refusal]:
    reasons = []
    if await Company.filter(is_account=True, name_key=folded(founding.account)).exists():
        reasons.append(Refusal("NUMBER_TAKEN", "There is an account of this name already.", ("account",)))
    if await Actor.filter(kind=ActorKind.PERSON, email_key=folded(founding.email)).exists():
        message = "Somebody has this address already; name another one for the first administrator."
        reasons.append(Refusal("EMAIL_INVALID", message, ("email",)))
    return reasons


def _company(founding: Founding) -> dict[str, Any]:
    name = founding.account.strip()
    return {
        "name": name,
        "name_key": folded(name),
        "currency": founding.currency,
        "time_zone": founding.time_zone,
        "jurisdiction": founding.jurisdiction,
        "locale": founding.locale,
    }


def _person(founding: Founding) -> dict[str, Any]:
    name = founding.name.strip()
    return {
        "name": name,
        "name_key": folded(name),
        "email": founding.email,
        "email_key": folded(founding.email),
    }


async def _audit(account: Company, person: Actor, now: datetime, request_id: str, new_key: Keys) -> None:
    await AuditEvent.create(
        id=new_key(now),
        created_at=now,
        name="account.founded",
        actor_id=person.id,
        actor_name=person.name,
        subject_type="Company",
        subject_id=account.id,
        changes=json.dumps({"administrator": [None, str(person.id)]}),
        request_id=request_id,
    )
