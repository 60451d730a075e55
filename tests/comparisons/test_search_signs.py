"""Whoever types a warning sign is shown what to do; whoever does not, is not."""

import pytest

from catalogue.choices import Urgency
from catalogue.models import Problem
from comparisons.index import current
from comparisons.search import Searchable
from tests.builders import make_red_flag

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def searchable(starting_data: None) -> Searchable:
    """The starting data, to be searched."""
    return current().search


class TestSignsTyped:
    @pytest.mark.parametrize(
        ("query", "sign"),
        [
            ("numb", "numbness"),
            ("my toes are numb", "numbness"),
            ("numness", "numbness"),
            ("pins and needles", "numbness"),
            ("Taubheit", "numbness"),
            ("Taubheitsgefuehl im Fuss", "numbness"),
            ("Kribbeln in den Füßen", "numbness"),
            ("cauda equina", "cauda-equina"),
            ("can't hold urine", "cauda-equina"),
            ("I can not pee", "cauda-equina"),
            ("lost bladder control", "cauda-equina"),
            ("numb between my legs", "cauda-equina"),
            ("Inkontinenz", "cauda-equina"),
            ("kann Urin nicht halten", "cauda-equina"),
            ("Lähmung", "leg-weakness"),
            ("gelähmtes Bein", "leg-weakness"),
            ("foot drop", "leg-weakness"),
            ("weakness in legs", "leg-weakness"),
            ("swollen calf", "one-leg-swelling"),
            ("Thrombose", "one-leg-swelling"),
            ("chest pain", "one-leg-swelling"),
            ("cold white foot", "ischaemia"),
            ("Fuß rot, heiß und geschwollen", "charcot"),
            ("fever and back pain", "back-systemic"),
            ("Rückenschmerzen nachts", "back-night-cancer"),
            ("back pain after a fall", "back-trauma"),
            ("broken ankle", "acute-injury"),
            ("offene Wunde am Fuß", "diabetes-change"),
        ],
    )
    def test_the_sign_is_among_the_help(self, searchable: Searchable, query: str, sign: str) -> None:
        assert sign in [found.slug for found in searchable.search(query, "en").help]

    def test_the_most_urgent_comes_first(self, searchable: Searchable) -> None:
        signs = {sign.slug: sign for sign in current().vocabulary.signs}
        found = searchable.search("numb between the legs, numb toes, fever", "en").help
        ranks = [Urgency(signs[one.slug].urgency).rank for one in found]
        assert len(ranks) > 2
        assert ranks == sorted(ranks)

    def test_the_guide_is_that_of_the_problem_typed_with_it(self, searchable: Searchable) -> None:
        assert searchable.search("hip pain and fever", "en").help[0].problem == "hip-pain"

    def test_a_sign_without_terms_is_known_by_the_clauses_of_its_text(self, starting_data: None) -> None:
        make_red_flag(
            Problem.objects.get(slug="hip-pain"), slug="made-up", sign_en="A sudden zwackling in both elbows."
        )
        found = current().search.search("sudden zwackling in both my elbows", "en").help
        assert [one.slug for one in found] == ["made-up"]


class TestNoSignTyped:
    @pytest.mark.parametrize(
        "query",
        [
            "heel pain",
            "hot spots under foot",
            "Fersensporn",
            "burning feet after work",
            "tired feet",
            "superfeet blue",
            "red hot",
            "flat feet",
            "weak ankles",
            "cold feet",
            "Druckstellen",
            "back pain",
            "new balance",
            "my heel hurts when I get out of bed",
            "diabetic insoles",
            "one leg longer than the other",
            "Blasen",
            "broken insole",
            "insole",
            "",
        ],
    )
    def test_there_is_no_help_card(self, searchable: Searchable, query: str) -> None:
        assert searchable.search(query, "en").help == ()
