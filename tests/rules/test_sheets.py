"""Reading spreadsheets into rows of text: what is read, and what is refused with which words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimgraph.errors import Refusal
from claimgraph.rules import sheets
from claimgraph.rules.sheets import Row, column_letters, quoted, read_sheet

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def is_heading(cells: Sequence[str]) -> bool:
    return list(cells[:2]) == ["Item", "Amount"]


def read(source: str | bytes, sheet: str | None = None) -> list[tuple[str, ...]]:
    rows = read_sheet(source, sheet, is_heading)
    assert not isinstance(rows, Refusal), rows
    return [row.cells for row in rows]


def refusal(source: str | bytes, sheet: str | None = None) -> str:
    answer = read_sheet(source, sheet, is_heading)
    assert isinstance(answer, Refusal), answer
    assert answer.code == "IMPORT_UNREADABLE"
    assert answer.path == ("source" if sheet is None else "sheet",)
    return answer.message


def workbook(write: Callable[[Any], None]) -> bytes:
    """The bytes of a workbook that `write` fills."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    write(book)
    book.close()
    return data.getvalue()


def sheet_of(*rows: Sequence[object]) -> bytes:
    """A workbook with one sheet."""

    def write(book: Any) -> None:
        sheet = book.add_worksheet("G703")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return workbook(write)


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with a piece of one of its parts replaced."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            assert name != part or old in content
            after.writestr(name, content.replace(old, new) if name == part else content)
    return result.getvalue()


