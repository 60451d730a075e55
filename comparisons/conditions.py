"""What a selection means, in SQL: which products are listed, in which order, and which would be if more were known.

The reference that tests hold the index against: right on SQLite and PostgreSQL, not built for speed.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from catalogue.choices import Known
from catalogue.models import Feature, SpecEntry
from comparisons.index import Vocabulary
from comparisons.match_in_sql import is_listed, is_open, musts, with_match
from comparisons.search import NamedProduct, ProductNames
from comparisons.selection import NOT_STATED, THIN_ENOUGH, Range, Selection

if TYPE_CHECKING:
    from catalogue.querysets import ProductQuerySet


def listed(products: ProductQuerySet, selection: Selection, vocabulary: Vocabulary) -> ProductQuerySet:
    """The products that pass everything asked for, in the order in force."""
    found = _passing_facets(products, selection, vocabulary)
    found = _passing_open_conditions(found, selection, vocabulary, or_not_stated=False)
    if selection.problems:
        must = musts(selection, vocabulary)
        found = with_match(found, selection, vocabulary).filter(is_listed(must))
    return _in_order(found, selection, vocabulary)


def unknown_block(products: ProductQuerySet, selection: Selection, vocabulary: Vocabulary) -> ProductQuerySet:
    """The products that would be listed if more were known: nothing asked for is known to fail. In the order in force."""
    found = _passing_facets(products, selection, vocabulary)
    found = _passing_open_conditions(found, selection, vocabulary, or_not_stated=True)
    surely = _passing_open_conditions(products, selection, vocabulary, or_not_stated=False)
    waits = ~Q(pk__in=surely.order_by().values("pk"))
    if selection.problems:
        must = musts(selection, vocabulary)
        found = with_match(found, selection, vocabulary)
        waits = is_open(must) | (is_listed(must) & waits)
    return _in_order(found.filter(waits), selection, vocabulary)


def _passing_facets(products: ProductQuerySet, selection: Selection, vocabulary: Vocabulary) -> ProductQuerySet:
    """Those that pass every facet but the problem's: what is not known does not pass, unless "not stated" is chosen."""
    found = products.having_all(_features(selection.having, vocabulary))
    for slug in sorted({*selection.any_of, *selection.ranges}):
        found = _passing_feature(found, slug, selection, vocabulary)
    if selection.brands:
        found = found.filter(brand__slug__in=selection.brands)
    if selection.not_brands:
        found = found.exclude(brand__slug__in=selection.not_brands)
    if selection.categories:
        found = found.filter(category__in=selection.categories)
    if selection.maker_says:
        found = found.for_makers_problem(selection.maker_says)
    return _named_like(_priced(found, selection, vocabulary), selection.query)


def _passing_feature(
    products: ProductQuerySet, slug: str, selection: Selection, vocabulary: Vocabulary
) -> ProductQuerySet:
    """Those that show one of the chosen values of a feature, "not stated" being one of them."""
    chosen, bounds = selection.any_of.get(slug, ()), selection.ranges.get(slug, Range())
    for feature in _features([slug], vocabulary):
        choices = [choice for choice in chosen if choice != NOT_STATED]
        products = products.showing(
            feature, choices, low=bounds.low, high=bounds.high, or_not_stated=NOT_STATED in chosen
        )
    return products


def _passing_open_conditions(
    products: ProductQuerySet, selection: Selection, vocabulary: Vocabulary, *, or_not_stated: bool
) -> ProductQuerySet:
    """Those that pass exclusions and fit over a stock insole, or of which it is not known."""
    for slug, choices in selection.excluded.items():
        for feature in _features([slug], vocabulary):
            products = products.not_showing(feature, choices, or_not_stated=or_not_stated)
    if selection.is_stock_insole_fixed:
        products = products.filter(~_needs_stock_insole_out())
        products = products if or_not_stated else products.filter(_fits_over_stock_insole(vocabulary))
    return products


