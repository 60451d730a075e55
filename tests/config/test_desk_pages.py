"""From the site to the desk: a pasted address of a public page leads to its change page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import set_script_prefix

from tests import builders as make
from tests.desk import address, logged_in

pytestmark = pytest.mark.django_db

OPEN = "/admin/page/"


@pytest.fixture
def desk() -> Client:
    return logged_in()


def led_to(desk: Client, typed: str) -> str:
    return str(desk.get(OPEN, {"address": typed})["Location"])


def said(desk: Client, typed: str) -> str:
    """What the first page says, which keeps what was typed."""
    page = desk.get(OPEN, {"address": typed}, follow=True)
    assert page.context["address"] == typed.strip()
    return " ".join(str(message) for message in page.context["messages"])


def make_feature(**fields: Any) -> Any:
    return make.make_feature("made-up", **fields)


@pytest.mark.parametrize(
    ("made", "page"),
    [
        (make.make_product, "/insoles/{}/"),
        (make.make_problem, "/problems/{}/"),
        (make_feature, "/features/{}/"),
        (make.make_source, "/sources/{}/"),
        (make.make_comparison, "/compare/{}/"),
        (make.make_problem, "/problems/{}/any-feature/"),
        (make.make_product, "/insoles/{}/share.png"),
    ],
)
def test_every_page_of_one_thing_leads_to_its_page(desk: Client, made: Any, page: str) -> None:
    row = made()
    path, wanted = page.format(row.slug), address(type(row), "change", row.pk)
    for typed in (path, f"https://underfoot.example{path}", f" underfoot.example{path} ", f"{path}?units=us#weight"):
        assert led_to(desk, typed) == wanted, typed
    assert led_to(desk, f"http://127.0.0.1:8000/de{path}") == wanted
    assert desk.get("/de/admin/page/", {"address": path})["Location"] == f"/de{wanted}"


def test_an_address_without_the_slash_at_its_end_will_do(desk: Client) -> None:
    product = make.make_product(status="draft")
    assert led_to(desk, f"/insoles/{product.slug}") == address(type(product), "change", product.pk)


def test_pages_of_many_lead_to_the_list(desk: Client) -> None:
    assert led_to(desk, "/insoles/?feature=x") == "/admin/catalogue/product/"
    assert led_to(desk, "/compare/?with=a&with=b") == "/admin/comparisons/comparison/"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Paste the address"),
        ("/no-such-page/", "no page at this address"),
        ("http://[broken/", "no page at this address"),
        ("/insoles/%00/", "no page at this address"),
        ("/insoles/gone/", "Nothing stands at this address any more."),
        ("/finder/", "no page of its own"),
        ("/", "no page of its own"),
    ],
)
def test_what_leads_nowhere_is_told_in_words(desk: Client, typed: str, words: str) -> None:
    assert words in said(desk, typed)


def test_the_place_where_the_site_is_served_is_part_of_its_addresses(desk: Client) -> None:
    product = make.make_product()
    set_script_prefix("/shop/")
    try:
        assert led_to(desk, f"/shop/de/insoles/{product.slug}/").startswith("/shop/admin/catalogue/product/")
    finally:
        set_script_prefix("/")


def test_it_is_for_the_desk_alone() -> None:
    assert Client().get(OPEN, {"address": "/insoles/x/"})["Location"].startswith("/admin/login/")


def test_the_box_stands_on_the_first_page(desk: Client) -> None:
    assert 'for="page-at"' in desk.get("/admin/").content.decode()
