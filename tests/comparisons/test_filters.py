"""The one parser: which words it knows, what it makes of them, and that every feature has its filter."""

from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from catalogue.choices import ANY_INSOLE, RESERVED_WORDS
from catalogue.models import Feature, Product
from comparisons.filters import ORDERS, ProductFilter
from comparisons.index import Vocabulary, load_vocabulary
from comparisons.selection import COMPARE_ONLY, NOT_STATED, WORDS, Range, Selection
from tests.builders import make_feature, make_look_for, make_offer, make_problem, make_product, make_rate
from tests.comparisons.conftest import Catalogue

pytestmark = pytest.mark.django_db


def words_of(parser: ProductFilter) -> set[str]:
    """Every parameter that a parser knows."""
    return set(parser.grammar.read_by)


def read(query: str, vocabulary: Vocabulary | None = None, *, compares: bool = False) -> ProductFilter:
    """The parser of an address."""
    return ProductFilter(QueryDict(query), vocabulary or load_vocabulary(), compares=compares)


class TestItsWords:
    def test_without_features_they_are_the_words_of_the_grammar(self) -> None:
        assert words_of(read("")) == WORDS - set(COMPARE_ONLY)
        assert words_of(read("", compares=True)) >= set(COMPARE_ONLY)

    def test_no_feature_can_be_named_like_one_of_them_or_like_an_order(self) -> None:
        names = {*read("").grammar.filters, *read("", compares=True).grammar.filters}
        orders = {order.removeprefix("-") for order in ORDERS}
        assert {name.replace("_", "-") for name in names | orders} | {ANY_INSOLE} == RESERVED_WORDS

    def test_every_filterable_feature_has_a_filter_of_its_kind(self, catalogue: Catalogue) -> None:
        words = words_of(read("", catalogue.vocabulary))
        for feature in Feature.objects.all():
            slug = feature.slug
            expected = {slug, f"{slug}_min", f"{slug}_max"} if feature.is_number else {slug, f"not_{slug}"}
            assert expected <= words if feature.is_filterable else not expected & words, feature.slug

    def test_a_feature_added_in_the_desk_is_known_at_once(self) -> None:
        make_feature("ribs")
        assert read("ribs=low").selection.any_of == {"ribs": ("low",)}

    def test_features_of_other_groups_are_no_must_haves(self) -> None:
        others: dict[str, dict[str, Any]] = {"glue": {"group": "construction"}, "height": {"kind": "number"}}
        for slug, fields in {"ribs": {}, **others}.items():
            make_feature(slug, **fields)
        found = read("feature=ribs&feature=glue&feature=height")
        assert found.selection.having == ("ribs",)
        assert [bad.value for bad in found.ignored] == ["glue", "height"]


class TestWhatItReads:
    def test_choices_exclusions_and_bounds(self) -> None:
        make_feature("ribs")
        make_feature("height", kind="number")
        found = read("ribs=low&ribs=high&ribs=not_stated&not_ribs=none&height_min=2&height=not_stated").selection
        assert found.any_of == {"height": (NOT_STATED,), "ribs": ("high", "low", NOT_STATED)}
        assert found.excluded == {"ribs": ("none",)}
        assert found.ranges == {"height": Range(low=Decimal(2))}

    def test_the_same_question_in_any_language(self) -> None:
        make_feature("ribs")
        with override("de"):
            assert read("ribs=low&sort=name").selection == Selection(any_of={"ribs": ("low",)}, sort="name")

    def test_wishes_only_of_the_chosen_problems_and_not_both_ways(self) -> None:
        ribs, knobs = make_feature("ribs"), make_feature("knobs")
        make_look_for(make_problem("first"), ribs)
        make_look_for(make_problem("second"), knobs)
        found = read("problem=first&must=ribs&skip=knobs")
        assert (found.selection.must, found.selection.skip) == (("ribs",), ())
        assert [(bad.name, bad.value) for bad in found.ignored] == [("skip", "knobs")]
        assert read("problem=first&must=ribs&skip=ribs").selection.must == ()

    def test_the_wishes_of_a_group_are_those_of_its_children(self) -> None:
        group = make_problem("group", is_selectable=False)
        make_look_for(make_problem("child", parent=group), make_feature("ribs"))
        assert read("problem=group&must=ribs").selection.must == ("ribs",)

    def test_a_currency_only_where_an_offer_is_in_it_or_a_rate_is_kept(self) -> None:
        make_offer(make_product(), currency="CHF")
        make_rate("HUF", "395.1")
        assert read("currency=CHF").selection.currency == "CHF"
        assert read("currency=HUF").selection.currency == "HUF"
        found = read("currency=USD")
        assert (found.selection.currency, [bad.name for bad in found.ignored]) == ("EUR", ["currency"])

    def test_brands_only_that_have_something_to_show(self) -> None:
        make_product(status=Product.Status.DRAFT)
        assert [bad.value for bad in read("brand=testa").ignored] == ["testa"]
        make_product()
        assert read("brand=testa").selection.brands == ("testa",)

    @pytest.mark.parametrize(
        ("query", "is_json", "is_csv"), [("format=json", True, False), ("format=csv", False, True)]
    )
    def test_the_form_of_the_answer(self, query: str, is_json: bool, is_csv: bool) -> None:
        assert (read(query).is_json, read(query).is_csv) == (is_json, is_csv)

    def test_reading_the_address_costs_no_query(
        self, catalogue: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        query = "form=heel-cup&problem=flat-feet&must=arch-support&brand=superfeet&price_max=30&thickness-heel_max=4"
        with django_assert_num_queries(0):
            assert read(query, catalogue.vocabulary).ignored == []
