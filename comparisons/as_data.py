"""Lists, facets and comparisons as plain data, for JSON and CSV. The keys are promised in docs/data.md."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from catalogue.choices import FeatureKind
from catalogue.models import Cell, Sheet, plain_number
from catalogue.models.method import METHOD_VERSION
from catalogue.wording import value_text
from comparisons.facets import Facet
from comparisons.listing import Listing
from comparisons.match import Match, Outcome, Wish
from comparisons.rows import Row, load_rows

# A CSV file is written by this many products at a time.
ROWS_AT_ONCE = 500


def row_data(row: Row) -> dict[str, Any]:
    """A row as it stands in JSON."""
    data = product_data(row.sheet)
    if row.match:
        data["match"] = match_data(row.match)
    return data


def product_data(sheet: Sheet) -> dict[str, Any]:
    """A product with every stated or disputed value: its state, value, unit, and who says it when."""
    product = sheet.product
    return {
        "slug": product.slug,
        "name": product.name,
        "brand": product.brand.name,
        "url": product.get_absolute_url(),
        "values": {cell.feature.slug: value_data(cell) for cell in sheet.known},
    }


def value_data(cell: Cell) -> dict[str, Any]:
    """One shown value; for several choices the source is that of the first."""
    first = cell.shown[0] if cell.shown else None
    return {
        "state": str(cell.state),
        "value": plain_value(cell),
        "unit": cell.feature.unit or None,
        "source": first.source.slug if first else None,
        "voice": first.voice if first else None,
        "date": first.source.dated if first else None,
    }


def plain_value(cell: Cell) -> str | list[str] | int | float | None:
    """A shown value as data: a choice's slug, a list of slugs, or a number in the stored unit."""
    if not cell.has_value:
        return None
    if cell.number is not None:
        return json_number(cell.number)
    return list(cell.slugs) if cell.feature.kind == FeatureKind.CHOICES else cell.slugs[0]


def json_number(number: Decimal) -> int | float:
    """A decimal as a JSON number."""
    return int(number) if number == number.to_integral_value() else float(number)


def match_data(found: Match) -> dict[str, Any]:
    """A match as data: the score as a fraction of 1, and the wishes by outcome."""
    return {
        "score": round(float(found.score), 6),
        "gained": found.gained,
        "possible": found.possible,
        **{str(outcome): [wish_data(wish) for wish in found.of(outcome)] for outcome in Outcome},
        "method": METHOD_VERSION,
    }


def wish_data(wish: Wish) -> dict[str, Any]:
    """A wish as data; the weight is the one that counted."""
    return {"problem": wish.problem, "feature": wish.feature, "weight": wish.weight}


def cell_data(cell: Cell) -> dict[str, Any]:
    """One cell as JSON."""
    return {
        "state": str(cell.state),
        "text": value_text(cell),
        "value": plain_value(cell),
        "unit": cell.feature.unit or None,
        "sources": [statement.source.slug for statement in cell.shown],
    }


def csv_value(cell: Cell) -> str:
    """A value as it stands in CSV: several choices joined by a bar, the state in brackets where there is no value."""
    if not cell.has_value:
        return f"[{cell.state}]"
    if cell.number is not None:
        return plain_number(cell.number)
    return " | ".join(cell.slugs)


def facet_data(facet: Facet) -> Mapping[str, Any]:
    """A facet as JSON."""
    return {
        "slug": facet.slug,
        "kind": facet.kind,
        "choices": [
            {
                "slug": value.slug,
                "name": value.name,
                "count": value.count,
                "chosen": value.is_chosen,
                "excluded": value.is_excluded,
            }
            for value in facet.values
        ],
        "not_stated": {
            "count": facet.not_stated.count if facet.not_stated else 0,
            "chosen": bool(facet.not_stated and facet.not_stated.is_chosen),
        },
        "not_applicable": facet.not_applicable or 0,
        "min": _number(facet.low),
        "max": _number(facet.high),
    }


def _number(number: Decimal | None) -> int | float | None:
    return None if number is None else json_number(number)


def list_data(listing: Listing) -> dict[str, Any]:
    """A page of a list as JSON."""
    return {
        "count": listing.total,
        "page": listing.selection.page,
        "pages": listing.pages,
        "sort": listing.selection.order,
        "ignored": [{"name": bad.name, "value": bad.value, "why": bad.why} for bad in listing.ignored],
        "method": METHOD_VERSION,
        "products": [
            row_data(row)
            for row in load_rows(listing.ids, listing.selection, listing.index.vocabulary, with_sources=True)
        ],
        "facets": [facet_data(facet) for facet in listing.facets],
        "blocks": {"unknown": listing.unknown_count, "not_fitting": listing.answer.not_fitting},
    }


def list_csv(listing: Listing) -> Iterator[list[str]]:
    """All matching products of a list, a header first; units stand in the header."""
    selection, vocabulary = listing.selection, listing.index.vocabulary
    units = {feature.slug: f" [{feature.unit}]" if feature.unit else "" for feature in vocabulary.features}
    yield ["slug", "brand", "name", *(f"{slug}{unit}" for slug, unit in units.items())]
    ids = listing.answer.ids(unknown=selection.shows_unknown)
    for start in range(0, len(ids), ROWS_AT_ONCE):
        for row in load_rows(ids[start : start + ROWS_AT_ONCE], selection, vocabulary):
            cells = (csv_value(cell) for cell in row.sheet.cells)
            yield [row.product.slug, row.product.brand.name, row.product.name, *cells]
