"""The first page: where does it hurt?"""

import pytest
from django.test import Client

from catalogue.models import Problem, Product
from comparisons.models import Comparison
from tests.comparisons.list_pages import as_data
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


class TestHome:
    def test_it_asks_where_it_hurts(self, client: Client) -> None:
        assert opened(client, "/").headings("h1") == ["Where does it hurt?"]

    def test_every_part_of_the_body_map_leads_to_a_part_of_the_list(self, client: Client) -> None:
        page = opened(client, "/")
        places = [link["href"] for link in page.main.all("a") if link["href"].startswith("#")]
        assert len(set(places)) > 5
        for place in set(places):
            assert page.one("section", id=place.removeprefix("#")).all("a")

    def test_the_body_map_leads_to_the_chain_of_the_article(self, client: Client) -> None:
        assert opened(client, "/").main.one("svg", class_="draw-figure").one("a", href="/problems/#chain")
        assert opened(client, "/problems/").main.one("section", id="chain")

    def test_every_problem_is_listed_with_its_count_or_with_the_advice_to_see_someone(self, client: Client) -> None:
        page = opened(client, "/")
        [facet] = [facet for facet in as_data(client, "/insoles/")["facets"] if facet["slug"] == "problem"]
        counts = {choice["slug"]: choice["count"] for choice in facet["choices"]}
        for problem in Problem.objects.all():
            line = page.one("a", href=problem.get_absolute_url()).text
            if problem.is_clinician_first:
                assert "see someone first" in line
                continue
            assert f"{counts[problem.slug]} insole" in line

    def test_it_says_how_many_insoles_there_are(self, client: Client) -> None:
        assert f"{Product.objects.published().count()} shoe insoles" in opened(client, "/").main.text

    def test_it_leads_to_every_comparison_of_the_editors(self, client: Client) -> None:
        links = opened(client, "/").links()
        for comparison in Comparison.objects.all():
            assert comparison.get_absolute_url() in links

    def test_its_search_leads_to_the_one_search(self, client: Client) -> None:
        for form in opened(client, "/").all("form"):
            assert form["action"] == "/search/"
            assert form.one("input")["name"] == "q"

    def test_it_says_that_nobody_pays_for_a_place(self, client: Client) -> None:
        assert "Nobody pays for a place" in opened(client, "/").main.text
