"""What the address of an insole's page can ask for: units, currency, shoe size, the shoe's own insole."""

from urllib.parse import parse_qsl

import pytest
from django.test import Client

from catalogue.models import Statement
from tests.builders import make_feature, make_offer, make_product, make_shown
from tests.pages import Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

BIKE = "/insoles/currex-bikepro/"
WITH = "/insoles/currex-bikepro/?with=superfeet-green"


def row_text(page: Page, feature: str) -> str:
    """What stands on the spec sheet for a feature."""
    return page.main.one("div", id=feature).text


class TestUnits:
    def test_switch_every_number_of_the_sheet(self, client: Client) -> None:
        metric, inches = opened(client, BIKE), opened(client, f"{BIKE}?units=imperial")
        assert "4 mm" in row_text(metric, "thickness-forefoot")
        assert (
            row_text(metric, "weight").count("102.77 g") == 3
        )  # the value, the statement behind it, and as it was put
        assert "0.16 in" in row_text(inches, "thickness-forefoot")
        assert row_text(inches, "weight").count("3.6 oz") == 2

    def test_switch_the_values_that_disagree_too(self, client: Client) -> None:
        product = make_product(slug="testa")
        make_shown(product, make_feature(kind="number", unit="mm", position=900), 254, 127)
        assert "Sources disagree: 10 in, 5 in" in row_text(
            opened(client, "/insoles/testa/?units=imperial"), "made-up-height"
        )

    def test_leave_what_is_stored_alone(self, client: Client) -> None:
        before = list(Statement.objects.order_by("pk").values_list("number", flat=True))
        opened(client, f"{BIKE}?units=imperial")
        assert list(Statement.objects.order_by("pk").values_list("number", flat=True)) == before

    def test_are_switched_by_the_same_control_as_on_lists(self, client: Client) -> None:
        control = opened(client, f"{BIKE}?units=imperial").main.one("details", class_="show-in")
        assert control.one("select", id="show-units").one("option", selected=True)["value"] == "imperial"
        assert "Shown: inches and ounces" in control.one("summary").text


class TestTheCurrency:
    def test_is_that_of_the_price_and_of_the_control(self, client: Client) -> None:
        page = opened(client, "/insoles/superfeet-green/?currency=USD")
        assert page.main.first("p", class_="price").text.startswith("about 31.13 USD")
        assert page.main.one("select", id="show-currency").one("option", selected=True)["value"] == "USD"

    def test_may_be_one_that_only_another_insole_is_sold_in(self, client: Client) -> None:
        make_offer(make_product(slug="testa"), "9.90", currency="XTS")
        assert "Ignored" not in opened(client, f"{BIKE}?currency=XTS").main.text


class TestTheForm:
    def test_of_the_control_carries_the_rest_along(self, client: Client) -> None:
        form = opened(client, f"{WITH}&stock=4&units=imperial").main.one("form", id="shown")
        hidden = {(field["name"], field["value"]) for field in form.all("input", type="hidden")}
        assert hidden == {("stock", "4"), ("with", "superfeet-green")}

    def test_of_the_shoe_carries_the_rest_along(self, client: Client) -> None:
        form = opened(client, f"{BIKE}?currency=USD&size=42&stock=4&units=imperial&with=superfeet-green").main.one(
            "form", class_="fit-form"
        )
        hidden = {(field["name"], field["value"]) for field in form.all("input", type="hidden")}
        assert hidden == {("currency", "USD"), ("units", "imperial"), ("with", "superfeet-green")}
        assert form.one("input", id="stock")["value"] == "4"
        assert form.one("input", id="fit-size")["value"] == "42"

    def test_sent_empty_leads_to_the_plain_address(self, client: Client) -> None:
        answer = client.get(f"{BIKE}?stock=&size=&currency=EUR&units=")
        assert (answer.status_code, answer["Location"]) == (302, BIKE)

    def test_keeps_what_is_not_its_own(self, client: Client) -> None:
        answer = client.get(f"{BIKE}?with=superfeet-green&units=metric&size=42%2C50")
        assert (answer.status_code, answer["Location"]) == (302, f"{BIKE}?size=42.5&with=superfeet-green")


class TestWaysOn:
    def test_adding_it_to_the_comparison_keeps_what_is_shown(self, client: Client) -> None:
        page = opened(client, f"{BIKE}?size=42&stock=4&units=imperial")
        pairs = parse_qsl(page.main.first("a", class_="choose")["href"].partition("?")[2])
        assert pairs == [("size", "42"), ("stock", "4"), ("units", "imperial"), ("with", "currex-bikepro")]

    def test_the_comparison_takes_along_what_it_understands(self, client: Client) -> None:
        form = opened(client, f"{WITH}&size=42&stock=4&units=imperial").main.one("form", id="compare")
        assert {field["name"]: field["value"] for field in form.all("input", type="hidden")} == {
            "size": "42",
            "units": "imperial",
            "with": "superfeet-green",
        }


class TestWhatCannotBeFollowed:
    @pytest.mark.parametrize(
        ("query", "why"),
        [
            ("units=parsec", "There is no such choice."),
            ("currency=gold", "There is no such choice."),
            ("size=big", "This is not a number."),
            ("size=420", "This must lie between 15 and 55."),
            ("stock=thick", "This is not a number in mm."),
            ("stock=-4", "This is not a number in mm."),
            ("stock=4+kg", "This is not a number in mm."),
            ("stock=400", "This must lie between 0 and 40."),
        ],
    )
    def test_is_named_with_the_reason(self, client: Client, query: str, why: str) -> None:
        page = opened(client, f"{BIKE}?{query}")
        assert f"{query.replace('+', ' ')}: {why}" in page.main.one("div", class_="notice--warn").text
        assert not page.is_for_search_engines
        assert page.canonical == BIKE

    def test_a_good_address_says_nothing_of_it(self, client: Client) -> None:
        page = opened(client, f"{BIKE}?size=42&stock=4")
        assert "Ignored in this address" not in page.main.text
        assert page.is_for_search_engines
        assert page.canonical == BIKE
