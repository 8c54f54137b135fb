"""A second reckoning of claims, to compare the rules with: the domain's arithmetic written down once more.

It shares no function with the rules, only the objects that state the input. Everything is a fraction until
`r` rounds it, and tables of cells replace the rules' steps. Work is stated as this period's amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from claimgraph.rules.claim_figures import ClaimTerms
from claimgraph.rules.figures import CertifiedClaim
from claimgraph.rules.retention.policy import RetentionPolicy
from claimgraph.rules.valuation import ClaimLine

MILLION = 1_000_000


def r(value: Fraction) -> int:
    """Half away from zero."""
    size = floor(abs(value) + Fraction(1, 2))
    return size if value >= 0 else -size


def by_weight(total: Fraction, *candidates: Sequence[Fraction]) -> list[Fraction]:
    """A total by the first weights that do not sum to zero, else all of it on the first."""
    for weights in candidates:
        if sum(weights) != 0:
            return [total * weight / sum(weights) for weight in weights]
    return [total if place == 0 else Fraction(0) for place in range(len(candidates[0]))]


def largest_remainder(total: int, *candidates: Sequence[Fraction]) -> list[int]:
    """Quotas rounded down, and what is left one by one to the largest remainders."""
    quotas = by_weight(Fraction(total), *candidates)
    parts = [floor(quota) for quota in quotas]
    queue = sorted(
        (part - quota, place) for place, (part, quota) in enumerate(zip(parts, quotas, strict=True))
    )
    for _, place in queue[: total - sum(parts)]:
        parts[place] += 1
    return parts


@dataclass
class OracleCell:
    """Work or stored materials of a line."""

    line: int
    is_work: bool
    v: Fraction
    rate: int | None
    c: Fraction
    v0: Fraction = Fraction(0)
    t0: Fraction = Fraction(0)
    u: Fraction = Fraction(0)
    t: int = 0
    held: int = 0


@dataclass
class OracleClaim:
    """What the oracle finds: figures by line, and the summary's."""

    movement: list[int]
    total: list[int]
    kept: list[int]
    held_on_work: list[int]
    held_on_stored: list[int]
    to_date: list[int]
    tax: list[int]
    tax_on_adjustments: int
    summary: dict[str, int]


def reckon(terms: ClaimTerms, lines: Sequence[ClaimLine], previous: CertifiedClaim) -> OracleClaim:
    """A claim, by the domain's page."""
    last_f = [line.certified.stored for line in lines]
    f = [
        last if line.entry.stored is None else line.entry.stored
        for line, last in zip(lines, last_f, strict=True)
    ]
    f = [
        now - (line.entry.built_in if line.entry.stored is None else 0)
        for line, now in zip(lines, f, strict=True)
    ]
    e = [line.entry.value + line.entry.built_in for line in lines]
    work = [line.certified.work + now for line, now in zip(lines, e, strict=True)]
    movement = [now + stock - last for now, stock, last in zip(e, f, last_f, strict=True)]
    line1 = sum(line.scheduled_value or 0 for line in lines if not line.is_variation)
    line3 = sum(line.scheduled_value or 0 for line in lines)
    gross = tax_on(terms, lines, movement, previous)
    tax_to_date = [line.certified.tax + now for line, now in zip(lines, gross[0], strict=True)]
    cells = cells_of(terms, lines, work, f, tax_to_date, previous)
    keep(terms, cells, line1, line3, terms.is_final or previous.is_final)
    to_date = hold(terms, lines, cells)
    held = [sum(cell.held for cell in cells if cell.line == place) for place in range(len(lines))]
    change = [now - line.certified.retention_held for line, now in zip(lines, held, strict=True)]
    net = [moved - now for moved, now in zip(movement, change, strict=True)]
    is_net = terms.tax is not None and terms.tax.base == "NET"
    tax, on_adjustments = tax_on(terms, lines, net, previous) if is_net else gross
    total = [done + stock for done, stock in zip(work, f, strict=True)]
    line6 = sum(total) - sum(held)
    line8 = line6 + terms.adjustments - previous.due_to_date
    payable = line8 + sum(tax) + on_adjustments
    return OracleClaim(
        movement=movement,
        total=total,
        kept=[sum(cell.t for cell in cells if cell.line == place) for place in range(len(lines))],
        held_on_work=[cell.held for cell in cells if cell.is_work],
        held_on_stored=[cell.held for cell in cells if not cell.is_work],
        to_date=to_date,
        tax=tax,
        tax_on_adjustments=on_adjustments,
        summary={
            "original_sum": line1,
            "revised_sum": line3,
            "total_to_date": sum(total),
            "retention_held": sum(held),
            "due_to_date": line6 + terms.adjustments,
            "amount_this_claim": line8,
            "balance_including_retention": line3 - line6,
            "amount_with_tax": payable,
        },
    )


