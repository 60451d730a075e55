"""The empty form for what a visitor wears: asked for by a script, so that the pages of comparisons carry none of it."""

import json

import pytest
from django.test import Client
from django.utils import translation

from catalogue.models import Feature
from tests.builders import make_comparison, make_product
from tests.pages import Element, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

FORM = "/compare/own/form/"
PAIR = "/compare/?with=superfeet-green&with=powerstep-pulse-maxx"


def asked(page: Page) -> dict[str, Element]:
    """The fields by feature."""
    return {field["data-feature"]: field for field in page.all("input", "select", data_feature=True)}


def offered(field: Element) -> list[tuple[str, str]]:
    """The choices of a field with their places on the scale."""
    return [(option["value"], option.get("data-place")) for option in field.all("option")]


class TestTheFields:
    @pytest.mark.parametrize(
        ("prefix", "labels"),
        [
            ("", ["Thickness at the heel (mm)", "Thickness at the forefoot (mm)", "Arch height", "Length and form"]),
            ("/de", ["Dicke an der Ferse (mm)", "Dicke am Vorfuß (mm)", "Gewölbehöhe", "Länge und Form"]),
        ],
    )
    def test_are_named_as_everywhere_and_explained(self, client: Client, prefix: str, labels: list[str]) -> None:
        page = opened(client, prefix + FORM)
        fields = asked(page)
        assert list(fields) == ["thickness-heel", "thickness-forefoot", "arch-height", "form"]
        assert [page.one("label", for_=field["id"]).text for field in fields.values()] == labels
        for slug, field in fields.items():
            with translation.override("de" if prefix else "en"):
                explanation = str(Feature.objects.get(slug=slug).explanation)
            assert page.one("span", id=field["aria-describedby"]).text == explanation

    def test_the_name_is_short(self, client: Client) -> None:
        page = opened(client, FORM)
        assert page.one("input", id="own-name")["maxlength"] == "40"
        assert page.one("label", for_="own-name")

    def test_of_a_scale_only_what_has_a_place_on_it_can_be_chosen(self, client: Client) -> None:
        assert offered(asked(opened(client, FORM))["arch-height"]) == [
            ("", ""),
            ("low", "1"),
            ("medium", "2"),
            ("high", "3"),
        ]

    def test_a_feature_without_a_scale_offers_every_choice_and_no_place(self, client: Client) -> None:
        choices = Feature.objects.get(slug="form").choices.values_list("slug", flat=True)
        assert offered(asked(opened(client, FORM))["form"]) == [("", ""), *((slug, "") for slug in choices)]

    def test_what_the_catalogue_lacks_is_left_out(self, client: Client) -> None:
        Feature.objects.filter(slug="form").update(slug="made-up-form")
        Feature.objects.filter(slug="thickness-heel").update(unit="g")
        assert list(asked(opened(client, FORM))) == ["thickness-forefoot", "arch-height"]


class TestTheWords:
    @pytest.mark.parametrize(
        ("slug", "more", "less"),
        [
            (
                "thickness-heel",
                "{amount} thicker at the heel than yours",
                "{amount} thinner at the heel than yours",
            ),
            ("arch-height", "higher arch than in yours", "lower arch than in yours"),
        ],
    )
    def test_for_a_difference_are_those_of_the_feature(self, client: Client, slug: str, more: str, less: str) -> None:
        field = asked(opened(client, FORM))[slug]
        assert (field["data-more"], field["data-less"]) == (more, less)

    def test_a_number_without_words_is_more_or_less(self, client: Client) -> None:
        Feature.objects.filter(slug="thickness-heel").update(more_en="", less_en="")
        field = asked(opened(client, FORM))["thickness-heel"]
        assert (field["data-more"], field["data-less"]) == ("{amount} more than yours", "{amount} less than yours")

    def test_a_scale_without_words_has_no_places(self, client: Client) -> None:
        Feature.objects.filter(slug="arch-height").update(more_en="", less_en="")
        field = asked(opened(client, FORM))["arch-height"]
        assert {place for _slug, place in offered(field)} == {""}
        assert field["data-other"] == "different from yours"

    @pytest.mark.parametrize(
        ("query", "unit", "plain", "example", "most"),
        [("", "mm", 1, "4.5 mm", "100 mm"), ("?units=imperial", "in", 25.4, "0.2 in", "3.94 in")],
    )
    def test_units_are_the_visitors(
        self, client: Client, query: str, unit: str, plain: float, example: str, most: str
    ) -> None:
        page = opened(client, FORM + query)
        form = page.one("form")
        spellings = json.loads(form["data-spellings"])
        assert form["data-unit"] == unit
        assert (spellings[""], spellings["cm"], spellings['"']) == (plain, 10, 25.4)
        assert page.one("label", for_="own-thickness-heel").text == f"Thickness at the heel ({unit})"
        assert example in form["data-unread"]
        assert f"more than {most}" in form["data-too-much"]
        assert form["data-most"] == "100"

    def test_german_numbers_have_a_comma(self, client: Client) -> None:
        assert "4,5 mm" in opened(client, f"/de{FORM}").one("form")["data-unread"]


class TestPrivacy:
    def test_nothing_that_is_typed_could_be_sent(self, client: Client) -> None:
        page = opened(client, FORM)
        assert page.one("form")["method"] == "dialog"
        assert not page.all(name=True)
        assert not page.all(action=True)

    def test_the_answer_sets_no_cookie_and_is_not_for_search_engines(self, client: Client) -> None:
        response = client.get(FORM)
        assert not response.cookies
        assert response["X-Robots-Tag"] == "noindex"

    @pytest.mark.parametrize("query", ["?units=nautical", "?units=", "?thickness-heel=3"])
    def test_whatever_else_is_asked_is_the_same_form(self, client: Client, query: str) -> None:
        assert client.get(FORM + query).content == client.get(FORM).content


class TestTheComparison:
    @pytest.mark.parametrize("prefix", ["", "/de"])
    @pytest.mark.parametrize("address", [PAIR, "/compare/superfeet-green-blue-black-carbon/"])
    def test_names_where_the_form_is_and_nothing_more(self, client: Client, address: str, prefix: str) -> None:
        page = opened(client, prefix + address)
        assert page.one("div", data_own=True)["data-own"] == prefix + FORM
        assert page.one("script", src="/static/catalogue/own_insole.js")["type"] == "module"
        assert not page.all(class_="own-form")
        assert "Add what you wear now" not in page.text

    def test_asks_for_inches_where_it_shows_them(self, client: Client) -> None:
        page = opened(client, PAIR.replace("?", "?units=imperial&"))
        assert page.one("div", data_own=True)["data-own"] == f"{FORM}?units=imperial"

    def test_without_a_table_has_neither(self, client: Client) -> None:
        for address in ("/compare/", f"/compare/?problem=diabetic-foot&{PAIR.partition('?')[2]}"):
            assert not opened(client, address).all("div", data_own=True)

    def test_none_by_an_editor_can_take_the_address(self, client: Client) -> None:
        make_comparison(make_product(), make_product(), slug="own")
        assert opened(client, "/compare/own/").headings("h1")
        assert asked(opened(client, FORM))
