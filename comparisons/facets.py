"""Facets as plain data: every control of the list with its label, count, state and the address that one step leads to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalogue.choices import Category, FeatureGroup
from catalogue.models import Feature
from catalogue.wording import number_text
from comparisons.index import Answer, FacetCounts, Index, Vocabulary
from comparisons.selection import NOT_STATED, Range, Selection, address

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


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter in words, and the address without it."""

    facet: str
    value: str
    url: str
    excluded: bool = False
    note: str = ""


def any_of() -> str:
    """The rule of facets that widen."""
    return _("any of")


def build_facets(answer: Answer) -> list[Facet]:
    """Every facet of the list in page order, with exact counts."""
    vocabulary, selection = answer.index.vocabulary, answer.selection
    counts = dict(answer.counts())
    features = {feature.slug: feature for feature in vocabulary.filterable}
    found = [
        _problem_facet(vocabulary, selection, counts["problem"]),
        _must_have_facet(vocabulary, selection, counts["feature"]),
        _maker_says_facet(vocabulary, selection, counts["maker_says"]),
        _category_facet(selection, counts["category"]),
        _brand_facet(answer.index, selection, counts["brand"]),
        _price_facet(selection, counts["price"]),
    ]
    return found + [feature_facet(feature, selection, counts[slug]) for slug, feature in features.items()]


def sections(facets: Iterable[Facet], vocabulary: Vocabulary) -> list[FacetSection]:
    """Facets as the filter column shows them: the question first, then the groups of the spec sheet."""
    listed = list(facets)
    groups = {feature.slug: feature.group for feature in vocabulary.features}
    found = [FacetSection("", tuple(facet for facet in listed if facet.slug not in groups))]
    for group in FeatureGroup:
        inside = tuple(facet for facet in listed if groups.get(facet.slug) == group)
        if inside:
            found.append(FacetSection(str(group.label), inside))
    return found


