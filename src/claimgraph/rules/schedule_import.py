"""Schedules of values as people keep them in spreadsheets, understood row by row.

Columns are found by the headings that are usual in Australia, New Zealand, Britain and the United States, or
are named. Every problem is told, not only the first: IMPORT_UNREADABLE where it concerns the whole,
IMPORT_ROW_INVALID where it is a cell, whose path is the row's number and the column's heading, and
SCHEDULE_BASIS_MISMATCH where a value is not quantity x unit price, or a unit has neither of them.

A quantity or a unit price makes a line QUANTITY, else it is AMOUNT. An empty scheduled value is worked out on
a QUANTITY line and a problem on an AMOUNT line, where the word "open" makes a line without limit. Rows with
nothing in the understood columns are skipped, and so are totals below the last line when they are right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from claimgraph.errors import BadInput, Refusal
from claimgraph.rules.decimals import LIMIT, MICRO, format_decimal, parse_decimal
from claimgraph.rules.money import minor_digits
from claimgraph.rules.rounding import rounded
from claimgraph.rules.sheets import HEADING_ROWS, Row, column_letters, quoted, read_sheet
from claimgraph.rules.vocabulary import LineBasis

MOST_LINES = 5_000
"""Lines of a schedule."""

# "Price", "Units", "Sum" and "Code" are not here, for each could be two things.
_USUAL = {
    "item_number": "Item No.|Item|Item Number|Item Code|Item Ref|Item Reference|No.|Number|Ref|Ref No."
    "|Reference|Line|Line No.|Line Number|Line Item|Line Item No.|S/N",
    "description": "Description|Description of Work|Description of Works|Description of Item|Item Description"
    "|Line Description|Work Description|Desc|Scope|Scope of Work|Scope of Works|Particulars",
    "cost_code": "Cost Code|Cost Code No.|Cost Code Number|Job Cost Code|Cost Centre|Cost Center",
    "quantity": "Quantity|Qty|Quantities|Contract Quantity|Contract Qty",
    "unit": "Unit|UOM|U/M|Unit of Measure|Unit of Measurement",
    "unit_price": "Unit Price|Unit Rate|Unit Cost|Rate|Price per Unit|Cost per Unit|Rate per Unit",
    "scheduled_value": "Scheduled Value|Schedule Value|Schedule of Values|Contract Value|Contract Sum|Amount"
    "|Contract Amount|Contract Price|Value|Total|Total Amount|Total Value|Total Price|Line Amount|Line Total"
    "|Line Value|Extended Amount|Extension",
}
_LENGTHS = {"item_number": 40, "description": 1_000, "cost_code": 60, "unit": 20}

_LUMP_SUM = re.compile("ls|lumpsum|sum|item|lot|allow|allowance|ps|provisionalsum")
_TOTAL = re.compile("(?:grand|sub|contract)?totals?(?:(?:contract|scheduled)(?:sum|value))?")
_BEFORE_TAX = re.compile(r"(?<=.)(?:ex|excl|excluding)(?:gst|vat|tax)\Z")
# Control characters, what turns the direction of text, and halves of characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ILLEGIBLE = "�"
_TEXT_MARK = re.compile(r"\A'(?=[^']*\Z|[=+@-])")
_ERROR = re.compile(r"#(?:N/A|[A-Z][A-Z0-9/_]*[!?])")

_DASHES = str.maketrans("−–—", "---")
_BLANK_BETWEEN_DIGITS = re.compile("(?<=[0-9]) (?=[0-9])")
_MARK = "([A-Za-z]{0,3}[$£€¥]|[A-Za-z]{3})?"
_FIGURE = re.compile(rf"([-+(]?){_MARK}([-(]?)([0-9.,]+|-)([-)]?){_MARK}([-)]?)")
_CLEAR = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)?(?:\.[0-9]+)?")
_OWN_SIGNS = {"£": ("GBP",), "€": ("EUR",), "¥": ("JPY", "CNY")}
_WITHOUT_DOLLAR = ("", "GBP", "EUR", "JPY", "CNY")


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings of the columns as the user names them; None where they are found by their usual names."""

    item_number: str | None = None
    description: str | None = None
    cost_code: str | None = None
    quantity: str | None = None
    unit: str | None = None
    unit_price: str | None = None
    scheduled_value: str | None = None


