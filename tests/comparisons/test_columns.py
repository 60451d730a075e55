"""The order of the columns of a comparison: as chosen, by the fixed orders, by the values of any row."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.http import urlencode

from catalogue.models import Feature, Product
from tests.builders import make_feature, make_look_for, make_offer, make_problem, make_product, make_shown
from tests.pages import Page, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def weight() -> Feature:
    """A row of numbers."""
    return make_feature("made-up-weight", kind="number", unit="g")


@pytest.fixture
def three(weight: Feature) -> list[str]:
    """Insoles of 80, 60 and an unknown number of grams, in this order."""
    one, two, unknown = make_product(name="B"), make_product(name="C"), make_product(name="A")
    make_shown(one, weight, 80)
    make_shown(two, weight, 60)
    return [one.slug, two.slug, unknown.slug]


def page_of(client: Client, slugs: list[str], **words: str) -> Page:
    """The comparison of these."""
    pairs = sorted([*words.items(), *(("with", slug) for slug in slugs)], key=lambda pair: pair[0])
    return opened(client, f"/compare/?{urlencode(pairs)}")


def columns(page: Page) -> list[str]:
    """The slugs of its columns."""
    heads = page.main.one("table").one("thead").all("th", scope="col")[1:]
    return [head.one("a")["href"].split("/")[-2] for head in heads]


def steps(page: Page, words: str) -> Iterator[tuple[str, str]]:
    """(insole, address) of the controls of columns with these words."""
    for link in page.main.one("table").all("a", class_="move"):
        if link.text.startswith(f"→{words}") or link.text.startswith(f"←{words}"):
            yield link.text.partition(": ")[2], link["href"]


class TestByAnyRow:
    def test_the_least_or_the_most_comes_first_and_not_stated_last_both_ways(
        self, client: Client, three: list[str]
    ) -> None:
        one, two, unknown = three
        assert columns(page_of(client, three, sort="made-up-weight")) == [two, one, unknown]
        assert columns(page_of(client, [unknown, two, one], sort="-made-up-weight")) == [one, two, unknown]

    def test_a_scale_goes_by_its_steps(self, client: Client, three: list[str]) -> None:
        feature = make_feature(is_ordered=True)
        for slug, value in zip(three, ("high", "low", "medium"), strict=True):
            make_shown(Product.objects.get(slug=slug), feature, value)
        assert columns(page_of(client, three, sort="made-up-height")) == [three[1], three[2], three[0]]
        assert columns(page_of(client, three, sort="-made-up-height")) == [three[0], three[2], three[1]]

    def test_ties_stand_as_chosen_whichever_way(self, client: Client, weight: Feature) -> None:
        slugs = [make_product().slug for _number in range(3)]
        for slug in slugs:
            make_shown(Product.objects.get(slug=slug), weight, 70)
        assert columns(page_of(client, slugs, sort="made-up-weight")) == slugs
        assert columns(page_of(client, slugs, sort="-made-up-weight")) == slugs

    def test_a_row_has_a_button_for_it_that_turns_round_when_pressed_again(
        self, client: Client, three: list[str]
    ) -> None:
        button = page_of(client, three).main.one("button", name="sort", text="Order the columns by this")
        assert (button["form"], button["value"]) == ("arrange", "-made-up-weight")
        pressed = page_of(client, three, sort="-made-up-weight")
        assert pressed.main.one("button", name="sort", text="Order")["value"] == "made-up-weight"

    def test_the_control_says_what_is_in_force(self, client: Client, three: list[str]) -> None:
        chosen = (
            page_of(client, three, sort="-made-up-weight").main.one("select", name="sort").one("option", selected=True)
        )
        assert chosen.text == "Made up weight, most first"

    def test_the_button_beats_the_select_of_the_same_form(self, client: Client, three: list[str]) -> None:
        """Both send the word `sort`; the button's comes last."""
        with_both = "&".join(f"with={slug}" for slug in three)
        response = client.get(f"/compare/?sort=name&{with_both}&sort=-made-up-weight")
        assert response["Location"] == f"/compare/?sort=-made-up-weight&{with_both}"


class TestTheFixedOrders:
    def test_by_name(self, client: Client, three: list[str]) -> None:
        assert columns(page_of(client, three, sort="name")) == [three[2], three[0], three[1]]

    def test_by_price_with_none_seen_last_both_ways(self, client: Client, three: list[str]) -> None:
        one, two, unknown = three
        make_offer(Product.objects.get(slug=one), 30)
        make_offer(Product.objects.get(slug=two), 20)
        assert columns(page_of(client, three, sort="price")) == [two, one, unknown]
        assert columns(page_of(client, three, sort="-price")) == [one, two, unknown]

    def test_by_what_is_looked_for(self, client: Client, three: list[str]) -> None:
        feature, problem = make_feature(), make_problem()
        make_look_for(problem, feature, ["high"])
        make_shown(Product.objects.get(slug=three[2]), feature, "high")
        page = page_of(client, three, problem=problem.slug, sort="match")
        assert columns(page)[0] == three[2]
        assert "what is looked for" in page.main.one("select", name="sort").text

    def test_without_a_problem_nothing_can_be_looked_for(self, client: Client, three: list[str]) -> None:
        page = page_of(client, three, sort="match")
        assert columns(page) == three
        assert "Choose a foot problem first" in page.main.text


class TestMoving:
    def test_each_column_can_be_moved_by_one_where_there_is_room(self, client: Client, three: list[str]) -> None:
        page = page_of(client, three)
        assert [name for name, _url in steps(page, "Move to the left")] == ["Testa C", "Testa A"]
        assert [name for name, _url in steps(page, "Move to the right")] == ["Testa B", "Testa C"]

    def test_a_step_changes_places_with_the_neighbour(self, client: Client, three: list[str]) -> None:
        one, two, unknown = three
        page = page_of(client, three)
        assert columns(opened(client, dict(steps(page, "Move to the right"))["Testa B"])) == [two, one, unknown]
        assert columns(opened(client, dict(steps(page, "Move to the left"))["Testa A"])) == [one, unknown, two]

    def test_a_step_from_another_order_keeps_that_order_as_chosen(self, client: Client, three: list[str]) -> None:
        one, two, unknown = three
        moved = dict(steps(page_of(client, three, sort="made-up-weight"), "Move to the right"))["Testa C"]
        assert moved == f"/compare/?with={one}&with={two}&with={unknown}#columns"
