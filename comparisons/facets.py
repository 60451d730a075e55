"""Facets as plain data: every control of the list with its label, count, state and the address that one step leads to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.choices import SHOE_FIT, Category, FeatureGroup
from catalogue.models import Feature
from catalogue.wording import told
from comparisons.index import Answer, FacetCounts, Index, Vocabulary
from comparisons.selection import NOT_STATED, Range, Selection

# Beyond this many values the rest is folded, and the fold says how many.
SHOWN_VALUES = 8
FOLD_FROM = 11


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet. `excludes` is the parameter that excludes it; empty where nothing can."""

    slug: str
    name: str
    count: int
    is_chosen: bool = False
    is_excluded: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter. `rule` says how several values work together, in words on the control."""

    slug: str
    parameter: str
    kind: str
    name: str
    rule: str
    explanation: str = ""
    values: tuple[Value, ...] = ()
    not_stated: Value | None = None
    not_applicable: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    chosen: Range = field(default_factory=Range)
    unit: str = ""
    excludes: str = ""
    glossary: str = ""

    @property
    def chosen_count(self) -> int:
        """How many values are ticked or excluded, a range counting as one."""
        ticked = sum(value.is_chosen or value.is_excluded for value in self.values)
        return ticked + bool(self.not_stated and self.not_stated.is_chosen) + (self.chosen != Range())

    @property
    def is_range(self) -> bool:
        """Whether it is set by two numbers."""
        return self.kind in {"number", "price"}


@dataclass(frozen=True, slots=True)
class FacetSection:
    """Facets under one heading."""

    name: str
    facets: tuple[Facet, ...]
    is_shoe_fit: bool = False


# Groups as the filter column shows them: what must be known first is whether an insole goes into the shoe.
GROUP_ORDER = (FeatureGroup.FIT, *(group for group in FeatureGroup if group != FeatureGroup.FIT))


def any_of() -> str:
    """The rule of facets that widen."""
    return _("any of")


def build_facets(answer: Answer) -> list[Facet]:
    """Every facet of the list in page order, with exact counts."""
    vocabulary, selection = answer.index.vocabulary, answer.selection
    counts = dict(answer.counts())
    features = {feature.slug: feature for feature in in_page_order(vocabulary.filterable)}
    found = [
        _problem_facet(vocabulary, selection, counts["problem"]),
        _must_have_facet(vocabulary, selection, counts["feature"]),
        _maker_says_facet(vocabulary, selection, counts["maker_says"]),
        _category_facet(selection, counts["category"]),
        _brand_facet(answer.index, selection, counts["brand"]),
        _price_facet(vocabulary, selection, counts["price"]),
    ]
    return found + [feature_facet(feature, selection, counts[slug]) for slug, feature in features.items()]


def filter_group(feature: Feature) -> str:
    """The group whose filters a feature stands among: that of the spec sheet, unless it decides about the fit."""
    return FeatureGroup.FIT if feature.slug in SHOE_FIT else feature.group


def in_page_order(features: Iterable[Feature]) -> list[Feature]:
    """Features as the filter column lists them; within a group as editors ordered them."""
    fit = {slug: place for place, slug in enumerate(SHOE_FIT)}
    groups: dict[str, int] = {group: place for place, group in enumerate(GROUP_ORDER)}
    return sorted(features, key=lambda feature: (groups[filter_group(feature)], fit.get(feature.slug, len(fit))))


def sections(facets: Iterable[Facet], vocabulary: Vocabulary) -> list[FacetSection]:
    """Facets as the filter column shows them: the question first, then group by group."""
    listed = list(facets)
    groups = {feature.slug: filter_group(feature) for feature in vocabulary.features}
    found = [FacetSection("", tuple(facet for facet in listed if facet.slug not in groups))]
    for group in GROUP_ORDER:
        inside = tuple(facet for facet in listed if groups.get(facet.slug) == group)
        if inside:
            found.append(FacetSection(str(group.label), inside, is_shoe_fit=group == FeatureGroup.FIT))
    return found


def feature_facet(feature: Feature, selection: Selection, counts: FacetCounts) -> Facet:
    """The facet of one feature: any of its choices, or a range of numbers."""
    chosen = selection.any_of.get(feature.slug, ())
    common: dict[str, Any] = {
        "slug": feature.slug,
        "parameter": feature.slug,
        "kind": feature.kind,
        "name": str(feature.name),
        "explanation": told(feature, "explanation"),
        "glossary": feature.get_absolute_url(),
        "not_stated": Value(NOT_STATED, _("Not stated"), counts.not_stated, NOT_STATED in chosen),
        "not_applicable": counts.not_applicable,
    }
    if feature.is_number:
        bounds = selection.ranges.get(feature.slug, Range())
        common |= {"low": counts.low, "high": counts.high, "chosen": bounds, "unit": feature.unit}
        return Facet(**common, rule=_("from – to"))
    excluded = selection.excluded.get(feature.slug, ())
    values = tuple(
        Value(
            choice.slug,
            str(choice.name),
            counts.values.get(choice.slug, 0),
            choice.slug in chosen,
            choice.slug in excluded,
            str(choice.explanation),
        )
        for choice in feature.choices.all()
    )
    return Facet(**common, rule=any_of(), values=values, excludes=f"not_{feature.slug}")


def _problem_facet(vocabulary: Vocabulary, selection: Selection, counts: FacetCounts) -> Facet:
    values = tuple(
        Value(problem.slug, str(problem.name), counts.values.get(problem.slug, 0), problem.slug in selection.problems)
        for problem in vocabulary.problems
    )
    return Facet("problem", "problem", "problem", _("Foot problem"), _("up to three"), values=values)


def _must_have_facet(vocabulary: Vocabulary, selection: Selection, counts: FacetCounts) -> Facet:
    values = tuple(
        Value(
            feature.slug,
            str(feature.name),
            counts.values[feature.slug],
            feature.slug in selection.having,
            note=str(feature.explanation),
        )
        for feature in vocabulary.filterable
        if feature.slug in counts.values
    )
    return Facet(
        "feature",
        "feature",
        "must_have",
        _("Support features"),
        _("must have all"),
        _("Each tick narrows the list to insoles that are known to have this part too, whatever the kind."),
        values,
    )


def _maker_says_facet(vocabulary: Vocabulary, selection: Selection, counts: FacetCounts) -> Facet:
    values = tuple(
        Value(problem.slug, str(problem.name), counts.values[problem.slug], problem.slug in selection.maker_says)
        for problem in vocabulary.problems
        if problem.slug in counts.values
    )
    explanation = _("What makers say of their own product. A claim, not a finding.")
    return Facet("maker_says", "maker_says", "maker_says", _("The maker says it is for"), any_of(), explanation, values)


def _category_facet(selection: Selection, counts: FacetCounts) -> Facet:
    values = tuple(
        Value(category, str(category.label), counts.values.get(category, 0), category in selection.categories)
        for category in Category
    )
    return Facet("category", "category", "category", _("Kind of insole"), any_of(), values=values)


def _brand_facet(index: Index, selection: Selection, counts: FacetCounts) -> Facet:
    """Brands with the most products in the catalogue first: an order that no selection changes."""
    ranked = sorted(index.vocabulary.brands, key=lambda brand: -index.brands[brand.slug].bit_count())
    values = tuple(
        Value(
            brand.slug,
            brand.name,
            counts.values.get(brand.slug, 0),
            brand.slug in selection.brands,
            brand.slug in selection.not_brands,
        )
        for brand in ranked
    )
    return Facet("brand", "brand", "brand", _("Brand"), any_of(), values=values, excludes="not_brand")


def _price_facet(vocabulary: Vocabulary, selection: Selection, counts: FacetCounts) -> Facet:
    rule = _("The lowest price asked that we saw for one pair, else the lowest list price.")
    others = (
        _("Only prices in this currency: no reference rate is kept for it.")
        if vocabulary.rates.worth(selection.currency) is None
        else _("Prices in other currencies are converted by reference rates and marked “about”.")
    )
    return Facet(
        "price",
        "price",
        "price",
        _("Price per pair"),
        _("from – to"),
        f"{rule} {others}",
        not_stated=Value(NOT_STATED, _("No price seen"), counts.not_stated),
        low=counts.low,
        high=counts.high,
        chosen=selection.price,
        unit=selection.currency,
        glossary=f"{reverse('catalogue:method')}#prices",
    )
