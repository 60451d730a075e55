"""What a comparison says beside its cells: differences in words against a reference, better marks, groups, sources, what is hidden."""

import re

import pytest
from django.test import Client

from catalogue.models import Feature, Product
from tests.builders import (
    derive,
    make_feature,
    make_look_for,
    make_problem,
    make_product,
    make_shown,
    make_source,
    make_statement,
)
from tests.comparisons.test_columns import page_of
from tests.pages import Element, Page, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def weight() -> Feature:
    """A row of numbers with words."""
    return make_feature("made-up-weight", kind="number", unit="g", more_en="heavier", less_en="lighter", is_core=True)


@pytest.fixture
def two(weight: Feature) -> list[str]:
    """Insoles of 80 and 60 grams."""
    heavy, light = make_product(name="Heavy"), make_product(name="Light")
    make_shown(heavy, weight, 80)
    make_shown(light, weight, 60)
    return [heavy.slug, light.slug]


def told(page: Page) -> dict[str, list[str]]:
    """What is said above the table, by insole."""
    lists = page.main.first("ul", class_="told-list")
    return {
        item.first("b").text: [line.text for inner in item.all("ul") for line in inner.all("li")]
        for item in lists.children
    }


def row(page: Page, feature: str) -> Element:
    """One row of the table."""
    return page.main.one("tr", id=f"row-{feature}")


class TestAgainstTheReference:
    def test_the_first_one_chosen_is_the_reference(self, client: Client, two: list[str]) -> None:
        page = page_of(client, two)
        assert page.main.one("h2", id="told").text == "Against Testa Heavy"
        assert told(page) == {"Testa Light": ["20 g lighter"]}
        assert "Reference" in page.main.one("table").one("thead").all("th", scope="col")[1].text

    def test_another_reference_turns_everything_round(self, client: Client, two: list[str]) -> None:
        page = page_of(client, two, reference=two[1])
        assert told(page) == {"Testa Heavy": ["20 g heavier"]}
        assert page.main.one("select", name="reference").one("option", selected=True)["value"] == two[1]
        heavy, light = row(page, "made-up-weight").all("td")
        assert heavy.one("small", class_="versus").text == "20 g heavier"
        assert not light.all("small", class_="versus")

    def test_it_stays_the_reference_whatever_the_order_of_columns(self, client: Client, two: list[str]) -> None:
        page = page_of(client, two, reference=two[1], sort="-made-up-weight")
        assert page.main.one("h2", id="told").text == "Against Testa Light"

    def test_one_that_is_not_compared_is_no_reference(self, client: Client, two: list[str]) -> None:
        other = make_product(name="Other")
        page = page_of(client, two, reference=other.slug)
        assert "This insole is not in the comparison." in page.main.text
        assert page.main.one("h2", id="told").text == "Against Testa Heavy"

    def test_removing_the_reference_leaves_no_trace_of_it(self, client: Client, two: list[str]) -> None:
        third = make_product(name="Third")
        page = page_of(client, [*two, third.slug], reference=third.slug)
        link = page.main.one("table").one("a", class_="remove", text="Third")
        assert link["href"] == f"/compare/?with={two[0]}&with={two[1]}"

    def test_what_is_not_stated_is_said_and_what_is_stated_alone_is_counted(
        self, client: Client, two: list[str]
    ) -> None:
        feature = make_feature()
        make_shown(Product.objects.get(slug=two[0]), feature, "high")
        text = page_of(client, two).main.first("ul", class_="told-list").text
        assert "Not stated of this one: Made up height" in text
        turned = page_of(client, two, reference=two[1]).main.first("ul", class_="told-list").text
        assert "1 value is stated of this one alone." in turned

    def test_where_nothing_differs_it_says_so(self, client: Client, weight: Feature) -> None:
        slugs = [make_product().slug, make_product().slug]
        for slug in slugs:
            make_shown(Product.objects.get(slug=slug), weight, 70)
        assert "Nothing that is stated of both differs." in page_of(client, slugs).main.text

    def test_many_differences_are_cut_and_counted(self, client: Client, two: list[str]) -> None:
        for number in range(8):
            feature = make_feature(f"made-up-{number}", choices=["cork", "wool"])
            make_shown(Product.objects.get(slug=two[0]), feature, "cork")
            make_shown(Product.objects.get(slug=two[1]), feature, "wool")
        page = page_of(client, two)
        assert len(told(page)["Testa Light"]) == 5
        assert "and 4 more in the table" in page.main.text


class TestOnlyDifferences:
    def test_the_control_says_how_many_rows_it_hides_and_hides_them(self, client: Client, two: list[str]) -> None:
        for number in range(3):
            make_feature(f"made-up-{number}")
        page = page_of(client, two)
        link = page.main.one("a", text="Only differences")
        assert link.text == "Only differences hides 3 rows"
        folded = opened(client, link["href"])
        assert [found["id"] for found in folded.main.one("table").all("tr", id=True)] == ["row-made-up-weight"]
        assert "3 rows are hidden." in folded.main.text


