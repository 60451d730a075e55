"""The history: who changed what, when, before, after and why; and bringing it back."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.imports import load
from catalogue.models import (
    Brand,
    Edit,
    EditedRow,
    EditorDecision,
    LookFor,
    Offer,
    Product,
    Revision,
    ShownChange,
    Source,
    SpecEntry,
    Statement,
    merge_of,
    product_as_before,
    publish,
    recorded,
    recorded_models,
    restore,
    send_to_review,
)
from catalogue.models.recording import columns, links
from comparisons.models import ComparedProduct
from tests import builders as make
from tests.catalogue.fixture_entries import brand, entry

pytestmark = pytest.mark.django_db


def rows() -> dict[str, tuple[Any, Any]]:
    """What the last edit says of each row: whole where it came or went, else what is another."""
    edit = Edit.objects.first()
    assert edit
    found = {}
    for row in edit.rows.all():
        before, after = row.before, row.after
        if before and after:
            names = [name for name in before if before[name] != after[name]]
            before, after = ({name: state[name] for name in names} for state in (before, after))
        found[f"{row.model} {row.row}"] = (before, after)
    return found


class TestAnEdit:
    def test_says_who_when_why_and_what_was_before_and_after(self) -> None:
        product = make.make_product(line="Old")
        with recorded(by="editor", why=" A made-up reason. "):
            product.line = "New"
            product.save()
        edit = Edit.objects.get()
        assert (edit.by, edit.why, edit.at is not None) == ("editor", "A made-up reason.", True)
        assert rows() == {f"catalogue.product {product.pk}": ({"line": "Old"}, {"line": "New"})}
        assert EditedRow.objects.get().name == product.full_name

    def test_holds_all_that_one_step_changes(self) -> None:
        product, feature = make.make_product(), make.make_feature()
        with recorded():
            statement = make.make_statement(product, feature, "high")
            Product.objects.get(pk=product.pk).delete()
        kinds = {row.model: row for row in Edit.objects.get().rows.all()}
        assert kinds.keys() == {"catalogue.source", "catalogue.product"}  # the statement came and went
        assert kinds["catalogue.product"].after is None
        assert not Statement.objects.filter(pk=statement.pk).exists()

    def test_one_within_another_is_part_of_it(self) -> None:
        with recorded(by="editor"):
            make.make_brand()
            with recorded(by="other"):
                make.make_brand()
        assert Edit.objects.get().rows.count() == 2

    def test_that_changes_nothing_is_none(self) -> None:
        product = make.make_product()
        with recorded():
            product.save()
        assert not Edit.objects.exists()

    def test_that_fails_is_none(self) -> None:
        @recorded()
        def fail() -> None:
            make.make_brand()
            raise ValidationError("made up")

        with pytest.raises(ValidationError):
            fail()
        assert not Brand.objects.exists()
        assert not Edit.objects.exists()

    def test_keeps_lists_of_linked_rows_in_their_order(self) -> None:
        row = make.make_look_for(make.make_problem(), make.make_feature(), ["high"])
        high, low = (row.feature.choices.get(slug=slug) for slug in ("high", "low"))
        with recorded():
            row.save()
            row.choices.set([low, high])
        assert rows() == {f"catalogue.lookfor {row.pk}": ({"choices": [high.pk]}, {"choices": [high.pk, low.pk]})}

    def test_names_a_product_of_every_row_that_belongs_to_one(self) -> None:
        product = make.make_product()
        with recorded():
            offer = make.make_offer(product)
        found = EditedRow.objects.of_product(product.pk).get()
        assert (found.model, found.row) == ("catalogue.offer", offer.pk)

    def test_is_written_by_publishing_review_and_merge_too(self) -> None:
        draft, goes, stays = make.make_product(status="draft"), make.make_product(), make.make_product()
        statement = make.make_statement(goes, make.make_feature(), "high")
        with recorded():
            send_to_review(Product.objects.filter(pk=draft.pk))
        assert rows() == {f"catalogue.product {draft.pk}": ({"status": "draft"}, {"status": "in_review"})}
        with recorded():
            publish(Product.objects.filter(pk=draft.pk))
        assert rows() == {f"catalogue.product {draft.pk}": ({"status": "in_review"}, {"status": "published"})}
        with recorded():
            merge_of(goes, stays).carry_out()
        moved = EditedRow.objects.get(model="catalogue.statement")
        assert (moved.row, moved.was_of, moved.product) == (statement.pk, goes.pk, stays.pk)

    def test_of_what_has_no_history_does_not_exist(self) -> None:
        with recorded():
            make.make_report(make.make_product(), make.make_feature())
        assert "catalogue.valuereport" not in EditedRow.objects.values_list("model", flat=True)


class TestTheHistory:
    def test_is_no_fact_that_pages_are_made_from(self) -> None:
        before = Revision.objects.get().number
        Edit.objects.create().rows.create(model="catalogue.brand", row=1, name="Testa")
        assert Revision.objects.get().number == before

    def test_costs_nothing_where_nothing_is_recorded(self) -> None:
        product = make.make_product()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            product.save()
        assert len([query for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]) == 1

    def test_knows_every_kind_by_its_own_columns(self) -> None:
        for model in recorded_models():
            names = {column.name for column in columns(model)}
            assert not names & {"id", "sort_key", "shown_then"}
            assert not {name for name in names if f"{name}_en" in names}
        assert {link.name for link in links(LookFor)} == {"choices", "avoid", "evidence", "sources"}
        assert ComparedProduct in recorded_models()

    def test_takes_files_but_not_the_first_data_of_all(self, write: Any) -> None:
        said = {"slug": "one", "brand": ["made-up"], "name": "One", "status": "published"}
        load([write([brand(), entry("catalogue.product", said)])])
        assert not Edit.objects.exists()
        load([write([brand(), entry("catalogue.product", {**said, "line": "New"})])])
        assert [(before, after) for before, after in rows().values()] == [({"line": ""}, {"line": "New"})]
        assert Edit.objects.get().by == ""


class TestBringingBack:
    def undo(self, edit: Edit | None = None) -> None:
        found = edit or Edit.objects.first()
        assert found
        restore({(row.model, row.row): row.before for row in found.rows.all()})

    def test_a_changed_row_is_as_it_was_and_what_follows_from_it_too(self) -> None:
        product, feature = make.make_product(), make.make_feature()
        make.make_shown(product, feature, "high")
        statement = Statement.objects.get()
        with recorded():
            statement.choice = feature.choices.get(slug="low")
            statement.save()
        make.derive(product)
        self.undo()
        statement.refresh_from_db()
        assert statement.value_text == "high"
        assert SpecEntry.objects.get().choice == statement.choice
        assert ShownChange.objects.first().new["choices"] == ["high"]  # type: ignore[union-attr]

    def test_one_field_leaves_the_others(self) -> None:
        product = make.make_product(line="Old", category="comfort")
        with recorded():
            product.line, product.category = "New", "custom"
            product.save()
        restore({("catalogue.product", product.pk): {"line": "Old"}})
        product.refresh_from_db()
        assert (product.line, product.category) == ("Old", "custom")

    def test_a_deleted_row_comes_back_under_its_number(self) -> None:
        offer = make.make_offer(make.make_product(), "12.50")
        pk = offer.pk
        with recorded():
            offer.delete()
        self.undo()
        found = Offer.objects.get()
        assert (found.pk, str(found.amount), found.seen_on) == (pk, "12.50", "2026-11")

    def test_an_added_row_goes(self) -> None:
        product = make.make_product()
        source = make.make_source()
        with recorded():
            make.make_offer(product, source=source)
        self.undo()
        assert not Offer.objects.exists()

    def test_a_list_comes_back_in_its_order(self) -> None:
        row = make.make_look_for(make.make_problem(), make.make_feature(), ["high", "low"])
        order = list(row.choices.through.objects.order_by("pk").values_list("choice", flat=True))
        with recorded():
            row.save()
            row.choices.clear()
        self.undo()
        assert list(row.choices.through.objects.order_by("pk").values_list("choice", flat=True)) == order

    def test_a_source_that_was_barred_counts_again(self) -> None:
        product = make.make_product()
        make.make_shown(product, make.make_feature(), "high")
        source = Source.objects.get()
        with recorded():
            source.barred_because = "A made-up reason."
            source.save()
        make.derive(product)
        assert not SpecEntry.objects.exists()
        self.undo()
        assert SpecEntry.objects.get().product == product

    def test_is_an_edit_of_its_own(self) -> None:
        product = make.make_product(line="Old")
        with recorded():
            product.line = "New"
            product.save()
        with recorded(by="editor"):
            self.undo()
        assert rows() == {f"catalogue.product {product.pk}": ({"line": "New"}, {"line": "Old"})}
        self.undo()
        product.refresh_from_db()
        assert product.line == "New"

    def test_is_refused_as_a_whole_where_something_no_longer_fits(self) -> None:
        statement = make.make_statement(make.make_product(line="Old"), make.make_feature(), "high")
        product, source = statement.product, statement.source
        with recorded():
            product.line = "New"
            product.save()
            statement.delete()
        source.delete()
        with pytest.raises(ValidationError, match="source"):
            self.undo()
        product.refresh_from_db()
        assert product.line == "New"

    def test_of_a_kind_that_the_site_has_no_history_of_any_more_is_refused_in_words(self) -> None:
        with pytest.raises(ValidationError, match=r"no history of this kind of row any more: catalogue\.madeup\."):
            restore({("catalogue.madeup", 1): {"name": "Testa"}})

    def test_never_takes_a_product_away(self) -> None:
        with recorded():
            make.make_product()
        with pytest.raises(ValidationError, match="withdraw it"):
            self.undo()


class TestAProductAsItWas:
    def test_comes_back_with_all_that_was_said_of_it(self) -> None:
        product, feature = make.make_product(line="First"), make.make_feature()
        kept = make.make_statement(product, feature, "high")
        decision = make.make_decision(kept)
        numbers = (kept.pk, decision.pk)
        with recorded():
            product.line = "Second"
            product.save()
        first = Edit.objects.get()
        with recorded():
            kept.delete()
            make.make_offer(product)
        with recorded():
            product.line = "Third"
            product.save()
        restore(product_as_before(product.pk, first.pk))
        product.refresh_from_db()
        assert product.line == "First"
        assert (Statement.objects.get().pk, EditorDecision.objects.get().pk) == numbers
        assert not product.offers.exists()

    def test_undoes_a_merge(self) -> None:
        goes, stays = make.make_product(slug="testa-goes"), make.make_product(slug="testa-stays")
        feature, source = make.make_feature(), make.make_source()
        for product in (goes, stays):
            make.make_statement(product, feature, "high", source=source)
        make.make_offer(goes)
        make.derive()
        with recorded():
            merge_of(goes, stays).carry_out()
        edit = Edit.objects.get()
        restore({(row.model, row.row): row.before for row in edit.rows.all()})
        goes.refresh_from_db()
        stays.refresh_from_db()
        assert (goes.status, goes.merged_into, stays.aka) == ("published", None, [])
        assert (goes.statements.count(), goes.offers.count(), stays.statements.count()) == (1, 1, 1)
        assert SpecEntry.objects.count() == 2
