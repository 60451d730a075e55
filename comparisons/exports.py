"""Curated comparisons as plain records, in the form that docs/data.md describes."""

from collections.abc import Callable

from catalogue.exports.records import Record, english, in_each_language, record
from comparisons.models import Comparison


def comparisons() -> list[Record]:
    """Every curated comparison with its published products in column order. Three queries."""
    return [
        record(
            slug=row.slug,
            title=in_each_language(row, "title"),
            problem=row.problem.slug if row.problem else None,
            products=[product.slug for product in row.columns],
            highlights=[feature.slug for feature in row.highlights.all()] or None,
            intro=english(row, "intro"),
            verdict=english(row, "verdict"),
            note=english(row, "note"),
        )
        for row in Comparison.objects.with_products().with_highlights().order_by("position", "slug")
    ]


COMPARISON_EXPORTS: dict[str, Callable[[], list[Record]]] = {"comparisons": comparisons}
