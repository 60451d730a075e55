"""What clean() refuses, in words an editor understands."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from catalogue.choices import EntryState, FeatureKind
from catalogue.models import Choice, EditorDecision, Feature, Statement, plain_number
from tests.builders import (
    make_brand,
    make_decision,
    make_evidence,
    make_feature,
    make_finding,
    make_harm,
    make_look_for,
    make_offer,
    make_problem,
    make_product,
    make_red_flag,
    make_source,
    make_statement,
)


def refusal(row: models.Model, **changes: Any) -> dict[str, list[str]]:
    """What full_clean() says of a row after these changes; empty if nothing."""
    for name, value in changes.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.django_db
class TestAStatement:
    """One source, one value."""

    @pytest.fixture
    def statement(self) -> Statement:
        """A sound one."""
        return make_statement(make_product(), make_feature(), "low")

    def test_is_sound(self, statement: Statement) -> None:
        assert refusal(statement) == {}

    def test_takes_a_choice_of_its_own_feature_only(self, statement: Statement) -> None:
        other = make_feature("made-up-cup")
        assert refusal(statement, choice=other.choices.get(slug="low")) == {
            "choice": ["“Made up cup: Low” is not a choice of Made up height."]
        }

    def test_takes_no_number_where_a_choice_is_needed(self, statement: Statement) -> None:
        said = refusal(statement, choice=None, number=Decimal(3))
        assert said == {"number": ["This feature takes a choice."]}

    def test_takes_no_choice_where_a_number_is_needed(self, statement: Statement) -> None:
        weight = make_feature("made-up-weight", kind=FeatureKind.NUMBER)
        assert "“Made up height: Low” is not a choice of Made up weight." in str(refusal(statement, feature=weight))

    def test_needs_a_value(self, statement: Statement) -> None:
        assert refusal(statement, choice=None) == {
            NON_FIELD_ERRORS: ["Give either a choice or a number, not both and not neither."]
        }

    def test_takes_no_negative_number(self) -> None:
        statement = make_statement(make_product(), make_feature(kind=FeatureKind.NUMBER), 3)
        assert refusal(statement, number=Decimal("-0.1")) == {"number": ["The number cannot be negative."]}

    @pytest.mark.parametrize("number", ["1000000", "1.2345"])
    def test_takes_numbers_of_six_places_before_and_three_behind_the_point(self, number: str) -> None:
        statement = make_statement(make_product(), make_feature(kind=FeatureKind.NUMBER), 3)
        assert "number" in refusal(statement, number=Decimal(number))

    def test_is_said_once_by_one_voice_of_one_source(self, statement: Statement) -> None:
        again = Statement(
            product=statement.product,
            feature=statement.feature,
            choice=statement.choice,
            source=statement.source,
            voice=statement.voice,
        )
        assert refusal(again) == {NON_FIELD_ERRORS: ["This source says this already."]}

    def test_needs_product_feature_source_and_voice(self) -> None:
        assert {"product", "feature", "source", "voice"} <= set(refusal(Statement()))

    @pytest.mark.parametrize(("value", "text"), [("low", "low"), (20, "20"), (3.1, "3.1"), (0, "0")])
    def test_is_named_by_its_value(self, value: str | float, text: str) -> None:
        kind = FeatureKind.CHOICE if isinstance(value, str) else FeatureKind.NUMBER
        statement = make_statement(make_product(), make_feature(kind=kind), value)
        statement.refresh_from_db()
        assert statement.value_text == text
        assert Statement.objects.get_by_natural_key(*statement.natural_key()) == statement


@pytest.mark.parametrize(("number", "text"), [("3.100", "3.1"), ("20.000", "20"), ("0.000", "0"), ("1E+2", "100")])
def test_a_number_is_written_without_needless_zeros(number: str, text: str) -> None:
    assert plain_number(Decimal(number)) == text


@pytest.mark.django_db
class TestADecision:
    """An editor's word on an entry."""

    @pytest.fixture
    def decision(self) -> EditorDecision:
        """A sound overrule."""
        return make_decision(make_statement(make_product(), make_feature(), "low"))

    def test_is_sound(self, decision: EditorDecision) -> None:
        assert refusal(decision) == {}

    def test_needs_a_reason(self, decision: EditorDecision) -> None:
        assert "reason" in refusal(decision, reason="")

    def test_shows_a_statement_about_its_own_entry_only(self, decision: EditorDecision) -> None:
        other = make_statement(decision.product, make_feature("made-up-cup"), "low")
        assert refusal(decision, statement=other) == {
            "statement": ["This statement is about another product or feature."]
        }

    def test_shows_no_statement_of_a_barred_source(self, decision: EditorDecision) -> None:
        barred = make_source(barred_because="A made-up reason.")
        said = make_statement(decision.product, decision.feature, "high", source=barred)
        assert refusal(decision, statement=said) == {"statement": ["Its source is barred: no value is taken from it."]}

    def test_names_a_statement_just_where_it_says_stated(self, decision: EditorDecision) -> None:
        words = ["“Stated” needs the statement to show; the other decisions have none."]
        assert refusal(decision, state=EntryState.NOT_STATED) == {NON_FIELD_ERRORS: words}
        assert refusal(decision, state=EntryState.STATED, statement=None) == {NON_FIELD_ERRORS: words}

    def test_cannot_say_disputed(self, decision: EditorDecision) -> None:
        assert "state" in refusal(decision, state=EntryState.DISPUTED)


