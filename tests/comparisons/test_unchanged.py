"""A page that is asked for again while nothing has changed is not made again; after any change it is."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from catalogue.models import Problem, Product
from comparisons.index import current
from comparisons.models import Comparison
from comparisons.views import unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

ADDRESSES = (
    "/insoles/",
    "/insoles/?brand=superfeet",
    "/problems/flat-feet/",
    "/compare/?with=superfeet-green&with=superfeet-blue",
    "/compare/relaxed-feet-vs-euphoric-feet/",
)


def again(client: Client, address: str, before: Any) -> Any:
    """The same page asked for with the mark that came with it."""
    return client.get(address, headers={"If-None-Match": before["ETag"]})


@pytest.mark.parametrize("address", ADDRESSES)
class TestAPage:
    def test_asked_for_again_is_not_made_again(self, client: Client, address: str) -> None:
        before = client.get(address)
        assert before["Cache-Control"] == "no-cache"
        found = again(client, address, before)
        assert (found.status_code, found.content) == (304, b"")

    def test_is_made_again_after_any_edit(self, client: Client, address: str) -> None:
        before = client.get(address)
        Problem.objects.filter(slug="flat-feet").update(summary_en="Made-up words.")
        assert again(client, address, before).status_code == 200

    def test_is_made_again_the_next_day(self, client: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Prices grow old by the day."""
        before = client.get(address)

        class Tomorrow(date):
            @classmethod
            def today(cls) -> "Tomorrow":
                return cls(2999, 1, 1)

        monkeypatch.setattr(unchanged, "date", Tomorrow)
        assert again(client, address, before).status_code == 200

    def test_is_made_again_by_another_version_of_the_site(
        self, client: Client, address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = client.get(address)
        monkeypatch.setattr(unchanged, "made_from", lambda: "another")
        assert again(client, address, before).status_code == 200


def test_each_language_has_marks_of_its_own(client: Client) -> None:
    english, german = client.get("/insoles/"), client.get("/de/insoles/")
    assert english["ETag"] != german["ETag"]


@pytest.mark.parametrize("change", ["product", "comparison", "raw"])
def test_every_kind_of_edit_counts(client: Client, change: str) -> None:
    before = client.get("/compare/relaxed-feet-vs-euphoric-feet/")
    if change == "product":
        Product.objects.filter(slug="relaxed-feet").update(status=Product.Status.WITHDRAWN)
    elif change == "comparison":
        Comparison.objects.filter(slug="relaxed-feet-vs-euphoric-feet").update(title_en="Made-up words")
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE comparisons_comparison SET title_en = 'Made-up words'")
    assert again(client, "/compare/relaxed-feet-vs-euphoric-feet/", before).status_code == 200


def test_an_address_that_is_sent_on_has_no_mark(client: Client) -> None:
    assert "ETag" not in client.get("/insoles/?page=1")


def test_a_page_that_is_made_while_the_index_lags_is_marked_as_what_it_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a build goes on the last index answers: what it gives must not pass for the new state."""
    lagging = current()
    monkeypatch.setattr(unchanged, "current", lambda: lagging)
    before = client.get("/insoles/")
    Product.objects.filter(slug="superfeet-green").update(status=Product.Status.WITHDRAWN)
    assert again(client, "/insoles/", before).status_code == 304
    monkeypatch.undo()
    assert again(client, "/insoles/", before).status_code == 200
