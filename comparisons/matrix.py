"""Chosen products side by side: rows of cells, which rows differ, how many do not, and what differs from one of the products."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from catalogue.choices import FeatureGroup
from catalogue.models import Cell, Feature, Product, Sheet, Statement
from comparisons.as_data import cell_data, csv_value, product_data
from comparisons.difference import Difference, differences
from comparisons.match import Match, Outcome, Wanted, Wish, match


@dataclass(frozen=True)
class MatrixRow:
    """One feature of all chosen products."""

    feature: Feature
    cells: tuple[Cell, ...]
    wish: Wish | None = None

    @cached_property
    def values(self) -> list[Any]:
        """The values that can make a difference: shown and not merely "it is there"."""
        return [value for cell in self.cells if (value := cell.comparable) is not None]

    @cached_property
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

    def better(self) -> list[bool]:
        """Cell by cell, whether it answers the chosen problem better on this point than one that is known to answer it worse.

        Never without a problem, and never where what is looked for is unknown: not stated is not worse.
        """
        if self.wish is None:
            return [False] * len(self.cells)
        outcomes = [self.wish.outcome(cell) for cell in self.cells]
        is_decided = any(outcome in {Outcome.NOT_MET, Outcome.AVOID} for outcome in outcomes)
        return [is_decided and outcome == Outcome.MET for outcome in outcomes]


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The rows of one group."""

    name: str
    rows: tuple[MatrixRow, ...]

    @property
    def differing(self) -> int:
        """How many of them differ."""
        return sum(row.differs for row in self.rows)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Products in columns, features in rows, the same for all. `reference` is the place of the one that the others are told against."""

    sheets: tuple[Sheet, ...]
    rows: tuple[MatrixRow, ...]
    matches: tuple[Match | None, ...]
    reference: int = 0

    @property
    def products(self) -> tuple[Product, ...]:
        """The columns."""
        return tuple(sheet.product for sheet in self.sheets)

    @property
    def groups(self) -> list[MatrixGroup]:
        """Rows under the groups of the spec sheet."""
        grouped = groupby(self.rows, key=lambda row: row.feature.group)
        return [MatrixGroup(str(FeatureGroup(group).label), tuple(rows)) for group, rows in grouped]

    def against(self, slug: str) -> "Matrix":
        """The same with this product as the reference, if it is one of the columns."""
        slugs = [product.slug for product in self.products]
        return replace(self, reference=slugs.index(slug)) if slug in slugs else self

    def in_order(self, slugs: Sequence[str]) -> "Matrix":
        """The same with the columns in this order, the first one as the reference."""
        places = sorted(range(len(self.sheets)), key=lambda place: slugs.index(self.products[place].slug))
        return Matrix(
            tuple(self.sheets[place] for place in places),
            tuple(replace(row, cells=tuple(row.cells[place] for place in places)) for row in self.rows),
            tuple(self.matches[place] for place in places),
        )

    def only_differing(self) -> "Matrix":
        """The same with the rows alone that differ."""
        return replace(self, rows=tuple(row for row in self.rows if row.differs))

    def told_against_reference(self, units: str) -> list[list[Difference]]:
        """Column by column what differs from the reference, in words; nothing for the reference itself."""
        if not self.sheets:
            return []
        reference = self.sheets[self.reference]
        return [[] if sheet is reference else differences(sheet, reference, units) for sheet in self.sheets]

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


def build(found: Sequence[Sheet], features: Sequence[Feature], wanted: Wanted | None = None) -> Matrix:
    """The matrix of these sheets, in this order, all of which have these features."""
    wishes = {wish.feature: wish for wish in wanted.wishes} if wanted else {}
    rows = tuple(
        MatrixRow(feature, tuple(sheet.cells[place] for sheet in found), wishes.get(feature.slug))
        for place, feature in enumerate(features)
    )
    matches = (match(wanted, {cell.feature.slug: cell for cell in sheet.cells}) if wanted else None for sheet in found)
    return Matrix(tuple(found), rows, tuple(matches))


Said = dict[tuple[int, int], list[Statement]]


def said_of(statements: Iterable[Statement]) -> Said:
    """Statements by product and feature id."""
    said: Said = defaultdict(list)
    for statement in statements:
        said[statement.product_id, statement.feature_id].append(statement)
    return said
