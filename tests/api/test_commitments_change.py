"""updateCommitment: what may change, what a contact sees move, and what an open draft follows."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import BillingPeriodStatus, ClaimStatus, CommitmentStatus
from claimgraph.storage.database import Database
from tests.api.questions import codes, do, done
from tests.api.site import Site, claim_row, event, rows, site_of, unchanged
from tests.world import id_of

COMMITMENT = """
commitment { number title version updatedAt originalSum isPrivate claimsOn description contractDate
             vendor { name } milestones { kind reachedOn } tax { base rate }
             accessList { name } claimContacts { person { name } }
             retention { rule rateOnWork }
             retentionVersions { fromClaimNumber onChange policy { rateOnWork } } }
"""
FLAT = {"rule": "FLAT", "rateOnWork": "10.00"}


async def change(site: Site, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Changes the commitment."""
    key = site.id("commitment")
    return await do(
        site.world, site.everybody[who], "updateCommitment", COMMITMENT, commitmentId=key, **given
    )


def paths(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """What was refused, and where."""
    return [(one["code"], ".".join(one["path"][1:])) for one in answer["userErrors"]]


async def shown(site: Site, who: str) -> dict[str, Any]:
    """What somebody sees of the commitment and its open claim."""
    asked = """query($id: ID!) { commitment(id: $id) {
      version updatedAt openClaim { version updatedAt } schedule { lines { version updatedAt } } } }"""
    told = await site.world.data(site.everybody[who], asked, id=site.id("commitment"))
    found: dict[str, Any] = told["commitment"]
    return found


async def claimed(site: Site) -> str:
    """A draft claim of the contact; its id."""
    await site.world.period(site.project)
    claim = await done(
        site.world, site.contact, "createClaim", "claim { id }", commitmentId=site.id("commitment")
    )
    return str(claim["id"])


async def test_what_is_left_out_stays_and_null_clears(database: Database) -> None:
    site = await site_of(database)
    answer = await change(
        site,
        number="SC-100",
        fields={
            "title": "Steel and façade",
            "description": "Supply",
            "contractDate": "2026-07-01",
            "milestones": [{"kind": "COMPLETION", "reachedOn": "2027-03-31"}],
            "tax": {"base": "NET", "rate": "10.00"},
            "claimsOn": False,
        },
        expectedVersion=1,
    )
    told = answer["commitment"]
    assert (told["number"], told["title"], told["version"]) == ("SC-100", "Steel and façade", 2)
    _, changes = await event(site.world, "commitment.changed")
    assert changes["Commitment"]["claims_on"] == [True, False]
    stays = (await change(site, fields={"isPrivate": False}))["commitment"]
    assert stays == told
    cleared = (
        await change(
            site, fields={"description": None, "contractDate": None, "milestones": None, "tax": None}
        )
    )["commitment"]
    assert (cleared["description"], cleared["contractDate"], cleared["milestones"], cleared["tax"]) == (
        None,
        None,
        [],
        None,
    )
    assert (cleared["number"], cleared["claimsOn"]) == ("SC-100", False)


async def test_where_nothing_can_be_cleared_null_is_no_answer(database: Database) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        for name in (
            "title",
            "claimsOn",
            "defaultBasis",
            "originalSum",
            "isExecuted",
            "isPrivate",
            "retention",
        ):
            answer = await change(site, fields={name: None})
            assert answer["errors"] == [
                ("BAD_INPUT", f"input.fields.{name} can't be null; leave it out to keep it as it is.")
            ]


async def test_everything_that_is_wrong_with_a_change_is_told_at_once(database: Database) -> None:
    site = await site_of(database)
    await site.world.commitment(site.project, site.vendor, "SC-002", lines=())
    other = await site.world.vendor(site.account, "Bayside Concrete")
    period = await site.world.period(site.project)
    await claim_row(site, period, ClaimStatus.APPROVED)
    async with unchanged(site.world):
        answer = await change(
            site,
            number="sc-002",
            vendorId=id_of("Vendor", other),
            fields={"title": "", "originalSum": "1.00", "retention": FLAT, "accessListIds": ["?"]},
        )
    assert paths(answer) == [
        ("NUMBER_TAKEN", "number"),
        ("COMMITMENT_HAS_CLAIMS", "vendorId"),
        ("VALUE_REQUIRED", "fields.title"),
        ("SCHEDULE_NOT_EQUAL_TO_CONTRACT", "fields.originalSum"),
        ("RETENTION_POLICY_INVALID", "fields.retentionOnChange"),
        ("NOT_FOUND", "fields.accessListIds.0"),
    ]
    assert answer["commitment"]["title"] == "Works SC-001"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (CommitmentStatus.DRAFT, []),
        (CommitmentStatus.COMPLETE, []),
        (CommitmentStatus.TERMINATED, ["COMMITMENT_CLOSED"]),
        (CommitmentStatus.VOID, ["COMMITMENT_CLOSED"]),
    ],
)
async def test_an_ended_commitment_changes_no_more(
    database: Database, status: CommitmentStatus, expected: list[str]
) -> None:
    site = await site_of(database)
    await site.world.set(site.commitment, status=status)
    assert codes(await change(site, fields={"title": "Other"})) == expected


