"""Reports of wrong values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from catalogue.choices import ReportState

if TYPE_CHECKING:
    from catalogue.models import ValueReport  # noqa: F401  # named in a base class


class ValueReportQuerySet(models.QuerySet["ValueReport"]):
    """The editors' queue."""

    def waiting(self) -> Self:
        """Those that nobody has looked at."""
        return self.filter(state=ReportState.NEW)

    def move_to(self, state: ReportState, by: str) -> int:
        """Somebody puts them all into a state; how many there were."""
        return self.update(state=state, decided_by=by, decided_at=timezone.now())
