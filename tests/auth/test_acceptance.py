"""A known person accepts an employment, and takes the place of the record that stood for him."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from claimgraph import models
from claimgraph.auth.acceptance import FOR_SOMEBODY_ELSE, use_link_to_accept
from claimgraph.auth.links import USED_UP, Link, LinkState
from claimgraph.models import FOREVER, Grant
from claimgraph.rules.vocabulary import AccessLevel, ActorKind
from claimgraph.storage.database import Statement
from tests.auth.people import LONG_AGO, NINE, People
from tests.storage.rows import Row, insert, key, row, table_named

A_DAY = timedelta(days=1)


class Site:
    """Ada, known already, and what Formwork Ltd and its account have of her: a record that stands for her."""

    def __init__(self, people: People) -> None:
        self.people = people

    async def built(self, **employment: object) -> Site:
        """The site with its rows."""
        people = self.people
        self.ada = await people.person("Ada")
        self.account = await people.company("Builder Ltd", is_account=True)
        self.company = await people.company("Formwork Ltd")
        self.record = await people.stand_in(self.ada, self.company, **employment)
        self.vendor = await people.vendor(self.account, self.company)
        self.project = await people.project(self.account)
        self.commitment = await people.commitment(self.project, self.vendor)
        self.link = await people.link(self.record)
        return self

    async def designated(self, person: models.Actor) -> models.Designation:
        """A designation on the commitment."""
        return await self.people.row(
            models.Designation, commitment_id=self.commitment.id, person_id=person.id
        )

    async def listed(self, person: models.Actor) -> models.AccessListEntry:
        """An entry in the commitment's private list."""
        return await self.people.row(
            models.AccessListEntry, commitment_id=self.commitment.id, actor_id=person.id, position=4
        )

    async def levelled(
        self, person: models.Actor, level: AccessLevel, **values: object
    ) -> models.ProjectAccess:
        """A level on the project."""
        return await self.people.row(
            models.ProjectAccess, project_id=self.project.id, actor_id=person.id, level=level, **values
        )

    async def claim(self, *authors: models.Actor) -> UUID:
        """A claim that was filed by or for these."""
        period: Row = {"project_id": self.project.id}
        claim: Row = {"commitment_id": self.commitment.id, "created_by_id": self.record.id}
        for table, values in (("billing_period", period), ("progress_claim", claim)):
            await self.people.work(partial(insert, table=table, values=row(table_named(table), 1, **values)))
        for author in authors:
            await self.people.row(models.ClaimAuthor, claim_id=key("progress_claim", 1), actor_id=author.id)
        return key("progress_claim", 1)

    async def accept(self, person: models.Actor | None = None, link: str | None = None) -> list[str]:
        """What the page does when somebody accepts."""
        return await use_link_to_accept(
            self.people.database,
            link or self.link,
            self.people.asking(person or self.ada),
            self.people.new_key,
        )

    async def spans(self, model: type[Grant], person: models.Actor) -> list[tuple[datetime, datetime]]:
        """From when to when somebody's grants of a kind run, those that run for no time left out."""
        rows = await self.people.all(model)
        own = [
            row
            for row in rows
            if person.id in (getattr(row, "person_id", None), getattr(row, "actor_id", None))
        ]
        return sorted((row.begins_at, row.ends_at) for row in own if row.begins_at < row.ends_at)


@pytest.fixture
async def site(people: People) -> Site:
    """The site, its employment for good."""
    return await Site(people).built()


async def test_the_link_says_what_there_is_to_accept(site: Site) -> None:
    assert await site.people.state(site.link) == Link(
        LinkState.ACCEPT, site.record.id, site.ada.id, "Ada", "ada@example.com", ("Formwork Ltd",)
    )


async def test_until_then_nothing_is_his(site: Site) -> None:
    assert await site.spans(models.Employment, site.ada) == []


