"""The index, the SQL, the oracle and the rule of one product tell the same prices, for any rates and offers."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogue.models import Offer, Product, Rates, ReferenceRate, Source, price_of
from catalogue.models.rates import MOST_PER_EURO
from comparisons.index import build
from tests.builders import make_offer, make_product, make_rate
from tests.comparisons.brute_force import BruteForce

pytestmark = pytest.mark.django_db

CURRENCIES = ("EUR", "USD", "GBP", "JPY", "UAH")
PRODUCTS = 3
# Building index and oracle anew for each example is most of what one costs.
FEWER = settings(max_examples=max(settings().max_examples * 2 // 5, 1))

worth = st.decimals("0.00001", MOST_PER_EURO, places=5) | st.sampled_from(["1.0705", "0.84638", "171.94", "90000"])
rates = st.dictionaries(st.sampled_from(CURRENCIES[1:]), worth, max_size=4)
amounts = st.decimals(0, "9999999.99", places=2) | st.sampled_from(["0.01", "10", "10.71", "24.99"])
offers = st.lists(
    st.tuples(
        st.integers(0, PRODUCTS - 1),
        amounts,
        st.sampled_from(CURRENCIES),
        st.sampled_from([1, 1, 2, 3, 32767]),
        st.sampled_from(["street", "list", "struck_out"]),
    ),
    max_size=8,
    unique=True,
)


@pytest.fixture
def products() -> list[Product]:
    """Insoles without prices."""
    return [make_product() for _ in range(PRODUCTS)]


def store(products: list[Product], rates: dict[str, Any], offers: list[tuple[Any, ...]]) -> None:
    """These rates and offers and no others."""
    Offer.objects.all().delete()
    ReferenceRate.objects.all().delete()
    Source.objects.all().delete()
    for currency, per_euro in rates.items():
        make_rate(currency, str(per_euro))
    for product, amount, currency, pairs, kind in offers:
        make_offer(products[product], str(amount), currency=currency, pairs=pairs, price_kind=kind)


class TestAnyPrices:
    @FEWER
    @given(rates=rates, offers=offers)
    @example(rates={"USD": "1.0705"}, offers=[(0, "10.71", "USD", 1, "street"), (0, "10", "EUR", 1, "street")])
    @example(rates={"JPY": "90000", "USD": "0.00001"}, offers=[(0, "9999999.99", "USD", 1, "street")])
    def test_are_told_the_same_four_times(
        self, rates: dict[str, Any], offers: list[tuple[Any, ...]], products: list[Product]
    ) -> None:
        store(products, rates, offers)
        index, world = build(), BruteForce()
        kept, told = Rates.stored(), {s.product.pk: s.prices for s in world.subjects}
        assert set(index.vocabulary.currencies) == {"EUR", *rates, *(offer[2] for offer in offers)}
        for currency in index.vocabulary.currencies:
            expected = {pk: prices[currency] for pk, prices in told.items() if currency in prices}
            assert in_index(index, currency) == expected
            assert in_sql(currency, kept) == expected
            assert by_rule(products, currency, kept) == expected

    @FEWER
    @given(rates=rates, offers=offers, currency=st.sampled_from(CURRENCIES))
    def test_are_shown_wherever_one_was_seen(
        self, rates: dict[str, Any], offers: list[tuple[Any, ...]], currency: str, products: list[Product]
    ) -> None:
        store(products, rates, offers)
        for product in products:
            usable = [offer for offer in product.offers.all() if offer.price_kind != "struck_out"]
            assert (price_of(usable, currency, Rates.stored()) is None) is (not usable)


def in_index(index: Any, currency: str) -> dict[int, Decimal]:
    """Prices by product as the index holds them."""
    found = {}
    for place, pk in enumerate(index.ids):
        low, _high = index.prices[currency].ends(1 << place)
        if low is not None:
            found[pk] = low
    return found


def in_sql(currency: str, rates: Rates) -> dict[int, Decimal]:
    """Prices by product as the database tells them."""
    rows = Product.objects.with_price(currency, rates).annotate(found=F("price_cents")).filter(found__isnull=False)
    return {pk: Decimal(cents) / 100 for pk, cents in rows.values_list("pk", "found")}


def by_rule(products: list[Product], currency: str, rates: Rates) -> dict[int, Decimal]:
    """Prices by product as each of them is shown with."""
    found = {product.pk: price_of(product.offers.all(), currency, rates) for product in products}
    return {pk: price.amount for pk, price in found.items() if price and price.currency == currency}
