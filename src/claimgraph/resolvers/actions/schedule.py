"""The schedule of values: set by hand, or from a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from strawberry import ID, Maybe

from claimgraph import models
from claimgraph.auth.guards import EVERYONE, OpenTo
from claimgraph.errors import BadInput, NotFound, Refusal
from claimgraph.models import folded
from claimgraph.resolvers.action import action
from claimgraph.resolvers.scheduling import MOST_LINES, WantedLine, judge, write
from claimgraph.resolvers.stated import read, read_amount, read_name, read_rate, read_short
from claimgraph.resolvers.work import Refused, Work
from claimgraph.rules.commitments import reasons_against_changing_schedule
from claimgraph.rules.decimals import LIMIT, parse_quantity, parse_unit_price
from claimgraph.rules.money import format_amount, minor_digits
from claimgraph.rules.schedule_import import Columns, Understood, UnderstoodRow, read_schedule
from claimgraph.rules.standing import Standing
from claimgraph.rules.valuation import priced
from claimgraph.rules.vocabulary import LineBasis
from claimgraph.schema.declare import column, part
from claimgraph.schema.identity import key_of
from claimgraph.schema.inputs import Change, given, input_type
from claimgraph.schema.scalars import Amount, Percentage, Quantity, UnitPrice
from claimgraph.storage.files import upload_key

ADMINISTRATORS = OpenTo(Standing.ADMINISTRATOR)
LONGEST_NUMBER, LONGEST_DESCRIPTION, LONGEST_CODE, LONGEST_UNIT = 40, 1_000, 60, 20
MOST_CSV_BYTES = 1_000_000
MOST_ERRORS = 100


@input_type
class ScheduleLineInput:
    """One line as it shall be."""

    id: ID | None = given("The line to change; a new line when left out.", default=None)
    item_number: str = given("Number of the item, unique in the schedule.")
    description: str = given("What is to be done.")
    cost_code: str | None = given("Cost code.", default=None)
    budget_code: str | None = given("The contractor's own budget code.", default=None)
    basis: LineBasis | None = given(
        "How it is measured; the commitment's default when left out.",
        default=None,
    )
    quantity: Quantity | None = given("How many units; lines measured by quantity only.", default=None)
    unit: str | None = given("Unit; lines measured by quantity only.", default=None)
    unit_price: UnitPrice | None = given("Price of one unit; lines measured by quantity only.", default=None)
    scheduled_value: Maybe[Amount | None] = given(
        "Scheduled value; worked out from quantity and unit price when left out, null for an open line.",
        default=None,
    )
    retention_rate_on_work: Percentage | None = given("Own rate on work; zero exempts.", default=None)
    retention_rate_on_stored: Percentage | None = given(
        "Own rate on stored materials; zero exempts.",
        default=None,
    )
    tax_rate: Percentage | None = given("Tax on this line where it differs.", default=None)


@input_type
class ReplaceScheduleOfValuesInput(Change):
    """What replaceScheduleOfValues needs."""

    commitment_id: ID = given("Whose schedule; expectedVersion is the commitment's.")
    lines: list[ScheduleLineInput] = given("All lines, up to 5,000.")


@input_type(one_of=True)
class ImportSource:
    """Where rows come from."""

    csv: Maybe[str] = given("The text of a CSV file, up to 1 MB.", default=None)
    upload_id: Maybe[ID] = given("A file sent by createUpload.", default=None)


@input_type
class ImportColumns:
    """Headings of the columns in the file."""

    item_number: str | None = given("Heading of the item numbers.", default=None)
    description: str | None = given("Heading of the descriptions.", default=None)
    cost_code: str | None = given("Heading of the cost codes.", default=None)
    quantity: str | None = given("Heading of the quantities.", default=None)
    unit: str | None = given("Heading of the units.", default=None)
    unit_price: str | None = given("Heading of the unit prices.", default=None)
    scheduled_value: str | None = given("Heading of the scheduled values.", default=None)


@input_type
class ImportScheduleOfValuesInput(Change):
    """What importScheduleOfValues needs."""

    commitment_id: ID = given("Whose schedule; expectedVersion is the commitment's.")
    source: ImportSource = given("Where the rows come from.")
    sheet: str | None = given("Which sheet of a workbook; the first when left out.", default=None)
    columns: ImportColumns | None = given(
        "Headings of the columns; found by their usual names when left out.",
        default=None,
    )


@action(
    "schedule.replaced",
    on="Commitment",
    gives="commitment",
    open_to=ADMINISTRATORS,
    unless=reasons_against_changing_schedule,
    refuses=(
        "SCHEDULE_LINE_CLAIMED",
        "SCHEDULE_BASIS_MISMATCH",
        "SCHEDULE_NOT_EQUAL_TO_CONTRACT",
        "NUMBER_TAKEN",
    ),
)
async def replace_schedule_of_values(
    work: Work, commitment: models.Commitment, input: ReplaceScheduleOfValuesInput, currency: str
) -> models.Commitment:
    """Set all lines of a schedule of values in their order; lines with claims must stay as they are, and once
    the commitment is approved the sum must stay.
    """
    if len(input.lines) > MOST_LINES:
        message = f"A schedule has at most {MOST_LINES} lines; these are {len(input.lines)}."
        work.refuse([Refusal("VALUE_INVALID", message, ("input", "lines"))])
        work.stop_if_refused()
    there = {one.id for one in await work.rows(models.ScheduleLine, commitment_id=commitment.id)}
    digits, refused_before = minor_digits(currency), len(work.refusals)
    wanted = [_wanted(work, commitment, one, there, digits, place) for place, one in enumerate(input.lines)]
    _refuse_twice(work, wanted)
    if len(work.refusals) == refused_before:
        await judge(work, commitment, wanted)
    work.stop_if_refused()
    await write(work, commitment, wanted)
    return commitment


def _refuse_twice(work: Work, wanted: list[WantedLine]) -> None:
    seen: set[UUID] = set()
    for line in wanted:
        if line.id in seen:
            message = "This line is named twice; put everything about it in one place."
            work.refuse([Refusal("VALUE_INVALID", message, (*line.path, "id"))])
        if line.id:
            seen.add(line.id)


def _wanted(
    work: Work,
    commitment: models.Commitment,
    one: ScheduleLineInput,
    there: set[UUID],
    digits: int,
    place: int,
) -> WantedLine:
    """A line as the input says it."""
    path = ("input", "lines", str(place))
    basis = one.basis or commitment.default_basis
    line = WantedLine(
        id=_line_key(work, one.id, there, path),
        item_number=read_name(work, one.item_number, LONGEST_NUMBER, *path, "itemNumber"),
        description=read_name(work, one.description, LONGEST_DESCRIPTION, *path, "description"),
        cost_code=read_short(work, one.cost_code, LONGEST_CODE, *path, "costCode"),
        budget_code=read_short(work, one.budget_code, LONGEST_CODE, *path, "budgetCode"),
        basis=basis,
        quantity_micro=_number(work, parse_quantity, one.quantity, *path, "quantity"),
        unit=read_short(work, one.unit, LONGEST_UNIT, *path, "unit"),
        unit_price_micro=_number(work, parse_unit_price, one.unit_price, *path, "unitPrice"),
        scheduled_value_minor=None,
        retention_rate_on_work_ppm=_rate(work, one.retention_rate_on_work, *path, "retentionRateOnWork"),
        retention_rate_on_stored_ppm=_rate(
            work, one.retention_rate_on_stored, *path, "retentionRateOnStored"
        ),
        tax_rate_ppm=_rate(work, one.tax_rate, *path, "taxRate"),
        path=path,
    )
    line.scheduled_value_minor = _value(work, line, one, digits)
    return line


def _line_key(work: Work, text: str | None, there: set[UUID], path: tuple[str, ...]) -> UUID | None:
    if text is None:
        return None
    try:
        key = key_of("ScheduleLine", text)
    except BadInput as wrong:
        work.refuse([Refusal("NOT_FOUND", wrong.message, (*path, "id"))])
        return None
    if key not in there:
        message = "The schedule has no such line; leave id out for a new one."
        work.refuse([Refusal("NOT_FOUND", message, (*path, "id"))])
    return key


def _number(work: Work, parse: Callable[[str], int], text: str | None, *path: str) -> int | None:
    return None if text is None else read(work, parse, text, *path)


def _rate(work: Work, text: str | None, *path: str) -> int | None:
    return None if text is None else read_rate(work, text, *path)


def _value(work: Work, line: WantedLine, one: ScheduleLineInput, digits: int) -> int | None:
    """The scheduled value, by the line's basis; figures that the basis does not take are refused."""
    told = None
    if one.scheduled_value is not None and one.scheduled_value.value is not None:
        told = read_amount(work, one.scheduled_value.value, digits, *line.path, "scheduledValue")
    is_open = one.scheduled_value is not None and one.scheduled_value.value is None
    if line.basis is LineBasis.QUANTITY:
        return _by_quantity(work, line, told, is_open, digits)
    if line.quantity_micro is not None or line.unit_price_micro is not None or line.unit is not None:
        message = (
            "A line by amount has no quantity, unit or unit price; choose basis QUANTITY, or leave them out."
        )
        work.refuse([Refusal("SCHEDULE_BASIS_MISMATCH", message, line.path)])
    if one.scheduled_value is None:
        message = "A line by amount needs its scheduled value; null makes it an open line."
        work.refuse([Refusal("VALUE_REQUIRED", message, (*line.path, "scheduledValue"))])
    return told


