"""What each filter lists, and what it leaves open: the SQL and the index asked together, on a few made-up products."""

import pytest

from catalogue.models import Feature, Product, ReferenceRate
from tests.builders import (
    derive,
    make_brand,
    make_decision,
    make_feature,
    make_look_for,
    make_offer,
    make_problem,
    make_product,
    make_rate,
    make_shown,
    make_source,
    make_statement,
    make_suitability,
)
from tests.comparisons.asking import answered, listed, unknown

pytestmark = pytest.mark.django_db


class TestHasAFeature:
    def test_any_choice_that_is_not_absent_will_do(self) -> None:
        feature = make_feature("ribs")
        for name, choice in (("Low", "low"), ("Open", "stated-only"), ("None", "none")):
            make_shown(make_product(name=name), feature, choice)
        make_product(name="Unknown")
        assert listed("feature=ribs&sort=name") == ["Low", "Open"]

    def test_each_one_named_must_be_there(self) -> None:
        ribs, knobs = make_feature("ribs"), make_feature("knobs", kind="yes_no")
        both, one = make_product(name="Both"), make_product(name="One")
        make_shown(both, ribs, "low")
        make_shown(both, knobs, "yes")
        make_shown(one, ribs, "low")
        make_shown(one, knobs, "no")
        assert listed("feature=ribs&feature=knobs") == ["Both"]

    def test_a_disputed_one_goes_by_the_shown_value(self) -> None:
        feature = make_feature("ribs")
        product = make_product(name="Disputed")
        make_statement(product, feature, "none", voice="retailer")
        make_shown(product, feature, "low", voice="maker")
        assert listed("feature=ribs") == ["Disputed"]

    def test_what_only_a_barred_source_says_does_not_count(self) -> None:
        product, feature = make_product(), make_feature("ribs")
        make_statement(product, feature, "low", source=make_source(barred_because="A made-up reason."))
        derive()
        assert listed("feature=ribs") == []


class TestAnyOfTheseChoices:
    def test_several_choices_widen(self) -> None:
        feature = make_feature("ribs")
        for name in ("Low", "Medium", "High"):
            make_shown(make_product(name=name), feature, name.lower())
        assert listed("ribs=low&ribs=high&sort=name") == ["High", "Low"]

    def test_features_of_several_choices_need_one_of_them(self) -> None:
        feature = make_feature("stuff", kind="choices", choices=["cork", "gel", "wool"])
        make_shown(make_product(name="Cork and gel"), feature, "cork", "gel")
        make_shown(make_product(name="Wool"), feature, "wool")
        assert listed("stuff=gel") == ["Cork and gel"]
        assert listed("stuff=gel&stuff=wool&sort=name") == ["Cork and gel", "Wool"]

    def test_not_stated_holds_what_could_have_a_value(self) -> None:
        form = make_feature("form", choices=["full-length", "forefoot"])
        feature = make_feature("heel-ribs", zone="rearfoot")
        make_shown(make_product(name="Stated"), feature, "low")
        make_product(name="Not stated")
        make_product(name="Not checked", checked_on=None)
        make_shown(make_product(name="Out of reach"), form, "forefoot")
        make_shown(make_product(name="In reach"), form, "full-length")
        assert listed("heel-ribs=not_stated&sort=name") == ["In reach", "Not checked", "Not stated"]
        assert listed("heel-ribs=not_stated&heel-ribs=low&sort=name") == [
            "In reach",
            "Not checked",
            "Not stated",
            "Stated",
        ]

    @pytest.mark.parametrize(
        ("state", "is_listed"), [("not_stated", True), ("not_checked", True), ("not_applicable", False)]
    )
    def test_an_editor_has_the_last_word_on_it(self, state: str, is_listed: bool) -> None:
        form = make_feature("form", choices=["full-length", "forefoot"])
        feature = make_feature("heel-ribs", zone="rearfoot")
        for name, said in (("Short", "forefoot"), ("Long", "full-length")):
            product = make_product(name=name)
            make_shown(product, form, said)
            make_decision(product=product, feature=feature, state=state)
        derive()
        assert listed("heel-ribs=not_stated&sort=name") == (["Long", "Short"] if is_listed else [])

    def test_a_form_that_an_editor_called_not_stated_rules_nothing_out(self) -> None:
        form, feature = (
            make_feature("form", choices=["full-length", "forefoot"]),
            make_feature("heel-ribs", zone="rearfoot"),
        )
        product = make_product(name="Formless")
        make_statement(product, form, "forefoot")
        make_decision(product=product, feature=form, state="not_stated")
        derive()
        assert listed(f"{feature.slug}=not_stated") == ["Formless"]


