"""The body map: a standing person from the front and from behind and the sole of a foot, whose regions are links."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from catalogue.choices import REGIONS_FROM_THE_HEAD, Region
from catalogue.drawing.figures import BODY, CHAIN, FOOT, FROM_BEHIND, LEGS, SOLE_LINES

WIDTH, HEIGHT = 340, 540
# The two persons stand left and right, the names of the regions between them.
SCALE, TOP, FRONT_LEFT, BACK_LEFT = 0.86, 24, -4, 232
PILL_LEFT, PILL_WIDTH, GAP = 112, 116, 5
LINE, PADDING, NAME_CHARACTERS = 16, 10, 16
FOOT_PLACE = "translate(36 468)rotate(-90)scale(2.4)"
FOOT_LABEL_TOP, FOOT_LABEL_WIDTH, FOOT_LABEL_CHARACTERS = 492, 100, 14


@dataclass(frozen=True, slots=True)
class BodyRegion:
    """One link of the figure: a `Region` slug, its name, where it leads and how many problems are there."""

    slug: str
    name: str
    url: str
    count_text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a region lies: what is drawn there, on which of the two persons its line starts, and where."""

    drawn: str
    joint: tuple[int, int]
    is_behind: bool = False


def pair_of_joints(y: int, apart: int) -> str:
    """The same joint on both legs: a large transparent target under a small visible mark."""
    spots = "".join(f'<circle class="d-{{0}}" cx="{x}" cy="{y}" r="{{1}}"/>' for x in (65 - apart, 65 + apart))
    return spots.format("hit", 15) + spots.format("mark", 9)


# The larger regions come first: what comes later lies above them and stays in reach.
SPOTS: Mapping[str, Spot] = {
    Region.WHOLE_BODY: Spot(
        f'<circle class="d-body" cx="65" cy="24" r="18"/><path class="d-body" d="{BODY}"/>', (84, 24)
    ),
    Region.WHOLE_LEG: Spot(f'<path class="d-body d-legs" d="{LEGS}"/>', (92, 205)),
    Region.SPINE: Spot(
        '<path class="d-hit" d="M48 62H82V158H48z"/><path class="d-spine" d="M65 62C67 84 63 108 65 156"/>',
        (62, 92),
        is_behind=True,
    ),
    Region.HIP: Spot(pair_of_joints(172, 17), (92, 170)),
    Region.KNEE: Spot(pair_of_joints(244, 16), (92, 244)),
    Region.ANKLE: Spot(pair_of_joints(305, 14), (92, 303)),
}
# Zones of the sole: from and to along the foot, and the middle of the label.
FOOT_ZONES: Mapping[str, tuple[int, int, int]] = {
    Region.FOREFOOT: (0, 50, 70),
    Region.MIDFOOT: (50, 78, 178),
    Region.REARFOOT: (78, 110, 284),
}


def body_figure_svg(regions: Sequence[BodyRegion], chain_url: str = "") -> SafeString:
    """The figure. Regions it does not know are left to the list beside it; those not given are drawn without a link.

    With an address the article's chain from the foot to the back is marked, and leads there.
    """
    by_slug = {region.slug: region for region in regions}
    tops = _label_tops([by_slug[slug] for slug in REGIONS_FROM_THE_HEAD if slug in by_slug and slug in SPOTS])
    front = "".join(_body_part(slug, spot, by_slug.get(slug), tops) for slug, spot in SPOTS.items())
    foot = "".join(_foot_part(zone, by_slug.get(slug)) for slug, zone in FOOT_ZONES.items())
    name = escape(_("Where does it hurt? Choose a part of the body"))
    clip = f'<clipPath id="d-figure-clip"><path d="{FOOT}"/></clipPath>'
    edge = f'<path class="d-foot-edge" transform="{FOOT_PLACE}" d="{FOOT}"/>'
    lines = f'<path class="d-foot-line" transform="{FOOT_PLACE}" d="{SOLE_LINES}"/>'
    start = f'<svg class="draw-figure" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{name}">'
    return mark_safe(f"{start}{clip}{_views()}{_behind()}{front}{_chain(chain_url)}{foot}{edge}{lines}</svg>")  # noqa: S308 - every text is escaped