@dataclass(frozen=True, slots=True)
class UnderstoodRow:
    """One row as it was read, with its problems; what is missing or can't be read is None.

    Quantity and unit price are millionths, the scheduled value minor units; it is None on an open line too.
    """

    row: int
    item_number: str | None
    description: str | None
    cost_code: str | None = None
    basis: LineBasis = LineBasis.AMOUNT
    quantity_micro: int | None = None
    unit: str | None = None
    unit_price_micro: int | None = None
    scheduled_value_minor: int | None = None
    is_open: bool = False
    problems: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A sheet as it was understood: its lines, what is wrong with the whole, and their sum in minor units.

    Paths of `refusals` start below the import's input. Totals that are wrong stand among the rows, but not in
    the sum; it is None when a line's value can't be read.
    """

    rows: tuple[UnderstoodRow, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    total_minor: int | None = None

    @property
    def reasons_against_importing(self) -> tuple[Refusal, ...]:
        """Everything that is wrong, with the whole and with each row, with paths from the input on."""
        problems = (problem.at("input", "source") for row in self.rows for problem in row.problems)
        return (*(refusal.at("input") for refusal in self.refusals), *problems)


def read_schedule(
    source: str | bytes, currency: str, *, sheet: str | None = None, columns: Columns | None = None
) -> Understood:
    """The schedule of values in a CSV text, or in the bytes of a CSV or XLSX file; amounts in `currency`.

    `sheet` names the sheet of a workbook, the first visible one when None. Raises BadInput for an unknown
    currency and nothing else: what is wrong with the file stands in the answer.
    """
    digits = minor_digits(currency)
    headings = _Headings(currency, columns or Columns())
    rows = read_sheet(source, sheet, lambda cells: not headings.absent(cells))
    if isinstance(rows, Refusal):
        return Understood(refusals=(rows,))
    topmost = [row for row in rows if row.number <= HEADING_ROWS]
    top = next((row for row in topmost if not headings.absent(row.cells)), None)
    refusals = headings.unclear(top) if top else headings.missing(topmost)
    if top is None or refusals:
        return Understood(refusals=tuple(refusals))
    places = {name: found[0] for name, found in headings.fitting(top.cells).items() if found}
    texts = {name: _spoken(name).title() for name in _USUAL}
    texts |= {name: _shown(top.cell(place)) for name, place in places.items()}
    layout = _Layout(currency, digits, places, texts)
    below = (_Cells(row, layout) for row in rows if row.number > top.number)
    return _understood([cells for cells in below if any(cells.lines.values())])


def plain_figure(text: str, currency: str = "") -> str:
    """A figure as spreadsheets write it, as a plain decimal: "$ (1,250.00)" is "-1250".

    Thousands may be parted by commas or blanks; negative figures stand in parentheses or have a minus before
    or behind; a dash alone is zero; decimals that are zero are dropped. A sign or code of money must be that
    of `currency`, and there may be none without it. A decimal comma is refused, for "1,234" could then mean
    two things. Raises BadInput.
    """
    line = _BLANK_BETWEEN_DIGITS.sub(",", " ".join(text.translate(_DASHES).split())).replace(" ", "")
    found = _FIGURE.fullmatch(line)
    before, mark, between, number, after, mark_behind, behind = found.groups("") if found else ("?",) * 7
    signs = before + between + after + behind
    if signs not in ("", "+", "-", "()") or number + signs in ("-+", "--", "-()"):
        raise BadInput(f"{quoted(text)} is no number; write it such as -1234.50, or mend its formula.")
    if not all(_is_of(each, currency) for each in (mark, mark_behind) if each):
        wanted = f"amounts are in {currency}" if currency else "this is no amount"
        raise BadInput(f"{quoted(text)} has a sign or code of money that does not fit, for {wanted}.")
    number = number.replace("-", "0")
    if not _CLEAR.fullmatch(number):
        message = (
            "is not clear: commas or blanks part thousands, in threes, and decimals stand behind a point"
        )
        raise BadInput(f"{quoted(text)} {message}; write it such as 1234.50.")
    whole, _, decimals = number.replace(",", "").partition(".")
    return f"{'-' if signs in ('-', '()') else ''}{whole or 0}.{decimals}".rstrip("0").rstrip(".")


def _is_of(mark: str, currency: str) -> bool:
    """Whether a mark such as $, NZ$ or NZD may stand for the currency."""
    sign = mark[-1]
    if sign.isalpha():
        return mark.upper() == currency
    fits = currency in _OWN_SIGNS[sign] if sign in _OWN_SIGNS else currency not in _WITHOUT_DOLLAR
    return fits and currency.startswith(mark[:-1].upper())


def _folded(heading: str, currency: str = "") -> str:
    """A heading without case, blanks, punctuation, and "ex GST" or the currency behind: values are net."""
    # "№" is "No" to Unicode; "#" is punctuation.
    text = unicodedata.normalize("NFKC", heading[:200]).casefold().replace("#", "no")
    folded = "".join(sign for sign in text if sign.isalnum())
    return _BEFORE_TAX.sub("", folded.removesuffix(currency.lower())) or folded


_USUAL_FOLDED = {name: frozenset(map(_folded, texts.split("|"))) for name, texts in _USUAL.items()}


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _unreadable(message: str, column: str | None = None) -> Refusal:
    """A refusal of the whole; where a column is to be named, its path is that of its name."""
    head, *others = (column or "").split("_")
    path = ("columns", head + "".join(map(str.title, others))) if column else ("source",)
    return Refusal("IMPORT_UNREADABLE", message, path)


class _Headings:
    """Which cells of a row are the headings of which columns."""

    def __init__(self, currency: str, columns: Columns) -> None:
        self.currency = currency
        self.named = {name: heading for name, heading in asdict(columns).items() if heading is not None}

    def fitting(self, cells: Sequence[str]) -> dict[str, list[int]]:
        """Places of the headings that fit each column; one that is named for a column fits no other."""
        named = {name: self._fitting_name(heading, cells) for name, heading in self.named.items()}
        taken = {place for places in named.values() for place in places}
        bare = {place: _folded(text, self.currency) for place, text in enumerate(cells) if place not in taken}
        found = {
            name: [place for place, text in bare.items() if text in usual]
            for name, usual in _USUAL_FOLDED.items()
        }
        return found | named

    def _fitting_name(self, heading: str, cells: Sequence[str]) -> list[int]:
        exact = [place for place, text in enumerate(cells) if text.strip() == heading.strip() != ""]
        wanted = _folded(heading)
        return exact or [place for place, text in enumerate(cells) if wanted and _folded(text) == wanted]

    def absent(self, cells: Sequence[str]) -> list[str]:
        """The columns without which the row is no heading row."""
        fitting = self.fitting(cells)
        is_measured = fitting["quantity"] and fitting["unit_price"]
        needed = ["item_number", "description"] + ["scheduled_value"] * (not is_measured)
        return [name for name in needed if not fitting[name]]

    def missing(self, rows: Sequence[Row]) -> list[Refusal]:
        """Why there is no heading row, told of the row that comes closest."""
        closest = min(rows, key=lambda row: len(self.absent(row.cells)), default=None)
        if closest is None or len(self.absent(closest.cells)) > 2:
            message = f"None of the first {HEADING_ROWS} rows has headings such as Item No., Description and "
            return [_unreadable(message + "Scheduled Value; add them, or name the columns' headings.")]
        return [self._not_there(name, closest) for name in self.absent(closest.cells)]

    def _not_there(self, name: str, row: Row) -> Refusal:
        wanted = f"headed {quoted(self.named[name])}" if name in self.named else f"for the {_spoken(name)}"
        known = ", ".join(quoted(text) for text in row.cells[:30] if text.strip())
        message = f"There is no column {wanted}; row {row.number} has {known}. Rename one, or name it here."
        return _unreadable(message, name)

    def unclear(self, top: Row) -> list[Refusal]:
        """What is wrong with the heading row: named headings that are not there, columns that fit twice."""
        fitting = self.fitting(top.cells)
        absent = [self._not_there(name, top) for name in self.named if not fitting[name]]
        return absent + [
            self._doubtful(name, top, places) for name, places in fitting.items() if len(places) > 1
        ]

    def _doubtful(self, name: str, top: Row, places: Sequence[int]) -> Refusal:
        found = " and ".join(f"{column_letters(place)} {quoted(top.cell(place))}" for place in places)
        return _unreadable(f"Columns {found} fit the {_spoken(name)}; rename one, or name it here.", name)


class _Layout(NamedTuple):
    """What the rows have in common; places and headings by the names of the columns."""

    currency: str
    digits: int
    places: dict[str, int]
    headings: dict[str, str]


def _shown(text: str) -> str:
    """A text on one line; what must not stand in one is replaced by the sign for what can't be read."""
    return " ".join(_FORBIDDEN.sub(_ILLEGIBLE, text).split())


