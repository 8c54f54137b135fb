"""From a schedule to an approved claim, and on to the next one."""

from __future__ import annotations

from claimgraph.storage.database import Database
from tests.api.questions import CLAIM, codes, do, done
from tests.world import World, id_of


async def test_a_claim_goes_from_its_creation_to_approval_and_the_next_starts_from_what_was_certified(
    database: Database,
) -> None:
    world = World(database)
    account = await world.account()
    project = await world.project(account)
    vendor = await world.vendor(account)
    administrator = await world.person("Ada Admin", account, is_administrator=True)
    contact = await world.person("Carl Contact", vendor)
    commitment = await world.commitment(project, vendor, lines=(10_000_00, 20_000_00))
    await world.designate(commitment, contact)
    period = await world.period(project)

    claim = await done(
        world, contact, "createClaim", f"claim {{ {CLAIM} }}", commitmentId=id_of("Commitment", commitment)
    )
    assert (claim["number"], claim["status"], claim["claimedAmount"]) == (1, "DRAFT", "0.00")

    first, second = claim["lines"]
    claim = await done(
        world,
        contact,
        "updateClaim",
        f"claim {{ {CLAIM} }}",
        claimId=claim["id"],
        expectedVersion=claim["version"],
        lines=[
            {"lineId": first["id"], "work": {"percentToDate": "40.00"}},
            {"lineId": second["id"], "work": {"amountThisPeriod": "5000.00"}, "storedMaterials": "1000.00"},
        ],
    )
    assert claim["claimed"]["totalToDate"] == "10000.00"
    assert claim["claimed"]["retentionHeld"] == "500.00"
    assert claim["claimedAmount"] == "9500.00"

    claim = await done(world, contact, "submitClaim", f"claim {{ {CLAIM} }}", claimId=claim["id"])
    assert claim["status"] == "UNDER_REVIEW"

    shown = "claim { id version draftAssessment { version summary { amountThisClaim } difference } }"
    assessed = await done(
        world,
        administrator,
        "assessClaim",
        shown,
        claimId=claim["id"],
        expectedVersion=0,
        acceptOtherLines=True,
        lines=[
            {
                "lineId": claim["lines"][1]["id"],
                "decision": "REDUCED",
                "work": {"amountThisPeriod": "4000.00"},
                "reason": "Measured on site",
            }
        ],
    )
    assert assessed["draftAssessment"]["summary"]["amountThisClaim"] == "8550.00"
    assert assessed["draftAssessment"]["difference"] == "-950.00"

    refused = await do(
        world,
        administrator,
        "approveClaim",
        "claim { status }",
        claimId=claim["id"],
        expectedAmount="9500.00",
    )
    assert codes(refused) == ["CERTIFIED_AMOUNT_DIFFERS"]
    claim = await done(
        world,
        administrator,
        "approveClaim",
        f"claim {{ {CLAIM} commitment {{ totals {{ certifiedToDate retentionHeld }} }} }}",
        claimId=claim["id"],
        expectedAmount="8550.00",
        expectedAssessmentVersion=assessed["draftAssessment"]["version"],
    )
    assert claim["status"] == "APPROVED_AS_NOTED"
    assert claim["certifiedAmount"] == "8550.00"
    assert claim["commitment"]["totals"] == {"certifiedToDate": "9000.00", "retentionHeld": "450.00"}

    await done(
        world,
        administrator,
        "openBillingPeriod",
        "billingPeriod { status } closedPeriod { id status }",
        projectId=id_of("Project", project),
        startsOn="2026-12-01",
        endsOn="2026-12-31",
        dueOn="2026-12-25",
    )
    assert (await world.again(period)).status == "CLOSED"
    following = await done(
        world,
        contact,
        "createClaim",
        f"claim {{ {CLAIM} previousClaim {{ number }} }}",
        commitmentId=id_of("Commitment", commitment),
    )
    assert following["number"] == 2
    assert following["previousClaim"] == {"number": 1}
    assert following["claimed"]["previousCertificates"] == "8550.00"
    assert [line["claimed"]["previousWork"] for line in following["lines"]] == ["4000.00", "4000.00"]
    assert following["lines"][1]["claimed"]["storedMaterials"] == "1000.00"
