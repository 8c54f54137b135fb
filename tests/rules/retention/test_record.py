"""A policy is stored as words and integers, and read back the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.rules.retention.policy import (
    NOTHING_KEPT,
    RetentionCap,
    RetentionPolicy,
    RetentionStage,
    RetentionStep,
    RetentionTier,
)
from claimgraph.rules.retention.record import from_json, to_json
from claimgraph.rules.vocabulary import MilestoneKind, RetentionLevel
from tests.rules.claims import flat

rates = st.integers(0, 1_000_000)
amounts = st.integers(0, 10**12)
policies = st.builds(
    RetentionPolicy,
    rate_on_work=st.none() | rates,
    rate_on_stored=st.none() | rates,
    fixed_sum=st.none() | amounts,
    tiers=st.lists(st.builds(RetentionTier, st.none() | amounts, rates), max_size=3).map(tuple),
    step=st.none() | st.builds(RetentionStep, rate_after=st.none() | rates),
    stated_level=st.none() | st.sampled_from(RetentionLevel),
    free_amount=st.none() | amounts,
    cap=st.none() | st.builds(RetentionCap, st.none() | amounts, st.none() | rates),
    stages=st.lists(st.builds(RetentionStage), max_size=3).map(tuple),
)


@given(policies)
def test_what_is_stored_reads_back_the_same(policy: RetentionPolicy) -> None:
    assert from_json(json.loads(json.dumps(to_json(policy)))) == policy


def test_the_names_are_fixed_and_values_are_words_and_integers() -> None:
    policy = flat(
        "10",
        "5",
        cap=RetentionCap(rate=50_000),
        stages=(RetentionStage(MilestoneKind.PRACTICAL_COMPLETION, 500_000),),
    )
    assert json.dumps(to_json(policy)) == (
        '{"rule": "FLAT", "rate_on_work": 100000, "rate_on_stored": 50000, "fixed_sum": null, "tiers": [], '
        '"step": null, "stated_level": null, "free_amount": null, '
        '"cap": {"amount": null, "rate": 50000, "of": "REVISED"}, "timing": "EACH_CLAIM", '
        '"stages": [{"milestone": "PRACTICAL_COMPLETION", "share": 500000}], "base": "BEFORE_TAX"}'
    )


def test_what_was_never_written_is_not_read() -> None:
    with pytest.raises(KeyError):
        from_json({**to_json(NOTHING_KEPT), "rule": "SOME"})
