"""Why a cell has no value, told from product, form and feature."""

from datetime import timedelta
from typing import Any

import pytest

from catalogue.choices import ZONES_REACHED, EntryState, Zone, form_reaches
from catalogue.models import Cell, Choice, Feature, Product, SpecEntry, sheet_of, sheets
from tests.builders import DAY, make_decision, make_feature, make_product, make_shown

pytestmark = pytest.mark.django_db

REACHED = {
    "full-length": {"rearfoot", "midfoot", "forefoot"},
    "three-quarter": {"rearfoot", "midfoot"},
    "heel-cup": {"rearfoot"},
    "heel-insert": {"rearfoot"},
    "arch-insert": {"midfoot"},
    "forefoot": {"forefoot"},
}


def cell_of(product: Product, feature: Feature) -> Cell:
    """Its cell, the form being looked at as well."""
    [sheet] = sheets([product], list(Feature.objects.with_choices()))
    found = sheet.cell(feature.slug)
    assert found is not None
    return found


class TestFormsAndZones:
    @pytest.mark.parametrize("form", sorted(REACHED))
    @pytest.mark.parametrize("zone", ["rearfoot", "midfoot", "forefoot"])
    def test_a_form_reaches_its_zones_and_no_other(self, form: str, zone: str) -> None:
        assert form_reaches(form, "made-up", zone) is (zone in REACHED[form])

    @pytest.mark.parametrize("form", sorted(REACHED))
    @pytest.mark.parametrize("zone", ["full_length", "none"])
    def test_what_concerns_the_whole_insole_applies_to_every_form(self, form: str, zone: str) -> None:
        assert form_reaches(form, "made-up", zone)

    @pytest.mark.parametrize("zone", Zone.values)
    def test_an_unknown_form_rules_nothing_out(self, zone: str) -> None:
        assert form_reaches(None, "made-up", zone)

    @pytest.mark.parametrize(("form", "reaches"), [("forefoot", True), ("arch-insert", True), ("heel-cup", False)])
    def test_the_metatarsal_pad_lies_between_two_zones(self, form: str, *, reaches: bool) -> None:
        assert form_reaches(form, "metatarsal-pad", "forefoot") is reaches

    def test_every_short_form_of_the_rule_is_named(self) -> None:
        assert {form: set(zones) for form, zones in ZONES_REACHED.items()} == {
            form: zones for form, zones in REACHED.items() if form != "full-length"
        }


class TestWithoutAValue:
    @pytest.fixture
    def form(self) -> Feature:
        """The feature that says how far an insole reaches."""
        return make_feature("form", choices=["full-length", "heel-cup"], group="shape")

    def test_not_stated_where_somebody_looked(self) -> None:
        assert cell_of(make_product(), make_feature()).state == EntryState.NOT_STATED

    def test_not_checked_where_nobody_did(self) -> None:
        assert cell_of(make_product(checked_on=None), make_feature()).state == EntryState.NOT_CHECKED

    @pytest.mark.parametrize(("days", "state"), [(0, "not_stated"), (1, "not_checked")])
    def test_not_checked_where_the_feature_is_newer_than_the_check(self, days: int, state: str) -> None:
        feature = make_feature(added_on=DAY + timedelta(days=days))
        assert cell_of(make_product(), feature).state == state

    def test_not_applicable_where_the_form_does_not_reach(self, form: Feature) -> None:
        product = make_product(checked_on=None)
        make_shown(product, form, "heel-cup")
        assert cell_of(product, make_feature(zone="forefoot")).state == EntryState.NOT_APPLICABLE

    def test_a_stated_value_wins_over_the_form(self, form: Feature) -> None:
        product, feature = make_product(), make_feature(zone="forefoot")
        make_shown(product, form, "heel-cup")
        make_shown(product, feature, "high")
        assert cell_of(product, feature).slugs == ("high",)

    def test_an_editors_word_wins_over_the_form(self, form: Feature) -> None:
        product, feature = make_product(), make_feature(zone="forefoot")
        make_decision(product=product, feature=feature, state="not_stated")
        make_shown(product, form, "heel-cup")
        assert cell_of(product, feature).state == EntryState.NOT_STATED


class TestWhatCanDiffer:
    def test_a_value_that_says_how_much(self) -> None:
        assert _cell("high").comparable == frozenset({"high"})

    def test_not_one_that_only_says_that_it_is_there(self) -> None:
        assert _cell("stated-only").comparable is None

    def test_not_a_missing_one(self) -> None:
        assert Cell(make_feature(), EntryState.NOT_STATED).comparable is None

    def test_several_choices_as_a_set(self) -> None:
        feature = make_feature(kind="choices", choices=["a", "b"])
        choices = tuple(feature.choices.all())
        cells = [Cell(feature, EntryState.STATED, found) for found in (choices, choices[::-1])]
        assert cells[0].comparable == cells[1].comparable


def _cell(slug: str) -> Cell:
    feature = make_feature()
    choice: Choice = feature.choices.get(slug=slug)
    return Cell(feature, EntryState.STATED, (choice,))


@pytest.mark.usefixtures("starting_data")
class TestASheetFromLoadedStatements:
    def test_it_is_the_same_as_one_read_with_its_statements(self) -> None:
        make_decision(product=Product.objects.all()[0], feature=Feature.objects.all()[0], state="not_applicable")
        SpecEntry.objects.derive()
        features = list(Feature.objects.with_choices())
        products = list(Product.objects.for_page())
        for product, expected in zip(products, sheets(products, features), strict=True):
            assert sheet_of(product, features) == expected

    def test_it_takes_one_query(self, django_assert_num_queries: Any) -> None:
        features = list(Feature.objects.with_choices())
        product = Product.objects.for_page().get(slug="superfeet-green")
        with django_assert_num_queries(1):
            assert sheet_of(product, features).known


def test_a_sheet_passes_over_what_came_later_than_its_features() -> None:
    known = make_feature()
    features = list(Feature.objects.with_choices())
    product = make_product()
    make_shown(product, known, "low")
    make_shown(product, make_feature("made-up-later"), "low")
    make_shown(product, make_feature("made-up-list", kind="choices", choices=["a"]), "a")
    [cell] = sheet_of(Product.objects.for_page().get(pk=product.pk), features).cells
    assert cell.slugs == ("low",)
