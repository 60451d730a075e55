"""The publish gate on the desk: what is missing is told, and nothing gets past it."""

from typing import Any

import pytest
from django.test import Client

from catalogue.models import Feature, Product, ShownChange, missing_for_publishing
from tests import builders as make
from tests.desk import address, go_on, logged_in, look_at, make_editor, submit

pytestmark = pytest.mark.django_db

LIST = address(Product, "changelist")


@pytest.fixture
def desk() -> Client:
    return logged_in()


@pytest.fixture
def core() -> Feature:
    return make.make_feature("made-up-core", is_core=True)


def make_draft(**fields: Any) -> Product:
    """A draft that nobody checked."""
    return make.make_product(**{"status": "draft", "checked_on": None, **fields})


def missing(product: Product) -> list[str]:
    return [feature.slug for feature in missing_for_publishing([product])[product.pk]]


class TestWhatIsMissing:
    def test_a_core_feature_that_nobody_looked_for(self, core: Feature) -> None:
        make.make_feature("made-up-other")
        assert missing(make_draft()) == ["made-up-core"]

    @pytest.mark.parametrize("values", [["high"], ["high", "low"]])
    def test_not_one_that_is_stated_or_disputed(self, core: Feature, values: list[str]) -> None:
        product = make_draft()
        make.make_shown(product, core, *values)
        assert missing(product) == []

    def test_not_one_that_was_looked_for(self, core: Feature) -> None:
        assert missing(make_draft(checked_on=make.DAY)) == []

    def test_one_that_is_newer_than_the_last_look(self, core: Feature) -> None:
        product = make_draft(checked_on=make.DAY.replace(day=1))
        assert missing(product) == ["made-up-core"]

    def test_not_one_that_an_editor_decided_on(self, core: Feature) -> None:
        product = make_draft()
        make.make_decision(product=product, feature=core, state="not_applicable")
        make.derive(product)
        assert missing(product) == []

    def test_not_one_that_its_form_does_not_reach(self) -> None:
        form = make.make_feature("form", choices=["heel-cup", "full-length"])
        make.make_feature("made-up-core", is_core=True, zone="forefoot")
        short, long = make_draft(), make_draft()
        make.make_shown(short, form, "heel-cup")
        make.make_shown(long, form, "full-length")
        assert (missing(short), missing(long)) == ([], ["made-up-core"])


class TestSavingAsPublished:
    def test_keeps_what_was_typed_but_not_the_status(self, desk: Client, core: Feature) -> None:
        product = make_draft()
        page = submit(desk, address(Product, "change", product.pk), {"status": "published", "line": "Typed"})
        product.refresh_from_db()
        assert (page.status_code, product.status, product.line) == (302, "draft", "Typed")
        said = [str(message) for message in desk.get(LIST).context["messages"]]
        assert any("Saved, but not published." in text and "Made up core" in text for text in said)

    def test_is_one_row_of_the_public_log(self, desk: Client, core: Feature) -> None:
        product = make_draft(checked_on=make.DAY)
        make.make_statement(product, core, "high")
        submit(desk, address(Product, "change", product.pk), {"status": "published"})
        assert [(change.kind, change.new) for change in ShownChange.objects.all()] == [
            ("product", {"state": "published"})
        ]

    def test_leaves_alone_what_is_published_already(self, desk: Client, core: Feature) -> None:
        product = make_draft(status="published")
        submit(desk, address(Product, "change", product.pk), {"line": "Typed"})
        product.refresh_from_db()
        assert (product.status, product.line) == ("published", "Typed")

    def test_holds_back_one_that_was_withdrawn(self, desk: Client, core: Feature) -> None:
        product = make_draft(status="withdrawn")
        submit(desk, address(Product, "change", product.pk), {"status": "published"})
        product.refresh_from_db()
        assert product.status == "withdrawn"


class TestThePageOfAProduct:
    def test_names_what_is_missing_beside_the_status(self, desk: Client, core: Feature) -> None:
        page = desk.get(address(Product, "change", make_draft().pk)).content.decode()
        assert "Missing for publishing (neither stated nor looked for): Made up core." in page

    def test_says_when_nothing_is_missing_and_leads_on(self, desk: Client, core: Feature) -> None:
        product = make_draft(checked_on=make.DAY)
        page = desk.get(address(Product, "change", product.pk)).content.decode()
        assert "Nothing is missing: it can be published." in page
        for link in (product.get_absolute_url(), f"/admin/catalogue/product/{product.pk}/publish/"):
            assert f'href="{link}"' in page


class TestTheList:
    def test_shows_first_which_can_be_published_and_why_the_others_cannot(self, desk: Client, core: Feature) -> None:
        ready, lacking = make_draft(name="Ready", checked_on=make.DAY), make_draft(name="Lacking")
        gone = make_draft(name="Gone", status="withdrawn", merged_into=make.make_product(name="Stays"))
        page = look_at(desk, "action_publish", ready, lacking, gone)
        assert [one.row.name for one in page.context["look"].changes] == ["Ready"]
        assert {one.row.name: one.why for one in page.context["look"].passed_over} == {
            "Lacking": "Missing for publishing (neither stated nor looked for): Made up core.",
            "Gone": "merged into Testa Stays",
        }
        ready.refresh_from_db()
        assert ready.status == "draft"

    def test_publishes_only_those_without_gaps(self, desk: Client, core: Feature) -> None:
        ready, lacking = make_draft(checked_on=make.DAY), make_draft()
        go_on(desk, look_at(desk, "action_publish", ready, lacking))
        assert set(Product.objects.published()) == {ready}
        assert ShownChange.objects.get().product == ready.slug

    def test_a_withdrawn_one_that_comes_back_loses_its_day(self, desk: Client) -> None:
        product = make.make_product(status="withdrawn", withdrawn_on=make.DAY)
        go_on(desk, look_at(desk, "action_publish", product))
        product.refresh_from_db()
        assert (product.status, product.withdrawn_on) == ("published", None)

    def test_sends_drafts_to_review_and_nothing_else(self, desk: Client) -> None:
        draft, public = make_draft(), make.make_product()
        page = look_at(desk, "action_send_to_review", draft, public)
        assert Product.objects.get(pk=draft.pk).status == "draft"
        go_on(desk, page)
        assert dict(Product.objects.values_list("pk", "status")) == {draft.pk: "in_review", public.pk: "published"}

    def test_the_page_of_one_product_offers_the_same_step(self, desk: Client, core: Feature) -> None:
        product = make_draft(checked_on=make.DAY)
        page = desk.get(f"/admin/catalogue/product/{product.pk}/publish/")
        assert [one.row for one in page.context["look"].changes] == [product]
        assert go_on(desk, page).status_code == 200
        product.refresh_from_db()
        assert product.status == "published"

    def test_who_may_only_look_publishes_nothing(self, desk: Client) -> None:
        product = make_draft()
        staff = logged_in(make_editor(username="staff", is_superuser=False))
        go_on(staff, look_at(desk, "action_publish", product))
        assert staff.get(f"/admin/catalogue/product/{product.pk}/publish/").status_code == 302
        product.refresh_from_db()
        assert product.status == "draft"