def _by_quantity(work: Work, line: WantedLine, told: int | None, is_open: bool, digits: int) -> int | None:
    """Quantity times unit price; an open line is measured at its unit price, and has no limit."""
    if line.unit_price_micro is None or (line.quantity_micro is None and not is_open):
        message = "A line by quantity needs quantity and unit price; choose basis AMOUNT for a sum."
        work.refuse([Refusal("SCHEDULE_BASIS_MISMATCH", message, line.path)])
        return told
    if is_open or line.quantity_micro is None:
        return None
    value = priced(line.quantity_micro, line.unit_price_micro, digits)
    if abs(value) > LIMIT:
        message = "Quantity times unit price is more than can be kept."
        work.refuse([Refusal("VALUE_INVALID", message, line.path)])
        return told
    if told is not None and told != value:
        message = (
            f"Quantity times unit price is {format_amount(value, digits)}, not "
            f"{format_amount(told, digits)}; "
            "correct one of them, or leave the scheduled value out."
        )
        work.refuse([Refusal("SCHEDULE_BASIS_MISMATCH", message, (*line.path, "scheduledValue"))])
    return value


@dataclass(frozen=True)
class ShownRow:
    """A row of an imported file, as it was understood: the value behind ImportRow."""

    row: int
    item_number: str | None
    description: str | None
    scheduled_value_minor: int | None
    currency: str
    problems: tuple[Refusal, ...]


