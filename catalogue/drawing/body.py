"""The body figure of the home page: a standing person and one enlarged foot, whose regions are links."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from catalogue.choices import Region
from catalogue.drawing.figures import BODY, FOOT, LEGS

WIDTH, HEIGHT = 340, 532
PILL_LEFT, PILL_WIDTH, PILL_HEIGHT = 166, 168, 42
LINE = 16
FOOT_PLACE = "translate(36 466)rotate(-90)scale(2.4)"
FOOT_LABEL_TOP, FOOT_LABEL_WIDTH, FOOT_LABEL_CHARACTERS = 488, 100, 14


@dataclass(frozen=True, slots=True)
class BodyRegion:
    """One link of the figure: a `Region` slug, its name, where it leads and how many problems are there."""

    slug: str
    name: str
    url: str
    count_text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a region lies on the figure: what is drawn there, where its line starts, and the top of its label."""

    drawn: str
    joint: tuple[int, int]
    label_top: int


def _pair(y: int, apart: int) -> str:
    """The same joint on both legs: a large transparent target under a small visible mark."""
    spots = "".join(f'<circle class="d-{{0}}" cx="{x}" cy="{y}" r="{{1}}"/>' for x in (65 - apart, 65 + apart))
    return spots.format("hit", 15) + spots.format("mark", 9)


# The larger regions come first: what comes later lies above them and stays in reach.
SPOTS: Mapping[str, Spot] = {
    Region.WHOLE_BODY: Spot(
        f'<circle class="d-body" cx="65" cy="24" r="18"/><path class="d-body" d="{BODY}"/>',
        (84, 24),
        4,
    ),
    Region.WHOLE_LEG: Spot(f'<path class="d-body d-legs" d="{LEGS}"/>', (92, 212), 172),
    Region.SPINE: Spot(
        '<path class="d-hit" d="M50 62H80V158H50z"/><path class="d-spine" d="M65 62C67 84 63 108 65 156"/>',
        (68, 100),
        60,
    ),
    Region.HIP: Spot(_pair(172, 17), (93, 170), 116),
    Region.KNEE: Spot(_pair(244, 16), (92, 244), 228),
    Region.ANKLE: Spot(_pair(305, 14), (90, 305), 284),
}
# Zones of the enlarged foot: from and to along the foot, and the middle of the label.
FOOT_ZONES: Mapping[str, tuple[int, int, int]] = {
    Region.FOREFOOT: (0, 50, 70),
    Region.MIDFOOT: (50, 78, 178),
    Region.REARFOOT: (78, 110, 284),
}


def body_figure_svg(regions: Sequence[BodyRegion]) -> SafeString:
    """The figure. Regions it does not know are left to the list beside it; those not given are drawn without a link."""
    by_slug = {region.slug: region for region in regions}
    body = "".join(_body_part(spot, by_slug.get(slug)) for slug, spot in SPOTS.items())
    foot = "".join(_foot_part(zone, by_slug.get(slug)) for slug, zone in FOOT_ZONES.items())
    name = escape(_("Where does it hurt? Choose a part of the body"))
    clip = f'<clipPath id="d-figure-clip"><path d="{FOOT}"/></clipPath>'
    edge = f'<path class="d-foot-edge" transform="{FOOT_PLACE}" d="{FOOT}"/>'
    lens = '<path class="d-lens" d="M37 326L32 352M93 326L304 352"/>'
    start = f'<svg class="draw-figure" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{name}">'
    return mark_safe(f"{start}{clip}{body}{lens}{foot}{edge}</svg>")  # noqa: S308 - every text is escaped


def _body_part(spot: Spot, region: BodyRegion | None) -> str:
    if region is None:
        return spot.drawn
    x, y = spot.joint
    middle = spot.label_top + PILL_HEIGHT // 2
    leader = f'<path class="d-leader" d="M{x} {y}L{PILL_LEFT - 14} {middle}H{PILL_LEFT}"/>'
    pill = _pill(PILL_LEFT, spot.label_top, PILL_WIDTH, PILL_HEIGHT)
    text = _label([region.name], region.count_text, PILL_LEFT + 10, spot.label_top + 18, "start")
    return _link(region, f"{spot.drawn}{leader}{pill}{text}")


def _foot_part(zone: tuple[int, int, int], region: BodyRegion | None) -> str:
    start, end, middle = zone
    d = f"M0 {start}H50V{end}H0z"
    area = f'<path class="d-foot-zone" clip-path="url(#d-figure-clip)" transform="{FOOT_PLACE}" d="{d}"/>'
    if region is None:
        return area
    lines = textwrap.wrap(region.name, FOOT_LABEL_CHARACTERS)
    height = LINE * (len(lines) + 1) + 8
    pill = _pill(middle - FOOT_LABEL_WIDTH // 2, FOOT_LABEL_TOP - LINE, FOOT_LABEL_WIDTH, height)
    return _link(region, area + pill + _label(lines, region.count_text, middle, FOOT_LABEL_TOP, "middle"))


def _pill(x: int, y: int, width: int, height: int) -> str:
    """The ground of a label: part of the target, and the mark of focus."""
    return f'<rect class="d-pill" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>'


def _label(lines: Sequence[str], count_text: str, x: int, y: int, anchor: str) -> str:
    spans = "".join(f'<tspan x="{x}" dy="{LINE if n else 0}">{escape(line)}</tspan>' for n, line in enumerate(lines))
    count = f'<tspan class="d-count" x="{x}" dy="{LINE}">{escape(count_text)}</tspan>'
    return f'<text class="d-name" x="{x}" y="{y}" text-anchor="{anchor}">{spans}{count}</text>'


def _link(region: BodyRegion, drawn: str) -> str:
    name = escape(f"{region.name}, {region.count_text}")
    return f'<a class="d-region" href="{escape(region.url)}" aria-label="{name}">{drawn}</a>'
