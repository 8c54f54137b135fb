"""People with passwords, and what they do at the door; rows are written straight into the tables."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from claimgraph import models
from claimgraph.auth import credentials, links, recognition, sign_in, tokens
from claimgraph.auth.passwords import Cost, Passwords
from claimgraph.auth.recognition import Recognised
from claimgraph.auth.sign_in import SignedIn, SignInRefused
from claimgraph.auth.viewer import Asking, Viewer
from claimgraph.models import folded
from claimgraph.models.keys import Keys, seeded_keys
from claimgraph.rules.vocabulary import ActorKind, CommitmentKind, LineBasis
from claimgraph.storage.database import Database, Reading, Writing
from claimgraph.storage.tables import tables

NINE = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
CHEAP = Cost(memory=8, passes=1)
PASSWORD = "four cranes in the rain"
OFFICE, HOME = "203.0.113.7", "198.51.100.9"

T = TypeVar("T")
RowType = TypeVar("RowType", bound=models.Row)


@dataclass
class People:
    """A database, its clock, and who is in it."""

    database: Database
    passwords: Passwords = field(default_factory=lambda: Passwords(CHEAP))
    now: datetime = NINE
    new_key: Keys = field(default_factory=lambda: seeded_keys(11))

    # Rows

    async def row(self, model: type[RowType], **values: Any) -> RowType:
        """A row; its key and its times are filled in."""
        times = ("created_at", "updated_at", "internal_updated_at", "status_changed_at", "begins_at")
        usual = {name: LONG_AGO for name in times if name in model._meta.fields_map}
        texts = {
            f"{name}_key": folded(values[name]) for name in values if f"{name}_key" in model._meta.fields_map
        }
        row = model(**{"id": self.new_key(LONG_AGO), **usual, **texts, **values})
        await self.database.work(lambda writing: row.save(force_create=True))
        return row

    async def person(self, name: str, password: str | None = PASSWORD, **values: Any) -> models.Actor:
        """Somebody with the address `name@example.com`, who signs in with this password."""
        values = {"email": f"{name.lower()}@example.com", **values}
        person = await self.row(models.Actor, kind=ActorKind.PERSON, name=name, **values)
        if password:
            kept = await self.passwords.hashed(password)
            await self.database.work(
                lambda writing: credentials.keep_password(writing, person.id, kept, LONG_AGO, self.new_key)
            )
        return person

    async def service_account(self, name: str) -> models.Actor:
        """The identity of an integration of a company of its own."""
        company = await self.company(f"{name}'s company")
        return await self.row(models.Actor, kind=ActorKind.SERVICE_ACCOUNT, name=name, company_id=company.id)

    async def company(self, name: str, **values: Any) -> models.Company:
        """A company."""
        return await self.row(models.Company, name=name, **values)

    async def employment(
        self, person: models.Actor, company: models.Company, **values: Any
    ) -> models.Employment:
        """That somebody works for a company, for good if nothing else is said."""
        given = {"starts_on": date(2026, 1, 1), **values}
        return await self.row(models.Employment, person_id=person.id, company_id=company.id, **given)

    async def stand_in(self, known: models.Actor, company: models.Company, **values: Any) -> models.Actor:
        """The record that a company has of somebody who is known, before he has accepted; employed there."""
        record = await self.person(
            f"{known.name} as named", password=None, email=known.email, stands_for_id=known.id
        )
        await self.employment(record, company, **values)
        return record

    async def project(self, account: models.Company, number: str = "1") -> models.Project:
        """A project of an account."""
        return await self.row(
            models.Project,
            account_id=account.id,
            number=number,
            name="Tower",
            currency="AUD",
            time_zone="UTC",
        )

    async def vendor(self, account: models.Company, company: models.Company) -> models.Vendor:
        """A company in the directory of an account."""
        return await self.row(models.Vendor, account_id=account.id, company_id=company.id, name=company.name)

    async def commitment(
        self, project: models.Project, vendor: models.Vendor, number: str = "SC-001"
    ) -> models.Commitment:
        """A subcontract."""
        return await self.row(
            models.Commitment,
            project_id=project.id,
            vendor_id=vendor.id,
            kind=CommitmentKind.SUBCONTRACT,
            number=number,
            title="Formwork",
            default_basis=LineBasis.AMOUNT,
            original_sum_minor=0,
            revised_sum_minor=0,
        )

    # Asking the database

    async def all(self, model: type[RowType], **conditions: Any) -> list[RowType]:
        """Rows that fulfil the conditions, in the order of their making."""
        async with self.database.reading():
            return await model.filter(**conditions).order_by("created_at", "id")

    async def again(self, row: RowType) -> RowType:
        """The row as it is kept now."""
        return (await self.all(type(row), id=row.id))[0]

    async def everything(self) -> str:
        """All that the tables hold, as text."""
        async with self.database.reading() as reading:
            rows = {table.name: await reading.rows(f'select * from "{table.name}"') for table in tables()}
        return json.dumps({name: [list(row) for row in found] for name, found in rows.items()}, default=str)

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """The texts of all statements while it lasts."""
        heard: list[str] = []
        with self.database.listen(lambda statement: heard.append(statement.text)):
            yield heard

    # Doing

    async def work(self, do: Callable[[Writing], Awaitable[T]]) -> T:
        """A unit of work."""
        return await self.database.work(do)

    async def reading(self, do: Callable[[Reading], Awaitable[T]]) -> T:
        """Something that is read."""
        async with self.database.reading() as reading:
            return await do(reading)

    async def sign_in(
        self, email: str, password: str = PASSWORD, caller: str = OFFICE, previous: str | None = None
    ) -> SignedIn | SignInRefused:
        """A try to sign in."""
        return await sign_in.sign_in(
            self.database,
            self.passwords,
            email,
            password,
            caller=caller,
            now=self.now,
            previous_session=previous,
            new_key=self.new_key,
        )

    async def session(self, name: str, **values: Any) -> SignedIn:
        """A sign-in that goes well."""
        signed_in = await self.sign_in(f"{name.lower()}@example.com", **values)
        assert isinstance(signed_in, SignedIn), signed_in
        return signed_in

    async def seen(self, session: SignedIn, note: bool = True) -> Recognised | None:
        """Whom a request with this session's cookie comes from; its use is noted like a server does."""
        return await self.recognised(session=session.session.secret, note=note)

    async def shown(self, token: str, note: bool = True) -> Recognised | None:
        """Whom a request with this bearer token comes from."""
        return await self.recognised(bearer=token, note=note)

    async def recognised(
        self, bearer: str | None = None, session: str | None = None, note: bool = True
    ) -> Recognised | None:
        found = await self.reading(
            lambda reading: recognition.viewer(reading, bearer=bearer, session=session, now=self.now)
        )
        if found and note:
            await recognition.note_use(self.database, found, self.now)
        return found

    async def token(self, owner: models.Actor, **values: Any) -> tokens.NewToken:
        """A token for thirty days."""
        given = {"expires_at": self.now + timedelta(days=30), **values}
        return await self.work(
            lambda writing: tokens.create(
                writing, owner.id, "Nightly figures", now=self.now, new_key=self.new_key, **given
            )
        )

    async def link(self, person: models.Actor) -> str:
        """A link made for a record."""
        return await self.work(lambda writing: links.make_link(writing, person.id, self.now, self.new_key))

    async def state(self, link: str) -> links.Link:
        """What can be done with a link now."""
        return await self.reading(lambda reading: links.link_state(reading, link, self.now))

    async def choose(self, link: str, password: str = PASSWORD) -> list[str]:
        """A password chosen by a link; why not."""
        return await links.use_link_for_password(
            self.database, self.passwords, link, password, self.now, self.new_key
        )

    def asking(self, person: models.Actor, kind: ActorKind = ActorKind.PERSON) -> Asking:
        """A request of somebody who is signed in."""
        return Asking(Viewer(UUID(str(person.id)), kind, person.name), self.now, "request-1")

    def later(self, **time: float) -> None:
        """Moves the clock, back as well."""
        self.now += timedelta(**time)
