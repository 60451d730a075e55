"""A feature that an editor adds at the desk is everywhere at once, whatever its kind: a choice, several choices, or a number."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.models import Feature, Product, Source, Statement
from tests import builders as make
from tests.catalogue.tables import STATEMENT, imported, one, tried
from tests.comparisons.list_pages import as_data, control, csv_rows, products_on, values_of
from tests.desk import address, complaints, logged_in, submit
from tests.pages import opened
from tests.sheets import fill, row

pytestmark = pytest.mark.django_db

TYPED = {"name_en": "Wobble", "slug": "wobble", "explanation_en": "A made-up wobble.", "group": "shape"}


@dataclass(frozen=True)
class Case:
    """A kind of feature, two values of one insole where it takes them, and how they look."""

    kind: str
    unit: str
    values: tuple[str, ...]
    text: str
    filtered: str
    filtered_out: str


ONE = Case("choice", "", ("soft",), "Soft", "wobble=soft", "wobble=firm")
SEVERAL = Case("choices", "", ("soft", "firm"), "Soft, Firm", "wobble=firm", "not_wobble=firm")
NUMBER = Case("number", "mm", ("12.5",), "12.5 mm", "wobble_min=12", "wobble_max=12")


@pytest.fixture(params=[ONE, SEVERAL, NUMBER], ids=["one choice", "several choices", "number"])
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def desk() -> Client:
    return logged_in()


@pytest.fixture
def feature(desk: Client, case: Case) -> Feature:
    """Added at the desk, after two insoles were there."""
    make.make_product(slug="with-it")
    make.make_product(slug="without")
    make.make_source(slug="a-source")
    choices = {} if case.kind == "number" else {"choices-TOTAL_FORMS": 2}
    for number, name in enumerate(["Soft", "Firm"] if choices else []):
        choices |= {f"choices-{number}-name_en": name, f"choices-{number}-slug": name.lower()}  # type: ignore[dict-item]
    added = submit(desk, address(Feature, "add"), {**TYPED, **choices, "kind": case.kind, "unit": case.unit})
    assert added.status_code == 302, complaints(added)
    return Feature.objects.get()


@pytest.fixture
def stated(desk: Client, feature: Feature, case: Case) -> Feature:
    """Said of one of them, on its sheet."""
    product = Product.objects.get(slug="with-it")
    ids = [feature.choices.get(slug=value).pk for value in case.values] if feature.choices.exists() else case.values
    typed = row(
        feature, value=list(ids) if case.kind == "choices" else ids[0], source=Source.objects.get().pk, voice="maker"
    )
    assert fill(desk, product, typed).status_code == 302
    return feature


class TestANewFeature:
    def test_filters_with_the_right_counts(self, client: Client, stated: Feature, case: Case) -> None:
        page = opened(client, "/insoles/")
        values = [(value.name, value.count) for value in values_of(control(page, "wobble"))]
        choices = [("Soft", 1), ("Firm", 1 if "firm" in case.values else 0)] if case.kind != "number" else []
        assert values == [*choices, ("Not stated", 1)]
        assert products_on(opened(client, f"/insoles/?{case.filtered}")) == ["with-it"]
        assert products_on(opened(client, f"/insoles/?{case.filtered_out}")) == []
        (facet,) = [facet for facet in as_data(client, "/insoles/")["facets"] if facet["slug"] == "wobble"]
        assert (facet["kind"], facet["not_stated"]["count"]) == (case.kind, 1)

    def test_stands_on_the_product_page_and_in_a_comparison(self, client: Client, stated: Feature, case: Case) -> None:
        assert case.text.split(",")[0] in opened(client, "/insoles/with-it/").one(id="wobble").text
        page = opened(client, "/compare/?with=with-it&with=without")
        with_it, without = page.one(id="row-wobble").all("td")
        assert with_it.text.startswith(case.text)
        assert without.text == "Not checked yet"

    def test_is_explained(self, client: Client, stated: Feature) -> None:
        assert "A made-up wobble." in opened(client, "/features/").text
        assert [told.text for told in opened(client, "/features/wobble/").main.all("dd")][-1] == "1 insole"

    def test_is_a_column_of_what_is_downloaded(self, client: Client, stated: Feature, case: Case) -> None:
        rows = csv_rows(client, "/insoles/?format=csv")
        (column,) = [name for name in rows[0] if name.startswith("wobble")]
        assert column == (f"wobble [{case.unit}]" if case.unit else "wobble")

    def test_is_taken_from_a_table_and_comes_back_the_same(self, desk: Client, feature: Feature, case: Case) -> None:
        rows = [("with-it", "wobble", value, case.unit, "a-source", "maker") for value in case.values]
        assert tried("statements", [STATEMENT, *rows]).counts["new"] == len(rows)
        imported("statements", [STATEMENT, *rows])
        assert [one.value_text for one in Statement.objects.select_related("choice").order_by("pk")] == list(
            case.values
        )
        out = desk.get(reverse("admin:catalogue_statement_export", args=["csv"])).content.decode()
        assert out.count("wobble") == len(rows)

    def test_is_in_the_open_data(
        self, client: Client, stated: Feature, case: Case, settings: Any, tmp_path: Path
    ) -> None:
        settings.OPEN_DATA_ROOT = tmp_path
        (described,) = json.loads(_file(client, "features.json"))
        assert (described["slug"], described.get("unit", "")) == ("wobble", case.unit)
        assert _file(client, "facts.csv").count("wobble") == len(case.values)


def _file(client: Client, name: str) -> str:
    response: Any = client.get(f"/data/{name}")
    assert response.status_code == 200
    return b"".join(response).decode()


def test_a_value_that_the_new_feature_does_not_have_is_refused(feature: Feature, case: Case) -> None:
    wrong = "hard" if case.kind != "number" else "much"
    line = one(tried("statements", [STATEMENT, ("with-it", "wobble", wrong, case.unit, "a-source", "maker")]))
    assert line.notes[0].column == "value"
