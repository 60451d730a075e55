"""Choosing insoles to compare: the same tray and controls on every page where one can, and the address is all there is of it."""

from urllib.parse import quote_plus, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Product, sheets_without_sources
from comparisons.choosing import drawing_of
from comparisons.index import build
from comparisons.markup import drawing
from tests.builders import make_product
from tests.comparisons.list_pages import parameters, products_on
from tests.comparisons.made_up import add_products_in_every_state
from tests.pages import Element, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

GREEN, BLUE, PULSE = "superfeet-green", "superfeet-blue", "powerstep-pulse-maxx"
SIX = (GREEN, PULSE, "sole-custom-footbeds", "spenco-total-support", "formthotics", "aetrex-lynco-sports-l420")
SEVENTH = "relaxed-feet"

# Every page where one can choose, with parameters of its own that must stay.
PLACES = {
    "list": "/insoles/?not_brand=aetrex&page=2",
    "table": "/insoles/?brand=superfeet&sort=name&view=table",
    "block of the unknown": "/insoles/?block=unknown&problem=low-back-pain",
    "guide": "/problems/low-back-pain/?form=full-length",
    "guide as cards": "/problems/low-back-pain/?view=cards",
    "insole": "/insoles/superfeet-green/",
    "search": "/search/?q=superfeet+green",
    "German list": "/de/insoles/?brand=superfeet",
}
EVERYWHERE = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
LISTS = pytest.mark.parametrize("place", [place for name, place in PLACES.items() if name not in {"insole", "search"}])
WITH_CONTROLS = pytest.mark.parametrize("place", [PLACES["insole"], PLACES["search"]], ids=["insole", "search"])


def with_choice(place: str, *slugs: str) -> str:
    """The address of a place with these insoles chosen."""
    pairs = sorted([*parameters(place), *(("with", slug) for slug in slugs)], key=lambda pair: pair[0])
    return urlsplit(place).path + "?" + "&".join(f"{name}={quote_plus(value)}" for name, value in pairs)


def tray(page: Page) -> Element:
    """The tray."""
    return page.main.one("section", id="tray")


def removers(page: Page) -> list[Element]:
    """The links of the tray that take one out."""
    return tray(page).one("ul").all("a")


def in_tray(page: Page) -> list[str]:
    """What the tray holds, in order."""
    return [link["data-drop"] for link in removers(page)]


def count(page: Page) -> str:
    """How many it says are chosen."""
    return tray(page).one("summary").text


def sent(page: Page) -> list[str]:
    """The insoles that its button sends to the comparison without script: ticks first, since they stand before it."""
    ticks = [tick["value"] for tick in page.all("input", type="checkbox", name="with", form="compare", checked=True)]
    return ticks + [field["value"] for field in tray(page).all("input", type="hidden", name="with")]


def control(page: Page, slug: str) -> Element:
    """The link that adds or removes one insole."""
    return page.main.one("a", data_choose=slug)


