"""Tax on lines and on additions and deductions, rounded by line or in total."""

from __future__ import annotations

import json

import pytest

from claimgraph.rules.tax import ClaimTax, TaxAmount, TaxRule, claim_tax, tax_from_json, tax_to_json
from claimgraph.rules.vocabulary import TaxBase, TaxRounding
from tests.rules.claims import minor, ppm

BASES = [minor("95.09"), minor("222.01"), minor("74.95")]
OWN_RATES = [None, None, ppm("8.25")]
BY_LINE = TaxRule(TaxBase.NET, ppm("15"))
IN_TOTAL = TaxRule(TaxBase.NET, ppm("15"), TaxRounding.TOTAL)


@pytest.mark.parametrize(("rule", "lines"), [(BY_LINE, [1426, 3330, 618]), (IN_TOTAL, [1427, 3330, 618])])
def test_lines_are_rounded_one_by_one_or_share_the_rounded_sum(rule: TaxRule, lines: list[int]) -> None:
    tax = claim_tax(rule, BASES, OWN_RATES, 0)
    assert tax.lines == lines
    assert tax.total == sum(lines)


def test_tax_is_told_for_each_rate_highest_first() -> None:
    assert claim_tax(BY_LINE, BASES, OWN_RATES, 0).by_rate == (
        TaxAmount(ppm("15"), minor("317.10"), minor("47.56")),
        TaxAmount(ppm("8.25"), minor("74.95"), minor("6.18")),
    )


def test_a_rate_on_which_nothing_moved_is_not_told_but_one_of_zero_is() -> None:
    assert claim_tax(BY_LINE, [0, 1_000], [None, 0], 0).by_rate == (TaxAmount(0, 1_000, 0),)


def test_without_a_rule_no_tax_is_added_whatever_a_line_says() -> None:
    assert claim_tax(None, BASES, OWN_RATES, 500) == ClaimTax([0, 0, 0], 0, ())


def test_a_negative_movement_gives_tax_back() -> None:
    assert claim_tax(BY_LINE, [-BASES[0]], [None], 0).lines == [-1426]


def test_additions_and_deductions_are_taxed_at_the_rule_s_rate_where_it_says_so() -> None:
    assert claim_tax(BY_LINE, [1_000], [None], -175_000).total == 150
    taxed = claim_tax(TaxRule(TaxBase.NET, ppm("15"), adjustments_taxed=True), [1_000], [0], -175_000)
    assert (taxed.lines, taxed.adjustments, taxed.total) == ([0], -26_250, -26_250)
    assert taxed.by_rate == (TaxAmount(ppm("15"), -175_000, -26_250), TaxAmount(0, 1_000, 0))


def test_additions_and_deductions_take_part_in_the_sum_that_is_shared() -> None:
    rule = TaxRule(TaxBase.NET, ppm("15"), TaxRounding.TOTAL, adjustments_taxed=True)
    tax = claim_tax(rule, [3, 3], [None, None], 3)
    assert (tax.lines, tax.adjustments) == ([1, 0], 0)
    assert tax.total == 1


def test_a_rule_is_stored_as_words_and_integers() -> None:
    rule = TaxRule(TaxBase.GROSS, 82_500, TaxRounding.TOTAL, adjustments_taxed=True)
    stored = json.dumps(tax_to_json(rule))
    assert stored == '{"base": "GROSS", "rate": 82500, "rounding": "TOTAL", "adjustments_taxed": true}'
    assert tax_from_json(json.loads(stored)) == rule
