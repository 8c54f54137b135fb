"""Columns C to H of a line, from each way of stating its work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimgraph.rules.decimals import format_percentage, parse_quantity
from claimgraph.rules.valuation import (
    CertifiedLine,
    ClaimLine,
    LineEntry,
    Valuation,
    WorkStated,
    assessed_entry,
    first_entry,
    followed_entry,
    percent_of,
    priced,
    standing_entry,
    valuation,
    within,
)
from claimgraph.rules.vocabulary import ClaimType, StoredMaterials
from tests.rules.claims import line, materials, measured, minor, percent, quantity, texts, to_date, work

BEFORE = CertifiedLine(work=minor("2000.00"), stored=minor("500.00"))


def valued(of_line: ClaimLine, entry: LineEntry, certified: CertifiedLine = BEFORE) -> Valuation:
    """The columns of a line with an entry, after what was certified."""
    return valuation(replace(of_line, entry=entry, certified=certified), 2)


@pytest.mark.parametrize(
    ("entry", "this_period", "stored", "total"),
    [
        (LineEntry(), "0.00", "500.00", "2500.00"),
        (work("300.00"), "300.00", "500.00", "2800.00"),
        (work("300.00", stored="100.00"), "300.00", "100.00", "2400.00"),
        (work("300.00", built_in="200.00"), "500.00", "300.00", "2800.00"),
        (work("300.00", stored="900.00", built_in="200.00"), "500.00", "900.00", "3400.00"),
        (work("-50.00"), "-50.00", "500.00", "2450.00"),
        (to_date("2300.00"), "300.00", "500.00", "2800.00"),
        (to_date("2300.00", built_in="200.00"), "300.00", "300.00", "2600.00"),
        (percent("62.5"), "625.00", "500.00", "3125.00"),
        (percent("62.5", stored="0"), "1125.00", "0.00", "3125.00"),
        (percent("62.5", built_in="200.00"), "825.00", "300.00", "3125.00"),
        (materials("750.00"), "0.00", "750.00", "2750.00"),
        (materials(built_in="500.00"), "500.00", "0.00", "2500.00"),
    ],
)
def test_what_is_stated_gives_work_stored_materials_and_their_total(
    entry: LineEntry, this_period: str, stored: str, total: str
) -> None:
    columns = valued(line("5000.00"), entry)
    assert texts([columns.work_this_period, columns.stored_materials, columns.total_to_date]) == [
        this_period,
        stored,
        total,
    ]


def test_a_percentage_is_rounded_away_from_zero_and_needs_no_earlier_figure() -> None:
    columns = valued(line("17777.77"), percent("62.5"), CertifiedLine())
    assert texts([columns.work_this_period]) == ["11111.11"]
    corrected = valued(line("17777.77"), percent("55"), CertifiedLine(work=minor("11111.11")))
    assert texts([corrected.work_this_period, corrected.total_to_date]) == ["-1333.34", "9777.77"]


def test_the_movement_counts_the_change_of_stored_materials() -> None:
    columns = valued(line("5000.00"), work("300.00", stored="100.00"))
    assert columns.movement == minor("-100.00")
    assert columns.previous_stored_materials == minor("500.00")


@pytest.mark.parametrize(
    ("scheduled", "entry", "shown", "balance"),
    [
        ("1000.00", work("333.33"), "33.33", "666.67"),
        ("1000.00", work("1200.00"), "120.00", "-200.00"),
        ("3.00", work("2.00"), "66.67", "1.00"),
        ("800.00", work("0.04"), "0.01", "799.96"),
        ("-6180.00", work("-6180.00"), "100.00", "0.00"),
        ("-6180.00", work("-3000.00"), "48.54", "-3180.00"),
        ("0.00", work("10.00"), None, "-10.00"),
        (None, work("845.35"), None, None),
    ],
)
def test_progress_and_balance_of_ordinary_credit_zero_and_open_lines(
    scheduled: str | None, entry: LineEntry, shown: str | None, balance: str | None
) -> None:
    columns = valued(line(scheduled), entry, CertifiedLine())
    complete = columns.percent_complete
    assert (None if complete is None else format_percentage(complete)) == shown
    assert columns.balance_to_finish == (None if balance is None else minor(balance))


def test_a_percentage_has_two_places() -> None:
    assert percent_of(1, 3) == 333_300
    assert percent_of(2, 3) == 666_700
    assert percent_of(1, 0) is None
    assert percent_of(1, None) is None


def test_a_measured_line_takes_the_difference_of_rounded_totals_so_that_cents_do_not_drift() -> None:
    of_line, certified = measured("500.00", "7.777"), CertifiedLine()
    shown = []
    for units in ("1.5", "3", "4.5"):
        columns = valued(of_line, quantity(units), certified)
        shown.append(texts([columns.work_this_period, columns.total_to_date]))
        certified = CertifiedLine(work=columns.work_to_date, quantity=parse_quantity(units))
    assert shown == [["11.67", "11.67"], ["11.66", "23.33"], ["11.67", "35.00"]]


def test_a_measured_line_shows_its_units() -> None:
    before = CertifiedLine(work=minor("11.67"), quantity=parse_quantity("1.5"))
    columns = valued(measured("500.00", "7.777"), quantity("3"), before)
    assert (columns.quantity_this_period, columns.quantity_to_date) == (1_500_000, 3_000_000)
    untouched = valued(measured("500.00", "7.777"), LineEntry(), before)
    assert (untouched.quantity_this_period, untouched.quantity_to_date) == (0, 1_500_000)
    assert untouched.work_this_period == 0


def test_materials_built_in_on_a_measured_line_join_the_units() -> None:
    before = CertifiedLine(stored=minor("100.00"))
    columns = valued(measured("500.00", "10"), quantity("2", built_in="60.00"), before)
    assert texts([columns.work_this_period, columns.stored_materials]) == ["80.00", "40.00"]


def test_a_line_that_is_not_measured_shows_no_units() -> None:
    columns = valued(line("5000.00"), work("1.00"))
    assert (columns.quantity_this_period, columns.quantity_to_date) == (None, None)


@pytest.mark.parametrize(("digits", "amount"), [(0, 12), (2, 1167), (3, 11_666)])
def test_a_price_is_in_the_currency_whatever_its_digits(digits: int, amount: int) -> None:
    assert priced(parse_quantity("1.5"), 7_777_000, digits) == amount


@pytest.mark.parametrize(
    ("of_line", "entry"),
    [(line(None), percent("10")), (line("500.00"), quantity("1"))],
)
def test_what_has_no_meaning_on_a_line_is_an_error(of_line: ClaimLine, entry: LineEntry) -> None:
    with pytest.raises(ValueError, match="can't be stated on this line"):
        valued(of_line, entry)


@pytest.mark.parametrize(
    ("setting", "claim_type", "built_in"),
    [
        (StoredMaterials.SEPARATE, ClaimType.WORK_AND_MATERIALS, "0.00"),
        (StoredMaterials.NONE, ClaimType.WORK_AND_MATERIALS, "0.00"),
        (StoredMaterials.BUILT_IN, ClaimType.WORK_AND_MATERIALS, "500.00"),
        (StoredMaterials.BUILT_IN, ClaimType.WORK_MATERIALS_AND_RETENTION, "500.00"),
        (StoredMaterials.BUILT_IN, ClaimType.RETENTION_RELEASE, "0.00"),
    ],
)
def test_a_new_claim_proposes_no_movement(
    setting: StoredMaterials, claim_type: ClaimType, built_in: str
) -> None:
    columns = valued(line("5000.00"), first_entry(setting, claim_type, BEFORE))
    assert texts([columns.built_in, columns.movement]) == [built_in, "0.00"]


@pytest.mark.parametrize(
    "entry",
    [
        LineEntry(),
        work("300.00", stored="100.00", built_in="50.00"),
        to_date("2300.00", built_in="200.00"),
        percent("62.5", built_in="200.00"),
    ],
)
def test_the_standing_entry_gives_the_same_figures_again(entry: LineEntry) -> None:
    columns = valued(line("5000.00"), entry)
    assert valued(line("5000.00"), standing_entry(columns)) == columns


def test_the_standing_entry_of_a_measured_line_keeps_its_units() -> None:
    of_line = measured("500.00", "7.777")
    columns = valued(of_line, quantity("3", built_in="60.00"))
    assert valued(of_line, standing_entry(columns)) == columns


def test_an_assessor_states_the_whole_of_the_work_and_what_he_leaves_out_stays_as_claimed() -> None:
    of_line = line("5000.00")
    claimed = valued(of_line, work("300.00", built_in="200.00"))
    assert valued(of_line, assessed_entry(claimed, None, 0, None)) == claimed
    reduced = valued(of_line, assessed_entry(claimed, WorkStated.AMOUNT_THIS_PERIOD, minor("400.00"), None))
    assert texts([reduced.work_this_period, reduced.stored_materials, reduced.built_in]) == [
        "400.00",
        "300.00",
        "200.00",
    ]
    nothing = valued(of_line, assessed_entry(claimed, WorkStated.AMOUNT_THIS_PERIOD, 0, minor("500.00")))
    assert texts([nothing.work_this_period, nothing.stored_materials, nothing.built_in]) == [
        "0.00",
        "500.00",
        "0.00",
    ]
    by_percent = valued(of_line, assessed_entry(claimed, WorkStated.PERCENT_TO_DATE, 540_000, None))
    assert texts([by_percent.total_to_date]) == ["2700.00"]


@pytest.mark.parametrize(
    ("amount", "limit", "expected"),
    [
        (5, 10, 5),
        (11, 10, 10),
        (-1, 10, 0),
        (-5, -10, -5),
        (-11, -10, -10),
        (1, -10, 0),
        (3, 0, 0),
        (-3, 0, 0),
    ],
)
def test_an_amount_is_brought_between_zero_and_a_limit(amount: int, limit: int, expected: int) -> None:
    assert within(amount, limit) == expected


def test_what_can_no_longer_be_built_in_stays_in_the_work() -> None:
    entry = work("300.00", stored="0", built_in="500.00")
    assert followed_entry(entry, BEFORE) == entry
    fallen = CertifiedLine(work=minor("2000.00"), stored=minor("120.00"))
    followed = followed_entry(entry, fallen)
    assert texts([followed.value, followed.built_in]) == ["680.00", "120.00"]
    of_line = line("5000.00")
    assert (
        valued(of_line, followed, fallen).work_this_period == valued(of_line, entry, BEFORE).work_this_period
    )


def test_units_to_date_stay_units_to_date() -> None:
    followed = followed_entry(quantity("3", built_in="500.00"), CertifiedLine())
    assert (followed.value, followed.built_in) == (parse_quantity("3"), 0)