class TestTheTray:
    @EVERYWHERE
    def test_is_a_labelled_region_that_says_how_many_of_how_many_are_chosen(self, client: Client, place: str) -> None:
        page = opened(client, with_choice(place, PULSE, BLUE))
        german = place.startswith("/de/")
        assert tray(page)["aria-label"] == ("Einlegesohlen zum Vergleichen" if german else "Insoles to compare")
        assert "tray--on" in tray(page)["class"]
        if not german:
            assert count(page) == "2 of 6 insoles chosen"

    @EVERYWHERE
    def test_names_and_shows_each_in_the_order_of_choosing(self, client: Client, place: str) -> None:
        page = opened(client, with_choice(place, PULSE, BLUE))
        assert in_tray(page) == [PULSE, BLUE]
        assert [link.one("b").text for link in removers(page)] == ["PowerStep Pulse Maxx", "Superfeet BLUE"]
        assert all(link.one("svg")["aria-hidden"] == "true" for link in removers(page))
        assert page.one("svg", class_="d-symbols")

    @EVERYWHERE
    def test_has_a_way_to_remove_each_that_names_it_and_keeps_all_else(self, client: Client, place: str) -> None:
        page = opened(client, with_choice(place, PULSE, BLUE))
        first = removers(page)[0]
        assert first.text.endswith(" PowerStep Pulse Maxx")
        if not place.startswith("/de/"):
            assert first.text == "Remove PowerStep Pulse Maxx"
        assert first["href"] == with_choice(place, BLUE)
        after = opened(client, first["href"])
        assert in_tray(after) == [BLUE]
        assert removers(after)[0]["href"].rstrip("?") == with_choice(place).rstrip("?")
        assert in_tray(opened(client, removers(after)[0]["href"])) == []

    @EVERYWHERE
    def test_sends_each_once_to_the_comparison(self, client: Client, place: str) -> None:
        page = opened(client, with_choice(place, PULSE, BLUE, GREEN))
        assert sorted(sent(page)) == sorted([PULSE, BLUE, GREEN])
        form = tray(page).one("form")
        assert form["action"] == ("/de/compare/" if place.startswith("/de/") else "/compare/")
        assert form.first("button")["type"] == "submit"

    @EVERYWHERE
    def test_is_empty_where_nothing_is_chosen(self, client: Client, place: str) -> None:
        page = opened(client, place)
        assert "tray--on" not in tray(page)["class"]
        assert in_tray(page) == []

    @EVERYWHERE
    def test_costs_no_question_to_the_database(self, client: Client, place: str) -> None:
        asked = []
        for address in (place, with_choice(place, *SIX)):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            asked.append(len(queries))
        assert asked[0] == asked[1]

    def test_is_not_there_where_a_professional_comes_first(self, client: Client) -> None:
        for address in ("/problems/diabetic-foot/", f"/insoles/?problem=diabetic-foot&with={GREEN}"):
            assert not opened(client, address).all(id="tray")

    def test_of_a_search_without_insoles_is_there_only_for_what_was_chosen_before(self, client: Client) -> None:
        assert not opened(client, "/search/?q=xyzzy").all(id="tray")
        assert in_tray(opened(client, f"/search/?q=xyzzy&with={GREEN}")) == [GREEN]

    def test_keeps_what_the_address_says_of_problems_and_units(self, client: Client) -> None:
        page = opened(client, f"/insoles/?problem=flat-feet&units=imperial&with={GREEN}")
        fields = tray(page).all("input", type="hidden")
        assert [(field["name"], field["value"]) for field in fields if field["name"] != "with"] == [
            ("units", "imperial"),
            ("problem", "flat-feet"),
        ]

    def test_names_nothing_that_is_not_public(self, client: Client) -> None:
        make_product(slug="testa-draft", status=Product.Status.DRAFT)
        for place in (PLACES["insole"], PLACES["search"], PLACES["list"]):
            assert in_tray(opened(client, with_choice(place, GREEN, "testa-draft"))) == [GREEN]


class TestThePictures:
    def test_are_the_plans_that_the_cards_show(self) -> None:
        add_products_in_every_state()
        index = build()
        products = list(Product.objects.published().with_brand())
        assert len(products) > 180
        for sheet in sheets_without_sources(products, index.vocabulary.features):
            plan = drawing_of(index, sheet.product.slug).partition(">")[2].removesuffix("</svg>")
            assert drawing(sheet).partition(">")[2].startswith(plan + "<g "), sheet.product.slug

    def test_can_be_asked_for_one_by_one(self, client: Client) -> None:
        on_the_page = removers(opened(client, f"/insoles/?with={PULSE}"))[0].one("svg")
        answer = client.get(f"/compare/choice/drawing/{PULSE}/")
        assert answer.content.decode().count("<use") == len(on_the_page.all("use"))
        assert answer["X-Robots-Tag"] == "noindex"

    def test_there_is_none_of_an_insole_that_is_not_public(self, client: Client) -> None:
        make_product(slug="testa-draft", status=Product.Status.DRAFT)
        for slug in ("testa-draft", "nobody"):
            assert client.get(f"/compare/choice/drawing/{slug}/").status_code == 404


