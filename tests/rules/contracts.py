"""Generated contracts: schedules, policies, tax rules, and claims that follow each other.

Amounts are small enough for halves and ties to come up often, rates odd enough for remainders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from claimgraph.rules.claim_figures import ClaimTerms, HeldByHand, claim_figures
from claimgraph.rules.figures import NOTHING_CERTIFIED, CertifiedClaim, ClaimFigures
from claimgraph.rules.retention.policy import (
    RetentionCap,
    RetentionPolicy,
    RetentionStage,
    RetentionStep,
    RetentionTier,
)
from claimgraph.rules.retention.releases import ReleaseOverAll
from claimgraph.rules.tax import TaxRule
from claimgraph.rules.valuation import CertifiedLine, ClaimLine, LineEntry, WorkStated
from claimgraph.rules.vocabulary import (
    ContractSum,
    MilestoneKind,
    RetentionBase,
    RetentionLevel,
    RetentionOnChange,
    RetentionRule,
    RetentionStepMode,
    RetentionTiming,
    TaxBase,
)

amounts = st.integers(-3_000, 20_000)
rates = st.sampled_from([0, 12_345, 33_333, 50_000, 75_000, 100_000, 333_333, 1_000_000])
shares = st.sampled_from([0, 250_000, 500_000, 1_000_000])
maybe_rates = st.none() | rates
sums = st.sampled_from(ContractSum)

caps = st.none() | st.builds(RetentionCap, amount=st.integers(0, 3_000))
caps |= st.builds(RetentionCap, rate=rates, of=sums)
stages = st.lists(
    st.builds(RetentionStage, st.sampled_from(MilestoneKind), shares),
    max_size=2,
    unique_by=lambda stage: stage.milestone,
).map(tuple)
steps = st.sampled_from(RetentionStepMode).flatmap(
    lambda mode: st.builds(
        RetentionStep,
        threshold=rates.filter(bool),
        rate_before=rates,
        rate_after=st.none() if mode is RetentionStepMode.STOP else rates,
        mode=st.just(mode),
        of=sums,
    )
)
tiers = st.lists(st.integers(1, 15_000), max_size=2, unique=True).flatmap(
    lambda ends: st.lists(rates, min_size=len(ends) + 1, max_size=len(ends) + 1).map(
        lambda given: tuple(map(RetentionTier, [*sorted(ends), None], given))
    )
)
flat = st.builds(
    RetentionPolicy,
    st.just(RetentionRule.FLAT),
    rate_on_work=rates,
    rate_on_stored=maybe_rates,
    stated_level=st.none() | st.sampled_from(RetentionLevel),
    cap=caps,
    stages=stages,
)
free = st.builds(
    RetentionPolicy,
    st.just(RetentionRule.FLAT),
    rate_on_work=rates,
    rate_on_stored=maybe_rates,
    free_amount=st.integers(1, 15_000),
    cap=caps,
    stages=stages,
)
final = st.builds(replace, flat, timing=st.just(RetentionTiming.FINAL_CLAIM))
others = st.one_of(
    st.just(RetentionPolicy(RetentionRule.NONE)),
    st.builds(RetentionPolicy, st.just(RetentionRule.FIXED_SUM), fixed_sum=st.integers(1, 3_000), cap=caps),
    st.builds(RetentionPolicy, st.just(RetentionRule.TIERS), tiers=tiers, cap=caps, stages=stages),
    st.builds(RetentionPolicy, st.just(RetentionRule.STEP), step=steps, rate_on_stored=maybe_rates, cap=caps),
)
policies = st.one_of(flat, free, final, others)
tax_rules = st.none() | st.builds(TaxRule, rate=rates, adjustments_taxed=st.booleans())

scheduled_values = st.one_of(
    st.integers(1, 30_000), st.integers(1, 30_000), st.integers(-9_000, -1), st.sampled_from([0, None])
)
schedule_lines = st.builds(
    ClaimLine,
    scheduled_value=scheduled_values,
    is_variation=st.booleans(),
    retention_rate_on_work=st.none() | maybe_rates,
    retention_rate_on_stored=st.none() | maybe_rates,
    tax_rate=st.none() | maybe_rates,
)
entries = st.builds(
    LineEntry,
    work=st.just(WorkStated.AMOUNT_THIS_PERIOD),
    value=amounts,
    stored=st.none() | st.integers(0, 5_000),
    built_in=st.integers(0, 300),
)
releases = st.one_of(
    st.none(),
    st.none(),
    st.builds(ReleaseOverAll, rate=shares),
    st.builds(ReleaseOverAll, amount=st.integers(0, 2_000)),
)
by_hand = st.one_of(
    st.none(),
    st.none(),
    st.none(),
    st.builds(HeldByHand, held=st.integers(0, 3_000)),
    st.builds(HeldByHand, this_claim=st.integers(-500, 500)),
)


@dataclass(frozen=True)
class GeneratedClaim:
    """A claim as the rules take it, its figures, and what was certified before."""

    terms: ClaimTerms
    lines: Sequence[ClaimLine]
    before: CertifiedClaim
    figures: ClaimFigures

    @property
    def lines_before(self) -> list[CertifiedLine]:
        """What was certified on each line before."""
        return [line.certified for line in self.lines]


def _first_terms(draw: st.DrawFn) -> ClaimTerms:
    """Terms of the first claim; retention counts tax only where that is on GROSS."""
    tax, policy = draw(tax_rules), draw(policies)
    if tax is not None and tax.base is TaxBase.GROSS and policy.rule is not RetentionRule.NONE:
        policy = replace(policy, base=draw(st.sampled_from(RetentionBase)))
    return ClaimTerms(digits=2, policy=policy, tax=tax)


def _next_terms(draw: st.DrawFn, terms: ClaimTerms) -> ClaimTerms:
    """Terms of the next claim: now and then with another policy, and what belongs to that claim alone."""
    if draw(st.integers(0, 3)) == 0:
        on_change = draw(st.sampled_from(RetentionOnChange))
        policy = draw(flat if on_change is RetentionOnChange.KEEP else policies)
        policy = replace(
            policy, base=terms.policy.base if policy.rule is not RetentionRule.NONE else policy.base
        )
        terms = replace(terms, policy=policy, policy_version=terms.policy_version + 1, on_change=on_change)
    reached = [*terms.milestones, *draw(st.lists(st.sampled_from(MilestoneKind), max_size=1))]
    return replace(
        terms,
        milestones=list(dict.fromkeys(reached)),
        is_final=draw(st.booleans()),
        adjustments=draw(st.integers(-900, 900)),
        release=draw(releases),
        held_by_hand=draw(by_hand),
    )


def _stated(draw: st.DrawFn, line: ClaimLine, *, by_line: bool) -> ClaimLine:
    """A line with what is stated on it in a claim."""
    release = draw(st.none() | st.integers(0, 900)) if by_line else None
    return replace(line, entry=draw(entries), release_to_date=release)


@st.composite
def sequences(draw: st.DrawFn, *, with_releases: bool = True) -> list[GeneratedClaim]:
    """Up to four claims of one contract; each starts from what the one before certified."""
    lines = draw(st.lists(schedule_lines, min_size=1, max_size=4))
    terms, before, claims = _first_terms(draw), NOTHING_CERTIFIED, []
    for _ in range(draw(st.integers(1, 4))):
        terms = _next_terms(draw, terms)
        if not with_releases:
            terms = replace(terms, release=None, held_by_hand=None)
        by_line = with_releases and terms.release is None and draw(st.booleans())
        lines = [_stated(draw, line, by_line=by_line) for line in lines]
        figures = claim_figures(terms, lines, before)
        claims.append(GeneratedClaim(terms, lines, before, figures))
        lines = [
            replace(line, certified=now.certified) for line, now in zip(lines, figures.lines, strict=True)
        ]
        before = figures.certified
        if draw(st.integers(0, 4)) == 0:
            lines.append(draw(schedule_lines))
    return claims
