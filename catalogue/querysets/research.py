"""What was measured, what research found, and who says a product is for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from catalogue.models import Evidence, Finding, Harm, Problem, Suitability


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Study results."""

    def get_by_natural_key(self, key: str) -> Evidence:
        """By key."""
        return self.get(key=key)

    def about(self, problem: Problem) -> Self:
        """Results for a problem, as the first or the second one, with all that a record shows in the same query."""
        return self.filter(Q(problem=problem) | Q(and_problem=problem)).with_all()

    def with_all(self) -> Self:
        """All that a record shows in the same query; insoles as such first, then by feature."""
        shown = self.select_related("problem", "and_problem", "feature", "source")
        return shown.order_by(F("feature__position").asc(nulls_first=True), "key")


class HarmQuerySet(models.QuerySet["Harm"]):
    """Harms."""

    def get_by_natural_key(self, harm: str) -> Harm:
        """By the text itself, in English."""
        return self.get(harm_en=harm)


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings."""

    def get_by_natural_key(self, product: str, product_line: str, source: str, finding: str) -> Finding:
        """By whom it is about, the source, and the text in English."""
        found = self.filter(source__slug=source, finding_en=finding, product_line=product_line)
        return found.get(product__slug=product) if product else found.get(product__isnull=True)


class SuitabilityQuerySet(models.QuerySet["Suitability"]):
    """Who says a product is for what."""

    def get_by_natural_key(self, product: str, problem: str, source: str, voice: str, says: str) -> Suitability:
        """By product, problem, source, voice and what it says."""
        return self.get(product__slug=product, problem__slug=problem, source__slug=source, voice=voice, says=says)
