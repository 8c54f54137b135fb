"""updateCompany, createVendor, updateVendor: an account, its rules, and its directory."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.storage.database import Database
from tests.api.questions import codes, do, done
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import NOON, id_of

COMPANY = """
company { name registrationNumber address locale currency timeZone jurisdiction version
          settings { collaboratorsMaySubmit overClaim tokenLifetimeDays } }
"""
VENDOR = """
vendor { id name isActive version account { name } company { id name registrationNumber address isAccount }
         defaultClaimContacts { name } }
"""


def paths(answer: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What was refused, and where."""
    return [(one["code"], one["path"][1:]) for one in answer["userErrors"]]


async def change(site: Site, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Changes the account."""
    return await do(
        site.world, site.everybody[who], "updateCompany", COMPANY, companyId=site.id("account"), **given
    )


async def vendor(site: Site, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Changes the vendor."""
    viewer = site.everybody[who]
    return await do(site.world, viewer, "updateVendor", VENDOR, vendorId=site.id("vendor"), **given)


async def test_what_is_left_out_of_a_company_stays_and_null_clears(database: Database) -> None:
    site = await site_of(database)
    answer = await change(
        site,
        name="Northern Builders Pty Ltd",
        registrationNumber="51 824 753 556",
        address="1 Quay Street\nSydney",
        settings={"collaboratorsMaySubmit": True, "tokenLifetimeDays": 90},
    )
    assert answer["company"] == {
        "name": "Northern Builders Pty Ltd",
        "registrationNumber": "51 824 753 556",
        "address": "1 Quay Street Sydney",
        "locale": "en-AU",
        "currency": "AUD",
        "timeZone": "Australia/Sydney",
        "jurisdiction": "AU-NSW",
        "version": 3,
        "settings": {"collaboratorsMaySubmit": True, "overClaim": "REFUSED", "tokenLifetimeDays": 90},
    }
    _, changes = await event(site.world, "company.changed")
    assert changes["Company"]["token_lifetime_days"] == [365, 90]
    cleared = await change(site, locale=None, jurisdiction=None, address=None, expectedVersion=3)
    told = cleared["company"]
    assert (told["locale"], told["jurisdiction"], told["address"]) == (None, None, None)
    assert told["registrationNumber"] == "51 824 753 556"


async def test_everything_that_is_wrong_with_a_company_is_told_at_once(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await change(
            site,
            name="",
            registrationNumber="1" * 61,
            address="a" * 501,
            locale="xx-YY",
            currency="AUS",
            timeZone="Sydney",
            jurisdiction="nsw",
            settings={"tokenLifetimeDays": 0},
        )
        nothing = await change(site, currency=None)
    assert paths(answer) == [
        ("VALUE_REQUIRED", ["name"]),
        ("VALUE_INVALID", ["registrationNumber"]),
        ("VALUE_INVALID", ["address"]),
        ("VALUE_INVALID", ["locale"]),
        ("VALUE_INVALID", ["currency"]),
        ("VALUE_INVALID", ["timeZone"]),
        ("VALUE_INVALID", ["jurisdiction"]),
        ("VALUE_INVALID", ["settings", "tokenLifetimeDays"]),
    ]
    assert nothing["errors"][0][0] == "BAD_INPUT"


async def test_a_rule_of_the_account_moves_no_version_that_a_contact_sees(database: Database) -> None:
    site = await site_of(database)
    asked = "query($id: ID!) { company(id: $id) { version updatedAt name } }"
    before = await site.world.data(site.contact, asked, id=site.id("account"))
    for_members = await site.world.data(site.reader, asked, id=site.id("account"))
    await change(site, settings={"overClaim": "WARNED"}, address="1 Quay Street")
    assert await site.world.data(site.contact, asked, id=site.id("account")) == before
    moved = await site.world.data(site.reader, asked, id=site.id("account"))
    assert moved["company"]["version"] == for_members["company"]["version"] + 1
    assert codes(await change(site, name="Other", expectedVersion=before["company"]["version"])) == [
        "VERSION_CONFLICT"
    ]


@pytest.mark.parametrize(
    ("who", "code"), [("manager", "FORBIDDEN"), ("contact", "FORBIDDEN"), ("stranger", "NOT_FOUND")]
)
async def test_only_its_administrators_change_an_account(database: Database, who: str, code: str) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        found = await change(site, who, name="Other")
        made = await do(
            site.world, site.everybody[who], "createVendor", VENDOR, accountId=site.id("account"), name="New"
        )
    assert [found["errors"][0][0], made["errors"][0][0]] == [code, code]


async def test_a_company_in_several_directories_is_no_single_accounts_to_change(database: Database) -> None:
    site = await site_of(database)
    company = id_of("Company", models.Company(id=site.vendor.company_id, name=""))
    alone = await do(
        site.world, site.administrator, "updateCompany", COMPANY, companyId=company, name="Harbour Steel Ltd"
    )
    assert (alone["company"]["name"], alone["company"]["settings"]) == ("Harbour Steel Ltd", None)
    elsewhere = await site.world.account("Western Works")
    await site.world.row(models.Vendor, account=elsewhere, company_id=site.vendor.company_id, name="Harbour")
    async with unchanged(site.world):
        shared = await do(
            site.world, site.administrator, "updateCompany", COMPANY, companyId=company, name="Other"
        )
        address = await vendor(site, address="1 Quay Street")
    assert (codes(shared), codes(address)) == (["VALUE_INVALID"], ["VALUE_INVALID"])
    assert (await vendor(site, name="Harbour (ours)"))["vendor"]["name"] == "Harbour (ours)"


async def test_rules_of_an_account_are_none_of_a_vendors_company(database: Database) -> None:
    site = await site_of(database)
    company = id_of("Company", models.Company(id=site.vendor.company_id, name=""))
    async with unchanged(site.world):
        answer = await do(
            site.world,
            site.administrator,
            "updateCompany",
            COMPANY,
            companyId=company,
            settings={"overClaim": "ALLOWED"},
        )
        made = await do(site.world, site.administrator, "createVendor", VENDOR, accountId=company, name="New")
    assert paths(answer) == [("VALUE_INVALID", ["settings"])]
    assert paths(made) == [("VALUE_INVALID", ["accountId"])]


async def test_a_vendor_comes_with_a_company_of_its_own(database: Database) -> None:
    site = await site_of(database)
    made = await done(
        site.world,
        site.administrator,
        "createVendor",
        VENDOR,
        accountId=site.id("account"),
        name="Northside Steel Pty Ltd",
        registrationNumber="51 824 753 556",
    )
    assert made == {
        "id": made["id"],
        "name": "Northside Steel Pty Ltd",
        "isActive": True,
        "version": 1,
        "account": {"name": "Northern Builders"},
        "company": {
            "id": made["company"]["id"],
            "name": "Northside Steel Pty Ltd",
            "registrationNumber": "51 824 753 556",
            "address": None,
            "isAccount": False,
        },
        "defaultClaimContacts": [],
    }
    _, changes = await event(site.world, "vendor.created")
    assert set(changes) == {"Vendor", "Company"}


async def test_a_name_stands_once_in_a_directory(database: Database) -> None:
    site = await site_of(database)
    await site.world.vendor(site.account, "Südbau")
    async with unchanged(site.world):
        made = await do(
            site.world,
            site.administrator,
            "createVendor",
            VENDOR,
            accountId=site.id("account"),
            name=" SU\u0308DBAU ",
            address="x" * 501,
        )
        changed = await vendor(site, name="SÜDBAU")
    assert paths(made) == [("NUMBER_TAKEN", ["name"]), ("VALUE_INVALID", ["address"])]
    assert (paths(changed), changed["vendor"]["name"]) == ([("NUMBER_TAKEN", ["name"])], "Harbour Steel")
    assert codes(await vendor(site, name="HARBOUR STEEL")) == []


async def test_contacts_are_proposed_from_the_people_of_the_vendor(database: Database) -> None:
    site = await site_of(database)
    people = [site.employee.id, site.contact.id, site.employee.id]
    answer = await vendor(site, defaultClaimContactIds=people, isActive=False, expectedVersion=1)
    assert answer["vendor"]["defaultClaimContacts"] == [{"name": "Emma Employee"}, {"name": "Carl Contact"}]
    assert (answer["vendor"]["isActive"], answer["vendor"]["version"]) == (False, 2)
    _, changes = await event(site.world, "vendor.changed")
    assert changes["Vendor"]["default_claim_contacts"] == [
        "",
        f"{site.employee.key}, {site.contact.key}",
    ]
    again = await vendor(site, defaultClaimContactIds=people)
    assert again["vendor"]["version"] == 2
    async with unchanged(site.world):
        refused = await vendor(
            site, defaultClaimContactIds=[site.reader.id, site.stranger.id, site.id("project"), "?"]
        )
    assert paths(refused) == [
        ("NOT_FOUND", ["defaultClaimContactIds", "1"]),
        ("NOT_FOUND", ["defaultClaimContactIds", "2"]),
        ("NOT_FOUND", ["defaultClaimContactIds", "3"]),
        ("CONTACT_NOT_OF_VENDOR", ["defaultClaimContactIds", "0"]),
    ]
    assert (await vendor(site, defaultClaimContactIds=[]))["vendor"]["defaultClaimContacts"] == []


async def test_what_is_proposed_moves_no_version_that_the_vendor_sees(database: Database) -> None:
    site = await site_of(database)
    asked = "query($id: ID!) { node(id: $id) { ... on Vendor { version updatedAt name isActive } } }"
    before = await site.world.ask(site.contact, asked, {"id": site.id("vendor")})
    assert [one["extensions"]["code"] for one in before["errors"]] == ["FORBIDDEN"]
    await vendor(site, isActive=False, defaultClaimContactIds=[site.contact.id])
    assert await site.world.ask(site.contact, asked, {"id": site.id("vendor")}) == before
    assert codes(await vendor(site, name="Other", expectedVersion=1)) == ["VERSION_CONFLICT"]


async def test_members_see_all_vendors_of_the_account_a_contact_his_own(database: Database) -> None:
    site = await site_of(database)
    await site.world.vendor(site.account, "Bayside Concrete")
    asked = "query($id: ID!) { company(id: $id) { vendors { totalCount nodes { name } } } }"
    for who, names in {
        "reader": ["Bayside Concrete", "Harbour Steel"],
        "administrator": ["Bayside Concrete", "Harbour Steel"],
        "contact": ["Harbour Steel"],
    }.items():
        told = await site.world.data(site.everybody[who], asked, id=site.id("account"))
        assert [one["name"] for one in told["company"]["vendors"]["nodes"]] == names
        assert told["company"]["vendors"]["totalCount"] == len(names)
    told = await site.world.data(site.stranger, asked, id=site.id("account"))
    assert told["company"] is None


async def test_who_lost_his_last_level_sees_no_directory_any_more(database: Database) -> None:
    site = await site_of(database)
    guest = await site.world.person("Gus Guest")
    access = await site.world.grant(site.project, guest, AccessLevel.READ_ONLY)
    asked = "query($id: ID!) { company(id: $id) { name } }"
    assert (await site.world.data(guest, asked, id=site.id("account")))["company"]
    await site.world.set(access, ends_at=NOON)
    assert (await site.world.data(guest, asked, id=site.id("account")))["company"] is None


async def test_a_dry_run_and_a_key_hold_for_vendors_too(database: Database) -> None:
    site = await site_of(database)

    async def make(**given: Any) -> dict[str, Any]:
        account = site.id("account")
        return await do(
            site.world, site.administrator, "createVendor", VENDOR, accountId=account, name="New", **given
        )

    async with unchanged(site.world):
        assert (await make(dryRun=True))["vendor"]["name"] == "New"
    first = await make(idempotencyKey="vendor-1")
    assert await make(idempotencyKey="vendor-1") == first
    assert len(await rows(site.world, models.Vendor, name="New")) == 1