@pytest.mark.django_db
class TestAFeature:
    """Vocabulary."""

    def test_keeps_its_kind_while_statements_use_it(self) -> None:
        feature = make_feature()
        make_statement(make_product(), feature, "low")
        assert refusal(feature, kind=FeatureKind.CHOICES) == {
            "kind": ["The kind cannot change while statements use it."]
        }

    def test_of_numbers_needs_a_unit_and_others_have_none(self) -> None:
        words = ["A number needs a unit; other kinds have none."]
        assert refusal(make_feature(), unit="mm") == {NON_FIELD_ERRORS: words}
        number = make_feature("made-up-weight", kind=FeatureKind.NUMBER)
        assert refusal(number, unit="") == {NON_FIELD_ERRORS: words}

    def test_of_numbers_has_no_choices(self) -> None:
        feature = make_feature(kind=FeatureKind.NUMBER)
        assert refusal(Choice(feature=feature, slug="low", position=1, name_en="Low")) == {
            "feature": ["A number has no choices."]
        }

    def test_is_not_named_like_a_word_of_the_addresses(self) -> None:
        said = refusal(make_feature(), slug="brand")
        assert said == {NON_FIELD_ERRORS: ["This word has a meaning of its own in addresses. Choose another slug."]}

    def test_takes_a_list_of_words_as_synonyms(self) -> None:
        assert "synonyms_en" in refusal(make_feature(), synonyms_en=["cup", " "])
        assert refusal(Feature.objects.get(), synonyms_en=["cup"]) == {}


@pytest.mark.django_db
class TestALookForRow:
    """What to look for with one problem."""

    def test_is_sound(self) -> None:
        feature = make_feature()
        row = make_look_for(make_problem(), feature, met=["low"], avoid=["none"])
        assert refusal(row) == {}
        row.clean_links({"choices": list(row.choices.all()), "avoid": list(row.avoid.all())})

    def test_never_belongs_to_what_needs_a_professional_first(self) -> None:
        row = make_look_for(make_problem(group="clinician_first"), make_feature())
        assert refusal(row) == {"problem": ["What needs a professional first never leads to products."]}

    def test_never_asks_for_a_number(self) -> None:
        row = make_look_for(make_problem(), make_feature(kind=FeatureKind.NUMBER))
        assert refusal(row) == {"feature": ["A number has no choices to look for."]}

    @pytest.mark.parametrize("field", ["choices", "avoid"])
    def test_takes_choices_of_its_own_feature_only(self, field: str) -> None:
        row = make_look_for(make_problem(), make_feature())
        with pytest.raises(ValidationError, match=r"“Made up cup: Low” is not a choice of this feature."):
            row.clean_links({field: [make_feature("made-up-cup").choices.get(slug="low")]})

    def test_never_has_a_choice_that_is_met_and_avoided(self) -> None:
        feature = make_feature()
        choice: models.Model = feature.choices.get(slug="low")
        row = make_look_for(make_problem(), feature)
        with pytest.raises(ValidationError, match=r"A choice cannot be both met and avoided."):
            row.clean_links({"choices": [choice], "avoid": [choice]})

    def test_weighs_one_to_three(self) -> None:
        row = make_look_for(make_problem(), make_feature())
        assert refusal(row, weight=4) == {NON_FIELD_ERRORS: ["The weight is 1, 2 or 3."]}


