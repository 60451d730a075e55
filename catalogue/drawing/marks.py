"""Small marks: the bar of a scale, and the foot map that shows which part of the foot a feature concerns."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from catalogue.choices import Side, Zone

STEP, BAR = 14, 7
# Heights of the zones on the foot map, toes above.
ZONE_BANDS: Mapping[str, tuple[int, int]] = {
    Zone.FOREFOOT: (0, 50),
    Zone.MIDFOOT: (50, 78),
    Zone.REARFOOT: (78, 110),
    Zone.FULL_LENGTH: (0, 110),
}
# From left to right on a right foot seen from above.
SIDE_BANDS: Mapping[str, tuple[int, int]] = {
    Side.MEDIAL: (0, 25),
    Side.LATERAL: (25, 50),
}


def scale_svg(position: int, length: int, label: str) -> SafeString:
    """A bar of `length` steps, filled up to `position` (0 fills none). Without a label it is decoration."""
    steps = max(1, length)
    filled = max(0, min(position, steps))
    marks = _segments("d-step-filled", 0, filled) + _segments("d-step", filled, steps)
    width, height = steps * STEP, BAR + 2
    return _svg(
        "draw-scale",
        f"0 0 {width} {height}",
        marks,
        label,
        f' width="{width}" height="{height}"',
    )


def _segments(kind: str, first: int, end: int) -> str:
    d = "".join(f"M{STEP * step + 1} 1h{STEP - 3}v{BAR}h-{STEP - 3}z" for step in range(first, end))
    return f'<path class="{kind}" d="{d}"/>' if d else ""


LINE = 96  # the length of a dumbbell between its ends


def dumbbell_svg(numbers: Iterable[Decimal], own: Decimal) -> SafeString:
    """Where one number lies among others: a line from the least to the greatest, a ring for each, a dot for its own. Decoration.

    Needs two different numbers at least.
    """
    listed = sorted(set(numbers))
    least, greatest = listed[0], listed[-1]

    def along(number: Decimal) -> int:
        return 5 + int((number - least) * LINE / (greatest - least))

    rings = "".join(f'<circle cx="{along(number)}" cy="5" r="3"/>' for number in listed if number != own)
    marks = f'<path d="M5 5h{LINE}"/>{rings}<circle class="d-own" cx="{along(own)}" cy="5" r="4.5"/>'
    return _svg("draw-dumbbell", f"0 0 {LINE + 10} 10", marks, "", f' width="{LINE + 10}" height="10"')


def foot_map_svg(zone: str, side: str, *, decorative: bool = False) -> SafeString:
    """A right foot from above with one zone, or one side of it, filled; an unknown or no zone fills nothing.

    The page must also hold `insole_symbols()`.
    """
    band = ZONE_BANDS.get(zone)
    marks = '<use href="#d-foot" class="d-foot"/>'
    if band:
        top, bottom = band
        left, right = SIDE_BANDS.get(side, (0, 50))
        area = f"M{left} {top}H{right}V{bottom}H{left}z"
        marks += f'<path class="d-zone" clip-path="url(#d-foot-clip)" d="{area}"/>'
    marks += '<path class="d-foot-line" clip-path="url(#d-foot-clip)" d="M0 50H50M0 78H50"/>'
    marks += '<use href="#d-foot" class="d-foot-edge"/>'
    return _svg(
        "draw-foot",
        "-1 -1 52 112",
        marks,
        "" if decorative else foot_map_label(zone, side),
    )


def foot_map_label(zone: str, side: str) -> str:
    """The foot map in words."""
    if zone not in ZONE_BANDS:
        return _("Foot map: no particular part of the foot")
    place = str(Zone(zone).label)
    if side in SIDE_BANDS:
        place = _("%(zone)s, %(side)s") % {"zone": place, "side": Side(side).label}
    return _("Foot map: %(place)s") % {"place": place}


def _svg(name: str, box: str, marks: str, label: str, size: str = "") -> SafeString:
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(f'<svg class="{name}" viewBox="{box}"{size} {spoken}>{marks}</svg>')  # noqa: S308 - label escaped
