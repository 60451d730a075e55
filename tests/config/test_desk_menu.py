"""The menu of the desk: every kind of fact once, under a heading that says something."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User

from config.desk_menu import NAMES, PARTS
from tests.desk import logged_in
from tests.pages import opened

pytestmark = pytest.mark.django_db


def test_every_kind_of_fact_has_one_place() -> None:
    placed = [label for part in PARTS for label in part.models]
    assert sorted(placed) == sorted(model._meta.label_lower for model in admin.site._registry)
    assert NAMES.keys() <= set(placed)


def test_the_first_page_begins_with_insoles_and_names_no_package() -> None:
    page = opened(logged_in(), "/admin/")
    headings = [caption.text for caption in page.main.all("caption")]
    assert headings == [str(part.title) for part in PARTS]
    for package in ("Axes", "Otp_Totp", "Access attempts", "TOTP"):
        assert package.lower() not in page.main.text.lower()


def test_the_page_of_one_app_is_still_there() -> None:
    assert opened(logged_in(), "/admin/comparisons/").main.all("a", href="/admin/comparisons/comparison/")


def test_who_may_only_look_finds_what_there_is_to_look_at() -> None:
    page = opened(logged_in(User.objects.create(username="looker", is_staff=True)), "/admin/")
    assert [caption.text for caption in page.main.all("caption")] == [str(part.title) for part in PARTS[:-1]]


def test_only_the_kind_of_the_page_is_marked_beside_it() -> None:
    page = opened(logged_in(), "/admin/catalogue/product/")
    assert [link["href"] for link in page.one("nav", id="nav-sidebar").all("a", **{"aria-current": "page"})] == [
        "/admin/catalogue/product/"
    ]
    assert not page.all("div", class_="current-app")
