"""What is wrong with a retention policy: RETENTION_POLICY_INVALID, with the part that is to be mended.

Paths are those of the API's RetentionPolicyInput, relative to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimgraph.errors import Refusal
from claimgraph.rules.decimals import PPM
from claimgraph.rules.retention.policy import (
    RetentionCap,
    RetentionPolicy,
    RetentionStage,
    RetentionStep,
    RetentionTier,
)
from claimgraph.rules.tax import TaxRule
from claimgraph.rules.vocabulary import (
    RetentionBase,
    RetentionLevel,
    RetentionOnChange,
    RetentionRule,
    RetentionStepMode,
    RetentionTiming,
    TaxBase,
)

_NEEDS = {
    RetentionRule.FLAT: "rateOnWork",
    RetentionRule.FIXED_SUM: "fixedSum",
    RetentionRule.TIERS: "tiers",
    RetentionRule.STEP: "step",
}
"""The part that each rule needs, and that no other rule has."""


def reasons_against_policy(policy: RetentionPolicy, tax: TaxRule | None) -> list[Refusal]:
    """What is wrong with a policy beside a tax rule (None: no tax is added); empty when nothing is."""
    return [
        *_parts_of_the_rule(policy),
        *_options_of_the_rule(policy),
        *_rates(policy),
        *_tiers(policy.tiers),
        *(_step(policy.step) if policy.step else ()),
        *(_cap(policy.cap) if policy.cap else ()),
        *_stages(policy.stages),
        *_base(policy, tax),
    ]


def reasons_against_change(policy: RetentionPolicy, on_change: RetentionOnChange | None) -> list[Refusal]:
    """What is wrong with a change to `policy` once a claim is approved; empty when nothing is.

    There is no default, for the difference is money. KEEP leaves what was kept on earlier work as it is, so
    the new policy must keep by one rate for each line, with every claim. The path is ("retentionOnChange",),
    beside the policy's.
    """
    if on_change is None:
        message = "Retention is held already; say whether it is restated by the new policy or kept as it is."
        return [_refusal(message, "retentionOnChange")]
    if on_change is not RetentionOnChange.KEEP or _keeps_by_one_rate(policy):
        return []
    message = (
        "KEEP goes only with rule FLAT, without a free amount and with timing EACH_CLAIM; restate instead."
    )
    return [_refusal(message, "retentionOnChange")]


def _keeps_by_one_rate(policy: RetentionPolicy) -> bool:
    """Whether each claim keeps on new work by one rate."""
    is_plain = policy.free_amount is None and policy.timing is RetentionTiming.EACH_CLAIM
    return policy.rule is RetentionRule.FLAT and is_plain


def _parts_of_the_rule(policy: RetentionPolicy) -> Iterator[Refusal]:
    """The part that the rule needs is there, and none of another rule."""
    parts = {
        "rateOnWork": policy.rate_on_work,
        "fixedSum": policy.fixed_sum,
        "tiers": policy.tiers or None,
        "step": policy.step,
    }
    needed = _NEEDS.get(policy.rule)
    for name, value in parts.items():
        if name == needed and value is None:
            yield _refusal(f"Rule {policy.rule} needs {name}.", name)
        if name != needed and value is not None:
            yield _refusal(f"Rule {policy.rule} has no {name}; leave it out, or choose another rule.", name)


def _options_of_the_rule(policy: RetentionPolicy) -> Iterator[Refusal]:
    """Every option goes together with the rule and with the others."""
    if policy.rule is RetentionRule.NONE:
        yield from _options_of_nothing(policy)
    elif policy.free_amount is not None and policy.rule is not RetentionRule.FLAT:
        yield _refusal("Only rule FLAT has a free amount.", "freeAmount")
    elif policy.free_amount is not None and policy.free_amount <= 0:
        yield _refusal("The free amount must be above zero.", "freeAmount")
    if policy.fixed_sum is not None and policy.fixed_sum <= 0:
        yield _refusal("The fixed sum must be above zero.", "fixedSum")
    if policy.stated_level is RetentionLevel.LINE and policy.rule is not RetentionRule.FLAT:
        yield _refusal(f"Rule {policy.rule} gives a total; only FLAT can be rounded by line.", "level")
    elif policy.stated_level is RetentionLevel.LINE and policy.free_amount is not None:
        yield _refusal("A free amount counts for the total; it can't be rounded by line.", "level")


def _options_of_nothing(policy: RetentionPolicy) -> Iterator[Refusal]:
    """Rule NONE keeps nothing, so nothing can refine it."""
    options = {
        "rateOnStored": policy.rate_on_stored is not None,
        "freeAmount": policy.free_amount is not None,
        "cap": policy.cap is not None,
        "timing": policy.timing is RetentionTiming.FINAL_CLAIM,
        "stages": bool(policy.stages),
        "base": policy.base is RetentionBase.INCLUDING_TAX,
    }
    for name, is_on in options.items():
        if is_on:
            yield _refusal(f"Rule NONE keeps nothing, so it has no {name}.", name)


def _rates(policy: RetentionPolicy) -> Iterator[Refusal]:
    """The rates on work and on stored materials are rates."""
    yield from _rate(policy.rate_on_work, "rateOnWork")
    yield from _rate(policy.rate_on_stored, "rateOnStored")


def _tiers(tiers: tuple[RetentionTier, ...]) -> Iterator[Refusal]:
    """Slices ascend from zero, and the last one alone is open."""
    start = 0
    for place, tier in enumerate(tiers):
        path = ("tiers", str(place))
        yield from _rate(tier.rate, *path, "rate")
        is_last = place == len(tiers) - 1
        if is_last and tier.up_to is not None:
            yield _refusal("The last slice must be open above; leave its upTo out.", *path, "upTo")
        elif not is_last and tier.up_to is None:
            yield _refusal("Only the last slice is open above; say where this one ends.", *path, "upTo")
        elif tier.up_to is not None and tier.up_to <= start:
            yield _refusal("Each slice must end above the one before, the first above zero.", *path, "upTo")
        start = start if tier.up_to is None else tier.up_to


def _step(step: RetentionStep) -> Iterator[Refusal]:
    """The rate after the threshold is there, but with STOP."""
    yield from _rate(step.threshold, "step", "thresholdPercent")
    yield from _rate(step.rate_before, "step", "rateBefore")
    yield from _rate(step.rate_after, "step", "rateAfter")
    if step.threshold == 0:
        yield _refusal("The threshold must lie above zero.", "step", "thresholdPercent")
    if step.mode is RetentionStepMode.STOP and step.rate_after is not None:
        yield _refusal("STOP keeps nothing after the threshold; leave rateAfter out.", "step", "rateAfter")
    if step.mode is not RetentionStepMode.STOP and step.rate_after is None:
        yield _refusal(f"Mode {step.mode} needs rateAfter.", "step", "rateAfter")


def _cap(cap: RetentionCap) -> Iterator[Refusal]:
    """A cap is one thing: an amount, or a part of a contract sum."""
    if (cap.amount is None) == (cap.rate is None):
        yield _refusal("A cap is either an amount or a part of a contract sum; state one.", "cap")
    if cap.amount is not None and cap.amount < 0:
        yield _refusal("A cap can't be below zero.", "cap", "amount")
    yield from _rate(cap.rate, "cap", f"percentOf{cap.of.title()}Sum")


def _stages(stages: Iterable[RetentionStage]) -> Iterator[Refusal]:
    """Each milestone has one share."""
    seen = set()
    for place, stage in enumerate(stages):
        path = ("stages", str(place))
        yield from _rate(stage.share, *path, "share")
        if stage.milestone in seen:
            yield _refusal(f"{stage.milestone} has a stage already.", *path, "milestone")
        seen.add(stage.milestone)


def _base(policy: RetentionPolicy, tax: TaxRule | None) -> Iterator[Refusal]:
    """Retention is on value with its tax only where the tax does not depend on retention."""
    is_gross = tax is not None and tax.base is TaxBase.GROSS
    if policy.base is RetentionBase.INCLUDING_TAX and not is_gross:
        yield _refusal("Retention can include tax only where tax is added on GROSS.", "base")


def _rate(rate: int | None, *path: str) -> Iterator[Refusal]:
    """A rate or share lies between 0 and 100 per cent."""
    if rate is not None and not 0 <= rate <= PPM:
        yield _refusal(f"{path[-1]} must lie between 0.00 and 100.00 per cent.", *path)


def _refusal(message: str, *path: str) -> Refusal:
    """A contradiction at a path."""
    return Refusal("RETENTION_POLICY_INVALID", message, path)
