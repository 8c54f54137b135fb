"""createProject and updateProject: a project and its rules."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.storage.database import Database
from tests.api.questions import codes, do
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import NOON, id_of

SETTINGS = """
settings { collaboratorsMaySubmit defaultClaimType commitmentsPrivate overClaim lateClaims storedMaterials
           hideBalanceFromContacts defaultPeriod { startDay endDay dueDay }
           defaultRetention { description rule rateOnWork fixedSum cap { amount } base }
           defaultTax { base rate rounding adjustmentsTaxed } }
"""
PROJECT = f"""
project {{ id number name currency timeZone jurisdiction isArchived version collaboratorsMaySubmit
          shownPeople {{ name }} {SETTINGS} }}
"""


async def create(site: Site, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Creates P-104."""
    told = {"accountId": site.id("account"), "number": "P-104", "name": "Museum", **given}
    return await do(site.world, site.everybody[who], "createProject", PROJECT, **told)


async def change(site: Site, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Changes the project."""
    viewer = site.everybody[who]
    return await do(site.world, viewer, "updateProject", PROJECT, projectId=site.id("project"), **given)


def paths(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """What was refused, and where."""
    return [(one["code"], ".".join(one["path"][1:])) for one in answer["userErrors"]]


async def test_a_project_starts_from_its_account_and_the_defaults(database: Database) -> None:
    site = await site_of(database)
    await site.world.set(site.account, collaborators_may_submit=True, over_claim="WARNED")
    project = (await create(site))["project"]
    assert project == {
        "id": project["id"],
        "number": "P-104",
        "name": "Museum",
        "currency": "AUD",
        "timeZone": "Australia/Sydney",
        "jurisdiction": "AU-NSW",
        "isArchived": False,
        "version": 1,
        "collaboratorsMaySubmit": True,
        "shownPeople": [],
        "settings": {
            "collaboratorsMaySubmit": None,
            "defaultClaimType": "WORK_AND_MATERIALS",
            "commitmentsPrivate": True,
            "overClaim": "WARNED",
            "lateClaims": "REFUSED",
            "storedMaterials": "SEPARATE",
            "hideBalanceFromContacts": False,
            "defaultPeriod": None,
            "defaultRetention": None,
            "defaultTax": None,
        },
    }
    found, changes = await event(site.world, "project.created")
    assert (found.subject_type, changes["Project"]["number"]) == ("Project", [None, "P-104"])


async def test_a_project_is_created_with_rules_of_its_own(database: Database) -> None:
    site = await site_of(database)
    project = (
        await create(
            site,
            currency="JPY",
            timeZone="Asia/Tokyo",
            jurisdiction="JP",
            settings={
                "collaboratorsMaySubmit": False,
                "defaultClaimType": "WORK_MATERIALS_AND_RETENTION",
                "commitmentsPrivate": False,
                "overClaim": "ALLOWED",
                "lateClaims": "FLAGGED",
                "storedMaterials": "NONE",
                "hideBalanceFromContacts": True,
                "defaultPeriod": {"startDay": 26, "endDay": 25, "dueDay": 28},
                "defaultRetention": {"rule": "FIXED_SUM", "fixedSum": "50000"},
                "defaultTax": {"base": "NET", "rate": "10.00"},
            },
        )
    )["project"]
    assert (project["currency"], project["timeZone"], project["jurisdiction"]) == ("JPY", "Asia/Tokyo", "JP")
    settings = project["settings"]
    assert settings["defaultRetention"]["fixedSum"] == "50000"
    assert settings["defaultTax"] == {
        "base": "NET",
        "rate": "10.00",
        "rounding": "LINE",
        "adjustmentsTaxed": False,
    }
    assert settings["defaultPeriod"] == {"startDay": 26, "endDay": 25, "dueDay": 28}
    assert (project["collaboratorsMaySubmit"], settings["overClaim"]) == (False, "ALLOWED")


async def test_everything_that_is_wrong_with_a_new_project_is_told_at_once(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await create(
            site,
            number="p-1",
            name=" ",
            currency="AUS",
            timeZone="",
            jurisdiction="",
            settings={
                "defaultClaimType": None,
                "defaultPeriod": {"startDay": 0, "endDay": 32, "dueDay": 31},
                "defaultRetention": {"rule": "FLAT", "fixedSum": "1.234"},
                "defaultTax": {"base": "NET", "rate": "101.00"},
            },
        )
    assert answer["project"] is None
    assert paths(answer) == [
        ("NUMBER_TAKEN", "number"),
        ("VALUE_REQUIRED", "name"),
        ("VALUE_INVALID", "currency"),
        ("VALUE_INVALID", "timeZone"),
        ("VALUE_INVALID", "jurisdiction"),
        ("VALUE_INVALID", "settings.defaultClaimType"),
        ("VALUE_INVALID", "settings.defaultPeriod.startDay"),
        ("VALUE_INVALID", "settings.defaultPeriod.endDay"),
        ("VALUE_INVALID", "settings.defaultTax.rate"),
        ("VALUE_INVALID", "settings.defaultRetention.fixedSum"),
    ]
    async with unchanged(site.world):
        both = await create(site, settings={"defaultRetention": {"rule": "FLAT", "fixedSum": "1.00"}})
    assert paths(both) == [
        ("RETENTION_POLICY_INVALID", "settings.defaultRetention.rateOnWork"),
        ("RETENTION_POLICY_INVALID", "settings.defaultRetention.fixedSum"),
    ]


async def test_what_the_account_does_not_say_must_be_said(database: Database) -> None:
    site = await site_of(database)
    await site.world.set(site.account, currency=None, time_zone=None, jurisdiction=None)
    async with unchanged(site.world):
        answer = await create(site)
    assert paths(answer) == [("VALUE_REQUIRED", "currency"), ("VALUE_REQUIRED", "timeZone")]
    made = (await create(site, currency="NZD", timeZone="Pacific/Auckland"))["project"]
    assert made["jurisdiction"] is None


@pytest.mark.parametrize(
    ("who", "code"),
    [("manager", "FORBIDDEN"), ("reader", "FORBIDDEN"), ("contact", "FORBIDDEN"), ("stranger", "NOT_FOUND")],
)
async def test_projects_are_created_by_administrators_of_the_account(
    database: Database, who: str, code: str
) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await create(site, who)
    assert answer["errors"][0][0] == code


@pytest.mark.parametrize(
    ("who", "code"),
    [("manager", None), ("standard", "FORBIDDEN"), ("contact", "FORBIDDEN"), ("stranger", "NOT_FOUND")],
)
async def test_projects_are_changed_by_who_administers_them(
    database: Database, who: str, code: str | None
) -> None:
    site = await site_of(database)
    answer = await change(site, who, name="Other")
    assert [found for found, _ in answer.get("errors", [])] == ([code] if code else [])


async def test_what_is_left_out_of_the_rules_stays(database: Database) -> None:
    site = await site_of(database)
    await change(
        site,
        settings={
            "lateClaims": "FLAGGED",
            "defaultRetention": {"rule": "FLAT", "rateOnWork": "10.00", "cap": {"amount": "5000.00"}},
            "defaultTax": {"base": "GROSS", "rate": "10"},
            "defaultPeriod": {"startDay": 1, "endDay": 31, "dueDay": 25},
        },
    )
    settings = (await change(site, settings={"collaboratorsMaySubmit": None}))["project"]["settings"]
    assert (settings["lateClaims"], settings["collaboratorsMaySubmit"]) == ("FLAGGED", None)
    assert settings["defaultRetention"]["description"] == (await described(site))
    assert settings["defaultTax"]["base"] == "GROSS"
    cleared = await change(
        site, settings={"defaultRetention": None, "defaultTax": None, "defaultPeriod": None}
    )
    told = cleared["project"]["settings"]
    assert (told["defaultRetention"], told["defaultTax"], told["defaultPeriod"]) == (None, None, None)


async def described(site: Site) -> str:
    """The project's default retention in words."""
    asked = "query($id: ID!) { project(id: $id) { settings { defaultRetention { description } } } }"
    told = await site.world.data(site.reader, asked, id=site.id("project"))
    return str(told["project"]["settings"]["defaultRetention"]["description"])


async def test_a_claim_type_can_not_be_cleared_while_nobody_can_be_invited(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await change(site, settings={"defaultClaimType": None})
    assert paths(answer) == [("VALUE_INVALID", "settings.defaultClaimType")]


async def test_retention_that_counts_tax_needs_the_tax_that_it_counts(database: Database) -> None:
    site = await site_of(database)
    retention = {"rule": "FLAT", "rateOnWork": "10.00", "base": "INCLUDING_TAX"}
    gross = {"base": "GROSS", "rate": "10.00"}
    async with unchanged(site.world):
        alone = await change(site, settings={"defaultRetention": retention})
    assert paths(alone) == [("RETENTION_POLICY_INVALID", "settings.defaultRetention.base")]
    assert codes(await change(site, settings={"defaultRetention": retention, "defaultTax": gross})) == []
    async with unchanged(site.world):
        without = await change(site, settings={"defaultTax": None})
    assert paths(without) == [("RETENTION_POLICY_INVALID", "settings.defaultRetention.base")]


async def test_currency_and_time_zone_stay_once_something_depends_on_them(database: Database) -> None:
    site = await site_of(database)
    await site.world.period(site.project)
    async with unchanged(site.world):
        answer = await change(site, currency="NZD", timeZone="Australia/Perth")
    assert paths(answer) == [("VALUE_INVALID", "currency"), ("VALUE_INVALID", "timeZone")]
    assert codes(await change(site, currency="AUD", timeZone="Australia/Sydney", name="Same")) == []
    empty = await site.world.project(site.account, "P-2")
    site.project = empty
    answer = await change(site, currency="NZD", timeZone="Pacific/Auckland")
    assert (answer["project"]["currency"], answer["project"]["timeZone"]) == ("NZD", "Pacific/Auckland")


async def test_amounts_of_a_default_policy_do_not_slip_into_another_currency(database: Database) -> None:
    site = await site_of(database)
    site.project = await site.world.project(site.account, "P-2")
    fixed = {"rule": "FIXED_SUM", "fixedSum": "5000.00"}
    await change(site, settings={"defaultRetention": fixed})
    async with unchanged(site.world):
        answer = await change(site, currency="JPY")
    assert paths(answer) == [("VALUE_INVALID", "currency")]
    fixed["fixedSum"] = "5000"
    told = await change(site, currency="JPY", settings={"defaultRetention": fixed})
    assert told["project"]["settings"]["defaultRetention"]["fixedSum"] == "5000"


async def test_an_archived_project_takes_one_change_to_be_opened_again(database: Database) -> None:
    site = await site_of(database)
    period = await site.world.period(site.project)
    assert (await change(site, isArchived=True))["project"]["isArchived"] is True
    commitment, vendor = site.id("commitment"), site.id("vendor")
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("updateProject", {"projectId": site.id("project"), "name": "Other"}),
        ("updateProject", {"projectId": site.id("project"), "isArchived": True}),
        (
            "grantProjectAccess",
            {"projectId": site.id("project"), "actorId": site.employee.id, "level": "ADMIN"},
        ),
        ("revokeProjectAccess", {"projectAccessId": await access_of(site)}),
        ("openBillingPeriod", {"projectId": site.id("project")}),
        ("updateBillingPeriod", {"periodId": id_of("BillingPeriod", period), "dueOn": "2026-11-26"}),
        ("closeBillingPeriod", {"periodId": id_of("BillingPeriod", period)}),
        ("deleteBillingPeriod", {"periodId": id_of("BillingPeriod", period)}),
        (
            "createCommitment",
            {
                "projectId": site.id("project"),
                "kind": "SUBCONTRACT",
                "vendorId": vendor,
                "fields": {"title": "x", "originalSum": "1"},
            },
        ),
        ("updateCommitment", {"commitmentId": commitment}),
        ("completeCommitment", {"commitmentId": commitment, "completedOn": "2026-11-10"}),
        ("terminateCommitment", {"commitmentId": commitment, "reason": "x"}),
        ("voidCommitment", {"commitmentId": commitment, "reason": "x"}),
        ("reopenCommitment", {"commitmentId": commitment}),
        ("designateClaimContact", {"commitmentId": commitment, "personId": site.employee.id}),
        ("removeClaimContact", {"claimContactId": await contact_of(site)}),
        ("setInternalNote", {"subjectId": commitment, "note": "x"}),
        ("replaceScheduleOfValues", {"commitmentId": commitment, "lines": []}),
        ("createClaim", {"commitmentId": commitment}),
    ]
    async with unchanged(site.world):
        for mutation, given in attempts:
            answer = await do(site.world, site.administrator, mutation, "__typename", **given)
            assert codes(answer)[0] == "PROJECT_ARCHIVED", mutation
    opened = await change(site, isArchived=False, name="Opened again")
    assert (opened["project"]["isArchived"], opened["project"]["name"]) == (False, "Opened again")
    assert codes(await change(site, name="Other")) == []


async def access_of(site: Site) -> str:
    """The id of the reader's level."""
    (found,) = await rows(site.world, models.ProjectAccess, actor_id=site.reader.key)
    return id_of("ProjectAccess", found)


async def contact_of(site: Site) -> str:
    """The id of the contact's designation."""
    (found,) = await rows(site.world, models.Designation)
    return id_of("ClaimContact", found)


async def test_contacts_see_the_members_who_are_shown_to_them(database: Database) -> None:
    site = await site_of(database)
    asked = "query($id: ID!) { project(id: $id) { version shownPeople { name email } } }"
    before = await site.world.data(site.contact, asked, id=site.id("project"))
    assert before["project"] == {"version": 1, "shownPeople": []}
    people = [site.manager.id, site.administrator.id, site.manager.id]
    answer = await change(site, shownPeopleIds=people, expectedVersion=1)
    assert [one["name"] for one in answer["project"]["shownPeople"]] == ["Max Manager", "Ada Admin"]
    _, changes = await event(site.world, "project.changed")
    assert changes["Project"]["shown_people"] == ["", f"{site.manager.key}, {site.administrator.key}"]
    told = await site.world.data(site.contact, asked, id=site.id("project"))
    assert told["project"] == {
        "version": 2,
        "shownPeople": [
            {"name": "Max Manager", "email": "max.manager@example.com"},
            {"name": "Ada Admin", "email": "ada.admin@example.com"},
        ],
    }
    assert (await change(site, shownPeopleIds=people))["project"]["version"] == 2
    assert (await change(site, shownPeopleIds=[]))["project"]["shownPeople"] == []


async def test_only_members_are_shown(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await change(site, shownPeopleIds=[site.reader.id, site.contact.id, site.stranger.id])
    assert paths(answer) == [("NOT_FOUND", "shownPeopleIds.2"), ("VALUE_INVALID", "shownPeopleIds.1")]


async def test_rules_move_no_version_time_or_place_that_a_contact_sees(database: Database) -> None:
    site = await site_of(database)
    other = await site.world.project(site.account, "P-0", updated_at=NOON.replace(month=3))
    await site.world.designate(await site.world.commitment(other, site.vendor), site.contact)
    asked = "{ projects(orderBy: {field: UPDATED_AT}) { nodes { number version updatedAt } } }"
    before = await site.world.data(site.contact, asked)
    for_members = await site.world.data(site.administrator, asked)
    await change(site, settings={"hideBalanceFromContacts": True})
    assert await site.world.data(site.contact, asked) == before
    after = await site.world.data(site.administrator, asked)
    assert [one["number"] for one in for_members["projects"]["nodes"]] == ["P-1", "P-0"]
    assert [one["number"] for one in after["projects"]["nodes"]] == ["P-0", "P-1"]
    assert after["projects"]["nodes"][1]["version"] == 2
    assert codes(await change(site, name="Other", expectedVersion=1)) == ["VERSION_CONFLICT"]


async def test_a_contact_is_told_what_concerns_him_and_no_rules(database: Database) -> None:
    site = await site_of(database)
    asked = """query($id: ID!) { project(id: $id) {
      number name currency timeZone jurisdiction isArchived viewerStandings account { name }
      settings { overClaim } collaboratorsMaySubmit totals { originalSum } access { totalCount }
    } }"""
    told = await site.world.ask(site.contact, asked, {"id": site.id("project")})
    assert told["data"]["project"] == {
        "number": "P-1",
        "name": "Riverside Library",
        "currency": "AUD",
        "timeZone": "Australia/Sydney",
        "jurisdiction": None,
        "isArchived": False,
        "viewerStandings": ["CONTACT"],
        "account": {"name": "Northern Builders"},
        "settings": None,
        "collaboratorsMaySubmit": None,
        "totals": None,
        "access": None,
    }
    assert [(one["path"][-1], one["extensions"]["code"]) for one in told["errors"]] == [
        ("settings", "FORBIDDEN"),
        ("collaboratorsMaySubmit", "FORBIDDEN"),
        ("totals", "FORBIDDEN"),
        ("access", "FORBIDDEN"),
    ]


async def test_a_number_is_used_once_in_an_account_and_free_in_another(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        assert paths(await create(site, number=" P-1 ")) == [("NUMBER_TAKEN", "number")]
    await create(site, number="P-2")
    async with unchanged(site.world):
        assert paths(await change(site, number="p-2")) == [("NUMBER_TAKEN", "number")]
    assert codes(await change(site, number="p-1")) == []
    told = await site.world.data(site.stranger, "{ viewer { employments { company { id } } } }")
    account = told["viewer"]["employments"][0]["company"]["id"]
    assert codes(await create(site, "stranger", accountId=account, number="P-2")) == []


async def test_a_dry_run_shows_the_project_as_it_would_be(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        made = await create(site, dryRun=True)
        changed = await change(site, name="Other", settings={"overClaim": "ALLOWED"}, dryRun=True)
    assert made["project"]["number"] == "P-104"
    assert (changed["project"]["name"], changed["project"]["settings"]["overClaim"]) == ("Other", "ALLOWED")


async def test_sums_of_a_project_leave_out_what_the_viewer_does_not_see(database: Database) -> None:
    site = await site_of(database)
    await site.world.commitment(site.project, site.vendor, "SC-002", lines=(5_00,), is_private=True)
    await site.world.commitment(site.project, site.vendor, "SC-003", lines=(7_00,), status="VOID")
    asked = "query($id: ID!) { project(id: $id) { totals { originalSum revisedSum currency } } }"
    sums = {
        name: (await site.world.data(site.everybody[name], asked, id=site.id("project")))["project"]["totals"]
        for name in ("administrator", "manager", "standard", "reader")
    }
    assert {name: told["originalSum"] for name, told in sums.items()} == {
        "administrator": "30005.00",
        "manager": "30005.00",
        "standard": "30000.00",
        "reader": "30000.00",
    }
    site.project = await site.world.project(site.account, "P-9")
    empty = await site.world.data(site.administrator, asked, id=site.id("project"))
    assert empty["project"]["totals"]["revisedSum"] == "0.00"
