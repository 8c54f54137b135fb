"""replaceScheduleOfValues: all lines in their order, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import CommitmentStatus, LineBasis
from claimgraph.storage.database import Database
from tests.api.questions import codes, do, done
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import id_of

LINE = """
id position itemNumber description costCode budgetCode basis quantity unit unitPrice scheduledValue version
retentionRateOnWork retentionRateOnStored taxRate certifiedToDate balanceToFinish percentComplete
"""
SCHEDULE = f"commitment {{ version schedule {{ total difference isComplete lines {{ {LINE} }} }} }}"
Lines = list[dict[str, Any]]


async def replace(site: Site, lines: Lines, who: str = "administrator", **given: Any) -> dict[str, Any]:
    """Sets the schedule."""
    told = {"commitmentId": site.id("commitment"), "lines": lines, **given}
    return await do(site.world, site.everybody[who], "replaceScheduleOfValues", SCHEDULE, **told)


def item(number: str, value: str | None = "1.00", **given: Any) -> dict[str, Any]:
    """A line by amount."""
    return {"itemNumber": number, "description": f"Item {number}", "scheduledValue": value, **given}


def measured(number: str, quantity: str = "380", price: str = "250.00", **given: Any) -> dict[str, Any]:
    """A line by quantity."""
    told = {"basis": "QUANTITY", "quantity": quantity, "unit": "m3", "unitPrice": price}
    return {"itemNumber": number, "description": f"Item {number}", **told, **given}


def paths(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """What was refused, and where."""
    return [(one["code"], ".".join(one["path"][1:])) for one in answer["userErrors"]]


async def draft(database: Database) -> Site:
    """A site whose commitment is a draft."""
    site = await site_of(database)
    await site.world.set(site.commitment, status=CommitmentStatus.DRAFT)
    return site


async def lines_of(site: Site) -> Lines:
    """The lines as they are, as the input takes them."""
    found = await rows(site.world, models.ScheduleLine)
    found.sort(key=lambda one: one.position)
    return [
        item(
            one.item_number,
            f"{one.scheduled_value_minor // 100}.{one.scheduled_value_minor % 100:02d}",
            id=id_of("ScheduleLine", one),
        )
        for one in found
    ]


async def test_lines_mix_their_bases(database: Database) -> None:
    site = await draft(database)
    answer = await replace(
        site,
        [
            item(
                "1", "15000.00", costCode="01-500", budgetCode="B-7", retentionRateOnWork="0", taxRate="8.25"
            ),
            measured("2", retentionRateOnStored="2.50"),
            item("3", None),
            item("4", "-500.00"),
            measured("5", scheduledValue=None),
            measured("6", "0.333333", "7.777777", scheduledValue="2.59"),
        ],
    )
    assert answer["userErrors"] == []
    schedule = answer["commitment"]["schedule"]
    assert {name: schedule["lines"][0][name] for name in ("costCode", "budgetCode", "scheduledValue")} == {
        "costCode": "01-500",
        "budgetCode": "B-7",
        "scheduledValue": "15000.00",
    }
    assert [one["scheduledValue"] for one in schedule["lines"]] == [
        "15000.00",
        "95000.00",
        None,
        "-500.00",
        None,
        "2.59",
    ]
    first, second, third, _, fifth, _ = schedule["lines"]
    assert (first["retentionRateOnWork"], first["taxRate"], second["retentionRateOnStored"]) == (
        "0.00",
        "8.25",
        "2.50",
    )
    assert (second["quantity"], second["unit"], second["unitPrice"]) == ("380", "m3", "250")
    assert (third["balanceToFinish"], third["percentComplete"], fifth["unitPrice"]) == (None, None, "250")
    assert (schedule["total"], schedule["difference"], schedule["isComplete"]) == (
        "109502.59",
        "-79502.59",
        False,
    )
    assert [one["position"] for one in schedule["lines"]] == [1, 2, 3, 4, 5, 6]


async def test_a_line_starts_with_the_basis_of_its_commitment(database: Database) -> None:
    site = await draft(database)
    await site.world.set(site.commitment, default_basis=LineBasis.QUANTITY)
    line = measured("1")
    del line["basis"]
    answer = await replace(site, [line])
    assert answer["commitment"]["schedule"]["lines"][0]["basis"] == "QUANTITY"


async def test_lines_that_are_named_keep_their_ids_and_may_swap_their_numbers(database: Database) -> None:
    site = await draft(database)
    first, second = await lines_of(site)
    first["itemNumber"], second["itemNumber"] = second["itemNumber"], first["itemNumber"]
    answer = await replace(site, [second, item("0", "0.00"), first], expectedVersion=1)
    told = answer["commitment"]["schedule"]["lines"]
    assert [(one["id"], one["itemNumber"], one["position"]) for one in told] == [
        (second["id"], "1", 1),
        (told[1]["id"], "0", 2),
        (first["id"], "2", 3),
    ]
    assert [one["version"] for one in told] == [2, 1, 2]
    found, changes = await event(site.world, "schedule.replaced")
    assert found.changes.count('"position"') == 3
    assert changes["Commitment"] == {"schedule_lines": [2, 3]}


async def test_a_line_that_is_left_out_goes(database: Database) -> None:
    site = await draft(database)
    first, second = await lines_of(site)
    answer = await replace(site, [second])
    schedule = answer["commitment"]["schedule"]
    assert ([one["id"] for one in schedule["lines"]], schedule["total"]) == ([second["id"]], "20000.00")
    told = await site.world.data(site.reader, "query($id: ID!) { node(id: $id) { id } }", id=first["id"])
    assert told["node"] is None
    empty = (await replace(site, []))["commitment"]["schedule"]
    assert (empty["lines"], empty["total"], empty["isComplete"]) == ([], "0.00", False)


async def test_figures_that_a_basis_does_not_take_are_refused_where_they_stand(database: Database) -> None:
    site = await draft(database)
    async with unchanged(site.world):
        answer = await replace(
            site,
            [
                item("1", unitPrice="5.00"),
                item("2", unit="m2"),
                measured("3", scheduledValue="95000.01"),
                {"itemNumber": "4", "description": "x", "basis": "QUANTITY", "quantity": "2"},
                {"itemNumber": "5", "description": "x"},
                {"itemNumber": "6", "description": "x", "basis": "QUANTITY", "scheduledValue": None},
            ],
        )
    assert paths(answer) == [
        ("SCHEDULE_BASIS_MISMATCH", "lines.0"),
        ("SCHEDULE_BASIS_MISMATCH", "lines.1"),
        ("SCHEDULE_BASIS_MISMATCH", "lines.2.scheduledValue"),
        ("SCHEDULE_BASIS_MISMATCH", "lines.3"),
        ("VALUE_REQUIRED", "lines.4.scheduledValue"),
        ("SCHEDULE_BASIS_MISMATCH", "lines.5"),
    ]


async def test_what_can_not_be_read_is_refused_where_it_stands(database: Database) -> None:
    site = await draft(database)
    other = await site.world.commitment(site.project, site.vendor, "SC-002")
    (foreign, _) = await rows(site.world, models.ScheduleLine, commitment_id=other.id)
    first, _ = await lines_of_first(site)
    async with unchanged(site.world):
        answer = await replace(
            site,
            [
                item(" ", "1.234", costCode="c" * 61),
                item("x" * 41, "1.00", retentionRateOnWork="100.01", taxRate="-1"),
                measured("3", "1.0000001", "5"),
                measured("4", "9000000000", "9000000000"),
                item("5", id=id_of("ScheduleLine", foreign)),
                item("6", id=site.id("project")),
                item("7", id=first),
                item("8", id=first),
                item("9", description="  "),
                item("ß" * 21),
            ],
        )
    assert paths(answer) == [
        ("VALUE_REQUIRED", "lines.0.itemNumber"),
        ("VALUE_INVALID", "lines.0.costCode"),
        ("VALUE_INVALID", "lines.0.scheduledValue"),
        ("VALUE_INVALID", "lines.1.itemNumber"),
        ("VALUE_INVALID", "lines.1.retentionRateOnWork"),
        ("VALUE_INVALID", "lines.1.taxRate"),
        ("VALUE_INVALID", "lines.2.quantity"),
        ("VALUE_INVALID", "lines.3"),
        ("NOT_FOUND", "lines.4.id"),
        ("NOT_FOUND", "lines.5.id"),
        ("VALUE_REQUIRED", "lines.8.description"),
        ("VALUE_INVALID", "lines.9.itemNumber"),
        ("VALUE_INVALID", "lines.7.id"),
    ]


async def lines_of_first(site: Site) -> tuple[str, str]:
    """The ids of the two lines of the site's commitment."""
    first, second = await rows(site.world, models.ScheduleLine, commitment_id=site.commitment.id)
    return id_of("ScheduleLine", first), id_of("ScheduleLine", second)


