"""An editor adds a product, and what the catalogue shows follows every edit at once."""

from typing import Any

import pytest
from django.test import Client

from catalogue.models import Choice, EditorDecision, Product, Source, SpecEntry, Statement
from tests import builders as make
from tests.desk import address, complaints, logged_in, submit
from tests.sheets import sheet_address

NO_MORE_ROWS = {f"{rows}-TOTAL_FORMS": 0 for rows in ("offers", "pictures", "suitability", "findings")}


@pytest.fixture
def desk(db: None) -> Client:
    return logged_in()


def shown(product: Product) -> dict[str, str]:
    """What the catalogue shows of a product: feature → choice or number."""
    entries = SpecEntry.objects.filter(product=product).select_related("feature", "choice")
    return {e.feature.slug: e.choice.slug if e.choice else str(e.number) for e in entries}


class TestAdding:
    """A new product with what its maker says."""

    def test_it_is_a_draft_with_an_address_made_from_its_name(self, desk: Client) -> None:
        names = {"name": "Fußbett Größe 2", "aka": "Footbed\n  old   name \n\nFootbed"}
        added = submit(desk, address(Product, "add"), {"brand": make.make_brand().pk, **names})
        assert added.status_code == 302, complaints(added)
        product = Product.objects.get()
        assert (product.slug, product.aka, product.status) == (
            "testa-fussbett-grosse-2",
            ["Footbed", "old name"],
            "draft",
        )

    def test_a_typed_slug_that_is_taken_is_refused(self, desk: Client) -> None:
        product = make.make_product()
        typed = {"brand": product.brand.pk, "name": "Another one", "slug": product.slug}
        refused = submit(desk, address(Product, "add"), typed)
        assert "already exists" in complaints(refused)


