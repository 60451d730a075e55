"""Decisions on the sheet: no value, or another one than the rule would show, each with its reason."""

import pytest
from django.test import Client

from catalogue.models import EditorDecision, Feature, Statement
from tests import builders as make
from tests.desk import logged_in
from tests.sheets import decided, decision_on, faults, fill, row, sent_by, sheet_address, shown, touched


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


def pk(feature: Feature, slug: str) -> int:
    """A choice as a list sends it."""
    return feature.choices.get(slug=slug).pk


class TestSayingThatThereIsNoValue:
    @pytest.mark.parametrize("state", ["not_stated", "not_applicable", "not_checked"])
    def test_one_choice_is_enough_where_nothing_is_said(self, desk: Client, state: str) -> None:
        product, cup = make.make_product(), make.make_feature()
        assert fill(desk, product, decided(cup, state)).status_code == 302
        assert shown(product) == {cup.slug: state}
        assert decision_on(cup).reason

    def test_a_reason_of_the_editor_comes_before_the_standard_one(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        fill(desk, product, decided(cup, "not_applicable", "It has no heel."))
        assert decision_on(cup).reason == "It has no heel."

    def test_against_what_is_said_it_needs_a_reason(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_shown(product, cup, "low")
        assert faults(fill(desk, product, decided(cup, "not_stated"))) == "A decision needs a reason."
        fill(desk, product, decided(cup, "not_stated", "It speaks of another model."))
        assert shown(product) == {cup.slug: "not_stated"}

    def test_it_cannot_hide_a_value_that_is_typed_beside_it(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_decision(product=product, feature=cup, state="not_stated")
        typed = row(cup, value=pk(cup, "low"), source=make.make_source().pk, voice="maker")
        assert "would hide the value" in faults(fill(desk, product, typed))
        assert fill(desk, product, typed, decided(cup, "")).status_code == 302
        assert shown(product) == {cup.slug: "low"}

    def test_by_the_rule_again_takes_it_back(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_statement(product, cup, "low")
        make.make_decision(product=product, feature=cup, state="not_stated")
        fill(desk, product, decided(cup, ""))
        assert not EditorDecision.objects.exists()
        assert shown(product) == {cup.slug: "low"}


class TestOverruling:
    def test_shows_the_chosen_statement_and_says_why(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_statement(product, cup, "low")
        rival = make.make_statement(product, cup, "high", voice="retailer")
        make.derive(product)
        fill(desk, product, decided(cup, rival.pk, "Seen on the box."))
        assert shown(product) == {cup.slug: "high"}
        page = desk.get(sheet_address(product))
        line = page.context["sections"][0].lines[0]
        assert (line.shown.value, line.shown.why) == ("High", "decided by an editor: Seen on the box.")
        assert sent_by(page)[f"d{cup.pk}-state"] == str(rival.pk)

    def test_needs_a_reason(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        statement = make.make_statement(product, cup, "low")
        assert faults(fill(desk, product, decided(cup, statement.pk))) == "A decision needs a reason."

    def test_cannot_choose_a_barred_source(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        barred = make.make_statement(product, cup, "low", source=make.make_source(barred_because="It sells them."))
        assert "barred" in faults(fill(desk, product, decided(cup, barred.pk, "I like it.")))

    def test_cannot_choose_a_statement_that_is_taken_out(self, desk: Client) -> None:
        product, cup = make.make_product(), make.make_feature()
        make.make_decision(make.make_statement(product, cup, "low"))
        assert "You take out the statement" in faults(fill(desk, product, touched(cup, remove="on")))
        assert Statement.objects.exists()

    def test_cannot_choose_a_statement_on_another_feature(self, desk: Client) -> None:
        product, cup, arch = make.make_product(), make.make_feature("heel-cup"), make.make_feature("arch-height")
        foreign = make.make_statement(product, arch, "low")
        assert "Select a valid choice" in faults(fill(desk, product, decided(cup, foreign.pk, "Why not.")))

    def test_is_not_offered_where_every_value_is_shown(self, desk: Client) -> None:
        product, stuff = make.make_product(), make.make_feature("stuff", kind="choices", choices=("cork", "tin"))
        make.make_statement(product, stuff, "cork")
        (part,) = desk.get(sheet_address(product)).context["board"].parts
        keys = [key for key, _name in part.decision.fields["state"].choices]
        assert keys == ["", "not_stated", "not_applicable", "not_checked"]

    def test_of_a_feature_of_several_choices_it_stays_until_it_is_taken_back(self, desk: Client) -> None:
        product, stuff = make.make_product(), make.make_feature("stuff", kind="choices", choices=("cork", "tin"))
        statement = make.make_statement(product, stuff, "cork")
        make.make_decision(statement)
        (part,) = desk.get(sheet_address(product)).context["board"].parts
        assert str(statement.pk) in dict(
            part.decision.fields["state"].choices
        )  # else a browser sends that there is none
        fill(desk, product, touched(stuff, as_stated="a cork sole"))
        assert decision_on(stuff).statement == statement
        fill(desk, product, decided(stuff, ""))
        assert not EditorDecision.objects.exists()
