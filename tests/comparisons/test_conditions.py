"""What each filter lists, and what it leaves open: the SQL and the index asked together, on a few made-up products."""

import pytest

from catalogue.models import Feature, Product, ReferenceRate
from tests.builders import (
    derive,
    make_brand,
    make_decision,
    make_feature,
    make_offer,
    make_problem,
    make_product,
    make_rate,
    make_shown,
    make_source,
    make_statement,
    make_suitability,
)
from tests.comparisons.asking import listed, unknown

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
