"""What every kind of page costs: its queries exactly, its bytes at most. The file changes only on purpose.

`UNDERFOOT_WRITE_BUDGETS=1 python3 manage.py test tests/test_page_budgets.py` writes tests/data/page_budgets.json anew; whoever
commits it says why a page got dearer. Kilobytes are those of the page as it is, rounded up, and one more: prices grow old.
"""

import gzip
import json
import os
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Product
from comparisons.kept_cards import KeptCards
from tests.builders import make_picture
from tests.pages import PAGE_KINDS, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

FILE = Path(__file__).parent / "data" / "page_budgets.json"
WRITES = os.environ.get("UNDERFOOT_WRITE_BUDGETS") == "1"
MOST_QUERIES = 12
MOST_KILOBYTES_OF_A_LIST = 100
LOADED_ONCE = "list with styles, script and fonts, compressed"
SLACK = 1


def measured(client: Client, address: str) -> dict[str, int]:
    """Queries and kilobytes of a page with the index built and no card kept, and queries of the same page asked for again."""
    client.get(address)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("comparisons.listing.KEPT", KeptCards())
        first, response = _queries(client, address)
        again, _response = _queries(client, address)
    return {"queries": first, "queries_again": again, "kilobytes": ceil(len(response.content) / 1024) + SLACK}


def _queries(client: Client, address: str) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries), response


def first_visit(client: Client) -> int:
    """Kilobytes over the wire of a first visit to the list: the page and every file that it loads."""
    response = client.get("/insoles/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    page = opened(client, "/insoles/")
    links = [link["href"] for link in page.all("link") if link["rel"] in {"stylesheet", "preload", "icon"}]
    files = {url.removeprefix(settings.STATIC_URL) for url in [*links, *(s["src"] for s in page.all("script"))]}
    assert {Path(name).suffix for name in files} == {".css", ".js", ".woff2", ".svg"}
    return ceil((len(response.content) + sum(_over_the_wire(name) for name in files)) / 1024)


def _over_the_wire(name: str) -> int:
    content = Path(str(finders.find(name))).read_bytes()
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content))


def budgets() -> dict[str, Any]:
    """The checked-in file."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


if WRITES:

    def test_write_the_budgets_anew(client: Client) -> None:
        found: dict[str, Any] = {kind: measured(client, address) for kind, address in PAGE_KINDS.items()}
        found[LOADED_ONCE] = first_visit(client) + SLACK
        FILE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@pytest.mark.parametrize("kind", PAGE_KINDS)
class TestEveryKindOfPage:
    def test_asks_exactly_as_many_questions_as_agreed(self, client: Client, kind: str) -> None:
        found, agreed = measured(client, PAGE_KINDS[kind]), budgets()[kind]
        assert (found["queries"], found["queries_again"]) == (agreed["queries"], agreed["queries_again"])

    def test_is_no_longer_than_agreed(self, client: Client, kind: str) -> None:
        assert len(client.get(PAGE_KINDS[kind]).content) <= budgets()[kind]["kilobytes"] * 1024

    def test_may_never_ask_more_than_twelve(self, kind: str) -> None:
        assert budgets()[kind]["queries"] <= MOST_QUERIES


def test_every_kind_has_its_budget_and_nothing_else_has() -> None:
    assert list(budgets()) == [*PAGE_KINDS, LOADED_ONCE]


def test_a_first_visit_to_the_list_is_light(client: Client) -> None:
    assert first_visit(client) <= budgets()[LOADED_ONCE] <= MOST_KILOBYTES_OF_A_LIST


def test_an_insole_with_photos_and_a_decision_of_an_editor_is_no_exception(client: Client) -> None:
    address = PAGE_KINDS["insole"]
    product = Product.objects.get(slug=address.split("/")[2])
    assert product.decisions.exists()
    make_picture(product)
    assert measured(client, address)["queries"] <= MOST_QUERIES


def test_german_pages_ask_as_much_as_english_ones(client: Client) -> None:
    for kind in ("list", "guide", "insole", "comparison"):
        address = PAGE_KINDS[kind]
        assert measured(client, f"/de{address}")["queries"] == budgets()[kind]["queries"]


def test_a_page_with_more_insoles_asks_no_more(client: Client) -> None:
    few, many = (measured(client, f"/insoles/?brand={brand}") for brand in ("superfeet", "sole"))
    assert few["queries"] == many["queries"]
