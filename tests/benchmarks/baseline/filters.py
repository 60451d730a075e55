"""The baseline's filters: an ordinary FilterSet whose filters narrow a queryset, one for each filterable feature."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

from catalogue.choices import Category, FeatureGroup, FeatureKind, Says, Voice
from catalogue.models import Brand, Feature, Problem, Product, SpecEntry, SpecEntryChoice, Suitability
from tests.benchmarks.baseline.prices import euro_prices

Products = QuerySet[Product]


class BaselineFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """What a visitor may filter by, as one would write it without an index."""

    brand = django_filters.ModelMultipleChoiceFilter(
        field_name="brand__slug", queryset=Brand.objects.all(), to_field_name="slug", distinct=False
    )
    not_brand = django_filters.ModelMultipleChoiceFilter(
        field_name="brand__slug", queryset=Brand.objects.all(), to_field_name="slug", distinct=False, exclude=True
    )
    category = django_filters.MultipleChoiceFilter(choices=Category, distinct=False)
    maker_says = django_filters.ModelMultipleChoiceFilter(
        queryset=Problem.objects.all(), to_field_name="slug", method="for_makers_problems"
    )
    price_min = django_filters.NumberFilter(method="priced_from")
    price_max = django_filters.NumberFilter(method="priced_to")

    class Meta:
        model = Product
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict, features: Iterable[Feature]) -> None:
        super().__init__(data=data, queryset=Product.objects.published())
        support = [(feature.slug, feature.name) for feature in features if is_must_have(feature)]
        self.filters["feature"] = HasAll(features, choices=support)
        for feature in features:
            if feature.is_number:
                self.filters[f"{feature.slug}_min"] = Bound(feature, "gte")
                self.filters[f"{feature.slug}_max"] = Bound(feature, "lte")
            else:
                self.filters[feature.slug] = AnyOf(feature)
        for name, each in self.filters.items():
            each.parent, each.model, each.label = self, Product, name
        self.is_valid()

    def without(self, *names: str) -> Products:
        """The products if nothing were chosen in these filters."""
        products: Products = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in names:
                products = self.filters[name].filter(products, value)
        return products

    def is_chosen(self, *names: str) -> bool:
        """Whether something is chosen in one of these filters."""
        return any(name in self.data for name in names)

    def for_makers_problems(self, products: Products, _name: str, problems: Collection[Problem]) -> Products:
        """Those whose maker says that they are for one of these."""
        said = Suitability.objects.filter(voice=Voice.MAKER, says=Says.FOR, problem__in=problems)
        return products.filter(pk__in=said.order_by().values("product")) if problems else products

    def priced_from(self, products: Products, _name: str, amount: Decimal) -> Products:
        """Those that cost at least this much."""
        return products.filter(pk__in=euro_prices().filter(price__gte=amount * 100).values("product"))

    def priced_to(self, products: Products, _name: str, amount: Decimal) -> Products:
        """Those that cost at most this much."""
        return products.filter(pk__in=euro_prices().filter(price__lte=amount * 100).values("product"))


def is_must_have(feature: Feature) -> bool:
    """Whether visitors can ask for it in the group of support features."""
    return feature.group == FeatureGroup.SUPPORT and not feature.is_number


class AnyOf(django_filters.MultipleChoiceFilter):  # type: ignore[misc]
    """Products that show one of the chosen choices of a feature."""

    def __init__(self, feature: Feature) -> None:
        self.feature = feature
        super().__init__(choices=[(choice.slug, choice.name) for choice in feature.choices.all()])

    def filter(self, products: Products, slugs: Collection[str]) -> Products:
        """One subquery over an index of feature and choice."""
        if not slugs:
            return products
        wanted = [choice.pk for choice in self.feature.choices.all() if choice.slug in slugs]
        if self.feature.kind == FeatureKind.CHOICES:
            several = SpecEntryChoice.objects.filter(choice__in=wanted).order_by()
            return products.filter(pk__in=several.values("entry__product"))
        single = SpecEntry.objects.filter(feature=self.feature, choice__in=wanted).order_by()
        return products.filter(pk__in=single.values("product"))


class Bound(django_filters.NumberFilter):  # type: ignore[misc]
    """Products whose shown number is at least or at most this."""

    def __init__(self, feature: Feature, comparison: str) -> None:
        self.feature, self.comparison = feature, comparison
        super().__init__()

    def filter(self, products: Products, number: Decimal | None) -> Products:
        """One subquery over an index of feature and number."""
        if number is None:
            return products
        shown = SpecEntry.objects.filter(feature=self.feature, **{f"number__{self.comparison}": number})
        return products.filter(pk__in=shown.order_by().values("product"))


class HasAll(django_filters.MultipleChoiceFilter):  # type: ignore[misc]
    """Products that are known to have every chosen feature."""

    def __init__(self, features: Iterable[Feature], **options: Any) -> None:
        self.features = {feature.slug: feature for feature in features}
        super().__init__(**options)

    def filter(self, products: Products, slugs: Iterable[str]) -> Products:
        """One subquery a feature, since all must hold."""
        for slug in slugs:
            feature = self.features[slug]
            present = [choice.pk for choice in feature.choices.all() if not choice.is_absent]
            shown = SpecEntry.objects.filter(feature=feature, choice__in=present)
            products = products.filter(pk__in=shown.order_by().values("product"))
        return products
