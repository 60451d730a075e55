"""Comparisons that editors put together; the first one says plainly what nobody knows."""

import re

import pytest
from django.test import Client

from catalogue.models import Evidence, Feature, Product, Statement
from catalogue.wording import statement_text
from comparisons.models import Comparison
from tests.builders import make_comparison, make_product
from tests.pages import Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

PAIR = "relaxed-feet-vs-euphoric-feet"
CURATED = (
    PAIR,
    "heat-mouldable-insoles",
    "heel-pain-contoured-or-heel-pad",
    "high-heel-inserts",
    "insoles-sold-against-overpronation",
    "insoles-with-metatarsal-pad",
    "magnetic-and-plain-insoles",
    "superfeet-green-blue-black-carbon",
    "thin-cycling-insoles-measured",
)


def page_of(client: Client, slug: str, query: str = "") -> Page:
    """The page of a comparison."""
    return opened(client, f"/compare/{slug}/{query}")


class TestAllNine:
    def test_they_are_all_there_are(self) -> None:
        assert sorted(Comparison.objects.values_list("slug", flat=True)) == sorted(CURATED)

    @pytest.mark.parametrize("slug", CURATED)
    def test_each_has_its_words_and_its_live_table(self, client: Client, slug: str) -> None:
        page, curated = page_of(client, slug), Comparison.objects.get(slug=slug)
        text = page.main.text
        assert page.headings("h1") == [str(curated.title)]
        for words in (curated.intro, curated.verdict, curated.note):
            assert " ".join(str(words or "").split()) in text
        heads = page.main.one("table").one("thead").all("th", scope="col")[1:]
        slugs = curated.compared.order_by("position").values_list("product__slug", flat=True)
        assert [head.one("a")["href"] for head in heads] == [f"/insoles/{product}/" for product in slugs]

    @pytest.mark.parametrize("slug", CURATED)
    def test_each_can_be_changed_into_ones_own(self, client: Client, slug: str) -> None:
        page = page_of(client, slug)
        own = next(link["href"] for link in page.main.all("a") if link["href"].startswith("/compare/?"))
        assert client.get(own).status_code == 200

    @pytest.mark.parametrize("slug", CURATED)
    def test_its_problem_marks_the_table_and_shows_its_signs(self, client: Client, slug: str) -> None:
        page, curated = page_of(client, slug), Comparison.objects.get(slug=slug)
        if curated.problem is None:
            assert "Get help first" not in page.headings("h2")
            return
        assert page.main.headings("h2")[0] == "Get help first"
        row = page.main.first("th", text="What is looked for").around("tr")
        assert str(curated.problem.name) in row.one("th").text
        assert all(re.search(r"\d+ of \d+ points?", cell.text) for cell in row.all("td"))
        assert curated.problem.get_absolute_url() in page.main.links()

    def test_no_other_address_of_the_kind_exists(self, client: Client) -> None:
        assert client.get("/compare/no-such-comparison/").status_code == 404


class TestRelaxedFeetAndEuphoricFeet:
    def test_one_value_is_known_of_one_of_them_and_the_table_says_so_of_all_others(self, client: Client) -> None:
        [statement] = Statement.objects.with_all().filter(product__slug__in=["relaxed-feet", "euphoric-feet"])
        rows = [row for row in page_of(client, PAIR).main.one("table").all("tr") if row.all("a", class_="term")]
        for row in rows:
            relaxed, euphoric = (cell.text for cell in row.all("td"))
            assert relaxed in {"Not stated", "Not applicable"}
            is_known = row.all("a", href=statement.feature.get_absolute_url())
            assert euphoric.startswith(statement_text(statement)) if is_known else euphoric == relaxed

    def test_it_says_what_one_would_have_to_ask_the_maker(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("what to ask the maker")
        assert len(section.all("li")) == Feature.objects.filter(is_core=True).count()
        for feature in Feature.objects.filter(is_core=True):
            assert section.one("a", href=feature.get_absolute_url(), text=str(feature.name))

    def test_it_shows_what_is_known_of_their_kind_from_similar_products(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("What is known of their kind")
        similar = [link for link in section.links() if link.startswith("/insoles/")]
        assert len(similar) >= 4
        assert not {"/insoles/relaxed-feet/", "/insoles/euphoric-feet/"} & set(similar)
        for slug in (link.split("/")[2] for link in similar):
            assert Product.objects.get(slug=slug).category == "magnetic_reflexology"
        assert "What holds for them need not hold for these." in section.text

    @pytest.mark.parametrize("feature", ["magnets", "texture-nubs"])
    def test_it_shows_what_studies_found_about_nubs_and_magnets(self, client: Client, feature: str) -> None:
        section = page_of(client, PAIR).main.under("What is known of their kind")
        assert f"/features/{feature}/" in section.links()
        records = Evidence.objects.filter(feature__slug=feature)
        assert records
        for record in records:
            assert str(record.summary) in section.text
            assert f"/sources/{record.source.slug}/" in section.links()

    def test_a_study_of_the_kind_is_never_said_to_be_about_the_two(self, client: Client) -> None:
        section = page_of(client, PAIR).main.under("What is known of their kind")
        assert not any(name in box.text for box in section.all("article") for name in ("Relaxed Feet", "Euphoric Feet"))


class TestWhereMoreIsKnown:
    def test_the_kind_is_left_out(self, client: Client) -> None:
        assert "What is known of their kind" not in page_of(client, "superfeet-green-blue-black-carbon").main.text


class TestChanges:
    def test_an_insole_that_was_withdrawn_is_named_and_the_rest_stays(self, client: Client) -> None:
        Product.objects.filter(slug="superfeet-blue").update(status=Product.Status.WITHDRAWN)
        page = page_of(client, "superfeet-green-blue-black-carbon")
        assert "Superfeet BLUE was part of this comparison and has been withdrawn since." in page.main.text
        assert len(page.main.one("table").one("thead").all("th", scope="col")) == 4
        assert "/insoles/superfeet-blue/" not in page.main.links()

    def test_a_new_one_appears_on_the_next_request(self, client: Client) -> None:
        make_comparison(make_product(), make_product())
        assert client.get("/compare/made-up-comparison-10/").status_code == 200


class TestTheAddress:
    def test_only_differences_has_one_that_search_engines_leave_out(self, client: Client) -> None:
        page = page_of(client, "superfeet-green-blue-black-carbon", "?only=differences")
        assert not page.is_for_search_engines
        assert page.canonical == "/compare/superfeet-green-blue-black-carbon/"

    def test_what_it_cannot_follow_is_named(self, client: Client) -> None:
        page = page_of(client, PAIR, "?zzz=1")
        assert "zzz=1" in page.main.text
        assert not page.is_for_search_engines

    def test_another_problem_can_be_asked_for(self, client: Client) -> None:
        page = page_of(client, "magnetic-and-plain-insoles", "?problem=flat-feet")
        assert "Flat feet" in page.main.first("th", text="What is looked for").text
