"""What each field of an address keeps and what it records as bad. No database."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.filters.fields import (
    LONGEST_QUERY,
    MeasureField,
    PageField,
    QueryField,
    RangeField,
    RecordsBad,
    WordField,
    WordsField,
)
from comparisons.selection import Range

ANYTHING = st.none() | st.text() | st.lists(st.text(), max_size=4)


def bad_values(field: RecordsBad) -> list[tuple[str, str]]:
    """(end of the name, value) of what a field refused; each with a reason that is a sentence."""
    assert all(why.endswith(".") for _, _, why in field.bad)
    return [(end, value) for end, value, _ in field.bad]


class TestSeveralWords:
    def test_known_ones_are_kept_once_in_their_order_and_others_recorded(self) -> None:
        field = WordsField(words=["a", "b", "c"])
        assert field.clean(["c", "x", "a", "c", "x"]) == ("c", "a")
        assert bad_values(field) == [("", "x")]

    def test_what_is_one_too_many_is_recorded(self) -> None:
        field = WordsField(words=["a", "b", "c"], at_most=2, too_many="Two at most.")
        assert field.clean(["a", "x", "b", "c"]) == ("a", "b")
        assert field.bad == [("", "x", "There is no such choice."), ("", "c", "Two at most.")]

    def test_nothing_gives_nothing(self) -> None:
        assert WordsField(words=["a"]).clean(None) == ()

    def test_asking_again_forgets_what_was_bad_before(self) -> None:
        field = WordsField(words=["a"])
        field.clean(["x"])
        field.clean(["a"])
        assert field.bad == []


class TestOneWord:
    @pytest.mark.parametrize(("given_", "kept"), [("a", "a"), ("", ""), (None, ""), ("x", "")])
    def test_it_is_kept_if_known(self, given_: str | None, kept: str) -> None:
        field = WordField(words=["a"], why="No.")
        assert field.clean(given_) == kept
        assert bad_values(field) == ([("", "x")] if given_ == "x" else [])


class TestTypedWords:
    @pytest.mark.parametrize(
        ("typed", "read"),
        [("  heel \t pain\n", "heel pain"), ("a\x00b\x1fc", "a b c"), ("\u200bäß", "äß"), ("   ", ""), (None, "")],
    )
    def test_control_characters_and_runs_of_space_go(self, typed: str | None, read: str) -> None:
        field = QueryField()
        assert field.clean(typed) == read
        assert field.bad == []

    def test_too_long_a_text_is_refused_and_shortened_for_showing(self) -> None:
        field = QueryField()
        assert field.clean("x" * LONGEST_QUERY) == "x" * LONGEST_QUERY
        assert field.clean("x" * (LONGEST_QUERY + 1)) == ""
        assert bad_values(field) == [("", "x" * LONGEST_QUERY + "…")]

    @given(st.text())
    def test_what_was_read_reads_the_same_again(self, typed: str) -> None:
        field = QueryField()
        read = field.clean(typed)
        assert field.clean(read) == read
        assert len(read) <= LONGEST_QUERY


class TestPage:
    @pytest.mark.parametrize(
        ("typed", "page"), [("1", 1), ("7", 7), ("007", 7), ("9999999", 9_999_999), ("", 1), (None, 1)]
    )
    def test_a_whole_number_from_one_is_a_page(self, typed: str | None, page: int) -> None:
        field = PageField()
        assert field.clean(typed) == page
        assert field.bad == []

    @pytest.mark.parametrize("typed", ["0", "-1", "1.5", "two", "²", "٣", "12345678", "1e3", " 1", "0" * 9])
    def test_anything_else_is_the_first_page_and_named(self, typed: str) -> None:
        field = PageField()
        assert field.clean(typed) == 1
        assert bad_values(field) == [("", typed)]


class TestOneNumber:
    @pytest.mark.parametrize(
        ("typed", "number"), [("42", 42), ("42,5", Decimal("42.5")), ("15", 15), ("55", 55), ("", None)]
    )
    def test_it_is_read_within_its_bounds(self, typed: str, number: Decimal | None) -> None:
        field = MeasureField(unit="", low=Decimal(15), high=Decimal(55))
        assert field.clean(typed) == number
        assert field.bad == []

    @pytest.mark.parametrize("typed", ["14.9", "55.1", "large", "NaN", "-42", "42 mm"])
    def test_anything_else_is_named(self, typed: str) -> None:
        field = MeasureField(unit="", low=Decimal(15), high=Decimal(55))
        assert field.clean(typed) is None
        assert bad_values(field) == [("", typed)]


class TestBounds:
    def test_each_end_may_be_open(self) -> None:
        field = RangeField(unit="mm")
        assert field.clean(["2", "", None]) == (Range(low=Decimal(2)), False)
        assert field.clean(["", "1 in", None]) == (Range(high=Decimal("25.4")), False)
        assert field.clean(None) == (Range(), False)

    def test_not_stated_can_be_wanted_too(self) -> None:
        field = RangeField(unit="mm")
        assert field.clean(["2", "", ["not_stated"]]) == (Range(low=Decimal(2)), True)

    def test_each_unreadable_part_is_named_with_its_own_parameter(self) -> None:
        field = RangeField(unit="mm")
        assert field.clean(["NaN", "3", ["not_stated", "thin"]]) == (Range(high=Decimal(3)), True)
        assert bad_values(field) == [("_min", "NaN"), ("", "thin")]

    def test_a_price_is_never_asked_for_as_not_stated(self) -> None:
        field = RangeField(unit="", takes_not_stated=False)
        assert field.clean(["2", None, ["not_stated"]]) == (Range(low=Decimal(2)), False)
        assert bad_values(field) == [("", "not_stated")]


FIELDS = [
    WordsField(words=["a"], at_most=1, too_many="One."),
    WordField(words=["a"]),
    QueryField(),
    PageField(),
    MeasureField(unit="mm", low=Decimal(0), high=Decimal(9)),
]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
@given(value=ANYTHING)
def test_no_field_ever_fails(field: RecordsBad, value: Any) -> None:
    field.clean(value)


@given(low=st.none() | st.text(), high=st.none() | st.text(), words=st.none() | st.lists(st.text()))
def test_bounds_never_fail(low: str | None, high: str | None, words: list[str] | None) -> None:
    RangeField(unit="mm").clean([low, high, words])
