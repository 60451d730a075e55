"""A list as JSON and CSV: exactly what is promised, exactly what the page shows."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from catalogue.models import Feature, Product, Source
from catalogue.models.method import METHOD_VERSION
from comparisons.facets import in_page_order
from tests.builders import make_brand, make_feature, make_product, make_shown, make_source
from tests.comparisons.list_pages import as_data, csv_rows, headed_count, products_on
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

LISTS = (
    "/insoles/",
    "/insoles/?page=3&sort=name",
    "/insoles/?brand=superfeet&not_materials=latex&sort=weight",
    "/insoles/?problem=low-back-pain&problem=arch-structure&skip=arch-support",
    "/insoles/?brand=nobody&colour=red",
    "/insoles/?problem=diabetic-foot",
    "/problems/plantar-heel-pain/",
)
STATES = {"stated", "disputed"}
OUTCOMES = ("met", "not_met", "unknown", "avoid")


def make_testa(**fields: Any) -> Product:
    """The only product of a made-up brand."""
    return make_product(brand=make_brand(slug="testa", name="Testa"), **fields)


def is_number(value: Any) -> bool:
    """A JSON number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


@pytest.mark.parametrize("address", LISTS)
class TestJson:
    def test_has_the_promised_keys(self, client: Client, address: str) -> None:
        data = as_data(client, address)
        assert list(data) == ["count", "page", "pages", "sort", "ignored", "method", "products", "facets", "blocks"]
        assert set(data["blocks"]) == {"unknown", "not_fitting"}
        assert data["method"] == METHOD_VERSION
        assert all(type(data[name]) is int for name in ("count", "page", "pages"))
        assert all(list(bad) == ["name", "value", "why"] for bad in data["ignored"])

    def test_is_the_page(self, client: Client, address: str) -> None:
        page, data = opened(client, address), as_data(client, address)
        assert [product["slug"] for product in data["products"]] == products_on(page)
        if data["count"]:
            assert data["count"] == headed_count(page)

    def test_each_product_has_its_values_with_who_says_so(self, client: Client, address: str) -> None:
        kinds = dict(Feature.objects.values_list("slug", "kind"))
        sources = set(Source.objects.values_list("slug", flat=True))
        for product in as_data(client, address)["products"]:
            assert list(product)[:5] == ["slug", "name", "brand", "url", "values"]
            assert client.get(product["url"]).status_code == 200 if product["slug"].startswith("super") else True
            for slug, said in product["values"].items():
                assert list(said) == ["state", "value", "unit", "source", "voice", "date"]
                assert said["state"] in STATES
                assert said["source"] in sources
                assert is_right_kind(said["value"], kinds[slug])

    def test_each_match_has_a_score_and_four_lists(self, client: Client, address: str) -> None:
        has_problem = "problem" in address and "diabetic" not in address
        for product in as_data(client, address)["products"]:
            assert ("match" in product) is has_problem
            if not has_problem:
                continue
            match = product["match"]
            assert {"score", *OUTCOMES} <= set(match)
            wishes = {name: match[name] for name in OUTCOMES}
            assert all(list(wish) == ["problem", "feature", "weight"] for found in wishes.values() for wish in found)
            weight = {name: sum(wish["weight"] for wish in found) for name, found in wishes.items()}
            assert match["score"] == pytest.approx((weight["met"] - weight["avoid"]) / sum(weight.values()), abs=1e-5)

    def test_facets_stand_in_page_order_with_their_choices_in_order(self, client: Client, address: str) -> None:
        facets = as_data(client, address)["facets"]
        features = in_page_order(Feature.objects.with_choices().filter(is_filterable=True))
        own = ["problem", "maker_says", "feature", "category", "brand", "price"]
        assert [facet["slug"] for facet in facets] == [*own, *(feature.slug for feature in features)]
        choices = {facet["slug"]: [choice["slug"] for choice in facet["choices"]] for facet in facets}
        for feature in features:
            assert choices[feature.slug] == [choice.slug for choice in feature.choices.all()]

    def test_each_facet_has_the_promised_keys(self, client: Client, address: str) -> None:
        for facet in as_data(client, address)["facets"]:
            assert list(facet) == ["slug", "kind", "choices", "not_stated", "not_applicable", "min", "max"]
            assert facet["kind"] in {
                "choice",
                "choices",
                "number",
                "must_have",
                "brand",
                "category",
                "problem",
                "maker_says",
                "price",
            }
            assert all(list(c) == ["slug", "name", "count", "chosen", "excluded"] for c in facet["choices"])
            assert list(facet["not_stated"]) == ["count", "chosen"]
            assert type(facet["not_applicable"]) is int
            assert all(facet[end] is None or is_number(facet[end]) for end in ("min", "max"))


def is_right_kind(value: Any, kind: str) -> bool:
    """A slug, a list of slugs, or a number."""
    if kind == "number":
        return is_number(value)
    return isinstance(value, list) and bool(value) if kind == "choices" else isinstance(value, str)


