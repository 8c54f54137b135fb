"""People: administrators and members, the vendors' own, contacts, and who may not decide.

Everybody active counts, also who has not accepted yet: whether his address was known must not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claimgraph.auth.links import LIFE
from claimgraph.auth.scopes import DESIGNATED, READ_AS_MEMBER
from claimgraph.models import Commitment, ProgressClaim
from claimgraph.resolvers.reader.links import as_key
from claimgraph.resolvers.reader.run import Run
from claimgraph.resolvers.reader.statements import Draft, Source
from claimgraph.rules.readiness.facts import Contact, Level, Team
from claimgraph.rules.workflow import OPEN

ME = re.compile(r":me\b")
OPEN_CLAIMS = f"({', '.join(repr(str(status)) for status in OPEN)})"
"""The states of a claim that is neither approved nor void, as SQL writes them."""


def running(alias: str) -> str:
    """The condition that a grant runs now."""
    return f"{alias}.begins_at <= :now and {alias}.ends_at > :now"


def works_for(person: str, company: str) -> str:
    """The condition that somebody works for a company today; both are SQL."""
    return (
        f"exists (select 1 from employment e where e.person_id = {person} and e.company_id = {company}"
        f" and {running('e')})"
    )


def works_for_a_vendor(person: str, account: str) -> str:
    """The condition that somebody works for a vendor of an account's directory today; both are SQL."""
    return (
        "exists (select 1 from employment e join vendor v on v.company_id = e.company_id"
        f" where e.person_id = {person} and v.account_id = {account} and {running('e')})"
    )


def flag(condition: str) -> str:
    """A condition as a column: 1 or 0."""
    return f"case when {condition} then 1 else 0 end"


@dataclass(frozen=True, slots=True)
class Member:
    """That somebody has a level on a project, or administers its account (`level` is None)."""

    person: UUID
    access: UUID | None
    level: str | None
    is_own_staff: bool
    is_of_vendor: bool
    seen_besides: int


async def members(run: Run, projects: Sequence[UUID]) -> dict[UUID, list[Member]]:
    """Active people with a level on each project, and administrators of its account, by name."""
    draft = run.draft()
    own = works_for("a.id", "g.account_id")
    of_vendor = f"{works_for_a_vendor('a.id', 'g.account_id')} and not {own}"
    text = (
        f"select g.project_id, a.id, g.access_id, g.level, {flag(own)}, {flag(of_vendor)},"
        f" case when {of_vendor} then {_seen_besides(draft)} else 0 end from ({_grants(draft, projects)}) g"
        " join actor a on a.id = g.actor_id and a.kind = 'PERSON' and a.is_active = true"
        f" order by {draft.bytewise('a.name_key')}, a.id"
    )
    found: dict[UUID, list[Member]] = {key: [] for key in projects}
    for project, person, access, level, is_own, is_of_vendor, seen in await run.rows(draft.finished(text)):
        member = Member(
            as_key(person), access and as_key(access), level, bool(is_own), bool(is_of_vendor), seen
        )
        found[as_key(project)].append(member)
    return found


def _grants(draft: Draft, projects: Sequence[UUID]) -> str:
    """What makes somebody a member: an administrator's employment, or a level."""
    among = draft.is_one_of("p.id", list(projects), "uuid")
    return (
        "select p.id as project_id, p.account_id, e.person_id as actor_id, null as access_id, null as level"
        " from project p join employment e on e.company_id = p.account_id and e.is_administrator = true"
        f" where {running('e')} and {among}"
        " union all select p.id, p.account_id, l.actor_id, l.id, l.level"
        f" from project p join project_access l on l.project_id = p.id where {running('l')} and {among}"
    )


def _seen_besides(draft: Draft) -> str:
    """How many commitments of the project somebody sees as a member and not as a contact."""
    source = Source(draft, Commitment, draft.alias())
    seen, designated = (source.holds(way, me="a.id") for way in (READ_AS_MEMBER, DESIGNATED))
    return (
        f"(select count(*) from {source.table} {source.alias}{source.joined}"
        f" where {source.alias}.project_id = g.project_id and {source.alias}.status <> 'VOID'"
        f" and ({seen}) and not ({designated}))"
    )


