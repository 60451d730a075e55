"""What hangs on rows that somebody means to delete: what would go with them, and what stands in the way."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models
from django.db.models import Count, Q

from catalogue.models.problems import LookFor
from catalogue.models.products import Product
from catalogue.models.statements import SpecEntry, SpecEntryChoice

# Made from the rest: they go and come by themselves.
DERIVED: frozenset[Any] = frozenset({SpecEntry, SpecEntryChoice})


class Fate(Enum):
    """What a deletion means for a row that refers to what is deleted."""

    STANDS_IN_THE_WAY = "stands in the way"
    GOES = "goes with it"
    STAYS = "stays and no longer names it"


@dataclass(frozen=True, slots=True)
class Hanging:
    """Rows of one kind that refer to what is to be deleted by one column or list (`name`).

    `products`: of how many insoles they speak; `seen`: how many of these visitors see. None where they speak of none; insoles
    themselves speak of no other.
    """

    model: type[models.Model]
    name: str
    fate: Fate
    count: int
    products: int | None = None
    seen: int | None = None


def hanging_on(model: type[models.Model], ids: Collection[int]) -> list[Hanging]:
    """All that refers to these rows (ids). One query for each kind of reference, however many rows there are."""
    return [found for relation in _relations(model) if (found := _counted(relation, ids)).count]


def obstacles(model: type[models.Model], ids: Collection[int]) -> list[Hanging]:
    """What has to be changed before these rows (ids) can be deleted."""
    return [found for found in hanging_on(model, ids) if found.fate == Fate.STANDS_IN_THE_WAY]


@dataclass(frozen=True, slots=True)
class NoLongerLookedFor:
    """A look-for row that is to be deleted. `seen`: how many insoles that visitors see show a value of its feature."""

    row: LookFor
    seen: int


def no_longer_looked_for(ids: Collection[int]) -> list[NoLongerLookedFor]:
    """What the list of a problem loses with each of these look-for rows (ids). Two queries."""
    rows = list(LookFor.objects.filter(pk__in=ids).select_related("problem", "feature"))
    entries = SpecEntry.objects.filter(feature__in=[row.feature_id for row in rows]).with_value()
    shown = entries.filter(product__in=Product.objects.published()).order_by().values("feature")
    counts = dict(shown.annotate(seen=Count("product")).values_list("feature", "seen"))
    return [NoLongerLookedFor(row, counts.get(row.feature_id, 0)) for row in rows]


def _relations(model: type[models.Model]) -> Iterator[Any]:
    """Every way in which another row refers to one of this kind; a list with rows of its own counts once, as the list."""
    relations: list[Any] = [one for one in model._meta.related_objects if one.related_model not in DERIVED]
    rows_of_lists = {one.through for one in relations if one.many_to_many}
    return (one for one in relations if one.related_model not in rows_of_lists)


def _fate(relation: Any) -> Fate:
    """A list says nothing any more, or something else, once a row is gone from it, and no history tells: so it stands in the way."""
    if relation.many_to_many or relation.on_delete is models.PROTECT:
        return Fate.STANDS_IN_THE_WAY
    return Fate.GOES if relation.on_delete is models.CASCADE else Fate.STAYS


def _counted(relation: Any, ids: Collection[int]) -> Hanging:
    model, name = relation.related_model, relation.field.name
    counted = {"count": Count("pk", distinct=True)}
    if any(column.name == "product" for column in model._meta.concrete_fields):
        counted["products"] = Count("product", distinct=True)
        counted["seen"] = Count("product", distinct=True, filter=_is_seen("product"))
    elif model is Product:
        counted["seen"] = Count("pk", distinct=True, filter=_is_seen("pk"))
    rows = model._base_manager.filter(**{f"{name}__in": ids})
    return Hanging(model, name, _fate(relation), **rows.aggregate(**counted))


def _is_seen(product: str) -> Q:
    return Q(**{f"{product}__in": Product.objects.published().values("pk")})
