"""The share picture of one insole."""

from collections.abc import Sequence

from catalogue.drawing.plan import plan_view
from catalogue.drawing.share import colours
from catalogue.drawing.share.frame import LEFT, RIGHT, SIZE, TOP, Box, Sheet, draw_box, fitting, write_lines
from catalogue.drawing.share.lettering import Hand, lines, shortened, write
from catalogue.drawing.share.pictures import Line, ProductPicture
from catalogue.drawing.share.raster import drawn
from catalogue.drawing.side import side_view

CARD = Box(668, TOP, RIGHT, 536)
WORDS = Box(LEFT, TOP, 628, 594)
FACT_LINE = 46
# Labels and values stand in two columns; a label takes no more than its share.
LABEL_SHARE, BETWEEN, MOST_VALUE_LINES = 0.54, 24, 2
# Plan and side view together, in units of the drawing; the side view stands on the lower edge.
DRAWING = (262, 160)
SIDE_BASE = 150

BRAND = Hand("sans", 29, colours.SOFT)
NAME = Hand("serif", 60, colours.INK, leading=1.1)
LABEL = Hand("sans", 25, colours.SOFT)
VALUE = Hand("sans", 26, colours.INK, 600)
NOTE = Hand("sans", 27, colours.SOFT, leading=1.3)
REMARK = Hand("sans", 22, colours.WARN, leading=1.3)
CAPTION = Hand("sans", 21, colours.SOFT, leading=1.25)


def draw_product(sheet: Sheet, picture: ProductPicture) -> None:
    """Names and values at the left, the drawing at the right."""
    insole = picture.insole
    draw_box(sheet, CARD, colours.SURFACE, colours.EDGE_LINE)
    unit = (CARD.width - 40) / DRAWING[0]
    size = (CARD.width - 40, round(DRAWING[1] * unit))
    markup = f'{plan_view(insole.shape)}<g transform="translate(0 {SIDE_BASE})">{side_view(insole.shape)}</g>'
    image = drawn(markup, size, unit=unit, pixel=2.2, origin=(1, 4))
    sheet.image.paste(image, (CARD.left + 20, CARD.top + (CARD.height - size[1]) // 2))
    below = Box(CARD.left, CARD.bottom + 12, CARD.right, SIZE[1] - 12)
    write_lines(sheet, CAPTION, below, picture.caption, 2)

    top = WORDS.top
    if insole.brand:
        write(sheet.image, BRAND, (WORDS.left, top + 29), shortened(BRAND, insole.brand, WORDS.width))
        top += 42
    hand = fitting(NAME, [insole.name], WORDS.width, 3, (60, 54, 48, 42))
    top = write_lines(sheet, hand, Box(WORDS.left, top, WORDS.right, WORDS.bottom), insole.name, 3)
    room = Box(WORDS.left, top + 30, WORDS.right, WORDS.bottom)
    if picture.facts:
        _facts(sheet, room, picture.facts)
    else:
        write_lines(sheet, NOTE, room, picture.note, 5)


def _facts(sheet: Sheet, room: Box, facts: Sequence[Line]) -> None:
    """As many as there is room for, labels and values in two columns, a fine line above each."""
    widest = max(LABEL.width(fact.label) for fact in facts)
    left = room.left + round(min(widest, room.width * LABEL_SHARE)) + BETWEEN
    top = room.top
    for fact in facts:
        value = lines(VALUE, fact.text, room.right - left, MOST_VALUE_LINES)
        high = FACT_LINE + (len(value) - 1) * VALUE.line + bool(fact.remark) * REMARK.line
        if top + high > room.bottom:
            return
        sheet.draw.line((room.left, top, room.right, top), fill=colours.EDGE_LINE, width=2)
        write(sheet.image, LABEL, (room.left, top + 33), shortened(LABEL, fact.label, left - BETWEEN - room.left))
        for number, line in enumerate(value):
            write(sheet.image, VALUE, (left, top + 33 + number * VALUE.line), line)
        if fact.remark:
            write(sheet.image, REMARK, (left, top + high - 15), shortened(REMARK, fact.remark, room.right - left))
        top += high
