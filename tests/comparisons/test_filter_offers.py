"""The line above a list whose words read as a foot problem or a feature."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("starting_data")


class TestTheOffer:
    @pytest.mark.parametrize(
        ("query", "address"),
        [
            ("heel+pain", "/insoles/?problem=plantar-heel-pain"),
            ("Fersensporn", "/insoles/?problem=plantar-heel-pain"),
            ("metpad", "/insoles/?feature=metatarsal-pad"),
            ("memory+foam", "/insoles/?materials=memory-foam"),
        ],
    )
    def test_leads_to_the_list_with_the_filter_in_place_of_the_words(
        self, client: Client, query: str, address: str
    ) -> None:
        assert f'href="{address}"' in client.get(f"/insoles/?q={query}").content.decode()

    def test_says_the_exact_number_that_the_list_then_has(self, client: Client) -> None:
        count = client.get("/insoles/?format=json&problem=plantar-heel-pain").json()["count"]
        assert f"<b>{count} insoles</b>" in client.get("/insoles/?q=heel+pain").content.decode()

    def test_is_not_made_for_the_name_of_a_brand(self, client: Client) -> None:
        assert "Filter by what it is called" not in client.get("/insoles/?q=superfeet").content.decode()

    def test_needs_words(self, client: Client) -> None:
        assert "Filter by what it is called" not in client.get("/insoles/").content.decode()
