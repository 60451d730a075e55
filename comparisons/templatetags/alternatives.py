"""Insoles like one, for its page."""

from typing import Any

from django import template

from catalogue.models import Product
from comparisons.index import current
from comparisons.nearest import nearest
from comparisons.selection import Selection, address

register = template.Library()

SHOWN = 4


@register.inclusion_tag("components/_alternatives.html")
def alternatives(product: Product) -> dict[str, Any]:
    """The nearest insoles, each with the address that compares the two."""
    index = current()
    ids = nearest(index, product.slug, SHOWN) if product.slug in index.slugs else []
    found = Product.objects.with_brand().in_bulk(ids)
    rows = [found[pk] for pk in ids if pk in found]
    return {"rows": [(row, address("", Selection(compared=(product.slug, row.slug)))) for row in rows]}
