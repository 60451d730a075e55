"""Addresses that name products which were merged or withdrawn since: they still lead somewhere."""

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.models import Product
from comparisons.filters import ProductFilter
from comparisons.filters.gone import MOST_LOOKED_UP
from comparisons.index import current
from tests.builders import make_product
from tests.comparisons.list_pages import as_data
from tests.pages import opened

pytestmark = pytest.mark.django_db

WITHDRAWN = Product.Status.WITHDRAWN


@pytest.fixture
def here() -> Product:
    """A published product."""
    return make_product(slug="testa-here", name="Here")


@pytest.fixture
def gone() -> Product:
    """A withdrawn one."""
    return make_product(slug="testa-gone", name="Gone", status=WITHDRAWN)


@pytest.fixture
def merged() -> Product:
    """One that was merged into `testa-stays`."""
    stays = make_product(slug="testa-stays", name="Stays")
    return make_product(slug="testa-merged", name="Merged", status=WITHDRAWN, merged_into=stays)


def found(query: str) -> ProductFilter:
    """The address of a comparison, parsed."""
    index = current()
    return ProductFilter(QueryDict(query), index.vocabulary, products=index.slugs, compares=True)


@pytest.mark.usefixtures("here", "merged")
class TestAMergedOne:
    @pytest.mark.parametrize("path", ["/compare/", "/insoles/", "/de/compare/"])
    def test_is_replaced_in_its_place_by_the_one_it_was_merged_into(self, client: Client, path: str) -> None:
        response = client.get(f"{path}?with=testa-merged&with=testa-here")
        assert (response.status_code, response["Location"]) == (302, f"{path}?with=testa-stays&with=testa-here")

    def test_is_replaced_as_the_reference_too(self, client: Client) -> None:
        response = client.get("/compare/?reference=testa-merged&with=testa-merged&with=testa-here")
        assert response["Location"] == "/compare/?reference=testa-stays&with=testa-stays&with=testa-here"

    def test_stands_once_where_both_were_chosen(self, client: Client) -> None:
        response = client.get("/compare/?with=testa-stays&with=testa-here&with=testa-merged")
        assert response["Location"] == "/compare/?with=testa-stays&with=testa-here"

    def test_is_nothing_to_be_named_as_ignored(self) -> None:
        assert found("with=testa-merged&with=testa-here").ignored == []


@pytest.mark.usefixtures("here", "gone")
class TestAWithdrawnOne:
    def test_keeps_its_place_in_the_address(self, client: Client) -> None:
        address = "/compare/?with=testa-gone&with=testa-here"
        assert client.get(address).status_code == 200

    def test_is_named_by_the_parser_and_not_as_ignored(self) -> None:
        parsed = found("with=testa-gone&with=testa-here")
        assert [product.full_name for product in parsed.withdrawn] == ["Testa Gone"]
        assert parsed.selection.compared == ("testa-gone", "testa-here")
        assert parsed.ignored == []

    def test_is_named_on_the_page_with_the_way_to_its_note(self, client: Client) -> None:
        main = opened(client, "/compare/?with=testa-gone&with=testa-here").main
        assert "Testa Gone was withdrawn from the catalogue." in main.text
        assert "/insoles/testa-gone/" in main.links()
        assert "Ignored in this address" not in main.text

    def test_leaves_a_column_with_a_note(self, client: Client) -> None:
        table = opened(client, "/compare/?with=testa-gone&with=testa-here").main.one("table")
        assert "Withdrawn" in table.one("thead").first("th", text="Gone").text

    def test_alone_is_named_as_well(self, client: Client) -> None:
        assert "Testa Gone was withdrawn" in opened(client, "/compare/?with=testa-gone").main.text

    def test_is_named_in_the_data(self, client: Client) -> None:
        data = as_data(client, "/compare/?with=testa-gone&with=testa-here")
        assert [product["slug"] for product in data["products"]] == ["testa-here"]
        assert data["withdrawn"] == [{"slug": "testa-gone", "name": "Testa Gone"}]
        assert data["ignored"] == []

    def test_is_carried_along_by_a_list_which_says_that_it_is_withdrawn(self, client: Client) -> None:
        tray = opened(client, "/insoles/?with=testa-gone").main.one("form", id="compare")
        assert "Testa Gone (withdrawn)" in tray.text
        assert [field["value"] for field in tray.all("input", type="hidden", name="with")] == ["testa-gone"]

    def test_can_be_removed_from_the_list(self, client: Client) -> None:
        tray = opened(client, "/insoles/?with=testa-gone&with=testa-here").main.one("form", id="compare")
        assert tray.one("a", text="Testa Gone")["href"] == "/insoles/?with=testa-here"

    def test_is_no_reference(self) -> None:
        parsed = found("reference=testa-gone&with=testa-here")
        assert [(bad.name, bad.value) for bad in parsed.ignored] == [("reference", "testa-gone")]

    def test_is_a_successor_that_is_gone_itself(self, merged: Product) -> None:
        Product.objects.filter(slug="testa-stays").update(status=WITHDRAWN)
        assert [product.slug for product in found("with=testa-merged").withdrawn] == ["testa-merged"]


class TestOneThatWasNeverSeen:
    @pytest.mark.parametrize("status", ["draft", "in_review"])
    def test_is_ignored_as_any_unknown_word(self, status: str) -> None:
        make_product(slug="testa-draft", status=status)
        parsed = found("with=testa-draft")
        assert (parsed.withdrawn, [bad.value for bad in parsed.ignored]) == ([], ["testa-draft"])


@pytest.mark.usefixtures("here", "gone", "merged")
class TestWhatItCosts:
    @pytest.mark.parametrize("query", ["", "with=testa-here", "with=testa-here&with=testa-stays&reference=testa-here"])
    def test_is_nothing_where_every_product_is_known(
        self, query: str, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        index = current()
        with django_assert_num_queries(0):
            ProductFilter(QueryDict(query), index.vocabulary, products=index.slugs, compares=True).withdrawn  # noqa: B018

    @pytest.mark.parametrize("query", ["with=testa-gone&with=testa-merged&with=nobody&reference=nobody", "with=nobody"])
    def test_is_one_query_where_any_is_not(self, query: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        index = current()
        with django_assert_num_queries(1):
            parsed = ProductFilter(QueryDict(query), index.vocabulary, products=index.slugs, compares=True)
            assert [product.full_name for product in parsed.withdrawn if product.successor] == []

    @pytest.mark.parametrize("rubbish", ["%00", "Testa_Gone", "%F0%9F%A6%B6"])
    def test_is_nothing_for_what_can_be_no_product(
        self, rubbish: str, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        index = current()
        with django_assert_num_queries(0):
            ProductFilter(QueryDict(f"with={rubbish}"), index.vocabulary, products=index.slugs)

    def test_is_one_small_query_for_a_flood(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        index = current()
        flood = "&".join(f"with=nobody-{number}" for number in range(1_000))
        with django_assert_num_queries(1) as asked:
            ProductFilter(QueryDict(flood), index.vocabulary, products=index.slugs)
        assert asked[0]["sql"].count("nobody-") == MOST_LOOKED_UP
