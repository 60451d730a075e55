"""English and German: the address alone says which, and switching keeps everything else."""

import pytest
from django.test import Client
from django.utils.html import escape

from catalogue.models import Product
from tests.comparisons.list_pages import as_data, products_on, ticked
from tests.pages import PAGE_KINDS, opened, opened_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

EVERY_KIND = pytest.mark.parametrize("address", PAGE_KINDS.values(), ids=PAGE_KINDS)


class TestTheAddressSaysTheLanguage:
    @EVERY_KIND
    def test_every_page_is_there_in_both(self, client: Client, address: str) -> None:
        english, german = opened_once(client, address), opened_once(client, f"/de{address}")
        assert (english.one("html")["lang"], german.one("html")["lang"]) == ("en", "de")
        assert english.response["Content-Language"] == "en"
        assert german.response["Content-Language"] == "de"
        assert english.title != german.title or address.startswith("/sources/")

    @EVERY_KIND
    def test_each_leads_to_the_other_with_the_same_parameters(self, client: Client, address: str) -> None:
        for page, here in (
            (opened_once(client, address), address),
            (opened_once(client, f"/de{address}"), f"/de{address}"),
        ):
            links = {link["hreflang"]: link["href"] for link in page.all("a", hreflang=True)}
            assert links == {"en": address, "de": f"/de{address}"}
            assert page.one("a", hreflang=True, aria_current="true")["href"] == here
            heads = {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate")}
            assert heads == {code: f"http://testserver{link}" for code, link in links.items()}

    @EVERY_KIND
    def test_german_pages_stay_german(self, client: Client, address: str) -> None:
        page = opened_once(client, f"/de{address}")
        own = [link for link in page.links() if link.startswith("/")]
        assert own
        assert {link for link in own if not link.startswith("/de/")} == {address}
        assert all(form["action"].startswith("/de/") for form in page.all("form"))

    @pytest.mark.parametrize("header", ["de", "de-AT,de;q=0.9", "fr"])
    def test_what_the_browser_prefers_plays_no_part(self, client: Client, header: str) -> None:
        response = client.get("/", headers={"accept-language": header})
        assert response["Content-Language"] == "en"
        assert "Accept-Language" not in response.get("Vary", "")

    @EVERY_KIND
    def test_no_page_varies_by_it(self, client: Client, address: str) -> None:
        assert "accept-language" not in opened_once(client, address).response.get("Vary", "").lower()

    @pytest.mark.parametrize("address", ["/en/", "/en/insoles/", "/fr/", "/de-at/"])
    def test_no_other_language_has_addresses(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 404


class TestSwitching:
    ADDRESS = "/insoles/?arch-support=rigid&not_brand=powerstep&sort=name&with=superfeet-green&with=superfeet-blue"

    def test_keeps_filters_order_and_picked_insoles(self, client: Client) -> None:
        english = opened(client, self.ADDRESS)
        german = opened(client, english.one("a", hreflang="de")["href"])
        assert ticked(german) == ticked(english)
        assert products_on(german) == products_on(english)

    def test_finds_the_same(self, client: Client) -> None:
        assert as_data(client, self.ADDRESS)["count"] == as_data(client, f"/de{self.ADDRESS}")["count"]

    def test_redirects_stay_in_the_language(self, client: Client) -> None:
        response = client.get("/de/insoles/?sort=name&brand=superfeet")
        assert response["Location"] == "/de/insoles/?brand=superfeet&sort=name"


class TestGerman:
    def test_states_and_numbers_are_german(self, client: Client) -> None:
        assert "Nicht angegeben" in opened(client, "/de/insoles/relaxed-feet/").main.text
        with_drop = opened(client, "/de/compare/thin-cycling-insoles-measured/").main.text
        assert "," in with_drop

    def test_an_insole_keeps_its_name(self, client: Client) -> None:
        product = Product.objects.get(slug="superfeet-green")
        assert opened(client, "/de/insoles/superfeet-green/").headings("h1") == [product.name]


class TestTextsThatExistInEnglishOnly:
    def test_are_marked_as_english_on_german_pages(self, client: Client) -> None:
        product = Product.objects.get(slug="superfeet-green")
        assert not product.summary_de  # type: ignore[attr-defined]  # a column of modeltranslation
        page = client.get("/de/insoles/superfeet-green/").content.decode()
        assert f'<span lang="en">{escape(product.summary)}</span>' in page

    def test_are_not_marked_where_there_is_german(self, client: Client) -> None:
        page = client.get("/de/problems/low-back-pain/").content.decode()
        assert "Ein Knochen kann gebrochen sein." in page
        assert '<span lang="en">Noch am selben Tag' not in page

    def test_need_no_mark_on_english_pages(self, client: Client) -> None:
        assert '<span lang="en">' not in client.get("/problems/low-back-pain/").content.decode()