class TestAControl:
    @WITH_CONTROLS
    def test_adds_the_insole_behind_those_chosen_before_and_then_removes_it(self, client: Client, place: str) -> None:
        before = opened(client, with_choice(place, PULSE))
        add = control(before, GREEN)
        assert "is-chosen" not in add["class"]
        assert add.one("span", class_="add").text == "Add to comparison"
        assert add.text.endswith(": Superfeet GREEN")
        after = opened(client, add["href"])
        assert in_tray(after) == [PULSE, GREEN]
        assert count(after) == "2 of 6 insoles chosen"
        drop = control(after, GREEN)
        assert "is-chosen" in drop["class"]
        assert drop.one("span", class_="drop").text == "In the comparison – remove"
        assert in_tray(opened(client, drop["href"])) == [PULSE]

    @pytest.mark.parametrize("address", ["/insoles/?brand=superfeet", "/insoles/?brand=superfeet&view=table"])
    def test_of_a_list_is_a_tick_with_a_word_for_either_state(self, client: Client, address: str) -> None:
        page = opened(client, address)
        label = page.one("input", type="checkbox", name="with", value=GREEN).around("label")
        assert label.one("span", class_="add").text == "Compare"
        assert "remove" in label.one("span", class_="drop").text
        assert label.children[-1].text == "Superfeet GREEN"

    def test_stands_only_beside_insoles(self, client: Client) -> None:
        page = opened(client, "/search/?q=superfeet")
        kinds = {link.around("li").one("span", class_="tag").text for link in page.main.all("a", data_choose=True)}
        assert kinds == {"insole"}
        hits = page.main.one("section", aria_labelledby="hits").all("li")
        assert len(hits) > len(page.main.all("a", data_choose=True)) > 1

    def test_leads_no_search_engine_to_more_addresses_of_the_page(self, client: Client) -> None:
        page = opened(client, f"/insoles/{GREEN}/?with={PULSE}")
        assert page.canonical == f"/insoles/{GREEN}/"
        assert {link["rel"] for link in [control(page, GREEN), *removers(page)]} == {"nofollow"}

    def test_a_search_takes_the_choice_along_to_insoles_and_to_the_list(self, client: Client) -> None:
        links = opened(client, f"/search/?q=superfeet&with={PULSE}").main.links()
        assert f"/insoles/{GREEN}/?with={PULSE}" in links
        assert f"/insoles/?q=superfeet&with={PULSE}" in links


class TestOneTooMany:
    @EVERYWHERE
    def test_keeps_the_six_and_says_the_limit_and_what_to_do(self, client: Client, place: str) -> None:
        page = opened(client, with_choice(place, *SIX, SEVENTH))
        assert in_tray(page) == list(SIX)
        notice = page.main.first("div", role="status")
        if not place.startswith("/de/"):
            assert count(page) == "6 of 6 insoles chosen"
            assert "Six insoles can stand side by side" in notice.text
            assert "Remove one" in notice.text
            assert "Not added: Relaxed Feet" in notice.text
            assert "Ignored in this address" not in page.main.text
        assert all(SEVENTH not in link["href"] for link in removers(page))

    @WITH_CONTROLS
    def test_is_what_the_control_of_a_seventh_comes_to(self, client: Client, place: str) -> None:
        six = (*SIX[1:], BLUE)
        page = opened(client, control(opened(client, with_choice(place, *six)), GREEN)["href"])
        assert in_tray(page) == list(six)
        assert "Not added: Superfeet GREEN" in page.main.first("div", role="status").text

    def test_what_is_no_insole_is_named_as_before(self, client: Client) -> None:
        for place in (PLACES["list"], PLACES["search"]):
            page = opened(client, with_choice(place, GREEN, "nobody"))
            assert "with=nobody: There is no such product." in page.main.text
            assert not page.main.all("div", role="status", text="side by side")


