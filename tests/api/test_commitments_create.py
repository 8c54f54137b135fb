"""createCommitment: a subcontract or purchase order, written as a draft."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.policies import stored_policy, stored_tax
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.tax import TaxRule
from claimgraph.rules.vocabulary import CommitmentStatus, RetentionBase, RetentionRule, TaxBase
from claimgraph.storage.database import Database
from tests.api.questions import codes, do
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import id_of

COMMITMENT = """
commitment { id number title kind status version currency originalSum defaultBasis claimsOn isExecuted
             isPrivate contractDate startsOn estimatedCompletionOn completedOn description inclusions
             exclusions
             milestones { kind reachedOn } vendor { name } accessList { name }
             claimContacts { person { name } designatedBy { name } }
             retention { rule rateOnWork } tax { base rate } statusChangedAt
             totals { originalSum revisedSum approvedVariations certifiedToDate retentionHeld
                      percentComplete }
             schedule { lines { id } total difference isComplete }
             viewerActions(actions: [APPROVE_COMMITMENT, DELETE_COMMITMENT]) { action allowed } }
"""


async def create(site: Site, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Creates a commitment for structural steel."""
    fields = {"title": "Structural steel", "originalSum": "827000.00", **given.pop("fields", {})}
    told = {
        "projectId": site.id("project"),
        "kind": "SUBCONTRACT",
        "vendorId": site.id("vendor"),
        "fields": {name: value for name, value in fields.items() if value != "left out"},
        **given,
    }
    return await do(site.world, site.everybody[who], "createCommitment", COMMITMENT, **told)


