"""Chosen insoles side by side: none, one, two to six, and one too many."""

import re
from collections.abc import Sequence

import pytest
from django.test import Client

from catalogue.models import Feature, Product, sheets
from tests.builders import derive, make_decision, make_feature, make_product, make_shown
from tests.comparisons.list_pages import as_data, parameters
from tests.pages import Element, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

GREEN, BLUE, BLACK = "superfeet-green", "superfeet-blue", "superfeet-black"
PULSE, PINNACLE = "powerstep-pulse-maxx", "powerstep-pinnacle-plus-met"
SIX = (GREEN, PULSE, "sole-custom-footbeds", "spenco-total-support", "formthotics", "aetrex-lynco-sports-l420")


def compared(client: Client, *slugs: str, more: str = "") -> Page:
    """The page that compares these insoles."""
    pairs = sorted([("with", slug) for slug in slugs] + parameters(f"?{more}"), key=lambda pair: pair[0])
    return opened(client, "/compare/?" + "&".join(f"{name}={value}" for name, value in pairs))


def table(page: Page) -> Element:
    """The one table."""
    return page.main.one("table")


def feature_rows(page: Page) -> dict[str, Element]:
    """Its rows about features, by slug."""
    return {
        link["href"].split("/")[-2]: link.around("tr")
        for head in table(page).all("th", scope="row")
        for link in head.all("a")[:1]
        if link["href"].startswith("/features/")
    }


def cell_kinds(slugs: Sequence[str]) -> list[tuple[Feature, list[object]]]:
    """Feature by feature, the values that can differ, told from the sheets alone."""
    features = list(Feature.objects.with_choices())
    found = {sheet.product.slug: sheet for sheet in sheets(list(Product.objects.filter(slug__in=slugs)), features)}
    kinds: list[tuple[Feature, list[object]]] = []
    for place, feature in enumerate(features):
        values: list[object] = []
        for slug in slugs:
            cell = found[slug].cells[place]
            if cell.has_value and not any(choice.is_unspecified for choice in cell.choices):
                values.append(cell.number if feature.is_number else {choice.slug for choice in cell.choices})
        kinds.append((feature, values))
    return kinds


def differ(values: Sequence[object]) -> bool:
    """Whether any two are unequal."""
    return any(one != other for one in values for other in values)


class TestWithoutAnInsole:
    def test_one_can_be_looked_for_by_its_name(self, client: Client) -> None:
        page = opened(client, "/compare/")
        form = page.main.one("input", id="named").around("form")
        assert (form["action"], form["method"]) == ("/insoles/", "get")
        assert form["data-suggestions"] == "/search/suggestions/to-add/"
        assert page.one("label", for_="named").text == "Insole or brand"

    def test_it_says_how_many_fit(self, client: Client) -> None:
        assert "two to 6 insoles" in opened(client, "/compare/").main.text

    def test_an_empty_form_leads_back_here(self, client: Client) -> None:
        assert client.get("/compare/?with=&with=")["Location"] == "/compare/"

    def test_there_are_other_ways_on(self, client: Client) -> None:
        links = opened(client, "/compare/").main.links()
        assert {"/problems/", "/insoles/", "/compare/relaxed-feet-vs-euphoric-feet/"} <= set(links)


class TestWithOne:
    def test_the_nearest_are_offered_to_compare_it_with(self, client: Client) -> None:
        page = compared(client, GREEN)
        offered = [link for link in page.main.links() if link.startswith(f"/compare/?with={GREEN}&with=")] or [
            link for link in page.main.links() if link.startswith(f"?with={GREEN}&with=")
        ]
        assert len(set(offered)) >= 4

    def test_its_own_values_are_shown(self, client: Client) -> None:
        assert len(table(compared(client, GREEN)).one("thead").all("th", scope="col")) == 2

    def test_where_too_little_is_known_no_likeness_is_made_up(self, client: Client) -> None:
        make_product(slug="testa-blank")
        assert "Too little is known of it to name others like it." in compared(client, "testa-blank").main.text


