"""Shoe sizes of one system in others, by formula."""

from decimal import Decimal

import pytest

from catalogue.sizes import ADULTS, size_row, size_rows


class TestOneSize:
    @pytest.mark.parametrize(
        ("eu", "uk", "women", "men", "foot"),
        # Worked out by hand: 42 Paris points are 280 mm, or 33.07 barleycorns.
        [
            (36, "3.5", "6", "4.5", 225),
            (39, "5.5", "8", "6.5", 245),
            (42, "8", "10.5", "9", 265),
            (45, "10.5", "13", "11.5", 285),
        ],
    )
    def test_is_told_in_every_system(self, eu: int, uk: str, women: str, men: str, foot: int) -> None:
        row = size_row(Decimal(eu))
        assert (row.uk, row.us_women, row.us_men) == (Decimal(uk), Decimal(women), Decimal(men))
        assert row.foot == foot

    def test_is_told_to_the_nearest_half(self) -> None:
        assert all((getattr(row, name) * 2) % 1 == 0 for row in size_rows() for name in ("uk", "us_women", "us_men"))


class TestTheTable:
    def test_has_every_size_of_adults_and_they_grow(self) -> None:
        rows = size_rows()
        assert [row.eu for row in rows] == list(ADULTS)
        for name in ("uk", "us_women", "us_men", "foot"):
            numbers = [getattr(row, name) for row in rows]
            assert numbers == sorted(set(numbers))

    def test_takes_in_the_visitors_half_size(self) -> None:
        assert Decimal("42.5") in [row.eu for row in size_rows(Decimal("42.5"))]

    @pytest.mark.parametrize("own", ["42", "30", "52"])
    def test_stays_as_it_is_for_a_whole_size_or_one_that_is_no_adults(self, own: str) -> None:
        assert [row.eu for row in size_rows(Decimal(own))] == list(ADULTS)
