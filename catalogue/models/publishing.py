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


def publish(products: Products) -> None:
    """Visitors see them from now on. Whether they may is asked before: `missing_for_publishing`."""
    _move_to(Product.Status.PUBLISHED, products)


def send_to_review(products: Products) -> None:
    """Drafts wait for somebody who looks at them; others stay what they are."""
    _move_to(Product.Status.IN_REVIEW, products.filter(status=Product.Status.DRAFT))


def withdraw(products: Products) -> None:
    """Visitors see them no more, as of today. Whether they may go is asked before: `why_it_stays`."""
    _move_to(Product.Status.WITHDRAWN, products)


@transaction.atomic
def _move_to(status: Product.Status, products: Products) -> None:
    """In the history, and told in the public log."""
    moved = Product.objects.filter(pk__in=list(products.values_list("pk", flat=True)))
    touch(moved)
    before = standings(moved)
    moved.update(status=status, withdrawn_on=day_withdrawn(status))
    ShownChange.objects.note_standings(before, standings(moved))


def day_withdrawn(status: str, noted: date | None = None) -> date | None:
    """The day that stands with a status: of a withdrawn product the one that was noted, else today; of any other none."""
    return (noted or timezone.localdate()) if status == Product.Status.WITHDRAWN else None


def check_off(products: Products, day: date) -> None:
    """Somebody looked for every feature of them on a day."""
    checked = Product.objects.filter(pk__in=list(products.values_list("pk", flat=True)))
    touch(checked)
    checked.update(checked_on=day)
