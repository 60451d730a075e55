"""Before anything is deleted at the desk: what would go with it and what stands in the way, counted and in plain words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.models import (
    Brand,
    Choice,
    Evidence,
    Feature,
    LookFor,
    Problem,
    Product,
    Source,
    recorded_models,
)
from catalogue.models.proposals import health_texts
from catalogue.models.removal import Fate, Hanging, hanging_on, no_longer_looked_for, obstacles

if TYPE_CHECKING:
    PlainAdmin = admin.ModelAdmin[Any]
    Rows = BaseInlineFormSet[Any, Any, Any]
else:  # Django's classes are generic for the type checker only
    PlainAdmin, Rows = admin.ModelAdmin, BaseInlineFormSet

Model = type[models.Model]

# With more of them an address would become too long: then a line leads nowhere.
MOST_IN_ADDRESS = 100

WAITS = gettext_lazy("This waits for a second person: nothing is deleted before somebody else applies it.")

# What an editor does instead where something stands in the way.
INSTEAD: dict[Any, Any] = {
    Source: gettext_lazy(
        "If it must not be believed, bar it instead: open it and write into “Barred because” why. Then no value comes from it any more, "
        "and its statements stay visible, marked."
    ),
    Brand: gettext_lazy(
        "Withdraw its products instead: visitors then no longer meet the brand, and addresses that people kept still lead somewhere."
    ),
    Product: gettext_lazy(
        "Take it out of what names it first, or withdraw it instead: set its status to “withdrawn”. If it stands here twice, merge it."
    ),
    Feature: gettext_lazy(
        "If visitors shall no longer filter by it, take the tick off “filterable”: what was stated stays on the pages of the insoles."
    ),
    Choice: gettext_lazy(
        "First give those statements another choice, and take it out of the look-for rows; that needs a second person."
    ),
    Problem: gettext_lazy("If visitors shall no longer choose it, take the tick off “selectable”: its guide stays."),
    Evidence: gettext_lazy("Take it out of what names it first; that needs a second person."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """How many rows of one kind, and the list of exactly those at the desk."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """What a page says before anything is deleted. Stands where the stock pages have their tree of objects."""

    named: tuple[Line, ...]
    in_the_way: tuple[Line, ...]
    goes: tuple[Line, ...]
    stays: tuple[Line, ...]
    besides: tuple[str, ...]
    advice: str
    lost: tuple[str, ...]

    # By this a template knows it from the stock tree.
    is_told = True


class TellsRemoval(PlainAdmin):
    """The pages that ask before one row or several are deleted say what that means."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The stock pages show the first, count nothing, and refuse if the third or fourth holds anything."""
        rows = list(objs)
        found = hanging_on(self.model, [row.pk for row in rows])
        removal = told(self.model, rows, found)
        return removal, {}, self._not_allowed(request, rows, found), removal.in_the_way

    def _not_allowed(self, request: HttpRequest, rows: Iterable[Any], found: Iterable[Hanging]) -> set[str]:
        """The kinds of rows that this account may not delete: one of these, or some that would go with them."""
        going = {one.model for one in found if one.fate == Fate.GOES and self.admin_site.is_registered(one.model)}
        refused = {
            model for model in going if not self.admin_site.get_model_admin(model).has_delete_permission(request)
        }
        if not all(self.has_delete_permission(request, row) for row in rows):
            refused.add(self.model)
        return {str(model._meta.verbose_name) for model in refused}


def told(model: Model, rows: Iterable[Any], found: Iterable[Hanging]) -> Removal:
    """In words what deleting these rows means, given what hangs on them."""
    rows = list(rows)
    ids = [row.pk for row in rows]
    lines: dict[Fate, list[Line]] = {fate: [] for fate in Fate}
    found = list(found)
    for one in found:
        lines[one.fate].append(Line(_said(one, found, is_of_product=model is Product), _listed(one, ids)))
    going = {model, *(one.model for one in found if one.fate == Fate.GOES)}
    return Removal(
        named=tuple(Line(str(row), page_of(row)) for row in rows),
        in_the_way=tuple(lines[Fate.STANDS_IN_THE_WAY]),
        goes=tuple(lines[Fate.GOES]),
        stays=tuple(lines[Fate.STAYS]),
        besides=(*besides(model, rows), *([str(WAITS)] if _labels(going) & health_texts().keys() else [])),
        advice=str(INSTEAD.get(model, "")) if lines[Fate.STANDS_IN_THE_WAY] else "",
        lost=tuple(sorted(str(one._meta.verbose_name_plural) for one in going - set(recorded_models()))),
    )


