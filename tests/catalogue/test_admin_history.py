"""The history on the desk: each form is an edit, and each edit can be looked at and undone."""

from typing import Any

import pytest
from django.test import Client

from catalogue.models import Brand, Edit, Feature, Offer, Product, Source, recorded
from comparisons.models import Comparison
from tests import builders as make
from tests.desk import address, complaints, go_on, logged_in, look_at, one_who_may, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return logged_in()


def edited(desk: Client, row: Any, **changes: Any) -> Edit:
    """The edit that saving a page with these changes makes."""
    saved = submit(desk, address(type(row), "change", row.pk), changes)
    assert saved.status_code == 302, complaints(saved)
    return Edit.objects.latest("pk")


def page_of(edit: Edit) -> str:
    return address(Edit, "change", edit.pk)


class TestAForm:
    def test_says_who_and_why(self, desk: Client) -> None:
        edit = edited(desk, make.make_product(), line="Typed", _why="A made-up reason.")
        assert (edit.by, edit.why) == ("editor", "A made-up reason.")

    def test_has_a_line_for_the_reason(self, desk: Client) -> None:
        for row in (make.make_product(), make.make_feature(), make.make_comparison(make.make_product())):
            page = desk.get(address(type(row), "change", row.pk)).content.decode()
            assert 'name="_why"' in page
            assert 'for="id__why"' in page

    def test_is_one_edit_with_all_its_rows(self, desk: Client) -> None:
        product = make.make_product()
        offer = make.make_offer(product)
        edit = edited(desk, product, **{"line": "Typed", "offers-0-seller": "another made-up shop"})
        assert {(row.model, row.row) for row in edit.rows.all()} == {
            ("catalogue.product", product.pk),
            ("catalogue.offer", offer.pk),
        }

    def test_that_is_refused_is_no_edit(self, desk: Client) -> None:
        submit(desk, address(Product, "change", make.make_product().pk), {"name": ""})
        assert not Edit.objects.exists()

    def test_of_a_comparison_is_kept_too(self, desk: Client) -> None:
        comparison = make.make_comparison(make.make_product())
        edit = edited(desk, comparison, title_en="Typed")
        assert edit.rows.get().after["title_en"] == "Typed"
        desk.post(page_of(edit), {})
        assert Comparison.objects.get().title == "Made-up comparison 1"

    def test_for_many_at_once_is_one_edit(self, desk: Client) -> None:
        drafts = [make.make_product(status="draft") for _ in range(3)]
        go_on(desk, look_at(desk, "action_send_to_review", *drafts), _why="A made-up reason.")
        edit = Edit.objects.get()
        assert (edit.rows.count(), edit.why) == (3, "A made-up reason.")

    def test_that_deletes_is_kept_with_what_went_along(self, desk: Client) -> None:
        feature = make.make_feature(choices=["high"])
        desk.post(address(Feature, "delete", feature.pk), {"post": "yes"})
        desk.post(page_of(Edit.objects.get()), {})
        assert Feature.objects.get().choices.get().slug == "high"


class TestTheHistoryOfARow:
    def test_of_a_product_holds_what_belongs_to_it(self, desk: Client) -> None:
        product, other = make.make_product(), make.make_product()
        offer = make.make_offer(product)
        wanted = edited(desk, offer, seller="another made-up shop")
        edited(desk, other, line="Typed")
        page = desk.get(address(Product, "history", product.pk), follow=True)
        assert list(page.context["cl"].result_list) == [wanted]

    def test_of_another_row_holds_its_own(self, desk: Client) -> None:
        product = make.make_product()
        wanted = edited(desk, product.brand, country="DE")
        edited(desk, product, line="Typed")
        page = desk.get(address(Brand, "history", product.brand.pk), follow=True)
        assert list(page.context["cl"].result_list) == [wanted]

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"line": "Typed"}, "Testa Nonesuch 1: line: – → Typed"),
            ({"line": "Typed", "aka": "Once"}, "Testa Nonesuch 1: line, other names"),
            ({"summary_en": "A made-up text. " * 9}, "Testa Nonesuch 1: summary [en]"),
        ],
    )
    def test_says_what_of_a_row_was_changed(self, desk: Client, changes: dict[str, str], told: str) -> None:
        edited(desk, make.make_product(), **changes)
        (edit,) = desk.get(address(Edit, "changelist")).context["cl"].result_list
        assert edit.in_short == told

    def test_says_of_a_row_that_came_or_went_that_it_did(self, desk: Client) -> None:
        offer = make.make_offer(make.make_product())
        desk.post(address(Offer, "delete", offer.pk), {"post": "yes"})
        (edit,) = desk.get(address(Edit, "changelist")).context["cl"].result_list
        assert edit.in_short.endswith(": deleted")

    def test_names_the_rows_of_an_edit_of_several(self, desk: Client) -> None:
        product = make.make_product()
        make.make_offer(product)
        edited(desk, product, **{"line": "Typed", "offers-0-seller": "another made-up shop"})
        page = desk.get(address(Edit, "changelist"))
        assert "Testa Nonesuch 1; " in page.content.decode()

    @pytest.mark.parametrize("asked", ["product=x", "product=99", "row=x", "row=catalogue.brand-x", "row="])
    def test_of_nothing_is_no_error(self, desk: Client, asked: str) -> None:
        assert desk.get(f"{address(Edit, 'changelist')}?{asked}", follow=True).status_code == 200