class TestRanges:
    def test_both_ends_are_included(self) -> None:
        feature = make_feature("height", kind="number")
        for number in (1, 2, 2.5, 3, 3.001):
            make_shown(make_product(name=str(number)), feature, number)
        make_product(name="Unknown")
        assert listed("height_min=2&height_max=3&sort=name") == ["2", "2.5", "3"]
        assert listed("height_max=2&sort=name") == ["1", "2"]

    def test_not_stated_is_united_with_the_range(self) -> None:
        feature = make_feature("height", kind="number")
        make_shown(make_product(name="Low"), feature, 1)
        make_shown(make_product(name="High"), feature, 9)
        make_product(name="Unknown")
        assert listed("height_max=2&height=not_stated&sort=name") == ["Low", "Unknown"]

    def test_a_range_turned_round_lists_nothing(self) -> None:
        make_shown(make_product(), make_feature("height", kind="number"), 2)
        assert listed("height_min=3&height_max=1") == []

    def test_numbers_are_read_in_the_units_typed(self) -> None:
        feature = make_feature("height", kind="number")
        make_shown(make_product(name="An inch"), feature, 25.4)
        assert listed("height_min=1in&height_max=2,54cm") == ["An inch"]


class TestExclusions:
    def test_other_values_and_not_applicable_stay_and_no_value_is_open(self) -> None:
        form = make_feature("form", choices=["full-length", "forefoot"])
        feature = make_feature("heel-ribs", zone="rearfoot")
        for name, choice in (("Low", "low"), ("High", "high"), ("Open", "stated-only"), ("None", "none")):
            make_shown(make_product(name=name), feature, choice)
        make_shown(make_product(name="Out of reach"), form, "forefoot")
        make_product(name="Unknown")
        assert listed("not_heel-ribs=low&sort=name") == ["High", "None", "Open", "Out of reach"]
        assert unknown("not_heel-ribs=low") == ["Unknown"]

    def test_an_open_list_that_does_not_name_it_stays(self) -> None:
        feature = make_feature("stuff", kind="choices", choices=["cork", "latex"])
        make_shown(make_product(name="Cork"), feature, "cork")
        make_shown(make_product(name="Both"), feature, "cork", "latex")
        make_product(name="Unknown")
        assert listed("not_stuff=latex") == ["Cork"]
        assert unknown("not_stuff=latex") == ["Unknown"]

    def test_a_brand_is_always_known(self) -> None:
        make_product(name="One", brand=make_brand(name="First", slug="first"))
        make_product(name="Other", brand=make_brand(name="Second", slug="second"))
        assert listed("not_brand=first") == ["Other"]
        assert unknown("not_brand=first") == []

    def test_what_fails_another_filter_is_not_open(self) -> None:
        ribs, knobs = make_feature("ribs"), make_feature("knobs", kind="yes_no")
        make_shown(make_product(name="Has knobs"), knobs, "yes")
        make_shown(make_product(name="No knobs"), knobs, "no")
        make_shown(make_product(name="Ribs and knobs"), ribs, "high")
        assert unknown("not_ribs=low&knobs=yes") == ["Has knobs"]


class TestStockInsoleFixed:
    @pytest.mark.parametrize(
        ("values", "place"),
        [
            pytest.param({"needs-removable-insole": "yes"}, "dropped", id="needs the insole out"),
            pytest.param({"placement": "replaces"}, "dropped", id="replaces it"),
            pytest.param({"placement": "underneath"}, "dropped", id="goes underneath"),
            pytest.param(
                {"needs-removable-insole": "yes", "thickness-heel": 2}, "dropped", id="thin, but needs it out"
            ),
            pytest.param({"placement": "replaces", "form": "heel-cup"}, "dropped", id="short, but replaces it"),
            pytest.param({"needs-removable-insole": "no"}, "listed", id="does not need it out"),
            pytest.param({"placement": "on-top"}, "listed", id="lies on top"),
            pytest.param({"placement": "stuck-in"}, "listed", id="is stuck in"),
            pytest.param({"form": "heel-cup"}, "listed", id="short"),
            pytest.param({"thickness-heel": 3}, "listed", id="three millimetres"),
            pytest.param({"thickness-heel": 3.001}, "open", id="a little more"),
            pytest.param({"form": "full-length"}, "open", id="full length"),
            pytest.param({}, "open", id="nothing known"),
        ],
    )
    def test_it_drops_lists_or_leaves_open(self, values: dict[str, str | float], place: str) -> None:
        make_feature("needs-removable-insole", kind="yes_no")
        make_feature("placement", choices=["replaces", "on-top", "underneath", "stuck-in"])
        make_feature("form", choices=["full-length", "heel-cup"])
        make_feature("thickness-heel", kind="number")
        product = make_product(name="It")
        for slug, value in values.items():
            make_shown(product, Feature.objects.get(slug=slug), value)
        assert listed("stock_insole=fixed") == (["It"] if place == "listed" else [])
        assert unknown("stock_insole=fixed") == (["It"] if place == "open" else [])

    def test_without_those_features_nothing_is_known(self) -> None:
        make_product(name="It")
        assert listed("stock_insole=fixed") == []
        assert unknown("stock_insole=fixed") == ["It"]