async def test_every_line_has_a_number_of_its_own(database: Database) -> None:
    site = await draft(database)
    async with unchanged(site.world):
        answer = await replace(site, [item("a1"), item("A1 "), item("b")])
        much = await replace(site, [item(str(place), "9000000000000.00") for place in range(12)])
    assert paths(answer) == [("NUMBER_TAKEN", "lines.1.itemNumber")]
    assert paths(much) == [("VALUE_INVALID", "")]


async def test_at_most_5000_lines_are_taken(database: Database) -> None:
    site = await draft(database)
    lines = [item(str(place), "0.01") for place in range(5_001)]
    async with unchanged(site.world):
        answer = await replace(site, lines)
    assert paths(answer) == [("VALUE_INVALID", "lines")]


async def test_once_approved_the_sum_stays(database: Database) -> None:
    site = await site_of(database)
    first, second = await lines_of(site)
    async with unchanged(site.world):
        answer = await replace(site, [first, second, item("3", "0.01")])
    assert paths(answer) == [("SCHEDULE_NOT_EQUAL_TO_CONTRACT", "")]
    split = await replace(site, [first, {**second, "scheduledValue": "12000.00"}, item("2b", "8000.00")])
    assert (split["userErrors"], split["commitment"]["schedule"]["isComplete"]) == ([], True)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (CommitmentStatus.OUT_FOR_SIGNATURE, []),
        (CommitmentStatus.COMPLETE, ["COMMITMENT_CLOSED"]),
        (CommitmentStatus.TERMINATED, ["COMMITMENT_CLOSED"]),
        (CommitmentStatus.VOID, ["COMMITMENT_CLOSED"]),
    ],
)
async def test_the_schedule_of_a_closed_commitment_stays(
    database: Database, status: CommitmentStatus, expected: list[str]
) -> None:
    site = await site_of(database)
    await site.world.set(site.commitment, status=status)
    answer = await replace(site, await lines_of(site), expectedVersion=1)
    assert codes(answer) == expected


