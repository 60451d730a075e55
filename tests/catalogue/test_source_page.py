"""One source, and everything that rests on it."""

import pytest
from django.test import Client

from catalogue.models import Evidence, Source, Statement
from tests.builders import (
    make_evidence,
    make_feature,
    make_finding,
    make_look_for,
    make_offer,
    make_problem,
    make_product,
    make_source,
    make_statement,
    make_suitability,
)
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


class TestWhatItIs:
    def test_it_says_what_was_read_when_and_how_much_of_it(self, client: Client) -> None:
        source = make_source(slug="testa-page", authors="A. Nobody", read_level="abstract", note="A made-up note.")
        page = opened(client, "/sources/testa-page/")
        assert page.headings("h1") == [source.title]
        for said in ("A. Nobody", "abstract only", "November 2026", "A made-up note.", "date not stated"):
            assert said in page.main.text or said.replace("November", "Nov. 23,") in page.main.text

    def test_who_paid_is_said_or_that_it_is_not_known(self, client: Client) -> None:
        make_source(slug="testa-paid", funding="Testa Inc.")
        make_source(slug="testa-silent")
        assert "Testa Inc." in opened(client, "/sources/testa-paid/").main.text
        assert "not said in what was read" in opened(client, "/sources/testa-silent/").main.text

    def test_the_way_to_it_tells_it_nothing_about_the_visitor(self, client: Client) -> None:
        make_source(slug="testa-far", url="https://testa.example/page", doi="10.1000/1", pmid="123")
        links = [link for link in opened(client, "/sources/testa-far/").main.all("a") if "://" in link["href"]]
        assert [link["href"].split("/")[2] for link in links] == ["testa.example", "doi.org", "pubmed.ncbi.nlm.nih.gov"]
        assert all("noreferrer" in link["rel"] for link in links)

    def test_a_barred_one_says_why(self, client: Client) -> None:
        barred = Source.objects.exclude(barred_because="").get()
        page = opened(client, f"/sources/{barred.slug}/")
        assert "No value is taken from this source" in page.main.text
        assert barred.barred_because in page.main.text


class TestWhatRestsOnIt:
    def test_every_kind_of_fact_is_listed(self, client: Client) -> None:
        source = make_source(slug="testa-page")
        product, feature, problem = make_product(), make_feature(position=900), make_problem(position=900)
        make_statement(product, feature, "high", source=source, as_stated="very high")
        make_evidence(problem, feature, source=source)
        make_finding(product, source=source)
        make_suitability(product, problem, source=source)
        make_offer(product, source=source)
        make_look_for(problem, feature, sources=[source])
        text = opened(client, "/sources/testa-page/").main.text
        for said in ("very high", "A made-up result.", "A made-up finding.", "A made-up reason.", "10"):
            assert said in text
        assert product.full_name in text

    @pytest.mark.parametrize("kind", ["manufacturer", "independent_test", "retailer"])
    def test_all_its_statements_stand_there(self, client: Client, kind: str) -> None:
        source = Source.objects.filter(kind=kind, statements__isnull=False).first()
        assert source is not None
        page = opened(client, f"/sources/{source.slug}/")
        assert f"{Statement.objects.filter(source=source).count()} statement" in page.main.text

    def test_all_its_results_stand_there(self, client: Client) -> None:
        record = Evidence.objects.select_related("source").first()
        assert record is not None
        assert str(record.summary) in opened(client, f"/sources/{record.source.slug}/").main.text

    def test_what_is_not_published_stays_away(self, client: Client) -> None:
        source = make_source(slug="testa-page")
        hidden = make_product(status="draft", name="Nonesuch hidden")
        make_statement(hidden, make_feature(position=900), "high", source=source)
        make_offer(hidden, source=source)
        make_suitability(hidden, make_problem(position=900), source=source)
        make_finding(hidden, source=source)
        assert "Nonesuch hidden" not in opened(client, "/sources/testa-page/").main.text


class TestSearchEngines:
    def test_are_asked_to_leave_sources_out(self, client: Client) -> None:
        assert not opened(client, "/sources/article-yegfitness/").is_for_search_engines

    def test_no_page_exists_for_another_word(self, client: Client) -> None:
        assert client.get("/sources/no-such-source/").status_code == 404
