"""The baseline's comparison: insoles side by side as an ordinary view over the ORM, with everything prefetched and one template."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from catalogue.choices import EntryState, FeatureGroup
from catalogue.drawing import dumbbell_svg, insole_svg, scale_svg, shape_from
from catalogue.models import (
    Cell,
    Feature,
    Price,
    Product,
    Rates,
    Sheet,
    Source,
    SpecEntry,
    SpecEntryChoice,
    Statement,
    price_of,
    state_without_entry,
)
from catalogue.models.cells import cell_of
from catalogue.wording import dispute_text, listed_words, scale_place, short_date, statement_text, value_text
from comparisons.difference import Standing, difference, differences, most_telling, stated_alone
from comparisons.side_by_side import Told
from tests.benchmarks.baseline.prices import CURRENCY


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as the template shows it."""

    statement: Statement

    @property
    def value(self) -> str:
        """What it says."""
        return statement_text(self.statement)

    @property
    def date(self) -> str:
        """When its source speaks."""
        return short_date(self.statement.source)


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One cell with what stands beside its value."""

    cell: Cell
    said: Sequence[Said]
    drawing: SafeString | None
    versus: str
    disputed: str

    @property
    def value(self) -> str:
        """What it shows, or why it shows nothing."""
        return value_text(self.cell)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One feature of all products."""

    feature: Feature
    cells: Sequence[ComparedCell]
    differs: bool


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """The rows of one group."""

    name: str
    rows: Sequence[ComparedRow]

    @property
    def differing(self) -> int:
        """How many of them differ."""
        return sum(row.differs for row in self.rows)


@dataclass(frozen=True, slots=True)
class ComparedProduct:
    """One column."""

    product: Product
    price: Price | None
    drawing: SafeString


@dataclass(frozen=True, slots=True)
class BaselineComparison:
    """All that the page shows."""

    columns: Sequence[ComparedProduct]
    groups: Sequence[ComparedGroup]
    told: Sequence[Told]
    sources: Sequence[Source]

    @property
    def rows(self) -> list[ComparedRow]:
        """The rows of all groups."""
        return [row for group in self.groups for row in group.rows]

    @property
    def title(self) -> str:
        """The products by name."""
        return f"{listed_words([column.product.full_name for column in self.columns])} compared"


def compare(request: HttpRequest) -> HttpResponse:
    """The products of the address side by side as one would write it with prefetched querysets and a template."""
    return render(request, "baseline/compare.html", {"page": comparison_for(request.GET.getlist("with"))})


def comparison_for(slugs: Sequence[str]) -> BaselineComparison:
    """These products in this order, with every feature."""
    found = {product.slug: product for product in side_by_side(slugs)}
    products = [found[slug] for slug in slugs]
    features = list(Feature.objects.with_choices())
    sheets = [_sheet(product, features) for product in products]
    said = _said(products)
    rows = [_row(place, feature, sheets, said) for place, feature in enumerate(features)]
    rates = Rates.stored()
    return BaselineComparison(
        [
            ComparedProduct(product, price_of(product.offers.all(), CURRENCY, rates), _drawing(sheet))
            for product, sheet in zip(products, sheets, strict=True)
        ],
        [
            ComparedGroup(str(FeatureGroup(group).label), list(grouped))
            for group, grouped in groupby(rows, key=lambda row: row.feature.group)
        ],
        [_told(sheet, sheets[0]) for sheet in sheets[1:]],
        _sources(rows),
    )


def side_by_side(slugs: Sequence[str]) -> Any:
    """The products with all that a comparison shows: six queries, whatever their number."""
    several = SpecEntryChoice.objects.select_related("choice", "statement__source").order_by("choice__position")
    entries = SpecEntry.objects.select_related("feature", "choice", "shown__source")
    return (
        Product.objects.published()
        .filter(slug__in=slugs)
        .select_related("brand")
        .prefetch_related(
            Prefetch("entries", entries.prefetch_related(Prefetch("entry_choices", several))),
            Prefetch("statements", Statement.objects.select_related("feature", "choice", "source")),
            "offers",
        )
    )


def _sheet(product: Product, features: Sequence[Feature]) -> Sheet:
    entries = {entry.feature_id: entry for entry in product.entries.all()}
    form = next((entry for entry in entries.values() if entry.feature.slug == "form" and entry.choice), None)
    known_form = form.choice.slug if form and form.choice else None
    cells = (
        cell_of(feature, entries[feature.pk])
        if feature.pk in entries
        else Cell(feature, state_without_entry(feature, known_form, product.checked_on))
        for feature in features
    )
    return Sheet(product, tuple(cells))


def _said(products: Sequence[Product]) -> dict[tuple[int, int], list[Statement]]:
    said: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for product in products:
        for statement in product.statements.all():
            said[product.pk, statement.feature_id].append(statement)
    return said


def _row(
    place: int, feature: Feature, sheets: Sequence[Sheet], said: dict[tuple[int, int], list[Statement]]
) -> ComparedRow:
    cells = [sheet.cells[place] for sheet in sheets]
    values = [cell.comparable for cell in cells if cell.comparable is not None]
    numbers = [cell.number for cell in cells if cell.number is not None]
    shown = [
        ComparedCell(
            cell,
            _ordered(cell, said[sheet.product.pk, feature.pk]),
            _scale(cell, numbers),
            _versus(cell, cells[0]),
            dispute_text(said[sheet.product.pk, feature.pk]) if cell.is_disputed else "",
        )
        for sheet, cell in zip(sheets, cells, strict=True)
    ]
    return ComparedRow(feature, shown, any(value != values[0] for value in values))


def _ordered(cell: Cell, statements: Sequence[Statement]) -> list[Said]:
    shown = {statement.pk for statement in cell.shown}
    return [Said(one) for one in sorted(statements, key=lambda one: one.pk not in shown)] if cell.has_value else []


def _scale(cell: Cell, numbers: Sequence[Any]) -> SafeString | None:
    if cell.number is not None:
        return dumbbell_svg(numbers, cell.number) if len(set(numbers)) > 1 else None
    place = scale_place(cell) if cell.has_value else None
    return scale_svg(*place, "") if place else None


def _versus(cell: Cell, first: Cell) -> str:
    found = difference(cell, first)
    return found.text if found and cell.has_value and found.standing != Standing.OTHER else ""


def _told(sheet: Sheet, first: Sheet) -> Told:
    found = differences(sheet, first)
    ranked = most_telling(found, len(found))
    not_stated = {cell.feature.pk for cell in sheet.cells if cell.state == EntryState.NOT_STATED}
    return Told(
        sheet.product,
        [one for one in ranked if one.is_known],
        [one for one in ranked if one.feature.pk in not_stated],
        stated_alone(sheet, first),
    )


def _drawing(sheet: Sheet) -> SafeString:
    values: dict[str, Any] = {
        cell.feature.slug: cell.number if cell.number is not None else cell.slugs[0]
        for cell in sheet.known
        if not cell.feature.takes_several
    }
    return insole_svg(shape_from(values), label="", size="card", decorative=True)


def _sources(rows: Sequence[ComparedRow]) -> list[Source]:
    """Each source once, in the order in which it is first named."""
    named = {
        said.statement.source_id: said.statement.source for row in rows for cell in row.cells for said in cell.said
    }
    return list(named.values())
