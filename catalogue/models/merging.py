"""Two entries for one insole become one: everything said of the one that goes moves to the one that stays.

What moves is found by the database's own links to a product, so that a kind of row that comes later, or belongs to another
app, moves too.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.models.changes import ShownChange, standings
from catalogue.models.columns import folded
from catalogue.models.products import Product
from catalogue.models.publishing import day_withdrawn
from catalogue.models.recording import touch
from catalogue.models.statements import EditorDecision, SpecEntry, Statement

# What the entry that stays takes over where it says nothing itself.
FILLED = ("line", "category", "summary_en", "summary_de", "gtin")
# No part of what a row says.
NO_CONTENT = frozenset({"id", "product", "place", "position"})


@dataclass(frozen=True, slots=True)
class Doubled:
    """A row of the one that goes whose place is taken by a row of the one that stays."""

    goes: Any
    stays: Any


@dataclass(frozen=True, slots=True)
class Moving:
    """All rows of one kind that belong to the one that goes."""

    model: type[models.Model]
    rows: tuple[Any, ...]
    doubled: tuple[Doubled, ...]

    @property
    def name(self) -> str:
        """What such rows are called."""
        return str(self.model._meta.verbose_name_plural)


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge will do. Made by `merge_of`, carried out by `carry_out`."""

    goes: Product
    stays: Product
    moving: tuple[Moving, ...]
    names: tuple[str, ...]
    filled: tuple[str, ...]

    @property
    def seal(self) -> str:
        """Another one as soon as what was told of it is no longer all that would happen."""
        told = [
            (
                kind.name,
                [(row.pk, str(row)) for row in kind.rows],
                [(str(one.goes), str(one.stays)) for one in kind.doubled],
            )
            for kind in self.moving
        ]
        all_of_it = repr((self.goes.full_name, self.stays.full_name, told, self.names, self.filled))
        return hashlib.sha256(all_of_it.encode()).hexdigest()

    @transaction.atomic
    def carry_out(self) -> None:
        """Move, withdraw and derive. Raises ValidationError where the rules of merging forbid it; then nothing has changed."""
        both = [self.goes.pk, self.stays.pk]
        touch(Product.objects.filter(Q(pk__in=both) | Q(merged_into=self.goes) | Q(succeeded_by=self.goes)))
        before = standings(Product.objects.filter(pk=self.goes.pk))
        noted = SpecEntry.objects.noted(both)
        SpecEntry.objects.filter(product=self.goes.pk).delete()
        for kind in self.moving:
            _move(kind, self.stays)
        self._redirect()
        SpecEntry.objects.derive(both, earlier=noted)
        if before:  # visitors know nothing of a draft
            ShownChange.objects.note_standings(before, standings(Product.objects.filter(pk=self.goes.pk)))

    def _redirect(self) -> None:
        """The old address leads to the new one in one step, and so do those that led to the old one."""
        goes, stays = self.goes, self.stays
        goes.merged.update(merged_into=stays)
        goes.predecessors.exclude(pk=stays.pk).update(succeeded_by=stays)
        if stays.succeeded_by_id == goes.pk:
            stays.succeeded_by = None
        stays.aka = [*stays.aka, *self.names]
        taken = {name: getattr(goes, name) for name in self.filled}
        goes.status, goes.merged_into, goes.succeeded_by = Product.Status.WITHDRAWN, stays, None
        goes.withdrawn_on = day_withdrawn(goes.status)
        if "gtin" in taken:
            goes.gtin = None
        goes.full_clean()
        goes.save()
        for name, value in taken.items():
            setattr(stays, name, value)
        stays.full_clean()
        stays.save()


