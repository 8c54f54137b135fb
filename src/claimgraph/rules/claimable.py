"""What may be claimed: the line errors of the domain's "Claim workflow", and what no figure can be made of.

Every function answers all that is wrong. Paths are relative, to the line's input ("work", "storedMaterials",
"builtIn", "retentionReleased", "reason") or, over all lines, to the claim's fields ("retentionRelease"); the
caller puts them in their place with `Refusal.at`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from claimgraph.errors import Refusal
from claimgraph.rules.decimals import LIMIT
from claimgraph.rules.figures import ClaimFigures, LineFigures, SummaryFigures
from claimgraph.rules.money import format_amount
from claimgraph.rules.retention.releases import ReleaseOverAll
from claimgraph.rules.valuation import ClaimLine, WorkStated
from claimgraph.rules.vocabulary import ClaimType, LineBasis, OverClaimPolicy, StoredMaterials


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """What decides which columns may be claimed and how far.

    claim_type        which columns its type opens
    stored_materials  the project's setting: NONE closes the column of stored materials
    over_claim        what happens beyond a scheduled value: the `stricter` of account and project
    digits            decimals of the currency, for the messages
    """

    claim_type: ClaimType
    stored_materials: StoredMaterials
    over_claim: OverClaimPolicy
    digits: int

    @property
    def opens_work(self) -> bool:
        """Whether column E may move."""
        return self.claim_type is not ClaimType.RETENTION_RELEASE

    @property
    def opens_stored(self) -> bool:
        """Whether column F may move."""
        return self.opens_work and self.stored_materials is not StoredMaterials.NONE

    @property
    def opens_release(self) -> bool:
        """Whether retention may be released."""
        return self.claim_type is not ClaimType.WORK_AND_MATERIALS


def stricter(account: OverClaimPolicy, project: OverClaimPolicy) -> OverClaimPolicy:
    """The one of two settings that holds: the vocabulary lists the strictest first."""
    order = list(OverClaimPolicy)
    return min(account, project, key=order.index)


def goes_beyond(amount: int, limit: int) -> bool:
    """Whether an amount lies farther from zero than a limit on its side: an over-claim, against C."""
    if limit > 0:
        return amount > limit
    return amount < limit if limit < 0 else amount != 0


def falls_short(amount: int, measure: int) -> bool:
    """Whether an amount lies nearer zero than a measure, or on the other side of zero."""
    return amount < measure if measure > 0 else measure < 0 and amount > measure


def is_over_claimed(total_to_date: int, scheduled_value: int | None) -> bool:
    """Whether G goes beyond C; an open line never is over-claimed."""
    return scheduled_value is not None and goes_beyond(total_to_date, scheduled_value)


def reasons_against_entry(line: ClaimLine, digits: int) -> list[Refusal]:
    """Why no figures can be made of what is stated on a line; empty when they can."""
    reasons = []
    by_quantity = line.basis is LineBasis.QUANTITY
    if line.entry.work is not None and by_quantity != (line.entry.work is WorkStated.QUANTITY_TO_DATE):
        ask = "state quantityToDate" if by_quantity else "state an amount or a percentage"
        measured = "quantity" if by_quantity else "amount"
        reasons.append(_invalid(f"This line is measured by {measured}; {ask}.", "work"))
    elif line.entry.work is WorkStated.PERCENT_TO_DATE and not line.scheduled_value:
        message = "There is no percentage of a line without a scheduled value; state an amount."
        reasons.append(_invalid(message, "work"))
    if line.entry.built_in and _is_outside(line.entry.built_in, line.certified.stored):
        stock = format_amount(line.certified.stored, digits)
        message = f"Materials of {stock} were stored before; no more can be built in."
        reasons.append(_invalid(message, "builtIn"))
    return reasons


def reasons_against_two_releases(release: ReleaseOverAll | None, lines: Iterable[ClaimLine]) -> list[Refusal]:
    """VALUE_INVALID when a claim releases retention over all lines and by line as well; else empty."""
    if release is None or all(line.release_to_date is None for line in lines):
        return []
    message = "Release retention over all lines or line by line, not both ways in one claim."
    return [_invalid(message, "retentionRelease")]


def reasons_against_line(
    rules: ClaimRules, line: ClaimLine, figures: LineFigures, *, has_reason: bool
) -> list[Refusal]:
    """Why these figures can't be claimed on a line; empty when they can.

    `has_reason` tells whether a reason for falling below what was certified is given. Codes:
    COLUMN_NOT_CLAIMABLE, WRONG_SIGN, OVER_CLAIM, REASON_REQUIRED, RELEASE_EXCEEDS_HELD, VALUE_INVALID.
    """
    reasons = [*_closed_columns(rules, line, figures), *_wrong_signs(rules, figures)]
    if rules.over_claim is OverClaimPolicy.REFUSED:
        reasons += _over_claim(rules, figures)
    if not has_reason:
        reasons += _falling_below(rules, figures)
    if line.release_to_date is not None and rules.opens_release:
        reasons += reasons_against_release_of_line(rules, figures)
    return reasons


def reasons_against_release_of_line(rules: ClaimRules, figures: LineFigures) -> list[Refusal]:
    """What is wrong with the release asked for on a line. Codes: RELEASE_EXCEEDS_HELD, VALUE_INVALID."""
    so_far = figures.retention_released_to_date - figures.retention_released
    return _release(
        figures.retention_kept, so_far, figures.retention_released_to_date, rules.digits, "retentionReleased"
    )


def warnings_about_line(rules: ClaimRules, figures: LineFigures) -> list[Refusal]:
    """What is accepted on a line but deserves a look: OVER_CLAIM, where the setting is to warn."""
    return _over_claim(rules, figures) if rules.over_claim is OverClaimPolicy.WARNED else []


def reasons_against_release(
    rules: ClaimRules, release: ReleaseOverAll | None, figures: ClaimFigures
) -> list[Refusal]:
    """Why retention can't be released as the claim asks over all lines; empty when it can, or asks nothing.

    Releases by line must not go beyond what is held in total either, so this is asked of every claim.
    Codes: COLUMN_NOT_CLAIMABLE, RELEASE_EXCEEDS_HELD, VALUE_INVALID.
    """
    kept = sum(line.retention_kept for line in figures.lines)
    to_date = sum(line.retention_released_to_date for line in figures.lines)
    released = figures.summary.retention_released
    path = ("retentionRelease",) if release is not None else ()
    if not rules.opens_release:
        return [_closed("retention", rules, *path)] if released and path else []
    return _release(kept, to_date - released, to_date, rules.digits, *path)


def reasons_against_magnitude(figures: ClaimFigures) -> list[Refusal]:
    """VALUE_INVALID, once, when a figure is beyond what can be kept and shown exactly; else empty."""
    amounts = [amount for line in figures.lines for amount in _integers(line)]
    if all(abs(amount) <= LIMIT for amount in [*amounts, *_integers(figures.summary)]):
        return []
    return [_invalid("A figure of this claim would be larger than can be reckoned with; check its amounts.")]


def _integers(figures: LineFigures | SummaryFigures) -> Iterable[int]:
    """Every integer among the figures."""
    values = (getattr(figures, field.name) for field in fields(figures))
    return (value for value in values if isinstance(value, int))


def _closed_columns(rules: ClaimRules, line: ClaimLine, figures: LineFigures) -> list[Refusal]:
    """COLUMN_NOT_CLAIMABLE for each closed column that would change."""
    reasons = []
    built_in = line.entry.built_in
    if figures.work_this_period and not rules.opens_work:
        path = "builtIn" if figures.work_this_period == built_in else "work"
        reasons.append(_closed("work", rules, path))
    if figures.stored_materials != figures.previous_stored_materials and not rules.opens_stored:
        path = "builtIn" if built_in else "storedMaterials"
        reasons.append(_closed("stored materials", rules, path))
    if line.release_to_date is not None and figures.retention_released and not rules.opens_release:
        reasons.append(_closed("retention", rules, "retentionReleased"))
    return reasons


def _wrong_signs(rules: ClaimRules, figures: LineFigures) -> list[Refusal]:
    """WRONG_SIGN where work to date, or stored materials, have the other sign than the scheduled value."""
    work = figures.previous_work + figures.work_this_period
    return [
        Refusal(
            "WRONG_SIGN",
            f"{what} of {format_amount(amount, rules.digits)} can't stand on a line whose scheduled value is "
            f"{format_amount(figures.scheduled_value or 0, rules.digits)}; both must have the same sign.",
            (path,),
        )
        for what, amount, path in (
            ("Work to date", work, "work"),
            ("Stored materials", figures.stored_materials, "storedMaterials"),
        )
        if amount * (figures.scheduled_value or 0) < 0
    ]


def _over_claim(rules: ClaimRules, figures: LineFigures) -> list[Refusal]:
    """OVER_CLAIM where G goes beyond C."""
    if not is_over_claimed(figures.total_to_date, figures.scheduled_value):
        return []
    total = format_amount(figures.total_to_date, rules.digits)
    scheduled = format_amount(figures.scheduled_value or 0, rules.digits)
    message = f"{total} to date exceeds the scheduled value of {scheduled}; claim less, or agree a variation."
    return [Refusal("OVER_CLAIM", message, ("work",))]


def _falling_below(rules: ClaimRules, figures: LineFigures) -> list[Refusal]:
    """REASON_REQUIRED where G falls short of what was certified, D + last F."""
    certified = figures.previous_work + figures.previous_stored_materials
    if not falls_short(figures.total_to_date, certified):
        return []
    total, before = (format_amount(amount, rules.digits) for amount in (figures.total_to_date, certified))
    message = f"{total} to date falls below the {before} that were certified; say why."
    return [Refusal("REASON_REQUIRED", message, ("reason",))]


def _release(kept: int, so_far: int, to_date: int, digits: int, *path: str) -> list[Refusal]:
    """Why `to_date` can't be released of what is `kept`, when `so_far` was released before."""
    if to_date == so_far:
        return []
    most, before, asked = (format_amount(amount, digits) for amount in (kept, so_far, to_date))
    if goes_beyond(to_date, kept):
        message = f"{asked} would be released to date, but only {most} was kept; release less."
        return [Refusal("RELEASE_EXCEEDS_HELD", message, path)]
    if falls_short(to_date, so_far) or to_date * kept < 0:
        return [_invalid(f"{before} was released to date and stays so; {asked} would take it back.", *path)]
    return []


def _is_outside(amount: int, limit: int) -> bool:
    """Whether an amount does not lie between zero and a limit."""
    return goes_beyond(amount, limit) or amount * limit < 0


def _closed(column: str, rules: ClaimRules, *path: str) -> Refusal:
    """COLUMN_NOT_CLAIMABLE, with what closes the column."""
    if column == "stored materials" and rules.opens_work:
        message = "The project has no stored materials in its claims; leave them as they are."
    else:
        message = f"A claim of type {rules.claim_type} does not move {column}; leave it as it is."
    return Refusal("COLUMN_NOT_CLAIMABLE", message, path)


def _invalid(message: str, *path: str) -> Refusal:
    """VALUE_INVALID at a path."""
    return Refusal("VALUE_INVALID", message, path)
