"""An editor puts a comparison together on the desk."""

import pytest
from django.test import Client

from comparisons.models import Comparison
from tests import builders as make
from tests.desk import address, complaints, logged_in, submit


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


def test_one_is_added_with_its_products_in_their_order(desk: Client) -> None:
    first, second = make.make_product(), make.make_product()
    columns = {
        "compared-TOTAL_FORMS": 2,
        "compared-0-position": 2,
        "compared-0-product": first.pk,
        "compared-1-position": 1,
        "compared-1-product": second.pk,
    }
    words = {"title_en": "Two of them", "slug": "two-of-them", "position": 3, "intro_en": "Why these."}
    added = submit(desk, address(Comparison, "add"), {**words, **columns})
    assert added.status_code == 302, complaints(added)
    comparison = Comparison.objects.with_products().get()
    assert [column.product for column in comparison.compared.all()] == [second, first]


def test_a_product_stands_in_it_once(desk: Client) -> None:
    product = make.make_product()
    comparison = make.make_comparison(product)
    columns = {"compared-TOTAL_FORMS": 2, "compared-1-position": 2, "compared-1-product": product.pk}
    refused = submit(desk, address(Comparison, "change", comparison.pk), columns)
    assert "already" in complaints(refused) or "duplicate" in complaints(refused)


def test_its_slug_stays_once_it_is_stored(desk: Client) -> None:
    comparison = make.make_comparison(make.make_product())
    saved = submit(desk, address(Comparison, "change", comparison.pk), {"slug": "other", "title_en": "Renamed"})
    assert saved.status_code == 302, complaints(saved)
    comparison.refresh_from_db()
    assert (comparison.slug, str(comparison.title)) == ("made-up-comparison-1", "Renamed")


def test_a_compared_product_cannot_be_deleted_by_the_way(desk: Client) -> None:
    product = make.make_product()
    make.make_comparison(product)
    page = desk.post(f"/admin/catalogue/product/{product.pk}/delete/", {"post": "yes"})
    assert "This stands in the way" in page.content.decode()
    assert "1 comparison" in page.content.decode()
    assert product.comparisons.exists()
