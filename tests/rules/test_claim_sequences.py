"""Generated contracts: claims that follow each other agree with a second reckoning, and identities hold."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from claimgraph.rules.claim_figures import claim_figures
from claimgraph.rules.identities import broken_identities
from claimgraph.rules.summary import contract_sums
from claimgraph.rules.vocabulary import RetentionTiming
from tests.rules import oracle
from tests.rules.contracts import GeneratedClaim, sequences


def as_the_rules_find(claim: GeneratedClaim) -> oracle.OracleClaim:
    """The figures of the rules in the oracle's shape."""
    lines, summary = claim.figures.lines, claim.figures.summary
    tax = [line.tax for line in lines]
    return oracle.OracleClaim(
        movement=[line.movement for line in lines],
        total=[line.total_to_date for line in lines],
        kept=[line.retention_kept for line in lines],
        held_on_work=[line.retention_on_work for line in lines],
        held_on_stored=[line.retention_on_stored for line in lines],
        to_date=[line.retention_released_to_date for line in lines],
        tax=tax,
        tax_on_adjustments=summary.tax - sum(tax),
        summary={
            name: getattr(summary, name)
            for name in (
                "original_sum",
                "revised_sum",
                "total_to_date",
                "retention_held",
                "due_to_date",
                "amount_this_claim",
                "balance_including_retention",
                "amount_with_tax",
            )
        },
    )


@settings(max_examples=400, deadline=None)
@given(sequences())
def test_every_claim_is_what_a_second_reckoning_finds(claims: list[GeneratedClaim]) -> None:
    for claim in claims:
        assert as_the_rules_find(claim) == oracle.reckon(claim.terms, claim.lines, claim.before)


@settings(max_examples=200, deadline=None)
@given(sequences())
def test_the_identities_hold_for_every_claim(claims: list[GeneratedClaim]) -> None:
    for claim in claims:
        assert broken_identities(claim.figures, claim.lines_before, claim.before) == []


@settings(max_examples=100, deadline=None)
@given(sequences())
def test_all_claims_add_up_to_what_is_due_and_paid_tax_to_the_tax_of_the_lines(
    claims: list[GeneratedClaim],
) -> None:
    assert sum(claim.figures.summary.amount_this_claim for claim in claims) == (
        claims[-1].figures.summary.due_to_date
    )
    taxes = sum(line.tax for claim in claims for line in claim.figures.lines)
    assert taxes == sum(line.tax_to_date for line in claims[-1].figures.lines)


@settings(max_examples=100, deadline=None)
@given(sequences())
def test_a_claim_of_nothing_after_the_last_one_moves_only_what_the_policy_takes_back(
    claims: list[GeneratedClaim],
) -> None:
    last = claims[-1]
    terms = replace(last.terms, release=None, held_by_hand=None)
    lines = [
        replace(
            line,
            entry=replace(line.entry, work=None, stored=None, built_in=0),
            release_to_date=None,
            certified=now.certified,
        )
        for line, now in zip(last.lines, last.figures.lines, strict=True)
    ]
    first = claim_figures(terms, lines, last.figures.certified)
    assert first.summary.amount_this_claim == -first.summary.retention_this_claim
    lines = [replace(line, certified=now.certified) for line, now in zip(lines, first.lines, strict=True)]
    second = claim_figures(terms, lines, first.certified)
    assert second.is_nil
    assert second.summary.amount_this_claim == second.summary.tax == 0


@settings(max_examples=200, deadline=None)
@given(sequences(with_releases=False))
def test_without_release_stage_or_hand_exactly_what_is_kept_is_held(claims: list[GeneratedClaim]) -> None:
    for claim in claims:
        if not claim.terms.policy.stages:
            assert [line.retention_held for line in claim.figures.lines] == [
                line.retention_kept for line in claim.figures.lines
            ]


@settings(max_examples=100, deadline=None)
@given(sequences())
def test_no_more_is_kept_than_the_cap(claims: list[GeneratedClaim]) -> None:
    for claim in claims:
        cap = claim.terms.policy.cap_amount(contract_sums(claim.lines))
        if cap is not None and is_kept_now(claim):
            assert sum(line.retention_kept for line in claim.figures.lines) <= cap


def is_kept_now(claim: GeneratedClaim) -> bool:
    """Whether the policy keeps with this claim, and not with the final one alone."""
    is_final = claim.figures.certified.is_final
    return is_final or claim.terms.policy.timing is not RetentionTiming.FINAL_CLAIM
