"""The rule of the finder: care first, then whether an insole is the answer at all, then a list."""

import pytest
from django.http import QueryDict

from catalogue.models import Problem
from comparisons.finder import Answers, Kind, Reason, decide, read_answers, selection_of
from comparisons.finder.knowledge import results_on
from comparisons.finder.outcome import footwear_of, no_benefit_found
from comparisons.index import current
from tests.builders import make_evidence, make_problem
from tests.comparisons.finder_forms import all_answers

pytestmark = [pytest.mark.django_db]


def answers_of(**given: str) -> Answers:
    """The answers of an address with something else."""
    query = all_answers(**given).partition("?")[2]
    return read_answers(QueryDict(query), current()).answers


def outcome(**given: str) -> tuple[Kind, tuple[Reason, ...]]:
    """What comes of them."""
    answers, vocabulary = answers_of(**given), current().vocabulary
    found = decide(answers, vocabulary, no_benefit_found(answers, vocabulary, results_on(answers, vocabulary)))
    return found.kind, found.reasons


@pytest.mark.usefixtures("starting_data")
class TestTheRule:
    def test_a_warning_sign_comes_before_everything(self) -> None:
        given = {"problem": "nothing_hurts", "sign": "ischaemia", "tried": "insole_long_enough"}
        assert outcome(**given) == (Kind.CARE, (Reason.SIGN,))

    def test_doubt_about_a_sign_is_answered_with_care(self) -> None:
        assert outcome(sign="not_sure") == (Kind.CARE, (Reason.UNSURE_OF_SIGN,))

    @pytest.mark.parametrize("slug", ["diabetic-foot", "walking-limitation", "back-pain-other-cause"])
    def test_what_needs_a_professional_first_never_leads_to_a_list(self, slug: str) -> None:
        assert outcome(problem=f"{slug} plantar-heel-pain", see="insoles") == (Kind.CARE, (Reason.CLINICIAN_FIRST,))

    def test_a_sign_leads_to_no_list_for_whoever_asks_for_one_all_the_same(self) -> None:
        assert outcome(sign="numbness", see="insoles")[0] == Kind.CARE

    @pytest.mark.parametrize("shape", ["flat-feet", "high-arch", "none_of_these", "not_sure"])
    def test_where_nothing_hurts_no_shape_makes_an_insole_the_answer(self, shape: str) -> None:
        assert outcome(problem="nothing_hurts", shape=shape) == (Kind.NOT_AN_INSOLE, (Reason.NOTHING_HURTS,))

    def test_an_insole_worn_long_enough_without_change(self) -> None:
        assert outcome(tried="insole_long_enough") == (Kind.NOT_AN_INSOLE, (Reason.WORN_LONG_ENOUGH,))
        assert outcome(tried="insole_not_long") == (Kind.LIST, ())

    def test_back_pain_alone_for_which_research_found_no_benefit(self) -> None:
        assert outcome(problem="low-back-pain") == (Kind.NOT_AN_INSOLE, (Reason.NO_BENEFIT_FOUND,))

    def test_back_pain_with_feet_that_roll_in_has_trials_of_its_own(self) -> None:
        assert outcome(problem="low-back-pain", shape="overpronation") == (Kind.LIST, ())
        assert outcome(problem="low-back-pain", shape="flat-feet")[0] == Kind.NOT_AN_INSOLE

    def test_one_more_complaint_makes_a_list_of_it(self) -> None:
        assert outcome(problem="low-back-pain plantar-heel-pain") == (Kind.LIST, ())

    def test_whoever_asks_for_the_list_all_the_same_gets_it_with_the_reason(self) -> None:
        assert outcome(problem="low-back-pain", see="insoles") == (Kind.LIST, (Reason.NO_BENEFIT_FOUND,))

    def test_everything_else_is_a_list(self) -> None:
        for slug in ("plantar-heel-pain", "hip-pain", "knee-pressure", "not_sure", "ankle-instability"):
            assert outcome(problem=slug) == (Kind.LIST, ())


class TestNoBenefit:
    """Made-up results."""

    @pytest.fixture
    def ache(self) -> Problem:
        return make_problem("made-up-ache")

    def found(self, **given: str) -> bool:
        answers, vocabulary = answers_of(problem="made-up-ache", **given), current().vocabulary
        return "made-up-ache" in no_benefit_found(answers, vocabulary, results_on(answers, vocabulary))

    def test_needs_a_study_that_looked_and_found_none(self, ache: Problem) -> None:
        assert not self.found()
        make_evidence(ache, direction="insufficient")
        assert not self.found()
        make_evidence(ache, direction="no_effect")
        assert self.found()

    @pytest.mark.parametrize("direction", ["helps", "mixed"])
    def test_one_result_in_favour_is_enough_against_it(self, ache: Problem, direction: str) -> None:
        make_evidence(ache, direction="no_effect")
        make_evidence(ache, direction=direction)
        assert not self.found()

    def test_what_changed_in_a_laboratory_does_not_count(self, ache: Problem) -> None:
        make_evidence(ache, direction="no_effect")
        make_evidence(ache, direction="helps", aspect="mechanism")
        make_evidence(ache, direction="helps", aspect="comfort")
        assert self.found()

    def test_results_of_the_kinds_of_a_group_count(self, ache: Problem) -> None:
        kinds = [make_problem(f"made-up-kind-{number}", parent=ache) for number in (1, 2)]
        make_evidence(kinds[0], direction="no_effect")
        assert self.found()
        make_evidence(kinds[1], direction="helps")
        assert not self.found()

    def test_what_was_found_for_two_problems_counts_for_whoever_has_both(self, ache: Problem) -> None:
        shape = make_problem("made-up-shape", group="foot_posture")
        make_evidence(ache, direction="no_effect")
        make_evidence(ache, direction="helps", and_problem=shape)
        assert self.found()
        assert not self.found(shape="made-up-shape")


@pytest.mark.usefixtures("starting_data")
class TestTheListAskedFor:
    @pytest.mark.parametrize(
        ("shoe", "activity", "footwear"),
        [
            ("dress", "not_sure", ("dress",)),
            ("not_sure", "running", ("running",)),
            ("trainers", "running", ("trainers", "running")),
            ("casual", "walking", ("casual", "walking")),
            ("dress", "running", ("dress",)),
            ("work", "all_day_standing", ("work",)),
            ("not_sure", "all_day_standing", ()),
            ("not_sure", "not_sure", ()),
        ],
    )
    def test_the_shoe_decides_and_the_activity_joins_it_where_they_go_together(
        self, shoe: str, activity: str, footwear: tuple[str, ...]
    ) -> None:
        assert footwear_of(answers_of(shoe=shoe, activity=activity)) == footwear

    def test_is_for_the_problem_and_the_shape_in_the_shoe(self) -> None:
        answers = answers_of(
            problem="plantar-heel-pain", shape="flat-feet", fit="insole_fixed", shoe="dress", size="42"
        )
        selection = selection_of(answers, current().vocabulary)
        assert selection.problems == ("plantar-heel-pain", "flat-feet")
        assert selection.is_stock_insole_fixed
        assert dict(selection.any_of) == {"footwear": ("dress",)}

    def test_size_and_what_was_tried_leave_nothing_out(self) -> None:
        with_them = selection_of(answers_of(size="42", tried="exercises_done"), current().vocabulary)
        without = selection_of(answers_of(), current().vocabulary)
        assert with_them.without_presentation() == without.without_presentation()