class TestText:
    def test_rows_keep_their_number_in_the_file_and_blank_ones_are_left_out(self) -> None:
        rows = read_sheet("Item,Amount\n\n , ,\n1,5,,\n", None, is_heading)
        assert rows == (Row(1, ("Item", "Amount")), Row(4, ("1", "5")))

    def test_a_cell_beyond_the_last_filled_one_is_empty(self) -> None:
        assert [Row(1, ("a", "b")).cell(place) for place in range(3)] == ["a", "b", ""]

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_the_separator_is_the_one_that_makes_the_heading_row(self, separator: str, end: str) -> None:
        lines = ["Builders, Sydney; site a, b, c, d", f"Item{separator}Amount", f'1{separator}"5,00"']
        assert read(end.join(lines))[1:] == [("Item", "Amount"), ("1", "5,00")]

    def test_without_a_heading_row_the_separator_is_the_one_that_makes_most_columns(self) -> None:
        assert read("a;b;c\nd,e;f;g") == [("a", "b", "c"), ("d,e", "f", "g")]

    def test_quoted_cells_hold_separators_quotation_marks_and_line_breaks(self) -> None:
        text = 'Item,Amount\n"1, or ""one""","a\nb"\n2,3" pipe\n3, "x, y"\n'
        assert read(text)[1:] == [('1, or "one"', "a\nb"), ("2", '3" pipe'), ("3", "x, y")]

    def test_a_row_counts_once_however_many_lines_its_cells_have(self) -> None:
        rows = read_sheet('Item,Amount\n1,"a\n\nb"\n2,c\n', None, is_heading)
        assert isinstance(rows, tuple)
        assert [row.number for row in rows] == [1, 2, 3]

    @pytest.mark.parametrize("text", ['Item,Amount\n1,"5\n2,6\n', 'Item,Amount\n1,"5"0\n2,6\n', '"'])
    def test_quotation_marks_that_do_not_match_are_refused(self, text: str) -> None:
        assert refusal(text).startswith("The quotation marks do not match up to line ")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_bytes_are_read_in_unicode_with_or_without_mark(self, encoding: str) -> None:
        assert read("Item,Amount\n1,5 €\n".encode(encoding))[1] == ("1", "5 €")
        assert read("Item,Amount\n1,5\n".encode(encoding))[0] == ("Item", "Amount")

    def test_big_endian_utf_16_is_known_by_its_mark(self) -> None:
        assert read(b"\xfe\xff" + "Item,Amount\n1,é\n".encode("utf-16-be"))[1] == ("1", "é")

    def test_other_encodings_are_not_guessed_but_told_how_to_save(self) -> None:
        assert 'save it as .xlsx, or as "CSV UTF-8"' in refusal("Item,Amount\n1,5 £\n".encode("cp1252"))
        assert 'save it as .xlsx, or as "CSV UTF-8"' in refusal(b"\xff\xfea")

    @pytest.mark.parametrize("nothing", ["", " \n\n", b"", "\ufeff", "\ufeff\n".encode()])
    def test_an_empty_file_is_refused(self, nothing: str | bytes) -> None:
        assert refusal(nothing) == "The file is empty."

    def test_zero_bytes_and_halves_of_characters_are_refused(self) -> None:
        assert "zero bytes" in refusal("Item,Amount\n1,\0\n")
        assert "zero bytes" in refusal("Item,Amount\n1,5\n".encode("utf-32"))
        assert "surrogates" in refusal("Item,Amount\n1,\ud800\n")

    def test_a_text_of_more_than_one_megabyte_is_to_be_uploaded(self) -> None:
        fitting = "Item,Amount\n" + "é" * ((sheets.MOST_TEXT_BYTES - 12) // 2)
        assert refusal(fitting + "é") == "The text is longer than 1 MB; send the file as an upload."
        assert "upload" not in refusal(fitting)

    @pytest.mark.parametrize("size", [10_001, 1_000_000])
    @pytest.mark.parametrize("mark", ["", '"'])
    def test_a_cell_that_is_too_long_is_refused(self, size: int, mark: str) -> None:
        assert "longer than 10,000 characters" in refusal(f"Item,Amount\n1,{mark}{'x' * size}{mark}\n")

    def test_the_cell_that_is_too_long_is_named(self) -> None:
        assert read(f"Item,Amount\n1,{'x' * 10_000}\n")[1][1] == "x" * 10_000
        assert refusal(f"Item,Amount\n1,{'x' * 10_001}\n").startswith("Cell B2 is longer")

    def test_too_many_columns_or_rows_are_refused(self) -> None:
        assert len(read("x," * 255 + "x")[0]) == 256
        assert refusal("x," * 256 + "x").startswith("Row 1 has 257 columns")
        assert len(read("x\n" * 10_000)) == 10_000
        assert refusal("x\n" * 10_001).startswith("The sheet has more than 10,000 rows")

    def test_a_name_of_a_sheet_does_not_go_with_a_text(self) -> None:
        assert refusal("Item,Amount\n", sheet="G703").startswith("A CSV file has no sheets")


class TestWorkbook:
    def test_values_read_as_the_text_that_the_program_shows(self) -> None:
        day = datetime(2026, 11, 25)

        def write(book: Any) -> None:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["x", 1, 1.0, 1.1, -0.0, 1e15, 1e-7, True, "=1+1", "'2"])
            for place, (value, form) in enumerate(
                [
                    (day, "d mmm yyyy"),
                    (day.replace(hour=7), "d/m/yy h:mm"),
                    (time(6, 30), "hh:mm"),
                    (1.5, "[h]:mm"),
                ]
            ):
                sheet.write(1, place, value, book.add_format({"num_format": form}))

        assert read(workbook(write)) == [
            ("x", "1", "1", "1.1", "0", "1000000000000000", "0.0000001", "TRUE", "=1+1", "'2"),
            ("2026-11-25", "2026-11-25T07:00:00", "06:30:00", "1 day, 12:00:00"),
        ]

    @pytest.mark.parametrize(
        "stored, shown",
        [
            (b"30000.000000000004", "30000"),
            (b"0.30000000000000004", "0.3"),
            (b"100.00999999999999", "100.01"),
            (b"-1234567.8900000001", "-1234567.89"),
            (b"0.3333333333333333", "0.333333333333333"),
            (b"1.005", "1.005"),
            (b"1e400", "Infinity"),
            (b"NaN", "NaN"),
            (b"1e22", "1" + "0" * 22),
        ],
    )
    def test_numbers_have_fifteen_significant_digits(self, stored: bytes, shown: str) -> None:
        data = changed(sheet_of([5]), SHEET, b"<v>5</v>", b"<v>" + stored + b"</v>")
        assert read(data) == [(shown,)]

    @pytest.mark.parametrize(
        "form",
        [
            '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_)',
            "[$£-809]#,##0.00;[Red]-#,##0.00",
            '0.0 "days"',
        ],
    )
    def test_formats_of_amounts_do_not_make_dates_of_them(self, form: str) -> None:
        data = workbook(
            lambda book: book.add_worksheet().write(0, 0, 1234.5, book.add_format({"num_format": form}))
        )
        assert read(data) == [("1234.5",)]

    def test_formulas_give_the_value_saved_with_them_and_errors_their_sign(self) -> None:
        def write(book: Any) -> None:
            sheet = book.add_worksheet()
            sheet.write_formula(0, 0, "=A2*3", None, 15000)
            sheet.write_formula(0, 1, "=A9", None, "#REF!")
            sheet.write_formula(0, 2, "=1/0", book.add_format({"bold": True}), "#DIV/0!")
            sheet.write_formula(0, 3, '="a"', None, "a")

        assert read(workbook(write)) == [("15000", "#REF!", "#DIV/0!", "a")]

    def test_rows_keep_their_number_and_columns_their_place(self) -> None:
        data = workbook(lambda book: book.add_worksheet().write(6, 2, "x"))
        assert read_sheet(data, None, is_heading) == (Row(7, ("", "", "x")),)

    def test_a_sheet_is_found_by_its_name_whatever_its_case(self) -> None:
        def write(book: Any) -> None:
            for name in ("Cover", "G703"):
                book.add_worksheet(name).write(0, 0, f"on {name}")

        assert read(workbook(write)) == [("on Cover",)]
        assert read(workbook(write), "g703 ") == [("on G703",)]
        assert refusal(workbook(write), "G7") == 'The workbook has no sheet "G7", but "Cover", "G703".'

    def test_without_a_name_the_first_visible_sheet_is_read(self) -> None:
        def write(book: Any) -> None:
            book.add_worksheet("Lists").hide()
            book.add_chartsheet("Chart").set_chart(line_chart(book))
            shown = book.add_worksheet("Schedule")
            shown.write(0, 0, "here")
            shown.activate()

        assert read(workbook(write)) == [("here",)]

    def test_a_workbook_without_cells_has_no_rows(self) -> None:
        assert read(workbook(lambda book: book.add_worksheet())) == []

    def test_blank_cells_with_a_format_far_away_do_not_count(self) -> None:
        def write(book: Any) -> None:
            sheet = book.add_worksheet()
            sheet.write(0, 0, "x")
            sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

        assert read(workbook(write)) == [("x",)]


