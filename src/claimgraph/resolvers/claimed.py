"""What a claimant states on the lines of a claim: read, reckoned and judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from uuid import UUID

from claimgraph import models
from claimgraph.errors import BadInput, Refusal
from claimgraph.resolvers.figures import columns_of
from claimgraph.resolvers.reckoning import Sheet
from claimgraph.resolvers.stated import read, read_amount, read_text
from claimgraph.resolvers.work import Work
from claimgraph.rules.claimable import (
    ClaimRules,
    reasons_against_entry,
    reasons_against_line,
    reasons_against_magnitude,
    reasons_against_release,
    reasons_against_two_releases,
    warnings_about_line,
)
from claimgraph.rules.decimals import parse_percentage, parse_quantity
from claimgraph.rules.figures import ClaimFigures
from claimgraph.rules.valuation import ClaimLine, LineEntry, WorkStated, standing_entry
from claimgraph.rules.vocabulary import ClaimStatus
from claimgraph.schema.claim_input import ClaimLineInput, LineProgress
from claimgraph.schema.identity import key_of

Line = TypeVar("Line")


@dataclass
class Stated:
    """A line of a claim with what is stated on it; `place` is where the input has it, if it does.

    `texts` are the note and the reason as they shall be, where the input says something of them.
    """

    row: models.ClaimLine
    entry: LineEntry
    release_to_date: int | None
    place: int | None = None
    texts: dict[str, str | None] = field(default_factory=dict)

    @property
    def path(self) -> tuple[str, ...]:
        """Where the input has the line; empty when it does not."""
        return () if self.place is None else ("input", "lines", str(self.place))

    @property
    def has_reason(self) -> bool:
        """Whether a reason is given for falling below what was certified."""
        return bool(self.texts.get("reason", self.row.reason))

    def found_at(self, reasons: Iterable[Refusal]) -> list[Refusal]:
        """The reasons in their place; a line that the input does not have is named in words."""
        return found_at(self.row, self.path, reasons)


def found_at(line: models.ClaimLine, path: tuple[str, ...], reasons: Iterable[Refusal]) -> list[Refusal]:
    """Reasons at the path of a line; without one they name the line in words."""
    if path:
        return [reason.at(*path) for reason in reasons]
    return [
        replace(reason, message=f"Line {line.item_number}: {reason.message}", path=()) for reason in reasons
    ]


def standing(sheet: Sheet) -> list[Stated]:
    """The lines as they stand; those that were never reckoned are left out."""
    return [
        Stated(line, standing_entry(columns_of(claimed)), claimed.release_to_date_minor)
        for line in sheet.lines
        if (claimed := sheet.claimed.get(line.id))
    ]


# Read


def state(work: Work, sheet: Sheet, lines: list[Stated], given: Sequence[ClaimLineInput] | None) -> None:
    """Puts what the input states on the lines; what can't be understood is refused."""
    by_line = {one.row.id: one for one in lines}
    by_schedule = {one.row.schedule_line_id: one for one in lines}
    for place, one in enumerate(given or ()):
        path = ("input", "lines", str(place))
        stated = _line(work, one, by_line, by_schedule, path)
        if stated is None:
            continue
        if stated.place is not None:
            message = "This line is stated twice; put everything about it in one place."
            work.refuse([Refusal("VALUE_INVALID", message, path)])
            continue
        stated.place = place
        if stated.row.is_closed and sheet.claim.status is ClaimStatus.REVISE_AND_RESUBMIT:
            message = "This line was accepted when the claim was returned, and stays as it is."
            work.refuse([Refusal("LINE_ACCEPTED", message, path)])
        else:
            _put(work, sheet, stated, one)


def _line(
    work: Work,
    one: ClaimLineInput,
    by_line: Mapping[UUID, Stated],
    by_schedule: Mapping[UUID, Stated],
    path: tuple[str, ...],
) -> Stated | None:
    """The line that the input means; refused where it names none, or two."""
    if one.line_id is not None and one.schedule_line_id is None:
        return line_named(work, "ProgressClaimLine", one.line_id.value, by_line, path)
    if one.schedule_line_id is not None and one.line_id is None:
        return line_named(work, "ScheduleLine", one.schedule_line_id.value, by_schedule, path)
    message = "Name the line, either by lineId or by scheduleLineId."
    work.refuse([Refusal("VALUE_REQUIRED", message, path)])
    return None


def line_named(
    work: Work, type_name: str, text: str, lines: Mapping[UUID, Line], path: tuple[str, ...]
) -> Line | None:
    """The line with an id; NOT_FOUND where the claim has none."""
    try:
        found = lines.get(key_of(type_name, text))
    except BadInput as wrong:
        work.refuse([Refusal("NOT_FOUND", wrong.message, path)])
        return None
    if found is None:
        work.refuse([Refusal("NOT_FOUND", "The claim has no such line.", path)])
    return found


