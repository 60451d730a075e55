"""A feature that nobody states, put as a question to its maker."""

import pytest
from django.utils.translation import override

from comparisons.questions import MOST_OFFERED, question
from tests.builders import make_feature

pytestmark = pytest.mark.django_db


class TestAQuestion:
    def test_about_a_number_names_its_unit(self) -> None:
        assert question(make_feature("weight", kind="number", unit="g")) == "Weight: how much, in g?"

    def test_about_a_choice_offers_the_answers(self) -> None:
        assert question(make_feature("cup")) == "Cup: None / Low / Medium / High?"

    def test_does_not_offer_that_it_is_there_and_no_more(self) -> None:
        assert question(make_feature("cup", choices=["low", "stated-only"])) == "Cup: Low?"

    def test_about_yes_and_no_offers_both(self) -> None:
        assert question(make_feature("pad", kind="yes_no")) == "Pad: Yes / No?"

    def test_about_an_open_list_or_a_long_one_is_left_open(self) -> None:
        many = [f"sort-{number}" for number in range(MOST_OFFERED + 1)]
        assert question(make_feature("fabric", kind="choices", choices=["wool", "cork"])) == "Fabric: which?"
        assert question(make_feature("shape", choices=many)) == "Shape: which?"

    def test_is_asked_in_the_language_of_the_page(self) -> None:
        feature = make_feature("weight", kind="number", unit="months", name_de="Haltbarkeit")
        with override("de"):
            assert question(feature).startswith("Haltbarkeit: ")
            assert "Monate" in question(feature)
