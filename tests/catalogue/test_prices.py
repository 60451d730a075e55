"""Which price an insole is shown with, what is converted for it, and how old it is."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F

from catalogue.models import Offer, Price, Product, Rates, ReferenceRate, price_of
from catalogue.models.prices import one_pair
from tests.builders import make_offer, make_product, make_rate

# Two dollars, half a pound and 160 yen for one euro.
RATES = Rates(
    {
        code: ReferenceRate(currency=code, per_euro=Decimal(worth))
        for code, worth in (("USD", "2"), ("GBP", "0.5"), ("JPY", "160"))
    }
)


def seen(amount: float | str, currency: str = "EUR", **fields: Any) -> Offer:
    """A price asked for one pair, stored nowhere."""
    defaults = {"pairs": 1, "price_kind": "street", "seen_on": "2026-11"}
    return Offer(amount=Decimal(str(amount)), currency=currency, **{**defaults, **fields})


def price(*offers: Offer, currency: str = "EUR", rates: Rates = RATES) -> Price:
    """The price shown."""
    found = price_of(offers, currency, rates)
    assert found is not None
    return found


class TestThePriceShown:
    def test_is_the_lowest_asked(self) -> None:
        assert price(seen(30), seen(20)).amount == 20

    def test_is_one_asked_before_any_list_price(self) -> None:
        assert price(seen(10, price_kind="list"), seen(30)).amount == 30

    def test_is_the_lowest_list_price_where_none_is_asked(self) -> None:
        assert price(seen(30, price_kind="list"), seen(20, price_kind="list")).amount == 20

    def test_is_never_a_struck_out_price(self) -> None:
        assert price_of([seen(5, price_kind="struck_out")], "EUR", RATES) is None
        assert price_of([seen(5, "UAH", price_kind="struck_out")], "EUR", RATES) is None

    def test_is_none_without_offers(self) -> None:
        assert price_of([], "EUR", RATES) is None

    def test_is_that_of_one_pair(self) -> None:
        assert price(seen(15), seen(30, pairs=3)).amount == 10

    def test_counts_an_undated_and_an_old_offer_too(self) -> None:
        assert price(seen(20, seen_on=""), seen(30)).amount == 20
        assert price(seen(20, seen_on="2008"), seen(30)).amount == 20


class TestAnotherCurrency:
    def test_is_converted_by_the_euro(self) -> None:
        assert price(seen(30, "USD")).amount == 15
        assert price(seen(30), currency="USD").amount == 60
        assert price(seen(30, "USD"), currency="GBP").amount == Decimal("7.5")

    def test_is_about_and_its_own_is_exact(self) -> None:
        assert price(seen(30, "USD")).is_about
        assert not price(seen(30, "USD"), currency="USD").is_about
        assert not price(seen(30)).is_about

    def test_names_the_rates_it_was_converted_by(self) -> None:
        def used(*offers: Offer, currency: str) -> list[str]:
            return [rate.currency for rate in price(*offers, currency=currency).rates]

        assert used(seen(30, "USD"), currency="EUR") == ["USD"]
        assert used(seen(30), currency="USD") == ["USD"]
        assert used(seen(30, "USD"), currency="GBP") == ["USD", "GBP"]
        assert used(seen(30, "USD"), currency="USD") == []

    def test_wins_where_it_is_lower_once_converted(self) -> None:
        dollars = seen(30, "USD")
        assert price(dollars, seen(16)).offer is dollars
        assert price(dollars, seen(14)).amount == 14

    def test_does_not_win_where_it_is_the_same(self) -> None:
        euros = seen(15)
        for offers in ((seen(30, "USD"), euros), (euros, seen(30, "USD"))):
            assert price(*offers).offer is euros

    def test_keeps_what_was_asked_before_any_list_price(self) -> None:
        assert price(seen(10, price_kind="list"), seen(60, "USD")).amount == 30

    @pytest.mark.parametrize(
        ("amount", "pairs", "told"),
        [("0.01", 1, "0.01"), ("0.03", 1, "0.02"), ("0.02", 3, "0.00"), ("0.03", 3, "0.01"), ("25.01", 1, "12.51")],
    )
    def test_is_rounded_once_half_a_hundredth_up(self, amount: str, pairs: int, told: str) -> None:
        assert price(seen(amount, "USD", pairs=pairs)).amount == Decimal(told)

    def test_without_a_rate_counts_only_when_it_is_chosen(self) -> None:
        assert price(seen(1, "UAH"), seen(30)).amount == 30
        found = price(seen(6000, "UAH"), seen(1), currency="UAH")
        assert (found.amount, found.currency, found.is_about) == (Decimal(6000), "UAH", False)

    def test_that_cannot_be_told_is_shown_as_it_was_asked(self) -> None:
        found = price(seen(6000, "UAH", price_kind="list"), seen(7000, "UAH", pairs=2))
        assert (found.amount, found.currency, found.is_about, found.rates) == (Decimal(3500), "UAH", False, ())

    def test_that_most_offers_are_in_is_shown_where_none_can_be_told(self) -> None:
        offers = [seen(1, "CHF"), seen(9, "UAH"), seen(8, "UAH")]
        assert price(*offers).amount == 8
        assert price(*offers[:2]).currency == "CHF"
        assert price(seen(9, "USD"), seen(8), rates=Rates(), currency="JPY").currency == "EUR"


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
    def test_is_more_than_ninety_days_or_unknown(self, seen_on: str, *, is_old: bool) -> None:
        assert seen(10, seen_on=seen_on).is_old(self.TODAY) is is_old


class TestOnePair:
    @pytest.mark.parametrize(
        ("amount", "pairs", "one"), [("10", 1, "10.00"), ("10", 3, "3.33"), ("25.01", 2, "12.51"), ("0", 2, "0.00")]
    )
    def test_costs_a_part_to_the_hundredth_half_of_one_up(self, amount: str, pairs: int, one: str) -> None:
        assert one_pair(Decimal(amount), pairs) == Decimal(one)


@pytest.mark.django_db
class TestTheDatabase:
    """It tells the same prices."""

    @pytest.fixture
    def product(self) -> Product:
        return make_product()

    @pytest.mark.parametrize("pairs", [1, 2, 3, 7, 32767])
    @pytest.mark.parametrize("amount", ["0", "0.01", "25.01", "9999999.99"])
    @pytest.mark.parametrize(("asked", "told"), [("USD", "VND"), ("VND", "USD"), ("EUR", "VND"), ("VND", "VND")])
    def test_to_the_hundredth(self, product: Product, amount: str, pairs: int, asked: str, told: str) -> None:
        make_rate("USD", "0.00001")
        make_rate("VND", "90000")
        rates = Rates.stored()
        offer = make_offer(product, amount, pairs=pairs, currency=asked)
        [(cents,)] = Offer.objects.best_first(told, rates).annotate(found=F("cents")).values_list("found")
        assert Decimal(cents) / 100 == price(offer, currency=told, rates=rates).amount

    def test_in_the_same_order(self, product: Product) -> None:
        make_rate()
        make_offer(product, 5, price_kind="list")
        make_offer(product, 1, price_kind="struck_out")
        make_offer(product, 1, currency="UAH")
        make_offer(product, 11)
        make_offer(product, 20, currency="USD")
        ranked = Offer.objects.best_first("EUR", Rates.stored()).values_list("amount", flat=True)
        assert list(ranked) == [20, 11, 5]

    def test_each_product_comes_with_what_its_offers_ask(self, product: Product) -> None:
        make_offer(product, 10, pairs=2)
        make_offer(product, 20, currency="USD", price_kind="list", seen_on="")
        bare = make_product()
        found = Product.objects.with_brand().each_with_offers()
        assert [row for row, _ in found] == [product, bare]
        asked = [[(o.amount, o.currency, o.pairs, o.price_kind, o.seen_on) for o in offers] for _, offers in found]
        assert sorted(asked[0]) == [
            (Decimal(10), "EUR", 2, "street", "2026-11"),
            (Decimal(20), "USD", 1, "list", ""),
        ]
        assert asked[1] == []