async def rows_again(work: Work, given: ImportScheduleOfValuesInput, kept: Mapping[str, Any]) -> None:
    """The rows once more, read from the same input."""
    source = await _source(work, given.source)
    if source is not None:
        _show(work, await _understood(given, source, kept["currency"]), kept["currency"])


@action(
    "schedule.imported",
    on="Commitment",
    gives="commitment",
    open_to=ADMINISTRATORS,
    unless=reasons_against_changing_schedule,
    refuses=(
        "IMPORT_UNREADABLE",
        "IMPORT_ROW_INVALID",
        "SCHEDULE_LINE_CLAIMED",
        "SCHEDULE_BASIS_MISMATCH",
        "SCHEDULE_NOT_EQUAL_TO_CONTRACT",
        "UPLOAD_NOT_READY",
    ),
    again=rows_again,
    besides={
        "rows": part(
            "ImportRow",
            "Every row as it was understood, with its problems.",
            to=EVERYONE,
            at="rows",
            many=True,
        ),
        "total": column(
            "Sum of the rows; null when a row's amount can't be read.",
            to=EVERYONE,
            at="total",
            of=Amount,
            nullable=True,
        ),
    },
)
async def import_schedule_of_values(
    work: Work, commitment: models.Commitment, input: ImportScheduleOfValuesInput, currency: str
) -> models.Commitment:
    """Set a schedule of values from a CSV or XLSX file; nothing is imported unless every row is right, and a
    dry run is the preview.
    """
    source = await _source(work, input.source)
    if source is None:
        raise Refused
    understood = await _understood(input, source, currency)
    _show(work, understood, currency)
    work.refuse(understood.reasons_against_importing[:MOST_ERRORS])
    wanted = await _as_wanted(work, commitment, understood.rows)
    if not understood.reasons_against_importing:
        await judge(work, commitment, wanted)
    work.stop_if_refused()
    await write(work, commitment, wanted)
    return commitment


