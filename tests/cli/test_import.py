"""A schedule of values from a file, on a copy of the demo."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.demo.made import Made

WORKBOOK = str(files("claimgraph") / "demo_data" / "schedule.xlsx")
SHEET = str(files("claimgraph") / "demo_data" / "continuation-sheet.csv")
DRAFT = ("--project", "P-103", "--commitment", "SC-003")
AS_INES = ("--as", "ines.ferreira@harbourline.example")


@pytest.fixture
def site(made: Made, tmp_path: Path) -> Shell:
    """A shell on a copy of the demo's database."""
    inner = made.copied(tmp_path / "data") / "demo"
    return Shell(tmp_path, f"sqlite:///{inner / 'claimgraph.sqlite3'}")


def test_a_workbook_is_shown_asked_about_and_imported(site: Shell) -> None:
    ended = site.run("import", WORKBOOK, *DRAFT, "--sheet", "G703", *AS_INES, given="y\n")
    assert ended.exit_code == 0, ended.stderr
    assert "   13  10       Doors / frames / hardware" in ended.stdout
    assert "13 rows, 827000.00 AUD in all; the original sum is 827000.00 AUD." in ended.stderr
    assert "Structural steel has 13 lines now." in ended.stderr


@pytest.mark.parametrize(("options", "given"), [(("--dry-run",), ""), ((), "n\n")])
def test_nothing_is_imported_by_a_look_or_a_no(site: Shell, options: tuple[str, ...], given: str) -> None:
    looked = site.run("import", SHEET, *DRAFT, *options, *AS_INES, given=given)
    assert "Punch list / closeout" in looked.stdout
    assert "lines now" not in looked.stderr
    # The version that the import names is still the one that was there.
    assert "13 lines now" in site.run("import", SHEET, *DRAFT, "--yes", *AS_INES).stderr


def test_a_wrong_row_is_told_and_nothing_imported(site: Shell) -> None:
    (site.folder / "bad.csv").write_text("Item,Description,Total\n1,Posts,12\n2,Rails,about ten\n")
    ended = site.run("import", str(site.folder / "bad.csv"), *DRAFT, "--yes", *AS_INES)
    assert ended.exit_code == 1
    assert "IMPORT_ROW_INVALID" in ended.stderr
    assert "source.3.Total" in ended.stderr
    assert '"about ten" is no number' in ended.stdout


def test_who_does_not_see_the_commitment_cannot_import(site: Shell) -> None:
    ended = site.run("import", SHEET, *DRAFT, "--yes", "--as", "daniel.okafor@ridgeway.example")
    assert (ended.exit_code, "sees no single commitment" in ended.stderr) == (1, True)


def test_what_is_no_schedule_is_wrong_usage(site: Shell) -> None:
    (site.folder / "notes.txt").write_text("nothing")
    assert site.run("import", str(site.folder / "notes.txt"), *DRAFT, *AS_INES).exit_code == 2
    assert site.run("import", SHEET, *DRAFT, "--column", "colour=Red", *AS_INES).exit_code == 2
