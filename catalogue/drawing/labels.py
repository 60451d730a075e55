"""The large drawing: the same two views with the main parts named beside them and a key of the others below."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import escape
from django.utils.translation import gettext as _

from catalogue.drawing.plan import plan_view
from catalogue.drawing.shape import InsoleShape, Presence
from catalogue.drawing.side import side_view
from catalogue.drawing.words import NAMES, told, unknown_parts, without

WIDTH = 340
LINE = 16
PLAN_TOP, SIDE_GROUND, KEY_TOP = 50, 296, 384
LABEL_CHARACTERS, KEY_CHARACTERS = 16, 44


@dataclass(frozen=True, slots=True)
class Callout:
    """Words beside one place of the drawing, joined to it by a line from `joint` to `spot`."""

    slugs: tuple[str, ...]
    x: int
    anchor: Literal["start", "middle", "end"]
    joint: tuple[int, int]
    spot: tuple[int, int]
    grows: Literal["up", "down"]


CALLOUTS = (
    Callout(("cushioning",), 6, "start", (50, 46), (72, 92), "up"),
    Callout(("metatarsal-pad",), 171, "middle", (171, 46), (158, 104), "up"),
    Callout(("heel-cup",), 334, "end", (300, 46), (300, 78), "up"),
    Callout(("arch-height", "arch-support"), 208, "middle", (208, 176), (208, 156), "down"),
    Callout(("thickness-forefoot",), 6, "start", (50, 312), (50, 294), "down"),
    Callout(("heel-drop",), 168, "middle", (168, 312), (168, 294), "down"),
    Callout(("thickness-heel",), 334, "end", (300, 312), (300, 294), "down"),
)
CUSHIONING, DROP = ("cushioning",), ("heel-drop",)
# Where a short form has a spot of its body that no other part covers.
CUSHIONING_SPOTS: Mapping[str | None, tuple[int, int]] = {
    "three-quarter": (134, 72),
    "heel-cup": (250, 112),
    "heel-insert": (244, 112),
    "arch-insert": (147, 142),
}
CALLED_OUT = frozenset(slug for callout in CALLOUTS for slug in callout.slugs)
# How each part of the key is shown there: class, texture.
SWATCHES: Mapping[str, tuple[str, str]] = {
    "heel-cushion": ("d-soft-edge", "gel"),
    "forefoot-cushion": ("d-soft-edge", "gel"),
    "medial-posting": ("d-post", ""),
    "lateral-wedge": ("d-post", ""),
    "rigid-shell": ("d-hard d-hard-some", ""),
    "stabiliser-plate": ("d-hard-edge", "plate-grain"),
    "heel-recess": ("d-hole", ""),
    "heel-lift": ("d-gel d-soft-edge", ""),
    "texture-nubs": ("d-paper-edge", "nubs"),
    "magnets": ("d-magnet", ""),
    "heated": ("d-paper-edge", "heat"),
}
ROUND_SWATCHES = {"d-magnet", "d-hole"}


def labelled_drawing(shape: InsoleShape) -> tuple[str, str]:
    """What is drawn and the view box it needs."""
    views = (
        f'<g transform="translate(8 {PLAN_TOP})scale(1.25)">{plan_view(shape)}</g>'
        f'<g transform="translate(8 {SIDE_GROUND})scale(1.25)">{side_view(shape)}</g>'
    )
    callouts = "".join(_callout(shape, callout) for callout in CALLOUTS)
    key, height = _key(shape)
    return f"{views}{_viewpoints()}{callouts}{key}", f"0 0 {WIDTH} {height}"


def _viewpoints() -> str:
    """From where the two views are seen."""
    inner, aside = escape(_("inner side")), escape(_("from the inner side"))
    return f'<text class="d-view" x="6" y="190">↑ {inner}</text><text class="d-view" x="6" y="252">{aside}</text>'


def _callout(shape: InsoleShape, callout: Callout) -> str:
    reached = [slug for slug in callout.slugs if shape.presence(slug) is not Presence.OUT_OF_REACH]
    known = [slug for slug in reached if shape.presence(slug) is not Presence.UNKNOWN]
    if not reached or (callout.slugs == DROP and not known):
        return ""
    lines = _wrapped(", ".join(told(shape, slug) for slug in known)) if known else _unknown_lines(reached[0])
    (from_x, from_y), (to_x, to_y) = callout.joint, callout.spot
    if callout.slugs == CUSHIONING:
        to_x, to_y = CUSHIONING_SPOTS.get(shape.form, callout.spot)
    first = from_y - 4 - LINE * (len(lines) - 1) if callout.grows == "up" else from_y + 13
    leader = f'<path class="d-leader" d="M{from_x} {from_y}L{to_x} {to_y}"/>'
    return leader + _text(lines, callout.x, first, callout.anchor, is_unknown=not known)


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, LABEL_CHARACTERS, max_lines=3, placeholder="…")


def _unknown_lines(slug: str) -> list[str]:
    """The name of the part, then "not stated" unbroken on a line of its own."""
    return [*_wrapped(f"{NAMES[slug]}:")[:2], _("not stated")]


def _text(
    lines: Sequence[str],
    x: int,
    y: int,
    anchor: str = "start",
    *,
    is_unknown: bool = False,
) -> str:
    classes = "d-label d-label-unknown" if is_unknown else "d-label"
    spans = "".join(f'<tspan x="{x}" dy="{LINE if n else 0}">{escape(line)}</tspan>' for n, line in enumerate(lines))
    return f'<text class="{classes}" x="{x}" y="{y}" text-anchor="{anchor}">{spans}</text>'


def _key(shape: InsoleShape) -> tuple[str, int]:
    """The parts that have no label, then what is absent and what nobody said. Also where the drawing ends."""
    drawn, y = "", KEY_TOP
    for swatch, words in _key_rows(shape):
        lines = textwrap.wrap(words, KEY_CHARACTERS, max_lines=4, placeholder="…")
        drawn += _swatch(swatch, y) + _text(lines, 38, y, is_unknown=swatch == UNKNOWN_SWATCH)
        y += LINE * len(lines) + 6
    return drawn, y - 6


UNKNOWN_SWATCH = ("d-unknown", "dots")


def _key_rows(shape: InsoleShape) -> Iterator[tuple[tuple[str, str], str]]:
    for slug, swatch in SWATCHES.items():
        presence = shape.presence(slug)
        if slug == "rigid-shell" and presence is Presence.SPECIFIC:
            yield ("d-hard-edge", shape.rigid_shell or ""), told(shape, slug)
        elif presence.is_there:
            yield swatch, told(shape, slug)
    if absent := [slug for slug in shape.with_presence(Presence.ABSENT) if slug not in CALLED_OUT]:
        yield ("", ""), without(absent)
    if unknown := unknown_parts(shape):
        yield UNKNOWN_SWATCH, unknown


def _swatch(swatch: tuple[str, str], y: int) -> str:
    classes, texture = swatch
    fill = f' fill="url(#d-{texture})"' if texture else ""
    box = f"M11 {y - 4}a7 7 0 1 1 14 0a7 7 0 1 1-14 0z" if classes in ROUND_SWATCHES else f"M6 {y - 11}h24v14h-24z"
    return f'<path class="{classes}"{fill} d="{box}"/>' if classes else ""
