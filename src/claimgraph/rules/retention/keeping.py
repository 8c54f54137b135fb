"""What a policy keeps: steps 1 to 5 of the domain's "Retention policy", before anything is released.

A line has two cells: its work (D + E) and its stored materials (F). Each cell is kept on by a rate of its
own or, with all others, by the rule. The exact value per cell is u, the total is T:

    1  u per cell; cells under the rule share the rule's total by their value
    2  T = the sum of r(u) at level LINE, r(sum of u) at level TOTAL; a free amount scales the latter
    3  T is not more than the cap
    4  with timing FINAL_CLAIM nothing is kept before the final claim
    5  T is shared over the cells by u, unless the r(u) of level LINE stand
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from claimgraph.rules.retention.policy import ContractSums, RetentionPolicy, RetentionStep, RetentionTier
from claimgraph.rules.rounding import part, rounded, share, spread
from claimgraph.rules.vocabulary import RetentionLevel, RetentionRule, RetentionStepMode, RetentionTiming


@dataclass(frozen=True, slots=True)
class Cell:
    """Work or stored materials of one line, in minor units.

    value             v: certified value to date, with its tax where the policy's base says so
    own_rate          the rate that holds for this cell alone, ppm; None leaves it to the rule
    scheduled         C on the work cell, 0 on the other one: what is shared by when all values sum to zero
    value_at_change   v when a rate was changed and what was held stayed (KEEP); else 0
    kept_at_change    what was kept then
    """

    value: int
    own_rate: int | None = None
    scheduled: int = 0
    value_at_change: int = 0
    kept_at_change: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept on each cell: exactly (u) and in minor units (T by cell), in the order of the cells."""

    exact: Sequence[Fraction]
    amounts: Sequence[int]


def kept(policy: RetentionPolicy, cells: Sequence[Cell], sums: ContractSums, *, is_final: bool) -> Kept:
    """Steps 1 to 5. `is_final` says that this is the final claim, or that it has been approved before."""
    exact = exact_retention(policy, cells, sums)
    by_cell = [rounded(value) for value in exact]
    total = _total(policy, cells, exact, by_cell)
    limit = policy.cap_amount(sums)
    if policy.timing is RetentionTiming.FINAL_CLAIM and not is_final:
        return Kept(exact, [0] * len(cells))
    if policy.level is RetentionLevel.LINE and (limit is None or total <= limit):
        return Kept(exact, by_cell)
    return Kept(exact, share_by(exact, cells, total if limit is None else min(total, limit)))


def share_by(exact: Sequence[Fraction], cells: Sequence[Cell], total: int) -> list[int]:
    """A total of retention shared over the cells by u; where that sums to zero by v, then by C."""
    return share(total, exact, [cell.value for cell in cells], [cell.scheduled for cell in cells])


def exact_retention(policy: RetentionPolicy, cells: Sequence[Cell], sums: ContractSums) -> list[Fraction]:
    """Step 1: u of each cell."""
    if policy.rule is RetentionRule.FLAT:
        return [_by_rate(cell, policy.rate_on_work or 0) for cell in cells]
    ruled = [cell for cell in cells if cell.own_rate is None]
    total = ruled_total(policy, sum(cell.value for cell in ruled), sums)
    shares = iter(spread(total, [cell.value for cell in ruled], [cell.scheduled for cell in ruled]))
    return [next(shares) if cell.own_rate is None else _by_rate(cell, 0) for cell in cells]


def ruled_total(policy: RetentionPolicy, value: int, sums: ContractSums) -> Fraction:
    """The rule's exact total on `value` (V), the sum of the cells that have no rate of their own."""
    match policy.rule:
        case RetentionRule.FLAT:
            return part(value, policy.rate_on_work or 0)
        case RetentionRule.FIXED_SUM:
            return Fraction(policy.fixed_sum or 0)
        case RetentionRule.TIERS:
            return _by_tiers(policy.tiers, value)
        case RetentionRule.STEP if policy.step is not None:
            return _by_step(policy.step, Fraction(value), sums)
        case _:
            return Fraction(0)


def _by_rate(cell: Cell, rate: int) -> Fraction:
    """u by the cell's own rate, else by `rate`, which holds for the value since the last change of rate."""
    if cell.own_rate is not None:
        return part(cell.value, cell.own_rate)
    return cell.kept_at_change + part(cell.value - cell.value_at_change, rate)


def _by_tiers(tiers: Sequence[RetentionTier], value: int) -> Fraction:
    """Each slice of the value at its rate; a value below zero lies in the first slice."""
    if value < 0:
        return part(value, tiers[0].rate)
    total, start = Fraction(0), 0
    for tier in tiers:
        end = value if tier.up_to is None else min(value, tier.up_to)
        total += part(max(end - start, 0), tier.rate)
        start = max(start, end)
    return total


def _by_step(step: RetentionStep, value: Fraction, sums: ContractSums) -> Fraction:
    """One rate before the threshold and another beyond it, by the step's mode."""
    threshold = part(sums.of(step.of), step.threshold)
    after = step.rate_after or 0
    match step.mode:
        case RetentionStepMode.RETROACTIVE:
            return part(value, after if value >= threshold else step.rate_before)
        case RetentionStepMode.STOP:
            return part(min(value, threshold), step.rate_before)
        case RetentionStepMode.NEW_WORK_ONLY:
            beyond = max(value - threshold, Fraction(0))
            return part(min(value, threshold), step.rate_before) + part(beyond, after)


def _total(
    policy: RetentionPolicy, cells: Sequence[Cell], exact: Sequence[Fraction], by_cell: Sequence[int]
) -> int:
    """Step 2: T before the cap."""
    if policy.level is RetentionLevel.LINE:
        return sum(by_cell)
    total = sum(exact, Fraction(0))
    value = sum(cell.value for cell in cells)
    if policy.free_amount is None:
        return rounded(total)
    beyond = max(value - policy.free_amount, 0)
    return rounded(total * Fraction(beyond, value)) if beyond else 0
