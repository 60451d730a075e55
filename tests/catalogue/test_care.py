"""Care cards: the warning signs of problems, most urgent first."""

import pytest

from catalogue.choices import Urgency
from catalogue.models import CareCard, Problem, RedFlag, care_cards
from tests.builders import make_problem, make_red_flag

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem() -> Problem:
    """One problem."""
    return make_problem()


def cards(*problems: Problem, all_open: bool = False) -> list[CareCard]:
    """The cards of some problems together."""
    return care_cards(problems, RedFlag.objects.prefetch_related("problems"), all_open=all_open)


class TestCards:
    def test_there_is_one_for_each_urgency_that_has_signs(self, problem: Problem) -> None:
        for urgency in ("soon", "emergency", "soon"):
            make_red_flag(problem, urgency=urgency)
        assert [(card.urgency, len(card.signs)) for card in cards(problem)] == [("emergency", 1), ("soon", 2)]

    def test_they_stand_in_the_order_of_urgency(self, problem: Problem) -> None:
        for urgency in reversed(Urgency.values):
            make_red_flag(problem, urgency=urgency)
        assert [card.urgency for card in cards(problem)] == list(Urgency)

    def test_emergencies_are_always_open_and_others_only_where_asked(self, problem: Problem) -> None:
        make_red_flag(problem, urgency="emergency")
        make_red_flag(problem, urgency="soon")
        assert [card.is_open for card in cards(problem)] == [True, False]
        assert [card.is_open for card in cards(problem, all_open=True)] == [True, True]

    def test_each_says_what_to_do(self, problem: Problem) -> None:
        make_red_flag(problem, urgency="same_day")
        assert [card.title for card in cards(problem)] == ["See a doctor today if you have"]

    def test_signs_of_this_problem_alone_come_before_those_of_many(self, problem: Problem) -> None:
        common = make_red_flag(problem, make_problem("made-up-pang"), slug="a-common-sign")
        own = make_red_flag(problem, slug="z-own-sign")
        assert cards(problem)[0].signs == (own, common)

    def test_a_sign_of_two_chosen_problems_stands_once(self, problem: Problem) -> None:
        other = make_problem("made-up-pang")
        sign = make_red_flag(problem, other)
        [card] = cards(problem, other, problem)
        assert card.signs == (sign,)

    def test_signs_of_other_problems_stay_away(self, problem: Problem) -> None:
        make_red_flag(make_problem("made-up-pang"))
        assert cards(problem) == []

    def test_without_a_problem_there_are_none(self) -> None:
        make_red_flag(make_problem())
        assert cards() == []


@pytest.mark.usefixtures("starting_data")
class TestStartingData:
    def test_every_problem_has_signs_an_emergency_among_them(self) -> None:
        for problem in Problem.objects.all():
            assert cards(problem)[0].urgency == Urgency.EMERGENCY, problem.slug
