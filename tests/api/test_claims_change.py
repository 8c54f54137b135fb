"""updateClaim: drafts and returned claims are changed, several lines at once, and each line is judged."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.vocabulary import (
    AccessLevel,
    ClaimType,
    CommitmentStatus,
    LineBasis,
    OverClaimPolicy,
    RetentionRule,
    StoredMaterials,
)
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, job_of, on_lines, person_with, refused, unknown_id, work, works
from tests.api.questions import codes
from tests.api.site import event, rows, unchanged
from tests.world import id_of

FLAT_10 = RetentionPolicy(RetentionRule.FLAT, rate_on_work=100_000)
WITH_RELEASE = ClaimType.WORK_MATERIALS_AND_RETENTION


def claimed(claim: Any, place: int, *names: str) -> list[Any]:
    """Figures of a line as claimed."""
    return [claim["lines"][place - 1]["claimed"][name] for name in names]


async def test_several_lines_are_stated_each_in_its_own_way(database: Database) -> None:
    job = await job_of(database, 10_000_00, 20_000_00, 5_000_00)
    claim = await job.created()
    answer = await job.update(
        claim,
        {
            1: {"work": {"percentToDate": "40.00"}},
            2: {"work": {"amountToDate": "2500.00"}, "storedMaterials": "500.00", "note": "Mesh"},
            3: {"work": {"amountThisPeriod": "1234.56"}},
        },
        expectedVersion=claim["version"],
    )
    changed = answer["claim"]
    assert [line["claimed"]["workThisPeriod"] for line in changed["lines"]] == [
        "4000.00",
        "2500.00",
        "1234.56",
    ]
    assert claimed(changed, 2, "storedMaterials", "totalToDate") == ["500.00", "3000.00"]
    assert changed["lines"][1]["note"] == "Mesh"
    assert changed["claimedAmount"] == "7822.83"
    assert changed["version"] == claim["version"] + 1


async def test_what_is_left_out_stays_and_null_clears(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created(fields={"vendorClaimNumber": "NS-1", "note": "Crane"})
    await job.update(claim, {1: work("100.00", note="Pour 4")})
    kept = (await job.update(claim, {2: work("200.00")}))["claim"]
    assert (kept["vendorClaimNumber"], kept["note"], kept["lines"][0]["note"]) == ("NS-1", "Crane", "Pour 4")
    assert claimed(kept, 1, "workThisPeriod") == ["100.00"]
    answer = await job.update(
        claim, {1: {"note": None}}, fields={"vendorClaimNumber": None, "note": None, "isFinal": True}
    )
    cleared = answer["claim"]
    assert (cleared["vendorClaimNumber"], cleared["note"], cleared["isFinal"]) == (None, None, True)
    assert cleared["lines"][0]["note"] is None


async def test_the_audit_tells_what_was_and_what_became(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created(fields={"note": "Crane"})
    await job.update(claim, {1: work("100.00", note="Pour 4")}, fields={"note": "Hoist"})
    _, changes = await event(job.world, "claim.changed")
    assert changes["ProgressClaim"]["note"] == ["Crane", "Hoist"]
    assert changes["ClaimLine"]["note"] == [None, "Pour 4"]
    assert changes["ClaimLine"]["claimed.work_this_period_minor"] == [0, 10_000]


async def test_a_line_moves_once_with_its_change_and_others_stay(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created()
    await job.update(claim, {1: work("100.00", note="Pour 4")})
    versions = (await job.claim("contact", claim, "lines { version }"))["lines"]
    assert versions == [{"version": 2}, {"version": 1}]


async def test_who_changes_a_claim_becomes_its_author(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created()
    await job.update(claim, works("100.00"), who="standard")
    there = {one.actor_id for one in await rows(job.world, models.ClaimAuthor)}
    assert there == {job.who("contact").key, job.who("standard").key}


# Line errors


async def begun(database: Database, *lines: int, **given: Any) -> tuple[Job, Any]:
    """A second claim of a job, whose first certified 4,000.00 of work and 1,000.00 of materials on line 1."""
    given = {"retention": FLAT_10, "default_claim_type": WITH_RELEASE, **given}
    job = await job_of(database, *lines, **given)
    first = await job.created()
    answer = await job.update(first, {1: work("4000.00", storedMaterials="1000.00")})
    assert answer["userErrors"] == []
    await job.done("submitClaim", "contact", claimId=first["id"])
    await job.decided(first)
    await job.next_period()
    return job, await job.created()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (work("6000.01", storedMaterials="0.00"), [("OVER_CLAIM", "work")]),
        (work("5000.01"), [("OVER_CLAIM", "work")]),
        ({"storedMaterials": "6000.01"}, [("OVER_CLAIM", "work")]),
        (work("-0.01"), [("REASON_REQUIRED", "reason")]),
        ({"storedMaterials": "999.99"}, [("REASON_REQUIRED", "reason")]),
        (work("-4000.01"), [("REASON_REQUIRED", "reason"), ("WRONG_SIGN", "work")]),
        ({"storedMaterials": "-0.01"}, [("REASON_REQUIRED", "reason"), ("WRONG_SIGN", "storedMaterials")]),
        ({"builtIn": "1000.01"}, [("VALUE_INVALID", "builtIn")]),
        ({"builtIn": "-0.01"}, [("VALUE_INVALID", "builtIn")]),
        ({"retentionReleased": "500.01"}, [("RELEASE_EXCEEDS_HELD", "retentionReleased")]),
        ({"work": {"quantityToDate": "3"}}, [("VALUE_INVALID", "work")]),
    ],
)
async def test_a_line_that_cannot_be_claimed_is_refused_at_its_place(
    database: Database, said: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    job, claim = await begun(database)
    async with unchanged(job.world):
        answer = await job.update(claim, {2: work("100.00"), 1: said})
    assert refused(answer) == [(code, f"input.lines.1.{place}") for code, place in expected]


@pytest.mark.parametrize(
    "said",
    [
        work("5000.00"),
        work("6000.00", storedMaterials="0.00"),
        work("-100.00", reason="Measured anew"),
        {"storedMaterials": "0.00", "reason": "Sent back"},
        {"builtIn": "1000.00"},
        {"retentionReleased": "500.00"},
    ],
)
async def test_a_line_may_go_up_to_its_limits(database: Database, said: dict[str, Any]) -> None:
    job, claim = await begun(database)
    assert (await job.update(claim, {1: said}))["userErrors"] == []


async def test_materials_that_are_built_in_join_the_work_and_leave_the_stock(database: Database) -> None:
    job, claim = await begun(database)
    changed = (await job.update(claim, {1: work("500.00", builtIn="600.00")}))["claim"]
    names = ("workThisPeriod", "builtIn", "storedMaterials", "movement", "totalToDate")
    assert claimed(changed, 1, *names) == ["1100.00", "600.00", "400.00", "500.00", "5500.00"]
    again = (await job.update(claim, {1: {"builtIn": "1000.00"}}))["claim"]
    assert claimed(again, 1, *names) == ["1500.00", "1000.00", "0.00", "500.00", "5500.00"]


async def test_a_reason_that_was_given_counts_later_too(database: Database) -> None:
    job, claim = await begun(database)
    await job.update(claim, {1: work("-100.00", reason="Measured anew")})
    assert (await job.update(claim, {1: work("-200.00")}))["userErrors"] == []
    assert codes(await job.update(claim, {1: work("-200.00", reason=" ")})) == ["REASON_REQUIRED"]


async def test_a_credit_is_negative_throughout(database: Database) -> None:
    job = await job_of(database, 10_000_00, -6_180_00)
    claim = await job.created()
    async with unchanged(job.world):
        assert codes(await job.update(claim, {2: work("-6180.01")})) == ["OVER_CLAIM"]
        assert codes(await job.update(claim, {2: work("0.01")})) == ["WRONG_SIGN"]
    changed = (await job.update(claim, {2: work("-6180.00")}))["claim"]
    names = ("totalToDate", "percentComplete", "balanceToFinish", "retentionHeld")
    assert claimed(changed, 2, *names) == ["-6180.00", "100.00", "0.00", "-309.00"]


async def test_on_a_line_of_zero_value_anything_is_over_claimed(database: Database) -> None:
    job = await job_of(database, 10_000_00, 0)
    claim = await job.created()
    assert claimed(claim, 2, "percentComplete", "balanceToFinish") == [None, "0.00"]
    for amount in ("0.01", "-0.01"):
        assert "OVER_CLAIM" in codes(await job.update(claim, {2: work(amount)}))


async def test_an_open_line_has_no_limit(database: Database) -> None:
    job = await job_of(database)
    await job.world.line(job.commitment, 3, None)
    claim = await job.created()
    changed = (await job.update(claim, {3: work("999999.99")}))["claim"]
    names = ("scheduledValue", "percentComplete", "balanceToFinish", "totalToDate")
    assert claimed(changed, 3, *names) == [None, None, None, "999999.99"]
    assert changed["claimed"]["revisedSum"] == "30000.00"
    assert codes(await job.update(claim, {3: {"work": {"percentToDate": "10.00"}}})) == ["VALUE_INVALID"]


async def test_a_measured_line_is_claimed_by_units_to_date(database: Database) -> None:
    job = await job_of(database, commitment={"lines": (10_000_00,)})
    await job.world.line(
        job.commitment,
        2,
        33_333,
        basis=LineBasis.QUANTITY,
        quantity_micro=100_000_000,
        unit_price_micro=3_333_300,
    )
    claim = await job.created()
    async with unchanged(job.world):
        assert codes(await job.update(claim, {2: work("10.00")})) == ["VALUE_INVALID"]
    changed = (await job.update(claim, {2: {"work": {"quantityToDate": "33.333"}}}))["claim"]
    names = ("quantityToDate", "quantityThisPeriod", "workThisPeriod")
    assert claimed(changed, 2, *names) == ["33.333", "33.333", "111.11"]


# Over-claims, of account and project the stricter

REFUSED, WARNED, ALLOWED = OverClaimPolicy


@pytest.mark.parametrize(
    ("account", "project", "expected"),
    [
        (REFUSED, ALLOWED, REFUSED),
        (ALLOWED, REFUSED, REFUSED),
        (WARNED, ALLOWED, WARNED),
        (ALLOWED, WARNED, WARNED),
        (ALLOWED, ALLOWED, ALLOWED),
    ],
)
async def test_over_claims_are_refused_warned_of_or_allowed(
    database: Database, account: OverClaimPolicy, project: OverClaimPolicy, expected: OverClaimPolicy
) -> None:
    job = await job_of(database, over_claim=project)
    await job.world.set(job.site.account, over_claim=account)
    claim = await job.created()
    answer = await job.update(claim, {1: work("10000.01")})
    at = [("OVER_CLAIM", "input.lines.0.work")]
    assert refused(answer) == (at if expected is REFUSED else [])
    warned = [(one["code"], ".".join(one["path"])) for one in answer["warnings"]]
    assert warned == (at if expected is WARNED else [])
    if expected is not REFUSED:
        assert claimed(answer["claim"], 1, "percentComplete", "balanceToFinish") == ["100.00", "-0.01"]


# Columns


async def test_a_claim_of_work_and_materials_releases_nothing(database: Database) -> None:
    job, claim = await begun(database, default_claim_type=ClaimType.WORK_AND_MATERIALS)
    async with unchanged(job.world):
        answer = await job.update(claim, {1: {"retentionReleased": "10.00"}})
        assert refused(answer) == [("COLUMN_NOT_CLAIMABLE", "input.lines.0.retentionReleased")]
        answer = await job.update(claim, fields={"retentionRelease": {"amount": "10.00"}})
        assert refused(answer) == [("COLUMN_NOT_CLAIMABLE", "input.fields.retentionRelease")]


async def test_a_release_moves_no_work_and_no_materials(database: Database) -> None:
    job, draft = await begun(database)
    await job.done("deleteClaim", "contact", claimId=draft["id"])
    await job.set_project(default_claim_type=ClaimType.RETENTION_RELEASE)
    claim = await job.created()
    async with unchanged(job.world):
        answer = await job.update(claim, {1: work("10.00"), 2: {"storedMaterials": "10.00"}})
        assert refused(answer) == [
            ("COLUMN_NOT_CLAIMABLE", "input.lines.0.work"),
            ("COLUMN_NOT_CLAIMABLE", "input.lines.1.storedMaterials"),
        ]
        answer = await job.update(claim, {1: {"builtIn": "10.00"}})
        assert ("COLUMN_NOT_CLAIMABLE", "input.lines.0.builtIn") in refused(answer)
    changed = (await job.update(claim, {1: {"retentionReleased": "500.00"}}))["claim"]
    assert changed["claimedAmount"] == "500.00"


async def test_stored_materials_have_no_column_where_the_project_says_none(database: Database) -> None:
    job = await job_of(database, stored_materials=StoredMaterials.NONE)
    claim = await job.created()
    async with unchanged(job.world):
        answer = await job.update(claim, {1: {"storedMaterials": "10.00"}})
    assert refused(answer) == [("COLUMN_NOT_CLAIMABLE", "input.lines.0.storedMaterials")]


async def test_stored_materials_are_proposed_as_built_in_where_the_project_says_so(
    database: Database,
) -> None:
    _, claim = await begun(database, stored_materials=StoredMaterials.BUILT_IN)
    names = ("workThisPeriod", "builtIn", "storedMaterials", "movement")
    assert claimed(claim, 1, *names) == ["1000.00", "1000.00", "0.00", "0.00"]
    assert claim["claimedAmount"] == "0.00"


# Release over all lines


async def test_a_release_over_all_lines_is_shared_by_what_is_held(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10, default_claim_type=WITH_RELEASE)
    await job.approved("3000.00", "1000.00")
    await job.next_period()
    claim = await job.created()
    changed = (await job.update(claim, fields={"retentionRelease": {"percentage": "50.00"}}))["claim"]
    assert [line["claimed"]["retentionReleased"] for line in changed["lines"]] == ["150.00", "50.00"]
    assert changed["claimedAmount"] == "200.00"
    amount = (await job.update(claim, fields={"retentionRelease": {"amount": "400.00"}}))["claim"]
    assert amount["claimedAmount"] == "400.00"
    async with unchanged(job.world):
        answer = await job.update(claim, fields={"retentionRelease": {"amount": "400.01"}})
        assert refused(answer) == [("RELEASE_EXCEEDS_HELD", "input.fields.retentionRelease")]
    gone = (await job.update(claim, fields={"retentionRelease": None}))["claim"]
    assert gone["claimedAmount"] == "0.00"


async def test_retention_is_released_over_all_or_line_by_line(database: Database) -> None:
    job, claim = await begun(database)
    by_line = {1: {"retentionReleased": "100.00"}}
    await job.update(claim, by_line)
    async with unchanged(job.world):
        answer = await job.update(claim, fields={"retentionRelease": {"percentage": "10.00"}})
        assert refused(answer) == [("VALUE_INVALID", "input.fields.retentionRelease")]
    answer = await job.update(
        claim, {1: {"retentionReleased": "0.00"}}, fields={"retentionRelease": {"percentage": "10.00"}}
    )
    assert answer["claim"]["claimedAmount"] == "50.00"


async def test_what_was_released_is_not_taken_back(database: Database) -> None:
    job, claim = await begun(database)
    await job.update(claim, {1: {"retentionReleased": "200.00"}})
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.decided(claim)
    await job.next_period(13)
    following = await job.created()
    async with unchanged(job.world):
        answer = await job.update(following, {1: {"retentionReleased": "199.99"}})
        assert refused(answer) == [("VALUE_INVALID", "input.lines.0.retentionReleased")]
        answer = await job.update(following, {1: {"retentionReleased": "500.01"}})
        assert refused(answer) == [("RELEASE_EXCEEDS_HELD", "input.lines.0.retentionReleased")]
    changed = (await job.update(following, {1: {"retentionReleased": "500.00"}}))["claim"]
    assert changed["claimedAmount"] == "300.00"


# Naming lines


async def test_a_line_must_be_named_once_and_in_one_way(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created()
    other = await job.world.commitment(job.site.project, job.site.vendor, "SC-003")
    (foreign, _) = await rows(job.world, models.ScheduleLine, commitment_id=other.id)
    (named, _) = on_lines(claim, works("1.00", "2.00"))
    lines = [
        named,
        named,
        work("1.00"),
        {**named, "scheduleLineId": claim["lines"][0]["id"]},
        {"lineId": unknown_id("ProgressClaimLine", job.site)},
        {"lineId": claim["id"]},
        {"scheduleLineId": unknown_id("ScheduleLine", job.site)},
        {"scheduleLineId": id_of("ScheduleLine", foreign)},
    ]
    async with unchanged(job.world):
        answer = await job.do("updateClaim", "contact", claimId=claim["id"], lines=lines)
    assert refused(answer) == [
        ("NOT_FOUND", "input.lines.4"),
        ("NOT_FOUND", "input.lines.5"),
        ("NOT_FOUND", "input.lines.6"),
        ("NOT_FOUND", "input.lines.7"),
        ("VALUE_INVALID", "input.lines.1"),
        ("VALUE_REQUIRED", "input.lines.2"),
        ("VALUE_REQUIRED", "input.lines.3"),
    ]


# Who, and when


async def test_a_returned_claim_is_changed_in_its_open_lines(database: Database) -> None:
    job = await job_of(database)
    claim = await job.returned(await job.submitted("4000.00", "5000.00"), 2)
    assert [line["isOpen"] for line in claim["lines"]] == [False, True]
    async with unchanged(job.world):
        answer = await job.update(claim, works("3000.00", "4500.00"))
        assert refused(answer) == [("LINE_ACCEPTED", "input.lines.0")]
    changed = (await job.update(claim, {2: work("4500.00")}))["claim"]
    assert [line["claimed"]["workThisPeriod"] for line in changed["lines"]] == ["4000.00", "4500.00"]


async def test_nothing_else_is_changed(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    async with unchanged(job.world):
        assert codes(await job.update(claim, works("1.00"))) == ["CLAIM_NOT_OPEN"]
        assert codes(await job.update(claim, works("1.00"), who="administrator")) == ["CLAIM_NOT_OPEN"]
    await job.decided(claim)
    assert codes(await job.update(claim, works("1.00"))) == ["CLAIM_NOT_OPEN"]
    await job.void(claim)
    assert codes(await job.update(claim, works("1.00"))) == ["CLAIM_NOT_OPEN"]


async def test_own_submission_off_leaves_contacts_reading(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created()
    await job.set_project(collaborators_may_submit=False)
    async with unchanged(job.world):
        assert codes(await job.update(claim, works("10000.01"))) == ["OWN_SUBMISSION_OFF", "OVER_CLAIM"]
    assert (await job.update(claim, works("1.00"), who="standard"))["userErrors"] == []
    assert (await job.claim("contact", claim, "claimedAmount")) == {"claimedAmount": "0.95"}


async def test_a_contact_edits_what_was_filed_for_him(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created("administrator", onBehalfOfId=job.who("contact").id)
    assert (await job.update(claim, works("1.00")))["userErrors"] == []
    await job.set_project(collaborators_may_submit=False)
    assert codes(await job.update(claim, works("2.00"))) == ["OWN_SUBMISSION_OFF"]


async def test_a_contact_who_is_member_too_edits_a_filed_claim_for_the_contractor(
    database: Database,
) -> None:
    job = await job_of(database, collaborators_may_submit=False)
    await person_with(job, "both", level=AccessLevel.STANDARD, contact=True)
    filed, own = await job.created("standard"), None
    assert (await job.update(filed, works("1.00"), who="both"))["userErrors"] == []
    await job.done("deleteClaim", "standard", claimId=filed["id"])
    await job.set_project(collaborators_may_submit=True)
    own = await job.created("contact")
    await job.set_project(collaborators_may_submit=False)
    assert codes(await job.update(own, works("1.00"), who="both")) == ["OWN_SUBMISSION_OFF"]


@pytest.mark.parametrize(
    ("who", "expected"), [("reader", "FORBIDDEN"), ("employee", "NOT_FOUND"), ("stranger", "NOT_FOUND")]
)
async def test_others_change_nothing(database: Database, who: str, expected: str) -> None:
    job = await job_of(database)
    claim = await job.created()
    async with unchanged(job.world):
        assert error_codes(await job.update(claim, works("1.00"), who=who)) == [expected]


async def test_a_contact_who_is_removed_loses_sight_and_the_draft_stays(database: Database) -> None:
    job = await job_of(database)
    fellow = await job.world.person("Fiona Fellow", job.site.vendor)
    await job.world.designate(job.commitment, fellow)
    await job.join("fellow", fellow)
    claim = await job.created()
    (designation,) = await rows(
        job.world, models.Designation, commitment_id=job.commitment.id, person_id=job.who("contact").key
    )
    await job.world.set(designation, ends_at=job.world.now)
    async with unchanged(job.world):
        assert error_codes(await job.update(claim, works("1.00"))) == ["NOT_FOUND"]
    assert (await job.update(claim, works("1.00"), who="fellow"))["userErrors"] == []
    assert (await job.update(claim, works("2.00"), who="administrator"))["userErrors"] == []


async def test_termination_leaves_the_open_draft_to_be_changed(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created()
    await job.set(status=CommitmentStatus.TERMINATED)
    assert (await job.update(claim, works("1.00")))["userErrors"] == []


async def test_amounts_have_the_decimals_of_their_currency(database: Database) -> None:
    job = await job_of(database)
    claim = await job.created()
    at = [("VALUE_INVALID", "input.lines.0.work.amountThisPeriod")]
    async with unchanged(job.world):
        assert refused(await job.update(claim, works("1.001"))) == at
        await job.set_project(currency="JPY")
        assert refused(await job.update(claim, works("1.01"))) == at
        await job.set_project(currency="AUD")
    await job.set_project(currency="KWD")
    assert (await job.update(claim, works("1.001")))["userErrors"] == []
