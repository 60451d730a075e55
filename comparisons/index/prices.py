"""Prices of all products at once, in every currency: the rule of catalogue.models.prices, without a row for each offer."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from catalogue.choices import PriceKind
from catalogue.models import Rates
from catalogue.models.prices import one_pair
from catalogue.models.rates import EURO

Asking = tuple[int, str, str, Decimal, int]  # product, price kind, currency, amount, pairs
Asked = tuple[str, Decimal, int]  # currency, amount, pairs
Rank = tuple[bool, Fraction]  # street prices first, then by what they are worth
Lowest = dict[int, tuple[Rank, Asked]]


def prices_in_each(
    currencies: Iterable[str], rates: Rates, places: Mapping[int, int], offers: Iterable[Asking]
) -> Iterator[tuple[str, dict[int, Decimal]]]:
    """For each currency the price of one pair by the place of its product, as far as it can be told in it.

    What is lowest in euros is lowest in every currency with a rate, so offers are compared once.
    """
    lowest = _lowest(rates, places, offers)
    for currency in currencies:
        factors = rates.factors(currency)
        found = lowest.get(_compared_in(currency, rates), {})
        told = {asked: one_pair(*asked[1:], *factors[asked[0]]) for asked in {asked for _, asked in found.values()}}
        yield currency, {place: told[asked] for place, (_, asked) in found.items()}


def _lowest(rates: Rates, places: Mapping[int, int], offers: Iterable[Asking]) -> dict[str, Lowest]:
    """Each product's lowest offer, by the currency that it can be compared in."""
    found: dict[str, Lowest] = {}
    worth: dict[Asked, Fraction] = {}
    for product, kind, currency, amount, pairs in offers:
        if product not in places:
            continue
        asked, place = (currency, amount, pairs), places[product]
        if asked not in worth:
            worth[asked] = Fraction(amount) / (pairs * (rates.worth(currency) or 1))
        rank = (kind != PriceKind.STREET, worth[asked])
        others = found.setdefault(_compared_in(currency, rates), {})
        if place not in others or rank < others[place][0]:
            others[place] = (rank, asked)
    return found


def _compared_in(currency: str, rates: Rates) -> str:
    """The euro for every currency with a rate; one without stands alone."""
    return currency if rates.worth(currency) is None else EURO
