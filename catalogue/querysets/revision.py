"""The revision row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from catalogue.models import Revision  # noqa: F401  # named in a base class


class RevisionQuerySet(models.QuerySet["Revision"]):
    """The revision row."""

    def token(self) -> str:
        """The token of the data as it stands: one query."""
        return self.values_list("token", flat=True).get()