@pytest.mark.django_db
class TestEveryOtherRow:
    """One message a rule."""

    def test_a_warning_sign_needs_a_source(self) -> None:
        with pytest.raises(ValidationError, match=r"A warning sign needs a source."):
            make_red_flag().clean_links({"sources": []})

    def test_a_harm_needs_a_source(self) -> None:
        with pytest.raises(ValidationError, match=r"A harm needs a source."):
            make_harm().clean_links({})

    def test_a_grade_says_who_gave_it(self) -> None:
        said = refusal(make_evidence(make_problem()), certainty="low")
        assert said == {NON_FIELD_ERRORS: ["A grade says who gave it; without a grade there is no grader."]}

    def test_a_result_for_two_problems_names_two(self) -> None:
        problem = make_problem()
        said = refusal(make_evidence(problem), and_problem=problem)
        assert said == {NON_FIELD_ERRORS: ["The second foot problem must be another one."]}

    def test_a_finding_is_about_a_product_or_a_line(self) -> None:
        words = ["Name either a product or, in words, a line."]
        assert refusal(make_finding(make_product()), product_line="a line") == {NON_FIELD_ERRORS: words}
        assert refusal(make_finding(product_line="a line"), product_line="") == {NON_FIELD_ERRORS: words}

    def test_what_needs_a_professional_first_is_never_selectable(self) -> None:
        said = refusal(make_problem(), group="clinician_first")
        assert said == {NON_FIELD_ERRORS: ["What needs a professional first never leads to products."]}

    def test_paragraphs_of_the_article_are_numbers(self) -> None:
        words = {"article_paragraphs": ["This must be a list of paragraph numbers."]}
        for bad in ("3", [0], ["3"], [True], {"a": 1}):
            assert refusal(make_problem(f"ache-{abs(hash(str(bad)))}"), article_paragraphs=bad) == words
        assert refusal(make_problem(), article_paragraphs=[1, 3]) == {}

    def test_a_country_is_two_capital_letters(self) -> None:
        said = refusal(make_brand(), country="de")
        assert said == {NON_FIELD_ERRORS: ["Write the country as two capital letters, such as DE."]}

    def test_a_price_is_not_negative_and_for_at_least_one_pair(self) -> None:
        offer = make_offer(make_product())
        assert "amount" in refusal(offer, amount=Decimal(-1))
        assert refusal(offer, amount=Decimal(1), pairs=0) == {NON_FIELD_ERRORS: ["A price is for at least one pair."]}

    @pytest.mark.parametrize("text", ["2014-4", "April 2014", "2014-13"])
    def test_a_date_is_written_as_one(self, text: str) -> None:
        assert refusal(make_source(), published=text) == {"published": ["Write 2014, 2014-04 or 2014-04-21."]}

    def test_a_slug_keeps_the_grammar(self) -> None:
        said = refusal(make_brand(), slug="Made Up")
        assert said == {"slug": ["Use lower-case letters and digits, words joined by single hyphens."]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "dated"),
    [
        ({"published": "2014-04", "year": 2013}, "2014-04"),
        ({"year": 2013}, "2013"),
        ({"read_on": date(2026, 11, 23)}, "2026-11-23"),
    ],
)
def test_a_source_speaks_on_the_day_it_was_published_else_in_its_year_else_when_it_was_read(
    fields: dict[str, Any], dated: str
) -> None:
    assert make_source(**fields).dated == dated
