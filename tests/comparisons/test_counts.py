"""The count beside every value of every facet, by its definition, and what follows from it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from catalogue.choices import FeatureKind
from comparisons.index import Answer, FacetCounts
from comparisons.selection import NOT_STATED, Selection, address, address_pairs
from tests.builders import make_feature, make_look_for, make_offer, make_problem, make_product, make_rate, make_shown
from tests.comparisons.addresses import parsed, selections
from tests.comparisons.asking import answered, counts
from tests.comparisons.conftest import Catalogue

pytestmark = pytest.mark.django_db

SEVERAL = {"brand": "brands", "category": "categories", "maker_says": "maker_says", "feature": "having"}


def drawn(data: st.DataObject, catalogue: Catalogue) -> Answer:
    """The answer to a random selection, which is named when a test fails."""
    selection = data.draw(selections(catalogue.world, catalogue.vocabulary))
    note(address("/insoles/", selection))
    return Answer(catalogue.index, selection)


def shown_values(counted: FacetCounts) -> dict[str, int]:
    """The values that are not zero."""
    return {slug: count for slug, count in counted.values.items() if count}


def only(selection: Selection, facet: str, value: str) -> Selection:
    """The selection with this value as the only choice of a facet."""
    if facet in SEVERAL:
        chosen: dict[str, Any] = {SEVERAL[facet]: (value,)}
        return replace(selection, **chosen)
    return selection.without_facet(facet).choosing(facet, [value])


def untouched(answer: Answer) -> Iterator[tuple[str, FacetCounts]]:
    """The facets in which nothing is chosen; the problem's is asked of on its own."""
    selection = answer.selection
    for facet, counted in answer.counts():
        chosen = getattr(selection, SEVERAL[facet]) if facet in SEVERAL else selection.any_of.get(facet)
        if facet not in {"problem", "price"} and not chosen and facet not in selection.ranges:
            yield facet, counted


class TestForAnyAddress:
    @given(data=st.data())
    def test_every_count_is_what_the_oracle_counts(self, data: st.DataObject, catalogue: Catalogue) -> None:
        answer = drawn(data, catalogue)
        asked = catalogue.world.ask(answer.selection)
        counted = dict(answer.counts())
        assert sorted(counted) == sorted(catalogue.world.facets())
        for facet, found in counted.items():
            expected = asked.counts(facet)
            assert shown_values(found) == {slug: count for slug, count in expected.values.items() if count}, facet
            assert (found.not_stated, found.not_applicable) == (expected.not_stated, expected.not_applicable), facet
            assert (found.low, found.high) == (expected.low, expected.high), facet

    @given(data=st.data())
    def test_ticking_a_value_in_an_open_facet_gives_exactly_its_count(
        self, data: st.DataObject, catalogue: Catalogue
    ) -> None:
        answer = drawn(data, catalogue)
        facet, counted = data.draw(st.sampled_from(list(untouched(answer))))
        values = dict(counted.values) | ({} if facet in SEVERAL else {NOT_STATED: counted.not_stated})
        for value, count in values.items():
            assert answer.count_with(only(answer.selection, facet, value)) == count, (facet, value)

    @given(data=st.data())
    def test_the_values_of_a_feature_of_one_choice_add_up(self, data: st.DataObject, catalogue: Catalogue) -> None:
        answer = drawn(data, catalogue)
        counted = dict(answer.counts())
        for feature in catalogue.vocabulary.filterable:
            if feature.kind == FeatureKind.CHOICE:
                found = counted[feature.slug]
                whole = answer.count_with(answer.selection.without_facet(feature.slug))
                assert sum(found.values.values()) + found.not_stated + found.not_applicable == whole, feature.slug

    @given(data=st.data())
    def test_a_problem_counts_what_its_own_address_lists(self, data: st.DataObject, catalogue: Catalogue) -> None:
        answer = drawn(data, catalogue)
        problem = data.draw(st.sampled_from(catalogue.vocabulary.problems)).slug
        others = [pair for pair in address_pairs(answer.selection) if pair[0] != "problem"]
        alone = parsed([*others, ("problem", problem)], catalogue.vocabulary).selection
        assert dict(answer.counts())["problem"].values[problem] == Answer(catalogue.index, alone).total

    @given(data=st.data())
    def test_a_chosen_must_have_shows_the_total(self, data: st.DataObject, catalogue: Catalogue) -> None:
        answer = drawn(data, catalogue)
        for slug in answer.selection.having:
            assert dict(answer.counts())["feature"].values[slug] == answer.total

    def test_no_value_ever_vanishes(self, catalogue: Catalogue) -> None:
        counted = dict(Answer(catalogue.index, Selection(query="no such insole")).counts())
        assert all(not shown_values(found) for found in counted.values())
        for feature in catalogue.vocabulary.filterable:
            assert set(counted[feature.slug].values) == {choice.slug for choice in feature.choices.all()}
        assert set(counted["brand"].values) == {brand.slug for brand in catalogue.vocabulary.brands}
        assert set(counted["problem"].values) == {problem.slug for problem in catalogue.vocabulary.problems}


