"""Share pictures: what a link to a page shows where people pass it on.

Plain values in, the bytes of a PNG file out; no models, no requests. Nothing but Pillow and the site's own fonts.
"""

from catalogue.drawing.share.layout import share_png
from catalogue.drawing.share.pictures import (
    ComparisonPicture,
    Line,
    ProblemPicture,
    ProductPicture,
    SharedInsole,
    SharePicture,
    content_key,
)

__all__ = [
    "ComparisonPicture",
    "Line",
    "ProblemPicture",
    "ProductPicture",
    "SharePicture",
    "SharedInsole",
    "content_key",
    "share_png",
]
