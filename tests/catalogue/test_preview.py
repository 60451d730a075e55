"""Drafts on the real page: staff see them there, visitors see nothing, and no copy of a page is kept."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.models import Product
from tests import builders as make
from tests.desk import logged_in, make_editor
from tests.pages import opened

pytestmark = pytest.mark.django_db

ADDRESS = "/insoles/testa-draft/"


@pytest.fixture(params=["draft", "in_review"])
def draft(request: Any) -> Product:
    product = make.make_product(slug="testa-draft", name="Draft", status=request.param)
    make.make_shown(product, make.make_feature(), "high")
    make.make_product()
    return product


class TestStaff:
    def test_see_the_page_as_visitors_will_see_it(self, draft: Product) -> None:
        page = opened(logged_in(), ADDRESS)
        assert page.headings("h1")[0].endswith("Draft")
        assert "Made up height" in page.main.text
        assert "Only the desk sees this page" in page.main.text
        assert f"/admin/catalogue/product/{draft.pk}/change/" in page.main.links()

    def test_no_copy_is_kept_and_no_search_engine_told(self, draft: Product) -> None:
        client = logged_in()
        assert client.get(ADDRESS)["Cache-Control"] == "no-store, private"
        assert not opened(client, ADDRESS).is_for_search_engines

    def test_do_not_see_it_in_lists(self, draft: Product) -> None:
        assert "testa-draft" not in logged_in().get("/insoles/").content.decode()

    def test_see_the_public_page_of_a_published_one_as_visitors_do(self) -> None:
        product = make.make_product()
        public = Client().get(product.get_absolute_url())
        assert logged_in().get(product.get_absolute_url()).content == public.content

    def test_see_what_became_of_a_withdrawn_one_as_visitors_do(self) -> None:
        make.make_product(slug="testa-draft", status="withdrawn")
        assert logged_in().get(ADDRESS).status_code == 410


class TestVisitors:
    def test_find_nothing(self, draft: Product) -> None:
        assert Client().get(ADDRESS).status_code == 404

    def test_with_an_account_that_is_not_of_the_staff_find_nothing(self, draft: Product) -> None:
        visitor = logged_in(make_editor(is_staff=False, is_superuser=False))
        assert visitor.get(ADDRESS).status_code == 404

    def test_with_a_made_up_session_find_nothing(self, draft: Product) -> None:
        client = Client()
        client.cookies["sessionid"] = "made-up"
        assert client.get(ADDRESS).status_code == 404

    def test_are_not_asked_who_they_are(
        self, draft: Product, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = Client()
        with django_assert_num_queries(2):
            response = client.get(ADDRESS)
        assert "Cookie" not in response.get("Vary", "")
