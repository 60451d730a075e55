"""Names, explanations and texts in two columns, English and German."""

import pytest
from django.db import models
from django.utils import translation

from catalogue.models import Feature, Problem
from catalogue.translation import TRANSLATED
from comparisons.models import Comparison
from tests.builders import make_feature, make_problem

ALL: dict[type[models.Model], tuple[str, ...]] = {**TRANSLATED, Comparison: ("title", "intro", "verdict", "note")}


@pytest.mark.parametrize(
    ("model", "name"),
    [(model, name) for model, names in ALL.items() for name in names],
    ids=lambda value: value.__name__ if isinstance(value, type) else value,
)
def test_a_text_has_a_column_for_each_language(model: type[models.Model], name: str) -> None:
    columns = {column.name for column in model._meta.concrete_fields}
    assert {f"{name}_en", f"{name}_de"} <= columns


@pytest.mark.django_db
class TestAName:
    """Read in the language of the page."""

    def test_is_english_on_an_english_page_and_german_on_a_german_one(self) -> None:
        feature = make_feature(name_en="Made-up cup", name_de="Erfundene Schale")
        assert feature.name == "Made-up cup"
        with translation.override("de"):
            assert Feature.objects.get().name == "Erfundene Schale"

    @pytest.mark.parametrize("german", [None, ""])
    def test_falls_back_to_english_where_german_is_missing(self, german: str | None) -> None:
        make_feature(name_en="Made-up cup", name_de=german)
        with translation.override("de"):
            assert Feature.objects.get().name == "Made-up cup"

    def test_is_found_in_the_language_of_the_page(self) -> None:
        make_feature(name_en="Made-up cup", name_de="Erfundene Schale")
        with translation.override("de"):
            assert Feature.objects.filter(name="Erfundene Schale").exists()

    def test_may_be_a_list(self) -> None:
        make_problem(lay_names_en=["made-up heel"], lay_names_de=["erfundene Ferse"])
        assert Problem.objects.get().lay_names == ["made-up heel"]
        with translation.override("de"):
            assert Problem.objects.get().lay_names == ["erfundene Ferse"]

    def test_of_every_starting_feature_and_problem_exists_in_both(self, starting_data: None) -> None:
        for model in (Feature, Problem):
            for row in model._default_manager.all():
                assert all(getattr(row, f"name_{language}") for language in ("en", "de")), row
