"""Features and their choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from catalogue.models import Choice, Feature


class FeatureQuerySet(models.QuerySet["Feature"]):
    """Features."""

    def get_by_natural_key(self, slug: str) -> Feature:
        """By slug."""
        return self.get(slug=slug)

    def filterable(self) -> Self:
        """Those that visitors can filter by."""
        return self.filter(is_filterable=True)

    def with_choices(self) -> Self:
        """Their choices in order, in one more query."""
        return self.prefetch_related("choices")


class ChoiceQuerySet(models.QuerySet["Choice"]):
    """Choices."""

    def get_by_natural_key(self, feature: str, slug: str) -> Choice:
        """By the slugs of feature and choice."""
        return self.get(feature__slug=feature, slug=slug)
