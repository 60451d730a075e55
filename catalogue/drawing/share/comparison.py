"""The share picture of a comparison: every insole drawn and named, and below in what they differ."""

from collections.abc import Sequence

from catalogue.drawing.plan import plan_view
from catalogue.drawing.shape import InsoleShape
from catalogue.drawing.share import colours
from catalogue.drawing.share.frame import LEFT, RIGHT, SIZE, TOP, Box, Sheet, draw_box, fitting, write_lines
from catalogue.drawing.share.lettering import Hand, lines, shortened, write
from catalogue.drawing.share.pictures import ComparisonPicture, SharedInsole
from catalogue.drawing.share.raster import drawn

# Between cards, within them, around the panel of differences.
GAP, PAD, FOOT = 20, 20, 24
POINT_LINE, PANEL_PAD, LONGEST_LEAD, MOST_ROWS = 40, 22, 300, 3
# The plan with the widths of its lines around it, in units of the drawing.
PLAN_WIDTH, PLAN_LENGTH, PLAN_EDGE = 106, 258, 3
# With more insoles than these a name stands below its drawing, not beside it.
MOST_BESIDE = 3
SIZES_BESIDE, LINES_BESIDE = (48, 44, 40, 36, 32, 28, 25), 5
SIZES_BELOW, LINES_BELOW = (30, 28, 26, 24, 22), 3
# From so many on cards are narrow.
NARROW, NARROW_PAD, NARROW_LINES = 5, 14, 4
PLAN_SHARE = 0.42  # of a card, at most, where the name stands beside it

LEAD = Hand("sans", 25, colours.ACCENT_STRONG, 600)
POINT = Hand("sans", 27, colours.INK)
BRAND = Hand("sans", 22, colours.SOFT, leading=1.36)
NAME = Hand("serif", 40, colours.INK, leading=1.14)
WORDS_ONLY = Hand("serif", 64, colours.INK, leading=1.12)
SENTENCE = Hand("sans", 34, colours.SOFT, leading=1.35)

# What stands beside words without insoles: three kinds of them, nobody's.
KINDS_OF_INSOLE = (
    InsoleShape(form="full-length", cushioning="low", arch_height="medium", heel_cup="medium", metatarsal_pad="no"),
    InsoleShape(
        form="three-quarter", cushioning="none", arch_height="high", heel_cup="deep", metatarsal_pad="built-in"
    ),
    InsoleShape(form="heel-cup", cushioning="none", heel_cup="shallow", heel_cushion="yes"),
)


def draw_comparison(sheet: Sheet, picture: ComparisonPicture) -> None:
    """Insoles above, differences below."""
    if not picture.insoles:
        _words_only(sheet, picture)
        return
    bottom = _differences(sheet, picture) - FOOT
    count = len(picture.insoles)
    width = (RIGHT - LEFT - GAP * (count - 1)) / count
    lefts = [LEFT + number * (width + GAP) for number in range(count)]
    cards = [Box(round(left), TOP, round(left + width), bottom) for left in lefts]
    for card in cards:
        draw_box(sheet, card, colours.SURFACE, colours.EDGE_LINE)
    pad = NARROW_PAD if count >= NARROW else PAD
    within = [Box(card.left + pad, card.top + PAD, card.right - pad, card.bottom - PAD) for card in cards]
    if count <= MOST_BESIDE:
        _names_beside(sheet, within, picture.insoles)
    else:
        _names_below(sheet, within, picture.insoles, NARROW_LINES if count >= NARROW else LINES_BELOW)


def _words_only(sheet: Sheet, picture: ComparisonPicture) -> None:
    words = Box(LEFT, 190, 690, SIZE[1] - FOOT)
    hand = fitting(WORDS_ONLY, [picture.title], words.width, 2, (64, 56, 48))
    below = write_lines(sheet, hand, words, picture.title, 2)
    write_lines(sheet, SENTENCE, Box(LEFT, below + 24, words.right, words.bottom), picture.lead, 5)
    room = (RIGHT - words.right - 40) // len(KINDS_OF_INSOLE)
    for number, shape in enumerate(KINDS_OF_INSOLE):
        left = words.right + 40 + number * room
        _plan(sheet, Box(left, 180, left + room - GAP, 540), shape, ground=colours.GROUND)


