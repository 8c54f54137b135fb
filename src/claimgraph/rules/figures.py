"""The figures of a claim, as they are stored and shown: one for each field of the API.

`LineFigures` is the API's LineValuation, `SummaryFigures` its ClaimSummary, with what must be carried to the
next claim besides. Units: percentages and rates in parts per million, quantities in millionths, everything
else in minor units of the commitment's currency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimgraph.rules.tax import TaxAmount
from claimgraph.rules.valuation import CertifiedLine


@dataclass(frozen=True, slots=True)
class LineFigures:
    """The figures of one line.

    Columns:
    scheduled_value            C; None on an open line
    previous_work              D
    work_this_period           E
    quantity_this_period       units of this period; None on lines not measured by quantity
    quantity_to_date           units to date; None likewise
    stored_materials           F
    previous_stored_materials  F of the last approved claim
    built_in                   the part of it that this claim builds in, contained in E
    movement                   M = E + F - last F
    total_to_date              G = D + E + F
    percent_complete           100 G / C, a whole number of hundredths of a per cent; None: C zero or open
    balance_to_finish          H = C - G; None on an open line
    retention_on_work          held on work
    retention_on_stored        held on stored materials
    retention_released         released with this claim
    retention_held             I: held after this claim
    tax                        tax this time

    Besides, to check a release and to be carried:
    retention_kept             T: what the policy keeps on the line, released or not
    retention_kept_on_work     the part of it on work
    retention_released_to_date X
    retention_this_claim       change of what is held
    tax_to_date                tax on the line with all claims
    value_at_change            for KEEP: certified value of the work when the rate changed last; else 0
    kept_at_change             for KEEP: what was kept on it then; else 0
    """

    scheduled_value: int | None
    previous_work: int
    work_this_period: int
    quantity_this_period: int | None
    quantity_to_date: int | None
    stored_materials: int
    previous_stored_materials: int
    built_in: int
    movement: int
    total_to_date: int
    percent_complete: int | None
    balance_to_finish: int | None
    retention_on_work: int
    retention_on_stored: int
    retention_released: int
    retention_held: int
    tax: int
    retention_kept: int
    retention_kept_on_work: int
    retention_released_to_date: int
    retention_this_claim: int
    tax_to_date: int
    value_at_change: int
    kept_at_change: int

    @property
    def certified(self) -> CertifiedLine:
        """What the next claim starts from on this line, once this one is approved."""
        return CertifiedLine(
            work=self.previous_work + self.work_this_period,
            stored=self.stored_materials,
            quantity=self.quantity_to_date or 0,
            retention_held=self.retention_held,
            retention_released=self.retention_released_to_date,
            retention_on_work=self.retention_kept_on_work,
            tax=self.tax_to_date,
            value_at_change=self.value_at_change,
            kept_at_change=self.kept_at_change,
        )


@dataclass(frozen=True, slots=True)
class SummaryFigures:
    """The summary of a claim; numbers are the lines of an application for payment.

    original_sum                 1: sum of C of the lines that no variation brought (open lines count as 0)
    net_variations               2: sum of C of the others
    revised_sum                  3 = 1 + 2
    total_to_date                4: sum of G
    retention_on_work            5a
    retention_on_stored          5b
    retention_held               5 = 5a + 5b
    total_less_retention         6 = 4 - 5
    adjustments_to_date          adj: additions less deductions
    due_to_date                  6d = 6 + adj
    previous_certificates        7: 6d of the last approved claim
    amount_this_claim            8 = 6d - 7, before tax; may be negative
    balance_to_finish            3 - 4: the sum of H, to which an open line adds -G
    balance_including_retention  9 = 3 - 6
    percent_complete             100 x 4 / 3, a whole number of hundredths of a per cent; None where 3 is 0
    retention_this_claim         change of 5; negative when released
    retention_released           released with this claim
    tax                          tax on this claim
    amount_with_tax              8 + tax
    taxes                        tax by rate, highest rate first
    """

    original_sum: int
    net_variations: int
    revised_sum: int
    total_to_date: int
    retention_on_work: int
    retention_on_stored: int
    retention_held: int
    total_less_retention: int
    adjustments_to_date: int
    due_to_date: int
    previous_certificates: int
    amount_this_claim: int
    balance_to_finish: int
    balance_including_retention: int
    percent_complete: int | None
    retention_this_claim: int
    retention_released: int
    tax: int
    amount_with_tax: int
    taxes: tuple[TaxAmount, ...]


@dataclass(frozen=True, slots=True)
class CertifiedClaim:
    """What the last approved claim leaves to the next one, besides its lines.

    due_to_date     6d, the next line 7
    adjustments     additions less deductions to date
    policy_version  number of the retention policy's version that it was reckoned with
    is_final        whether it was the final claim, or one after it
    """

    due_to_date: int = 0
    adjustments: int = 0
    policy_version: int = 0
    is_final: bool = False


NOTHING_CERTIFIED = CertifiedClaim()
"""What the first claim starts from."""


@dataclass(frozen=True, slots=True)
class ClaimFigures:
    """All figures of a claim: its lines in their order, its summary, and what is carried besides."""

    lines: Sequence[LineFigures]
    summary: SummaryFigures
    certified: CertifiedClaim

    @property
    def is_nil(self) -> bool:
        """Whether every movement and every release is zero, also those that a stage brings."""
        return not any(
            line.movement or line.retention_released or line.retention_this_claim for line in self.lines
        )
