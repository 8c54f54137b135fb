"""A retention policy: a rule that finds the total, and options that work together with it.

Amounts are minor units; rates and shares are parts per million. An option that is None does nothing. What
must not stand together is told by `contradictions`; the arithmetic takes it that nothing does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from claimgraph.rules.rounding import part, rounded
from claimgraph.rules.vocabulary import (
    ContractSum,
    MilestoneKind,
    RetentionBase,
    RetentionLevel,
    RetentionRule,
    RetentionStepMode,
    RetentionTiming,
)


@dataclass(frozen=True, slots=True)
class ContractSums:
    """Lines 1 and 3 of the summary: the contract without its variations, and with the approved ones."""

    original: int
    revised: int

    def of(self, which: ContractSum) -> int:
        """The sum that a rule is measured by."""
        return self.original if which is ContractSum.ORIGINAL else self.revised


@dataclass(frozen=True, slots=True)
class RetentionCap:
    """The most that is held: an amount, or a rate of a contract sum. Exactly one is given."""

    amount: int | None = None
    rate: int | None = None
    of: ContractSum = ContractSum.REVISED


@dataclass(frozen=True, slots=True)
class RetentionTier:
    """A rate for a slice of the value, which ends at `up_to` (an amount); None for all above."""

    up_to: int | None
    rate: int


@dataclass(frozen=True, slots=True)
class RetentionStep:
    """A change of rate where the value reaches a threshold, which is a rate of a contract sum.

    `rate_after` is None where nothing is kept beyond it (STOP).
    """

    threshold: int
    rate_before: int
    rate_after: int | None
    mode: RetentionStepMode
    of: ContractSum = ContractSum.REVISED


@dataclass(frozen=True, slots=True)
class RetentionStage:
    """The share of what is kept that may stay once a milestone is reached."""

    milestone: MilestoneKind
    share: int


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """How retention is kept: `rule` finds the total, the rest refines it.

    rate_on_work     FLAT: the rate on work, and on stored materials where they have none of their own
    rate_on_stored   the rate on stored materials where it differs; 0 exempts them
    fixed_sum        FIXED_SUM: the amount
    tiers            TIERS: the slices, lowest first, the last one open
    step             STEP: the change of rate
    stated_level     where it is rounded, as stated; `level` tells what holds
    free_amount      FLAT: value on which nothing is kept
    cap              the most that is held
    timing           with every claim, or with the final one alone
    stages           what may stay from milestones on
    base             whether the value counts with its tax
    """

    rule: RetentionRule
    rate_on_work: int | None = None
    rate_on_stored: int | None = None
    fixed_sum: int | None = None
    tiers: tuple[RetentionTier, ...] = ()
    step: RetentionStep | None = None
    stated_level: RetentionLevel | None = None
    free_amount: int | None = None
    cap: RetentionCap | None = None
    timing: RetentionTiming = RetentionTiming.EACH_CLAIM
    stages: tuple[RetentionStage, ...] = ()
    base: RetentionBase = RetentionBase.BEFORE_TAX

    @property
    def level(self) -> RetentionLevel:
        """Where it is rounded: as stated; else by line for FLAT without free amount, and in total."""
        if self.stated_level is not None:
            return self.stated_level
        if self.rule is RetentionRule.FLAT and self.free_amount is None:
            return RetentionLevel.LINE
        return RetentionLevel.TOTAL

    @property
    def single_rate(self) -> int | None:
        """The rate of all work that has none of its own; None where the rule has no single one."""
        return 0 if self.rule is RetentionRule.NONE else self.rate_on_work

    def own_rates(self, on_work: int | None, on_stored: int | None) -> tuple[int | None, int | None]:
        """The rates that hold for a line whatever the rule says, on work and on stored materials.

        Given are the line's own (or its variation's); None leaves the cell to the rule. Stored materials go
        by the line's rate for them, else by its rate on work, else by the policy's rate for them.
        """
        candidates = (on_stored, on_work, self.rate_on_stored)
        return on_work, next((rate for rate in candidates if rate is not None), None)

    def rates(self, on_work: int | None, on_stored: int | None) -> tuple[int | None, int | None]:
        """The rates kept on a line's work and stored materials; None where the rule has no single one."""
        work, stored = self.own_rates(on_work, on_stored)
        return (
            self.single_rate if work is None else work,
            self.single_rate if stored is None else stored,
        )

    def cap_amount(self, sums: ContractSums) -> int | None:
        """The most that is held under this contract; None without a cap."""
        if self.cap is None:
            return None
        if self.cap.rate is None:
            return self.cap.amount
        return rounded(part(sums.of(self.cap.of), self.cap.rate))

    def share_that_stays(self, reached: Iterable[MilestoneKind]) -> int | None:
        """The share of the last milestone in `reached` (oldest first) that has a stage; None without one."""
        stages = {stage.milestone: stage.share for stage in self.stages}
        shares = [stages[milestone] for milestone in reached if milestone in stages]
        return shares[-1] if shares else None


NOTHING_KEPT = RetentionPolicy(RetentionRule.NONE)
"""The policy of a commitment for which none was agreed."""


def milestones_reached(dates: Mapping[MilestoneKind, date], by: date) -> tuple[MilestoneKind, ...]:
    """The milestones dated `by` that day or earlier, oldest first; of one day in their natural order."""
    order = list(MilestoneKind)
    past = [(day, order.index(milestone)) for milestone, day in dates.items() if day <= by]
    return tuple(order[place] for _, place in sorted(past))
