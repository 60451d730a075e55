"""Study results at a glance: fixed words, nothing averaged, laboratory results never as help."""

from itertools import product

import pytest
from django.utils import translation

from catalogue.choices import Aspect, Certainty, Direction
from catalogue.evidence import certainty_span, result_lines, result_sign, short_result
from catalogue.word_guard import refused_words
from tests.builders import make_evidence, make_problem

EVERY_KIND = list(product(Direction.values, Aspect.values))


class TestShortWords:
    @pytest.mark.parametrize("language", ["en", "de"])
    @pytest.mark.parametrize(("direction", "aspect"), EVERY_KIND)
    def test_every_kind_of_result_has_words_and_a_sign(self, language: str, direction: str, aspect: str) -> None:
        with translation.override(language):
            words = short_result(direction, aspect)
        assert words
        assert "%" not in words
        assert not refused_words(words)
        assert result_sign(direction, aspect)

    @pytest.mark.parametrize("language", ["en", "de"])
    def test_words_differ_wherever_the_result_differs(self, language: str) -> None:
        with translation.override(language):
            assert len({short_result(*kind) for kind in EVERY_KIND}) == len(EVERY_KIND)

    @pytest.mark.parametrize("direction", Direction.values)
    def test_a_laboratory_result_never_reads_as_help(self, direction: str) -> None:
        words = short_result(direction, Aspect.MECHANISM)
        assert words.startswith("laboratory only")
        assert not any(word in words for word in ("favour", "benefit", "better", "trouble"))
        assert result_sign(direction, Aspect.MECHANISM) not in "+!"

    def test_the_span_names_the_least_and_the_most_sure(self) -> None:
        assert certainty_span(["", ""]) == "not graded"
        assert certainty_span(["low", "low"]) == "low certainty"
        assert certainty_span(["moderate", "very_low", "low"]) == "very low to moderate certainty"

    def test_a_grade_of_some_does_not_speak_for_those_without_one(self) -> None:
        assert certainty_span(["low", ""]) == "low certainty, some not graded"
        assert certainty_span(["low", "", "high"]) == "low to high certainty, some not graded"

    @pytest.mark.parametrize("grade", Certainty.values)
    def test_every_grade_can_be_said(self, grade: str) -> None:
        assert certainty_span([grade]).endswith(" certainty")


@pytest.mark.django_db
class TestLines:
    def test_opposing_results_stand_apart_and_are_never_averaged(self) -> None:
        problem = make_problem()
        records = [
            make_evidence(problem, direction=direction, certainty="low", certainty_by="ours")
            for direction in ("no_effect", "helps", "helps")
        ]
        lines = result_lines(records)
        assert [(line.text, line.count) for line in lines] == [("in favour", 2), ("no benefit found", 1)]

    def test_what_changed_in_a_laboratory_comes_last(self) -> None:
        problem = make_problem()
        records = [make_evidence(problem, aspect=aspect) for aspect in ("mechanism", "adverse", "treatment")]
        assert [line.text.split()[0] for line in result_lines(records)] == ["in", "fewer", "laboratory"]

    def test_without_results_there_is_no_line(self) -> None:
        assert result_lines([]) == []
