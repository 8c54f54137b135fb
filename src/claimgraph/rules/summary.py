"""The summary of a claim: lines 1 to 9 of an application for payment (domain: "Summary")."""

from __future__ import annotations

from collections.abc import Sequence

from claimgraph.rules.figures import CertifiedClaim, LineFigures, SummaryFigures
from claimgraph.rules.retention.policy import ContractSums
from claimgraph.rules.tax import ClaimTax
from claimgraph.rules.valuation import ClaimLine, percent_of


def contract_sums(lines: Sequence[ClaimLine]) -> ContractSums:
    """Lines 1 and 3: scheduled values without variations, and with them; open lines count as zero."""
    return ContractSums(
        original=sum(line.scheduled_value or 0 for line in lines if not line.is_variation),
        revised=sum(line.scheduled_value or 0 for line in lines),
    )


def summary(
    sums: ContractSums,
    lines: Sequence[LineFigures],
    adjustments: int,
    tax: ClaimTax,
    previous: CertifiedClaim,
) -> SummaryFigures:
    """Lines 1 to 9 from the figures of the lines; `adjustments` are to date and signed."""
    total = sum(line.total_to_date for line in lines)
    on_work = sum(line.retention_on_work for line in lines)
    on_stored = sum(line.retention_on_stored for line in lines)
    less_retention = total - on_work - on_stored
    due = less_retention + adjustments
    this_claim = due - previous.due_to_date
    return SummaryFigures(
        original_sum=sums.original,
        net_variations=sums.revised - sums.original,
        revised_sum=sums.revised,
        total_to_date=total,
        retention_on_work=on_work,
        retention_on_stored=on_stored,
        retention_held=on_work + on_stored,
        total_less_retention=less_retention,
        adjustments_to_date=adjustments,
        due_to_date=due,
        previous_certificates=previous.due_to_date,
        amount_this_claim=this_claim,
        balance_to_finish=sums.revised - total,
        balance_including_retention=sums.revised - less_retention,
        percent_complete=percent_of(total, sums.revised),
        retention_this_claim=sum(line.retention_this_claim for line in lines),
        retention_released=sum(line.retention_released for line in lines),
        tax=tax.total,
        amount_with_tax=this_claim + tax.total,
        taxes=tax.by_rate,
    )
