"""Bit-sliced numbers and the orders of a list, against plain Python. No database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.index import bits
from comparisons.index.numbers import Numbers, TooFineError
from comparisons.index.order import by_class, by_name, by_number
from comparisons.selection import Range

PLACES = st.sets(st.integers(0, 300), max_size=60)
NUMBER = st.decimals(-20, 50, places=1) | st.integers(0, 2_000).map(Decimal)
BY_PLACE = st.dictionaries(st.integers(0, 300), NUMBER, max_size=60)
OPEN_BOUND = st.none() | st.decimals(-30, 60, places=2)
PIECE = st.integers(0, 80)


@given(BY_PLACE)
def test_every_number_is_kept_as_it_is(by_place: dict[int, Decimal]) -> None:
    numbers = Numbers.of(by_place)
    assert dict(numbers.by_place()) == by_place
    assert [numbers.at(place) for place in range(310)] == [by_place.get(place) for place in range(310)]


@given(BY_PLACE, OPEN_BOUND, OPEN_BOUND)
def test_both_bounds_are_included(by_place: dict[int, Decimal], low: Decimal | None, high: Decimal | None) -> None:
    bounds = Range(low, high)
    found = set(bits.members(Numbers.of(by_place).within(bounds)))
    assert found == {place for place, number in by_place.items() if bounds.contains(number)}


@given(BY_PLACE, PLACES)
def test_the_ends_are_the_lowest_and_highest_number_that_somebody_has(
    by_place: dict[int, Decimal], among: set[int]
) -> None:
    held = [number for place, number in by_place.items() if place in among]
    assert Numbers.of(by_place).ends(bits.of(among)) == (min(held, default=None), max(held, default=None))


@given(st.lists(PLACES, max_size=20), PLACES)
def test_counting_adds_up_how_many_sets_a_place_is_in(sets: list[set[int]], everything: set[int]) -> None:
    everything = everything.union(*sets)
    counted = Numbers.counting([bits.of(places) for places in sets], bits.of(everything))
    assert dict(counted.by_place()) == {place: Decimal(sum(place in places for places in sets)) for place in everything}


@given(BY_PLACE, BY_PLACE)
def test_other_numbers_can_be_held_in_the_steps_of_the_first(
    first: dict[int, Decimal], second: dict[int, Decimal]
) -> None:
    like = Numbers.of(first)
    is_too_fine = any(
        number != round(number, -like.step) or number.scaleb(-like.step) < like.lowest for number in second.values()
    )
    if is_too_fine:
        with pytest.raises(TooFineError):
            Numbers.of(second, like=like)
    else:
        assert dict(Numbers.of(second, like=like).by_place()) == second


def test_a_bound_beyond_every_number_cuts_nothing_off() -> None:
    numbers = Numbers.of({3: Decimal(7)})
    assert numbers.within(Range(Decimal("-1E+20"), Decimal("1E+20"))) == 8
    assert numbers.within(Range(low=Decimal("1E+20"))) == 0


class TestOrder:
    @given(PLACES, PIECE, PIECE, st.booleans())
    def test_by_name(self, among: set[int], start: int, count: int, descends: bool) -> None:
        found = by_name(bits.of(among), start, count, descends=descends)
        assert found == sorted(among, reverse=descends)[start : start + count]

    @given(PLACES, BY_PLACE, PIECE, PIECE, st.booleans())
    def test_by_number_with_those_without_one_last(
        self, among: set[int], by_place: dict[int, Decimal], start: int, count: int, descends: bool
    ) -> None:
        numbered = sorted((place for place in among if place in by_place), key=lambda p: (by_place[p], p))
        if descends:
            numbered.sort(key=lambda place: (-by_place[place], place))
        expected = numbered + sorted(among - by_place.keys())
        found = by_number(bits.of(among), Numbers.of(by_place), start, count, descends=descends)
        assert found == expected[start : start + count]

    @given(PLACES, st.lists(PLACES, max_size=4), PIECE, PIECE)
    def test_by_class_with_those_of_none_last(
        self, among: set[int], drawn: list[set[int]], start: int, count: int
    ) -> None:
        classes = [places.difference(*drawn[:rank]) for rank, places in enumerate(drawn)]
        expected = [place for places in classes for place in sorted(places & among)]
        expected += sorted(among.difference(*drawn))
        found = by_class(bits.of(among), [bits.of(places) for places in classes], start, count)
        assert found == expected[start : start + count]
