"""Two entries for one insole become one: what moves, what is doubled, and what stays behind."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from catalogue.models import EditorDecision, Product, ShownChange, SpecEntry, Statement, merge_of, others_alike
from tests import builders as make

pytestmark = pytest.mark.django_db

GTIN = "4006381333931"


@pytest.fixture
def goes() -> Product:
    return make.make_product(slug="testa-goes", name="Goes")


@pytest.fixture
def stays() -> Product:
    return make.make_product(slug="testa-stays", name="Stays")


def merged(goes: Product, stays: Product) -> Product:
    """The product that stayed."""
    merge_of(goes, stays).carry_out()
    goes.refresh_from_db()
    return Product.objects.get(pk=stays.pk)


def all_rows(product: Product) -> dict[str, list[models.Model]]:
    """One row of every kind that belongs to a product, or many."""
    return {
        link.related_model.__name__: list(link.related_model._base_manager.filter(product=product))
        for link in Product._meta.related_objects
        if link.one_to_many and link.related_model not in {Product, SpecEntry}
    }


class TestWhatMoves:
    def test_every_kind_of_row_that_belongs_to_a_product(self, goes: Product, stays: Product) -> None:
        feature, problem = make.make_feature(), make.make_problem()
        make.make_decision(make.make_statement(goes, feature, "high"))
        make.make_offer(goes)
        make.make_finding(goes)
        make.make_suitability(goes, problem)
        make.make_picture(goes)
        make.make_report(goes, feature)
        make.make_comparison(goes)
        before = all_rows(goes)
        assert [kind for kind, rows in before.items() if not rows] == []
        merged(goes, stays)
        assert all_rows(stays) == before
        assert [kind for kind, rows in all_rows(goes).items() if rows] == []

    def test_both_are_derived_anew(self, goes: Product, stays: Product) -> None:
        feature = make.make_feature()
        make.make_shown(goes, feature, "high")
        merged(goes, stays)
        entry = SpecEntry.objects.get()
        assert (entry.product, entry.choice and entry.choice.slug) == (stays, "high")

    def test_what_visitors_see_otherwise_stands_in_the_public_log(self, goes: Product, stays: Product) -> None:
        make.make_shown(goes, make.make_feature(), "high")
        ShownChange.objects.all().delete()
        merged(goes, stays)
        told = {(change.kind, change.product): change.new for change in ShownChange.objects.all()}
        assert told["product", "testa-goes"] == {"state": "withdrawn", "into": "testa-stays"}
        assert told["value", "testa-stays"]["choices"] == ["high"]

    def test_the_log_says_nothing_of_a_draft_that_goes(self, stays: Product) -> None:
        merged(make.make_product(status="draft"), stays)
        assert not ShownChange.objects.exists()

    def test_the_old_name_becomes_another_name(self, goes: Product, stays: Product) -> None:
        Product.objects.filter(pk=goes.pk).update(aka=["Went", "stays"])
        goes.refresh_from_db()
        assert merged(goes, stays).aka == ["Goes", "Went"]

    def test_of_another_brand_the_name_takes_the_brand_along(self, stays: Product) -> None:
        other = make.make_product(brand=make.make_brand(slug="balbala", name="Balbala"), name="Goes")
        assert merged(other, stays).aka == ["Balbala Goes"]

    def test_what_is_empty_is_filled_and_what_is_said_stays(self, goes: Product, stays: Product) -> None:
        Product.objects.filter(pk=goes.pk).update(gtin=GTIN, line="Line", summary_en="Another made-up insole.")
        goes.refresh_from_db()
        result = merged(goes, stays)
        assert (result.gtin, result.line, result.summary) == (GTIN, "Line", "A made-up insole.")
        assert goes.gtin is None


class TestWhatIsDoubled:
    @pytest.fixture
    def pair(self, goes: Product, stays: Product) -> tuple[Statement, Statement]:
        """The same thing said of both by the same source."""
        feature, source = make.make_feature(), make.make_source()
        one, other = (make.make_statement(product, feature, "high", source=source) for product in (goes, stays))
        return one, other

    def test_a_statement_is_dropped(self, goes: Product, stays: Product, pair: Any) -> None:
        merged(goes, stays)
        assert Statement.objects.get() == pair[1]

    def test_a_decision_for_it_rests_on_the_other_from_then_on(self, goes: Product, stays: Product, pair: Any) -> None:
        decision = make.make_decision(pair[0])
        merged(goes, stays)
        assert EditorDecision.objects.values_list("pk", "product", "statement").get() == (
            decision.pk,
            stays.pk,
            pair[1].pk,
        )

    def test_of_two_decisions_that_of_the_one_that_stays_counts(self, goes: Product, stays: Product) -> None:
        feature = make.make_feature()
        for product, reason in ((goes, "One."), (stays, "Other.")):
            make.make_decision(product=product, feature=feature, state="not_stated", reason=reason)
        merged(goes, stays)
        assert EditorDecision.objects.get().reason == "Other."

    def test_a_price_a_finding_and_a_column_are_dropped(self, goes: Product, stays: Product) -> None:
        source = make.make_source()
        for product in (goes, stays):
            make.make_offer(product, source=source)
            make.make_finding(product, source=source)
        comparison = make.make_comparison(goes, stays)
        merged(goes, stays)
        assert (stays.offers.count(), stays.findings.count(), comparison.compared.count()) == (1, 1, 1)

    def test_the_preview_names_both(self, goes: Product, stays: Product, pair: Any) -> None:
        (kind,) = merge_of(goes, stays).moving
        assert (kind.rows, [(pair.goes, pair.stays) for pair in kind.doubled]) == ((), [pair])


class TestTheOldAddress:
    def test_leads_to_the_one_that_stays(self, client: Any, goes: Product, stays: Product) -> None:
        merged(goes, stays)
        assert (goes.status, goes.withdrawn_on) == ("withdrawn", date.today())
        response = client.get("/insoles/testa-goes/")
        assert (response.status_code, response["Location"]) == (301, "/insoles/testa-stays/")

    def test_so_do_those_that_led_to_it(self, client: Any, goes: Product, stays: Product) -> None:
        make.make_product(slug="testa-first", status="withdrawn", merged_into=goes)
        merged(goes, stays)
        assert client.get("/insoles/testa-first/")["Location"] == "/insoles/testa-stays/"

    def test_a_forerunner_names_the_one_that_stays(self, goes: Product, stays: Product) -> None:
        older = make.make_product(succeeded_by=goes)
        Product.objects.filter(pk=stays.pk).update(succeeded_by=goes)
        stays.refresh_from_db()
        assert merged(goes, stays).succeeded_by is None
        older.refresh_from_db()
        assert older.succeeded_by == stays


class TestWhatIsRefused:
    def test_a_merge_into_itself(self, goes: Product) -> None:
        with pytest.raises(ValidationError, match="cannot be merged into itself"):
            merge_of(goes, goes)

    @pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
    def test_a_merge_into_what_visitors_do_not_see(self, goes: Product, status: str) -> None:
        with pytest.raises(ValidationError, match="is not published"):
            merge_of(goes, make.make_product(status=status))

    def test_a_second_merge(self, goes: Product, stays: Product) -> None:
        merged(goes, stays)
        with pytest.raises(ValidationError, match="is merged already"):
            merge_of(goes, make.make_product())

    def test_nothing_changes_where_the_last_step_is_refused(self, goes: Product, stays: Product) -> None:
        statement = make.make_statement(goes, make.make_feature(), "high")
        Product.objects.filter(pk=stays.pk).update(summary_en="It cures everything.")
        stays.refresh_from_db()
        with pytest.raises(ValidationError):
            merge_of(goes, stays).carry_out()
        statement.refresh_from_db()
        assert statement.product == goes
        assert Product.objects.get(pk=goes.pk).status == "published"


class TestAlike:
    @pytest.mark.parametrize("name", ["GOES", "goés", "Testa Goes", "Went"])
    def test_finds_a_name_that_another_one_bears_or_bore(self, goes: Product, name: str) -> None:
        Product.objects.filter(pk=goes.pk).update(aka=["Went"])
        assert others_alike(Product(brand=goes.brand, name=name)) == [goes]

    def test_passes_over_other_brands_itself_and_merged_ones(self, goes: Product, stays: Product) -> None:
        make.make_product(name="Goes", status="withdrawn", merged_into=stays)
        make.make_product(name="Goes", brand=make.make_brand(slug="balbala", name="Balbala"))
        assert others_alike(goes) == []