def line_chart(book: Any) -> Any:
    """A chart that a chart sheet can show."""
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Schedule!$A$1:$A$2"})
    return chart


class TestHostileWorkbook:
    @pytest.mark.parametrize(
        "data",
        [
            b"PK\x03\x04",
            b"PK\x03\x04" + b"x" * 100,
            sheet_of(["x"])[:-30],
            sheet_of(["x"])[:2_000],
            changed(sheet_of(["x", 5]), SHEET, b"</row>", b""),
            changed(sheet_of(["x", 5]), SHEET, b'r="B1"', b'r="ZZZZZ99999999"'),
            changed(sheet_of(["x", 5]), SHEET, b'<row r="1"', b'<row r="4294967295"'),
            changed(sheet_of(["x", 5]), SHEET, b"<v>0</v>", b"<v>99</v>"),
            changed(sheet_of(["x", 5]), SHEET, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
        ],
    )
    def test_a_damaged_workbook_is_to_be_saved_again(self, data: bytes) -> None:
        assert refusal(data).startswith("The workbook is damaged or not XLSX")

    @pytest.mark.parametrize("form", ["d mmm yyyy", "[h]:mm"])
    @pytest.mark.parametrize("value", [b"-1e300", b"1e18"])
    def test_dates_that_the_library_cannot_hold_end_in_a_refusal_or_a_number(
        self, form: str, value: bytes
    ) -> None:
        data = workbook(
            lambda book: book.add_worksheet().write(0, 0, 7, book.add_format({"num_format": form}))
        )
        answer = read_sheet(changed(data, SHEET, b"<v>7</v>", b"<v>" + value + b"</v>"), None, is_heading)
        assert isinstance(answer, Refusal) or answer == (Row(1, ("1" + "0" * 18,)),)

    def test_an_archive_that_is_no_workbook_is_refused(self) -> None:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("word/document.xml", "<a/>")
        assert refusal(data.getvalue()).startswith("The workbook is damaged or not XLSX")

    def test_an_old_workbook_or_one_with_a_password_is_to_be_saved_otherwise(self) -> None:
        assert "(.xls) or has a password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)

    def test_an_encrypted_archive_is_refused(self) -> None:
        data = bytearray(sheet_of(["x"]))
        place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/workbook.xml"))
        data[place + 8] |= 1
        assert refusal(bytes(data)) == "The workbook has a password; save it without one."

    def test_a_part_that_unpacks_to_too_much_is_never_unpacked(self) -> None:
        data = changed(sheet_of(["x", 5]), SHEET, b"<sheetData>", b" " * 2**25 + b"<sheetData>")
        assert len(data) < 100_000
        assert refusal(data).startswith("The workbook is too large")

    def test_a_part_that_states_less_than_it_holds_is_refused(self) -> None:
        data = changed(sheet_of(["x", 5]), SHEET, b"<sheetData>", b" " * 2**25 + b"<sheetData>")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            true_size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
        assert data.count(true_size) == 2
        assert refusal(data.replace(true_size, (1_000).to_bytes(4, "little"))).startswith(
            "The workbook is damaged"
        )

    def test_pictures_may_be_large(self) -> None:
        data = io.BytesIO(sheet_of(["x"]))
        with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/media/image1.png", b" " * 2**25)
        assert read(data.getvalue()) == [("x",)]

    @pytest.mark.parametrize("place", ["XFD1048576", "XFD5000", "B1048576"])
    def test_a_cell_far_away_does_not_make_a_grid_up_to_it(self, place: str) -> None:
        data = changed(sheet_of(["x", 5]), SHEET, b'r="B1"', f'r="{place}"'.encode())
        assert refusal(data).startswith(f"A sheet of the workbook reaches to {place};")

    def test_cells_without_a_place_are_counted_too(self) -> None:
        data = changed(
            sheet_of(["x", 5]), SHEET, b"</row>", b"</row>" + b'<row r="9000000"><c><v>1</v></c></row>'
        )
        assert refusal(data).startswith("A sheet of the workbook reaches to B9000000;")

    def test_one_long_text_in_many_cells_is_refused(self) -> None:
        data = changed(sheet_of(["x", 5]), STRINGS, b"<t>x</t>", b"<t>" + b"x" * 900_000 + b"</t>")
        data = changed(data, SHEET, b'<c r="B1"><v>5</v></c>', b'<c t="s"><v>0</v></c>' * 300)
        assert refusal(data) == "The workbook holds too much text; copy the schedule into one of its own."


class TestWords:
    def test_columns_have_the_letters_of_spreadsheets(self) -> None:
        assert [column_letters(index) for index in (0, 25, 26, 701, 702, 16_383)] == [
            *("A", "Z", "AA", "ZZ", "AAA", "XFD")
        ]

    def test_a_text_in_a_message_is_short_on_one_line_and_printable(self) -> None:
        assert quoted("a\n b\0\ud800\u202ec") == '"a b c"'
        assert quoted("x" * 1_000) == f'"{"x" * 60}..."'


def is_answer(answer: tuple[Row, ...] | Refusal) -> bool:
    if isinstance(answer, Refusal):
        return answer.code == "IMPORT_UNREADABLE" and answer.message.isprintable()
    return all(row.number > 0 and 0 < len(row.cells) <= 256 and row.cells[-1].strip() for row in answer)


SIGNS = st.sampled_from([*",;\t\"\n\r \0'", "Item", "Amount", "1", "5.00", "\ufeff", "\ud800", "é"])


@settings(deadline=None)
@given(st.text() | st.lists(SIGNS, max_size=40).map("".join), st.none() | st.text(max_size=5))
@example('Item,Amount\n"', None)
def test_whatever_text_comes_in_an_answer_comes_out(text: str, sheet: str | None) -> None:
    assert is_answer(read_sheet(text, sheet, is_heading))


@settings(deadline=None)
@given(st.binary() | st.binary().map(b"PK\x03\x04".__add__) | st.binary().map(b"\xff\xfe".__add__))
def test_whatever_bytes_come_in_an_answer_comes_out(data: bytes) -> None:
    assert is_answer(read_sheet(data, None, is_heading))


INTACT = sheet_of(["Item", "Amount"], [1, 5.5], ["two", date(2026, 1, 2).isoformat()])
with zipfile.ZipFile(io.BytesIO(INTACT)) as _archive:
    CELLS = _archive.read(SHEET)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(INTACT) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_workbook_with_wrong_bytes_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(INTACT)
    for place, value in changes:
        data[place] = value
    assert is_answer(read_sheet(bytes(data), None, is_heading))


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(CELLS) - 1), st.integers(0, 8), st.text(alphabet='<>/="crstv&;09-eAZ ', max_size=8))
def test_a_sheet_with_other_marks_is_read_or_refused(place: int, length: int, text: str) -> None:
    changed_cells = CELLS[:place] + text.encode() + CELLS[place + length :]
    assert is_answer(read_sheet(changed(INTACT, SHEET, CELLS, changed_cells), None, is_heading))
