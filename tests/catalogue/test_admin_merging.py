"""An editor is warned of a product that stands here already, and merges two that are one."""

from typing import Any

import pytest
from django.test import Client

from catalogue.models import Product
from tests import builders as make
from tests.desk import address, complaints, logged_in, make_editor, merge, submit

pytestmark = pytest.mark.django_db

GTIN = "4006381333931"


@pytest.fixture
def desk() -> Client:
    return logged_in()


@pytest.fixture
def stored() -> Product:
    return make.make_product(slug="testa-stored", name="Stored", aka=["Once"], gtin=GTIN)


def added(desk: Client, stored: Product, **typed: Any) -> Any:
    return submit(desk, address(Product, "add"), {"brand": stored.brand_id, **typed})


class TestAtEntry:
    @pytest.mark.parametrize("name", ["stored", "Once"])
    def test_the_name_of_another_one_is_refused_with_a_link_to_it(
        self, desk: Client, stored: Product, name: str
    ) -> None:
        said = complaints(added(desk, stored, name=name))
        assert "This brand has an insole of this name" in said
        assert f'<a href="{address(Product, "change", stored.pk)}">Testa Stored</a>' in said

    def test_the_tick_appears_with_the_question(self, desk: Client, stored: Product) -> None:
        assert 'name="is_another"' not in desk.get(address(Product, "add")).content.decode()
        assert 'name="is_another"' in added(desk, stored, name="stored").content.decode()

    def test_it_is_saved_once_it_is_said_to_be_another_one(self, desk: Client, stored: Product) -> None:
        saved = added(desk, stored, name="stored", slug="testa-other", is_another="on")
        assert saved.status_code == 302, complaints(saved)

    def test_an_address_that_is_taken_gets_a_number(self, desk: Client, stored: Product) -> None:
        for _ in range(2):
            saved = added(desk, stored, name="Stored", is_another="on")
            assert saved.status_code == 302, complaints(saved)
        addresses = Product.objects.filter(name="Stored").order_by("pk").values_list("slug", flat=True)
        assert list(addresses) == ["testa-stored", "testa-stored-2", "testa-stored-3"]

    def test_so_does_one_of_a_very_long_name(self, desk: Client, stored: Product) -> None:
        name = "Made up " * 9
        for _ in range(2):
            saved = added(desk, stored, name=name, is_another="on")
            assert saved.status_code == 302, complaints(saved)
        first, second = Product.objects.exclude(pk=stored.pk).order_by("pk").values_list("slug", flat=True)
        assert second == f"{first[:74].strip('-')}-2"

    def test_the_tick_is_not_shown_for_another_fault(self, desk: Client, stored: Product) -> None:
        page = added(desk, stored, name="Other", gtin="123")
        field = page.context["adminform"].form["is_another"]
        assert page.status_code == 200
        assert field.is_hidden

    def test_the_same_number_is_refused_whatever_is_ticked(self, desk: Client, stored: Product) -> None:
        said = complaints(added(desk, stored, name="Other", gtin=f"0{GTIN}", is_another="on"))
        assert "This number is that of" in said
        assert ">Testa Stored</a>" in said

    def test_several_products_have_no_number(self, desk: Client) -> None:
        for _ in range(2):
            saved = submit(desk, address(Product, "change", make.make_product().pk), {"line": "Typed"})
            assert saved.status_code == 302, complaints(saved)

    def test_two_of_one_name_that_stand_here_are_saved_as_before(self, desk: Client, stored: Product) -> None:
        other = make.make_product(name="Stored")
        saved = submit(desk, address(Product, "change", other.pk), {"line": "Typed"})
        assert saved.status_code == 302, complaints(saved)

    def test_a_new_name_is_compared_too(self, desk: Client, stored: Product) -> None:
        other = make.make_product()
        assert "of this name" in complaints(submit(desk, address(Product, "change", other.pk), {"name": "Stored"}))


class TestThePage:
    def merge(self, product: Product) -> str:
        return f"/admin/catalogue/product/{product.pk}/merge/"

    def test_offers_those_of_the_same_name_first(self, desk: Client, stored: Product) -> None:
        twin = make.make_product(name="Once")
        make.make_product()
        make.make_product(name="Once", status="draft")
        assert desk.get(self.merge(twin)).context["found"] == [stored]

    def test_finds_the_others_by_search(self, desk: Client, stored: Product) -> None:
        twin = make.make_product()
        assert desk.get(self.merge(twin), {"q": "tored"}).context["found"] == [stored]
        assert "No published entry is found" in desk.get(self.merge(twin), {"q": "zzz"}).content.decode()

    def test_shows_what_will_happen_and_changes_nothing(self, desk: Client, stored: Product) -> None:
        twin = make.make_product(name="Twin")
        statement = make.make_statement(twin, make.make_feature(), "high")
        page = desk.get(self.merge(twin), {"into": stored.pk}).content.decode()
        for text in ("1 moves", "Made up height: high", "Becomes another name: Twin"):
            assert text in page
        statement.refresh_from_db()
        assert statement.product == twin

    def test_merges_when_it_is_sent(self, desk: Client, stored: Product) -> None:
        twin = make.make_product(name="Twin")
        answer = desk.get(merge(desk, twin, stored)["Location"])
        assert "Testa Twin is merged into this entry." in answer.content.decode()
        twin.refresh_from_db()
        assert twin.successor == stored

    def test_merges_nothing_that_nobody_saw(self, desk: Client, stored: Product) -> None:
        twin = make.make_product(name="Twin")
        seal = desk.get(self.merge(twin), {"into": stored.pk}).context["merge"].seal
        make.make_statement(twin, make.make_feature(), "high")
        for form in ({"into": stored.pk}, {"into": stored.pk, "seen": seal}):
            answer = desk.post(self.merge(twin), form)
            assert "something changed meanwhile" in answer.content.decode()
            assert "Made up height: high" in answer.content.decode()
            twin.refresh_from_db()
            assert twin.status == "published"
        assert merge(desk, twin, stored).status_code == 302

    @pytest.mark.parametrize("into", ["", "x", "99999", "itself", "draft"])
    def test_a_wrong_target_ends_at_the_choice(self, desk: Client, stored: Product, into: str) -> None:
        targets = {"itself": stored.pk, "draft": make.make_product(status="draft").pk}
        answer = desk.post(self.merge(stored), {"into": targets.get(into, into)})
        assert (answer.status_code, "found" in answer.context) == (200, True)
        stored.refresh_from_db()
        assert stored.status == "published"

    def test_is_closed_to_those_who_may_only_look(self, stored: Product) -> None:
        staff = logged_in(make_editor(is_superuser=False))
        assert staff.post(self.merge(make.make_product()), {"into": stored.pk}).status_code == 403
