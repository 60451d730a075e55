"""An editor withdraws a product on the desk, merges it into another one, and brings it back."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from catalogue.models import Product
from tests import builders as make
from tests.desk import address, complaints, logged_in, submit

TODAY = date.today()


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


def saved(desk: Client, product: Product, **changes: Any) -> Product:
    """The product after its page was saved with these changes."""
    response = submit(desk, address(Product, "change", product.pk), changes)
    assert response.status_code == 302, complaints(response)
    return Product.objects.get(pk=product.pk)


def test_the_day_is_noted_where_none_is_typed(desk: Client) -> None:
    assert saved(desk, make.make_product(), status="withdrawn").withdrawn_on == TODAY


def test_a_day_that_is_typed_or_stored_stays(desk: Client) -> None:
    typed = saved(desk, make.make_product(), status="withdrawn", withdrawn_on="2026-11-20")
    assert typed.withdrawn_on == date(2026, 11, 20)
    assert saved(desk, typed, line="Another line").withdrawn_on == date(2026, 11, 20)


def test_one_that_comes_back_has_no_day(desk: Client) -> None:
    product = make.make_product(status="withdrawn", withdrawn_on=make.DAY)
    assert saved(desk, product, status="published").withdrawn_on is None


def test_one_is_merged_into_another(desk: Client) -> None:
    other = make.make_product()
    assert saved(desk, make.make_product(), status="withdrawn", merged_into=other.pk).successor == other


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "published"}, "Only a withdrawn product can be merged"),
        ({"status": "withdrawn", "merged_into": "itself"}, "cannot be merged into itself"),
        ({"status": "withdrawn", "merged_into": "draft"}, "is not published"),
    ],
)
def test_a_merge_that_leads_nowhere_is_refused_in_words(desk: Client, changes: dict[str, str], said: str) -> None:
    product = make.make_product()
    targets = {"itself": product, "draft": make.make_product(status="draft"), "": make.make_product()}
    wanted = {**changes, "merged_into": targets[changes.get("merged_into", "")].pk}
    refused = submit(desk, address(Product, "change", product.pk), wanted)
    assert refused.status_code == 200
    assert said in complaints(refused)


def test_what_others_were_merged_into_cannot_go_before_them(desk: Client) -> None:
    product = make.make_product()
    make.make_product(name="First", status="withdrawn", merged_into=product)
    refused = submit(desk, address(Product, "change", product.pk), {"status": "withdrawn"})
    assert "Merged into this product: Testa First." in complaints(refused)
