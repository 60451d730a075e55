"""The address of the finder: it holds the answers and nothing else does; the same answers are one address."""

from decimal import Decimal
from itertools import permutations

import pytest
from django.http import QueryDict
from django.test import Client

from comparisons.finder import Answers, Step, read_answers
from comparisons.index import current
from tests.comparisons.finder_forms import all_answers
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


def read(query: str) -> Answers:
    """The answers of an address."""
    return read_answers(QueryDict(query), current()).answers


def ignored(query: str) -> list[tuple[str, str]]:
    """What of an address could not be followed."""
    return [(bad.name, bad.value) for bad in read_answers(QueryDict(query), current()).ignored]


class TestReading:
    def test_every_answer_is_read(self) -> None:
        found = read(
            "problem=plantar-heel-pain&sign=none_of_these&shape=flat-feet&shoe=dress&fit=tight&activity=running&size=42,5"
            "&tried=exercises_done&tried=insole_not_long"
        )
        assert found.complaints == ("plantar-heel-pain",)
        assert found.shapes == ("flat-feet",)
        assert (found.only_shoe, found.only_activity, found.fit) == ("dress", "running", ("tight",))
        assert found.size == Decimal("42.5")
        assert found.tried == ("exercises_done", "insole_not_long")
        assert found.unanswered is None

    def test_not_knowing_is_an_answer_to_every_question(self) -> None:
        found = read(
            "problem=not_sure&sign=none_of_these&shape=not_sure&shoe=not_sure&activity=not_sure&tried=nothing_yet"
        )
        assert found.unanswered is None
        assert (found.complaints, found.signs, found.shapes) == ((), (), ())
        assert (found.only_shoe, found.only_activity) == ("", "")

    @pytest.mark.parametrize("step", Step)
    def test_a_question_without_an_answer_is_open(self, step: Step) -> None:
        whole = read(all_answers().partition("?")[2])
        assert whole.without(step).unanswered == step

    def test_a_real_answer_outweighs_none_of_these(self) -> None:
        assert read("sign=numbness&sign=none_of_these").sign == ("numbness",)
        assert read("problem=nothing_hurts&problem=hip-pain").problem == ("hip-pain",)
        assert read("shape=not_sure&shape=flat-feet").shape == ("flat-feet",)
        assert read("tried=nothing_yet&tried=exercises_done").tried == ("exercises_done",)

    def test_a_shape_that_is_named_as_a_problem_answers_the_question_for_the_shape(self) -> None:
        found = read("problem=high-arch")
        assert (found.complaints, found.shapes, found.unanswered) == ((), ("high-arch",), Step.WHERE)

    def test_places_and_shapes_are_no_more_than_a_list_can_be_asked_for(self) -> None:
        places = "problem=hip-pain&problem=knee-pain-oa&problem=plantar-heel-pain"
        assert len(read(places).complaints) == 2
        assert len(ignored(places)) == 1
        both = "problem=hip-pain&problem=knee-pain-oa&shape=flat-feet&shape=splay-foot"
        assert len(read(both).complaints + read(both).shapes) == 3
        assert ignored(both) == [("shape", "flat-feet")] or ignored(both) == [("shape", "splay-foot")]

    @pytest.mark.parametrize(
        ("query", "bad"),
        [
            ("problem=no-such-ache", [("problem", "no-such-ache")]),
            ("problem=arch-structure", [("problem", "arch-structure")]),
            ("sign=none", [("sign", "none")]),
            ("shoe=running", [("shoe", "running")]),
            ("activity=dress", [("activity", "dress")]),
            ("size=900", [("size", "900")]),
            ("size=big", [("size", "big")]),
            ("fit=wide", [("fit", "wide")]),
            ("change=name", [("change", "name")]),
            ("brand=superfeet", [("brand", "superfeet")]),
            ("with=no-such-insole", [("with", "no-such-insole")]),
        ],
    )
    def test_what_cannot_be_followed_is_named(self, query: str, bad: list[tuple[str, str]]) -> None:
        assert ignored(query) == bad


class TestOneAddress:
    def test_the_order_of_the_ticks_makes_no_difference(self, client: Client) -> None:
        parts = ["problem=plantar-heel-pain", "problem=hip-pain", "sign=none_of_these", "shape=flat-feet"]
        places = set()
        for order in permutations(parts):
            address = "/finder/?" + "&".join(order)
            places.add(client.get(address).get("Location", address))
        assert places == {"/finder/?problem=plantar-heel-pain&problem=hip-pain&shape=flat-feet&sign=none_of_these"}

    @pytest.mark.parametrize(
        "address",
        ["/finder/?problem=", "/finder/?asked=problem&problem=hip-pain", "/finder/?problem=hip-pain&problem=hip-pain"],
    )
    def test_any_other_form_leads_to_it(self, client: Client, address: str) -> None:
        response = client.get(address)
        assert response.status_code == 302
        assert client.get(response["Location"]).status_code == 200

    def test_bad_values_are_kept_so_that_the_page_can_name_them(self, client: Client) -> None:
        page = opened(client, "/finder/?problem=no-such-ache")
        assert page.main.one("div", class_="notice").all("li", text="problem=no-such-ache")
        assert page.canonical == "/finder/"
        assert not page.is_for_search_engines

    def test_only_the_first_page_is_for_search_engines(self, client: Client) -> None:
        assert opened(client, "/finder/").is_for_search_engines
        assert not opened(client, "/finder/?problem=hip-pain").is_for_search_engines
        assert not opened(client, all_answers()).is_for_search_engines

    def test_nothing_is_kept_of_the_answers(self, client: Client) -> None:
        response = client.get(all_answers(size="42"))
        assert not response.cookies
        assert not client.cookies
