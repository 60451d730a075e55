"""Insoles like one, for its page."""

from typing import Any

from django import template

from catalogue.models import Product
from comparisons.index import Index, current
from comparisons.nearest import nearest
from comparisons.selection import Selection, address

register = template.Library()

SHOWN = 4


@register.simple_tag
def current_index() -> Index:
    """The index, for the tags of one page to share: each asking for it anew is a question to the database."""
    return current()


@register.inclusion_tag("components/_alternatives.html")
def alternatives(product: Product, index: Index) -> dict[str, Any]:
    """The nearest insoles, each with the address that compares the two."""
    ids = nearest(index, product.slug, SHOWN) if product.slug in index.slugs else []
    found = Product.objects.with_brand().in_bulk(ids)
    rows = [found[pk] for pk in ids if pk in found]
    return {"rows": [(row, address("", Selection(compared=(product.slug, row.slug)))) for row in rows]}
