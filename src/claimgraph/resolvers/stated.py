"""What a claimant states on the lines of a claim, read and checked: from inputs to the rules' entries."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from claimgraph import models
from claimgraph.errors import BadInput, Refusal
from claimgraph.resolvers.reckoning import Sheet, columns_of
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
from claimgraph.rules.decimals import PPM, parse_percentage, parse_quantity
from claimgraph.rules.figures import ClaimFigures
from claimgraph.rules.money import parse_amount
from claimgraph.rules.valuation import ClaimLine, LineEntry, WorkStated, standing_entry
from claimgraph.rules.workflow import is_line_open
from claimgraph.schema.claim_input import ClaimLineInput, LineProgress
from claimgraph.schema.identity import key_of

LONGEST_TEXT = 5_000


@dataclass
class Stated:
    """A line of a claim with what is stated on it; `place` is where the input has it, if it does."""

    row: models.ClaimLine
    entry: LineEntry
    release_to_date: int | None
    place: int | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """Where the input has the line; empty when it does not."""
        return () if self.place is None else ("input", "lines", str(self.place))


def standing(sheet: Sheet) -> list[Stated]:
    """The lines as they stand; those that were never reckoned are left out."""
    return [
        Stated(line, standing_entry(columns_of(claimed)), claimed.release_to_date_minor)
        for line in sheet.lines
        if (claimed := sheet.claimed.get(line.id))
    ]


def state(work: Work, sheet: Sheet, lines: list[Stated], given: Sequence[ClaimLineInput] | None) -> None:
    """Puts what the input states on the lines; what can't be understood is refused."""
    by_line = {one.row.id: one for one in lines}
    by_schedule = {one.row.schedule_line_id: one for one in lines}
    for place, one in enumerate(given or ()):
        stated = _line(work, one, by_line, by_schedule, place)
        if stated is None:
            continue
        if stated.place is not None:
            message = "This line is stated twice; put everything about it in one place."
            work.refuse([Refusal("VALUE_INVALID", message, ("input", "lines", str(place)))])
            continue
        stated.place = place
        if not is_line_open(sheet.claim.status, stated.row.is_closed):
            message = "This line was accepted when the claim was returned, and stays as it is."
            work.refuse([Refusal("LINE_ACCEPTED", message, stated.path)])
            continue
        _put(work, sheet, stated, one)


def _line(
    work: Work,
    one: ClaimLineInput,
    by_line: dict[UUID, Stated],
    by_schedule: dict[UUID, Stated],
    place: int,
) -> Stated | None:
    """The line that the input means; NOT_FOUND where it has none."""
    path = ("input", "lines", str(place))
    if (one.line_id is None) == (one.schedule_line_id is None):
        message = "Name the line by lineId or by scheduleLineId, by one of them."
        work.refuse([Refusal("VALUE_REQUIRED", message, path)])
        return None
    try:
        if one.line_id is not None:
            found = by_line.get(key_of("ProgressClaimLine", one.line_id.value))
        else:
            assert one.schedule_line_id is not None
            found = by_schedule.get(key_of("ScheduleLine", one.schedule_line_id.value))
    except BadInput as wrong:
        work.refuse([Refusal("NOT_FOUND", wrong.message, path)])
        return None
    if found is None:
        work.refuse([Refusal("NOT_FOUND", "The claim has no such line.", path)])
    return found


def _put(work: Work, sheet: Sheet, stated: Stated, one: ClaimLineInput) -> None:
    digits, path = sheet.digits, stated.path
    entry = stated.entry
    if one.work is not None:
        entry = _worked(work, entry, one.work.value, digits, (*path, "work"))
    if one.built_in is not None:
        built_in = read_amount(work, one.built_in.value, digits, *path, "builtIn")
        stock = (entry.stored or 0) + entry.built_in
        entry = replace(entry, built_in=built_in, stored=stock - built_in)
    if one.stored_materials is not None:
        entry = replace(
            entry, stored=read_amount(work, one.stored_materials.value, digits, *path, "storedMaterials")
        )
    if one.retention_released is not None:
        stated.release_to_date = read_amount(
            work, one.retention_released.value, digits, *path, "retentionReleased"
        )
    for name in ("note", "reason"):
        told = getattr(one, name)
        if told is not None:
            setattr(stated.row, name, read_text(work, told.value, *path, name))
    stated.entry = entry


def _worked(
    work: Work, entry: LineEntry, progress: LineProgress, digits: int, path: tuple[str, ...]
) -> LineEntry:
    way, value = stated_work(work, progress, digits, *path)
    return replace(entry, work=way, value=value)


