"""The rows on a product's page: offers, suitability, findings."""

from catalogue.admin.desk import DeskRows, TranslatedRows
from catalogue.models import Finding, Offer, Suitability


class OfferRows(DeskRows):
    """Prices seen."""

    model = Offer
    fields = ("amount", "currency", "price_kind", "pairs", "seller", "country", "seen_on", "source")
    autocomplete_fields = ("source",)
    classes = ("collapse",)


class SuitabilityRows(DeskRows):
    """Who says that it is for, or not for, a foot problem."""

    model = Suitability
    fields = ("problem", "says", "voice", "source", "as_stated")
    autocomplete_fields = ("problem", "source")
    classes = ("collapse",)


class FindingRows(TranslatedRows):
    """What independent people measured or concluded."""

    model = Finding
    fields = ("finding", "participants", "funding", "source")
    autocomplete_fields = ("source",)
    classes = ("collapse",)
