"""Lists of the desk that somebody keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from catalogue.models.saved_lists import SavedList  # noqa: F401  # named in a base class


class SavedListQuerySet(models.QuerySet["SavedList"]):
    """Saved lists."""

    def seen_by(self, user: Any) -> Self:
        """One's own and those that others share, one's own first."""
        own = Case(When(owner=user.pk, then=0), default=1)
        seen = self.filter(Q(owner=user.pk) | Q(is_shared=True)).select_related("owner")
        return seen.order_by(own, Lower("name"), "pk")