def stated_work(work: Work, progress: LineProgress, digits: int, *path: str) -> tuple[WorkStated, int]:
    """How the work of a line is stated, and what; 0 where it can't be read, which is refused."""
    if progress.percent_to_date is not None:
        text = progress.percent_to_date.value
        return WorkStated.PERCENT_TO_DATE, read(work, parse_percentage, text, *path, "percentToDate")
    if progress.quantity_to_date is not None:
        text = progress.quantity_to_date.value
        return WorkStated.QUANTITY_TO_DATE, read(work, parse_quantity, text, *path, "quantityToDate")
    if progress.amount_to_date is not None:
        text = progress.amount_to_date.value
        return WorkStated.AMOUNT_TO_DATE, read_amount(work, text, digits, *path, "amountToDate")
    assert progress.amount_this_period is not None, "exactly one way is given"
    text = progress.amount_this_period.value
    return WorkStated.AMOUNT_THIS_PERIOD, read_amount(work, text, digits, *path, "amountThisPeriod")


def read(work: Work, parse: object, text: str, *path: str) -> int:
    """A number of the input; 0 where it can't be read, which is refused."""
    return work.read(parse, text, *path[1:]) or 0


def read_amount(work: Work, text: str, digits: int, *path: str) -> int:
    """An amount of the input in minor units; 0 where it can't be read, which is refused."""
    return read(work, lambda one: parse_amount(one, digits), text, *path)


def read_rate(work: Work, text: str, *path: str) -> int:
    """A rate of the input in parts per million; one below zero or above the whole is refused."""
    rate = read(work, parse_percentage, text, *path)
    if not 0 <= rate <= PPM:
        message = f"A rate lies between 0.00 and 100.00; {text} does not."
        work.refuse([Refusal("VALUE_INVALID", message, path)])
    return rate


def read_text(work: Work, text: str | None, *path: str) -> str | None:
    """A text of the input, without outer blanks; None when nothing is left of it."""
    if text is not None and len(text) > LONGEST_TEXT:
        message = f"A text has at most {LONGEST_TEXT} characters; this one has {len(text)}."
        work.refuse([Refusal("VALUE_INVALID", message, path)])
    return (text or "").strip() or None


def read_short(work: Work, text: str | None, longest: int, *path: str) -> str | None:
    """A short text of the input, on one line; None when nothing is left of it."""
    told = (text or "").strip() or None
    if told is None:
        return None
    if len(told) > longest:
        message = f"At most {longest} characters are taken here; these are {len(told)}."
        work.refuse([Refusal("VALUE_INVALID", message, path)])
    if any(unicodedata.category(letter) == "Cc" for letter in told):
        work.refuse([Refusal("VALUE_INVALID", "Control characters are not taken here.", path)])
    return told


def read_name(work: Work, text: str, longest: int, *path: str) -> str:
    """A short text that must not be empty."""
    told = read_short(work, text, longest, *path)
    if told is None:
        work.refuse([Refusal("VALUE_REQUIRED", "Something must be written here.", path)])
    return told or ""


def worked_out(work: Work, sheet: Sheet, lines: Sequence[Stated]) -> tuple[list[ClaimLine], ClaimFigures]:
    """The figures of what is stated. Stops where no figures can be made of it. Raises Refused."""
    stated = [sheet.line(one.row, one.entry, one.release_to_date) for one in lines]
    for one, line in zip(lines, stated, strict=True):
        work.refuse(reason.at(*one.path) for reason in reasons_against_entry(line, sheet.digits))
    work.refuse(_in_fields(reasons_against_two_releases(sheet.release, stated)))
    work.stop_if_refused()
    figures = sheet.figures(stated, release=sheet.release, adjustments=sheet.previous_adjustments)
    work.refuse(reasons_against_magnitude(figures))
    return stated, figures


def judge_lines(
    work: Work,
    rules: ClaimRules,
    lines: Sequence[Stated],
    stated: Sequence[ClaimLine],
    figures: ClaimFigures,
    *,
    only_given: bool,
) -> None:
    """Refuses what can't be claimed, and warns of what deserves a look, on the given lines or on all."""
    for one, line, of_line in zip(lines, stated, figures.lines, strict=True):
        if only_given and one.place is None:
            continue
        reasons = reasons_against_line(rules, line, of_line, has_reason=bool(one.row.reason))
        work.refuse(_found_at(one, reasons))
        work.warn(_found_at(one, warnings_about_line(rules, of_line)))


def judge_release(work: Work, sheet: Sheet, rules: ClaimRules, figures: ClaimFigures) -> None:
    """Refuses a release over all lines that the claim can't ask for."""
    work.refuse(_in_fields(reasons_against_release(rules, sheet.release, figures)))


def _found_at(one: Stated, reasons: Iterable[Refusal]) -> list[Refusal]:
    """The reasons in their place; a line that the input does not have is named in words."""
    if one.place is not None:
        return [reason.at(*one.path) for reason in reasons]
    return [
        replace(reason, message=f"Line {one.row.item_number}: {reason.message}", path=())
        for reason in reasons
    ]


def _in_fields(reasons: Iterable[Refusal]) -> list[Refusal]:
    return [reason.at("input", "fields") if reason.path else reason for reason in reasons]