class TestTheAddress:
    @LISTS
    def test_says_each_insole_once(self, client: Client, place: str) -> None:
        twice = client.get(with_choice(place, GREEN, PULSE, GREEN))
        assert (twice.status_code, twice["Location"]) == (302, with_choice(place, GREEN, PULSE))

    def test_of_a_search_says_each_once_too(self, client: Client) -> None:
        answer = client.get(f"/search/?with={GREEN}&q=cork&with={GREEN}")
        assert (answer.status_code, answer["Location"]) == (302, f"/search/?q=cork&with={GREEN}")

    @pytest.mark.parametrize(
        "query", [f"with={GREEN}&with={GREEN}", f"with=&with={GREEN}&colour=red", f"with={GREEN}&with=x"]
    )
    def test_of_an_insole_may_say_anything(self, client: Client, query: str) -> None:
        assert in_tray(opened(client, f"/insoles/{PULSE}/?{query}")) == [GREEN]

    @LISTS
    def test_of_every_link_of_a_list_keeps_the_choice(self, client: Client, place: str) -> None:
        page = opened(client, with_choice(place, GREEN, PULSE))
        path = urlsplit(place).path
        own = [link["href"] for link in page.one("div", id="list").all("a") if link["href"].startswith(f"{path}?")]
        kept = [href for href in own if [value for name, value in parameters(href) if name == "with"] == [GREEN, PULSE]]
        assert set(own) - set(kept) == {link["href"] for link in removers(page)}
        assert kept
        for form in (page.one("form", id="filters"), page.one("form", class_="sort")):
            assert [field["value"] for field in form.all("input", name="with")] == [GREEN, PULSE]


class TestTicksWithoutScript:
    def back(self, client: Client, address: str) -> str:
        """What the button that keeps ticks says of where it was."""
        button = tray(opened(client, address)).one("noscript").one("button")
        assert button["formaction"] == "/compare/choice/keep/"
        assert button["name"] == "back"
        return button["value"]

    @pytest.mark.parametrize(
        "address",
        [
            "/insoles/?not_brand=aetrex&page=2&sort=name",
            "/problems/low-back-pain/?form=full-length&q=d%27Or+%26+S%C3%B6hne",
            f"/insoles/?with={PULSE}",
        ],
    )
    def test_are_kept_in_the_address_of_the_list_they_were_set_on(self, client: Client, address: str) -> None:
        fields = {
            "back": self.back(client, address),
            "with": [GREEN, PULSE],
            "problem": "flat-feet",
            "units": "imperial",
        }
        kept = client.get("/compare/choice/keep/", fields)
        assert kept.status_code == 302
        chosen = [PULSE, GREEN] if PULSE in address else [GREEN, PULSE]
        others = [pair for pair in parameters(address) if pair[0] != "with"]
        assert parameters(kept["Location"]) == [*others, *(("with", slug) for slug in chosen)]
        assert urlsplit(kept["Location"]).path == urlsplit(address).path
        assert in_tray(opened(client, kept["Location"])) == chosen

    def test_that_were_taken_away_are_gone(self, client: Client) -> None:
        back = self.back(client, f"/insoles/?brand=superfeet&with={GREEN}&with={BLUE}")
        assert client.get("/compare/choice/keep/", {"back": back, "with": BLUE})["Location"] == (
            f"/insoles/?brand=superfeet&with={BLUE}"
        )

    def test_beyond_the_limit_are_explained_on_the_list(self, client: Client) -> None:
        kept = client.get("/compare/choice/keep/", {"back": "/insoles/", "with": [*SIX, SEVENTH]})
        page = opened(client, kept["Location"])
        assert in_tray(page) == list(SIX)
        assert "Not added: Relaxed Feet" in page.main.text

    def test_stay_in_the_language(self, client: Client) -> None:
        kept = client.get("/de/compare/choice/keep/", {"back": "/de/insoles/?sort=name", "with": GREEN})
        assert kept["Location"] == f"/de/insoles/?sort=name&with={GREEN}"

    @pytest.mark.parametrize(
        "back",
        ["", "https://example.com/", "//example.com/insoles/", "/admin/", "/insoles/superfeet-green/", "\x00", "?"],
    )
    def test_lead_nowhere_but_to_a_list_of_ours(self, client: Client, back: str) -> None:
        kept = client.get("/compare/choice/keep/", {"back": back, "with": GREEN})
        assert kept["Location"] == f"/insoles/?with={GREEN}"

    def test_need_no_such_button_where_there_are_none(self, client: Client) -> None:
        for place in (PLACES["insole"], PLACES["search"]):
            assert not products_on(opened(client, place))
            assert not tray(opened(client, with_choice(place, GREEN))).all("noscript")