async def test_the_original_sum_is_settled_with_approval(database: Database) -> None:
    site = await site_of(database)
    assert codes(await change(site, fields={"originalSum": "30000.00"})) == []
    assert codes(await change(site, fields={"originalSum": "30000.01"})) == ["SCHEDULE_NOT_EQUAL_TO_CONTRACT"]
    await site.world.set(site.commitment, status=CommitmentStatus.OUT_FOR_SIGNATURE)
    told = await done(
        site.world,
        site.administrator,
        "updateCommitment",
        "commitment { totals { revisedSum } schedule { difference isComplete } }",
        commitmentId=site.id("commitment"),
        fields={"originalSum": "31000.00"},
    )
    assert told == {
        "totals": {"revisedSum": "31000.00"},
        "schedule": {"difference": "1000.00", "isComplete": False},
    }


async def test_another_vendor_ends_all_designations(database: Database) -> None:
    site = await site_of(database)
    other = await site.world.vendor(site.account, "Bayside Concrete")
    period = await site.world.period(site.project)
    await claim_row(site, period, ClaimStatus.VOID)
    answer = await change(site, vendorId=id_of("Vendor", other), fields={"title": "Concrete"})
    assert (answer["commitment"]["vendor"], answer["commitment"]["claimContacts"]) == (
        {"name": "Bayside Concrete"},
        [],
    )
    told = await site.world.data(site.contact, "{ commitments { totalCount } }")
    assert told["commitments"]["totalCount"] == 0
    back = await change(site, vendorId=site.id("vendor"))
    assert (back["commitment"]["vendor"]["name"], back["commitment"]["claimContacts"]) == (
        "Harbour Steel",
        [],
    )


async def test_the_vendor_that_it_has_may_be_named_again(database: Database) -> None:
    site = await site_of(database)
    await site.world.set(site.vendor, is_active=False)
    period = await site.world.period(site.project)
    await claim_row(site, period)
    answer = await change(site, vendorId=site.id("vendor"), fields={"title": "Same vendor"})
    assert (codes(answer), len(answer["commitment"]["claimContacts"])) == ([], 1)


async def test_what_only_members_see_moves_nothing_for_a_contact(database: Database) -> None:
    site = await site_of(database)
    await claimed(site)
    before = {who: await shown(site, who) for who in ("contact", "reader", "manager")}
    await change(site, fields={"isPrivate": True, "accessListIds": [site.reader.id, site.standard.id]})
    assert await shown(site, "contact") == before["contact"]
    for who in ("reader", "manager"):
        after = await shown(site, who)
        assert after["version"] > before[who]["version"]
        assert after["updatedAt"] == "2026-11-10T12:00:00Z"
        assert after["openClaim"] == before[who]["openClaim"]
    version = (await shown(site, "manager"))["version"]
    await change(site, fields={"accessListIds": [site.reader.id, site.standard.id]})
    assert (await shown(site, "manager"))["version"] == version
    await change(site, fields={"accessListIds": [site.standard.id, site.reader.id]})
    assert (await shown(site, "manager"))["version"] == version + 1
    assert codes(await change(site, fields={"title": "x"}, expectedVersion=before["contact"]["version"])) == [
        "VERSION_CONFLICT"
    ]


async def test_an_internal_change_moves_no_order_that_a_contact_sees(database: Database) -> None:
    site = await site_of(database)
    other = await site.world.commitment(site.project, site.vendor, "SC-002")
    await site.world.designate(other, site.contact)
    asked = "{ commitments(orderBy: {field: UPDATED_AT, direction: DESC}) { nodes { number } } }"
    before = await site.world.data(site.contact, asked)
    first = before["commitments"]["nodes"][0]["number"]
    changed = {"SC-001": other, "SC-002": site.commitment}[first]
    await do(
        site.world,
        site.manager,
        "updateCommitment",
        "commitment { id }",
        commitmentId=id_of("Commitment", changed),
        fields={"isPrivate": True},
    )
    assert await site.world.data(site.contact, asked) == before
    moved = await site.world.data(site.manager, asked)
    assert moved["commitments"]["nodes"][0]["number"] == changed.number
    later = "query($at: DateTime!) { commitments(filter: {updatedAt: {gte: $at}}) { totalCount } }"
    for who, count in (("contact", 0), ("manager", 1)):
        told = await site.world.data(site.everybody[who], later, at="2026-11-10T12:00:00Z")
        assert told["commitments"]["totalCount"] == count


