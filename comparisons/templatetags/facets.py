"""Facets and lists in templates: prepared strings, and the parameters a form carries along."""

from decimal import Decimal

from django import template

from comparisons.facet_markup import facet_block, hidden_inputs
from comparisons.facets import Facet
from comparisons.list_controls import QuickStep, quick_steps
from comparisons.listing import Listing
from comparisons.selection import plain

register = template.Library()

register.filter("facet_block", facet_block)
register.filter("hidden_inputs", hidden_inputs)


@register.filter
def bound(number: Decimal | None) -> str:
    """A bound as it stands in its field."""
    return "" if number is None else plain(number)


@register.filter("quick_steps")
def steps_of(listing: Listing, facet: Facet) -> list[QuickStep]:
    """The values of a promoted filter as links."""
    return quick_steps(facet, listing.selection, listing.url)
