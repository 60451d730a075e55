"""The prices seen, each with its age and who saw it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from catalogue.models import Offer
from catalogue.wording import SourceMark, date_text, source_mark


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A price seen, with its age."""

    offer: Offer
    seen: str
    is_old: bool
    mark: SourceMark


def offer_lines(offers: Iterable[Offer], today: date) -> list[OfferLine]:
    """Prices in their order."""
    return [
        OfferLine(offer, date_text(offer.seen_on), offer.is_old(today), source_mark(offer.source, "retailer"))
        for offer in offers
    ]
