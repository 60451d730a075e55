"""Brands, products and prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Round

from catalogue.choices import ZONES_REACHED, EntryState, Known, PriceKind, Says, Voice, form_reaches
from catalogue.querysets.late import model_named

if TYPE_CHECKING:
    from catalogue.models import Brand, Feature, Offer, Product, Rates
    from catalogue.querysets.entries import SpecEntryQuerySet


# What a price is told from.
ASKED = ("amount", "currency", "pairs", "price_kind", "seen_on")


class BrandQuerySet(models.QuerySet["Brand"]):
    """Brands."""

    def get_by_natural_key(self, slug: str) -> Brand:
        """By slug."""
        return self.get(slug=slug)


class ProductQuerySet(models.QuerySet["Product"]):
    """Products."""

    def get_by_natural_key(self, slug: str) -> Product:
        """By slug."""
        return self.get(slug=slug)

    def published(self) -> Self:
        """What visitors see: the one rule, counts included."""
        return self.filter(status="published")

    def not_seen_yet(self) -> Self:
        """Drafts and those in review: visitors know nothing of them."""
        return self.filter(status__in=["draft", "in_review"])

    def withdrawn(self) -> Self:
        """Those that visitors saw once: with their brand and the product they were merged into, in the same query."""
        return self.filter(status="withdrawn").select_related("brand", "merged_into__brand")

    def having_all(self, features: Iterable[Feature]) -> Self:
        """Those known to have each feature, whatever the choice; one EXISTS a feature. Unknown never counts as yes."""
        products = self
        for feature in features:
            products = products.filter(Exists(_entries().having(feature)))
        return products

    def showing(
        self,
        feature: Feature,
        choices: Iterable[str] = (),
        *,
        low: Decimal | None = None,
        high: Decimal | None = None,
        or_not_stated: bool = False,
    ) -> Self:
        """Those whose shown value is one of these choices (slugs) or lies within the bounds, or also those not stated."""
        wanted = Q(Exists(_entries().showing(feature, choices)))
        if low is not None or high is not None:
            wanted |= Q(Exists(_entries().within(feature, low, high)))
        return self.filter(wanted | _is_not_stated(feature) if or_not_stated else wanted)

    def not_showing(self, feature: Feature, choices: Iterable[str], *, or_not_stated: bool = False) -> Self:
        """Those that show another value than these choices (slugs) or cannot have one, or also those not stated."""
        others = Q(Exists(_entries().filter(feature=feature).with_value())) | _is_not_applicable(feature)
        known = self.filter(~Exists(_entries().showing(feature, choices)))
        return known if or_not_stated else known.filter(others)

    def not_stated(self, feature: Feature) -> Self:
        """Those that show no value though they could have one: not stated and not checked yet."""
        return self.filter(_is_not_stated(feature))

    def not_applicable(self, feature: Feature) -> Self:
        """Those whose form does not reach the feature's zone, or of which an editor said so."""
        return self.filter(_is_not_applicable(feature))

    def for_makers_problem(self, problems: Iterable[str]) -> Self:
        """Those whose maker says that they are for exactly one of these problems (slugs)."""
        said = model_named("Suitability").objects.filter(product=OuterRef("pk"), voice=Voice.MAKER, says=Says.FOR)
        return self.filter(Exists(said.filter(problem__slug__in=list(problems))))

    def with_price(self, currency: str, rates: Rates) -> Self:
        """Their price of one pair as `price_cents`: the lowest street offer, else the lowest list price, else NULL."""
        offers = model_named("Offer").objects.filter(product=OuterRef("pk"))
        return self.alias(price_cents=Subquery(offers.best_first(currency, rates).values("cents")[:1]))

    def each_with_offers(self) -> list[tuple[Product, list[Offer]]]:
        """Products, each with what its offers ask: one query, one row an offer. For a handful of products."""
        rows = self.annotate(**{f"offer_{name}": F(f"offers__{name}") for name in ASKED})
        found: dict[int, tuple[Product, list[Offer]]] = {}
        for row in rows.order_by("pk", F("offers__place").asc(nulls_last=True), "offers__pk"):
            _product, offers = found.setdefault(row.pk, (row, []))
            asked = {name: getattr(row, f"offer_{name}") for name in ASKED}
            if asked["amount"] is not None:
                offers.append(model_named("Offer")(**asked))
        return list(found.values())

    def with_number(self, feature: Feature) -> Self:
        """The number they show for a feature as `number`, else NULL."""
        return self.alias(number=Subquery(_entries().within(feature).values("number")[:1]))

    def with_known(self) -> Self:
        """How many features they show a value for, as `known`."""
        counted = _entries().with_value().order_by().values("product").annotate(count=Count("pk"))
        return self.alias(known=Coalesce(Subquery(counted.values("count")), 0))

    def in_order_of_names(self) -> Self:
        """By folded name, then slug."""
        return self.order_by("sort_key", "slug")

    def with_brand(self) -> Self:
        """Brand in the same query."""
        return self.select_related("brand")

    def for_page(self) -> Self:
        """All that one product's page shows, in five queries. Few have photos: those are asked for where there are some."""
        statements = model_named("Statement").objects.with_all().with_decisions()
        offers = model_named("Offer").objects.select_related("source")
        suitability = model_named("Suitability").objects.select_related("problem", "source")
        findings = model_named("Finding").objects.select_related("source")
        pictures = Exists(model_named("Picture").objects.publishable().filter(product=OuterRef("pk")))
        products = self.select_related("brand", "succeeded_by__brand").annotate(is_pictured=pictures)
        return products.prefetch_related(
            Prefetch("statements", statements),
            Prefetch("offers", offers),
            Prefetch("suitability", suitability),
            Prefetch("findings", findings),
        )


