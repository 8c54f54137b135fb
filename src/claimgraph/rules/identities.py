"""What always holds between the figures of a claim, of its lines, and of the claim before (domain: "Always").

Tests ask these over generated contracts; a check of stored figures can ask them too.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimgraph.rules.figures import CertifiedClaim, ClaimFigures, LineFigures, SummaryFigures
from claimgraph.rules.valuation import CertifiedLine


def broken_identities(
    figures: ClaimFigures,
    certified_lines: Sequence[CertifiedLine],
    previous: CertifiedClaim,
    stated_difference: int = 0,
) -> list[str]:
    """The identities that do not hold, in words; empty when the figures are right.

    `certified_lines` and `previous` are what the last approved claim left. `stated_difference` is what the
    stated previous certificates of a takeover lie above what its lines make.
    """
    identities = {
        **_of_summary(figures.summary, previous),
        **_of_sums(figures),
        **_of_movement(figures, certified_lines, previous, stated_difference),
    }
    for place, (line, certified) in enumerate(zip(figures.lines, certified_lines, strict=True), start=1):
        identities |= {f"line {place}: {text}": holds for text, holds in _of_line(line, certified).items()}
    return [text for text, holds in identities.items() if not holds]


def _of_line(line: LineFigures, certified: CertifiedLine) -> dict[str, bool]:
    """D to M and retention of one line."""
    scheduled, total = line.scheduled_value, line.total_to_date
    return {
        "D(n) = D + E (n-1)": line.previous_work == certified.work,
        "last F = F (n-1)": line.previous_stored_materials == certified.stored,
        "G = D + E + F": total == line.previous_work + line.work_this_period + line.stored_materials,
        "M = G(n) - G(n-1)": line.movement == total - certified.work - certified.stored,
        "H = C - G": line.balance_to_finish == (None if scheduled is None else scheduled - total),
        "I = 5a + 5b": line.retention_held == line.retention_on_work + line.retention_on_stored,
        "change of I": line.retention_this_claim == line.retention_held - certified.retention_held,
        "tax to date": line.tax_to_date == certified.tax + line.tax,
    }


def _of_summary(summary: SummaryFigures, previous: CertifiedClaim) -> dict[str, bool]:
    """Lines 1 to 9 among each other and with the claim before."""
    return {
        "3 = 1 + 2": summary.revised_sum == summary.original_sum + summary.net_variations,
        "5 = 5a + 5b": summary.retention_held == summary.retention_on_work + summary.retention_on_stored,
        "6 = 4 - 5": summary.total_less_retention == summary.total_to_date - summary.retention_held,
        "6d = 6 + adj": summary.due_to_date == summary.total_less_retention + summary.adjustments_to_date,
        "7(n) = 6d(n-1)": summary.previous_certificates == previous.due_to_date,
        "8 = 6d - 7": summary.amount_this_claim == summary.due_to_date - summary.previous_certificates,
        "9 = 3 - 6": summary.balance_including_retention
        == summary.revised_sum - summary.total_less_retention,
        "9 = sum H + 5": summary.balance_including_retention
        == summary.balance_to_finish + summary.retention_held,
        "payable = 8 + tax": summary.amount_with_tax == summary.amount_this_claim + summary.tax,
        "tax = sum by rate": summary.tax == sum(tax.amount for tax in summary.taxes),
    }


def _of_sums(figures: ClaimFigures) -> dict[str, bool]:
    """The summary is the sum of the lines; an open line has C = 0 in sums."""
    summary, lines = figures.summary, figures.lines
    return {
        "3 = sum C": summary.revised_sum == sum(line.scheduled_value or 0 for line in lines),
        "4 = sum G": summary.total_to_date == sum(line.total_to_date for line in lines),
        "5 = sum I": summary.retention_held == sum(line.retention_held for line in lines),
        "sum H": summary.balance_to_finish
        == sum((line.scheduled_value or 0) - line.total_to_date for line in lines),
        "released": summary.retention_released == sum(line.retention_released for line in lines),
    }


def _of_movement(
    figures: ClaimFigures,
    certified_lines: Sequence[CertifiedLine],
    previous: CertifiedClaim,
    stated_difference: int,
) -> dict[str, bool]:
    """8 = sum M - change of 5 + change of adj, less the stated difference of a takeover."""
    summary = figures.summary
    held_before = sum(line.retention_held for line in certified_lines)
    movement = sum(line.movement for line in figures.lines)
    change_of_adjustments = summary.adjustments_to_date - previous.adjustments
    change_of_retention = summary.retention_held - held_before
    return {
        "change of 5": summary.retention_this_claim == change_of_retention,
        "8 = sum M - change of 5 + change of adj": summary.amount_this_claim
        == movement - change_of_retention + change_of_adjustments - stated_difference,
    }
