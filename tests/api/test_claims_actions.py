"""viewerActions of claims and commitments say just what the mutations answer, in many states."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from claimgraph.rules.vocabulary import AccessLevel, BillingPeriodStatus, CommitmentStatus, LateClaims
from claimgraph.storage.database import Database
from tests.api.claims import Job, error_codes, job_of, person_with, reduced
from tests.api.questions import do
from tests.api.site import unchanged

INPUTS: dict[str, dict[str, Any]] = {
    "updateClaim": {},
    "moveClaim": {},
    "submitClaim": {"confirmZero": True},
    "withdrawClaim": {"reason": "Wrong month"},
    "voidClaim": {"reason": "Wrong month"},
    "deleteClaim": {},
    "startAssessment": {},
    "assessClaim": {},
    "approveClaim": {},
    "returnClaim": {},
}
"""What each mutation of a claim is told, so that only state and standing can stand in its way."""

PEOPLE = ("contact", "standard", "reader", "administrator", "manager", "both", "twofold")
OFFERED = "viewerActions(actions: [{}]) {{ action allowed reason refusals {{ code message path }} }}"


def _upper(name: str) -> str:
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name)


OFFERS = """
query Q($claim: ID!, $commitment: ID!) {{
  claim(id: $claim) {{ {} }} commitment(id: $commitment) {{ {} }}
}}
""".format(OFFERED.format(", ".join(map(_upper, INPUTS))), OFFERED.format("CREATE_CLAIM"))
MUTATIONS = "mutation M({}) {{ {} }}".format(
    ", ".join(f"${name}: {name[0].upper()}{name[1:]}Input!" for name in ("createClaim", *INPUTS)),
    " ".join(
        f"{name}(input: ${name}) {{ userErrors {{ code message path }} }}"
        for name in ("createClaim", *INPUTS)
    ),
)

NO_PERIOD_NAMED = ["input", "periodId"]

Said = dict[str, tuple[str, list[Any]]]
"""For each mutation: whether it is "allowed", "refused" (why) or "forbidden" (with the message)."""


async def offered(job: Job, claim: Any, who: str, **options: Any) -> Said:
    """What viewerActions say."""
    variables = {"claim": claim["id"], "commitment": job.id}
    told = await job.world.ask(job.who(who), OFFERS, variables, **options)
    assert "errors" not in told, told
    actions = told["data"]["claim"]["viewerActions"] + told["data"]["commitment"]["viewerActions"]
    return {one["action"]: _judged(one) for one in actions}


def _judged(one: Any) -> tuple[str, list[Any]]:
    if one["allowed"]:
        assert one["reason"] is None and one["refusals"] == []
        return "allowed", []
    if one["refusals"]:
        assert one["reason"] == " ".join(reason["message"] for reason in one["refusals"])
        return "refused", one["refusals"]
    return "forbidden", [one["reason"]]


async def answered(job: Job, claim: Any, who: str, **options: Any) -> Said:
    """What the mutations answer, each tried and undone."""
    inputs: dict[str, Any] = {
        name: {"claimId": claim["id"], "dryRun": True, **said} for name, said in INPUTS.items()
    }
    inputs["createClaim"] = {"commitmentId": job.id, "dryRun": True}
    told = await job.world.ask(job.who(who), MUTATIONS, inputs, **options)
    errors = {one["path"][0]: one for one in told.get("errors", [])}
    found: Said = {}
    for name in inputs:
        if name in errors:
            assert errors[name]["extensions"]["code"] == "FORBIDDEN", errors[name]
            found[_upper(name)] = "forbidden", [errors[name]["message"]]
        else:
            # A period that is merely not named yet forbids nothing.
            reasons = [one for one in told["data"][name]["userErrors"] if one["path"] != NO_PERIOD_NAMED]
            found[_upper(name)] = ("refused", reasons) if reasons else ("allowed", [])
    return found


# States


async def draft(job: Job) -> Any:
    return await job.draft("4000.00")


async def filed(job: Job) -> Any:
    return await job.draft("4000.00", who="standard", onBehalfOfId=job.who("contact").id)


async def filed_by_an_administrator(job: Job) -> Any:
    return await job.submitted("4000.00", who="administrator")


async def under_review(job: Job) -> Any:
    return await job.submitted("4000.00", "5000.00")


async def accepted(job: Job) -> Any:
    return await job.assessed(await under_review(job), {1: reduced("1.00")})


async def rejected(job: Job) -> Any:
    return await job.assessed(await under_review(job), {1: {"decision": "REJECTED", "reason": "No docket"}})


async def half_assessed(job: Job) -> Any:
    return await job.assessed(await under_review(job), {1: {"decision": "ACCEPTED"}}, acceptOtherLines=False)


async def returned(job: Job) -> Any:
    return await job.returned(await under_review(job), 1)


async def withdrawn(job: Job) -> Any:
    claim = await under_review(job)
    return await job.done("withdrawClaim", "contact", claimId=claim["id"])


async def approved(job: Job) -> Any:
    return await job.approved("4000.00")


async def approved_with_a_later_one(job: Job) -> Any:
    claim = await job.approved("4000.00")
    await job.next_period()
    await job.submitted("1.00")
    return claim


async def void(job: Job) -> Any:
    claim = await under_review(job)
    return await job.void(claim)


STATES: tuple[Callable[[Job], Awaitable[Any]], ...] = (
    draft,
    filed,
    filed_by_an_administrator,
    under_review,
    half_assessed,
    accepted,
    rejected,
    returned,
    withdrawn,
    approved,
    approved_with_a_later_one,
    void,
)


# Circumstances


async def own_submission_off(job: Job) -> None:
    await job.set_project(collaborators_may_submit=False)


async def past_due(job: Job) -> None:
    job.world.now = datetime(2026, 12, 29, tzinfo=UTC)


async def late_claims_flagged(job: Job) -> None:
    await job.set_project(late_claims=LateClaims.FLAGGED)


async def period_closed(job: Job) -> None:
    await job.world.set(job.period, status=BillingPeriodStatus.CLOSED)


async def another_period_open(job: Job) -> None:
    await job.next_period(14)


async def claims_off(job: Job) -> None:
    await job.set(claims_on=False)


async def terminated(job: Job) -> None:
    await job.set(status=CommitmentStatus.TERMINATED)


async def unequal(job: Job) -> None:
    await job.set(original_sum_minor=1)


async def archived(job: Job) -> None:
    await job.set_project(is_archived=True)


CIRCUMSTANCES = (
    own_submission_off,
    past_due,
    late_claims_flagged,
    period_closed,
    another_period_open,
    claims_off,
    terminated,
    unequal,
    archived,
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_what_is_offered_is_what_is_answered(database: Database, state: Any) -> None:
    job = await job_of(database)
    await person_with(job, "both", level=AccessLevel.ADMIN, contact=True)
    await person_with(job, "twofold", level=AccessLevel.STANDARD, contact=True)
    claim = await state(job)
    place = STATES.index(state)
    kinds = await compared(job, claim, PEOPLE)
    await CIRCUMSTANCES[place % len(CIRCUMSTANCES)](job)
    kinds |= await compared(job, claim, random.Random(place).sample(PEOPLE, 4))
    nothing = {"refused", "forbidden"}
    assert kinds == (nothing if state is approved_with_a_later_one else {"allowed", *nothing})


async def compared(job: Job, claim: Any, people: Iterable[str]) -> set[str]:
    """Compares what is offered with what is answered, for each of these people; gives what came up."""
    kinds = set()
    async with unchanged(job.world):
        for who in people:
            said = await offered(job, claim, who)
            assert said == await answered(job, claim, who), who
            kinds |= {kind for kind, _ in said.values()}
    return kinds


async def test_a_token_that_only_reads_is_offered_nothing(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    said = await offered(job, claim, "administrator", is_read_only=True)
    assert {kind for kind, _ in said.values()} == {"forbidden"}
    assert said == await answered(job, claim, "administrator", is_read_only=True)


@pytest.mark.parametrize("state", [draft, accepted, approved], ids=lambda state: state.__name__)
async def test_for_others_there_is_nothing_to_do_anything_with(database: Database, state: Any) -> None:
    job = await job_of(database)
    other = await job.world.vendor(job.site.account, "Rival Roofing")
    rival = await job.world.person("Rob Rival", other)
    await job.world.designate(await job.world.commitment(job.site.project, other, "SC-009"), rival)
    await job.join("rival", rival)
    claim = await state(job)
    async with unchanged(job.world):
        for who in ("rival", "employee", "stranger"):
            for mutation, said in INPUTS.items():
                answer = await job.do(mutation, who, claimId=claim["id"], **said)
                assert error_codes(answer) == ["NOT_FOUND"], (who, mutation)
            assert error_codes(await job.create(who)) == ["NOT_FOUND"]


async def test_who_is_not_signed_in_does_nothing(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    async with unchanged(job.world):
        for mutation, said in INPUTS.items():
            shown = "userErrors { code }"
            answer = await do(job.world, None, mutation, shown, claimId=claim["id"], **said)
            assert error_codes(answer) == ["UNAUTHENTICATED"]


async def test_a_reason_that_is_merely_missing_forbids_nothing(database: Database) -> None:
    job = await job_of(database)
    claim = await job.submitted("100.00")
    said = await offered(job, claim, "administrator")
    assert (said["VOID_CLAIM"], said["WITHDRAW_CLAIM"]) == (("allowed", []), ("allowed", []))


async def test_what_is_asked_for_is_told_in_its_order(database: Database) -> None:
    job = await job_of(database)
    claim = await job.draft("100.00")
    shown = "viewerActions(actions: [SUBMIT_CLAIM, DELETE_CLAIM]) { action allowed }"
    told = (await job.claim("contact", claim, shown))["viewerActions"]
    assert {one["action"]: one["allowed"] for one in told} == {"DELETE_CLAIM": True, "SUBMIT_CLAIM": True}
    every = (await job.claim("contact", claim, "viewerActions { action }"))["viewerActions"]
    assert {one["action"] for one in every} == {*map(_upper, INPUTS), "SET_INTERNAL_NOTE"}
