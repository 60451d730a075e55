"""What sources say and what editors decided."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import OuterRef, Subquery

from catalogue.querysets.late import model_named

if TYPE_CHECKING:
    from catalogue.models import EditorDecision, Statement


class StatementQuerySet(models.QuerySet["Statement"]):
    """Statements."""

    def get_by_natural_key(self, product: str, feature: str, source: str, voice: str, value: str) -> Statement:
        """By product, feature, source, voice and value (a choice's slug, or a number)."""
        said = self.filter(product__slug=product, feature__slug=feature, source__slug=source, voice=voice)
        try:
            return said.get(number=Decimal(value))
        except (ArithmeticError, self.model.DoesNotExist):
            return said.get(choice__slug=value)

    def with_all(self) -> Self:
        """Feature, choice and source in the same query."""
        return self.select_related("feature", "choice", "source")

    def with_decisions(self) -> Self:
        """Why an editor chose what is shown, as `decided_because`: a subquery, None where nobody had to."""
        decisions = model_named("EditorDecision").objects
        decided = decisions.filter(product=OuterRef("product"), feature=OuterRef("feature"))
        return self.annotate(decided_because=Subquery(decided.values("reason")[:1]))

    def with_source(self) -> Self:
        """The source in the same query: for who has features and choices at hand."""
        return self.select_related("source")


class DecisionQuerySet(models.QuerySet["EditorDecision"]):
    """Editors' decisions."""

    def get_by_natural_key(self, product: str, feature: str) -> EditorDecision:
        """By the slugs of product and feature."""
        return self.get(product__slug=product, feature__slug=feature)