class TestOneFacet:
    def test_its_own_choice_leaves_its_counts_as_they_were(self) -> None:
        feature = make_feature("ribs")
        for choice in ("low", "low", "high"):
            make_shown(make_product(), feature, choice)
        assert shown_values(counts("", "ribs")) == shown_values(counts("ribs=high", "ribs")) == {"low": 2, "high": 1}

    def test_its_own_exclusion_applies(self) -> None:
        feature = make_feature("ribs")
        for choice in ("low", "high"):
            make_shown(make_product(), feature, choice)
        make_product()
        found = counts("not_ribs=low", "ribs")
        assert shown_values(found) == {"high": 1}
        assert found.not_stated == 0

    def test_features_of_several_choices_count_each_of_them(self) -> None:
        feature = make_feature("stuff", kind="choices", choices=["cork", "gel"])
        make_shown(make_product(), feature, "cork", "gel")
        assert shown_values(counts("", "stuff")) == {"cork": 1, "gel": 1}

    def test_the_ends_of_a_number_are_those_without_its_own_range(self) -> None:
        feature = make_feature("height", kind="number")
        for number in (2, 5, 9):
            make_shown(make_product(), feature, number)
        found = counts("height_min=4&height_max=6", "height")
        assert (found.low, found.high) == (Decimal(2), Decimal(9))

    def test_the_ends_of_the_price_are_of_the_chosen_currency(self) -> None:
        make_offer(make_product(), 10)
        make_offer(make_product(), 20, currency="USD")
        found = counts("currency=USD", "price")
        assert (found.low, found.high, found.not_stated) == (Decimal(20), Decimal(20), 1)
        assert counts("", "price").low == Decimal(10)

    def test_the_ends_of_the_price_are_converted_ones_too(self) -> None:
        make_rate("USD", "2")
        make_offer(make_product(), 10)
        make_offer(make_product(), 50, currency="USD")
        found = counts("", "price")
        assert (found.low, found.high, found.not_stated) == (Decimal(10), Decimal(25), 0)


class TestProblems:
    def test_a_must_have_that_another_problem_does_not_look_for_does_not_count_against_it(self) -> None:
        ribs, knobs = make_feature("ribs"), make_feature("knobs")
        make_look_for(make_problem("first"), ribs, ["high"])
        make_look_for(make_problem("second"), knobs, ["high"])
        product = make_product()
        make_shown(product, ribs, "high")
        make_shown(product, knobs, "high")
        assert counts("problem=first&must=ribs", "problem").values == {"first": 1, "second": 1}

    def test_what_needs_a_professional_first_counts_nothing(self) -> None:
        make_problem("alarm", group="clinician_first")
        make_product()
        assert counts("", "problem").values == {"alarm": 0}
        assert "alarm" not in counts("", "maker_says").values

    def test_the_rest_of_a_split_is_counted_as_not_fitting(self) -> None:
        ribs, ache = make_feature("ribs"), make_problem("ache")
        make_look_for(ache, ribs, ["high"])
        for choice in ("high", "low", "none"):
            make_shown(make_product(), ribs, choice)
        make_product()
        _, answer = answered("problem=ache")
        assert (answer.total, answer.unknown.bit_count(), answer.not_fitting) == (1, 1, 2)