async def _understood(input: ImportScheduleOfValuesInput, source: str | bytes, currency: str) -> Understood:
    return await asyncio.to_thread(
        read_schedule, source, currency, sheet=input.sheet, columns=_columns(input.columns)
    )


async def _source(work: Work, source: ImportSource) -> str | bytes | None:
    """The text or the bytes to read; refused where they are not there."""
    if source.csv is not None:
        text = source.csv.value
        if len(text.encode()) > MOST_CSV_BYTES:
            message = f"At most {MOST_CSV_BYTES} bytes are taken as text; send a larger file by createUpload."
            work.refuse([Refusal("IMPORT_UNREADABLE", message, ("input", "source", "csv"))])
            return None
        return text
    assert source.upload_id is not None, "exactly one is given"
    return await _uploaded(work, source.upload_id.value)


async def _uploaded(work: Work, text: str) -> bytes | None:
    """The bytes of a file that the viewer sent; of others' files he learns nothing."""
    path = ("input", "source", "uploadId")
    try:
        key = key_of("Upload", text)
    except BadInput as wrong:
        work.refuse([Refusal("NOT_FOUND", wrong.message, path)])
        return None
    upload = await work.row(models.Upload, id=key, owner_id=work.viewer.id)
    if upload is None:
        work.refuse([Refusal("NOT_FOUND", "There is no file with this id.", path)])
        return None
    try:
        if upload.received_at is not None:
            return await work.context.services.files.get(upload_key(key))
    except NotFound:
        pass
    message = "The file has not arrived; send it to the address that createUpload gave, then import it."
    work.refuse([Refusal("UPLOAD_NOT_READY", message, path)])
    return None


def _columns(columns: ImportColumns | None) -> Columns | None:
    if columns is None:
        return None
    return Columns(
        item_number=columns.item_number,
        description=columns.description,
        cost_code=columns.cost_code,
        quantity=columns.quantity,
        unit=columns.unit,
        unit_price=columns.unit_price,
        scheduled_value=columns.scheduled_value,
    )


def _show(work: Work, understood: Understood, currency: str) -> None:
    work.shown["rows"] = [
        ShownRow(row.row, row.item_number, row.description, row.scheduled_value_minor, currency, row.problems)
        for row in understood.rows
    ]
    work.shown |= {"total": understood.total_minor, "currency": currency}


async def _as_wanted(
    work: Work, commitment: models.Commitment, rows: tuple[UnderstoodRow, ...]
) -> list[WantedLine]:
    """The rows as lines; one with the number of a line that is there is that line, with its own codes and
    rates.
    """
    lines = await work.rows(models.ScheduleLine, commitment_id=commitment.id)
    there = {line.item_number_key: line for line in lines}
    wanted = []
    for row in rows:
        number = read_short(work, row.item_number, LONGEST_NUMBER, "input", "source", str(row.row)) or ""
        old = there.get(folded(number))
        wanted.append(
            WantedLine(
                id=old.id if old else None,
                item_number=number,
                description=row.description or "",
                cost_code=row.cost_code or (old.cost_code if old else None),
                budget_code=old.budget_code if old else None,
                basis=row.basis,
                quantity_micro=row.quantity_micro,
                unit=row.unit,
                unit_price_micro=row.unit_price_micro,
                scheduled_value_minor=row.scheduled_value_minor,
                retention_rate_on_work_ppm=old.retention_rate_on_work_ppm if old else None,
                retention_rate_on_stored_ppm=old.retention_rate_on_stored_ppm if old else None,
                tax_rate_ppm=old.tax_rate_ppm if old else None,
                path=("input", "source", str(row.row)),
            )
        )
    return wanted
