"""A retention policy in one English sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claimgraph.rules.decimals import format_percentage
from claimgraph.rules.money import format_amount, minor_digits
from claimgraph.rules.retention.policy import (
    RetentionCap,
    RetentionPolicy,
    RetentionStage,
    RetentionStep,
    RetentionTier,
)
from claimgraph.rules.vocabulary import (
    ContractSum,
    MilestoneKind,
    RetentionBase,
    RetentionLevel,
    RetentionRule,
    RetentionStepMode,
    RetentionTiming,
)

_SUMS = {ContractSum.ORIGINAL: "the original contract sum", ContractSum.REVISED: "the revised contract sum"}
_MILESTONES = {
    MilestoneKind.PRACTICAL_COMPLETION: "practical completion",
    MilestoneKind.COMPLETION: "completion",
    MilestoneKind.DEFECTS_END: "the end of the defects period",
}
_Spoken = Callable[[int], str]


def description(policy: RetentionPolicy, currency: str) -> str:
    """The policy in one sentence, with amounts in `currency` (ISO 4217)."""
    digits = minor_digits(currency)

    def money(amount: int) -> str:
        return f"{currency} {format_amount(amount, digits)}"

    options = (
        f", at most {_cap(policy.cap, money)}" if policy.cap else "",
        ", rounded in total" if policy.rule is RetentionRule.FLAT and _is_rounded_in_total(policy) else "",
        ", with the final claim alone" if policy.timing is RetentionTiming.FINAL_CLAIM else "",
        f"; {_stages(policy.stages)}" if policy.stages else "",
    )
    return f"{_kept(policy, money)}{''.join(options)}."


def _kept(policy: RetentionPolicy, money: _Spoken) -> str:
    """What the rule keeps, without its options."""
    tax = " including tax" if policy.base is RetentionBase.INCLUDING_TAX else ""
    match policy.rule:
        case RetentionRule.FLAT:
            free = f" beyond {money(policy.free_amount)}" if policy.free_amount else ""
            return f"{_flat(policy)}{tax} is kept{free}"
        case RetentionRule.FIXED_SUM:
            return f"{money(policy.fixed_sum or 0)} is kept{_stored(policy)}"
        case RetentionRule.TIERS:
            return f"Of the value{tax}, {_tiers(policy.tiers, money)} is kept{_stored(policy)}"
        case RetentionRule.STEP if policy.step:
            return f"Of the value{tax}, {_step(policy.step)} is kept{_stored(policy)}"
        case _:
            return "No retention is kept but on lines with a rate of their own"


def _flat(policy: RetentionPolicy) -> str:
    on_work, on_stored = policy.rates(None, None)
    if on_work == on_stored:
        return f"{_rate(on_work or 0)} of work and stored materials"
    return f"{_rate(on_work or 0)} of work and {_rate(on_stored or 0)} of stored materials"


def _stored(policy: RetentionPolicy) -> str:
    """The rate on stored materials where the rule finds a total without them."""
    if policy.rate_on_stored is None:
        return ""
    return f", and {_rate(policy.rate_on_stored)} of stored materials"


def _tiers(tiers: Sequence[RetentionTier], money: _Spoken) -> str:
    *slices, last = tiers
    parts = [f"{_rate(tier.rate)} up to {money(tier.up_to or 0)}" for tier in slices]
    return " and ".join([", ".join(parts), f"{_rate(last.rate)} above"]) if parts else _rate(last.rate)


def _step(step: RetentionStep) -> str:
    threshold = f"{_rate(step.threshold)} of {_SUMS[step.of]}"
    before, after = _rate(step.rate_before), _rate(step.rate_after or 0)
    match step.mode:
        case RetentionStepMode.RETROACTIVE:
            return f"{before} until it reaches {threshold}, then {after} of all,"
        case RetentionStepMode.NEW_WORK_ONLY | RetentionStepMode.STOP:
            return f"{before} up to {threshold} and {after} above"


def _cap(cap: RetentionCap, money: _Spoken) -> str:
    return money(cap.amount) if cap.amount is not None else f"{_rate(cap.rate or 0)} of {_SUMS[cap.of]}"


def _stages(stages: Sequence[RetentionStage]) -> str:
    parts = [f"{_rate(stage.share)} of that may stay from {_MILESTONES[stage.milestone]}" for stage in stages]
    return " and ".join(parts)


def _is_rounded_in_total(policy: RetentionPolicy) -> bool:
    return policy.level is RetentionLevel.TOTAL and policy.free_amount is None


def _rate(ppm: int) -> str:
    """A rate as it is spoken; zero is "nothing"."""
    return f"{format_percentage(ppm)} %" if ppm else "nothing"
