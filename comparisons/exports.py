"""Curated comparisons as plain records, in the form that docs/data.md describes."""

from collections.abc import Callable

from catalogue.exports.records import Record, english, in_each_language, record
from catalogue.models import Product
from comparisons.models import Comparison


def comparisons() -> list[Record]:
    """Every curated comparison with its published products in column order. Three queries."""
    published = set(Product.objects.published().values_list("pk", flat=True))
    return [
        record(
            slug=row.slug,
            title=in_each_language(row, "title"),
            problem=row.problem.slug if row.problem else None,
            products=[column.product.slug for column in row.compared.all() if column.product_id in published],
            intro=english(row, "intro"),
            verdict=english(row, "verdict"),
            note=english(row, "note"),
        )
        for row in Comparison.objects.with_products().order_by("position", "slug")
    ]


COMPARISON_EXPORTS: dict[str, Callable[[], list[Record]]] = {"comparisons": comparisons}
