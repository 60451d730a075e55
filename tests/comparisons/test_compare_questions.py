"""The usual questions of a comparison, one test each: the first one, one alone, adding, removing, the limit, what goes away meanwhile,
what is hidden, folded or moved, and insoles that are too different or too alike.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.models import Feature, Product
from tests.builders import make_feature, make_product, make_shown
from tests.comparisons.test_columns import page_of
from tests.pages import Element, Page, opened

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "testa-one", "testa-two", "testa-three"


@pytest.fixture
def thickness() -> Feature:
    """A row that can differ."""
    return make_feature("made-up-thickness", kind="number", group="shape")


@pytest.fixture
def three(thickness: Feature) -> list[str]:
    """Three insoles, each thicker than the one before."""
    for number, slug in enumerate((ONE, TWO, THREE), start=1):
        make_shown(make_product(slug=slug, name=slug.partition("-")[2].capitalize()), thickness, number)
    return [ONE, TWO, THREE]


def columns(page: Page) -> list[str]:
    """The insoles in the order of the columns."""
    heads = page.main.one("table").one("thead").all("th", scope="col")[1:]
    return [head.one("a")["href"].split("/")[2] for head in heads]


def sent(form: Element, **chosen: str) -> str:
    """The address that a form leads to, its hidden fields and what is chosen in it."""
    fields = [(field["name"], field["value"]) for field in form.all("input", type="hidden")]
    return f"{form['action']}?" + "&".join(f"{name}={value}" for name, value in [*fields, *chosen.items()])


def link_to(page: Page, words: str) -> str:
    """Where the link with these words in the table leads."""
    return page.main.one("table").one("a", text=words)["href"]


def followed(client: Client, address: str) -> Page:
    """The page that an address ends at, one redirect followed."""
    response = client.get(address)
    return opened(client, response["Location"] if response.status_code == 302 else address)


class TestHowMany:
    def test_the_first_insole_is_chosen_on_its_own_page(self, client: Client, three: list[str]) -> None:
        address = reverse("catalogue:product", args=[ONE])
        assert f"{address}?with={ONE}" in opened(client, address).main.links()
        tray = opened(client, f"{address}?with={ONE}").main.one("form", id="compare")
        assert columns(followed(client, sent(tray))) == [ONE]

    def test_one_alone_is_shown_without_talk_of_differences(self, client: Client, three: list[str]) -> None:
        page = page_of(client, [ONE])
        assert columns(page) == [ONE]
        assert "With which other insole?" in page.headings("h2")
        assert not page.main.all("h2", id="told")
        assert not page.main.all("form", id="arrange")
        assert "Reference" not in page.main.one("table").text
        assert "differ" not in page.main.one("table").text

    def test_another_is_added_behind_the_others(self, client: Client, three: list[str]) -> None:
        search = page_of(client, [TWO]).main.one("input", id="named").around("form")
        suggested = opened(client, f"{search['data-suggestions']}&q=one").links()
        assert [columns(followed(client, link)) for link in suggested if link.startswith("/compare/")] == [[TWO, ONE]]

    def test_to_several_another_is_added_from_the_list(self, client: Client, three: list[str]) -> None:
        form = page_of(client, [TWO, ONE]).main.one("input", id="named").around("form")
        listed = followed(client, sent(form, q="three")).main
        tray = listed.one("form", id="compare")
        carried = [field["value"] for field in tray.all("input", type="hidden", name="with")]
        [tick] = listed.all("input", type="checkbox", name="with")
        assert columns(page_of(client, [*carried, tick["value"]])) == [TWO, ONE, THREE]

    def test_one_is_removed_and_the_others_stay_in_order(self, client: Client, three: list[str]) -> None:
        page = opened(client, link_to(page_of(client, [THREE, ONE, TWO]), "Remove Testa One"))
        assert columns(page) == [THREE, TWO]

    def test_one_that_is_added_twice_stands_once(self, client: Client, three: list[str]) -> None:
        response = client.get(f"/compare/?with={ONE}&with={TWO}&with={ONE}")
        assert response["Location"] == f"/compare/?with={ONE}&with={TWO}"

    def test_beyond_six_the_first_stay_and_the_limit_is_told(self, client: Client, three: list[str]) -> None:
        slugs = [*three, *(make_product().slug for _ in range(4))]
        page = page_of(client, slugs)
        assert columns(page) == slugs[:6]
        assert "Six insoles can stand side by side" in page.main.one("div", role="status").text


class TestMeanwhile:
    def test_one_withdrawn_between_two_requests_leaves_a_note_and_the_others(
        self, client: Client, three: list[str]
    ) -> None:
        before = page_of(client, three)
        Product.objects.filter(slug=TWO).update(status=Product.Status.WITHDRAWN)
        page = followed(client, link_to(before, "Move to the right: Testa One").partition("#")[0])
        assert columns_with_values(page) == [ONE, THREE]
        assert re.search(r"testa[ -]two", page.main.text, re.IGNORECASE)

    def test_one_deleted_between_two_requests_is_named_and_the_others_stay(
        self, client: Client, three: list[str]
    ) -> None:
        before = page_of(client, three)
        Product.objects.filter(slug=TWO).delete()
        page = followed(client, before.main.one("a", text="Only differences")["href"])
        assert columns(page) == [ONE, THREE]
        assert f"with={TWO}" in page.main.text

    def test_the_reference_may_go_too(self, client: Client, three: list[str]) -> None:
        assert "Against Testa Two" in page_of(client, three, reference=TWO).headings("h2")
        Product.objects.filter(slug=TWO).delete()
        page = followed(client, f"/compare/?reference={TWO}&with={ONE}&with={TWO}&with={THREE}")
        assert "Against Testa One" in page.headings("h2")
        assert f"reference={TWO}" in page.main.text


class TestRowsAndColumns:
    def test_only_differences_shows_the_rows_that_differ(self, client: Client, three: list[str]) -> None:
        make_feature("made-up-other", group="shape")
        page = opened(client, page_of(client, three).main.one("a", text="Only differences")["href"])
        assert [row["id"] for row in page.main.one("table").all("tr", id=True)] == ["row-made-up-thickness"]
        assert "1 row is hidden." in page.main.text

    def test_every_group_has_a_tick_that_is_set(self, client: Client, three: list[str]) -> None:
        make_feature("made-up-arch", group="support", position=0)
        ticks = page_of(client, three).main.one("table").all("input", type="checkbox")
        assert [tick.around("label").one("span").text for tick in ticks] == ["Support", "Shape and size"]
        assert all("checked" in tick.attributes and not tick.get("name") for tick in ticks)

    def test_columns_are_moved_one_place_by_links_that_the_first_and_last_lack(
        self, client: Client, three: list[str]
    ) -> None:
        page = page_of(client, three)
        moves = page.main.one("table").all("a", class_="move")
        assert [link.text.partition(" ")[0] + link.text.partition(":")[2] for link in moves] == [
            "→Move Testa One",
            "←Move Testa Two",
            "→Move Testa Two",
            "←Move Testa Three",
        ]
        moved = opened(client, link_to(page, "Move to the left: Testa Three").partition("#")[0])
        assert columns(moved) == [ONE, THREE, TWO]

    def test_moving_a_column_ends_the_order_that_would_move_it_back(self, client: Client, three: list[str]) -> None:
        page = page_of(client, three, sort="-made-up-thickness")
        assert columns(page) == [THREE, TWO, ONE]
        moved = link_to(page, "Move to the right: Testa Three").partition("#")[0]
        assert "sort=" not in moved
        assert columns(opened(client, moved)) == [TWO, THREE, ONE]


class TestTooDifferentAndTooAlike:
    def test_of_unrelated_kinds_what_cannot_be_is_not_applicable_and_no_difference(self, client: Client) -> None:
        form = make_feature("form", choices=["full-length", "heel-insert"], group="shape")
        pad = make_feature("made-up-pad", zone="forefoot")
        whole, heel = make_product(), make_product()
        make_shown(whole, form, "full-length")
        make_shown(whole, pad, "high")
        make_shown(heel, form, "heel-insert")
        page = page_of(client, [whole.slug, heel.slug])
        row = page.main.one("tr", id="row-made-up-pad")
        assert row.all("td")[1].text == "Not applicable"
        assert "Differs" not in row.text
        assert "pad" not in page.main.one("ul", class_="told-list").text
        assert "1 row differs." in page.main.text

    def test_where_all_is_equal_no_row_differs_and_it_says_so(self, client: Client, thickness: Feature) -> None:
        slugs = [make_product().slug for _ in range(2)]
        for slug in slugs:
            make_shown(Product.objects.get(slug=slug), thickness, 4)
        page = page_of(client, slugs)
        assert "0 rows differ. 1 is the same." in page.main.text
        assert "Nothing that is stated of both differs." in page.main.one("ul", class_="told-list").text
        folded = opened(client, page.main.one("a", text="Only differences")["href"])
        assert "No row is known to differ." in folded.main.text

    def test_with_nothing_in_common_nothing_is_called_a_difference(self, client: Client, thickness: Feature) -> None:
        other, one, two = make_feature("made-up-other"), make_product(), make_product()
        make_shown(one, thickness, 4)
        make_shown(two, other, "high")
        page = page_of(client, [one.slug, two.slug])
        assert "0 rows differ. 0 are the same. For 2 too little is stated to compare." in page.main.text
        assert not page.main.one("table").all("span", text="Differs")
        told = page.main.one("ul", class_="told-list")
        assert "Not stated of this one: Made up thickness" in told.text
        assert "1 value is stated of this one alone." in told.text


def columns_with_values(page: Page) -> list[str]:
    """The insoles whose page is still linked from above their columns."""
    heads = page.main.one("table").one("thead").all("th", scope="col")[1:]
    return [link["href"].split("/")[2] for head in heads for link in head.all("a")]
