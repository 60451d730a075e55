"""What a visitor has chosen to compare, as every page with a choice shows it: the tray, and the controls that add and remove.

All of it comes from the address and the index: no page asks the database anything more because something is chosen.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from catalogue.choices import FeatureKind, Known
from catalogue.drawing import insole_svg, shape_from
from catalogue.drawing.shape import PART_ZONES
from comparisons.filters import KNOWN_PRODUCTS, compared_field
from comparisons.index import Index
from comparisons.selection import MAX_COMPARED, Ignored, Pairs

AddressOf = Callable[[tuple[str, ...]], str]


@dataclass(frozen=True, slots=True)
class ChosenInsole:
    """One insole of the tray. Where it has a tick on the page, that sends it and no field of its own is needed."""

    slug: str
    name: str
    picture: SafeString
    url_without: str
    has_tick: bool


@dataclass(frozen=True, slots=True)
class Tray:
    """The chosen insoles in their order, and what the way to the comparison takes along beside them.

    `left_out` names those that did not fit in; `back` is the address of the list, where the page has ticks.
    """

    chosen: tuple[ChosenInsole, ...]
    left_out: tuple[str, ...] = ()
    taken_along: Sequence[tuple[str, str]] = ()
    back: str = ""

    @property
    def limit(self) -> int:
        """How many can stand side by side."""
        return MAX_COMPARED

    @property
    def not_added(self) -> list[str]:
        """Those that did not fit in, in words."""
        return [_("Not added: %(name)s") % {"name": name} for name in self.left_out]


@dataclass(frozen=True, slots=True)
class Control:
    """The link that adds one insole, or removes it where it is chosen already."""

    slug: str
    name: str
    url: str
    is_chosen: bool


def tray_of(
    index: Index,
    chosen: Iterable[str],
    address_of: AddressOf,
    *,
    beyond: Iterable[str] = (),
    ticks: Collection[str] = (),
    gone: Mapping[str, str] = {},
    taken_along: Sequence[tuple[str, str]] = (),
    back: str = "",
) -> Tray:
    """The tray of a page whose address with a choice is `address_of` it; `beyond` are products beyond the limit.

    `gone` names chosen products that were withdrawn by slug: they have no drawing.
    """
    slugs = tuple(chosen)
    insoles = tuple(
        ChosenInsole(
            slug,
            gone[slug] if slug in gone else name_of(index, slug),
            mark_safe("") if slug in gone else drawing_of(index, slug),
            address_of(without(slugs, slug)),
            slug in ticks,
        )
        for slug in slugs
    )
    return Tray(insoles, tuple(name_of(index, slug) for slug in beyond), taken_along, back)


def control_of(slug: str, name: str, chosen: tuple[str, ...], address_of: AddressOf) -> Control:
    """The control of one product on a page with this choice."""
    is_chosen = slug in chosen
    return Control(slug, name, address_of(without(chosen, slug) if is_chosen else (*chosen, slug)), is_chosen)


def without(chosen: Iterable[str], slug: str) -> tuple[str, ...]:
    """The choice without one product."""
    return tuple(other for other in chosen if other != slug)


def chosen_in(data: QueryDict, index: Index) -> tuple[tuple[str, ...], list[Ignored]]:
    """(what an address chooses, what of that could not be followed)."""
    values = [value for value in data.getlist("with") if value]
    if not values:
        return (), []
    field = compared_field(index.slugs)
    chosen = field.clean(values)
    return chosen, [Ignored("with", value, why) for _end, value, why in field.bad]


def beyond_limit(index: Index, ignored: Iterable[Ignored]) -> list[str]:
    """Products that were chosen beyond the limit. Whatever else is ignored of `with` is no product."""
    bad_ones = (bad.value for bad in ignored if bad.name == "with")
    return [value for value in bad_ones if value in KNOWN_PRODUCTS.of(index.slugs)]


def choice_pairs(chosen: Iterable[str]) -> Pairs:
    """A choice as parameters of an address."""
    return [("with", slug) for slug in chosen]


def name_of(index: Index, slug: str) -> str:
    """Brand and name of a published product."""
    return index.search.products.full_name(index.slugs.index(slug))


def drawing_of(index: Index, slug: str) -> SafeString:
    """The plan of a published product, as its card has it: the index holds every value that can be drawn."""
    place = index.slugs.index(slug)
    shown = {feature: _shown(index, feature, place) for feature in (Known.FORM, *PART_ZONES)}
    values = {feature: value for feature, value in shown.items() if value is not None}
    return insole_svg(shape_from(values), label="", size="plan", decorative=True)


def _shown(index: Index, feature: str, place: int) -> str | Decimal | None:
    """The one value that is shown of a product; a feature that takes several is not drawn."""
    sets = index.features.get(feature)
    if sets is None or sets.kind == FeatureKind.CHOICES:
        return None
    if sets.kind == FeatureKind.NUMBER:
        return sets.numbers.at(place)
    return next((choice for choice, members in sets.choices.items() if members >> place & 1), None)