def tax_on(
    terms: ClaimTerms, lines: Sequence[ClaimLine], bases: Sequence[int], previous: CertifiedClaim
) -> tuple[list[int], int]:
    """Tax of each line, and on the change of adjustments."""
    rule = terms.tax
    if rule is None:
        return [0] * len(lines), 0
    change = terms.adjustments - previous.adjustments if rule.adjustments_taxed else 0
    rates = [rule.rate if line.tax_rate is None else line.tax_rate for line in lines]
    exact = [Fraction(base * rate, MILLION) for base, rate in zip(bases, rates, strict=True)]
    exact.append(Fraction(change * rule.rate, MILLION))
    if rule.rounding == "LINE":
        amounts = [r(value) for value in exact]
    else:
        amounts = largest_remainder(r(sum(exact, Fraction(0))), exact)
    return amounts[:-1], amounts[-1]


def cells_of(
    terms: ClaimTerms,
    lines: Sequence[ClaimLine],
    work: Sequence[int],
    stored: Sequence[int],
    taxes: Sequence[int],
    previous: CertifiedClaim,
) -> list[OracleCell]:
    """Two cells for each line."""
    with_tax = terms.policy.base == "INCLUDING_TAX"
    is_new = terms.policy_version != previous.policy_version
    cells = []
    for place, line in enumerate(lines):
        own_work, own_stored = line.retention_rate_on_work, line.retention_rate_on_stored
        if own_stored is None:
            own_stored = own_work if own_work is not None else terms.policy.rate_on_stored
        parts, before = [0, 0], [0, 0]
        if with_tax:
            parts = largest_remainder(taxes[place], [Fraction(work[place]), Fraction(stored[place])])
            amounts = [Fraction(line.certified.work), Fraction(line.certified.stored)]
            before = largest_remainder(line.certified.tax, amounts)
        v0, t0 = line.certified.value_at_change, line.certified.kept_at_change
        if is_new and terms.on_change == "KEEP":
            v0, t0 = line.certified.work + before[0], line.certified.retention_on_work
        if is_new and terms.on_change == "RESTATE":
            v0, t0 = 0, 0
        c = Fraction(line.scheduled_value or 0)
        value = Fraction(work[place] + parts[0])
        cells.append(OracleCell(place, True, value, own_work, c, Fraction(v0), Fraction(t0)))
        cells.append(OracleCell(place, False, Fraction(stored[place] + parts[1]), own_stored, Fraction(0)))
    return cells


def keep(terms: ClaimTerms, cells: Sequence[OracleCell], line1: int, line3: int, is_final: bool) -> None:
    """Steps 1 to 5: u and T of each cell."""
    policy = terms.policy
    ruled = [cell for cell in cells if cell.rate is None]
    value = sum((cell.v for cell in ruled), Fraction(0))
    weights = [cell.v for cell in ruled], [cell.c for cell in ruled]
    shares = by_weight(rule_total(policy, value, line1, line3), *weights) if ruled else []
    for cell, given in zip(ruled, shares, strict=True):
        is_flat = policy.rule == "FLAT"
        cell.u = cell.t0 + (cell.v - cell.v0) * (policy.rate_on_work or 0) / MILLION if is_flat else given
    for cell in cells:
        if cell.rate is not None:
            cell.u = cell.v * cell.rate / MILLION
    all_u, all_v = sum((cell.u for cell in cells), Fraction(0)), sum((cell.v for cell in cells), Fraction(0))
    by_line = policy.rule == "FLAT" and policy.free_amount is None and policy.stated_level != "TOTAL"
    total = sum(r(cell.u) for cell in cells) if by_line else r(all_u)
    if policy.free_amount is not None:
        beyond = all_v - policy.free_amount
        total = r(all_u * beyond / all_v) if beyond > 0 else 0
    limit = cap_of(policy, line1, line3)
    is_capped = limit is not None and total > limit
    total = limit if is_capped and limit is not None else total
    parts = [r(cell.u) for cell in cells] if by_line and not is_capped else shared(cells, total)
    if policy.timing == "FINAL_CLAIM" and not is_final:
        parts = [0] * len(cells)
    for cell, amount in zip(cells, parts, strict=True):
        cell.t = amount


