"""Sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from catalogue.models import Source


class SourceQuerySet(models.QuerySet["Source"]):
    """Sources."""

    def get_by_natural_key(self, slug: str) -> Source:
        """By slug."""
        return self.get(slug=slug)