class _Cells:
    """The cells of one row by column, each on one line; collects what is wrong with them."""

    def __init__(self, row: Row, layout: _Layout) -> None:
        self.row, self.layout = row.number, layout
        self.problems: list[Refusal] = []
        self.lines = dict.fromkeys(_USUAL, "")
        for name, place in layout.places.items():
            # Spreadsheets mark text by an apostrophe before it.
            self.lines[name] = _TEXT_MARK.sub("", _shown(row.cell(place)))
        folded = unicodedata.normalize("NFC", self.lines["item_number"]).casefold()
        self.compared_number = unicodedata.normalize("NFC", folded)

    def refuse(self, name: str, message: str, code: str = "IMPORT_ROW_INVALID") -> None:
        """Notes a problem of a cell."""
        self.problems.append(Refusal(code, message, (str(self.row), self.layout.headings[name])))

    def text(self, name: str, *, required: bool = False) -> str | None:
        """The text of a cell, cut at its greatest length."""
        line, longest = self.lines[name], _LENGTHS[name]
        if required and not line:
            self.refuse(name, f"The {_spoken(name)} is missing.")
        if len(line) > longest:
            self.refuse(name, f"The {_spoken(name)} has {len(line):,} characters; {longest:,} is the most.")
        if _ILLEGIBLE in line:
            self.refuse(name, f"The {_spoken(name)} holds characters that can't be read; type it again.")
        if _ERROR.fullmatch(line):
            self.refuse(name, f"The cell shows the error {line}; mend its formula.")
        return line[:longest] or None

    def figure(self, name: str, places: int, currency: str = "") -> int | None:
        """The figure of a cell, times 10 to the power of `places`; None, and a problem, if there is none."""
        line = self.lines[name]
        try:
            return parse_decimal(plain_figure(line, currency), places, what=_spoken(name))
        except BadInput as error:
            self.refuse(name, error.message if line else f"The {_spoken(name)} is missing.")
            return None

    def value(self) -> int | None:
        """The scheduled value in minor units."""
        return self.figure("scheduled_value", self.layout.digits, self.layout.currency)

    def shown_amount(self, minor: int) -> str:
        """An amount as a message tells it."""
        return format_decimal(minor, self.layout.digits)


