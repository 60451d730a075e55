"""The filters that the words of an address are made of, and which of them a feature of each kind has."""

import copy
from typing import Any, Self

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.choices import FeatureKind
from catalogue.models import Feature, Product
from comparisons.filters.fields import MeasureField, PageField, QueryField, RangeField, WordField, WordsField
from comparisons.selection import NOT_STATED


class Parameter(django_filters.Filter):  # type: ignore[misc]  # django-filter has no types
    """A word of the grammar. What it means for the list is said once, in comparisons.conditions, from the whole selection."""

    def __init__(self, *args: Any, ends: tuple[str, ...] = ("",), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ends = ends

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        """A filter to set up for one address; the words it knows may be many and are shared."""
        copied = copy.copy(self)
        copied.extra = dict(self.extra)
        return copied

    def filter(self, qs: QuerySet[Product], value: Any) -> QuerySet[Product]:
        """Nothing by itself: see ProductFilter.qs."""
        return qs


class Words(Parameter):
    """Several known words."""

    field_class = WordsField


class Word(Parameter):
    """One known word."""

    field_class = WordField


class Query(Parameter):
    """Typed words."""

    field_class = QueryField


class Page(Parameter):
    """A page number."""

    field_class = PageField


class Measure(Parameter):
    """One number."""

    field_class = MeasureField


class Bounds(Parameter):
    """Inclusive bounds of a number: <name>_min, <name>_max and <name>=not_stated."""

    field_class = RangeField

    def __init__(self, *args: Any, ends: tuple[str, ...] = ("", "_min", "_max"), **kwargs: Any) -> None:
        super().__init__(*args, ends=ends, **kwargs)


def _choice_filters(feature: Feature) -> dict[str, Parameter]:
    """Any of these choices, or none of those."""
    slugs = [choice.slug for choice in feature.choices.all()]
    return {
        feature.slug: Words(label=feature.name, words=[*slugs, NOT_STATED]),
        f"not_{feature.slug}": Words(label=_("not: %(name)s") % {"name": feature.name}, words=slugs),
    }


def _number_filters(feature: Feature) -> dict[str, Parameter]:
    """Bounds, inclusive."""
    return {feature.slug: Bounds(label=feature.name, unit=feature.unit)}


FILTERS_BY_KIND = {
    FeatureKind.CHOICE: _choice_filters,
    FeatureKind.CHOICES: _choice_filters,
    FeatureKind.NUMBER: _number_filters,
}