def _labels(kinds: Iterable[Model]) -> set[str]:
    return {model._meta.label_lower for model in kinds}


def besides(model: Model, rows: Iterable[Any]) -> Iterator[str]:
    """What no row that refers to them tells: what visitors lose."""
    if model is LookFor:
        for lost in no_longer_looked_for([row.pk for row in rows]):
            names = {"problem": lost.row.problem, "feature": lost.row.feature}
            gone = _("The guide to %(problem)s no longer looks for %(feature)s.") % names
            change = ngettext(
                "%(count)d insole that visitors see shows a value of it; its mark and its place in the list of this problem change.",
                "%(count)d insoles that visitors see show a value of it; their marks and places in the list of this problem change.",
                lost.seen,
            ) % {"count": lost.seen}
            yield f"{gone} {change}"
    if model is Product:
        known = [row for row in rows if row.status in {Product.Status.PUBLISHED, Product.Status.WITHDRAWN}]
        if known:
            yield ngettext(
                "Visitors have met %(count)d of these insoles: the address that people kept would lead nowhere. Withdraw it instead.",
                "Visitors have met %(count)d of these insoles: the addresses that people kept would lead nowhere. Withdraw them instead.",
                len(known),
            ) % {"count": len(known)}


def in_words(found: Iterable[Hanging]) -> str:
    """Everything that was found, in one line."""
    found = list(found)
    return "; ".join(_said(one, found) for one in found)


class KeepsWhatIsInUse(Rows):
    """Rows on the page of another fact: one that something refers to cannot be taken away there."""

    def clean(self) -> None:
        """Refused in words; the stock check would name every single row."""
        refused = [_refusal(form.instance) for form in self.deleted_forms if form.instance.pk]
        if any(refused):
            raise ValidationError([reason for reason in refused if reason], code="in_use")
        super().clean()


def _refusal(row: models.Model) -> str:
    model = type(row)
    found = obstacles(model, [row.pk])
    if not found:
        return ""
    names = {"row": row, "found": in_words(found), "advice": INSTEAD.get(model, "")}
    return _("“%(row)s” cannot be deleted: %(found)s. %(advice)s") % names


def _said(one: Hanging, among: Iterable[Hanging], *, is_of_product: bool = False) -> str:
    """“12 statements on 9 insoles, of them 7 that visitors see”. Where a kind refers in two ways, by which.

    What belongs to a product speaks of no other insole.
    """
    options = one.model._meta
    rows = f"{one.count} {options.verbose_name if one.count == 1 else options.verbose_name_plural}"
    if sum(other.model is one.model for other in among) > 1:
        rows = f"{rows} ({options.get_field(one.name).verbose_name})"  # type: ignore[union-attr]  # a column or list of its own
    # A finding may speak of a range, and so of no insole.
    if one.seen is None or one.products == 0 or (is_of_product and one.products is not None):
        return rows
    if one.products is None:
        return _("%(rows)s, of them %(seen)d that visitors see") % {"rows": rows, "seen": one.seen}
    said = ngettext(
        "%(rows)s on %(count)d insole, of them %(seen)d that visitors see",
        "%(rows)s on %(count)d insoles, of them %(seen)d that visitors see",
        one.products,
    )
    return said % {"rows": rows, "count": one.products, "seen": one.seen}


def _listed(one: Hanging, ids: list[int]) -> str:
    """The list of these rows at the desk."""
    options = one.model._meta
    if len(ids) > MOST_IN_ADDRESS:
        return ""
    try:
        page = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    except NoReverseMatch:
        return ""
    return f"{page}?{one.name}__in={','.join(map(str, ids))}"


def page_of(row: models.Model) -> str:
    """Where a row is looked at and changed."""
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[quote(row.pk)])