def _put(work: Work, sheet: Sheet, stated: Stated, one: ClaimLineInput) -> None:
    """Puts what is stated on a line."""
    digits, path = sheet.digits, stated.path
    entry = stated.entry
    if one.work is not None:
        way, value = stated_work(work, one.work.value, digits, *path, "work")
        entry = replace(entry, work=way, value=value)
    if one.built_in is not None:
        built_in = read_amount(work, one.built_in.value, digits, *path, "builtIn")
        stock = (entry.stored or 0) + entry.built_in
        entry = replace(entry, built_in=built_in, stored=stock - built_in)
    if one.stored_materials is not None:
        stored = read_amount(work, one.stored_materials.value, digits, *path, "storedMaterials")
        entry = replace(entry, stored=stored)
    if one.retention_released is not None:
        to_date = read_amount(work, one.retention_released.value, digits, *path, "retentionReleased")
        before = sheet.certified(stated.row).retention_released
        stated.release_to_date = None if to_date == before else to_date
    for name, told in (("note", one.note), ("reason", one.reason)):
        if told is not None:
            stated.texts[name] = read_text(work, told.value, *path, name)
    stated.entry = entry


def stated_work(work: Work, progress: LineProgress, digits: int, *path: str) -> tuple[WorkStated, int]:
    """How the work of a line is stated, and what; 0 where it can't be read, which is refused."""
    if progress.percent_to_date is not None:
        rate = read(work, parse_percentage, progress.percent_to_date.value, *path, "percentToDate")
        return WorkStated.PERCENT_TO_DATE, rate
    if progress.quantity_to_date is not None:
        quantity = read(work, parse_quantity, progress.quantity_to_date.value, *path, "quantityToDate")
        return WorkStated.QUANTITY_TO_DATE, quantity
    if progress.amount_to_date is not None:
        amount = read_amount(work, progress.amount_to_date.value, digits, *path, "amountToDate")
        return WorkStated.AMOUNT_TO_DATE, amount
    assert progress.amount_this_period is not None, "exactly one way is given"
    amount = read_amount(work, progress.amount_this_period.value, digits, *path, "amountThisPeriod")
    return WorkStated.AMOUNT_THIS_PERIOD, amount


# Reckoned and judged


def worked_out(work: Work, sheet: Sheet, lines: Sequence[Stated]) -> tuple[list[ClaimLine], ClaimFigures]:
    """The figures of what is stated. Stops where no figures can be made of it. Raises Refused."""
    stated = [sheet.line(one.row, one.entry, one.release_to_date) for one in lines]
    reasons = _in_fields(reasons_against_two_releases(sheet.release, stated))
    for one, line in zip(lines, stated, strict=True):
        reasons += one.found_at(reasons_against_entry(line, sheet.digits))
    work.refuse(reasons)
    if reasons:
        work.stop_if_refused()
    figures = sheet.figures(stated, release=sheet.release, adjustments=sheet.previous_adjustments)
    work.refuse(reasons_against_magnitude(figures))
    return stated, figures


async def judge(
    work: Work,
    sheet: Sheet,
    lines: Sequence[Stated],
    stated: Sequence[ClaimLine],
    figures: ClaimFigures,
    *,
    only_given: bool = False,
) -> None:
    """Refuses what can't be claimed, and warns of what deserves a look, on the given lines or on all."""
    rules = await rules_of(work, sheet)
    for one, line, of_line in zip(lines, stated, figures.lines, strict=True):
        if one.place is not None or not only_given:
            reasons = reasons_against_line(rules, line, of_line, has_reason=one.has_reason)
            work.refuse(one.found_at(reasons))
            work.warn(one.found_at(warnings_about_line(rules, of_line)))
    work.refuse(_in_fields(unsaid(work, reasons_against_release(rules, sheet.release, figures))))


def unsaid(work: Work, reasons: Iterable[Refusal]) -> list[Refusal]:
    """Reasons against a release over all lines, but for those that a line has given already."""
    said = {one.code for one in work.refusals}
    return [reason for reason in reasons if reason.path or reason.code not in said]


async def rules_of(work: Work, sheet: Sheet) -> ClaimRules:
    """What may be claimed: by the claim's type, the project and the account."""
    account = await work.row(models.Company, id=sheet.project.account_id)
    assert account, "keys hold"
    return sheet.rules(account.over_claim)


def _in_fields(reasons: Iterable[Refusal]) -> list[Refusal]:
    return [reason.at("input", "fields") if reason.path else reason for reason in reasons]
