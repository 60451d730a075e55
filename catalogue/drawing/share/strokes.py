"""Lines of a width on a picture: joined, dashed, with round ends."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from PIL.ImageDraw import ImageDraw

from catalogue.drawing.share.paths import Point

Ink = int | str


def stroke(
    draw: ImageDraw, points: Sequence[Point], ink: Ink, width: float, dash: Sequence[float], *, is_round: bool
) -> None:
    """One line; a closed one ends where it began. All in pixels of the picture."""
    pieces = dashes(points, *dash) if dash else [points]
    for piece in pieces:
        if len(piece) > 1:
            draw.line(piece, fill=ink, width=max(1, round(width)), joint="curve" if width > 2 else None)
        if is_round:
            _dot(draw, piece[0], ink, width)
            _dot(draw, piece[-1], ink, width)
        elif not dash and piece[0] == piece[-1]:
            _dot(draw, piece[0], ink, width)  # the corner where the line closes


def _dot(draw: ImageDraw, place: Point, ink: Ink, width: float) -> None:
    half = width / 2
    draw.ellipse((place[0] - half, place[1] - half, place[0] + half, place[1] + half), fill=ink)


def dashes(points: Sequence[Point], on: float, off: float) -> Iterator[list[Point]]:
    """The pieces that are drawn of a dashed line; with `on` of 0 they are single points."""
    piece, left, is_on = [points[0]], on, True
    for start, end in pairwise(points):
        long, gone = hypot(end[0] - start[0], end[1] - start[1]), 0.0
        while long - gone > left:
            gone += left
            here = (start[0] + (end[0] - start[0]) * gone / long, start[1] + (end[1] - start[1]) * gone / long)
            if is_on:
                yield [*piece, here] if on else [here]
            piece, is_on = [here], not is_on
            left = on if is_on else off
        left -= long - gone
        piece.append(end)
    if is_on and on:
        yield piece