class TestPrices:
    def test_the_lowest_street_offer_of_one_pair_counts(self) -> None:
        product = make_product(name="It")
        make_offer(product, 8, price_kind="list")
        make_offer(product, 25, pairs=2)
        make_offer(product, 13)
        assert listed("price_min=12.5&price_max=12.5") == ["It"]
        assert listed("price_max=12.49") == []

    def test_the_lowest_list_price_counts_where_no_street_offer_is(self) -> None:
        product = make_product(name="It")
        make_offer(product, 30, price_kind="list")
        make_offer(product, 20, price_kind="list")
        make_offer(product, 5, price_kind="struck_out")
        assert listed("price_max=20") == ["It"]
        assert listed("price_max=19.99") == []

    def test_half_a_cent_rounds_up(self) -> None:
        make_offer(make_product(name="It"), "25.01", pairs=2)
        assert listed("price_min=12.51") == ["It"]

    def test_other_currencies_count_as_they_are_converted(self) -> None:
        make_rate("USD", "2")
        make_offer(make_product(name="Dollars"), 30, currency="USD")
        make_offer(make_product(name="Euros"), 16)
        assert listed("price_max=15&sort=price") == ["Dollars"]
        assert listed("price_max=16&sort=price") == ["Dollars", "Euros"]
        assert listed("currency=USD&price_min=31&sort=price") == ["Euros"]

    def test_a_currency_without_a_rate_counts_only_when_it_is_chosen(self) -> None:
        make_offer(make_product(name="Dollars"), 10, currency="USD")
        make_offer(make_product(name="Euros"), 10)
        assert listed("price_max=20") == ["Euros"]
        assert listed("price_max=20&currency=USD") == ["Dollars"]
        assert listed("sort=-price") == ["Euros", "Dollars"]

    def test_a_new_rate_changes_them(self) -> None:
        make_offer(make_product(name="Dollars"), 30, currency="USD")
        rate = make_rate("USD", "2")
        assert listed("price_max=15") == ["Dollars"]
        ReferenceRate.objects.filter(pk=rate.pk).update(per_euro="1.9")
        assert listed("price_max=15") == []

    def test_a_struck_out_price_alone_is_none(self) -> None:
        make_offer(make_product(), 10, price_kind="struck_out")
        assert listed("price_max=20") == []


class TestWords:
    def test_all_words_must_be_in_the_names_whatever_case_and_accents(self) -> None:
        brand = make_brand(name="Fußwerk", slug="fusswerk", aka=["Foot Works"])
        make_product(name="Sohle Größe", line="Ärztlich", aka=["Old Name"], brand=brand)
        for query in ("fusswerk", "FUSSWERK", "sohle+grosse", "arztlich+old", "works+sohl", "%C3%84RZT"):
            assert listed(f"q={query}") == ["Sohle Größe"], query
        assert listed("q=sohle+missing") == []

    def test_a_word_does_not_reach_from_one_name_into_the_next(self) -> None:
        make_product(name="Alpha", line="Beta")
        assert listed("q=phabe") == []


class TestWhatTheMakerSays:
    def test_only_the_maker_and_only_for_exactly_this_problem(self) -> None:
        group = make_problem("group", is_selectable=False)
        ache = make_problem("ache", parent=group)
        make_suitability(make_product(name="Maker"), ache)
        make_suitability(make_product(name="Shop"), ache, voice="retailer")
        make_suitability(make_product(name="Not for"), ache, says="not_for")
        make_suitability(make_product(name="Group"), group)
        assert listed("maker_says=ache") == ["Maker"]
        assert listed("maker_says=group") == ["Group"]


class TestKinds:
    def test_any_of_the_chosen_kinds(self) -> None:
        make_product(name="Comfort", category="comfort")
        make_product(name="Part", category="part")
        make_product(name="Unknown")
        assert listed("category=comfort&category=part&sort=name") == ["Comfort", "Part"]

    def test_only_what_is_published_is_ever_listed(self) -> None:
        for status in Product.Status:
            make_product(name=str(status), status=status)
        assert listed("") == ["published"]


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
