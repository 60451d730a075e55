"""Copying statements of another product: they come as rows to be looked at, and nothing is stored until the sheet is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from catalogue.admin.asked import ids_of
from catalogue.admin.sheet import saying
from catalogue.models import Product, Statement

FOUND_AT_MOST = 20
COPIED_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One statement to tick."""

    pk: int
    feature: str
    text: str


def products_named(text: str, but: Product) -> list[Product]:
    """Products of which something is said, by all words of their name."""
    wanted = Q()
    for word in text.split():
        wanted &= Q(name__icontains=word) | Q(brand__name__icontains=word) | Q(slug=word)
    found = Product.objects.with_brand().filter(wanted).exclude(pk=but.pk)
    return list(found.annotate(said=Count("statements")).filter(said__gt=0).order_by("sort_key")[:FOUND_AT_MOST])


def statements_to_copy(pks: Iterable[str], to: Product) -> list[Statement]:
    """The chosen statements in the order of the sheet; those that the product has already are left out."""
    ids = ids_of(pks)[:COPIED_AT_MOST]
    if not ids:
        return []
    chosen = Statement.objects.with_all().select_related("product__brand").filter(pk__in=ids)
    has = {_key(statement) for statement in to.statements.all()}
    return [one for one in chosen.order_by("feature__position", "pk") if _key(one) not in has]


def copy_rows(statements: Iterable[Statement]) -> list[CopyRow]:
    """What there is to tick."""
    return [CopyRow(one.pk, str(one.feature.name), _told(one)) for one in statements]


def _told(statement: Statement) -> str:
    """Who says what, and its context."""
    return " · ".join(filter(None, (saying(statement), statement.context)))


def _key(statement: Statement) -> tuple[object, ...]:
    value = statement.choice_id or statement.number
    return (statement.feature_id, statement.source_id, statement.voice, value)