class TestForAProblem:
    @pytest.fixture
    def arches(self) -> list[str]:
        """A high, a low and an unknown arch."""
        feature, slugs = make_feature(is_ordered=True), []
        for value in ("high", "low", ""):
            product = make_product()
            slugs.append(product.slug)
            if value:
                make_shown(product, feature, value)
        for problem, met, avoid in (("made-up-high-arch", "high", "low"), ("made-up-flat-foot", "low", "high")):
            make_look_for(make_problem(problem), feature, [met], avoid=[avoid])
        return slugs

    def better(self, page: Page) -> list[bool]:
        """Cell by cell whether it is marked as better."""
        return ["better on this point" in cell.text for cell in row(page, "made-up-height").all("td")]

    def test_better_marks_exist_with_a_problem_only(self, client: Client, arches: list[str]) -> None:
        assert "better" not in page_of(client, arches).main.one("table").text.lower()

    def test_better_marks_differ_between_problems(self, client: Client, arches: list[str]) -> None:
        assert self.better(page_of(client, arches, problem="made-up-high-arch")) == [True, False, False]
        assert self.better(page_of(client, arches, problem="made-up-flat-foot")) == [False, True, False]

    def test_nothing_is_better_than_what_is_not_stated(self, client: Client, arches: list[str]) -> None:
        page = page_of(client, [arches[0], arches[2]], problem="made-up-high-arch")
        assert self.better(page) == [False, False]

    def test_each_column_prints_its_sum_and_none_is_the_winner(self, client: Client, arches: list[str]) -> None:
        page = page_of(client, arches, problem="made-up-high-arch")
        sums = page.main.one("table").first("th", text="What is looked for").around("tr").all("td")
        assert [re.search(r"-?−?\d+ of \d+ points?", cell.text) is not None for cell in sums] == [True] * 3
        assert not re.search(r"winner|best\b", page.main.text, re.IGNORECASE)

    def test_a_row_says_why_it_matters_for_this_problem(self, client: Client, arches: list[str]) -> None:
        label = row(page_of(client, arches, problem="made-up-high-arch"), "made-up-height").one("th")
        assert "Why it matters here: A made-up reason." in label.text
        assert "Why it matters" not in row(page_of(client, arches), "made-up-height").one("th").text


class TestARow:
    def test_its_label_opens_what_it_means(self, client: Client, two: list[str]) -> None:
        label = row(page_of(client, two), "made-up-weight").one("th")
        assert label.one("summary").text == "Made up weight"
        assert "A made-up feature." in label.one("details").text
        assert label.one("a")["href"] == "/features/made-up-weight/"

    def test_numbers_are_drawn_among_the_others_only_where_they_differ(self, client: Client, two: list[str]) -> None:
        page = page_of(client, two)
        assert len(row(page, "made-up-weight").all("svg", class_="draw-dumbbell")) == 2
        make_shown(Product.objects.get(slug=two[1]), Feature.objects.get(slug="made-up-weight"), 80, voice="tester")
        assert not row(page_of(client, two), "made-up-weight").all("svg", class_="draw-dumbbell")

    def test_its_group_says_how_many_rows_differ_and_has_a_tick_that_folds_it(
        self, client: Client, two: list[str]
    ) -> None:
        make_feature("made-up-other")
        head = row(page_of(client, two), "made-up-weight").around("tbody").one("th", scope="rowgroup")
        assert head.text == "Support1 of 2 rows differ"
        assert head.one("label").one("input", type="checkbox", checked=True)


class TestStatements:
    def test_stand_behind_the_mark_of_a_value_those_shown_first(self, client: Client, two: list[str]) -> None:
        product, feature = Product.objects.get(slug=two[0]), Feature.objects.get(slug="made-up-weight")
        make_statement(product, feature, 81, voice="retailer", as_stated="about eighty", context="one foot")
        cell = row(page_of(client, two), "made-up-weight").all("td")[0]
        assert cell.one("summary").text.startswith("maker, ")
        assert cell.one("summary").text.endswith("and 1 more")
        first, second = cell.one("details").all("li")
        assert first.text.startswith("80 g maker")
        assert second.text.startswith("81 g retailer")
        assert "about eighty (one foot)" in second.text

    def test_several_values_of_one_source_are_one_thing_said(self, client: Client, two: list[str]) -> None:
        product, feature = Product.objects.get(slug=two[0]), make_feature(kind="choices", choices=["cork", "wool"])
        shop, other = make_source(), make_source()
        for choice in ("cork", "wool"):
            make_statement(product, feature, choice, source=shop, as_stated="of cork and wool")
        make_statement(product, feature, "wool", source=other)
        derive(product)
        cell = row(page_of(client, two), "made-up-height").all("td")[0]
        assert cell.one("summary").text.endswith("and 1 more")
        first, second = (said.text for said in cell.one("details").all("li"))
        assert first.startswith("Cork, Wool maker")
        assert first.count("of cork and wool") == 1
        assert second.startswith("Wool maker")

    def test_more_than_three_are_told_on_the_page_of_the_insole(self, client: Client, two: list[str]) -> None:
        product, feature = Product.objects.get(slug=two[0]), Feature.objects.get(slug="made-up-weight")
        for number in range(4):
            make_statement(product, feature, 80, source=make_source(slug=f"made-up-more-{number}"))
        cell = row(page_of(client, two), "made-up-weight").all("td")[0]
        assert len(cell.one("details").all("li")) == 4
        assert cell.one("a", text="all 5 statements")["href"] == f"/insoles/{two[0]}/#spec"

    def test_a_source_that_is_not_used_is_marked(self, client: Client, two: list[str]) -> None:
        barred = make_source(barred_because="A made-up reason.")
        make_statement(Product.objects.get(slug=two[0]), Feature.objects.get(slug="made-up-weight"), 99, source=barred)
        cell = row(page_of(client, two), "made-up-weight").all("td")[0]
        assert "not used" in cell.one("details").all("li")[1].text

    def test_name_sources_that_are_listed_once_under_the_table(self, client: Client, two: list[str]) -> None:
        page = page_of(client, two)
        cited = page.main.one("section", class_="cited")
        for link in page.main.one("table").all("a"):
            if link["href"].startswith("#s"):
                assert cited.one("li", id=link["href"][1:]).one("a")["href"].startswith("/sources/")
        assert [item["id"] for item in cited.all("li")] == ["s1", "s2"]
