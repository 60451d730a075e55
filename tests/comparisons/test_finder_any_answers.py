"""Whatever is answered: a page, no insole where care comes first, and else exactly the beginning of the list at the same address."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from comparisons.finder import Kind, decide, read_answers
from comparisons.index import current
from tests.comparisons.finder_forms import answers_on, asked, leads_to_products, link_to, products_on
from tests.comparisons.list_pages import as_data
from tests.pages import Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


def drawn(words: list[str], most: int) -> st.SearchStrategy[list[str]]:
    """A few of these words."""
    return st.lists(st.sampled_from(words), min_size=1, max_size=most, unique=True)


@st.composite
def addresses(draw: st.DrawFn) -> list[tuple[str, str]]:
    """All six questions answered, in any order."""
    vocabulary = current().vocabulary
    problems = [problem.slug for problem in vocabulary.problems]
    footwear = vocabulary.feature("footwear")
    assert footwear
    shoes = [choice.slug for choice in footwear.choices.all()]
    signs = [sign.slug for sign in vocabulary.signs]
    pairs = [
        *(("problem", word) for word in draw(drawn([*problems, "nothing_hurts", "not_sure"], 3))),
        *(("sign", word) for word in draw(drawn(["none_of_these"] * 20 + ["not_sure", *signs], 1))),
        *(("shape", word) for word in draw(drawn([*problems, "none_of_these", "not_sure"], 3))),
        *(("shoe", word) for word in draw(drawn([*shoes, "not_sure"], 1))),
        *(("fit", word) for word in draw(st.lists(st.sampled_from(["tight", "insole_fixed"]), max_size=2))),
        *(("activity", word) for word in draw(drawn([*shoes, "all_day_standing", "not_sure"], 1))),
        *(("size", word) for word in draw(st.lists(st.sampled_from(["36", "42.5", "99"]), max_size=1))),
        *(("tried", word) for word in draw(drawn(["nothing_yet", "insole_not_long", "exercises_done"], 2))),
        *(("see", word) for word in draw(st.lists(st.just("insoles"), max_size=1))),
    ]
    return list(draw(st.permutations(pairs)))


def at(client: Client, pairs: list[tuple[str, str]]) -> Page:
    """The page of these answers, at its one address."""
    address = f"/finder/?{urlencode(pairs)}"
    response = client.get(address)
    return opened(client, response["Location"] if response.status_code == 302 else address)


class TestAnyAnswers:
    @settings(max_examples=40)
    @given(pairs=addresses())
    def test_lead_to_a_page_that_keeps_the_rule(self, client: Client, pairs: list[tuple[str, str]]) -> None:
        page = at(client, pairs)
        answers = read_answers(page.response.wsgi_request.GET, current()).answers
        if decide(answers, current().vocabulary).kind == Kind.CARE:
            assert not leads_to_products(page)
            assert page.main.one("h2", text="Get help first")
        elif not asked(page):
            shown = products_on(page)
            whole = page.main.all("a", text="The whole list")
            assert bool(shown) == bool(whole)
            if whole:
                listed = as_data(client, link_to(page, "The whole list"))
                assert shown == [product["slug"] for product in listed["products"]][:6]
            assert answers_on(page)

    @settings(max_examples=20)
    @given(pairs=addresses())
    def test_are_one_page_in_whatever_order_they_stand(self, client: Client, pairs: list[tuple[str, str]]) -> None:
        assert at(client, pairs).html == at(client, pairs[::-1]).html
