"""Every kind of fact has its pages on the desk, and a longer list does not cost more queries."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import (
    ArticleClaim,
    Brand,
    ChainStep,
    Change,
    Choice,
    Edit,
    EditedRow,
    Evidence,
    Feature,
    Finding,
    GuidePoint,
    Harm,
    LookFor,
    Offer,
    Picture,
    Problem,
    Product,
    Proposal,
    RedFlag,
    ReferenceRate,
    Revision,
    SavedList,
    ShownChange,
    Source,
    SpecEntry,
    Statement,
    Suitability,
    ValueReport,
)
from catalogue.models.statements import EditorDecision, SpecEntryChoice
from comparisons.models import ComparedProduct, Comparison
from tests import builders as make
from tests.desk import address, logged_in, make_editor
from tests.everything import make_one_of_everything

LISTED: tuple[type[Any], ...] = (
    ArticleClaim,
    Brand,
    ChainStep,
    Choice,
    Comparison,
    Edit,
    EditorDecision,
    Evidence,
    Feature,
    Finding,
    GuidePoint,
    Harm,
    LookFor,
    Offer,
    Picture,
    Problem,
    Product,
    Proposal,
    RedFlag,
    ReferenceRate,
    SavedList,
    ShownChange,
    Source,
    SpecEntry,
    Statement,
    Suitability,
    ValueReport,
)
# Nobody adds these at the desk; they come by themselves.
COME_BY_THEMSELVES = {Edit, Proposal, SavedList, ShownChange, SpecEntry, ValueReport}


# What the Content-Security-Policy would refuse: scripts and styles in the page, files from elsewhere.
STRANGE = (
    r"<script(?![^>]*(?:src=|type=\"application/json\"))"
    r"|<(?:script|link|img)[^>]+(?:src|href)=\"(?:https?:)?//"
    r"|\s(?:style|on[a-z]+)=\""
)


def test_every_model_is_on_the_desk_but_what_keeps_itself() -> None:
    ours = {model for label in ("catalogue", "comparisons") for model in apps.get_app_config(label).get_models()}
    assert ours - set(admin.site._registry) == {Change, EditedRow, Revision, SpecEntryChoice, ComparedProduct}
    assert set(LISTED) == ours & set(admin.site._registry)


@pytest.fixture
def desk(db: None) -> Client:
    make_one_of_everything(0)
    editor = make_editor()
    SavedList.objects.create(owner=editor, list="catalogue.product", name="Made-up list")
    return logged_in(editor)


@pytest.mark.parametrize("model", LISTED)
def test_the_pages_open_and_hold_no_script_of_their_own_and_nothing_from_elsewhere(
    desk: Client, model: type[Any]
) -> None:
    row = model.objects.first()
    pages = [address(model, "changelist"), f"{address(model, 'changelist')}?q=made", address(model, "change", row.pk)]
    if model not in COME_BY_THEMSELVES:
        pages += [address(model, "add"), address(model, "delete", row.pk)]
    for page in pages:
        response = desk.get(page)
        assert response.status_code == 200, page
        assert not re.findall(STRANGE, response.content.decode()), page


@pytest.mark.parametrize("day", ["year=999999999999999999", "year=2026&{}__month=99999999999999999999", "year=0"])
def test_a_day_that_no_calendar_has_is_no_fault(desk: Client, day: str) -> None:
    for model, column in ((Edit, "at"), (Product, "checked_on")):
        page = desk.get(f"{address(model, 'changelist')}?{column}__{day.format(column)}", follow=True)
        assert page.status_code == 200


@pytest.mark.parametrize("model", LISTED)
def test_a_longer_list_costs_no_more_queries(desk: Client, model: type[Any]) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            desk.get(address(model, "changelist"))
        return len(seen)

    make_one_of_everything(1)
    few = queries()
    make_one_of_everything(2)
    assert queries() == few


@pytest.mark.parametrize(
    "filters", ["status=published", "nothing_said_of=made-up-0", "disagreement=yes", "disagreement=no", "_facets=True"]
)
def test_products_can_be_narrowed_down(desk: Client, filters: str) -> None:
    Feature.objects.update(is_core=True)
    assert desk.get(f"{address(Product, 'changelist')}?{filters}").status_code == 200


def test_products_without_a_statement_of_a_core_feature_are_found(desk: Client) -> None:
    Feature.objects.filter(slug="made-up-0").update(is_core=True)
    bare = make.make_product(name="Bare")
    found = desk.get(f"{address(Product, 'changelist')}?nothing_said_of=made-up-0").context["cl"].queryset
    assert list(found) == [bare]


def test_products_with_a_disagreement_are_found_until_an_editor_settles_it(desk: Client) -> None:
    listed = f"{address(Product, 'changelist')}?disagreement=yes"
    assert not desk.get(listed).context["cl"].queryset
    EditorDecision.objects.all().delete()
    assert desk.get(listed).context["cl"].queryset.count() == 1


def test_the_list_of_products_counts_statements_and_known_core_features(desk: Client) -> None:
    Feature.objects.filter(slug="made-up-0").update(is_core=True)
    make.make_feature("unheard-of", is_core=True)
    row = desk.get(address(Product, "changelist")).context["cl"].queryset.get()
    assert (row.said, row.known, row.core) == (4, 1, 2)


@pytest.mark.parametrize(
    ("filters", "count"),
    [("barred=yes", 1), ("barred=no", 3), ("source__kind__exact=manufacturer", 4), ("voice=maker", 4)],
)
def test_statements_can_be_narrowed_down(desk: Client, filters: str, count: int) -> None:
    Source.objects.filter(pk=Statement.objects.first().source_id).update(barred_because="Made up.")  # type: ignore[union-attr]
    assert desk.get(f"{address(Statement, 'changelist')}?{filters}").context["cl"].result_count == count


def test_the_desk_speaks_german_under_its_german_address(desk: Client) -> None:
    page = desk.get("/de/admin/catalogue/product/").content.decode()
    assert '<html lang="de"' in page


def test_entries_can_be_looked_at_only(desk: Client) -> None:
    entry = SpecEntry.objects.first()
    assert entry
    page = desk.get(address(SpecEntry, "change", entry.pk))
    assert b'name="_save"' not in page.content
    assert desk.get(address(SpecEntry, "add")).status_code == 403
    assert desk.post(address(SpecEntry, "delete", entry.pk), {"post": "yes"}).status_code == 403
