"""Retention and tax of an input as the rules' policies; contradictions are refused with their parts."""

from __future__ import annotations

from claimgraph.resolvers.stated import read, read_amount, read_rate
from claimgraph.resolvers.work import Work
from claimgraph.rules.decimals import parse_percentage
from claimgraph.rules.retention.contradictions import reasons_against_policy
from claimgraph.rules.retention.policy import (
    RetentionCap,
    RetentionPolicy,
    RetentionStage,
    RetentionStep,
    RetentionTier,
)
from claimgraph.rules.tax import TaxRule
from claimgraph.rules.vocabulary import ContractSum
from claimgraph.schema.retention_input import (
    RetentionCapInput,
    RetentionPolicyInput,
    RetentionStepInput,
    TaxRuleInput,
)

Path = tuple[str, ...]


def policy_of(
    work: Work, given: RetentionPolicyInput, digits: int, tax: TaxRule | None, *path: str
) -> RetentionPolicy:
    """The policy that an input says; what contradicts itself, or can't be read, is refused at its parts."""
    refused_before = len(work.refusals)
    policy = RetentionPolicy(
        rule=given.rule,
        rate_on_work=_rate(work, given.rate_on_work, *path, "rateOnWork"),
        rate_on_stored=_rate(work, given.rate_on_stored, *path, "rateOnStored"),
        fixed_sum=_amount(work, given.fixed_sum, digits, *path, "fixedSum"),
        tiers=tuple(
            RetentionTier(
                _amount(work, tier.up_to, digits, *path, "tiers", str(place), "upTo"),
                _rate(work, tier.rate, *path, "tiers", str(place), "rate") or 0,
            )
            for place, tier in enumerate(given.tiers or ())
        ),
        step=_step(work, given.step, *path, "step"),
        stated_level=given.level,
        free_amount=_amount(work, given.free_amount, digits, *path, "freeAmount"),
        cap=_cap(work, given.cap, digits, *path, "cap"),
        timing=given.timing,
        stages=tuple(
            RetentionStage(
                stage.milestone, _rate(work, stage.share, *path, "stages", str(place), "share") or 0
            )
            for place, stage in enumerate(given.stages or ())
        ),
        base=given.base,
    )
    if len(work.refusals) == refused_before:
        work.refuse(reason.at(*path) for reason in reasons_against_policy(policy, tax))
    return policy


def _rate(work: Work, text: str | None, *path: str) -> int | None:
    return None if text is None else read(work, parse_percentage, text, *path)


def _amount(work: Work, text: str | None, digits: int, *path: str) -> int | None:
    return None if text is None else read_amount(work, text, digits, *path)


def _step(work: Work, step: RetentionStepInput | None, *path: str) -> RetentionStep | None:
    if step is None:
        return None
    return RetentionStep(
        threshold=_rate(work, step.threshold_percent, *path, "thresholdPercent") or 0,
        rate_before=_rate(work, step.rate_before, *path, "rateBefore") or 0,
        rate_after=_rate(work, step.rate_after, *path, "rateAfter"),
        mode=step.mode,
        of=step.base,
    )


def _cap(work: Work, cap: RetentionCapInput | None, digits: int, *path: str) -> RetentionCap | None:
    if cap is None:
        return None
    if cap.amount is not None:
        return RetentionCap(amount=read_amount(work, cap.amount.value, digits, *path, "amount"))
    if cap.percent_of_original_sum is not None:
        rate = read(work, parse_percentage, cap.percent_of_original_sum.value, *path, "percentOfOriginalSum")
        return RetentionCap(rate=rate, of=ContractSum.ORIGINAL)
    assert cap.percent_of_revised_sum is not None, "exactly one is given"
    rate = read(work, parse_percentage, cap.percent_of_revised_sum.value, *path, "percentOfRevisedSum")
    return RetentionCap(rate=rate, of=ContractSum.REVISED)


def tax_of(work: Work, given: TaxRuleInput, *path: str) -> TaxRule:
    """The tax rule that an input says."""
    return TaxRule(
        base=given.base,
        rate=read_rate(work, given.rate, *path, "rate"),
        rounding=given.rounding,
        adjustments_taxed=given.adjustments_taxed,
    )
