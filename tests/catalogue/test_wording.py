"""How facts are said, and the guard over what no text of ours may promise."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.html import strip_tags

from catalogue.choices import Aspect, Certainty, Direction, EntryState, Known
from catalogue.models import Choice, Feature, LookFor, Problem, Product
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
    promises,
    state_text,
)
from comparisons.models import Comparison
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
        assert not promises(sentence)

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


FORBIDDEN = (
    "This insole relieves back pain.",
    "Insoles will relieve heel pain.",
    "The pad prevents ulcers.",
    "They cure plantar fasciitis.",
    "Orthotics correct overpronation.",
    "It treats the cause.",
    "The product heals your feet.",
    "These inserts can effectively eliminate pain.",
    "A guaranteed success.",
    "It is clinically proven.",
    "Proven to work.",
    "Walk pain-free again.",
    "Relief from back pain at last.",
    "Die Einlage lindert Rückenschmerzen.",
    "Einlagen können Fersensporn heilen.",
    "Diese Sohle korrigiert die Fehlstellung.",
    "Sie beseitigt den Schmerz.",
    "Klinisch bewiesen.",
    "Garantiert schmerzfrei.",
)
ALLOWED = (
    "Relief was not shown.",
    "German patient information names softer steps as a relief for knee arthritis; pooled trials show none.",
    "Sie können den Eintrag korrigieren.",
    "No insole cures plantar fasciitis.",
    "Whether it relieves pain is not known.",
    "Studies may show: less trouble with insoles of this kind than without.",
    "A full-length insole of cork with a deep heel cup.",
    "The insole has a treated surface.",
    "A correctly sized insole fits the shoe.",
    "Keine Studie zeigt, dass Einlagen heilen.",
    "Ob die Einlage Schmerzen lindert, ist offen.",
    "It is fixed and stays in.",
)


class TestTheGuard:
    @pytest.mark.parametrize("text", FORBIDDEN)
    def test_finds_promises(self, text: str) -> None:
        assert promises(text)

    @pytest.mark.parametrize("text", ALLOWED)
    def test_lets_denied_reported_and_plain_words_pass(self, text: str) -> None:
        assert promises(text) == []

    def test_finds_one_among_other_sentences(self) -> None:
        assert promises("Nobody knows. It cures all pain. No more is said.") == ["It cures"]


@pytest.mark.django_db
@pytest.mark.usefixtures("starting_data")
class TestTheGuardOverOurTexts:
    """What no reader may find in our own words; names, paraphrases of others, claims and evidence are exempt."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_nothing_in_the_catalogue_promises_anything(self, language: str) -> None:
        with translation.override(language):
            found = [(where, text, promises(text)) for where, text in our_texts() if promises(text)]
        assert found == []

    def test_it_reads_a_good_deal(self) -> None:
        assert len([text for _, text in our_texts() if text]) > 400

    def test_no_template_promises_anything(self) -> None:
        templates = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
        assert templates
        texts = {path.name: strip_tags(path.read_text(encoding="utf-8")) for path in templates}
        # What the article says is reported on its page, in words that say so.
        reported = ("An article says that insoles relieve back pain.",)
        for name, text in texts.items():
            for said in reported:
                text = text.replace(said, "")
            assert promises(text) == [], name

    def test_no_translation_promises_anything(self) -> None:
        for path in sorted((Path(settings.BASE_DIR) / "locale").rglob("*.po")):
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(("msgstr", '"'))]
            reported = [line for line in lines if promises(line) and "Artikel" not in line]
            assert reported == [], path.name


def our_texts() -> Iterator[tuple[str, str]]:
    """(where, text) of everything that the guard is promised to read."""
    for one in Product.objects.all():
        yield one.slug, str(one.summary)
    for feature in Feature.objects.all():
        yield feature.slug, str(feature.explanation)
    for choice in Choice.objects.select_related("feature"):
        yield f"{choice.feature.slug}={choice.slug}", str(choice.explanation)
    for problem in Problem.objects.all():
        yield problem.slug, str(problem.summary)
    for row in LookFor.objects.select_related("problem", "feature"):
        yield str(row), str(row.reason)
    for comparison in Comparison.objects.all():
        for text in (comparison.intro, comparison.verdict, comparison.note):
            yield comparison.slug, str(text or "")


@pytest.mark.django_db
@pytest.mark.usefixtures("starting_data")
def test_every_slug_that_the_code_knows_is_in_the_starting_data() -> None:
    known = {value for name, value in vars(Known).items() if name.isupper()}
    there = {*Feature.objects.values_list("slug", flat=True), *Choice.objects.values_list("slug", flat=True)}
    assert known <= there
