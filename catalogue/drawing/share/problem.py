"""The share picture of a foot problem: never a product, and where a professional comes first nothing to look for either."""

from catalogue.choices import Region
from catalogue.drawing.body import SPOTS
from catalogue.drawing.marks import ZONE_BANDS, foot_map_svg
from catalogue.drawing.share import colours
from catalogue.drawing.share.frame import LEFT, RIGHT, TOP, Box, Sheet, draw_box, fitting, write_lines
from catalogue.drawing.share.lettering import Hand, lines, shortened, write
from catalogue.drawing.share.pictures import Line, ProblemPicture
from catalogue.drawing.share.raster import drawn

CARD = Box(892, TOP, RIGHT, 574)
WORDS = Box(LEFT, TOP, 844, 574)
FOOT_SIZE, BODY_SIZE = (52, 112), (130, 330)

NAME = Hand("serif", 62, colours.INK, leading=1.1)
LEAD = Hand("sans", 27, colours.ACCENT_STRONG, 600)
LABEL = Hand("sans", 28, colours.INK, 600)
TEXT = Hand("sans", 28, colours.SOFT)
NOTE = Hand("sans", 22, colours.SOFT)
FIRST_LEAD = Hand("sans", 34, colours.WARN, 600)
FIRST_TEXT = Hand("sans", 28, colours.INK, leading=1.3)
NOTICE_PAD, BELOW_LEAD, MOST_SENTENCES = 26, 8, 5
REMARK = Hand("sans", 23, colours.WARN)
POINT_LINE, REMARKED_LINE, ROOM_FOR_TEXT = 46, 78, 200


def draw_problem(sheet: Sheet, picture: ProblemPicture) -> None:
    """The name and its lines at the left, where it is at the right."""
    draw_box(sheet, CARD, colours.SURFACE, colours.EDGE_LINE)
    _figure(sheet, picture.region)
    hand = fitting(NAME, [picture.name], WORDS.width, 2, (62, 56, 50, 44))
    below = write_lines(sheet, hand, Box(WORDS.left, WORDS.top - 8, WORDS.right, WORDS.bottom), picture.name, 2)
    write(sheet.image, NOTE, (LEFT, WORDS.bottom), shortened(NOTE, picture.note, WORDS.width))
    room = Box(WORDS.left, below + 26, WORDS.right, WORDS.bottom - 40)
    if picture.is_professional_first:
        _professional_first(sheet, room, picture)
    else:
        _look_for(sheet, room, picture)


def _professional_first(sheet: Sheet, room: Box, picture: ProblemPicture) -> None:
    """A notice as high as its words need."""
    width = room.width - 2 * NOTICE_PAD
    text = lines(FIRST_TEXT, picture.summary, width, MOST_SENTENCES)
    high = FIRST_LEAD.line + BELOW_LEAD + len(text) * FIRST_TEXT.line + 2 * NOTICE_PAD
    box = Box(room.left, room.top, room.right, min(room.bottom, room.top + high))
    draw_box(sheet, box, colours.WARN_TINT)
    inner = Box(box.left + NOTICE_PAD, box.top + NOTICE_PAD, box.right - NOTICE_PAD, box.bottom)
    below = write_lines(sheet, FIRST_LEAD, inner, picture.lead, 1) + BELOW_LEAD
    write_lines(sheet, FIRST_TEXT, Box(inner.left, below, inner.right, inner.bottom), picture.summary, MOST_SENTENCES)


def _look_for(sheet: Sheet, room: Box, picture: ProblemPicture) -> None:
    """As many features as there is room for; without any, what the problem is."""
    if not picture.points:
        write_lines(sheet, FIRST_TEXT, room, picture.summary, MOST_SENTENCES)
        return
    top = write_lines(sheet, LEAD, room, picture.lead, 1) + 16
    for point in picture.points:
        height = REMARKED_LINE if point.remark else POINT_LINE
        if top + height > room.bottom:
            return
        _point(sheet, room, top, point)
        top += height


def _point(sheet: Sheet, room: Box, top: int, point: Line) -> None:
    """The label, what is said of it, and below that the remark; a fine line above."""
    sheet.draw.line((room.left, top, room.right, top), fill=colours.EDGE_LINE, width=2)
    base = top + 34
    label = shortened(LABEL, point.label, room.width - ROOM_FOR_TEXT)
    write(sheet.image, LABEL, (room.left, base), label)
    left = room.left + round(LABEL.width(label)) + 18
    write(sheet.image, TEXT, (left, base), shortened(TEXT, point.text, room.right - left))
    if point.remark:
        write(sheet.image, REMARK, (room.left, base + 31), shortened(REMARK, point.remark, room.width))


def _figure(sheet: Sheet, region: str) -> None:
    """A foot from above or a standing person, the place marked."""
    is_foot = region in ZONE_BANDS
    size = FOOT_SIZE if is_foot else BODY_SIZE
    unit = min((CARD.width - 48) / size[0], (CARD.height - 48) / size[1])
    pixels = (round(size[0] * unit), round(size[1] * unit))
    markup = foot_map_svg(region, "", decorative=True) if is_foot else _body(region)
    image = drawn(markup, pixels, unit=unit, pixel=2.2, origin=(1, 1) if is_foot else (0, 0))
    sheet.image.paste(image, (CARD.left + (CARD.width - pixels[0]) // 2, CARD.top + (CARD.height - pixels[1]) // 2))


def _body(region: str) -> str:
    """The figure of the home page without its links, the place filled. An unknown place marks nothing."""
    marked = SPOTS[region].drawn if region in SPOTS else ""
    for usual in ("d-mark", "d-body d-legs", "d-body"):
        marked = marked.replace(f'"{usual}"', '"d-zone"')
    return SPOTS[Region.WHOLE_BODY].drawn + marked
