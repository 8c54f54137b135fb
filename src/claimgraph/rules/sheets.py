"""Spreadsheets that people send, read into rows of text: CSV as text or bytes, XLSX as bytes.

A cell is the text that a spreadsheet program would show without its number format. Numbers of a workbook are
64-bit floats, of which fifteen significant digits are sure and are all that those programs show: a number is
written with these, so that 30000.000000000004, left by a calculation, reads 30000. Dates read as ISO 8601.
Formulas give the value that was saved with them, and an error in a cell reads as its sign (#REF!).

Whatever comes in, what cannot be read is answered with a `Refusal` (IMPORT_UNREADABLE) that says how to mend
it. A file may be hostile: what it unpacks to is weighed before the library sees it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import TypeVar
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from claimgraph.errors import Refusal

MOST_TEXT_BYTES = 2**20
"""Size of a CSV text that comes with a request, in bytes of UTF-8."""
MOST_ROWS = 10_000
"""Rows of a sheet that are not blank, titles and totals included."""
MOST_COLUMNS = 256
"""Columns of a row, up to the last that is filled."""
MOST_CHARACTERS = 10_000
"""Characters of a cell."""
HEADING_ROWS = 20
"""Headings stand within so many rows from the top; titles may come before them."""
SEPARATORS = (",", ";", "\t")
"""What may stand between the cells of a CSV file."""

_MOST_UNPACKED_BYTES = 2**24
_MOST_GRID_CELLS = 2_000_000  # The library keeps a place for every cell up to the last, blank ones too.
_MOST_COPIED_BYTES = 2**28  # Cells may share one long text, and the library gives each a copy.

# No other part is unpacked: pictures, charts and pivot tables may be as large as they like.
_NEEDED_PART = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels"
    r"|xl/(workbook|styles|sharedstrings)\.xml|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
_ERROR_TYPE = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*?\bt\s*=\s*)["']e["']""")
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.IGNORECASE)
_ROW = re.compile(r"()([1-9][0-9]{0,6})")

Result = TypeVar("Result")
CellValue = int | float | str | bool | time | date | datetime | timedelta
IsHeading = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank: its number in the file, from 1, and its cells up to the last filled one."""

    number: int
    cells: tuple[str, ...]

    def cell(self, index: int) -> str:
        """The text at a place from 0; empty beyond the last filled cell."""
        return self.cells[index] if index < len(self.cells) else ""


class _ReadingError(Exception):
    """Ends the reading; its refusal is what the public function answers."""

    def __init__(self, message: str, at: str = "source") -> None:
        super().__init__(message)
        self.refusal = Refusal("IMPORT_UNREADABLE", message, (at,))


def read_sheet(source: str | bytes, sheet: str | None, is_heading: IsHeading) -> tuple[Row, ...] | Refusal:
    """The filled rows of a CSV text, or of the bytes of a CSV or XLSX file; else why it cannot be read.

    `sheet` names the sheet of a workbook, case ignored, the first visible one when None; a CSV file has none.
    `is_heading` knows a heading row by its cells: the separator of a CSV file is the one with which such a
    row is found within the first `HEADING_ROWS`. The refusal's path starts below the import's input.
    """
    try:
        if isinstance(source, bytes) and source.startswith(b"PK\x03\x04"):
            return tuple(_workbook_rows(source, sheet))
        text = _text_of(source)
        if sheet is not None:
            raise _ReadingError("A CSV file has no sheets; leave the name of the sheet out.", at="sheet")
        return tuple(_text_rows(text, is_heading))
    except _ReadingError as error:
        return error.refusal


def quoted(text: str) -> str:
    """A text of the user as a message may repeat it: on one line, cut, without what cannot be printed."""
    line = "".join(sign if sign.isprintable() else " " for sign in text[:200])
    line = " ".join(line.split())
    return f'"{line[:60]}..."' if len(line) > 60 else f'"{line}"'


def column_letters(index: int) -> str:
    """The name of a column as spreadsheets show it: A for 0, AA for 26."""
    head, last = divmod(index, 26)
    return (column_letters(head - 1) if head else "") + chr(ord("A") + last)


def _rows(lines: Iterable[Sequence[str]]) -> Iterator[Row]:
    """The rows that are not blank, numbered, within the limits."""
    kept = 0
    for number, line in enumerate(lines, 1):
        filled = max((place for place, text in enumerate(line, 1) if text.strip()), default=0)
        if not filled:
            continue
        kept += 1
        if kept > MOST_ROWS:
            raise _ReadingError(f"The sheet has more than {MOST_ROWS:,} rows; split the schedule.")
        yield _row(number, tuple(line[:filled]))


def _row(number: int, cells: tuple[str, ...]) -> Row:
    if len(cells) > MOST_COLUMNS:
        raise _ReadingError(
            f"Row {number} has {len(cells):,} columns; delete the needless ones, {MOST_COLUMNS} may stay."
        )
    for place, text in enumerate(cells):
        if len(text) > MOST_CHARACTERS:
            raise _too_long(f"Cell {column_letters(place)}{number}")
    return Row(number, cells)


def _too_long(cell: str) -> _ReadingError:
    return _ReadingError(
        f"{cell} is longer than {MOST_CHARACTERS:,} characters; shorten it, "
        "or look for a quotation mark that is never closed."
    )


# -- CSV ----------------------------------------------------------------------------------------------------


def _text_of(source: str | bytes) -> str:
    text = _decoded(source) if isinstance(source, bytes) else _sent(source)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise _ReadingError("The file is empty.")
    if "\0" in text:
        raise _ReadingError("This is no text, for it holds zero bytes; send CSV in UTF-8, or XLSX.")
    return text


def _sent(text: str) -> str:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise _ReadingError("The text holds halves of characters (surrogates); send whole ones.") from None
    if size > MOST_TEXT_BYTES:
        raise _ReadingError("The text is longer than 1 MB; send the file as an upload.")
    return text


def _decoded(data: bytes) -> str:
    """The text of bytes in UTF-8, or in UTF-16 with its mark; no other encoding is guessed."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _ReadingError("This is an old workbook (.xls) or has a password; save it as .xlsx without one.")
    try:
        return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
    except UnicodeDecodeError:
        raise _ReadingError(
            'This is neither an XLSX workbook nor CSV in UTF-8; save it as .xlsx, or as "CSV UTF-8".'
        ) from None


