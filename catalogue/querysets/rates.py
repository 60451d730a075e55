"""Reference rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from catalogue.models import ReferenceRate


class ReferenceRateQuerySet(models.QuerySet["ReferenceRate"]):
    """Reference rates."""

    def get_by_natural_key(self, currency: str) -> ReferenceRate:
        """By currency."""
        return self.get(currency=currency)
