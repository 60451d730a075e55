"""Files of spreadsheets are read however the program wrote them, and what is no table is refused in words."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from catalogue.transfer.cells import guarded, unguarded, written_day, written_number
from catalogue.transfer.tables import Table, read_table
from tests.catalogue.tables import as_csv, as_workbook

ROWS = [("Slug", "As stated"), ("nonesuch", "weiß; sehr, weich")]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


class TestTexts:
    """Tables as text."""

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_any_usual_delimiter_and_encoding_gives_the_same_table(self, delimiter: str, encoding: str) -> None:
        table = read_table(as_csv(ROWS, delimiter, encoding))
        assert table.headings == ("slug", "as_stated")
        assert cells(table) == [("nonesuch", "weiß; sehr, weich")]

    def test_empty_rows_are_skipped_and_still_counted(self) -> None:
        table = read_table(b"\nslug;line\r\n\r\n;\r\na;b\r\n")
        assert [(row.number, row.cells) for row in table.rows] == [(5, ("a", "b"))]

    def test_a_short_row_is_filled_up_and_a_long_one_marked(self) -> None:
        table = read_table(b"slug,line\na\nb,c,d\ne,f,,\n")
        assert [(row.cells, row.is_too_long) for row in table.rows] == [
            (("a", ""), False),
            (("b", "c"), True),
            (("e", "f"), False),
        ]

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "empty"),
            (b"\n \n", "empty"),
            (b"slug,line,slug\n", "“slug” stands twice"),
            (b"slug,,line\n", "Column 2 has no heading"),
            (b"slug\nwei\xdf\n", "Save it as “CSV UTF-8”"),
            (b"PK\x03\x04 and no more", "workbook cannot be read"),
            (b"x" * 10_000_001, "larger than 10 MB"),
            (b"slug\n" + b"a\n" * 20_001, "more than 20000 rows"),
        ],
    )
    def test_what_is_no_table_is_refused_with_the_reason(self, content: bytes, reason: str) -> None:
        with pytest.raises(ValidationError, match=reason):
            read_table(content)


class TestWorkbooks:
    """Tables as XLSX."""

    def test_numbers_days_and_yes_are_read_as_they_are_meant(self) -> None:
        row = ("nonesuch", 15, 2.5, 0.1, date(2026, 11, 26), datetime(2026, 11, 26), True, None)
        table = read_table(as_workbook([tuple("abcdefgh"), row]))
        assert cells(table) == [("nonesuch", "15", "2.5", "0.1", "2026-11-26", "2026-11-26", "yes", "")]

    def test_empty_rows_are_counted(self) -> None:
        table = read_table(as_workbook([("slug",), (), ("a",)]))
        assert [(row.number, row.cells) for row in table.rows] == [(3, ("a",))]


class TestFormulas:
    """A cell that a spreadsheet could run is written so that it does not, and read back as it was."""

    @pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\t=1", " =1", "'=1"])
    def test_it_begins_with_an_apostrophe(self, text: str) -> None:
        assert guarded(text) == f"'{text}"

    @pytest.mark.parametrize("value", ["soft", "'s own", "", 5, -5])
    def test_any_other_stays_as_it_is(self, value: Any) -> None:
        assert guarded(value) == value

    @given(st.text(alphabet="'=+-@ \t\nab", max_size=6))
    def test_reading_undoes_exactly_what_writing_did(self, text: str) -> None:
        assert unguarded(guarded(text)) == text

    @given(st.text(max_size=8))
    def test_nothing_that_is_written_begins_like_a_formula(self, text: str) -> None:
        assert not guarded(text).lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("29,95", "29.95"), ("1.299,00", "1299.00"), ("1,299.00", "1299.00"), ("12", "12"), ("1 299,5", "1299.5")],
)
def test_of_two_marks_in_a_number_the_last_one_stands_before_the_fraction(typed: str, meant: str) -> None:
    assert written_number(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), [("1.4.2014", "2014-04-01"), ("2014-04", "2014-04"), ("soon", "soon")])
def test_a_german_day_is_understood(typed: str, meant: str) -> None:
    assert written_day(typed) == meant
