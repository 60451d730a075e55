"""The rows of lists: the same cells with and without the statements behind them."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Choice, Feature, Product, sheets, sheets_without_sources
from comparisons.rows import load_rows
from comparisons.selection import Selection
from tests.builders import make_feature, make_product, make_shown
from tests.comparisons.conftest import Catalogue

pytestmark = pytest.mark.django_db


def test_sheets_say_the_same_whether_or_not_they_hold_statements(catalogue: Catalogue) -> None:
    products, features = list(Product.objects.with_brand()), catalogue.vocabulary.features
    with_sources = sheets(products, features)
    assert any(cell.shown for sheet in with_sources for cell in sheet.cells)
    stripped = [replace(sheet, cells=tuple(replace(cell, shown=()) for cell in sheet.cells)) for sheet in with_sources]
    assert sheets_without_sources(products, features) == stripped


def test_rows_without_sources_make_no_statements(catalogue: Catalogue) -> None:
    with CaptureQueriesContext(connection) as asked:
        load_rows(catalogue.index.ids[:24], Selection(), catalogue.vocabulary)
    assert len(asked) == 4
    assert not any("catalogue_statement" in query["sql"] or "catalogue_source" in query["sql"] for query in asked)


def test_a_feature_or_choice_that_came_after_the_vocabulary_is_passed_over() -> None:
    """A request may hold an older vocabulary than the rows it reads."""
    product, ribs = make_product(), make_feature("ribs")
    make_shown(product, ribs, "low")
    [known] = Feature.objects.with_choices()
    assert len(known.choices.all()) == 5
    later = Choice.objects.create(feature=ribs, slug="later", name_en="Later", position=99)
    make_shown(product, make_feature("bumps"), "low")
    product.entries.filter(feature=ribs).update(choice=later)
    [sheet] = sheets_without_sources([product], [known])
    assert [cell.has_value for cell in sheet.cells] == [False]
