"""The drawings of the site as pixels: Pillow knows no SVG, so the few kinds of elements that our drawings have are drawn here."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from math import ceil, floor

from PIL import Image, ImageChops, ImageDraw

from catalogue.drawing.figures import FOOT
from catalogue.drawing.outlines import FORM_OUTLINES, PARTS, TEXTURES, UNKNOWN_PARTS
from catalogue.drawing.share.colours import DRAWN, SURFACE, Style, style_of
from catalogue.drawing.share.lettering import face
from catalogue.drawing.share.paths import Point, lines_of
from catalogue.drawing.share.strokes import stroke

# Every shape is drawn this many times as large and made smaller at the end: that smooths its edges.
FINER = 3
_PLACES = {name: d for name, (d, _x, _y) in UNKNOWN_PARTS.items()}
_PIECES: Mapping[str, str] = {**FORM_OUTLINES, **PARTS, **_PLACES, "foot": FOOT}
_TILES = {name: (width, height, drawn) for name, width, height, drawn in TEXTURES}
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
QUESTION_RADIUS, QUESTION_SIZE = 7, 11


def drawn(
    markup: str,
    size: tuple[int, int],
    *,
    unit: float,
    pixel: float,
    origin: Point = (0, 0),
    is_upright: bool = False,
    ground: str = SURFACE,
) -> Image.Image:
    """What `plan_view`, `side_view` or a figure wrote, as a picture of this size.

    `unit` is the length of one unit of the drawing, `pixel` that of one pixel of the site, in which the width of lines is
    given; `origin` is where the drawing's own origin lies, in its units. Upright turns it a quarter: toes up.
    """
    large = (size[0] * FINER, size[1] * FINER)
    raster = _Raster(Image.new("RGB", large, ground), unit * FINER, pixel * FINER, origin, is_upright=is_upright)
    raster.feed(markup)
    return raster.image.reduce(FINER)


class _Raster(HTMLParser):
    """A drawing that is fed with markup. Lengths are pixels of its picture."""

    def __init__(
        self, image: Image.Image, unit: float, pixel: float, origin: Point = (0, 0), *, is_upright: bool = False
    ) -> None:
        super().__init__()
        self.image, self.pen = image, ImageDraw.Draw(image)
        self.unit, self.pixel = unit, pixel
        self.origins = [origin]
        self.is_upright = is_upright

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        said = {name: value or "" for name, value in attrs}
        if tag == "g":
            x, y = map(float, _NUMBERS.findall(said["transform"]))
            self.origins.append((self.origins[-1][0] + x, self.origins[-1][1] + y))
        elif tag == "path":
            self._shape(said["d"], said)
        elif tag == "circle":
            x, y, r = (float(said[name]) for name in ("cx", "cy", "r"))
            self._shape(f"M{x - r} {y}a{r} {r} 0 1 1 {2 * r} 0a{r} {r} 0 1 1-{2 * r} 0Z", said)
        elif tag == "use":
            self._piece(said["href"].removeprefix("#d-"), said)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag == "g":
            self.origins.pop()

    def _piece(self, name: str, said: Mapping[str, str]) -> None:
        """A shared piece, as symbols.py defines them."""
        if name == "q":
            self._question(float(said["x"]), float(said["y"]))
        elif name.endswith("-unknown"):
            d, x, y = UNKNOWN_PARTS[name.removesuffix("-unknown")]
            self._shape(d, {"class": "d-unknown", "fill": "url(#d-dots)"})
            self._question(x, y)
        else:
            self._shape(_PIECES[name], said)

    def _place(self, x: float, y: float) -> Point:
        x, y = (x + self.origins[-1][0]) * self.unit, (y + self.origins[-1][1]) * self.unit
        return (self.image.width - y, x) if self.is_upright else (x, y)

    def _question(self, x: float, y: float) -> None:
        """The mark where nobody said anything; it stays upright."""
        (cx, cy), r = self._place(x, y), QUESTION_RADIUS * self.unit
        style = style_of("d-q")
        box, width = (cx - r, cy - r, cx + r, cy + r), max(1, round(style.stroke_width * self.pixel))
        self.pen.ellipse(box, fill=DRAWN[style.fill], outline=DRAWN[style.stroke], width=width)
        font = face("sans", round(QUESTION_SIZE * self.unit), 600)
        self.pen.text((cx, cy), "?", fill=DRAWN["muted"], font=font, anchor="mm")

    def _shape(self, d: str, said: Mapping[str, str]) -> None:
        """A path: filled, then its edge."""
        if "clip-path" in said:
            self._clipped(d, {name: value for name, value in said.items() if name != "clip-path"})
            return
        style = style_of(said.get("class", ""))
        lines = [([self._place(*point) for point in line.points], line.is_closed) for line in lines_of(d)]
        texture = said.get("fill", "").removeprefix("url(#d-").removesuffix(")")
        if style.fill or texture in _TILES:
            self._fill([points for points, _is_closed in lines], style, texture)
        if style.stroke:
            self._edge([[*points, points[0]] if is_closed else points for points, is_closed in lines], style)

    def _clipped(self, d: str, said: Mapping[str, str]) -> None:
        """A path of which only what lies within the foot is seen: the one thing that our drawings clip by."""
        mask = Image.new("L", self.image.size)
        for line in lines_of(FOOT):
            ImageDraw.Draw(mask).polygon([self._place(*point) for point in line.points], fill=255)
        below = self.image.copy()
        self._shape(d, said)
        self.image.paste(below, mask=ImageChops.invert(mask))

    def _fill(self, polygons: Sequence[Sequence[Point]], style: Style, texture: str) -> None:
        if style.fill and style.fill_opacity == 1:
            for polygon in polygons:
                self.pen.polygon(polygon, fill=DRAWN[style.fill])
            return
        box = _around(polygons, self.image.size)
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        for polygon in polygons:
            moved = [(x - box[0], y - box[1]) for x, y in polygon]
            ImageDraw.Draw(mask).polygon(moved, fill=round(255 * style.fill_opacity))
        if style.fill:
            self.image.paste(DRAWN[style.fill], box, mask)
        else:
            layer = _tiled(_tile(texture, self.unit, self.pixel), box)
            self.image.paste(layer, box, ImageChops.multiply(mask, layer.getchannel("A")))

    def _edge(self, lines: Sequence[Sequence[Point]], style: Style) -> None:
        width, dash = style.stroke_width * self.pixel, [length * self.pixel for length in style.dash]
        if style.stroke_opacity == 1:
            for points in lines:
                stroke(self.pen, points, DRAWN[style.stroke], width, dash, is_round=style.is_round)
            return
        mask = Image.new("L", self.image.size)
        for points in lines:
            shade = round(255 * style.stroke_opacity)
            stroke(ImageDraw.Draw(mask), points, shade, width, dash, is_round=style.is_round)
        self.image.paste(DRAWN[style.stroke], mask=mask)


def _around(polygons: Sequence[Sequence[Point]], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box in a picture of this size that holds them."""
    across, down = zip(*(point for polygon in polygons for point in polygon), strict=True)
    left, top = max(0, floor(min(across))), max(0, floor(min(down)))
    return (
        left,
        top,
        max(left + 1, min(size[0], ceil(max(across)) + 1)),
        max(top + 1, min(size[1], ceil(max(down)) + 1)),
    )


@lru_cache(maxsize=256)
def _tile(name: str, unit: float, pixel: float) -> Image.Image:
    """One tile of a texture, in whole pixels."""
    width, height, markup = _TILES[name]
    across, down = round(width * unit), round(height * unit)
    tile = _Raster(Image.new("RGBA", (across, down)), across / width, pixel)
    tile.feed(markup)
    return tile.image


def _tiled(tile: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    """A box full of tiles, which lie alike in every box of a picture."""
    across, down = tile.size
    left, top = box[0] % across, box[1] % down
    layer = Image.new("RGBA", (left + box[2] - box[0], top + box[3] - box[1]))
    layer.paste(tile)
    while across < layer.width:
        layer.paste(layer.crop((0, 0, across, down)), (across, 0))
        across *= 2
    while down < layer.height:
        layer.paste(layer.crop((0, 0, layer.width, down)), (0, down))
        down *= 2
    return layer.crop((left, top, layer.width, layer.height))
