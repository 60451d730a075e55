"""Facets and lists in templates: prepared strings, and the parameters a form carries along."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from catalogue.wording import unit_name
from comparisons.chips import range_text
from comparisons.facet_markup import facet_block, hidden_inputs, step_links
from comparisons.facets import Facet
from comparisons.list_controls import quick_steps
from comparisons.listing import Listing
from comparisons.selection import Range, plain

register = template.Library()

register.filter("facet_block", facet_block)
register.filter("hidden_inputs", hidden_inputs)


@register.filter
def bound(number: Decimal | None) -> str:
    """A number as it stands in its field, with the local decimal sign; what is typed is read with either."""
    return "" if number is None else str(number_format(plain(number)))


@register.filter
def unit_word(unit: str) -> str:
    """A unit in the page's language, short enough to stand in a field."""
    return "EU" if unit == "EU size" else unit_name(unit)


@register.filter
def in_units(facet: Facet, units: str) -> str:
    """The ends of a facet's numbers in the visitor's units: "2 mm to 12 mm"."""
    return range_text(Range(facet.low, facet.high), facet.unit, units)


@register.filter
def quick_links(listing: Listing, facet: Facet) -> SafeString:
    """The values of a promoted filter as links."""
    return step_links(quick_steps(facet, listing.selection, listing.url))
