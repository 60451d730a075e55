"""Insoles like one, as they stand on its page and on the comparison of one: told in words, explained, and never its brand alone."""

import pytest
from django.test import Client

from catalogue.models import Brand, Feature, Product
from tests.builders import make_brand, make_feature, make_product, make_shown
from tests.pages import Element, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

GREEN = "superfeet-green"
PLACES = {
    "on its page": (f"/insoles/{GREEN}/", "Similar insoles", 4),
    "compared with none": (f"/compare/?with={GREEN}", "With which other insole?", 6),
}


def cards(client: Client, address: str, heading: str) -> list[Element]:
    """The insoles named under a heading."""
    return opened(client, address).main.under(heading).all("article")


def made_up(name: str, brand: str, *values: str, **fields: str) -> Product:
    """An insole that shows these values of made-up features, and nothing else."""
    owner = Brand.objects.filter(slug=brand).first() or make_brand(slug=brand, name=brand.capitalize())
    product = make_product(slug=name, name=name.capitalize(), brand=owner, **fields)
    for feature, value in zip(
        Feature.objects.filter(slug__startswith="made-up").order_by("position"), values, strict=False
    ):
        make_shown(product, feature, value)
    return product


@pytest.fixture
def features() -> None:
    """Three features that no real insole has."""
    make_feature("made-up-a", position=900, name_de="Erfundenes A")
    make_feature("made-up-b", position=901, name_de="Erfundenes B")
    make_feature(
        "made-up-c",
        position=902,
        is_ordered=True,
        more_en="bouncier",
        less_en="duller",
        more_de="federnder",
        name_de="Erfundenes C",
    )


@pytest.mark.parametrize("place", PLACES)
class TestInBothPlaces:
    def test_as_many_are_named_as_there_is_room_for(self, client: Client, place: str) -> None:
        address, heading, most = PLACES[place]
        assert len(cards(client, address, heading)) == most

    def test_each_is_drawn_and_leads_to_its_page_and_to_the_comparison_of_the_two(
        self, client: Client, place: str
    ) -> None:
        address, heading, _most = PLACES[place]
        for card in cards(client, address, heading):
            own, both = card.links()
            slug = own.split("/")[2]
            assert own == f"/insoles/{slug}/"
            assert both == f"/compare/?with={GREEN}&with={slug}"
            assert card.one("svg", aria_hidden="true")
            assert card.first("p").text == Product.objects.get(slug=slug).brand.name

    def test_each_is_told_against_the_insole(self, client: Client, place: str) -> None:
        address, heading, _most = PLACES[place]
        for card in cards(client, address, heading):
            told = card.all("li")
            if told:
                assert "Like Superfeet GREEN, but:" in card.text
                assert len(told) <= 2
            else:
                assert "Nothing that is stated of both differs." in card.text

    def test_they_are_never_of_its_brand_alone(self, client: Client, place: str) -> None:
        address, heading, most = PLACES[place]
        brands = [card.first("p").text for card in cards(client, address, heading)]
        assert max(map(brands.count, brands)) <= most / 2
        assert set(brands) != {"Superfeet"}

    def test_how_they_are_found_is_explained(self, client: Client, place: str) -> None:
        address, heading, most = PLACES[place]
        section = opened(client, address).main.under(heading)
        assert f"The nearest by what is stated of both; at most {most // 2} of one brand." in section.text
        assert section.one("a", text="How likeness is worked out")["href"] == "/method/#likeness"

    def test_in_german_links_stay_german(self, client: Client, place: str) -> None:
        address, _heading, most = PLACES[place]
        page = opened(client, f"/de{address}")
        found = [card for card in page.main.all("article") if card.all("a", rel="nofollow")]
        assert len(found) == most
        assert all(link.startswith("/de/") for card in found for link in card.links())
        assert page.main.all("a", href="/de/method/#likeness")


