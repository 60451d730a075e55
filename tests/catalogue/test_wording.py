"""How facts are said."""

from decimal import Decimal
from itertools import product

import pytest
from django.utils import translation

from catalogue.choices import Aspect, Certainty, Direction, EntryState, Known
from catalogue.models import Choice, Feature
from catalogue.word_guard import refused_words
from catalogue.wording import (
    CERTAINTY_STEPS,
    STATE_CLASSES,
    certainty_text,
    date_text,
    dispute_text,
    evidence_text,
    listed_words,
    number_text,
    other_names,
    state_text,
)
from tests.builders import make_feature, make_product, make_source, make_statement

EVERY_RESULT = list(product(Direction.values, ["", *Certainty.values], Aspect.values))
LANGUAGES = ("en", "de")


class TestEvidence:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(("direction", "certainty", "aspect"), EVERY_RESULT)
    def test_every_combination_has_its_sentence(
        self, language: str, direction: str, certainty: str, aspect: str
    ) -> None:
        with translation.override(language):
            sentence = evidence_text(direction, certainty, aspect)
        assert sentence.endswith(".")
        assert "%" not in sentence
        assert not refused_words(sentence)

    @pytest.mark.parametrize(("direction", "certainty"), list(product(Direction.values, ["", *Certainty.values])))
    def test_a_laboratory_result_never_reads_as_help(self, direction: str, certainty: str) -> None:
        sentence = evidence_text(direction, certainty, Aspect.MECHANISM)
        assert "in the laboratory" in sentence
        assert not any(word in sentence.lower() for word in ("help", "trouble", "pain", "better", "benefit"))

    def test_sentences_differ_wherever_the_result_differs(self) -> None:
        sentences = {evidence_text(*result) for result in EVERY_RESULT}
        assert len(sentences) == len(EVERY_RESULT)

    @pytest.mark.parametrize("aspect", Aspect.values)
    def test_the_surer_a_result_the_firmer_its_first_words(self, aspect: str) -> None:
        firsts = [evidence_text("helps", certainty, aspect).split(":")[0] for certainty in ["", *Certainty.values]]
        assert firsts == [
            "Reported, not graded",
            "Studies show",
            "Studies probably show",
            "Studies may show",
            "Very uncertain",
        ]

    def test_the_grade_is_said_in_words_and_steps(self) -> None:
        assert certainty_text("") == "certainty not graded"
        assert certainty_text("very_low") == "certainty: very low"
        assert [CERTAINTY_STEPS[grade] for grade in ["", *reversed(Certainty.values)]] == [0, 1, 2, 3, 4]


class TestStates:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_has_a_word_and_a_class_of_its_own(self, language: str) -> None:
        with translation.override(language):
            words = [state_text(state) for state in EntryState.values]
        assert len(set(words)) == len(set(STATE_CLASSES.values())) == 5
        assert all(word[0].isupper() for word in words)


class TestNumbers:
    @pytest.mark.parametrize(
        ("number", "unit", "units", "language", "text"),
        [
            ("3.100", "mm", "metric", "en", "3.1 mm"),
            ("3.100", "mm", "metric", "de", "3,1 mm"),
            ("3.1", "mm", "imperial", "en", "0.12 in"),
            ("100", "g", "imperial", "en", "3.5 oz"),
            ("100", "g", "metric", "en", "100 g"),
            ("1", "months", "metric", "en", "1 month"),
            ("12", "months", "imperial", "en", "12 months"),
            ("42.5", "EU size", "metric", "en", "EU 42.5"),
            ("1000", "km", "metric", "en", "1000 km"),
        ],
    )
    def test_are_said_in_the_units_and_signs_of_the_visitor(
        self, number: str, unit: str, units: str, language: str, text: str
    ) -> None:
        with translation.override(language):
            assert number_text(Decimal(number), unit, units) == text


class TestDates:
    @pytest.mark.parametrize(
        ("partial", "text"),
        [("2014", "2014"), ("2014-04", "April 2014"), ("2014-04-21", "April 21, 2014"), ("", "date not stated")],
    )
    def test_are_as_precise_as_they_are_known(self, partial: str, text: str) -> None:
        assert date_text(partial) == text


class TestWords:
    @pytest.mark.parametrize(
        ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
    )
    def test_are_listed_with_and(self, words: list[str], text: str) -> None:
        assert listed_words(words) == text

    def test_other_names_leave_out_mere_spellings(self) -> None:
        assert other_names(["flat foot", "flatfeet", "fallen arches"], "Flat feet", 3) == ["fallen arches"]


@pytest.mark.django_db
class TestDisputes:
    def test_name_each_specific_value_once_and_leave_out_barred_sources(self) -> None:
        one, feature = make_product(), make_feature()
        said = [make_statement(one, feature, value) for value in ("low", "high", "low", "stated-only")]
        said.append(make_statement(one, feature, "medium", source=make_source(barred_because="A reason.")))
        assert dispute_text(said) == "Low, High"


@pytest.mark.django_db
@pytest.mark.usefixtures("starting_data")
def test_every_slug_that_the_code_knows_is_in_the_starting_data() -> None:
    known = {value for name, value in vars(Known).items() if name.isupper()}
    there = {*Feature.objects.values_list("slug", flat=True), *Choice.objects.values_list("slug", flat=True)}
    assert known <= there
