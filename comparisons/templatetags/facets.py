"""Facets and lists in templates: prepared strings, and the parameters a form carries along."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from comparisons.facet_markup import facet_block, hidden_inputs, step_links
from comparisons.facets import Facet
from comparisons.list_controls import quick_steps
from comparisons.listing import Listing
from comparisons.selection import plain

register = template.Library()

register.filter("facet_block", facet_block)
register.filter("hidden_inputs", hidden_inputs)


@register.filter
def bound(number: Decimal | None) -> str:
    """A bound as it stands in its field."""
    return "" if number is None else plain(number)


@register.filter
def quick_links(listing: Listing, facet: Facet) -> SafeString:
    """The values of a promoted filter as links."""
    return step_links(quick_steps(facet, listing.selection, listing.url))
