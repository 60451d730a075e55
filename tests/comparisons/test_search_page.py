"""The page /search/ and its JSON."""

from typing import Any

import pytest
from django.test import Client

from catalogue.models import Problem
from tests.builders import make_product
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


def found(client: Client, query: str, prefix: str = "") -> dict[str, Any]:
    """The JSON answer to a query."""
    answer = client.get(f"{prefix}/search/", {"format": "json", "q": query})
    assert answer.status_code == 200
    data: dict[str, Any] = answer.json()
    return data


def page(client: Client, query: str, prefix: str = "") -> str:
    """The page for a query."""
    answer = client.get(f"{prefix}/search/", {"q": query})
    assert answer.status_code == 200
    return answer.content.decode()


class TestJson:
    def test_hits_say_kind_slug_name_and_address(self, client: Client) -> None:
        assert found(client, "fersensporn")["hits"][0] == {
            "kind": "problem",
            "slug": "plantar-heel-pain",
            "name": "Heel pain (plantar fasciitis)",
            "url": "/problems/plantar-heel-pain/",
        }

    @pytest.mark.parametrize(
        ("query", "url"),
        [
            ("bauerfeind", "/de/insoles/?brand=bauerfeind"),
            ("Pedag Viva", "/de/insoles/pedag-viva/"),
            ("Pelotte", "/de/features/metatarsal-pad/"),
            ("Hohlfuß", "/de/problems/high-arch/"),
        ],
    )
    def test_every_kind_leads_to_its_page_in_the_language_asked_in(self, client: Client, query: str, url: str) -> None:
        assert found(client, query, "/de")["hits"][0]["url"] == url
        assert client.get(url).status_code == 200

    def test_warning_signs_say_urgency_and_advice(self, client: Client) -> None:
        (sign,) = found(client, "can't hold urine")["help"]
        assert (sign["slug"], sign["urgency"]) == ("cauda-equina", "emergency")
        assert sign["advice"].startswith("Go to an emergency department now")
        assert client.get(sign["url"].partition("#")[0]).status_code == 200

    def test_nothing_typed_is_nothing_found(self, client: Client) -> None:
        answer = client.get("/search/?format=json")
        assert answer.json() == {"hits": [], "help": []}

    def test_asked_for_again_it_has_not_changed_until_the_data_does(self, client: Client) -> None:
        address = "/search/?format=json&q=heel+pain"
        etag = client.get(address)["ETag"]
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
        Problem.objects.filter(slug="plantar-heel-pain").update(name_en="Sore heel")
        changed = client.get(address, headers={"if-none-match": etag})
        assert changed.json()["hits"][0]["name"] == "Sore heel"


class TestPage:
    def test_hits_stand_with_their_kind_and_what_matched(self, client: Client) -> None:
        text = page(client, "Fersensporn")
        assert "Heel pain (plantar fasciitis)" in text
        assert "matched: Fersensporn" in text
        assert "foot problem" in text

    def test_warning_signs_stand_before_the_hits(self, client: Client) -> None:
        text = page(client, "numb feet")
        assert 0 < text.index("Get help first") < text.index('id="hits"')

    def test_without_signs_there_is_no_card(self, client: Client) -> None:
        assert "Get help first" not in page(client, "heel pain")

    def test_a_problem_that_needs_a_professional_says_so(self, client: Client) -> None:
        assert "see someone first" in page(client, "diabetic insoles")

    @pytest.mark.parametrize("address", ["/search/", "/search/?q=xyzzy"])
    def test_without_hits_there_are_ways_on(self, client: Client, address: str) -> None:
        assert "Where does it hurt?" in client.get(address).content.decode()

    def test_words_of_names_lead_on_to_the_filtered_list(self, client: Client) -> None:
        assert 'href="/insoles/?q=superfeet"' in page(client, "superfeet")

    def test_it_is_not_for_search_engines(self, client: Client) -> None:
        text = page(client, "heel pain")
        assert '<meta name="robots" content="noindex">' in text
        assert '<link rel="canonical" href="/search/?q=heel+pain">' in text


class TestAddress:
    @pytest.mark.parametrize(
        ("given", "canonical"),
        [
            ("?q=", ""),
            ("?q=heel&q=toe", "?q=toe"),
            ("?q=heel&format=json", "?format=json&q=heel"),
            ("?format=html&q=heel", "?q=heel"),
            ("?q=++heel++pain", "?q=heel+pain"),
        ],
    )
    def test_there_is_one_for_each_question(self, client: Client, given: str, canonical: str) -> None:
        answer = client.get(f"/search/{given}")
        assert (answer.status_code, answer["Location"]) == (302, f"/search/{canonical}")

    @pytest.mark.parametrize("query", ["colour=red&q=heel", "format=xml&q=heel"])
    def test_what_it_does_not_know_is_named(self, client: Client, query: str) -> None:
        answer = client.get(f"/search/?{query}")
        assert answer.status_code == 200
        assert "Ignored in this address" in answer.content.decode()

    @pytest.mark.parametrize("query", ["\x00\x1b[2J", "🦶" * 50, "<script>alert(1)</script>", "a" * 5000, "%ff", "٣"])
    def test_rubbish_gets_a_page(self, client: Client, query: str) -> None:
        answer = client.get("/search/", {"q": query}, follow=True)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content

    def test_the_boxes_of_the_site_lead_here(self, client: Client) -> None:
        assert client.get("/").content.decode().count('action="/search/"') == 2


class TestAFormerName:
    def test_finds_the_insole_with_a_note_that_names_it(self, client: Client) -> None:
        make_product(slug="testa", name="Nonesuch Z", aka=["Quondam"])
        line = opened(client, "/search/?q=quondam").main.first("a", href="/insoles/testa/")
        assert "also or formerly sold as “Quondam”" in line.text
        assert "matched:" not in line.text

    def test_is_not_noted_where_the_name_itself_was_typed(self, client: Client) -> None:
        make_product(slug="testa", name="Nonesuch Z", aka=["Quondam"])
        line = opened(client, "/search/?q=nonesuch+z").main.first("a", href="/insoles/testa/")
        assert "Quondam" not in line.text
