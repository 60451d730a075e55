"""What the products of a comparison showed when an editor last checked its words, and what is another today.

What is remembered is plain data that outlives names and languages: slugs, and numbers as text.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from catalogue.models import Cell, Feature, Product, Sheet, plain_number
from catalogue.wording import choices_text, number_text

# {"on": day, "products": {slug: {"status", "successor": slug or None, "values": {feature: value}, "disputed": [feature]}}}
Remembered = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the words of a comparison may not know yet."""

    product: str
    what: str

    def __str__(self) -> str:
        return f"{self.product}: {self.what}"


@dataclass(frozen=True, slots=True)
class SinceChecked:
    """What changed since the words of a comparison were checked; `checked_on` is None where they never were."""

    checked_on: date | None
    changes: tuple[Change, ...] = ()

    @property
    def is_due(self) -> bool:
        """Whether an editor has to look at the words again."""
        return self.checked_on is None or bool(self.changes)


def remembered(sheets: Iterable[Sheet], today: date) -> Remembered:
    """What these products show today, all of it."""
    return {"on": today.isoformat(), "products": {sheet.product.slug: _shown_by(sheet) for sheet in sheets}}


def with_columns_of(then: Remembered, sheets: Sequence[Sheet], put_in: Collection[int]) -> Remembered:
    """The same for these products: one just put in (by id) is remembered as it is today, one that is not among them forgotten."""
    known = then["products"]
    kept = {sheet.product.slug: known[sheet.product.slug] for sheet in sheets if sheet.product.slug in known}
    new = {sheet.product.slug: _shown_by(sheet) for sheet in sheets if sheet.product.pk in put_in}
    return {**then, "products": {**new, **kept}}


def since_checked(then: Remembered | None, sheets: Sequence[Sheet]) -> SinceChecked:
    """What is another than it was then. The sheets need all features, the features their choices, merged products the other one."""
    if then is None:
        return SinceChecked(None)
    changes = (change for sheet in sheets for change in _changes(then["products"].get(sheet.product.slug), sheet))
    return SinceChecked(date.fromisoformat(then["on"]), tuple(changes))


def _shown_by(sheet: Sheet) -> dict[str, Any]:
    return {
        **_standing(sheet.product),
        "values": {cell.feature.slug: _value(cell) for cell in sheet.known},
        "disputed": [cell.feature.slug for cell in sheet.known if cell.is_disputed],
    }


def _standing(product: Product) -> dict[str, str | None]:
    return {"status": product.status, "successor": product.successor.slug if product.successor else None}


def _value(cell: Cell) -> str:
    """A number without needless zeros, or the slugs of the shown choices."""
    return plain_number(cell.number) if cell.number is not None else " ".join(sorted(cell.slugs))


def _changes(then: Mapping[str, Any] | None, sheet: Sheet) -> Iterator[Change]:
    """Of one product. Of one that visitors do not see only that counts: the table shows none of its values."""
    name, standing = sheet.product.full_name, _standing(sheet.product)
    if then is None:
        yield Change(name, _("new in the table"))
        return
    if any(then[word] != now for word, now in standing.items()):
        yield Change(name, _what_became_of(sheet.product))
    if sheet.product.status == Product.Status.PUBLISHED:
        yield from (Change(name, what) for what in _changed_values(then, _shown_by(sheet), sheet))


def _what_became_of(product: Product) -> str:
    """Of a product that stands elsewhere now."""
    if product.successor is not None:
        return _("merged into %(name)s") % {"name": product.successor.full_name}
    if product.status == Product.Status.PUBLISHED:
        return _("published again")
    if product.status == Product.Status.WITHDRAWN:
        return _("withdrawn")
    return _("no longer published (%(status)s)") % {"status": product.get_status_display()}


def _changed_values(then: Mapping[str, Any], now: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    """Values that are new, changed or gone, and disagreements that arose or ended, in the order of the table."""
    features = {cell.feature.slug: cell.feature for cell in sheet.cells}
    before, after = then["values"], now["values"]
    for slug in [*features, *(slug for slug in before if slug not in features)]:
        feature = features.get(slug)
        words = {
            "feature": feature.name if feature else slug,
            "before": _text(before.get(slug, ""), feature),
            "now": _text(after.get(slug, ""), feature),
        }
        if slug not in before and slug in after:
            yield _("%(feature)s: %(now)s (new)") % words
        elif slug in before and slug not in after:
            yield _("%(feature)s: no longer stated (was %(before)s)") % words
        elif before.get(slug) != after.get(slug):
            yield _("%(feature)s: %(before)s → %(now)s") % words
        if slug in after and (slug in now["disputed"]) != (slug in then["disputed"]):
            is_new = slug in now["disputed"]
            yield (_("%(feature)s: sources disagree now") if is_new else _("%(feature)s: sources agree now")) % words


def _text(value: str, feature: Feature | None) -> str:
    """A remembered value in words; what is no longer known by its slug."""
    if not value or feature is None:
        return value
    if feature.is_number:
        with suppress(InvalidOperation):  # it was no number then
            return number_text(Decimal(value), feature.unit)
    chosen = value.split()
    known = [choice for choice in feature.choices.all() if choice.slug in chosen]
    gone = sorted(set(chosen) - {choice.slug for choice in known})
    return ", ".join(filter(None, [choices_text(known), *gone]))