class TestAddingAnother:
    @pytest.mark.parametrize("slugs", [(GREEN,), (GREEN, PULSE), SIX[:5]])
    def test_those_chosen_already_are_carried_along(self, client: Client, slugs: tuple[str, ...]) -> None:
        page = compared(client, *slugs, more="problem=flat-feet&units=imperial")
        form = page.main.one("input", id="named").around("form")
        fields = form.all("input", type="hidden")
        assert [field["value"] for field in fields if field["name"] == "with"] == list(slugs)
        assert {(field["name"], field["value"]) for field in fields if field["name"] != "with"} == {
            ("problem", "flat-feet"),
            ("units", "imperial"),
        }
        address, _, query = form["data-suggestions"].partition("?")
        assert address == "/search/suggestions/to-add/"
        assert [value for name, value in parameters(f"?{query}") if name == "with"] == list(slugs)

    def test_it_is_said_how_many_are_chosen_of_how_many(self, client: Client) -> None:
        assert "2 of 6 insoles chosen" in compared(client, GREEN, PULSE).main.text

    def test_with_six_it_is_said_that_one_must_go_first(self, client: Client) -> None:
        page = compared(client, *SIX)
        assert not page.main.all("input", id="named")
        assert "6 is the most that fit side by side. Remove one of them to add another." in page.main.text

    def test_the_list_of_all_insoles_keeps_those_chosen(self, client: Client) -> None:
        assert f"/insoles/?with={GREEN}&with={PULSE}" in compared(client, GREEN, PULSE, more="sort=weight").main.links()

    def test_one_can_start_again_with_none(self, client: Client) -> None:
        page = compared(
            client, GREEN, PULSE, more=f"problem=flat-feet&only=differences&reference={PULSE}&units=imperial"
        )
        again = page.main.one("a", text="Start again")["href"]
        assert again == "/compare/?problem=flat-feet&units=imperial"
        assert opened(client, again).main.one("input", id="named")

    def test_removing_the_last_leads_to_a_page_with_ways_on(self, client: Client) -> None:
        page = compared(client, GREEN)
        empty = opened(client, table(page).one("a", text="Remove")["href"])
        assert empty.main.one("input", id="named")
        assert {"/problems/", "/insoles/"} <= set(empty.main.links())

    def test_one_that_is_there_already_is_not_added_twice(self, client: Client) -> None:
        answer = client.get(f"/compare/?with={GREEN}&with={PULSE}&with={GREEN}")
        assert answer["Location"] == f"/compare/?with={GREEN}&with={PULSE}"