async def test_what_the_record_holds_ends_and_begins_for_the_person(site: Site) -> None:
    await site.designated(site.record)
    await site.listed(site.record)
    await site.levelled(site.record, AccessLevel.STANDARD)
    kinds: tuple[type[Grant], ...] = (
        models.Employment,
        models.Designation,
        models.AccessListEntry,
        models.ProjectAccess,
    )
    assert await site.accept() == []
    for kind in kinds:
        assert await site.spans(kind, site.record) == [(LONG_AGO, NINE)], kind
        assert await site.spans(kind, site.ada) == [(NINE, FOREVER)], kind


async def test_what_was_said_about_a_grant_goes_with_it(site: Site) -> None:
    boss = await site.people.person("Boss")
    await site.people.work(
        lambda _: models.Employment.filter(person_id=site.record.id).update(is_administrator=True)
    )
    await site.levelled(site.record, AccessLevel.READ_ONLY, granted_by_id=boss.id)
    await site.listed(site.record)
    await site.accept()
    (employment,) = await site.people.all(models.Employment, person_id=site.ada.id)
    assert (employment.company_id, employment.is_administrator) == (site.company.id, True)
    assert (employment.starts_on, employment.ends_on) == (date(2026, 1, 1), None)
    assert (employment.version, employment.created_at, employment.updated_at) == (1, NINE, NINE)
    (access,) = await site.people.all(models.ProjectAccess, actor_id=site.ada.id)
    assert (access.level, access.granted_by_id) == (AccessLevel.READ_ONLY, boss.id)
    (entry,) = await site.people.all(models.AccessListEntry, actor_id=site.ada.id)
    assert entry.position == 4


async def test_an_employment_that_only_begins_later_does_so_for_the_person(people: People) -> None:
    site = await Site(people).built(
        begins_at=NINE + A_DAY, ends_at=NINE + 9 * A_DAY, ends_on=date(2026, 11, 18)
    )
    assert await site.accept() == []
    assert await site.spans(models.Employment, site.record) == []
    assert await site.spans(models.Employment, site.ada) == [(NINE + A_DAY, NINE + 9 * A_DAY)]


async def test_what_had_ended_stays_with_the_record(site: Site) -> None:
    other = await site.people.company("Old Ltd")
    await site.people.employment(site.record, other, ends_at=NINE, ends_on=date(2026, 11, 9))
    await site.accept()
    assert [row.company_id for row in await site.people.all(models.Employment, person_id=site.ada.id)] == [
        site.company.id
    ]


async def test_the_record_stays_as_what_was(site: Site) -> None:
    await site.accept()
    record = await site.people.again(site.record)
    assert (record.is_active, record.stands_for_id) == (False, site.ada.id)
    assert (record.version, record.internal_version, record.internal_updated_at) == (1, 1, NINE)
    ada = await site.people.again(site.ada)
    assert (ada.version, ada.internal_version, ada.name) == (1, 0, "Ada"), "nothing about her has changed"


async def test_versions_of_ended_grants_move(site: Site) -> None:
    await site.levelled(site.record, AccessLevel.STANDARD)
    await site.accept()
    (employment,) = await site.people.all(models.Employment, person_id=site.record.id)
    (access,) = await site.people.all(models.ProjectAccess, actor_id=site.record.id)
    assert (employment.version, employment.updated_at) == (2, NINE)
    assert (access.version, access.updated_at) == (2, NINE)


async def test_he_takes_the_records_place_in_lists_of_people(site: Site) -> None:
    people, place = site.people, {"person_id": site.record.id}
    await people.row(models.DefaultClaimContact, vendor_id=site.vendor.id, position=2, **place)
    await people.row(models.ShownPerson, project_id=site.project.id, position=3, **place)
    await site.accept()
    (contact,) = await people.all(models.DefaultClaimContact)
    (shown,) = await people.all(models.ShownPerson)
    assert (contact.person_id, contact.position) == (site.ada.id, 2)
    assert (shown.person_id, shown.position) == (site.ada.id, 3)


async def test_who_stands_in_a_list_already_stands_there_once(site: Site) -> None:
    for position, person in enumerate((site.ada, site.record)):
        where = {"person_id": person.id, "position": position}
        await site.people.row(models.DefaultClaimContact, vendor_id=site.vendor.id, **where)
        await site.people.row(models.ShownPerson, project_id=site.project.id, **where)
    assert await site.accept() == []
    (contact,) = await site.people.all(models.DefaultClaimContact)
    (shown,) = await site.people.all(models.ShownPerson)
    assert (contact.person_id, shown.person_id) == (site.ada.id, site.ada.id)


