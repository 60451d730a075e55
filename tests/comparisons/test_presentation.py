"""Units, shoe size and currency: fields beside every list and comparison, and what they change."""

import pytest
from django.test import Client

from catalogue.models import Feature, Offer, ReferenceRate
from tests.builders import make_product, make_shown
from tests.comparisons.list_pages import as_data, headed_count, parameters, products_on
from tests.pages import Element, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

COMPARISON = "/compare/?with=superfeet-green&with=powerstep-pulse-maxx"
PLACES = ("/insoles/", "/problems/low-back-pain/", COMPARISON, "/compare/superfeet-green-blue-black-carbon/")


def fields(page: Page) -> dict[str, Element]:
    """The fields by their names."""
    around = page.one("details", class_="show-in")
    return {field["name"]: field for field in around.all("select", "input")}


def chosen(field: Element) -> str:
    """What a list of choices has chosen, in words."""
    return field.one("option", selected=True).text


class TestTheFields:
    @pytest.mark.parametrize("address", PLACES)
    def test_units_and_size_stand_beside_every_list_and_comparison(self, client: Client, address: str) -> None:
        page = opened(client, address)
        found = fields(page)
        assert {"units", "size"} <= set(found)
        for field in found.values():
            assert page.one("label", for_=field["id"]).text
            form = page.one("form", id=field["form"])
            assert form.get("method") == "get"
            assert not form.all("input", type="hidden", name=field["name"])

    @pytest.mark.parametrize("address", PLACES)
    def test_a_button_sends_them_where_no_script_does(self, client: Client, address: str) -> None:
        page = opened(client, address)
        around = page.one("details", class_="show-in")
        assert around.one("button", type="submit")["form"] == fields(page)["units"]["form"]

    def test_the_default_is_a_value_without_a_word_in_the_address(self, client: Client) -> None:
        found = fields(opened(client, "/insoles/"))
        assert [option["value"] for option in found["units"].all("option")] == ["", "imperial"]
        assert found["currency"].one("option", text="EUR")["value"] == ""
        assert (
            client.get("/insoles/?units=&size=&currency=&form=full-length")["Location"] == "/insoles/?form=full-length"
        )

    def test_they_show_what_is_in_force(self, client: Client) -> None:
        page = opened(client, "/insoles/?currency=USD&size=42.5&units=imperial")
        found = fields(page)
        assert (chosen(found["units"]), chosen(found["currency"])) == ("inches and ounces", "USD")
        assert found["size"]["value"] == "42.5"
        summary = page.one("details", class_="show-in").one("summary").text
        assert summary == "Shown: inches and ounces, prices in USD, size EU 42.5"

    def test_german_writes_the_size_with_a_comma_and_reads_it_so(self, client: Client) -> None:
        assert fields(opened(client, "/de/insoles/?size=42.5"))["size"]["value"] == "42,5"
        assert client.get("/de/insoles/?size=42,5")["Location"] == "/de/insoles/?size=42.5"

    def test_one_currency_leaves_no_choice(self, client: Client) -> None:
        assert "currency" in fields(opened(client, "/insoles/"))
        Offer.objects.exclude(currency="EUR").delete()
        ReferenceRate.objects.all().delete()
        page = opened(client, "/insoles/")
        assert "currency" not in fields(page)
        assert page.one("details", class_="show-in").one("summary").text == "Shown: mm and g"

    def test_a_comparison_tells_prices_in_the_currency_that_is_chosen_there(self, client: Client) -> None:
        page = opened(client, "/compare/?currency=USD&with=superfeet-green&with=powerstep-pulse-maxx")
        assert chosen(fields(page)["currency"]) == "USD"
        hidden = [(field["name"], field["value"]) for field in page.one("form", id="shown").all("input", type="hidden")]
        assert hidden == [("with", "superfeet-green"), ("with", "powerstep-pulse-maxx")]

    def test_other_forms_of_a_list_carry_them_along(self, client: Client) -> None:
        page = opened(client, "/insoles/?currency=USD&size=42&units=imperial")
        kept = {
            (field["name"], field["value"]) for field in page.one("form", class_="sort").all("input", type="hidden")
        }
        assert kept == {("currency", "USD"), ("size", "42"), ("units", "imperial")}

    def test_the_way_to_a_comparison_carries_them_along(self, client: Client) -> None:
        shown = "currency=USD&size=42&units=imperial"
        kept = {("currency", "USD"), ("size", "42"), ("units", "imperial")}
        tray = opened(client, f"/insoles/?{shown}").main.one("form", id="compare")
        adding = opened(client, f"/compare/?{shown}&with=superfeet-green").main.one("form", class_="search")
        for form in (tray, adding):
            assert kept <= {(field["name"], field["value"]) for field in form.all("input", type="hidden")}
        curated = opened(client, f"/compare/relaxed-feet-vs-euphoric-feet/?{shown}")
        assert kept <= set(parameters(curated.first("a", text="Change this selection")["href"]))

    def test_clearing_the_filters_leaves_them_alone(self, client: Client) -> None:
        page = opened(client, "/insoles/?brand=superfeet&currency=USD&size=42&units=imperial")
        assert page.first("a", text="Clear all")["href"] == "/insoles/?currency=USD&size=42&units=imperial"

    def test_where_a_professional_comes_first_the_form_carries_them(self, client: Client) -> None:
        form = opened(client, "/insoles/?problem=diabetic-foot&size=42&units=imperial").one("form", id="filters")
        kept = {(field["name"], field["value"]) for field in form.all("input", type="hidden")}
        assert {("size", "42"), ("units", "imperial")} <= kept

    def test_what_the_device_keeps_is_said_beside_the_button_that_forgets_it(self, client: Client) -> None:
        note = opened(client, "/insoles/").one("div", class_="kept")
        assert "hidden" in note.attributes
        assert "Kept on this device only." in note.text
        assert note.one("button").text == "Forget"


