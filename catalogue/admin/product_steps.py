"""What can be done with many products at once: send to review, publish, withdraw, and note that they were checked."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin.previewed import Becomes, Look, PreviewedAction, Stays
from catalogue.models import (
    Feature,
    Product,
    check_off,
    missing_for_publishing,
    publish,
    send_to_review,
    why_it_stays,
    withdraw,
)

Products = QuerySet[Product]
Status = Product.Status


class ProductStep(PreviewedAction):
    """A step that each product is asked for by itself."""

    def sorted_out(self, rows: Products) -> Look:
        """By what `becomes` and `why_not` say of each."""
        products = list(rows.select_related("brand", "merged_into__brand"))
        found = self.look(products)
        refused = {product.pk: why for product in products if (why := self.why_not(product, found))}
        return Look(
            [Becomes(one, *self.becomes(one)) for one in products if one.pk not in refused],
            [Stays(one, refused[one.pk]) for one in products if one.pk in refused],
        )

    def look(self, products: list[Product]) -> Any:
        """What `why_not` needs to know, asked for all of them at once. Kept nowhere: one instance serves everybody at the same time."""
        return None

    @abstractmethod
    def why_not(self, product: Product, found: Any) -> str:
        """Why it stays, given what `look` found; empty where it changes."""

    @abstractmethod
    def becomes(self, product: Product) -> tuple[str, str]:
        """What is said of it before and after."""


class SendToReview(ProductStep):
    """Drafts wait for somebody who looks at them."""

    __name__ = "action_send_to_review"
    short_description = gettext_lazy("Send selected drafts to review …")

    def why_not(self, product: Product, found: Any) -> str:
        """Drafts only."""
        return "" if product.status == Status.DRAFT else _("It is no draft: %(status)s.") % _status(product)

    def becomes(self, product: Product) -> tuple[str, str]:
        """Its status."""
        return product.get_status_display(), str(Status.IN_REVIEW.label)

    def carry_out(self, rows: Products, by: str) -> None:
        """In one go."""
        send_to_review(rows)

    def told(self, count: int) -> str:
        """How many."""
        said = ngettext("%(count)d product is in review.", "%(count)d products are in review.", count)
        return said % {"count": count}


class Publish(ProductStep):
    """Visitors see them from now on, if nothing is missing."""

    __name__ = "action_publish"
    short_description = gettext_lazy("Publish selected products …")
    note = gettext_lazy("From then on visitors find them in lists, in the search and in comparisons.")

    def look(self, products: list[Product]) -> dict[int, tuple[Feature, ...]]:
        """What each lacks."""
        return missing_for_publishing([one for one in products if one.status != Status.PUBLISHED])

    def why_not(self, product: Product, found: Any) -> str:
        """Whether visitors see it already, or something is missing."""
        if product.status == Status.PUBLISHED:
            return _("It is published already.")
        if product.merged_into:
            return _("merged into %(name)s") % {"name": product.merged_into.full_name}
        missing = found[product.pk]
        return missing_text(missing) if missing else ""

    def becomes(self, product: Product) -> tuple[str, str]:
        """Its status."""
        return product.get_status_display(), str(Status.PUBLISHED.label)

    def carry_out(self, rows: Products, by: str) -> None:
        """In one go."""
        publish(rows)

    def told(self, count: int) -> str:
        """How many."""
        said = ngettext("%(count)d product is published.", "%(count)d products are published.", count)
        return said % {"count": count}


class Withdraw(ProductStep):
    """Visitors see them no more; a note stands at their addresses."""

    __name__ = "action_withdraw"
    short_description = gettext_lazy("Withdraw selected products …")
    note = gettext_lazy("They leave lists, search and comparisons. At their addresses stands that they were withdrawn.")

    def look(self, products: list[Product]) -> dict[int | None, list[Product]]:
        """By product (id): those that were merged into it."""
        merged: dict[int | None, list[Product]] = {}
        for one in Product.objects.filter(merged_into__in=[product.pk for product in products]).with_brand():
            merged.setdefault(one.merged_into_id, []).append(one)
        return merged

    def why_not(self, product: Product, found: Any) -> str:
        """Only what visitors see, and what no other address leads to."""
        if product.status != Status.PUBLISHED:
            return _("Visitors do not see it: %(status)s.") % _status(product)
        return why_it_stays(found.get(product.pk, ()))

    def becomes(self, product: Product) -> tuple[str, str]:
        """Its status."""
        return product.get_status_display(), str(Status.WITHDRAWN.label)

    def carry_out(self, rows: Products, by: str) -> None:
        """In one go, as of today."""
        withdraw(rows)

    def told(self, count: int) -> str:
        """How many."""
        said = ngettext("%(count)d product is withdrawn.", "%(count)d products are withdrawn.", count)
        return said % {"count": count}


class CheckedToday(ProductStep):
    """Somebody looked for every feature of them today."""

    __name__ = "action_checked_today"
    short_description = gettext_lazy("Set “checked on” of selected products to today …")
    note = gettext_lazy(
        "Only if somebody looked for every feature of each of them today: the site then says “not stated” "
        "where it said “not checked yet”."
    )

    def why_not(self, product: Product, found: Any) -> str:
        """Whether it is so already, or the entry is no more."""
        if product.merged_into:
            return _("merged into %(name)s") % {"name": product.merged_into.full_name}
        return _("It is so already.") if product.checked_on == timezone.localdate() else ""

    def becomes(self, product: Product) -> tuple[str, str]:
        """Its day."""
        before = date_format(product.checked_on) if product.checked_on else "–"
        return before, date_format(timezone.localdate())

    def carry_out(self, rows: Products, by: str) -> None:
        """In one go."""
        check_off(rows, timezone.localdate())

    def told(self, count: int) -> str:
        """How many."""
        said = ngettext("%(count)d product was checked today.", "%(count)d products were checked today.", count)
        return said % {"count": count}


def missing_text(features: Iterable[Feature]) -> str:
    """What is missing before a product may be published."""
    names = ", ".join(str(feature.name) for feature in features)
    return _("Missing for publishing (neither stated nor looked for): %(names)s.") % {"names": names}


def _status(product: Product) -> dict[str, Any]:
    return {"status": product.get_status_display()}