class OfferQuerySet(models.QuerySet["Offer"]):
    """Prices seen."""

    def best_first(self, currency: str, rates: Rates) -> Self:
        """Offers that can be told in a currency, one pair as `cents` of it: street offers, then list prices, lowest first.

        Struck-out prices are no offers. Whole numbers keep every step exact and round as `one_pair` does: half a cent up.
        """
        factors = rates.factors(currency)
        amount = Cast(Round(F("amount") * 100), BigIntegerField()) * _by_currency(
            {c: t for c, (t, _) in factors.items()}
        )
        whole = Cast(F("pairs"), BigIntegerField()) * _by_currency({c: t for c, (_, t) in factors.items()})
        cents = ExpressionWrapper((amount + whole / 2) / whole, BigIntegerField())
        kind = Case(When(price_kind=PriceKind.STREET, then=0), default=1)
        usable = self.filter(currency__in=list(factors)).exclude(price_kind=PriceKind.STRUCK_OUT)
        return usable.annotate(cents=cents).order_by(kind, "cents")

    def get_by_natural_key(self, *key: str) -> Offer:
        """By all that makes one observation: see Offer.natural_key."""
        product, source, seller, price_kind, currency, pairs, seen_on, amount = key
        return self.get(
            product__slug=product,
            source__slug=source,
            seller=seller,
            price_kind=price_kind,
            currency=currency,
            pairs=int(pairs),
            seen_on=seen_on,
            amount=Decimal(amount),
        )


def _by_currency(numbers: Mapping[str, int]) -> Case:
    """The whole number that belongs to an offer's currency."""
    cases = (When(currency=currency, then=Value(number)) for currency, number in numbers.items())
    return Case(*cases, output_field=BigIntegerField())


def _entries() -> SpecEntryQuerySet:
    """Entries of the outer product."""
    entries: SpecEntryQuerySet = model_named("SpecEntry").objects.filter(product=OuterRef("pk"))
    return entries


def _is_not_applicable(feature: Feature) -> Q:
    """No value, and an editor said so, or nobody said otherwise and the known form does not reach the zone."""
    said = _entries().filter(feature=feature)
    too_short = [form for form in ZONES_REACHED if not form_reaches(form, feature.slug, feature.zone)]
    by_rule = ~Exists(said) & Exists(_entries().showing_slugs(Known.FORM, too_short))
    return Q(Exists(said.filter(state=EntryState.NOT_APPLICABLE))) | by_rule


def _is_not_stated(feature: Feature) -> Q:
    """No value, though it could have one."""
    return ~Exists(_entries().filter(feature=feature).with_value()) & ~_is_not_applicable(feature)