def others_alike(product: Product) -> list[Product]:
    """Other products of its brand that bear one of its names, or bore it; merged ones are no products of their own. One query.

    Compared in Python: a list of names has no folded column, and a brand has few products.
    """
    wanted = {folded(name) for name in (product.name, *product.aka)}
    own = Product.objects.filter(brand=product.brand_id, merged_into=None).exclude(pk=product.pk).with_brand()
    return [
        other
        for other in own.in_order_of_names()
        if not wanted.isdisjoint(map(folded, (other.name, other.full_name, *other.aka)))
    ]


def merge_of(goes: Product, stays: Product) -> Merge:
    """What merging would do; two queries for each kind of row. Raises ValidationError where it cannot be."""
    if goes.pk == stays.pk:
        raise ValidationError(_("A product cannot be merged into itself."), code="merged_into_itself")
    if stays.status != Product.Status.PUBLISHED:
        reason = _("%(name)s is not published: nothing can be merged into it.") % {"name": stays.full_name}
        raise ValidationError(reason, code="merged_into_unpublished")
    if goes.merged_into_id:
        raise ValidationError(_("%(name)s is merged already.") % {"name": goes.full_name}, code="merged_already")
    moving = tuple(kind for kind in _kinds(goes, stays) if kind.rows or kind.doubled)
    filled = tuple(name for name in FILLED if getattr(goes, name) and not getattr(stays, name))
    return Merge(goes, stays, moving, tuple(_new_names(goes, stays)), filled)


def _kinds(goes: Product, stays: Product) -> Iterator[Moving]:
    """Statements first: decisions rest on them."""
    links = [
        link
        for link in Product._meta.related_objects
        if link.one_to_many and link.related_model not in {Product, SpecEntry}
    ]
    for link in sorted(links, key=lambda link: link.related_model is not Statement):
        model: Any = link.related_model
        columns = [column.name for column in model._meta.concrete_fields if column.is_relation]
        rows = model._base_manager.select_related(*columns).order_by("pk")
        yield _moving(model, rows.filter(product=goes), rows.filter(product=stays))


def _moving(model: Any, going: Iterable[Any], staying: Iterable[Any]) -> Moving:
    taken = {key: row for row in staying for key in _keys(row)}
    moving, doubled = [], []
    for row in going:
        stays = next((taken[key] for key in _keys(row) if key in taken), None)
        if stays is None:
            moving.append(row)
        else:
            doubled.append(Doubled(row, stays))
    return Moving(model, tuple(moving), tuple(doubled))


def _keys(row: Any) -> Iterator[tuple[Any, ...]]:
    """What no other row of the same product may have: its unique columns, and all that it says taken together."""
    for rule in row._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and "product" in rule.fields:
            key = tuple(row.serializable_value(name) for name in rule.fields if name != "product")
            if None not in key:
                yield (rule.name, *key)
    content = [column.attname for column in row._meta.concrete_fields if column.name not in NO_CONTENT]
    yield ("all", *(str(getattr(row, name)) for name in content))


def _move(kind: Moving, stays: Product) -> None:
    """By single statements to the database, which knows no order of rows and asks no rule twice."""
    rows: Any = kind.model._base_manager
    if kind.model is Statement:
        touch(EditorDecision.objects.filter(statement__in=[pair.goes.pk for pair in kind.doubled]))
        for pair in kind.doubled:  # a decision goes with the statement that it rests on
            EditorDecision.objects.filter(statement=pair.goes.pk).update(statement=pair.stays.pk)
    touch(rows.filter(pk__in=[row.pk for row in kind.rows]))
    rows.filter(pk__in=[pair.goes.pk for pair in kind.doubled]).delete()
    rows.filter(pk__in=[row.pk for row in kind.rows]).update(product=stays)


def _new_names(goes: Product, stays: Product) -> Iterator[str]:
    """The name and other names of the one that goes, as far as the one that stays does not bear them."""
    known = {folded(name) for name in (stays.name, stays.full_name, *stays.aka)}
    first = goes.name if goes.brand_id == stays.brand_id else goes.full_name
    for name in (first, *goes.aka):
        if folded(name) not in known:
            known.add(folded(name))
            yield name
