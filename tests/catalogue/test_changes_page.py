"""The public log of changes as visitors read it."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import Feature, Problem, Product, ShownChange
from tests import builders as make
from tests.pages import Page, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def product() -> Product:
    return make.make_product(slug="tried", name="Tried")


@pytest.fixture
def feature() -> Feature:
    return make.make_feature("arch-height", name_de="Gewölbehöhe")


@pytest.fixture
def problem(feature: Feature) -> Problem:
    problem = make.make_problem("ache")
    make.make_look_for(problem, feature, met=["low"])
    return problem


def change(**fields: Any) -> ShownChange:
    """One row of the log: a value of the tried product, unless something else is given."""
    value: dict[str, Any] = {
        "kind": "value",
        "product": "tried",
        "feature": "arch-height",
        "old": {"state": "not_stated"},
        "new": {"state": "stated", "choices": ["low"]},
    }
    return ShownChange.objects.create(**{**value, **fields})


def rows(page: Page) -> list[list[str]]:
    """The table, row by row."""
    return [[cell.text for cell in row.all("th", "td")] for table in page.main.all("tbody") for row in table.all("tr")]


def told(client: Client, address: str = "/changes/") -> list[list[str]]:
    return rows(opened(client, address))


class TestARow:
    def test_says_what_when_before_now_and_why(self, client: Client, product: Product, feature: Feature) -> None:
        make.make_source(slug="label", title="The label")
        change(at=datetime(2026, 11, 24, 9, tzinfo=UTC), reason={"why": "said", "source": "label"})
        (row,) = told(client)
        assert row == ["Testa Tried · Arch height", "Nov. 24, 2026", "Not stated", "Low", "Newly read: The label"]

    def test_leads_to_the_value_and_to_the_source(self, client: Client, product: Product, feature: Feature) -> None:
        make.make_source(slug="label", title="The label")
        change(reason={"why": "said", "source": "label"})
        links = [link["href"] for link in opened(client, "/changes/").main.one("tbody").all("a")]
        assert links == ["/insoles/tried/", "/insoles/tried/#arch-height", "/sources/label/"]

    def test_is_told_in_the_language_of_the_page(self, client: Client, product: Product, feature: Feature) -> None:
        change(old={"state": "stated", "choices": ["gone"]})
        (row,) = told(client, "/de/changes/")
        assert row[0] == "Testa Tried · Gewölbehöhe"

    def test_falls_back_to_slugs_for_what_is_gone(self, client: Client) -> None:
        change(old={"state": "stated", "choices": ["steep"]}, reason={"why": "gone", "source": "lost"})
        (row,) = told(client)
        assert (row[0], row[2], row[4]) == ("tried · arch-height", "steep", "This source no longer counts here: lost")

    def test_has_numbers_with_their_unit_and_says_that_sources_disagree(self, client: Client, product: Product) -> None:
        make.make_feature("weight", kind="number", unit="g")
        change(feature="weight", new={"state": "disputed", "number": "52.5"})
        assert told(client)[0][3] == "52.5 g (sources disagree)"

    def test_of_what_is_looked_for_names_each_part(self, client: Client, problem: Problem) -> None:
        study = make.make_evidence(problem, key="study", source=make.make_source(title="A study"))
        change(
            **{"kind": "look_for", "product": "", "problem": "ache", "reason": {"why": "row", "en": "It may matter."}},
            old={"weight": 1, "choices": [], "evidence": {}},
            new={"weight": 3, "choices": ["low"], "evidence": {study.key: ["no_effect", "low"]}},
        )
        (row,) = told(client)
        assert row[0] == "Ache · Arch height"
        assert row[2] == "Weight: 1 · Met by: any that is there · Study results: none"
        assert row[3] == "Weight: 3 · Met by: Low · Study results: A study (no benefit found, certainty: low)"
        assert row[4] == "Why it is looked for: It may matter."

    def test_of_an_insole_says_what_became_of_it(self, client: Client, product: Product) -> None:
        make.make_product(slug="stays", name="Stays")
        standing = {"kind": "product", "feature": "", "old": {"state": "published"}}
        change(**standing, new={"state": "withdrawn", "into": "stays"})
        assert told(client)[0][2:] == ["In the catalogue", "Merged into Testa Stays", "It stood here twice."]

    def test_of_a_method_leads_to_its_text(self, client: Client) -> None:
        change(kind="method", product="", feature="", old={"method": 1}, new={"method": 2})
        page = opened(client, "/changes/")
        assert rows(page)[0][2:4] == ["Method 1", "Method 2"]
        assert page.main.one("tbody").one("a")["href"] == "/method/#method-2"

    def test_shows_an_editors_words_escaped(self, client: Client, product: Product, feature: Feature) -> None:
        change(reason={"why": "decided", "text": "<b>Seen</b> & checked"})
        content = client.get("/changes/").content.decode()
        assert "&lt;b&gt;Seen&lt;/b&gt; &amp; checked" in content
        assert "&amp;amp;" not in content


class TestTheList:
    def test_newest_stand_first_and_pages_are_numbered(self, client: Client) -> None:
        now = timezone.now()
        for number in range(60):
            change(product=f"p-{number:02}", at=now + timedelta(minutes=number))
        first, second = opened(client, "/changes/"), opened(client, "/changes/?page=2")
        assert [row[0][:4] for row in rows(first)][:2] == ["p-59", "p-58"]
        assert (len(rows(first)), len(rows(second))) == (50, 10)
        assert "60 changes" in first.main.text

    def test_an_empty_log_says_since_when(self, client: Client) -> None:
        ShownChange.objects.create(kind="start", new={"products": 3, "values": 7})
        text = opened(client, "/changes/").main.text
        assert "Nothing has changed since the log began." in text
        assert "with the starting data: 3 insoles and 7 shown values" in text
        assert str(date.today().year) in text

    def test_one_page_asks_few_questions_however_many_rows(
        self, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(40):
            change(product=f"p-{number:02}", reason={"why": "said", "source": f"s-{number}"})
        with django_assert_max_num_queries(12):
            client.get("/changes/")


class TestFilters:
    @pytest.fixture(autouse=True)
    def a_log(self, product: Product, problem: Problem) -> None:
        """Values of two products and two features, and a row of what is looked for."""
        make.make_feature("other")
        make.make_product(slug="second", name="Second")
        change()
        change(feature="other")
        change(product="second")
        change(kind="look_for", product="", problem="ache", old={"weight": 1}, new={"weight": 2})
        change(kind="product", product="tried", feature="", old={}, new={"state": "published"})
        change(kind="method", product="", feature="", old={"method": 1}, new={"method": 2})

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("product=tried", ["Testa Tried", "Testa Tried · Other", "Testa Tried · Arch height"]),
            ("feature=other", ["Testa Tried · Other"]),
            ("problem=ache", ["How scores are made", "Ache · Arch height"]),
            (
                "problem=ache&product=tried",
                ["How scores are made", "Ache · Arch height", "Testa Tried · Arch height"],
            ),
            ("feature=other&problem=ache&product=tried", []),
        ],
    )
    def test_show_only(self, client: Client, query: str, names: list[str]) -> None:
        assert [row[0] for row in told(client, f"/changes/?{query}")] == names

    def test_a_group_of_problems_takes_in_its_children(self, client: Client, problem: Problem) -> None:
        group = make.make_problem("aches", is_selectable=False)
        Problem.objects.filter(pk=problem.pk).update(parent=group)
        assert [row[0] for row in told(client, "/changes/?problem=aches")] == [
            "How scores are made",
            "Ache · Arch height",
        ]

    def test_a_feature_no_longer_looked_for_still_explains_a_score(self, client: Client, problem: Problem) -> None:
        problem.look_for.all().delete()
        names = [row[0] for row in told(client, "/changes/?problem=ache&product=tried")]
        assert "Testa Tried · Arch height" in names

    def test_each_can_be_taken_away_and_the_others_stay(self, client: Client) -> None:
        page = opened(client, "/changes/?problem=ache&product=tried")
        assert [chip["href"] for chip in page.main.all("a", class_="chip")] == [
            "/changes/?problem=ache",
            "/changes/?product=tried",
        ]

    def test_filtered_pages_are_not_for_search_engines_and_the_whole_log_is(self, client: Client) -> None:
        assert "noindex" in client.get("/changes/?product=tried").content.decode()
        assert "noindex" not in client.get("/changes/").content.decode()

    @pytest.mark.parametrize(
        "query", ["product=nobody", "product=%00", "problem=nothing", "feature=nix", "page=99", "page=x", "sort=name"]
    )
    def test_bad_values_are_named_and_widen_nothing_silently(self, client: Client, query: str) -> None:
        page = opened(client, f"/changes/?{query}")
        assert re.search(re.escape(query.split("=")[0]), page.main.one("div", class_="notice--warn").text)
        assert page.one("meta", name="robots")["content"] == "noindex"

    def test_a_flood_of_odd_words_is_cut(self, client: Client) -> None:
        address = "/changes/?" + "&".join(f"w{number}={number}" for number in range(500))
        assert len(opened(client, address).main.one("div", class_="notice--warn").all("li")) == 10


def test_no_cookie_is_set(client: Client) -> None:
    assert not client.get("/changes/").cookies
