"""Integrations and bearer tokens."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth import tokens
from claimgraph.auth.guards import EVERYONE, OpenTo
from claimgraph.errors import Refusal
from claimgraph.models import folded
from claimgraph.resolvers.action import action
from claimgraph.resolvers.stated import read_name
from claimgraph.resolvers.work import Work
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import ActorKind
from claimgraph.schema.declare import column
from claimgraph.schema.identity import key_of
from claimgraph.schema.inputs import Change, Request, given, input_type

LONGEST_NAME = 200


@input_type
class CreateServiceAccountInput(Request):
    """What createServiceAccount needs."""

    company_id: ID = given("The account it belongs to.")
    name: str = given("Name to show.")


@input_type
class UpdateServiceAccountInput(Change):
    """What updateServiceAccount needs."""

    service_account_id: ID = given("Which one.")
    name: Maybe[str] = given("New name.", default=None)
    is_active: Maybe[bool] = given("False stops its tokens at once.", default=None)


@input_type
class CreateAccessTokenInput(Request):
    """What createAccessToken needs."""

    service_account_id: ID | None = given(
        "For this service account; for oneself when left out.",
        default=None,
    )
    name: str = given("What it is for.")
    expires_at: datetime = given("When it stops working, UTC.")
    is_read_only: bool = given("Whether mutations are refused for it.", default=False)


@input_type
class RevokeAccessTokenInput(Request):
    """What revokeAccessToken needs."""

    access_token_id: ID = given("Which one.")


@action(
    "service_account.created",
    on="Company",
    by="company_id",
    gives="service_account",
    open_to=OpenTo(Standing.ADMINISTRATOR),
    refuses=("NUMBER_TAKEN",),
)
async def create_service_account(
    work: Work, company: models.Company, input: CreateServiceAccountInput
) -> models.Actor:
    """Create an identity for an integration."""
    if not company.is_account:
        message = "An integration belongs to an account; this company is none."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "companyId"))])
    name = await _free_name(work, company.id, input.name, None)
    work.stop_if_refused()
    return await work.make(
        models.Actor,
        kind=ActorKind.SERVICE_ACCOUNT,
        name=name,
        name_key=folded(name),
        company_id=company.id,
    )


async def _free_name(work: Work, company_id: UUID | None, text: str, own: UUID | None) -> str:
    """A name that no other service account of the company has."""
    name = read_name(work, text, LONGEST_NAME, "input", "name")
    same = await work.rows(
        models.Actor, company_id=company_id, kind=ActorKind.SERVICE_ACCOUNT, name_key=folded(name)
    )
    if any(one.id != own for one in same):
        message = "Another integration of the account has this name; choose another one."
        work.refuse([Refusal("NUMBER_TAKEN", message, ("input", "name"))])
    return name


@action(
    "service_account.changed",
    on="ServiceAccount",
    gives="service_account",
    open_to=OpenTo(Standing.ADMINISTRATOR),
)
async def update_service_account(
    work: Work, account: models.Actor, input: UpdateServiceAccountInput
) -> models.Actor:
    """Change a service account, or stop it at once."""
    changes: dict[str, object] = {}
    if input.name is not None:
        name = await _free_name(work, account.company_id, input.name.value, account.id)
        changes |= {"name": name, "name_key": folded(name)}
    if input.is_active is not None:
        changes["is_active"] = input.is_active.value
    work.stop_if_refused()
    is_stopped = changes.get("is_active") is False and account.is_active
    changed = await work.keep(account, **changes)
    if is_stopped:
        await tokens.revoke_all(work.writing, account.id, work.now)
    return changed


def owner(work: Work, given_input: CreateAccessTokenInput) -> tuple[str, UUID]:
    """For whom the token is: the service account that is named, else the viewer himself."""
    if given_input.service_account_id is not None:
        return "ServiceAccount", key_of("ServiceAccount", given_input.service_account_id)
    is_person = work.viewer.kind is ActorKind.PERSON
    return "Person" if is_person else "ServiceAccount", work.viewer.id


@action(
    "access_token.created",
    on=("Person", "ServiceAccount"),
    target=owner,
    gives="access_token",
    open_to=OpenTo(Standing.SELF | Standing.ADMINISTRATOR),
    refuses=("TOKEN_LIFETIME_TOO_LONG",),
    besides={
        "secret": column(
            "The token itself, shown this once; null in a dry run and when an idempotency key answers again.",
            to=EVERYONE,
            of=str,
            nullable=True,
        )
    },
)
async def create_access_token(
    work: Work, owner: models.Actor, input: CreateAccessTokenInput
) -> dict[str, object]:
    """Create a bearer token for oneself or for a service account one administers."""
    name = read_name(work, input.name, LONGEST_NAME, "input", "name")
    if not owner.is_active:
        message = "Tokens of this integration are not accepted; let it in again first."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "serviceAccountId"))])
    days = await _longest_life(work, owner)
    if input.expires_at <= work.now:
        message = "This lies in the past; name an instant to come."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "expiresAt"))])
    if input.expires_at > work.now + timedelta(days=days):
        message = f"The account lets tokens live {days} days at most; choose an earlier instant."
        work.refuse([Refusal("TOKEN_LIFETIME_TOO_LONG", message, ("input", "expiresAt"))])
    work.stop_if_refused()
    made = await tokens.create(
        work.writing,
        owner.id,
        name,
        input.expires_at,
        work.now,
        is_read_only=input.is_read_only,
        new_key=work.context.services.new_key,
    )
    work.note(made.record, {"name": [None, name], "expires_at": [None, input.expires_at]})
    return {"access_token": made.record, "secret": None if input.dry_run else made.secret}


DEFAULT_DAYS = 365


async def _longest_life(work: Work, owner: models.Actor) -> int:
    """Days that a token may live: the shortest that an account says to which its owner belongs."""
    companies = {owner.company_id} if owner.company_id else set()
    running = {"begins_at__lte": work.now, "ends_at__gt": work.now}
    companies |= {one.company_id for one in await work.rows(models.Employment, person_id=owner.id, **running)}
    vendors = await work.rows(models.Vendor, company_id__in=list(companies))
    keys = list(companies | {one.account_id for one in vendors})
    accounts = await work.rows(models.Company, id__in=keys, is_account=True)
    return min((one.token_lifetime_days for one in accounts), default=DEFAULT_DAYS)


@action(
    "access_token.revoked",
    on="AccessToken",
    gives="access_token",
    open_to=OpenTo(Standing.SELF | Standing.ADMINISTRATOR),
    says={"access_token": "The token's record after the call."},
)
async def revoke_access_token(
    work: Work,
    token: models.AccessToken,
    input: RevokeAccessTokenInput,  # noqa: ARG001
) -> models.AccessToken:
    """Revoke a token; requests and open subscriptions with it end at once."""
    work.stop_if_refused()
    if token.revoked_at is None:
        await work.keep(token, revoked_at=work.now)
    return token
