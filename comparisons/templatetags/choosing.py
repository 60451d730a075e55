"""Adding an insole to the comparison from its own page, which knows nothing of what visitors choose."""

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.template import Context

from catalogue.models import Product
from comparisons.choosing import Control, Tray, beyond_limit, choice_pairs, chosen_in, control_of, tray_of
from comparisons.index import Index
from comparisons.selection import query_string

register = template.Library()


@dataclass(frozen=True, slots=True)
class ChoosingHere:
    """What is chosen so far, and the control that adds or removes the insole of the page."""

    control: Control
    tray: Tray


@register.simple_tag(takes_context=True)
def choosing(context: Context, product: Product, index: Index) -> ChoosingHere:
    """What the address of the page says is chosen. Whatever else stands in it is passed over: the page has no other parameters."""
    request: HttpRequest = context["request"]
    chosen, ignored = chosen_in(request.GET, index)

    def address_of(choice: tuple[str, ...]) -> str:
        return request.path + query_string(choice_pairs(choice))

    return ChoosingHere(
        control_of(product.slug, product.full_name, chosen, address_of),
        tray_of(index, chosen, address_of, beyond=beyond_limit(index, ignored)),
    )
