"""startAssessment and assessClaim: what the assessor writes, line by line and beside the lines."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.retention.policy import RetentionPolicy, RetentionStage
from claimgraph.rules.vocabulary import ClaimType, LineBasis, MilestoneKind, RetentionRule
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, job_of, on_lines, reduced, refused, unknown_id, work
from tests.api.questions import codes
from tests.api.site import event, rows, unchanged

FLAT_10 = RetentionPolicy(RetentionRule.FLAT, rate_on_work=100_000)
WITH_RELEASE = ClaimType.WORK_MATERIALS_AND_RETENTION

DRAFT = """
draftAssessment {
  version note difference assessedBy { name } issuedAt retentionOverride { held reason }
  summary { totalToDate retentionHeld adjustmentsToDate dueToDate amountThisClaim retentionReleased
            adjustments { kind amount reason } }
}
lines { draftAssessment { decision reason difference
  valuation { workThisPeriod storedMaterials builtIn totalToDate retentionReleased retentionHeld } } }
"""


async def draft(job: Job, claim: Any) -> Any:
    """The draft assessment as an administrator sees it."""
    return await job.claim("administrator", claim, DRAFT)


def decisions(seen: Any) -> list[Any]:
    """The decisions by line."""
    return [line["draftAssessment"]["decision"] for line in seen["lines"]]


def line(seen: Any, place: int) -> Any:
    """The figures of a line as assessed."""
    return seen["lines"][place - 1]["draftAssessment"]["valuation"]


async def test_assessment_is_started_once(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    shown = "claim { version isAssessmentStarted assessmentStartedAt draftAssessment { version } }"
    started = await job.done("startAssessment", "administrator", shown, claimId=claim["id"])
    assert started == {
        "version": claim["version"] + 1,
        "isAssessmentStarted": True,
        "assessmentStartedAt": "2026-11-10T12:00:00Z",
        "draftAssessment": {"version": 1},
    }
    again = await job.done("startAssessment", "manager", shown, claimId=claim["id"])
    assert again == started
    assert decisions(await draft(job, claim)) == ["PENDING", "PENDING"]


async def test_writing_starts_the_assessment_too(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    assessed = await job.assessed(claim, {1: {"decision": "ACCEPTED"}}, acceptOtherLines=False)
    assert (assessed["isAssessmentStarted"], assessed["version"]) == (True, claim["version"] + 1)
    seen = await draft(job, claim)
    assert decisions(seen) == ["ACCEPTED", "PENDING"]
    assert seen["draftAssessment"]["assessedBy"] == {"name": "Ada Admin"}
    assert seen["draftAssessment"]["summary"]["amountThisClaim"] == "8550.00"
    found, _ = await event(job.world, "claim.assessed")
    assert found.actor_id == job.who("administrator").key


async def test_lines_are_decided_some_at_a_time(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    await job.assessed(claim, {1: reduced("3000.00")}, acceptOtherLines=False)
    await job.assessed(claim, {2: {"decision": "REJECTED", "reason": "No docket"}}, acceptOtherLines=False)
    seen = await draft(job, claim)
    assert decisions(seen) == ["REDUCED", "REJECTED"]
    assert [one["draftAssessment"]["difference"] for one in seen["lines"]] == ["-1000.00", "-5000.00"]
    assert seen["draftAssessment"]["difference"] == "-5700.00"
    await job.assessed(
        claim, {1: {"decision": "ACCEPTED"}, 2: {"decision": "PENDING"}}, acceptOtherLines=False
    )
    seen = await draft(job, claim)
    assert decisions(seen) == ["ACCEPTED", "PENDING"]
    assert [one["draftAssessment"]["reason"] for one in seen["lines"]] == [None, None]
    assert seen["draftAssessment"]["difference"] == "0.00"


async def test_the_others_are_accepted_and_decisions_taken_stay(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    await job.assessed(claim, {1: reduced("3000.00")}, acceptOtherLines=False)
    await job.assessed(claim, acceptOtherLines=True)
    assert decisions(await draft(job, claim)) == ["REDUCED", "ACCEPTED"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"work": {"amountThisPeriod": "3000.00"}}, "3000.00"),
        ({"work": {"amountToDate": "3000.00"}}, "3000.00"),
        ({"work": {"percentToDate": "35.00"}}, "3000.00"),
        ({"work": {"amountThisPeriod": "0.00"}}, "0.00"),
        ({"storedMaterials": "0.00"}, "4000.00"),
    ],
)
async def test_a_line_is_reduced_in_each_way_of_stating_work(
    database: Database, said: dict[str, Any], expected: str
) -> None:
    job = await job_of(database)
    claim = await job.created()
    await job.update(claim, {1: work("4000.00", storedMaterials="500.00")})
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.assessed(claim, {1: {"decision": "REDUCED", "reason": "Measured", **said}})
    assert line(await draft(job, claim), 1)["workThisPeriod"] == expected


async def test_a_measured_line_is_assessed_by_units_to_date(database: Database) -> None:
    job = await job_of(database, commitment={"lines": (10_000_00,)})
    measured = {"basis": LineBasis.QUANTITY, "quantity_micro": 10_000_000, "unit_price_micro": 100_000_000}
    await job.world.line(job.commitment, 2, 1_000_00, **measured)
    claim = await job.created()
    await job.update(claim, {2: {"work": {"quantityToDate": "4"}}})
    await job.done("submitClaim", "contact", claimId=claim["id"])
    async with unchanged(job.world):
        answer = await job.assess(claim, {2: reduced("300.00")})
        assert refused(answer) == [("VALUE_INVALID", "input.lines.0.work")]
        more = {"decision": "REDUCED", "reason": "Counted", "work": {"quantityToDate": "4.000001"}}
        assert codes(await job.assess(claim, {2: {**more, "work": {"quantityToDate": "5"}}})) == [
            "ABOVE_CLAIMED"
        ]
    less = {"decision": "REDUCED", "reason": "Counted", "work": {"quantityToDate": "3.5"}}
    await job.assessed(claim, {2: less})
    assert line(await draft(job, claim), 2)["workThisPeriod"] == "350.00"


async def test_what_was_built_in_is_contained_in_the_work_that_is_certified(database: Database) -> None:
    job = await job_of(database)
    first = await job.created()
    await job.update(first, {1: {"storedMaterials": "1000.00"}})
    await job.done("submitClaim", "contact", claimId=first["id"])
    await job.decided(first)
    await job.next_period()
    claim = await job.created()
    await job.update(claim, {1: work("500.00", builtIn="800.00")})
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.assessed(claim, {1: reduced("1000.00")})
    names = ("workThisPeriod", "builtIn", "storedMaterials")
    seen = line(await draft(job, claim), 1)
    assert [seen[name] for name in names] == ["1000.00", "800.00", "200.00"]


# Refusals


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (reduced("3999.99", reason=None), [("REASON_REQUIRED", ".reason")]),
        (reduced("3999.99", reason="  "), [("REASON_REQUIRED", ".reason")]),
        ({"decision": "REJECTED"}, [("REASON_REQUIRED", ".reason")]),
        (reduced("4000.01"), [("ABOVE_CLAIMED", ".work")]),
        (reduced("4000.01", reason=None), [("ABOVE_CLAIMED", ".work"), ("REASON_REQUIRED", ".reason")]),
        ({"decision": "REDUCED", "reason": "Why"}, [("VALUE_REQUIRED", "")]),
        ({"decision": "ACCEPTED", "work": {"amountThisPeriod": "1.00"}}, [("VALUE_INVALID", "")]),
        ({"decision": "REJECTED", "reason": "Why", "storedMaterials": "1.00"}, [("VALUE_INVALID", "")]),
        ({"decision": "PENDING", "retentionReleased": "1.00"}, [("VALUE_INVALID", "")]),
    ],
)
async def test_a_decision_that_cannot_stand_is_refused_at_its_place(
    database: Database, said: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00", "5000.00")
    async with unchanged(job.world):
        answer = await job.assess(claim, {2: {"decision": "ACCEPTED"}, 1: said})
    assert refused(answer) == [(code, f"input.lines.1{place}") for code, place in expected]


async def test_a_line_is_decided_once_and_is_the_claims(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    (accepted,) = on_lines(claim, {1: {"decision": "ACCEPTED"}})
    lines = [
        accepted,
        accepted,
        {**accepted, "lineId": unknown_id("ProgressClaimLine", job.site)},
        {**accepted, "lineId": claim["id"]},
    ]
    async with unchanged(job.world):
        answer = await job.do("assessClaim", "administrator", claimId=claim["id"], lines=lines)
    assert refused(answer) == [
        ("NOT_FOUND", "input.lines.2"),
        ("NOT_FOUND", "input.lines.3"),
        ("VALUE_INVALID", "input.lines.1"),
    ]


async def test_a_credit_is_never_certified_as_a_smaller_one(database: Database) -> None:
    job = await job_of(database, 10_000_00, -6_000_00)
    claim = await job.submitted("4000.00", "-1000.00")
    async with unchanged(job.world):
        assert codes(await job.assess(claim, {2: reduced("-500.00")})) == ["ABOVE_CLAIMED"]
    await job.assessed(claim, {2: reduced("-1500.00")})
    assert (await draft(job, claim))["lines"][1]["draftAssessment"]["difference"] == "-500.00"


async def test_a_line_that_falls_below_what_was_certified_can_be_rejected(database: Database) -> None:
    job = await job_of(database)
    await job.approved("4000.00")
    await job.next_period()
    claim = await job.created()
    await job.update(claim, {1: work("-1000.00", reason="Measured anew")})
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.assessed(claim, {1: {"decision": "REJECTED", "reason": "It was right before"}})
    assert line(await draft(job, claim), 1)["totalToDate"] == "4000.00"


# Beside the lines


async def test_additions_and_deductions_replace_the_list(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    damages = {"kind": "DELAY_DAMAGES", "amount": "-1750.00", "reason": "Seven days at 250.00"}
    charge = {"kind": "BACK_CHARGE", "amount": "-40.00", "reason": " Skip hire "}
    await job.assessed(claim, adjustments=[damages, charge])
    summary = (await draft(job, claim))["draftAssessment"]["summary"]
    assert summary["adjustments"] == [damages, {**charge, "reason": "Skip hire"}]
    assert (summary["adjustmentsToDate"], summary["dueToDate"]) == ("-1790.00", "2010.00")
    await job.assessed(claim, note="So far")
    assert (await draft(job, claim))["draftAssessment"]["summary"] == summary
    await job.assessed(claim, adjustments=[])
    assert (await draft(job, claim))["draftAssessment"]["summary"]["adjustmentsToDate"] == "0.00"


async def test_each_adjustment_has_a_reason_and_an_amount(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    wrong = {"kind": "OTHER", "amount": "1.001", "reason": " "}
    async with unchanged(job.world):
        answer = await job.assess(claim, adjustments=[{**wrong, "amount": "1.00", "reason": "x"}, wrong])
    assert refused(answer) == [
        ("REASON_REQUIRED", "input.adjustments.1.reason"),
        ("VALUE_INVALID", "input.adjustments.1.amount"),
    ]


async def test_adjustments_go_on_to_the_next_claim(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    damages = {"kind": "DELAY_DAMAGES", "amount": "-1750.00", "reason": "Seven days at 250.00"}
    await job.decided(claim, adjustments=[damages])
    await job.next_period()
    following = await job.submitted("1000.00")
    assert following["claimed"]["amountThisClaim"] == "950.00"
    await job.assessed(following)
    summary = (await draft(job, following))["draftAssessment"]["summary"]
    assert (summary["adjustments"], summary["amountThisClaim"]) == ([damages], "950.00")
    await job.assessed(following, adjustments=[{**damages, "amount": "-2000.00"}])
    summary = (await draft(job, following))["draftAssessment"]["summary"]
    assert summary["amountThisClaim"] == "700.00"


@pytest.mark.parametrize(
    ("value", "held"), [({"held": "123.45"}, "123.45"), ({"thisClaim": "50.00"}, "250.00")]
)
async def test_retention_is_typed_by_hand_for_one_claim(
    database: Database, value: dict[str, str], held: str
) -> None:
    job = await job_of(database)
    await job.approved("4000.00")
    await job.next_period()
    claim = await job.submitted("1000.00")
    await job.assessed(claim, retentionOverride={"value": value, "reason": "Agreed on site"})
    seen = (await draft(job, claim))["draftAssessment"]
    assert seen["retentionOverride"] == {"held": held, "reason": "Agreed on site"}
    assert seen["summary"]["retentionHeld"] == held
    await job.assessed(claim, note="Other things")
    assert (await draft(job, claim))["draftAssessment"]["summary"]["retentionHeld"] == held
    await job.assessed(claim, retentionOverride=None)
    seen = (await draft(job, claim))["draftAssessment"]
    assert (seen["retentionOverride"], seen["summary"]["retentionHeld"]) == (None, "250.00")


async def test_retention_typed_by_hand_needs_a_reason(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    async with unchanged(job.world):
        answer = await job.assess(claim, retentionOverride={"value": {"held": "1.00"}, "reason": ""})
    assert refused(answer) == [("REASON_REQUIRED", "input.retentionOverride.reason")]


# Releases


async def with_release(database: Database, **given: Any) -> tuple[Job, Any]:
    """A claim that asks for 300.00 of 400.00 held to be released, 225.00 and 75.00 on its lines."""
    job = await job_of(database, retention=FLAT_10, default_claim_type=WITH_RELEASE)
    await job.approved("3000.00", "1000.00")
    await job.next_period()
    claim = await job.created(**given)
    await job.done("submitClaim", "contact", claimId=claim["id"])
    return job, claim


async def released(job: Job, claim: Any) -> list[str]:
    """What is released on the lines as assessed."""
    seen = await draft(job, claim)
    return [line(seen, place)["retentionReleased"] for place in (1, 2)]


async def test_less_is_released_on_one_line_and_the_others_keep_theirs(database: Database) -> None:
    job, claim = await with_release(database, fields={"retentionRelease": {"amount": "300.00"}})
    await job.assessed(claim)
    assert await released(job, claim) == ["225.00", "75.00"]
    less = {"decision": "REDUCED", "reason": "Defects", "retentionReleased": "100.00"}
    await job.assessed(claim, {1: less})
    assert await released(job, claim) == ["100.00", "75.00"]
    await job.assessed(claim, {1: {"decision": "ACCEPTED"}})
    assert await released(job, claim) == ["225.00", "75.00"]


async def test_no_more_is_released_than_is_claimed_or_held(database: Database) -> None:
    job, claim = await with_release(database, fields={"retentionRelease": {"amount": "300.00"}})
    more = {"decision": "REDUCED", "reason": "Why", "retentionReleased": "225.01"}
    async with unchanged(job.world):
        answer = await job.assess(claim, {1: more})
        assert refused(answer) == [("ABOVE_CLAIMED", "input.lines.0.retentionReleased")]
        answer = await job.assess(claim, {1: {**more, "retentionReleased": "100.00", "reason": ""}})
        assert refused(answer) == [("REASON_REQUIRED", "input.lines.0.reason")]
        less_work = {"decision": "REDUCED", "reason": "Measured anew", "work": {"amountToDate": "500.00"}}
        keeps = {**less_work, "retentionReleased": "200.00"}
        answer = await job.assess(claim, {1: keeps})
        assert refused(answer) == [("RELEASE_EXCEEDS_HELD", "input.lines.0.retentionReleased")]
        answer = await job.assess(claim, {1: {**less_work, "work": {"amountToDate": "0.00"}}})
        assert refused(answer) == [("RELEASE_EXCEEDS_HELD", "")]


async def test_a_release_that_the_claim_does_not_ask_for_is_above_it(database: Database) -> None:
    job = await job_of(database, retention=FLAT_10)
    await job.approved("3000.00")
    await job.next_period()
    claim = await job.submitted("100.00")
    more = {"decision": "REDUCED", "reason": "Why", "retentionReleased": "10.00"}
    async with unchanged(job.world):
        answer = await job.assess(claim, {1: more})
    assert refused(answer) == [("ABOVE_CLAIMED", "input.lines.0.retentionReleased")]


# Versions


async def test_the_draft_counts_apart_from_the_claim(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    await job.assessed(claim, expectedVersion=0)
    before = await job.claim("contact", claim, "version updatedAt lines { version updatedAt }")
    for version, said in ((1, reduced("1.00")), (2, reduced("2.00")), (3, reduced("3.00"))):
        await job.assessed(claim, {1: said}, expectedVersion=version)
    async with unchanged(job.world):
        answer = await job.assess(claim, {1: reduced("4.00")}, expectedVersion=3)
        assert refused(answer) == [("VERSION_CONFLICT", "input.expectedVersion")]
        answer = await job.do("assessClaim", "administrator", claimId=claim["id"], expectedVersion=0)
        assert refused(answer) == [("VERSION_CONFLICT", "input.expectedVersion")]
    assert await job.claim("contact", claim, "version updatedAt lines { version updatedAt }") == before
    await job.assessed(claim, {1: reduced("3.00")}, expectedVersion=4)
    assert (await draft(job, claim))["draftAssessment"]["version"] == 4


async def test_the_draft_of_a_second_round_is_not_taken_for_that_of_the_first(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    await job.returned(claim, 1)
    issued = await job.claim("administrator", claim, "assessment { version } draftAssessment { version }")
    assert issued == {"assessment": {"version": 1}, "draftAssessment": None}
    await job.done("submitClaim", "contact", claimId=claim["id"])
    await job.assessed(claim, expectedVersion=0)
    assert codes(await job.assess(claim, expectedVersion=1)) == ["VERSION_CONFLICT"]
    assert (await draft(job, claim))["draftAssessment"]["version"] == 2


async def test_the_draft_follows_milestones_that_are_reached(database: Database) -> None:
    stages = (RetentionStage(MilestoneKind.PRACTICAL_COMPLETION, 500_000),)
    job = await job_of(
        database, retention=RetentionPolicy(RetentionRule.FLAT, rate_on_work=100_000, stages=stages)
    )
    claim = await job.submitted("4000.00")
    await job.assessed(claim)
    fields = {"milestones": [{"kind": "PRACTICAL_COMPLETION", "reachedOn": "2026-11-20"}]}
    await job.done("updateCommitment", "manager", "commitment { id }", commitmentId=job.id, fields=fields)
    seen = (await draft(job, claim))["draftAssessment"]
    assert (seen["summary"]["retentionHeld"], seen["version"]) == ("200.00", 2)
    assert seen["assessedBy"] == {"name": "Ada Admin"}
    assert (await job.claim("contact", claim, "claimed { retentionHeld }"))["claimed"] == {
        "retentionHeld": "400.00"
    }


# Who, and when


@pytest.mark.parametrize("mutation", ["startAssessment", "assessClaim"])
async def test_only_what_is_under_review_is_assessed(database: Database, mutation: str) -> None:
    job = await job_of(database)
    claim = await job.draft("4000.00")
    given = {"claimId": claim["id"]}
    async with unchanged(job.world):
        assert codes(await job.do(mutation, "administrator", **given)) == ["CLAIM_NOT_UNDER_REVIEW"]
    await job.done("submitClaim", "contact", **given)
    await job.returned(claim, 1)
    async with unchanged(job.world):
        assert codes(await job.do(mutation, "administrator", **given)) == ["CLAIM_NOT_UNDER_REVIEW"]
    await job.done("submitClaim", "contact", **given)
    await job.decided(claim)
    assert codes(await job.do(mutation, "administrator", **given)) == ["CLAIM_NOT_UNDER_REVIEW"]
    await job.void(claim)
    assert codes(await job.do(mutation, "administrator", **given)) == ["CLAIM_NOT_UNDER_REVIEW"]


@pytest.mark.parametrize("mutation", ["startAssessment", "assessClaim", "approveClaim", "returnClaim"])
@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("contact", "FORBIDDEN"),
        ("standard", "FORBIDDEN"),
        ("reader", "FORBIDDEN"),
        ("employee", "NOT_FOUND"),
        ("stranger", "NOT_FOUND"),
    ],
)
async def test_only_administrators_assess_and_decide(
    database: Database, mutation: str, who: str, expected: str
) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    async with unchanged(job.world):
        assert error_codes(await job.do(mutation, who, claimId=claim["id"])) == [expected]


async def test_nothing_is_assessed_in_an_archived_project(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("4000.00")
    await job.set_project(is_archived=True)
    async with unchanged(job.world):
        assert codes(await job.assess(claim)) == ["PROJECT_ARCHIVED"]
    assert await rows(job.world, models.ClaimValuation, kind="DRAFT") == []
