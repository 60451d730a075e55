"""Sources."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Max

if TYPE_CHECKING:
    from catalogue.models import Source


class SourceQuerySet(models.QuerySet["Source"]):
    """Sources."""

    def get_by_natural_key(self, slug: str) -> Source:
        """By slug."""
        return self.get(slug=slug)

    def research_read_on(self) -> date | None:
        """When the last text that a study result rests on was read: one query. None without any."""
        found: date | None = self.filter(evidence__isnull=False).aggregate(last=Max("read_on"))["last"]
        return found
