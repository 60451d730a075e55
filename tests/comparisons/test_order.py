"""The order of a list, and what chosen problems do to it: index, SQL and oracle agree."""

import pytest

from tests.builders import (
    make_feature,
    make_look_for,
    make_offer,
    make_problem,
    make_product,
    make_shown,
)
from tests.comparisons.asking import answered, listed, unknown

pytestmark = pytest.mark.django_db


class TestOrder:
    def test_equals_stand_by_folded_name_then_slug_whichever_way(self) -> None:
        make_product(name="Émile", slug="b")
        make_product(name="emile", slug="a")
        make_product(name="Zoe", slug="c")
        make_product(name="Adam", slug="d")
        assert listed("sort=name") == ["Adam", "emile", "Émile", "Zoe"]
        assert listed("sort=-name") == ["Zoe", "Émile", "emile", "Adam"]
        assert listed("sort=known") == listed("sort=-known") == ["Adam", "emile", "Émile", "Zoe"]

    def test_the_best_known_come_first_by_default(self) -> None:
        ribs, knobs = make_feature("ribs"), make_feature("knobs")
        little, much = make_product(name="A little"), make_product(name="Much")
        make_shown(little, ribs, "low")
        make_shown(much, ribs, "low")
        make_shown(much, knobs, "low")
        make_product(name="Nothing")
        assert listed("") == ["Much", "A little", "Nothing"]
        assert listed("sort=known") == ["Nothing", "A little", "Much"]

    @pytest.mark.parametrize("order", ["height", "price"])
    def test_what_has_no_rank_comes_last_both_ways(self, order: str) -> None:
        feature = make_feature("height", kind="number")
        for name, number in (("Two", 2), ("Ten", 10)):
            product = make_product(name=name)
            make_shown(product, feature, number)
            make_offer(product, number)
        make_product(name="None")
        assert listed(f"sort={order}") == ["Two", "Ten", "None"]
        assert listed(f"sort=-{order}") == ["Ten", "Two", "None"]

    def test_a_feature_without_a_filter_can_still_be_sorted_by(self) -> None:
        feature = make_feature("height", kind="number", is_filterable=False)
        for name, number in (("Two", 2), ("One", 1)):
            make_shown(make_product(name=name), feature, number)
        assert listed("sort=height") == ["One", "Two"]


class TestChosenProblems:
    def test_products_are_split_in_three(self) -> None:
        ribs, ache = make_feature("ribs"), make_problem("ache")
        make_look_for(ache, ribs, ["high"], avoid=["none"])
        for name, choice in (("Fits", "high"), ("Open", "stated-only"), ("Other", "low"), ("Avoid", "none")):
            make_shown(make_product(name=name), ribs, choice)
        make_product(name="Unknown")
        assert listed("problem=ache") == ["Fits"]
        assert unknown("problem=ache") == ["Open", "Unknown"]

    def test_only_a_supporting_feature_that_is_there_lists_a_product(self) -> None:
        ache, support, make = make_problem("ache"), make_feature("ribs"), make_feature("stuff", group="construction")
        make_look_for(ache, support, ["none"])
        make_look_for(ache, make, ["high"])
        product = make_product()
        make_shown(product, support, "none")
        make_shown(product, make, "high")
        assert listed("problem=ache") == []
        assert unknown("problem=ache") == []

    def test_a_score_of_nothing_lists_nothing(self) -> None:
        ache, ribs, knobs = make_problem("ache"), make_feature("ribs"), make_feature("knobs")
        make_look_for(ache, ribs, ["high"])
        make_look_for(ache, knobs, ["low"], avoid=["high"])
        product = make_product()
        make_shown(product, ribs, "high")
        make_shown(product, knobs, "high")
        assert listed("problem=ache") == []
        assert listed("problem=ache&skip=knobs") == [product.name]

    def test_the_order_is_score_then_fewer_unknowns_then_name(self) -> None:
        ache = make_problem("ache")
        ribs, knobs = make_feature("ribs"), make_feature("knobs")
        make_look_for(ache, ribs, ["high"], weight=2)
        make_look_for(ache, knobs, ["high"])
        for name, values in (
            ("B unknown", {"ribs": "high"}),
            ("C known", {"ribs": "high", "knobs": "low"}),
            ("A unknown", {"ribs": "high"}),
            ("D both", {"ribs": "high", "knobs": "high"}),
            ("E lighter", {"ribs": "low", "knobs": "high"}),
        ):
            product = make_product(name=name)
            for slug, value in values.items():
                make_shown(product, {"ribs": ribs, "knobs": knobs}[slug], value)
        assert listed("problem=ache") == ["D both", "C known", "A unknown", "B unknown", "E lighter"]

    def test_a_must_have_that_is_not_known_never_passes_and_stays_open(self) -> None:
        ache, ribs, knobs = make_problem("ache"), make_feature("ribs"), make_feature("knobs", group="fit")
        make_look_for(ache, ribs, ["high"])
        make_look_for(ache, knobs, ["high"])
        for name, values in (
            ("Both", ("high", "high")),
            ("Unknown", ("high",)),
            ("Fails", ("high", "low")),
            ("Hopeless", ("low",)),
        ):
            product = make_product(name=name)
            for feature, value in zip((ribs, knobs), values, strict=False):
                make_shown(product, feature, value)
        assert listed("problem=ache&must=knobs") == ["Both"]
        assert unknown("problem=ache&must=knobs") == ["Unknown"]

    def test_a_group_lists_products_by_their_best_child(self) -> None:
        group = make_problem("group", is_selectable=False)
        first, second = make_problem("first", parent=group), make_problem("second", parent=group)
        ribs, knobs = make_feature("ribs"), make_feature("knobs")
        make_look_for(first, ribs, ["high"])
        make_look_for(first, knobs, [], avoid=["high"])
        make_look_for(second, knobs, ["high"])
        for name, feature, value in (("First", ribs, "high"), ("Second", knobs, "high"), ("Neither", ribs, "low")):
            make_shown(make_product(name=name), feature, value)
        assert listed("problem=group") == ["Second", "First"]
        assert unknown("problem=group") == ["Neither"]

    def test_several_problems_make_one_sum(self) -> None:
        ribs, knobs = make_feature("ribs"), make_feature("knobs")
        make_look_for(make_problem("first"), ribs, ["high"], weight=3)
        make_look_for(make_problem("second"), knobs, ["high"], weight=1)
        one, other = make_product(name="One"), make_product(name="Other")
        make_shown(other, knobs, "high")
        make_shown(one, ribs, "high")
        assert listed("problem=first&problem=second") == ["One", "Other"]

    def test_what_needs_a_professional_first_lists_nothing_at_all(self) -> None:
        ribs = make_feature("ribs")
        make_look_for(make_problem("ache"), ribs, ["high"])
        make_problem("alarm", group="clinician_first")
        make_shown(make_product(), ribs, "high")
        for query in ("problem=alarm", "problem=ache&problem=alarm"):
            assert listed(query) == unknown(query) == []
            assert answered(query)[1].not_fitting == 0
