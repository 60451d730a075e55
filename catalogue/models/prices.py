"""The price that a product is shown with, filtered and sorted by: the one rule, in whole cents so that a database gets the same."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from catalogue.choices import PriceKind
from catalogue.models.rates import Rates, ReferenceRate

if TYPE_CHECKING:
    from catalogue.models.products import Offer


@dataclass(frozen=True, slots=True)
class Price:
    """What one pair costs by an offer, in some currency; `rates` are those it was converted by."""

    offer: "Offer"
    amount: Decimal
    currency: str
    rates: tuple[ReferenceRate, ...] = ()

    @property
    def is_about(self) -> bool:
        """Whether the seller asked another currency: then it is right only about."""
        return self.currency != self.offer.currency


def price_of(offers: "Iterable[Offer]", currency: str, rates: Rates) -> Price | None:
    """The lowest price asked for one pair, else the lowest list price, in this currency; struck-out prices never.

    Offers in other currencies are converted first; of equal prices the one that was asked in this currency is taken. Where no
    offer can be told in it, the price stands in a currency of its own, the one that most offers are in: it is neither filtered
    nor sorted by.
    """
    usable = [offer for offer in offers if offer.price_kind != PriceKind.STRUCK_OUT]
    factors = rates.factors(currency)
    told = [
        Price(
            offer,
            one_pair(offer.amount, offer.pairs, *factors[offer.currency]),
            currency,
            rates.between(offer.currency, currency),
        )
        for offer in usable
        if offer.currency in factors
    ]
    return _lowest(told or _in_their_own_currency(usable))


def _in_their_own_currency(offers: "Sequence[Offer]") -> list[Price]:
    """The prices in the currency that most of these offers are in, the first by its letters of several."""
    common = Counter(offer.currency for offer in offers)
    currency = min(common, key=lambda code: (-common[code], code), default="")
    return [Price(offer, offer.per_pair, currency) for offer in offers if offer.currency == currency]


def _lowest(prices: Iterable[Price]) -> Price | None:
    return min(prices, key=_rank, default=None)


def _rank(price: Price) -> tuple[bool, Decimal, bool]:
    return price.offer.price_kind != PriceKind.STREET, price.amount, price.is_about


def one_pair(amount: Decimal, pairs: int, times: int = 1, through: int = 1) -> Decimal:
    """The price of one pair, converted by two whole numbers, to a hundredth: rounded once, half of one up."""
    cents, whole = int(amount * 100) * times, pairs * through
    return Decimal((cents + whole // 2) // whole).scaleb(-2)