def team_of(found: Iterable[Member]) -> Team:
    """The contractor's side of a project."""
    everybody = list(found)
    administrators = [one for one in everybody if one.level in (None, "ADMIN")]
    preparers = [one for one in everybody if one.level != "READ_ONLY" and not one.is_of_vendor]
    return Team(
        administrators=_people(administrators),
        account_administrators=_people(one for one in everybody if one.level is None),
        own_administrators=_people(one for one in administrators if one.is_own_staff),
        preparers=_people(preparers),
    )


def _people(found: Iterable[Member]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(one.person for one in found))


def levels_of(found: Iterable[Member]) -> tuple[Level, ...]:
    """The levels of people who work for a vendor."""
    return tuple(Level(one.access, one.seen_besides) for one in found if one.access and one.is_of_vendor)


async def vendors_people(run: Run, companies: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """People who work for each company and can sign in, by name.

    That is: active, with a password, or invited within the life of a link.
    """
    draft = run.draft()
    text = (
        "select e.company_id, a.id from employment e join actor a on a.id = e.person_id"
        f" where {draft.is_one_of('e.company_id', list(set(companies)), 'uuid')} and {running('e')}"
        f" and a.is_active = true and ({_can_sign_in(draft, run)})"
        f" order by {draft.bytewise('a.name_key')}, a.id"
    )
    found: dict[UUID, dict[UUID, None]] = {}
    for company, person in await run.rows(draft.finished(text)):
        found.setdefault(as_key(company), {})[as_key(person)] = None
    return {company: tuple(people) for company, people in found.items()}


def _can_sign_in(draft: Draft, run: Run) -> str:
    """The link of a new person is made when his mail goes out, so a new person counts without one."""
    return (
        "exists (select 1 from credential c where c.person_id = a.id)"
        f" or a.created_at > {draft.value(run.asking.now - LIFE)}"
        " or exists (select 1 from password_link l where l.person_id = a.id and l.used_at is null"
        " and l.expires_at > :now)"
    )


async def contacts(run: Run, commitments: Sequence[UUID]) -> dict[UUID, list[Contact]]:
    """The running designations on each commitment, also of people who have left the vendor; oldest first."""
    draft = run.draft()
    signed_in = flag("a.last_signed_in_at is not null")
    text = (
        f"select d.commitment_id, d.id, {flag('a.is_active = true')},"
        f" {flag(works_for('a.id', 'v.company_id'))}, {signed_in} from designation d"
        " join actor a on a.id = d.person_id"
        " join commitment k on k.id = d.commitment_id join vendor v on v.id = k.vendor_id"
        f" where {draft.is_one_of('d.commitment_id', list(commitments), 'uuid')} and {running('d')}"
        " order by d.begins_at, d.id"
    )
    found: dict[UUID, list[Contact]] = {}
    for commitment, key, *told in await run.rows(draft.finished(text)):
        contact = Contact(as_key(key), *(bool(one) for one in told))
        found.setdefault(as_key(commitment), []).append(contact)
    return found


async def barred(
    run: Run, commitments: Sequence[UUID], administrators: Iterable[UUID]
) -> set[tuple[UUID, UUID]]:
    """Pairs of a commitment and an administrator who may not decide its claims.

    He is an author of the open claim, worked for the vendor when it was submitted, or does now.
    """
    draft = run.draft()
    people = list(set(administrators))
    claim, me = Source(draft, ProgressClaim, draft.alias()), draft.alias()
    bars = [claim.column(name) for name in ("viewer_is_author", "viewer_works_for_vendor")]
    among = draft.is_one_of(claim.column("commitment"), list(commitments), "uuid")
    text = (
        f"select {claim.column('commitment')}, {me}.id from {claim.table} {claim.alias}{claim.joined}"
        f" join actor {me} on {draft.is_one_of(f'{me}.id', people, 'uuid')}"
        f" where {among} and {claim.alias}.status in {OPEN_CLAIMS}"
        f" and ({' or '.join(ME.sub(f'{me}.id', bar) for bar in bars)})"
        " union select k.id, e.person_id from commitment k join vendor v on v.id = k.vendor_id"
        " join employment e on e.company_id = v.company_id"
        f" where {draft.is_one_of('k.id', list(commitments), 'uuid')} and {running('e')}"
        f" and {draft.is_one_of('e.person_id', people, 'uuid')}"
    )
    return {_pair(cells) for cells in await run.rows(draft.finished(text))}


def _pair(cells: Any) -> tuple[UUID, UUID]:
    return as_key(cells[0]), as_key(cells[1])
