"""What the search box suggests while one types."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.pages import Element, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


def suggested(client: Client, query: str, prefix: str = "") -> Element:
    """The list for what was typed."""
    return opened(client, f"{prefix}/search/suggestions/?q={query}").one("div", role="listbox")


def rows(found: Element) -> list[Element]:
    """Its rows."""
    return found.all("a", role="option")


def to_add(client: Client, query: str, comparison: str = "") -> Element:
    """The list for what was typed on the page of a comparison."""
    return opened(client, f"/search/suggestions/to-add/?{comparison}&q={query}").one("div", role="listbox")


class TestSuggestions:
    @pytest.mark.parametrize(
        ("query", "name", "kind", "address"),
        [
            ("fersens", "Heel pain (plantar fasciitis)", "foot problem", "/problems/plantar-heel-pain/"),
            ("metatarsal+pa", "Metatarsal pad", "feature", "/features/metatarsal-pad/"),
            ("superfeet+gre", "Superfeet GREEN", "insole", "/insoles/superfeet-green/"),
            ("powerst", "PowerStep", "brand", "/insoles/?brand=powerstep"),
        ],
    )
    def test_every_kind_is_named_and_leads_to_its_page(
        self, client: Client, query: str, name: str, kind: str, address: str
    ) -> None:
        row = next(row for row in rows(suggested(client, query)) if row["href"] == address)
        assert row.one("b").text == name
        assert row.one("span", class_="tag").text == kind
        assert client.get(address).status_code == 200

    def test_they_are_the_best_hits_of_the_search_in_its_order(self, client: Client) -> None:
        hits = [hit["url"] for hit in client.get("/search/?format=json&q=heel").json()["hits"]]
        assert [row["href"] for row in rows(suggested(client, "heel"))][:-1] == hits[:6]

    def test_a_warning_sign_stands_first_and_leads_to_its_card(self, client: Client) -> None:
        found = suggested(client, "can%27t+hold+urine")
        first = rows(found)[0]
        assert first.text.startswith("Get help first Go to an emergency department now")
        address, _, place = first["href"].partition("#")
        assert opened(client, address).first("h2", id=place).text == "Get help first"
        assert found["data-said"].startswith("Get help first. ")

    def test_under_a_warning_sign_stand_only_foot_problems(self, client: Client) -> None:
        for query in ("can%27t+hold+urine", "numb+feet", "numb+feet+superfeet"):
            kinds = {tag.text for tag in suggested(client, query).all("span", class_="tag")}
            assert kinds <= {"foot problem"}

    def test_the_last_row_leads_to_all_results(self, client: Client) -> None:
        last = rows(suggested(client, "heel+%26+arch"))[-1]
        assert last.text == "See all results for “heel & arch”"
        assert last["href"] == "/search/?q=heel+%26+arch"
        assert client.get(last["href"]).status_code == 200

    def test_their_number_is_told(self, client: Client) -> None:
        found = suggested(client, "heel")
        assert found["data-said"] == f"{len(rows(found)) - 1} suggestions"

    @pytest.mark.parametrize("query", ["", "h", "+h+", "qqqqzzzz", "a" * 101])
    def test_too_little_or_nothing_that_is_known_gives_none(self, client: Client, query: str) -> None:
        assert not suggested(client, query).content

    def test_what_was_typed_is_never_taken_for_markup(self, client: Client) -> None:
        answer = client.get("/search/suggestions/", {"q": "heel <b onclick=x>"})
        assert "<b onclick" not in answer.content.decode()

    def test_they_speak_german_under_the_german_address(self, client: Client) -> None:
        found = suggested(client, "spreiz", "/de")
        assert rows(found)[0].text == "Spreizfuß Beschwerde"
        assert rows(found)[0]["href"] == "/de/problems/splay-foot/"
        assert rows(found)[-1].text == "Alle Treffer zu „spreiz“ zeigen"

    def test_each_row_can_be_pointed_to_by_its_id(self, client: Client) -> None:
        found = suggested(client, "numb+feet")
        ids = [row["id"] for row in rows(found)]
        assert len(set(ids)) == len(ids) > 1
        assert {(row["tabindex"], row["aria-selected"]) for row in rows(found)} == {("-1", "false")}

    def test_they_ask_the_database_for_the_revision_only(self, client: Client) -> None:
        suggested(client, "heel")
        with CaptureQueriesContext(connection) as queries:
            suggested(client, "heel+pain")
        assert len(queries) == 1

    def test_nobody_keeps_them(self, client: Client) -> None:
        answer = client.get("/search/suggestions/?q=heel")
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex"


class TestInsolesToAdd:
    def test_each_leads_to_the_comparison_with_it_added_last(self, client: Client) -> None:
        found = to_add(
            client, "superfeet+gre", "only=differences&problem=flat-feet&with=powerstep-pulse-maxx&with=relaxed-feet"
        )
        row = rows(found)[0]
        assert (row.one("b").text, row.one("span", class_="tag").text) == ("Superfeet GREEN", "add")
        assert row["href"] == (
            "/compare/?only=differences&problem=flat-feet&with=powerstep-pulse-maxx&with=relaxed-feet&with=superfeet-green"
        )
        assert client.get(row["href"]).status_code == 200

    @pytest.mark.parametrize("query", ["superfeet", "heel", "kork", "cork"])
    def test_there_are_only_insoles(self, client: Client, query: str) -> None:
        found = rows(to_add(client, query))[:-1]
        assert all(row["href"].startswith("/compare/?with=") for row in found)
        assert len(found) <= 6

    def test_those_with_every_word_come_first(self, client: Client) -> None:
        assert rows(to_add(client, "pulse+ma"))[0].one("b").text == "PowerStep Pulse Maxx"

    def test_a_brand_gives_its_insoles(self, client: Client) -> None:
        names = [row.one("b").text for row in rows(to_add(client, "powerstep"))[:-1]]
        assert len(names) == 6
        assert all(name.startswith("PowerStep") for name in names)

    def test_those_chosen_already_are_left_out(self, client: Client) -> None:
        found = to_add(client, "superfeet+green", "with=superfeet-green")
        assert "Superfeet GREEN" not in [name.text for name in found.all("b")]

    def test_the_last_row_leads_to_the_list_with_the_choice(self, client: Client) -> None:
        last = rows(
            to_add(client, "superfeet", "only=differences&problem=flat-feet&units=imperial&with=powerstep-pulse-maxx")
        )[-1]
        assert last["href"] == "/insoles/?problem=flat-feet&q=superfeet&units=imperial&with=powerstep-pulse-maxx"
        assert client.get(last["href"]).status_code == 200

    def test_a_warning_sign_stands_alone(self, client: Client) -> None:
        found = to_add(client, "numb+feet+superfeet")
        assert rows(found)[0].text.startswith("Get help first")
        assert not found.all("span", class_="tag")

    @pytest.mark.parametrize("query", ["", "s", "qqqqzzzz", "a" * 101])
    def test_too_little_or_nothing_that_is_known_gives_none(self, client: Client, query: str) -> None:
        assert not to_add(client, query).content

    def test_whatever_the_address_says_there_is_an_answer(self, client: Client) -> None:
        found = to_add(client, "superfeet+gre", "with=nobody&colour=red&page=-1&format=csv&with=powerstep-pulse-maxx")
        assert rows(found)[0]["href"] == "/compare/?with=powerstep-pulse-maxx&with=superfeet-green"

    def test_they_ask_the_database_for_the_revision_only_and_nobody_keeps_them(self, client: Client) -> None:
        to_add(client, "superfeet")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/search/suggestions/to-add/?q=superfeet&with=powerstep-pulse-maxx")
        assert len(queries) == 1
        assert answer["Cache-Control"] == "no-store"


class TestTheSearchBox:
    @pytest.mark.parametrize(("address", "prefix"), [("/", ""), ("/insoles/", ""), ("/search/", ""), ("/de/", "/de")])
    def test_it_is_the_same_everywhere_and_a_plain_form_without_script(
        self, client: Client, address: str, prefix: str
    ) -> None:
        boxes = opened(client, address).all("form", class_="search")
        assert boxes
        for box in boxes:
            assert (box["action"], box["method"]) == (f"{prefix}/search/", "get")
            assert box["data-suggestions"] == f"{prefix}/search/suggestions/"
            assert box.one("input", name="q")["type"] == "search"
            assert box.one("button", type="submit")