def _differences(sheet: Sheet, picture: ComparisonPicture) -> int:
    """The panel at the foot: what is told on the left, the points beside it; returns where it begins."""
    if not picture.points:
        return SIZE[1]
    lead = shortened(LEAD, picture.lead, LONGEST_LEAD) if picture.lead else ""
    left = LEFT + (round(LEAD.width(lead)) + 28 if lead else 0)
    rows = _rows(picture.points, RIGHT - left)
    top = SIZE[1] - len(rows) * POINT_LINE - 2 * PANEL_PAD
    sheet.draw.rectangle((0, top, *SIZE), fill=colours.ACCENT_TINT)
    base = top + PANEL_PAD + 28
    write(sheet.image, LEAD, (LEFT, base), lead)
    for number, row in enumerate(rows):
        write(sheet.image, POINT, (left, base + number * POINT_LINE), row)
    return top


def _rows(points: Sequence[str], width: int) -> list[str]:
    """The points in lines; a long one goes on in the next where the others leave one free."""
    shown = points[:MOST_ROWS]
    free, rows = MOST_ROWS - len(shown), list[str]()
    for point in shown:
        found = lines(POINT, point, width, 1 + free)
        free -= len(found) - 1
        rows += found
    return rows


def _plan(sheet: Sheet, box: Box, shape: InsoleShape, *, ground: str = colours.SURFACE) -> int:
    """An insole from above, toes up, as large as the box lets it be, in the middle of its height; returns how wide it is."""
    unit = min(box.height / PLAN_LENGTH, box.width / PLAN_WIDTH)
    size = (round(PLAN_WIDTH * unit), round(PLAN_LENGTH * unit))
    origin, pixel = (PLAN_EDGE, PLAN_EDGE), max(1.1, min(2.0, unit * 1.7))
    picture = drawn(plan_view(shape), size, unit=unit, pixel=pixel, origin=origin, is_upright=True, ground=ground)
    sheet.image.paste(picture, (box.left, box.top + (box.height - size[1]) // 2))
    return size[0]


def _names_beside(sheet: Sheet, boxes: Sequence[Box], insoles: Sequence[SharedInsole]) -> None:
    """One size for all names, so that none looks more important."""
    plans = [Box(box.left, box.top, box.left + round(box.width * PLAN_SHARE), box.bottom) for box in boxes]
    widths = [_plan(sheet, plan, insole.shape) for plan, insole in zip(plans, insoles, strict=True)]
    words = [Box(box.left + wide + 26, box.top, box.right, box.bottom) for box, wide in zip(boxes, widths, strict=True)]
    names = [insole.name for insole in insoles]
    hand = fitting(NAME, names, min(box.width for box in words), LINES_BESIDE, SIZES_BESIDE)
    for box, insole in zip(words, insoles, strict=True):
        high = len(lines(hand, insole.name, box.width, LINES_BESIDE)) * hand.line + bool(insole.brand) * BRAND.line
        top = box.top + max(0, box.height - high) // 2
        _names(sheet, hand, Box(box.left, top, box.right, box.bottom), insole, LINES_BESIDE)


def _names_below(sheet: Sheet, boxes: Sequence[Box], insoles: Sequence[SharedInsole], at_most: int) -> None:
    """Names need as many lines as the longest; the drawings get the rest."""
    narrowest = min(box.width for box in boxes)
    hand = fitting(NAME, [insole.name for insole in insoles], narrowest, at_most, SIZES_BELOW)
    most = max(len(lines(hand, insole.name, narrowest, at_most)) for insole in insoles)
    words = most * hand.line + BRAND.line + 6
    for box, insole in zip(boxes, insoles, strict=True):
        wide = min(box.width, round((box.height - words) / PLAN_LENGTH * PLAN_WIDTH))
        left = box.left + (box.width - wide) // 2
        _plan(sheet, Box(left, box.top - 6, left + wide, box.bottom - words), insole.shape)
        _names(sheet, hand, Box(box.left, box.bottom - words + 4, box.right, box.bottom + 8), insole, most)


def _names(sheet: Sheet, hand: Hand, box: Box, insole: SharedInsole, most: int) -> None:
    """Brand and name, from the top of a box."""
    top = box.top
    if insole.brand:
        write(sheet.image, BRAND, (box.left, top + BRAND.size), shortened(BRAND, insole.brand, box.width))
        top += BRAND.line
    write_lines(sheet, hand, Box(box.left, top, box.right, box.bottom), insole.name, most)
