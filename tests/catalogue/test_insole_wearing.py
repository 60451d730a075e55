"""Getting used to an insole, when to stop, how long it lasts and what that costs, taking it back."""

from datetime import date

import pytest
from django.test import Client

from catalogue.models import Feature, GuidePoint, Product
from tests.builders import (
    derive,
    make_guide_point,
    make_offer,
    make_problem,
    make_product,
    make_rate,
    make_shown,
    make_source,
    make_statement,
)
from tests.comparisons.list_pages import headed_count
from tests.pages import Element, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

TODAY = date.today().isoformat()


def part(client: Client, heading: str, query: str = "", slug: str = "testa") -> Element:
    """One part of the block on wearing it."""
    return opened(client, f"/insoles/{slug}/{query}").main.one("section", id="wear").under(heading)


def lasting(*months: float, feature: str = "lifetime-months", **fields: str) -> Product:
    """An insole of which sources say that it lasts so long."""
    product = make_product(slug="testa")
    make_shown(product, Feature.objects.get(slug=feature), *months, **fields)
    return product


class TestGettingUsedToIt:
    def test_what_sources_say_stands_there_with_who_says_it(self, client: Client) -> None:
        found = part(client, "Getting used to it", slug="formthotics")
        for said in ("Weeks", "3 to 4 weeks", "retailer"):
            assert said in found.text

    @pytest.mark.parametrize("slug", ["relaxed-feet", "nipponflex-magnetic-insole-blue"])
    def test_the_block_is_there_where_the_maker_gives_none(self, client: Client, slug: str) -> None:
        assert "The maker gives none" in part(client, "Getting used to it", slug=slug).text

    def test_what_is_said_of_all_insoles_is_marked_so_and_has_its_sources(self, client: Client) -> None:
        make_product(slug="testa")
        point = make_guide_point(kind="wearing_in")
        found = part(client, "Getting used to it")
        assert "Of insoles in general" in found.headings("h4")
        line = found.first("li", text=str(point.text))
        assert line.all("a", href=f"/sources/{point.sources.get().slug}/")

    def test_what_is_said_of_one_problem_is_not_there(self, client: Client) -> None:
        make_product(slug="testa")
        point = make_guide_point(make_problem(), kind="wearing_in")
        assert str(point.text) not in part(client, "Getting used to it").text


class TestWhenToStop:
    def test_signs_have_their_sources_and_the_way_to_help_is_there(self, client: Client) -> None:
        make_product(slug="testa")
        point = make_guide_point(kind="stop_sign")
        found = part(client, "When to stop")
        assert found.first("li", text=str(point.text)).all("a", href=f"/sources/{point.sources.get().slug}/")
        assert "/problems/" in found.links()

    def test_without_any_it_says_so(self, client: Client) -> None:
        make_product(slug="testa")
        GuidePoint.objects.filter(kind="stop_sign").delete()
        assert "No source we read says when to stop" in part(client, "When to stop").text


class TestHowLongItLasts:
    def test_each_life_span_has_its_cost_a_month(self, client: Client) -> None:
        make_offer(lasting(6, 12), "30.00", seen_on=TODAY)
        found = part(client, "How long it lasts")
        assert [line.text.split("mark")[0] for line in found.one("ul").all("b")] == ["6 months", "12 months"]
        assert [tag.text for tag in found.one("ul").all("span", class_="tag")] == ["5 EUR a month", "2.50 EUR a month"]
        assert "Sources disagree" in found.text

    def test_one_in_kilometres_costs_by_the_hundred(self, client: Client) -> None:
        make_offer(lasting(400, feature="lifetime-km"), "30.00", seen_on=TODAY)
        assert "7.50 EUR for 100 km" in part(client, "How long it lasts").text

    def test_months_and_kilometres_do_not_disagree(self, client: Client) -> None:
        make_shown(lasting(6), Feature.objects.get(slug="lifetime-km"), 400)
        assert "Sources disagree" not in part(client, "How long it lasts").text

    def test_it_is_worked_out_from_the_price_of_the_page(self, client: Client) -> None:
        make_rate("XTS", "2")
        make_offer(lasting(6), "30.00", currency="XTS", seen_on=TODAY)
        found = part(client, "How long it lasts")
        assert "about 2.50 EUR a month" in found.text
        assert "about 15 EUR for one pair, seen" in found.text
        assert "5 XTS a month" in part(client, "How long it lasts", "?currency=XTS").text

    @pytest.mark.parametrize(("seen_on", "is_old"), [(TODAY, False), ("2020-01", True), ("", True)])
    def test_an_old_price_is_marked(self, client: Client, seen_on: str, is_old: bool) -> None:
        make_offer(lasting(6), "30.00", seen_on=seen_on)
        found = part(client, "How long it lasts")
        assert ("old" in [tag.text for tag in found.all("span", class_="tag")]) is is_old

    def test_without_a_price_there_is_no_cost(self, client: Client) -> None:
        lasting(6)
        found = part(client, "How long it lasts")
        assert "No price seen, so no cost a month can be worked out." in found.text
        assert not found.all("span", class_="tag")

    def test_without_a_life_span_there_is_none_either(self, client: Client) -> None:
        make_offer(make_product(slug="testa"), "30.00")
        found = part(client, "How long it lasts")
        assert "No source we read states how long it lasts" in found.text
        assert "EUR" not in found.text

    def test_a_barred_source_gives_none(self, client: Client) -> None:
        product = make_product(slug="testa")
        feature = Feature.objects.get(slug="lifetime-months")
        make_statement(product, feature, 6, source=make_source(barred_because="A made-up reason."))
        derive(product)
        assert "No source we read states how long it lasts" in part(client, "How long it lasts").text

    def test_a_life_span_of_nothing_costs_nothing(self, client: Client) -> None:
        make_offer(lasting(0), "30.00")
        assert not part(client, "How long it lasts").one("ul").all("span", class_="tag")


class TestTakingItBack:
    def test_what_is_stated_stands_there(self, client: Client) -> None:
        found = part(client, "Trying it on and taking it back", slug="superfeet-green")
        assert "60 days" in found.text
        assert "through the place of purchase" in found.text

    def test_where_nothing_is_it_says_so(self, client: Client) -> None:
        assert "No source we read says whether" in part(client, "Trying it on", slug="relaxed-feet").text

    def test_those_that_may_come_back_after_wearing_can_be_listed(self, client: Client) -> None:
        [way] = [link for link in part(client, "Trying it on", slug="relaxed-feet").links() if "after-wear" in link]
        shown = Product.objects.published().showing(Feature.objects.get(slug="returnable-after-wear"), ["yes"])
        assert headed_count(opened(client, way)) == shown.count() > 0