class TestSideBySide:
    @pytest.mark.parametrize("slugs", [(GREEN, PULSE), SIX])
    def test_columns_stand_in_the_order_of_the_address(self, client: Client, slugs: tuple[str, ...]) -> None:
        heads = table(compared(client, *slugs)).one("thead").all("th", scope="col")[1:]
        assert [head.one("a")["href"] for head in heads] == [f"/insoles/{slug}/" for slug in slugs]
        back = table(compared(client, *reversed(slugs))).one("thead").all("th", scope="col")[1:]
        assert [head.one("a")["href"] for head in back] == [f"/insoles/{slug}/" for slug in reversed(slugs)]

    def test_each_name_has_the_drawing_of_its_column_beside_it(self, client: Client) -> None:
        page = compared(client, *SIX)
        heads = table(page).one("thead").all("th", scope="col")[1:]
        drawings = table(page).all("svg", class_="draw-card")
        placed = [head.one("svg", class_="draw-small").one("use")["href"] for head in heads]
        assert placed == [f"#{drawing['id']}" for drawing in drawings]
        assert len(set(placed)) == len(SIX)

    def test_the_caption_names_them(self, client: Client) -> None:
        assert table(compared(client, GREEN, PULSE)).one("caption").text == (
            "Superfeet GREEN and PowerStep Pulse Maxx compared"
        )

    def test_every_feature_has_its_row(self, client: Client) -> None:
        assert list(feature_rows(compared(client, GREEN, PULSE))) == [f.slug for f in Feature.objects.all()]

    @pytest.mark.parametrize("slugs", [(GREEN, PULSE), SIX])
    def test_every_cell_has_one_header_for_its_column_and_one_for_its_row(
        self, client: Client, slugs: tuple[str, ...]
    ) -> None:
        columns = len(slugs) + 1
        for row in table(compared(client, *slugs)).all("tr"):
            heads = row.all("th")
            if heads and heads[0].get("scope") in {"rowgroup", "colgroup"}:
                assert len(heads) == 1
                assert heads[0]["colspan"] == str(columns)
                continue
            assert sum(int(cell.get("colspan", "1")) for cell in row.children) == columns
            if row.around("thead" if row.parent and row.parent.name == "thead" else "tbody").name == "tbody":
                assert [head["scope"] for head in heads] == ["row"]
                assert row.children[0] is heads[0]

    @pytest.mark.parametrize("slugs", [(GREEN, PULSE), SIX, ("relaxed-feet", "euphoric-feet")])
    def test_no_cell_is_blank(self, client: Client, slugs: tuple[str, ...]) -> None:
        for row in feature_rows(compared(client, *slugs)).values():
            assert len(row.all("td")) == len(slugs)
            assert all(cell.text for cell in row.all("td"))

    def test_a_value_names_its_sources(self, client: Client) -> None:
        page = compared(client, GREEN, PULSE)
        cell = feature_rows(page)["heel-cup"].all("td")[0]
        cited = page.main.one("li", id=cell.all("a")[0]["href"].removeprefix("#"))
        assert cited.one("a")["href"].startswith("/sources/")
        assert re.search(r"(maker|retailer|tester|reviewer|clinician|other), ", cell.text)

    def test_each_state_says_what_it_is(self, client: Client) -> None:
        feature, other = make_feature(position=900), make_feature("made-up-width", position=901)
        one, two = make_product(), make_product(checked_on=None)
        make_shown(one, feature, "low", "high")
        make_decision(product=one, feature=other, state="not_applicable")
        derive(one)
        make_shown(two, other, "medium")
        rows = feature_rows(compared(client, one.slug, two.slug))
        assert "Sources disagree: Low, High" in rows["made-up-height"].all("td")[0].text
        assert rows["made-up-height"].all("td")[1].text == "Not checked yet"
        assert rows["made-up-width"].all("td")[0].text == "Not applicable"
        assert rows["made-up-width"].all("td")[1].text.startswith("Medium")
        assert rows["weight"].all("td")[0].text == "Not stated"

    def test_each_insole_can_be_removed(self, client: Client) -> None:
        links = [link for link in table(compared(client, GREEN, PULSE)).all("a") if link.text.startswith("Remove")]
        assert [(link.text, link["href"]) for link in links] == [
            ("Remove Superfeet GREEN", f"/compare/?with={PULSE}"),
            ("Remove PowerStep Pulse Maxx", f"/compare/?with={GREEN}"),
        ]

    def test_a_chosen_problem_marks_what_is_looked_for_and_prints_the_sum(self, client: Client) -> None:
        page = compared(client, GREEN, PULSE, more="problem=low-back-pain")
        matches = table(page).first("th", text="What is looked for").around("tr").all("td")
        data = as_data(client, "/problems/low-back-pain/")
        scores = {product["slug"]: product["match"] for product in data["products"]}
        for slug, cell in zip((GREEN, PULSE), matches, strict=True):
            assert f"{scores[slug]['gained']} of {scores[slug]['possible']} points" in cell.text
        assert "met" in feature_rows(page)["arch-support"].all("td")[0].text

    def test_units_can_be_inches_and_ounces(self, client: Client) -> None:
        page = compared(client, "icebug-slim", "currex-bikepro", more="units=imperial")
        values = [value.text for value in feature_rows(page)["weight"].all("span", class_="value")]
        assert values
        assert all(value.endswith(" oz") for value in values)


