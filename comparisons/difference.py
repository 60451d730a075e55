"""What differs between two insoles, in words and units: one of them told against the other.

A difference is known only where both show a value that is more than "it is there". Where one shows a value and the other
shows none, that is said too, as what it is: not stated, never no.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import FeatureGroup
from catalogue.models import Cell, Choice, Feature, Sheet
from catalogue.units import METRIC, measure
from catalogue.wording import choices_text, number_text, scale_place, state_text, value_text

# What a difference is worth telling first by: these groups decide whether an insole is the right one at all.
GROUPS_FIRST = (FeatureGroup.SUPPORT, FeatureGroup.SHAPE, FeatureGroup.FIT)

NAMED = 2  # of a list with more than one further name


class Standing(IntEnum):
    """How one insole stands to the other in one feature."""

    LESS = -1
    OTHER = 0
    MORE = 1


@dataclass(frozen=True, slots=True)
class Difference:
    """One feature in which an insole differs from another. `text` needs no name beside it: "2 mm thicker at the heel"."""

    feature: Feature
    text: str
    standing: Standing = Standing.OTHER
    is_known: bool = True


def differences(sheet: Sheet, reference: Sheet, units: str = METRIC) -> list[Difference]:
    """Everything that differs, in the order of features. Both sheets have the same features; none is loaded anew."""
    pairs = zip(sheet.cells, reference.cells, strict=True)
    return [found for cell, other in pairs if (found := difference(cell, other, units)) is not None]


def difference(cell: Cell, other: Cell, units: str = METRIC) -> Difference | None:
    """How a cell differs from that of another insole; None where it does not, or nobody can tell."""
    here, there = cell.comparable, other.comparable
    if here is not None and there is not None:
        return None if here == there else _known(cell, other, units)
    if other.has_value and not cell.has_value:
        text = _named(cell.feature, state_text(cell.state).lower())
        return Difference(cell.feature, text, is_known=False)
    return None


def stated_alone(sheet: Sheet, reference: Sheet) -> list[Cell]:
    """What is stated of an insole while nobody states it of the other."""
    pairs = zip(sheet.cells, reference.cells, strict=True)
    return [cell for cell, other in pairs if cell.has_value and not other.has_value]


def most_telling(found: Iterable[Difference], count: int, *, wanted: Iterable[str] = ()) -> list[Difference]:
    """The few to tell first: known ones, what is looked for, core features, then support, shape and fit before the rest."""
    looked_for = set(wanted)

    def rank(one: Difference) -> tuple[bool, bool, bool, bool, int]:
        feature = one.feature
        is_first = feature.group in GROUPS_FIRST
        return not one.is_known, feature.slug not in looked_for, not feature.is_core, not is_first, feature.position

    return sorted(found, key=rank)[:count]


def _known(cell: Cell, other: Cell, units: str) -> Difference:
    if cell.number is not None and other.number is not None:
        return _number(cell.feature, cell.number, other.number, units)
    if cell.feature.takes_several:
        return Difference(cell.feature, _several(cell, other))
    return _choice(cell, other, units)


def _number(feature: Feature, number: Decimal, other: Decimal, units: str) -> Difference:
    standing = Standing.MORE if number > other else Standing.LESS
    words = str(feature.more if standing == Standing.MORE else feature.less)
    amount = amount_text(abs(number - other), feature.unit, units)
    if words:
        text = _("%(amount)s %(words)s") % {"amount": amount, "words": words}
    else:
        more = _("%(amount)s more") if standing == Standing.MORE else _("%(amount)s less")
        text = _named(feature, more % {"amount": amount})
    return Difference(feature, text, standing)


def amount_text(amount: Decimal, unit: str, units: str = METRIC) -> str:
    """How far two numbers lie apart, in the visitor's units; "slightly" where that rounds to nothing in them."""
    if unit == "EU size":
        text = ngettext("%(number)s EU size", "%(number)s EU sizes", 1 if amount == 1 else 2)
        return text % {"number": number_text(amount, "", units)}
    return number_text(amount, unit, units) if measure(amount, unit, units).number else _("slightly")


def _choice(cell: Cell, other: Cell, units: str) -> Difference:
    """One choice against another: with the scale's own words where both have a place on it and neither is its absence."""
    values = {"value": value_text(cell, units), "other": value_text(other, units)}
    instead = _("%(value)s instead of %(other)s") % values
    standing = _standing(cell, other)
    words = str({Standing.MORE: cell.feature.more, Standing.LESS: cell.feature.less, Standing.OTHER: ""}[standing])
    if words and not (cell.is_absent or other.is_absent):
        return Difference(cell.feature, _("%(words)s (%(instead)s)") % {"words": words, "instead": instead}, standing)
    return Difference(cell.feature, _named(cell.feature, instead), standing)


def _standing(cell: Cell, other: Cell) -> Standing:
    """By the place on the feature's scale."""
    here, there = scale_place(cell), scale_place(other)
    if here is None or there is None or here[0] == there[0]:
        return Standing.OTHER
    return Standing.MORE if here[0] > there[0] else Standing.LESS


def _several(cell: Cell, other: Cell) -> str:
    """Open lists: what one does not name is not stated of it."""
    also = _beyond(cell.choices, other.choices)
    lacking = _beyond(other.choices, cell.choices)
    parts = []
    if also:
        parts.append(_("also %(values)s") % {"values": _few(also)})
    if lacking:
        parts.append(_("%(values)s not stated") % {"values": _few(lacking)})
    return _named(cell.feature, "; ".join(parts))


def _few(choices: Sequence[Choice]) -> str:
    """Some names, and how many more: a table beside the words has them all."""
    if len(choices) <= NAMED + 1:
        return choices_text(choices)
    return _("%(words)s and %(count)s more") % {"words": choices_text(choices[:NAMED]), "count": len(choices) - NAMED}


def _beyond(choices: Sequence[Choice], others: Sequence[Choice]) -> list[Choice]:
    known = {choice.slug for choice in others}
    return [choice for choice in choices if choice.slug not in known]


def _named(feature: Feature, text: str) -> str:
    return _("%(feature)s: %(text)s") % {"feature": feature.name, "text": text}
