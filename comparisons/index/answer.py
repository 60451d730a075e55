"""Answering a selection from the index: the page of the list, the total, and the count beside every facet value."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from catalogue.choices import FeatureKind, Known
from comparisons.index import bits as sets_of
from comparisons.index.bits import Bits, without
from comparisons.index.matching import Matched, match_all
from comparisons.index.numbers import Numbers
from comparisons.index.order import by_class, by_name, by_number
from comparisons.index.sets import Index
from comparisons.match import Wish
from comparisons.selection import NOT_STATED, THIN_ENOUGH, Range, Selection


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The counts of one facet; `low` and `high` are the ends of its numbers without this facet."""

    values: Mapping[str, int] = field(default_factory=dict)
    not_stated: int = 0
    not_applicable: int = 0
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _ThreeWay:
    """A condition that a product passes, may pass, or fails."""

    passed: Bits
    unknown: Bits


class Answer:
    """One selection, answered. Parts are computed when asked for; a few milliseconds at 100,000 products for all of them."""

    def __init__(self, index: Index, selection: Selection) -> None:
        self.index = index
        self.selection = selection
        self._matched = self._match(selection.problems)
        self._facets = dict(self._facet_sets())
        self._threeway = list(self._threeway_conditions())
        always = index.everything
        for condition in self._threeway:
            always &= condition.passed
        self._always = always & self._query_set()
        self.found = self._always
        for chosen in self._facets.values():
            self.found &= chosen

    @cached_property
    def total(self) -> int:
        """How many products are listed."""
        return self.found.bit_count()

    @property
    def unknown(self) -> Bits:
        """Products that would be listed if more were known: nothing asked for is known to fail."""
        hard = self._hard_set()
        for condition in self._threeway:
            hard &= condition.passed | condition.unknown
        if self._matched is not None:
            hard &= self._matched.listed | self._matched.unknown
        return without(hard, self.found)

    @property
    def not_fitting(self) -> int:
        """Products that pass every filter but are known not to fit the chosen problems."""
        if self._matched is None:
            return 0
        hard = self._hard_set()
        for condition in self._threeway:
            hard &= condition.passed | condition.unknown
        return (hard & self._matched.not_fitting).bit_count()

    def ids(self, start: int = 0, count: int | None = None, *, unknown: bool = False) -> list[int]:
        """Product ids from the start-th on, in the order in force; of the unknown block if asked."""
        among = self.unknown if unknown else self.found
        places = self._in_order(among, start, len(self.index.ids) if count is None else count)
        return [self.index.ids[place] for place in places]

    def counts(self) -> Iterator[tuple[str, FacetCounts]]:
        """The counts of every facet by its slug: must-haves, problems and the like first, then each filterable feature."""
        yield "problem", FacetCounts(self._problem_counts())
        yield "feature", FacetCounts(self._must_have_counts())
        yield "maker_says", self._any_of_counts("maker_says", self.index.maker_says)
        yield "category", self._any_of_counts("category", self.index.categories)
        yield "brand", self._any_of_counts("brand", self.index.brands)
        yield "price", self._price_counts()
        for feature in self.index.vocabulary.filterable:
            yield feature.slug, self._feature_counts(feature.slug)

    def count_with(self, selection: Selection) -> int:
        """The total of another selection over the same index."""
        return Answer(self.index, selection).total

    # The sets behind a selection

    def _facet_sets(self) -> Iterator[tuple[str, Bits]]:
        """(facet, products that pass it) for every facet in which something is chosen."""
        selection, index = self.selection, self.index
        if self._matched is not None:
            yield "problem", self._matched.listed
        if selection.having:
            having = index.everything
            for slug in selection.having:
                having &= index.features[slug].having
            yield "feature", having
        for name, chosen, sets in (
            ("brand", selection.brands, index.brands),
            ("category", selection.categories, index.categories),
            ("maker_says", selection.maker_says, index.maker_says),
        ):
            if chosen:
                yield name, _union(sets, chosen)
        if selection.price != Range():
            yield "price", self._prices().within(selection.price)
        for slug in sorted({*selection.any_of, *selection.ranges}):
            yield slug, self._feature_set(slug)

    def _feature_set(self, slug: str) -> Bits:
        """Products that show one of the chosen values of a feature; "not stated" is one of them."""
        sets, chosen = self.index.features[slug], self.selection.any_of.get(slug, ())
        found = sets.any_of(chosen)
        if NOT_STATED in chosen:
            found |= self._not_stated(slug)
        if bounds := self.selection.ranges.get(slug):
            found |= sets.numbers.within(bounds)
        return found

    def _not_stated(self, slug: str) -> Bits:
        """Products without a value that could have one: not stated and not checked yet."""
        sets = self.index.features[slug]
        return without(self.index.everything, sets.valued | sets.not_applicable)

    def _threeway_conditions(self) -> Iterator[_ThreeWay]:
        """Exclusions and the fixed stock insole; the problem stands with the facets, since its own count leaves it out."""
        for slug, choices in self.selection.excluded.items():
            sets = self.index.features[slug]
            passed = without(sets.valued, sets.any_of(choices)) | sets.not_applicable
            yield _ThreeWay(passed, self._not_stated(slug))
        if self.selection.not_brands:
            yield _ThreeWay(without(self.index.everything, _union(self.index.brands, self.selection.not_brands)), 0)
        if self.selection.is_stock_insole_fixed:
            yield self._stock_insole_fixed()

    def _stock_insole_fixed(self) -> _ThreeWay:
        """Fits a shoe whose own insole stays in: known to, or not known."""
        dropped = self._shows(Known.NEEDS_REMOVABLE_INSOLE, Known.YES)
        dropped |= self._shows(Known.PLACEMENT, Known.REPLACES, Known.UNDERNEATH)
        fits = self._shows(Known.NEEDS_REMOVABLE_INSOLE, Known.NO) | self._shows(
            Known.PLACEMENT, Known.ON_TOP, Known.STUCK_IN
        )
        form = self.index.features.get(Known.FORM)
        if form:
            fits |= without(form.valued, form.any_of([Known.FULL_LENGTH]))
        thickness = self.index.features.get(Known.THICKNESS_HEEL)
        if thickness:
            fits |= thickness.numbers.within(Range(high=THIN_ENOUGH))
        fits = without(fits, dropped)
        return _ThreeWay(fits, without(self.index.everything, dropped | fits))

    def _shows(self, feature: str, *choices: str) -> Bits:
        """Products that show one of these choices; none where the catalogue has no such feature."""
        sets = self.index.features.get(feature)
        return sets.any_of(choices) if sets else 0

    def _query_set(self) -> Bits:
        """Products whose names hold every word asked for."""
        query = self.selection.query
        return sets_of.of(self.index.search.places_matching(query)) if query else self.index.everything

    def _hard_set(self) -> Bits:
        """Products that pass everything that has no "not known"."""
        found = self.index.everything & self._query_set()
        for name, chosen in self._facets.items():
            if name != "problem":
                found &= chosen
        return found

    def _match(self, problems: Sequence[str]) -> Matched | None:
        """All products split by these problems; nothing fits where one of them needs a professional first."""
        if not problems:
            return None
        vocabulary = self.index.vocabulary
        chosen = [vocabulary.problem(slug) for slug in problems]
        if any(problem is None or problem.is_clinician_first for problem in chosen):
            return Matched(0, 0, 0, ())
        skipped = set(self.selection.skip)
        wishes = [tuple(_without(child, skipped) for child in vocabulary.wishes[slug]) for slug in problems]
        return match_all(wishes, frozenset(self.selection.must), self.index.features, self.index.everything)

    def _prices(self) -> Numbers:
        return self.index.prices.get(self.selection.currency, Numbers())

    def _in_order(self, among: Bits, start: int, count: int) -> list[int]:
        """A page of some products in the order in force."""
        name, descends = self.selection.order.removeprefix("-"), self.selection.order.startswith("-")
        if name == "name":
            return by_name(among, start, count, descends=descends)
        if name == "match":
            classes = [found.members for found in (self._matched.classes if self._matched else ())]
            return by_class(among, classes, start, count)
        numbers = {"known": self.index.known, "price": self._prices()}.get(name) or self.index.features[name].numbers
        return by_number(among, numbers, start, count, descends=descends)

    # Counts

    def _without(self, facet: str) -> Bits:
        """Results if nothing were chosen in this facet."""
        if facet not in self._facets:
            return self.found
        found = self._always
        for name, chosen in self._facets.items():
            if name != facet:
                found &= chosen
        return found

    def _problem_counts(self) -> dict[str, int]:
        """Results with each problem as the only one. Listed sets are ready unless wishes are dropped or made must-haves."""
        base = self._without("problem")
        changed = bool(self.selection.skip or self.selection.must)
        counts = {}
        for problem in self.index.vocabulary.problems:
            listed = self.index.listed.get(problem.slug, 0)
            if changed and (matched := self._match((problem.slug,))):
                listed = matched.listed
            counts[problem.slug] = (base & listed).bit_count()
        return counts

    def _must_have_counts(self) -> dict[str, int]:
        """Results with each feature added; beside a chosen one, the current total."""
        return {
            feature.slug: (self.found & self.index.features[feature.slug].having).bit_count()
            for feature in self.index.vocabulary.filterable
            if feature.group == "support" and feature.kind != FeatureKind.NUMBER
        }

    def _any_of_counts(self, facet: str, sets: Mapping[str, Bits]) -> FacetCounts:
        base = self._without(facet)
        return FacetCounts({slug: (base & members).bit_count() for slug, members in sets.items()})

    def _price_counts(self) -> FacetCounts:
        base, numbers = self._without("price"), self._prices()
        low, high = numbers.ends(base)
        return FacetCounts(not_stated=without(base, numbers.having).bit_count(), low=low, high=high)

    def _feature_counts(self, slug: str) -> FacetCounts:
        """The counts of one feature's facet, each as if it were the facet's only choice."""
        base, sets = self._without(slug), self.index.features[slug]
        values = {choice: (base & members).bit_count() for choice, members in sets.choices.items()}
        not_applicable = (base & sets.not_applicable).bit_count()
        if sets.kind == FeatureKind.CHOICE:  # one choice a product, so that those left over need no set of their own
            total = self.total if base is self.found else base.bit_count()
            valued = sum(values.values()) + (base & sets.unshown).bit_count()
            not_stated = total - valued - not_applicable
        else:
            not_stated = without(base, sets.valued | sets.not_applicable).bit_count()
        low, high = sets.numbers.ends(base)
        return FacetCounts(values, not_stated=not_stated, not_applicable=not_applicable, low=low, high=high)


def _union(sets: Mapping[str, Bits], slugs: Sequence[str]) -> Bits:
    found = 0
    for slug in slugs:
        found |= sets.get(slug, 0)
    return found


def _without(child: Sequence[Wish], skipped: set[str]) -> tuple[Wish, ...]:
    return tuple(wish for wish in child if wish.feature not in skipped)