class TestWords:
    def similar(self, client: Client, slug: str, prefix: str = "") -> Element:
        """The last section of an insole's page, where those like it are."""
        return opened(client, f"{prefix}/insoles/{slug}/").main.one("section", id="alternatives")

    @pytest.mark.usefixtures("features")
    def test_the_difference_is_said_with_how_much_is_the_same(self, client: Client) -> None:
        made_up("one", "testa", "low", "low", "low")
        made_up("other", "balbala", "low", "low", "medium")
        [card] = self.similar(client, "one").all("article")
        assert [line.text for line in card.all("li")] == ["bouncier (Medium instead of Low)"]
        assert "Like Testa One, but:" in card.text
        assert "2 values stated of both are the same." in card.text

    @pytest.mark.usefixtures("features")
    def test_in_german_the_words_of_features_are_german(self, client: Client) -> None:
        made_up("one", "testa", "low", "low", "low")
        made_up("other", "balbala", "low", "low", "medium")
        [card] = self.similar(client, "one", "/de").all("article")
        assert [line.text.split()[0] for line in card.all("li")] == ["federnder"]

    @pytest.mark.usefixtures("features")
    def test_more_differences_than_told_are_counted(self, client: Client) -> None:
        for number in range(4):
            make_feature(f"made-up-same-{number}", position=800 + number)
        made_up("one", "testa", "low", "low", "low", "low", "low", "low", "low")
        made_up("other", "balbala", "low", "low", "low", "low", "high", "high", "medium")
        [card] = self.similar(client, "one").all("article")
        assert len(card.all("li")) == 2
        assert "and 1 more difference" in card.text

    @pytest.mark.usefixtures("features")
    def test_where_nothing_differs_what_is_stated_of_one_only_is_said(self, client: Client) -> None:
        made_up("one", "testa", "low", "low")
        made_up("other", "balbala", "low", "low", "medium")
        [card] = self.similar(client, "one").all("article")
        assert "Nothing that is stated of both differs." in card.text
        assert "2 values stated of both are the same." in card.text
        assert "Stated of this one only: Made up c: Medium" in card.text
        [back] = self.similar(client, "other").all("article")
        assert "Stated of Balbala Other only: Made up c: Medium" in back.text

    @pytest.mark.usefixtures("features")
    def test_where_no_other_brand_has_one_that_is_said(self, client: Client) -> None:
        made_up("one", "testa", "low", "low")
        made_up("other", "testa", "low", "low")
        section = self.similar(client, "one")
        assert len(section.all("article")) == 1
        assert "No insole of another brand is known to be like it: these are by Testa too." in section.text

    @pytest.mark.usefixtures("features")
    def test_where_none_is_like_it_that_is_said(self, client: Client) -> None:
        made_up("one", "testa", "low", "low")
        section = self.similar(client, "one")
        assert not section.all("article")
        assert "No other insole is known to be like it." in section.text

    @pytest.mark.usefixtures("features")
    def test_where_too_little_is_known_no_likeness_is_made_up(self, client: Client) -> None:
        made_up("one", "testa", "low")
        made_up("other", "balbala", "low", "low")
        section = self.similar(client, "one")
        assert not section.all("article")
        assert "Too little is known of it to name others like it." in section.text

    @pytest.mark.usefixtures("features")
    def test_a_line_and_one_no_longer_made_say_so(self, client: Client) -> None:
        made_up("one", "testa", "low", "low")
        made_up("other", "balbala", "low", "low", level="line")
        Product.objects.filter(slug="other").update(is_discontinued=True)
        [card] = self.similar(client, "one").all("article")
        assert {"Product line", "Discontinued"} <= {tag.text for tag in card.all("span", class_="tag")}


class TestTheComparisonOfOne:
    def test_units_are_those_of_the_visitor(self, client: Client) -> None:
        weight = make_feature("made-up-weight", kind="number", unit="g", position=899, more_en="heavier", is_core=True)
        same = [make_feature(f"made-up-{letter}", position=900 + place) for place, letter in enumerate("ab")]
        for name, grams in (("one", 100), ("other", 150)):
            product = made_up(name, name)
            make_shown(product, weight, grams)
            for feature in same:
                make_shown(product, feature, "low")
        third = made_up("third", "third")
        make_shown(third, weight, 400)
        [card] = cards(client, "/compare/?units=imperial&with=one", "With which other insole?")
        assert [line.text for line in card.all("li")] == ["1.8 oz heavier"]
        assert card.links()[-1] == "/compare/?units=imperial&with=one&with=other"

    def test_a_problem_is_carried_along_and_changes_nothing_else(self, client: Client) -> None:
        heading = "With which other insole?"
        plain = cards(client, f"/compare/?with={GREEN}", heading)
        chosen = cards(client, f"/compare/?problem=flat-feet&with={GREEN}", heading)
        assert [card.text for card in chosen] == [card.text for card in plain]
        assert all(link.startswith("/compare/?problem=flat-feet&") for link in (card.links()[-1] for card in chosen))


def test_the_method_says_how_likeness_is_worked_out(client: Client) -> None:
    text = opened(client, "/method/").main.one("h2", id="likeness").around("div").text
    assert "Only what is stated of both counts" in text
    assert "Price never counts" in text
