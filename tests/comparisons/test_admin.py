"""An editor puts a comparison together on the desk."""

import pytest
from django.test import Client

from catalogue.models import Proposal
from comparisons.models import Comparison
from tests import builders as make
from tests.desk import address, approved, complaints, logged_in, submit


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
    approved()
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


class TestWords:
    """What a comparison says is a text about health; how it is laid out is not."""

    @pytest.mark.parametrize("words", ["intro_en", "intro_de", "verdict_en", "verdict_de", "note_en", "note_de"])
    def test_wait_for_a_second_person_with_all_else_on_the_page(self, desk: Client, words: str) -> None:
        comparison = make.make_comparison(make.make_product(), verdict_en="Old.", intro_de="Alt.", verdict_de="Alt.")
        before = Comparison.objects.values().get()
        typed = {words: "A made-up text.", "title_en": "Renamed"}
        told = submit(desk, address(Comparison, "change", comparison.pk), typed)
        assert told["Location"] == address(Proposal, "change", Proposal.objects.get().pk)
        assert Comparison.objects.values().get() == before
        approved()
        after = Comparison.objects.get()
        assert (getattr(after, words), after.title) == ("A made-up text.", "Renamed")

    def test_that_stay_hold_nothing_back(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature()
        comparison = make.make_comparison(make.make_product())
        typed = {
            "title_en": "Renamed",
            "position": 9,
            "highlights": [feature.pk],
            "compared-TOTAL_FORMS": 2,
            "compared-1-position": 2,
            "compared-1-product": product.pk,
        }
        submit(desk, address(Comparison, "change", comparison.pk), typed)
        assert not Proposal.objects.exists()
        after = Comparison.objects.get()
        assert (after.title, after.position, after.products.count()) == ("Renamed", 9, 2)
        assert list(after.highlights.all()) == [feature]

    def test_go_only_with_two(self, desk: Client) -> None:
        comparison = make.make_comparison(make.make_product())
        desk.post(address(Comparison, "delete", comparison.pk), {"post": "yes"})
        assert Comparison.objects.exists()
        approved()
        assert not Comparison.objects.exists()

    def test_are_marked_on_the_form(self, desk: Client) -> None:
        page = desk.get(address(Comparison, "add")).content.decode()
        assert "wait for a second person" in page


def test_its_history_tells_each_edit(desk: Client) -> None:
    comparison, other = make.make_comparison(), make.make_comparison()
    for one in (comparison, other):
        submit(desk, address(Comparison, "change", one.pk), {"title_en": f"Renamed {one.pk}"})
    told = desk.get(address(Comparison, "history", comparison.pk), follow=True)
    assert [edit.rows.get().row for edit in told.context["cl"].queryset] == [comparison.pk]
