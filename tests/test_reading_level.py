"""How hard our texts are to read: guides are for a reader of 14 years or younger, what stands on a care card for one of 13.

English by the Flesch-Kincaid grade (Kincaid and others, 1975), German by the first Wiener Sachtextformel (Bamberger and Vanecek,
1984); both answer with a school year, and a school year plus six is an age. Names, labels and what others say are left out.
"""

from collections.abc import Callable, Iterable

import pytest
import textstat

from catalogue.models import ArticleClaim, Evidence, GuidePoint, LookFor, Problem, RedFlag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

LANGUAGES = ("en", "de")
YEARS_BEFORE_SCHOOL = 6
OLDEST_READER = 14
OLDEST_READER_OF_CARE = 13
# Shorter texts say nothing: one long word moves the figure by a year.
FEWEST_WORDS = 20
# Guides that have enough words of our own to be measured: in German, where the data has them.
FEWEST_GUIDES = {"en": 25, "de": 10}


def reading_age(texts: Iterable[str], language: str) -> float:
    """The age, in years, at which a text is understood; 0 where there are too few words to tell."""
    text = " ".join(text for text in texts if text)
    if textstat.lexicon_count(text) < FEWEST_WORDS:
        return 0
    textstat.set_lang(language)
    grade = textstat.flesch_kincaid_grade(text) if language == "en" else textstat.wiener_sachtextformel(text, 1)
    return float(grade) + YEARS_BEFORE_SCHOOL


def in_language(row: object, field: str, language: str) -> str:
    """The text that exists in a language, and nothing where only English does."""
    return str(getattr(row, f"{field}_{language}") or "")


def told_first(problem: Problem, language: str) -> list[str]:
    """What a guide tells in our own words: what it is, how to tell, what else helps."""
    points = GuidePoint.objects.about(problem)
    return [in_language(problem, "summary", language), *(in_language(point, "text", language) for point in points)]


def care_texts(problem: Problem, language: str) -> list[str]:
    """The warning signs of a guide and what to do."""
    signs = RedFlag.objects.filter(problems=problem)
    return [in_language(sign, field, language) for sign in signs for field in ("sign", "advice")]


def guide_texts(problem: Problem, language: str) -> list[str]:
    """All our words of a guide, what we report of research included."""
    return [
        *told_first(problem, language),
        *care_texts(problem, language),
        *(in_language(row, "reason", language) for row in LookFor.objects.filter(problem=problem)),
        *(in_language(claim, "why", language) for claim in ArticleClaim.objects.filter(problems=problem)),
        *(in_language(record, "summary", language) for record in Evidence.objects.about(problem)),
    ]


def ages(texts_of: Callable[[Problem, str], list[str]], language: str) -> dict[str, float]:
    """The reading age of each guide, by its slug."""
    return {problem.slug: reading_age(texts_of(problem, language), language) for problem in Problem.objects.all()}


def too_hard(measured: dict[str, float], bar: int) -> dict[str, float]:
    """Those above the bar."""
    return {name: round(age, 1) for name, age in measured.items() if age > bar}


class TestTheMeasure:
    def test_tells_easy_from_hard_in_english(self) -> None:
        easy = ["The heel hurts when you get up. Walk a few steps. It gets better in the day. " * 2]
        hard = [
            "Biomechanical considerations necessitate individualised orthotic interventions concerning hindfoot. " * 3
        ]
        assert reading_age(easy, "en") < 10
        assert reading_age(hard, "en") > 20

    def test_tells_easy_from_hard_in_german(self) -> None:
        easy = ["Die Ferse tut weh, wenn man aufsteht. Geh ein paar Schritte. Am Tag wird es besser. " * 2]
        hard = [
            "Biomechanische Überlegungen erfordern individualisierte orthopädietechnische Versorgungskonzepte. " * 4
        ]
        assert reading_age(easy, "de") < 10
        assert reading_age(hard, "de") > 17


@pytest.mark.parametrize("language", LANGUAGES)
class TestOurTexts:
    def test_every_guide_can_be_read_at_14(self, language: str) -> None:
        measured = ages(guide_texts, language)
        assert all(measured.values())
        assert too_hard(measured, OLDEST_READER) == {}

    def test_so_can_what_it_tells_in_our_own_words(self, language: str) -> None:
        measured = ages(told_first, language)
        assert len([age for age in measured.values() if age]) >= FEWEST_GUIDES[language]
        assert too_hard(measured, OLDEST_READER) == {}

    def test_warning_signs_and_advice_can_be_read_at_13(self, language: str) -> None:
        measured = ages(care_texts, language)
        assert all(measured.values())
        assert too_hard(measured, OLDEST_READER_OF_CARE) == {}