async def test_whoever_a_claim_was_filed_for_is_its_author_under_his_own_name(site: Site) -> None:
    claim = await site.claim(site.record)
    await site.accept()
    authors = {row.actor_id for row in await site.people.all(models.ClaimAuthor, claim_id=claim)}
    assert authors == {site.record.id, site.ada.id}


async def test_an_author_is_one_only_once(site: Site) -> None:
    await site.claim(site.record, site.ada)
    assert await site.accept() == []
    assert len(await site.people.all(models.ClaimAuthor)) == 2


async def test_it_is_written_down_who_accepted_what(site: Site) -> None:
    await site.designated(site.record)
    await site.accept()
    (event,) = await site.people.all(models.AuditEvent)
    (employment,) = await site.people.all(models.Employment, person_id=site.ada.id)
    (designation,) = await site.people.all(models.Designation, person_id=site.ada.id)
    assert (event.name, event.actor_id, event.actor_name) == ("employment.accepted", site.ada.id, "Ada")
    assert (event.subject_type, event.subject_id) == ("Employment", employment.id)
    assert (event.created_at, event.request_id) == (NINE, "request-1")
    moved = {"person_id": [str(site.record.id), str(site.ada.id)]}
    assert json.loads(event.changes) == {
        f"Employment:{employment.id}": moved,
        f"Designation:{designation.id}": moved,
    }


async def test_a_link_is_accepted_once(site: Site) -> None:
    another = await site.people.link(site.record)
    assert await site.accept() == []
    assert [await site.accept(), await site.accept(link=another)] == [[USED_UP], [USED_UP]]
    assert len(await site.people.all(models.AuditEvent)) == 1


async def test_a_new_link_for_an_accepted_record_is_used_up(site: Site) -> None:
    await site.accept()
    late = await site.people.link(site.record)
    assert await site.people.state(late) == Link(LinkState.USED_UP)
    assert await site.accept(link=late) == [USED_UP]


async def test_of_several_acceptances_at_once_one_is_kept(site: Site) -> None:
    await site.designated(site.record)
    links = [site.link, site.link, await site.people.link(site.record), await site.people.link(site.record)]
    answers = await asyncio.gather(*(site.accept(link=link) for link in links))
    assert sorted(answers) == [[], *[[USED_UP]] * 3]
    assert await site.spans(models.Employment, site.ada) == [(NINE, FOREVER)]
    assert await site.spans(models.Designation, site.ada) == [(NINE, FOREVER)]
    assert len(await site.people.all(models.AuditEvent)) == 1


async def test_two_companies_are_accepted_at_once(site: Site) -> None:
    other = await site.people.stand_in(site.ada, await site.people.company("Scaffold Ltd"))
    links = [site.link, await site.people.link(other)]
    assert await asyncio.gather(*(site.accept(link=link) for link in links)) == [[], []]
    assert len(await site.spans(models.Employment, site.ada)) == 2


async def test_two_records_of_one_company_accepted_at_once_are_one_employment(site: Site) -> None:
    other = await site.people.stand_in(site.ada, site.company)
    links = [site.link, await site.people.link(other)]
    assert await asyncio.gather(*(site.accept(link=link) for link in links)) == [[], []]
    assert await site.spans(models.Employment, site.ada) == [(NINE, FOREVER)]


async def test_the_link_of_somebody_else_is_refused_and_goes_on_working(site: Site) -> None:
    eve = await site.people.person("Eve")
    before = await site.people.everything()
    assert await site.accept(eve) == [FOR_SOMEBODY_ELSE]
    assert await site.people.everything() == before
    assert await site.accept(site.ada) == []


async def test_nobody_and_a_service_account_accept_nothing(site: Site) -> None:
    robot = site.people.asking(site.ada, kind=ActorKind.SERVICE_ACCOUNT)
    nobody = type(robot)(None, NINE, "request-2")
    for asking in (robot, nobody):
        assert await use_link_to_accept(site.people.database, site.link, asking) == [FOR_SOMEBODY_ELSE]
    assert await site.spans(models.Employment, site.ada) == []