def _features(slugs: Sequence[str], vocabulary: Vocabulary) -> list[Feature]:
    found = (vocabulary.feature(slug) for slug in slugs)
    return [feature for feature in found if feature is not None]


def _needs_stock_insole_out() -> Q:
    """Known not to fit a shoe whose own insole stays in."""
    return _shows(Known.NEEDS_REMOVABLE_INSOLE, Known.YES) | _shows(Known.PLACEMENT, Known.REPLACES, Known.UNDERNEATH)


def _fits_over_stock_insole(vocabulary: Vocabulary) -> Q:
    """Known to fit a shoe whose own insole stays in, unless something known speaks against it."""
    fits = _shows(Known.NEEDS_REMOVABLE_INSOLE, Known.NO) | _shows(Known.PLACEMENT, Known.ON_TOP, Known.STUCK_IN)
    entries = SpecEntry.objects.filter(product=OuterRef("pk"))
    for form in _features([Known.FORM], vocabulary):
        others = [choice.slug for choice in form.choices.all() if choice.slug != Known.FULL_LENGTH]
        fits |= Q(Exists(entries.showing(form, others)))
    for thickness in _features([Known.THICKNESS_HEEL], vocabulary):
        fits |= Q(Exists(entries.within(thickness, high=THIN_ENOUGH)))
    return fits


def _shows(feature: str, *choices: str) -> Q:
    return Q(Exists(SpecEntry.objects.filter(product=OuterRef("pk")).showing_slugs(feature, choices)))


def _priced(products: ProductQuerySet, selection: Selection, vocabulary: Vocabulary) -> ProductQuerySet:
    """Those whose price of one pair, in the chosen currency, lies within the bounds."""
    bounds = selection.price
    if bounds == Range():
        return products
    passes = Q(price_cents__isnull=False)
    if bounds.low is not None:
        passes &= Q(price_cents__gte=_cents(bounds.low, ROUND_CEILING))
    if bounds.high is not None:
        passes &= Q(price_cents__lte=_cents(bounds.high, ROUND_FLOOR))
    return products.with_price(selection.currency, vocabulary.rates).filter(passes)


def _cents(amount: Decimal, rounding: str) -> int:
    return int((amount * 100).to_integral_value(rounding))


def _named_like(products: ProductQuerySet, query: str) -> ProductQuerySet:
    """Those whose brand, name, line and former names hold every word of a query: see ProductNames.matching.

    One query of its own over the names of all published products: databases cannot fold text as Python does, and whether a
    word is a slip depends on every other name.
    """
    if not query:
        return products
    rows = list(
        type(products)(products.model)
        .published()
        .order_by()
        .values_list("pk", "name", "brand__name", "line", "aka", "brand__aka")
    )
    names = ProductNames.of(
        NamedProduct(name, brand, line, tuple(former), tuple(brand_former))
        for _, name, brand, line, former, brand_former in rows
    )
    return products.filter(pk__in=[rows[place][0] for place in names.matching(query)])


def _in_order(products: ProductQuerySet, selection: Selection, vocabulary: Vocabulary) -> ProductQuerySet:
    """In the order in force: what has no rank comes last whichever way, and equals stand in the order of names."""
    descends, name = selection.order.startswith("-"), selection.order.removeprefix("-")
    if name == "name":
        return products.order_by("-sort_key", "-slug") if descends else products.order_by("sort_key", "slug")
    if name == "match":
        return products.order_by(F("score").desc(), F("unknown"), "sort_key", "slug")
    if name == "known":
        products, rank = products.with_known(), F("known")
    elif name == "price":
        products, rank = products.with_price(selection.currency, vocabulary.rates), F("price_cents")
    else:
        products, rank = products.with_number(_features([name], vocabulary)[0]), F("number")
    by_rank = rank.desc(nulls_last=True) if descends else rank.asc(nulls_last=True)
    return products.order_by(by_rank, "sort_key", "slug")
