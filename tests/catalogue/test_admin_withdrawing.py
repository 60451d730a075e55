"""An editor withdraws a product on the desk, merges it into another one, and brings it back."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import Product, merge_of
from tests import builders as make
from tests.desk import address, complaints, go_on, logged_in, look_at, submit


def today() -> date:
    """Asked for anew by each test: a run may go past midnight."""
    return timezone.localdate()


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


def saved(desk: Client, product: Product, **changes: Any) -> Product:
    """The product after its page was saved with these changes."""
    response = submit(desk, address(Product, "change", product.pk), changes)
    assert response.status_code == 302, complaints(response)
    return Product.objects.get(pk=product.pk)


def test_the_day_is_noted_where_none_is_typed(desk: Client) -> None:
    assert saved(desk, make.make_product(), status="withdrawn").withdrawn_on == today()


def test_every_way_of_withdrawing_notes_the_same_day(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: make.DAY)
    by_form, by_list, by_merge = (make.make_product(name=name) for name in ("Form", "List", "Merge"))
    saved(desk, by_form, status="withdrawn")
    go_on(desk, look_at(desk, "action_withdraw", by_list))
    merge_of(by_merge, make.make_product(name="Stays")).carry_out()
    assert set(Product.objects.exclude(name="Stays").values_list("withdrawn_on", flat=True)) == {make.DAY}


def test_a_day_that_is_typed_or_stored_stays(desk: Client) -> None:
    typed = saved(desk, make.make_product(), status="withdrawn", withdrawn_on="2026-11-20")
    assert typed.withdrawn_on == date(2026, 11, 20)
    assert saved(desk, typed, line="Another line").withdrawn_on == date(2026, 11, 20)


def test_one_that_comes_back_has_no_day(desk: Client) -> None:
    product = make.make_product(status="withdrawn", withdrawn_on=make.DAY)
    assert saved(desk, product, status="published").withdrawn_on is None


class TestMergedInto:
    """Set by the page that moves everything; here it can only be emptied."""

    @pytest.fixture
    def stays(self) -> Product:
        return make.make_product(name="Stays")

    @pytest.fixture
    def gone(self, stays: Product) -> Product:
        return make.make_product(name="Gone", status="withdrawn", withdrawn_on=make.DAY, merged_into=stays)

    @pytest.mark.parametrize("status", ["published", "withdrawn", "draft"])
    def test_cannot_be_set_by_hand(self, desk: Client, stays: Product, status: str) -> None:
        product = make.make_product(status=status)
        assert saved(desk, product, status="withdrawn", merged_into=stays.pk).merged_into is None

    def test_leads_to_the_page_that_merges(self, desk: Client) -> None:
        product = make.make_product()
        form = desk.get(address(Product, "change", product.pk))
        assert "merged_into" not in form.context["adminform"].form.fields
        page = f"/admin/catalogue/product/{product.pk}/merge/"
        assert form.content.decode().count(page) == 2, "among the next steps, and in the place of the field"

    def test_is_not_asked_of_a_new_product(self, desk: Client, stays: Product) -> None:
        form = desk.get(address(Product, "add"))
        assert "field-where_to_merge" not in form.content.decode()
        typed = {"brand": stays.brand.pk, "name": "New", "status": "withdrawn", "merged_into": stays.pk}
        submit(desk, address(Product, "add"), typed)
        assert Product.objects.get(name="New").merged_into is None

    def test_of_a_merged_one_is_kept_or_emptied(self, desk: Client, gone: Product, stays: Product) -> None:
        assert saved(desk, gone, line="Another line").merged_into == stays
        back = saved(desk, gone, merged_into=None, status="published")
        assert (back.merged_into, back.withdrawn_on) == (None, None)

    def test_of_a_merged_one_cannot_become_another(self, desk: Client, gone: Product) -> None:
        other = make.make_product(name="Other")
        refused = submit(desk, address(Product, "change", gone.pk), {"merged_into": other.pk})
        assert "Bring this entry back first" in complaints(refused)

    def test_stays_where_it_is_as_long_as_it_is_withdrawn(self, desk: Client, gone: Product) -> None:
        refused = submit(desk, address(Product, "change", gone.pk), {"status": "published"})
        assert "Only a withdrawn product can be merged" in complaints(refused)


def test_what_others_were_merged_into_cannot_go_before_them(desk: Client) -> None:
    product = make.make_product()
    make.make_product(name="First", status="withdrawn", merged_into=product)
    refused = submit(desk, address(Product, "change", product.pk), {"status": "withdrawn"})
    assert "Merged into this product: Testa First." in complaints(refused)