def feature_facet(feature: Feature, selection: Selection, counts: FacetCounts) -> Facet:
    """The facet of one feature: any of its choices, or a range of numbers."""
    chosen = selection.any_of.get(feature.slug, ())
    common: dict[str, Any] = {
        "slug": feature.slug,
        "parameter": feature.slug,
        "kind": feature.kind,
        "name": str(feature.name),
        "explanation": str(feature.explanation),
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


def _price_facet(selection: Selection, counts: FacetCounts) -> Facet:
    return Facet(
        "price",
        "price",
        "price",
        _("Price per pair"),
        _("from – to"),
        _("The lowest price asked that we saw for one pair, else the lowest list price. Only prices in this currency."),
        not_stated=Value(NOT_STATED, _("No price seen"), counts.not_stated),
        low=counts.low,
        high=counts.high,
        chosen=selection.price,
        unit=selection.currency,
    )


# Chips: what is active, in words, each with the address without it


def chips(answer: Answer, path: str, *, fixed_problem: str = "") -> list[Chip]:
    """One chip an active value, in the order of the filter column."""
    selection = replace(answer.selection, page=1)
    return [
        Chip(facet, value, address_without(path, changed, fixed_problem), is_excluded, note)
        for facet, value, changed, is_excluded, note in _active(answer.index.vocabulary, selection, fixed_problem)
    ]


def address_without(path: str, selection: Selection, fixed_problem: str) -> str:
    """The address of a selection on a page that fixes a problem itself."""
    problems = tuple(slug for slug in selection.problems if slug != fixed_problem)
    return address(path, replace(selection, problems=problems))


Active = tuple[str, str, Selection, bool, str]


def _active(vocabulary: Vocabulary, selection: Selection, fixed_problem: str) -> Iterator[Active]:
    """(facet, value, selection without it, excluded?, note) for every active filter."""
    yield from _active_problems(vocabulary, selection, fixed_problem)
    yield from _active_words(vocabulary, selection)
    for feature in vocabulary.filterable:
        yield from _active_feature(feature, selection)
    yield from _active_rest(selection)


def _active_problems(vocabulary: Vocabulary, selection: Selection, fixed_problem: str) -> Iterator[Active]:
    names = {problem.slug: str(problem.name) for problem in vocabulary.problems}
    features = {feature.slug: str(feature.name) for feature in vocabulary.features}
    for slug in selection.problems:
        if slug != fixed_problem:
            left = tuple(other for other in selection.problems if other != slug)
            kept = replace(selection, problems=left) if left else replace(selection, problems=(), skip=(), must=())
            yield _("Foot problem"), names[slug], kept, False, ""
    for slug in selection.must:
        yield _("Must have"), features[slug], replace(selection, must=_minus(selection.must, slug)), False, ""
    for slug in selection.skip:
        yield _("Left out"), features[slug], replace(selection, skip=_minus(selection.skip, slug)), True, ""


def _active_words(vocabulary: Vocabulary, selection: Selection) -> Iterator[Active]:
    features = {feature.slug: str(feature.name) for feature in vocabulary.features}
    problems = {problem.slug: str(problem.name) for problem in vocabulary.problems}
    brands = {brand.slug: brand.name for brand in vocabulary.brands}
    for slug in selection.having:
        yield _("Has"), features[slug], replace(selection, having=_minus(selection.having, slug)), False, ""
    for slug in selection.maker_says:
        changed = replace(selection, maker_says=_minus(selection.maker_says, slug))
        yield _("The maker says it is for"), problems[slug], changed, False, ""
    for slug in selection.categories:
        changed = replace(selection, categories=_minus(selection.categories, slug))
        yield _("Kind of insole"), str(Category(slug).label), changed, False, ""
    for slug in selection.brands:
        yield _("Brand"), brands[slug], replace(selection, brands=_minus(selection.brands, slug)), False, ""
    for slug in selection.not_brands:
        yield (
            _("Not the brand"),
            brands[slug],
            replace(selection, not_brands=_minus(selection.not_brands, slug)),
            True,
            "",
        )


def _active_feature(feature: Feature, selection: Selection) -> Iterator[Active]:
    names = {choice.slug: str(choice.name) for choice in feature.choices.all()} | {NOT_STATED: _("not stated")}
    name = str(feature.name)
    chosen = selection.any_of.get(feature.slug, ())
    for slug in sorted(chosen, key=list(names).index):
        yield name, names[slug], selection.choosing(feature.slug, _minus(chosen, slug)), False, ""
    excluded = selection.excluded.get(feature.slug, ())
    for slug in sorted(excluded, key=list(names).index):
        changed = selection.excluding(feature.slug, _minus(excluded, slug))
        note = _("not stated to contain it") if feature.takes_several else _("excluded")
        yield name, names[slug], changed, True, note
    if bounds := selection.ranges.get(feature.slug):
        text = range_text(bounds, feature.unit, selection.units)
        yield name, text, selection.within(feature.slug, Range()), False, ""


def _active_rest(selection: Selection) -> Iterator[Active]:
    if selection.price != Range():
        text = range_text(selection.price, selection.currency)
        yield _("Price per pair"), text, replace(selection, price=Range()), False, ""
    if selection.is_stock_insole_fixed:
        changed = replace(selection, is_stock_insole_fixed=False)
        yield _("The shoe’s own insole"), _("stays in"), changed, False, ""
    if selection.query:
        yield _("Name"), f"“{selection.query}”", replace(selection, query=""), False, ""


def range_text(bounds: Range, unit: str, units: str = "metric") -> str:
    """Bounds in words: "2 mm to 4 mm", "up to 6 mm", "from 2 mm", "4 mm"."""
    low = number_text(bounds.low, unit, units) if bounds.low is not None else ""
    high = number_text(bounds.high, unit, units) if bounds.high is not None else ""
    if low and high:
        return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    return _("up to %(high)s") % {"high": high} if high else _("from %(low)s") % {"low": low}


def _minus(words: Iterable[str], word: str) -> tuple[str, ...]:
    return tuple(other for other in words if other != word)


@dataclass(frozen=True, slots=True)
class WayOut:
    """One filter to drop from an empty list, and how many insoles that gives."""

    name: str
    count: int
    url: str


def ways_out(answer: Answer, path: str, *, fixed_problem: str = "") -> list[WayOut]:
    """For an empty list: each single filter whose removal gives something, most first. One exact count a filter."""
    selection = replace(answer.selection, page=1)
    found = []
    for facet, value, changed, _excluded, _note in _active(answer.index.vocabulary, selection, fixed_problem):
        if count := answer.count_with(changed):
            found.append(WayOut(f"{facet}: {value}", count, address_without(path, changed, fixed_problem)))
    return sorted(found, key=lambda way: -way.count)