def rule_total(policy: RetentionPolicy, value: Fraction, line1: int, line3: int) -> Fraction:
    """The rule on the value that it rules."""
    if policy.rule == "FIXED_SUM":
        return Fraction(policy.fixed_sum or 0)
    if policy.rule == "TIERS":
        ends = [Fraction(tier.up_to) for tier in policy.tiers if tier.up_to is not None]
        total = Fraction(0)
        for tier, low, high in zip(policy.tiers, [Fraction(0), *ends], [*ends, abs(value)], strict=True):
            total += max(min(max(value, Fraction(0)), high) - low, Fraction(0)) * tier.rate / MILLION
        return total + min(value, Fraction(0)) * policy.tiers[0].rate / MILLION
    if policy.rule == "STEP" and policy.step is not None:
        step = policy.step
        t = Fraction((line1 if step.of == "ORIGINAL" else line3) * step.threshold, MILLION)
        a, b = Fraction(step.rate_before, MILLION), Fraction(step.rate_after or 0, MILLION)
        below, above = (value, Fraction(0)) if value < t else (t, value - t)
        if step.mode == "RETROACTIVE":
            return value * (b if value >= t else a)
        return a * below + (b * above if step.mode == "NEW_WORK_ONLY" else 0)
    return Fraction(0)


def cap_of(policy: RetentionPolicy, line1: int, line3: int) -> int | None:
    """The most that is held."""
    if policy.cap is None:
        return None
    if policy.cap.amount is not None:
        return policy.cap.amount
    return r(Fraction((line1 if policy.cap.of == "ORIGINAL" else line3) * (policy.cap.rate or 0), MILLION))


def shared(cells: Sequence[OracleCell], total: int) -> list[int]:
    """A total over the cells, by u, v or C."""
    return largest_remainder(
        total, [cell.u for cell in cells], [cell.v for cell in cells], [cell.c for cell in cells]
    )


def hold(terms: ClaimTerms, lines: Sequence[ClaimLine], cells: Sequence[OracleCell]) -> list[int]:
    """Steps 6 to 8: what is held on each cell; answers X of each line."""
    before = [line.certified.retention_released for line in lines]
    bites = settle(terms, cells, before)
    so_far = list(before)
    asked = terms.release is not None or any(line.release_to_date is not None for line in lines)
    if asked and bites:
        so_far = [
            sum(cell.t - cell.held for cell in cells if cell.line == place) for place in range(len(lines))
        ]
    to_date = list(so_far)
    if terms.release is not None:
        held = [sum(cell.held for cell in cells if cell.line == place) for place in range(len(lines))]
        more = (terms.release.amount or 0) - sum(so_far)
        if terms.release.rate is not None:
            more = r(Fraction(sum(held) * terms.release.rate, MILLION))
        parts = largest_remainder(more, [Fraction(amount) for amount in held])
        to_date = [gone + now for gone, now in zip(so_far, parts, strict=True)]
    else:
        for place, line in enumerate(lines):
            to_date[place] = so_far[place] if line.release_to_date is None else line.release_to_date
    settle(terms, cells, to_date)
    if terms.held_by_hand is not None:
        total = terms.held_by_hand.held
        if total is None:
            total = sum(line.certified.retention_held for line in lines) + (
                terms.held_by_hand.this_claim or 0
            )
        for cell, amount in zip(cells, shared(cells, total), strict=True):
            cell.held = amount
    return to_date


def settle(terms: ClaimTerms, cells: Sequence[OracleCell], released: Sequence[int]) -> bool:
    """Steps 6 and 7 with X of each line; answers whether a stage limits what is held."""
    t = [sum(cell.t for cell in cells if cell.line == place) for place in range(len(released))]
    held = [
        plus + minus for plus, minus in zip(one_side(t, released, 1), one_side(t, released, -1), strict=True)
    ]
    for place, amount in enumerate(held):
        work, stored = (cell for cell in cells if cell.line == place)
        gone = t[place] - amount
        low, high = sorted((0, work.t))
        from_work = sorted((low, gone, high))[1]
        work.held, stored.held = work.t - from_work, stored.t - gone + from_work
    limit = stage_limit(terms, sum(t))
    if limit is None or abs(limit) >= abs(sum(held)):
        return False
    for cell, amount in zip(cells, shared(cells, limit), strict=True):
        cell.held = amount
    return True


def one_side(t: Sequence[int], released: Sequence[int], sign: int) -> list[int]:
    """What is held of retention with one sign: over-released lines draw on the others."""
    kept = [max(sign * amount, 0) for amount in t]
    gone = [max(sign * amount, 0) for amount in released]
    rest = [max(amount - less, 0) for amount, less in zip(kept, gone, strict=True)]
    overdrawn = sum(max(less - amount, 0) for amount, less in zip(kept, gone, strict=True))
    left = max(sum(rest) - overdrawn, 0)
    return [sign * amount for amount in largest_remainder(left, [Fraction(amount) for amount in rest])]


def stage_limit(terms: ClaimTerms, total: int) -> int | None:
    """What may stay of T after the last milestone that has a stage."""
    limit = None
    for milestone in terms.milestones:
        for stage in terms.policy.stages:
            if stage.milestone == milestone:
                limit = r(Fraction(total * stage.share, MILLION))
    return limit
