"""Words on a picture: the site's two faces, lines that break between words, and an ellipsis where the room ends."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

Family = Literal["sans", "serif"]
# The files that the pages load: Pillow's FreeType opens WOFF2.
_FOLDER = Path(__file__).resolve().parents[2] / "static" / "catalogue" / "fonts"
_FILES: dict[Family, str] = {"sans": "figtree.woff2", "serif": "newsreader.woff2"}
ELLIPSIS = "…"
# Words are written this many times as large and made smaller: else each letter begins at a whole pixel, unevenly.
FINER = 3
BEARING = 3  # pixels that a letter may reach beyond its room
FEWEST_LETTERS = 3  # of a broken word, on the next line
STROKED = str.maketrans("ŁłĐđı", "LlDdi")  # letters that are no others with an accent
NO_SUCH_SIGN = "\ufffe"


@lru_cache(maxsize=64)
def face(family: Family, size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    """A font in a size. The serif has one weight only."""
    font = ImageFont.truetype(_FOLDER / _FILES[family], size)
    if family == "sans":
        font.set_variation_by_axes([weight])
    return font


@dataclass(frozen=True, slots=True)
class Hand:
    """How words are written: face, size, weight, colour; `leading` is from one line to the next, of the size."""

    family: Family
    size: int
    colour: str
    weight: int = 400
    leading: float = 1.22

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The font that words are written and measured with, FINER times as large as it looks."""
        return face(self.family, self.size * FINER, self.weight)

    @property
    def line(self) -> int:
        """From one line to the next."""
        return round(self.size * self.leading)

    def width(self, text: str) -> float:
        """How much room a line takes."""
        return self.font.getlength(writable(self.family, text)) / FINER


@lru_cache(maxsize=1024)
def writable(family: Family, text: str) -> str:
    """A text in signs that the face has: others lose their accents, and invisible ones, which no face has, are left out.

    What then is missing shows as an empty box.
    """
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    visible = (sign for sign in spaced if not unicodedata.category(sign).startswith("C"))
    known = "".join(sign if _has(family, sign) else _plainer(sign) for sign in visible)
    return "".join(sign for sign in known if not unicodedata.combining(sign))


def _plainer(sign: str) -> str:
    return unicodedata.normalize("NFKD", sign.translate(STROKED))


@lru_cache(maxsize=1024)
def _has(family: Family, sign: str) -> bool:
    font = face(family, 20)
    return sign.isspace() or bytes(font.getmask(sign)) != bytes(font.getmask(NO_SUCH_SIGN))


def lines(hand: Hand, text: str, width: int, most: int) -> list[str]:
    """A text in at most so many lines of this width; the last ends with an ellipsis where there is more."""
    words, found = writable(hand.family, text).split(), list[str]()
    while words and len(found) < most:
        line, words = _first_line(hand, words, width)
        found.append(line)
    if words:
        found[-1] = shortened(hand, f"{found[-1]} {words[0]}", width, always=True)
    return found


def _first_line(hand: Hand, words: list[str], width: int) -> tuple[str, list[str]]:
    """As many words as fit, and the others; a word that is wider than a line is broken."""
    count = 1
    while count < len(words) and hand.width(" ".join(words[: count + 1])) <= width:
        count += 1
    line = " ".join(words[:count])
    if hand.width(line) <= width:
        return line, words[count:]
    kept = len(line)
    while kept > 1 and hand.width(line[:kept] + "-") > width:
        kept -= 1
    if hyphen := line.rfind("-", 1, kept) + 1:
        return line[:hyphen], [line[hyphen:], *words[1:]]
    kept = max(1, min(kept, len(line) - FEWEST_LETTERS))
    return f"{line[:kept]}-", [line[kept:], *words[1:]]


def shortened(hand: Hand, text: str, width: int, *, always: bool = False) -> str:
    """One line, cut with an ellipsis where it is too long (or always)."""
    if not always and hand.width(text) <= width:
        return text
    while text and hand.width(text.rstrip(" ,;:-") + ELLIPSIS) > width:
        text = text[:-1]
    return text.rstrip(" ,;:-") + ELLIPSIS


def write(image: Image.Image, hand: Hand, place: tuple[int, int], text: str, *, is_right: bool = False) -> None:
    """One line, standing on its baseline; it begins at the place, or ends there."""
    text = writable(hand.family, text)
    wide, up, down = ceil(hand.width(text)) + 2 * BEARING, ceil(hand.size * 1.1), ceil(hand.size * 0.4)
    large = Image.new("L", (wide * FINER, (up + down) * FINER))
    ImageDraw.Draw(large).text((BEARING * FINER, up * FINER), text, fill=255, font=hand.font, anchor="ls")
    left = place[0] - (wide - BEARING if is_right else BEARING)
    image.paste(hand.colour, (left, place[1] - up), large.reduce(FINER))
