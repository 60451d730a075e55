"""Sets of places held in integers, against Python's own sets. No database."""

from hypothesis import given
from hypothesis import strategies as st

from comparisons.index import bits

PLACES = st.sets(st.integers(0, 300), max_size=60)


@given(PLACES)
def test_a_set_holds_what_was_put_in(places: set[int]) -> None:
    held = bits.of(places)
    assert list(bits.members(held)) == sorted(places)
    assert held.bit_count() == len(places)


@given(PLACES, PLACES)
def test_operators_mean_what_they_mean_for_sets(first: set[int], second: set[int]) -> None:
    one, other = bits.of(first), bits.of(second)
    assert set(bits.members(one & other)) == first & second
    assert set(bits.members(one | other)) == first | second
    assert set(bits.members(one & ~other)) == first - second


@given(PLACES, st.integers(0, 70), st.integers(0, 70))
def test_a_window_is_a_piece_of_the_sorted_set(places: set[int], start: int, count: int) -> None:
    assert bits.window(bits.of(places), start, count) == sorted(places)[start : start + count]


@given(PLACES, st.integers(0, 70))
def test_a_window_may_hold_all_of_it(places: set[int], start: int) -> None:
    assert bits.window(bits.of(places), start, 10_000) == sorted(places)[start:]


@given(st.integers(0, 300))
def test_up_to_is_everything_below(count: int) -> None:
    assert list(bits.members(bits.up_to(count))) == list(range(count))


def test_the_empty_set_has_no_members_and_no_window() -> None:
    assert bits.of([]) == 0
    assert list(bits.members(0)) == []
    assert bits.window(0, 0, 24) == []
