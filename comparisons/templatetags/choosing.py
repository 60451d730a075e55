"""Adding an insole to the comparison from its own page, which knows nothing of what visitors choose."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.template import Context

from catalogue.models import Product
from comparisons.choosing import Control, Tray, beyond_limit, choice_pairs, chosen_in, control_of, tray_of
from comparisons.index import Index
from comparisons.selection import in_order, query_string

register = template.Library()

Kept = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ChoosingHere:
    """What is chosen so far, and the control that adds or removes the insole of the page."""

    control: Control
    tray: Tray


@register.simple_tag(takes_context=True)
def choosing(context: Context, product: Product, index: Index, kept: Kept = (), along: Kept = ()) -> ChoosingHere:
    """What the address of the page says is chosen. `kept` stays in the address beside it, `along` goes to the comparison too."""
    request: HttpRequest = context["request"]
    chosen, ignored = chosen_in(request.GET, index)

    def address_of(choice: tuple[str, ...]) -> str:
        return request.path + query_string(in_order([*kept, *choice_pairs(choice)]))

    return ChoosingHere(
        control_of(product.slug, product.full_name, chosen, address_of),
        tray_of(index, chosen, address_of, beyond=beyond_limit(index, ignored), taken_along=along),
    )
