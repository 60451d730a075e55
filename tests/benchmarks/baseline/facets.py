"""The baseline's facets: one GROUP BY for each, over the products that are left when nothing is chosen in that facet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Max, Min, Q, QuerySet, Sum, Value, When

from catalogue.choices import Category, EntryState, FeatureKind, Known, Says, Voice, form_reaches
from catalogue.models import (
    Brand,
    Choice,
    Feature,
    LookFor,
    Problem,
    Product,
    SpecEntry,
    SpecEntryChoice,
    Suitability,
)
from tests.benchmarks.baseline.filters import BaselineFilter, is_must_have
from tests.benchmarks.baseline.prices import euro_prices

Products = QuerySet[Product]
WITH_VALUE = (EntryState.STATED, EntryState.DISPUTED)


@dataclass(frozen=True, slots=True)
class BaselineFacet:
    """One filter as the template shows it: (slug, name, count, is chosen) for each value."""

    slug: str
    name: str
    values: tuple[tuple[str, str, int, bool], ...] = ()
    not_stated: int = 0
    not_applicable: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    bounds: tuple[str, str] = ("", "")
    explanation: str = ""
    has_chosen: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """The counts by value."""
        return {slug: count for slug, _, count, _ in self.values}


@dataclass
class Facets:
    """All facets of one question."""

    filters: BaselineFilter
    features: Iterable[Feature]
    problems: Iterable[Problem]
    form: Feature | None = field(init=False)
    _by_form: dict[tuple[str, ...], tuple[dict[int, int], dict[tuple[int, int], int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.form = next((feature for feature in self.features if feature.slug == Known.FORM), None)
        self.found = self.filters.without()
        self.total = self.found.count()

    def all(self) -> Iterator[BaselineFacet]:
        """Every facet in the order of the page."""
        yield self._facet("problem", "Foot problem", self._problem_counts(), names_of(self.problems))
        yield self._must_have()
        yield self._maker_says()
        yield self._category()
        yield self._brand()
        yield self._price()
        for feature in self.features:
            yield self._number(feature) if feature.is_number else self._choice(feature)

    def _facet(
        self, slug: str, name: str, counts: Mapping[str, int], names: Mapping[str, str], **more: Any
    ) -> BaselineFacet:
        chosen = set(self.filters.data.getlist(slug))
        values = tuple((value, label, counts.get(value, 0), value in chosen) for value, label in names.items())
        return BaselineFacet(slug, name, values, has_chosen=bool(chosen), **more)

    # What is not a feature

    def _problem_counts(self) -> dict[str, int]:
        """How many meet what each problem looks for: one query a problem, over the entries that speak for or against it.

        A group counts whoever one of its children lists.
        """
        rows = {problem.pk: list(problem.look_for.all()) for problem in self.problems}
        counts = {}
        for problem in self.problems:
            children = [child.pk for child in self.problems if child.parent_id == problem.pk] or [problem.pk]
            if any(rows[child] for child in children):
                listed = [listed_for(rows[child], self.found) for child in children]
                counts[problem.slug] = listed[0].union(*listed[1:]).count() if listed[1:] else listed[0].count()
        return counts

    def _must_have(self) -> BaselineFacet:
        features = [feature for feature in self.features if is_must_have(feature)]
        shown = SpecEntry.objects.filter(
            product__in=self.found.values("pk"), feature__in=features, choice__is_absent=False
        )
        counts = shown.order_by().values_list("feature__slug").annotate(count=Count("pk"))
        return self._facet("feature", "Support features", dict(counts), names_of(features))

    def _maker_says(self) -> BaselineFacet:
        base = self._base("maker_says").values("pk")
        said = Suitability.objects.filter(voice=Voice.MAKER, says=Says.FOR, product__in=base)
        counts = said.order_by().values_list("problem__slug").annotate(count=Count("product", distinct=True))
        names = names_of(problem for problem in self.problems if not problem.is_clinician_first)
        return self._facet("maker_says", "The maker says it is for", dict(counts), names)

    def _category(self) -> BaselineFacet:
        counts = self._base("category").order_by().values_list("category").annotate(count=Count("pk"))
        names = {category.value: str(category.label) for category in Category}
        return self._facet("category", "Kind of insole", dict(counts), names)

    def _brand(self) -> BaselineFacet:
        """Brands by how many products they have in the catalogue."""
        counts = self._base("brand").order_by().values_list("brand__slug").annotate(count=Count("pk"))
        brands = Brand.objects.annotate(size=Count("products", filter=Q(products__status=Product.Status.PUBLISHED)))
        ranked = brands.filter(size__gt=0).order_by("-size", "sort_key", "slug")
        return self._facet("brand", "Brand", dict(counts), {brand.slug: brand.name for brand in ranked})

    def _price(self) -> BaselineFacet:
        base = self._base("price_min", "price_max")
        ends = (
            euro_prices()
            .filter(product__in=base.values("pk"))
            .aggregate(low=Min("price"), high=Max("price"), priced=Count("price"))
        )
        low, high = (None if ends[end] is None else Decimal(ends[end]) / 100 for end in ("low", "high"))
        not_seen = self._count("price_min", "price_max") - ends["priced"]
        return self._range("price", "Price per pair", not_stated=not_seen, low=low, high=high, unit="EUR")

    # Features

    def _choice(self, feature: Feature) -> BaselineFacet:
        """One facet of choices; of several a product counts for each, and its states are counted apart."""
        shown = SpecEntry.objects.filter(feature=feature, product__in=self._base(feature.slug).values("pk"))
        if feature.kind == FeatureKind.CHOICES:
            several = SpecEntryChoice.objects.filter(
                entry__feature=feature, entry__product__in=self._base(feature.slug).values("pk")
            )
            by_choice = list(several.order_by().values_list("choice").annotate(count=Count("pk")))
            by_state = list(shown.order_by().values_list("state").annotate(count=Count("pk")))
        else:
            rows = list(shown.order_by().values_list("state", "choice").annotate(count=Count("pk")))
            by_choice = [(choice, count) for _, choice, count in rows if choice is not None]
            by_state = [(state, count) for state, _, count in rows]
        slugs: dict[int, Choice] = {choice.pk: choice for choice in feature.choices.all()}
        counts: dict[str, int] = {}
        for pk, count in by_choice:
            counts[slugs[pk].slug] = counts.get(slugs[pk].slug, 0) + count
        names = {choice.slug: str(choice.name) for choice in slugs.values()}
        return self._facet(
            feature.slug,
            str(feature.name),
            counts,
            names,
            explanation=str(feature.explanation),
            **self._without_value(feature, by_state, feature.slug),
        )

    def _number(self, feature: Feature) -> BaselineFacet:
        names = (f"{feature.slug}_min", f"{feature.slug}_max")
        shown = SpecEntry.objects.filter(feature=feature, product__in=self._base(*names).values("pk"))
        rows = list(
            shown.order_by().values_list("state").annotate(count=Count("pk"), low=Min("number"), high=Max("number"))
        )
        without = self._without_value(feature, [(row[0], row[1]) for row in rows], *names)
        lows, highs = ([row[place] for row in rows if row[place] is not None] for place in (2, 3))
        return self._range(
            feature.slug,
            str(feature.name),
            low=min(lows, default=None),
            high=max(highs, default=None),
            unit=feature.unit,
            explanation=str(feature.explanation),
            **without,
        )

    def _range(self, slug: str, name: str, **more: Any) -> BaselineFacet:
        low, high = (self.filters.data.get(f"{slug}_{end}", "") for end in ("min", "max"))
        return BaselineFacet(slug, name, bounds=(low, high), has_chosen=bool(low or high), **more)

    def _without_value(self, feature: Feature, by_state: Iterable[tuple[str, int]], *names: str) -> dict[str, int]:
        """How many do not state a feature, and to how many it does not apply: said by an editor, or by a form too short."""
        states: dict[str, int] = {}
        for state, count in by_state:
            states[state] = states.get(state, 0) + count
        not_applicable = states.get(EntryState.NOT_APPLICABLE, 0) + self._too_short(feature, *names)
        valued = sum(states.get(state, 0) for state in WITH_VALUE)
        return {
            "not_stated": self._count(*names) - valued - not_applicable,
            "not_applicable": not_applicable,
        }

    def _too_short(self, feature: Feature, *names: str) -> int:
        """Products of a form that does not reach a feature about which nothing is said."""
        forms = self.form.choices.all() if self.form else ()
        too_short = [form.pk for form in forms if not form_reaches(form.slug, feature.slug, feature.zone)]
        if not too_short:
            return 0
        by_form, said = self._forms(names if self.filters.is_chosen(*names) else ())
        return sum(by_form.get(form, 0) - said.get((feature.pk, form), 0) for form in too_short)

    def _forms(self, names: tuple[str, ...]) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
        """How many products have each form, and how many of them say something of each feature: asked once for each base."""
        if names not in self._by_form:
            base = self._base(*names).values("pk")
            short = SpecEntry.objects.filter(feature=self.form, choice__isnull=False, product__in=base).order_by()
            by_form = dict(short.values_list("choice").annotate(count=Count("pk")))
            said = short.exclude(choice__slug=Known.FULL_LENGTH).values_list("product__entries__feature", "choice")
            self._by_form[names] = by_form, {(row[0], row[1]): row[2] for row in said.annotate(count=Count("pk"))}
        return self._by_form[names]

    def _base(self, *names: str) -> Products:
        """The products if nothing were chosen in these filters."""
        return self.filters.without(*names) if self.filters.is_chosen(*names) else self.found

    def _count(self, *names: str) -> int:
        """How many those are; counted once where nothing is chosen in them."""
        return self._base(*names).count() if self.filters.is_chosen(*names) else self.total


def names_of(rows: Iterable[Feature] | Iterable[Problem]) -> dict[str, str]:
    """Names by slug."""
    return {row.slug: str(row.name) for row in rows}


def listed_for(rows: Sequence[LookFor], products: Products) -> QuerySet[SpecEntry, int]:
    """The products with more points for than against, one of them for a support feature. All rows are about single choices."""
    points, support = [], []
    for row in rows:
        present = [choice.pk for choice in row.feature.choices.all() if not choice.is_absent]
        met = [choice.pk for choice in row.choices.all()] or present
        points += [When(choice__in=[choice.pk for choice in row.avoid.all()], then=Value(-row.weight))]
        points += [When(choice__in=met, then=Value(row.weight))]
        support += [pk for pk in met if pk in present] if is_must_have(row.feature) else []
    shown = SpecEntry.objects.filter(
        product__in=products.values("pk"), feature__in=[row.feature_id for row in rows], choice__isnull=False
    )
    by_product = (
        shown.order_by()
        .values("product")
        .annotate(gained=Sum(Case(*points, default=Value(0))), qualified=Count("pk", filter=Q(choice__in=support)))
    )
    return by_product.filter(gained__gt=0, qualified__gt=0).values_list("product", flat=True)
