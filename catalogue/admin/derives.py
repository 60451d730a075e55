"""The one place that keeps spec entries true to an edit on the desk."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from catalogue.admin.desk import DeskAdmin
from catalogue.models import SpecEntry
from catalogue.querysets.noted import Key, Shown

# Ids handed to the database at once: the statement has room for a limited number.
BATCH = 500


def entries_noted(products: Iterable[int]) -> dict[Key, Shown]:
    """What is shown of these products (ids), for an edit that may take statements away: entries go with them."""
    ids, noted = sorted(set(products)), {}
    for start in range(0, len(ids), BATCH):
        noted.update(SpecEntry.objects.noted(ids[start : start + BATCH]))
    return noted


def derive_entries(products: Iterable[int], noted: Mapping[Key, Shown] | None = None) -> None:
    """Derive the entries of these products (ids) anew. `noted` is `earlier` of `derive`."""
    ids = sorted(set(products))
    for start in range(0, len(ids), BATCH):
        batch = set(ids[start : start + BATCH])
        earlier = {key: shown for key, shown in (noted or {}).items() if key[0] in batch}
        SpecEntry.objects.derive(sorted(batch), earlier=earlier)


class DerivesEntries(DeskAdmin):
    """Whatever is saved or deleted here, the entries of the products concerned are derived anew with it."""

    # The way from a row to the products whose entries it bears on.
    path_to_products: str
    # The fields that entries depend on; None: all.
    derived_from: frozenset[str] | None = None

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; a product that the row no longer speaks of is derived here, the others after the related rows."""
        before = self._concerned(obj) if change else set()
        form.noted = entries_noted(before)
        super().save_model(request, obj, form, change)
        derive_entries(before - self._concerned(obj), form.noted)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the related rows, then derive."""
        super().save_related(request, form, formsets, change)
        if self._bears_on_entries(form, formsets):
            derive_entries(self._concerned(form.instance), form.noted)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, then derive what the row bore on."""
        concerned = self._concerned(obj)
        noted = entries_noted(concerned)
        super().delete_model(request, obj)
        derive_entries(concerned, noted)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """The same for many rows at once."""
        with transaction.atomic():
            concerned = self.products_concerned(queryset)
            noted = entries_noted(concerned)
            super().delete_queryset(request, queryset)
            derive_entries(concerned, noted)

    def products_concerned(self, rows: QuerySet[Any]) -> set[int]:
        """The ids of the products whose entries these rows bear on. One query."""
        plain = self.model._base_manager.filter(pk__in=rows.order_by().values("pk"))
        return set(plain.values_list(self.path_to_products, flat=True)) - {None}

    def _concerned(self, obj: Any) -> set[int]:
        return self.products_concerned(self.model._base_manager.filter(pk=obj.pk))

    def _bears_on_entries(self, form: Any, formsets: Any) -> bool:
        if self.derived_from is None:
            return True
        changed = set(form.changed_data).union(*(row.changed_data for formset in formsets for row in formset.forms))
        return bool(changed & self.derived_from)
