"""Understanding schedules of values: columns, figures, lines, totals, and every problem at its place."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import BadInput, Refusal
from claimgraph.rules.decimals import format_decimal
from claimgraph.rules.schedule_import import Columns, Understood, UnderstoodRow, plain_figure, read_schedule
from claimgraph.rules.vocabulary import LineBasis

PUBLISHED = Path(__file__).parents[1] / "data" / "continuation-sheet.csv"
INVALID, UNREADABLE, MISMATCH = "IMPORT_ROW_INVALID", "IMPORT_UNREADABLE", "SCHEDULE_BASIS_MISMATCH"


def amounts(*lines: str, currency: str = "AUD") -> Understood:
    """What is understood of lines with an item number, a description and an amount."""
    return read_schedule("\n".join(["Item,Description,Amount", *lines]), currency)


def quantities(*lines: str, currency: str = "AUD") -> Understood:
    """What is understood of lines that may be measured."""
    return read_schedule("\n".join(["Item;Description;Qty;Unit;Rate;Amount", *lines]), currency)


def problems(understood: Understood) -> list[tuple[str, tuple[str, ...]]]:
    return [(reason.code, reason.path) for reason in understood.reasons_against_importing]


def messages(understood: Understood) -> list[str]:
    return [reason.message for reason in understood.reasons_against_importing]


def values(understood: Understood) -> list[int | None]:
    return [row.scheduled_value_minor for row in understood.rows]


def workbook(*rows: Sequence[object]) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("G703")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return data.getvalue()


class TestPublishedSheet:
    def test_the_thirteen_lines_of_a_published_continuation_sheet_are_understood(self) -> None:
        understood = read_schedule(PUBLISHED.read_bytes(), "USD")
        assert understood.reasons_against_importing == ()
        assert understood.total_minor == 82_700_000
        assert [row.row for row in understood.rows] == list(range(2, 15))
        assert understood.rows[2] == UnderstoodRow(
            row=4, item_number="3", description="Concrete footings & slab", scheduled_value_minor=9_500_000
        )

    def test_as_text_it_is_understood_the_same(self) -> None:
        data = PUBLISHED.read_bytes()
        assert read_schedule(data.decode(), "USD") == read_schedule(data, "USD")

    def test_in_yen_its_cents_of_zero_are_no_decimals(self) -> None:
        assert read_schedule(PUBLISHED.read_bytes(), "JPY").total_minor == 827_000


class TestFigure:
    @pytest.mark.parametrize(
        "written, plain",
        [
            ("15,000.00", "15000"),
            ("1,234,567.89", "1234567.89"),
            ("1 200.00", "1200"),
            ("1\u00a0234\u202f567.5", "1234567.5"),
            ("(1,250.00)", "-1250"),
            ("-1250", "-1250"),
            ("\u22121250", "-1250"),
            ("1,250.00-", "-1250"),
            ("+5", "5"),
            (".5", "0.5"),
            ("0.50", "0.5"),
            ("1.0050000", "1.005"),
            ("-", "0"),
            ("–", "0"),
            (" $ -   ", "0"),
            ("0", "0"),
            ("100", "100"),
            ("$ 1,200.00", "1200"),
            ("$(1,250.00)", "-1250"),
            ("($1,250.00)", "-1250"),
            ("-$5", "-5"),
            ("$-5", "-5"),
            ("A$5", "5"),
            ("AUD 5", "5"),
            ("5 aud", "5"),
            ("(5.00 AUD)", "-5"),
        ],
    )
    def test_figures_are_read_as_spreadsheets_write_them(self, written: str, plain: str) -> None:
        assert plain_figure(written, "AUD") == plain

    @pytest.mark.parametrize(
        "written",
        [
            "1.234,50",
            "1234,50",
            "1 234,50",
            "1,50",
            "0,123",
            "1,23,456",
            "12,34",
            "1,2345",
            "1234,567",
            "1.5.2",
            "12 34",
            "1 2",
            "5.",
            "..",
            ",",
            "1,",
            "1,234,56.00",
        ],
    )
    def test_a_decimal_comma_or_a_separator_in_a_wrong_place_is_refused(self, written: str) -> None:
        with pytest.raises(BadInput, match="commas or blanks part thousands"):
            plain_figure(written, "AUD")

    @pytest.mark.parametrize(
        "written",
        [
            "",
            "abc",
            "NaN",
            "Infinity",
            "-Infinity",
            "1e400",
            "1E5",
            "0x10",
            "٣",
            "１２",
            "1²",
            "5%",
            "1_000",
            "1'234",
            "(5",
            "5)",
            "-(5)",
            "--5",
            "--",
            "(-)",
            "$",
            "=1+1",
            "#REF!",
            "2026-11-25",
            "1/2",
            "TRUE",
            "5 m3",
        ],
    )
    def test_what_is_no_number_is_refused(self, written: str) -> None:
        with pytest.raises(BadInput, match="is no number"):
            plain_figure(written, "AUD")

    @pytest.mark.parametrize(
        "written, currency",
        [
            ("£5", "AUD"),
            ("€5", "USD"),
            ("NZ$5", "AUD"),
            ("US$5", "AUD"),
            ("$5", "GBP"),
            ("5 USD", "AUD"),
            ("$5", ""),
            ("5 AUD", ""),
        ],
    )
    def test_a_sign_of_other_money_is_refused(self, written: str, currency: str) -> None:
        with pytest.raises(BadInput, match="sign or code of money"):
            plain_figure(written, currency)

    @pytest.mark.parametrize(
        "written, currency", [("£5", "GBP"), ("€5", "EUR"), ("NZ$5", "NZD"), ("US$5", "USD"), ("¥5", "JPY")]
    )
    def test_a_sign_of_its_own_money_is_read(self, written: str, currency: str) -> None:
        assert plain_figure(written, currency) == "5"

    @settings(deadline=None)
    @given(st.integers(-(10**14), 10**14), st.sampled_from([",", " ", ""]), st.sampled_from("-("))
    def test_every_amount_written_with_thousands_reads_as_itself(
        self, minor: int, gap: str, sign: str
    ) -> None:
        written = f"{abs(minor) // 100:,}".replace(",", gap) + f".{abs(minor) % 100:02}"
        if minor < 0:
            written = f"({written})" if sign == "(" else f"-{written}"
        row = read_schedule(f'Item;Description;Amount\n1;a;"{written}"', "AUD").rows[0]
        assert row.scheduled_value_minor == minor
        assert row.problems == ()


class TestAmount:
    def test_an_amount_may_have_the_decimals_of_its_currency_and_no_more(self) -> None:
        assert values(amounts("1,a,1.05", "2,b,1.0500")) == [105, 105]
        understood = amounts("1,a,1.005")
        assert problems(understood) == [(INVALID, ("input", "source", "2", "Amount"))]
        assert messages(understood) == ['The scheduled value "1.005" has 3 decimals; at most 2 are taken.']
        assert values(amounts("1,a,1.005", currency="KWD")) == [1005]
        assert problems(amounts("1,a,1.5", currency="JPY")) == [(INVALID, ("input", "source", "2", "Amount"))]

    def test_an_amount_that_is_too_large_is_refused(self) -> None:
        assert values(amounts("1,a,90000000000000.00")) == [9_000_000_000_000_000]
        assert "lies beyond" in messages(amounts("1,a,90000000000000.01"))[0]
        assert len(messages(amounts("1,a," + "9" * 5_000))) == 1

    def test_a_sum_that_is_too_large_is_refused(self) -> None:
        understood = amounts("1,a,90000000000000.00", "2,b,0.01")
        assert problems(understood) == [(UNREADABLE, ("input", "source"))]
        assert understood.total_minor is None

    def test_an_empty_amount_is_a_problem_and_the_sum_is_unknown(self) -> None:
        understood = amounts("1,a,5", "2,b,")
        assert messages(understood) == ["The scheduled value is missing."]
        assert values(understood) == [500, None]
        assert understood.total_minor is None

    @pytest.mark.parametrize("word", ["open", "Open", " OPEN "])
    def test_the_word_open_makes_a_line_without_limit_that_counts_nothing(self, word: str) -> None:
        understood = amounts("1,a,5", f"2,b,{word}")
        assert understood.reasons_against_importing == ()
        assert [row.is_open for row in understood.rows] == [False, True]
        assert values(understood) == [500, None]
        assert understood.total_minor == 500

    def test_zero_is_an_amount_and_a_dash_is_zero(self) -> None:
        assert values(amounts("1,a,0", "2,b,-", "3,c,-0.00")) == [0, 0, 0]

    def test_credits_are_negative(self) -> None:
        assert amounts("1,a,500", "2,b,(120.50)").total_minor == 37_950


class TestQuantity:
    def test_a_value_that_is_left_out_is_quantity_times_price_rounded_half_away_from_zero(self) -> None:
        understood = quantities("1;a;3;m;33.335;", "2;b;-3;m;33.335;", "3;c;0.333333;t;3;")
        assert understood.reasons_against_importing == ()
        assert values(understood) == [10_001, -10_001, 100]
        assert understood.rows[0] == UnderstoodRow(
            row=2,
            item_number="1",
            description="a",
            basis=LineBasis.QUANTITY,
            quantity_micro=3_000_000,
            unit="m",
            unit_price_micro=33_335_000,
            scheduled_value_minor=10_001,
        )

    def test_a_value_that_is_given_must_be_that_product(self) -> None:
        assert values(quantities("1;a;3;m;33.335;100.01")) == [10_001]
        understood = quantities("1;a;3;m;33.335;100.00")
        assert problems(understood) == [(MISMATCH, ("input", "source", "2", "Amount"))]
        assert "is 100.00, but quantity x unit price is 100.01" in messages(understood)[0]

    def test_quantity_and_unit_price_need_each_other(self) -> None:
        understood = quantities("1;a;3;m;;100", "2;b;;m;5;100")
        assert problems(understood) == [
            (INVALID, ("input", "source", "2", "Rate")),
            (INVALID, ("input", "source", "3", "Qty")),
        ]
        assert messages(understood) == ["The unit price is missing.", "The quantity is missing."]
        assert {row.basis for row in understood.rows} == {LineBasis.QUANTITY}

    def test_a_price_without_a_column_is_told_by_its_usual_heading(self) -> None:
        understood = read_schedule("Item,Description,Qty,Amount\n1,a,3,5\n2,b,,7\n", "AUD")
        assert problems(understood) == [(INVALID, ("input", "source", "2", "Unit Price"))]

    def test_a_line_without_quantity_and_price_is_an_amount(self) -> None:
        understood = quantities("1;a;;;;5000", "2;b;-;;–;7")
        assert understood.reasons_against_importing == ()
        assert {row.basis for row in understood.rows} == {LineBasis.AMOUNT}
        assert values(understood) == [500_000, 700]

    @pytest.mark.parametrize("unit", ["LS", "l.s.", "Lump sum", "Sum", "item"])
    def test_a_unit_that_says_lump_sum_is_left_out(self, unit: str) -> None:
        row = quantities(f"1;a;;{unit};;5000").rows[0]
        assert (row.unit, row.problems) == (None, ())

    def test_another_unit_needs_a_quantity(self) -> None:
        understood = quantities("1;a;;m3;;5000")
        assert problems(understood) == [(MISMATCH, ("input", "source", "2", "Unit"))]

    def test_a_line_with_a_quantity_cannot_be_open(self) -> None:
        assert problems(quantities("1;a;3;m;5;open")) == [(INVALID, ("input", "source", "2", "Amount"))]

    def test_quantities_and_prices_have_six_decimals_at_most(self) -> None:
        row = quantities("1;a;0.000001;m;1,000.123456;0").rows[0]
        assert (row.quantity_micro, row.unit_price_micro, row.problems) == (1, 1_000_123_456, ())
        assert len(messages(quantities("1;a;0.0000001;m;0.0000001;0"))) == 2

    def test_a_quantity_has_no_sign_of_money_but_a_price_may(self) -> None:
        assert problems(quantities("1;a;$3;m;$5;15")) == [(INVALID, ("input", "source", "2", "Qty"))]

    def test_a_product_that_is_too_large_is_refused(self) -> None:
        understood = quantities("1;a;9000000;m;90000000;")
        assert problems(understood) == [(INVALID, ("input", "source", "2", "Rate"))]
        assert values(understood) == [None]

    def test_a_column_of_values_is_not_needed_beside_quantities_and_prices(self) -> None:
        assert values(read_schedule("No.,Description,Qty,Rate\n1,a,3,5\n", "NZD")) == [1_500]

    @settings(deadline=None)
    @given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.sampled_from(["JPY", "AUD", "KWD"]))
    def test_the_product_is_the_nearest_amount(self, quantity: int, price: int, currency: str) -> None:
        digits = {"JPY": 0, "AUD": 2, "KWD": 3}[currency]
        line = f"1;a;{format_decimal(quantity, 6)};m;{format_decimal(price, 6)};"
        [value] = values(quantities(line, currency=currency))
        assert value is not None
        exact, unit = quantity * price * 10**digits, 10**12
        assert 2 * abs(value * unit - exact) <= unit
        assert 2 * abs(value * unit - exact) < unit or abs(value * unit) > abs(exact)


class TestTexts:
    def test_what_is_missing_is_told_with_row_and_heading(self) -> None:
        understood = amounts(",a,5", "2,,5", ",,5")
        assert problems(understood) == [
            (INVALID, ("input", "source", "2", "Item")),
            (INVALID, ("input", "source", "3", "Description")),
            (INVALID, ("input", "source", "4", "Item")),
            (INVALID, ("input", "source", "4", "Description")),
        ]

    @pytest.mark.parametrize("same", [("1a", "1A"), ("é", "e\u0301"), ("ß", "SS"), ("1", " 1 ")])
    def test_item_numbers_that_differ_in_case_or_form_alone_are_problems_of_both(
        self, same: tuple[str, str]
    ) -> None:
        understood = amounts(f"{same[0]},a,5", "7,b,5", f"{same[1]},c,5")
        assert messages(understood) == [
            "Row 4 has the same item number; each needs its own.",
            "Row 2 has the same item number; each needs its own.",
        ]
        assert understood.total_minor == 1_500

    @pytest.mark.parametrize(
        "heading, name, longest",
        [
            ("Item", "item_number", 40),
            ("Description", "description", 1_000),
            ("Cost Code", "cost_code", 60),
            ("Unit", "unit", 20),
        ],
    )
    def test_texts_have_a_greatest_length(self, heading: str, name: str, longest: int) -> None:
        cells = {"Item": "1", "Description": "a", "Cost Code": "b", "Unit": "m", "Quantity": "1", "Rate": "5"}
        for size, count in ((longest, 0), (longest + 1, 1)):
            row = dict(cells, **{heading: "x" * size})
            understood = read_schedule(f"{','.join(row)}\n{','.join(row.values())}\n", "AUD")
            assert problems(understood) == [(INVALID, ("input", "source", "2", heading))] * count
            assert getattr(understood.rows[0], name) == "x" * longest

    @pytest.mark.parametrize("sign", ["\x01", "\x1b", "\x7f", "\x85", "\u202e", "\u2066"])
    def test_control_characters_are_refused_and_not_repeated(self, sign: str) -> None:
        understood = amounts(f"1,a{sign}b,5")
        assert problems(understood) == [(INVALID, ("input", "source", "2", "Description"))]
        assert understood.rows[0].description == "a\ufffdb"

    def test_line_breaks_and_runs_of_blanks_become_one_blank(self) -> None:
        row = amounts('1,"Footings\n  and\tslab\u00a0",5').rows[0]
        assert (row.description, row.problems) == ("Footings and slab", ())

    @pytest.mark.parametrize(
        "written, read",
        [
            ("=SUM(A1)", "=SUM(A1)"),
            ("+1", "+1"),
            ("@home", "@home"),
            ("'001", "001"),
            ("'=1+1", "=1+1"),
            ("Owner's works", "Owner's works"),
            ("'A' block", "'A' block"),
            ("works'", "works'"),
        ],
    )
    def test_texts_stay_texts_and_only_the_mark_of_a_text_goes(self, written: str, read: str) -> None:
        row = amounts(f"1,{written},5").rows[0]
        assert (row.description, row.problems) == (read, ())

    @pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#NAME?"])
    def test_errors_of_a_spreadsheet_are_problems(self, error: str) -> None:
        understood = amounts(f"1,{error},5", f"2,b,{error}")
        assert [path[-1] for _, path in problems(understood)] == ["Description", "Amount"]
        assert all(error in message and "mend its formula" in message for message in messages(understood))

    def test_all_problems_are_told_at_once(self) -> None:
        understood = read_schedule("Item,Description,Cost Code,Amount\n,,\x01,x\n1,a,,1.001\n", "AUD")
        assert [path[2:] for _, path in problems(understood)] == [
            ("2", "Item"),
            ("2", "Description"),
            ("2", "Cost Code"),
            ("2", "Amount"),
            ("3", "Amount"),
        ]


class TestRows:
    def test_blank_rows_and_rows_with_nothing_that_is_understood_are_skipped(self) -> None:
        text = "Item,Description,Amount,Previous\n1,a,5,\n,,,\n , ,,0.00\n2,b,7,x\n"
        understood = read_schedule(text, "AUD")
        assert [row.row for row in understood.rows] == [2, 5]
        assert understood.total_minor == 1_200

    @pytest.mark.parametrize(
        "label",
        ["Total", "TOTAL:", "Grand Total", "Sub-total", "Total (ex GST)", "Total AUD", "Total Contract Sum"],
    )
    @pytest.mark.parametrize("line", ["{},,12", ",{},12.00"])
    def test_a_total_at_the_end_that_is_right_is_skipped(self, label: str, line: str) -> None:
        understood = amounts("1,a,5", "2,b,7", line.format(label))
        assert understood.reasons_against_importing == ()
        assert [row.row for row in understood.rows] == [2, 3]
        assert understood.total_minor == 1_200

    def test_a_total_that_is_wrong_is_a_problem_and_counts_nothing(self) -> None:
        understood = amounts("1,a,5", "2,b,7", ",Total,13")
        assert messages(understood) == ["The total is 13.00, but the lines add up to 12.00; correct it."]
        assert problems(understood) == [(INVALID, ("input", "source", "4", "Amount"))]
        assert understood.rows[2].scheduled_value_minor == 1_300
        assert understood.total_minor == 1_200

    def test_a_total_without_a_value_is_a_problem(self) -> None:
        assert messages(amounts("1,a,5", ",Total,")) == ["The scheduled value is missing."]

    def test_a_total_between_lines_is_a_problem(self) -> None:
        understood = amounts("1,a,5", ",Subtotal,5", "2,b,7", ",Total,12")
        assert messages(understood) == ["This is a total between the lines; take the row out."]
        assert understood.total_minor == 1_200

    def test_a_total_of_lines_that_cannot_be_read_is_not_compared(self) -> None:
        assert len(messages(amounts("1,a,x", ",Total,12"))) == 1

    def test_a_line_with_item_number_may_be_called_total(self) -> None:
        assert [row.description for row in amounts("1,Total,5").rows] == ["Total"]

    def test_a_sheet_without_lines_is_refused(self) -> None:
        for understood in (amounts(), amounts(",Total,0")):
            assert messages(understood) == ["The sheet has no lines below the headings."]
            assert understood.total_minor is None

    def test_five_thousand_lines_are_the_most(self) -> None:
        assert amounts(*(f"{number},a,1" for number in range(5_000))).total_minor == 500_000
        understood = amounts(*(f"{number},a,1" for number in range(5_001)))
        assert (understood.rows, understood.total_minor) == ((), None)
        assert messages(understood) == ["The sheet has 5,001 lines, at most 5,000 may be."]


class TestColumns:
    @pytest.mark.parametrize(
        "headings",
        [
            "Item No.,Description of Work,Scheduled Value",
            "ITEM #,description of works,CONTRACT VALUE",
            "No.,Description,Amount (ex GST)",
            "№,Scope of Works,Amount $",
            "Ref,Item description,Value AUD",
            "S/N,Particulars,Line total",
            '"Item\nNo.",Description,"Contract  Sum (excl. GST)"',
        ],
    )
    def test_usual_headings_are_found_whatever_their_case_and_punctuation(self, headings: str) -> None:
        understood = read_schedule(f"{headings}\n1,a,5\n", "AUD")
        assert understood.reasons_against_importing == ()
        assert understood.total_minor == 500

    @pytest.mark.parametrize("unit", ["Unit", "U.O.M.", "U/M", "Unit of measure"])
    @pytest.mark.parametrize("price", ["Rate", "Unit Price", "Unit cost", "Unit rate ($)"])
    def test_measured_lines_have_usual_headings_too(self, unit: str, price: str) -> None:
        understood = read_schedule(
            f"Item,Cost Code,Description,Qty.,{unit},{price}\n1,03-10,a,2,m,5\n", "AUD"
        )
        [row] = understood.rows
        assert (row.cost_code, row.unit, row.scheduled_value_minor) == ("03-10", "m", 1_000)

    def test_headings_may_stand_below_titles_within_the_first_twenty_rows(self) -> None:
        for blank, count in ((19, 1), (20, 0)):
            text = "Acme Pty Ltd" + "\n" * blank + "Item,Description,Amount\n1,a,5\n"
            assert len(read_schedule(text, "AUD").rows) == count

    def test_a_value_with_tax_is_not_taken_for_the_scheduled_value(self) -> None:
        understood = read_schedule("Item,Description,Amount (incl. GST)\n1,a,5\n", "AUD")
        assert problems(understood) == [(UNREADABLE, ("input", "columns", "scheduledValue"))]
        assert '"Amount (incl. GST)"' in messages(understood)[0]

    def test_each_column_that_is_missing_is_told(self) -> None:
        understood = read_schedule("Title\nItem,Work,Money\n1,a,5\n", "AUD")
        assert problems(understood) == [
            (UNREADABLE, ("input", "columns", "description")),
            (UNREADABLE, ("input", "columns", "scheduledValue")),
        ]
        assert 'row 2 has "Item", "Work", "Money"' in messages(understood)[0]

    @pytest.mark.parametrize(
        "text", ["a,b\n1,2\n", "no headings", "\n" * 30 + "Item,Description,Amount\n1,a,5\n"]
    )
    def test_a_sheet_without_headings_is_refused(self, text: str) -> None:
        understood = read_schedule(text, "AUD")
        assert problems(understood) == [(UNREADABLE, ("input", "source"))]
        assert messages(understood)[0].startswith("None of the first 20 rows has headings")

    def test_two_columns_that_fit_are_told_both(self) -> None:
        understood = read_schedule("Item,Item No.,Description,Amount,Amount\n1,2,a,5,6\n", "AUD")
        assert problems(understood) == [
            (UNREADABLE, ("input", "columns", "itemNumber")),
            (UNREADABLE, ("input", "columns", "scheduledValue")),
        ]
        assert messages(understood)[0].startswith('Columns A "Item" and B "Item No." fit the item number')

    def test_a_named_heading_decides_between_columns(self) -> None:
        understood = read_schedule(
            "Item,Item No.,Description,Amount,Contract Value\n1,2,a,5,6\n",
            "AUD",
            columns=Columns(item_number="item no", scheduled_value="Contract Value"),
        )
        assert [(row.item_number, row.scheduled_value_minor) for row in understood.rows] == [("2", 600)]

    def test_unusual_headings_may_be_named(self) -> None:
        understood = read_schedule(
            "%;Bezeichnung;Preis\n1;a;5\n",
            "EUR",
            columns=Columns(item_number="%", description="bezeichnung", scheduled_value="PREIS"),
        )
        assert understood.total_minor == 500

    def test_a_column_named_for_one_thing_does_not_count_for_another(self) -> None:
        understood = read_schedule(
            "Number,Item,Description,Amount\n1,a,b,5\n",
            "AUD",
            columns=Columns(description="Item", cost_code="Description"),
        )
        assert understood.rows[0] == UnderstoodRow(
            row=2, item_number="1", description="a", cost_code="b", scheduled_value_minor=500
        )

    @pytest.mark.parametrize("heading", ["Cost centre 2", "", "\ud800"])
    @pytest.mark.parametrize("name, column", [("cost_code", "costCode"), ("unit_price", "unitPrice")])
    def test_a_named_heading_that_is_not_there_is_refused(self, heading: str, name: str, column: str) -> None:
        understood = read_schedule(
            "Item,Description,Amount\n1,a,5\n", "AUD", columns=Columns(**{name: heading})
        )
        assert problems(understood) == [(UNREADABLE, ("input", "columns", column))]
        assert messages(understood)[0].startswith("There is no column headed ")
        assert messages(understood)[0].isprintable()

    def test_an_unknown_currency_is_an_error_of_the_caller(self) -> None:
        with pytest.raises(BadInput):
            read_schedule("Item,Description,Amount\n1,a,5\n", "XYZ")


class TestWorkbook:
    def test_numbers_of_a_workbook_become_exact_amounts(self) -> None:
        data = workbook(
            ["Payment application", None, 7],
            [],
            ["Item No.", "Description of Work", "Qty", "Rate", "Scheduled Value"],
            [1, "Mobilization", None, None, 15_000],
            [2.1, "Framing", 3, 33.335, 100.01],
            ["2.2", "Credit", None, None, "(0.30)"],
            [3, "Sum of floats", None, None, 0.1 + 0.2],
            [None, "Total", None, None, 15_100.01],
        )
        understood = read_schedule(data, "USD", sheet="G703")
        assert understood.reasons_against_importing == ()
        assert [row.item_number for row in understood.rows] == ["1", "2.1", "2.2", "3"]
        assert values(understood) == [1_500_000, 10_001, -30, 30]
        assert understood.total_minor == 1_510_001

    @pytest.mark.parametrize("value", [100 / 3, 1.005, 1e300, True])
    def test_a_number_that_is_no_amount_of_the_currency_is_refused(self, value: object) -> None:
        understood = read_schedule(workbook(["Item", "Description", "Amount"], [1, "a", value]), "USD")
        assert problems(understood) == [(INVALID, ("input", "source", "2", "Amount"))]

    def test_a_sheet_that_is_not_there_is_refused_at_its_name(self) -> None:
        understood = read_schedule(workbook(["Item"]), "USD", sheet="Schedule")
        assert problems(understood) == [(UNREADABLE, ("input", "sheet"))]
        assert '"G703"' in messages(understood)[0]


CELLS = st.sampled_from(
    [
        "",
        "Item",
        "Description",
        "Qty",
        "Rate",
        "Unit",
        "Amount",
        "Total",
        "open",
        "1",
        "2",
        "-",
        "1,5",
        "1e9",
        '"',
        "\n",
        "'",
        "=1",
        "#REF!",
        "\x01",
        "\u202e",
        "9" * 30,
        "x" * 50,
        "(3.10)",
        "$5",
        "0.001",
        "Cost Code",
    ]
)
HEADED = st.just(["Item", "Description", "Qty", "Unit", "Rate", "Amount"])
TABLES = st.builds(
    lambda head, rows: [head, *rows], HEADED | st.lists(CELLS), st.lists(st.lists(CELLS), max_size=8)
)


def is_sound(understood: Understood) -> bool:
    """Whether problems and figures belong together, and everything can be sent as text."""
    for reason in understood.reasons_against_importing:
        assert reason.code in (INVALID, UNREADABLE, MISMATCH)
        assert reason.message.isprintable()
        assert all(part.encode() for part in reason.path)
    counted = [row for row in understood.rows if not row.problems]
    assert all(row.item_number and row.description for row in counted)
    assert all((row.scheduled_value_minor is None) == row.is_open for row in counted)
    if understood.rows and not understood.reasons_against_importing:
        assert understood.total_minor == sum(row.scheduled_value_minor or 0 for row in counted)
    return understood.total_minor is None or bool(understood.rows)


@settings(deadline=None)
@given(TABLES, st.sampled_from(",;\t"), st.sampled_from(["AUD", "JPY", "KWD"]))
def test_whatever_table_comes_in_a_sound_answer_comes_out(
    table: list[list[str]], separator: str, currency: str
) -> None:
    text = "\n".join(
        separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in table
    )
    assert is_sound(read_schedule(text, currency))


@settings(deadline=None)
@given(st.text() | st.binary(), st.dictionaries(st.sampled_from(["item_number", "unit"]), st.text()))
def test_whatever_source_and_names_come_in_a_sound_answer_comes_out(
    source: str | bytes, columns: dict[str, str]
) -> None:
    assert is_sound(read_schedule(source, "USD", columns=Columns(**columns)))


@settings(deadline=None)
@given(st.text(), st.sampled_from(["", "AUD", "EUR"]))
def test_whatever_figure_comes_in_it_is_a_plain_decimal_or_refused(text: str, currency: str) -> None:
    try:
        assert set(plain_figure(text, currency)) <= set("-.0123456789")
    except BadInput as error:
        assert error.message.isprintable()


def test_reasons_have_paths_from_the_input_on() -> None:
    row = UnderstoodRow(7, "1", "a", problems=(Refusal(INVALID, "no", ("7", "Amount")),))
    understood = Understood((row,), (Refusal(UNREADABLE, "no", ("sheet",)),))
    assert problems(understood) == [
        (UNREADABLE, ("input", "sheet")),
        (INVALID, ("input", "source", "7", "Amount")),
    ]