def paths(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """What was refused, and where."""
    return [(one["code"], ".".join(one["path"][1:])) for one in answer["userErrors"]]


async def test_a_commitment_starts_as_a_draft_with_the_defaults(database: Database) -> None:
    site = await site_of(database)
    made = (await create(site))["commitment"]
    assert made == {
        "id": made["id"],
        "number": "SC-002",
        "title": "Structural steel",
        "kind": "SUBCONTRACT",
        "status": "DRAFT",
        "version": 1,
        "currency": "AUD",
        "originalSum": "827000.00",
        "defaultBasis": "AMOUNT",
        "claimsOn": True,
        "isExecuted": False,
        "isPrivate": True,
        **dict.fromkeys(("contractDate", "startsOn", "estimatedCompletionOn", "completedOn")),
        **dict.fromkeys(("description", "inclusions", "exclusions")),
        "milestones": [],
        "vendor": {"name": "Harbour Steel"},
        "accessList": [],
        "claimContacts": [],
        "retention": {"rule": "NONE", "rateOnWork": None},
        "tax": None,
        "statusChangedAt": "2026-11-10T12:00:00Z",
        "totals": {
            "originalSum": "827000.00",
            "revisedSum": "827000.00",
            "approvedVariations": "0.00",
            "certifiedToDate": "0.00",
            "retentionHeld": "0.00",
            "percentComplete": "0.00",
        },
        "schedule": {"lines": [], "total": "0.00", "difference": "827000.00", "isComplete": False},
        "viewerActions": [
            {"action": "APPROVE_COMMITMENT", "allowed": False},
            {"action": "DELETE_COMMITMENT", "allowed": True},
        ],
    }
    found, changes = await event(site.world, "commitment.created")
    assert found.project_id == site.project.id
    assert changes["Commitment"]["original_sum_minor"] == [None, 82_700_000]


async def test_a_commitment_is_written_whole(database: Database) -> None:
    site = await site_of(database)
    answer = await create(
        site,
        kind="PURCHASE_ORDER",
        number=" PO-77 ",
        claimContactIds=[site.employee.id, site.contact.id, site.employee.id],
        fields={
            "claimsOn": False,
            "isExecuted": True,
            "isPrivate": False,
            "contractDate": "2026-07-01",
            "startsOn": "2026-07-15",
            "estimatedCompletionOn": "2027-03-31",
            "completedOn": "2027-04-01",
            "milestones": [
                {"kind": "DEFECTS_END", "reachedOn": "2028-03-31"},
                {"kind": "PRACTICAL_COMPLETION", "reachedOn": "2027-03-31"},
            ],
            "description": "Supply and\nerection",
            "inclusions": "Cranes",
            "exclusions": "  ",
            "accessListIds": [site.reader.id],
            "retention": {"rule": "FLAT", "rateOnWork": "10.00"},
            "tax": {"base": "NET", "rate": "10.00"},
        },
    )
    made = answer["commitment"]
    assert (made["number"], made["kind"], made["defaultBasis"]) == ("PO-77", "PURCHASE_ORDER", "QUANTITY")
    assert (made["claimsOn"], made["isExecuted"], made["isPrivate"]) == (False, True, False)
    assert made["milestones"] == [
        {"kind": "PRACTICAL_COMPLETION", "reachedOn": "2027-03-31"},
        {"kind": "DEFECTS_END", "reachedOn": "2028-03-31"},
    ]
    assert (made["description"], made["inclusions"], made["exclusions"]) == (
        "Supply and\nerection",
        "Cranes",
        None,
    )
    assert made["accessList"] == [{"name": "Rita Reader"}]
    assert {one["person"]["name"] for one in made["claimContacts"]} == {"Emma Employee", "Carl Contact"}
    assert made["claimContacts"][0]["designatedBy"] == {"name": "Ada Admin"}
    assert made["retention"] == {"rule": "FLAT", "rateOnWork": "10.00"}
    assert made["tax"] == {"base": "NET", "rate": "10.00"}
    assert (answer["userErrors"], answer["warnings"]) == ([], [])


@pytest.mark.parametrize(
    ("taken", "kind", "following"),
    [
        ([], "SUBCONTRACT", "SC-002"),
        ([], "PURCHASE_ORDER", "PO-001"),
        (["SC-009", "sc-010"], "SUBCONTRACT", "SC-011"),
        (["SC-999"], "SUBCONTRACT", "SC-1000"),
        (["SC-7A", "SC-", "SC-08 b", "PO-50"], "SUBCONTRACT", "SC-002"),
        (["SC-999999999", "SC-1000000000"], "SUBCONTRACT", "SC-1000000001"),
        (["PO-3"], "PURCHASE_ORDER", "PO-004"),
    ],
)
async def test_the_next_number_of_its_kind_is_proposed(
    database: Database, taken: list[str], kind: str, following: str
) -> None:
    site = await site_of(database)
    for number in taken:
        await site.world.commitment(site.project, site.vendor, number, lines=(), status=CommitmentStatus.VOID)
    assert (await create(site, kind=kind))["commitment"]["number"] == following


async def test_a_number_is_used_once_in_a_project_void_ones_included(database: Database) -> None:
    site = await site_of(database)
    await site.world.set(site.commitment, status=CommitmentStatus.VOID)
    async with unchanged(site.world):
        assert paths(await create(site, number="sc-001")) == [("NUMBER_TAKEN", "number")]
    other = await site.world.project(site.account, "P-2")
    assert codes(await create(site, projectId=id_of("Project", other), number="SC-001")) == []


async def test_the_projects_terms_are_those_of_new_commitments(database: Database) -> None:
    flat = RetentionPolicy(RetentionRule.FLAT, rate_on_work=50_000)
    site = await site_of(
        database,
        default_retention=stored_policy(flat),
        default_tax=stored_tax(TaxRule(TaxBase.NET, 100_000)),
        commitments_private=False,
    )
    made = (await create(site))["commitment"]
    assert made["retention"] == {"rule": "FLAT", "rateOnWork": "5.00"}
    assert (made["tax"], made["isPrivate"]) == ({"base": "NET", "rate": "10.00"}, False)
    without = (await create(site, fields={"tax": None, "retention": {"rule": "NONE"}}))["commitment"]
    assert (without["tax"], without["retention"]["rule"]) == (None, "NONE")


async def test_the_projects_retention_must_suit_the_tax_that_is_given(database: Database) -> None:
    policy = RetentionPolicy(RetentionRule.FLAT, rate_on_work=50_000, base=RetentionBase.INCLUDING_TAX)
    site = await site_of(
        database,
        default_retention=stored_policy(policy),
        default_tax=stored_tax(TaxRule(TaxBase.GROSS, 100_000)),
    )
    async with unchanged(site.world):
        answer = await create(site, fields={"tax": {"base": "NET", "rate": "10.00"}})
    assert paths(answer) == [("RETENTION_POLICY_INVALID", "fields.retention.base")]
    assert codes(await create(site)) == []


async def test_everything_that_is_wrong_is_told_at_once(database: Database) -> None:
    site = await site_of(database)
    await site.world.vendor(site.account, "Bayside Concrete")
    inactive = await site.world.person("Ina Inactive", site.vendor)
    (actor,) = await rows(site.world, models.Actor, id=inactive.key)
    await site.world.set(actor, is_active=False)
    async with unchanged(site.world):
        answer = await create(
            site,
            number="SC-001",
            claimContactIds=[site.reader.id, site.stranger.id, inactive.id],
            fields={
                "title": "left out",
                "originalSum": "1.234",
                "milestones": [{"kind": "COMPLETION", "reachedOn": "2027-01-01"}] * 2,
                "description": "x" * 5_001,
                "retention": {"rule": "TIERS"},
                "tax": {"base": "NET", "rate": "-1"},
                "accessListIds": [site.contact.id],
            },
        )
    assert answer["commitment"] is None
    assert paths(answer) == [
        ("NUMBER_TAKEN", "number"),
        ("VALUE_REQUIRED", "fields.title"),
        ("VALUE_INVALID", "fields.originalSum"),
        ("VALUE_INVALID", "fields.description"),
        ("VALUE_INVALID", "fields.milestones.1"),
        ("VALUE_INVALID", "fields.tax.rate"),
        ("RETENTION_POLICY_INVALID", "fields.retention.tiers"),
        ("VALUE_INVALID", "fields.accessListIds.0"),
        ("NOT_FOUND", "claimContactIds.1"),
        ("CONTACT_NOT_OF_VENDOR", "claimContactIds.0"),
        ("PERSON_INACTIVE", "claimContactIds.2"),
    ]


async def test_title_and_original_sum_are_needed(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        none = await create(site, fields={"title": "left out", "originalSum": "left out"})
        blank = await create(site, fields={"title": " "})
        long = await create(site, fields={"title": "ß" * 101})
    assert paths(none) == [("VALUE_REQUIRED", "fields.title"), ("VALUE_REQUIRED", "fields.originalSum")]
    assert paths(blank) == [("VALUE_REQUIRED", "fields.title")]
    assert paths(long) == [("VALUE_INVALID", "fields.title")]


async def test_a_vendor_is_of_the_accounts_directory_and_active(database: Database) -> None:
    site = await site_of(database)
    elsewhere = await site.world.account("Western Works")
    foreign = await site.world.vendor(elsewhere, "Foreign Steel")
    await site.world.employ(site.administrator.key, elsewhere, is_administrator=True)
    await site.world.set(site.vendor, is_active=False)
    async with unchanged(site.world):
        inactive = await create(site)
        other = await create(site, vendorId=id_of("Vendor", foreign))
        unseen = await create(site, "manager", vendorId=id_of("Vendor", foreign))
    assert paths(inactive) == [("VALUE_INVALID", "vendorId")]
    assert paths(other) == paths(unseen) == [("NOT_FOUND", "vendorId")]


async def test_a_contact_with_a_level_is_warned_about(database: Database) -> None:
    site = await site_of(database)
    await site.world.row(
        models.ProjectAccess, project=site.project, actor_id=site.employee.key, level="READ_ONLY"
    )
    answer = await create(site, claimContactIds=[site.employee.id])
    assert [(one["code"], one["path"]) for one in answer["warnings"]] == [
        ("VENDOR_PERSON_HAS_LEVEL", ["input", "claimContactIds", "0"])
    ]
    assert (answer["userErrors"], len(answer["commitment"]["claimContacts"])) == ([], 1)


async def test_default_contacts_are_only_proposed(database: Database) -> None:
    site = await site_of(database)
    await site.world.row(
        models.DefaultClaimContact, vendor=site.vendor, person_id=site.employee.key, position=1
    )
    assert (await create(site))["commitment"]["claimContacts"] == []


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("manager", None),
        ("standard", "FORBIDDEN"),
        ("reader", "FORBIDDEN"),
        ("contact", "FORBIDDEN"),
        ("employee", "NOT_FOUND"),
        ("stranger", "NOT_FOUND"),
    ],
)
async def test_commitments_are_written_by_administrators(
    database: Database, who: str, code: str | None
) -> None:
    site = await site_of(database)
    answer = await create(site, who)
    assert [found for found, _ in answer.get("errors", [])] == ([code] if code else [])


