"""Which price an insole is shown with, and how old it is."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F

from catalogue.models import Offer, Product, best_offer
from catalogue.models.products import per_pair
from tests.builders import make_offer, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def product() -> Product:
    """An insole without prices."""
    return make_product()


def best(product: Product, currency: str = "EUR") -> Offer | None:
    """The offer shown."""
    return best_offer(product.offers.all(), currency)


class TestTheOfferShown:
    def test_is_the_lowest_asked(self, product: Product) -> None:
        make_offer(product, 30)
        lowest = make_offer(product, 20)
        assert best(product) == lowest

    def test_is_one_asked_before_any_list_price(self, product: Product) -> None:
        make_offer(product, 10, price_kind="list")
        asked = make_offer(product, 30)
        assert best(product) == asked

    def test_is_the_lowest_list_price_where_none_is_asked(self, product: Product) -> None:
        make_offer(product, 30, price_kind="list")
        lowest = make_offer(product, 20, price_kind="list")
        assert best(product) == lowest

    def test_is_never_a_struck_out_price(self, product: Product) -> None:
        make_offer(product, 5, price_kind="struck_out")
        assert best(product) is None

    def test_counts_one_pair(self, product: Product) -> None:
        make_offer(product, 15)
        three = make_offer(product, 30, pairs=3)
        assert best(product) == three

    def test_is_in_the_currency_asked_for_where_there_is_one(self, product: Product) -> None:
        make_offer(product, 5, currency="USD")
        euro = make_offer(product, 50)
        assert best(product) == euro
        assert best(product, "USD") != euro

    def test_is_else_in_the_currency_that_most_offers_are_in(self, product: Product) -> None:
        make_offer(product, 1, currency="CHF")
        make_offer(product, 9, currency="USD")
        lowest = make_offer(product, 8, currency="USD")
        assert best(product) == lowest

    def test_is_none_without_offers(self, product: Product) -> None:
        assert best(product) is None


class TestAge:
    TODAY = date(2026, 11, 25)

    @pytest.mark.parametrize(
        ("seen_on", "is_old"),
        [
            ("2026-11-25", False),
            ("2026-08-27", False),
            ("2026-08-26", True),
            ("2026-11", False),
            ("2026-01", True),
            ("2024", True),
            ("", True),
        ],
    )
    def test_is_more_than_ninety_days_or_unknown(self, product: Product, seen_on: str, *, is_old: bool) -> None:
        assert make_offer(product, seen_on=seen_on).is_old(self.TODAY) is is_old


class TestOnePair:
    @pytest.mark.parametrize(
        ("amount", "pairs", "one"), [("10", 1, "10.00"), ("10", 3, "3.33"), ("25.01", 2, "12.51"), ("0", 2, "0.00")]
    )
    def test_costs_a_part_to_the_hundredth_half_of_one_up(self, amount: str, pairs: int, one: str) -> None:
        assert per_pair(Decimal(amount), pairs) == Decimal(one)

    def test_costs_the_same_in_the_database(self, product: Product) -> None:
        for pairs in (1, 2, 3, 7):
            offer = make_offer(product, "25.01", pairs=pairs)
            [cents] = (
                Offer.objects.filter(pk=offer.pk).best_first("EUR").annotate(found=F("cents")).values_list("found")
            )
            assert Decimal(cents[0]) / 100 == offer.per_pair
