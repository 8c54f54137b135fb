"""All figures of a claim, the one way: as claimed, as assessed and as certified (domain: "Arithmetic").

What differs is what is stated on the lines; the functions are the same. "Previous" is what was certified.
The order is that of dependence: columns C to H; tax where it is on the gross value; retention, which may be
on the value with its tax; tax where it is on the net value; the summary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimgraph.rules.figures import NOTHING_CERTIFIED, CertifiedClaim, ClaimFigures, LineFigures
from claimgraph.rules.retention.cells import retained_line
from claimgraph.rules.retention.holding import LineRetention, Occasion, RetainedLine, retention_of_lines
from claimgraph.rules.retention.policy import NOTHING_KEPT, RetentionPolicy
from claimgraph.rules.retention.releases import ReleaseOverAll
from claimgraph.rules.summary import contract_sums, summary
from claimgraph.rules.tax import ClaimTax, TaxRule, claim_tax
from claimgraph.rules.valuation import ClaimLine, Valuation, valuation
from claimgraph.rules.vocabulary import MilestoneKind, RetentionBase, RetentionOnChange, TaxBase


@dataclass(frozen=True, slots=True)
class HeldByHand:
    """Retention typed by hand, for one claim. Exactly one is given.

    held        what is held after the claim
    this_claim  what is kept with this claim on top of what was held
    """

    held: int | None = None
    this_claim: int | None = None

    def after(self, held_before: int) -> int:
        """What is held after the claim, when so much was held before."""
        return self.held if self.held is not None else held_before + (self.this_claim or 0)


@dataclass(frozen=True, slots=True)
class ClaimTerms:
    """What a claim is reckoned by, besides its lines.

    digits          decimals of the currency
    policy          the retention policy in force for this claim
    policy_version  a number that tells its version from others; the same as long as it is in force
    on_change       what the version did to retention held before; None for the first one
    tax             the tax rule; None when no tax is added
    milestones      those dated by the end of the claim's period, oldest first (`milestones_reached`)
    is_final        whether this is the final claim
    adjustments     additions less deductions to date
    release         a release of retention over all lines, instead of releases by line
    held_by_hand    retention typed by hand
    """

    digits: int
    policy: RetentionPolicy = NOTHING_KEPT
    policy_version: int = 1
    on_change: RetentionOnChange | None = None
    tax: TaxRule | None = None
    milestones: Sequence[MilestoneKind] = ()
    is_final: bool = False
    adjustments: int = 0
    release: ReleaseOverAll | None = None
    held_by_hand: HeldByHand | None = None


def claim_figures(
    terms: ClaimTerms, lines: Sequence[ClaimLine], previous: CertifiedClaim = NOTHING_CERTIFIED
) -> ClaimFigures:
    """The figures of a claim from its terms, its lines by position, and the last approved claim.

    What is refused by `claimable` or by a policy's `contradictions` has no figures, or none that mean
    anything; where there are none ValueError is raised.
    """
    columns = [valuation(line, terms.digits) for line in lines]
    gross = _tax_on_gross(terms, lines, columns, previous)
    retained = _retained_lines(terms, lines, columns, gross, previous)
    retention = retention_of_lines(terms.policy, retained, _occasion(terms, lines, previous))
    tax = gross or _tax_on_net(terms, lines, columns, retention, previous)
    figures = [
        _line_figures(*of_line)
        for of_line in zip(lines, columns, retained, retention, tax.lines, strict=True)
    ]
    totals = summary(contract_sums(lines), figures, terms.adjustments, tax, previous)
    return ClaimFigures(
        lines=figures,
        summary=totals,
        certified=CertifiedClaim(
            due_to_date=totals.due_to_date,
            adjustments=terms.adjustments,
            policy_version=terms.policy_version,
            is_final=terms.is_final or previous.is_final,
        ),
    )


def _tax_on_gross(
    terms: ClaimTerms, lines: Sequence[ClaimLine], columns: Sequence[Valuation], previous: CertifiedClaim
) -> ClaimTax | None:
    """Tax on M; None where that is not the base."""
    if terms.tax is None or terms.tax.base is not TaxBase.GROSS:
        return None
    return _tax(terms, lines, [line.movement for line in columns], previous)


def _tax_on_net(
    terms: ClaimTerms,
    lines: Sequence[ClaimLine],
    columns: Sequence[Valuation],
    retention: Sequence[LineRetention],
    previous: CertifiedClaim,
) -> ClaimTax:
    """Tax on M less the change of retention."""
    bases = [
        of_line.movement - (now.held - line.certified.retention_held)
        for line, of_line, now in zip(lines, columns, retention, strict=True)
    ]
    return _tax(terms, lines, bases, previous)


def _tax(
    terms: ClaimTerms, lines: Sequence[ClaimLine], bases: Sequence[int], previous: CertifiedClaim
) -> ClaimTax:
    """Tax by the terms' rule on lines with these bases."""
    change = terms.adjustments - previous.adjustments
    return claim_tax(terms.tax, bases, [line.tax_rate for line in lines], change)


def _retained_lines(
    terms: ClaimTerms,
    lines: Sequence[ClaimLine],
    columns: Sequence[Valuation],
    gross: ClaimTax | None,
    previous: CertifiedClaim,
) -> list[RetainedLine]:
    """The lines as their retention depends on them."""
    if terms.policy.base is RetentionBase.INCLUDING_TAX and gross is None:
        raise ValueError("Retention on value with its tax needs a tax on GROSS.")
    change = terms.on_change if terms.policy_version != previous.policy_version else None
    taxes = gross.lines if gross else [0] * len(lines)
    return [
        retained_line(terms.policy, change, line, of_line, line.certified.tax + tax)
        for line, of_line, tax in zip(lines, columns, taxes, strict=True)
    ]


def _occasion(terms: ClaimTerms, lines: Sequence[ClaimLine], previous: CertifiedClaim) -> Occasion:
    """What retention depends on besides policy and lines."""
    by_hand = terms.held_by_hand
    held_before = sum(line.certified.retention_held for line in lines)
    return Occasion(
        sums=contract_sums(lines),
        is_final=terms.is_final or previous.is_final,
        milestones=terms.milestones,
        release=terms.release,
        held_by_hand=by_hand.after(held_before) if by_hand else None,
    )


def _line_figures(
    line: ClaimLine, columns: Valuation, retained: RetainedLine, retention: LineRetention, tax: int
) -> LineFigures:
    """The figures of a line, put together."""
    return LineFigures(
        scheduled_value=columns.scheduled_value,
        previous_work=columns.previous_work,
        work_this_period=columns.work_this_period,
        quantity_this_period=columns.quantity_this_period,
        quantity_to_date=columns.quantity_to_date,
        stored_materials=columns.stored_materials,
        previous_stored_materials=columns.previous_stored_materials,
        built_in=columns.built_in,
        movement=columns.movement,
        total_to_date=columns.total_to_date,
        percent_complete=columns.percent_complete,
        balance_to_finish=columns.balance_to_finish,
        retention_on_work=retention.held_on_work,
        retention_on_stored=retention.held_on_stored,
        retention_released=retention.released_to_date - retention.released_so_far,
        retention_held=retention.held,
        tax=tax,
        retention_kept=retention.kept,
        retention_kept_on_work=retention.kept_on_work,
        retention_released_to_date=retention.released_to_date,
        retention_this_claim=retention.held - line.certified.retention_held,
        tax_to_date=line.certified.tax + tax,
        value_at_change=retained.work.value_at_change,
        kept_at_change=retained.work.kept_at_change,
    )
