"""Foot problems, what to look for, warning signs, and what the article says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from catalogue.models import ArticleClaim, ChainStep, LookFor, Problem, RedFlag


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Foot problems."""

    def get_by_natural_key(self, slug: str) -> Problem:
        """By slug."""
        return self.get(slug=slug)

    def selectable(self) -> Self:
        """Those a visitor can choose to filter by, groups left out."""
        return self.filter(is_selectable=True)


class LookForQuerySet(models.QuerySet["LookFor"]):
    """Look-for rows."""

    def get_by_natural_key(self, problem: str, feature: str) -> LookFor:
        """By the slugs of problem and feature."""
        return self.get(problem__slug=problem, feature__slug=feature)

    def for_match(self) -> Self:
        """Problem, feature, choices and evidence, heaviest row first: one query and three more."""
        rows = self.select_related("problem", "feature").prefetch_related(
            "choices", "avoid", "evidence__source", "sources"
        )
        return rows.order_by("problem__position", "-weight", "feature__position")


class RedFlagQuerySet(models.QuerySet["RedFlag"]):
    """Warning signs."""

    def get_by_natural_key(self, slug: str) -> RedFlag:
        """By slug."""
        return self.get(slug=slug)


class ChainStepQuerySet(models.QuerySet["ChainStep"]):
    """Steps of the chain."""

    def get_by_natural_key(self, from_place: str, to_place: str) -> ChainStep:
        """By both ends."""
        return self.get(from_place=from_place, to_place=to_place)


class ArticleClaimQuerySet(models.QuerySet["ArticleClaim"]):
    """Claims of the article."""

    def get_by_natural_key(self, key: str) -> ArticleClaim:
        """By key."""
        return self.get(key=key)
