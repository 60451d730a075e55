"""Whether an insole goes into a shoe: what it adds under the foot, where it lies, which sizes it comes in."""

from decimal import Decimal

import pytest
from django.test import Client

from catalogue.insole_page.fit import difference_text, ways_to_wear
from catalogue.models import Feature, Product
from tests.builders import make_product, make_shown
from tests.pages import Element, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


def insole(**values: str | float) -> Product:
    """An insole that shows these values; lines stand for hyphens."""
    product = make_product(slug="testa")
    for slug, value in values.items():
        make_shown(product, Feature.objects.get(slug=slug.replace("_", "-")), value)
    return product


def fit(client: Client, query: str = "", slug: str = "testa") -> Element:
    """That part of its page."""
    return opened(client, f"/insoles/{slug}/{query}").main.one("section", id="fit")


def added(client: Client, query: str) -> list[str]:
    """What it says of heel and forefoot."""
    section = fit(client, query).under("What it adds under the foot")
    return [part.one("dd").text for part in section.one("dl").children]


class TestInPlaceOfTheShoesOwn:
    def test_it_adds_what_it_is_thicker(self, client: Client) -> None:
        insole(thickness_heel=7, thickness_forefoot=4, placement="replaces")
        heel, forefoot = added(client, "?stock=4")
        assert heel == "It adds 3 mm: 7 mm thick, less the 4 mm that you take out."
        assert forefoot == "It changes nothing: it is as thick as what you take out, 4 mm."

    def test_it_takes_away_what_it_is_thinner(self) -> None:
        text = difference_text(Decimal("2.5"), Decimal(4))
        assert text == "It takes away 1.5 mm: 2.5 mm thick, less the 4 mm that you take out."

    def test_one_that_needs_a_removable_insole_replaces_it(self, client: Client) -> None:
        insole(thickness_heel=7, needs_removable_insole="yes")
        assert "take that one out first" in fit(client).text
        assert added(client, "?stock=4")[0].startswith("It adds 3 mm:")

    def test_it_asks_where_the_visitor_did_not_say(self, client: Client) -> None:
        insole(thickness_heel=7, placement="replaces")
        assert added(client, "")[0] == "It is 7 mm thick. Say above how thick your shoe’s own insole is."


class TestBesideTheShoesOwn:
    @pytest.mark.parametrize(
        ("placement", "where"), [("on-top", "on top"), ("underneath", "under the insole"), ("stuck-in", "stuck into")]
    )
    def test_it_adds_all_of_it_whatever_the_shoe_has(self, client: Client, placement: str, where: str) -> None:
        insole(thickness_heel=7, placement=placement)
        assert where in fit(client).text
        for query in ("", "?stock=4"):
            assert added(client, query)[0] == "It adds 7 mm, all of its thickness."


class TestWhereNobodySays:
    def test_where_it_lies_both_ways_are_told(self, client: Client) -> None:
        insole(thickness_heel=7)
        assert (
            "No source we read says for sure whether the insole that came with the shoe has to come out"
            in fit(client).text
        )
        assert added(client, "?stock=4")[0] == (
            "In place of the shoe’s own insole: It adds 3 mm: 7 mm thick, less the 4 mm that you take out. "
            "On top of it: It adds 7 mm, all of its thickness."
        )

    def test_how_thick_it_is_at_one_place_nothing_is_worked_out_there(self, client: Client) -> None:
        insole(thickness_heel=7)
        assert added(client, "?stock=4")[1] == "How thick it is there is not stated, so nothing can be worked out."

    def test_how_thick_it_is_at_all_nothing_is_asked_either(self, client: Client) -> None:
        found = fit(client, slug="relaxed-feet")
        assert "No source we read states how thick it is" in found.text
        assert not found.all("input", id="stock")

    def test_one_that_does_not_reach_the_toes_says_so(self, client: Client) -> None:
        insole(form="heel-cup", thickness_heel=7)
        assert added(client, "?stock=4")[1] == "It does not reach there."


class TestWhereSourcesDisagree:
    def placed(self, *placements: str) -> None:
        make_shown(insole(thickness_heel=7), Feature.objects.get(slug="placement"), *placements)

    def test_whether_it_replaces_the_shoes_own_both_ways_are_told(self, client: Client) -> None:
        self.placed("replaces", "on-top")
        assert "On top of it:" in added(client, "?stock=4")[0]

    def test_only_where_it_lies_beside_it_adds_all_of_it(self, client: Client) -> None:
        self.placed("underneath", "on-top")
        assert "The insole that came with the shoe stays in." in fit(client).text
        assert added(client, "?stock=4")[0] == "It adds 7 mm, all of its thickness."


class TestWhatIsTyped:
    @pytest.mark.parametrize("typed", ["4", "4,0", "4 mm", "0.4 cm", "0,15748 in"])
    def test_is_understood_as_on_lists(self, client: Client, typed: str) -> None:
        answer = client.get("/insoles/currex-bikepro/", {"stock": typed}, follow=True)
        assert answer.redirect_chain[-1:] in ([], [("/insoles/currex-bikepro/?stock=4", 302)])

    def test_and_what_comes_of_it_is_in_the_visitors_units(self, client: Client) -> None:
        insole(thickness_heel=7, placement="replaces")
        assert added(client, "?stock=4&units=imperial")[0].startswith(
            "It adds 0.12 in: 0.28 in thick, less the 0.16 in"
        )

    def test_nothing_at_all_is_a_thickness_too(self) -> None:
        [way] = ways_to_wear(Decimal(7), replaces=True, stock=Decimal(0))
        assert way.text.startswith("It adds 7 mm:")


class TestSizes:
    @pytest.mark.parametrize(
        ("size", "said"), [("38", "EU 38: offered"), ("47", "EU 47: not offered"), ("35.5", "EU 35.5: offered")]
    )
    def test_the_visitors_is_marked(self, client: Client, size: str, said: str) -> None:
        insole(sizes_from=35, sizes_to=46)
        assert said in fit(client, f"?size={size}").under("Sizes").text

    def test_what_is_stated_stands_with_who_says_it(self, client: Client) -> None:
        section = fit(client, slug="salton-winter").under("Sizes")
        for said in ("EU 34", "EU 44", "the page does not name the size system", "Trim to fit", "maker"):
            assert said in section.text

    def test_where_none_is_stated_it_says_so(self, client: Client) -> None:
        section = fit(client, "?size=42", slug="relaxed-feet").under("Sizes")
        assert "No source we read states the sizes." in section.text
        assert "EU 42: not stated" in section.text

    def test_the_table_says_that_it_is_general_and_how_it_is_made(self, client: Client) -> None:
        table = fit(client, slug="relaxed-feet").one("details", class_="sizes")
        assert "This table is general" in table.text
        assert "3 times its length in inches, less 25" in table.text
        assert [cell.text for cell in table.one("thead").all("th")] == ["EU", "UK", "US women", "US men", "Foot, about"]
        rows = {line.one("th").text: [cell.text for cell in line.all("td")] for line in table.one("tbody").all("tr")}
        assert rows["42"] == ["8", "10.5", "9", "265 mm"]

    def test_the_visitors_row_is_marked_in_words(self, client: Client) -> None:
        table = fit(client, "?size=42.5", slug="relaxed-feet").one("details", class_="sizes")
        assert [line.one("th").text for line in table.all("tr", class_="own-size")] == ["42.5 yours"]


def test_which_shoes_it_is_for_stands_there_too(client: Client) -> None:
    insole(footwear="ski")
    assert "Ski and snowboard" in fit(client).one("dl", class_="said-facts").text