def _views() -> str:
    """What each of the three drawings shows, in words."""
    shown = ((52, 14, _("from the front")), (288, 14, _("from behind")), (72, 350, _("the sole of the foot")))
    return "".join(
        f'<text class="d-view" x="{x}" y="{y}" text-anchor="middle">{escape(text)}</text>' for x, y, text in shown
    )


def _placed(left: int) -> str:
    return f"translate({left} {TOP})scale({SCALE})"


def _behind() -> str:
    """The person from behind, without the front's joints: the hollows of the knees, the heels and the shoulder blades."""
    marks = f'<path class="d-foot-line" d="{FROM_BEHIND}"/>'
    return f'<g transform="{_placed(BACK_LEFT)}">{SPOTS[Region.WHOLE_BODY].drawn}{marks}</g>'


def _chain(url: str) -> str:
    if not url:
        return ""
    way = f'<path class="d-chain d-chain-whole" transform="{_placed(BACK_LEFT)}" d="{CHAIN}"/>'
    name = escape(_("The article’s chain from the foot to the back, step by step"))
    short = escape(_("foot → back?"))
    text = f'<text class="d-name" x="288" y="328" text-anchor="middle">{short}</text>'
    return f'<a class="d-region" href="{escape(url)}" aria-label="{name}">{way}{_pill(238, 308, 100, 30)}{text}</a>'


def _label_tops(regions: Sequence[BodyRegion]) -> dict[str, int]:
    """Where the label of each region begins: one below the other, as high as its text needs."""
    tops = accumulate((_label_height(region) + GAP for region in regions), initial=TOP)
    return {region.slug: top for region, top in zip(regions, tops, strict=False)}


def _label_height(region: BodyRegion) -> int:
    return LINE * (len(_lines(region)) + 1) + PADDING


def _lines(region: BodyRegion) -> list[str]:
    return textwrap.wrap(region.name, NAME_CHARACTERS)


def _body_part(slug: str, spot: Spot, region: BodyRegion | None, tops: Mapping[str, int]) -> str:
    left = BACK_LEFT if spot.is_behind else FRONT_LEFT
    drawn = f'<g transform="{_placed(left)}">{spot.drawn}</g>'
    if region is None:
        return drawn
    top, height = tops[slug], _label_height(region)
    x, y = round(left + spot.joint[0] * SCALE), round(TOP + spot.joint[1] * SCALE)
    edge, turn = (PILL_LEFT + PILL_WIDTH, 10) if spot.is_behind else (PILL_LEFT, -10)
    leader = f'<path class="d-leader" d="M{x} {y}L{edge + turn} {top + height // 2}H{edge}"/>'
    middle = PILL_LEFT + PILL_WIDTH // 2
    text = _label(_lines(region), region.count_text, middle, top + LINE + 1)
    return _link(region, f"{drawn}{leader}{_pill(PILL_LEFT, top, PILL_WIDTH, height)}{text}")


def _foot_part(zone: tuple[int, int, int], region: BodyRegion | None) -> str:
    start, end, middle = zone
    d = f"M0 {start}H50V{end}H0z"
    area = f'<path class="d-foot-zone" clip-path="url(#d-figure-clip)" transform="{FOOT_PLACE}" d="{d}"/>'
    if region is None:
        return area
    lines = textwrap.wrap(region.name, FOOT_LABEL_CHARACTERS)
    height = LINE * (len(lines) + 1) + 8
    pill = _pill(middle - FOOT_LABEL_WIDTH // 2, FOOT_LABEL_TOP - LINE, FOOT_LABEL_WIDTH, height)
    return _link(region, area + pill + _label(lines, region.count_text, middle, FOOT_LABEL_TOP))


def _pill(x: int, y: int, width: int, height: int) -> str:
    """The ground of a label: part of the target, and the mark of focus."""
    return f'<rect class="d-pill" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>'


def _label(lines: Sequence[str], count_text: str, x: int, y: int) -> str:
    spans = "".join(f'<tspan x="{x}" dy="{LINE if n else 0}">{escape(line)}</tspan>' for n, line in enumerate(lines))
    count = f'<tspan class="d-count" x="{x}" dy="{LINE}">{escape(count_text)}</tspan>'
    return f'<text class="d-name" x="{x}" y="{y}" text-anchor="middle">{spans}{count}</text>'


def _link(region: BodyRegion, drawn: str) -> str:
    name = escape(f"{region.name}, {region.count_text}")
    return f'<a class="d-region" href="{escape(region.url)}" aria-label="{name}">{drawn}</a>'