async def claimed(site: Site, **work: Any) -> str:
    """A claim in which something is claimed on the first line; its id."""
    await site.world.period(site.project)
    claim = await done(
        site.world,
        site.contact,
        "createClaim",
        "claim { id lines { id } }",
        commitmentId=site.id("commitment"),
    )
    line = {"lineId": claim["lines"][0]["id"], **(work or {"work": {"amountThisPeriod": "100.00"}})}
    await done(site.world, site.contact, "updateClaim", "claim { id }", claimId=claim["id"], lines=[line])
    return str(claim["id"])


async def test_a_line_with_claims_is_neither_removed_nor_priced_anew(database: Database) -> None:
    site = await site_of(database)
    await claimed(site)
    first, second = await lines_of(site)
    async with unchanged(site.world):
        removed = await replace(site, [{**second, "scheduledValue": "30000.00"}])
        priced = await replace(
            site,
            [{**first, "scheduledValue": "11000.00"}, {**second, "scheduledValue": "19000.00"}],
        )
        renumbered = await replace(site, [{**first, "itemNumber": "1a"}, second])
        exempted = await replace(site, [{**first, "retentionRateOnWork": "0"}, second])
    assert paths(removed) == [("SCHEDULE_LINE_CLAIMED", "")]
    for answer in (priced, renumbered, exempted):
        assert paths(answer) == [("SCHEDULE_LINE_CLAIMED", "lines.0")]
    words = await replace(site, [{**first, "description": "Other words", "costCode": "9"}, second])
    assert words["commitment"]["schedule"]["lines"][0]["description"] == "Other words"


