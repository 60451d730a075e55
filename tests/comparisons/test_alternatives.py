"""Insoles like one, told against it: the most telling differences, what is the same, and what is stated of one alone."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from catalogue.choices import FeatureKind
from catalogue.models import Feature, Product
from catalogue.units import IMPERIAL
from comparisons.alternatives import Alternative, Alternatives, alternatives_to
from comparisons.index import build
from comparisons.selection import Selection
from tests.builders import make_brand, make_feature, make_product, make_shown

pytestmark = pytest.mark.django_db

SAME = ("made-up-a", "made-up-b", "made-up-c")


@pytest.fixture(autouse=True)
def features() -> None:
    """Three in which all are equal, so that they are like each other, and some of every kind in which they may differ."""
    for slug in SAME:
        make_feature(slug, is_core=True)
    make_feature("made-up-arch", choices=["low", "high"], is_ordered=True, more_en="higher arch", less_en="lower arch")
    thick = {"more_en": "thicker", "more_de": "dicker", "less_en": "thinner", "less_de": "dünner"}
    make_feature("made-up-thickness", kind=FeatureKind.NUMBER, is_core=True, **thick)
    make_feature("made-up-stuff", kind=FeatureKind.CHOICES, choices=["felt", "cork"])
    make_feature("made-up-pad", kind="yes_no", name_de="Erfundene Pelotte")


def insole(name: str, **values: Any) -> Product:
    """A product of a brand of its own; underscores of features are hyphens, `same` is how many of the three it shows."""
    product = make_product(slug=name, name=name.upper(), brand=make_brand(name=f"Brand {name}", slug=f"brand-{name}"))
    for slug in SAME[: values.pop("same", 3)]:
        make_shown(product, Feature.objects.get(slug=slug), "low")
    for feature, value in values.items():
        several = value if isinstance(value, tuple) else (value,)
        make_shown(product, Feature.objects.get(slug=f"made-up-{feature}"), *several)
    return product


def told(product: Product, **shown: Any) -> Alternatives:
    """What is like it."""
    return alternatives_to(product, build(), 4, Selection(**shown))


def only(product: Product, **shown: Any) -> Alternative:
    """The only one like it."""
    [found] = told(product, **shown).found
    return found


class TestDifferences:
    def test_an_alternative_is_told_against_the_insole(self) -> None:
        one = insole("one", arch="low", thickness=3)
        insole("other", arch="high", thickness=5)
        assert only(one).differences == ("2 mm thicker", "higher arch (High instead of Low)")

    def test_the_two_most_telling_are_told_and_the_rest_is_counted(self) -> None:
        one = insole("one", arch="low", thickness=3, pad="no", stuff="felt")
        insole("other", arch="high", thickness=5, pad="yes", stuff=("felt", "cork"))
        found = only(one)
        assert found.differences == ("2 mm thicker", "higher arch (High instead of Low)")
        assert found.untold == 2

    def test_open_lists_come_last(self) -> None:
        Feature.objects.filter(slug="made-up-stuff").update(is_core=True)
        one = insole("one", arch="low", pad="no", stuff="felt")
        insole("other", arch="high", pad="yes", stuff="cork")
        assert only(one).differences == ("higher arch (High instead of Low)", "Made up pad: Yes instead of No")

    def test_all_told_leaves_none(self) -> None:
        one = insole("one", arch="low")
        insole("other", arch="high")
        assert only(one).untold == 0

    def test_what_a_list_does_not_name_is_not_stated(self) -> None:
        one = insole("one", stuff="felt")
        insole("other", stuff="cork")
        assert only(one).differences == ("Made up stuff: also Cork; Felt not stated",)

    def test_values_that_are_the_same_are_counted(self) -> None:
        one = insole("one", arch="low", thickness=3)
        insole("other", arch="low", thickness=5)
        assert only(one).same == 4

    def test_a_value_stated_of_one_only_is_no_difference(self) -> None:
        one = insole("one", arch="low", thickness=3)
        insole("other", thickness=4, pad="yes")
        found = only(one)
        assert found.differences == ("1 mm thicker",)
        assert (found.only_here, found.only_there) == ("", "")

    def test_numbers_are_in_the_visitors_units(self) -> None:
        one = insole("one", thickness=3)
        insole("other", thickness=5.54)
        assert only(one, units=IMPERIAL).differences == ("0.1 in thicker",)

    def test_words_are_in_the_language_of_the_page(self) -> None:
        one = insole("one", thickness=3)
        insole("other", thickness=4)
        with translation.override("de"):
            assert only(one).differences == ("1 mm dicker",)


class TestWhereNothingDiffers:
    def test_it_says_how_much_is_the_same(self) -> None:
        one = insole("one")
        insole("other")
        found = only(one)
        assert (found.differences, found.untold, found.same) == ((), 0, 3)
        assert (found.only_here, found.only_there) == ("", "")

    def test_what_is_stated_of_one_only_is_said(self) -> None:
        one = insole("one", thickness=3)
        insole("other", pad="yes")
        found = only(one)
        assert found.only_here == "Made up pad: Yes"
        assert found.only_there == "Made up thickness: 3 mm"

    def test_of_that_too_the_most_telling_come_first_and_the_rest_is_counted(self) -> None:
        one = insole("one")
        insole("other", thickness=3, arch="low", pad="yes", stuff="felt")
        assert only(one).only_here == "Made up thickness: 3 mm; Made up arch: Low and 2 more"

    def test_a_value_that_says_only_that_it_is_there_is_neither_the_same_nor_different(self) -> None:
        vague = make_feature("made-up-cup")
        one, other = insole("one"), insole("other")
        make_shown(one, vague, "stated-only")
        make_shown(other, vague, "stated-only")
        assert (only(one).same, only(one).differences) == (3, ())

    def test_it_is_said_in_the_language_of_the_page(self) -> None:
        one = insole("one")
        insole("other", pad="yes")
        with translation.override("de"):
            assert only(one).only_here == "Erfundene Pelotte: ja"


class TestWhichOnes:
    def test_too_little_known_is_another_thing_than_none_like_it(self) -> None:
        little, lonely = insole("little", same=1), insole("lonely", same=0, thickness=3, pad="yes")
        assert (told(little).found, told(little).is_enough_known) == ((), False)
        assert (told(lonely).found, told(lonely).is_enough_known) == ((), True)

    def test_where_all_are_of_its_brand_that_can_be_said(self) -> None:
        one, other = insole("one"), insole("other")
        assert not told(one).is_same_brand_only
        Product.objects.filter(pk=other.pk).update(brand=one.brand)
        assert told(one).is_same_brand_only

    def test_without_any_nothing_is_said_of_brands(self) -> None:
        assert not told(insole("one")).is_same_brand_only

    def test_a_chosen_problem_changes_nothing_but_the_address(self) -> None:
        one = insole("one", thickness=3, pad="no", arch="low")
        insole("other", thickness=4, pad="yes", arch="high")
        chosen = only(one, problems=("made-up-ache",), units=IMPERIAL)
        plain = only(one, units=IMPERIAL)
        assert chosen.compare_url == "/compare/?problem=made-up-ache&units=imperial&with=one&with=other"
        assert replace(chosen, compare_url="") == replace(plain, compare_url="")

    def test_one_that_the_index_does_not_know_has_none(self) -> None:
        insole("other")
        index = build()
        assert alternatives_to(insole("one"), index, 4) == Alternatives(Product.objects.get(slug="one"), 2)

    def test_one_that_is_gone_meanwhile_is_passed_over(self) -> None:
        one = insole("one")
        insole("other")
        index = build()
        Product.objects.get(slug="other").entries.all().delete()
        Product.objects.get(slug="other").statements.all().delete()
        Product.objects.get(slug="other").delete()
        assert alternatives_to(one, index, 4).found == ()

    def test_it_asks_for_names_once_however_many_there_are(self, django_assert_num_queries: Any) -> None:
        one = insole("one", thickness=3)
        for name in ("a", "b", "c"):
            insole(name, thickness=4, stuff=("felt", "cork"))
        index = build()
        one = Product.objects.with_brand().get(pk=one.pk)
        with django_assert_num_queries(1):
            assert len(alternatives_to(one, index, 4).found) == 3

    def test_where_there_are_none_it_asks_nothing(self, django_assert_num_queries: Any) -> None:
        one = insole("one")
        index = build()
        with django_assert_num_queries(0):
            assert alternatives_to(one, index, 4).found == ()