async def test_a_draft_is_a_private_matter_from_the_start(database: Database) -> None:
    site = await site_of(database)
    await create(site, claimContactIds=[site.employee.id])
    asked = "{ commitments { nodes { number } } }"
    seen = {
        who: [one["number"] for one in (await site.world.data(person, asked))["commitments"]["nodes"]]
        for who, person in site.everybody.items()
    }
    assert seen == {
        "administrator": ["SC-001", "SC-002"],
        "manager": ["SC-001", "SC-002"],
        "standard": ["SC-001"],
        "reader": ["SC-001"],
        "contact": ["SC-001"],
        "employee": ["SC-002"],
        "stranger": [],
    }


async def test_a_dry_run_shows_it_and_a_key_writes_it_once(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        dry = await create(site, dryRun=True, idempotencyKey="sc-007")
    assert dry["commitment"]["number"] == "SC-002"
    first = await create(site, idempotencyKey="sc-007")
    assert await create(site, idempotencyKey="sc-007") == first
    assert (await create(site, idempotencyKey="sc-008"))["commitment"]["number"] == "SC-003"
    refused = await create(site, number="SC-001", idempotencyKey="sc-009")
    assert codes(refused) == ["NUMBER_TAKEN"]
    # Refusals are not kept: the same key may be used for what is right.
    assert codes(await create(site, idempotencyKey="sc-009")) == []
