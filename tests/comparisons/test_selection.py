"""A selection is plain data: what it says of itself, how it changes, and how it is written. No database."""

from dataclasses import FrozenInstanceError
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.selection import (
    COMPARE_ONLY,
    DEFAULTS,
    ORDERED,
    SEVERAL,
    SINGLE,
    WORDS,
    Range,
    Selection,
    address,
    address_pairs,
    in_order,
    plain,
    query_string,
)

CHOSEN = Selection(
    problems=("low-back-pain", "flat-feet"),
    having=("arch-support",),
    any_of={"form": ("forefoot", "heel-cup")},
    excluded={"materials": ("latex",)},
    ranges={"weight": Range(high=Decimal("80.500"))},
    brands=("superfeet",),
    price=Range(low=Decimal(10)),
    query="heel pain",
    page=2,
    compared=("zeta", "alpha"),
)


class TestItsAddress:
    def test_is_sorted_but_for_problems_and_chosen_products(self) -> None:
        assert address("/insoles/", CHOSEN) == (
            "/insoles/?brand=superfeet&feature=arch-support&form=forefoot&form=heel-cup&not_materials=latex&page=2"
            "&price_min=10&problem=low-back-pain&problem=flat-feet&q=heel+pain&weight_max=80.5&with=zeta&with=alpha"
        )

    def test_leaves_defaults_out(self) -> None:
        assert address("/insoles/", Selection()) == "/insoles/"
        assert address_pairs(Selection(currency="USD", units="imperial")) == [
            ("currency", "USD"),
            ("units", "imperial"),
        ]

    def test_says_every_part_of_it(self) -> None:
        said = Selection(
            skip=("a",), must=("b",), not_brands=("c",), categories=("d",), maker_says=("e",), size=Decimal("42.50"),
            is_stock_insole_fixed=True, sort="-name", view="table", shows_unknown=True,
        )  # fmt: skip
        assert query_string(address_pairs(said)) == (
            "?block=unknown&category=d&maker_says=e&must=b&not_brand=c&size=42.5&skip=a&sort=-name&stock_insole=fixed&view=table"
        )

    def test_has_no_question_mark_without_parameters(self) -> None:
        assert query_string([]) == ""

    @given(pairs=st.lists(st.tuples(st.text("aé/_ &=%+~-.", min_size=1), st.text())))
    def test_is_quoted_as_the_library_quotes(self, pairs: list[tuple[str, str]]) -> None:
        assert query_string(pairs).removeprefix("?") == urlencode(pairs)


class TestWhatItSaysOfItself:
    def test_it_cannot_be_changed(self) -> None:
        with pytest.raises(FrozenInstanceError):
            CHOSEN.page = 3  # type: ignore[misc]

    @pytest.mark.parametrize(
        ("selection", "order"),
        [
            (Selection(), "-known"),
            (Selection(problems=("flat-feet",)), "match"),
            (Selection(problems=("flat-feet",), sort="name"), "name"),
        ],
    )
    def test_the_order_in_force(self, selection: Selection, order: str) -> None:
        assert selection.order == order

    @pytest.mark.parametrize(
        "selection",
        [
            Selection(),
            Selection(sort="name", page=3, view="table", compared=("a",), size=Decimal(42), units="imperial"),
            Selection(currency="USD", shows_unknown=True),
        ],
    )
    def test_what_only_changes_the_presentation_does_not_narrow(self, selection: Selection) -> None:
        assert not selection.narrows

    @pytest.mark.parametrize(
        "selection",
        [
            Selection(brands=("a",)),
            Selection(query="a"),
            Selection(price=Range(low=Decimal(0))),
            Selection(problems=("a",)),
            Selection(is_stock_insole_fixed=True),
        ],
    )
    def test_what_filters_does(self, selection: Selection) -> None:
        assert selection.narrows


class TestChangingIt:
    def test_choices_of_a_facet_are_replaced_sorted_and_each_once(self) -> None:
        assert CHOSEN.choosing("form", ["b", "a", "b"]).any_of == {"form": ("a", "b")}
        assert CHOSEN.choosing("form", []).any_of == {}
        assert list(CHOSEN.choosing("arch-height", ["low"]).any_of) == ["arch-height", "form"]

    def test_exclusions_and_bounds_are_dropped_when_empty(self) -> None:
        assert CHOSEN.excluding("materials", []).excluded == {}
        assert CHOSEN.within("weight", Range()).ranges == {}
        assert CHOSEN.within("weight", Range(low=Decimal(0))).ranges == {"weight": Range(low=Decimal(0))}

    def test_opening_a_facet_keeps_its_exclusions(self) -> None:
        chosen = CHOSEN.choosing("materials", ["cork"]).within("materials", Range(low=Decimal(1)))
        assert chosen.without_facet("materials") == CHOSEN

    def test_the_one_it_came_from_stays_as_it_was(self) -> None:
        before = address("", CHOSEN)
        CHOSEN.choosing("form", ["full-length"]).excluding("form", ["heel-cup"])
        assert address("", CHOSEN) == before


class TestItsParts:
    @pytest.mark.parametrize(
        ("bounds", "inside", "outside"),
        [
            (Range(Decimal(2), Decimal(4)), ["2", "3", "4.000"], ["1.999", "4.001"]),
            (Range(low=Decimal(2)), ["2", "9999"], ["1"]),
            (Range(high=Decimal(2)), ["0", "2"], ["2.1"]),
            (Range(), ["0", "9999"], []),
            (Range(Decimal(4), Decimal(2)), [], ["2", "3", "4"]),
        ],
    )
    def test_bounds_are_inclusive_and_may_be_open(self, bounds: Range, inside: list[str], outside: list[str]) -> None:
        assert all(bounds.contains(Decimal(number)) for number in inside)
        assert not any(bounds.contains(Decimal(number)) for number in outside)

    @pytest.mark.parametrize(
        ("number", "text"),
        [("3.100", "3.1"), ("20", "20"), ("20.000", "20"), ("0.000", "0"), ("1E+3", "1000"), ("0.001", "0.001")],
    )
    def test_numbers_are_written_plainly(self, number: str, text: str) -> None:
        assert plain(Decimal(number)) == text

    @given(st.decimals(min_value=0, max_value=10**6, places=3))
    def test_a_written_number_is_the_same_number(self, number: Decimal) -> None:
        assert Decimal(plain(number)) == number

    @given(st.lists(st.tuples(st.sampled_from(["a", "problem", "with", "z"]), st.text(max_size=2)), max_size=8))
    def test_ordered_words_keep_their_order_among_each_other(self, pairs: list[tuple[str, str]]) -> None:
        ordered = in_order(pairs)
        assert sorted(ordered) == sorted(pairs)
        assert [name for name, _ in ordered] == sorted(name for name, _ in pairs)
        for name in ORDERED:
            assert [pair for pair in ordered if pair[0] == name] == [pair for pair in pairs if pair[0] == name]
        assert in_order(ordered) == ordered

    def test_no_word_of_the_grammar_is_of_two_kinds(self) -> None:
        assert len(WORDS) == len(SEVERAL) + len(SINGLE) + len(COMPARE_ONLY)
        assert set(DEFAULTS) <= set(SINGLE)
        assert set(ORDERED) <= set(SEVERAL)