async def test_a_change_that_claims_rest_on_recomputes_the_open_draft(database: Database) -> None:
    site = await site_of(database)
    claim = await claimed(site)
    figures = "claim { version claimed { retentionHeld tax amountThisClaim } lines { id } }"
    draft = await done(site.world, site.contact, "updateClaim", figures, claimId=claim)
    draft = await done(
        site.world,
        site.contact,
        "updateClaim",
        figures,
        claimId=claim,
        lines=[{"lineId": draft["lines"][0]["id"], "work": {"amountThisPeriod": "1000.00"}}],
    )
    assert draft["claimed"] == {"retentionHeld": "50.00", "tax": "0.00", "amountThisClaim": "950.00"}
    asked = "query($id: ID!) { claim(id: $id) { version claimed { retentionHeld tax amountThisClaim } } }"

    async def now() -> dict[str, Any]:
        found: dict[str, Any] = (await site.world.data(site.contact, asked, id=claim))["claim"]
        return found

    await change(site, fields={"title": "Other title"})
    assert (await now())["version"] == draft["version"]
    await change(site, fields={"retention": FLAT, "tax": {"base": "GROSS", "rate": "10.00"}})
    moved = await now()
    assert moved["claimed"] == {"retentionHeld": "100.00", "tax": "100.00", "amountThisClaim": "900.00"}
    assert moved["version"] > draft["version"]


async def test_a_new_policy_holds_from_the_next_claim_on(database: Database) -> None:
    site = await site_of(database)
    october = await site.world.period(site.project, status=BillingPeriodStatus.CLOSED)
    same = await change(site, fields={"retention": {"rule": "FLAT", "rateOnWork": "5.00"}})
    assert same["commitment"]["version"] == 1
    first = await change(site, fields={"retention": FLAT})
    assert first["commitment"]["retentionVersions"] == [
        {"fromClaimNumber": 1, "onChange": None, "policy": {"rateOnWork": "10.00"}}
    ]
    await claim_row(site, october, ClaimStatus.APPROVED)
    async with unchanged(site.world):
        silent = await change(site, fields={"retention": {"rule": "FLAT", "rateOnWork": "4.00"}})
        alone = await change(site, fields={"retentionOnChange": "RESTATE"})
        stepped = await change(
            site, fields={"retention": {"rule": "FIXED_SUM", "fixedSum": "1.00"}, "retentionOnChange": "KEEP"}
        )
    assert paths(silent) == [("RETENTION_POLICY_INVALID", "fields.retentionOnChange")]
    assert paths(alone) == [("VALUE_INVALID", "fields.retentionOnChange")]
    assert paths(stepped) == [("RETENTION_POLICY_INVALID", "fields.retentionOnChange")]
    second = await change(
        site, fields={"retention": {"rule": "FLAT", "rateOnWork": "4.00"}, "retentionOnChange": "KEEP"}
    )
    assert second["commitment"]["retention"]["rateOnWork"] == "4.00"
    assert second["commitment"]["retentionVersions"] == [
        {"fromClaimNumber": 1, "onChange": None, "policy": {"rateOnWork": "10.00"}},
        {"fromClaimNumber": 2, "onChange": "KEEP", "policy": {"rateOnWork": "4.00"}},
    ]
    third = await change(site, fields={"retention": FLAT, "retentionOnChange": "RESTATE"})
    assert [one["onChange"] for one in third["commitment"]["retentionVersions"]] == [None, "RESTATE"]


async def test_tax_must_suit_the_retention_that_counts_it(database: Database) -> None:
    site = await site_of(database)
    gross = {"base": "GROSS", "rate": "10.00"}
    retention = {**FLAT, "base": "INCLUDING_TAX"}
    assert codes(await change(site, fields={"retention": retention, "tax": gross})) == []
    async with unchanged(site.world):
        answer = await change(site, fields={"tax": {"base": "NET", "rate": "10.00"}})
    assert paths(answer) == [("RETENTION_POLICY_INVALID", "fields.retention.base")]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("standard", "FORBIDDEN"),
        ("reader", "FORBIDDEN"),
        ("contact", "FORBIDDEN"),
        ("employee", "NOT_FOUND"),
        ("stranger", "NOT_FOUND"),
    ],
)
async def test_commitments_are_changed_by_administrators(database: Database, who: str, code: str) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await change(site, who, fields={"title": "Other"})
    assert answer["errors"][0][0] == code


async def test_numbers_compare_without_case_and_an_own_number_is_free(database: Database) -> None:
    site = await site_of(database)
    told = (await change(site, number="sc-001"))["commitment"]
    assert (told["number"], told["version"]) == ("sc-001", 2)
    assert (await change(site, number="sc-001"))["commitment"]["version"] == 2
    assert len(await rows(site.world, models.AuditEvent, name="commitment.changed")) == 2
