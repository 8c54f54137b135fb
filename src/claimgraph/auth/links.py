"""Links in mails: by one a new person chooses his password, or a known one accepts an employment.

A link is for one person's record. When an account names somebody who is known already, it gets a record that
only stands for him (`Actor.stands_for`), and the link lets him take that place (`acceptance`). Each works
once and for a week. Whatever is wrong with a link, the words are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from claimgraph.auth.credentials import first_password, keep_password
from claimgraph.auth.fingerprints import fingerprint, new_secret
from claimgraph.auth.passwords import Passwords, reasons_against_password
from claimgraph.models import keys
from claimgraph.models.keys import Keys
from claimgraph.storage.database import Database, Reading, Writing

LIFE = timedelta(days=7)
"""How long a link works."""

MESSAGE_KIND = "password_link"
"""The kind of an outbox message that has a link made and sent; it holds a `person_id` and no secret."""

USED_UP = "This link was used already, or is too old. Ask for a new one where you were invited."

_EMPLOYERS = """
select distinct company.name from employment
join company on company.id = employment.company_id
where employment.person_id = $1 and employment.ends_at > $2 order by company.name
"""
_INVITED = """
select coalesce(known.name, actor.name), coalesce(known.email, actor.email), known.id,
    exists (select 1 from credential where credential.person_id = known.id)
from actor left join actor known on known.id = actor.stands_for_id
where actor.id = $1 and actor.kind = 'PERSON' and actor.is_active and (known.id is null or known.is_active)
"""
_FOLLOWED = """
select person_id from password_link where secret_hash = $1 and used_at is null and expires_at > $2
"""
_USE_UP = """
update password_link set used_at = $2
where used_at is null and person_id = (
    select person_id from password_link where secret_hash = $1 and used_at is null and expires_at > $2
)
returning person_id, secret_hash
"""
_NEW_LINK = """
insert into password_link (id, created_at, person_id, secret_hash, expires_at) values ($1, $2, $3, $4, $5)
"""


class LinkState(StrEnum):
    """What can be done with a link."""

    NEW_PASSWORD = "NEW_PASSWORD"
    ACCEPT = "ACCEPT"
    USED_UP = "USED_UP"


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is for, as its page shows it: who is invited, and the companies that he works for.

    `person_id` is the record that the link was made for; `known_id` whom that record stands for, if anybody.
    """

    state: LinkState
    person_id: UUID | None = None
    known_id: UUID | None = None
    name: str = ""
    email: str = ""
    companies: tuple[str, ...] = ()


_NO_LINK = Link(LinkState.USED_UP)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new link and what its mail says."""

    link: Link
    secret: str = field(repr=False)


async def make_link(writing: Writing, person_id: UUID, now: datetime, new_key: Keys = keys.new_key) -> str:
    """Makes a link for a person's record and gives its secret; earlier ones go on working."""
    secret = new_secret()
    await writing.execute(_NEW_LINK, [new_key(now), now, person_id, fingerprint(secret), now + LIFE])
    return secret


async def invite(
    writing: Writing, person_id: UUID, now: datetime, new_key: Keys = keys.new_key
) -> Invitation | None:
    """Makes a link and gathers what its mail says; None when nobody can be invited any more."""
    link = await link_for(writing, person_id, now)
    if link.state is LinkState.USED_UP:
        return None
    return Invitation(link, await make_link(writing, person_id, now, new_key))


async def link_state(reading: Reading, secret: str, now: datetime) -> Link:
    """What can be done with the link of this secret now."""
    for (person_id,) in await reading.rows(_FOLLOWED, [fingerprint(secret), now]):
        return await link_for(reading, UUID(str(person_id)), now)
    return _NO_LINK


async def link_for(reading: Reading, person_id: UUID, now: datetime) -> Link:
    """What a link made for this record could be used for now.

    Whoever named a known person takes that back by ending the employment: then there is nothing to accept.
    """
    companies = tuple(name for (name,) in await reading.rows(_EMPLOYERS, [person_id, now]))
    for name, email, known, has_password in await reading.rows(_INVITED, [person_id]):
        known_id = UUID(str(known)) if known else None
        state = LinkState.ACCEPT if has_password else LinkState.NEW_PASSWORD
        if not known or companies:
            return Link(state, person_id, known_id, name, email, companies)
    return _NO_LINK


async def use_link_for_password(
    database: Database,
    passwords: Passwords,
    secret: str,
    password: str,
    now: datetime,
    new_key: Keys = keys.new_key,
) -> list[str]:
    """Gives the person of the link this password; the answer is why not, in sentences, empty when done.

    His other links are used up with it, and all his sessions end. By a link to accept, somebody who has not
    chosen a password yet chooses his first one, and then it still is there to accept. Raises Unavailable
    when too many are signing in, and `storage.failures`.
    """
    async with database.reading() as reading:
        link = await link_state(reading, secret, now)
    if link.state is not LinkState.NEW_PASSWORD or link.person_id is None:
        return [USED_UP]
    reasons = reasons_against_password(password, link.email)
    if reasons:
        return reasons
    password_hash = await passwords.hashed(password)
    return await database.work(lambda writing: _choose(writing, secret, password_hash, now, new_key))


async def _choose(writing: Writing, secret: str, kept: str, now: datetime, new_key: Keys) -> list[str]:
    link = await link_state(writing, secret, now)
    if link.state is LinkState.NEW_PASSWORD:
        if link.known_id and await first_password(writing, link.known_id, kept, now, new_key):
            return []
        if not link.known_id and (person_id := await use_up(writing, secret, now)):
            await keep_password(writing, person_id, kept, now, new_key)
            return []
    writing.undo()
    return [USED_UP]


async def use_up(writing: Writing, secret: str, now: datetime) -> UUID | None:
    """Uses up a link that works, and with it all links of the same record; whose record it is, or None.

    Of several who come at the same time one gets it.
    """
    kept = fingerprint(secret)
    used = {secret_hash: person_id for person_id, secret_hash in await writing.rows(_USE_UP, [kept, now])}
    # Another link may have been there to use up when somebody else had just taken this one.
    return UUID(str(used[kept])) if kept in used else None
