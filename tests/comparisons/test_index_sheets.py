"""Sheets from the index show what sheets from the database show."""

import pytest

from catalogue.choices import EntryState
from catalogue.models import Product, sheets_without_sources
from comparisons.index.sheets import sheets_at
from tests.comparisons.conftest import Catalogue

pytestmark = pytest.mark.django_db


def told(state: EntryState) -> EntryState:
    """A state as the index tells it."""
    if state.has_value:
        return EntryState.STATED
    return EntryState.NOT_APPLICABLE if state == EntryState.NOT_APPLICABLE else EntryState.NOT_STATED


def test_every_value_of_every_product_in_every_state(catalogue: Catalogue) -> None:
    index = catalogue.index
    products = Product.objects.with_brand().in_bulk(index.ids)
    places = {place: products[pk] for place, pk in enumerate(index.ids)}
    stored = sheets_without_sources(list(places.values()), index.vocabulary.features)
    for sheet, expected in zip(sheets_at(index, places), stored, strict=True):
        assert sheet.product == expected.product
        for cell, wanted in zip(sheet.cells, expected.cells, strict=True):
            assert (cell.feature, cell.choices, cell.number) == (wanted.feature, wanted.choices, wanted.number)
            assert cell.state == told(wanted.state)


def test_they_stand_in_the_order_asked_for(catalogue: Catalogue) -> None:
    products = Product.objects.in_bulk(catalogue.index.ids[:3])
    wanted = {place: products[catalogue.index.ids[place]] for place in (2, 0, 1)}
    assert [sheet.product for sheet in sheets_at(catalogue.index, wanted)] == list(wanted.values())
