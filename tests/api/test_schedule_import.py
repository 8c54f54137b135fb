"""importScheduleOfValues: from a CSV text or a file that was sent, whole or not at all."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import CommitmentStatus
from claimgraph.storage.database import Database
from claimgraph.storage.files import upload_key
from tests.api.files import send, with_files, workbook
from tests.api.questions import codes, do, done
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import key_in

IMPORTED = """
commitment { version schedule { total difference isComplete
             lines { id itemNumber description costCode basis quantity unit unitPrice scheduledValue } } }
total rows { row itemNumber description scheduledValue problems { code message path } }
"""
SHEET = "Item No.,Description,Scheduled Value\n"
CONTINUATION = Path(__file__).parents[1] / "data" / "continuation-sheet.csv"


async def draft(database: Database, folder: Path | None = None) -> Site:
    """A site whose commitment is a draft without lines, with a store of files."""
    site = await site_of(database)
    await site.world.set(site.commitment, status=CommitmentStatus.DRAFT)
    if folder:
        with_files(site, folder)
    return site


async def take(
    site: Site, source: str | dict[str, str], who: str = "administrator", **given: Any
) -> dict[str, Any]:
    """Imports a schedule; a text is CSV."""
    told = {"csv": source} if isinstance(source, str) else source
    return await do(
        site.world,
        site.everybody[who],
        "importScheduleOfValues",
        IMPORTED,
        commitmentId=site.id("commitment"),
        source=told,
        **given,
    )


def paths(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """What was refused, and where."""
    return [(one["code"], ".".join(one["path"][1:])) for one in answer["userErrors"]]


async def test_the_published_continuation_sheet_is_previewed_and_imported(database: Database) -> None:
    site = await draft(database)
    text = CONTINUATION.read_text()
    async with unchanged(site.world):
        preview = await take(site, text, dryRun=True)
    assert (preview["total"], preview["userErrors"]) == ("827000.00", [])
    assert preview["rows"][0] == {
        "row": 2,
        "itemNumber": "1",
        "description": "Mobilization / project setup",
        "scheduledValue": "15000.00",
        "problems": [],
    }
    assert [one["row"] for one in preview["rows"]] == list(range(2, 15))
    await done(
        site.world,
        site.administrator,
        "updateCommitment",
        "commitment { id }",
        commitmentId=site.id("commitment"),
        fields={"originalSum": "827000.00"},
    )
    answer = await take(site, text, expectedVersion=2)
    schedule = answer["commitment"]["schedule"]
    assert (schedule["total"], schedule["difference"], schedule["isComplete"]) == ("827000.00", "0.00", True)
    assert [one["itemNumber"] for one in schedule["lines"]] == [str(place) for place in range(1, 14)]
    found, _ = await event(site.world, "schedule.imported")
    assert found.subject_id == site.commitment.id


async def test_columns_are_found_by_the_headings_that_are_named(database: Database) -> None:
    site = await draft(database)
    text = "Nr;Leistung;Konto;Menge;Einheit;Preis\n1;Footings;03-100;380;m3;250.00\n2;Slab;;10;m2;33.333\n"
    names = {
        "itemNumber": "Nr",
        "description": "Leistung",
        "costCode": "Konto",
        "quantity": "Menge",
        "unit": "Einheit",
        "unitPrice": "Preis",
    }
    lines = (await take(site, text, columns=names))["commitment"]["schedule"]["lines"]
    assert [
        {name: one[name] for name in ("costCode", "basis", "quantity", "unit", "unitPrice")} for one in lines
    ] == [
        {"costCode": "03-100", "basis": "QUANTITY", "quantity": "380", "unit": "m3", "unitPrice": "250"},
        {"costCode": None, "basis": "QUANTITY", "quantity": "10", "unit": "m2", "unitPrice": "33.333"},
    ]
    assert [one["scheduledValue"] for one in lines] == ["95000.00", "333.33"]
    async with unchanged(site.world):
        absent = await take(site, text, columns={**names, "unit": "Mass"})
    assert paths(absent) == [("IMPORT_UNREADABLE", "columns.unit")]


async def test_every_problem_is_told_by_row_and_column_and_nothing_is_imported(database: Database) -> None:
    site = await draft(database)
    text = (
        "Item No.,Description,Qty,Unit,Rate,Amount\n"
        "1,Mobilization,,,,twelve\n"
        ",Demolition,,,,28.001\n"
        "3,,2,m2,10.00,25.00\n"
        "3,Slab,,m2,,5.00\n"
        "5,Right,,,,1.00\n"
    )
    async with unchanged(site.world):
        answer = await take(site, text)
        dry = await take(site, text, dryRun=True)
    assert answer == dry
    assert answer["total"] is None
    told = {one["row"]: [(each["code"], each["path"]) for each in one["problems"]] for one in answer["rows"]}
    assert told == {
        2: [("IMPORT_ROW_INVALID", ["2", "Amount"])],
        3: [("IMPORT_ROW_INVALID", ["3", "Item No."]), ("IMPORT_ROW_INVALID", ["3", "Amount"])],
        4: [
            ("IMPORT_ROW_INVALID", ["4", "Item No."]),
            ("IMPORT_ROW_INVALID", ["4", "Description"]),
            ("SCHEDULE_BASIS_MISMATCH", ["4", "Amount"]),
        ],
        5: [("IMPORT_ROW_INVALID", ["5", "Item No."]), ("SCHEDULE_BASIS_MISMATCH", ["5", "Unit"])],
        6: [],
    }
    assert paths(answer) == [
        (code, f"source.{'.'.join(path)}") for found in told.values() for code, path in found
    ]


async def test_a_second_import_keeps_the_lines_that_it_names(database: Database) -> None:
    site = await draft(database)
    first = await take(site, SHEET + "1,Mobilization,10.00\n2,Demolition,20.00\n3,Footings,30.00\n")
    lines = first["commitment"]["schedule"]["lines"]
    await done(
        site.world,
        site.administrator,
        "replaceScheduleOfValues",
        "commitment { id }",
        commitmentId=site.id("commitment"),
        lines=[
            {
                "id": one["id"],
                "itemNumber": one["itemNumber"],
                "description": one["description"],
                "scheduledValue": one["scheduledValue"],
                "costCode": "01",
                "budgetCode": "B-7",
                "retentionRateOnWork": "2.50",
                "taxRate": "8.25",
            }
            for one in lines
        ],
    )
    second = await take(site, SHEET + "3,Footings and slab,35.00\n1,Mobilization,10.00\n4,Steel,5.00\n")
    again = second["commitment"]["schedule"]["lines"]
    assert [one["id"] for one in again[:2]] == [lines[2]["id"], lines[0]["id"]]
    assert [(one["itemNumber"], one["description"], one["costCode"]) for one in again] == [
        ("3", "Footings and slab", "01"),
        ("1", "Mobilization", "01"),
        ("4", "Steel", None),
    ]
    kept = {one.item_number: one for one in await rows(site.world, models.ScheduleLine)}
    assert (kept["3"].budget_code, kept["3"].retention_rate_on_work_ppm, kept["3"].tax_rate_ppm) == (
        "B-7",
        25_000,
        82_500,
    )
    assert "2" not in kept


async def test_an_import_obeys_the_rules_of_the_schedule(database: Database) -> None:
    site = await site_of(database)
    await site.world.period(site.project)
    claim = await done(
        site.world,
        site.contact,
        "createClaim",
        "claim { id lines { id } }",
        commitmentId=site.id("commitment"),
    )
    await done(
        site.world,
        site.contact,
        "updateClaim",
        "claim { id }",
        claimId=claim["id"],
        lines=[{"lineId": claim["lines"][0]["id"], "work": {"amountThisPeriod": "100.00"}}],
    )
    async with unchanged(site.world):
        answer = await take(site, SHEET + "1,Item 1,1.00\n2,Item 2,2.00\n")
    assert paths(answer) == [("SCHEDULE_NOT_EQUAL_TO_CONTRACT", ""), ("SCHEDULE_LINE_CLAIMED", "source.2")]
    assert answer["total"] == "3.00"
    await site.world.set(site.commitment, status=CommitmentStatus.COMPLETE)
    assert codes(await take(site, SHEET + "1,Item 1,30000.00\n")) == [
        "COMMITMENT_CLOSED",
        "SCHEDULE_LINE_CLAIMED",
    ]


async def test_an_open_line_is_imported_without_a_limit(database: Database) -> None:
    site = await draft(database)
    answer = await take(site, SHEET + "1,Dayworks,open\n2,Steel,5.00\n")
    assert [one["scheduledValue"] for one in answer["commitment"]["schedule"]["lines"]] == [None, "5.00"]
    assert answer["total"] == "5.00"


async def test_a_workbook_is_imported_from_the_sheet_that_is_named(
    database: Database, tmp_path: Path
) -> None:
    site = await draft(database, tmp_path)
    heading = ["Item No.", "Description of Work", "Scheduled Value"]
    content = workbook(
        ("G702", [["Application for payment"]]),
        ("G703", [["Project: Library"], heading, [1, "Mobilization", 15000.5], [2.1, "Demolition", 28000]]),
    )
    source = await send(site, content)
    async with unchanged(site.world):
        wrong = await take(site, source, sheet="G704")
        first = await take(site, source)
    assert (paths(wrong), paths(first)) == (
        [("IMPORT_UNREADABLE", "sheet")],
        [("IMPORT_UNREADABLE", "source")],
    )
    answer = await take(site, source, sheet="g703", expectedVersion=1, idempotencyKey="sov-1")
    lines = answer["commitment"]["schedule"]["lines"]
    assert [(one["itemNumber"], one["scheduledValue"]) for one in lines] == [
        ("1", "15000.50"),
        ("2.1", "28000.00"),
    ]
    assert [one["row"] for one in answer["rows"]] == [3, 4]


async def test_a_csv_file_that_was_sent_is_read_too(database: Database, tmp_path: Path) -> None:
    site = await draft(database, tmp_path)
    content = (SHEET + "1,Façade,10.00\n").encode("utf-8-sig")
    answer = await take(site, await send(site, content, "text/csv"))
    assert answer["commitment"]["schedule"]["lines"][0]["description"] == "Façade"


async def test_only_what_has_arrived_is_imported_and_only_by_its_sender(
    database: Database, tmp_path: Path
) -> None:
    site = await draft(database, tmp_path)
    content = (SHEET + "1,Steel,10.00\n").encode()
    announced = await done(
        site.world,
        site.administrator,
        "createUpload",
        "upload { id }",
        fileName="schedule.csv",
        mediaType="text/csv",
        size=len(content),
        sha256=sha256(content).hexdigest(),
    )
    waiting = {"uploadId": announced["id"]}
    foreign = await send(site, content, "text/csv", site.manager)
    lost = await send(site, content, "text/csv")
    await site.world.services.files.delete(upload_key(key_in(lost["uploadId"])))
    path = "source.uploadId"
    async with unchanged(site.world):
        assert paths(await take(site, waiting)) == [("UPLOAD_NOT_READY", path)]
        assert paths(await take(site, lost)) == [("UPLOAD_NOT_READY", path)]
        assert paths(await take(site, foreign)) == [("NOT_FOUND", path)]
        assert paths(await take(site, {"uploadId": site.id("project")})) == [("NOT_FOUND", path)]
        assert paths(await take(site, {"uploadId": "?"})) == [("NOT_FOUND", path)]
    assert codes(await take(site, foreign, "manager")) == []


def bomb() -> bytes:
    """A workbook that unpacks to far more than it is."""
    told = BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"<c/>" * 20_000_000)
    return told.getvalue()


HOSTILE = {
    "nothing": b"",
    "blanks": b"\n \n",
    "no table": b"Dear Sir or Madam\n",
    "bytes": bytes(range(256)),
    "NUL": b"Item No.,Description,Scheduled Value\n1,a\x00b,1.00\n",
    "half a workbook": workbook(("A", [["Item No.", "Description", "Amount"]]))[:200],
    "a zip of nothing": b"PK\x05\x06" + bytes(18),
    "a bomb": bomb(),
    "only headings": SHEET.encode(),
    "unclosed quotes": SHEET.encode() + b'1,"Steel,1.00\n' * 3,
    "very wide": b"a," * 1_000 + b"\n" + SHEET.encode(),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_file_is_refused_and_nothing_happens(
    sqlite_database: Database, tmp_path: Path, content: bytes
) -> None:
    site = await draft(sqlite_database, tmp_path)
    source = await send(site, content or b"\n")
    async with unchanged(site.world):
        answer = await take(site, source)
    assert "errors" not in answer
    assert set(codes(answer)) <= {"IMPORT_UNREADABLE", "IMPORT_ROW_INVALID"}
    assert codes(answer)


async def test_formulas_and_signs_come_in_as_plain_words(database: Database) -> None:
    site = await draft(database)
    text = SHEET + '1,"=HYPERLINK(""http://x"",""y"")",1.00\n2,<script>alert(1)</script>,2.00\n'
    lines = (await take(site, text))["commitment"]["schedule"]["lines"]
    assert [one["description"] for one in lines] == [
        '=HYPERLINK("http://x","y")',
        "<script>alert(1)</script>",
    ]


async def test_a_text_of_more_than_a_megabyte_is_sent_as_a_file(database: Database) -> None:
    site = await draft(database)
    async with unchanged(site.world):
        answer = await take(site, "x" * 1_000_001)
    assert paths(answer) == [("IMPORT_UNREADABLE", "source.csv")]
    assert (answer["rows"], answer["total"]) == ([], None)


@pytest.mark.parametrize(
    ("who", "code"), [("standard", "FORBIDDEN"), ("contact", "FORBIDDEN"), ("stranger", "NOT_FOUND")]
)
async def test_schedules_are_imported_by_administrators(database: Database, who: str, code: str) -> None:
    site = await draft(database)
    async with unchanged(site.world):
        answer = await take(site, SHEET + "1,Steel,1.00\n", who)
        stale = await take(site, SHEET + "1,Steel,1.00\n", "manager", expectedVersion=4)
    assert answer["errors"][0][0] == code
    assert codes(stale) == ["VERSION_CONFLICT"]


async def test_thousands_of_lines_are_imported_at_once(database: Database) -> None:
    site = await draft(database)
    text = SHEET + "".join(f"{place},Item {place},1.00\n" for place in range(1, 2_001))
    answer = await take(site, text)
    assert (answer["total"], len(answer["commitment"]["schedule"]["lines"])) == ("2000.00", 2_000)
