"""The cells of a line, on which retention is kept: their values, their own rates, and what a change left."""

from __future__ import annotations

from collections.abc import Sequence

from claimgraph.rules.retention.holding import RetainedLine
from claimgraph.rules.retention.keeping import Cell
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.rounding import share
from claimgraph.rules.valuation import CertifiedLine, ClaimLine, Valuation
from claimgraph.rules.vocabulary import RetentionBase, RetentionOnChange


def retained_line(
    policy: RetentionPolicy,
    change: RetentionOnChange | None,
    line: ClaimLine,
    columns: Valuation,
    tax_to_date: int,
) -> RetainedLine:
    """A line as its retention depends on it.

    `change` is what a new version of the policy does with this claim, None when there is none; `tax_to_date`
    is the line's tax with this claim, which counts where the policy's base includes tax.
    """
    on_work, on_stored = policy.own_rates(line.retention_rate_on_work, line.retention_rate_on_stored)
    work, stored = _values(policy, columns.work_to_date, columns.stored_materials, tax_to_date)
    value_at_change, kept_at_change = _at_change(policy, change, line.certified)
    return RetainedLine(
        work=Cell(work, on_work, line.scheduled_value or 0, value_at_change, kept_at_change),
        stored=Cell(stored, on_stored),
        released_before=line.certified.retention_released,
        release_to_date=line.release_to_date,
    )


def _values(policy: RetentionPolicy, work: int, stored: int, tax: int) -> Sequence[int]:
    """The value of work and of stored materials; tax is shared over them by their amounts."""
    if policy.base is RetentionBase.BEFORE_TAX:
        return work, stored
    tax_on_work, tax_on_stored = share(tax, [work, stored])
    return work + tax_on_work, stored + tax_on_stored


def _at_change(
    policy: RetentionPolicy, change: RetentionOnChange | None, certified: CertifiedLine
) -> tuple[int, int]:
    """The value of the work when its rate last changed with KEEP, and what was kept on it; else zero."""
    match change:
        case None:
            return certified.value_at_change, certified.kept_at_change
        case RetentionOnChange.RESTATE:
            return 0, 0
        case RetentionOnChange.KEEP:
            work, _ = _values(policy, certified.work, certified.stored, certified.tax)
            return work, certified.retention_on_work