async def test_a_line_on_which_a_draft_claims_nothing_may_still_change(database: Database) -> None:
    site = await site_of(database)
    claim = await claimed(site)
    first, second = await lines_of(site)
    answer = await replace(site, [item("0", "5000.00"), first, item("2a", "15000.00")], expectedVersion=1)
    assert answer["userErrors"] == []
    asked = """query($id: ID!) { claim(id: $id) { version claimed { totalToDate }
      lines { itemNumber claimed { scheduledValue workThisPeriod } } } }"""
    told = (await site.world.data(site.contact, asked, id=claim))["claim"]
    assert [(one["itemNumber"], one["claimed"]["scheduledValue"]) for one in told["lines"]] == [
        ("0", "5000.00"),
        ("1", "10000.00"),
        ("2a", "15000.00"),
    ]
    assert told["lines"][1]["claimed"]["workThisPeriod"] == told["claimed"]["totalToDate"] == "100.00"
    assert second["id"] not in {one["id"] for one in await lines_of(site)}


async def test_a_note_on_a_line_of_a_draft_is_not_lost(database: Database) -> None:
    site = await site_of(database)
    await claimed(site, note="Measured by Carl")
    _, second = await lines_of(site)
    async with unchanged(site.world):
        answer = await replace(site, [{**second, "scheduledValue": "30000.00"}])
    assert paths(answer) == [("SCHEDULE_LINE_CLAIMED", "")]


async def test_a_void_claim_keeps_its_lines_but_not_their_price(database: Database) -> None:
    site = await site_of(database)
    claim = await claimed(site)
    await done(
        site.world, site.administrator, "voidClaim", "claim { id }", claimId=claim, reason="Wrong month"
    )
    first, second = await lines_of(site)
    removed = await replace(site, [{**second, "scheduledValue": "30000.00"}])
    assert paths(removed) == [("SCHEDULE_LINE_CLAIMED", "")]
    priced = await replace(
        site, [{**first, "scheduledValue": "11000.00"}, {**second, "scheduledValue": "19000.00"}]
    )
    assert codes(priced) == []


SEEN = """query($id: ID!) { commitment(id: $id) { version updatedAt openClaim { version updatedAt }
  schedule { lines { version updatedAt } } } }"""


async def test_the_contractors_own_codes_move_nothing_for_a_contact(database: Database) -> None:
    site = await site_of(database)
    await claimed(site)
    before = {
        who: await site.world.data(site.everybody[who], SEEN, id=site.id("commitment"))
        for who in ("contact", "reader")
    }
    first, second = await lines_of(site)
    await replace(site, [{**first, "budgetCode": "B-7"}, second])
    after = await site.world.data(site.contact, SEEN, id=site.id("commitment"))
    assert after == before["contact"]
    members = await site.world.data(site.reader, SEEN, id=site.id("commitment"))
    versions = [one["version"] for one in members["commitment"]["schedule"]["lines"]]
    assert versions == [2, 1]
    assert members["commitment"]["version"] == before["reader"]["commitment"]["version"] + 1
    asked = "query($id: ID!) { commitment(id: $id) { schedule { lines { budgetCode } } } }"
    told = await site.world.ask(site.contact, asked, {"id": site.id("commitment")})
    assert [one["budgetCode"] for one in told["data"]["commitment"]["schedule"]["lines"]] == [None, None]


async def test_the_same_lines_again_change_nothing(database: Database) -> None:
    site = await site_of(database)
    await claimed(site)
    before = await site.world.data(site.reader, SEEN, id=site.id("commitment"))
    await replace(site, await lines_of(site))
    assert await site.world.data(site.reader, SEEN, id=site.id("commitment")) == before


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("standard", "FORBIDDEN"),
        ("contact", "FORBIDDEN"),
        ("employee", "NOT_FOUND"),
        ("stranger", "NOT_FOUND"),
    ],
)
async def test_schedules_are_set_by_administrators(database: Database, who: str, code: str) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await replace(site, [], who)
        stale = await replace(site, [], "manager", expectedVersion=5)
    assert answer["errors"][0][0] == code
    assert codes(stale) == ["VERSION_CONFLICT"]


async def test_amounts_are_those_of_the_projects_currency(database: Database) -> None:
    site = await site_of(database, currency="JPY")
    await site.world.set(site.commitment, status=CommitmentStatus.DRAFT)
    async with unchanged(site.world):
        assert paths(await replace(site, [item("1", "1.50")])) == [
            ("VALUE_INVALID", "lines.0.scheduledValue")
        ]
    answer = await replace(site, [item("1", "1500"), measured("2", "2.5", "33.3")])
    assert [one["scheduledValue"] for one in answer["commitment"]["schedule"]["lines"]] == ["1500", "83"]
