"""A drawing in words: for people who do not see it, for the labels beside its parts and for the key below it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.drawing.shape import PART_ZONES, InsoleShape, Presence

FORMS: Mapping[str, Promise] = {
    "full-length": gettext_lazy("full-length insole"),
    "three-quarter": gettext_lazy("three-quarter insole"),
    "heel-cup": gettext_lazy("heel cup by itself"),
    "heel-insert": gettext_lazy("heel pad or wedge"),
    "arch-insert": gettext_lazy("arch insert"),
    "forefoot": gettext_lazy("forefoot piece"),
}
NAMES: Mapping[str, Promise] = {
    "form": gettext_lazy("form"),
    "arch-height": gettext_lazy("arch height"),
    "arch-support": gettext_lazy("arch support"),
    "heel-cup": gettext_lazy("heel cup"),
    "metatarsal-pad": gettext_lazy("metatarsal pad"),
    "cushioning": gettext_lazy("cushioning"),
    "heel-cushion": gettext_lazy("heel cushion"),
    "forefoot-cushion": gettext_lazy("forefoot cushion"),
    "medial-posting": gettext_lazy("raised inner edge"),
    "lateral-wedge": gettext_lazy("raised outer edge"),
    "rigid-shell": gettext_lazy("firm shell"),
    "stabiliser-plate": gettext_lazy("stiff plate under the toes"),
    "heel-recess": gettext_lazy("heel recess"),
    "heel-lift": gettext_lazy("heel lift"),
    "texture-nubs": gettext_lazy("massage nubs"),
    "magnets": gettext_lazy("magnets"),
    "heated": gettext_lazy("heating"),
    "volume": gettext_lazy("volume"),
    "thickness-heel": gettext_lazy("thickness at the heel"),
    "thickness-forefoot": gettext_lazy("thickness at the forefoot"),
    "heel-drop": gettext_lazy("heel drop"),
}
# How a choice is told in full; a choice without an entry is told by the name of its part alone.
PHRASES: Mapping[tuple[str, str], Promise] = {
    ("arch-height", "low"): gettext_lazy("low arch"),
    ("arch-height", "medium"): gettext_lazy("medium arch"),
    ("arch-height", "high"): gettext_lazy("high arch"),
    ("arch-height", "adjustable"): gettext_lazy("arch in several heights"),
    ("arch-support", "flexible"): gettext_lazy("flexible arch support"),
    ("arch-support", "semi-rigid"): gettext_lazy("semi-rigid arch support"),
    ("arch-support", "rigid"): gettext_lazy("rigid arch support"),
    ("arch-support", "stated-only"): gettext_lazy("arch support, stiffness not stated"),
    ("heel-cup", "shallow"): gettext_lazy("shallow heel cup"),
    ("heel-cup", "medium"): gettext_lazy("medium heel cup"),
    ("heel-cup", "deep"): gettext_lazy("deep heel cup"),
    ("heel-cup", "stated-only"): gettext_lazy("heel cup, depth not stated"),
    ("metatarsal-pad", "optional"): gettext_lazy("optional metatarsal pad"),
    ("metatarsal-pad", "built-in"): gettext_lazy("built-in metatarsal pad"),
    ("cushioning", "low"): gettext_lazy("low cushioning"),
    ("cushioning", "medium"): gettext_lazy("medium cushioning"),
    ("cushioning", "high"): gettext_lazy("high cushioning"),
    ("cushioning", "stated-only"): gettext_lazy("cushioning, level not stated"),
    ("rigid-shell", "dense-foam"): gettext_lazy("shell of dense foam"),
    ("rigid-shell", "cork"): gettext_lazy("shell of cork"),
    ("rigid-shell", "thermoplastic"): gettext_lazy("shell of plastic"),
    ("rigid-shell", "fibreglass"): gettext_lazy("shell of glass fibre"),
    ("rigid-shell", "carbon-fibre"): gettext_lazy("shell of carbon fibre"),
    ("rigid-shell", "stated-only"): gettext_lazy("shell, material not stated"),
    ("stabiliser-plate", "forefoot"): gettext_lazy("stiff plate under the forefoot"),
    ("stabiliser-plate", "full-length"): gettext_lazy("stiff plate over the whole length"),
    ("stabiliser-plate", "stated-only"): gettext_lazy("stiff plate, length not stated"),
    ("volume", "low"): gettext_lazy("low volume"),
    ("volume", "medium"): gettext_lazy("medium volume"),
    ("volume", "high"): gettext_lazy("high volume"),
}
# What is always looked for in the drawing and named when unknown; the others are only counted.
MAIN_PARTS = (
    "arch-height",
    "heel-cup",
    "metatarsal-pad",
    "cushioning",
    "thickness-heel",
    "thickness-forefoot",
)


def told(shape: InsoleShape, slug: str) -> str:
    """One part in words: "deep heel cup", "thickness at the heel 6.5 mm", "without magnets", "heel cup: not stated"."""
    value, presence = shape.value(slug), shape.presence(slug)
    if presence is Presence.ABSENT:
        return without([slug])
    if value is None:
        return _("%(part)s: not stated") % {"part": NAMES[slug]}
    if isinstance(value, Decimal):
        return _("%(part)s %(number)s mm") % {
            "part": NAMES[slug],
            "number": number_format(value.normalize()),
        }
    return str(PHRASES.get((slug, value), NAMES[slug]))


def without(slugs: Iterable[str]) -> str:
    """Parts known not to be there."""
    return _("without %(parts)s") % {"parts": _joined(slugs)}


def unknown_parts(shape: InsoleShape) -> str:
    """The parts nobody spoke of: the form and the main ones by name, the rest by number; empty if all is known."""
    names = list(_unknown_names(shape))
    return _("not stated: %(parts)s") % {"parts": ", ".join(names)} if names else ""


def description(shape: InsoleShape) -> str:
    """The whole drawing in words: what is there, what is known not to be there, what nobody said."""
    return "; ".join(clause for clause in _clauses(shape) if clause)


def _clauses(shape: InsoleShape) -> Iterator[str]:
    there = [slug for slug in PART_ZONES if shape.presence(slug).is_there]
    yield ", ".join(
        [
            str(FORMS.get(shape.form or "", _("insole"))),
            *(told(shape, slug) for slug in there),
        ]
    )
    absent = shape.with_presence(Presence.ABSENT)
    yield without(absent) if absent else ""
    yield unknown_parts(shape)


def _joined(slugs: Iterable[str]) -> str:
    return ", ".join(str(NAMES[slug]) for slug in slugs)


def _unknown_names(shape: InsoleShape) -> Iterator[str]:
    unknown = shape.with_presence(Presence.UNKNOWN)
    if shape.form is None:
        yield str(NAMES["form"])
    yield from (str(NAMES[slug]) for slug in MAIN_PARTS if slug in unknown)
    if others := len(set(unknown) - set(MAIN_PARTS)):
        yield ngettext("%(count)d more part", "%(count)d more parts", others) % {"count": others}
