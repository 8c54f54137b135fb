"""The identities hold for sound figures, and each figure that is off breaks one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimgraph.rules.figures import NOTHING_CERTIFIED, CertifiedClaim, ClaimFigures
from claimgraph.rules.identities import broken_identities
from claimgraph.rules.tax import TaxRule
from claimgraph.rules.valuation import CertifiedLine
from claimgraph.rules.vocabulary import TaxBase
from tests.rules.claims import Commitment, flat, line, minor, ppm, work

NOTHING = [CertifiedLine(), CertifiedLine()]


@pytest.fixture
def figures() -> ClaimFigures:
    """A sound first claim on two lines."""
    commitment = Commitment(
        line("1000.00"), line(None), policy=flat("10", "5"), tax=TaxRule(TaxBase.NET, ppm("15"))
    )
    return commitment.draft(work("500.00", stored="60.00"), work("20.00"), adjustments=minor("-7.00"))


def test_sound_figures_break_nothing(figures: ClaimFigures) -> None:
    assert broken_identities(figures, NOTHING, NOTHING_CERTIFIED) == []


@pytest.mark.parametrize(
    "name",
    [
        "previous_work",
        "work_this_period",
        "stored_materials",
        "previous_stored_materials",
        "movement",
        "total_to_date",
        "balance_to_finish",
        "retention_on_work",
        "retention_on_stored",
        "retention_held",
        "retention_released",
        "retention_this_claim",
        "tax",
        "tax_to_date",
    ],
)
def test_a_figure_of_a_line_that_is_off_breaks_an_identity(figures: ClaimFigures, name: str) -> None:
    first, second = figures.lines
    spoiled = replace(first, **{name: getattr(first, name) + 1})
    assert broken_identities(replace(figures, lines=[spoiled, second]), NOTHING, NOTHING_CERTIFIED)


@pytest.mark.parametrize(
    "name",
    [
        "original_sum",
        "net_variations",
        "revised_sum",
        "total_to_date",
        "retention_on_work",
        "retention_on_stored",
        "retention_held",
        "total_less_retention",
        "adjustments_to_date",
        "due_to_date",
        "previous_certificates",
        "amount_this_claim",
        "balance_to_finish",
        "balance_including_retention",
        "retention_this_claim",
        "retention_released",
        "tax",
        "amount_with_tax",
    ],
)
def test_a_figure_of_the_summary_that_is_off_breaks_an_identity(figures: ClaimFigures, name: str) -> None:
    spoiled = replace(figures.summary, **{name: getattr(figures.summary, name) + 1})
    assert broken_identities(replace(figures, summary=spoiled), NOTHING, NOTHING_CERTIFIED)


def test_a_broken_identity_names_itself_and_its_line(figures: ClaimFigures) -> None:
    first, second = figures.lines
    spoiled = replace(figures, lines=[first, replace(second, movement=0)])
    assert broken_identities(spoiled, NOTHING, NOTHING_CERTIFIED) == [
        "8 = sum M - change of 5 + change of adj",
        "line 2: M = G(n) - G(n-1)",
    ]


def test_line_eight_of_a_takeover_is_less_by_what_was_stated_beyond_its_lines() -> None:
    before = CertifiedLine(work=minor("300.00"), retention_held=minor("30.00"))
    commitment = Commitment(line("1000.00", certified=before), policy=flat("10"))
    commitment.previous = CertifiedClaim(due_to_date=minor("275.00"))
    figures = commitment.draft(work("100.00"))
    assert broken_identities(figures, [before], commitment.previous, stated_difference=minor("5.00")) == []
    assert broken_identities(figures, [before], commitment.previous) == [
        "8 = sum M - change of 5 + change of adj"
    ]