class TestThePageOfAnEdit:
    def test_shows_each_field_before_and_after_in_words(self, desk: Client) -> None:
        product = make.make_product(category="comfort")
        brand = make.make_brand(name="Balbala", slug="balbala")
        edit = edited(desk, product, category="", brand=brand.pk, is_discontinued="on")
        lines = {line.label: (line.before, line.after) for line in desk.get(page_of(edit)).context["rows"][0][0].lines}
        assert lines == {
            "category": ("Comfort insole", "–"),
            "brand": ("Testa", "Balbala"),
            "discontinued": ("no", "yes"),
        }

    def test_brings_back_one_field(self, desk: Client) -> None:
        product = make.make_product(line="Old")
        edit = edited(desk, product, line="New", is_discontinued="on")
        desk.post(page_of(edit), {"row": edit.rows.get().pk, "field": "line"})
        product.refresh_from_db()
        assert (product.line, product.is_discontinued) == ("Old", True)
        assert Edit.objects.count() == 2

    def test_brings_back_one_row(self, desk: Client) -> None:
        product = make.make_product(line="Old")
        offer = make.make_offer(product)
        edit = edited(desk, product, **{"line": "New", "offers-0-DELETE": "on"})
        desk.post(page_of(edit), {"row": edit.rows.get(row=offer.pk, model="catalogue.offer").pk})
        product.refresh_from_db()
        assert (product.line, Offer.objects.count()) == ("New", 1)

    def test_brings_back_a_whole_product(self, desk: Client) -> None:
        product = make.make_product(line="First")
        edit = edited(desk, product, line="Second")
        edited(desk, product, line="Third")
        desk.post(page_of(edit), {"product": product.pk, "_why": "Made up."})
        product.refresh_from_db()
        assert (product.line, Edit.objects.latest("pk").why) == ("First", "Made up.")

    def test_says_why_nothing_was_brought_back(self, desk: Client) -> None:
        product = make.make_product(summary_en="It cures everything.")
        edit = edited(desk, product, summary_en="A made-up insole.")
        answer = desk.post(page_of(edit), {}, follow=True).content.decode()
        assert "Nothing was restored." in answer

    def test_gives_nothing_back_to_those_who_may_only_look(self, desk: Client) -> None:
        product = make.make_product(line="Old")
        edit = edited(desk, product, line="New")
        client = one_who_may("change_brand")
        assert client.get(page_of(edit)).status_code == 200
        assert client.post(page_of(edit), {}).status_code == 403
        product.refresh_from_db()
        assert product.line == "New"

    def test_offers_only_what_somebody_may_bring_back(self, desk: Client) -> None:
        with recorded(by="editor"):
            make.make_source()
        added = page_of(Edit.objects.get())
        offers = ("Take this entry out again", "Undo this whole edit")
        may_not = one_who_may("add_source", "change_source").get(added).content.decode()
        assert not [offer for offer in offers if offer in may_not]
        may = one_who_may("delete_source").get(added).content.decode()
        assert all(offer in may for offer in offers)

    def test_takes_nothing_away_for_those_who_may_not_delete_it(self, desk: Client) -> None:
        with recorded(by="editor"):
            source = make.make_source()
        added = Edit.objects.get()
        assert one_who_may("add_source", "change_source").post(page_of(added), {}).status_code == 403
        assert Source.objects.get() == source
        assert one_who_may("delete_source").post(page_of(added), {}).status_code == 302
        assert not Source.objects.exists()

    def test_adds_nothing_again_for_those_who_may_not_add_it(self, desk: Client) -> None:
        source = make.make_source()
        with recorded(by="editor"):
            source.delete()
        deleted = Edit.objects.get()
        assert one_who_may("change_source", "delete_source").post(page_of(deleted), {}).status_code == 403
        assert not Source.objects.exists()
        assert one_who_may("add_source").post(page_of(deleted), {}).status_code == 302
        assert Source.objects.exists()

    def test_cannot_itself_be_changed_or_deleted(self, desk: Client) -> None:
        edit = edited(desk, make.make_product(), line="New")
        assert desk.get(address(Edit, "add")).status_code == 403
        assert desk.post(address(Edit, "delete", edit.pk), {"post": "yes"}).status_code == 403
