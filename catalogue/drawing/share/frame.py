"""What all share pictures have in common: the sheet, its head with the sign of the site, boxes and runs of lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from catalogue.drawing.share import colours
from catalogue.drawing.share.lettering import Hand, lines, shortened, write
from catalogue.drawing.share.raster import FINER, drawn

SIZE = (1200, 630)
MARGIN = 56
LEFT, RIGHT = MARGIN, SIZE[0] - MARGIN
HEAD_BASE = 78  # the baseline of the head
TOP = 110  # where what is below the head begins
# The sign of the site, as in the head of every page: 20 units wide, 44 high.
SIGN = (
    "M11 1.5c5 0 8 4.5 7.5 10-.4 4.6-2.6 7.5-2.5 12 .1 4 1.5 7 1 11.5-.5 4.7-3 7.5-6.5 7.5S4 39.5 4 34.5c0-5 1.5-8 .5-12.5"
    "C3.7 18.3 1.5 15 1.5 11 1.5 5.5 5.5 1.5 11 1.5z",
    "M10.3 6.5c3 0 4.4 2.3 4 5.3-.4 2.7-2.3 4.4-4.4 4.4-2.5 0-4.2-2-4.2-4.6 0-2.9 1.8-5.1 4.6-5.1zM10.6 31.5"
    "c1.7 0 2.7 1.3 2.7 3.3s-1.1 3.4-2.7 3.4-2.8-1.4-2.8-3.4 1.1-3.3 2.8-3.3z",
)
SIGN_UNIT = 1.15
SITE_NAME = "Underfoot"

LOGO = Hand("serif", 38, colours.ACCENT)
KIND = Hand("sans", 25, colours.SOFT)
TITLE = Hand("serif", 38, colours.INK)
TITLE_SIZES = (38, 35, 32, 29, 26)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture that is being drawn."""

    image: Image.Image
    draw: ImageDraw.ImageDraw


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of the sheet."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """How high it is."""
        return self.bottom - self.top


def draw_head(sheet: Sheet, kind: str, title: str = "") -> None:
    """The sign and name of the site; then what kind of page this is, or its title."""
    strokes = "".join(f'<path class="d-contour" d="{d}"/>' for d in SIGN)
    size = (round(21 * SIGN_UNIT), round(45 * SIGN_UNIT))
    # A contour is 1.25 pixels wide on the site, the sign 2 units.
    sign = drawn(strokes, size, unit=SIGN_UNIT, pixel=SIGN_UNIT * 2 / 1.25, ground=colours.GROUND)
    sheet.image.paste(sign, (LEFT, HEAD_BASE - 38))
    write(sheet.image, LOGO, (LEFT + size[0] + 14, HEAD_BASE), SITE_NAME)
    left = LEFT + size[0] + 14 + round(LOGO.width(SITE_NAME)) + 28
    if title:
        sheet.draw.line((left, HEAD_BASE - 32, left, HEAD_BASE + 6), fill=colours.EDGE_LINE, width=2)
        hand = fitting(TITLE, [title], RIGHT - left - 28, 1, TITLE_SIZES)
        write(sheet.image, hand, (left + 28, HEAD_BASE), shortened(hand, title, RIGHT - left - 28))
    else:
        write(sheet.image, KIND, (RIGHT, HEAD_BASE), shortened(KIND, kind, RIGHT - left), is_right=True)


def draw_box(sheet: Sheet, box: Box, fill: str, outline: str = "", radius: int = 20) -> None:
    """A box with round corners, smooth ones: Pillow's own are jagged."""
    large = Image.new("RGB", (box.width * FINER, box.height * FINER), sheet.image.getpixel((box.left, box.top)))
    shape = (0, 0, large.width - 1, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(
        shape, radius * FINER, fill=fill, outline=outline or fill, width=2 * FINER if outline else 0
    )
    sheet.image.paste(large.reduce(FINER), (box.left, box.top))


def write_lines(sheet: Sheet, hand: Hand, box: Box, text: str, most: int) -> int:
    """A text from the top of a box on, in at most so many lines that fit; returns where the next line would begin."""
    fit = min(most, box.height // hand.line)
    found = lines(hand, text, box.width, fit) if fit > 0 else []
    for number, line in enumerate(found):
        write(sheet.image, hand, (box.left, box.top + number * hand.line + hand.size), line)
    return box.top + len(found) * hand.line


def fitting(hand: Hand, texts: Sequence[str], width: int, most: int, sizes: Sequence[int]) -> Hand:
    """The same hand in the largest of these sizes in which no text is cut and no word broken; in the smallest if there is none."""
    for size in sizes:
        smaller = replace(hand, size=size)
        if all(_fits(smaller, text, width, most) for text in texts):
            return smaller
    return replace(hand, size=sizes[-1])


def _fits(hand: Hand, text: str, width: int, most: int) -> bool:
    return all(hand.width(word) <= width for word in text.split()) and len(lines(hand, text, width, most + 1)) <= most
