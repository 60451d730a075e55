"""The nearest insoles are exactly those of the definition: no candidate is chosen before, so none can be lost."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.choices import EntryState, FeatureKind
from catalogue.models import Cell, Feature, Product, Sheet, sheets_without_sources
from comparisons.index import Index, build
from comparisons.index import bits as sets_of
from comparisons.index.numbers import Numbers
from comparisons.index.sets import FeatureSets
from comparisons.nearest import Likeness
from tests.builders import make_feature
from tests.comparisons.conftest import Catalogue
from tests.comparisons.likeness_by_hand import LikenessByHand

pytestmark = pytest.mark.django_db


class TestTheWholeCatalogue:
    def test_for_the_starting_data_and_products_in_every_state(self, catalogue: Catalogue) -> None:
        index = catalogue.index
        found = Product.objects.with_brand().in_bulk(index.ids)
        sheets = sheets_without_sources([found[pk] for pk in index.ids], index.vocabulary.features)
        by_hand = LikenessByHand(sheets)
        alike = 0
        for own in range(0, len(index.ids), 3):
            expected = by_hand.nearest(own, 6)
            assert Likeness(index, own).nearest(6) == expected, index.slugs[own]
            alike += bool(expected)
        assert alike > 20


LONG_SCALE = ("a", "b", "c", "d", "e", "f")
LISTED = ("a", "b", "c", "stated-only")
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "scale": st.sampled_from(["none", "low", "medium", "high", "stated-only"]),
    "long-scale": st.sampled_from(LONG_SCALE),
    "form": st.sampled_from(("round", "square")),
    "list": st.sets(st.sampled_from(LISTED[:3]), min_size=1),
    "vague-list": st.sets(st.sampled_from(LISTED), min_size=1),
    "number": st.integers(0, 40).map(lambda tenths: Decimal(tenths) / 10),
    "few-numbers": st.sampled_from([Decimal(30), Decimal(90)]),
}
PRODUCT = st.fixed_dictionaries(
    {"brand": st.integers(1, 3), "category": st.sampled_from(["", "comfort", "support"])},
    optional=VALUES,
)


class TestAnyCatalogue:
    @pytest.fixture
    def empty(self) -> Index:
        """An index of features and no products."""
        make_feature("scale", is_ordered=True, is_core=True)
        make_feature("long-scale", is_ordered=True, choices=LONG_SCALE)
        make_feature("form", choices=("round", "square"), is_core=True)
        make_feature("list", kind="choices", choices=LISTED[:3])
        make_feature("vague-list", kind="choices", choices=LISTED, is_core=True)
        make_feature("number", kind="number")
        make_feature("few-numbers", kind="number", is_core=True)
        return build()

    @given(rows=st.lists(PRODUCT, min_size=2, max_size=25))
    def test_the_order_is_that_of_the_definition(self, empty: Index, rows: list[dict[str, Any]]) -> None:
        index = filled(empty, rows)
        by_hand = LikenessByHand([sheet_of_row(index, place, row) for place, row in enumerate(rows)])
        for own in range(len(rows)):
            found = Likeness(index, own)
            for other in range(len(rows)):
                compared, total = by_hand.compared_and_points(own, other)
                assert found.compared.at(other) == compared
                assert found.points.at(other) == total
            for count in (1, 4, 6):
                assert found.nearest(count) == by_hand.nearest(own, count)


def filled(empty: Index, rows: list[dict[str, Any]]) -> Index:
    """The same index with products, which stand in this order."""

    def places(name: str, value: Any) -> int:
        """Where rows show a value, alone or in a list."""
        shown = (row.get(name) for row in rows)
        return sets_of.of(
            place for place, own in enumerate(shown) if own == value or (isinstance(own, set) and value in own)
        )

    features = {}
    for feature in empty.vocabulary.features:
        valued = sets_of.of(place for place, row in enumerate(rows) if feature.slug in row)
        if feature.is_number:
            by_place = {place: row[feature.slug] for place, row in enumerate(rows) if feature.slug in row}
            features[feature.slug] = FeatureSets(feature.kind, numbers=Numbers.of(by_place), valued=valued)
        else:
            choices = {choice.slug: places(feature.slug, choice.slug) for choice in feature.choices.all()}
            features[feature.slug] = FeatureSets(feature.kind, choices, valued=valued)
    return replace(
        empty,
        ids=tuple(range(len(rows))),
        slugs=tuple(map(str, range(len(rows)))),
        everything=sets_of.up_to(len(rows)),
        features=features,
        brands={str(brand): places("brand", brand) for brand in (1, 2, 3)},
        categories={category: places("category", category) for category in ("comfort", "support")},
    )


def sheet_of_row(index: Index, place: int, row: dict[str, Any]) -> Sheet:
    """The sheet of one such product."""
    product = Product(pk=place, slug=str(place), name=str(place), brand_id=row["brand"], category=row["category"])
    return Sheet(product, tuple(cell_of_row(feature, row.get(feature.slug)) for feature in index.vocabulary.features))


def cell_of_row(feature: Feature, value: Any) -> Cell:
    """One of its cells."""
    if value is None:
        return Cell(feature, EntryState.NOT_STATED)
    if feature.kind == FeatureKind.NUMBER:
        return Cell(feature, EntryState.STATED, number=value)
    wanted = value if isinstance(value, set) else {value}
    return Cell(feature, EntryState.STATED, tuple(c for c in feature.choices.all() if c.slug in wanted))
