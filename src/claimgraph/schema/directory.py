"""Companies and vendors: the directory of an account."""

from __future__ import annotations

from uuid import UUID

from claimgraph import models
from claimgraph.auth.expressions import Running
from claimgraph.auth.guards import ADMINISTRATORS, EVERYONE, MEMBERS_AND_SELF, MEMBERS_ONLY
from claimgraph.auth.scopes import COMPANY, VENDOR
from claimgraph.rules.vocabulary import OverClaimPolicy, SortDirection, Word
from claimgraph.schema.declare import column, many, node, one, page, part, part_type
from claimgraph.schema.interfaces import Versioned
from claimgraph.schema.lists import connection, filtered, instants, ordered, text
from claimgraph.schema.reach import Sql


@node(
    models.Company,
    COMPANY,
    reach={"account_id": Sql("case when {is_account} = true then {id} end", UUID)},
    internal=MEMBERS_AND_SELF,
    actions=True,
)
class Company(Versioned):
    """A legal entity: an account (head contractor) or a company that works for accounts."""

    name: str = column("Legal name.", to=EVERYONE)
    is_account: bool = column("Whether it is an account with projects of its own here.", to=EVERYONE)
    registration_number: str | None = column("Business number, such as an ABN.", to=MEMBERS_AND_SELF)
    address: str | None = column("Postal address.", to=MEMBERS_AND_SELF)
    locale: str | None = column('Language and region of its people by default, such as "en-AU".', to=EVERYONE)
    currency: str | None = column("ISO 4217 code that new projects start with.", to=MEMBERS_AND_SELF)
    time_zone: str | None = column("IANA name that new projects start with.", to=MEMBERS_AND_SELF)
    jurisdiction: str | None = column(
        'ISO 3166-2 code that new projects start with, such as "AU-NSW".', to=EVERYONE
    )
    settings = part(
        "CompanySettings",
        "Account-wide rules; null for a company that is no account.",
        to=ADMINISTRATORS,
        unless_null="account_id",
    )
    people = page(
        "Person",
        "People of the company whom the viewer may see.",
        to=EVERYONE,
        by="company",
        through=(models.Employment, "person"),
        when=Running(also_future=True),
        usual=(("name_key", False),),
        usually="by name",
    )
    vendors = page(
        "Vendor",
        "The account's directory of vendors, as far as the viewer may see.",
        to=EVERYONE,
        by="account",
        usual=(("name_key", False),),
        usually="by name",
    )
    service_accounts = many(
        "ServiceAccount",
        "The integrations of the account.",
        to=ADMINISTRATORS,
        by="company",
        order=("name_key",),
    )


@part_type
class CompanySettings:
    """Rules of an account that its projects start from."""

    collaborators_may_submit: bool = column(
        "Whether claim contacts may create and submit claims; a project may decide otherwise. False at "
        "first.",
        to=EVERYONE,
    )
    over_claim: OverClaimPolicy = column(
        "What happens when a line exceeds its scheduled value; of account and project the stricter holds. "
        "REFUSED at first.",
        to=EVERYONE,
    )
    token_lifetime_days: int = column("Longest life of a token, in days; 365 at first.", to=EVERYONE)


@node(models.Vendor, VENDOR, internal=MEMBERS_ONLY, actions=True)
class Vendor(Versioned):
    """A company as it stands in the directory of an account."""

    company = one("Company", "The company itself, the same for all accounts it works for.", to=EVERYONE)
    account = one("Company", "The account whose directory this is.", to=EVERYONE)
    name: str = column("Name in the directory.", to=EVERYONE)
    is_active: bool | None = column("Whether new commitments may name it.", to=MEMBERS_ONLY)
    people = page(
        "Person",
        "Its people, of whom claim contacts are designated.",
        to=EVERYONE,
        by="company",
        match="company",
        through=(models.Employment, "person"),
        when=Running(also_future=True),
        usual=(("name_key", False),),
        usually="by name",
    )
    default_claim_contacts = many(
        "Person",
        "Proposed as claim contacts on its new commitments; never designated without a decision.",
        to=MEMBERS_ONLY,
        by="vendor",
        through=(models.DefaultClaimContact, "person"),
        order=("position",),
    )
    commitments = page(
        "Commitment",
        "Its commitments that the viewer may see.",
        to=EVERYONE,
        by="vendor",
        usual=(("project.number_key", False), ("number_key", False)),
        usually="by number",
    )


class VendorOrderField(Word):
    """What vendors are ordered by."""

    NAME = ("NAME", "Name.")
    UPDATED_AT = ("UPDATED_AT", "Last change.")


connection("Vendor")
ordered(
    VendorOrderField,
    "How vendors are ordered.",
    {VendorOrderField.NAME: ("name_key",), VendorOrderField.UPDATED_AT: ("shown_updated_at",)},
    first=SortDirection.ASC,
)


@filtered()
class VendorFilter:
    """Which vendors; all that is given must hold."""

    name = text("Name.", at="name_key")
    updated_at = instants("Last change.", at="shown_updated_at")
