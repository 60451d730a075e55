"""What hangs on rows that are to be deleted, counted exactly and with few queries."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from catalogue.models import Brand, Choice, Evidence, Feature, LookFor, Problem, Product, Source, SpecEntry, Statement
from catalogue.models.removal import DERIVED, Fate, Hanging, hanging_on, no_longer_looked_for, obstacles
from tests import builders as make

pytestmark = pytest.mark.django_db

KINDS: tuple[type[Any], ...] = (Brand, Choice, Evidence, Feature, LookFor, Problem, Product, Source, Statement)


@pytest.fixture
def a_small_catalogue() -> None:
    """Three insoles of two brands, one of them a draft; features, sources and problems shared by them."""
    make.make_brand()
    other = make.make_brand()
    first, second = make.make_product(), make.make_product(brand=other, succeeded_by=Product.objects.get())
    draft = make.make_product(status="draft")
    cup, arch = make.make_feature("made-up-cup"), make.make_feature("made-up-arch")
    shop, test = make.make_source(), make.make_source()
    for product, feature, value, source in (
        (first, cup, "low", shop),
        (first, cup, "high", test),
        (second, cup, "low", shop),
        (draft, cup, "low", shop),
        (draft, arch, "none", test),
    ):
        make.make_statement(product, feature, value, source=source)
    make.make_decision(Statement.objects.order_by("pk")[0])
    make.make_decision(product=second, feature=arch, state="not_applicable")
    ache, group = make.make_problem(), make.make_problem("made-up-group", is_selectable=False)
    child = make.make_problem("made-up-child", parent=group)
    study = make.make_evidence(ache, cup, and_problem=child)
    make.make_look_for(ache, cup, ["low"], avoid=["high"], evidence=[study], sources=[shop])
    make.make_look_for(child, cup)
    make.make_red_flag(ache, child)
    make.make_guide_point(ache)
    make.make_harm(feature=cup)
    make.make_offer(first, source=shop)
    make.make_suitability(first, ache, source=shop)
    make.make_finding(draft, source=test)
    make.make_picture(first)
    make.make_report(first, cup)
    make.make_comparison(first, second, problem=ache).highlights.set([cup])
    make.derive()


def by_hand(model: type[models.Model], ids: list[int]) -> set[tuple[Any, ...]]:
    """The same, by looking at every row of every model."""
    found = set()
    for other in (m for m in _all_models() if m not in DERIVED and m.__name__ != "ComparedProduct"):
        for field in (*other._meta.fields, *other._meta.many_to_many):
            if field.is_relation and field.related_model is model:
                rows = [row for row in other._base_manager.all() if set(_named(row, field)) & set(ids)]
                if rows:
                    found.add((other.__name__, field.name, len(rows), *_insoles(other, rows)))
    return found


def _all_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in {"catalogue", "comparisons"}]


def _named(row: Any, field: Any) -> list[int]:
    value = getattr(row, field.name)
    return [one.pk for one in value.all()] if field.many_to_many else [value.pk] if value else []


def _insoles(model: type[models.Model], rows: list[Any]) -> tuple[int | None, int | None]:
    if model is Product:
        return None, sum(row.status == "published" for row in rows)
    if not hasattr(rows[0], "product_id"):
        return None, None
    insoles = {row.product for row in rows if row.product}
    return len(insoles), sum(insole.status == "published" for insole in insoles)


def told(found: list[Hanging]) -> set[tuple[Any, ...]]:
    return {(one.model.__name__, one.name, one.count, one.products, one.seen) for one in found}


@pytest.mark.usefixtures("a_small_catalogue")
class TestWhatHangsOnIt:
    @pytest.mark.parametrize("model", KINDS)
    def test_is_counted_as_by_hand_for_each_row_and_for_all_at_once(self, model: type[Any]) -> None:
        ids = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        for asked in (ids, *([pk] for pk in ids)):
            assert told(hanging_on(model, asked)) == by_hand(model, asked)

    @pytest.mark.parametrize("model", KINDS)
    def test_costs_a_query_a_kind_of_reference_however_many_rows(self, model: type[Any]) -> None:
        ids = list(model._default_manager.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as one:
            hanging_on(model, ids[:1])
        with CaptureQueriesContext(connection) as all_of_them:
            hanging_on(model, ids)
        assert len(one) == len(all_of_them) <= 12

    @pytest.mark.parametrize("model", KINDS)
    def test_what_the_database_refuses_stands_in_the_way(self, model: type[Any]) -> None:
        for row in model._default_manager.all():
            columns = [one for one in obstacles(model, [row.pk]) if not _is_list(one) or one.name == "products"]
            assert bool(columns) == is_refused(row), row

    def test_goes_stays_or_stands_in_the_way(self) -> None:
        fates = {
            (one.model.__name__, one.name): one.fate
            for one in hanging_on(Product, [Product.objects.order_by("pk")[0].pk])
        }
        assert fates["Statement", "product"] == Fate.GOES
        assert fates["Product", "succeeded_by"] == Fate.STAYS
        assert fates["Comparison", "products"] == Fate.STANDS_IN_THE_WAY

    def test_of_a_look_for_row_is_what_visitors_lose(self) -> None:
        row = LookFor.objects.get(problem__slug="made-up-ache")
        (lost,) = no_longer_looked_for([row.pk])
        shown = SpecEntry.objects.filter(feature=row.feature, product__status="published", choice__isnull=False)
        assert (lost.row, lost.seen) == (row, shown.count())


def _is_list(one: Hanging) -> bool:
    return bool(one.model._meta.get_field(one.name).many_to_many)


def is_refused(row: models.Model) -> bool:
    """Try it, and undo it."""
    try:
        with transaction.atomic():
            row.delete()
            transaction.set_rollback(True)
    except models.ProtectedError:
        return True
    return False
