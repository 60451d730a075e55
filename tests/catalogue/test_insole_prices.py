"""The prices on the page of an insole: each with who asked it, what for, when and where."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from catalogue.models import Offer, Product
from catalogue.wording import date_text
from tests.builders import make_offer, make_product
from tests.pages import Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


def page_of(client: Client, slug: str) -> Page:
    """The page of an insole."""
    return opened(client, f"/insoles/{slug}/")


def money(amount: Decimal) -> str:
    """An amount without needless zeros."""
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"


class TestPrices:
    def test_each_is_there_with_seller_kind_date_and_source(self, client: Client) -> None:
        product = Product.objects.published().filter(offers__isnull=False).first()
        assert product is not None
        section = page_of(client, product.slug).main.one("section", id="prices")
        offers = Offer.objects.filter(product=product).select_related("source")
        lines = section.one("tbody").all("tr")
        assert len(lines) == len(offers)
        for line, offer in zip(lines, offers, strict=True):
            for said in (offer.seller, f"{money(offer.amount)} {offer.currency}", str(offer.get_price_kind_display())):
                assert said in line.text
            assert date_text(offer.seen_on) in line.text
            assert line.all("a", href=f"/sources/{offer.source.slug}/")

    def test_one_without_a_date_says_so_and_is_old(self, client: Client) -> None:
        make_offer(make_product(slug="testa"), "19.90", seen_on="")
        page = page_of(client, "testa")
        line = page.main.one("section", id="prices").one("tbody").one("tr")
        assert "date not stated" in line.text
        assert "old" in line.text
        assert "19.90 EUR date not stated" in page.main.text

    def test_a_struck_out_one_is_shown_as_such_and_never_as_the_price(self, client: Client) -> None:
        make_offer(make_product(slug="testa"), "99.00", price_kind="struck_out")
        page = page_of(client, "testa")
        assert "struck-out price" in page.main.one("section", id="prices").text
        assert "No price seen" in page.main.text

    def test_several_pairs_are_divided(self, client: Client) -> None:
        make_offer(make_product(slug="testa"), "30.00", pairs=3)
        page = page_of(client, "testa")
        assert re.search(r"\b10(\.00)? EUR", page.main.text)
        assert "for 3 pairs" in page.main.one("section", id="prices").text

    def test_the_country_is_named_where_it_is_known(self, client: Client) -> None:
        product = make_product(slug="testa")
        make_offer(product, "19.90", country="DE")
        make_offer(product, "20.90")
        lines = page_of(client, "testa").main.one("section", id="prices").one("tbody").all("tr")
        assert [line.one("td", data_label="Country").text for line in lines] == ["DE", "not stated"]