class TestThePage:
    """What an editor sees on the page of a product."""

    def test_it_shows_each_entry_with_who_says_it_and_why(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature("heel-cup", choices=("low", "high"))
        make.make_statement(product, feature, "low", source=make.make_source(title="The label"))
        make.make_statement(product, feature, "high", voice="retailer")
        make.derive(product)
        (row,) = desk.get(address(Product, "change", product.pk)).context["sheet"].rows
        assert (row.feature, row.shown.state, row.shown.value) == ("Heel cup", "Disputed", "Low")
        assert row.shown.is_open_dispute
        assert row.said_by[0] == "Low: maker, The label, 2026-11-23"
        assert row.shown.why == "maker comes before retailer"

    def test_it_names_the_features_nothing_is_known_of(self, desk: Client) -> None:
        make.make_feature("heel-cup")
        page = desk.get(address(Product, "change", make.make_product().pk))
        assert page.context["sheet"].rest == (("Not stated", "Heel cup"),)

    def test_more_entries_cost_no_more_queries_for_the_sheet(
        self, desk: Client, django_assert_num_queries: Any
    ) -> None:
        from catalogue.admin.sheet import desk_sheet

        product = make.make_product()
        for number in range(3):
            make.make_shown(product, make.make_feature(f"made-up-{number}"), "low", "high")
        product = Product.objects.with_brand().get()
        with django_assert_num_queries(5):
            desk_sheet(product)

    def test_it_leads_to_the_sheet_and_costs_the_same_however_much_is_said(
        self, desk: Client, django_assert_max_num_queries: Any
    ) -> None:
        product = make.make_product()
        for number in range(12):
            make.make_shown(product, make.make_feature(f"made-up-{number}"), "low", "high")
        with django_assert_max_num_queries(40):
            page = desk.get(address(Product, "change", product.pk))
        assert sheet_address(product) in page.text

    def test_a_published_product_keeps_its_slug_and_a_draft_may_change_it(self, desk: Client) -> None:
        public, draft = make.make_product(), make.make_product(status="draft")
        assert "slug" not in desk.get(address(Product, "change", public.pk)).context["adminform"].form.fields
        changed = submit(desk, address(Product, "change", draft.pk), {"slug": "better-name", **NO_MORE_ROWS})
        assert changed.status_code == 302, complaints(changed)
        assert Product.objects.filter(slug="better-name").exists()


class TestEveryEditIsSeen:
    """Wherever on the desk something is changed, the entries follow."""

    def test_settling_a_disagreement_shows_the_chosen_value(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature()
        make.make_statement(product, feature, "low")
        rival = make.make_statement(product, feature, "high", voice="retailer")
        make.derive(product)
        (row,) = desk.get(address(Product, "change", product.pk)).context["sheet"].rows
        decided = submit(desk, row.decide_url, {"state": "stated", "statement": rival.pk, "reason": "Seen on the box."})
        assert decided.status_code == 302, complaints(decided)
        assert decided.url == address(Product, "change", product.pk)
        assert shown(product) == {feature.slug: "high"}
        (row,) = desk.get(address(Product, "change", product.pk)).context["sheet"].rows
        assert row.shown.why == "decided by an editor: Seen on the box."
        assert not row.shown.is_open_dispute

    def test_a_decision_offers_only_the_statements_of_its_entry(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature()
        mine = make.make_statement(product, feature, "low")
        make.make_statement(make.make_product(), feature, "low")
        asked = {"product": product.pk, "feature": feature.pk}
        page = desk.get(address(EditorDecision, "add"), asked)
        assert list(page.context["adminform"].form.fields["statement"].queryset) == [mine]

    @pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 40, "²"])
    def test_a_decision_asked_for_with_nonsense_is_an_empty_form(self, desk: Client, nonsense: str) -> None:
        page = desk.get(address(EditorDecision, "add"), {"product": nonsense, "feature": nonsense})
        assert page.status_code == 200

    def test_barring_a_source_takes_its_values_away_and_lifting_it_brings_them_back(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature()
        source = make.make_statement(product, feature, "low").source
        make.derive()
        page = address(Source, "change", source.pk)
        submit(desk, page, {"barred_because": "It sells them."})
        assert shown(product) == {}
        submit(desk, page, {"barred_because": ""})
        assert shown(product) == {feature.slug: "low"}

    def test_a_newer_date_of_a_source_makes_its_value_the_shown_one(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature()
        make.make_statement(product, feature, "low", source=make.make_source(year=2020))
        late = make.make_statement(product, feature, "high", source=make.make_source(year=2019)).source
        make.derive()
        submit(desk, address(Source, "change", late.pk), {"year": 2021})
        assert shown(product) == {feature.slug: "high"}

    def test_a_choice_that_comes_to_mean_unspecified_gives_way(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature()
        make.make_statement(product, feature, "low")
        make.make_statement(product, feature, "high", voice="retailer")
        make.derive()
        choice = Choice.objects.get(slug="low")
        submit(desk, address(Choice, "change", choice.pk), {"is_on_scale": None, "is_unspecified": "on"})
        assert shown(product) == {feature.slug: "high"}

    def test_a_statement_moved_to_another_product_leaves_the_first(self, desk: Client) -> None:
        first, second, feature = make.make_product(), make.make_product(), make.make_feature()
        statement = make.make_statement(first, feature, "low")
        make.derive()
        submit(desk, address(Statement, "change", statement.pk), {"product": second.pk})
        assert (shown(first), shown(second)) == ({}, {feature.slug: "low"})

    def test_deleting_a_statement_brings_forward_the_next(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature()
        first = make.make_statement(product, feature, "low")
        make.make_statement(product, feature, "high", voice="retailer")
        make.derive()
        desk.post(address(Statement, "delete", first.pk), {"post": "yes"})
        assert shown(product) == {feature.slug: "high"}

    def test_deleting_many_statements_at_once_does_too(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature()
        doomed = [make.make_statement(product, feature, "low").pk for _ in range(2)]
        make.make_statement(product, feature, "high", voice="retailer")
        make.derive()
        action = {"action": "delete_selected", "_selected_action": doomed, "post": "yes"}
        desk.post(address(Statement, "changelist"), action)
        assert shown(product) == {feature.slug: "high"}

    def test_deleting_a_product_asks_for_nothing_beyond_its_own(self, desk: Client) -> None:
        product = make.make_product()
        make.make_shown(product, make.make_feature(), "low")
        desk.post(address(Product, "delete", product.pk), {"post": "yes"})
        assert not Product.objects.exists()

    def test_a_source_that_something_rests_on_cannot_be_deleted(self, desk: Client) -> None:
        source = make.make_statement(make.make_product(), make.make_feature(), "low").source
        page = desk.post(address(Source, "delete", source.pk), {"post": "yes"})
        assert page.status_code == 200
        assert Source.objects.filter(pk=source.pk).exists()
