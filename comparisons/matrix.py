"""Chosen products side by side: rows of cells, which rows differ, and how many do not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from catalogue.choices import FeatureGroup
from catalogue.models import Cell, Feature, Product, Sheet, Statement, sheets
from comparisons.as_data import cell_data, csv_value, product_data
from comparisons.match import Match, Wanted, Wish, match


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One feature of all chosen products."""

    feature: Feature
    cells: tuple[Cell, ...]
    wish: Wish | None = None

    @property
    def values(self) -> list[Any]:
        """The values that can make a difference: shown and not merely "it is there"."""
        return [cell.comparable for cell in self.cells if cell.comparable is not None]

    @property
    def differs(self) -> bool:
        """Whether two shown values are unequal. A cell without a value never makes a difference."""
        values = self.values
        return any(value != values[0] for value in values[1:])

    @property
    def is_equal(self) -> bool:
        """Whether at least two values are shown and all are equal."""
        return len(self.values) > 1 and not self.differs

    @property
    def is_known(self) -> bool:
        """Whether anybody states anything."""
        return any(cell.has_value for cell in self.cells)


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The rows of one group."""

    name: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Products in columns, features in rows, the same for all."""

    sheets: tuple[Sheet, ...]
    rows: tuple[MatrixRow, ...]
    matches: tuple[Match | None, ...]

    @property
    def products(self) -> tuple[Product, ...]:
        """The columns."""
        return tuple(sheet.product for sheet in self.sheets)

    @property
    def groups(self) -> list[MatrixGroup]:
        """Rows under the groups of the spec sheet."""
        grouped = groupby(self.rows, key=lambda row: row.feature.group)
        return [MatrixGroup(str(FeatureGroup(group).label), tuple(rows)) for group, rows in grouped]

    @property
    def differing(self) -> int:
        """How many rows differ."""
        return sum(row.differs for row in self.rows)

    @property
    def equal(self) -> int:
        """How many rows have at least two values, all equal."""
        return sum(row.is_equal for row in self.rows)

    @property
    def thin(self) -> int:
        """How many rows have fewer than two values that could differ."""
        return len(self.rows) - self.differing - self.equal

    def unknown_core(self) -> list[Feature]:
        """Core features that nobody states for any of the products."""
        return [row.feature for row in self.rows if row.feature.is_core and not row.is_known]

    def data(self) -> dict[str, Any]:
        """The comparison as JSON."""
        return {
            "products": [product_data(sheet) for sheet in self.sheets],
            "rows": [
                {
                    "feature": row.feature.slug,
                    "differs": row.differs,
                    "cells": [cell_data(cell) for cell in row.cells],
                }
                for row in self.rows
            ],
        }

    def csv_rows(self) -> Iterator[list[str]]:
        """The comparison as CSV: a header of products, then one row a feature; units stand in the feature's cell."""
        yield ["feature", "differs", *(product.slug for product in self.products)]
        for row in self.rows:
            name = f"{row.feature.slug} [{row.feature.unit}]" if row.feature.unit else row.feature.slug
            yield [name, "yes" if row.differs else "no", *(csv_value(cell) for cell in row.cells)]


def build(products: Sequence[Product], features: Sequence[Feature], wanted: Wanted | None = None) -> Matrix:
    """The matrix of these products in this order over these features: two queries."""
    found = tuple(sheets(products, features))
    wishes = {wish.feature: wish for wish in wanted.wishes} if wanted else {}
    rows = tuple(
        MatrixRow(feature, tuple(sheet.cells[place] for sheet in found), wishes.get(feature.slug))
        for place, feature in enumerate(features)
    )
    matches = (match(wanted, {cell.feature.slug: cell for cell in sheet.cells}) if wanted else None for sheet in found)
    return Matrix(found, rows, tuple(matches))


def disputes(matrix: Matrix) -> dict[tuple[int, int], list[Statement]]:
    """The statements behind disputed cells, by product and feature id: one query, and none where nothing is disputed."""
    pairs = {(sheet.product.pk, cell.feature.pk) for sheet in matrix.sheets for cell in sheet.cells if cell.is_disputed}
    if not pairs:
        return {}
    products, features = zip(*pairs, strict=True)
    said: dict[tuple[int, int], list[Statement]] = {pair: [] for pair in pairs}
    for statement in Statement.objects.filter(product__in=products, feature__in=features).with_all():
        if (statement.product_id, statement.feature_id) in said:
            said[statement.product_id, statement.feature_id].append(statement)
    return said
