"""Insoles like one, for its page."""

from django import template

from catalogue.models import Product
from comparisons.alternatives import Alternatives, alternatives_to
from comparisons.index import Index, current

register = template.Library()

SHOWN = 4


@register.simple_tag
def current_index() -> Index:
    """The index, for the tags of one page to share: each asking for it anew is a question to the database."""
    return current()


@register.simple_tag(name="alternatives")
def found_alternatives(product: Product, index: Index) -> Alternatives:
    """The nearest insoles, each told against this one."""
    return alternatives_to(product, index, SHOWN)
