"""A retention policy as it is stored: words and integers under the names of `policy`, all of them present.

Amounts are minor units, rates and shares parts per million.
"""

from __future__ import annotations

from typing import TypedDict

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


class StoredTier(TypedDict):
    """A slice, as it is stored."""

    up_to: int | None
    rate: int


class StoredStep(TypedDict):
    """A change of rate, as it is stored."""

    threshold: int
    of: str
    rate_before: int
    rate_after: int | None
    mode: str


class StoredCap(TypedDict):
    """A cap, as it is stored."""

    amount: int | None
    rate: int | None
    of: str


class StoredStage(TypedDict):
    """A stage, as it is stored."""

    milestone: str
    share: int


class StoredPolicy(TypedDict):
    """A policy, as it is stored."""

    rule: str
    rate_on_work: int | None
    rate_on_stored: int | None
    fixed_sum: int | None
    tiers: list[StoredTier]
    step: StoredStep | None
    stated_level: str | None
    free_amount: int | None
    cap: StoredCap | None
    timing: str
    stages: list[StoredStage]
    base: str


def to_json(policy: RetentionPolicy) -> StoredPolicy:
    """The policy for storage; any writer of JSON takes it."""
    return {
        "rule": policy.rule.value,
        "rate_on_work": policy.rate_on_work,
        "rate_on_stored": policy.rate_on_stored,
        "fixed_sum": policy.fixed_sum,
        "tiers": [{"up_to": tier.up_to, "rate": tier.rate} for tier in policy.tiers],
        "step": _stored_step(policy.step) if policy.step else None,
        "stated_level": policy.stated_level.value if policy.stated_level else None,
        "free_amount": policy.free_amount,
        "cap": _stored_cap(policy.cap) if policy.cap else None,
        "timing": policy.timing.value,
        "stages": [{"milestone": stage.milestone.value, "share": stage.share} for stage in policy.stages],
        "base": policy.base.value,
    }


def from_json(stored: StoredPolicy) -> RetentionPolicy:
    """The policy as `to_json` wrote it. Raises KeyError for what it never wrote."""
    return RetentionPolicy(
        rule=RetentionRule[stored["rule"]],
        rate_on_work=stored["rate_on_work"],
        rate_on_stored=stored["rate_on_stored"],
        fixed_sum=stored["fixed_sum"],
        tiers=tuple(RetentionTier(tier["up_to"], tier["rate"]) for tier in stored["tiers"]),
        step=_step(stored["step"]) if stored["step"] else None,
        stated_level=RetentionLevel[stored["stated_level"]] if stored["stated_level"] else None,
        free_amount=stored["free_amount"],
        cap=_cap(stored["cap"]) if stored["cap"] else None,
        timing=RetentionTiming[stored["timing"]],
        stages=tuple(
            RetentionStage(MilestoneKind[stage["milestone"]], stage["share"]) for stage in stored["stages"]
        ),
        base=RetentionBase[stored["base"]],
    )


def _stored_step(step: RetentionStep) -> StoredStep:
    return {
        "threshold": step.threshold,
        "of": step.of.value,
        "rate_before": step.rate_before,
        "rate_after": step.rate_after,
        "mode": step.mode.value,
    }


def _stored_cap(cap: RetentionCap) -> StoredCap:
    return {"amount": cap.amount, "rate": cap.rate, "of": cap.of.value}


def _step(stored: StoredStep) -> RetentionStep:
    return RetentionStep(
        threshold=stored["threshold"],
        of=ContractSum[stored["of"]],
        rate_before=stored["rate_before"],
        rate_after=stored["rate_after"],
        mode=RetentionStepMode[stored["mode"]],
    )


def _cap(stored: StoredCap) -> RetentionCap:
    return RetentionCap(stored["amount"], stored["rate"], ContractSum[stored["of"]])
