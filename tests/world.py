"""A building site in words, and the people in it.

Rows are written straight into the tables, so that a test says in a line what it starts from; what a test is
about goes through the endpoint. Everything happens at `NOON` unless the clock is moved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from claimgraph import models
from claimgraph.api import answer
from claimgraph.auth.viewer import Asking, Viewer
from claimgraph.models import folded
from claimgraph.models.keys import seeded_keys
from claimgraph.resolvers.context import Services
from claimgraph.rules.policies import stored_policy
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.vocabulary import (
    AccessLevel,
    ActorKind,
    BillingPeriodStatus,
    CommitmentKind,
    CommitmentStatus,
    LineBasis,
    OverClaimPolicy,
    RetentionRule,
)
from claimgraph.schema.identity import global_id, parsed
from claimgraph.storage.database import Database

NOON = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
RowType = TypeVar("RowType", bound=models.Row)


@dataclass(frozen=True)
class Person:
    """Somebody of the world, with what he needs to ask."""

    key: UUID
    name: str
    email: str
    kind: ActorKind = ActorKind.PERSON

    @property
    def id(self) -> str:
        """His global id."""
        return global_id("Person" if self.kind is ActorKind.PERSON else "ServiceAccount", self.key)


@dataclass
class World:
    """A world that grows: rows by the model, people, and questions to the schema."""

    database: Database
    now: datetime = NOON
    keys: Any = field(default_factory=lambda: seeded_keys(7))
    domain: str = "example.com"

    def __post_init__(self) -> None:
        self.services = Services(
            database=self.database,
            files=None,  # type: ignore[arg-type]  # tests of uploads bring a store
            public_url="http://127.0.0.1:8000",
            upload_address=lambda key, until: f"http://127.0.0.1:8000/uploads/{key}",
            clock=lambda: self.now,
            new_key=self.keys,
        )

    # Rows

    async def row(self, model: type[RowType], **values: Any) -> RowType:
        """A row with the columns that every row has filled in."""
        known = model._meta.fields_map
        for name, value in (
            ("created_at", LONG_AGO),
            ("updated_at", LONG_AGO),
            ("internal_updated_at", LONG_AGO),
        ):
            if name in known:
                values.setdefault(name, value)
        for name in ("begins_at",):
            if name in known:
                values.setdefault(name, LONG_AGO)
        for name in ("name", "title", "number", "item_number", "email"):
            if f"{name}_key" in known and values.get(name) is not None:
                values.setdefault(f"{name}_key", folded(str(values[name])))
        values.setdefault("id", self.keys(self.now))

        async def make(_: Any) -> RowType:
            return await model.create(**values)

        return await self.database.work(make)

    async def set(self, row: models.Row, **values: Any) -> None:
        """Changes columns of a row, past all rules."""

        async def change(_: Any) -> None:
            await type(row).filter(id=row.id).update(**values)

        await self.database.work(change)

    async def again(self, row: RowType) -> RowType:
        """The row as it stands now."""

        async def read(_: Any) -> RowType:
            return await type(row).get(id=row.id)

        return await self.database.work(read)

    # People and companies

    async def account(self, name: str = "Northern Builders", **values: Any) -> models.Company:
        """A head contractor."""
        defaults = {
            "currency": "AUD",
            "time_zone": "Australia/Sydney",
            "jurisdiction": "AU-NSW",
            "locale": "en-AU",
        }
        return await self.row(models.Company, name=name, is_account=True, **{**defaults, **values})

    async def company(self, name: str) -> models.Company:
        """A company that works for accounts."""
        return await self.row(models.Company, name=name)

    async def vendor(self, account: models.Company, name: str = "Harbour Steel") -> models.Vendor:
        """A company in an account's directory."""
        company = await self.company(name)
        return await self.row(models.Vendor, account=account, company=company, name=name)

    async def person(
        self, name: str, at: models.Company | models.Vendor | None = None, **employment: Any
    ) -> Person:
        """A person, employed by a company, by a vendor, or by nobody."""
        email = f"{folded(name).replace(' ', '.')}@{self.domain}"
        row = await self.row(models.Actor, kind=ActorKind.PERSON, name=name, email=email)
        if at is not None:
            await self.employ(row.id, at, **employment)
        return Person(row.id, name, email)

    async def employ(
        self, person: UUID, at: models.Company | models.Vendor, **values: Any
    ) -> models.Employment:
        """An employment that runs."""
        company = at.company_id if isinstance(at, models.Vendor) else at.id
        starts_on = {"starts_on": LONG_AGO.date()}
        return await self.row(
            models.Employment, person_id=person, company_id=company, **{**starts_on, **values}
        )

    async def service_account(self, company: models.Company, name: str = "ERP export") -> Person:
        """The identity of an integration."""
        row = await self.row(models.Actor, kind=ActorKind.SERVICE_ACCOUNT, name=name, company=company)
        return Person(row.id, name, "", ActorKind.SERVICE_ACCOUNT)

    # Projects and commitments

    async def project(self, account: models.Company, number: str = "P-1", **values: Any) -> models.Project:
        """A project in Sydney, in Australian dollars."""
        defaults = {
            "name": "Riverside Library",
            "currency": "AUD",
            "time_zone": "Australia/Sydney",
            "collaborators_may_submit": True,
            "over_claim": OverClaimPolicy.REFUSED,
        }
        return await self.row(models.Project, account=account, number=number, **{**defaults, **values})

    async def grant(
        self, project: models.Project, person: Person, level: AccessLevel, **values: Any
    ) -> models.ProjectAccess:
        """A level on a project."""
        return await self.row(
            models.ProjectAccess, project=project, actor_id=person.key, level=level, **values
        )

    async def period(
        self, project: models.Project, starts_on: date = date(2026, 11, 1), **values: Any
    ) -> models.BillingPeriod:
        """A month in which claims are taken, due on its 25th day."""
        last = (starts_on.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        defaults = {"ends_on": last, "due_on": starts_on.replace(day=25), "status": BillingPeriodStatus.OPEN}
        return await self.row(
            models.BillingPeriod, project=project, starts_on=starts_on, **{**defaults, **values}
        )

    async def commitment(
        self,
        project: models.Project,
        vendor: models.Vendor,
        number: str = "SC-001",
        *,
        lines: tuple[int, ...] = (10_000_00, 20_000_00),
        retention: RetentionPolicy | None = None,
        **values: Any,
    ) -> models.Commitment:
        """An approved subcontract with lines of these scheduled values, 5 % retention unless said."""
        total = sum(lines)
        defaults = {
            "kind": CommitmentKind.SUBCONTRACT,
            "title": f"Works {number}",
            "status": CommitmentStatus.APPROVED,
            "status_changed_at": LONG_AGO,
            "default_basis": LineBasis.AMOUNT,
            "original_sum_minor": total,
            "revised_sum_minor": total,
            "schedule_total_minor": total,
            "schedule_lines": len(lines),
            "is_private": False,
        }
        row = await self.row(
            models.Commitment, project=project, vendor=vendor, number=number, **{**defaults, **values}
        )
        for position, value in enumerate(lines, 1):
            await self.line(row, position, value)
        policy = retention or RetentionPolicy(RetentionRule.FLAT, rate_on_work=50_000)
        await self.row(
            models.RetentionVersion, commitment=row, from_claim_number=1, policy=stored_policy(policy)
        )
        return row

    async def line(
        self, commitment: models.Commitment, position: int, value: int | None, **values: Any
    ) -> models.ScheduleLine:
        """A line of the schedule of values."""
        return await self.row(
            models.ScheduleLine,
            commitment=commitment,
            position=position,
            scheduled_value_minor=value,
            **{
                "item_number": str(position),
                "description": f"Item {position}",
                "basis": LineBasis.AMOUNT,
                **values,
            },
        )

    async def designate(
        self, commitment: models.Commitment, person: Person, **values: Any
    ) -> models.Designation:
        """A claim contact."""
        return await self.row(models.Designation, commitment=commitment, person_id=person.key, **values)

    # Questions

    async def ask(
        self, viewer: Person | None, query: str, variables: dict[str, Any] | None = None, **options: Any
    ) -> dict[str, Any]:
        """What the schema answers: data and, where something went wrong, errors."""
        asking = Asking(
            Viewer(viewer.key, viewer.kind, viewer.name, options.pop("is_read_only", False))
            if viewer
            else None,
            self.now,
            "test",
        )
        found = await answer(self.services, asking, query, variables, **options)
        told: dict[str, Any] = {"data": found.data}
        if found.errors:
            told["errors"] = found.errors
        return told

    async def data(self, viewer: Person, query: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        told = await self.ask(viewer, query, variables)
        assert "errors" not in told, told
        return told["data"]


def id_of(type_name: str, row: models.Row) -> str:
    """The global id of a row."""
    return global_id(type_name, row.id)


def key_in(text: str) -> UUID:
    """The key in a global id."""
    return parsed(text).key