async def test_a_link_for_a_password_is_none_to_accept(site: Site) -> None:
    eve = await site.people.person("Eve", password=None)
    link = await site.people.link(eve)
    assert await site.accept(eve, link) == [USED_UP]
    assert await site.people.choose(link) == [], "it goes on working"


async def test_an_employment_that_was_ended_meanwhile_is_no_longer_offered(site: Site) -> None:
    await site.designated(site.record)
    await site.people.work(lambda _: models.Employment.filter(person_id=site.record.id).update(ends_at=NINE))
    assert await site.people.state(site.link) == Link(LinkState.USED_UP)
    assert await site.accept() == [USED_UP]
    assert await site.spans(models.Designation, site.ada) == []


async def test_an_old_link_is_not_accepted(site: Site) -> None:
    site.people.later(days=7)
    assert await site.accept() == [USED_UP]


async def test_who_was_deactivated_accepts_nothing(site: Site) -> None:
    await site.people.work(lambda _: models.Actor.filter(id=site.ada.id).update(is_active=False))
    assert await site.accept() == [USED_UP]


async def test_all_or_nothing_is_done_wherever_it_fails(site: Site) -> None:
    await site.designated(site.record)
    before = await site.people.everything()
    for step in range(1, 200):
        count = 0

        def fail_at(statement: Statement, step: int = step) -> None:
            nonlocal count
            count += 1
            if count == step:
                raise Broken

        with site.people.database.listen(fail_at), suppress(Broken):
            assert await site.accept() == []
            break
        assert await site.people.everything() == before, step
    assert step > 20, "it failed at each of its statements before it went well"


class Broken(Exception):
    """A failure in the middle."""


@pytest.mark.parametrize(
    ("held", "offered", "spans"),
    [
        (AccessLevel.STANDARD, AccessLevel.STANDARD, [(LONG_AGO, FOREVER, AccessLevel.STANDARD)]),
        (AccessLevel.ADMIN, AccessLevel.READ_ONLY, [(LONG_AGO, FOREVER, AccessLevel.ADMIN)]),
        (
            AccessLevel.READ_ONLY,
            AccessLevel.ADMIN,
            [(LONG_AGO, NINE, AccessLevel.READ_ONLY), (NINE, FOREVER, AccessLevel.ADMIN)],
        ),
    ],
)
async def test_of_two_levels_on_a_project_the_higher_runs(
    site: Site,
    held: AccessLevel,
    offered: AccessLevel,
    spans: list[tuple[datetime, datetime, AccessLevel]],
) -> None:
    await site.levelled(site.ada, held)
    await site.levelled(site.record, offered)
    assert await site.accept() == []
    rows = await site.people.all(models.ProjectAccess, actor_id=site.ada.id)
    assert sorted((row.begins_at, row.ends_at, row.level) for row in rows) == spans
    assert await site.spans(models.ProjectAccess, site.record) == [(LONG_AGO, NINE)]


@pytest.mark.parametrize(
    ("held", "offered", "spans"),
    [
        (False, False, [(NINE, NINE + A_DAY, False), (NINE + A_DAY, FOREVER, False)]),
        (True, False, [(NINE, NINE + A_DAY, False), (NINE + A_DAY, FOREVER, True)]),
        (False, True, [(NINE, FOREVER, True)]),
    ],
)
async def test_beside_an_employment_that_only_begins_later_the_offered_one_runs_at_once(
    site: Site, held: bool, offered: bool, spans: list[tuple[datetime, datetime, bool]]
) -> None:
    await site.people.employment(site.ada, site.company, begins_at=NINE + A_DAY, is_administrator=held)
    await site.people.work(
        lambda _: models.Employment.filter(person_id=site.record.id).update(is_administrator=offered)
    )
    assert await site.accept() == []
    rows = await site.people.all(models.Employment, person_id=site.ada.id)
    running = [(row.begins_at, row.ends_at, row.is_administrator) for row in rows]
    assert sorted(span for span in running if span[0] < span[1]) == spans
