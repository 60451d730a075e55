"""The side view, seen from the inner side: thickness to scale where it is known; arch, heel cup and lift as heights."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from catalogue.drawing.shape import InsoleShape, Presence

# Heights are drawn twice as large as lengths, else three millimetres could not be told from four.
UNITS_PER_MM = 2
THINNEST, THICKEST = 2, 28
# How thick an insole of unknown thickness is drawn (dashed), by the room it is said to take.
ASSUMED_THICKNESS: Mapping[str | None, int] = {"low": 5, "high": 12}
ASSUMED_MEDIUM = 8
ARCH_RISE = (12, 8, 14, 20)  # not said, low, medium, high
CUP_RISE = (12, 7, 13, 19)  # not said, shallow, medium, deep
LIFT_RISE = 8
# Where each short form begins and ends along the foot, toes first; all others reach from end to end.
EXTENTS: Mapping[str | None, tuple[int, int]] = {
    "three-quarter": (94, 250),
    "heel-cup": (180, 250),
    "heel-insert": (176, 243),
    "arch-insert": (102, 212),
    "forefoot": (40, 122),
}
TOES, BALL_END, HEEL_START, HEEL_END = 9, 100, 188, 250


def side_view(shape: InsoleShape) -> str:
    """The side view, standing on y = 0."""
    return "".join(_layers(shape))


def _layers(shape: InsoleShape) -> Iterator[str]:
    front, back = thicknesses(shape)
    lift = LIFT_RISE if shape.presence("heel-lift").is_there else 0
    yield '<path class="d-ghost" d="M4 0H256"/>'
    yield _arch(shape, front, back + lift)
    yield _heel_cup(shape, back + lift)
    if lift:
        yield _heel_lift(shape)
    yield from _body(shape, front, back, lift)
    yield from _edge_on(shape)
    if shape.presence("texture-nubs").is_there and _extent(shape)[0] < BALL_END:
        yield f'<path class="d-nub-row" d="M22-{front + 2}H94"/>'


def thicknesses(shape: InsoleShape) -> tuple[int, int]:
    """Drawn at the forefoot and at the heel; what is not said follows from the drop, the other end or the volume."""
    front, back, drop = (
        shape.thickness_forefoot,
        shape.thickness_heel,
        shape.heel_drop or Decimal(0),
    )
    if front is None:
        assumed = Decimal(ASSUMED_THICKNESS.get(shape.volume, ASSUMED_MEDIUM)) / UNITS_PER_MM
        front = assumed if back is None else back - drop
    return _units(front), _units(front + drop if back is None else back)


def _units(millimetres: Decimal) -> int:
    return max(THINNEST, min(THICKEST, round(millimetres * UNITS_PER_MM)))


def _extent(shape: InsoleShape) -> tuple[int, int]:
    return EXTENTS.get(shape.form, (TOES, HEEL_END))


def _body(shape: InsoleShape, front: int, back: int, lift: int) -> Iterator[str]:
    """Dashed where no thickness is known, solid over the ends of which it is."""
    start, end = _extent(shape)
    front_known, back_known = (
        shape.presence("thickness-forefoot"),
        shape.presence("thickness-heel"),
    )
    known = Presence.SPECIFIC in {front_known, back_known}
    whole = _whole(start, end, front, back, lift)
    if known and Presence.UNKNOWN not in {front_known, back_known}:
        yield _solid(shape, whole)
        return
    yield _dotted(whole)
    if front_known is Presence.SPECIFIC:
        yield _solid(shape, _forefoot(start, min(end, BALL_END), front))
    if back_known is Presence.SPECIFIC:
        yield _solid(shape, _even(max(start, HEEL_START), end, back, (lift, lift)))


def _solid(shape: InsoleShape, d: str) -> str:
    kind = "d-soft" if shape.presence("cushioning").is_there else "d-paper"
    return f'<path class="d-base {kind}" d="{d}"/>'


def _dotted(d: str) -> str:
    return f'<path class="d-unknown" fill="url(#d-dots)" d="{d}"/>'


def _whole(start: int, end: int, front: int, back: int, lift: int) -> str:
    """The outline of the whole body: with the slope under the arch if it reaches from the ball to the heel."""
    if end < HEEL_START:
        return _forefoot(start, end, front)
    if start > BALL_END:
        return _even(start, end, back, (0, lift))
    top = f"H{BALL_END}C135-{front} 145-{back + lift} {HEEL_START}-{back + lift}"
    under = f"H{HEEL_START}C150-{lift} 145 0 {BALL_END} 0"
    return f"{_toe(start, front)}{top}{_heel_end(end, back, lift)}{under}Z"


def _forefoot(start: int, end: int, height: int) -> str:
    return f"{_toe(start, height)}{_heel_end(end, height, 0)}Z"


def _even(start: int, end: int, height: int, rise: tuple[int, int]) -> str:
    """A piece of one thickness; `rise` is how high it lies at its two ends."""
    first, last = rise
    return f"M{start}-{first}V-{height + first}L{end - 5}-{height + last}{_heel_end(end, height, last)}Z"


def _toe(start: int, height: int) -> str:
    tip = min(height, 6)
    return f"M{start} 0V-{height - tip}q0-{tip} {tip + 2}-{tip}"


def _heel_end(end: int, height: int, lift: int) -> str:
    return f"H{end - 5}q5 0 5 {min(height, 5)}V-{lift}"


def _arch(shape: InsoleShape, front: int, back: int) -> str:
    """The hump over the body under the inner arch."""
    top = max(front, back) + ARCH_RISE[shape.level("arch-height")]
    return _raised(
        shape.arch,
        "d-arch",
        f"M100-{front}C126-{front} 130-{top} 158-{top}S190-{back} 214-{back}Z",
    )


def _heel_cup(shape: InsoleShape, back: int) -> str:
    """The wall around the heel."""
    end = _extent(shape)[1]
    top = back + CUP_RISE[shape.level("heel-cup")]
    d = f"M190-{back}C202-{back} 206-{top} 220-{top}H{end - 12}C{end}-{top} {end + 2}-{top - 5} {end}-{back}Z"
    return _raised(shape.presence("heel-cup"), "d-cup", d)


def _raised(presence: Presence, kind: str, d: str) -> str:
    """A part that rises over the body: dashed and dotted if unknown, dashed edge if there without a height."""
    if presence is Presence.UNKNOWN:
        return _dotted(d)
    if not presence.is_there:
        return ""
    return f'<path class="{kind} {"d-solid" if presence is Presence.SPECIFIC else "d-some"}" d="{d}"/>'


def _heel_lift(shape: InsoleShape) -> str:
    """The wedge below the body."""
    start, end = _extent(shape)
    end = max(end, HEEL_START + 2 * LIFT_RISE)
    slope = (
        f"M{BALL_END} 0C145 0 150-{LIFT_RISE} {HEEL_START}-{LIFT_RISE}H{end}"
        if start <= BALL_END
        else f"M{start} 0L{end}-{LIFT_RISE}"
    )
    return f'<path class="d-gel d-soft-edge" d="{slope}V0Z"/>'


def _edge_on(shape: InsoleShape) -> Iterator[str]:
    """Stiff layers along the underside, and the medial posting under the inner edge of the heel."""
    if shape.presence("rigid-shell").is_there:
        yield '<path class="d-edge-on" d="M108-1H246"/>'
    if shape.presence("stabiliser-plate").is_there:
        yield f'<path class="d-edge-on" d="M14-1H{126 if shape.stabiliser_plate == "forefoot" else 232}"/>'
    if shape.presence("medial-posting").is_there:
        yield '<path class="d-post" d="M176 0l8-5h56l8 5z"/>'
