"""Sets of places held in integers, against Python's own sets. No database."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from comparisons.index import bits
from comparisons.index.order import in_order, window
from comparisons.index.sets import Numbers
from comparisons.selection import Range

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


@given(st.integers(0, 300))
def test_up_to_is_everything_below(count: int) -> None:
    assert list(bits.members(bits.up_to(count))) == list(range(count))


def test_the_empty_set_has_no_members_and_no_window() -> None:
    assert bits.of([]) == 0
    assert list(bits.members(0)) == []
    assert bits.window(0, 0, 24) == []


CLASSES = st.dictionaries(st.decimals(0, 50, places=1), PLACES, max_size=6)
OPEN_BOUND = st.none() | st.decimals(0, 50, places=1)


def numbers_of(classes: dict[Decimal, set[int]]) -> Numbers:
    """Products by number."""
    return Numbers(tuple((number, bits.of(places)) for number, places in sorted(classes.items())))


@given(CLASSES, OPEN_BOUND, OPEN_BOUND)
def test_numbers_within_bounds_are_united(
    classes: dict[Decimal, set[int]], low: Decimal | None, high: Decimal | None
) -> None:
    bounds = Range(low, high)
    expected = set().union(*(places for number, places in classes.items() if bounds.contains(number)))
    assert set(bits.members(numbers_of(classes).within(bounds))) == expected


@given(CLASSES, PLACES)
def test_the_ends_are_the_lowest_and_highest_number_that_somebody_has(
    classes: dict[Decimal, set[int]], among: set[int]
) -> None:
    held = [number for number, places in classes.items() if places & among]
    assert numbers_of(classes).ends(bits.of(among)) == (min(held, default=None), max(held, default=None))


@given(
    among=PLACES,
    classes=st.lists(PLACES, max_size=4),
    order=st.sampled_from(["name", "-name", "weight", "-weight"]),
    start=st.integers(0, 80),
    count=st.integers(0, 80),
)
def test_a_page_of_an_ordered_set(among: set[int], classes: list[set[int]], order: str, start: int, count: int) -> None:
    """Places of a class in the order of names, each place in the first class that has it; places of none come last."""
    runs = in_order(bits.of(among), order, [bits.of(places) for places in classes])
    expected = sorted(among, reverse=order == "-name")
    if order in {"weight", "-weight"}:
        ranked = classes if order == "weight" else classes[::-1]
        firsts = [
            next((rank for rank, places in enumerate(ranked) if place in places), len(ranked)) for place in expected
        ]
        expected = [place for _, place in sorted(zip(firsts, expected, strict=True))]
    assert window(runs, start, count) == expected[start : start + count]
