"""Share pictures: 1200 x 630 pixels, mostly seen at half that size or less."""

import io

from PIL import Image, ImageDraw

from catalogue.drawing.share import colours
from catalogue.drawing.share.comparison import draw_comparison
from catalogue.drawing.share.frame import SIZE, Sheet, draw_head
from catalogue.drawing.share.pictures import ComparisonPicture, ProductPicture, SharePicture
from catalogue.drawing.share.problem import draw_problem
from catalogue.drawing.share.product import draw_product

# Few enough for a small file, enough for smooth edges.
COLOURS = 255


def share_png(picture: SharePicture) -> bytes:
    """The picture as a file."""
    buffer = io.BytesIO()
    few = drawn_picture(picture).quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(buffer, "PNG", optimize=False, compress_level=6)
    return buffer.getvalue()


def drawn_picture(picture: SharePicture) -> Image.Image:
    """The picture in full colour."""
    image = Image.new("RGB", SIZE, colours.GROUND)
    sheet = Sheet(image, ImageDraw.Draw(image))
    draw_head(sheet, picture.kind, picture.title if isinstance(picture, ComparisonPicture) and picture.insoles else "")
    if isinstance(picture, ComparisonPicture):
        draw_comparison(sheet, picture)
    elif isinstance(picture, ProductPicture):
        draw_product(sheet, picture)
    else:
        draw_problem(sheet, picture)
    return image
