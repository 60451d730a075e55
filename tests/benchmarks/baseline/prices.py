"""Prices of one pair in euros, grouped from offers."""

from typing import Any

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce

from catalogue.choices import PriceKind
from catalogue.models import Offer, Rates

CURRENCY = "EUR"


def euro_prices() -> QuerySet[Any, Any]:
    """(product, price in cents): the lowest street offer, else the lowest list price; struck-out prices never."""
    offers = Offer.objects.best_first(CURRENCY, Rates.stored()).order_by()
    lowest = {kind: Min("cents", filter=Q(price_kind=kind)) for kind in (PriceKind.STREET, PriceKind.LIST)}
    return offers.values("product").annotate(price=Coalesce(*lowest.values()))