def _understood(rows: Sequence[_Cells]) -> Understood:
    lines = [cells for cells in rows if not _is_total(cells)]
    if not lines or len(lines) > MOST_LINES:
        count = (
            f"{len(lines):,} lines, at most {MOST_LINES:,} may be" if lines else "no lines below the headings"
        )
        return Understood(refusals=(_unreadable(f"The sheet has {count}."),))
    _refuse_duplicates(lines)
    schedule = [_line(cells) for cells in lines]
    values = [0 if line.is_open else line.scheduled_value_minor for line in schedule]
    total = None if None in values else sum(value or 0 for value in values)
    totals = [_wrong_total(cells, total, lines[-1].row) for cells in rows if _is_total(cells)]
    shown = tuple(sorted([*schedule, *filter(None, totals)], key=lambda row: row.row))
    if total is not None and abs(total) > LIMIT:
        return Understood(shown, (_unreadable("The lines add up to more than can be kept."),))
    return Understood(shown, (), total)


def _is_total(cells: _Cells) -> bool:
    """Whether a row has the name of a total, either as item number or as description."""
    names = [text for name in ("item_number", "description") if (text := cells.lines[name])]
    return len(names) == 1 and _TOTAL.fullmatch(_folded(names[0], cells.layout.currency)) is not None