class TestJsonElsewhere:
    def test_several_choices_stand_in_the_order_of_the_vocabulary(self, client: Client) -> None:
        feature, product = make_feature(kind="choices", choices=["a", "b", "c"], position=900), make_testa()
        make_shown(product, feature, "c", "a")
        [found] = as_data(client, "/insoles/?brand=testa")["products"]
        assert found["values"]["made-up-height"]["value"] == ["a", "c"]

    def test_whole_numbers_are_whole_and_others_are_not_rounded(self, client: Client) -> None:
        feature, product, source = make_feature(kind="number", position=900), make_testa(), make_source()
        make_shown(product, feature, 3.125, source=source)
        [found] = as_data(client, "/insoles/?brand=testa")["products"]
        assert found["values"]["made-up-height"] == {
            "state": "stated",
            "value": 3.125,
            "unit": "mm",
            "source": source.slug,
            "voice": "maker",
            "date": "2026-11-23",
        }
        facets = {facet["slug"]: facet for facet in as_data(client, "/insoles/?brand=testa")["facets"]}
        assert (facets["made-up-height"]["min"], facets["made-up-height"]["max"]) == (3.125, 3.125)

    def test_the_bad_values_are_told_with_the_reason(self, client: Client) -> None:
        ignored = as_data(client, "/insoles/?brand=nobody&colour=red")["ignored"]
        assert ignored == [
            {"name": "brand", "value": "nobody", "why": "There is no such brand."},
            {"name": "colour", "value": "red", "why": "There is no such filter."},
        ]

    def test_it_has_one_address_too(self, client: Client) -> None:
        response = client.get("/insoles/?format=json&brand=superfeet")
        assert response["Location"] == "/insoles/?brand=superfeet&format=json"

    def test_a_form_that_does_not_exist_is_named_on_the_page(self, client: Client) -> None:
        page = opened(client, "/insoles/?format=xml")
        assert "format=xml" in page.main.text


class TestCsv:
    @pytest.mark.parametrize("query", ["", "brand=superfeet&", "block=unknown&problem=low-back-pain&"])
    def test_it_has_one_row_for_every_matching_insole_in_the_order_of_the_list(
        self, client: Client, query: str
    ) -> None:
        pairs = sorted([*query.strip("&").split("&"), "format=csv"]) if query else ["format=csv"]
        rows = csv_rows(client, "/insoles/?" + "&".join(pairs))
        page = opened(client, "/insoles/" + ("?" + query.strip("&") if query else ""))
        assert len(rows) == headed_count(page)
        assert [row["slug"] for row in rows][:24] == products_on(page)

    def test_its_header_names_every_feature_with_its_unit(self, client: Client) -> None:
        header = list(csv_rows(client, "/insoles/?format=csv")[0])
        units = [(feature.slug, feature.unit) for feature in Feature.objects.all()]
        assert header == ["slug", "brand", "name", *(f"{slug} [{unit}]" if unit else slug for slug, unit in units)]

    def test_a_cell_without_a_value_says_why(self, client: Client) -> None:
        rows = csv_rows(client, "/insoles/?brand=superfeet&format=csv")
        states = {cell for row in rows for cell in row.values() if cell.startswith("[")}
        assert states <= {"[not_stated]", "[not_applicable]", "[not_checked]"}
        assert all(cell for row in rows for cell in row.values())

    def test_it_holds_the_values_of_the_json(self, client: Client) -> None:
        rows = {row["slug"]: row for row in csv_rows(client, "/insoles/?brand=superfeet&format=csv")}
        units = {
            slug: f"{slug} [{unit}]" if unit else slug for slug, unit in Feature.objects.values_list("slug", "unit")
        }
        for product in as_data(client, "/insoles/?brand=superfeet")["products"]:
            for slug, said in product["values"].items():
                value = said["value"]
                text = " | ".join(value) if isinstance(value, list) else str(value)
                assert rows[product["slug"]][units[slug]] == text

    @pytest.mark.parametrize("name", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    def test_no_cell_can_be_taken_for_a_formula(self, client: Client, name: str) -> None:
        make_testa(name=name)
        [row] = csv_rows(client, "/insoles/?brand=testa&format=csv")
        assert row["name"] == f"'{name}"

    def test_it_comes_as_a_file(self, client: Client) -> None:
        response = client.get("/problems/flat-feet/?format=csv")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response["Content-Disposition"] == 'attachment; filename="insoles-flat-feet.csv"'

    def test_it_costs_no_query_per_row(self, client: Client) -> None:
        assert len(csv_rows(client, "/insoles/?format=csv")) == Product.objects.published().count()


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield data


class TestLanguage:
    def test_names_are_in_the_language_of_the_address_and_slugs_never_are(self, client: Client) -> None:
        english, german = (client.get(f"{prefix}/insoles/?format=json").json() for prefix in ("", "/de"))
        assert [facet["slug"] for facet in english["facets"]] == [facet["slug"] for facet in german["facets"]]
        assert set(_texts(english["facets"])) != set(_texts(german["facets"]))
        assert english["count"] == german["count"]
