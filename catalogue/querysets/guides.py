"""Guide points: what a guide says beside research and look-for rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Value, When

from catalogue.choices import GuidePointKind

if TYPE_CHECKING:
    from catalogue.models import GuidePoint, Problem


class GuidePointQuerySet(models.QuerySet["GuidePoint"]):
    """Guide points, each with its sources: one query and one more."""

    def get_by_natural_key(self, slug: str) -> GuidePoint:
        """By slug."""
        return self.get(slug=slug)

    def about(self, problem: Problem) -> Self:
        """Those of a foot problem, in the order of a guide."""
        return self.filter(problems=problem).in_order()

    def general(self) -> Self:
        """Those said of insoles as such, in the order of a guide."""
        return self.filter(problems__isnull=True).in_order()

    def in_order(self) -> Self:
        """By kind as a guide brings them, then by position."""
        kinds = [When(kind=kind, then=Value(place)) for place, kind in enumerate(GuidePointKind.values)]
        ordered = self.order_by(Case(*kinds, default=Value(len(kinds))), "position", "slug")
        return ordered.prefetch_related("sources")
