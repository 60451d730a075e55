"""Insoles like one, each told against it in words: for its page, and for a comparison that has only this one yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalogue.models import Product, Sheet
from catalogue.wording import value_text
from comparisons.difference import Difference, differences, most_telling, stated_alone
from comparisons.index import Index
from comparisons.index.sheets import sheets_at
from comparisons.markup import drawing, shortened
from comparisons.nearest import Likeness, most_of
from comparisons.selection import Selection, address

TOLD = 2  # differences of each


@dataclass(frozen=True, slots=True)
class Alternative:
    """One insole told against another. `same` counts the values of both that are equal; `untold` the differences left out.

    `only_here` and `only_there` say what is stated of one of the two alone, where no difference is known.
    """

    product: Product
    drawing: SafeString
    compare_url: str
    same: int
    differences: tuple[str, ...]
    untold: int
    only_here: str
    only_there: str


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The insoles nearest to one, nearest first; `is_enough_known` tells "none is like it" from "nobody can tell".

    `most_of_a_brand` is how many of one brand there could be.
    """

    product: Product
    most_of_a_brand: int
    found: tuple[Alternative, ...] = ()
    is_enough_known: bool = False

    @property
    def is_same_brand_only(self) -> bool:
        """Whether no insole of another brand is known to be like it."""
        return bool(self.found) and all(one.product.brand_id == self.product.brand_id for one in self.found)


def alternatives_to(product: Product, index: Index, count: int, selection: Selection | None = None) -> Alternatives:
    """At most `count` insoles like this one: one query for their names, and none where there are none.

    The selection says how things are shown and what the addresses carry along; which ones are found does not depend on it.
    """
    try:
        own = index.slugs.index(product.slug)
    except ValueError:  # published or withdrawn while this page is made
        return Alternatives(product, most_of(count))
    likeness = Likeness(index, own)
    ids = {place: index.ids[place] for place in likeness.nearest(count)}
    loaded = Product.objects.with_brand().in_bulk(ids.values())
    others = {place: loaded[pk] for place, pk in ids.items() if pk in loaded}
    reference, *sheets = sheets_at(index, {own: product, **others})
    found = (_alternative(sheet, reference, selection or Selection()) for sheet in sheets)
    return Alternatives(product, most_of(count), tuple(found), likeness.is_enough_known)


def _alternative(sheet: Sheet, reference: Sheet, selection: Selection) -> Alternative:
    known = [one for one in differences(sheet, reference, selection.units) if one.is_known]
    told = _told(known)
    compared = (reference.product.slug, sheet.product.slug)
    return Alternative(
        product=sheet.product,
        drawing=drawing(sheet),
        compare_url=address(reverse("comparisons:compare"), replace(selection, compared=compared)),
        same=_same(sheet, reference),
        differences=tuple(one.text for one in told),
        untold=len(known) - len(told),
        only_here="" if known else _alone(sheet, reference, selection.units),
        only_there="" if known else _alone(reference, sheet, selection.units),
    )


def _told(known: Sequence[Difference]) -> list[Difference]:
    """The most telling. Open lists come last: what one of them does not name may be so all the same."""
    firm = [one for one in known if not one.feature.takes_several]
    lists = [one for one in known if one.feature.takes_several]
    return [*most_telling(firm, TOLD), *most_telling(lists, TOLD)][:TOLD]


def _same(sheet: Sheet, reference: Sheet) -> int:
    """How many values of both are equal; of one that says only that it is there nobody can tell."""
    pairs = zip(sheet.cells, reference.cells, strict=True)
    shown = ((cell.comparable, other) for cell, other in pairs if cell.choices or cell.number is not None)
    return sum(value is not None and value == other.comparable for value, other in shown)


def _alone(sheet: Sheet, other: Sheet, units: str) -> str:
    """What is stated of one while nobody states it of the other: the most telling, and how many more."""
    alone = [
        Difference(
            cell.feature,
            _("%(feature)s: %(text)s") % {"feature": cell.feature.name, "text": shortened(value_text(cell, units))},
            is_known=False,
        )
        for cell in stated_alone(sheet, other)
    ]
    return _listed([one.text for one in most_telling(alone, TOLD)], len(alone))


def _listed(texts: Sequence[str], total: int) -> str:
    words = "; ".join(texts)
    left = total - len(texts)
    return _("%(words)s and %(count)s more") % {"words": words, "count": left} if left else words
