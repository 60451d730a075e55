"""Photos of products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Max

if TYPE_CHECKING:
    from catalogue.models import Picture, Product

# Without these a photo stays a draft. Both languages: who cannot see it is told in their own.
NEEDED_TO_SHOW = ("alternative_text_en", "alternative_text_de", "credit", "licence")


class PictureQuerySet(models.QuerySet["Picture"]):
    """Photos."""

    def publishable(self) -> Self:
        """Those that visitors see: the one rule."""
        return self.filter(**{f"{column}__gt": "" for column in NEEDED_TO_SHOW})

    def next_position(self, product: Product) -> int:
        """The place behind all photos of a product."""
        last: int | None = self.filter(product=product).aggregate(last=Max("position"))["last"]
        return (last or 0) + 1

    def move(self, picture: Picture, steps: int) -> None:
        """Move a photo towards the end (or, with less than 0, the beginning) of its product's; at an end it stays."""
        row = list(self.filter(product=picture.product_id).order_by("position", "pk"))
        place = row.index(picture)
        row.insert(max(place + steps, 0), row.pop(place))
        for position, one in enumerate(row, start=1):
            if one.position != position:
                one.position = position
                one.save(update_fields=["position"])  # one by one: the history takes notice
