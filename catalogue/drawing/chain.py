"""The article's chain on a person seen from behind: from the foot up to the spine, each step a link with its verdict."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from catalogue.choices import ChainPlace
from catalogue.drawing.figures import BODY

WIDTH, HEIGHT = 340, 366
# Where each station lies on the person, and where the insole lies under it.
STATIONS = {
    ChainPlace.INSOLE: (80, 342),
    ChainPlace.FOOT: (80, 318),
    ChainPlace.ANKLE: (79, 300),
    ChainPlace.KNEE: (81, 244),
    ChainPlace.HIP: (82, 172),
    ChainPlace.SPINE: (65, 110),
    ChainPlace.WHOLE_BODY: (65, 24),
}
LABEL_LEFT, LABEL_WIDTH, LABEL_HEIGHT, MOST_CHARACTERS = 152, 184, 46, 25
MARK = 13


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One step: its number, both `ChainPlace`s, its name and verdict in words, and where it is explained."""

    number: int
    start: str
    end: str
    name: str
    verdict: str
    url: str


def chain_figure_svg(links: Sequence[ChainLink]) -> SafeString:
    """The figure, read from the bottom up. Steps between places it does not know are left to the list beside it."""
    known = [link for link in links if {link.start, link.end} <= set(ChainPlace.values)]
    name = escape(_("The article’s chain from the foot to the back, step by step"))
    person = f'<circle class="d-body" cx="65" cy="24" r="18"/><path class="d-body" d="{BODY}"/>'
    insole = '<path class="d-leader d-chain-insole" d="M56 342H104"/>'
    known.sort(key=lambda link: link.start != ChainPlace.INSOLE)  # at the bottom, beside the insole
    drawn = "".join(_step(link, place) for place, link in enumerate(known))
    start = f'<svg class="draw-figure" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{name}">'
    return mark_safe(f"{start}{person}{insole}{drawn}</svg>")  # noqa: S308 - every text is escaped


def _step(link: ChainLink, place: int) -> str:
    (x, y), (to_x, to_y) = _place(link.start), _place(link.end)
    middle = HEIGHT - LABEL_HEIGHT // 2 - 6 - place * (LABEL_HEIGHT + 12)
    path = f'<path class="d-chain{" d-chain-whole" if link.start == ChainPlace.INSOLE else ""}" d="{_way(link)}"/>'
    joint = f'<circle class="d-mark" cx="{to_x}" cy="{to_y}" r="5"/>'
    from_x, from_y = (
        (STATIONS[ChainPlace.INSOLE][0] + 24, y)
        if link.start == ChainPlace.INSOLE
        else ((x + to_x) // 2, (y + to_y) // 2)
    )
    leader = f'<path class="d-leader" d="M{from_x} {from_y}L{LABEL_LEFT - 22} {middle}H{LABEL_LEFT}"/>'
    top = middle - LABEL_HEIGHT // 2
    pill = f'<rect class="d-pill" x="{LABEL_LEFT - 4}" y="{top}" width="{LABEL_WIDTH + 4}" height="{LABEL_HEIGHT}" rx="8"/>'
    number = (
        f'<circle class="d-mark" cx="{LABEL_LEFT + MARK}" cy="{middle}" r="{MARK}"/>'
        f'<text class="d-name" x="{LABEL_LEFT + MARK}" y="{middle + 5}" text-anchor="middle">{link.number}</text>'
    )
    spoken = escape(
        _("Step %(number)s, %(name)s: %(verdict)s")
        % {"number": link.number, "name": link.name, "verdict": link.verdict}
    )
    text = _label(link, LABEL_LEFT + 2 * MARK + 8, middle)
    return f'<a class="d-region" href="{escape(link.url)}" aria-label="{spoken}">{path}{joint}{leader}{pill}{number}{text}</a>'


def _place(station: str) -> tuple[int, int]:
    return STATIONS[ChainPlace(station)]


def _way(link: ChainLink) -> str:
    """Straight from station to station; what skips stations goes round them."""
    (x, y), (to_x, to_y) = _place(link.start), _place(link.end)
    if link.start == ChainPlace.INSOLE:
        return f"M{x - 14} {y}Q36 {(y + to_y) // 2} {to_x} {to_y}"
    return f"M{x} {y}L{to_x} {to_y}"


def _label(link: ChainLink, x: int, middle: int) -> str:
    name = escape(textwrap.shorten(link.name, MOST_CHARACTERS, placeholder="…"))
    return (
        f'<text class="d-name" x="{x}" y="{middle - 3}"><tspan x="{x}">{name}</tspan>'
        f'<tspan class="d-count" x="{x}" dy="16">{escape(link.verdict)}</tspan></text>'
    )
