"""The price of an insole, for its page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template

from catalogue.models import Offer, price_of
from comparisons.index import Index
from comparisons.markup import price_line
from comparisons.selection import DEFAULT_CURRENCY

register = template.Library()


@register.inclusion_tag("components/_price.html")
def price(offers: Iterable[Offer], index: Index, currency: str = DEFAULT_CURRENCY) -> dict[str, Any]:
    """The price that lists show, and the rates it was converted by; or that its currency has none."""
    found = price_of(offers, currency, index.vocabulary.rates)
    return {
        "line": price_line(found, date.today()),
        "rates": found.rates if found else (),
        "currency": currency,
        "is_in_another": found is not None and found.currency != currency,
    }