class TestDifferences:
    @pytest.mark.parametrize("slugs", [(GREEN, PULSE), (GREEN, BLUE, BLACK), SIX, ("relaxed-feet", "euphoric-feet")])
    def test_exactly_the_rows_that_differ_are_marked(self, client: Client, slugs: tuple[str, ...]) -> None:
        rows = feature_rows(compared(client, *slugs))
        marked = {slug for slug, row in rows.items() if "Differs" in row.one("th").text}
        assert marked == {feature.slug for feature, values in cell_kinds(slugs) if differ(values)}

    @pytest.mark.parametrize("slugs", [(GREEN, PULSE), (GREEN, BLUE, BLACK), SIX])
    def test_only_differences_folds_the_others_and_says_how_many(self, client: Client, slugs: tuple[str, ...]) -> None:
        page = compared(client, *slugs, more="only=differences")
        kinds = cell_kinds(slugs)
        differing = [feature.slug for feature, values in kinds if differ(values)]
        equal = sum(len(values) > 1 and not differ(values) for _, values in kinds)
        assert list(feature_rows(page)) == differing
        text = page.main.text
        assert re.search(rf"\b{len(differing)} rows? differs?", text)
        assert re.search(rf"\b{equal} (is|are) (equal|the same)", text)
        assert re.search(rf"\b{len(kinds) - len(differing) - equal}\b", text)

    def test_where_nothing_differs_it_says_so(self, client: Client) -> None:
        page = compared(client, "euphoric-feet", "relaxed-feet", more="only=differences")
        assert not feature_rows(page)
        assert "No row is known to differ." in page.main.text

    def test_one_can_go_back_and_forth(self, client: Client) -> None:
        page = compared(client, GREEN, PULSE, more="problem=flat-feet")
        folded = page.main.one("a", text="Only differences")["href"]
        assert folded == f"/compare/?only=differences&problem=flat-feet&with={GREEN}&with={PULSE}"
        assert opened(client, folded).main.first("a", text="All rows")["href"] == folded.replace(
            "only=differences&", ""
        )

    def test_an_unspecified_value_makes_no_difference(self, client: Client) -> None:
        feature, one, two = make_feature(position=900), make_product(), make_product()
        make_shown(one, feature, "stated-only")
        make_shown(two, feature, "high")
        row = feature_rows(compared(client, one.slug, two.slug))["made-up-height"]
        assert "Differs" not in row.text

    def test_several_values_differ_as_sets(self, client: Client) -> None:
        feature = make_feature(kind="choices", choices=["a", "b"], position=900)
        one, two, three = make_product(), make_product(), make_product()
        make_shown(one, feature, "a", "b")
        make_shown(two, feature, "b", "a")
        make_shown(three, feature, "a")
        assert "Differs" not in feature_rows(compared(client, one.slug, two.slug))["made-up-height"].text
        assert "Differs" in feature_rows(compared(client, one.slug, three.slug))["made-up-height"].text


class TestTooMany:
    def test_the_first_six_are_kept_and_the_limit_is_told(self, client: Client) -> None:
        page = compared(client, *SIX, GREEN.replace("green", "blue"))
        assert len(table(page).one("thead").all("th", scope="col")) == 7
        notice = page.main.one("div", role="status")
        assert "Six insoles can stand side by side" in notice.text
        assert "Remove one" in notice.text
        assert f"with={BLUE}" in page.main.text

    def test_six_are_not(self, client: Client) -> None:
        page = compared(client, *SIX)
        assert not page.main.all("div", role="status")
        assert not page.main.all("input", id="named")


class TestTheAddress:
    def test_unknown_insoles_are_named_and_the_others_stay(self, client: Client) -> None:
        page = compared(client, GREEN, PULSE, "no-such-insole")
        assert "with=no-such-insole: There is no such product." in page.main.text
        assert page.canonical == f"/compare/?with={GREEN}&with={PULSE}"

    @pytest.mark.parametrize("more", [f"reference={PULSE}", "only=differences", "units=imperial", "problem=flat-feet"])
    def test_it_keeps_what_it_knows(self, client: Client, more: str) -> None:
        assert "Ignored" not in compared(client, GREEN, PULSE, more=more).main.text

    def test_it_is_one_address_whatever_the_order_of_words(self, client: Client) -> None:
        response = client.get(f"/compare/?with={PULSE}&only=differences&with={GREEN}&with={PULSE}")
        assert response["Location"] == f"/compare/?only=differences&with={PULSE}&with={GREEN}"

    def test_filters_are_not_its_words(self, client: Client) -> None:
        page = compared(client, GREEN, PULSE, more="brand=superfeet")
        assert "brand=superfeet: There is no such filter." in page.main.text

    def test_search_engines_are_asked_to_leave_it_out(self, client: Client) -> None:
        assert not compared(client, GREEN, PULSE).is_for_search_engines
        assert opened(client, "/compare/").is_for_search_engines
