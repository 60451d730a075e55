"""The baseline's list page, and a page of nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from django.db.models import Count, F, Prefetch, Q, QuerySet, Subquery
from django.db.models.expressions import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from catalogue.choices import Category
from catalogue.drawing import insole_svg, shape_from
from catalogue.models import Feature, Price, Problem, Product, Rates, SpecEntry, SpecEntryChoice, price_of
from comparisons.rows import KEY_FACTS
from comparisons.selection import PAGE_SIZE
from tests.benchmarks.baseline.facets import WITH_VALUE, BaselineFacet, Facets
from tests.benchmarks.baseline.filters import BaselineFilter
from tests.benchmarks.baseline.prices import CURRENCY, euro_prices

DEFAULT_ORDER = "-known"


@dataclass(frozen=True, slots=True)
class Card:
    """One product as the template shows it."""

    product: Product
    entries: Sequence[SpecEntry]
    price: Price | None

    @property
    def category(self) -> str:
        """What kind of insole it is."""
        return str(Category(self.product.category).label) if self.product.category else ""

    @property
    def facts(self) -> list[SpecEntry]:
        """Core features first, then in their order."""
        ranked = sorted(self.entries, key=lambda entry: (not entry.feature.is_core, entry.feature.position))
        return ranked[:KEY_FACTS]

    @property
    def more(self) -> int:
        """How many values are not on the card."""
        return max(len(self.entries) - KEY_FACTS, 0)

    @property
    def drawing(self) -> SafeString:
        """The insole drawn from its values."""
        values: dict[str, str | Decimal | frozenset[str] | None] = {
            entry.feature.slug: entry.number if entry.choice is None else entry.choice.slug for entry in self.entries
        }
        return insole_svg(shape_from(values), label="", size="card", decorative=True)


@dataclass(frozen=True, slots=True)
class BaselinePage:
    """One page of the list with everything around it."""

    cards: list[Card]
    facets: list[BaselineFacet]
    total: int
    number: int
    pages: int


def baseline(request: HttpRequest) -> HttpResponse:
    """The list of insoles as one would write it with a FilterSet, GROUP BY and templates."""
    page = page_for(request)
    return render(request, "baseline/list.html", {"page": page, "order": request.GET.get("sort", DEFAULT_ORDER)})


class Question:
    """One address, asked of the database."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.features = list(Feature.objects.with_choices().filter(is_filterable=True))
        self.problems = list(
            Problem.objects.prefetch_related("look_for__choices", "look_for__avoid", "look_for__feature__choices")
        )
        self.facets = self._facets()
        self.pages = max(ceil(self.facets.total / PAGE_SIZE), 1)
        number = int(request.GET.get("page", 1))
        self.number = number if number <= self.pages else 1

    def _facets(self) -> Facets:
        return Facets(BaselineFilter(self.request.GET, self.features), self.features, self.problems)

    def facets_anew(self) -> list[BaselineFacet]:
        """All facets, nothing kept from before."""
        return list(self._facets().all())

    def ids(self) -> list[int]:
        """The products of the page, in order: ids first, so that only as many whole rows are read as are shown."""
        ordered = in_order(self.facets.found, self.request.GET.get("sort", DEFAULT_ORDER), self.features)
        return list(ordered.values_list("pk", flat=True)[(self.number - 1) * PAGE_SIZE : self.number * PAGE_SIZE])

    def cards(self) -> list[Card]:
        """The same with all that their cards show."""
        found = for_cards(Product.objects.all()).in_bulk(ids := self.ids())
        rates = Rates.stored()
        return [
            Card(found[pk], list(found[pk].entries.all()), price_of(found[pk].offers.all(), CURRENCY, rates))
            for pk in ids
        ]


def page_for(request: HttpRequest) -> BaselinePage:
    """The products of the page and all facets."""
    question = Question(request)
    facets = list(question.facets.all())
    return BaselinePage(question.cards(), facets, question.facets.total, question.number, question.pages)


def in_order(products: QuerySet[Product], order: str, features: Sequence[Feature]) -> QuerySet[Product]:
    """What is not stated comes last; equals stand in the order of names."""
    name = order.removeprefix("-")
    if name == "name":
        return products.order_by("sort_key", "slug")
    if name == "known":
        ranked = products.annotate(rank=Count("entries", filter=Q(entries__state__in=WITH_VALUE)))
    elif name == "price":
        ranked = products.annotate(rank=Subquery(euro_prices().filter(product=OuterRef("pk")).values("price")))
    else:
        feature = next(feature for feature in features if feature.slug == name)
        shown = SpecEntry.objects.filter(product=OuterRef("pk"), feature=feature).values("number")
        ranked = products.annotate(rank=Subquery(shown))
    rank = F("rank").desc(nulls_last=True) if order.startswith("-") else F("rank").asc(nulls_last=True)
    return ranked.order_by(rank, "sort_key", "slug")


def for_cards(products: QuerySet[Product]) -> QuerySet[Product]:
    """With all that a card shows, in four queries more."""
    several = SpecEntryChoice.objects.select_related("choice").order_by("choice__position")
    entries = SpecEntry.objects.with_value().select_related("feature", "choice")
    return products.select_related("brand").prefetch_related(
        Prefetch("entries", entries.prefetch_related(Prefetch("entry_choices", several))), "offers"
    )


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing: what the request stack costs by itself."""
    return HttpResponse()