def _text_rows(text: str, is_heading: IsHeading) -> Iterator[Row]:
    separator = _separator(text, is_heading)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    try:
        yield from _rows(lines)
    except csv.Error as error:
        if "field limit" in str(error):
            raise _too_long(f"A cell that begins before line {lines.line_num + 1}") from None
        raise _ReadingError(
            f"The quotation marks do not match up to line {lines.line_num}: a cell that begins with one "
            "ends with one, and one inside it is written twice."
        ) from None


def _separator(text: str, is_heading: IsHeading) -> str:
    """The one with which a heading row is found, else the one that makes the most columns."""
    heads = {separator: list(_head(text, separator)) for separator in SEPARATORS}
    fitting = (separator for separator, rows in heads.items() if any(map(is_heading, rows)))
    widest = max(SEPARATORS, key=lambda separator: max(map(len, heads[separator]), default=0))
    return next(fitting, widest)


def _head(text: str, separator: str) -> Iterator[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    # A wrong separator may make nonsense of the quotation marks; what was read until then is enough.
    with suppress(csv.Error):
        for cells in islice(lines, HEADING_ROWS):
            yield cells[:MOST_COLUMNS]


# -- XLSX ---------------------------------------------------------------------------------------------------


def _workbook_rows(data: bytes, name: str | None) -> Iterator[Row]:
    parts = _parts(data)
    _refuse_heavy(parts)
    workbook = _asked(lambda: CalamineWorkbook.from_object(io.BytesIO(_packed(parts))))
    chosen = _chosen(workbook, name)
    lines = _asked(lambda: workbook.get_sheet_by_name(chosen).to_python(skip_empty_area=False))
    return _rows([_written(value) for value in line] for line in lines)


def _asked(question: Callable[[], Result]) -> Result:
    """What the library answers; its errors and panics as a refusal."""
    try:
        return question()
    except Exception as error:
        # Not only errors of its own: durations that Python can't hold overflow, for example.
        raise _damaged() from error
    except BaseException as error:
        # A panic of the library's Rust core is no Exception, and its class can't be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged() from error


def _damaged() -> _ReadingError:
    return _ReadingError(
        "The workbook is damaged or not XLSX; open it in a spreadsheet program and save it as .xlsx again."
    )


def _chosen(workbook: CalamineWorkbook, name: str | None) -> str:
    """The name of the sheet that is asked for; when none is, of the first visible one."""
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if name is None:
        sheets.sort(key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)
    else:
        wanted = name.strip().casefold()
        sheets = [sheet for sheet in sheets if sheet.name.strip().casefold() == wanted]
        sheets.sort(key=lambda sheet: sheet.name != name)
    if not sheets:
        raise _no_sheet(workbook.sheet_names, name)
    return sheets[0].name


def _no_sheet(names: Sequence[str], name: str | None) -> _ReadingError:
    if name is None:
        return _ReadingError("The workbook has no sheet with cells.")
    known = [quoted(each) for each in names[:20]] + ["others"] * (len(names) > 20)
    return _ReadingError(
        f"The workbook has no sheet {quoted(name)}, but {', '.join(known) or 'no other'}.", at="sheet"
    )


def _written(value: CellValue) -> str:
    """The text of a cell's value; the one place where a float becomes a decimal."""
    match value:
        case bool():
            return str(value).upper()
        case float():
            # Adding zero makes a negative zero plain.
            return format(Decimal(format(value + 0.0, ".15g")), "f")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
    return str(value)


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of the archive that hold cells, unpacked within the limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            needed = [part for part in archive.infolist() if _NEEDED_PART.fullmatch(_path(part))]
            _refuse_unfit(needed)
            # Read by the stated size: a part that states less than it holds fails its check sum.
            return {_path(part): archive.open(part).read(part.file_size + 1) for part in needed}
    except _ReadingError:
        raise
    except Exception as error:
        # A damaged directory makes zipfile raise nearly anything.
        raise _damaged() from error


def _path(part: zipfile.ZipInfo) -> str:
    return part.filename.replace("\\", "/")


def _refuse_unfit(parts: Sequence[zipfile.ZipInfo]) -> None:
    packings = {part.compress_type for part in parts}
    if "xl/workbook.xml" not in {_path(part).lower() for part in parts}:
        raise _damaged()
    if any(part.flag_bits & 1 for part in parts):
        raise _ReadingError("The workbook has a password; save it without one.")
    if not packings <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise _damaged()
    if sum(part.file_size for part in parts) > _MOST_UNPACKED_BYTES:
        raise _ReadingError("The workbook is too large; copy the schedule into one of its own.")


def _packed(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts alone, in which the error of a cell is a text: the library would drop it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in parts.items():
            archive.writestr(path, _ERROR_TYPE.sub(rb'\1"str"', content))
    return packed.getvalue()


class _Weight:
    """What a part of a workbook makes the library keep: counted as the library does, never below it."""

    def __init__(self) -> None:
        self.row = self.column = self.last_row = self.last_column = 0
        self.shared_cells = self.depth = self.text_bytes = self.longest_text = 0
        self.cell = (0, 0)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; a row or cell that leaves its place out follows the one before."""
        match name.rpartition(":")[2]:
            case "row" if "r" in attributes:
                self.row, _ = _place(_ROW, attributes["r"])
            case "c":
                self.cell = _place(_CELL, attributes["r"]) if "r" in attributes else (self.row, self.column)
                self.column = self.cell[1]
                self.shared_cells += attributes.get("t") == "s"
            case "v" | "is":
                self.last_row = max(self.last_row, self.cell[0])
                self.last_column = max(self.last_column, self.cell[1])
            case "si":
                self.depth += 1

    def end(self, name: str) -> None:
        """An element ends."""
        match name.rpartition(":")[2]:
            case "row":
                self.row, self.column = self.row + 1, 0
            case "c":
                self.column += 1
            case "si":
                self.depth -= 1
                self.text_bytes *= self.depth > 0

    def text(self, text: str) -> None:
        """Characters; those of a shared text count."""
        if self.depth:
            self.text_bytes += len(text.encode())
            self.longest_text = max(self.longest_text, self.text_bytes)


def _place(pattern: re.Pattern[str], reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell such as C12; the column is -1 where the reference is to a row."""
    found = pattern.fullmatch(reference)
    if not found:
        raise _damaged()
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _weight(content: bytes) -> _Weight:
    weight = _Weight()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = weight.start, weight.end
    parser.CharacterDataHandler = weight.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise _damaged() from error
    return weight


def _refuse_doctype(*_: object) -> None:
    """Entities could grow without end; no spreadsheet program writes a document type."""
    raise _damaged()


def _refuse_heavy(parts: dict[str, bytes]) -> None:
    """Refuses a workbook that would take far more memory than its size lets expect."""
    weights = [_weight(content) for content in parts.values()]
    longest = max(weight.longest_text for weight in weights)
    for weight in weights:
        if (weight.last_row + 1) * (weight.last_column + 1) > _MOST_GRID_CELLS:
            last = f"{column_letters(weight.last_column)}{weight.last_row + 1}"
            raise _ReadingError(
                f"A sheet of the workbook reaches to {last}; delete the rows and columns beyond the "
                "schedule, or copy it into a workbook of its own."
            )
        if weight.shared_cells * longest > _MOST_COPIED_BYTES:
            raise _ReadingError("The workbook holds too much text; copy the schedule into one of its own.")