def _wrong_total(cells: _Cells, total: int | None, last: int) -> UnderstoodRow | None:
    """A total as it is shown when it is not right; None when it is, or when there is nothing to compare."""
    value = cells.value()
    if cells.row < last:
        cells.refuse("scheduled_value", "This is a total between the lines; take the row out.")
    elif value is not None and total is not None and value != total:
        given, right = cells.shown_amount(value), cells.shown_amount(total)
        cells.refuse("scheduled_value", f"The total is {given}, but the lines add up to {right}; correct it.")
    texts = cells.text("item_number"), cells.text("description")
    row = UnderstoodRow(cells.row, *texts, scheduled_value_minor=value, problems=tuple(cells.problems))
    return row if row.problems else None


def _line(cells: _Cells) -> UnderstoodRow:
    item_number, description = (cells.text(name, required=True) for name in ("item_number", "description"))
    line = UnderstoodRow(cells.row, item_number, description, cells.text("cost_code"))
    # Dashes alone, which accounting formats show for zero, measure nothing.
    is_measured = (cells.lines["quantity"] + cells.lines["unit_price"]).translate(_DASHES).strip("-")
    line = _measured(cells, line) if is_measured else _lump_sum(cells, line)
    return replace(line, problems=tuple(cells.problems))


def _lump_sum(cells: _Cells, line: UnderstoodRow) -> UnderstoodRow:
    """An AMOUNT line; a unit that only says so, such as LS, is left out."""
    unit = cells.lines["unit"]
    if unit and not _LUMP_SUM.fullmatch(_folded(unit)):
        message = f"The unit {quoted(unit)} has neither quantity nor unit price; add them, or take it out."
        cells.refuse("unit", message, "SCHEDULE_BASIS_MISMATCH")
    if cells.lines["scheduled_value"].casefold() == "open":
        return replace(line, is_open=True)
    return replace(line, scheduled_value_minor=cells.value())


def _measured(cells: _Cells, line: UnderstoodRow) -> UnderstoodRow:
    """A QUANTITY line; its value is worked out where none is given, and compared where one is."""
    quantity = cells.figure("quantity", 6)
    unit_price = cells.figure("unit_price", 6, cells.layout.currency)
    product = None if quantity is None or unit_price is None else _product(cells, quantity * unit_price)
    value = cells.value() if cells.lines["scheduled_value"] else product
    if value is not None and product is not None and value != product:
        message = f"The scheduled value is {cells.shown_amount(value)}, but quantity x unit price is "
        message += f"{cells.shown_amount(product)}; correct one of them, or leave the value empty."
        cells.refuse("scheduled_value", message, "SCHEDULE_BASIS_MISMATCH")
    line = replace(line, basis=LineBasis.QUANTITY, unit=cells.text("unit"), scheduled_value_minor=value)
    return replace(line, quantity_micro=quantity, unit_price_micro=unit_price)


def _product(cells: _Cells, micro_micro: int) -> int | None:
    """r(quantity x unit price) in minor units."""
    value = rounded(Fraction(micro_micro * 10**cells.layout.digits, MICRO * MICRO))
    if abs(value) <= LIMIT:
        return value
    cells.refuse("unit_price", "Quantity x unit price is more than can be kept.")
    return None


def _refuse_duplicates(lines: Sequence[_Cells]) -> None:
    """Notes a problem at each line whose item number another one has too."""
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for cells in lines:
        rows[cells.compared_number].append(str(cells.row))
    for cells in lines:
        same = rows[cells.compared_number]
        if cells.compared_number and len(same) > 1:
            others = ", ".join(row for row in same[:9] if row != str(cells.row))
            cells.refuse("item_number", f"Row {others} has the same item number; each needs its own.")
