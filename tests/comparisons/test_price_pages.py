"""Prices on cards, in comparisons and on the page of an insole: what is converted says so, and how old each is."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from catalogue.models import ReferenceRate
from catalogue.wording import date_text
from tests.builders import make_offer, make_product, make_rate, make_source
from tests.comparisons.list_pages import as_data
from tests.pages import Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

GREEN, FORMTHOTICS = "superfeet-green", "formthotics"


def on_card(client: Client, slug: str, query: str = "") -> str:
    """The price on a card."""
    return opened(client, f"/insoles/{query}").one("article", id=slug).one("p", class_="price").text


def on_its_page(page: Page) -> str:
    """The price beside the picture, with what explains it."""
    line = page.main.first("p", class_="price")
    assert line.parent is not None
    return " ".join(part.text for part in line.parent.children)


class TestOnACard:
    def test_a_converted_one_says_about_and_what_was_asked_and_when(self, client: Client) -> None:
        assert on_card(client, GREEN, "?q=superfeet+green") == "about 29.08 EUR (5000 JPY) seen February 2020 old"

    def test_it_is_in_the_currency_of_the_address(self, client: Client) -> None:
        assert on_card(client, GREEN, "?currency=USD&q=superfeet+green").startswith("about 31.13 USD (5000 JPY)")
        assert on_card(client, GREEN, "?currency=JPY&q=superfeet+green").startswith("5000 JPY seen")

    def test_it_is_told_in_german_too(self, client: Client) -> None:
        card = opened(client, "/de/insoles/?q=superfeet+green").one("article", id=GREEN)
        assert card.one("p", class_="price").text.startswith("etwa 29,08 EUR (5000 JPY)")

    def test_one_without_a_rate_stands_as_it_was_asked(self, client: Client) -> None:
        assert on_card(client, FORMTHOTICS, "?q=formthotics").startswith("6000 UAH seen 2026")
        assert on_card(client, FORMTHOTICS, "?currency=UAH&sort=price").startswith("6000 UAH seen 2026")

    def test_one_in_the_visitors_currency_is_exact(self, client: Client) -> None:
        make_offer(make_product(slug="testa", name="Nonesuch Z"), "19.90", seen_on=date.today().isoformat())
        said = on_card(client, "testa", "?q=nonesuch+z")
        with override("en"):
            assert said == f"19.90 EUR seen {date_text(date.today().isoformat())}"

    def test_an_old_one_is_marked(self, client: Client) -> None:
        long_ago = (date.today() - timedelta(days=100)).isoformat()
        make_offer(make_product(slug="testa", name="Nonesuch Z"), "19.90", seen_on=long_ago)
        assert on_card(client, "testa", "?q=nonesuch+z").endswith(" old")

    def test_one_without_a_date_says_so(self, client: Client) -> None:
        make_offer(make_product(slug="testa", name="Nonesuch Z"), "19.90", seen_on="")
        assert on_card(client, "testa", "?q=nonesuch+z") == "19.90 EUR date not stated"

    def test_without_an_offer_none_was_seen(self, client: Client) -> None:
        assert on_card(client, "relaxed-feet", "?q=relaxed+feet") == "No price seen"


class TestTheFilter:
    def test_it_says_what_happens_to_other_currencies_and_where_the_rates_stand(self, client: Client) -> None:
        facet = opened(client, "/insoles/").one("input", name="price_min").around("fieldset")
        assert "Prices in other currencies are converted by reference rates and marked “about”." in facet.text
        assert "/method/#prices" in facet.links()

    def test_it_says_where_a_currency_stands_alone(self, client: Client) -> None:
        facet = opened(client, "/insoles/?currency=UAH").one("input", name="price_min").around("fieldset")
        assert "Only prices in this currency: no reference rate is kept for it." in facet.text
        assert "converted" not in facet.text

    def test_it_counts_every_price_that_can_be_told(self, client: Client) -> None:
        def unpriced(query: str) -> int:
            facets = as_data(client, f"/insoles/{query}")["facets"]
            return int(next(facet for facet in facets if facet["slug"] == "price")["not_stated"]["count"])

        assert unpriced("") == unpriced("?currency=USD") == unpriced("?currency=GBP") < unpriced("?currency=UAH")


class TestOnThePageOfAnInsole:
    def test_the_rate_is_named_with_its_day_and_source(self, client: Client) -> None:
        page = opened(client, f"/insoles/{GREEN}/")
        assert on_its_page(page) == (
            "about 29.08 EUR (5000 JPY) seen February 2020 old "
            "Converted by the reference rate: 1 EUR = 171.94 JPY, June 28, 2024, European Central Bank"
        )
        assert "/sources/ecb-reference-rates-2024-06-28/" in page.main.links()

    def test_an_exact_one_names_no_rate(self, client: Client) -> None:
        make_offer(make_product(slug="testa"), "19.90", seen_on="")
        assert on_its_page(opened(client, "/insoles/testa/")) == "19.90 EUR date not stated"

    def test_one_without_a_rate_says_that_lists_do_not_count_it(self, client: Client) -> None:
        said = on_its_page(opened(client, f"/insoles/{FORMTHOTICS}/"))
        assert said.startswith("6000 UAH seen 2026")
        assert "No reference rate is kept for this currency, so lists in EUR do not count this price." in said


class TestSideBySide:
    def test_each_column_has_the_price_that_lists_show(self, client: Client) -> None:
        page = opened(client, f"/compare/?with={GREEN}&with={FORMTHOTICS}&with=relaxed-feet")
        row = page.main.one("th", scope="row", text="Price per pair").around("tr")
        assert [cell.text for cell in row.all("td")] == [
            "about 29.08 EUR (5000 JPY) seen February 2020 old",
            "6000 UAH seen 2026",
            "No price seen",
        ]

    def test_it_is_in_the_currency_of_the_address(self, client: Client) -> None:
        page = opened(client, f"/compare/?currency=USD&with={GREEN}")
        row = page.main.one("th", scope="row", text="Price per pair").around("tr")
        assert row.one("td").text.startswith("about 31.13 USD (5000 JPY)")


class TestTheRates:
    def test_all_of_them_stand_on_the_page_about_the_method(self, client: Client) -> None:
        text = opened(client, "/method/").main.text
        for rate in ReferenceRate.objects.all():
            assert f"{rate}, June 28, 2024, European Central Bank" in text

    def test_they_stand_on_the_page_of_their_source(self, client: Client) -> None:
        make_rate("HUF", "395.1", source=make_source(slug="testa-bank"))
        page = opened(client, "/sources/testa-bank/")
        assert "1 EUR = 395.1 HUF, June 28, 2024" in page.main.under("Reference rates").text

    def test_they_are_written_as_the_language_does(self, client: Client) -> None:
        assert "1 EUR = 171,94 JPY, 28. Juni 2024" in opened(client, "/de/method/").main.text
