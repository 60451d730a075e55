"""The gate before visitors: what is missing of a product, and letting it through."""

from collections.abc import Sequence
from datetime import date

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from catalogue.choices import EntryState, Known
from catalogue.models.cells import sheets_without_sources
from catalogue.models.changes import ShownChange, standings
from catalogue.models.products import Product
from catalogue.models.recording import touch
from catalogue.models.vocabulary import Feature

Products = models.QuerySet[Product]


def missing_for_publishing(products: Sequence[Product]) -> dict[int, tuple[Feature, ...]]:
    """By product (id): the core features of which nobody knows yet whether anything is said. Four queries, for any number.

    What is missing is what the site would call “not checked yet”: no value, not outside the reach of its form, no word of an
    editor, and not looked for since the feature is there.
    """
    features = list(Feature.objects.with_choices().filter(Q(is_core=True) | Q(slug=Known.FORM)))
    return {
        sheet.product.pk: tuple(
            cell.feature for cell in sheet.cells if cell.feature.is_core and cell.state == EntryState.NOT_CHECKED
        )
        for sheet in sheets_without_sources(products, features)
    }


@transaction.atomic
def publish(products: Products) -> None:
    """Visitors see them from now on. Whether they may is asked before: `missing_for_publishing`."""
    fresh = Product.objects.filter(pk__in=list(products.values_list("pk", flat=True)))
    touch(fresh)
    before = standings(fresh)
    public = Product.Status.PUBLISHED
    fresh.update(status=public, withdrawn_on=day_withdrawn(public))
    ShownChange.objects.note_standings(before, standings(fresh))


def send_to_review(products: Products) -> list[Product]:
    """Drafts wait for somebody who looks at them. Those that waited for that."""
    drafts = list(products.filter(status=Product.Status.DRAFT))
    found = Product.objects.filter(pk__in=[product.pk for product in drafts])
    touch(found)
    found.update(status=Product.Status.IN_REVIEW)
    return drafts


@transaction.atomic
def withdraw(products: Products) -> None:
    """Visitors see them no more, as of today. Whether they may go is asked before: nothing may be merged into them."""
    public = Product.objects.filter(pk__in=list(products.values_list("pk", flat=True)))
    touch(public)
    before = standings(public)
    gone = Product.Status.WITHDRAWN
    public.update(status=gone, withdrawn_on=day_withdrawn(gone))
    ShownChange.objects.note_standings(before, standings(public))


def day_withdrawn(status: str, noted: date | None = None) -> date | None:
    """The day that stands with a status: of a withdrawn product the one that was noted, else today; of any other none."""
    return (noted or timezone.localdate()) if status == Product.Status.WITHDRAWN else None


def check_off(products: Products, day: date) -> None:
    """Somebody looked for every feature of them on a day."""
    checked = Product.objects.filter(pk__in=list(products.values_list("pk", flat=True)))
    touch(checked)
    checked.update(checked_on=day)