class TestUnits:
    def test_inches_and_ounces_change_what_is_shown_and_nothing_that_is_listed(self, client: Client) -> None:
        metric, imperial = "/insoles/?weight_max=500", "/insoles/?units=imperial&weight_max=500"
        assert products_on(opened(client, imperial)) == products_on(opened(client, metric))
        facets = [facet["max"] for facet in as_data(client, imperial)["facets"] if facet["slug"] == "weight"]
        assert facets == [facet["max"] for facet in as_data(client, metric)["facets"] if facet["slug"] == "weight"]
        assert " oz" in opened(client, imperial).one("form", id="filters").text
        assert parameters(imperial)[-1] == parameters(metric)[-1]

    def test_the_span_that_is_stated_is_said_in_the_units_chosen(self, client: Client) -> None:
        text = opened(client, "/insoles/?units=imperial").one("form", id="filters").text
        assert " in. You can also type 0.5 in." in text

    def test_a_comparison_shows_them_too(self, client: Client) -> None:
        one = make_product(name="Nonesuch heavy")
        make_shown(one, Feature.objects.get(slug="weight"), 100)
        address = f"/compare/?{{}}with={one.slug}&with=superfeet-green"
        assert "100 g" in opened(client, address.format("")).main.text
        assert "3.5 oz" in opened(client, address.format("units=imperial&")).main.text


class TestShoeSize:
    @pytest.mark.parametrize(
        ("smallest", "largest", "says"),
        [
            (36, 44, "EU 42: offered"),
            (42, 42, "EU 42: offered"),
            (36, 41, "EU 42: not offered"),
            (43, None, "EU 42: not offered"),
            (36, None, "EU 42: not stated"),
            (None, 44, "EU 42: not stated"),
            (None, None, "EU 42: not stated"),
        ],
    )
    def test_each_insole_says_whether_it_is_offered_in_it(
        self, client: Client, smallest: int | None, largest: int | None, says: str
    ) -> None:
        product = make_product(name="Nonesuch sized")
        for slug, number in (("sizes-from", smallest), ("sizes-to", largest)):
            if number is not None:
                make_shown(product, Feature.objects.get(slug=slug), number)
        for view in ("", "&view=table"):
            assert says in opened(client, f"/insoles/?q=Nonesuch+sized&size=42{view}").main.text
        compared = f"/compare/?size=42&with=superfeet-green&with={product.slug}"
        assert says in opened(client, compared).one("table").text

    def test_it_filters_nothing(self, client: Client) -> None:
        assert headed_count(opened(client, "/insoles/?size=42")) == headed_count(opened(client, "/insoles/"))
        assert products_on(opened(client, "/insoles/?size=42")) == products_on(opened(client, "/insoles/"))

    def test_without_one_nothing_is_said(self, client: Client) -> None:
        assert "EU 42:" not in opened(client, "/insoles/").main.text
        assert "Your shoe size" not in opened(client, COMPARISON).main.text
